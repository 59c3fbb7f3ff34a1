"""What a poll costs: parsing a feed beside feedparser alone, and fetching an unchanged one beside bare
Scrapy.

    python benchmarks/feeds.py DIRECTORY [--rounds 5]

DIRECTORY holds feeds as captured (*.xml). Each comparison is CPU time of this process, the median ratio of
the rounds, both sides measured in each. "2 new" is a feed of which all entries but two were listed at the
poll before.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider

from crawler.engine import Engine
from crawler.feeds import Feed, parse_feed
from crawler.gate import Gate
from crawler.responses import Response
from crawler.settings import NetworkSettings
from crawler.sources import FetchState as State
from crawler.sources import Source, after_unchanged, body_hash, next_due

URL = "https://times.example/feed"
SERVER = """
import http.server, sys
class Unchanged(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(404 if "robots" in self.path else 304)
        self.send_header("Content-Length", "0"); self.send_header("ETag", '"one"'); self.end_headers()
    def log_message(self, *arguments): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Unchanged)
print(server.server_port, flush=True)
server.serve_forever()
"""


def cpu(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def ratio(rounds: int, ours: Callable[[], Any], theirs: Callable[[], Any]) -> tuple[float, float, float]:
    """Seconds of ours, seconds of theirs, and their ratio: medians over the rounds."""
    pairs = [(cpu(ours), cpu(theirs)) for _ in range(rounds)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def parsing(folder: Path, rounds: int) -> None:
    print(f"{'feed':24} entries   whole ms  feedparser ms  ratio   2 new ms  share of feedparser")
    shares = []
    for path in sorted(folder.glob("*.xml")):
        body = path.read_bytes()
        whole = parse_feed(body, URL)
        if not isinstance(whole, Feed) or whole.total < 3:
            continue
        known = set(whole.prints[2:])
        part = parse_feed(body, URL, None, known)
        assert isinstance(part, Feed)
        assert part.entries == whole.entries[:2], path.name
        a, b, r = ratio(
            rounds,
            lambda body=body: parse_feed(body, URL),
            lambda body=body: feedparser.parse(io.BytesIO(body)),
        )
        c, _, share = ratio(
            rounds,
            lambda body=body, known=known: parse_feed(body, URL, None, known),
            lambda body=body: feedparser.parse(io.BytesIO(body)),
        )
        shares.append(share)
        print(
            f"{path.stem[:24]:24} {whole.total:7}  {a * 1000:9.1f}  {b * 1000:13.1f}  {r:5.2f}"
            f"  {c * 1000:9.2f}  {share:.3f} (1/{1 / share:.0f})"
        )
    print(f"2 new: median share of feedparser on the whole {statistics.median(shares):.3f}")


class Idle(Spider):
    name = "idle"

    async def start(self):
        return
        yield

    @classmethod
    def from_crawler(cls, crawler: Crawler, *arguments: Any, **options: Any) -> Idle:
        from scrapy import signals

        spider = super().from_crawler(crawler, *arguments, **options)
        crawler.signals.connect(spider.stay, signal=signals.spider_idle)
        return spider

    def stay(self) -> None:
        raise DontCloseSpider


async def many(count: int, fetch: Callable[[], Awaitable[Any]]) -> float:
    began = time.process_time()
    for _ in range(count):
        await fetch()
    return (time.process_time() - began) / count * 1000


async def fetching(port: int, rounds: int, count: int = 400) -> None:
    """An unchanged poll through the engine, state and due time included, and an empty fetch by plain
    Scrapy."""
    url = f"http://127.0.0.1:{port}/feed"
    source = Source("Example Times", "feed", url)
    engine = Engine(NetworkSettings(delay=0.0), Gate.allowing([f"127.0.0.1:{port}"]))
    await engine.start()
    plain = Crawler(
        Idle, {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}
    )
    task = asyncio.ensure_future(plain.crawl_async())
    await asyncio.sleep(0.5)
    state = State(body_hash=body_hash(b""), etag='"one"')

    async def poll() -> None:
        now = datetime.now(UTC)
        answer = await engine.fetch(url, origin=source, etag=state.etag)
        assert isinstance(answer, Response), answer
        next_due(source, after_unchanged(source, state, answer, now), now)

    async def empty() -> None:
        request = Request(url, dont_filter=True, meta={"handle_httpstatus_all": True})
        await plain.engine.download_async(request)

    from twisted.internet import reactor

    reactor.getThreadPool().start()  # plain Scrapy resolves names in threads
    strict = reactor.nameResolver
    pairs = []
    for _ in range(rounds):
        a = await many(count, poll)
        reactor.installNameResolver(engine._system_resolver)  # plain Scrapy has no gate
        b = await many(count, empty)
        reactor.installNameResolver(strict)
        pairs.append((a, b))
    a, b, r = (statistics.median(v) for v in zip(*((a, b, a / b) for a, b in pairs), strict=True))
    print(f"unchanged poll {a:.2f} ms, empty Scrapy fetch {b:.2f} ms, ratio {r:.2f}")
    await plain.stop_async()
    await task
    reactor.getThreadPool().stop()
    await engine.stop()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("directory", type=Path)
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    parsing(options.directory, options.rounds)
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        asyncio.run(fetching(int(server.stdout.readline()), options.rounds))
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
