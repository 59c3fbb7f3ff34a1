"""Finds every expression that could count people, with the bounds that it states, and single persons.

Pure. Whether the people counted were killed, hurt or merely present is not decided here.

Bounds follow the public contract: "at least N" is N, N, none; "more than N" N+1, N+1, none; "up to N" none,
N, N; "a to b" a, the rounded mean (half up), b; "dozens" 24, 24, none. Where it is silent: "about N"
is none, N, none; "fewer than N" none, N-1, N-1; "hundreds" 200, 200, none; "scores" 40, 40, none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from incidents.extraction.number_words import NumberWords, number_words
from incidents.extraction.tokens import Tokens, tokens_of
from incidents.incident import Toll

CountKind = Literal["people", "bare", "unit", "person"]

SPACES = re.compile(r"[\s\-\"'“”«»„(]*")
REACH = 6  # words from a number to its noun
LABEL_MARKS = ("", ".", "№", "#", "№.")  # what may stand between "room" and its number
LIMIT = 10_000_000  # more than that are never the victims of an incident


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


@dataclass(slots=True)
class _Number:
    """Words `first` to before `last` say `toll`; `loose` ones count only beside a person or harm."""

    first: int
    last: int
    toll: Toll
    loose: bool = False
    needs: Literal["", "harm", "people", "nothing", "family", "sure"] = ""


def find_counts(text: str, language: str) -> list[Count]:
    """All expressions in `text` that could count people, in order; offsets are code points, half-open.

    Ages, days, clock times, money, measures, scores and labels are left out.
    """
    words, tokens = number_words(language), tokens_of(text)
    counts: list[Count] = []
    done = 0
    for index in tokens.at(words.starts):
        if index < done:
            continue
        number = _number(tokens, index, words)
        if number is None:
            continue
        done = number.last
        if count := _count(tokens, number, words):
            counts.append(count)
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
    """ "police officer", "gang member": the next noun is the person."""
    return tokens.joins(index) and tokens.words[index + 1] in words.one


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


# ---- the number --------------------------------------------------------------------------------------------


def _number(tokens: Tokens, first: int, words: NumberWords) -> _Number | None:
    """The whole number expression at word `first`, with the bounds around it."""
    known = words.expressions.at(tokens.words, first)
    if known and all(tokens.joins(i) for i in range(first, known[0] - 1)):
        last, meaning = known
        name, _, value = meaning.partition(" ")
        loose = " ".join(tokens.words[first:last]) in words.loose
        if name == "plenty":
            return _widened(tokens, _Number(first, last, Toll(int(value), int(value), None), loose), words)
        if name == "group":
            return _bounded(tokens, first, last, int(value), words, loose=loose)
        needs: dict[str, Literal["harm", "people", "nothing"]] = {
            "with_harm": "harm", "before_people": "people", "whole": "nothing"
        }  # fmt: skip
        return _Number(first, last, Toll.exactly(0), needs=needs[name])
    cardinal = _cardinal(tokens, first, words)
    if cardinal is None:
        return None
    value_, last = cardinal
    if spread := _spread(tokens, first, value_, last, words):
        return spread
    loose = last == first + 1 and tokens.words[first] in words.loose
    return _bounded(tokens, first, last, value_, words, loose=loose)


def _cardinal(tokens: Tokens, first: int, words: NumberWords) -> tuple[int, int] | None:
    """(value, index behind it) of a number in digits or words: "2,300", "1.5 thousand", "twenty-one"."""
    if tokens.is_digits(first):
        value, last = _digits(tokens, first, words)
        if last < len(tokens.words) and tokens.joins(last - 1) and tokens.words[last] in words.multiplier:
            value, last = value * words.multiplier[tokens.words[last]], last + 1
        whole = int(value) if value == int(value) and value <= LIMIT else None
        return (whole, last) if whole is not None else None
    if tokens.words[first] not in words.cardinal and tokens.words[first] not in words.multiplier:
        return None
    total, current, room, index = 0, 0, LIMIT, first
    while index < len(tokens.words) and (index == first or tokens.joins(index - 1)):
        word = tokens.words[index]
        if (value_ := words.cardinal.get(word)) is not None and value_ < room:
            current, room = current + value_, _room(value_)
        elif factor := words.multiplier.get(word):
            if factor <= 100:
                current, room = (current or 1) * factor, factor if factor == 100 else 0
            else:
                total, current, room = total + (current or 1) * factor, 0, factor
        elif not (word in words.range_and and current >= 100 and _goes_on(tokens, index, words)):
            break
        index += 1
    value = total + current
    return (value, index) if index > first and value <= LIMIT else None


def _room(value: int) -> int:
    """What may still be added behind `value`: ones behind tens, tens behind hundreds."""
    if value >= 100:
        return 100
    return 10 if value >= 20 and value % 10 == 0 else 0


def _goes_on(tokens: Tokens, index: int, words: NumberWords) -> bool:
    """ "one hundred and twenty", but not "one hundred and the mayor" nor "two hundred and three hundred"."""
    following = words.cardinal.get(tokens.word(index + 1), 100)
    return following < 100 and tokens.joins(index) and tokens.word(index + 2) not in words.multiplier


def _digits(tokens: Tokens, first: int, words: NumberWords) -> tuple[float, int]:
    """(value, index behind it); not a number of people: a value that is no whole number."""
    word, last = tokens.words[first], first + 1
    if " " in words.group_marks:
        while (
            last < len(tokens.words)
            and len(tokens.words[first]) <= 3
            and tokens.gaps[last - 1] == " "
            and re.fullmatch(r"\d{3}", tokens.words[last])
        ):
            word, last = word + tokens.words[last], last + 1
    if tokens.gaps[last - 1] == "-" and tokens.word(last) in words.number_suffix:
        last += 1
    if word.isdigit():
        return float(word[:16]), last
    if re.fullmatch(r"\d{1,3}(?:([.,\u00a0\u202f])\d{3})(?:\1\d{3})*", word):
        mark = next(char for char in word if not char.isdigit())
        if mark in words.group_marks or mark in "\u00a0\u202f":
            return float(word.replace(mark, "")[:16]), last
    return (float(word.replace(",", ".")), last) if word.count(".") + word.count(",") == 1 else (0.5, last)


def _spread(tokens: Tokens, first: int, low: int, last: int, words: NumberWords) -> _Number | None:
    """ "10 to 15", "between 10 and 15", "3-5", "two or three"; "rose from 5 to 7" is 7."""
    if last >= len(tokens.words):
        return None
    between = tokens.word(first - 1) in words.range_between
    link = tokens.words[last]
    dash = tokens.gaps[last - 1].strip() in ("-", "–", "—") and tokens.is_digits(last)
    if dash:
        upper = _cardinal(tokens, last, words)
    elif link in words.range_to or (between and link in words.range_and):
        spaced = tokens.joins(last - 1) and tokens.joins(last)
        known = last + 1 < len(tokens.words) and spaced
        upper = _cardinal(tokens, last + 1, words) if known else None
    else:
        upper = None
    if upper is None:
        return None
    high, end = upper
    if low >= high:
        return _Number(first, end, Toll(None, None, None), needs="people") if dash else None
    start = first - 1 if between else first
    if tokens.word(first - 1) in words.rise_from:
        start = first - 1
        if any(tokens.word(i) in words.rise for i in range(first - 4, first - 1)):
            return _Number(end - 1, end, Toll.exactly(high), needs="sure")
    toll = Toll(low, (low + high + 1) // 2, high)
    return _widened(tokens, _Number(start, end, toll, needs="people" if dash else ""), words)


def _bounded(
    tokens: Tokens, first: int, last: int, value: int, words: NumberWords, *, loose: bool
) -> _Number:
    """`value` with the words in front ("at least") or behind ("or more", "+") that bound it."""
    bound = ""
    if behind := words.bounds_behind.at(tokens.words, last) if tokens.joins(last - 1) else None:
        last, bound = behind
    elif tokens.gaps[last - 1].startswith("+"):
        bound = "at_least"
    number = _Number(first, last, _toll(bound, value), loose)
    return _widened(tokens, number, words)


def _widened(tokens: Tokens, number: _Number, words: NumberWords) -> _Number:
    """`number` with the bounds and the "family of" in front of it."""
    first, toll = number.first, number.toll
    if first and tokens.joins(first - 1):
        if found := words.bounds.before(tokens.words, first):
            first, bound = found
            if toll.low is not None and toll.low == toll.high:
                toll = _toll(bound, toll.low)
        elif found := words.family.before(tokens.words, first):
            first, number.needs = found[0], number.needs or "family"
        elif words.parent.before(tokens.words, first):
            number.needs, number.toll = "people", Toll(None, None, None)
            return number
    return _Number(first, number.last, toll, number.loose and first == number.first, number.needs)


def _toll(bound: str, value: int) -> Toll:
    """What the contract makes of `value` and the words around it."""
    if bound == "at_least":
        return Toll(value, value, None)
    if bound == "more_than":
        return Toll(value + 1, value + 1, None)
    if bound == "less_than":
        return Toll(None, max(0, value - 1), max(0, value - 1))
    if bound == "up_to":
        return Toll(None, value, value)
    if bound == "about":
        return Toll(None, value, None)
    return Toll.exactly(value)


# ---- what it counts ----------------------------------------------------------------------------------------


def _count(tokens: Tokens, number: _Number, words: NumberWords) -> Count | None:
    """`number` as a count of people or of something that may be people; None if it is neither."""
    start, end = tokens.starts[number.first], tokens.end(number.last - 1)
    if number.toll.best is None or _is_part_of_other(tokens, number, words):
        return None
    if number.needs == "nothing":
        return Count(start, end, number.toll, "people", "", end)
    single = number.toll.best < 2 or not words.noun_endings
    kind, noun = _noun(tokens, number.last, words, single=single)
    if kind == "unit" and number.loose:
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
    if kind == "bare" and number.needs != "sure" and _is_no_count(tokens, number, words):
        return None
    if noun is None:
        return Count(start, end, number.toll, "bare" if kind == "bare" else "people", "", end)
    found: CountKind = "people" if kind == "people" else "unit"
    return Count(start, end, number.toll, found, tokens.words[noun], tokens.end(noun))


def _is_part_of_other(tokens: Tokens, number: _Number, words: NumberWords) -> bool:
    """Part of a calibre, a price, a clock time, a date, a label, a word."""
    start, before = tokens.starts[number.first], number.first - 1
    label = tokens.word(before) in words.label
    last, folded = number.last - 1, tokens.folded
    if start and tokens.is_digits(number.first):
        if folded[start - 1] in "$€£#№.:/_" or folded[start - 1].isalnum():
            return True
        if folded[start - 1] in "-–" and start > 1 and folded[start - 2].isalnum():
            return True
        if label and tokens.gaps[before].strip() in LABEL_MARKS:
            return True
    elif label and len(tokens.words[before]) > 2 and tokens.is_capital(number.first) and tokens.joins(before):
        return True
    gap = tokens.gaps[last]
    if tokens.is_digits(last) and not gap and last + 1 < len(tokens.words):
        return True
    if gap[:1] in tuple("%:/°_$€£₽") or (gap[:1] in "-–" and len(gap) == 1):
        return bool(gap) and (gap[0] not in ":/" or len(gap) == 1)
    return _is_month(tokens, number.last, words) or _is_month(tokens, before, words)


def _is_month(tokens: Tokens, index: int, words: NumberWords) -> bool:
    """A month's name, and not the verb "may"."""
    word = tokens.word(index)
    return word in words.months and (word not in words.needs_capital or tokens.is_capital(index))


