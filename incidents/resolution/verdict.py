"""The verdict on one incident that an article tells of, and the two that people give: merge and retract."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

from incidents.article import Draft
from incidents.incident import (
    TOLLS,
    Background,
    Change,
    Incident,
    Joined,
    KnownIncident,
    Opened,
    Report,
    Updated,
    Verdict,
)
from incidents.resolution.bridging import BRIDGE
from incidents.resolution.doubts import doubt_lines, doubts
from incidents.resolution.fusion import changes_between, fuse, fuse_toll, is_no_bomb
from incidents.resolution.likeness import ENOUGH, Score, is_echo, rank
from incidents.resolution.votes import firm, is_taken_back
from incidents.resolution.words import Rarity, key_words


def incident_id(draft: Draft, index: int) -> str:
    """An id that comes from content alone: two replays give the same."""
    content = f"{draft.url}\0{draft.content_hash()}\0{index}"
    return "i" + blake2b(content.encode("utf-8", "replace"), digest_size=8).hexdigest()


def resolve(
    seen: Incident,
    draft: Draft,
    candidates: Iterable[KnownIncident],
    now: datetime,
    *,
    origin: str,
    index: int,
    rarity: Rarity | None = None,
    taken: Collection[str] = (),
    words: frozenset[str] | None = None,
) -> Verdict:
    """Join `seen`, the `index`-th incident of `draft`, to the likest candidate, or open it, or leave it.

    `candidates` are the known incidents near it (`neighbourhood`); `taken` the ids that other incidents of
    the same article were joined to, which are others by the article's own word, unless this one says nothing
    that is not said of one of them. `why` gives the score and its parts, and the nearest candidate that was
    not joined. `words` are its `key_words`, if found before.
    """
    words = key_words(draft, seen) if words is None else words
    candidates = [known for known in candidates if known.merged_into is None]
    for known in candidates:
        if known.incident_id in taken and is_echo(
            seen, known.incident, draft.published and draft.published.date()
        ):
            return Joined(known, "the article tells of it a second time")
    open_to = [known for known in candidates if known.incident_id not in taken]
    scores = rank(seen, draft, words, open_to, origin=origin, rarity=rarity)
    best = scores[0] if scores else None
    if best is not None and best.total >= ENOUGH:
        known, changes = fuse(best.known, seen, draft, words, now, origin)
        why = f"score {best.total:.1f}, {ENOUGH:g} or more joins: {best.sentence()}{_runner_up(scores[1:])}"
        likes = [score.known.incident_id for score in scores[1:] if score.total >= ENOUGH]
        lines = doubt_lines(known.incident_id, likes, now, draft.url)
        known = replace(known, history=(*known.history, *lines))
        others = tuple(score.known for score in scores[1:] if score.total >= BRIDGE)
        return Updated(known, changes, why, others) if changes else Joined(known, why, others)
    if seen.status == "background":
        return Background(f"told as history, and no known incident is like it{_runner_up(scores)}")
    report = Report(draft.url, draft.source, draft.stated, origin)
    first = replace(seen, corrects=frozenset())
    known = KnownIncident(incident_id(draft, index), first, now, now, (report,), words=words | firm(seen))
    others = doubts(seen, draft, scores) if seen.status == "current" else ()
    if not others:
        return Opened(known, f"no known incident is like it{_runner_up(scores)}")
    ids = [other.incident_id for other in others]
    lines = doubt_lines(known.incident_id, ids, now, draft.url)
    why = f"it may be {' or '.join(ids)}, but is not like it enough{_runner_up(scores)}"
    return Opened(replace(known, history=lines), why)


def _runner_up(scores: list[Score]) -> str:
    if not scores:
        return "; no other one is near"
    nearest = scores[0]
    short = f", less than {ENOUGH:g}" if nearest.total < ENOUGH else ", and another is liker"
    said = f"score {nearest.total:.1f}{short}: {nearest.sentence()}"
    return f"; nearest not joined: {nearest.known.incident_id} ({said})"


def merge(
    older: KnownIncident, newer: KnownIncident, now: datetime, comment: str
) -> tuple[KnownIncident, KnownIncident]:
    """One incident out of two: `older` survives with the reports and history of both, `newer` points to it.

    Fields stay as the survivor has them, but gaps are filled from the other, and higher numbers taken over,
    unless one of the two took them back. Both keep their ids.
    """
    if (newer.first_seen, newer.incident_id) < (older.first_seen, older.incident_id):
        older, newer = newer, older
    urls = {report.url for report in older.reports}
    filled = _fill(older, newer)
    url = newer.reports[0].url if newer.reports else ""
    taken = changes_between(older.incident, filled, now, url)
    change = Change(now, "merged", "incident_id", newer.incident_id, older.incident_id, comment)
    survivor = replace(
        older,
        incident=filled,
        reports=(*older.reports, *(r for r in newer.reports if r.url not in urls)),
        history=(*sorted((*older.history, *newer.history), key=lambda c: c.at), *taken, change),
        last_changed=now,
        words=older.words | newer.words,
    )
    gone = replace(newer, merged_into=older.incident_id, last_changed=now, history=(*newer.history, change))
    return survivor, gone


def _fill(one: KnownIncident, other: KnownIncident) -> Incident:
    a, b = one.incident, other.incident
    filled: dict[str, Any] = {
        name: getattr(b, name)
        for name in Incident.__slots__
        if getattr(a, name) in (None, ()) and name != "evidence"
    }
    for name in TOLLS:
        mine, theirs = getattr(a, name), getattr(b, name)
        if theirs is not None and is_taken_back(other, name, mine):
            mine = theirs
        filled[name] = fuse_toll(mine, theirs, newer=True, recalled=is_taken_back(one, name, theirs))
    if is_no_bomb(other, a):
        filled |= {"type": b.type, "weapon": b.weapon}
    elif is_no_bomb(one, b):
        filled["weapon"] = a.weapon
    return replace(a, **filled, status="current" if "current" in (a.status, b.status) else a.status)


def retract(known: KnownIncident, now: datetime, comment: str) -> KnownIncident:
    """`known`, taken back: it keeps its id, reports and history, and later reports still join it silently."""
    change = Change(now, "retracted", "retracted", False, True, comment)
    return replace(known, retracted=True, last_changed=now, history=(*known.history, change))
