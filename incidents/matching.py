"""Does a watch want this incident, and why, or why not?

`compile` once per configuration; `Matcher.match` finds configured words in an article, `Matcher.wants` judges
an incident by its facts. It tells nobody: that is `incidents.notices`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from incidents.article import Draft
from incidents.geometry import inside, kilometres
from incidents.incident import Attribution, Incident, Place, Toll, Where
from incidents.names import Doubt, Name, Names, Span, is_shouted
from incidents.text import fold
from incidents.watch import Area, Group, Region, Watch

__all__ = ["Doubt", "Matcher", "Matches", "Mention", "Name", "Names", "Refusal", "Span", "Want", "compile"]

# A region's own name counts for an incident without a place when it stands where a report says what happened.
LEAD = 800  # characters


@dataclass(frozen=True, slots=True)
class Mention:
    """Configured words found in an article: half-open offsets, and the words as they stand there."""

    where: Where
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Matches:
    """What of the configuration an article says: mentions by region name, and by excluded phrase."""

    regions: Mapping[str, tuple[Mention, ...]]
    excluded: Mapping[str, tuple[Mention, ...]]


NOTHING = Matches({}, {})


@dataclass(frozen=True, slots=True)
class Want:
    """A watch that wants an incident. `why` is a sentence for people: each rule and what met it."""

    watch: Watch
    why: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A watch that does not want an incident. `why` names each rule that was not met."""

    watch: Watch
    why: str


class _Rule(NamedTuple):
    met: bool
    why: str


class _Key(NamedTuple):
    kind: str
    name: str


def compile(watches: Sequence[Watch], groups: Iterable[Group] = ()) -> Matcher:
    """Compile the watches, in the order of the configuration, and the configured groups."""
    return Matcher(watches, groups)


class Matcher:
    """The compiled watches of one configuration."""

    def __init__(self, watches: Sequence[Watch], groups: Iterable[Group]) -> None:
        self.watches = tuple(watches)
        names = {
            (key, text): Name(text, key)
            for watch in self.watches
            for key, texts in (
                *((_Key("region", region.name), region.names) for region in watch.regions),
                *((_Key("exclude", phrase), (phrase,)) for phrase in watch.exclude),
            )
            for text in texts
        }
        self._names = Names(names.values())
        self._aliases = {
            fold(alias): group.name for group in groups for alias in (group.name, *group.aliases)
        }

    def match(self, draft: Draft) -> Matches:
        """Find the words of regions and exclusions in an article's title and text."""
        if not len(self._names):
            return NOTHING
        regions: dict[str, list[Mention]] = {}
        excluded: dict[str, list[Mention]] = {}
        parts: tuple[tuple[Where, str], ...] = (("title", draft.title), ("text", draft.text))
        for where, text in parts:
            for span in self._names.find(text, overlaps=True, shouted=is_shouted(text[:2000])):
                mention = Mention(where, span.start, span.end, text[span.start : span.end])
                into = regions if span.payload.kind == "region" else excluded
                into.setdefault(span.payload.name, []).append(mention)
        return Matches(
            {name: tuple(found) for name, found in regions.items()},
            {name: tuple(found) for name, found in excluded.items()},
        )

    def wants(self, incident: Incident, matches: Matches, *, origins: int) -> tuple[Want, ...]:
        """The watches that want `incident`, told by an article with these `matches`, in their order.

        `origins` is how many independent texts tell of it. The incident's status plays no part here.
        """
        judged = ((watch, self._judge(watch, incident, matches, origins)) for watch in self.watches)
        return tuple(
            Want(watch, "; ".join(rule.why for rule in rules))
            for watch, rules in judged
            if all(rule.met for rule in rules)
        )

    def refuses(self, incident: Incident, matches: Matches, *, origins: int) -> tuple[Refusal, ...]:
        """The watches that do not want `incident`, each with the rules that it does not meet."""
        judged = ((watch, self._judge(watch, incident, matches, origins)) for watch in self.watches)
        return tuple(
            Refusal(watch, "; ".join(rule.why for rule in rules if not rule.met))
            for watch, rules in judged
            if not all(rule.met for rule in rules)
        )

    def _judge(self, watch: Watch, incident: Incident, matches: Matches, origins: int) -> list[_Rule]:
        rules = []
        if watch.regions:
            rules.append(_regions(watch.regions, incident, matches))
        if watch.groups:
            rules.append(self._groups(watch.groups, incident.attribution))
        rules.append(_types(watch, incident))
        rules.extend(_thresholds(watch, incident, origins))
        rules.extend(_exclusions(watch, matches))
        return rules

    def _groups(self, wanted: Sequence[str], attributions: Sequence[Attribution]) -> _Rule:
        for attribution in attributions:
            configured = self._aliases.get(fold(attribution.group), attribution.group)
            for group in wanted:
                if group in (configured, attribution.part) and attribution.basis != "denied":
                    return _Rule(True, f"group {group}: {_said(attribution)}")
        denied = [a.group for a in attributions if a.basis == "denied" and a.group in wanted]
        if denied:
            return _Rule(False, f"{denied[0]} denies it")
        said = ", ".join(f"{a.group} ({a.basis})" for a in attributions) or "nobody"
        return _Rule(False, f"attributed to {said}, not to {' or '.join(wanted)}")


