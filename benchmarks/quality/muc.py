"""MUC-3/4: has an incident, and micro F1 over type, country, finest place, date, organisation, any deaths.

Look: dev, two thirds. Score only: dev's other third, and tst1. Run: python -m benchmarks.quality.muc
[--look]
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from typing import Any

from benchmarks.quality.shared import VIOLENT, extract, extractor, f1, lines, part, reliability, row
from incidents import presets
from incidents.text import fold

KINDS = {
    "bombing": "BOMBING",
    "suicide_bombing": "BOMBING",
    "kidnapping": "KIDNAPPING",
    "arson": "ARSON",
    "robbery": "ROBBERY",
    "hijacking": "HIJACKING",
}
KINDS_OF_KEY = ("BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "HIJACKING")
# Clashes and raids are what MUC leaves out: fights of two armed sides.
ATTACKS = frozenset(VIOLENT) - {"clash", "raid"}
FIELDS = ("type", "country", "place", "date", "organisation", "deaths")

Figures = dict[str, Counter[str]]


def empty() -> Figures:
    """No counts yet."""
    return defaultdict(Counter)


def folded(name: str) -> str:
    """Letters and digits only, folded."""
    return " ".join(re.findall(r"\w+", fold(name)))


GROUP_NAMES = {
    group.name: [folded(n) for n in (group.name, *group.aliases, *group.weak)] for group in presets.groups()
}


def kind(incident: dict[str, Any]) -> str:
    """MUC's type."""
    return KINDS.get(incident["type"], "ATTACK")


def same_words(one: str, other: str) -> bool:
    """Whether the words of one name contain the other's."""
    a, b = set(folded(one).split()), set(folded(other).split())
    return bool(a and b) and (a <= b or b <= a)


def same_group(group: str, alternatives: list[str]) -> bool:
    """Whether a group is one of the key's alternatives, by its words or by a configured alias."""
    names = [group, *GROUP_NAMES.get(group, [])]
    return any(same_words(name, alternative) for name in names for alternative in alternatives)


def place_right(incident: dict[str, Any], template: dict[str, Any]) -> bool | None:
    """Whether the finest place is right; None where the key has none finer than the country."""
    wanted = [
        p for p in [*template["place"][1:], *template.get("place_alternatives", [])] if isinstance(p, str)
    ]
    if not wanted:
        return None
    place = incident["place"]
    if place is None or place["precision"] == "country":
        return False
    names = [place["name"], place["admin1"] or ""] if place["precision"] == "admin" else [place["name"]]
    return any(same_words(name, other) for name in names if name for other in wanted)


def day_right(incident: dict[str, Any], template: dict[str, Any]) -> bool:
    """A day is right inside the key's range; a start of null means "on or before"."""
    if incident["date"] is None or template["date"] is None:
        return False
    end = incident["date"]["end"]
    start = incident["date"]["start"]
    if incident["date"]["precision"] not in ("day",):
        return (
            bool(template["date"]["start"])
            and start <= template["date"]["end"]
            and template["date"]["start"] <= end
        )
    return (template["date"]["start"] or "0001-01-01") <= end and start <= template["date"]["end"]


def alike(incident: dict[str, Any], template: dict[str, Any]) -> tuple[int, int, int]:
    """For the alignment: type, then place, then organisation."""
    organisations = [a for o in template["organizations"] for a in o]
    return (
        int(kind(incident) == template["type"]),
        2 * int(place_right(incident, template) is True)
        + int(bool(incident["place"]) and incident["place"]["country"] == template["country"]),
        int(any(same_group(a["group"], organisations) for a in incident["attribution"])),
    )


