"""Which place each name of an article means, in view of the others.

Population speaks for a meaning, and so do the holder beside the name ("Tulsa, Okla."), the countries and
divisions for which the other names speak, and a place beyond doubt that lies close by (Leidner 2007, "Toponym
Resolution in Text"). Whether a name is a place's at all is judged before, in `places`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from anyascii import anyascii

from incidents.extraction.places.holders import ORDINARY_POPULATION, holds
from incidents.extraction.places.seen import KNOWN_POPULATION, LIKELY, OPEN, SURE, Seen
from incidents.gazetteer import Entry
from incidents.gazetteer.names import key, sound

HEARD: Final = 0.3  # voices that a country needs for a town to be meant by its second name
STRAY_POPULATION: Final = 1_500_000  # unless the town is larger
LARGE_POPULATION: Final = 500_000
GREAT_POPULATION: Final = 250_000  # a town believed although it bears a person's name
_LOUD: Final = 1.2  # of several names
_LOUDEST: Final = 2.0
_SPOKEN_FOR: Final = 0.7  # voices from which an article is of a country or state
_COUNTRY: Final = 2  # letters of its code
_HAMLET: Final = 200  # people taken to live in a town that nobody counted
_HOLDER_BONUS: Final = 5.0  # "Springfield, Illinois"
_COUNTRY_BONUS: Final = 3.0  # at most, in decades of population, for the article's country
_DIVISION_BONUS: Final = 2.4
_NEAR_BONUS: Final = 2.0  # "Dallas" beside Paulding County
_NEAR_DEGREES: Final = 0.5  # of latitude: 55 km
_REGION: Final = 2.5  # times as far: within reach of one hospital or paper, across a border, too
_FAR: Final = 8.0  # times as far: 440 km
_MOST_POINTS: Final = 30
_BEYOND_DOUBT: Final = 1.0  # decades between the likeliest meaning and the next
_LOCAL: Final = frozenset({"place", "admin2"})
_MANY: Final = 4  # one of so many people of a division live in the town that is meant by its name
_OF_NAME: Final = 5  # letters of a name that a longer word holds
_OTHERS_NAME: Final = 1.0  # more, where it is another's first name
_ALTERNATE_HANDICAP: Final = 1.4  # in Latin letters, where most places' own names stand
WITH_STATE: Final = frozenset({"US", "CA", "AU"})  # where papers name a town with its state
# Where towns hardly go by a second name: one in the source is an old one, or a quarter's.
_ENGLISH_NAMED: Final = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
# Where names are spelled in English as at home: Pueblo is not Puebla.
_SPELLED: Final = _ENGLISH_NAMED | {"MX", "ES", "AR", "CL", "CO", "PE", "VE", "EC"}


def resolve(
    seen: Sequence[Seen], holders: dict[int, list[Entry]], favoured: dict[str, float]
) -> list[tuple[Entry, float]]:
    """Three rounds: first by prior and holder alone, then with what the other names say of the article, then
    by what is known to lie near.
    """
    scores = _scores(seen, holders)
    voices = _voices(seen, scores)
    support: defaultdict[str, float] = defaultdict(float)
    for voice in voices.values():
        for code, weight in voice.items():
            support[code] += weight
    for code, weight in favoured.items():
        support[code] += weight
    totals = [
        [
            score + _from_context(entry, support, voices[one.mention.key])
            for entry, score in zip(one.mention.candidates, row, strict=True)
        ]
        for one, row in zip(seen, scores, strict=True)
    ]
    points = _points(seen, totals)
    chosen: list[tuple[Entry, float]] = []
    for number, (one, total) in enumerate(zip(seen, totals, strict=True)):
        if len(total) > 1 and not one.declined:
            total = [
                score + _NEAR_BONUS * points.beside(entry, one.mention.key)
                for entry, score in zip(one.mention.candidates, total, strict=True)
            ]
        at = total.index(max(total))
        entry, own = one.mention.candidates[at], voices[one.mention.key]
        heard = support[entry.country] - own.get(entry.country, 0.0)
        stray = entry.kind == "place" and _stray(entry, one, heard)
        doubted = entry.kind == "place" and not (stray or number in holders)
        if doubted and not points.beside(entry, one.mention.key, _REGION):
            others = {code: voice - own.get(code, 0.0) for code, voice in support.items()}
            unheard = others.get(entry.admin1_code or "", 0.0) < HEARD
            far = not points.beside(entry, one.mention.key, _FAR)
            stray = (_hardly_known(entry, one) and unheard) or _is_elsewhere(entry, one, others, far=far)
        chosen.append((entry, 0.0 if stray else _certainty(one, total, at)))
    return chosen


def _hardly_known(entry: Entry, one: Seen) -> bool:
    """Whether a town is so small, for what its name says, that the article must speak of its surroundings."""
    ordinary = one.mention.common and one.mention.key.isascii() and not one.dateline
    return _is_uncounted(entry) or (ordinary and entry.population < ORDINARY_POPULATION)


def _is_uncounted(entry: Entry) -> bool:
    """Whether it is a town that is known by its postal code only."""
    return entry.kind == "place" and entry.geonameid is None and not entry.population


@dataclass(frozen=True, slots=True)
class _Points:
    """Where the places lie that the article names beyond doubt: name, latitude, longitude, and the degrees of
    longitude that are near there.
    """

    known: tuple[tuple[str, float, float, float], ...]

    def beside(self, entry: Entry, name: str, reach: float = 1.0) -> bool:
        """Whether some place of another name lies near a town or lower division; `reach`: times as far."""
        if entry.kind not in _LOCAL:
            return False
        high = _NEAR_DEGREES * reach
        for other, lat, lon, width in self.known:
            if abs(entry.lat - lat) < high and abs(entry.lon - lon) < width * reach and other != name:
                return True
        return False


def _points(seen: Sequence[Seen], totals: Sequence[Sequence[float]]) -> _Points:
    """The towns and lower divisions that the names mean beyond doubt."""
    found: dict[str, tuple[str, float, float, float]] = {}
    for one, total in zip(seen, totals, strict=True):
        if one.mention.key in found or one.mention.weak or len(found) == _MOST_POINTS:
            continue
        at = total.index(max(total))
        entry, doubt = one.mention.candidates[at], sorted(total)[-2:]
        if entry.kind in _LOCAL and (len(total) == 1 or doubt[1] - doubt[0] > _BEYOND_DOUBT):
            width = _NEAR_DEGREES / max(0.2, math.cos(math.radians(entry.lat)))
            found[one.mention.key] = one.mention.key, entry.lat, entry.lon, width
    return _Points(tuple(found.values()))


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


def _is_elsewhere(entry: Entry, one: Seen, others: dict[str, float], *, far: bool) -> bool:
    """Whether a lesser town lies in a country, or bears several towns' name in a state where papers name
    it, for which nothing else speaks, while something does for another: some quarter or hamlet that the
    gazetteer lacks is meant. `others`: the voices of all other names; `far`: none of them lies near it.
    """
    if others.get(entry.country, 0.0) < HEARD:
        # Papers of most countries name a town that is not quite small without its country.
        named = one.strength >= SURE and entry.population >= ORDINARY_POPULATION
        named = named and not (one.division or one.village)
        rivals = [
            voice
            for code, voice in others.items()
            if len(code) == _COUNTRY and (code in WITH_STATE or not named or (far and voice >= _LOUDEST))
        ]
        # Elsewhere, even the police of a large American town are called by more than its name.
        stateless = entry.country in WITH_STATE and one.strength < LIKELY
        least = LARGE_POPULATION if stateless or one.division else KNOWN_POPULATION
        return entry.population < least and max(rivals, default=0.0) >= (_LOUD if named else _SPOKEN_FOR)
    if entry.country not in WITH_STATE or others.get(entry.admin1_code or "", 0.0) >= HEARD:
        return False
    rivals = [voice for code, voice in others.items() if code.startswith(f"{entry.country}-")]
    borne = len(one.mention.candidates) > 1 and entry.population < ORDINARY_POPULATION
    headed = one.heads and entry.population < LARGE_POPULATION  # "Cherry Hill." in a log of Baltimore
    return (borne or headed) and max(rivals, default=0.0) >= _SPOKEN_FOR


def _stray(entry: Entry, one: Seen, heard: float) -> bool:
    """Whether hardly anything speaks for a town. `heard`: the voices of the other names for its country."""
    second = _second_name(entry, one)
    if second and entry.country in _ENGLISH_NAMED:
        return entry.population < GREAT_POPULATION
    if heard >= HEARD:
        return False
    if second or _is_respelled(entry, one):
        return entry.population < STRAY_POPULATION and one.strength < SURE
    least = KNOWN_POPULATION if entry.country not in _ENGLISH_NAMED and not one.given else LARGE_POPULATION
    return entry.population < least and one.strength <= OPEN


def _alone(one: Seen, entry: Entry, holders: Sequence[Entry]) -> float:
    """The score of one meaning by itself, in decades of population."""
    score = math.log10((_HAMLET if _is_uncounted(entry) else entry.population) + 10)
    if _second_name(entry, one):
        score -= _ALTERNATE_HANDICAP + (_OTHERS_NAME if _is_others(entry, one) else 0.0)
    elif entry.kind == "place" and _names_country(entry, one):
        score -= 2.0
    elif entry.capital:
        score += 1.5
    if entry.kind in ("admin1", "admin2", "region"):
        score += 2.0 if one.division else _division_handicap(entry, one)
    elif entry.kind == "place" and one.division:
        score -= 2.0
    if holders and any(holds(holder, entry) for holder in holders):
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
    if len(own) >= _OF_NAME and said.endswith(f"{own} "):
        return False  # Londonderry is Derry
    if entry.country in _SPELLED:
        return own.replace(" ", "") != one.mention.key.replace(" ", "")
    return sound(own) != sound(one.mention.key)


def _is_others(entry: Entry, one: Seen) -> bool:
    """Whether another town of the country bears as its first name what the text says: Ariel, an old name of
    Jerusalem.
    """
    return any(
        other.kind == "place"
        and other.country == entry.country
        and other.population >= ORDINARY_POPULATION
        and not other.alternate
        for other in one.mention.candidates
    )


def _is_respelled(entry: Entry, one: Seen) -> bool:
    """Whether a Latin name only sounds like the town's: "Kamau Thomas" is not from Cà Mau."""
    own, said = key(entry.name).split(), one.mention.key.split()
    return one.mention.key.isascii() and "".join(own) != "".join(said) and not set(own) & set(said)


