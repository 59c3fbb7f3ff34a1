"""US shootings, by article: day within one, city, killed and injured exact (victims only; null counts as 0).

The main incident (the first) is scored. Look: two thirds by id; score only: the rest. Texts under 200
characters are left out. Run: python -m benchmarks.quality.shootings [--look]; --look prints the ten worst.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from typing import Any

from benchmarks.quality.shared import VIOLENT, extract, extractor, lines, part, reliability, row
from incidents.text import fold

FIELDS = ("found", "day", "city", "state", "killed", "injured")


def best(toll: Any) -> int:
    """The number of a toll, 0 for null."""
    if not toll:
        return 0
    value = toll["best"] if toll["best"] is not None else toll["low"]
    return int(value if value is not None else toll["high"] or 0)


def words(name: str) -> str:
    """A name to compare: folded words without "the" and "county", and Saint written one way."""
    found = re.findall(r"\w+", fold(name))
    told = (word for word in found if word not in ("the", "county", "city"))
    return " ".join({"saint": "st", "ft": "fort", "mt": "mount"}.get(word, word) for word in told)


def cities(name: str) -> set[str]:
    """The names of a record's city: "Chicago (Englewood)" is right as either."""
    return {words(name)} | {words(part) for part in re.split(r"[()]", name) if part.strip()}


def judge(incidents: list[dict[str, Any]], gold: dict[str, Any]) -> dict[str, bool]:
    """The metrics of one article."""
    violent = [i for i in incidents if i["type"] in VIOLENT]
    main = violent[0] if violent else (incidents[0] if incidents else None)
    killed = gold["killed"] - gold["suspects_killed"]
    injured = gold["injured"] - gold["suspects_injured"]
    if main is None:
        return {
            "found": False,
            "day": False,
            "city": False,
            "state": False,
            "killed": killed == 0,
            "injured": injured == 0,
        }
    day = date.fromisoformat(gold["date"])
    when = main["date"]
    place = main["place"]
    return {
        "found": True,
        "day": bool(when)
        and when["precision"] == "day"
        and abs((date.fromisoformat(when["start"]) - day).days) <= 1,
        "city": bool(place) and words(place["name"]) in cities(gold["city"]),
        "state": bool(place) and words(place["admin1"] or "") == words(gold["state"]),
        "killed": best(main["killed"]) == killed,
        "injured": best(main["injured"]) == injured,
        "killed, all": best(main["killed"]) + best(main["perpetrators_killed"]) == gold["killed"],
        "current": main["status"] == "current",
        "earlier": main["status"] == "earlier",
    }


def worst(judged: list[tuple[dict[str, bool], dict[str, Any]]]) -> None:
    """Print the ten articles with most fields wrong, of those equally bad the longest, by id and headline."""
    ranked = sorted(judged, key=lambda one: (sum(one[0][field] for field in FIELDS), -len(one[1]["text"])))
    for fields, record in ranked[:10]:
        wrong = ", ".join(field for field in FIELDS if not fields[field])
        print(f"WORST {record['id']} {record['title'][:70]}: {wrong}")


def main() -> None:
    """Extract every article once and print both parts."""
    gold = {
        article: record for record in lines("shootings/incidents.jsonl") for article in record["articles"]
    }
    tool = extractor()
    only = sys.argv[1:2] == ["--look"]
    results: dict[str, list[dict[str, bool]]] = {"look": [], "score": []}
    judged: list[tuple[dict[str, bool], dict[str, Any]]] = []
    calibration: list[tuple[float, bool]] = []
    for record in lines("shootings/articles.jsonl.gz"):
        if len(record["text"]) < 200 or (only and part(record["id"]) != "look"):
            continue
        found = extract(tool, record)
        name = part(record["id"])
        results[name].append(judge(found, gold[record["id"]]))
        judged.append((results[name][-1], record))
        if found and name == "score":
            right = (
                found[0]["type"] == "shooting"
                and bool(found[0]["place"])
                and found[0]["place"]["country"] == "US"
            )
            calibration.append((found[0]["confidence"], right))
    row("shootings", list(results))
    row("articles", [str(len(rows)) for rows in results.values()])
    for field in ("found", "day", "city", "state", "killed", "injured", "killed, all", "current", "earlier"):
        row(field, [sum(r.get(field, False) for r in rows) / max(1, len(rows)) for rows in results.values()])
    if calibration:
        reliability("shootings score", calibration)
    if only:
        worst(judged)


if __name__ == "__main__":
    main()
