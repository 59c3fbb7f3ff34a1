"""Which places an article means: every mention of a place, resolved together with all others.

A name is resolved by how many live there, what holds it by the text's own words ("Tulsa, Okla."), the
countries and divisions that the article's other names speak for, and its source's country (toponym resolution
by population prior and document context; Leidner 2007, "Toponym Resolution in Text"). It does not say where
an incident happened.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from incidents.extraction.places.context import look
from incidents.extraction.places.foreign_names import areas_named, said_again, transcribed
from incidents.extraction.places.headlined import as_divisions
from incidents.extraction.places.holders import ORDINARY_POPULATION, holders_of, population_of
from incidents.extraction.places.manner import voices
from incidents.extraction.places.plain_words import is_foreign, is_word, small_words
from incidents.extraction.places.resolving import GREAT_POPULATION, LARGE_POPULATION, resolve
from incidents.extraction.places.seen import (
    BODY,
    DOUBTFUL,
    FAINT,
    KNOWN_POPULATION,
    LIKELY,
    NOT,
    OPEN,
    SURE,
    Seen,
)
from incidents.extraction.places.ways import set_aside
from incidents.extraction.places.words import ContextWords, context_words
from incidents.gazetteer import Entry, Gazetteer, Mention, place_of
from incidents.gazetteer.names import is_shouted
from incidents.incident import Place, Where
from incidents.records import record

Kind = Literal["dateline", "mention", "demonym"]

LEAST_STRENGTH: Final = 0.3  # mentions below it are no places
_SPOKEN: Final = {"en": {"US": 0.1}, "ru": {"RU": 0.2}, "uk": {"UA": 0.3}}
NOWHERE: Final[Mapping[str, float]] = MappingProxyType({})
_OUTLET_VOICE: Final = 0.7
# The end of a title that names its outlet.
_OUTLET: Final = re.compile(
    r" [-–—|] (?=.*\b(?:News(?:channel|paper)?|TV|Weather|Radio|Gazette|Tribune|Herald"
    r"|FOX|CBS|NBC|ABC|[WK][A-Z]{2,3})\b)"
)


@record
class Located:
    """A mention of a place, resolved. `score`, 0 to 1, is how surely it is a place and this one.

    `kind`: `dateline` opens the report and says where it was written; `demonym` is an adjective or a people.
    """

    where: Where
    start: int
    end: int
    place: Place
    kind: Kind
    score: float


def locate(
    title: str,
    text: str,
    language: str | None,
    gazetteer: Gazetteer,
    home: Mapping[str, float] = NOWHERE,
) -> list[Located]:
    """All places that `title` and `text` name, in order, each resolved in view of the others.

    `home`: how much the outlet speaks for countries and divisions (`outlets`). Linear in the length of the
    text.
    """
    words = context_words(language)
    texts = {"title": title, "text": text}
    found = {where: gazetteer.find(one, language) for where, one in texts.items()}
    if words.spaced:
        areas = areas_named(itertools.chain(*found.values()))
        read = {
            where: transcribed(one, found[where], areas, words, language, gazetteer)
            for where, one in texts.items()
        }
        found = said_again(texts, read, found)
    seen = [
        one for where, text in texts.items() for one in _read(where, text, language, found[where], gazetteer)
    ]
    if words.spaced:
        small = small_words(texts.values())
        seen = [
            one
            for one in seen
            if not is_word(one, texts[one.where], small) and not is_foreign(one, texts[one.where])
        ]
    favoured = {**_SPOKEN.get(language or "", {}), **home}
    for country, voice in voices(text, language).items():
        favoured[country] = favoured.get(country, 0.0) + voice
    _leave_out_cities(seen)
    seen = _without_outlet(title, seen, favoured)
    holders = holders_of(texts, seen, words)
    seen = _believed(seen, holders)
    chosen = as_divisions(seen, resolve(seen, holders, favoured))
    return [
        _located(one, _capital_of(entry, gazetteer) if one.capital else entry, score)
        for one, (entry, score) in zip(seen, chosen, strict=True)
        if score
    ]


def _capital_of(entry: Entry, gazetteer: Gazetteer) -> Entry:
    """The capital of a country ("в турецкой столице"); any other entry, or one without a capital, itself."""
    unit = gazetteer.atlas.by_code.get(entry.country) if entry.kind == "country" else None
    town = gazetteer.atlas.by_geonameid(unit.capital) if unit and unit.capital else None
    return town or entry


def _leave_out_cities(seen: Sequence[Seen]) -> None:
    """Leave out the cities that a name means, and the divisions called after them, wherever it stands, if the
    text calls a village by it.
    """
    villages = {one.mention.key for one in seen if one.village and any(map(_is_city, one.mention.candidates))}
    for one in seen if villages else ():
        if one.mention.key in villages:
            places = (e for e in one.mention.candidates if e.kind == "place" and not _is_city(e))
            one.mention = replace(one.mention, candidates=tuple(places) or one.mention.candidates)
            one.strength = one.strength if not _is_city(one.mention.candidates[-1]) else NOT


def _is_city(entry: Entry) -> bool:
    return entry.kind == "place" and entry.population >= KNOWN_POPULATION


def _without_outlet(title: str, seen: list[Seen], favoured: dict[str, float]) -> list[Seen]:
    """Leave out the places in the outlet's name that ends a title ("… - WXYZ News | Tulsa, OK"); they speak
    for their division, added to `favoured`.
    """
    tail = _OUTLET.search(title)
    if tail is None:
        return seen
    kept = []
    for one in seen:
        if one.where == "title" and one.mention.start >= tail.start():
            for code in {one.mention.candidates[0].country, one.mention.candidates[0].admin1_code}:
                if code:
                    favoured[code] = max(favoured.get(code, 0.0), _OUTLET_VOICE)
        else:
            kept.append(one)
    return kept


def outlet_town(title: str, language: str | None, gazetteer: Gazetteer) -> Located | None:
    """The town in the outlet's name that ends a title ("… - WXYZ News | Tulsa, OK"), where it is at home."""
    tail = _OUTLET.search(title)
    for mention in gazetteer.find(title, language) if tail else ():
        town, inside = mention.candidates[0], tail is not None and mention.start >= tail.start()
        if inside and town.kind == "place" and not town.alternate and town.population >= KNOWN_POPULATION:
            return Located("title", mention.start, mention.end, place_of(town), "mention", LEAST_STRENGTH)
    return None


