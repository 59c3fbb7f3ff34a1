"""Fit the weights of `incidents/extraction/telling.py` on the look parts and our own sentences, and print how
well they do on folds.

A sentence with an act tells of one if it names what a MUC key says was hit, stands in a report of a shooting
with town or toll, or in a row of ours that expects an act; it tells of none in MUC's articles without an
incident, in those on sport, science and the like, and in our traps. Other sentences are left out. Ridge
logistic regression by accelerated gradient steps.
Run: python -m benchmarks.quality.fit_telling [--write]
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality.shared import extractor, lines, part
from incidents import presets
from incidents.article import draft_from_dict
from incidents.extraction.acts import find_mentions
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.telling import BIAS, MOST, Weights, features, together
from incidents.text import fold
from tests.incidents.extraction import tables

OUT = Path(__file__).resolve().parents[2] / "incidents" / "data" / "telling.en.bin"
RIDGE = 3.0  # chosen, with the other numbers, on the look part by six-fold cross-validation by article
RARE = 4  # what fewer sentences bear is left out
STEPS = 400
FOLDS = 6
LANGUAGE = "en"


@dataclass(frozen=True)
class Row:
    """A sentence that tells an act: where it is from, its hashes, and whether the act is a particular one;
    None where nothing says so.
    """

    source: str
    article: str
    features: frozenset[int]
    right: bool | None
    weight: float = 1.0


def fold_of(article: str) -> int:
    """Which of the six folds an article is in, by a part of the hash that says nothing of its part."""
    return int(sha256(article.encode()).hexdigest(), 16) // 3 % FOLDS


def telling(reading: Reading) -> list[Sentence]:
    """The sentences that tell acts, each once."""
    found = {mention.sentence.index: mention.sentence for mention in find_mentions(reading)}
    return list(found.values())


def from_muc(tool: Any) -> Iterator[Row]:
    """The look part; what an optional template may be about is left out."""
    keys = {record["id"]: record["templates"] for record in lines("muc/incidents.jsonl")}
    for record in lines("muc/articles.jsonl.gz"):
        templates = keys[record["id"]]
        if record["id"].startswith("TST1") or part(record["id"]) != "look" or not (_sure(templates)):
            continue
        told = tool.told(draft_from_dict(record))
        hit = [target for template in templates if not template["optional"] for target in _hit(template)]
        for sentence in telling(told[0]) if told else []:
            right = None if templates else False
            if any(target in f" {' '.join(sentence.words(*_ends(sentence)))} " for target in hit):
                right = True
            yield Row("muc", record["id"], frozenset(features(sentence)), right)


def _sure(templates: Sequence[dict[str, Any]]) -> bool:
    return not templates or any(not template["optional"] for template in templates)


def _ends(sentence: Sentence) -> tuple[int, int]:
    return sentence.span.first, sentence.span.last


def _hit(template: dict[str, Any]) -> Iterator[str]:
    """The words for who or what was hit, folded, between blanks."""
    for target in template["targets"]:
        for text in target["text"]:
            words = re.findall(r"\w+", fold(text))
            yield f" {' '.join(words)} "


def from_shootings(tool: Any) -> Iterator[Row]:
    """Sentences of every sixth article of the look part that give an act's town or toll."""
    for number, record in enumerate(lines("shootings/articles.jsonl.gz")):
        if number % 6 or part(record["id"]) != "look":
            continue
        told = tool.told(draft_from_dict(record))
        for sentence in telling(told[0]) if told else []:
            town = any(place.place.precision == "place" for place in sentence.places)
            if sentence.has("act.shooting") and (town or sentence.has("toll")):
                yield Row("shootings", record["id"], frozenset(features(sentence)), True, 0.2)


def from_topics(tool: Any) -> Iterator[Row]:
    """Nothing in sport, science, entertainment, economy or technology tells of an act."""
    for record in lines("russian/topics.jsonl"):
        if record["topic"] in ("society", "other") or part(record["id"]) != "look":
            continue
        told = tool.told(draft_from_dict(record))
        if told is None or told[0].lexicon.language != LANGUAGE:
            continue
        for sentence in telling(told[0]):
            yield Row("topics", record["id"], frozenset(features(sentence)), False)


