"""Plan notices: given a verdict, who wants to hear of it, and who has been told what, say what to tell whom.

Pure: it sends nothing and remembers nothing; what was told is handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Literal

from incidents.incident import (
    DENIED,
    TOLLS,
    VIOLENT,
    Background,
    Change,
    Incident,
    KnownIncident,
    Type,
    Updated,
    Verdict,
)
from incidents.matching import Want
from incidents.resolution import adds_nothing, is_again
from incidents.watch import Reason


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an article that shows the incident; `marks` are half-open offsets of telling words."""

    text: str
    marks: tuple[tuple[int, int], ...]
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell one receiver about one incident. Unique by incident, reason, version and receiver.

    `known` is the incident as it stood then; `why` says which rule and words made it match; `url` is the
    article that caused it. A primed notice is stored and never sent; one with `until` waits till then, and
    takes in what changes meanwhile. One that waited and has no change left is `withdrawn`.
    """

    notice_id: str
    at: datetime
    reason: Reason
    version: int
    receiver: str
    watches: tuple[str, ...]
    known: KnownIncident
    changes: tuple[Change, ...]
    why: str
    url: str
    quotes: tuple[Quote, ...] = ()
    primed: bool = False
    until: datetime | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether it waited and is never sent: nothing is left to tell, or another notice tells it."""
        return self.until is not None and not self.changes


@dataclass(frozen=True, slots=True)
class Told:
    """What a receiver has been told (or, primed or silenced, been `spared`) about an incident, and when.

    `waiting` is the notice itself while it waits for its window to close.
    """

    receiver: str
    reason: Reason
    version: int
    spared: bool
    at: datetime | None = None
    waiting: Notice | None = None


def notice_id(incident_id: str, reason: Reason, version: int, receiver: str) -> str:
    """An id that comes from content alone: a repeat after a crash, or in a second replay, has the same."""
    content = f"{incident_id}\0{reason}\0{version}\0{receiver}"
    return "n" + blake2b(content.encode("utf-8", "replace"), digest_size=10).hexdigest()


WINDOW = timedelta(minutes=10)  # a receiver hears of changes to one incident at most once in so long
SURE = 0.5  # of an incident that an article tells of by the way
PASSAGE = 250  # characters: two sentences


def is_news(
    seen: Incident, index: int, siblings: Sequence[Incident] = (), published: date | None = None
) -> bool:
    """Whether the `index`-th incident of an article may be anyone's first notice.

    Not what it only recalls. Nor what it tells of by the way without a town, a day and victims of its own, or
    without saying more than was said of one of its `siblings`, those that it told before and not as history:
    that is often a part of the main incident, seen in another town, and waits for a report of its own, as
    does one of that kind in the very town, where a current sibling is told of, and the arrest for it.
    """
    if seen.status != "current" or index == 0:
        return seen.status == "current"
    if seen.confidence < SURE or not _stands_alone(seen):
        return False
    news = (sibling for sibling in siblings if sibling.status != "background")
    return not any(
        _is_arrest_for(seen, sibling)
        or (sibling.status == "current" and is_again(seen, sibling))
        or adds_nothing(seen, sibling, published)
        for sibling in news
    )


def _is_arrest_for(seen: Incident, sibling: Incident) -> bool:
    """Whether somebody was caught for an attack that the same article has just told, in that division."""
    if seen.type is not Type.ARREST or sibling.type not in VIOLENT or sibling.status != "current":
        return False
    one, other = seen.place, sibling.place
    return one is not None and other is not None and one.admin1_code == other.admin1_code


def _stands_alone(seen: Incident) -> bool:
    place, day = seen.place, seen.date
    if place is None or place.precision != "place" or day is None or day.precision != "day":
        return False
    return (seen.killed is not None or seen.injured is not None) and _is_one_passage(seen)


def _is_one_passage(seen: Incident) -> bool:
    """Whether act, place, day and victims are read near each other: from afar they may be of two acts."""
    at = {e.field: (e.where == "title", e.start) for e in seen.evidence}
    victims = [at[name] for name in ("killed", "injured") if name in at]
    told = [at[name] for name in ("type", "place", "date") if name in at]
    if not told or not victims:
        return True
    spans = [[*told, victim] for victim in victims]
    return any(
        len({in_title for in_title, _ in span}) == 1
        and max(start for _, start in span) - min(start for _, start in span) <= PASSAGE
        for span in spans
    )


