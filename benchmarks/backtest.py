"""How long a backtest takes over many stored articles, with and without texts, and with a changed group.

    python -m benchmarks.backtest [--articles 100000] [--database PATH]

Invented articles of about 2 kB, each with one incident, three reports to an incident; every tenth names the
group; each is planned twice, for the changed configuration and for the present one. Measured on two shared
cores with 100,000 articles: 20 s for a new watch, 43 s with an exclusion, for which every text is read, 43 s
for a changed group, for which 10,000 articles are extracted again. The aim is two minutes.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from incidents.article import Draft, Outcome
from incidents.incident import Attribution, Incident, KnownIncident, Opened, Place, Report, Toll, Type, When
from incidents.presets import groups as preset_groups
from incidents.resolution import fuse
from incidents.watch import Area, Group, Region, Watch
from scheduler.backtest import Backtest
from scheduler.config import Config
from scheduler.groups import note
from store.database import Database

START = datetime(2026, 1, 1, tzinfo=UTC)
REPORTS = 3
PLACES = (("RU", "RU-DA"), ("NG", "NG-BO"), ("PK", "PK-PB"), ("IQ", "IQ-BG"), ("ML", "ML-7"))
WORDS = tuple(f"word{number}" for number in range(4000))


class Silence:
    """No bar: only what is begun, with the time since the start."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    def begin(self, what: str, total: int) -> None:
        print(f"    {time.perf_counter() - self._start:6.1f} s  {what}: {total}", flush=True)

    def step(self) -> None:
        pass


def drafts(count: int, chance: random.Random) -> Iterator[tuple[Draft, Incident, int]]:
    """Articles with the incident that each tells of, and the number of that incident."""
    for number in range(count):
        incident = max(0, number // REPORTS - chance.randrange(20)) if number % REPORTS else number // REPORTS
        at = START + timedelta(minutes=number)
        country, admin1 = PLACES[incident % len(PLACES)]
        named = number % 10 == 0
        body = " ".join(chance.choices(WORDS, k=300))
        claim = " The Islamic State group claimed responsibility for the attack." if named else ""
        text = f"Gunmen shot dead {1 + number % 4} people at a market on Monday, police said.{claim} {body}"
        seen = Incident(
            type=Type.SHOOTING,
            status="current",
            date=When(at.date(), at.date(), "day", "relative"),
            place=Place(f"Town {incident}", "Province", admin1, country, 43.0, 47.0, "place", incident + 1),
            attribution=(Attribution("Islamic State", None, "claimed", None),) if named else (),
            killed=Toll.exactly(1 + number % 4),
        )
        url = f"https://news{number % 200}.example/{number}"
        yield Draft(url, f"Attack number {number}", text, at, "en", f"News {number % 200}"), seen, incident


def fill(path: Path, count: int) -> None:
    """Store the articles as if they had been decided one by one."""
    chance, known = random.Random(1), {}
    with Database.open(path) as db:
        with db.transaction():
            note(db, preset_groups())
        batch = list(drafts(count, chance))
        for start in range(0, count, 1000):
            with db.transaction():
                for draft, seen, number in batch[start : start + 1000]:
                    known[number] = _store(db, draft, seen, number, known.get(number))


def _store(
    db: Database, draft: Draft, seen: Incident, number: int, before: KnownIncident | None
) -> KnownIncident:
    assert draft.published is not None
    origin, at = f"o{draft.url}", draft.published
    if before is None:
        report = Report(draft.url, draft.source, at, origin)
        known, verdict = KnownIncident(f"i{number}", seen, at, at, (report,)), Opened.__name__.lower()
    else:
        known, changes = fuse(before, seen, draft, frozenset(), at, origin)
        verdict = "updated" if changes else "joined"
    article = db.articles.add(draft, draft.url, at, origin, ())
    db.incidents.save(known)
    db.articles.link(article, known.incident_id, seen, verdict, "")
    db.articles.finish(article, Outcome(verdict), "")
    return known


def config(path: Path, watches: tuple[Watch, ...], groups: tuple[Group, ...]) -> Config:
    """A configuration of watches and groups alone."""
    return Config(
        path=path, database=path, languages=("en",), max_age=timedelta(days=7), keep_articles=None,
        watches=watches, groups=groups, sources=(), receivers={}, smtp=None,
        network=None, service=None,
    )  # type: ignore[arg-type]  # fmt: skip


def measure(path: Path) -> None:
    """Time three backtests, each against a present configuration of two watches."""
    russia, sahel = Region("Russia", (Area("RU"),)), Region("Mali", (Area("ML"),))
    watches = (
        Watch("Russia", ("desk",), (russia,)),
        Watch("The group", ("chief",), groups=("Islamic State",)),
    )
    wider = (*watches, Watch("Mali", ("desk",), (sahel,)))
    groups = preset_groups()
    changed = tuple(
        replace(g, aliases=(*g.aliases, "the group")) if g.name == "Islamic State" else g for g in groups
    )
    present = config(path, watches, groups)
    cases = {
        "a watch is added": config(path, wider, groups),
        "a watch excludes a word": config(
            path, (replace(watches[0], exclude=("word17",)), *watches[1:]), groups
        ),
        "a group has another alias": config(path, watches, changed),
    }
    for name, new in cases.items():
        with Database.open(path, read_only=True) as db:
            start = time.perf_counter()
            found = Backtest(db, None, Silence()).compare(new, present)
            counts = {kind: found.count(kind) for kind in ("adds", "loses", "same")}
            print(
                f"{time.perf_counter() - start:7.1f} s  {name}: {counts}, read again {found.reread}",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--database", type=Path, help="keep it here, or use the one that is here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = asked.database or Path(place) / "past.db"
        if not path.exists():
            start = time.perf_counter()
            fill(path, asked.articles)
            print(f"{time.perf_counter() - start:7.1f} s  to store {asked.articles} articles", flush=True)
        measure(path)


if __name__ == "__main__":
    main()
