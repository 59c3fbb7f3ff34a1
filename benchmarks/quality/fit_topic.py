"""Fit the weights of `incidents/extraction/topic.py` on the look parts and our own texts, and print how well
they do on folds.

An article that tells acts is one of an act or not as its set says (see `fit_telling`); texts in capitals,
MUC's, are left out. A word weighs what the articles that bear it teach, and what they teach of words that
are like it (`likeness`). Run: python -m benchmarks.quality.fit_topic [--write]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality.fit_telling import FOLDS, LANGUAGE, Row, like, store
from benchmarks.quality.likeness import DIMENSIONS
from benchmarks.quality.linear import Table, logistic
from benchmarks.quality.shared import extractor, lines, part
from incidents.article import draft_from_dict
from incidents.extraction.telling import BIAS, Weights
from incidents.extraction.topic import SHORT, words_of
from tests.incidents.extraction import tables

OUT = Path(__file__).resolve().parents[2] / "incidents" / "data" / "topic.en.bin"
RIDGE, LIKENESS = 0.001, 0.005  # of words, and of their vectors; per row, as means of words are small
RARE = 4  # what fewer articles bear is left out


def gather(tool: Any) -> list[Row]:
    """The articles with acts."""
    return [*from_shootings(tool), *from_topics(tool), *from_tables(tool)]


def from_shootings(tool: Any) -> Iterator[Row]:
    """Every sixth article of the look part."""
    for number, record in enumerate(lines("shootings/articles.jsonl.gz")):
        if number % 6 == 0 and part(record["id"]) == "look":
            told = tool.told(draft_from_dict(record))
            if told and told[1]:
                yield Row("shootings", record["id"], frozenset(words_of(told[0])), True, 0.1)


def from_topics(tool: Any) -> Iterator[Row]:
    """Articles on sport, science and the like."""
    for record in lines("russian/topics.jsonl"):
        if record["topic"] in ("society", "other") or part(record["id"]) != "look":
            continue
        told = tool.told(draft_from_dict(record))
        if told and told[0].lexicon.language == LANGUAGE:
            yield Row("topics", record["id"], frozenset(words_of(told[0])), False)


def from_tables(tool: Any) -> Iterator[Row]:
    """Our own texts."""
    for row in tables.lessons(LANGUAGE):
        told = tool.told(row.draft)
        acts = told and (told[1] or row.kind == "none")
        if told and acts and row.fields.get("status") != "background" and not told[0].shouted:
            yield Row("tables", row.text, frozenset(words_of(told[0])), row.kind != "none", table=row.table)


def fit(rows: Sequence[Row]) -> Weights:
    """The weights by hash of word."""
    known, values = like()
    counts = Counter(one for row in rows for one in row.features)
    keys = sorted(one for one, count in counts.items() if count >= RARE)
    place = {key: number + 1 for number, key in enumerate(keys)}
    borne = [[one for one in row.features if one in place or one in known] for row in rows]
    line, column, value, dense = [], [], [], np.zeros((len(rows), DIMENSIONS))
    for number, words in enumerate(borne):
        share = 1 / (SHORT + len(words))
        inside = [place[one] for one in words if one in place]
        line += [number] * (len(inside) + 1)
        column += [BIAS, *inside]
        value += [1.0, *[share] * len(inside)]
        dense[number] = values[[known[one] for one in words if one in known]].sum(axis=0) * share
    table = Table(np.array(line), np.array(column), np.array(value), len(keys) + 1, dense)
    penalty = np.concatenate([[0.001], np.full(len(keys), RIDGE), np.full(DIMENSIONS, LIKENESS)])
    right = np.array([bool(row.right) for row in rows], dtype=float)
    found = logistic(table, right, np.array([row.weight for row in rows]), penalty, steps=1500)
    weights = {BIAS: float(found[0]), **dict.fromkeys(known, 0.0)}
    weights |= dict(zip(keys, map(float, found[1 : len(keys) + 1]), strict=True))
    for key, weight in zip(
        known, map(float, values[list(known.values())] @ found[len(keys) + 1 :]), strict=True
    ):
        weights[key] += weight
    return weights


def by_fold(rows: Sequence[Row]) -> dict[int, Weights]:
    """The weights for each fold, fitted on the other folds."""
    return {fold: fit([row for row in rows if row.fold != fold]) for fold in range(FOLDS)}


def odds(row: Row, weights: Weights) -> float:
    """As `topic.about`, of a row."""
    known = row.features & weights.keys()
    return weights[BIAS] + sum(map(weights.__getitem__, known)) / (SHORT + len(known))


def main() -> None:
    """Fit, print, and with --write store the weights."""
    rows = gather(extractor())
    folds = by_fold(rows)
    mine = [row for row in rows if row.source == "tables"]
    for name in ["all tables", *sorted({row.table for row in mine})]:
        some = [row for row in mine if name in ("all tables", row.table)]
        chance = np.array([odds(row, folds[row.fold]) for row in some])
        right = np.array([bool(row.right) for row in some])
        low = np.sort(chance[~right])
        if right.any() and len(low):
            area = np.searchsorted(low, chance[right]).mean() / len(low)
            print(f"{name}: {len(some)} texts, area under the curve on unseen folds {area:.3f}")
    if "--write" in sys.argv:
        store(OUT, fit(rows))


if __name__ == "__main__":
    main()