def from_tables(tool: Any) -> Iterator[Row]:
    """Our own sentences: of wars, gangs and metaphors of these years, of which the other sets are silent."""
    for row in tables.rows(LANGUAGE):
        told = tool.told(row.draft)
        right = None if row.fields.get("status") == "background" else row.kind != "none"
        for sentence in telling(told[0]) if told else []:
            yield Row("tables", row.text, frozenset(features(sentence)), right)


def gather(tool: Any) -> list[Row]:
    """The sentences of all sets."""
    return [row for some in (from_muc, from_shootings, from_topics, from_tables) for row in some(tool)]


def fit(rows: Sequence[Row]) -> dict[int, float]:
    """The weights by hash, for the bias too. Ridge logistic regression, Nesterov's method."""
    rows = [row for row in rows if row.right is not None]
    borne = Counter(one for row in rows for one in row.features)
    keys = sorted(one for one, count in borne.items() if count >= RARE and one not in _group_names())
    place = {key: number + 1 for number, key in enumerate(keys)}
    table = np.zeros((len(rows), len(keys) + 1), dtype=np.float32)
    table[:, 0] = 1.0
    for number, row in enumerate(rows):
        table[number, [place[one] for one in row.features if one in place]] = 1.0
    right = np.array([row.right for row in rows], dtype=np.float32)
    weight = np.array([row.weight for row in rows], dtype=np.float32)
    penalty = np.full(table.shape[1], RIDGE, dtype=np.float32)
    penalty[0] = 0.01
    step = 1 / (0.25 * _greatest(table * np.sqrt(weight)[:, None]) + RIDGE)
    found = ahead = np.zeros(table.shape[1], dtype=np.float32)
    for number in range(STEPS):
        chance = 1 / (1 + np.exp(-(table @ ahead)))
        new = ahead - step * (table.T @ (weight * (chance - right)) + penalty * ahead)
        ahead = new + number / (number + 3) * (new - found)
        found = new
    return dict(zip([BIAS, *keys], map(float, found), strict=True))


def _greatest(table: Any) -> float:
    """The greatest eigenvalue of the table's square, by power iteration."""
    vector = np.ones(table.shape[1], dtype=np.float32)
    for _ in range(30):
        vector = table.T @ (table @ vector)
        size = float(np.linalg.norm(vector))
        vector /= size
    return size


def _group_names() -> frozenset[int]:
    """The hashes of names of one word that the presets' groups bear: who it was does not say whether."""
    from incidents.extraction.telling import _hash

    names = (name for group in presets.groups() for name in (group.name, *group.aliases, *group.weak))
    return frozenset(_hash(fold(name)) for name in names if name.isalpha())


def by_fold(rows: Sequence[Row]) -> dict[int, Weights]:
    """The weights for each fold, fitted on the other folds: what a new article would meet."""
    return {fold: fit([row for row in rows if fold_of(row.article) != fold]) for fold in range(FOLDS)}


def odds(row: Row, weights: Weights) -> float:
    """As `telling.told`, of a row."""
    total = weights.get(BIAS, 0.0) + sum(weights.get(one, 0.0) for one in row.features)
    return max(-MOST, min(MOST, total))


def main() -> None:
    """Fit, print, and with --write store the weights."""
    rows = gather(extractor())
    folds = by_fold(rows)
    for source in ("muc", "tables"):
        articles: dict[str, list[Row]] = {}
        for row in rows:
            if row.source == source:
                articles.setdefault(row.article, []).append(row)
        chance = np.array(
            [together(odds(row, folds[fold_of(row.article)]) for row in some) for some in articles.values()]
        )
        right = np.array([any(row.right is not False for row in some) for some in articles.values()])
        low = np.sort(chance[~right])
        area = np.searchsorted(low, chance[right]).mean() / len(low)
        print(f"{source}: {len(articles)} with acts, AUC on unseen folds {area:.3f}")
    if "--write" in sys.argv:
        found = fit(rows)
        kept = sorted((key, value) for key, value in found.items() if abs(value) >= 0.01)
        stored = array("I", [key for key, _ in kept]).tobytes() + array("f", [v for _, v in kept]).tobytes()
        OUT.write_bytes(stored)
        print(f"{len(kept)} weights, {len(stored)} bytes")


if __name__ == "__main__":
    main()
