"""Cut a title or text into words and sentences that know their offsets, and tell prose from page furniture.

It reads letters and punctuation only: upper-case texts have sentences too. It knows nothing of meaning.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field

from incidents.extraction.lexicon import fold
from incidents.incident import Where

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’ʼ][^\W_]+)*")
_STOP = re.compile(r"[.!?…]")
_INNER = re.compile(r"[:;()\[\]{}•|–—]|--")
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


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence: half-open ranges of words and of characters, and the number of its paragraph."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int


def cut(where: Where, text: str, abbreviations: Set[str] = frozenset()) -> Passage:
    """Cut `text`; `abbreviations` are folded words after which a full stop ends nothing."""
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [fold(text[start:end]) for start, end in spans]
    borders = [0] * len(spans)
    passage = Passage(where, text, [one for one, _ in spans], [one for _, one in spans], words, borders)
    if not spans:
        return passage
    firsts, paragraph = [(0, 0)], 0
    begun, before = 0, spans[0][1]
    for at in range(1, len(spans)):
        start, end = spans[at]
        gap = start - before
        if gap > 1 or (gap and text[before] not in " -"):
            border = borders[at] = _border(text, before, start, words[at - 1], abbreviations)
        else:
            border = 0
        if border >= 3 or at - begun >= _LONGEST:
            paragraph += border == 4
            borders[at] = 3
            firsts.append((at, paragraph))
            begun = at
        before = end
    borders[0] = 3
    _sentences(passage, firsts)
    return passage


def _border(text: str, before: int, start: int, previous: str, abbreviations: Set[str]) -> int:
    """What the characters between two words mean: 0 nothing, 1 comma, 2 inner, 3 sentence end, 4 line end."""
    gap = text[before:start]
    if "\n" in gap and ("\n\n" in gap or not text[start].islower() or _STOP.search(gap)):
        return 4
    if gap == " ":
        return 0
    stop = _STOP.search(gap)
    if stop:
        spaced = any(letter.isspace() for letter in gap[stop.start() :])
        first = text[start]
        glued = not spaced and not (first.isupper() and len(previous) > 2 and previous.isalpha())
        lower = first.islower() and gap[stop.start()] != "!" and gap[stop.start()] != "?"
        short = gap[stop.start()] == "." and (
            (len(previous) == 1 and previous.isalpha()) or previous in abbreviations
        )
        if not (glued or lower or short):
            return 3
        return 0 if short or glued else 1
    if _INNER.search(gap):
        return 2
    return 1 if "," in gap or '"' in gap or "”" in gap or "»" in gap else 0


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
        tail = passage.text[end : end + 3]
        for letter in tail:
            if letter not in '.!?…"”»)]':
                break
            end += 1
        passage.spans.append(Span(first, last, passage.starts[first], end, paragraph))
