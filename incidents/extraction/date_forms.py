"""Turns the written forms of dates, as a language's word file lists them, into regular expressions.

A form is a line of elements: words (`in|since`), slots (`{month}`), `,` and `dash`; `?` makes one optional,
and what stands before `<` is context, not part of the mention. It knows the notation, not what a date means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from incidents.extraction.calendar_words import by_form, calendar_words, fold

DIGITS = "0"  # stands for "any digit" among the words that a form may begin with
GAP = r"(?!\s*\n\s*\n)\s+"  # white space, but never across a paragraph
MARKS = {",": r"\s*,\s*", ",?": rf"(?:\s*,\s*|{GAP})", "dash": r"\s*[-–—]\s*"}
END = r"(?![\w]|[:.,]\d|-[^\W\d])"
TABLES = ("month", "weekday", "weekday_short", "unit", "near", "beside", "number", "ordinal")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date: `rule` says how its slots are read."""

    rule: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A language's forms by the word that they begin with, and what the words of each slot stand for."""

    starters: Mapping[str, tuple[Form, ...]]
    values: Mapping[str, Mapping[str, str]]
    needs_capital: frozenset[str]
    name_after_date: re.Pattern[str]
    name_after_weekday: re.Pattern[str]
    name_before: frozenset[str]
    year_not_before: re.Pattern[str]


@dataclass(slots=True)
class _Writer:
    """Builds the pattern of one form and the words that it may begin with."""

    slots: Mapping[str, str]
    begins: Mapping[str, frozenset[str]]
    pieces: list[str] = field(default_factory=list)
    starts: set[str] = field(default_factory=set)
    open_start: bool = True
    gap: str = ""

    def add(self, element: str) -> None:
        if element == "<":
            self.pieces.append(f"{self.gap}(?P<mention>)")
            self.gap = ""
        elif element in MARKS:
            self.gap = MARKS[element]
        elif element.startswith("dash|"):
            self.gap = rf"(?:{MARKS['dash']}|{GAP}{words_pattern(element.split('|')[1:])}{GAP})"
        else:
            self._add_choice(element.removesuffix("?"), optional=element.endswith("?"))

    def _add_choice(self, element: str, *, optional: bool) -> None:
        choice = "|".join(self._option(option) for option in element.split("|"))
        if self.open_start:
            self.open_start = optional
        following = GAP
        if not optional:
            self.pieces.append(f"{self.gap}(?:{choice})")
            self.gap = following
        elif self.gap:
            self.pieces.append(f"(?:{self.gap}(?:{choice}))?")
        else:
            self.pieces.append(f"(?:(?:{choice}){GAP})?")

    def _option(self, option: str) -> str:
        slot = option[1:-1].rstrip("2") if option.startswith("{") else ""
        if self.open_start:
            self.starts |= self.begins[slot] if slot else first_words([option])
        if not slot:
            return words_pattern([option.replace("_", " ")])
        return f"(?P<{option[1:-1]}>{self.slots[slot]}"


def words_pattern(words: Iterable[str]) -> str:
    """An alternation of `words`, the longest first, each ending at the end of a word."""
    ordered = sorted({fold(word) for word in words}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + r")(?!\w)"


def first_words(words: Iterable[str]) -> frozenset[str]:
    """The first token of each of `words`."""
    return frozenset(token.group() for word in words if (token := re.search(r"\w+", fold(word))))


def _slots(words: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Each slot's pattern, without its opening parenthesis, and the words it may begin with."""
    lists = {name: list(by_form(words[name])) for name in TABLES if name in words} | dict(words["slot"])
    slots = {name: words_pattern(forms) + ")" for name, forms in lists.items()}
    begins = {name: first_words(forms) for name, forms in lists.items()}
    day_suffix = "|".join(map(re.escape, words["day_suffix"]))
    year_suffix = "|".join(map(re.escape, words["year_suffix"]))
    slots["day"] = rf"\d{{1,2}})(?:{day_suffix})?(?!\w)"
    slots["year"] = rf"(?:1[5-9]|20)\d\d|'\d\d|\d\d(?=\s*(?:[^\w\s]|$)))(?:{year_suffix})?(?!\w)"
    slots["full_year"] = rf"(?:1[5-9]|20)\d\d)(?:{year_suffix})?(?!\w)"
    slots["short_year"] = r"'\d\d)(?!\w)"
    slots["number"] = r"\d{1,4}(?!\w)|" + slots["number"]
    slots["ordinal"] = rf"\d{{1,3}}(?=(?:{day_suffix})(?!\w))|" + slots["ordinal"] + rf"(?:{day_suffix})?"
    digit = frozenset({DIGITS})
    numeric = {"day": digit, "year": digit, "full_year": digit, "short_year": digit}
    return slots, begins | numeric | {name: begins[name] | digit for name in ("number", "ordinal")}


def _names(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"[\s-]+" + words_pattern(words))


@lru_cache(maxsize=16)
def calendar(language: str) -> Calendar:
    """The compiled forms of `language`."""
    words = calendar_words(language)
    slots, begins = _slots(words)
    starters: dict[str, list[Form]] = {}
    for rule, lines in words["forms"].items():
        for line in lines:
            writer = _Writer(slots, begins)
            for element in line.split():
                writer.add(element)
            form = Form(rule, re.compile("".join(writer.pieces) + END))
            for word in writer.starts:
                starters.setdefault(word, []).append(form)
    return Calendar(
        starters={word: tuple(forms) for word, forms in starters.items()},
        values={name: by_form(words[name]) for name in TABLES if name in words},
        needs_capital=frozenset(words["needs_capital"]),
        name_after_date=_names(words["name_after_date"]),
        name_after_weekday=_names(words["name_after_weekday"]),
        name_before=frozenset(words["name_before"]),
        year_not_before=_names(words["year_not_before"]),
    )
