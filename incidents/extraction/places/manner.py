"""Which country's papers write as an article does: "sheriff's deputies" are American, a "crown court" is
British.

Says what names probably mean, not where anything happened.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, Implementation


@functools.cache
def _expressions(language: str | None) -> tuple[AhoCorasick, list[list[str]]]:
    """The automaton that finds the words and phrases of all papers, and the countries of each of them."""
    file = files("incidents") / "data" / "gazetteer-words" / "manner.toml"
    told = tomllib.loads(file.read_text(encoding="utf-8")).get(language or "", {})
    countries: dict[str, list[str]] = {}
    for country, words in told.items():
        for word in words.split("|"):
            countries.setdefault(word.strip().lower(), []).append(country)
    return AhoCorasick(list(countries), implementation=Implementation.DFA), list(countries.values())


def voices(text: str, language: str | None) -> dict[str, float]:
    """How much the expressions of a text speak for countries, 0 to 1 each: a half for the first. Of a
    country's expressions that overlap the first counts, and of those that begin together the longest.
    """
    automaton, countries = _expressions(language)
    small = text.lower()
    hits = automaton.find_matches_as_indexes(small, overlapping=True)
    ends: dict[str, int] = {}
    spoken: dict[str, set[int]] = {}
    for number, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
        for country in countries[number]:
            if start >= ends.get(country, 0):
                ends[country] = end
                if _is_whole(small, start, end):
                    spoken.setdefault(country, set()).add(number)
    return {country: len(words) / (len(words) + 1) for country, words in spoken.items()}


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before or behind a range."""
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
