"""Fit the weights of likeness on the look part of the shootings, by logistic regression with a ridge.

Main incidents are joined as the gold says, so that each is judged against what is truly known. It prints the
weights; a person keeps what is general. Run: python -m benchmarks.quality.weights [--cache FILE]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.quality.clustering import SHORT, Article, read
from benchmarks.quality.memory import Memory
from benchmarks.quality.shared import lines, part
from incidents.duplicates import origin_of
from incidents.incident import KnownIncident, Report
from incidents.resolution import fuse, key_words, neighbourhood, rank
from incidents.resolution.verdict import incident_id

Pair = tuple[dict[str, float], bool]


def pairs(articles: list[Article], gold: dict[str, str]) -> tuple[list[Pair], list[int]]:
    """The parts of each candidate with whether it is the right one; and found, missed, opened, empty."""
    memory, owner = Memory(), {}
    collected: list[Pair] = []
    counts = [0, 0, 0, 0]
    for name, draft, seen in articles:
        identity = gold.get(name)
        if identity is None or not seen or draft.published is None:
            counts[3] += 1
            continue
        main, origin = seen[0], origin_of(draft.content_hash())
        words = key_words(draft, main)
        asked = neighbourhood(main, draft, words, draft.published, memory.rarity())
        scores = rank(main, draft, words, memory.near(asked), origin=origin, rarity=memory.rarity())
        mine = owner.get(identity)
        if part(identity) == "look":
            for score in scores:
                sums: dict[str, float] = {}
                for p in score.parts:
                    sums[p.key] = sums.get(p.key, 0.0) + p.amount
                collected.append((sums, score.known.incident_id == mine))
            hit = any(s.known.incident_id == mine for s in scores)
            counts[2 if mine is None else 0 if hit else 1] += 1
        if mine is not None:
            known, _ = fuse(memory.known[mine], main, draft, words, draft.published, origin)
            memory.save(known)
        else:
            new = incident_id(draft, 0)
            report = Report(draft.url, draft.source, draft.published, origin)
            memory.save(KnownIncident(new, main, draft.published, draft.published, (report,), words=words))
            owner[identity] = new
        memory.settle(draft, seen[1:], origin)
    return collected, counts


# What one would say without any data: where the data say little, this stays.
PRIOR = {
    "any": -4.0,
    "other country": -6.0,
    "other division": -4.0,
    "far place": -3.0,
    "within 120 km": -2.0,
    "within 12 km": 1.0,
    "same place": 2.5,
    "same division": 1.0,
    "same country": 0.3,
    "same day": 2.0,
    "same name": -1.0,
    "same killed 5": 1.4,
    "same killed 10": 2.2,
    "same killed more": 3.0,
    "same injured 5": 0.8,
    "same injured 10": 1.6,
    "same injured more": 2.4,
    "1 days apart": 1.0,
    "4 days apart": -0.5,
    "8 days apart": -1.0,
    "30 days apart": -2.0,
    "more days apart": -2.5,
    "days overlap": 0.8,
    "same kind": 1.0,
    "other kind": -4.5,
    "loose kind": -0.3,
    "same group": 1.5,
    "other group": -2.5,
    "same target": 0.5,
    "other target": -0.5,
    "same text": 2.5,
    "same page": 3.0,
    "words across": 25.0,
    "crowd": -0.7,
    "place not named": -8.0,
    "town not named": -1.0,
    "only named there": -3.0,
    "news after report": -6.0,
    "only words": -1.5,
    "happened after report": 0.0,
    "day of aftermath": -0.8,
}
# American shootings say nothing of these: the prior stays.
NOT_FITTED = (
    "place not named",
    "only words",
    "news after report",
    "happened after report",
    "same group",
    "other group",
    "same text",
    "same page",
    "words across",
    "other kind",
    "same country",
)
NO_SIGN = ("actors unknown", "other text", "targets unknown", "weapon unknown")


def fit(data: list[Pair], ridge: float) -> dict[str, float]:
    """Weights by key: Newton's method on the likelihood, with a ridge towards `PRIOR`."""
    keys = sorted({key for sums, _ in data for key in sums} - set(NOT_FITTED) - set(NO_SIGN))
    matrix = np.zeros((len(data), len(keys)))
    index = {key: i for i, key in enumerate(keys)}
    for row, (sums, _) in enumerate(data):
        for key, amount in sums.items():
            if key in index:
                matrix[row, index[key]] = amount
    label = np.array([right for _, right in data], dtype=float)
    weights = np.zeros(len(keys))
    prior = np.array([PRIOR.get(key, 0.0) for key in keys])
    penalty = ridge * np.diag(np.maximum(matrix, 1e-3).max(axis=0) ** 2)
    for _ in range(60):
        chance = 1 / (1 + np.exp(-(matrix @ weights)))
        gradient = matrix.T @ (label - chance) - penalty @ (weights - prior)
        hessian = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + penalty
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-5:
            break
    return {key: PRIOR[key] for key in NOT_FITTED} | {k: float(w) for k, w in zip(keys, weights, strict=True)}


def main() -> None:
    """Print the fitted weights beside how often each key occurred."""
    options = argparse.ArgumentParser()
    options.add_argument("--cache", type=Path)
    options.add_argument("--ridge", type=float, default=3.0)
    given = options.parse_args()
    articles = read(given.cache)
    gold = {a: g["incident_id"] for g in lines("shootings/incidents.jsonl") for a in g["articles"]}
    articles = [a for a in articles if len(a[1].text) >= SHORT]
    data, (found, missed, opened, empty) = pairs(articles, gold)
    print(f"{len(data)} pairs; right one found {found}, not found {missed}; first {opened}; none {empty}")
    weights = fit(data, given.ridge)
    for key, weight in sorted(weights.items()):
        print(f'    "{key}": {weight:.1f},')


if __name__ == "__main__":
    main()
