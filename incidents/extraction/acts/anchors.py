"""Acts that the text ties to a place of their own: "attacks in Paris and Brussels", "бостонский теракт".

A sentence that recalls several acts tells of as many incidents as it names places right beside them. What
else a sentence may say of where, `stories` weighs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from incidents.extraction.places import Located
from incidents.extraction.places.words import context_words
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.geometry import kilometres
from incidents.incident import Place

NEARBY = 60.0  # km: a suburb and its city are one place
NEXT_TO = 15.0  # km: of two towns, each told as the place of an act of its own
_REACH = 4  # words at most from an act to the place that it is told with


def compatible(one: Place, other: Place, within: float = NEARBY) -> bool:
    """Whether two places can be one: the same, one within the other, or less than `within` km apart."""
    if one.country != other.country:
        return False
    if "country" in (one.precision, other.precision):
        return True
    if "admin" in (one.precision, other.precision):
        return one.admin1_code == other.admin1_code
    if identity(one) == identity(other):
        return True
    if None in (one.lat, one.lon, other.lat, other.lon):
        return False
    return kilometres(one.lat, one.lon, other.lat, other.lon) < within  # type: ignore[arg-type]


def identity(place: Place) -> tuple[int | None, str | None, str | None, str]:
    """What is the same for all mentions of one place, also where the gazetteer has no number for it."""
    return place.geonameid, place.country, place.admin1_code, place.name


@dataclass(slots=True)
class Anchored:
    """Act terms that are told of one place; `place` is None where no place stands beside them."""

    hits: list[Hit] = field(default_factory=list)
    place: Located | None = None


def by_place(sentence: Sentence, hits: Sequence[Hit]) -> list[Anchored]:
    """The act terms of one kind, parted by the places right beside them; one group where there is one place.

    Terms without a place of their own go with the group before them.
    """
    groups: list[Anchored] = []
    loose: list[Hit] = []
    for hit in hits:
        places = _beside(sentence, hit)
        for place in places:
            same = next(
                (one for one in groups if one.place and compatible(one.place.place, place.place)), None
            )
            if same is None:
                groups.append(Anchored([hit], place))
            elif hit not in same.hits:
                same.hits.append(hit)
        if not places:
            loose.append(hit)
    if not groups:
        return [Anchored(list(hits))]
    for hit in loose:
        before = [one for one in groups if one.hits[0].first <= hit.first]
        (before[-1] if before else groups[0]).hits.append(hit)
    return groups


def _beside(sentence: Sentence, hit: Hit) -> list[Located]:
    """The place behind an act ("взрыв в Ираке", "обстрел Донецка"), with those listed after it, or the
    adjective before it.
    """
    passage, words = sentence.passage, context_words(sentence.lexicon.language)
    found: list[Located] = []
    for place in sentence.places:
        first, last = sentence.range_of(place)
        if found:
            gap = passage.text[found[-1].end : place.start]
            listed = gap.strip(" ,").lower() in words.lists or gap == ", "
            if place.kind == "mention" and listed and not compatible(found[-1].place, place.place):
                found.append(place)
            continue
        if place.kind == "demonym" and last == hit.first and place.place.precision != "country":
            return [place]
        if strikes_from(sentence, place):
            continue
        whole = not any(passage.borders[hit.first + 1 : first + 1])
        behind = hit.first < first <= hit.last + _REACH and whole
        named = place.kind == "mention" or place.place.precision == "place"  # "на Бостонском марафоне"
        if named and behind and _tied(sentence, first, hit):
            found.append(place)
    if words.spaced and len(found) == 2 and passage.text[found[0].end : found[1].start] == ", ":
        return found[:1]  # "под Гао, Тимбукту остался без хлеба": two are listed with "и"
    return found or _ahead(sentence, hit)


def strikes_from(sentence: Sentence, place: Located) -> bool:
    """Whether a country is whose a strike is: "удары *США* по Сане"."""
    if place.place.precision != "country":
        return False
    first, last = sentence.range_of(place)
    before = sentence.words(first - 1, first)
    struck = context_words(sentence.lexicon.language).struck
    return bool(before) and before[0] in struck and sentence.says("struck_along", last, last + 1)


def _ahead(sentence: Sentence, hit: Hit) -> list[Located]:
    """The place ahead of an act in its own clause, where the sentence names others: "в Одессе подожгли …, а
    в Киеве …".
    """
    towns = [one for one in sentence.places if one.kind == "mention"]
    free_order = context_words(sentence.lexicon.language).spaced
    if not free_order or all(compatible(one.place, towns[0].place) for one in towns):
        return []
    for place in reversed(towns):
        first, last = sentence.range_of(place)
        if last <= hit.first:
            near = hit.first - last <= _REACH and not any(sentence.passage.borders[last : hit.first + 1])
            others = any(last <= one.first < hit.first for one in sentence.found("act"))
            return [place] if near and not others and _tied(sentence, first, hit) else []
    return []


def _tied(sentence: Sentence, first: int, hit: Hit) -> bool:
    """Whether a word such as "in" stands right before a place, with no other act between; what befalls towns
    ("обстрел Донецка") needs none.
    """
    words = context_words(sentence.lexicon.language)
    first = with_adjective(sentence, first) if words.spaced else first
    before = sentence.words(first - 1, first)
    placed = before and before[0] in sentence.lexicon.words("locative") | words.struck | words.striking
    between: Iterable[Hit] = sentence.found("act")
    return bool(placed) and not any(hit.last <= one.first and one.last < first for one in between)


def with_adjective(sentence: Sentence, first: int) -> int:
    """The first word of a name, with the adjective of a country or division before it: "в *баварском*
    Аугсбурге".
    """
    for place in sentence.places:
        if place.kind == "demonym":
            begins, behind = sentence.range_of(place)
            if behind == first and not sentence.passage.borders[first]:
                return begins
    return first
