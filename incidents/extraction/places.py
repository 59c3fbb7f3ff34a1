"""Which places an article means: every mention of a place, resolved together with all others.

A name is resolved by how many live there, what holds it by the text's own words ("Tulsa, Okla."), the
countries and divisions that the article's other names speak for, and its source's country (toponym resolution
by population prior and document context; Leidner 2007, "Toponym Resolution in Text"). It does not say where
an incident happened.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from anyascii import anyascii

from incidents.extraction.foreign_names import countries_named, transcriptions
from incidents.extraction.place_context import (
    BODY,
    DOUBTFUL,
    FAINT,
    KNOWN_POPULATION,
    LIKELY,
    NOT,
    OPEN,
    SURE,
    ContextWords,
    Seen,
    context_words,
    is_word,
    look,
    small_words,
)
from incidents.extraction.place_holders import ORDINARY_POPULATION, holders_of, holds, population_of
from incidents.gazetteer import Entry, Gazetteer, Mention, place_of
from incidents.gazetteer.names import is_shouted, key, sound
from incidents.incident import Place, Where

Kind = Literal["dateline", "mention", "demonym"]

LEAST_STRENGTH: Final = 0.3  # mentions below it are no places
HEARD: Final = 0.3  # voices that a country needs for a town to be meant by its second name
STRAY_POPULATION: Final = 1_500_000  # unless the town is larger
LARGE_POPULATION: Final = 500_000
GREAT_POPULATION: Final = 250_000  # a town believed although it bears a person's name
_HOLDER_BONUS: Final = 5.0  # "Springfield, Illinois"
_COUNTRY_BONUS: Final = 3.0  # at most, in decades of population, for the article's country
# Where towns hardly go by a second name: one in the source is an old one, or a quarter's.
_ENGLISH_NAMED: Final = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
_SPOKEN: Final = {"en": {"US": 0.1}, "ru": {"RU": 0.2}, "uk": {"UA": 0.3}}
_DIVISION_BONUS: Final = 2.4
_SOURCE_VOICE: Final = 1.5  # what a hint weighs, in names that speak for it
_ALTERNATE_HANDICAP: Final = 1.4  # in Latin letters, where most places' own names stand
_OUTLET_VOICE: Final = 0.7
# The end of a title that names its outlet.
_OUTLET: Final = re.compile(
    r" [-–—|] (?=.*\b(?:News(?:channel|paper)?|TV|Weather|Radio|Gazette|Tribune|Herald"
    r"|FOX|CBS|NBC|ABC|[WK][A-Z]{2,3})\b)"
)


@dataclass(frozen=True, slots=True)
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
    *,
    source_country: str | None = None,
    hints: Iterable[str] = (),
) -> list[Located]:
    """All places that `title` and `text` name, in order, each resolved in view of the others.

    `source_country` and `hints` are ISO 3166 codes of countries or divisions that the article probably is
    about. Linear in the length of the text.
    """
    words = context_words(language)
    texts = {"title": title, "text": text}
    found = {where: gazetteer.find(one, language) for where, one in texts.items()}
    if words.spaced:
        countries = countries_named(itertools.chain(*found.values()))
        for where, one in texts.items():
            behind = words.before - words.faint
            found[where] += transcriptions(one, found[where], countries, behind, language, gazetteer)
            found[where].sort(key=lambda mention: mention.start)
    seen = [
        one for where, text in texts.items() for one in _read(where, text, language, found[where], gazetteer)
    ]
    if words.spaced:
        small = small_words(texts.values())
        seen = [one for one in seen if not is_word(one, texts[one.where], small)]
    favoured = _favoured(language, source_country, hints)
    seen = _without_outlet(title, seen, favoured)
    holders = holders_of(texts, seen, words)
    seen = _believed(seen, holders)
    chosen = _resolve(seen, holders, favoured)
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


def _favoured(language: str | None, source_country: str | None, hints: Iterable[str]) -> dict[str, float]:
    """What speaks for a country or division before any name is read, in voices of one name each."""
    favoured = dict(_SPOKEN.get(language or "", {}))
    for code in (*hints, *([source_country] if source_country else [])):
        favoured[code] = _SOURCE_VOICE
    return favoured


def _read(
    where: str, text: str, language: str | None, mentions: Iterable[Mention], gazetteer: Gazetteer
) -> list[Seen]:
    shouted, words = is_shouted(text), context_words(language)
    found = [look(where, text, mention, words, language, shouted=shouted) for mention in mentions]
    for one in found:
        candidates = one.mention.candidates
        if one.division and all(entry.kind == "place" for entry in candidates):
            divisions = gazetteer.namesake_divisions(candidates)
            one.mention = replace(one.mention, candidates=(*divisions, *candidates))
    for left, right in itertools.pairwise(found):
        if right.mention.start < left.tail:
            between = text[left.mention.end : right.mention.start]
            right.dateline = left.dateline and len(between) <= 2 and "\n" not in between
            right.strength = right.strength if right.dateline else NOT  # the agency's name
            right.tail = left.tail
    _coordinate(text, found, words)
    return found


def _coordinate(text: str, found: Sequence[Seen], words: ContextWords) -> None:
    """What stands in one list with a place is likely one: "Kharkiv, Kupiansk and Izium"."""
    for pairs in (list(itertools.pairwise(found)), [(b, a) for a, b in itertools.pairwise(reversed(found))]):
        for one, other in pairs:
            first, last = sorted((one, other), key=lambda seen: seen.mention.start)
            believed = one.strength >= LIKELY or (
                one.strength == OPEN and population_of(one) >= KNOWN_POPULATION
            )
            if not believed or one.mention.weak or one.given or other.strength != OPEN or other.given:
                continue
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

    def add(self, strength: float) -> None:
        self.best = max(self.best, strength)
        self.sure += strength >= BODY
        self.doubtful += strength == DOUBTFUL


def _believed(seen: list[Seen], holders: dict[int, list[Entry]]) -> list[Seen]:
    """Drop what is no place: by its surroundings, or by those of the same name elsewhere in the article.

    `holders` is renumbered in place with the list.
    """
    reputes: defaultdict[str, _Repute] = defaultdict(_Repute)
    for number, one in enumerate(seen):
        if number in holders:
            one.strength = SURE
        reputes[one.mention.key].add(one.strength)
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
        placed = one.strength >= FAINT and population_of(one) >= ORDINARY_POPULATION
        return placed or one.dateline or (one.declined and one.mention.candidates[0].kind != "place")
    doubted = one.mention.words == 1 and repute.doubtful > repute.sure
    if doubted and (one.given or not known or (repute.doubtful > 1 and not repute.sure)):
        return False
    if one.strength > OPEN:
        return True
    if one.given:
        return repute.best >= SURE or (repute.doubtful == 0 and population_of(one) >= GREAT_POPULATION)
    return known or repute.best >= BODY


def _resolve(
    seen: Sequence[Seen], holders: dict[int, list[Entry]], favoured: dict[str, float]
) -> list[tuple[Entry, float]]:
    """Two rounds: first by prior and holder alone, then with what the other names say of the article."""
    scores = _scores(seen, holders)
    voices = _voices(seen, scores)
    support: defaultdict[str, float] = defaultdict(float)
    for voice in voices.values():
        for code, weight in voice.items():
            support[code] += weight
    for code, weight in favoured.items():
        support[code] += weight
    chosen: list[tuple[Entry, float]] = []
    for one, row in zip(seen, scores, strict=True):
        own = voices[one.mention.key]
        total = [
            score + _from_context(entry, support, own)
            for entry, score in zip(one.mention.candidates, row, strict=True)
        ]
        at = max(range(len(total)), key=total.__getitem__)
        entry = one.mention.candidates[at]
        heard = support[entry.country] - own.get(entry.country, 0.0)
        stray = entry.kind == "place" and _stray(entry, one, heard)
        chosen.append((entry, 0.0 if stray else _certainty(one, total, at)))
    return chosen


def _scores(seen: Sequence[Seen], holders: dict[int, list[Entry]]) -> list[list[float]]:
    """The scores of all meanings by themselves; a name said again without a holder is not judged again."""
    known: dict[tuple[str, bool], list[float]] = {}
    rows = []
    for number, one in enumerate(seen):
        if number in holders:
            rows.append([_alone(one, entry, holders[number]) for entry in one.mention.candidates])
            continue
        same = (one.mention.key, one.division)
        row = known.get(same)
        if row is None or len(row) != len(one.mention.candidates):
            row = known[same] = [_alone(one, entry, ()) for entry in one.mention.candidates]
        rows.append(row)
    return rows


def _stray(entry: Entry, one: Seen, heard: float) -> bool:
    """Whether hardly anything speaks for a town. `heard`: the voices of the other names for its country."""
    second = _second_name(entry, one)
    if second and entry.country in _ENGLISH_NAMED:
        return entry.population < GREAT_POPULATION
    if heard >= HEARD:
        return False
    if second:
        return entry.population < STRAY_POPULATION and one.strength < SURE
    least = KNOWN_POPULATION if entry.country not in _ENGLISH_NAMED and not one.given else LARGE_POPULATION
    return entry.population < least and one.strength <= OPEN


def _alone(one: Seen, entry: Entry, holders: Sequence[Entry]) -> float:
    """The score of one meaning by itself, in decades of population."""
    score = math.log10(entry.population + 10)
    if _second_name(entry, one):
        score -= _ALTERNATE_HANDICAP
    elif entry.kind == "place" and _names_country(entry, one):
        score -= 2.0
    elif entry.capital:
        score += 1.5
    if entry.kind in ("admin1", "admin2", "region"):
        score += 2.0 if one.division else _division_handicap(entry, one)
    elif entry.kind == "place" and one.division:
        score -= 2.0
    if any(holds(holder, entry) for holder in holders):
        score += _HOLDER_BONUS
    return score


def _second_name(entry: Entry, one: Seen) -> bool:
    """Whether the text uses a name that is not the town's first, nor a part of it, nor it with more words.

    In other scripts than Latin none is the first; another spelling of it counts as it.
    """
    if not entry.alternate:
        return False
    if not one.mention.key.isascii():
        return _renamed(entry, one)
    own = key(entry.name)
    padded, said = f" {own} ", f" {one.mention.key} "
    if padded.startswith(said) or padded.endswith(said) or said.startswith(padded):
        return False
    return sound(own) != sound(one.mention.key)


def _renamed(entry: Entry, one: Seen) -> bool:
    """Whether a name in another script is, by its sound, another known town's first name, and this one's
    old one: "Ставрополь" is Stavropol, although Tolyatti, which is larger, was called so.
    """
    said, own = sound(key(anyascii(one.mention.key))), sound(key(anyascii(entry.name)))
    if own.startswith(said) or own.endswith(said):
        return False
    return any(
        e.kind == "place" and e.population >= KNOWN_POPULATION and sound(key(anyascii(e.name))) == said
        for e in one.mention.candidates
    )


def _names_country(town: Entry, one: Seen) -> bool:
    """Whether the town's country bears the same name, which then is meant: Luxembourg, Panama; or any
    country, if it is not the town's first name: "Албания" is no Albany.
    """
    first = one.mention.candidates[0]  # countries and divisions come before places
    return first.kind == "country" and not first.weak and (first.country == town.country or town.alternate)


def _division_handicap(entry: Entry, one: Seen) -> float:
    """A bare name that both a division and a town in it bear means the town."""
    for other in one.mention.candidates:
        if other.kind == "place" and other.admin1_code == entry.admin1_code and not _second_name(other, one):
            return -1.5
    return -0.8 if entry.kind == "admin2" else 0.0


def _voices(seen: Sequence[Seen], scores: Sequence[Sequence[float]]) -> dict[str, dict[str, float]]:
    """For each name, how much it speaks for each country and division.

    A name has one voice, a little louder the more often it is said, and shares it among its meanings.
    """
    voices: dict[str, dict[str, float]] = {}
    said: defaultdict[str, int] = defaultdict(int)
    for one, row in zip(seen, scores, strict=True):
        name = one.mention.key
        said[name] += 1
        voice = voices.setdefault(name, {})
        top = max(row)
        weights = [10 ** (score - top) if score > top - 2 else 0.0 for score in row]
        loud = one.strength * (0.5 if one.mention.weak else 1.0) / said[name] / sum(weights)
        for entry, weight in zip(one.mention.candidates, weights, strict=True):
            if weight:
                voice[entry.country] = voice.get(entry.country, 0.0) + loud * weight
                if entry.admin1_code and entry.kind != "region":
                    voice[entry.admin1_code] = voice.get(entry.admin1_code, 0.0) + loud * weight
    return voices


def _from_context(entry: Entry, support: dict[str, float], own: dict[str, float]) -> float:
    """The bonus for lying where the article's other names lie."""
    country = support.get(entry.country, 0.0) - own.get(entry.country, 0.0)
    bonus = _COUNTRY_BONUS * country / (country + 0.7)
    code = entry.admin1_code
    if code:
        division = support.get(code, 0.0) - own.get(code, 0.0)
        bonus += _DIVISION_BONUS * division / (division + 0.5)
    return bonus


def _certainty(one: Seen, total: Sequence[float], at: int) -> float:
    share = 1 / sum(10 ** min(0.0, max(score - total[at], -6)) for score in total)
    return round(min(1.0, one.strength * (0.3 + 0.7 * share)), 3)


def _located(one: Seen, entry: Entry, score: float) -> Located:
    named = one.division and entry.kind in ("admin1", "admin2")  # "в Хатлонской области"
    adjective = one.mention.weak and not (one.capital or named)
    kind: Kind = "dateline" if one.dateline else "demonym" if adjective else "mention"
    where: Where = "title" if one.where == "title" else "text"
    return Located(where, one.mention.start, one.mention.end, place_of(entry), kind, score)
