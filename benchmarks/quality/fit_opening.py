"""Fit the weights of `incidents/extraction/judging/opening.py` on the look parts; print how they do
on the others.

A story is an incident if MUC's key, NEREL's placed attacks or the shootings' records say so; it is none
in documents without one, in sport, science and entertainment, and in our traps. Ridge logistic regression
by Newton steps. How much the words of a story and of its article say against its signs is fitted on folds
that none of them has seen, in plain texts, in texts in capitals and in declined languages apart. Run after
`fit_telling --write` and `fit_topic --write`: python -m benchmarks.quality.fit_opening [--write]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality import fit_telling, fit_topic, muc, russian
from benchmarks.quality.fit_telling import FOLDS, fold_of
from benchmarks.quality.shared import VIOLENT, extractor, lines, part
from incidents.article import draft_from_dict
from incidents.extraction.acts.telling import Weights
from incidents.extraction.acts.telling import told as telling
from incidents.extraction.assemble.building import build
from incidents.extraction.judging.opening import PLAINLY, SPOKEN, manner, signs, surroundings
from incidents.extraction.judging.opening import spoken as said_by
from incidents.extraction.judging.topic import SHARED, about
from incidents.extraction.judging.worth import may_open
from incidents.extraction.reading import Reading
from incidents.extraction.stories import Story
from incidents.gazetteer import Gazetteer
from incidents.incident import incident_to_dict
from tests.incidents.extraction import tables

OUT = Path(__file__).resolve().parents[2] / "incidents" / "data" / "opening.toml"
RIDGE = (
    330.0  # on signs scaled to their spread; chosen on the look part by six-fold cross-validation by article
)
SPREAD = 0.2  # the least spread that a sign is scaled by: one that is rare must not weigh much
RARE = 8  # a sign that fewer stories bear is left out
ALL = ("en", "ru", "uk")
TABLES = 2.0  # what a story of our own texts weighs
JUDGED = 0.3  # of that, where signs are weighed against words, in tables that the rules have been mended for
# From which probability a story opens: by signs alone, one that is not violent, by signs and words.
LEAST = {
    "least": 0.30,
    "least_other": 0.75,
    "least_capitals": 0.28,
    "least_plain": 0.30,
    "least_declined": 0.35,
}
HEAD = "# Weights of incidents/extraction/judging/opening.py, by benchmarks/quality/fit_opening.py; no text."
MANNERS = ("plain", "capitals", "declined")


@dataclass(frozen=True)
class Row:
    """One story: where it is from, its signs, whether it is an incident, and what it weighs."""

    source: str
    article: str
    part: str
    signs: dict[str, float]
    right: bool
    weight: float


def is_looked_at(article: str) -> bool:
    """Whether an article is one that the weights are fitted on."""
    return part(article) == "look" and not article.startswith("TST1")


@dataclass(frozen=True)
class Spoken:
    """By fold, the weights of words that have not seen it: of acts' sentences, and of whole articles."""

    telling: dict[int, Weights]
    topic: dict[str, dict[int, Weights]]

    def tell_anew(self, reading: Reading, stories: Sequence[Story], fold: int) -> None:
        """Let the words of an article and of its acts be weighed by what has not seen them."""
        for mention in (mention for story in stories for mention in story.mentions):
            if mention.told is not None:
                mention.told = telling(mention.sentence, self.telling[fold])
        if reading.about is not None:
            language = reading.lexicon.language
            reading.about = about(reading, self.topic[SHARED.get(language, language)][fold])


def spoken(tool: Any) -> Spoken:
    """The weights of words, fitted for each fold on the others."""
    topic = {one: fit_topic.by_fold(fit_topic.gather(tool, one), one) for one in fit_topic.LANGUAGES}
    return Spoken(fit_telling.by_fold(fit_telling.gather(tool)), topic)


def candidates(
    tool: Any, record: dict[str, Any] | tables.Row, words: Spoken
) -> list[tuple[dict[str, float], dict[str, Any]]]:
    """The signs and the would-be incident of every story that may open one."""
    told = tool.told(record.draft if isinstance(record, tables.Row) else draft_from_dict(record))
    if told is None:
        return []
    reading, stories, namings = told
    if isinstance(record, tables.Row):
        words.tell_anew(reading, stories, fold_of(record.table))
    elif is_looked_at(record["id"]):
        words.tell_anew(reading, stories, fold_of(record["id"]))
    shared = surroundings(reading, stories)
    return [
        (
            shared | signs(story, reading),
            incident_to_dict(build(reading, story, namings, main=number == 0, likely=0.5)),
        )
        for number, story in enumerate(story for story in stories if may_open(story, reading, recalled=False))
    ]


def from_muc(tool: Any, words: Spoken) -> Iterator[Row]:
    """Stories that align with a template of their type are incidents; optional templates are left out."""
    keys = {record["id"]: record["templates"] for record in lines("muc/incidents.jsonl")}
    for record in lines("muc/articles.jsonl.gz"):
        name = "tst1" if record["id"].startswith("TST1") else part(record["id"])
        found = [one for one in candidates(tool, record, words) if one[1]["type"] in muc.ATTACKS]
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


