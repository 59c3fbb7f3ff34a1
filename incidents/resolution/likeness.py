"""How like is an incident seen to a known one? A score with its parts, each in words for people.

The score is a sum of weights (a log-odds, as in Fellegi and Sunter's record linkage, 1969): place, day, type,
numbers, actors, targets, and the words that both reports use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from incidents.article import Draft
from incidents.geometry import kilometres
from incidents.incident import Incident, KnownIncident, Place, Toll, Type
from incidents.resolution.words import Rarity, languages

Part = tuple[str, float]

ENOUGH = 0.0  # a score at or above it joins


@dataclass(frozen=True, slots=True)
class Score:
    """How like `known` is to what was seen: `total` is the sum of the `parts`, each named for people."""

    known: KnownIncident
    total: float
    parts: tuple[Part, ...]

    def sentence(self) -> str:
        """What spoke for it and what against it, the strongest first."""
        telling = sorted((p for p in self.parts if p[0] and p[1]), key=lambda p: (-abs(p[1]), p[0]))
        return ", ".join(f"{name} ({value:+.1f})" for name, value in telling)


_PRIOR = -3.2


def rank(
    seen: Incident,
    draft: Draft,
    words: frozenset[str],
    candidates: Iterable[KnownIncident],
    *,
    origin: str,
    rarity: Rarity | None = None,
) -> list[Score]:
    """Score every candidate, the likest first; of equals the one first seen."""
    rarity = rarity or Rarity()
    scores = [likeness(seen, draft, words, known, origin, rarity) for known in candidates]
    return sorted(scores, key=lambda s: (-s.total, s.known.first_seen, s.known.incident_id))


def likeness(
    seen: Incident, draft: Draft, words: frozenset[str], known: KnownIncident, origin: str, rarity: Rarity
) -> Score:
    """Score one candidate."""
    parts = (
        ("", _PRIOR),
        _place(seen.place, known.incident.place),
        _days(seen, draft, known),
        _types(seen.type, known.incident.type),
        *_tolls(seen, known.incident),
        _actors(seen, known.incident),
        _targets(seen, known.incident),
        _weapons(seen.weapon, known.incident.weapon),
        _words(words, known.words, rarity),
        _same_text(draft, known, origin),
    )
    return Score(known, sum(value for _, value in parts), parts)


# Place ---------------------------------------------------------------------------------------------------


def _place(a: Place | None, b: Place | None) -> Part:
    if a is None or b is None:
        return "a place is not known", 0.0
    if a.country and b.country and a.country != b.country:
        return f"{a.name} and {b.name} are in two countries", -7.0
    if "country" in (a.precision, b.precision):
        return f"both in {a.country}", 0.2
    if a.admin1_code and b.admin1_code and a.admin1_code != b.admin1_code:
        return f"{a.name} and {b.name} are in two divisions", -5.0
    if "admin" in (a.precision, b.precision):
        return f"both in {a.admin1 or a.admin1_code or a.country}", 0.8
    return _points(a, b)


def _points(a: Place, b: Place) -> Part:
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return f"same place {a.name}", 3.0
    if None in (a.lat, a.lon, b.lat, b.lon):
        return "a position is not known", 0.0
    distance = kilometres(a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0)
    said = f"{a.name} is {distance:.0f} km from {b.name}"
    if distance <= 12:
        return said, 1.5
    return said, 0.0 if distance <= 30 else -3.0 if distance <= 120 else -4.0


# Day -----------------------------------------------------------------------------------------------------


def _days(seen: Incident, draft: Draft, known: KnownIncident) -> Part:
    a, b = seen.date, known.incident.date
    if a is None or b is None:
        return _published(draft.published, known)
    if a.precision == b.precision == "day":
        gap = abs((a.start - b.start).days)
        if gap == 0:
            return f"same day {a.start}", 2.5
        return f"{gap} days apart", {1: 1.5, 2: -1.0, 3: -1.5}.get(gap, -2.0 if gap <= 7 else -3.0)
    if a.start <= b.end and b.start <= a.end:
        return "days overlap", 0.8
    apart = (max(a.start, b.start) - min(a.end, b.end)).days
    return f"{apart} days apart", -1.0 if apart <= 3 else -3.0


def _published(published: datetime | None, known: KnownIncident) -> Part:
    """Without two days to compare: how far the report is from the nearest known one."""
    times = [report.published for report in known.reports if report.published is not None]
    if published is None or not times:
        return "days not known", 0.0
    gap = min(abs((published - t).total_seconds()) for t in times) / 86_400
    return (
        f"reported {gap:.0f} days apart",
        0.5 if gap <= 1.5 else 0.0 if gap <= 4 else -1.0 if gap <= 30 else -1.5,
    )


# Kind, numbers, actors -----------------------------------------------------------------------------------

_FAMILIES: tuple[frozenset[Type], ...] = (
    frozenset(
        {
            Type.SHOOTING,
            Type.STABBING,
            Type.VEHICLE_ATTACK,
            Type.ARMED_ATTACK,
            Type.ASSASSINATION,
            Type.CLASH,
            Type.RAID,
            Type.ROBBERY,
            Type.KIDNAPPING,
            Type.HIJACKING,
        }
    ),
    frozenset(
        {
            Type.BOMBING,
            Type.SUICIDE_BOMBING,
            Type.ARMED_ATTACK,
            Type.SHELLING,
            Type.AIRSTRIKE,
            Type.SABOTAGE,
            Type.ARSON,
            Type.DISASTER,
        }
    ),
    frozenset({Type.PROTEST, Type.RIOT, Type.CLASH, Type.ARSON}),
)
_LOOSE = frozenset({Type.ARREST, Type.OTHER, Type.THREAT})


def _types(a: Type, b: Type) -> Part:
    if a == b:
        return f"both {a}", 0.8
    if a in _LOOSE or b in _LOOSE:
        return "", 0.0
    if any(a in family and b in family for family in _FAMILIES):
        return f"{a} may be {b}", 0.0
    return f"{a} is not {b}", -2.5


def _best(toll: Toll | None) -> int | None:
    return None if toll is None else toll.best if toll.best is not None else toll.low


def _tolls(seen: Incident, known: Incident) -> list[Part]:
    return [_toll("killed", seen.killed, known.killed), _toll("injured", seen.injured, known.injured)]


def _toll(name: str, a: Toll | None, b: Toll | None) -> Part:
    x, y = _best(a), _best(b)
    if x is None or y is None:
        return "", 0.0
    if x == y:
        return f"{x} {name}", 0.2 if x == 0 else 0.6 if x < 3 else 1.5
    small, large = min(x, y), max(x, y)
    return f"{name} {x}, not {y}", -0.3 if large <= small + 1 else -0.6 if large <= 2 * small else -1.2


def _actors(seen: Incident, known: Incident) -> Part:
    a = {x.group for x in seen.attribution if x.basis != "denied"}
    b = {x.group for x in known.attribution if x.basis != "denied"}
    if not a or not b:
        return "", 0.0
    if a & b:
        return f"same group {min(a & b)}", 1.5
    return f"{min(a)} is not {min(b)}", -1.5


def _content(texts: Sequence[str]) -> set[str]:
    return {word for text in texts for word in text.casefold().split() if len(word) > 3}


def _targets(seen: Incident, known: Incident) -> Part:
    a, b = _content(seen.targets), _content(known.targets)
    if not a or not b:
        return "", 0.0
    return (f"same target {min(a & b)}", 0.7) if a & b else ("other targets", -0.5)


def _weapons(a: str | None, b: str | None) -> Part:
    if not a or not b:
        return "", 0.0
    return (f"same weapon {a}", 0.3) if a.casefold() == b.casefold() else ("other weapon", -0.3)


# Words ---------------------------------------------------------------------------------------------------


def _words(a: frozenset[str], b: frozenset[str], rarity: Rarity) -> Part:
    """The weighted share of words in common (cosine). Between languages only what is shared can speak."""
    if len(a) < 2 or len(b) < 2:
        return "", 0.0
    shared = [word for word in a & b if word[0] != ":"]
    weights = {word: rarity.weight(word) ** 2 for word in shared}
    norm_a = sum(rarity.weight(word) ** 2 for word in a if word[0] != ":")
    norm_b = sum(rarity.weight(word) ** 2 for word in b if word[0] != ":")
    cosine = sum(weights.values()) / ((norm_a * norm_b) ** 0.5 or 1.0)
    rarest = ", ".join(sorted(shared, key=lambda w: (-weights[w], w))[:4])
    if not languages(a) & languages(b):
        return f"names and numbers in common: {rarest}", min(2.5, 25 * cosine)
    return f"words in common: {rarest}", min(6.0, 16 * cosine) - 1.5


def _same_text(draft: Draft, known: KnownIncident, origin: str) -> Part:
    for report in known.reports:
        if report.url == draft.url:
            return "the same page told of it before", 3.0
        if report.origin == origin:
            return "a copy of the same text told of it", 2.5
    return "", 0.0
