"""Finds every expression that could count people, with the bounds that it states, and single persons.

Pure. Whether the people counted were killed, hurt or merely present is not decided here.

Bounds follow the public contract: "at least N" is N, N, none; "more than N" N+1, N+1, none; "up to N" none,
N, N; "a to b" a, the rounded mean (half up), b; "dozens" 24, 24, none. Where it is silent: "about N"
is none, N, none; "fewer than N" none, N-1, N-1; "hundreds" 200, 200, none; "scores" 40, 40, none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from incidents.extraction.number_context import is_no_count, is_part_of_other, is_year_or_call, noun_behind
from incidents.extraction.number_expressions import Number, number_at
from incidents.extraction.number_words import NumberWords, number_words
from incidents.extraction.tokens import Tokens, tokens_of
from incidents.incident import Toll

CountKind = Literal["people", "bare", "unit", "person"]

REACH = 6  # words from a noun back to its article


@dataclass(frozen=True, slots=True)
class Count:
    """`text[start:end]` is the number with its bounds; the noun, if any, ends at `noun_end`.

    `kind`: `people` (the noun is a person's), `bare` (no noun: "killing three"), `unit` (another noun,
    which the reader must judge), `person` (one person, no number: "a police officer"). `noun` is folded.
    """

    start: int
    end: int
    toll: Toll
    kind: CountKind
    noun: str = ""
    noun_end: int = 0


def find_counts(text: str, language: str) -> list[Count]:
    """All expressions in `text` that could count people, in order; offsets are code points, half-open.

    Ages, days, clock times, money, measures, scores and labels are left out.
    """
    words, tokens = number_words(language), tokens_of(text)
    counts: list[Count] = []
    done, taken, behind = 0, 0, 0
    for index in tokens.at(words.starts):
        if index < done or tokens.starts[index] < behind:
            continue
        seconds = words.openers.get(tokens.words[index])
        if seconds is not None and tokens.word(index + 1) not in seconds:
            continue
        number = number_at(tokens, index, words)
        if number is None:
            continue
        number.first = max(number.first, taken)
        done = number.last
        if count := _count(tokens, number, words):
            counts.append(count)
            taken = number.last
            if tokens.word(number.last) in words.of:  # "five of the six monks" is one count
                behind = count.noun_end
    return counts


def find_persons(text: str, language: str) -> list[Count]:
    """All singular nouns of persons in `text` with their article and adjectives, each as exactly one."""
    words, tokens = number_words(language), tokens_of(text)
    persons = []
    one, stems = words.one.whole, words.one.stems
    for index, word in enumerate(tokens.words):
        if word not in one and not (stems and word.startswith(stems)):
            continue
        if tokens.gaps[index][:1] in ("-", "'", "’") or _heads_another(tokens, index, words):
            continue
        first = _phrase_start(tokens, index, words)
        if _is_counted(tokens, first, index, words):
            continue
        start, end = tokens.starts[first], tokens.end(index)
        persons.append(Count(start, end, Toll.exactly(1), "person", word, end))
    return persons


def _heads_another(tokens: Tokens, index: int, words: NumberWords) -> bool:
    """ "police officer", "national park": the next noun is what is spoken of."""
    if not tokens.joins(index):
        return False
    following = tokens.words[index + 1]
    if following in words.one:
        return True
    if tokens.words[index] not in words.adjectival or following in words.stop or following in words.harm:
        return False
    named = tokens.is_capital(index + 1) and not tokens.text[tokens.end(index) - 1].isupper()
    return not named and not tokens.is_digits(index + 1)


def _is_counted(tokens: Tokens, first: int, noun: int, words: NumberWords) -> bool:
    """ "двадцать один человек": a number of people, although the noun is in the singular."""
    begin = max(0, min(first, noun - 3))
    many = [
        i for i in range(begin, noun) if words.cardinal.get(tokens.words[i], 1) > 1 or tokens.is_digits(i)
    ]
    many += [i for i in range(begin, noun) if words.expressions.at(tokens.words, i)]
    return any(all(tokens.joins(j) and tokens.gaps[j] != "-" for j in range(i, noun)) for i in many)


def _phrase_start(tokens: Tokens, noun: int, words: NumberWords) -> int:
    """The word where the noun phrase begins: its article, or the noun itself."""
    for index in range(noun - 1, max(-1, noun - REACH), -1):
        if not tokens.joins(index):
            return noun
        word = tokens.words[index]
        if word in words.determiner:
            return index
        if word in words.stop or word in words.harm:
            return noun
    return noun


def _count(tokens: Tokens, number: Number, words: NumberWords) -> Count | None:
    """`number` as a count of people or of something that may be people; None if it is neither."""
    start, end = tokens.starts[number.first], tokens.end(number.last - 1)
    if number.toll.best is None or is_part_of_other(tokens, number, words):
        return None
    if number.needs == "nothing":
        return Count(start, end, number.toll, "people", "", end)
    single = number.toll.best < 2 or not words.noun_endings
    kind, noun = noun_behind(tokens, number.last, words, single=single)
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