def from_russian(tool: Any, words: Spoken) -> Iterator[Row]:
    """Stories at a placed attack are incidents; those of documents without a word of violence are none."""
    gazetteer, codes = Gazetteer.open(), russian.by_wikidata()
    annotations = {record["id"]: record for record in lines("russian/annotations.jsonl.gz")}
    for record in lines("russian/articles.jsonl"):
        wanted = russian.placed_attacks(annotations[record["id"]])
        peaceful = russian.mentions_none(annotations[record["id"]])
        for shown, incident in candidates(tool, record, words):
            if incident["type"] not in VIOLENT:
                continue
            if any(russian.recalled([incident], one, codes, gazetteer) for one in wanted):
                yield Row("russian", record["id"], part(record["id"]), shown, True, 4.0)
            elif not wanted and peaceful:
                yield Row("russian", record["id"], part(record["id"]), shown, False, 6.0)


def from_topics(tool: Any, words: Spoken) -> Iterator[Row]:
    """No story of sport, science, entertainment, economy or technology is an incident."""
    for record in lines("russian/topics.jsonl"):
        if record["topic"] in ("society", "other"):
            continue
        for shown, incident in candidates(tool, record, words):
            if incident["type"] in VIOLENT:
                yield Row("topics", record["id"], part(record["id"]), shown, False, 6.0)


def from_shootings(tool: Any, words: Spoken) -> Iterator[Row]:
    """The first violent story of every sixth article is an incident."""
    for number, record in enumerate(lines("shootings/articles.jsonl.gz")):
        if number % 6:
            continue
        found = candidates(tool, record, words)
        violent = [shown for shown, incident in found if incident["type"] in VIOLENT]
        if violent:
            yield Row("shootings", record["id"], part(record["id"]), violent[0], True, 0.5)


def is_history(row: tables.Row) -> bool:
    """Whether a row tells of an act as history."""
    return row.fields.get("status") == "background"


def from_tables(tool: Any, words: Spoken) -> Iterator[Row]:
    """Our own texts: the first violent story of one that expects one, all those of traps that would alarm."""
    for row in (row for language in ALL for row in tables.lessons(language)):
        violent = [one for one in candidates(tool, row, words) if one[1]["type"] in VIOLENT]
        if row.kind == "none":
            for shown, incident in violent:
                if incident["status"] != "background":
                    yield Row("tables", row.table, "look", shown, False, TABLES)
        elif row.kind in VIOLENT and not is_history(row) and violent:
            yield Row("tables", row.table, "look", violent[0][0], True, TABLES)


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


def judged() -> frozenset[str]:
    """The tables, in all languages, that the rules have been mended for."""
    return frozenset().union(*map(tables.judged, ALL))


def gather(tool: Any, words: Spoken) -> list[Row]:
    """The stories of all sets and parts; `words` are the weights of words."""
    sets = (from_muc, from_russian, from_topics, from_shootings, from_tables)
    return [row for some in sets for row in some(tool, words)]


def names_of(look: list[Row]) -> list[str]:
    """The signs that enough stories bear, in alphabetical order."""
    borne = Counter(name for row in look for name in row.signs if row.signs[name])
    return sorted(name for name, count in borne.items() if count >= RARE and name not in (*SPOKEN, PLAINLY))


def fitting(rows: list[Row]) -> list[Row]:
    """The rows that the weights are fitted on: those of the look parts, and ours."""
    return [row for row in rows if row.part == "look"]


def balance(rows: list[Row], names: list[str], judged: frozenset[str]) -> dict[str, float]:
    """What signs and words weigh together, in each manner of text: fitted on what none of their weights has
    seen. Rows of `judged` tables weigh little: the rules have been mended for them, so that hardly a trap
    of theirs is left to learn of.
    """
    folds = chances(fitting(rows), names)
    both: dict[str, list[Row]] = {name: [] for name in MANNERS}
    for row in fitting(rows):
        kind = manner(row.signs)
        if kind:
            weights = folds[fold_of(row.article)]
            total = weights["bias"] + sum(weights.get(n, 0.0) * v for n, v in row.signs.items())
            said = said_by(row.signs)
            weight = row.weight * (JUDGED if row.article in judged else 1.0)
            both[kind].append(replace(row, signs={"signs": total, **said}, weight=weight))
    found = {}
    for kind, some in both.items():
        columns = sorted(some[0].signs)
        weights_of = fit(some, columns, ridge=1.0)
        found |= {
            f"{kind} {name}": float(one) for name, one in zip(["bias", *columns], weights_of, strict=True)
        }
    return found


def main() -> None:
    """Fit, print, and with --write store the weights."""
    tool = extractor()
    rows = gather(tool, spoken(tool))
    names = names_of(fitting(rows))
    weights = fit(fitting(rows), names)
    both = balance(rows, names, judged())
    print({name: round(weight, 3) for name, weight in both.items()})
    for source in ("muc", "russian", "topics"):
        for name in ("look", "score", "tst1"):
            some = [row for row in rows if (row.source, row.part) == (source, name)]
            if some:
                print(f"{source:<10} {name:<6} {len(some):>5} stories, AUC {area(some, names, weights):.3f}")
    if "--write" in sys.argv:
        named = zip(["bias", *names], weights, strict=True)
        kept = [f"{name} = {least:.2f}" for name, least in LEAST.items()]
        kept += [f'"{name}" = {weight:.3f}' for name, weight in named if abs(weight) >= 0.005]
        kept += [f'"{name}" = {weight:.3f}' for name, weight in both.items()]
        OUT.write_text("\n".join([HEAD, "[weights]", *kept]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
