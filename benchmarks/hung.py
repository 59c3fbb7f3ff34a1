"""How much one host that never answers, or answers a byte at a time, delays the others.

    python -m benchmarks.hung [--pairs 4]

The service's own rounds, crawler, workers and database. Six hundred feeds of as many hosts, which answer
within a fifth of a second, come due at once: the thirty-two places are all taken, so whoever holds one is
felt. In every second round forty feeds of one ill host have been due for longer. Each healthy feed's time is
that from when it was due until its poll was stored. Rounds alternate, and the times of all rounds of a kind
are put together, so that what others do on the machine falls on both alike.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from crawler.engine import Engine
from crawler.gate import Gate
from crawler.settings import NetworkSettings
from crawler.sources import Source
from scheduler.clock import SystemClock
from scheduler.collect import Collector, Polled
from scheduler.jobs import TICK
from scheduler.outage import Outage
from scheduler.pipeline import Pipeline
from scheduler.rounds import Rounds
from scheduler.storage import Storage
from scheduler.tasks import Tasks
from scheduler.workers import Workers
from scheduler.writer import Writer
from store.database import Database
from store.sources import SourceRow

SERVER = """
import asyncio
from aiohttp import web
ITEM = ("<item><guid>{0}</guid><title>The bridge number {0} was closed today</title>"
        "<description>It was closed in the morning, the mayor said.</description></item>")
BODY = ("<rss version='2.0'><channel><title>x</title>" + "".join(map(ITEM.format, range(20)))
        + "</channel></rss>").encode()
async def answer(request):
    if request.path == "/robots.txt":
        return web.Response(status=404)
    if request.path.startswith("/hangs"):
        await asyncio.sleep(3600)
    if request.path.startswith("/drips"):
        response = web.StreamResponse()
        await response.prepare(request)
        for byte in BODY:
            await response.write(bytes([byte]))
            await asyncio.sleep(0.1)
        return response
    await asyncio.sleep(0.2)
    if request.headers.get("If-None-Match"):
        return web.Response(status=304, headers={"ETag": '"x"'})
    return web.Response(body=BODY, headers={"ETag": '"x"', "Content-Type": "application/rss+xml"})
async def main():
    application = web.Application(); application.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True); await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0, backlog=1024); await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.sleep(3600)
asyncio.run(main())
"""
HEALTHY, SICK = 600, 40
LATER = datetime(2100, 1, 1, tzinfo=UTC)


class Timed:
    """A collector that notes when the poll of each source has ended."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self.ended: dict[str, float] = {}

    async def poll(self, row: SourceRow) -> Polled:
        polled = await self._collector.poll(row)
        self.ended[row.url] = time.monotonic()
        return polled


class House:
    """The collecting of the service, with its sources."""

    def __init__(self, place: Path, port: int, pairs: int) -> None:
        self.healthy = [f"http://127.1.{n // 250}.{n % 250 + 1}:{port}/{n}" for n in range(HEALTHY)]
        self.sick = {
            (ill, pair): [f"http://127.9.{number}.{pair + 1}:{port}/{ill}/{n}" for n in range(SICK)]
            for number, ill in enumerate(("hangs", "drips"))
            for pair in range(pairs)
        }
        urls = [*self.healthy, *(url for several in self.sick.values() for url in several)]
        sources = {url: Source(f"s{number}", "feed", url) for number, url in enumerate(urls)}
        clock, self.writer = SystemClock(), Writer()
        self.db = Database.open(place / "hung.db")
        self.engine = Engine(NetworkSettings(delay=0.0), Gate.allowing(["127.0.0.0/8"]))
        self.workers = Workers((), ("en",), 2)
        outage: Outage[SourceRow] = Outage(HEALTHY)
        pipeline = Pipeline(self.db, (), (), timedelta(days=7))
        collector = Collector(
            sources, self.engine, self.workers, self.writer, self.db, pipeline, clock, outage
        )
        self.timed = Timed(collector)
        self.tasks = Tasks(lambda: None)
        storage = Storage(self.db, self.writer, clock)
        self.rounds = Rounds(
            self.db,
            self.writer,
            storage,
            clock,
            self.tasks,
            self.timed,  # type: ignore[arg-type]  # it polls, and nothing is read here
            lambda: None,
        )
        self.db.sources.sync([(one.name, one.url, one.kind) for one in sources.values()], clock.now())

    async def round(self, sick: list[str]) -> list[float]:
        """The seconds within which each healthy source is polled, all due now; the `sick` before them."""
        await self._due([url for several in self.sick.values() for url in several], LATER)
        now = datetime.now(UTC)
        await self._due(sick, now - timedelta(seconds=30))
        await self._due(self.healthy, now)
        self.timed.ended.clear()
        began = time.monotonic()
        while not all(url in self.timed.ended for url in self.healthy):
            await self.rounds.poll_due()
            await asyncio.sleep(TICK)
        for task in set(self.rounds._under_way):
            task.cancel()
        await self.rounds.settled(5.0)
        return [self.timed.ended[url] - began for url in self.healthy]

    async def _due(self, urls: list[str], at: datetime) -> None:
        def write() -> None:
            with self.db.transaction():
                self.db._c.run_many(
                    "UPDATE sources SET next_due = ? WHERE url = ?",
                    [(int(at.timestamp() * 1e6), url) for url in urls],
                )

        await self.writer(write)

    async def stop(self) -> None:
        await self.tasks.cancel()
        await self.engine.stop()
        self.workers.stop()
        self.writer.stop()
        self.db.close()


def late(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


async def measure(place: Path, port: int, pairs: int) -> bool:
    """Whether neither kind of ill host delays the others by a quarter."""
    house, good = House(place, port, pairs), True
    await house.engine.start()
    await house.round([])  # robots.txt, first polls
    for ill in ("hangs", "drips"):
        alone: list[float] = []
        beside: list[float] = []
        for pair in range(pairs):
            rounds = [(alone, []), (beside, house.sick[ill, pair])]
            for times, sick in rounds if pair % 2 else rounds[::-1]:
                times += await house.round(sick)
        delay = late(beside) / late(alone) - 1
        good = good and delay < 0.25
        print(
            f"a host that {ill}: 95 % of healthy polls within {late(alone):.2f} s without it, "
            f"{late(beside):.2f} s beside it: {delay:+.1%} ({pairs} pairs of rounds, {len(alone)} polls each)"
        )
    await house.stop()
    return good


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--pairs", type=int, default=4)
    options = arguments.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            return 0 if asyncio.run(measure(Path(folder), port, options.pairs)) else 1
    finally:
        server.terminate()


if __name__ == "__main__":
    sys.exit(main())
