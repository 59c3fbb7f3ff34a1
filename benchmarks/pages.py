"""Our reading of news pages beside bare trafilatura, in one run: text, date, title, and CPU.

    python -m benchmarks.pages DIRECTORY [--rounds 5] [--worst 10] [--newspaper FOLDER] [--workers]

DIRECTORY holds NAME.html.gz and NAME.json {url, title, text, published_day} and index.jsonl with the
language. Text is scored by the F1 of word 4-grams (multisets), averaged over pages; the day must be exact in
the publisher's own zone; the title is compared lower-cased without punctuation. CPU is process time, median
of the rounds, each round measuring one and the other. newspaper4k is no dependency of this project:
`pip install --target FOLDER newspaper4k` puts it where this finds it, behind the project's own libraries.
`--workers` measures two worker processes against one: by the wall's clock, and without the time in which
another program had the worker's core, so that a busy machine says the same as a quiet one.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura
from htmldate import find_date

from crawler.pages import Rejected, parse_page
from scheduler.workers import Workers


@dataclass(frozen=True)
class Page:
    name: str
    body: bytes
    gold: dict[str, Any]
    language: str


def load(directory: Path) -> list[Page]:
    pages = []
    for line in (directory / "index.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        gold = json.loads((directory / f"{record['name']}.json").read_text("utf-8"))
        body = gzip.decompress((directory / f"{record['name']}.html.gz").read_bytes())
        pages.append(Page(record["name"], body, gold, record["language"]))
    return pages


def grams(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def f1(found: str, gold: str) -> float:
    ours, theirs = grams(found), grams(gold)
    same = (ours & theirs).total()
    return 2 * same / (ours.total() + theirs.total()) if same else 0.0


def bare_words(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", (text or "").lower()))


def bare_text(page: Page) -> str:
    return trafilatura.extract(page.body, fast=True, include_comments=False, with_metadata=False) or ""


def ours(page: Page) -> tuple[str, str, str | None]:
    read = parse_page(page.body, page.gold["url"], "text/html")
    if isinstance(read, Rejected):
        return "", "", None
    return read.text, read.title, read.published.date().isoformat() if read.published else None


def theirs(page: Page) -> tuple[str, str, str | None]:
    text = page.body.decode("utf-8", "replace")
    meta = trafilatura.extract_metadata(text, default_url=page.gold["url"])
    return bare_text(page), meta.title or "", find_date(text, original_date=True)


def score(pages: list[Page], read: Callable[[Page], tuple[str, str, str | None]]) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {"text": [], "day": [], "title": []}
    for page in pages:
        text, title, day = read(page)
        rows["text"].append(f1(text, page.gold["text"]))
        rows["day"].append(day == page.gold["published_day"])
        rows["title"].append(bare_words(title) == bare_words(page.gold["title"]))
    return rows


def cpu(pages: list[Page], read: Callable[[Page], Any]) -> float:
    began = time.process_time()
    for page in pages:
        read(page)
    return (time.process_time() - began) / len(pages) * 1000


def newspaper_text(page: Page) -> str:
    """What newspaper4k reads; nothing where it lacks the data of a language (NLTK's)."""
    import newspaper

    article = newspaper.Article(page.gold["url"])
    try:
        article.download(input_html=page.body.decode("utf-8", "replace"))
        article.parse()
    except Exception as error:  # a side that is only looked at must not end the measurement
        print(f"  newspaper4k, {page.name}: {type(error).__name__}", file=sys.stderr)
        return ""
    return article.text or ""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("directory", type=Path)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--worst", type=int, default=0)
    arguments.add_argument("--newspaper", type=Path, help="the folder where newspaper4k is installed")
    arguments.add_argument("--workers", action="store_true")
    options = arguments.parse_args()
    pages = load(options.directory)
    mine, bare = score(pages, ours), score(pages, theirs)
    print(f"{len(pages)} pages      ours    bare trafilatura (fast), htmldate, its metadata")
    print(f"text 4-gram F1   {statistics.mean(mine['text']):.4f}  {statistics.mean(bare['text']):.4f}")
    print(f"day exact        {sum(mine['day']):<7} {sum(bare['day'])}")
    print(f"title exact      {sum(mine['title']):<7} {sum(bare['title'])}")
    by_language: dict[str, list[int]] = defaultdict(list)
    for index, page in enumerate(pages):
        by_language[page.language].append(index)
    for language, found in sorted(by_language.items(), key=lambda item: -len(item[1])):
        texts = (statistics.mean(s["text"][i] for i in found) for s in (mine, bare))
        days = (sum(s["day"][i] for i in found) for s in (mine, bare))
        titles = (sum(s["title"][i] for i in found) for s in (mine, bare))
        print(
            f"  {language} {len(found):3}  text {next(texts):.3f} {next(texts):.3f}"
            f"  day {next(days)} {next(days)}  title {next(titles)} {next(titles)}"
        )
    worst = sorted(range(len(pages)), key=lambda i: mine["text"][i] - 0.001 * bare["text"][i])[
        : options.worst
    ]
    for i in worst:
        print(f"  {pages[i].name:28} ours {mine['text'][i]:.3f} bare {bare['text'][i]:.3f}")
    if options.worst:
        print("  wrong day:", [p.name for p, right in zip(pages, mine["day"], strict=True) if not right])
        print("  wrong title:", [p.name for p, right in zip(pages, mine["title"], strict=True) if not right])
    compare(pages, statistics.mean(mine["text"]), options)
    if options.workers:
        asyncio.run(scaling(pages * 3, options.rounds))  # long enough for the end not to matter


def compare(pages: list[Page], own_f1: float, options: argparse.Namespace) -> None:
    """CPU of our reading beside bare trafilatura, and beside newspaper4k where it is installed."""
    pairs = [(cpu(pages, ours), cpu(pages, bare_text)) for _ in range(options.rounds)]
    if pairs:
        ratio = statistics.median(a / b for a, b in pairs)
        mine, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
        print(f"CPU a page       {mine:.1f} ms   {bare:.1f} ms, ratio {ratio:.2f}")
    if options.newspaper is None:
        print("newspaper4k      not compared: see --newspaper")
        return
    sys.path.append(str(options.newspaper))
    theirs_f1 = statistics.mean(f1(newspaper_text(page), page.gold["text"]) for page in pages)
    pairs = [(cpu(pages, ours), cpu(pages, newspaper_text)) for _ in range(options.rounds)]
    mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"articles a CPU second and text F1: ours {1000 / mine:.0f}, {own_f1:.3f}; ", end="")
    print(f"newspaper4k {1000 / other:.0f}, {theirs_f1:.3f}")


