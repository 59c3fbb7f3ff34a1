"""Fit the weights of likeness by logistic regression: on the look part of the shootings and invented news.

The shootings have one language, one kind of act, and towns full of alike ones; the invented streams
(`tests/incidents/stream`, drawn anew for this) are short of words and rich in places, groups and languages.
Each keeps the weights from being true of the other only. Main incidents are joined as the gold says, so that
each is judged against what is truly known. It prints what would become of each report by weights fitted on
the other four fifths of the incidents; `--write` puts those fitted on all where resolution reads them.
Run: python -m benchmarks.quality.weights [--cache FILE] [--ridge R] [--show] [--write]
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from benchmarks.quality.clustering import SHORT, Article, read
from benchmarks.quality.memory import Memory
from benchmarks.quality.shared import extractor, lines, part
from incidents.duplicates import origin_of
from incidents.extraction import Extractor
from incidents.incident import KnownIncident, Report
from incidents.resolution import fuse, key_words, neighbourhood, rank, weights
from incidents.resolution.verdict import incident_id
from tests.incidents.stream.news import articles, varied

FOLDS = 5
STREAMS = (11, 12, 13)
Sums = dict[str, float]  # of a candidate: how much there is of each sign


@dataclass(frozen=True)
class Judged:
    """One report with its candidates: of each its signs, and whether it is the right one."""

    identity: str
    known: bool
    candidates: list[tuple[Sums, bool]]

    @property
    def fold(self) -> int:
        return int(sha256(f"fold {self.identity}".encode()).hexdigest(), 16) % FOLDS


def judged(stream: Iterable[Article], gold: dict[str, str], *, all_: bool = False) -> Iterable[Judged]:
    """Each main incident of the look part (or of `all_`) with its candidates, in the order of the stream."""
    memory, owner = Memory(bridging=False), {}
    for name, draft, seen in stream:
        identity = gold.get(name)
        if identity is None or not seen or draft.published is None:
            continue
        main, origin = seen[0], origin_of(draft.content_hash())
        words = key_words(draft, main)
        asked = neighbourhood(main, draft, words, draft.published, memory.rarity())
        mine = owner.get(identity)
        if all_ or part(identity) == "look":
            scores = rank(main, draft, words, memory.near(asked), origin=origin, rarity=memory.rarity())
            candidates = []
            for score in scores:
                sums: Sums = {}
                for p in score.parts:
                    sums[p.key] = sums.get(p.key, 0.0) + p.amount
                candidates.append((sums, score.known.incident_id == mine))
            yield Judged(identity, mine is not None, candidates)
        if mine is not None:
            known, _ = fuse(memory.known[mine], main, draft, words, draft.published, origin)
            memory.save(known)
        else:
            new = incident_id(draft, 0)
            report = Report(draft.url, draft.source, draft.published, origin)
            memory.save(KnownIncident(new, main, draft.published, draft.published, (report,), words=words))
            owner[identity] = new
        memory.settle(draft, seen[1:], origin)


def invented_news(tool: Extractor) -> Iterable[Judged]:
    """The same of streams that are told as the one of the tests, of other places, days and people."""
    for seed in STREAMS:
        told = articles(varied(seed))
        gold = {draft.id or "": name for name, draft in told}
        yield from judged([(d.id or "", d, tool.extract(d)) for _, d in told], gold, all_=True)


# What one would say without any data: where the data say little, this stays.
PRIOR = {
    "any": -4.0,
    "other country": -6.0,
    "other division": -4.0,
    "namesake": -2.0,
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
    "same kind": 0.5,
    "near kind": 0.2,
    "other kind": -4.5,
    "loose kind": -0.1,
    "same group": 1.5,
    "other group": -2.5,
    "same target": 0.4,
    "other target": -1.2,
    "same text": 2.5,
    "same page": 3.0,
    "words across": 25.0,
    "names": 0.2,
    "ages": 0.5,
    "crowd": -0.7,
    "place not named": -8.0,
    "place not named, same names": -3.0,
    "place not named, same people": -1.0,
    "only named there, same people": -0.5,
    "news after report, same people": -1.0,
    "people 1": 2.0,
    "people 2": 2.5,
    "people more": 3.0,
    "other people": -1.0,
    "told as background": 0.8,
    "told as earlier": 0.4,
    "only named there, same names": -1.5,
    "news after report, same names": -2.0,
    "town not named": -1.0,
    "only named there": -3.0,
    "news after report": -6.0,
    "only words": -2.2,
    "happened after report": 0.0,
    "day of aftermath": -0.8,
    "news hours later": -4.0,
    "seldom two in a day": 2.5,
    "other site of a bomb": -3.0,
    "neighbour not named": -3.5,
    "other kind, same target": -1.5,
}
# Neither stream says enough of these: the prior stays.
NOT_FITTED = (
    "same kind",
    "near kind",
    "loose kind",
    "same target",
    "other target",
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
    "news hours later",
    "seldom two in a day",
    "other site of a bomb",
    "neighbour not named",
    "other kind, same target",
)
NO_SIGN = ("", "actors unknown", "other text", "targets unknown", "weapon unknown")


def fit(data: Iterable[Judged], ridge: float) -> Sums:
    """Weights by key: Newton's method on the likelihood, with a ridge towards `PRIOR`."""
    pairs = [pair for report in data for pair in report.candidates]
    keys = sorted({key for sums, _ in pairs for key in sums} - set(NOT_FITTED) - set(NO_SIGN))
    matrix, given = np.zeros((len(pairs), len(keys))), np.zeros(len(pairs))
    index = {key: i for i, key in enumerate(keys)}
    for row, (sums, _) in enumerate(pairs):
        for key, amount in sums.items():
            if key in index:
                matrix[row, index[key]] = amount
            elif key in NOT_FITTED:
                given[row] += PRIOR[key] * amount
    label = np.array([right for _, right in pairs], dtype=float)
    prior = np.array([PRIOR.get(key, 0.0) for key in keys])
    penalty = ridge * np.diag(np.maximum(matrix, 1e-3).max(axis=0) ** 2)
    fitted = prior.copy()
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ fitted + given, -30, 30)))
        gradient = matrix.T @ (label - chance) - penalty @ (fitted - prior)
        hessian = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + penalty
        step = np.linalg.solve(hessian, gradient)
        fitted += np.clip(step, -4, 4)
        if np.abs(step).max() < 1e-4:
            break
    return {key: PRIOR[key] for key in NOT_FITTED} | {k: float(w) for k, w in zip(keys, fitted, strict=True)}


