"""Finds every expression that could count people, with the bounds that it states.

Pure. Whether the people counted were killed, hurt or merely present is not decided here.

Bounds follow the public contract: "at least N" is N, N, none; "more than N" N+1, N+1, none; "up to N" none,
N, N; "a to b" a, the rounded mean (half up), b; "dozens" 24, 24, none. Where it is silent: "about N"
is none, N, none; "fewer than N" none, N-1, N-1; "hundreds" 200, 200, none; "scores" 40, 40, none.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Literal

from incidents.extraction.numbers.context import (
    is_no_count,
    is_part_of_other,
    is_repeated,
    is_year_or_call,
    noun_behind,
)
from incidents.extraction.numbers.expressions import Number, number_at
from incidents.extraction.numbers.words import NumberWords, number_words
from incidents.extraction.words.tokens import Tokens, tokens_of
from incidents.incident import Toll
from incidents.records import record

CountKind = Literal["people", "bare", "unit"]

REACH = 6  # words from a number in which harm is told


@record
class Count:
    """`text[start:end]` is the number with its bounds; the noun, if any, ends at `noun_end`.

    `kind`: `people` (the noun is a person's), `bare` (no noun: "killing three"), `unit` (another noun,
    which the reader must judge). `noun` is folded.
    """

    start: int
    end: int
    toll: Toll
    kind: CountKind
    noun: str = ""
    noun_end: int = 0


def find_counts(text: str, language: str, parts: Iterable[tuple[int, int]] = ()) -> list[Count]:
    """All expressions in `text` that could count people, or those that begin in some `parts` of it, in order;
    offsets are code points, half-open.

    Ages, days, clock times, money, measures, scores and labels are left out.
    """
    words, tokens = number_words(language), tokens_of(text)
    counts: list[Count] = []
    done, taken, behind = 0, 0, 0
    ranges = [tokens.between(start, end) for start, end in parts] or [(0, len(tokens))]
    for index in chain.from_iterable(tokens.at(words.starts, *part) for part in ranges):
        if index < done or tokens.starts[index] < behind:
            continue
        seconds = words.openers.get(tokens.words[index])
        if seconds is not None and tokens.word(index + 1) not in seconds:
            continue
        number = number_at(tokens, index, words)
        if number is None:
            continue
        number.last += is_repeated(tokens, number.last)
        number.first = max(number.first, taken)
        done = number.last
        if count := _count(tokens, number, words):
            counts.append(count)
            taken = number.last
            if tokens.word(number.last) in words.of:  # "five of the six monks" is one count
                behind = count.noun_end
    return counts


def _count(tokens: Tokens, number: Number, words: NumberWords) -> Count | None:
    """`number` as a count of people or of something that may be people; None if it is neither."""
    start, end = tokens.starts[number.first], tokens.end(number.last - 1)
    if number.toll.best is None or is_part_of_other(tokens, number, words):
        return None
    if number.needs == "nothing":
        return Count(start, end, number.toll, "people", "", end)
    single = number.toll.best < 2 or not words.noun_endings
    kind, noun = noun_behind(tokens, number.last, words, single=single)
    if kind == "unit" and tokens.word(number.last - 1) in words.collective:
        kind = "people"  # "шестеро грузчиков"
    if kind == "unit" and (number.loose or is_year_or_call(tokens, number)):
        return None
    if kind == "measure" or (number.needs == "people" and kind != "people"):
        return None
    if number.needs == "harm":
        near = range(number.last, min(number.last + REACH, len(tokens.words)))
        if kind != "people" and not any(tokens.words[i] in words.harm for i in near):
            return None
        kind = "people"
    if number.needs == "family" and kind == "bare":
        kind = "people"
    if kind == "bare" and number.needs != "sure" and is_no_count(tokens, number, words):
        return None
    if noun is None:
        return Count(start, end, number.toll, "bare" if kind == "bare" else "people", "", end)
    found: CountKind = "people" if kind == "people" else "unit"
    return Count(start, end, number.toll, found, tokens.words[noun], tokens.end(noun))
