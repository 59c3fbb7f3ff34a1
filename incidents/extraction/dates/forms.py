"""Turns the written forms of dates, as a language's word file lists them, into regular expressions.

A form is a line of elements: words (`in|since`), slots (`{month}`), `,` and `dash`; `?` makes one optional,
and what stands before `<` or behind `>` is context, not part of the mention. It knows the notation, not what
a date means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from incidents.extraction.words.calendar_words import by_form, calendar_words, fold
from incidents.extraction.words.tokens import TOKEN

DIGITS = "0"  # stands for any number among the words that a form may begin with
ANY = ""  # stands for any second word
GAP = r"(?:(?!\s*\n\s*\n)\s+|-(?=\w))"  # white space or a hyphen, but never across a paragraph
MARKS = {",": r"\s*,\s*", ",?": rf"(?:\s*,\s*|{GAP})", "dash": r"\s*[-–—]\s*"}
END = r"(?![\w]|[:.,]\d|-[^\W\d])"
TABLES = (
    *("month", "weekday", "weekday_other", "weekday_short", "unit", "number", "ordinal"),
    *("near", "near_year", "beside", "feast", "feast_time", "known", "hour", "season", "decade", "spell"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date: `rule` says how its slots are read."""

    rule: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A language's forms by the first word and the second, and what the words of each slot stand for."""

    starters: Mapping[str, Mapping[str, tuple[Form, ...]]]
    values: Mapping[str, Mapping[str, str]]
    needs_capital: frozenset[str]
    name_after_date: re.Pattern[str]
    name_after_weekday: re.Pattern[str]
    name_before: frozenset[str]
    during: frozenset[str]
    year_not_before: re.Pattern[str]
    ahead: re.Pattern[str]
    not_ahead: re.Pattern[str] | None
    coming: re.Pattern[str] | None
    past: re.Pattern[str] | None
    stamp: re.Pattern[str]
    born_before: re.Pattern[str]
    born_after: re.Pattern[str]
    hours: re.Pattern[str] | None


Sequence = tuple[str, ...]  # tokens as they follow each other, `DIGITS` for a number
Pairs = set[tuple[str, str]]


@dataclass(slots=True)
class _Writer:
    """Builds the pattern of one form, and the pairs of words that it may begin with."""

    slots: Mapping[str, str]
    tokens: Mapping[str, frozenset[Sequence]]
    pieces: list[str] = field(default_factory=list)
    pairs: Pairs = field(default_factory=set)
    prefixes: set[Sequence] = field(default_factory=lambda: {()})
    gap: str = ""
    behind: str = ""

    def add(self, element: str) -> None:
        if element == "<":
            self.pieces.append(f"{self.gap}(?P<mention>)")
            self.gap = ""
        elif element == ">":
            self.pieces.append("(?=")
            self.behind = ")"
        elif element in MARKS:
            self.gap = MARKS[element]
        elif element.startswith("dash|"):
            words = element.split("|")[1:]
            self.gap = rf"(?:{MARKS['dash']}|{GAP}{words_pattern(words)}{GAP})"
            self._begin(sequences(words), optional=True)
        else:
            self._add_choice(element.removesuffix("?"), optional=element.endswith("?"))

    def close(self) -> re.Pattern[str]:
        self.pairs |= {(prefix[0], ANY) for prefix in self.prefixes if prefix}
        return re.compile("".join(self.pieces) + END + self.behind)

    def _add_choice(self, element: str, *, optional: bool) -> None:
        options = element.split("|")
        choice = "|".join(map(self._option, options))
        self._begin(frozenset().union(*map(self._sequences, options)), optional=optional)
        if not optional:
            self.pieces.append(f"{self.gap}(?:{choice})")
            self.gap = GAP
        elif self.gap:
            self.pieces.append(f"(?:{self.gap}(?:{choice}))?")
        else:
            self.pieces.append(f"(?:(?:{choice}){GAP})?")

    def _begin(self, choices: frozenset[Sequence], *, optional: bool) -> None:
        """Follow the first two words of the form through one more element."""
        longer = {(prefix + choice)[:2] for prefix in self.prefixes for choice in choices}
        self.pairs |= {(prefix[0], prefix[1]) for prefix in longer if len(prefix) == 2}
        self.prefixes = {prefix for prefix in longer if len(prefix) < 2} | (
            self.prefixes if optional else set()
        )

    def _option(self, option: str) -> str:
        if not option.startswith("{"):
            return words_pattern([option.replace("_", " ")])
        return f"(?P<{option[1:-1]}>{self.slots[option[1:-1].rstrip('2')]}"

    def _sequences(self, option: str) -> frozenset[Sequence]:
        if option.startswith("{"):
            return self.tokens[option[1:-1].rstrip("2")]
        return sequences([option.replace("_", " ")])


