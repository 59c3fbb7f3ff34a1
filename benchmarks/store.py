"""What the store costs: a commit against bare sqlite3, and the questions of a decision as the database grows.

    python -m benchmarks.store commit [--runs 5]          one article, its incident and notices; FULL, tmpfs
    python -m benchmarks.store scale [--articles 100000]  candidates, neighbourhood, commit, bytes, by size

Compare ratios, not times. The bare side runs the very statements that ours ran, with their values, on a
connection with the same pragmas; it neither reads, nor compresses, nor writes JSON.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from incidents.article import Draft, Outcome
from incidents.incident import Attribution, Evidence, Incident, KnownIncident, Place, Report, Toll, Type, When
from incidents.notices import Notice, Quote
from incidents.resolution import Neighbourhood, neighbourhood
from store.database import Database

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MEMORY_DISK = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN", "COMMIT")
VOCABULARY = [f"w{number:05x}" for number in range(60_000)]
ZIPF = list(accumulate(1 / (rank + 20) for rank in range(len(VOCABULARY))))


class World:
    """Invented articles, the same in every run: words as common as in a language, places on 400 provinces."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)

    def words(self, count: int) -> list[str]:
        return self.random.choices(VOCABULARY, cum_weights=ZIPF, k=count)

    def draft(self, number: int) -> Draft:
        text = " ".join(self.words(330))
        published = NOW + timedelta(minutes=number)
        return Draft(f"https://news.example/{number}", text[:60], text, published, "en", "Example News")

    def shingles(self) -> tuple[int, ...]:
        return tuple(sorted(self.random.getrandbits(63) for _ in range(24)))

    def incident(self, day: date) -> Incident:
        province = self.random.randrange(400)
        country = f"{chr(65 + province // 10 % 26)}{chr(65 + province // 260)}"
        town = province * 100 + self.random.randrange(20)
        place = Place(f"Town {town}", "P", f"{country}-{province}", country, 1.5, 2.5, "place", town)
        return Incident(
            type=self.random.choice(list(Type)),
            status="current",
            date=When(day, day, "day", "relative"),
            place=place,
            attribution=(Attribution("Some Group", None, "claimed", "Outlet"),),
            killed=Toll.exactly(self.random.randrange(9)),
            targets=("market",),
            evidence=tuple(
                Evidence(field, "text", 10, 20) for field in ("type", "place", "date", "killed", "targets.0")
            ),
        )


def known_of(number: int, incident: Incident, draft: Draft, words: frozenset[str]) -> KnownIncident:
    at = draft.published or NOW
    report = Report(draft.url, draft.source, draft.published, f"o{number}")
    return KnownIncident(f"i{number:016x}", incident, at, at, (report,), words=words)


def notices_of(known: KnownIncident, receivers: int) -> list[Notice]:
    quote = Quote(
        "A sentence of the article, as long as such sentences are.", ((2, 8),), "S", "https://x.example/"
    )
    return [
        Notice(
            notice_id=f"{known.incident_id}-{receiver}",
            at=known.first_seen,
            reason="new",
            version=1,
            receiver=f"r{receiver}",
            watches=("A watch",),
            known=known,
            changes=(),
            why="region: Town",
            url=known.reports[0].url,
            quotes=(quote,),
        )
        for receiver in range(receivers)
    ]


def commit(
    db: Database, draft: Draft, shingles: tuple[int, ...], known: KnownIncident, notices: list[Notice]
) -> None:
    """What one article that opens an incident writes."""
    with db.transaction():
        article = db.articles.add(draft, draft.url, known.first_seen, known.reports[0].origin, shingles)
        db.incidents.save(known)
        db.articles.link(article, known.incident_id, known.incident, "opened", "nothing is near")
        db.outbox.add(notices)
        db.articles.finish(article, Outcome.OPENED, "opened")


class Recorder:
    """Stands in for a connection and keeps what was written."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw, self.written = raw, []  # type: ignore[var-annotated]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        if sql.startswith(WRITES):
            self.written.append((sql, values, False))
        return self.raw.execute(sql, values)

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        rows = list(rows)
        self.written.append((sql, rows, True))
        return self.raw.executemany(sql, rows)


def bare(raw: sqlite3.Connection, written: list[tuple[str, Any, bool]]) -> None:
    for sql, values, many in written:
        if many:
            raw.executemany(sql, values)
        else:
            raw.execute(sql, values)


@contextmanager
def database() -> Iterator[Database]:
    with (
        tempfile.TemporaryDirectory(dir=MEMORY_DISK) as directory,
        Database.open(Path(directory) / "a.db") as db,
    ):
        yield db


Work = tuple[Draft, tuple[int, ...], KnownIncident, list[Notice]]


def made(count: int, receivers: int = 2) -> Iterator[Work]:
    """The same articles in every call, each made when it is asked for."""
    world, day = World(), NOW.date()
    for number in range(count):
        draft = world.draft(number)
        known = known_of(number, world.incident(day), draft, frozenset(world.words(90)))
        yield draft, world.shingles(), known, notices_of(known, receivers)


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process, the kernel's share included: other people's load is not in it."""
    start = time.process_time()
    work()
    return time.process_time() - start


