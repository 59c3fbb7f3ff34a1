"""What many feeds on many hosts cost.

    python -m benchmarks.fleet [--feeds 1000] [--hosts 200] [--changed 0.1] [--minutes 15]

The hosts are loopback addresses 127.1.x.y on one port, served by another process. Every feed is polled twice:
first all of it is new, then the share `--changed` has two new entries of twenty and the rest answers 304. CPU
is that of this process and its worker, from /proc, for the second round only; the share is of one core when
the round is spread over `--minutes`. Nothing is stored: what the database costs is measured elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import time
from array import array
from datetime import UTC, datetime
from pathlib import Path

from crawler.engine import Engine
from crawler.gate import Gate
from crawler.responses import Response
from crawler.settings import NetworkSettings
from crawler.sources import FetchState, Source, after_success, after_unchanged, conditional
from scheduler.reading import Listing
from scheduler.workers import Workers

SERVER = """
import asyncio, sys
from aiohttp import web
from pathlib import Path
changed = float(sys.argv[1])
rounds = {}
def item(n, path):
    return (f"<item><guid>{path}-{n}</guid><title>The bridge number {n} was closed today</title>"
            f"<link>https://times.example{path}/{n}</link>"
            f"<pubDate>Mon, 03 Mar 2031 06:{n:02}:00 GMT</pubDate>"
            f"<description>{'It was closed in the morning, the mayor said. ' * 5}</description></item>")
async def answer(request):
    if request.path == "/robots.txt":
        return web.Response(status=404)
    key = request.host + request.path
    seen = rounds.get(key, 0); rounds[key] = seen + 1
    number = int(request.path.rsplit("/", 1)[1])
    first = 2 if seen and number % 100 < changed * 100 else 0
    etag = f'"{first}"'
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers={"ETag": etag})
    body = "<rss version='2.0'><channel><title>x</title>" + "".join(
        item(n, request.path) for n in range(20 + first, first, -1)) + "</channel></rss>"
    return web.Response(body=body.encode(), headers={"ETag": etag, "Content-Type": "application/rss+xml"})
async def main():
    application = web.Application(); application.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None); await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0, backlog=1024); await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.sleep(3600)
asyncio.run(main())
"""
AT_ONCE = 32  # as the service polls


def children(pid: int) -> list[int]:
    """`pid` and all processes under it."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in told for one in children(int(child)))]


def cost(pids: list[int]) -> tuple[float, float]:
    """CPU seconds of these processes and of their children that have ended, and megabytes of proportional
    memory."""
    seconds = megabytes = 0.0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        smaps = Path(f"/proc/{pid}/smaps_rollup").read_text()
        megabytes += int(smaps.split("\nPss:", 1)[1].split()[0]) / 1024
    return seconds, megabytes


class Blocking:
    """How long each step holds up the loop, in CPU seconds of its thread: what others use does not count."""

    def __init__(self) -> None:
        self.times = array("d")
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            began = time.thread_time()
            run(handle)
            self.times.append(time.thread_time() - began)

        asyncio.Handle._run = timed  # type: ignore[method-assign]

    def told(self) -> str:
        """The 99th percentile and the longest, and how much of the time was spent in steps over 50 ms."""
        ordered = sorted(self.times)
        late = sum(step for step in ordered if step > 0.05) / sum(ordered)
        percentile = ordered[len(ordered) * 99 // 100] * 1000
        return (
            f"the loop is held up {percentile:.2f} ms at the 99th percentile of {len(ordered)} steps, "
            f"{ordered[-1] * 1000:.0f} ms at most; {late:.1%} of its time in steps over 50 ms"
        )


class Fleet:
    """Feeds with their states, polled as the service does, without its database."""

    def __init__(self, engine: Engine, workers: Workers, sources: list[Source]) -> None:
        self.engine, self.workers, self.sources = engine, workers, sources
        self.states = {source.url: FetchState() for source in sources}
        self.unchanged = self.new = self.failed = 0

    async def round(self) -> None:
        self.unchanged = self.new = self.failed = 0
        room = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._poll(source, room) for source in self.sources))

    async def _poll(self, source: Source, room: asyncio.Semaphore) -> None:
        async with room:
            state = self.states[source.url]
            etag, modified = conditional(state, datetime.now(UTC))
            answer = await self.engine.fetch(source.url, origin=source, etag=etag, last_modified=modified)
            if not isinstance(answer, Response):
                self.failed += 1
                return
            self.states[source.url] = await self._read(source, state, answer)

    async def _read(self, source: Source, state: FetchState, answer: Response) -> FetchState:
        now = datetime.now(UTC)
        if answer.not_modified:
            self.unchanged += 1
            return after_unchanged(source, state, answer, now)
        known = frozenset(state.prints)
        listing = await self.workers.run(
            "scheduler.work.read_source", "feed", answer.body, answer.url, answer.content_type, None, known
        )
        assert isinstance(listing, Listing), listing
        new = len(listing.entries)
        self.new += new
        return after_success(source, state, answer, new, len(listing.prints), now, prints=listing.prints)


def named(feeds: int, hosts: int, port: int) -> list[Source]:
    spread = [f"127.1.{n // 250}.{n % 250 + 1}:{port}" for n in range(hosts)]
    return [Source(f"{n}", "feed", f"http://{spread[n % hosts]}/{n}") for n in range(feeds)]


async def measure(port: int, options: argparse.Namespace) -> None:
    engine = Engine(NetworkSettings(delay=0.0), Gate.allowing(["127.0.0.0/8"]))
    workers = Workers((), ("en",), processes=2)
    await engine.start()
    fleet = Fleet(engine, workers, named(options.feeds, options.hosts, port))
    await fleet.round()
    assert not fleet.failed, f"{fleet.failed} failed"
    server = options.server.pid
    own = [pid for pid in children(os.getpid()) if pid != server]
    before, began = cost(own)[0], time.monotonic()
    await fleet.round()
    own = [pid for pid in children(os.getpid()) if pid != server]  # workers are replaced now and then
    seconds, megabytes = cost(own)
    spent = seconds - before
    share = spent / (options.minutes * 60)
    print(
        f"{options.feeds} feeds on {options.hosts} hosts: {fleet.unchanged} unchanged, "
        f"{fleet.new} new entries in {options.feeds - fleet.unchanged} changed feeds, "
        f"in {time.monotonic() - began:.1f} s\n"
        f"CPU {spent:.2f} s, {spent / options.feeds * 1000:.2f} ms a feed: {share:.2%} of a core over "
        f"{options.minutes:g} minutes, {share / options.feeds * 10_000:.2%} for 10,000 feeds; "
        f"{len(own)} processes, {megabytes:.0f} MB"
    )
    blocking = Blocking()
    await fleet.round()  # once more: measuring each step costs CPU of its own
    print(blocking.told())
    await engine.stop()
    workers.stop()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--feeds", type=int, default=1000)
    arguments.add_argument("--hosts", type=int, default=200)
    arguments.add_argument("--changed", type=float, default=0.1)
    arguments.add_argument("--minutes", type=float, default=15)
    options = arguments.parse_args()
    options.server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(options.changed)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert options.server.stdout is not None
        asyncio.run(measure(int(options.server.stdout.readline()), options))
    finally:
        options.server.terminate()


if __name__ == "__main__":
    main()