def words_pattern(words: Iterable[str]) -> str:
    """An alternation of `words`, the longest first, each ending at the end of a word."""
    ordered = sorted({fold(word) for word in words}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + r")(?!\w)"


def _endings(endings: Sequence | None, never: str = "") -> re.Pattern[str] | None:
    """Words that end so, and not behind the letters of `never`, of a language that has such endings."""
    return re.compile(rf"[^\W{never}]" + words_pattern(endings)) if endings else None


def sequences(words: Iterable[str]) -> frozenset[Sequence]:
    """Each of `words` in tokens."""
    tokens = (TOKEN.findall(fold(word)) for word in words)
    return frozenset(tuple(DIGITS if t[0] <= "9" else t for t in found) for found in tokens)


def _slots(words: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, frozenset[Sequence]]]:
    """Each slot's pattern, without its opening parenthesis, and the tokens that it may be."""
    lists = {name: list(by_form(words[name])) for name in TABLES if name in words} | dict(words["slot"])
    slots = {name: words_pattern(forms) + ")" for name, forms in lists.items()}
    day_suffix = "|".join(map(re.escape, words["day_suffix"])) or "(?!)"
    year_suffix = "|".join(map(re.escape, words["year_suffix"])) or "(?!)"
    whole_year = r"(?:1[5-9]|20)\d\d"
    slots["day"] = rf"\d{{1,2}})(?:{day_suffix})?(?!\w)"
    slots["year"] = rf"{whole_year}|'\d\d|\d\d(?=\s*(?:[^\w\s]|$)))(?:{year_suffix})?(?!\w)"
    slots["full_year"] = rf"{whole_year})(?:{year_suffix})?(?!\w)"
    slots["marked_year"] = rf"{whole_year})(?:{year_suffix})(?=\s*(?:[,.;:!?)–—]|$))"
    slots["short_year"] = r"'\d\d)(?!\w)"
    slots["number"] = r"\d{1,4}(?!\w)|" + slots["number"]
    slots["ordinal"] = rf"\d{{1,3}}(?=(?:{day_suffix})(?!\w))|" + slots["ordinal"] + rf"(?:{day_suffix})?"
    tokens = {name: sequences(forms) for name, forms in lists.items()}
    suffixes = [TOKEN.findall(fold(suffix)) for suffix in (*words["day_suffix"], *words["year_suffix"])]
    digits = frozenset({(DIGITS,), *((DIGITS, suffix[0]) for suffix in suffixes)})
    tokens |= dict.fromkeys(("day", "year", "full_year", "marked_year", "short_year"), digits)
    return slots, tokens | {name: tokens[name] | digits for name in ("number", "ordinal")}


def _names(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"[\s-]+" + words_pattern(words))


def _by_first_word(
    pairs: Mapping[tuple[str, str], list[tuple[int, Form]]],
) -> dict[str, dict[str, tuple[Form, ...]]]:
    """First word -> second word -> forms in the order of the file; `ANY` where the second does not matter."""
    starters: dict[str, dict[str, tuple[Form, ...]]] = {}
    for first, second in pairs:
        fitting = set(pairs[first, second]) | set(pairs.get((first, ANY), ()))
        forms = tuple(form for _, form in sorted(fitting, key=lambda entry: entry[0]))
        starters.setdefault(first, {})[second] = forms
    return starters


@lru_cache(maxsize=16)
def calendar(language: str) -> Calendar:
    """The compiled forms of `language`."""
    words = calendar_words(language)
    slots, tokens = _slots(words)
    pairs: dict[tuple[str, str], list[tuple[int, Form]]] = {}
    order: list[Form] = []
    for rule, lines in words["forms"].items():
        for line in lines:
            writer = _Writer(slots, tokens)
            for element in line.split():
                writer.add(element)
            form = Form(rule, writer.close())
            for pair in writer.pairs:
                pairs.setdefault(pair, []).append((len(order), form))
            order.append(form)
    return Calendar(
        starters=_by_first_word(pairs),
        values={name: by_form(words[name]) for name in TABLES if name in words},
        needs_capital=frozenset(words["needs_capital"]),
        name_after_date=_names(words["name_after_date"]),
        name_after_weekday=_names(words["name_after_weekday"]),
        name_before=frozenset(words["name_before"]),
        during=frozenset(words["during"]),
        year_not_before=_names(words["year_not_before"]),
        ahead=re.compile(r"(?<!\w)" + words_pattern(words["ahead"])),
        not_ahead=re.compile(r"(?<!\w)" + words_pattern(words["not_ahead"])) if words["not_ahead"] else None,
        coming=_endings(words.get("coming_endings"), words.get("going_on", "")),
        past=_endings(words.get("past_endings")),
        stamp=re.compile(r"(?<!\w)" + words_pattern(words["stamp"]) + r"\W*(?:\w+\W+)?$"),
        born_before=re.compile(r"(?<!\w)" + words_pattern(words["born_before"]) + r"\s$"),
        born_after=re.compile(r"(?:[ \u00a0-]+|\.(?=\S))?" + words_pattern(words["born_after"])),
        hours=re.compile(r"(?<!\w)" + words_pattern(by_form(words["hour"]))) if "hour" in words else None,
    )
