"""Russian news (NEREL): are the mentions of places found, and resolved to the right country, division and
town.

A gold mention is found when a located span overlaps it; it is right when the codes agree by Wikidata id
(countries and divisions), or the town is one that bears the linked item's base name. Precision: located spans
(adjectives left out) that overlap some gold place. Run: python -m benchmarks.quality.places_russian [--errors
N]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import Any

from benchmarks.quality.russian import by_wikidata
from benchmarks.quality.shared import f1, lines, part, ratio, row
from incidents.extraction.places import Located, locate
from incidents.gazetteer import Gazetteer

LEVELS = {"CITY": "city", "STATE_OR_PROVINCE": "admin-1", "COUNTRY": "country"}
PLACES = {*LEVELS, "DISTRICT", "LOCATION", "FACILITY", "NATIONALITY"}


def overlapping(entity: dict[str, Any], located: list[Located]) -> list[Located]:
    return [one for one in located if one.start < entity["end"] and one.end > entity["start"]]


def right(
    entity: dict[str, Any], found: list[Located], codes: dict[str, str], gazetteer: Gazetteer
) -> bool | None:
    """Whether one of the located spans is the linked thing; None where that cannot be told."""
    if entity["type"] == "CITY":
        meant = {entry.geonameid for entry in gazetteer.entries(entity["label"] or "") if entry.geonameid}
        return any(one.place.geonameid in meant for one in found) if meant else None
    code = codes.get(entity["wikidata"])
    if code is None:
        return None
    if entity["type"] == "COUNTRY":
        return any(one.place.country == code and one.place.precision == "country" for one in found)
    return any(one.place.admin1_code == code for one in found)


def score(
    record: dict[str, Any],
    text: str,
    located: list[Located],
    codes: dict[str, str],
    gazetteer: Gazetteer,
    show: bool,
) -> Counter[str]:
    """Counts of one document."""
    count: Counter[str] = Counter()
    for entity in record["entities"]:
        level = LEVELS.get(entity["type"])
        if level is None or entity.get("segments"):
            continue
        found = overlapping(entity, located)
        count[f"{level} possible"] += 1
        count[f"{level} found"] += bool(found)
        if entity.get("wikidata"):
            verdict = right(entity, found, codes, gazetteer)
            if verdict is not None:
                count[f"{level} linked"] += 1
                count[f"{level} right"] += verdict
            if show and not verdict:
                names = [
                    (one.place.name, one.place.admin1_code or one.place.country, one.kind) for one in found
                ]
                told = "wrong" if verdict is False else "unlinked"
                print("MISSED", level, entity["text"], entity["label"], told, names, sep="\t")
    spans = [(e["start"], e["end"]) for e in record["entities"] if e["type"] in PLACES]
    for one in located:
        if one.kind == "demonym":
            continue
        hit = any(start < one.end and end > one.start for start, end in spans)
        count["located"] += 1
        count["located right"] += hit
        if show and not hit:
            around = text[max(0, one.start - 30) : one.end + 30].replace("\n", " ")
            print(f"FALSE\t{text[one.start : one.end]}\t{one.place.name}\t{one.score}\t{around}")
    return count


def main() -> None:
    """Locate in every document and print both parts."""
    gazetteer, codes = Gazetteer.open(), by_wikidata()
    show = "--errors" in sys.argv
    annotations = {record["id"]: record for record in lines("russian/annotations.jsonl.gz")}
    counts: dict[str, Counter[str]] = {"look": Counter(), "score": Counter()}
    spent = characters = 0.0
    for article in lines("russian/articles.jsonl"):
        began = time.perf_counter()
        located = [one for one in locate("", article["text"], "ru", gazetteer) if one.where == "text"]
        spent += time.perf_counter() - began
        characters += len(article["text"])
        name = part(article["id"])
        record = annotations[article["id"]]
        counts[name] += score(record, article["text"], located, codes, gazetteer, show and name == "look")
    row("russian, mentions of places", list(counts))
    for level in LEVELS.values():
        row(f"{level}: recall", [ratio(c[f"{level} found"], c[f"{level} possible"]) for c in counts.values()])
        row(
            f"{level}: right of linked",
            [ratio(c[f"{level} right"], c[f"{level} linked"]) for c in counts.values()],
        )
    row("precision of located spans", [f1(c["located right"], c["located"], 1)[0] for c in counts.values()])
    print(f"{1000 * spent / (characters / 1200):.2f} ms for 1,200 characters")


if __name__ == "__main__":
    main()
