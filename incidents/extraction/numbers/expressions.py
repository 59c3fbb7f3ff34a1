"""Reads one expression of a number of people, in digits or words, with the bounds that stand around it.

Pure. What is counted, and whether it is a count at all, is decided in `numbers.context`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from incidents.extraction.numbers.words import NumberWords
from incidents.extraction.words.tokens import Tokens
from incidents.incident import Toll

LIMIT = 10_000_000  # more than that are never the victims of an incident


@dataclass(slots=True)
class Number:
    """Words `first` to before `last` say `toll`; `loose` ones count only beside a person or harm."""

    first: int
    last: int
    toll: Toll
    loose: bool = False
    needs: Literal["", "harm", "people", "nothing", "family", "sure"] = ""


def number_at(tokens: Tokens, first: int, words: NumberWords) -> Number | None:
    """The whole number expression at word `first`, with the bounds around it."""
    known = words.expressions.at(tokens.words, first)
    if known and all(tokens.joins(i) for i in range(first, known[0] - 1)):
        last, meaning = known
        name, _, value = meaning.partition(" ")
        loose = " ".join(tokens.words[first:last]) in words.loose
        if name == "plenty":
            return _widened(tokens, Number(first, last, Toll(int(value), int(value), None), loose), words)
        if name == "group":
            return _bounded(tokens, first, last, int(value), words, loose=loose)
        needs: dict[str, Literal["harm", "people", "nothing"]] = {
            "with_harm": "harm", "before_people": "people", "whole": "nothing"
        }  # fmt: skip
        return Number(first, last, Toll.exactly(0), needs=needs[name])
    cardinal = _cardinal(tokens, first, words)
    if cardinal is None:
        return None
    value_, last = cardinal
    if value_ > LIMIT:
        return Number(first, last, Toll(None, None, None))
    if spread := _spread(tokens, first, value_, last, words):
        return spread
    loose = last == first + 1 and tokens.words[first] in words.loose
    return _bounded(tokens, first, last, value_, words, loose=loose)


def _cardinal(tokens: Tokens, first: int, words: NumberWords) -> tuple[int, int] | None:
    """(value, index behind it) of a number in digits or words: "2,300", "1.5 thousand", "twenty-one".

    Above LIMIT: no number of people ("3.5", "20 million").
    """
    if tokens.is_digits(first):
        value, last = _digits(tokens, first, words)
        if last < len(tokens.words) and tokens.joins(last - 1) and tokens.words[last] in words.multiplier:
            value, last = value * words.multiplier[tokens.words[last]], last + 1
        return (int(value) if value == int(value) else LIMIT + 1), last
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
    return value, index


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
    if word.isdecimal():
        return float(word[:16]), last
    if re.fullmatch(r"\d{1,3}(?:([.,\u00a0\u202f])\d{3})(?:\1\d{3})*", word):
        mark = next(char for char in word if not char.isdecimal())
        if mark in words.group_marks or mark in "\u00a0\u202f":
            return float(word.replace(mark, "")[:16]), last
    decimal = re.fullmatch(r"\d{1,16}[.,]\d{1,16}", word)
    return (float(word.replace(",", ".")), last) if decimal else (0.5, last)


def _spread(tokens: Tokens, first: int, low: int, last: int, words: NumberWords) -> Number | None:
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
        return Number(first, end, Toll(None, None, None), needs="people") if dash else None
    start = first - 1 if between else first
    if tokens.word(first - 1) in words.rise_from:
        start = first - 1
        if any(tokens.word(i) in words.rise for i in range(first - 4, first - 1)):
            return Number(end - 1, end, Toll.exactly(high), needs="sure")
    toll = Toll(low, (low + high + 1) // 2, high)
    return _widened(tokens, Number(start, end, toll, needs="people" if dash else ""), words)


def _bounded(tokens: Tokens, first: int, last: int, value: int, words: NumberWords, *, loose: bool) -> Number:
    """`value` with the words in front ("at least") or behind ("or more", "+") that bound it."""
    bound = ""
    if behind := words.bounds_behind.at(tokens.words, last) if tokens.joins(last - 1) else None:
        last, bound = behind
    elif tokens.gaps[last - 1].startswith("+"):
        bound = "at_least"
    number = Number(first, last, _toll(bound, value), loose)
    return _widened(tokens, number, words)


def _widened(tokens: Tokens, number: Number, words: NumberWords) -> Number:
    """`number` with the bounds and the "family of" in front of it."""
    first, toll, loose = number.first, number.toll, number.loose
    if first and tokens.joins(first - 1):
        if found := words.bounds.before(tokens.words, first):
            loose = " ".join(tokens.words[found[0] : first]) in words.loose
            first, bound = found
            if bound == "up_to" and tokens.word(first - 1) in words.rise:
                bound = ""  # "возросло до двух" is two
            if toll.low is not None and toll.low == toll.high:
                toll = _toll(bound, toll.low)
        elif found := words.family.before(tokens.words, first):
            first, number.needs, loose = found[0], number.needs or "family", False
        elif words.parent.before(tokens.words, first):
            number.needs, number.toll = "people", Toll(None, None, None)
            return number
    number.first, number.toll, number.loose = first, toll, loose
    return number


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
