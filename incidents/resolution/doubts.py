"""An incident that may be another known one all the same: it is kept apart, and says so in its history.

All that its report says may be said of an incident of the very town that was reported these days, or the same
people are named; only the likeness does not suffice to join. Or a report joins one and is like another one
enough. Pure; that whoever was told of the other one need not hear twice is for `incidents.notices`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from incidents.article import Draft
from incidents.incident import Change, Incident, KnownIncident
from incidents.resolution.likeness import Score
from incidents.resolution.signs import actors, days, is_aftermath, least, place, types

DOUBT = "doubt"
LIKELY = 0.0  # the score at which an incident that was not joined is rather the same than another
LIKE = -1.5  # the score at which an incident that was not joined may be the same
FRESH = timedelta(days=7)  # between the reports
LATE = timedelta(days=30)  # a report of an aftermath may give its day for the act's

_SAME = frozenset(
    {
        "same place",
        *("same day", "1 days apart", "days overlap", "day unknown"),
        *("same kind", "near kind", "loose kind"),
        *("same group", "actors unknown"),
    }
)


def doubts(seen: Incident, draft: Draft, scores: Iterable[Score]) -> tuple[KnownIncident, ...]:
    """The known incidents that `seen`, which joined none, may be all the same, the likest first."""
    aftermath = is_aftermath(draft)
    return tuple([s.known for s in scores if s.total >= LIKE and _may_be(seen, draft, s, aftermath)])


def _may_be(seen: Incident, draft: Draft, score: Score, aftermath: bool) -> bool:
    if _same_people(score):
        return True
    if (
        _is_elsewhere(score)
        or _is_later(score)
        or _happened_later(seen, score.known, LATE if aftermath else timedelta(0))
    ):
        return False
    if any(part.key in _PLAINLY_ANOTHER for part in score.parts):
        return False
    return score.total >= LIKELY or (not _is_another(score) and _says_nothing_else(seen, draft, score.known))


_PLAINLY_ANOTHER = frozenset({"other generation", "other site of a bomb"})


def _same_people(score: Score) -> bool:
    """Whether both name two or more of the same people with their age: another day or town is a slip."""
    return any(part.key in ("people 2", "people more") for part in score.parts)


def _is_another(score: Score) -> bool:
    """Whether somebody else was hit, or the report says that its act is another one."""
    return any(part.key in _ANOTHER for part in score.parts)


_ANOTHER = frozenset(
    {
        "other sex",
        "other age",
        "other site alone",
        "other site of a bomb",
        "other victims, other day",
        "told as another",
    }
)


def _is_elsewhere(score: Score) -> bool:
    """Whether the town of the known one is another, and not so much as named."""
    return any(part.key.startswith(_ELSEWHERE) for part in score.parts)


_ELSEWHERE = ("place not named", "town not named", "neighbour not named")


def _is_later(score: Score) -> bool:
    """Whether it happened when the known one had been reported for hours."""
    return any(part.key == "news hours later" for part in score.parts)


def _happened_later(seen: Incident, known: KnownIncident, by: timedelta) -> bool:
    """Whether it happened `by` so much after the day of the known one's first report."""
    reported = [report.published for report in known.reports if report.published is not None]
    return bool(reported) and seen.date is not None and seen.date.start > min(reported).date() + by


def _says_nothing_else(seen: Incident, draft: Draft, known: KnownIncident) -> bool:
    """Whether all of it may be said of the known one: its town, day, kind and doer, and no other victims."""
    reported = [report.published for report in known.reports if report.published is not None]
    if draft.published is None or not reported or abs(draft.published - max(reported)) > FRESH:
        return False
    theirs = known.incident
    signs = {
        place(seen.place, theirs.place).key,
        days(seen, theirs).key,
        types(seen.type, theirs.type).key,
        actors(seen, theirs).key,
    }
    return signs <= _SAME and not any(_more(seen, theirs, name) for name in ("killed", "injured", "abducted"))


def _more(seen: Incident, known: Incident, name: str) -> bool:
    """Whether more victims are told of than are known."""
    ours, theirs = least(getattr(seen, name)), least(getattr(known, name))
    return ours is not None and theirs is not None and ours > theirs


def doubt_lines(incident_id: str, likes: Iterable[str], now: datetime, url: str) -> tuple[Change, ...]:
    """The lines of history that say which others, by their ids, an incident may be by an article."""
    return tuple(Change(now, DOUBT, "incident_id", incident_id, like, url) for like in likes)


def may_be(known: KnownIncident, url: str) -> tuple[str, ...]:
    """The ids of other incidents that `known` may be by what the article at `url` tells, or by any article as
    long as no second origin tells of it.
    """
    mine = (c for c in known.history if c.reason == DOUBT and c.before == known.incident_id)
    return tuple(dict.fromkeys(str(c.after) for c in mine if c.url == url or known.origins <= 1))