def recorded(count: int) -> list[bytes]:
    """The statements of each commit with their values, pickled."""
    with database() as db:
        recorder = Recorder(db._c.raw)
        db._c.raw = recorder  # type: ignore[assignment]
        written = []
        for one in made(count):
            recorder.written = []
            commit(db, *one)
            written.append(pickle.dumps(recorder.written))
        db._c.raw = recorder.raw
    return written


def pair(count: int) -> tuple[float, float]:
    """Seconds a commit, ours and bare, in turn on two databases.

    What each writes is made right before it, as in the service: none of it must be fetched from far memory.
    """
    written = recorded(count)
    ours = theirs = 0.0
    with database() as db, database() as other:
        raw = other._c.raw
        for one, pickled in zip(made(count), written, strict=True):
            ours += seconds(lambda one=one: commit(db, *one))  # type: ignore[misc]
            statements = pickle.loads(pickled)
            theirs += seconds(lambda statements=statements: bare(raw, statements))  # type: ignore[misc]
    return ours / count, theirs / count


def commits(runs: int) -> None:
    ratios = []
    for _ in range(runs):
        ours, theirs = pair(1500)
        ratios.append(ours / theirs)
        print(f"ours {ours * 1e6:6.0f} µs   bare {theirs * 1e6:6.0f} µs   ratio {ours / theirs:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f}")


def asked(db: Database, world: World, hood: Neighbourhood, draft: Draft) -> tuple[float, float, float]:
    """Seconds for the candidates, and for the neighbours from the disk and from memory."""
    content, shingles = draft.content_hash(), world.shingles()
    db.incidents._remembered.clear()
    cold = seconds(lambda: db.incidents.near(hood))
    warm = seconds(lambda: db.incidents.near(hood))
    return seconds(lambda: db.articles.candidates(draft.url, content, shingles)), cold, warm


def scale(articles: int) -> None:
    world, took = World(), []
    marks = [size for size in (1_000, 10_000, 100_000, 300_000, 1_000_000) if size <= articles]
    print("articles  candidates µs  rarity µs  near µs: disk, memory (found)  commit µs  bytes an article")
    with database() as db:
        begin = time.perf_counter()
        for number in range(articles):
            draft = world.draft(number)
            # A thousand incidents a day; so the day is as full at every size.
            day = NOW.date() + timedelta(days=number // 1000)
            known = known_of(number, world.incident(day), draft, frozenset(world.words(90)))
            work = (draft, world.shingles(), known, notices_of(known, 0))
            took.append(seconds(lambda work=work: commit(db, *work)))  # type: ignore[misc]
            if number + 1 in marks:
                report(db, world, day, number + 1, took[-500:])
        print(f"{articles / (time.perf_counter() - begin):.0f} articles a second, made and stored")


def report(db: Database, world: World, day: date, size: int, took: list[float]) -> None:
    rarity, answers, found = [], [], []
    for number in range(300):
        draft = replace(world.draft(size + number), published=datetime.combine(day, NOW.timetz()))
        seen, words = world.incident(day), frozenset(world.words(90))
        start = time.process_time()
        hood = neighbourhood(seen, draft, words, NOW, db.incidents.rarity(words))
        rarity.append(time.process_time() - start)
        answers.append(asked(db, world, hood, draft))
        found.append(len(db.incidents.near(hood)))
    db.checkpoint()
    same, cold, warm, asking, stored = (
        statistics.median(values) * 1e6 for values in (*zip(*answers, strict=True), rarity, took)
    )
    print(
        f"{size:8}  {same:13.0f}  {asking:9.0f}  {cold:7.0f}, {warm:4.0f} ({statistics.mean(found):3.0f})"
        f"  {stored:9.0f}  {db.size_bytes() / size:.0f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["commit", "scale"])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    if options.what == "commit":
        commits(options.runs)
    else:
        scale(options.articles)


if __name__ == "__main__":
    main()
