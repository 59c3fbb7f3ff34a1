"""How quickly one core finds incidents: articles a second, growth with length, and what groups cost.

CPU time, so that other work on the machine counts little. The articles are those of `shared/data/shootings`
where it is present, else one invented report. Run: python -m benchmarks.extraction [--profile]
"""

from __future__ import annotations

import cProfile
import pstats
import sys
from collections.abc import Sequence
from dataclasses import replace
from time import process_time

from benchmarks.quality.shared import DATA, lines
from incidents import presets
from incidents.article import Draft, draft_from_dict
from incidents.extraction import Extractor
from incidents.watch import Group

ARTICLES = 400
LENGTHS = (25_000, 50_000, 100_000, 200_000)
GROUPS = (10, 5_000)
REPORT = (
    "Two people were killed and three others were wounded when a gunman opened fire outside a market in"
    " Denver on Tuesday night, police said. Officers were called to the scene at about 9 p.m. One of the"
    " victims, a 34-year-old man, died in hospital. The Islamic State claimed the attack.\n\n"
)


def articles() -> list[Draft]:
    """The texts to read, each of the usual length."""
    invented = {"url": "https://news.example/1", "title": "Two killed in Denver", "text": REPORT * 4}
    invented |= {"published": "2024-05-16", "language": "en", "source": "news.example"}
    if not (DATA / "shootings" / "articles.jsonl.gz").exists():
        return [draft_from_dict(invented)] * ARTICLES
    every = [record for record in lines("shootings/articles.jsonl.gz") if len(record["text"]) >= 200]
    return [draft_from_dict(record) for record in every[:: max(1, len(every) // ARTICLES)]]


def general_feed() -> list[Draft]:
    """News of all kinds, as a newspaper's own feed brings it; none where the set is absent."""
    if not (DATA / "russian" / "topics.jsonl").exists():
        return []
    return [draft_from_dict(record) for record in lines("russian/topics.jsonl")]


def seconds(tool: Extractor, drafts: Sequence[Draft]) -> float:
    """CPU time of extracting all of `drafts`."""
    start = process_time()
    for draft in drafts:
        tool.extract(draft)
    return process_time() - start


def invented_groups(count: int) -> list[Group]:
    """Groups with names that no text has."""
    return [Group(f"Qorvath Front {number} of Zelmar", aliases=(f"QFZ{number}",)) for number in range(count)]


def main() -> None:
    """Print the three figures, or with --profile where the time goes."""
    tool, drafts = Extractor(presets.groups()), articles()
    seconds(tool, drafts[:20])  # lexicons, calendars and the gazetteer are read once
    if "--profile" in sys.argv:
        profile = cProfile.Profile()
        profile.runcall(seconds, tool, drafts)
        pstats.Stats(profile).sort_stats("tottime").print_stats(15)
        return
    best = min(seconds(tool, drafts) for _ in range(3))
    print(f"articles a second  {len(drafts) / best:.0f}  ({len(drafts)} articles)")
    if feed := general_feed():
        best = min(seconds(tool, feed) for _ in range(3))
        print(f"of a general feed  {len(feed) / best:.0f}  ({len(feed)} articles)")
    for length in LENGTHS:
        text = (REPORT * (length // len(REPORT) + 1))[:length]
        print(f"{length:>7} characters {seconds(tool, [replace(drafts[0], text=text)]):.2f} s")
    costs = [min(seconds(Extractor(invented_groups(n)), drafts) for _ in range(2)) for n in GROUPS]
    print(f"{GROUPS[1]} groups cost {costs[1] / costs[0]:.2f} times what {GROUPS[0]} cost")


if __name__ == "__main__":
    main()
