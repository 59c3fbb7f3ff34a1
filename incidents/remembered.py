"""What a pure function makes of a word, remembered for the next time.

For what is asked at every word of every article: `functools.lru_cache` puts its entries in order at each
question, which takes longer than the answer. Here all is forgotten when there is too much of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

MOST = 100_000  # words


class Remembered(dict[K, T]):
    """Answers by word: `remembered[word]` asks the function where the word is new."""

    def __init__(self, of: Callable[[K], T]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, word: K) -> T:
        if len(self) >= MOST:
            self.clear()
        made = self[word] = self._of(word)
        return made
