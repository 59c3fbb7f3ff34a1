"""How surely a sentence tells of one particular act, by its words: a linear model over hashed words.

What was done to somebody is told in other words than what is feared, summed up or remembered, more of them
than a lexicon can list. Places, days and numbers are masked, so that no country decides. Sentences in
capitals, as old wires and many headlines are, have weights of their own, fitted together with the others'.
The weights are floats by 32-bit hash in `incidents/data/telling.<language>.bin`, made by
`benchmarks/quality/fit_telling.py`: no text can be read from them. A language without weights is judged by
its signs alone.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import exp, log
from zlib import crc32

from incidents.extraction.reading import Sentence
from incidents.remembered import Remembered

Weights = Mapping[int, float]

BIAS = 0  # the key of what every sentence bears
MOST = 4.0  # the most that a sentence's words say, either way
_STEM = 5  # letters of a word in Cyrillic
_ALIKE = str.maketrans("іїыєэґ", "иииеег", "ьъ'")
_MASK = 0xFFFFFFFF
_MIX = 2654435761  # Knuth's multiplicative hash
_NUMBER, _DAY = crc32(b"@number"), crc32(b"@day")
CAPITALS = crc32(b"@capitals")  # turns a key into that of a sentence in capitals
_DEEPEST = 2  # dots in a label


def stem(word: str) -> str:
    """A word as it is weighed: one in Cyrillic letters without its ending, spelled alike in Russian and in
    Ukrainian.
    """
    return (word.translate(_ALIKE)[:_STEM] if "а" <= word[0] <= "ґ" else "") or word


def hash_of(word: str) -> int:
    """The key of a folded word."""
    return _NUMBER if word[0].isdigit() else crc32(stem(word).encode())


_HASHES = Remembered(hash_of)


def _of_label(label: str) -> int:
    """The key of a term's label; one that is not weighed has that of every sentence."""
    return crc32(f"label {label}".encode()) if label.count(".") <= _DEEPEST else BIAS


_LABELS = Remembered(_of_label)


_PLACES = {precision: crc32(f"@{precision}".encode()) for precision in ("place", "admin", "country")}
MASKS = frozenset((_NUMBER, _DAY, *_PLACES.values()))


def masked(sentence: Sentence) -> list[int]:
    """The hashes of a sentence's words, places, days and numbers being one of MASKS."""
    if sentence.hashes:
        return sentence.hashes
    span = sentence.span
    hashes = list(map(_HASHES.__getitem__, sentence.passage.words[span.first : span.last]))
    for place in sentence.places:
        mask = _PLACES[place.place.precision]
        for at in range(*sentence.range_of(place)):
            hashes[at - span.first] = mask
    for day in sentence.dates:
        for at in range(*sentence.range_of(day)):
            hashes[at - span.first] = _DAY
    sentence.hashes = hashes
    return hashes


def features(sentence: Sentence) -> set[int]:
    """The keys of a sentence's words, of pairs that stand side by side, of the kinds of terms in it, and
    BIAS; others for a sentence in capitals.
    """
    hashes = masked(sentence)
    pairs = {(one * _MIX + other) & _MASK for one, other in itertools.pairwise(hashes) if one != other}
    keys = pairs.union(hashes, map(_LABELS.__getitem__, sentence.labels), (BIAS,))
    return {key ^ CAPITALS for key in keys} if sentence.text.isupper() else keys


@cache
def weights_of(language: str) -> Weights | None:
    """The stored weights of a language; None where it has none."""
    path = files("incidents") / "data" / f"telling.{language}.bin"
    if not path.is_file():
        return None
    return unpack(path.read_bytes())


def unpack(content: bytes) -> Weights:
    """Weights from bytes: as many 32-bit keys as 32-bit floats, the keys first, little-endian."""
    keys, values = array("I"), array("f")
    middle = len(content) // 2
    keys.frombytes(content[:middle])
    values.frombytes(content[middle:])
    if _BIG_ENDIAN:
        keys.byteswap()
        values.byteswap()
    return dict(zip(keys, values, strict=True))


_BIG_ENDIAN = array("H", [1]).tobytes()[0] == 0


def told(sentence: Sentence, weights: Weights | None = None) -> float | None:
    """The log odds that a sentence tells of one particular act, by the stored weights unless others are
    given; None in a language without weights.
    """
    weights = weights or weights_of(sentence.lexicon.language)
    if weights is None:
        return None
    total = sum(map(weights.get, features(sentence), itertools.repeat(0.0)))
    return max(-MOST, min(MOST, total))


def together(odds: Iterable[float]) -> float:
    """The log odds of several sentences as one: a single sure one counts, and several add up."""
    return log(exp(-MOST) + sum(map(exp, odds)))
