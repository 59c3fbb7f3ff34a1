"""Names that only lead to the place behind them, in languages that decline names: the district of a town ("у
Шевченківському районі Києва", "в лондонском районе Вулидж"), the ends of a road ("на трасі Київ — Одеса
поблизу Умані", "на шоссе, соединяющем Монтеррей с Рейносой").

Which words say so is data of the language; here is only how they stand beside the names.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from incidents.extraction.places.holders import ORDINARY_POPULATION
from incidents.extraction.places.seen import NOT, SURE, Seen
from incidents.extraction.places.words import context_words
from incidents.gazetteer import Mention

_LARGER: Final = 3  # times the people of what is named as one of its districts
_DASHED: Final = re.compile(r"\s?[-–—]\s?")
_ROADS: Final = 60  # characters from a road's name to where on it
_BETWEEN: Final = 15  # characters from the name of a district to that of its town
_BEFORE: Final = 24  # characters in which the word for a road stands, and for a district
_NEAR: Final = 16


@dataclass(frozen=True, slots=True)
class _Ways:
    """What stands between or before two names, compiled from the words of a language."""

    quarter: re.Pattern[str]  # between a town's adjective and its quarter's name
    district: re.Pattern[str]  # between a district's name and its town's
    of_district: re.Pattern[str]  # before a quarter's name
    in_town: re.Pattern[str]  # between a quarter's name and its town's
    road: re.Pattern[str]  # before the first of its ends
    joining: re.Pattern[str]
    to_other_end: re.Pattern[str]  # between its ends
    roadside: re.Pattern[str]  # between the second of them and where on it


@cache
def _ways(language: str | None) -> _Ways | None:
    words = context_words(language)
    if not words.part:
        return None
    part = _any(words.part)
    return _Ways(
        quarter=re.compile(rf"\s{part}\s[«\"]?"),
        district=re.compile(rf"(?<!\w){part}\s(?:{_any(words.of_town)}\s)?$"),
        of_district=re.compile(rf"(?<!\w){part}\s[«\"]?$"),
        in_town=re.compile(rf"[»\"]?\s{_any(words.in_town)}\s"),
        road=re.compile(rf"{_any(words.road)}\s[«\"]?$", re.IGNORECASE),
        joining=re.compile(rf"{_any(words.road_joins)}\w+\s$"),
        to_other_end=re.compile(rf"\s{_any(words.road_to)}\s"),
        roadside=re.compile(rf"[^.\n]{{0,40}}(?<!\w){_any(words.roadside)}\s$"),
    )


def _any(words: Iterable[str]) -> str:
    """A pattern for one of some words; `_` stands for a blank in them, `*` for any ending."""
    longest = sorted(words, key=lambda word: (-len(word), word))  # before those that begin them
    parts = (re.escape(word).replace("_", r"\s").replace(r"\*", r"\w+") for word in longest)
    return f"(?:{'|'.join(parts)})"


def set_aside(text: str, found: Sequence[Seen], language: str | None) -> None:
    """Leave out the names that only lead to the one behind them; a quarter behind the adjective of its town
    stands for the town.
    """
    ways = _ways(language)
    if ways is None:
        return
    for at, (left, right) in enumerate(itertools.pairwise(found)):
        start, behind, end = left.mention.start, left.mention.end, right.mention.start
        if left.mention.weak and ways.quarter.fullmatch(text, behind, end) and _is_town_of(left, right):
            right.mention = _called(right.mention, left.mention)  # "в лондонском районе Вулидж"
            left.strength = NOT
        elif end - behind < _BETWEEN and ways.district.search(text, start, end):
            town = not right.mention.weak and right.mention.candidates[0].kind == "place"
            if town and right.mention.population >= ORDINARY_POPULATION:
                left.strength, right.strength = NOT, SURE
        elif ways.in_town.fullmatch(text, behind, end):
            if ways.of_district.search(text, max(0, start - _NEAR), start) and _is_town_of(right, left):
                left.strength = NOT
        elif _are_ends(text, found[at : at + 3], ways):
            left.strength = right.strength = NOT


def _are_ends(text: str, named: Sequence[Seen], ways: _Ways) -> bool:
    """Whether the first two of some names are the ends of a road: of one that joins them, or on which
    something was beside the third.
    """
    left, right = named[0].mention, named[1].mention
    before = max(0, left.start - _BEFORE)
    if ways.joining.search(text, before, left.start):
        return ways.to_other_end.fullmatch(text, left.end, right.start) is not None
    if len(named) < 3 or not ways.road.search(text, before, left.start):
        return False
    gap = text[right.end : named[2].mention.start]
    dashed = _DASHED.fullmatch(text, left.end, right.start) is not None
    return dashed and len(gap) < _ROADS and ways.roadside.fullmatch(gap) is not None


def _called(name: Mention, town: Mention) -> Mention:
    """A name that means the town of which an adjective before it tells."""
    towns = (replace(one, weak=False) for one in town.candidates if one.kind == "place")
    return replace(name, candidates=tuple(towns), key=town.key)


def _is_town_of(town: Seen, district: Seen) -> bool:
    """Whether a name can be that of a town much larger than what is called its district."""
    people = max((one.population for one in town.mention.candidates if one.kind == "place"), default=0)
    return people > _LARGER * district.mention.population
