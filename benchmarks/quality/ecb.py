"""Two events of one kind must stay apart, told in a sentence or two (ECB+): B-cubed and pairwise F1.

The documents have no date, so each is as if published on one day; one of which no incident is read takes part
by its words alone. `dev` is only scored. Run: python -m benchmarks.quality.ecb [--errors]
"""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import UTC, datetime

from benchmarks.quality.clusters import Clusters, b_cubed, pairwise, tf_idf
from benchmarks.quality.memory import Memory
from benchmarks.quality.shared import extractor, lines, row
from incidents.article import Draft
from incidents.duplicates import origin_of
from incidents.extraction import Extractor
from incidents.incident import Background, Incident, Type

NOW = datetime(2020, 1, 1, tzinfo=UTC)
BARE = Incident(Type.OTHER, "current")


def stream(tool: Extractor, drafts: dict[str, Draft]) -> dict[str, str]:
    """Of each document the incident that it went to."""
    memory, clusters = Memory(), {}
    for name, draft in drafts.items():
        seen = tool.extract(draft)[:1] or (BARE,)
        (verdict,) = memory.settle(draft, seen, origin_of(draft.content_hash()))
        alone = isinstance(verdict, Background)
        clusters[name] = f"none {name}" if alone else verdict.known.incident_id  # type: ignore[union-attr]
    return clusters


def errors(found: Clusters, gold: Clusters, drafts: dict[str, Draft]) -> None:
    """Print what was put together of several events."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, cluster in found.items():
        groups[cluster].append(name)
    for names in groups.values():
        if len({gold[name] for name in names}) > 1:
            print("MERGED", *(f"\n  {gold[name]} {drafts[name].text[:90]!r}" for name in names[:8]))


def main() -> None:
    """Print B-cubed and pairwise figures by split, and TF-IDF's beside them."""
    tool = extractor()
    truth = {record["id"]: record for record in lines("ecb/clusters.jsonl")}
    every = {
        record["id"]: Draft(record["url"], "", record["text"], NOW, "en", record["url"])
        for record in lines("ecb/articles.jsonl")
    }
    row("ecb", ("B3 P", "R", "F1", "pair P", "R", "F1"))
    for split in ("train", "dev"):
        drafts = {name: draft for name, draft in every.items() if truth[name]["split"] == split}
        gold = {name: truth[name]["event_instance"] for name in drafts}
        found = stream(tool, drafts)
        bags = [(name, draft.text, 0.0) for name, draft in drafts.items()]
        rows = {
            "resolution": found,
            "TF-IDF, 0.20": tf_idf(bags, 0.20, 7),
            "TF-IDF, 0.25": tf_idf(bags, 0.25, 7),
        }
        for title, clusters in rows.items():
            row(f"{split}: {title}", (*b_cubed(clusters, gold, gold), *pairwise(clusters, gold, gold)))
        if "--errors" in sys.argv and split == "train":
            errors(found, gold, drafts)


if __name__ == "__main__":
    main()
