"""Fit the weights of `incidents/extraction/judging/topic.py` on the look parts and our own texts, and print
how well they do on folds.

An article that tells acts is one of an act or not as its set says (see `fit_telling`; in Russian, as its
annotation does); texts in capitals, MUC's, are left out. A word weighs what the articles that bear it teach,
and what they teach of words that are like it (`likeness`). Russian learns of Ukrainian texts, too.
Run: python -m benchmarks.quality.fit_topic [--write]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality import russian
from benchmarks.quality.fit_telling import FOLDS, Row, like, store
from benchmarks.quality.likeness import DIMENSIONS
from benchmarks.quality.linear import Table, logistic
from benchmarks.quality.shared import extractor, lines, part
from incidents.article import draft_from_dict
from incidents.extraction.acts.telling import BIAS, Weights
from incidents.extraction.judging.topic import SHARED, SHORT, words_of
from tests.incidents.extraction import tables

OUT = Path(__file__).resolve().parents[2] / "incidents" / "data"
LANGUAGES = ("en", "ru")
RIDGE, LIKENESS = 0.001, {"en": 0.005, "ru": 0.015}  # of words, of vectors; per row, as means are small
RARE = 4  # what fewer articles bear is left out


def learners(language: str) -> list[str]:
    """The languages that are weighed by the weights of one."""
    return [language, *(other for other, its in SHARED.items() if its == language)]


def gather(tool: Any, language: str) -> list[Row]:
    """The articles with acts."""
    own = from_shootings(tool) if language == "en" else from_russian(tool)
    return [*own, *from_topics(tool, language), *from_tables(tool, language)]


def from_shootings(tool: Any) -> Iterator[Row]:
    """Every sixth article of the look part."""
    for number, record in enumerate(lines("shootings/articles.jsonl.gz")):
        if number % 6 == 0 and part(record["id"]) == "look":
            told = tool.told(draft_from_dict(record))
            if told and told[1]:
                yield Row("shootings", record["id"], frozenset(words_of(told[0])), True, 0.1)


def from_russian(tool: Any) -> Iterator[Row]:
    """The documents of the look part with an attack, and those without a word of violence in any event."""
    annotations = {record["id"]: record for record in lines("russian/annotations.jsonl.gz")}
    for record in lines("russian/articles.jsonl"):
        annotation = annotations[record["id"]]
        attack = bool(russian.placed_attacks(annotation)) or russian.has_attack_word(annotation)
        if part(record["id"]) == "look" and (attack or russian.mentions_none(annotation)):
            told = tool.told(draft_from_dict(record))
            if told and told[1]:
                yield Row("russian", record["id"], frozenset(words_of(told[0])), attack)


def from_topics(tool: Any, language: str) -> Iterator[Row]:
    """Articles on sport, science and the like."""
    for record in lines("russian/topics.jsonl"):
        if record["topic"] in ("society", "other") or part(record["id"]) != "look":
            continue
        told = tool.told(draft_from_dict(record))
        if told and told[0].lexicon.language == language and (language == "en" or told[1]):
            yield Row("topics", record["id"], frozenset(words_of(told[0])), False)


def from_tables(tool: Any, language: str) -> Iterator[Row]:
    """Our own texts."""
    for row in (row for one in learners(language) for row in tables.lessons(one)):
        told = tool.told(row.draft)
        acts = told and (told[1] or row.kind == "none")
        if told and acts and row.fields.get("status") != "background" and not told[0].shouted:
            yield Row("tables", row.text, frozenset(words_of(told[0])), row.kind != "none", table=row.table)


def fit(rows: Sequence[Row], language: str) -> Weights:
    """The weights by hash of word."""
    known, values = like(language)
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
    penalty = np.concatenate([[0.001], np.full(len(keys), RIDGE), np.full(DIMENSIONS, LIKENESS[language])])
    right = np.array([bool(row.right) for row in rows], dtype=float)
    found = logistic(table, right, np.array([row.weight for row in rows]), penalty, steps=1500)
    weights = {BIAS: float(found[0]), **dict.fromkeys(known, 0.0)}
    weights |= dict(zip(keys, map(float, found[1 : len(keys) + 1]), strict=True))
    for key, weight in zip(
        known, map(float, values[list(known.values())] @ found[len(keys) + 1 :]), strict=True
    ):
        weights[key] += weight
    return weights


def by_fold(rows: Sequence[Row], language: str) -> dict[int, Weights]:
    """The weights for each fold, fitted on the other folds."""
    return {fold: fit([row for row in rows if row.fold != fold], language) for fold in range(FOLDS)}


def odds(row: Row, weights: Weights) -> float:
    """As `topic.about`, of a row."""
    known = row.features & weights.keys()
    return weights[BIAS] + sum(map(weights.__getitem__, known)) / (SHORT + len(known))


def main() -> None:
    """Fit, print, and with --write store the weights."""
    tool = extractor()
    for language in LANGUAGES:
        rows = gather(tool, language)
        show(rows, by_fold(rows, language))
        if "--write" in sys.argv:
            store(OUT / f"topic.{language}.bin", fit(rows, language))


def show(rows: Sequence[Row], folds: dict[int, Weights]) -> None:
    """Print how well each source is told on unseen folds, and each table."""
    for name in sorted({row.source for row in rows} | {row.table for row in rows if row.table}):
        some = [row for row in rows if name in (row.source, row.table)]
        chance = np.array([odds(row, folds[row.fold]) for row in some])
        right = np.array([bool(row.right) for row in some])
        low = np.sort(chance[~right])
        if right.any() and len(low):
            area = np.searchsorted(low, chance[right]).mean() / len(low)
            print(f"{name}: {len(some)} texts, area under the curve on unseen folds {area:.3f}")


if __name__ == "__main__":
    main()