def _noun(tokens: Tokens, first: int, words: NumberWords, *, single: bool) -> tuple[str, int | None]:
    """What stands behind a number: ("people" | "unit" | "bare" | "measure", index of the noun).

    `single`: the noun may be in the singular ("one man", "двадцать один солдат").
    """
    if not (first < len(tokens.words) and _goes_with(tokens, first - 1, words)):
        return "bare", None
    if tokens.words[first] in words.of:
        return _noun_of(tokens, first + 1, words)
    thing: int | None = None
    index, stop = first, min(first + REACH, len(tokens.words))
    while index < stop:
        word = tokens.words[index]
        if word in words.measure:
            return "measure", None
        if word in words.many or (single and word in words.one):
            return _people(tokens, index, words, single=single)
        if word.isdigit() and tokens.gaps[index] == "-":
            index = _behind_age(tokens, index)
            continue
        if word.isdigit() or word in words.stop or word in words.harm or word in words.cardinal:
            break
        if thing is None and word not in words.more and _ends_phrase(word, words):
            thing = index
            if not words.noun_endings:
                break
        elif thing is not None:
            break
        if not SPACES.fullmatch(tokens.gaps[index]):
            index += 1
            break
        index += 1
    if thing is None and any(tokens.words[i] not in words.more for i in range(first, index)):
        thing = first
    return ("bare", None) if thing is None else ("unit", thing)


