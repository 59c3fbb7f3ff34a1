"""Which noun an adjective goes with, by the endings of a declined language: "ювелирного салона",
"артилерійські снаряди".

The lexicon's setting `agreeing` lists the endings; without it nothing agrees.
"""

from __future__ import annotations

from functools import cache

from incidents.extraction.words.lexicon import Lexicon


def agree(adjective: str, noun: str, words: Lexicon) -> bool:
    """Whether a folded word ends as an adjective does and the one behind as a noun that goes with it."""
    agreeing = _pairs(words.words("agreeing"))
    return any(adjective.endswith(ending) and noun.endswith(other) for ending, other in agreeing)


@cache
def _pairs(written: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Endings of adjectives, each with one of a noun that agrees with it: "ого:а"."""
    return tuple((adjective, noun) for adjective, _, noun in (pair.partition(":") for pair in written))