def align(found: list[dict[str, Any]], templates: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Pairs (incident, template), best first, one to one."""
    pairs = sorted(
        ((alike(i, t), -a, -b) for a, i in enumerate(found) for b, t in enumerate(templates)), reverse=True
    )
    used_i: set[int] = set()
    used_t: set[int] = set()
    chosen = []
    for _score, a, b in pairs:
        if -a not in used_i and -b not in used_t:
            used_i.add(-a)
            used_t.add(-b)
            chosen.append((-a, -b))
    return chosen


def deaths(toll: Any) -> bool:
    """Whether a toll says that anybody died."""
    return bool(toll) and any(toll[k] for k in ("low", "best", "high"))


def score(found: list[dict[str, Any]], templates: list[dict[str, Any]], figures: Figures) -> list[bool]:
    """Add one article's counts to `figures`; say of each incident whether type and country were right."""
    right = [False] * len(found)
    pairs = align(found, templates)
    matched_t = {t for _, t in pairs}
    for i, t in pairs:
        incident, template = found[i], templates[t]
        organisations = [a for o in template["organizations"] for a in o]
        groups = [a for a in incident["attribution"] if a["basis"] != "denied"]
        place = place_right(incident, template)
        right[i] = kind(incident) == template["type"] and bool(
            incident["place"] and incident["place"]["country"] == template["country"]
        )
        rows = {
            "type": (True, True, kind(incident) == template["type"]),
            "country": (
                template["country"] is not None,
                incident["place"] is not None,
                bool(incident["place"]) and incident["place"]["country"] == template["country"],
            ),
            "place": (
                place is not None,
                bool(incident["place"]) and incident["place"]["precision"] != "country",
                place is True,
            ),
            "date": (
                template["date"] is not None,
                incident["date"] is not None,
                day_right(incident, template),
            ),
            "organisation": (
                bool(organisations),
                bool(groups),
                any(same_group(a["group"], organisations) for a in groups),
            ),
            "deaths": (
                deaths(template["killed"]),
                deaths(incident["killed"]),
                deaths(template["killed"]) and deaths(incident["killed"]),
            ),
        }
        for field, (possible, actual, correct) in rows.items():
            figures[field]["possible"] += possible
            figures[field]["actual"] += actual
            figures[field]["correct"] += correct
    spare(found, templates, pairs, matched_t, figures)
    return right


def spare(
    found: list[dict[str, Any]],
    templates: list[dict[str, Any]],
    pairs: list[tuple[int, int]],
    matched: set[int],
    figures: Figures,
) -> None:
    """Count what was missed and what was found too much."""
    used = {i for i, _ in pairs}
    for index, template in enumerate(templates):
        if index in matched or template["optional"]:
            continue
        figures["type"]["possible"] += 1
        figures["country"]["possible"] += template["country"] is not None
        figures["place"]["possible"] += len(template["place"]) > 1
        figures["date"]["possible"] += template["date"] is not None
        figures["organisation"]["possible"] += bool(template["organizations"])
        figures["deaths"]["possible"] += deaths(template["killed"])
    for index, incident in enumerate(found):
        if index in used:
            continue
        figures["type"]["actual"] += 1
        figures["country"]["actual"] += incident["place"] is not None
        figures["place"]["actual"] += bool(incident["place"]) and incident["place"]["precision"] != "country"
        figures["date"]["actual"] += incident["date"] is not None
        figures["organisation"]["actual"] += bool(incident["attribution"])
        figures["deaths"]["actual"] += deaths(incident["killed"])


def report(name: str, found: dict[str, list[dict[str, Any]]], keys: dict[str, list[dict[str, Any]]]) -> None:
    """Print the figures of one part."""
    figures = empty()
    has = Counter[str]()
    calibration: list[tuple[float, bool]] = []
    for identity, incidents in found.items():
        templates = keys[identity]
        if templates and all(template["optional"] for template in templates):
            continue
        has["positive"] += bool(templates)
        has["said"] += bool(incidents)
        has["both"] += bool(templates) and bool(incidents)
        right = score(incidents, templates, figures)
        calibration.extend((i["confidence"], r) for i, r in zip(incidents, right, strict=True))
    print(f"== {name}: {len(found)} articles, {sum(map(len, found.values()))} incidents,", end=" ")
    print(f"{sum(len(keys[identity]) for identity in found)} templates")
    row("", ("P", "R", "F1"))
    row("has an incident", f1(has["both"], has["said"], has["positive"]))
    for field in FIELDS:
        one = figures[field]
        row(field, f1(one["correct"], one["actual"], one["possible"]))
    total = sum(figures.values(), Counter[str]())
    row("all fields (micro)", f1(total["correct"], total["actual"], total["possible"]))
    if calibration:
        reliability(name, calibration)


def confusion(found: dict[str, list[dict[str, Any]]], keys: dict[str, list[dict[str, Any]]]) -> None:
    """Print the key's types by row, ours by column; what has no partner is under "none"."""
    count = Counter[tuple[str, str]]()
    for identity, incidents in found.items():
        templates = keys[identity]
        pairs = align(incidents, templates)
        count.update((templates[t]["type"], kind(incidents[i])) for i, t in pairs)
        used_i, used_t = {i for i, _ in pairs}, {t for _, t in pairs}
        count.update(
            (t["type"], "none") for n, t in enumerate(templates) if n not in used_t and not t["optional"]
        )
        count.update(("none", kind(i)) for n, i in enumerate(incidents) if n not in used_i)
    names = ["ATTACK", *KINDS_OF_KEY, "none"]
    row("key \\ found", names)
    for wanted in names:
        row(wanted, [str(count[wanted, ours]) for ours in names])


WORST = 10


def worst(found: dict[str, list[dict[str, Any]]], keys: dict[str, list[dict[str, Any]]]) -> None:
    """Print the articles with most fields wrong: those of the key that are not told right, and those told
    that the key has not.
    """
    wrong: Counter[str] = Counter()
    for identity, incidents in found.items():
        figures = empty()
        score(incidents, keys[identity], figures)
        total = sum(figures.values(), Counter[str]())
        wrong[identity] = total["possible"] + total["actual"] - 2 * total["correct"]
    for identity, fields in wrong.most_common(WORST):
        told = f"{len(found[identity])} incidents, {len(keys[identity])} in the key"
        print(f"{identity}: {fields} fields wrong, {told}")


def main() -> None:
    """Extract every article once and print the parts; with --look only that part, its confusion of types and
    its worst articles.
    """
    keys = {record["id"]: record["templates"] for record in lines("muc/incidents.jsonl")}
    tool = extractor()
    parts: dict[str, dict[str, list[dict[str, Any]]]] = {"look": {}, "score": {}, "tst1": {}}
    only = sys.argv[1:2] == ["--look"]
    for record in lines("muc/articles.jsonl.gz"):
        name = "tst1" if record["id"].startswith("TST1") else part(record["id"])
        if only and name != "look":
            continue
        found = extract(tool, record)
        parts[name][record["id"]] = [i for i in found if i["type"] in ATTACKS and i["status"] != "background"]
    for name, found in parts.items():
        if found:
            report(f"muc {name}", found, keys)
            if only:
                confusion(found, keys)
                worst(found, keys)


if __name__ == "__main__":
    main()
