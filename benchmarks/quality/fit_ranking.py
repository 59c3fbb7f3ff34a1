"""Fit the weights of `incidents/extraction/ranking.py` on the look parts, and print how well they choose.

A day is right if the record of a shooting has it (or one beside it), or MUC's key does; a number of
hurt if it is the record's or the key's; a scene if the record's town and state, or the key's finest place,
bear its name. Conditional logit with a ridge penalty by Newton steps.
Cross-validated over five folds of the look parts; the score parts are not read.
Run: python -m benchmarks.quality.fit_ranking [--write KIND …]
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from benchmarks.quality import muc, shootings
from benchmarks.quality.shared import extractor, lines, part
from incidents.article import Draft, draft_from_dict
from incidents.extraction.assemble.building import build
from incidents.extraction.assemble.chosen import likely_stories, order
from incidents.extraction.harm.tally import proposals, told_of
from incidents.extraction.reading import Reading
from incidents.extraction.scene import before_country, by_rules
from incidents.extraction.scene.countries import countries
from incidents.extraction.scene.countries import signs as signs_of_country
from incidents.extraction.scene.signs import signs as signs_of_scene
from incidents.extraction.scene.whereabouts import candidates as candidates_of_scene
from incidents.extraction.stories import Story
from incidents.extraction.timing.days import Dated, act_day, candidates, signs
from incidents.incident import Place, incident_to_dict
from tests.incidents.extraction import tables
from tests.incidents.extraction.test_sentences import plain

OUT = Path(__file__).resolve().parents[2] / "incidents" / "data" / "ranking.toml"
RIDGE = {"day": 3.0, "injured": 3.0, "scene": 5.0, "country": 2.0, "story": 3.0}
FOLDS = 5


@dataclass(frozen=True)
class Choice:
    """The candidates of one choice: their signs, and which are right; `kind` is what is chosen, `event` what
    the article is about.
    """

    kind: str
    source: str
    event: str
    signs: list[dict[str, float]]
    right: list[bool]
    weight: float = 1.0

    @property
    def fold(self) -> int:
        """Articles of one event share a fold, so that none is judged by weights that know another."""
        return crc32(self.event.encode()) % FOLDS


@dataclass(frozen=True)
class Told:
    """A story of an article, as the extractor orders them."""

    reading: Reading
    story: Story
    main: bool
    taken: frozenset[int] = frozenset()


def stories(tool: Any, draft: Draft) -> tuple[list[Told], list[dict[str, Any]]]:
    """The stories that become incidents, and the incidents."""
    told = tool.told(draft)
    if told is None:
        return [], []
    reading, found, namings = told
    likely = likely_stories(reading, found)
    if not likely:
        return [], []
    ordered = order(reading, [story for story, _ in likely])
    shown = [
        incident_to_dict(build(reading, story, namings, main=number == 0, likely=0.5))
        for number, story in enumerate(ordered)
    ]
    acts = [{mention.sentence.index for mention in story.mentions} for story in ordered]
    taken = [frozenset(set().union(*acts) - own) for own in acts]
    return [Told(reading, story, number == 0, taken[number]) for number, story in enumerate(ordered)], shown


def choice_of_day(told: Told, first: date, last: date, source: str, event: str) -> Choice | None:
    """The days of a story; right are those inside `first` to `last`, else those one day beside, else coarser
    ones that hold it.
    """
    found = candidates(told.reading, told.story, main=told.main)
    if not found:
        return None
    for precisions, slack in ((("day",), 0), (("day",), 1), (("week", "month"), 0), (("year",), 0)):
        right = [one.day.when.precision in precisions and near(one, first, last, slack) for one in found]
        if any(right):
            rows = signs(found, told.reading, told.story, main=told.main)
            return Choice("day", source, event, rows, right)
    return None


def best(toll: Any) -> int | None:
    """The number of a key's toll; None where it gives none."""
    return toll["best"] if toll else None


def choices_of_toll(
    told: Told, killed: int | None, injured: int | None, source: str, event: str
) -> Iterator[Choice]:
    """The numbers of hurt that the article proposes; 0 is right where nobody is told of."""
    day = act_day(told.reading, told.story, main=told.main)
    when = day.day.when if day else None
    known = told_of(told.reading, told.story, main=told.main, when=when, taken=told.taken)
    if injured is not None:
        found = proposals("injured", known, killed or 0)
        right = [one.best == injured for one in found]
        if any(right) and len(found) > 1:
            yield Choice("injured", source, event, [one.signs for one in found], right)


