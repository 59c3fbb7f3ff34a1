"""A headline that tells several acts: "Bomb kills four in Wana, police van ambushed in Bannu".

Each is a sentence of its own, so that place, number and kind of one are not those of the next. It finds where
to cut, and cuts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.extraction.words.sentences import Passage, Span


def cuts(
    passage: Passage, span: Span, acts: Sequence[int], towns: Sequence[int], joins: frozenset[str]
) -> list[int]:
    """The words before which a sentence of a headline is to be cut; `acts` and `towns` are the first words of
    what tells an act and of towns and divisions, `joins` words that part two acts ("as", "while").

    Behind a semicolon any act is one of its own; behind a comma or such a word only where both parts have
    their town.
    """
    found: list[int] = []
    start = span.first
    for at, firm in _seams(passage, span, joins):
        here = [(start, at), (at, span.last)]
        told = all(any(a <= act < b for act in acts) for a, b in here)
        placed = all(any(a <= town < b for town in towns) for a, b in here)
        if told and (firm or placed):
            found.append(at)
            start = at
    return found


def _seams(passage: Passage, span: Span, joins: frozenset[str]) -> Iterator[tuple[int, bool]]:
    """Where a headline may be cut, and whether a semicolon stands there."""
    for at in range(span.first + 1, span.last):
        gap = passage.text[passage.ends[at - 1] : passage.starts[at]]
        if ";" in gap:
            yield at, True
        elif passage.borders[at] == 1 or passage.words[at] in joins:
            yield at, False
