"""The signs by which a report and a known incident are compared: place, day, kind, numbers, actors, targets.

Each gives one `Part`. How much a sign weighs is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from incidents.article import Draft
from incidents.geometry import kilometres
from incidents.incident import Incident, KnownIncident, Place, Toll, Type
from incidents.resolution.victims import common, unlike
from incidents.resolution.weights import SAID, WEIGHTS
from incidents.text import word_list


class Part(NamedTuple):
    """One sign for or against: the name of its weight, what was compared, and how much of it there is."""

    key: str
    values: tuple[object, ...] = ()
    amount: float = 1.0

    @property
    def value(self) -> float:
        """What it adds to the score."""
        return WEIGHTS.get(self.key, 0.0) * self.amount

    @property
    def said(self) -> str:
        """The sign in words for people; empty where nothing could be compared."""
        template = SAID.get(self.key, "")
        return template.format(*self.values) if self.values or not template else template


# Place ---------------------------------------------------------------------------------------------------


def place(a: Place | None, b: Place | None) -> Part:
    if a is None or b is None:
        return Part("place unknown")
    if a.country and b.country and a.country != b.country:
        return Part("other country", (a.name, b.name))
    if "country" in (a.precision, b.precision):
        return Part("same country", (a.country,))
    if a.admin1_code and b.admin1_code and a.admin1_code != b.admin1_code:
        if a.name == b.name:
            return Part("same name" if _points(a, b).key in _NEXT_DOOR else "namesake", (a.name,))
        return Part("other division", (a.name, b.name))
    if "admin" in (a.precision, b.precision):
        return Part("same division", (a.admin1 or a.admin1_code or a.country,))
    return _points(a, b)


_NEXT_DOOR = frozenset({"within 12 km", "within 30 km", "within 120 km"})  # a town on both sides of a border


def _points(a: Place, b: Place) -> Part:
    if a.geonameid == b.geonameid and (a.geonameid is not None or a.name == b.name):
        return Part("same place", (a.name,))
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return Part("place unknown")
    distance = kilometres(a.lat, a.lon, b.lat, b.lon)
    for limit in (12, 30, 120):
        if distance <= limit:
            return Part(
                f"within {limit} km",
                (
                    a.name,
                    distance,
                    b.name,
                ),
            )
    return Part(
        "far place",
        (
            a.name,
            distance,
            b.name,
        ),
    )


# Day -----------------------------------------------------------------------------------------------------


def undated(seen: Incident, draft: Draft, known: KnownIncident) -> Part:
    """Where one of the two has no day: how long after the day of the other it was reported."""
    theirs = [report.published.date() for report in known.reports if report.published is not None]
    if seen.date is not None and known.incident.date is None and theirs:
        day, told = seen.date, min(theirs)
    elif seen.date is None and known.incident.date is not None and draft.published is not None:
        day, told = known.incident.date, draft.published.date()
    else:
        return Part("")
    late = (told - day.end).days
    if late < -1:
        return Part("undated, reported before")
    return Part(f"undated, reported {_bin(late, (1, 3, 7, 30))} days after", (_span(late),))


def days(seen: Incident, known: Incident) -> Part:
    a, b = seen.date, known.date
    if a is None or b is None:
        return Part("day unknown")
    if a.precision == b.precision == "day":
        gap = abs((a.start - b.start).days)
        if gap == 0:
            return Part("same day", (a.start,))
        return Part(f"{_bin(gap, (1, 2, 4, 8, 30))} days apart", (_span(gap),))
    if a.start <= b.end and b.start <= a.end:
        return Part("days overlap")
    apart = (max(a.start, b.start) - min(a.end, b.end)).days
    return Part(f"{_bin(apart, (1, 2, 4, 8, 30))} days apart", (_span(apart),))


# What a headline says of an incident that is over: its author, its victims, its judges.
_AFTERMATH_TEXT = """
accused appears appeal arraigned arrest arrested arrests bail bond caught charge charged charges claim
claims claimed confesses convicted coroner court custody denies detained dies died emerge emerges found
funeral grieve guilty hearing held identified identify identity id'd indicted indictment inquest
investigation jailed judge jury justice manhunt memorial mourn mourned mourners mourns murder named
names pleads pleaded plea prison probe released remembered remembers responsibility search sentence
sentenced sought suspect suspects trial update updated verdict victim victims vigil wanted warrant
witness арест арестован арестованы арестовали возбуждено дело допрос жертв жертвам заявил обвинение
обвиняемый опознали опознаны осужден ответственность подозреваемый подозреваемого похоронили похороны
приговор приговорен приговорили прощание расследование розыск скончался скончалась следствие суд умер
умерла установили установлена личность
"""
LEAD = 160  # characters that say, with the headline, what is new
_AFTERMATH = frozenset(_AFTERMATH_TEXT.split())


def is_aftermath(draft: Draft) -> bool:
    """Whether a report's headline or first words are of what came after an incident."""
    return not _AFTERMATH.isdisjoint(word_list(f"{draft.title} {draft.text[:LEAD]}"))