def choice_of_scene(told: Told, right: Callable[[Place], bool], source: str, event: str) -> Iterator[Choice]:
    """The places of a main story, where the rules choose one and any is right."""
    rule = by_rules(told.reading, told.story, main=True, taken=told.taken)
    found = candidates_of_scene(told.reading, rule, told.story)
    fitting = [right(one.place) for one in found]
    if rule is not None and any(fitting) and len(found) > 1:
        rows = signs_of_scene(found, told.reading, told.story, rule, told.taken)
        yield Choice("scene", source, event, rows, fitting)


def choice_of_country(told: Told, right: str, source: str, event: str) -> Iterator[Choice]:
    """The countries that an article names, where the rules choose a place of a story and one is right."""
    chosen = before_country(told.reading, told.story, main=told.main, taken=told.taken)
    found = countries(told.reading)
    fitting = [one.code == right for one in found]
    if chosen is not None and any(fitting) and len(found) > 1:
        yield Choice(
            "country", source, event, signs_of_country(found, told.reading, told.story, chosen), fitting
        )


def near(one: Dated, first: date, last: date, slack: int) -> bool:
    """Whether a day, or the span of a coarser date, touches the days that are right."""
    when = one.day.when
    return (first - when.end).days <= slack and (when.start - last).days <= slack


def from_shootings(tool: Any) -> Iterator[Choice]:
    """The main story of each article of the look part."""
    gold = {a: record for record in lines("shootings/incidents.jsonl") for a in record["articles"]}
    for record in lines("shootings/articles.jsonl.gz"):
        if len(record["text"]) < 200 or part(record["id"]) != "look":
            continue
        told, _ = stories(tool, draft_from_dict(record))
        record = gold[record["id"]]
        day, event = date.fromisoformat(record["date"]), record["incident_id"]
        yield from filter(None, [choice_of_day(one, day, day, "shootings", event) for one in told[:1]])
        killed = record["killed"] - record["suspects_killed"]
        injured = record["injured"] - record["suspects_injured"]
        for one in told[:1]:
            yield from choices_of_toll(one, killed, injured, "shootings", event)
            yield from choice_of_scene(one, partial(_in_town, record=record), "shootings", event)


def _in_town(place: Place, record: dict[str, Any]) -> bool:
    """Whether a place is the town of a record of a shooting."""
    state = shootings.words(place.admin1 or "") == shootings.words(record["state"])
    return state and shootings.words(place.name) in shootings.cities(record["city"])


def _in_template(place: Place, template: dict[str, Any]) -> bool:
    """Whether a place is the finest of a MUC key's."""
    shown = {"name": place.name, "admin1": place.admin1, "precision": place.precision}
    return muc.place_right({"place": shown}, template) is True


def from_muc(tool: Any) -> Iterator[Choice]:
    """The stories that align with a template."""
    keys = {record["id"]: record["templates"] for record in lines("muc/incidents.jsonl")}
    for record in lines("muc/articles.jsonl.gz"):
        if record["id"].startswith("TST1") or part(record["id"]) != "look":
            continue
        told, shown = stories(tool, draft_from_dict(record))
        templates = keys[record["id"]]
        for number, at in muc.align(shown, templates):
            when = templates[at]["date"]
            if when and when["start"] and muc.kind(shown[number]) == templates[at]["type"]:
                first, last = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
                yield from filter(None, [choice_of_day(told[number], first, last, "muc", record["id"])])
            killed, injured = (best(templates[at][name]) for name in ("killed", "injured"))
            if templates[at]["country"] and muc.kind(shown[number]) == templates[at]["type"]:
                yield from choice_of_country(told[number], templates[at]["country"], "muc", record["id"])
            if muc.kind(shown[number]) == templates[at]["type"]:
                yield from choices_of_toll(told[number], killed, injured, "muc", record["id"])
                if told[number].main:
                    fits = partial(_in_template, template=templates[at])
                    yield from choice_of_scene(told[number], fits, "muc", record["id"])


def from_tables(tool: Any) -> Iterator[Choice]:
    """The scenes and the hurt of our own reports, which are of all the world, and count twice."""
    everything = [row for language in ("en", "ru", "uk") for row in tables.rows(language)]
    known = [row for row in (*everything, *tables.scenes()) if {"place", "injured"} & row.fields.keys()]
    for number, row in enumerate(known):
        told, _ = stories(tool, row.draft)
        for one in told[:1]:
            event = f"table {number}"
            for choice in (*_table_scene(one, row, event), *_table_hurt(one, row, event)):
                yield replace(choice, weight=2.0)
    yield from _table_countries(tool)


def _table_scene(told: Told, row: tables.Row, event: str) -> Iterator[Choice]:
    if "place" in row.fields:
        fits = partial(_called, name=row.fields["place"])
        yield from choice_of_scene(told, fits, "tables", event)


def _table_countries(tool: Any) -> Iterator[Choice]:
    """The countries of all our own reports; those of one table are of one hand."""
    for row in (row for language in ("en", "ru", "uk") for row in tables.lessons(language)):
        if "country" in row.fields:
            told, _ = stories(tool, row.draft)
            for one in told[:1]:
                yield from choice_of_country(one, row.fields["country"], "tables", row.table)


