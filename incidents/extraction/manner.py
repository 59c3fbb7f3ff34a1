"""Which country's papers write as an article does: "sheriff's deputies" are American, a "crown court" is
British.

Says what names probably mean, not where anything happened.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind


@functools.cache
def _expressions(language: str | None) -> dict[str, tuple[list[str], AhoCorasick]]:
    """The words and phrases of each country's papers, and the automaton that finds them."""
    file = files("incidents") / "data" / "gazetteer-words" / "manner.toml"
    told = tomllib.loads(file.read_text(encoding="utf-8")).get(language or "", {})
    listed = {country: [word.strip().lower() for word in words.split("|")] for country, words in told.items()}
    return {
        country: (words, AhoCorasick(words, matchkind=MatchKind.LeftmostLongest))
        for country, words in listed.items()
    }


def voices(text: str, language: str | None) -> dict[str, float]:
    """How much the expressions of a text speak for countries, 0 to 1 each: a half for the first."""
    small, found = text.lower(), {}
    for country, (words, automaton) in _expressions(language).items():
        hits = automaton.find_matches_as_indexes(small)
        count = len({words[number] for number, start, end in hits if _is_whole(small, start, end)})
        if count:
            found[country] = count / (count + 1)
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before or behind a range."""
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
