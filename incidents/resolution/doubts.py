"""An incident that opens beside one which it may be: it is kept apart, and not told on one origin's word.

All that its report says may be said of an incident of the very town that was reported these days; only the
likeness does not suffice to join. Pure; who has been told of that one, and so need not hear twice, is for
`incidents.notices`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from incidents.article import Draft
from incidents.incident import Change, Incident, KnownIncident
from incidents.resolution.likeness import Score
from incidents.resolution.signs import actors, days, is_aftermath, least, place, targets, types

DOUBT = "doubt"
LIKELY = 0.0  # the score at which an incident that was not joined is rather the same than another
LIKE = -2.0  # the score at which an incident that was not joined may be the same
FRESH = timedelta(days=7)  # between the reports

_SAME = frozenset(
    {
        "same place",
        *("same day", "1 days apart", "days overlap", "day unknown"),
        *("same kind", "near kind", "loose kind"),
        *("same group", "actors unknown"),
    }
)


def doubt(seen: Incident, draft: Draft, scores: Iterable[Score]) -> KnownIncident | None:
    """The likest known incident that `seen`, which joined none, may be all the same."""
    aftermath = is_aftermath(draft)
    for score in scores:
        if score.total < LIKE:
            break
        if not aftermath and _happened_later(seen, score.known):
            continue
        if score.total >= LIKELY or _may_be(seen, draft, score.known):
            return score.known
    return None


def _happened_later(seen: Incident, known: KnownIncident) -> bool:
    """Whether it happened on a day after the first report of the known one."""
    reported = [report.published for report in known.reports if report.published is not None]
    return bool(reported) and seen.date is not None and seen.date.start > min(reported).date()


def _may_be(seen: Incident, draft: Draft, known: KnownIncident) -> bool:
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
    return signs <= _SAME and not _are_others(seen, theirs)


def _are_others(seen: Incident, known: Incident) -> bool:
    """Whether more victims are told of than are known, or fewer where other targets were hit."""
    told = [
        (ours, theirs)
        for name in ("killed", "injured", "abducted")
        if (ours := least(getattr(seen, name))) is not None
        and (theirs := least(getattr(known, name))) is not None
    ]
    elsewhere = targets(seen, known).key == "other target"
    return any(ours > theirs or (elsewhere and ours != theirs) for ours, theirs in told)


def doubt_line(incident_id: str, like: str, now: datetime, url: str) -> Change:
    """The line of history that says that a new incident may be another one, `like`, by its id."""
    return Change(now, DOUBT, "incident_id", incident_id, like, url)


def likened(known: KnownIncident) -> str | None:
    """The id of the incident that `known` might be when it opened, or None."""
    lines = (c for c in known.history if c.reason == DOUBT and c.before == known.incident_id)
    return next((str(line.after) for line in lines), None)


def in_doubt(known: KnownIncident) -> str | None:
    """The id of the incident that `known` may be, until a second origin tells of it, too."""
    return likened(known) if known.origins <= 1 else None
