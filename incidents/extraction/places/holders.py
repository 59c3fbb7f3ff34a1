"""What an article's own words say holds a place: "X, Illinois", "дагестанский X", "X in Iraq".

Looks at neighbouring mentions; the names themselves are resolved in `places`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from incidents.extraction.places.seen import KNOWN_POPULATION, NOT, SURE, Seen
from incidents.extraction.places.words import ContextWords
from incidents.gazetteer import Entry
from incidents.gazetteer.names import fold
from incidents.gazetteer.slavic import is_adjective

ORDINARY_POPULATION: Final = 20_000  # a town named by an ordinary word must be larger, and said to be a place
_JOIN: Final = 30  # characters at most between a name and the holder beside it


def holders_of(texts: dict[str, str], seen: Sequence[Seen], words: ContextWords) -> dict[int, list[Entry]]:
    """For each mention the entries that the text puts around it: "X, Illinois", "дагестанский X", "X in
    Iraq".
    """
    holders: defaultdict[int, list[Entry]] = defaultdict(list)
    for number in range(len(seen) - 1):
        left, right = seen[number], seen[number + 1]
        if left.where != right.where or min(left.strength, right.strength) == NOT:
            continue
        gap = texts[left.where][left.mention.end : right.mention.start]
        if right.mention.weak and gap == " " and number + 2 < len(seen) and seen[number + 2].division:
            division = seen[number + 2]  # "в Ляньцзяне китайской провинции Гуандун"
            if _some_inside(left, division):
                holders[number].extend(e for e in division.mention.candidates if e.kind != "place")
            elif all(e.country != division.mention.candidates[0].country for e in left.mention.candidates):
                left.strength = NOT
            continue
        if len(gap) > _JOIN or "\n" in gap or not _joins(gap, words):
            continue
        if (gap.startswith(",") and _names_unknown(left, right)) or _in_unknown(left, right, gap):
            left.strength = NOT
        elif _some_inside(left, right) and not (gap == " " and left.given):
            holders[number].extend(e for e in right.mention.candidates if e.kind != "place")
        elif (
            _some_inside(right, left)
            and (left.mention.weak or gap != " " or _its_town(left, right))
            and not (words.spaced and _is_somebody(texts[left.where], left, right, gap))
            and not _is_owner(left, right, gap)
        ):
            holders[number + 1].extend(e for e in left.mention.candidates if e.kind != "place")
    return holders


def _is_somebody(text: str, left: Seen, right: Seen, gap: str) -> bool:
    """Whether the second of two names is a person's: "россиянина Владимира", "главы Томской области Виктора
    Сидорова".
    """
    if (
        gap == " "
        and left.mention.weak
        and not is_adjective(fold(text[left.mention.start : left.mention.end]))
    ):
        return True
    return right.given and right.goes_on


def _is_owner(left: Seen, right: Seen, gap: str) -> bool:
    """Whether a country before "in" a town is only whose something stands in a larger town of that name:
    "посольство *США* в Кабуле", which is not Cabool, Missouri.
    """
    country = left.mention.candidates[0]
    if not left.declined or country.kind != "country" or left.mention.weak or left.strength == SURE:
        return False
    largest = max(right.mention.candidates, key=lambda entry: entry.population)
    return gap != " " and gap.strip().isalpha() and largest.country != country.country


def _its_town(left: Seen, right: Seen) -> bool:
    """Whether "X Y" can be a division in the genitive and its known town: "в столице Чечни Грозном"."""
    division = left.mention.candidates[0].kind != "place"
    return division and not right.given and population_of(right) >= KNOWN_POPULATION


def _names_unknown(left: Seen, right: Seen) -> bool:
    """Whether "X, Ohio" names an X that the gazetteer has elsewhere only, in a division that can mean
    nothing else.
    """
    divisions = [e for e in right.mention.candidates if e.kind == "admin1"]
    towns = [e for e in right.mention.candidates if e.kind == "place" and e.population > ORDINARY_POPULATION]
    return (
        bool(divisions)
        and not towns
        and all(e.kind == "place" for e in left.mention.candidates)
        and not _some_inside(left, right)
        and any(e.country == d.country for e in left.mention.candidates for d in divisions)
    )


def _in_unknown(left: Seen, right: Seen, gap: str) -> bool:
    """Whether "the X area of Y district" names an X that the gazetteer has elsewhere only."""
    if not gap.endswith(" of ") or len(gap.split()) < 2:
        return False
    return not any(
        inner.country == outer.country and outer.admin1_code in (None, inner.admin1_code)
        for inner in left.mention.candidates
        for outer in right.mention.candidates
    )


def _joins(gap: str, words: ContextWords) -> bool:
    """Whether the text between two names can say that one is in the other; a bare space does in Cyrillic
    only.
    """
    if gap == " ":
        return bool(words.spaced)
    bare = gap.strip(" \u00a0,.(-–—")
    joining = words.joins | words.division_before if words.spaced else words.joins  # "Тибу, департамент …"
    return gap != "" and ";" not in gap and all(word in joining for word in bare.lower().split())


def _some_inside(inner: Seen, outer: Seen) -> bool:
    return any(
        holds(big, small)
        for big in outer.mention.candidates
        if big.kind != "place"
        for small in inner.mention.candidates
    )


def holds(outer: Entry, inner: Entry) -> bool:
    """Whether a country or division contains another entry, by codes."""
    if outer.country != inner.country or outer is inner or outer.kind == "place":
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    return outer.admin1_code is not None and outer.admin1_code == inner.admin1_code and inner.kind == "place"


def population_of(one: Seen) -> int:
    """The greatest population among the meanings; divisions and countries count as known."""
    if one.population < 0:
        known = [e.population if e.kind == "place" else KNOWN_POPULATION for e in one.mention.candidates]
        one.population = max(known)
    return one.population
