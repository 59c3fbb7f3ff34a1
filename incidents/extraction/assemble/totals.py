"""Numbers of several acts together: what the headline and the opening sum up is none of one act's own.

It compares numbers; which sentences tell whose fate is the business of `harm`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from incidents.extraction.reading import Reading, Sentence
from incidents.incident import Incident, Toll

TOLLS = ("killed", "injured", "abducted")


def of_surveys(reading: Reading, surveys: Set[int]) -> Set[int]:
    """The headlines that give a number which a sentence of several acts, one of `surveys`, gives too."""
    summed = {_number(one) for one in reading.sentences if one.index in surveys} - {None}
    return {one.index for one in reading.sentences if one.in_title and _number(one) in summed}


def of_towns(reading: Reading) -> Set[int]:
    """The sentences that give the sum of what is counted town by town: "15 died: six in Kyiv, nine in …"."""
    numbers = [_number(one) or 0 for one in reading.sentences if one.by_town]
    if not numbers:
        return set()
    return {one.index for one in reading.sentences if not one.by_town and _number(one) == sum(numbers)}


def _number(sentence: Sentence) -> int | None:
    """The greatest number of people in a sentence, if it gives any."""
    people = [count for count in sentence.counts if count.kind != "unit"]
    return max((_best(count.toll) for count in people), default=None)


def opening_numbers(reading: Reading, main: Incident, others: Sequence[Incident]) -> Set[int]:
    """The headlines, and in an article of several acts the sentences of the first paragraph that name no town
    or speak of several acts, that give the main incident a number that leaves room for those of the others:
    "two priests kidnapped in a week".
    """
    text = [one for one in reading.sentences if reading.several and not one.span.paragraph]
    first = [one for one in text if _may_sum(one)]
    heads = [*(one for one in reading.sentences if one.in_title), *first]
    found: set[int] = set()
    for field in TOLLS:
        beside = _sum(others, field)
        if not beside or _of(main, field) <= beside:
            continue
        words = [one for one in main.evidence if one.field == field]
        found |= {
            head.index
            for head in heads
            for one in words
            if one.where == head.passage.where and head.span.start <= one.start < head.span.end
        }
    return found


def _may_sum(sentence: Sentence) -> bool:
    return sentence.has("cue.several") or all(one.place.precision != "place" for one in sentence.places)


def adds_up(main: Incident, less: Incident, others: Sequence[Incident]) -> bool:
    """Whether some number of the main incident is that which it has without its opening, `less`, and those of
    the others together.
    """
    return any(
        beside and _of(less, field) and _of(main, field) == _of(less, field) + beside
        for field in TOLLS
        if (beside := _sum(others, field))
    )


def _sum(incidents: Iterable[Incident], field: str) -> int:
    return sum(_of(one, field) for one in incidents)


def _of(incident: Incident, field: str) -> int:
    return _best(getattr(incident, field))


def _best(toll: Toll | None) -> int:
    return 0 if toll is None else toll.best or toll.low or 0