async def scaling(pages: list[Page], rounds: int) -> None:
    """Pages through the service's worker processes: two against one, the median of the rounds."""
    wall, own, idle = [], [], []
    pools = [Workers((), ("en",), processes) for processes in (1, 2)]
    for number in range(rounds + 1):  # the first starts the processes
        one, two = [await through(pool, pages) for pool in pools]
        if number:
            wall.append(one.seconds / two.seconds)
            own.append(one.undisturbed / two.undisturbed)
            idle.append(two.idle)
    for pool in pools:
        pool.stop()
    scaled, walled, bored = (statistics.median(values) for values in (own, wall, idle))
    print(f"two workers do {scaled:.2f} times what one does, {walled:.2f} times by the clock on the wall")
    print(f"they had nothing to do for {bored:.1%} of the time")


@dataclass(frozen=True)
class Passed:
    """How long all pages took, and of each worker the seconds that it ran and that it waited for a core."""

    seconds: float
    ran: list[float]
    waited: list[float]

    @property
    def undisturbed(self) -> float:
        """As long as it takes the slowest when no other program has its core."""
        return max(self.seconds - waited for waited in self.waited)

    @property
    def idle(self) -> float:
        """The share of the time in which a worker neither ran nor wanted to."""
        return 1 - (sum(self.ran) + sum(self.waited)) / (self.seconds * len(self.ran))


def scheduled(pid: int) -> tuple[float, float]:
    """The seconds that the threads of a process ran, and that they waited for a core (Linux's schedstat)."""
    lines = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(int(line[0]) for line in lines) / 1e9, sum(int(line[1]) for line in lines) / 1e9


async def through(pool: Workers, pages: list[Page]) -> Passed:
    """All pages, through the pool at once."""
    payload = {
        "key": "",
        "url": "",
        "title": "",
        "text": "",
        "full": False,
        "published": None,
        "language": None,
    }
    pids = list(pool._pool._pool_manager.worker_manager.workers)
    before, began = [scheduled(pid) for pid in pids], time.monotonic()
    await asyncio.gather(
        *(
            pool.run("scheduler.work.read_page", p.body, p.gold["url"], "text/html", "x", None, payload)
            for p in pages
        )
    )
    seconds = time.monotonic() - began
    spent = [
        (now[0] - then[0], now[1] - then[1]) for then, now in zip(before, map(scheduled, pids), strict=True)
    ]
    return Passed(seconds, [ran for ran, _ in spent] or [seconds], [waited for _, waited in spent] or [0.0])


if __name__ == "__main__":
    main()
