"""Cuts a text into words and what stands between them, once for all that read dates and numbers from it.

It knows no language; `fold` alone decides which letters count as equal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from incidents.extraction.words.calendar_words import fold

WORD = r"\w++(?:'(?!s\b)\w++|(?<=\d)[.,]\d++)*"  # "2,300", "04.03.2015" and "п'ять" are one word each
TOKEN = re.compile(WORD)
BLANK = " -\n\t\u00a0\u202f"
SPLIT = re.compile(f"({WORD})")


@dataclass(frozen=True, slots=True)
class Tokens:
    """`folded` in words; `gaps[i]` stands behind word i; offsets are those of the text."""

    text: str
    folded: str
    words: list[str]
    gaps: list[str]
    starts: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """Word `index`, or the empty string beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def end(self, index: int) -> int:
        return self.starts[index] + len(self.words[index])

    def joins(self, index: int) -> bool:
        """Nothing but white space or a hyphen parts word `index` from the next one."""
        gap = self.gaps[index]
        return (gap == " " or (gap != "" and not gap.strip(BLANK))) and index + 1 < len(self.words)

    def is_digits(self, index: int) -> bool:
        return self.words[index][0] <= "9"

    def is_capital(self, index: int) -> bool:
        return 0 <= index < len(self.words) and self.text[self.starts[index]].isupper()

    def at(self, starters: Set[str], first: int = 0, last: int | None = None) -> list[int]:
        """The words from `first` to before `last` that begin with a digit or are among `starters`."""
        words = self.words[first:last]
        return [i for i, word in enumerate(words, first) if word in starters or word < ":"]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the words that begin in `text[start:end]`."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


@lru_cache(maxsize=8)
def tokens_of(text: str) -> Tokens:
    """The words of `text`; kept for the next reader of the same text."""
    folded = fold(text)
    pieces = SPLIT.split(folded)
    offsets = list(accumulate(map(len, pieces)))
    return Tokens(text, folded, pieces[1::2], pieces[2::2], offsets[0::2][: len(pieces) // 2])