def _said(attribution: Attribution) -> str:
    """What is said of who did it, for people: "claimed via Amaq", "blamed on Caucasus Province"."""
    part = f" for its {attribution.part}" if attribution.part else ""
    via = f" via {attribution.via}" if attribution.via else ""
    return f"{attribution.basis}{part}{via}"


# Regions ------------------------------------------------------------------------------------------------


def _regions(regions: Sequence[Region], incident: Incident, matches: Matches) -> _Rule:
    for region in regions:
        why = lies_in(region, incident.place) or _named(region, incident.place, matches)
        if why:
            return _Rule(True, f"region {region.name}: {why}")
    names = " or ".join(region.name for region in regions)
    if incident.place is None:
        return _Rule(False, f"no place is known, and the article does not name {names} where it tells of it")
    return _Rule(False, f"{describe(incident.place)} is not in {names}")


def describe(place: Place) -> str:
    """A place with its division and country, and how precisely it is known: "Kaspiysk (RU-DA)"."""
    code = place.admin1_code or place.country
    return f"{place.name} ({code})" if code and code != place.name else place.name


def lies_in(region: Region, place: Place | None) -> str | None:
    """Why a place lies in a region, or None. A circle or polygon asks for a place known to the point."""
    if place is None:
        return None
    for area in region.areas:
        if _in_area(area, place):
            return f"{describe(place)} lies in {_area_name(area, place)}"
    if place.precision != "place" or place.lat is None or place.lon is None:
        return None
    circle = region.circle
    if circle is not None:
        distance = kilometres(circle.lat, circle.lon, place.lat, place.lon)
        if distance <= circle.km:
            return f"{describe(place)} lies {distance:.0f} km from its centre, within {circle.km:g} km"
    if region.polygons and inside(place.lat, place.lon, region.polygons):
        return f"{describe(place)} lies inside its outline"
    return None


def _in_area(area: Area, place: Place) -> bool:
    if area.geonameid is not None:
        return place.geonameid == area.geonameid
    if area.admin1_code is not None:
        return place.precision != "country" and place.admin1_code == area.admin1_code
    return place.country == area.country


def _area_name(area: Area, place: Place) -> str:
    if area.geonameid is not None:
        return place.name
    return area.admin1_code or area.country


def _named(region: Region, place: Place | None, matches: Matches) -> str | None:
    """Why a mention of the region's own name will do, where the incident's place does not say better."""
    if place is not None and not _may_lie_in(region, place):
        return None
    for mention in matches.regions.get(region.name, ()):
        if mention.where == "title" or mention.start < LEAD:
            known = f"only {describe(place)} is known" if place else "no place is known"
            return f"the article's {mention.where} names it ({mention.words!r}), and {known}"
    return None


def _may_lie_in(region: Region, place: Place) -> bool:
    """A place that is too coarse to be judged by the region's areas, but does not speak against them."""
    if not (region.areas or region.circle or region.polygons):
        return True
    if place.precision == "place":
        return False
    return any(
        place.country == area.country
        and (place.precision == "country" or place.admin1_code == area.admin1_code)
        for area in region.areas
    )


# The other rules ----------------------------------------------------------------------------------------


def _types(watch: Watch, incident: Incident) -> _Rule:
    if incident.type in watch.types:
        return _Rule(True, f"type {incident.type}")
    return _Rule(False, f"type {incident.type} is not asked for")


def _number(toll: Toll | None) -> int | None:
    return None if toll is None else toll.best if toll.best is not None else toll.low


def _thresholds(watch: Watch, incident: Incident, origins: int) -> list[_Rule]:
    asked: tuple[tuple[str, float | None, float | None], ...] = (
        ("killed", watch.when.killed, _number(incident.killed)),
        ("injured", watch.when.injured, _number(incident.injured)),
        ("confidence", watch.when.confidence, round(incident.confidence, 3)),
        ("origins", watch.when.origins, origins),
    )
    rules = []
    for name, least, value in asked:
        if least is None:
            continue
        if value is None:
            rules.append(_Rule(False, f"{name} is not stated, {least:g} asked for"))
        elif value >= least:
            rules.append(_Rule(True, f"{name} {value:g}, at least {least:g}"))
        else:
            rules.append(_Rule(False, f"{name} {value:g} is below {least:g}"))
    return rules


def _exclusions(watch: Watch, matches: Matches) -> list[_Rule]:
    return [
        _Rule(False, f"excluded: the article's {mention.where} says {mention.words!r}")
        for phrase in watch.exclude
        for mention in matches.excluded.get(phrase, ())[:1]
    ]
