"""A sentence that tells two acts, each with its town: "gunmen shot dead a teacher in Jos and set fire to a
school in Kano", "two men were stabbed in Jos, while in Kano a bomb exploded". Each is read as a sentence of
its own, so that kind, toll and target of the one are not those of the other.

So is each part of one that counts the dead or hurt town by town. It only cuts where a comma or a word that
joins two acts stands between them; whether they are one incident is decided by `stories`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from incidents.extraction.acts.anchors import compatible
from incidents.extraction.acts.mentions import is_violent, tier_of, type_of
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories.local_places import locative
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Place


def part_joined(reading: Reading) -> None:
    """Cut the sentences of an article that tell two acts in two towns; the headline's are cut already."""
    parted = [part for sentence in reading.sentences for part in _parts(sentence)]
    if len(parted) > len(reading.sentences):
        reading.sentences = parted
        reading.number()


def _parts(sentence: Sentence) -> list[Sentence]:
    """The sentences of the acts of one sentence, in their order."""
    if sentence.in_title or len(sentence.places) < 2:
        return [sentence]
    towns = {sentence.word_at(one.start): one.place for one in sentence.places if _is_town(sentence, one)}
    acts = [hit.first for hit in sentence.found("act") if _tells(sentence, hit)] if len(towns) > 1 else []
    found = list(_cuts(sentence, acts, towns)) if len(acts) > 1 else []
    if not found:
        counted = len(towns) > 1 and len(sentence.counts) > 1 and sentence.lexicon.words("clauses_apart")
        return _by_town(sentence, towns) if counted else [sentence]
    parts = sentence.parted(*found)
    days = sentence.dates
    if len(days) == 1 and days[0].when.precision == "day" and not sentence.is_since(days[0]):
        for part in parts:
            part.dates = list(days)  # "on Monday, … in Jos; in Kano, …"
    return parts


def _is_town(sentence: Sentence, place: Located) -> bool:
    """Whether something is told to have been in a town: no adjective, no division."""
    return place.place.precision == "place" and locative(sentence, place)


def _tells(sentence: Sentence, hit: Hit) -> bool:
    """Whether a term tells an act of violence, not again, and more than that somebody was killed or hurt."""
    tier = tier_of(hit)
    if tier not in ("strong", "medium") or not is_violent(type_of(hit)):
        return False
    if tier == "medium" and any(hit.first <= one.first < hit.last for one in sentence.found("toll")):
        return False
    return not sentence.says("articles", hit.first - 2, hit.first)


def _cuts(sentence: Sentence, acts: Sequence[int], towns: Mapping[int, Place]) -> Iterator[int]:
    """The words before which it is to be cut: between an act with its town and another act with a town that
    is not the same; what follows up to the next comma or join names one of the two.
    """
    start, end = sentence.span.first, sentence.span.last
    seams = _seams(sentence)
    for seam, following in zip(seams, [*seams[1:], end], strict=False):
        before = [place for at, place in towns.items() if start <= at < seam]
        behind = [place for at, place in towns.items() if seam <= at]
        told = any(start <= act < seam for act in acts) and any(seam <= act for act in acts)
        begins = any(seam <= at < following for at in (*acts, *towns))
        if told and begins and before and behind and not any(compatible(one, behind[0]) for one in before):
            yield seam
            start = seam


_Fates = tuple[Literal["killed", "injured"], ...]
_FATES: _Fates = ("killed", "injured")


def _by_town(sentence: Sentence, towns: Mapping[int, Place]) -> list[Sentence]:
    """The parts of a sentence that counts the dead or hurt town by town, where commas part clauses: "six died
    in Kyiv, *nine in Ternopil*"; each with one number and one town, and a fate of its own or, as one has at
    least, that of the part before. A part with a number alone may lead: "15 died: six in …".
    """
    parts = sentence.parted(*_town_cuts(sentence, towns))
    held = [_held(part, part.span.first, part.span.last, towns) for part in parts]
    by_town = held[1:] if held[0] == _SUM else held
    if len(parts) == 1 or any(one != _OF_A_TOWN for one in by_town):
        return [sentence]
    if not parts[0].has("act") and any(part.has("act.disaster") for part in parts):
        return [sentence]  # "three died in Izmir, five in Manisa *in an earthquake*"
    fate: _Fates = ()
    for part, one in zip(parts, held, strict=True):
        own: _Fates = tuple(name for name in _FATES if part.has(f"toll.{name}"))
        if not (own or fate):
            return [sentence]
        part.fates, part.by_town = () if own else fate, bool(one.towns)
        fate = own[:1] or fate
    return parts


class _Held(NamedTuple):
    """How many numbers of persons, and how many towns, some words hold."""

    numbers: int
    towns: int


_OF_A_TOWN, _SUM = _Held(1, 1), _Held(1, 0)


def _town_cuts(sentence: Sentence, towns: Mapping[int, Place]) -> Iterator[int]:
    """The seams before which a number, with or without its town, is told and others follow."""
    start, end = sentence.span.first, sentence.span.last
    for seam in _seams(sentence):
        before, behind = _held(sentence, start, seam, towns), _held(sentence, seam, end, towns)
        opens = before == _SUM and start == sentence.span.first
        if (opens or before == _OF_A_TOWN) and behind.numbers and behind.towns:
            yield seam
            start = seam


def _held(sentence: Sentence, first: int, last: int, towns: Mapping[int, Place]) -> _Held:
    """What a range of words holds."""
    counts = [one for one in sentence.counts if first <= sentence.word_at(one.start) < last]
    return _Held(len(counts), sum(first <= at < last for at in towns))


def _seams(sentence: Sentence) -> list[int]:
    """The words with which a clause may begin that is joined to the one before."""
    joins = sentence.lexicon.words("headline_joins")
    borders, words = sentence.passage.borders, sentence.passage.words
    return [
        at for at in range(sentence.span.first + 1, sentence.span.last) if borders[at] or words[at] in joins
    ]
