"""Fit the weights of `incidents/extraction/opening.py` on the look parts, and print how they do on the
others.

A story is an incident if MUC's key, NEREL's placed attacks or the shootings' records say so; it is none in
documents without one and in sport, science and entertainment. Ridge logistic regression by Newton steps.
Run: python -m benchmarks.quality.fit_opening [--write]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality import muc, russian
from benchmarks.quality.shared import VIOLENT, extractor, lines, part
from incidents.article import draft_from_dict
from incidents.extraction.assemble import build
from incidents.extraction.opening import signs, surroundings
from incidents.extraction.stories import may_open
from incidents.gazetteer import Gazetteer
from incidents.incident import incident_to_dict

OUT = Path(__file__).resolve().parents[2] / "incidents" / "data" / "opening.toml"
RIDGE = (
    330.0  # on signs scaled to their spread; chosen on the look part by six-fold cross-validation by article
)
SPREAD = 0.2  # the least spread that a sign is scaled by: one that is rare must not weigh much
RARE = 8  # a sign that fewer stories bear is left out
FOLDS = 6
LEAST, LEAST_OTHER = 0.27, 0.50


@dataclass(frozen=True)
class Row:
    """One story: where it is from, its signs, whether it is an incident, and what it weighs."""

    source: str
    article: str
    part: str
    signs: dict[str, float]
    right: bool
    weight: float


def candidates(tool: Any, record: dict[str, Any]) -> list[tuple[dict[str, float], dict[str, Any]]]:
    """The signs and the would-be incident of every story that may open one."""
    told = tool.told(draft_from_dict(record))
    if told is None:
        return []
    reading, stories, namings = told
    shared = surroundings(reading, stories)
    return [
        (
            shared | signs(story, reading),
            incident_to_dict(build(reading, story, namings, main=number == 0, likely=0.5)),
        )
        for number, story in enumerate(story for story in stories if may_open(story))
    ]


def from_muc(tool: Any) -> Iterator[Row]:
    """Stories that align with a template of their type are incidents; optional templates are left out."""
    keys = {record["id"]: record["templates"] for record in lines("muc/incidents.jsonl")}
    for record in lines("muc/articles.jsonl.gz"):
        name = "tst1" if record["id"].startswith("TST1") else part(record["id"])
        found = [one for one in candidates(tool, record) if one[1]["type"] in muc.ATTACKS]
        templates = keys[record["id"]]
        aligned = dict(muc.align([incident for _, incident in found], templates))
        for number, (shown, incident) in enumerate(found):
            template = templates[aligned[number]] if number in aligned else None
            if template and template["optional"]:
                continue
            yield Row(
                "muc",
                record["id"],
                name,
                shown,
                bool(template) and muc.kind(incident) == template["type"],
                1.0,
            )


def from_russian(tool: Any) -> Iterator[Row]:
    """Stories at a placed attack are incidents; those of documents without attack words are none."""
    gazetteer, codes = Gazetteer.open(), russian.by_wikidata()
    annotations = {record["id"]: record for record in lines("russian/annotations.jsonl.gz")}
    for record in lines("russian/articles.jsonl"):
        wanted = russian.placed_attacks(annotations[record["id"]])
        attacked = russian.has_attack_word(annotations[record["id"]])
        for shown, incident in candidates(tool, record):
            if incident["type"] not in VIOLENT:
                continue
            if any(russian.recalled([incident], one, codes, gazetteer) for one in wanted):
                yield Row("russian", record["id"], part(record["id"]), shown, True, 4.0)
            elif not wanted and not attacked:
                yield Row("russian", record["id"], part(record["id"]), shown, False, 6.0)


def from_topics(tool: Any) -> Iterator[Row]:
    """No story of sport, science, entertainment, economy or technology is an incident."""
    for record in lines("russian/topics.jsonl"):
        if record["topic"] in ("society", "other"):
            continue
        for shown, incident in candidates(tool, record):
            if incident["type"] in VIOLENT:
                yield Row("topics", record["id"], part(record["id"]), shown, False, 6.0)


def from_shootings(tool: Any) -> Iterator[Row]:
    """The first violent story of every sixth article is an incident."""
    for number, record in enumerate(lines("shootings/articles.jsonl.gz")):
        if number % 6:
            continue
        violent = [shown for shown, incident in candidates(tool, record) if incident["type"] in VIOLENT]
        if violent:
            yield Row("shootings", record["id"], part(record["id"]), violent[0], True, 0.5)


def matrix(rows: list[Row], names: list[str]) -> Any:
    """Rows by signs, the first column for the bias."""
    place = {name: number + 1 for number, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1))
    table[:, 0] = 1.0
    for number, row in enumerate(rows):
        for name, value in row.signs.items():
            if name in place:
                table[number, place[name]] = value
    return table


def fit(rows: list[Row], names: list[str], ridge: float = RIDGE) -> Any:
    """The weights, bias first. The ridge bears on signs scaled to their spread."""
    table = matrix(rows, names)
    spread = np.maximum(table.std(axis=0), SPREAD)
    spread[0] = 1.0
    table /= spread
    right = np.array([row.right for row in rows], dtype=float)
    weight = np.array([row.weight for row in rows])
    penalty = np.eye(table.shape[1]) * ridge
    penalty[0, 0] = 0.01
    found = np.zeros(table.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (weight * (chance - right)) + penalty @ found
        bend = (table * (weight * chance * (1 - chance))[:, None]).T @ table + penalty
        found -= np.linalg.solve(bend, slope)
    return found / spread


def fold_of(article: str) -> int:
    """Which of the six folds an article is in, by a part of the hash that says nothing of its part."""
    return int(sha256(article.encode()).hexdigest(), 16) // 3 % FOLDS


def chances(rows: list[Row], names: list[str], ridge: float = RIDGE) -> dict[int, dict[str, float]]:
    """The named weights for each fold, fitted on the other folds: what a new article would meet."""
    return {
        fold: dict(
            zip(
                ["bias", *names],
                fit([row for row in rows if fold_of(row.article) != fold], names, ridge),
                strict=True,
            )
        )
        for fold in range(FOLDS)
    }


def area(rows: list[Row], names: list[str], weights: Any) -> float:
    """Area under the ROC curve: how often an incident is held likelier than none."""
    chance = matrix(rows, names) @ weights
    right = np.array([row.right for row in rows])
    low = np.sort(chance[~right])
    if not right.any() or not len(low):
        return float("nan")
    return float(np.searchsorted(low, chance[right]).mean() / len(low))


def gather(tool: Any) -> list[Row]:
    """The stories of all sets and parts."""
    return [*from_muc(tool), *from_russian(tool), *from_topics(tool), *from_shootings(tool)]


def names_of(look: list[Row]) -> list[str]:
    """The signs that enough stories bear, in alphabetical order."""
    borne = Counter(name for row in look for name in row.signs if row.signs[name])
    return sorted(name for name, count in borne.items() if count >= RARE)


def main() -> None:
    """Fit, print, and with --write store the weights."""
    rows = gather(extractor())
    look = [row for row in rows if row.part == "look"]
    names = names_of(look)
    weights = fit(look, names)
    for source in ("muc", "russian", "topics"):
        for name in ("look", "score", "tst1"):
            some = [row for row in rows if (row.source, row.part) == (source, name)]
            if some:
                print(f"{source:<10} {name:<6} {len(some):>5} stories, AUC {area(some, names, weights):.3f}")
    if "--write" in sys.argv:
        head = (
            "# Weights of incidents/extraction/opening.py, by benchmarks/quality/fit_opening.py; no text.\n"
        )
        named = zip(["bias", *names], weights, strict=True)
        kept = [f'"{name}" = {weight:.3f}' for name, weight in named if abs(weight) >= 0.005]
        limits = f"least = {LEAST:.2f}\nleast_other = {LEAST_OTHER:.2f}"
        OUT.write_text("\n".join([head + "[weights]", limits, *kept]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