def _goes_with(tokens: Tokens, index: int, words: NumberWords) -> bool:
    """What follows word `index` may be its noun; "тыс." ends no sentence."""
    gap = tokens.gaps[index]
    return SPACES.fullmatch(gap) is not None or (gap == ". " and tokens.words[index] in words.multiplier)


def _behind_age(tokens: Tokens, index: int) -> int:
    """The word behind "16-year-old"."""
    while index + 1 < len(tokens.words) and tokens.gaps[index] == "-":
        index += 1
    return index + 1


def _noun_of(tokens: Tokens, first: int, words: NumberWords) -> tuple[str, int | None]:
    """ "three of the victims": what stands behind "of", an article left out; "three of them" is bare."""
    if tokens.word(first) in words.pronoun:
        return "bare", None
    if tokens.word(first) in words.of_the and tokens.joins(first - 1):
        first += 1
    if first >= len(tokens.words) or tokens.words[first] in words.of:
        return "bare", None
    return _noun(tokens, first, words, single=False)


def _ends_phrase(word: str, words: NumberWords) -> bool:
    """ "bombs" ends the search for a noun, "car" does not; "взрыва" does, "сильных" does not."""
    if words.noun_endings:
        return len(word) > 3 and word.endswith(words.noun_endings) and not word.endswith("ss")
    return not word.endswith(words.adjective_endings)