def _read(
    where: str, text: str, language: str | None, mentions: Iterable[Mention], gazetteer: Gazetteer
) -> list[Seen]:
    shouted, words = is_shouted(text), context_words(language)
    found = [look(where, text, mention, words, language, shouted=shouted) for mention in mentions]
    for one in found:
        if one.division:
            one.mention = replace(one.mention, candidates=_with_divisions(text, one.mention, gazetteer))
    for left, right in itertools.pairwise(found):
        if right.mention.start < left.tail:
            between = text[left.mention.end : right.mention.start]
            right.dateline = left.dateline and len(between) <= 2 and "\n" not in between
            right.strength = right.strength if right.dateline else NOT  # the agency's name
            right.tail = left.tail
    headed = [one for one in found if one.heads]
    for one in headed if len(headed) > 1 else ():
        one.dateline = False  # the first of a list of places
    _coordinate(text, found, words)
    set_aside(text, found, language)
    return found


def _with_divisions(text: str, mention: Mention, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """What a name beside "region" may mean: the division that is named so as a whole ("Kharkiv Oblast"), else
    one called after the town, too.
    """
    candidates, name = mention.candidates, text[mention.start : mention.end]
    whole = tuple(one for one in gazetteer.entries(f"{name} region") if one.kind == "admin1")
    if whole or any(one.kind != "place" for one in candidates):
        return whole or candidates
    return (*gazetteer.namesake_divisions(candidates), *candidates)


def _coordinate(text: str, found: Sequence[Seen], words: ContextWords) -> None:
    """What stands in one list with a place is likely one: "Kharkiv, Kupiansk and Izium"."""
    for pairs in (list(itertools.pairwise(found)), [(b, a) for a, b in itertools.pairwise(reversed(found))]):
        for one, other in pairs:
            believed = one.strength >= LIKELY or (
                one.strength == OPEN and population_of(one) >= KNOWN_POPULATION
            )
            if not believed or one.mention.weak or one.given or other.strength != OPEN or other.given:
                continue
            first, last = sorted((one, other), key=lambda seen: seen.mention.start)
            gap = text[first.mention.end : last.mention.start]
            if gap == ", " or (gap[:1] == gap[-1:] == " " and gap.strip(" ,").lower() in words.lists):
                other.strength = LIKELY


@dataclass(slots=True)
class _Repute:
    """What the article says of one name: its best surroundings, and how often they speak for place or
    person.
    """

    best: float = 0.0
    sure: int = 0
    doubtful: int = 0
    person: bool = False

    def add(self, one: Seen) -> None:
        self.best = max(self.best, one.strength)
        self.sure += one.strength >= BODY
        self.doubtful += one.strength == DOUBTFUL
        self.person = self.person or one.person


def _believed(seen: list[Seen], holders: dict[int, list[Entry]]) -> list[Seen]:
    """Drop what is no place: by its surroundings, or by those of the same name elsewhere in the article.

    `holders` is renumbered in place with the list.
    """
    reputes: defaultdict[str, _Repute] = defaultdict(_Repute)
    for number, one in enumerate(seen):
        if number in holders:
            one.strength = SURE
        reputes[one.mention.key].add(one)
    kept = [n for n, one in enumerate(seen) if n in holders or _believe(one, reputes[one.mention.key])]
    renumbered = {new: holders[old] for new, old in enumerate(kept) if old in holders}
    holders.clear()
    holders.update(renumbered)
    return [seen[number] for number in kept]


def _believe(one: Seen, repute: _Repute) -> bool:
    """Whether a mention counts as a place's."""
    if one.strength < LEAST_STRENGTH:
        return False
    if one.mention.weak:
        return True
    known = population_of(one) >= KNOWN_POPULATION
    if one.mention.common and (one.mention.key.isascii() or population_of(one) < LARGE_POPULATION):
        again = repute.best >= SURE and repute.sure > 1 and one.mention.key.isascii()
        placed = one.strength >= FAINT and (again or population_of(one) >= ORDINARY_POPULATION)
        called = one.dateline or one.town
        return placed or called or (one.declined and one.mention.candidates[0].kind != "place")
    if repute.person and repute.best < SURE and not one.mention.weak:
        return False
    doubted = one.mention.words == 1 and repute.doubtful > repute.sure
    if doubted and (one.given or not known or (repute.doubtful > 1 and not repute.sure)):
        return False
    if one.strength > OPEN:
        return True
    if one.given:
        return repute.best >= SURE or (repute.doubtful == 0 and population_of(one) >= GREAT_POPULATION)
    return known or repute.best >= BODY


def _located(one: Seen, entry: Entry, score: float) -> Located:
    named = one.division and entry.kind in ("admin1", "admin2")  # "в Хатлонской области"
    adjective = one.mention.weak and not (one.capital or named or one.soil)
    kind: Kind = "dateline" if one.dateline else "demonym" if adjective else "mention"
    where: Where = "title" if one.where == "title" else "text"
    return Located(where, one.mention.start, one.mention.end, place_of(entry), kind, score)
