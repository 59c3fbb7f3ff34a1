"""What an article is about, by all its words: an attack, or a match, a trial, a film, a market, a memory.

A linear model over the mean of its words, each once; places, days and numbers are left out, so that no
country decides. The weights are in `incidents/data/topic.<language>.bin`, in the form of `telling`'s,
made by `benchmarks/quality/fit_topic.py`; no text can be read from them. Ukrainian, whose words are spelled
as in Russian before they are weighed (`telling.stem`), has its weights in common with it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from incidents.extraction.acts.telling import BIAS, MASKS, Weights, masked, unpack
from incidents.extraction.reading import Reading

MOST = 6.0  # the most that an article's words say, either way
SHORT = 40  # words of no meaning that every article is held to have besides, so that few words say little


SHARED = {"uk": "ru"}  # the languages that have the weights of another


@cache
def weights_of(language: str) -> Weights | None:
    """The stored weights of a language; None where it has none."""
    language = SHARED.get(language, language)
    path = files("incidents") / "data" / f"topic.{language}.bin"
    return unpack(path.read_bytes()) if path.is_file() else None


def words_of(reading: Reading) -> set[int]:
    """The hashes of an article's words."""
    found: set[int] = set()
    for sentence in reading.sentences:
        found.update(masked(sentence))
    return found - MASKS


def about(reading: Reading, weights: Weights | None = None) -> float | None:
    """The log odds that an article tells of an act at all, by the stored weights unless others are given;
    None in a language without weights, and in a text in capitals, as old wires are, which is judged by its
    sentences.
    """
    weights = weights or weights_of(reading.lexicon.language)
    if weights is None or reading.shouted:
        return None
    known = words_of(reading) & weights.keys()
    total = weights.get(BIAS, 0.0) + sum(map(weights.__getitem__, known)) / (SHORT + len(known))
    return max(-MOST, min(MOST, total))
