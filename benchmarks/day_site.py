"""The 500 sources of `benchmarks.day`, on one port of many loopback addresses, with their rhythms and faults.

The time of day is read from a file that the benchmark writes; `/ledger` tells what was asked.
"""

from __future__ import annotations

import asyncio
import mmap
import struct
import sys
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field, fields
from email.utils import formatdate
from pathlib import Path
from typing import Any

from aiohttp import web

HOUR = 3600.0
START = 1_930_000_000.0  # the day's first second, in 2031
FAULTS = (
    "404",
    "410",
    "500 from 6 to 12",
    "429 each second time",
    "hangs from 1 to 9",
    "drips",
    "resets",
    "robots.txt 503",
    "broken gzip",
    "cut each second time",
    "304 to everything",
    "lying ETag",
    "no validators",
    "max-age 2 h",
    "ttl 60",
    "undated",
    "empty",
    "moved",
    "listed twice",
    "new keys each time",
)
RHYTHMS = (24, 6, 2, 1)  # entries a day of the healthy ones
TEXT = "The bridge over the river was closed in the morning, and will be opened after repairs. " * 8


@dataclass(frozen=True)
class Invented:
    """A source: the fault that it has, if any, and how many entries it publishes a day."""

    number: int
    fault: str | None
    rhythm: int

    @property
    def host(self) -> str:
        """Ill ones have a host each, five healthy ones share one."""
        n = self.number if self.fault else 1000 + self.number // 5
        return f"127.3.{n // 250}.{n % 250 + 1}"

    def published(self, now: float) -> list[float]:
        """When all that it has listed by now was published, the newest first, from five before the day on."""
        gap = 24 * HOUR / self.rhythm
        first = START - 5 * gap + (self.number * 37 % 100) / 100 * gap
        count = max(0, int((now - first) // gap) + 1)
        return [first + k * gap for k in range(count)][::-1]


def sources(count: int = 500) -> list[Invented]:
    """Two of five have a fault, ten of each kind in 500."""
    found = []
    for number in range(count):
        fault = FAULTS[number // 5 * 2 % len(FAULTS) + number % 5] if number % 5 < 2 else None
        found.append(Invented(number, fault, 6 if fault else RHYTHMS[number % 4]))
    return found


@dataclass
class Ledger:
    """What was asked: of each host how many requests at once, of each source how often."""

    at_once: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    most: int = 0
    polls: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    conditional: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    unchanged: dict[int, int] = field(default_factory=lambda: defaultdict(int))


class Site:
    """Answers for all of them."""

    def __init__(self, clock: Path) -> None:
        with clock.open("r+b") as file:
            self._clock = mmap.mmap(file.fileno(), 8)
        self._by_number = {one.number: one for one in sources()}
        self._ill = {one.host: one for one in self._by_number.values() if one.fault}
        self.ledger = Ledger()

    def now(self) -> float:
        return float(struct.unpack("d", self._clock[:8])[0])

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/ledger":
            return web.json_response({f.name: getattr(self.ledger, f.name) for f in fields(self.ledger)})
        host, ledger = request.host.split(":")[0], self.ledger
        ledger.at_once[host] += 1
        ledger.most = max(ledger.most, ledger.at_once[host])
        try:
            return await self._answer(request, host)
        finally:
            ledger.at_once[host] -= 1

    async def _answer(self, request: web.Request, host: str) -> web.StreamResponse:
        if request.path == "/robots.txt":
            ill = self._ill.get(host)
            return web.Response(status=503 if ill and ill.fault == "robots.txt 503" else 404)
        moved = request.path.startswith("/moved")
        one = self._by_number[int(request.path.rsplit("/", 1)[1])]
        if one.fault == "moved" and not moved:
            return web.Response(status=301, headers={"Location": f"/moved/{one.number}"})
        self.ledger.polls[one.number] += 1
        asked = request.headers.get("If-None-Match")
        self.ledger.conditional[one.number] += asked is not None
        polls, hour = self.ledger.polls[one.number], (self.now() - START) / HOUR
        if one.fault in ("404", "410"):
            return web.Response(status=int(one.fault))
        if one.fault == "500 from 6 to 12" and 6 <= hour < 12:
            return web.Response(status=500)
        if one.fault == "429 each second time" and polls % 2:
            return web.Response(status=429, headers={"Retry-After": "3600"})
        if one.fault == "hangs from 1 to 9" and 1 <= hour < 9:
            await asyncio.sleep(3600)
        if one.fault == "304 to everything" and polls > 1:
            return web.Response(status=304)
        if one.fault == "resets":
            assert request.transport is not None
            request.transport.close()
        return await self._listing(request, one, polls, asked)

    async def _listing(
        self, request: web.Request, one: Invented, polls: int, asked: str | None
    ) -> web.StreamResponse:
        body = feed(one, self.now(), polls)
        etag = '"always"' if one.fault == "lying ETag" else f'"{hash(body)}"'
        headers = {"Content-Type": "application/rss+xml", "ETag": etag}
        if one.fault == "no validators":
            del headers["ETag"]
        if one.fault == "max-age 2 h":
            headers["Cache-Control"] = "max-age=7200"
        if one.fault == "broken gzip":
            headers["Content-Encoding"] = "gzip"
        if asked == headers.get("ETag", ""):
            self.ledger.unchanged[one.number] += 1
            return web.Response(status=304, headers=headers)
        if one.fault == "cut each second time" and polls % 2 == 0:
            return web.Response(body=b"<html>Please come back later", headers={"Content-Type": "text/html"})
        if one.fault == "drips":
            response = web.StreamResponse(headers=headers)
            await response.prepare(request)
            with suppress(ConnectionError):
                for byte in body:
                    await response.write(bytes([byte]))
                    await asyncio.sleep(0.05)
            return response
        return web.Response(body=body, headers=headers)


def feed(one: Invented, now: float, polls: int) -> bytes:
    """The feed as it is at `now`."""
    items = []
    for at in [] if one.fault == "empty" else one.published(now)[:20]:
        name = f"{one.number}-{at:.0f}"
        key = f"{name}-{polls}" if one.fault == "new keys each time" else name
        date = "" if one.fault == "undated" else f"<pubDate>{formatdate(at, usegmt=True)}</pubDate>"
        items.append(
            f"<item><guid>{key}</guid><title>Bridge {name} was closed</title>{date}"
            f"<link>http://{one.host}/story/{name}</link>"
            f"<content:encoded>{name} {TEXT}</content:encoded></item>"
        )
    twice = items * 2 if one.fault == "listed twice" else items
    ttl = "<ttl>60</ttl>" if one.fault == "ttl 60" else ""
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return (
        f"<rss version='2.0' {space}><channel><title>x</title>{ttl}{''.join(twice)}</channel></rss>".encode()
    )


async def main() -> None:
    site: Any = Site(Path(sys.argv[1]))
    application = web.Application()
    application.router.add_get("/{path:.*}", site.answer)
    # a client that has gone is served no more: what it left behind is no request at once
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0, backlog=1024).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.sleep(36_000)


if __name__ == "__main__":
    asyncio.run(main())
