"""US shootings as one stream: articles to incidents, fused fields, hard pairs, first notices, and TF-IDF.

The whole stream runs; "look" is two thirds of the incidents, "score" the rest. An article's cluster is its
main incident. Run: python -m benchmarks.quality.clustering [--errors N] [--cache FILE] [--no-yardstick]
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.quality.clusters import b_cubed, pairwise, tf_idf
from benchmarks.quality.memory import Memory
from benchmarks.quality.shared import extractor, lines, part, row
from benchmarks.quality.shootings import cities, words
from incidents.article import Draft, draft_from_dict
from incidents.duplicates import origin_of
from incidents.incident import VIOLENT, Background, Incident, KnownIncident, Toll
from incidents.notices import is_news
from incidents.resolution import may_be

SHORT = 200
# A record's city may be "Chicago (Englewood)": the name before the brackets, which occurs in the texts of
# .911 of the incidents, is meant; "either" takes both names, as by article.
FIELDS = ("date", "city", "either", "killed", "injured")
TIMELY = timedelta(days=7)

Article = tuple[str, Draft, tuple[Incident, ...]]


@dataclass(frozen=True)
class Run:
    """What the stream became: each article's cluster, each incident, who opened a current one, and which of
    those that stand in the end were told.
    """

    clusters: dict[str, str]
    known: dict[str, KnownIncident]
    opened: dict[str, str]
    told: frozenset[str]
    seconds: float
    why: dict[str, str]


def read(cache: Path | None) -> list[Article]:
    """All articles with what is extracted from each, in order of publication."""
    if cache is not None and cache.exists():
        return pickle.loads(cache.read_bytes())  # type: ignore[no-any-return]
    tool = extractor()
    articles = []
    for record in lines("shootings/articles.jsonl.gz"):
        draft = draft_from_dict(record)
        draft = Draft(draft.url, draft.title, draft.text, draft.published, "en", draft.source, draft.id)
        articles.append((record["id"], draft, tool.extract(draft)))
    if cache is not None:
        cache.write_bytes(pickle.dumps(articles))
    return articles


def stream(articles: Sequence[Article]) -> Run:
    """Run resolution over the stream."""
    memory, clusters, opened, why = Memory(), {}, {}, {}
    started = perf_counter()
    for name, draft, seen in articles:
        verdicts = memory.settle(draft, seen, origin_of(draft.content_hash()))
        clusters[name] = f"none {name}"
        if verdicts:
            why[name] = verdicts[0].why
        if verdicts and not isinstance(verdicts[0], Background):
            clusters[name] = verdicts[0].known.incident_id
        for index, verdict in enumerate(verdicts):
            if isinstance(verdict, Background) or verdict.known.incident.status != "current":
                continue
            if not is_news(seen[index], index, seen[:index], draft.published and draft.published.date()):
                continue
            identity = verdict.known.incident_id
            if any(
                memory.is_told(like, opened) for like in may_be(verdict.known, draft.url)
            ) and not memory.is_told(identity, opened):
                continue
            if verdict.known.incident.type in VIOLENT and not memory.is_told(identity, opened):
                opened[identity] = name
    clusters = {
        name: memory.survivor(cluster) if cluster in memory.known else cluster
        for name, cluster in clusters.items()
    }
    told = frozenset(map(memory.survivor, opened))
    return Run(clusters, memory.known, opened, told, perf_counter() - started, why)


# Fields and notices --------------------------------------------------------------------------------------


def _best(toll: Toll | None) -> int:
    return (toll.best if toll.best is not None else toll.low or 0) if toll else 0


def fields(run: Run, gold: dict[str, Any], members: dict[str, list[str]]) -> Counter[str]:
    """Right fields of one gold incident, judged on the incident that most of its articles went to."""
    votes = Counter(run.clusters[a] for a in members[gold["incident_id"]] if run.clusters[a] in run.known)
    right: Counter[str] = Counter(all=1)
    if not votes:
        return right
    incident = run.known[votes.most_common(1)[0][0]].incident
    day = date.fromisoformat(gold["date"])
    right["date"] = bool(incident.date and abs((incident.date.start - day).days) <= 1)
    name = words(incident.place.name) if incident.place else ""
    right["city"], right["either"] = name == words(gold["city"].split(" (")[0]), name in cities(gold["city"])
    right["killed"] = _best(incident.killed) == gold["killed"] - gold["suspects_killed"]
    right["injured"] = _best(incident.injured) == gold["injured"] - gold["suspects_injured"]
    return right


def notices(run: Run, golds: Iterable[dict[str, Any]], first: dict[str, date]) -> tuple[float, float]:
    """First notices for each incident that has any; and the share told, of those with a timely first article.

    A notice belongs to the incident of the article that opened it, be it of the main incident or another.
    """
    opened = Counter(run.opened.values())
    golds = list(golds)
    told = [n for gold in golds if (n := sum(opened[a] for a in gold["articles"]))]
    timely = [
        gold
        for gold in golds
        if gold["incident_id"] in first
        and first[gold["incident_id"]] - date.fromisoformat(gold["date"]) <= TIMELY
    ]
    heard = [gold for gold in timely if any(run.clusters.get(a) in run.told for a in gold["articles"])]
    return sum(told) / max(1, len(told)), len(heard) / max(1, len(timely))


def hard_pairs(golds: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Two incidents in one city within 7 days."""
    by_city = defaultdict(list)
    for gold in golds:
        by_city[gold["city"], gold["state"]].append(gold)
    pairs = []
    for group in by_city.values():
        for i, a in enumerate(group):
            for b in group[i + 1 :]:
                if abs((date.fromisoformat(a["date"]) - date.fromisoformat(b["date"])).days) <= 7:
                    pairs.append((a, b))
    return pairs


