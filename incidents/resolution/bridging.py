"""Two known incidents that turn out to be one, when a later report tells of both.

A first report that misreads its day or town opens a second incident; the report that has both puts it right.
Each is compared with the other by all that is known of them. Two that one article told apart, in two towns or
at two times stay two whatever their likeness: a round-up tells of many.
"""

from __future__ import annotations

from incidents.article import Draft
from incidents.incident import KnownIncident
from incidents.resolution.likeness import Score, rank
from incidents.resolution.signs import days, place
from incidents.resolution.votes import without_signs
from incidents.resolution.words import Rarity

BRIDGE = -0.5  # the score at which a report that joined one incident may be of another one, too
SURE = 2.0  # the score at which two known incidents are one

_TOGETHER = frozenset({"same place", "same division", "same country", "place unknown"})
_AT_ONCE = frozenset({"same day", "1 days apart", "2 days apart", "days overlap", "day unknown"})
# One of them happened when the other had been reported.
_LATER = frozenset({"news hours later", "news after report"})
# Where the same people are named, a town next to it and a day of the same week are slips.
_SLIPS = frozenset({"within 12 km", "within 30 km", "4 days apart", "8 days apart"})


def are_one(one: KnownIncident, other: KnownIncident, rarity: Rarity) -> str | None:
    """Why two known incidents are one, or None. `rarity` knows the words of both."""
    if one.retracted or other.retracted or {r.url for r in one.reports} & {r.url for r in other.reports}:
        return None
    scores = _compared(one, other, rarity), _compared(other, one, rarity)
    if any(part.key in _LATER for score in scores for part in score.parts):
        return None
    score = max(scores, key=lambda s: s.total)
    where, when = place(one.incident.place, other.incident.place), days(one.incident, other.incident)
    apart = {where.key, when.key} - _TOGETHER - _AT_ONCE
    if any(part.key.startswith("people ") for part in score.parts):
        apart -= _SLIPS
    if score.total < SURE or apart:
        return None
    return f"score {score.total:.1f}: {score.sentence()}"


def _compared(one: KnownIncident, other: KnownIncident, rarity: Rarity) -> Score:
    """How like `one` is to `other`, as if it were told now by its first report."""
    report = one.reports[0]
    draft = Draft(report.url, "", "", report.published, None, report.source)
    words = without_signs(one.words)
    (score,) = rank(one.incident, draft, words, [other], origin=report.origin, rarity=rarity)
    return score
