"""A report that an incident did not happen: which known one it denies, and what is noted of it.

It opens nothing, and is no report of the incident: it raises neither its confidence nor its origins. Pure;
that whoever was told of the incident hears of it is for `incidents.notices`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from incidents.article import Draft
from incidents.incident import DENIED, Change, Incident, Joined, KnownIncident, Updated
from incidents.resolution.likeness import ENOUGH, rank
from incidents.resolution.words import Rarity, key_words


def resolve_denial(
    seen: Incident,
    draft: Draft,
    candidates: Iterable[KnownIncident],
    now: datetime,
    *,
    origin: str,
    news: bool,
    rarity: Rarity | None = None,
    taken: Collection[str] = (),
    words: frozenset[str] | None = None,
) -> Updated | Joined | None:
    """The known incident that is as `seen`, which `draft` denies, with the denial in its history; None where
    none is like it, or those like it hit another target: to deny an attack on a school denies none on a post.
    The arguments are those of `resolve`: what the article tells itself (`taken`) it does not deny. `news` as
    in `deny`.
    """
    words = key_words(draft, seen) if words is None else words
    open_to = [k for k in candidates if k.merged_into is None and k.incident_id not in taken]
    ranked = rank(seen, draft, words, open_to, origin=origin, rarity=rarity)
    best = next((one for one in ranked if not any(part.key == "other target" for part in one.parts)), None)
    if best is None or best.total < ENOUGH or seen.denied is None:
        return None
    known, changes = deny(best.known, seen.denied, now, draft.url, news=news)
    why = f"{seen.denied} denied it; score {best.total:.1f}: {best.sentence()}"
    return Updated(known, changes, why) if changes else Joined(known, why)


def deny(
    known: KnownIncident, who: str, now: datetime, url: str, *, news: bool
) -> tuple[KnownIncident, tuple[Change, ...]]:
    """`known` with one more who denies it in its history, and that line. The first that is told (`news`: its
    article is not merely seen) is a claim, by whomever; who denies it again otherwise changes nothing.
    """
    before = known.denied_by
    who = next((one for one in before if one.casefold() == who.casefold()), who)
    claim = news and not any(c.field == DENIED and c.reason == "claim" for c in known.history)
    if who in before and not claim:
        return known, ()
    others = [one for one in before if one != who]
    change = Change(now, "claim" if claim else "field", DENIED, others, [*others, who], url)
    return replace(known, history=(*known.history, change), last_changed=now), (change,)
