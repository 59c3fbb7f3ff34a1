"""Whom and what a report says was hit, by kinds that exclude one another: a teacher is no driver, a bakery no
ministry, a boy of nine no woman.

The kinds are signs beside the key words of a report, and so of what is known: `@role:teaching`, `@age:9-9`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from incidents.article import Draft
from incidents.incident import Incident
from incidents.text import fold

SIGN = "@"
_BESIDE = 40  # characters beside a word for a victim in which an age is looked for
_LEAD = 1_800  # characters of the text that are read
_AGED_BEFORE = re.compile(r"(?<!\d)(\d{1,2})[-‑–\s]?(?:years?[-\s]old|лет\w+|р[іi]чн\w+)\s$")
_AGED_BEHIND = re.compile(r",?\s(?:of|aged)\s(\d{1,2})(?!\d)|,?\s\(?(\d{1,2})(?:[),.;]|$|\s(?:лет|год|рок))")
_DECADE = re.compile(r"\sin (?:his|her|their) (?:early |mid |late |mid-)?(\w+)")
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties")
FEW = 2  # people, up to whom two reports will name the same
_NEARLY = 2  # years by which two reports of one victim may differ
_GENERATION = 25  # years that no slip of a reporter explains


class _Kinds(NamedTuple):
    """The patterns of the kinds along one line: what somebody is, where he was, his sex, his age."""

    line: str
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    def of(self, text: str) -> Iterator[str]:
        """The kinds that a folded text names, as signs."""
        for kind, pattern in self.patterns:
            if pattern.search(text):
                yield f"{SIGN}{self.line}:{kind}"


@cache
def _lines() -> dict[str, _Kinds]:
    text = (files("incidents") / "data" / "victims.toml").read_text(encoding="utf-8")
    return {
        line: _Kinds(line, tuple((kind, _pattern(words)) for kind, words in kinds.items()))
        for line, kinds in tomllib.loads(text).items()
    }


def _pattern(words: str) -> re.Pattern[str]:
    terms = (re.escape(fold(term.strip())).replace(r"\*", r"\w*") for term in words.split(","))
    return re.compile(rf"\b(?:{'|'.join(terms)})\b")


@lru_cache(maxsize=4_096)
def _kinds(words: str) -> frozenset[str]:
    """The signs of one word for what was hit: of somebody, or else of a place."""
    text, lines = fold(words), _lines()
    somebody = {sign for line in ("role", "nobody", "sex", "age") for sign in lines[line].of(text)}
    return frozenset((*(somebody or lines["site"].of(text)), *lines["beside"].of(text)))


def victims(draft: Draft, incident: Incident) -> frozenset[str]:
    """The signs of those whom an incident hit, and of where they were."""
    found = set[str]().union(*map(_kinds, incident.targets))
    ages = {f"{SIGN}age:{age}" for age in _ages(draft, incident)}
    if ages:
        found = ages | {sign for sign in found if not sign.startswith(f"{SIGN}age:")}
    return frozenset(found)


def _ages(draft: Draft, incident: Incident) -> Iterator[str]:
    """The ages that are told right beside the words for whoever was hit, as spans of years."""
    text = f"{draft.title}. {draft.text[:_LEAD]}".casefold()
    for somebody in {word.casefold() for word in incident.targets if _is_somebody(word)}:
        for told in re.finditer(rf"\b{re.escape(_stem(somebody))}\w{{,3}}", text):
            before = _AGED_BEFORE.search(text[max(0, told.start() - _BESIDE) : told.start()])
            behind = _AGED_BEHIND.match(text[told.end() : told.end() + _BESIDE])
            years = [int(one) for found in (before, behind) if found for one in found.groups() if one]
            yield from (f"{age}-{age}" for age in years)
            decade = _DECADE.match(text[told.end() : told.end() + _BESIDE])
            if decade and decade[1] in _DECADES:
                least = 20 + 10 * _DECADES.index(decade[1])
                yield f"{least}-{least + 9}"


def _is_somebody(word: str) -> bool:
    return any(not sign.startswith(f"{SIGN}site") for sign in _kinds(word))


def _stem(word: str) -> str:
    """A word without its ending, where it is declined."""
    return word if word.isascii() else word[: max(4, len(word) - 2)]


def is_victim(word: str) -> bool:
    """Whether a key word is the sign of somebody or something that was hit."""
    return word[:1] == SIGN


def unlike(mine: Iterable[str], theirs: Iterable[str], *, most: int) -> list[str]:
    """Along which lines the victims of two reports exclude one another; `most` are those of the one that
    tells of more: of many, two reports name others.
    """
    a, b = _by_line(mine), _by_line(theirs)
    found = ["site"] if a["site"] and b["site"] and not a["site"] & b["site"] else []
    if most <= FEW and _are_others(a, b):
        found.append("role")
    if most == 1:
        found += ["sex"] if a["sex"] and b["sex"] and not a["sex"] & b["sex"] else []
        apart = _years_apart(a["age"], b["age"])
        found += ["age"] if apart > _NEARLY else []
        found += ["generation"] if apart > _GENERATION else []
    return found


def common(mine: Iterable[str], theirs: frozenset[str], lines: Sequence[str]) -> frozenset[str]:
    """The kinds of both along some lines."""
    both = (sign[1:].partition(":") for sign in mine if sign[:1] == SIGN and sign in theirs)
    return frozenset(kind for line, _, kind in both if line in lines)


def _are_others(a: Mapping[str, set[str]], b: Mapping[str, set[str]]) -> bool:
    """Whether no one of both is called by the same, and one at least has an office or a trade."""
    return bool(
        (a["role"] and b["role"] and not a["role"] & b["role"] and not a["nobody"] & b["nobody"])
        or (a["role"] and not a["nobody"] and b["nobody"] and not b["role"])
        or (b["role"] and not b["nobody"] and a["nobody"] and not a["role"])
    )


def _by_line(signs: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {line: set() for line in ("role", "nobody", "site", "beside", "sex", "age")}
    for sign in signs:
        if sign[:1] == SIGN:
            line, _, kind = sign[1:].partition(":")
            found[line].add(kind)
    return found


def _years_apart(ages: Iterable[str], others: Iterable[str]) -> int:
    """How many years lie between the nearest ages of the two; 0 where either has none."""
    spans = [tuple(map(int, age.split("-"))) for age in others]
    return min(
        (
            max(0, least - high, low - most)
            for low, high in (map(int, age.split("-")) for age in ages)
            for least, most in spans
        ),
        default=0,
    )