def kept_apart(run: Run, pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> tuple[int, int]:
    """How many pairs share no cluster, of how many."""
    apart = count = 0
    for a, b in pairs:
        ours, theirs = ({run.clusters[x] for x in g["articles"] if x in run.clusters} for g in (a, b))
        if ours and theirs:
            count += 1
            apart += not ours & theirs
    return apart, count


def errors(run: Run, gold: dict[str, str], articles: Sequence[Article], most: int) -> None:
    """Print the worst merges and splits of the look part."""
    shown = {name: draft for name, draft, _ in articles}
    merged, split = defaultdict(set), defaultdict(set)
    for name, cluster in run.clusters.items():
        if name in gold and part(gold[name]) == "look":
            merged[cluster].add(name)
            split[gold[name]].add(name)
    for title, groups, key in (("MERGED", merged, gold), ("SPLIT", split, run.clusters)):
        bad = [(len({key[n] for n in names}), sorted(names)) for names in groups.values()]
        for count, names in sorted((b for b in bad if b[0] > 1), reverse=True)[:most]:
            print(f"\n{title} {count}")
            for name in sorted(names, key=lambda n: key[n]):
                print(
                    " ",
                    key[name][-8:],
                    shown[name].published,
                    shown[name].title[:70],
                    "|",
                    run.why.get(name, "")[:260],
                )


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--errors", type=int, default=0)
    options.add_argument("--cache", type=Path)
    options.add_argument("--no-yardstick", action="store_true")
    given = options.parse_args()
    articles = read(given.cache)
    golds = list(lines("shootings/incidents.jsonl"))
    of_article = {a: g["incident_id"] for g in golds for a in g["articles"]}
    long = {name for name, draft, _ in articles if len(draft.text) >= SHORT and name in of_article}
    gold = {name: of_article[name] for name in long}
    run = stream(articles)
    found = {name: run.clusters[name] for name in long}
    rows = {"resolution": found}
    if not given.no_yardstick:
        texts = [
            (name, f"{d.title}\n{d.text}", d.published.timestamp() / 86_400)
            for name, d, _ in articles
            if name in long and d.published
        ]
        rows["TF-IDF, 7 days, 0.20"] = tf_idf(texts, 0.20, 7)
    members: dict[str, list[str]] = defaultdict(list)
    first: dict[str, date] = {}
    for name, draft, _ in articles:
        if name in long and draft.published:
            members[gold[name]].append(name)
            first.setdefault(gold[name], draft.published.date())
    row("clustering", ("B3 P", "R", "F1", "pair P", "R", "F1"))
    for which in ("look", "score"):
        names = sorted(n for n in long if part(gold[n]) == which)
        for title, clusters in rows.items():
            row(f"{which}: {title}", (*b_cubed(clusters, gold, names), *pairwise(clusters, gold, names)))
    row("incidents", ("date±1", "city", "either", "killed", "injured", "new each", "told", "apart"))
    for which in ("look", "score"):
        mine = [g for g in golds if part(g["incident_id"]) == which and members[g["incident_id"]]]
        right = sum((fields(run, g, members) for g in mine), Counter())
        each, told = notices(run, mine, first)
        apart, pairs = kept_apart(run, [p for p in hard_pairs(golds) if part(p[0]["incident_id"]) == which])
        shares = [right[f] / right["all"] for f in FIELDS]
        row(f"{which} ({len(mine)})", (*shares, each, told, apart / max(1, pairs)))
    print(f"{len(articles) / run.seconds:.0f} articles/s (resolution alone)")
    if given.errors:
        errors(run, gold, articles, given.errors)


if __name__ == "__main__":
    main()
