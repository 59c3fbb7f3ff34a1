"""Ages: which numbers count nobody, since they are somebody's age, and which words belong to the noun behind
them.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.numbers import Count
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_KIND = 3  # capitalised words between an age and its noun: "a 16-year-old *West Allis* boy"


def is_age(sentence: Sentence, count: Count, people: Sequence[Hit]) -> bool:
    """A number between commas, after "aged", or of one person: "a boy, 8, was shot", "a girl of six"."""
    text, at = sentence.passage.text, sentence.word_at(count.start)
    if sentence.says("ages", at - 1, at) or _is_of_one(sentence, count, at, people):
        return True
    before = text[max(0, count.start - 6) : count.start].rstrip().lower()
    after = text[count.end : count.end + 1]
    digits = text[count.start : count.end].isdigit()
    parted = before.endswith((",", "(", " and")) and after in (",", ")", ";", ".")
    return digits and parted and count.kind == "bare"


def _is_of_one(sentence: Sentence, count: Count, at: int, people: Sequence[Hit]) -> bool:
    """Whether a number alone stands behind "of" and one person."""
    if count.kind != "bare" or sentence.lexicon.words("heads_first"):
        return False
    one = [hit for hit in people if hit.last == at - 1]
    return sentence.says("of", at - 1, at) and any(
        sentence.says("indefinite", hit.first - 2, hit.first) for hit in one
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
