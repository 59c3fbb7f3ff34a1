"""Cut a title or text into words and sentences that know their offsets, and tell prose from page furniture.

It reads letters and punctuation only: upper-case texts have sentences too. It knows nothing of meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from incidents.extraction.words.lexicon import fold
from incidents.incident import Where
from incidents.records import record
from incidents.remembered import Remembered

_SPLIT = re.compile(r"(\d++(?:[.,]\d++)+|[^\W_]++(?:['’ʼ][^\W_]++)*)")
_TAIL = re.compile(r'[.!?…"”»)\]]{0,3}')
_STOP = re.compile(r"[.!?…]")
_BLANK = re.compile(r"\s")
_COMMA = re.compile(r'[,"”»]')
_INNER = re.compile(r"[:;()\[\]{}•|–—]|--")
# An aside: "the Free Army (FA)", "five people (three of them women) were".
_ASIDE = re.compile(r" \(([^()\[\]:;\n]{2,60})\)(?=[, .])| [-–—] ([^-–—():;,.\n]{2,60}) [-–—](?= )")
_PLAIN = {"": 0, " ": 0, "-": 0, ", ": 1}  # the borders of most gaps
_FOLDED = Remembered(fold)
_LONGEST = 120  # words; a "sentence" that never ends is cut here, which keeps the work linear


@dataclass(slots=True)
class Passage:
    """A title or text as parallel lists of its words: offsets, folded form, and the border before each."""

    where: Where
    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


@record
class Span:
    """A sentence: half-open ranges of words and of characters, and the number of its paragraph."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int

    def in_paragraph(self, number: int) -> Span:
        """The same as part of another paragraph."""
        return Span(self.first, self.last, self.start, self.end, number)


@lru_cache(maxsize=4)
def cut(where: Where, text: str, abbreviations: frozenset[str] = frozenset()) -> Passage:
    """Cut `text`; `abbreviations` are folded words after which a full stop ends nothing. Kept for the next
    reader of the same text.
    """
    pieces = _SPLIT.split(text)  # gaps and words in turn
    offsets = list(accumulate(map(len, pieces)))
    words = list(map(_FOLDED.__getitem__, pieces[1::2]))
    borders = [0] * len(words)
    passage = Passage(where, text, offsets[:-1:2], offsets[1::2], words, borders)
    if not words:
        return passage
    firsts, paragraph = [(0, 0)], 0
    for at, border in enumerate(map(_PLAIN.get, pieces[2:-1:2]), 1):
        if border == 0:
            continue
        if border is None:
            border = _border(pieces[2 * at], pieces[2 * at + 1][0], words[at - 1], abbreviations)
        if border >= 3:
            firsts.extend((cut, paragraph) for cut in range(firsts[-1][0] + _LONGEST, at, _LONGEST))
            paragraph += border == 4
            firsts.append((at, paragraph))
        elif border:
            borders[at] = border
    _see_through(passage)
    firsts.extend((cut, paragraph) for cut in range(firsts[-1][0] + _LONGEST, len(words), _LONGEST))
    for first, _ in firsts:
        borders[first] = 3
    _sentences(passage, firsts)
    return passage


def _see_through(passage: Passage) -> None:
    """Let the brackets or dashes around a short aside part no more than commas do: they end no phrase."""
    for match in _ASIDE.finditer(passage.text):
        start, end = match.span(1) if match[1] else match.span(2)
        for one in (bisect_left(passage.starts, start), bisect_left(passage.starts, end)):
            if one < len(passage.borders) and passage.borders[one] == 2:
                passage.borders[one] = 1


def _border(gap: str, first: str, previous: str, abbreviations: Set[str]) -> int:
    """What the characters between two words mean: 0 nothing, 1 comma, 2 inner, 3 sentence end, 4 line end.

    `first` is the first letter of the next word.
    """
    stop = _STOP.search(gap)
    if "\n" in gap and (stop or "\n\n" in gap or not first.islower()):
        return 4
    if stop:
        mark, spaced = stop[0], _BLANK.search(gap, stop.start()) is not None
        glued = not spaced and not (first.isupper() and len(previous) > 2 and previous.isalpha())
        lower = first.islower() and mark not in "!?"
        short = mark == "." and ((len(previous) == 1 and previous.isalpha()) or previous in abbreviations)
        if not (glued or lower or short):
            return 3
        return 0 if short or glued else 1
    if _INNER.search(gap):
        return 2
    return int(_COMMA.search(gap) is not None)


def paragraphs(passage: Passage) -> list[str]:
    """The passage's paragraphs, numbered as its spans number them."""
    starts: list[int] = []
    for span in passage.spans:
        if span.paragraph == len(starts):
            starts.append(span.start)
    text = passage.text
    starts = [text.rfind("\n", 0, start) + 1 for start in starts]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=False)]


def _sentences(passage: Passage, firsts: list[tuple[int, int]]) -> None:
    """Fill `passage.spans`; `firsts` are the first words of sentences, each with its paragraph."""
    lasts = [first for first, _ in firsts[1:]]
    for (first, paragraph), last in zip(firsts, [*lasts, len(passage.words)], strict=True):
        end = passage.ends[last - 1]
        end += len(_TAIL.match(passage.text, end)[0])  # type: ignore[index]
        passage.spans.append(Span(first, last, passage.starts[first], end, paragraph))