def became(data: Iterable[Judged], fitted: Sums, enough: float = 0.0) -> Counter[str]:
    """What would become of each report if all before it had been joined as the gold says."""
    counts: Counter[str] = Counter()
    for report in data:
        totals = [
            (sum(fitted.get(key, 0.0) * amount for key, amount in sums.items()), right)
            for sums, right in report.candidates
        ]
        total, right = max(totals, default=(-9.0, False))
        if total < enough:
            counts["missed" if report.known else "opened"] += 1
        else:
            counts["joined" if right else "joined another" if report.known else "joined, though new"] += 1
    return counts


def write(fitted: Sums) -> None:
    """Put the weights in place of those of the package, in their order; new ones come last."""
    path = Path(weights.__file__)
    order = {key: i for i, key in enumerate(weights.WEIGHTS)}
    known = {key: fitted.get(key, old) for key, old in weights.WEIGHTS.items()} | fitted
    body = "".join(
        f'    "{key}": {value:.2f},\n'
        for key, value in sorted(known.items(), key=lambda i: order.get(i[0], 999))
    )
    source = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"(?s)(WEIGHTS: dict\[str, float\] = \{\n).*?(?=\}\n)", lambda m: m[1] + body, source),
        encoding="utf-8",
    )


def main() -> None:
    """Print the errors of the folds, and the weights fitted on all."""
    options = argparse.ArgumentParser()
    options.add_argument("--cache", type=Path)
    options.add_argument("--ridge", type=float, default=1.0)
    options.add_argument("--write", action="store_true")
    options.add_argument("--show", action="store_true")
    given = options.parse_args()
    gold = {a: g["incident_id"] for g in lines("shootings/incidents.jsonl") for a in g["articles"]}
    news = list(judged((a for a in read(given.cache) if len(a[1].text) >= SHORT), gold))
    ours = list(invented_news(extractor()))
    by_fold = [fit((r for r in news + ours if r.fold != fold), given.ridge) for fold in range(FOLDS)]
    for name, data in (("shootings", news), ("invented", ours)):
        lost = sum(report.known and not any(right for _, right in report.candidates) for report in data)
        print(f"{name}: {len(data)} reports, the right incident is not among the candidates of {lost}")
        print("as it is:", dict(sorted(became(data, weights.WEIGHTS).items())))
        for enough in (-1.0, 0.0):
            counts = sum((became([r], by_fold[r.fold], enough) for r in data), Counter[str]())
            print(f"by folds, {enough} or more joins:", dict(sorted(counts.items())))
    fitted = fit(news + ours, given.ridge)
    if given.show:
        for key, weight in sorted(fitted.items()):
            print(f'    "{key}": {weight:.2f},')
    if given.write:
        write(fitted)


if __name__ == "__main__":
    main()
