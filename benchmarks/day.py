"""A simulated day of 500 sources with mixed faults: polls against rhythm, politeness, states, memory.

    python -m benchmarks.day [--hours 24]

The service's own collecting (rounds, crawler, workers, database) runs against `benchmarks.day_site`, another
process. The clock is moved to when the next source is due, in steps of half a minute at least; all that is
due then is polled and read before it moves on. Servers are spoken to in real time, with a delay of 0.1 s and
a time-out of two seconds, and a host that has gone silent is left alone for a fifth of a second instead of
a minute. Memory is the proportional share of this process and its workers, every two hours.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from scrapy import Request
from scrapy.http import Response

from benchmarks.day_site import FAULTS, HOUR, RHYTHMS, START, Invented, sources
from benchmarks.fleet import children, cost
from crawler import courtesy
from crawler.connections import GatedHandler
from crawler.engine import Engine
from crawler.gate import Gate
from crawler.settings import NetworkSettings
from crawler.sources import FetchState, Source, standing
from scheduler.clock import ManualClock
from scheduler.collect import Collector
from scheduler.outage import Outage
from scheduler.pipeline import Pipeline
from scheduler.rounds import Rounds
from scheduler.storage import Storage
from scheduler.tasks import Tasks
from scheduler.workers import Workers
from scheduler.writer import Writer
from store.database import Database

DELAY, TIMEOUT, LEFT_ALONE = 0.1, 2.0, 0.2  # real seconds
STEP = timedelta(seconds=30)
WELL = {"ok", "unchanged"}
# What a source with a fault must be at midnight; several where it depends on the last poll.
EXPECTED = {
    "404": {"broken", "failing"}, "410": {"gone"}, "drips": {"broken", "failing"}, "undated": {"undated"},
    "empty": {"empty"}, "304 to everything": {"broken", "failing"}, "robots.txt 503": {"broken", "failing"},
    "broken gzip": {"broken", "failing"}, "resets": {"broken", "failing"},
    "429 each second time": {*WELL, "failing"}, "cut each second time": {*WELL, "failing"},
}  # fmt: skip


def moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


class Pace:
    """Notes when requests to each host begin, where they leave the crawler."""

    def __init__(self) -> None:
        self.closest, self._last = 1e9, dict[str, float]()
        sent = GatedHandler._transfer

        async def noted(handler: GatedHandler, agent: Any, request: Request) -> Response:
            host, now = urlsplit(request.url).hostname or "", time.monotonic()
            self.closest = min(self.closest, now - self._last.get(host, 0.0))
            self._last[host] = now
            return await sent(handler, agent, request)

        GatedHandler._transfer = noted  # type: ignore[method-assign]


class Day:
    """The service's collecting, on a clock of its own."""

    def __init__(self, port: int, clock_file: Path, place: Path) -> None:
        self.invented = {f"http://{one.host}:{port}/feed/{one.number}": one for one in sources()}
        self.port, self.file = port, clock_file
        self.clock = ManualClock(moment(START))
        named = [Source(f"s{one.number}", "feed", url) for url, one in self.invented.items()]
        self.db, self.writer = Database.open(place / "day.db"), Writer()
        network = NetworkSettings(delay=DELAY, timeout=TIMEOUT)
        self.engine = Engine(network, Gate.allowing(["127.0.0.0/8"]))
        self.workers = Workers((), ("en",), 2)
        outage: Outage = Outage(300)
        pipeline = Pipeline(self.db, (), (), timedelta(days=7))
        collector = Collector(
            {one.url: one for one in named},
            self.engine,
            self.workers,
            self.writer,
            self.db,
            pipeline,
            self.clock,
            outage,
        )
        self.tasks = Tasks(lambda: None)
        storage = Storage(self.db, self.writer, self.clock)
        self.rounds = Rounds(self.db, self.writer, storage, self.clock, self.tasks, collector, lambda: None)
        self.db.sources.sync([(one.name, one.url, one.kind) for one in named], self.clock.now())
        self.memory: list[tuple[float, float]] = []
        self.pace = Pace()

    async def run(self, hours: float, server: int) -> None:
        await self.engine.start()
        self.tasks.spawn(self.rounds.read_entries())
        end, next_look = START + hours * HOUR, START
        while (now := self.clock.now().timestamp()) < end:
            self._tell(now)
            await self._settle()
            if now >= next_look:
                own = [pid for pid in children(os.getpid()) if pid != server]
                self.memory.append(((now - START) / HOUR, cost(own)[1]))
                next_look += 2 * HOUR
            due = await self.writer(self.db.sources.next_due)
            assert due is not None
            self.clock.advance(max(STEP, due - self.clock.now()))
        await self.tasks.cancel()

    def _tell(self, now: float) -> None:
        with self.file.open("r+b") as file:
            file.write(struct.pack("d", now))

    async def _settle(self) -> None:
        """Poll all that is due, and read all that came of it."""
        while True:
            await self.rounds.poll_due()
            while self.rounds._busy:  # noqa: ASYNC110 - a benchmark looks from outside
                await asyncio.sleep(0.002)
            waiting = await self.writer(self.db.sources.due, self.clock.now(), 1)
            if not waiting and not await self.writer(self.db.entries.count_pending):
                return
            await asyncio.sleep(0.002)

    async def stop(self) -> None:
        await self.engine.stop()
        self.workers.stop()
        self.writer.stop()

    # --- what came of it

    def report(self, hours: float) -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/ledger") as answer:
            ledger = json.load(answer)
        polls = {number: ledger["polls"].get(str(number), 0) for number in range(len(self.invented))}
        print(f"{hours:g} hours, {sum(polls.values())} polls of {len(polls)} sources")
        delays = self._delays()
        self._report_well(polls, delays, ledger, hours)
        most, closest = ledger["most"], self.pace.closest * 1000
        print(f"  politeness: at most {most} at once on a host, {closest:.1f} ms between two at least")
        right = self._report_ill(polls, delays)
        print("  memory, MB: " + ", ".join(f"{h:.0f} h {mb:.0f}" for h, mb in self.memory))
        return bool(right and most == 1 and closest > DELAY * 900)

    def _report_well(
        self, polls: dict[int, int], delays: dict[int, list[float]], ledger: dict[str, Any], hours: float
    ) -> None:
        well = [one for one in self.invented.values() if not one.fault]
        for rhythm in RHYTHMS:
            of = [one.number for one in well if one.rhythm == rhythm]
            found = [delay / 60 for number in of for delay in delays[number]]
            late = statistics.quantiles(found, n=20)[-1] if len(found) > 1 else 0.0
            print(
                f"  healthy, {rhythm:2} entries a day: {statistics.mean(polls[n] for n in of):5.1f} polls; "
                f"{len(found)} of {self._expected(of, hours)} entries found, half of them within "
                f"{statistics.median(found or [0]):.0f} min, 95 % within {late:.0f} min"
            )
        repeated = sum(polls[one.number] - 1 for one in well)
        asked, same = (
            sum(ledger[what].get(str(one.number), 0) for one in well) / repeated
            for what in ("conditional", "unchanged")
        )
        print(f"  healthy: {asked:.1%} of repeated polls conditional, {same:.1%} answered 304")

    def _report_ill(self, polls: dict[int, int], delays: dict[int, list[float]]) -> bool:
        """Whether each source with a fault has the state that it should have."""
        states, all_right = self._states(), True
        for fault in FAULTS:
            of = [one.number for one in self.invented.values() if one.fault == fault]
            told = Counter(states[number] for number in of)
            right = set(told) <= EXPECTED.get(fault, WELL)
            all_right = all_right and right
            mean, entries = statistics.mean(polls[n] for n in of), sum(len(delays[n]) for n in of)
            wrong = "" if right else "  WRONG"
            print(f"  {fault:22} {mean:5.1f} polls, {entries:4} entries, {dict(told)}{wrong}")
        return all_right

    def _delays(self) -> dict[int, list[float]]:
        """Seconds between publication and first sight of each entry published during the day, by source."""
        found: dict[int, list[float]] = defaultdict(list)
        names: dict[int, set[str]] = defaultdict(set)
        for row in self.db._c.rows("SELECT a.url, min(a.first_seen) AS seen FROM articles a GROUP BY a.url"):
            name = row["url"].rsplit("/", 1)[1]
            number, at = (float(part) for part in name.split("-"))
            if at >= START and name not in names[int(number)]:
                names[int(number)].add(name)
                found[int(number)].append(row["seen"] / 1e6 - at)
        return found

    def _expected(self, numbers: list[int], hours: float) -> int:
        by_number: dict[int, Invented] = {one.number: one for one in self.invented.values()}
        end = START + hours * HOUR
        return sum(len([t for t in by_number[n].published(end) if t >= START]) for n in numbers)

    def _states(self) -> dict[int, str]:
        now = self.clock.now()
        rows = self.db.sources.all()
        return {
            self.invented[row.url].number: standing(row.kind, FetchState.from_dict(row.state), now).state
            for row in rows
        }


async def simulate(port: int, hours: float, clock_file: Path, server: int) -> bool:
    day = Day(port, clock_file, clock_file.parent)
    began = time.process_time()
    await day.run(hours, server)
    good = await asyncio.to_thread(day.report, hours)
    print(f"  CPU of the main process {time.process_time() - began:.0f} s")
    await day.stop()
    return good


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--hours", type=float, default=24.0)
    options = arguments.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    courtesy.SILENT_FOR = LEFT_ALONE
    with tempfile.TemporaryDirectory() as folder:
        clock_file = Path(folder) / "clock"
        clock_file.write_bytes(struct.pack("d", START))
        server = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.day_site", str(clock_file)], stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            return 0 if asyncio.run(simulate(port, options.hours, clock_file, server.pid)) else 1
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
