"""Which incidents have a word, and how many: an index that stays small however many incidents there are.

A word's row holds a count and the numbers of its newest incidents; no more of them are ever looked at. Very
common words, which lead nowhere, are counted by a sample: a commit then touches a few rows, not a hundred.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable
from zlib import crc32

from store.connection import Connection
from store.packing import dump

# Of a word, so many of the newest incidents are kept.
NEWEST = 48
# A word is counted exactly up to here; beyond, one incident in so many stands for all.
EXACT, SAMPLE = 256, 16
_SPREAD = 0x9E3779B1  # Knuth's multiplicative hashing: which incidents stand for the others

_ADD = f"""
    INSERT INTO words VALUES (?1, 1, ?2) ON CONFLICT (word) DO UPDATE SET
        incidents = incidents + CASE WHEN incidents < {EXACT} THEN 1 ELSE {SAMPLE} END,
        newest = CAST(substr(newest, {-4 * (NEWEST - 1)}) || excluded.newest AS BLOB)
    WHERE incidents < {EXACT} OR ?3 % {SAMPLE} = 0
"""  # noqa: S608  numbers of ours


def word_keys(words: Iterable[str]) -> list[int]:
    """The numbers under which words are kept; the same on every machine."""
    return [crc32(word.encode("utf-8", "replace")) for word in words]


class Words:
    """Questions about the words of incidents."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def counts(self, words: Collection[str]) -> dict[str, int]:
        """How many incidents have each of `words`; those that none has are left out."""
        keys = dict(zip(word_keys(words), words, strict=True))
        return {keys[key]: count for key, count, _ in self._rows(keys)}

    def sharing(self, words: Collection[str]) -> Counter[int]:
        """How many of `words` each incident has, of the newest that have any; by incident number."""
        shared: Counter[int] = Counter()
        for _, _, newest in self._rows(set(word_keys(words))):
            shared.update(array("I", newest))
        return shared

    def add(self, fresh: Iterable[str], known: Collection[str], number: int) -> None:
        """Note that an incident has the words `fresh`, beside the `known` ones noted before."""
        keys = set(word_keys(fresh)).difference(word_keys(known))
        packed, spread = array("I", [number]).tobytes(), number * _SPREAD
        self._c.run_many(_ADD, [(key, packed, (key ^ spread) >> 8) for key in sorted(keys)])

    def _rows(self, keys: Iterable[int]) -> list[tuple[int, int, bytes]]:
        rows = self._c.rows(
            "SELECT w.word, w.incidents, w.newest FROM json_each(?) j JOIN words w ON w.word = j.value",
            (dump(sorted(keys)),),
        )
        return [(row[0], row[1], row[2]) for row in rows]