def plan(
    verdict: Verdict,
    wants: Sequence[Want],
    told: Sequence[Told],
    now: datetime,
    *,
    url: str,
    quotes: Sequence[Quote] = (),
    primed: bool,
    news: bool = True,
    told_of_like: Sequence[Told] = (),
) -> tuple[Notice, ...]:
    """The notices that a verdict calls for: at most one for each receiver, those of earlier watches first.

    `wants` are the watches that want the incident now, `told` what receivers were told of it before; `primed`
    that this article's notices are to be stored and not sent. `news` is False for an article that only
    recalls the incident: that updates those who were told, and is nobody's first notice. `told_of_like` is
    what receivers were told of incidents that this one may be (`resolution.may_be`): that is no first notice
    for them. A receiver's first notice is `new`, whatever the verdict; an incident that it was only spared
    goes out as `new` when it changes, and stays silent while it is merely told again.
    A second update within `WINDOW` waits until that is over, and is given back amended, with the same id, as
    more changes come.
    """
    if isinstance(verdict, Background) or not _is_told(verdict.known):
        return ()
    changes = verdict.changes if isinstance(verdict, Updated) else ()
    doubtful = {t.receiver for t in told_of_like if not t.spared}
    notices = []
    for receiver, theirs in _by_receiver(wants).items():
        known_to_them = [t for t in told if t.receiver == receiver]
        reason = _reason(theirs, known_to_them, changes, news and receiver not in doubtful)
        if reason is None or (primed and known_to_them):
            continue
        waiting = next((t.waiting for t in known_to_them if _waits(t.waiting, now)), None)
        if waiting is not None and reason != "new":
            notices.append(_amended(waiting, verdict.known, changes, quotes))
            continue
        watches = [want for want in theirs if reason == "new" or reason in want.watch.alert_on]
        version = _next_version(known_to_them, reason)
        notices.append(
            Notice(
                notice_id=notice_id(verdict.known.incident_id, reason, version, receiver),
                at=now,
                reason=reason,
                version=version,
                receiver=receiver,
                watches=tuple(want.watch.name for want in watches),
                known=verdict.known,
                changes=changes,
                why=_why(watches),
                url=url,
                quotes=tuple(quotes),
                primed=primed,
                until=None if reason == "new" else _window_closes(known_to_them, now),
            )
        )
    return tuple(notices)


def _is_told(known: KnownIncident) -> bool:
    """Whether anybody may hear of an incident: it is news, and stands."""
    return known.incident.status == "current" and not known.retracted and known.merged_into is None


def _next_version(told: Sequence[Told], reason: Reason) -> int:
    """How many notices with that reason a receiver will have had."""
    return 1 + max((t.version for t in told if t.reason == reason), default=0)


def _waits(notice: Notice | None, now: datetime) -> bool:
    return notice is not None and notice.until is not None and now < notice.until


def _window_closes(told: Sequence[Told], now: datetime) -> datetime | None:
    """When the window that the last update opened is over, or None if it is."""
    updates = [t.at for t in told if t.at is not None and t.reason in _UPDATES and not t.spared]
    closes = max(updates) + WINDOW if updates else now
    return closes if now < closes else None


def _amended(
    waiting: Notice, known: KnownIncident, changes: Sequence[Change], quotes: Sequence[Quote]
) -> Notice:
    """The waiting notice as of now, `withdrawn` if what was news in it is as it was before; in the words of
    the latest article, then of those whose changes stand.
    """
    merged = _merged(waiting.changes, changes)
    undone = len(merged) < len({change.field for change in (*waiting.changes, *changes)})
    if undone and all(gravity(change) is None for change in merged):
        merged = ()
    standing = {change.url for change in merged}
    earlier = [quote for quote in waiting.quotes if quote.url in standing]
    told = tuple(dict.fromkeys((*quotes, *earlier)))
    return replace(waiting, known=known, changes=merged, quotes=told or waiting.quotes)


def _merged(earlier: Sequence[Change], later: Sequence[Change]) -> tuple[Change, ...]:
    """Of a field that changed twice, from the first value to the last; nothing of one that is as it was."""
    merged = {change.field: change for change in earlier}
    for change in later:
        first = merged.get(change.field)
        merged[change.field] = change if first is None else replace(change, before=first.before)
    return tuple(change for change in merged.values() if change.before != change.after)


def correction(verdict: Verdict) -> Change | None:
    """The change by which an incident is denied, or was something else: whoever was told hears of it."""
    changes = verdict.changes if isinstance(verdict, Updated) else ()
    return next((c for c in changes if c.field in _CORRECTING and c.reason == "claim"), None)


_CORRECTING = (DENIED, "type")