def _renamed(entry: Entry, one: Seen) -> bool:
    """Whether a name in another script is, by its sound, another known town's first name, and this one's
    old one: "Ставрополь" is Stavropol, although Tolyatti, which is larger, was called so.
    """
    said, own = _heard(one.mention.key), _heard(entry.name)
    if own.startswith(said) or own.endswith(said):
        return False
    return any(
        e.kind == "place" and e.population >= KNOWN_POPULATION and _heard(e.name) == said
        for e in one.mention.candidates
    )


def _heard(name: str) -> str:
    """The consonants of a name in any script; х may be h or kh in Latin letters."""
    return sound(key(anyascii(name)).replace("kh", "h"))


def _names_country(town: Entry, one: Seen) -> bool:
    """Whether the town's country bears the same name, which then is meant: Luxembourg, Panama; or any
    country, if it is not the town's first name: "Албания" is no Albany.
    """
    first = one.mention.candidates[0]  # countries and divisions come before places
    return first.kind == "country" and not first.weak and (first.country == town.country or town.alternate)


def _division_handicap(entry: Entry, one: Seen) -> float:
    """A bare name that both a division and a town in it bear means the town; one with more words to its name,
    Maryland City, bears it only where many of the division's people live: New York City.
    """
    for other in one.mention.candidates:
        if other.kind != "place" or other.admin1_code != entry.admin1_code or _second_name(other, one):
            continue
        longer = one.mention.key.isascii() and key(other.name).startswith(f"{one.mention.key} ")
        if not longer or other.population * _MANY > entry.population:
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
        faint = one.mention.weak or one.heads  # sections play in many places
        loud = one.strength * (0.5 if faint else 1.0) / said[name] / sum(weights)
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
    best = total[at]
    share = 1 / sum([10 ** max(score - best, -6) for score in total])
    return round(min(1.0, one.strength * (0.3 + 0.7 * share)), 3)