def _people(tokens: Tokens, index: int, words: NumberWords, *, single: bool) -> tuple[str, int]:
    """The last of a run of persons ("police officers"); "police cars" are none."""
    while tokens.joins(index) and (
        tokens.words[index + 1] in words.many or (single and tokens.words[index + 1] in words.one)
    ):
        index += 1
    if tokens.gaps[index][:1] == "'":
        return "unit", index
    if tokens.words[index] in words.attributive and tokens.joins(index):
        following = tokens.words[index + 1]
        if _ends_phrase(following, words) and following not in words.stop and following not in words.harm:
            return "unit", index + 1
    return "people", index


def _is_labelled(tokens: Tokens, first: int, words: NumberWords) -> bool:
    """ "ages 3, 5 and 9": a label stands in front of the row of numbers."""
    passed = words.range_and | words.range_to | words.range_between | words.of
    index = first - 1
    while index >= max(0, first - REACH) and (tokens.is_digits(index) or tokens.words[index] in passed):
        index -= 1
    return index >= 0 and index < first - 1 and tokens.words[index] in words.label


def _is_no_count(tokens: Tokens, number: _Number, words: NumberWords) -> bool:
    """A number without a noun that is an age, a year, an hour, or a mere pronoun."""
    first, last, before = number.first, number.last - 1, number.first - 1
    following, gap = tokens.word(number.last), tokens.gaps[last]
    beside = {tokens.word(before), tokens.word(before - 1), following}
    harmed = any(word in words.harm for word in beside if word)
    if number.loose:
        return not (harmed or tokens.word(number.last + 1) in words.harm)
    if not tokens.is_digits(last):
        return False
    value = tokens.words[last]
    if len(value) == 4 and value[:2] in ("18", "19", "20") and not harmed:
        return True
    if before >= 0:
        in_front = tokens.gaps[before]
        named = tokens.is_capital(before) and in_front.strip() == ","
        closed = gap[:1] in (",", ".", ";", ")", "\n", "") or following in words.after_age
        if (named and closed) or (in_front.endswith("(") and gap.startswith(")")):
            return True
        if closed and words.age_before.before(tokens.words, first):
            return True
        if tokens.words[before] in words.clock and following not in words.harm:
            return not any(tokens.word(i) in words.toll for i in range(before - 5, before))
        if _is_labelled(tokens, first, words):
            return True
    return first == 0 and gap[:1] in (".", ")")