def _table_hurt(told: Told, row: tables.Row, event: str) -> Iterator[Choice]:
    """The hurt of a row; a range is none of the numbers that are proposed."""
    injured = row.fields.get("injured", "").rstrip("+")
    if injured == "-" or injured.isdigit():
        killed = row.fields.get("killed", "").rstrip("+")
        dead = int(killed) if killed.isdigit() else 0
        yield from choices_of_toll(told, dead, 0 if injured == "-" else int(injured), "tables", event)


def _called(place: Place, name: str) -> bool:
    """Whether a place's name holds the words of a table's."""
    return plain(name) <= plain(place.name)


def fit(choices: Sequence[Choice], names: Sequence[str]) -> Any:
    """The weights of a conditional logit in which any right candidate will do."""
    ridge = RIDGE[choices[0].kind]
    place = {name: number for number, name in enumerate(names)}
    signs_of = [table(choice, place) for choice in choices]
    rights = [np.array(choice.right) for choice in choices]
    weights = np.zeros(len(names))
    for _ in range(30):
        slope, bend = ridge * weights, ridge * np.eye(len(names))
        for rows, right, choice in zip(signs_of, rights, choices, strict=True):
            chance = softmax(rows @ weights)
            wanted = chance * right / max(1e-9, float((chance * right).sum()))
            slope += choice.weight * (rows.T @ (chance - wanted))
            mean = rows.T @ chance
            bend += choice.weight * ((rows.T * chance) @ rows - np.outer(mean, mean))
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 0.002:
            break
    return weights


def table(choice: Choice, place: dict[str, int]) -> Any:
    """Candidates by signs."""
    rows = np.zeros((len(choice.signs), len(place)))
    for number, row in enumerate(choice.signs):
        for name, value in row.items():
            if name in place:
                rows[number, place[name]] = value
    return rows


def softmax(scores: Any) -> Any:
    shares = np.exp(scores - scores.max())
    return shares / shares.sum()


def named(choices: Sequence[Choice], least: int = 8) -> list[str]:
    """The signs that occur in at least `least` choices."""
    seen: dict[str, int] = {}
    for choice in choices:
        for name in {name for row in choice.signs for name, value in row.items() if value}:
            seen[name] = seen.get(name, 0) + 1
    return sorted(name for name, times in seen.items() if times >= least)


def share(choices: Sequence[Choice], names: Sequence[str], weights: Any) -> dict[str, float]:
    """How often the likeliest candidate is right, by source."""
    place = {name: number for number, name in enumerate(names)}
    hits: dict[str, list[bool]] = {}
    for choice in choices:
        best = int(np.argmax(table(choice, place) @ weights))
        hits.setdefault(choice.source, []).append(choice.right[best])
    return {source: sum(found) / len(found) for source, found in hits.items()}


def validate(choices: Sequence[Choice]) -> None:
    """Print the share of right choices on folds that the weights have not seen."""
    shares: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        seen = [choice for choice in choices if choice.fold != fold]
        unseen = [choice for choice in choices if choice.fold == fold]
        names = named(seen)
        for source, value in share(unseen, names, fit(seen, names)).items():
            shares.setdefault(source, []).append(value)
    for source, values in shares.items():
        print(f"{source:<10} right on unseen folds {sum(values) / len(values):.3f}")


def main() -> None:
    """Fit each kind of choice, or those named after --write, which are stored, and print."""
    tool = extractor()
    wanted = sys.argv[2:] if sys.argv[1:2] == ["--write"] else []
    choices = [*from_shootings(tool), *from_muc(tool), *from_tables(tool)]
    stored = tomllib.loads(OUT.read_text(encoding="utf-8"))
    for kind in wanted or sorted({choice.kind for choice in choices}):
        some = [choice for choice in choices if choice.kind == kind]
        print(f"{kind}: {len(some)} choices")
        validate(some)
        if kind in wanted:
            names = named(some)
            stored[kind] = dict(zip(names, map(float, fit(some, names)), strict=True))
    if wanted:
        OUT.write_text(written(stored), encoding="utf-8")


def written(stored: dict[str, dict[str, float]]) -> str:
    """The file of weights; those next to nothing are left out."""
    parts = ["# Weights of incidents/extraction/ranking.py, by benchmarks/quality/fit_ranking.py; no text.\n"]
    for kind, weights in stored.items():
        lines_of = [f'"{name}" = {weight:.2f}' for name, weight in weights.items() if abs(weight) >= 0.01]
        name = kind if kind.isalpha() else f'"{kind}"'
        parts.append("\n".join([f"[{name}]", *lines_of, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    main()