def plan_correction(
    known: KnownIncident,
    reason: Literal["merged", "retracted", "claim"],
    wants: Sequence[Want],
    told: Sequence[Told],
    now: datetime,
    *,
    change: Change,
    changes: Sequence[Change] = (),
    url: str = "",
    quotes: Sequence[Quote] = (),
) -> tuple[Notice, ...]:
    """Tell those who were really told of an incident that it was merged into another, taken back, or denied
    (a `claim` that it did not happen, by the article at `url`).

    `wants` are the watches for which it was told. Whoever was told is told that it was taken back or denied,
    whatever the watch lists: an alert that was wrong must not stand. A merge is told where `alert_on` lists
    it. `changes` are all that the article changed, which the notice tells too; so it does what waits for the
    receiver's window to close, and the waiting notice is given back `withdrawn`.
    """
    notices = []
    for receiver, theirs in _by_receiver(wants).items():
        theirs_told = [t for t in told if t.receiver == receiver]
        heard = [t for t in theirs_told if not t.spared]
        always = reason != "merged"
        watches = tuple(want.watch.name for want in theirs if always or reason in want.watch.alert_on)
        if not heard or not watches:
            continue
        version = _next_version(theirs_told, reason)
        why = _corrected_by(known, change) if url else f"{reason}: {change.url or 'no comment'}"
        waiting = next((t.waiting for t in heard if always and _waits(t.waiting, now)), None)
        beside = _merged(waiting.changes if waiting else (), changes)
        notices.append(
            Notice(
                notice_id=notice_id(known.incident_id, reason, version, receiver),
                at=now,
                reason=reason,
                version=version,
                receiver=receiver,
                watches=watches,
                known=known,
                changes=(change, *(other for other in beside if other.field != change.field)),
                why=why,
                url=url or (known.reports[0].url if known.reports else ""),
                quotes=tuple(quotes),
            )
        )
        if waiting is not None:
            notices.append(replace(waiting, known=known, changes=()))
    return tuple(notices)


def and_others(corrected: Sequence[Notice], planned: Sequence[Notice]) -> tuple[Notice, ...]:
    """What an article calls for that corrects an incident: who hears of the correction hears no update beside
    it, and to all others it is what was `planned`.
    """
    heard = {notice.receiver for notice in corrected}
    return (*corrected, *(notice for notice in planned if notice.receiver not in heard))


def _corrected_by(known: KnownIncident, change: Change) -> str:
    """Why whoever was told hears of it, whatever the watches want."""
    if change.field == DENIED:
        return f"denied by {', '.join(known.denied_by)}"
    return f"it was no {str(change.before).replace('_', ' ')}"


def _by_receiver(wants: Sequence[Want]) -> dict[str, list[Want]]:
    """Receivers in the order in which the configuration first names them, each with its watches in order."""
    receivers: dict[str, list[Want]] = {}
    for want in wants:
        for receiver in dict.fromkeys(want.watch.notify):
            receivers.setdefault(receiver, []).append(want)
    return receivers


# Of several changes in one report the gravest is told; all are in the notice.
_UPDATES: tuple[Reason, ...] = ("toll", "claim", "place")
_LESSER = ("injured",)  # numbers that come after a claim


def gravity(change: Change) -> int | None:
    """How grave a change is among others, the gravest 0: that the whole is denied, the dead and the abducted,
    who claims it, the hurt, the place. None where it is no news of its own.
    """
    if change.reason not in _UPDATES:
        return None
    if change.field in _CORRECTING:
        return 0
    order = [*(("toll", name) for name in TOLLS if name not in _LESSER), ("claim", "attribution")]
    order += [*(("toll", name) for name in _LESSER), ("place", "place")]
    found = (change.reason, change.field)
    return 1 + (order.index(found) if found in order else len(order))


def _reason(
    wants: Sequence[Want], told: Sequence[Told], changes: Sequence[Change], news: bool
) -> Reason | None:
    """Why a receiver with these watches is told now, or None if it is not."""
    asked = {reason for want in wants for reason in want.watch.alert_on}
    grave = sorted((g, c.reason) for c in changes if (g := gravity(c)) is not None and c.reason in asked)
    update = next((one for one in _UPDATES if grave and one == grave[0][1]), None)
    if any(not t.spared for t in told):
        return update
    if not news:
        return None
    return "new" if update or not told else None


def _why(wants: Sequence[Want]) -> str:
    """The rules that matched, for the reader of an alert; why it is this incident is for `explain`."""
    return " | ".join(f"{want.watch.name}: {want.why}" for want in wants)
