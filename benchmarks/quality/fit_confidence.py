"""Fit the weights of `incidents/extraction/judging/confidence.py` on the look parts and print them, rounded.

An incident is right when its type and country are (MUC, shootings), or when it lies at a placed attack
(NEREL); the sets weigh alike. How likely a story is one is taken from weights fitted without its article,
as for a new one: the stored weights know the look part. Run after `fit_opening --write`:
python -m benchmarks.quality.fit_confidence
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.quality import muc, russian
from benchmarks.quality.fit_opening import (
    Row,
    Spoken,
    balance,
    chances,
    fit,
    fitting,
    fold_of,
    gather,
    names_of,
    spoken,
)
from benchmarks.quality.shared import VIOLENT, extractor, lines, part
from incidents.article import draft_from_dict
from incidents.extraction.assemble.building import build
from incidents.extraction.assemble.chosen import likely_stories, order
from incidents.extraction.judging.confidence import signs
from incidents.gazetteer import Gazetteer
from incidents.incident import incident_to_dict
from tests.incidents.extraction import tables

Shown = tuple[dict[str, float], dict[str, Any]]


@dataclass(frozen=True)
class Unseen:
    """For each fold the weights of signs and of words that were fitted without it."""

    signs: dict[int, dict[str, float]]
    words: Spoken


def incidents_of(tool: Any, record: dict[str, Any], weights: Unseen) -> list[Shown]:
    """The signs and fields of every incident that the extractor would give, in its order."""
    told = tool.told(draft_from_dict(record))
    if told is None:
        return []
    reading, stories, namings = told
    weights.words.tell_anew(reading, stories, fold_of(record["id"]))
    likely = likely_stories(reading, stories, weights.signs[fold_of(record["id"])])
    chances_of = {id(story): chance for story, chance in likely}
    shown = []
    for number, story in enumerate(order(reading, [story for story, _ in likely])):
        chance = chances_of[id(story)]
        incident = build(reading, story, namings, main=number == 0, likely=chance)
        found = signs(incident, likely=chance, main=number == 0, lead=story.lead, shouted=reading.shouted)
        shown.append((found, incident_to_dict(incident)))
    return shown


def rows(tool: Any, weights: Unseen) -> Iterator[Row]:
    """One row an incident, from the three sets' look parts."""
    keys = {record["id"]: record["templates"] for record in lines("muc/incidents.jsonl")}
    for record in lines("muc/articles.jsonl.gz"):
        if record["id"].startswith("TST1") or part(record["id"]) != "look":
            continue
        found = [
            one
            for one in incidents_of(tool, record, weights)
            if one[1]["type"] in muc.ATTACKS and one[1]["status"] != "background"
        ]
        right = muc.score([incident for _, incident in found], keys[record["id"]], muc.empty())
        for (shown, _), is_right in zip(found, right, strict=True):
            yield Row("muc", record["id"], "look", shown, is_right, 1.0)
    for number, record in enumerate(lines("shootings/articles.jsonl.gz")):
        if number % 3 or len(record["text"]) < 200 or part(record["id"]) != "look":
            continue
        for shown, incident in incidents_of(tool, record, weights)[:1]:
            place = incident["place"]
            is_right = incident["type"] == "shooting" and bool(place) and place["country"] == "US"
            yield Row("shootings", record["id"], "look", shown, is_right, 1.0)
    yield from from_russian(tool, weights)


def from_russian(tool: Any, weights: Unseen) -> Iterator[Row]:
    """Incidents in documents with placed attacks, and false alarms in those without attack words."""
    gazetteer, codes = Gazetteer.open(), russian.by_wikidata()
    annotations = {record["id"]: record for record in lines("russian/annotations.jsonl.gz")}
    for record in lines("russian/articles.jsonl"):
        if part(record["id"]) != "look":
            continue
        wanted = russian.placed_attacks(annotations[record["id"]])
        attacked = russian.has_attack_word(annotations[record["id"]])
        for shown, incident in incidents_of(tool, record, weights):
            if incident["type"] not in VIOLENT or (attacked and not wanted):
                continue
            is_right = any(russian.recalled([incident], one, codes, gazetteer) for one in wanted)
            yield Row("russian", record["id"], "look", shown, is_right, 3.0)


def main() -> None:
    """Fit and print the weights."""
    tool = extractor()
    words = spoken(tool)
    stories = gather(tool, words)
    signs_alone = chances(fitting(stories), names_of(fitting(stories)))
    both = balance(stories, names_of(fitting(stories)), tables.judged("en"))
    table = list(rows(tool, Unseen({fold: one | both for fold, one in signs_alone.items()}, words)))
    names = sorted({name for row in table for name in row.signs})
    for name, weight in zip(["bias", *names], fit(table, names, ridge=2.0), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
