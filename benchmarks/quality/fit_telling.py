"""Fit the weights of `incidents/extraction/acts/telling.py` on the look parts and our own
sentences, and print how well they do on folds.

A word weighs what the sentences that bear it teach, and what they teach of words that are like it
(`likeness`). A sentence with an act tells of one if it names what a MUC key says was hit, stands in a
report of a shooting with town or toll, or in a row of ours that expects an act; it tells of none in MUC's
articles without an incident, in those on sport, science and the like, and in our traps. Other sentences
are left out. Ridge logistic regression by accelerated gradient steps. Run: python -m
benchmarks.quality.fit_telling [--write]
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality.likeness import DIMENSIONS, vectors
from benchmarks.quality.linear import Table, logistic
from benchmarks.quality.shared import extractor, lines, part
from incidents import presets
from incidents.article import draft_from_dict
from incidents.extraction.acts import find_mentions
from incidents.extraction.acts.telling import BIAS, CAPITALS, MOST, Weights, features, hash_of, together
from incidents.extraction.reading import Reading, Sentence
from incidents.text import fold
from tests.incidents.extraction import tables

OUT = Path(__file__).resolve().parents[2] / "incidents" / "data" / "telling.en.bin"
RIDGE = 3.0  # chosen, with the other numbers, on the look part by six-fold cross-validation by article
LIKENESS = 10.0  # the ridge of the vectors of words
RARE = 4  # what fewer sentences bear is left out
FOLDS = 6
LEAST = 0.01  # what weighs less is not stored
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
    table: str = ""

    @property
    def fold(self) -> int:
        """Which of the folds it is in: a table of ours, of one manner and hand, is in one as a whole."""
        return fold_of(self.table or self.article)


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
    for row in tables.lessons(LANGUAGE):
        told = tool.told(row.draft)
        right = None if row.fields.get("status") == "background" else row.kind != "none"
        for sentence in telling(told[0]) if told else []:
            if right and not sentence.lead:
                continue  # what a whole article recalls further down is not what it reports
            yield Row("tables", row.text, frozenset(features(sentence)), right, table=row.table)


def gather(tool: Any) -> list[Row]:
    """The sentences of all sets."""
    return [row for some in (from_muc, from_shootings, from_topics, from_tables) for row in some(tool)]


def fit(rows: Sequence[Row]) -> dict[int, float]:
    """The weights by key. Every key has a weight of its own and one that it shares with the same word in the
    other kind of letters, each with the ridge (Daume 2007): what both kinds say is learnt once, and each
    may differ. Words outside capitals weigh by their vectors besides.
    """
    rows = [row for row in rows if row.right is not None]
    borne = [[*row.features, *(_shared(row, one) for one in row.features)] for row in rows]
    counts = Counter(one for some in borne for one in some)
    names = _group_names()
    left_out = {one | bit for one in names for bit in (0, _SHARED)}
    left_out |= {one ^ CAPITALS for one in left_out}
    keys = sorted(one for one, count in counts.items() if count >= RARE and one not in left_out)
    place = {key: number for number, key in enumerate(keys)}
    known, values = like(LANGUAGE)
    table = Table(
        line=np.repeat(np.arange(len(rows)), [sum(one in place for one in some) for some in borne]),
        column=np.array([place[one] for some in borne for one in some if one in place]),
        value=np.ones(sum(one in place for some in borne for one in some)),
        width=len(keys),
        dense=np.array(
            [values[[known[one] for one in row.features if one in known]].sum(axis=0) for row in rows]
        ),
    )
    penalty = np.concatenate(
        [np.where(np.array(keys) == BIAS | _SHARED, 0.01, RIDGE), np.full(DIMENSIONS, LIKENESS)]
    )
    right = np.array([row.right for row in rows], dtype=float)
    found = logistic(table, right, np.array([row.weight for row in rows]), penalty)
    own = dict(zip(keys, map(float, found[: len(keys)]), strict=True))
    words = [key & ~_SHARED for key in keys if key & _SHARED]
    weights = {
        key: own.get(key, 0.0) + own[word | _SHARED] for word in words for key in (word, word ^ CAPITALS)
    }
    for key, weight in zip(known, map(float, values[list(known.values())] @ found[len(keys) :]), strict=True):
        weights[key] = weights.get(key, 0.0) + weight
    return weights


@cache
def like(language: str) -> tuple[dict[int, int], Any]:
    """The rows of the vectors of common words, by hash, and the vectors; names of groups have none."""
    rows, values = vectors(language)
    return {key: row for key, row in rows.items() if key not in _group_names()}, values


_SHARED = 1 << 32


def _shared(row: Row, key: int) -> int:
    """The key that a word has in common with the same word in the other kind of letters."""
    return (key ^ CAPITALS if CAPITALS in row.features else key) | _SHARED


@cache
def _group_names() -> frozenset[int]:
    """The hashes of names of one word that the presets' groups bear: who it was does not say whether."""
    names = (name for group in presets.groups() for name in (group.name, *group.aliases, *group.weak))
    return frozenset(hash_of(fold(name)) for name in names if name.isalpha())


def by_fold(rows: Sequence[Row]) -> dict[int, Weights]:
    """The weights for each fold, fitted on the other folds: what a new article would meet."""
    return {fold: fit([row for row in rows if row.fold != fold]) for fold in range(FOLDS)}


def odds(row: Row, weights: Weights) -> float:
    """As `telling.told`, of a row."""
    total = sum(weights.get(one, 0.0) for one in row.features)
    return max(-MOST, min(MOST, total))


def store(path: Path, weights: Weights) -> None:
    """Write the weights that matter in the form that `telling.unpack` reads."""
    kept = sorted((key, value) for key, value in weights.items() if abs(value) >= LEAST)
    stored = array("I", [key for key, _ in kept]).tobytes() + array("f", [v for _, v in kept]).tobytes()
    path.write_bytes(stored)
    print(f"{path.name}: {len(kept)} weights, {len(stored)} bytes")


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
            [together(odds(row, folds[row.fold]) for row in some) for some in articles.values()]
        )
        right = np.array([any(row.right is not False for row in some) for some in articles.values()])
        low = np.sort(chance[~right])
        area = np.searchsorted(low, chance[right]).mean() / len(low)
        print(f"{source}: {len(articles)} with acts, AUC on unseen folds {area:.3f}")
    if "--write" in sys.argv:
        found = fit(rows)
        store(OUT, found)


if __name__ == "__main__":
    main()