def order(seen: Incident, known: KnownIncident, earliest: datetime | None, *, aftermath: bool) -> Part:
    """What happens after an incident was reported (`earliest`) is another, unless the report is of an
    `aftermath`.
    """
    times = [report.published for report in known.reports if report.published is not None]
    if seen.date is None or earliest is None or not times:
        return Part("")
    first = min(times)
    late = seen.date.start.toordinal() - first.toordinal()
    if late < 0 or (late < 2 and earliest <= first) or (late == 0 and first.time() == MIDNIGHT):
        return Part("")
    is_news = seen.status == "current" and not aftermath
    if late < 2:
        return Part("news hours later" if is_news else "", (first.date(),))
    return Part("news after report" if is_news else "happened after report", (first.date(),))


MIDNIGHT = time()  # of a report that has a day alone


def away(part: Part, seen: Incident, words: frozenset[str], known: Incident, theirs: frozenset[str]) -> Part:
    """Two places are no slip of the reader when neither report so much as names the other's."""
    here, there = seen.place, known.place
    if here is None or there is None:
        return _unnamed(here, words, there, theirs)
    next_door = part.key in _NEXT_TO and {seen.type, known.type} <= _SELDOM
    if (part.key not in _AWAY and not next_door) or _names(words, there.name):
        return Part("")
    if _names(theirs, here.name):
        return Part("" if next_door else "only named there", (there.name,))
    return Part("neighbour not named" if next_door else "place not named", (there.name,))


def _unnamed(seen: Place | None, words: frozenset[str], known: Place | None, theirs: frozenset[str]) -> Part:
    """A report without a place that does not so much as name the town of the other."""
    town, others = (seen, theirs) if seen is not None else (known, words)
    if town is None or town.precision != "place" or _names(others, town.name):
        return Part("")
    return Part("town not named", (town.name,))


_NEXT_TO = frozenset({"within 12 km", "within 30 km"})
_AWAY = frozenset({"other country", "other division", "far place", "within 120 km"})


def place_words(place: Place | None) -> frozenset[str]:
    """The single words of a place's own and its division's name, as key words have them."""
    if place is None:
        return frozenset()
    return frozenset(anyascii(f"{place.name} {place.admin1 or ''}").casefold().split())


def _names(words: frozenset[str], place: str) -> bool:
    """Whether a place's name is among key words, by the beginnings of its words."""
    said = "\n".join(("", *words))
    return any(f"\n{token}" in said for token in _beginnings(place))


@lru_cache(maxsize=8_192)
def _beginnings(place: str) -> tuple[str, ...]:
    return tuple([token[:5] for token in word_list(anyascii(place)) if len(token) > 3] or word_list(place))


def _bin(number: float, limits: Sequence[int]) -> str:
    return next((f"{limit}" for limit in limits if number <= limit), "more")


def _span(days: float) -> str:
    """A number of days in words."""
    return "1 day" if round(days) == 1 else f"{days:.0f} days"


def since(published: datetime | None, known: KnownIncident) -> timedelta | None:
    """How far the report is from the nearest known one."""
    times = [report.published for report in known.reports if report.published is not None]
    return None if published is None else min((abs(published - t) for t in times), default=None)


def published(since: timedelta | None) -> Part:
    if since is None:
        return Part("report day unknown")
    gap = since / timedelta(days=1)
    return Part(f"reported {_bin(gap, (1, 3, 7, 30))} days apart", (_span(gap),))


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
# A town seldom has two of these in a day.
_SELDOM = frozenset(
    {
        *(Type.BOMBING, Type.SUICIDE_BOMBING, Type.VEHICLE_ATTACK, Type.KIDNAPPING, Type.HIJACKING),
        *(Type.AIRSTRIKE, Type.SHELLING, Type.ARMED_ATTACK),
    }
)
_LOOSE = frozenset({Type.ARREST, Type.OTHER, Type.THREAT})


def types(a: Type, b: Type) -> Part:
    if a == b:
        return Part("same kind", (a,))
    if a in _LOOSE or b in _LOOSE:
        return Part(
            "loose kind",
            (
                a,
                b,
            ),
        )
    if any(a in family and b in family for family in _FAMILIES):
        return Part(
            "near kind",
            (
                a,
                b,
            ),
        )
    return Part(
        "other kind",
        (
            a,
            b,
        ),
    )


