"""False alarms on labelled news (tgcontest): sport, science, entertainment, technology and what is no news.

A false alarm is a violent incident that is current or earlier. Run: python -m benchmarks.quality.topics
[--errors]
"""

from __future__ import annotations

import sys
from collections import Counter

from benchmarks.quality.shared import VIOLENT, extract, extractor, lines, part, ratio, row


def main() -> None:
    """Extract every article once and print the share with an alarm, by topic and part."""
    tool, errors = extractor(), "--errors" in sys.argv
    counts: dict[tuple[str, str], Counter[str]] = {}
    for article in lines("russian/topics.jsonl"):
        name = part(article["id"])
        count = counts.setdefault((article["topic"], article["language"]), Counter())
        found = [i for i in extract(tool, article) if i["type"] in VIOLENT and i["status"] != "background"]
        count[name] += 1
        count[f"{name} alarms"] += bool(found)
        if errors and found and name == "look" and article["topic"] not in ("society", "other"):
            shown = found[0]["evidence"][0]
            text = article[shown["in"]][max(0, shown["start"] - 60) : shown["end"] + 60].replace("\n", " ")
            print("ALARM", article["id"], article["topic"], found[0]["type"], text)
    row("topics", ("look", "alarms", "share", "score", "alarms", "share"))
    for (topic, language), count in sorted(counts.items()):
        values: list[float | str] = []
        for name in ("look", "score"):
            values += [
                str(count[name]),
                str(count[f"{name} alarms"]),
                ratio(count[f"{name} alarms"], count[name]),
            ]
        row(f"{topic} {language}", values)


if __name__ == "__main__":
    main()
