"""Ages: which numbers count nobody, since they are somebody's age, and which words belong to the noun behind
them.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.numbers import Count
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_KIND = 3  # capitalised words between an age and its noun: "a 16-year-old *West Allis* boy"


def is_age(sentence: Sentence, count: Count) -> bool:
    """A number between commas, or after "aged": "a boy, 8, was shot"."""
    text = sentence.passage.text
    before = text[max(0, count.start - 6) : count.start].rstrip().lower()
    after = text[count.end : count.end + 1]
    digits = text[count.start : count.end].isdigit()
    return digits and (
        before.endswith(("age", "ages", "aged"))
        or (before.endswith((",", "(", " and")) and after in (",", ")", ";", ".") and count.kind == "bare")
    )


def is_age_of(hit: Hit, people: Sequence[Hit], sentence: Sentence) -> bool:
    """Whether it is no more than the age of the person behind it: "a *16-year-old* boy"."""
    aged = sentence.says("of_age", hit.last - 1, hit.last)
    return aged and any(_behind_age(one.first, sentence) == hit.last for one in people)


def with_age(hit: Hit, sentence: Sentence) -> int:
    """The first word of a person with the age that stands before the noun: "*16-year-old* boy"."""
    own = sentence.says("of_age", hit.last - 1, hit.last)
    old = hit.last if own else _behind_age(hit.first, sentence)
    if old is None:
        return hit.first
    passage, number = sentence.passage, old - 3  # "16", "year", "old"
    if number < sentence.span.first or not (
        _is_hyphened(number + 1, sentence) or passage.words[number].isdigit()
    ):
        return min(hit.first, old - 2)
    while number > sentence.span.first and _is_hyphened(number, sentence):
        number -= 1  # "thirty-one-year-old"
    return number


def _is_hyphened(at: int, sentence: Sentence) -> bool:
    """Whether a hyphen alone parts a word from the one before."""
    passage = sentence.passage
    return passage.text[passage.ends[at - 1] : passage.starts[at]] == "-"


def _behind_age(at: int, sentence: Sentence) -> int | None:
    """The word behind "old" where a noun has that age; a town may stand between, and nothing else."""
    passage = sentence.passage
    for index in range(at, max(at - _KIND - 1, sentence.span.first + 1), -1):
        if passage.borders[index]:
            return None
        if sentence.says("of_age", index - 1, index):
            return index
        if not passage.text[passage.starts[index - 1]].isupper():
            return None
    return None