def least(toll: Toll | None) -> int | None:
    """The number that a toll stands for."""
    return None if toll is None else toll.best if toll.best is not None else toll.low


def toll(name: str, a: Toll | None, b: Toll | None) -> Part:
    x, y = least(a), least(b)
    if x is None or y is None:
        return Part(f"{name} unknown")
    if x == y:
        return Part(
            f"same {name} {_bin(x, (0, 1, 2, 5, 10))}",
            (
                x,
                name,
            ),
        )
    small, large = min(x, y), max(x, y)
    near = "near" if large <= small + 1 else "unlike" if large <= 2 * small + 1 else "far"
    return Part(
        f"{name} {near}",
        (
            name,
            x,
            y,
        ),
    )


def actors(seen: Incident, known: Incident) -> Part:
    a = {x.group for x in seen.attribution if x.basis != "denied"}
    b = {x.group for x in known.attribution if x.basis != "denied"}
    if not a or not b:
        return Part("actors unknown")
    if a & b:
        return Part("same group", (min(a & b),))
    return Part(
        "other group",
        (
            min(a),
            min(b),
        ),
    )


def _content(texts: Sequence[str]) -> set[str]:
    """Words by their beginnings: an ending of case or number is no difference. Who may be anybody is left
    out.
    """
    found = {word[:5] for text in texts for word in text.casefold().split() if len(word) > 3}
    return found - _ANYBODY


_ANYBODY = frozenset({"woman", "women", "girl", "girls", "boys", "child", "teena"})


def _comparable(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether two sets of words are in one script."""
    return any(map(str.isascii, a)) == any(map(str.isascii, b))


def targets(seen: Incident, victims: frozenset[str], known: Incident, words: frozenset[str]) -> Part:
    """Whether the two hit the same, by its words or by its kind: a bazaar is a market, in any language."""
    a, b = _content(seen.targets), _content(known.targets)
    if a & b:
        return Part("same target", (next(t for t in known.targets if _content([t]) & a),))
    if kinds := common(victims, words, ("role", "site")):
        return Part("same target", (min(kinds),))
    if not a or not b or not _comparable(a, b):
        return Part("targets unknown")
    if {seen.type, known.type} <= _SELDOM and common(victims, words, ("beside",)):
        return Part("targets unknown")
    return Part("other target")


def others(
    seen: Incident,
    victims: frozenset[str],
    known: Incident,
    words: frozenset[str],
    when: Part,
    *,
    aftermath: bool,
) -> list[Part]:
    """Whom and what the two hit, where that excludes one another, more so on another day; or that the report
    says outright that its act is another than one before.
    """
    found = unlike(victims, words, most=max(_victims(seen), _victims(known)))
    later = seen.date is not None and known.date is not None and seen.date.start > known.date.end
    both = {seen.type, known.type}
    site = " alone" if both <= _OF_ONE_SITE else " of a bomb" if both <= _BOMBS else ""
    parts = [Part(f"other {line}{site if line == 'site' else ''}") for line in found]
    if found and when.key not in ("same day", "days overlap", "day unknown"):
        parts.append(Part("other victims, other day"))
    if seen.another and not aftermath and (later or found):
        parts.append(Part("told as another"))
    return parts


_OF_ONE_SITE = frozenset({Type.ARSON, Type.ROBBERY})  # acts that hit one place each
_BOMBS = frozenset({Type.BOMBING, Type.SUICIDE_BOMBING})


def _victims(incident: Incident) -> int:
    """How many people were killed or hurt."""
    return (least(incident.killed) or 0) + (least(incident.injured) or 0)


def seldom(seen: Incident, known: Incident, where: Part, when: Part, *, soon: bool, against: bool) -> Part:
    """Of some kinds a town seldom has two in a day: as long as nothing is `against` it, who tells of one on
    the same day, or `soon` after the other was reported and without a day, tells of that one.
    """
    at_once = when.key == "same day" or (when.key == "day unknown" and soon)
    if where.key != "same place" or not at_once or against or seen.another:
        return Part("")
    return Part("seldom two in a day" if {seen.type, known.type} <= _SELDOM else "")


def weapons(a: str | None, b: str | None) -> Part:
    if not a or not b or a.isascii() != b.isascii():
        return Part("weapon unknown")
    if _content([a]) & _content([b]) or a.casefold() == b.casefold():
        return Part("same weapon", (a,))
    return Part("other weapon")
