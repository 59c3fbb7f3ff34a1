"""Whom an act befell, by name: "the murder of Teresa Ortiz", "Teresa Ortiz was shot".

Two acts that befell people of other names are two, wherever and whenever they were. Names are what no term of
the lexicon knows, so that this holds in capitals, too; one word alone names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable

from incidents.extraction.reading import Sentence

_LONGEST = 8  # words of a name with its offices
_SHORTEST = 3  # letters


def named(sentence: Sentence, first: int, last: int) -> frozenset[str]:
    """The words of the name of whom the act in words `[first, last)` befell; empty where nobody is named."""
    words, passage = sentence.lexicon, sentence.passage
    auxiliary = words.words("auxiliary")
    passive = [
        at for at in range(max(first - 2, sentence.span.first), last) if passage.words[at] in auxiliary
    ]
    if passive:
        return _name(sentence, range(passive[0] - 1, sentence.span.first - 1, -1))
    return _name(sentence, range(last, sentence.span.last))


def _name(sentence: Sentence, places: Iterable[int]) -> frozenset[str]:
    """The words of a name in a run that ends at a border or at a word that names nobody."""
    words, passage = sentence.lexicon, sentence.passage
    ends = words.words("locative|by|auxiliary|speaks")
    skipped = words.words("articles|of|indefinite")
    taken = sentence.words_of(*sentence.places)
    found: set[str] = set()
    for number, at in enumerate(places):
        word = passage.words[at]
        if number >= _LONGEST or word in ends or at in taken:
            break
        if word not in skipped and word.isalpha() and len(word) >= _SHORTEST and not words.fits(word):
            found.add(word)
        if found and at + 1 < len(passage.borders) and passage.borders[at + 1]:
            break
    return frozenset(found) if len(found) > 1 else frozenset()
