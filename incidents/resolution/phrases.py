"""Proper names, addresses and ages in a text: what two reports of one incident share and no others do.

A name is taken by its capitals alone, so it needs no list and no language; a text that is all in capitals, or
in a script without them, gives none. Which of the names are a person's is not asked: rarity tells.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

MOST = 40  # phrases of one report; the first come first
LONGEST = 6  # words; a longer run of capitals is a headline, not a name

_OPENS = r"(?=[^\W_a-zа-яёіїєґ])"  # a capital or a digit: seen at once, it halves the time
_WORD = r"(?:[^\W\d_a-zа-яёіїєґ][\w'’-]*|\d{2,5})"
_GAP = r"(?:(?<=\b\w)\.|(?<=\b\w\w)\.)?[^\S\n]+"  # "J. Smith", "St. Louis": a point ends no other name
_RUN = re.compile(rf"{_OPENS}\b{_WORD}(?:{_GAP}(?:block[^\S\n]of[^\S\n])?{_WORD})+")
# "24-year-old", "24-летний", "24-річний"; ", 24," after a name.
_AGE = re.compile(r"(?=[\d,])(?:\b(\d{1,2})[-‑–\s](?:year|лет|річн)|(?<=\w),\s(\d{1,2})(?=[,.]))")
_AGE_SIGN = "~"
# An age beside a name makes it that of a victim, a suspect, a witness: whoever speaks for an office has none.
_PROPER = r"[^\W\d_a-zа-яёіїєґ][\w'’-]*"
_NAME = rf"\b{_PROPER}(?:{_GAP}{_PROPER}){{1,3}}"
_AGED = re.compile(
    rf"{_OPENS}(?:(?P<name>{_NAME}),?[^\S\n]\(?\d{{1,2}}(?=[,.;)])"
    rf"|\b\d{{1,2}}[-‑–\s](?:years?[-\s]old|лет\w+|річ\w+)[^\S\n]+(?P<named>{_NAME}))"
)
_PERSON_SIGN = "="


def phrases(text: str, key: Callable[[str], str]) -> Iterator[str]:
    """Two neighbouring words of each name or address, as "ivan petrov" or "1200 elm"; then ages, as "~24",
    and the names of people whose age is told, as "=ivan petrov".

    `key` writes a word as it is compared, or gives the empty string for one that tells nothing.
    """
    found: dict[str, None] = {}
    for run in _RUN.finditer(text):
        words = [key(word.strip(".'’-")) for word in run[0].replace("block of", " ").split()]
        if len(words) > LONGEST:
            continue
        for first, second in itertools.pairwise(words):
            if first and second and not (first.isdigit() and second.isdigit()):
                found[f"{first} {second}"] = None
        if len(found) >= MOST:
            break
    yield from found
    yield from dict.fromkeys(_AGE_SIGN + (age[1] or age[2]) for age in _AGE.finditer(text))
    yield from dict.fromkeys(_persons(text, key))


def _persons(text: str, key: Callable[[str], str]) -> Iterator[str]:
    for aged in _AGED.finditer(text):
        words = [key(word.strip(".'’-")) for word in (aged["name"] or aged["named"]).split()]
        for first, second in itertools.pairwise(words):
            if first and second:
                yield f"{_PERSON_SIGN}{first} {second}"


def is_age(word: str) -> bool:
    """Whether a key word is an age."""
    return word[:1] == _AGE_SIGN


def is_person(word: str) -> bool:
    """Whether a key word is the name of somebody whose age is told."""
    return word[:1] == _PERSON_SIGN


def is_phrase(word: str) -> bool:
    """Whether a key word is of two words, or an age."""
    return " " in word or word[:1] == _AGE_SIGN
