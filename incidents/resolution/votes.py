"""What most reports say, against what the first one said: a misread place, day or toll is put right.

A report that contradicts the fused view leaves a line of history, with the reason `dissent`; when enough
origins say the same other thing, the view gives way. So it does at once where it came from deep inside a
report and the other comes from a headline or lead: four in five of those are right, of the deep ones half.
Pure; what counts as better otherwise is `fusion`'s.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from incidents.incident import TOLLS, Incident, KnownIncident, Place, Toll, When

DISSENT = "dissent"
FIELDS = ("place", "date", *TOLLS)
ENOUGH_ORIGINS = 2  # that say the same, and more than say otherwise or nothing
ENOUGH_LOWER = 3  # for a lower toll: a number is often that of some of the people only
LEAD = 300  # characters of the text that tell the news itself
_WEIGHED = ("place", "killed", "injured")  # that may be another incident's, deep inside a report


@dataclass(frozen=True, slots=True)
class Ballot:
    """Of one field, what a report says against the fused view, and whether that prevails."""

    field: str
    said: Any
    prevails: bool


def firm(seen: Incident) -> frozenset[str]:
    """The fields that a report tells in its headline or lead, as signs beside its key words: `:killed`."""
    told = {e.field for e in seen.evidence if e.where == "title" or e.start < LEAD}
    return frozenset(f":{field}" for field in _WEIGHED if field in told)


def is_doubtful(known: KnownIncident, seen: Incident, field: str) -> bool:
    """Whether a headline or lead gave what stands, and this report says it deep inside only."""
    return f":{field}" in known.words and f":{field}" not in firm(seen)


def is_passed_over(known: KnownIncident, seen: Incident) -> bool:
    """Whether a report counts the hurt in its headline or lead and knows of no dead, where what stands was
    read deep inside only: often another incident's.
    """
    return (
        known.incident.killed is not None
        and ":killed" not in known.words
        and seen.killed is None
        and ":injured" in firm(seen)
    )


def is_unheard(known: KnownIncident, seen: Incident) -> bool:
    """Whether a report tells of dead deep inside, where headlines counted the hurt and knew of none."""
    return (
        known.incident.killed is None
        and ":injured" in known.words
        and seen.killed is not None
        and ":killed" not in firm(seen)
    )


def is_taken_back(known: KnownIncident, field: str, said: Any) -> bool:
    """Whether a number is one that was corrected before: it must be told by others to come back."""
    return isinstance(said, Toll) and any(
        change.field == field
        and change.reason == "toll"
        and change.before is not None
        and least(said) == least(Toll(**change.before)) > least(Toll(**change.after))
        for change in known.history
    )


def least(toll: Toll) -> int:
    """The number that a toll stands for: its best, or what it gives."""
    for value in (toll.best, toll.low, toll.high):
        if value is not None:
            return value
    return 0


def firm_after(known: KnownIncident, fused: Incident, seen: Incident) -> frozenset[str]:
    """The signs of `firm` for `fused`, that is `known` after this report."""
    told, signs = firm(seen), set()
    for field in _WEIGHED:
        sign, value = f":{field}", getattr(fused, field)
        same = value is not None and value == getattr(seen, field)
        stands = sign in known.words and value == getattr(known.incident, field)
        if stands or (same and sign in told):
            signs.add(sign)
    return frozenset(signs)


def without_signs(words: frozenset[str]) -> frozenset[str]:
    """Key words without the signs of `firm`."""
    return words - {f":{field}" for field in _WEIGHED}


def ballots(known: KnownIncident, fused: Incident, seen: Incident, origin: str) -> Iterable[Ballot]:
    """The fields in which a report of `origin` contradicts `fused`, which already holds what it adds."""
    told = firm(seen)
    for field in FIELDS:
        said, stands = getattr(seen, field), getattr(fused, field)
        if field == "killed" and stands is None and is_unheard(known, seen):
            yield Ballot(field, said, _prevails(known, field, said, Toll.exactly(0), origin))
        elif said is not None and stands is not None and _contradicts(said, stands):
            sign = f":{field}"
            surer = sign in told and sign not in known.words and not is_taken_back(known, field, said)
            yield Ballot(field, said, surer or _prevails(known, field, said, stands, origin))


def _contradicts(said: Place | When | Toll, stands: Any) -> bool:
    """Whether it is as exact as what stands, and other."""
    if isinstance(said, Toll):
        exact = said.best is not None and said.low == said.best == said.high
        return exact and bool(said.best) and said.best != stands.best
    return bool(said.precision == stands.precision and _key(said) != _key(stands))


_NAMES = (("start", "end"), ("geonameid", "name"), ("best",))


def _key(value: Any) -> Any:
    """What two reports must have in common to say the same; from a value, or from its line of history."""
    if isinstance(value, Toll):
        return (value.best,)
    if isinstance(value, When):
        return value.start.isoformat(), value.end.isoformat()
    if isinstance(value, Place):
        return value.geonameid, value.name
    return next(tuple(value[n] for n in names) for names in _NAMES if names[0] in value)


def _prevails(known: KnownIncident, field: str, said: Any, stands: Any, origin: str) -> bool:
    """Whether more origins say it than do not contradict what stands, since that came to stand. Of a toll
    that rises, two will do.
    """
    origins = {report.url: report.origin for report in known.reports}
    like, unlike = {origin}, {origin}
    for change in reversed(known.history):
        if change.field != field:
            continue
        if change.reason != DISSENT:
            break
        voter = origins.get(change.url)
        if voter is not None:
            unlike.add(voter)
            if _key(change.after) == _key(said):
                like.add(voter)
    backing = set(origins.values()) - unlike
    if isinstance(said, Toll) and (said.best or 0) > (stands.best or 0):
        return len(like) >= ENOUGH_ORIGINS
    enough = ENOUGH_LOWER if isinstance(said, Toll) else ENOUGH_ORIGINS
    return len(like) >= enough and len(like) > len(backing)
