"""Every file and string of the shared data at every entry point of the web, and every forbidden address.

    python -m tests.hostile.campaign DATA [--flaw NAME | --controls] [--every N]

DATA holds `feeds/` and `hostile/`. Each file is served on loopback with its own type and goes the way of the
service, through the crawler and a worker process: as a feed, a sitemap, a section, an article's page; and as a
site's front page, robots.txt, an OPML list and a line for `extract`. The strings go where outsiders' words go:
titles, links, authors, headers of answers, addresses. It runs under strace, which sees what any library does:
a connection to anything but the test's own port, or a file of the bait, fails it. `--controls` runs builds with
one thing broken and must see each fail.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from click import UsageError

from crawler.charsets import decode
from crawler.discovery import named_feeds, read_opml, robots_sitemaps
from crawler.engine import Engine
from crawler.gate import Gate, origin_of
from crawler.hops import Errand
from crawler.responses import Failure, FailureKind, Response
from crawler.robots import read_rules
from crawler.settings import NetworkSettings
from crawler.sources import Source
from incidents.errors import BadInput
from scheduler.commands.reading import _json
from scheduler.workers import Killed, Limits, Workers
from tests.hostile.addresses import Names, addresses
from tests.hostile.server import RawServer
from tests.hostile.work import FLAW, FLAWS

KINDS = ("feed", "sitemap", "section")
VALIDATORS = (b"ETag", b"Last-Modified", b"Retry-After", b"Expires")
TYPES = {
    ".xml": b"application/xml",
    ".json": b"application/json",
    ".html": b"text/html",
    ".opml": b"text/xml",
}
PATIENCE = 30.0  # what takes longer hangs
OWN_HEADERS = frozenset(
    b"accept accept-encoding connection host if-modified-since if-none-match user-agent".split()
)
REBOUND = '"93.184.216.34"'  # the public address of the rebinding name: it may be tried


@dataclass
class Report:
    """What became of what, by entry point; and what must be nothing."""

    ends: dict[str, Counter[str]] = field(default_factory=dict)
    uncaught: list[str] = field(default_factory=list)
    hung: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def count(self, entry: str, end: str) -> None:
        self.ends.setdefault(entry, Counter())[end] += 1

    @property
    def faults(self) -> list[str]:
        return [*self.uncaught, *self.hung, *self.wrong]


class Campaign:
    """One run over the files."""

    def __init__(self, data: Path, bait: Path, every: int, limit: float) -> None:
        self.data, self.bait, self.every, self.report = data, bait, every, Report()
        self.limits = Limits(1e6 if FLAW == "no limit of time" else limit)
        self.names = Names()

    async def run(self) -> Report:
        self.site, self.trap = await RawServer().start(), await RawServer().start()
        print(f"ports {self.site.port} {self.trap.port}", flush=True)
        network = NetworkSettings(delay=0.0, timeout=3.0, obey_robots=False)
        self.engine = Engine(network, Gate.allowing([f"127.0.0.1:{self.site.port}"]), self.names)
        self.workers = Workers((), ("en", "ru"), 2, self.limits)
        self.room = asyncio.Semaphore(4)
        await self.engine.start()
        files = [*self._files(), *self._bait()]
        await asyncio.gather(*(self._file(number, *item) for number, item in enumerate(files)))
        await self._strings()
        await self._headers()
        for place, ends in (await addresses(self.data, self.site, self.trap, self.engine)).items():
            self.report.ends[f"address: {place}"] = ends
            if ends["let through"]:
                self.report.wrong.append(f"{ends['let through']} forbidden addresses let through: {place}")
        if self.trap.heads:
            self.report.wrong.append(f"{len(self.trap.heads)} requests reached the trap")
        self.workers.stop()
        await self.engine.stop()
        return self.report

    # --- files

    def _files(self) -> Iterator[tuple[str, bytes, tuple[bytes, ...]]]:
        found = [path for part in ("feeds", "hostile") for path in sorted((self.data / part).rglob("*"))]
        for path in [path for path in found if path.is_file()][:: self.every]:
            packed = re.fullmatch(r"bomb-(\w+)\.bin", path.name)
            headers = (b"Content-Encoding: " + packed[1].encode(),) if packed else ()
            yield str(path.relative_to(self.data)), path.read_bytes(), headers

    def _bait(self) -> Iterator[tuple[str, bytes, tuple[bytes, ...]]]:
        """Our own: a body that names an address or a file, entities from elsewhere, a page that takes long."""
        file = self.bait.as_uri()
        yield "bait/address.xml", self.trap.url("/feed").encode(), ()
        yield "bait/path.xml", str(self.bait).encode(), ()
        dtd = f'<!DOCTYPE urlset SYSTEM "{file}" [<!ENTITY e SYSTEM "{file}">]><urlset><url><loc>&e;</loc></url></urlset>'
        yield "bait/entity.xml", dtd.encode(), ()
        surrogate = "<rss version='2.0'><channel><item><title>&#xD800;</title></item></channel></rss>"
        yield "bait/surrogate.xml", surrogate.encode(), ()
        yield "bait/long.html", b"<html><body><article>" + b"<p>word word" * 150_000, ()

    async def _file(self, number: int, name: str, body: bytes, headers: tuple[bytes, ...]) -> None:
        async with self.room:
            kind = TYPES.get(Path(name).suffix, b"application/octet-stream")
            for entry in KINDS:
                url = self.site.give(f"/{entry}/{number}", body, kind, 200, headers)
                await self._fetched(name, entry, url, "listing", entry)
            url = self.site.give(f"/page/{number}", body, b"text/html", 200, headers)
            await self._fetched(name, "page", url, "page")
            await asyncio.to_thread(self._in_process, name, body)

    async def _fetched(self, name: str, entry: str, url: str, function: str, *first: Any) -> None:
        began = time.monotonic()
        answer = await self.engine.fetch(url, origin=Source("x", "feed", url))
        if isinstance(answer, Failure):
            self._ended(name, entry, f"{answer.kind}: ", began)
            return
        more = (
            {
                "key": "k",
                "url": url,
                "title": "t",
                "text": "",
                "full": False,
                "published": None,
                "language": None,
            },
        )
        arguments = (
            *first,
            answer.body,
            answer.url,
            answer.content_type,
            *(more if function == "page" else ()),
        )
        run = self.workers.run(f"tests.hostile.work.{function}", *arguments)
        try:
            self._ended(name, entry, await asyncio.wait_for(run, PATIENCE), began)
        except TimeoutError:
            self.report.hung.append(f"{name} as {entry}")

    def _ended(self, name: str, entry: str, end: Any, began: float) -> None:
        if isinstance(end, Killed):
            if not re.match(r"took more|needed more|its process died", end.why):
                self.report.uncaught.append(f"{name} as {entry}: {end.why}")
            end = "killed: "
        self.report.count(entry, str(end).split(":", 1)[0])
        if time.monotonic() - began > PATIENCE:
            self.report.hung.append(f"{name} as {entry}")

    def _in_process(self, name: str, body: bytes) -> None:
        """What the commands read in their own process."""
        url = "https://times.example/"
        self._guarded(name, "front page", lambda: len(named_feeds(body, url)))
        self._guarded(name, "OPML", lambda: len(read_opml(body)))
        self._guarded(
            name, "robots.txt", lambda: read_rules(Response(url, 200, {}, body)).refuses(url, "x") is None
        )
        self._guarded(name, "robots.txt", lambda: len(robots_sitemaps(decode(body))))
        line = decode(body)
        accepted = self._guarded(
            name, "line of extract", lambda: _json(line), expected=(BadInput, UsageError)
        )
        verdict = Path(name).name[:2]
        if "hostile/json" in name and verdict == "y_" and accepted is None and line.strip() != "null":
            self.report.wrong.append(f"{name}: valid JSON is refused")
        if "hostile/json" in name and verdict == "n_" and accepted is not None:
            self.report.wrong.append(f"{name}: invalid JSON is accepted")

    def _guarded(
        self, name: str, entry: str, call: Callable[[], Any], expected: tuple[type[Exception], ...] = ()
    ) -> Any:
        began = time.monotonic()
        try:
            found = call()
        except expected:
            found = None
        except Exception as error:
            self.report.uncaught.append(f"{name} as {entry}: {type(error).__name__}: {error}")
            return None
        self._ended(name, entry, "refused" if not found else "read", began)
        return found

    # --- strings

    def _words(self) -> list[str]:
        words = json.loads((self.data / "hostile" / "blns.json").read_text("utf-8"))
        for name in ("headers.txt", "csv.txt"):
            lines = (self.data / "hostile" / name).read_text("utf-8").splitlines()
            words += [json.loads(line) for line in lines if line and not line.startswith("#")]
        return words[:: self.every]

    async def _strings(self) -> None:
        """As titles, links, keys and authors of an RSS and a JSON feed, in pages, and as addresses."""
        items = "".join(
            f"<item><guid>{n}{escape(w)}</guid><title>{escape(w)}</title><link>{escape(w)}</link>"
            f"<author>{escape(w)}</author><description>{escape(w)}</description></item>"
            for n, w in enumerate(self._words())
        )
        rss = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode(
            "utf-8", "replace"
        )
        records = [{"id": f"{n}", "url": w, "title": w, "content_html": w, "language": w, "date_published": w}
                   for n, w in enumerate(self._words())]  # fmt: skip
        feed = json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": records}
        ).encode()
        for name, body, kind in (
            ("strings.xml", rss, b"application/xml"),
            ("strings.json", feed, b"application/json"),
        ):
            await self._fetched(
                name, "strings as a feed", self.site.give(f"/{name}", body, kind), "listing", "feed"
            )
        for number, word in enumerate(self._words()):
            head = (
                f"<title>{word}</title><meta name=author content='{word}'><link rel=canonical href='{word}'>"
            )
            html = f"<html><head>{head}</head><body><article><p>{'It was closed. ' * 20}</p><p>{word}</p></article>"
            url = self.site.give(
                f"/word/{number}", html.encode("utf-8", "replace"), b"text/html; charset=utf-8"
            )
            await self._fetched(f"string {number}", "strings in a page", url, "page")
            self._ended(
                f"string {number}",
                "strings as an address",
                _ending(await self.engine.fetch(word)),
                time.monotonic(),
            )

    async def _headers(self) -> None:
        """As headers of answers; what is sent back (validators) must add no header to our requests."""
        for number, word in enumerate(self._words()):
            raw = word.encode("utf-8", "replace")
            lines = tuple(name + b": " + raw for name in VALIDATORS)
            url = self.site.give(f"/head/{number}", b"<rss/>", b"application/xml", 200, lines)
            began, source = time.monotonic(), Source("x", "feed", url)
            answer = await self.engine.fetch(url, origin=source)
            self._ended(f"string {number}", "strings as headers", _ending(answer), began)
            if isinstance(answer, Response):
                etag = answer.headers.get("etag")
                again = await self.engine.fetch(url, origin=source, etag=etag, last_modified=word)
                self._ended(f"string {number}", "strings as validators", _ending(again), began)
        for head in self.site.heads:
            sent = {line.split(b":", 1)[0].lower() for line in head.split(b"\r\n")[1:] if line}
            if head.startswith(b"GET") and sent - OWN_HEADERS:
                self.report.wrong.append(f"a request had the headers {sorted(sent - OWN_HEADERS)}")


def _ending(answer: Response | Failure) -> str:
    if isinstance(answer, Response):
        return "read: "
    return (
        "uncaught: "
        if answer.kind is FailureKind.OTHER and "Error" in answer.text[:30]
        else f"{answer.kind}: "
    )


# --- what strace saw


def strays(trace: str, port: int, bait: Path, data: Path) -> list[str]:
    """Connections to anything but `port` on loopback (a question to the name server is none), and opened files
    that only a body names."""
    found = []
    for line in trace.splitlines():
        if "connect(" in line and "AF_INET" in line:
            own = f"htons({port})" in line and '"127.0.0.1"' in line
            if not own and REBOUND not in line and "htons(53)" not in line:
                found.append(line.strip()[:160])
        own = f'"{data}/' in line  # the campaign itself reads it
        if not own and re.search(rf'openat\(.*(?:{re.escape(bait.name)}|\.(?:dtd|ent)"|/etc/hostname)', line):
            found.append(line.strip()[:160])
    return found


def traced(arguments: list[str], flaw: str = "") -> tuple[list[str], str]:
    """Run the campaign in a process of its own under strace: its faults, and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        trace, bait = Path(folder) / "trace", Path(folder) / "bait-canary.txt"
        bait.write_text("<rss version='2.0'><channel><title>canary</title></channel></rss>", encoding="utf-8")
        command = ["strace", "-f", "-qq", "-e", "trace=connect,openat", "-e", "signal=none", "-o", str(trace)]
        command += [sys.executable, "-m", "tests.hostile.campaign", *arguments, "--inner", str(bait)]
        environment = {**os.environ, "DATELINE_FLAW": flaw}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        ports = re.search(r"^ports (\d+)", done.stdout, re.MULTILINE)
        if ports is None or "\nreport " not in done.stdout:
            return [f"it did not end by itself: {done.stderr[-2000:]}"], done.stdout
        faults = json.loads(done.stdout.split("\nreport ", 1)[1])
        seen = trace.read_text("utf-8", "replace")
    return faults + strays(seen, int(ports[1]), bait, Path(arguments[0])), done.stdout.split("\nreport ", 1)[
        0
    ]


def open_gate() -> None:
    Gate.check_url = lambda self, url: None if origin_of(url) else "no address"  # type: ignore[method-assign]
    Gate.check_address = lambda self, address, port, host=None: None  # type: ignore[method-assign]


def send_referer() -> None:
    own = Errand.headers_for
    Errand.headers_for = lambda self, url: {**own(self, url), "Referer": self.url}  # type: ignore[method-assign]


def inner(options: argparse.Namespace) -> None:
    if FLAW == "gate open":
        open_gate()
    if FLAW == "another header":
        send_referer()
    report = asyncio.run(Campaign(options.data, options.inner, options.every, options.limit).run())
    for entry, ends in report.ends.items():
        print(
            f"{entry:24} {ends.total():6}  "
            + ", ".join(f"{end} {count}" for end, count in ends.most_common())
        )
    print(f"uncaught {len(report.uncaught)}, hung {len(report.hung)}", flush=True)
    print("\nreport " + json.dumps(report.faults), flush=True)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--every", type=int, default=1, help="take every n-th file and string")
    arguments.add_argument("--limit", type=float, default=10.0, help="seconds that a worker has")
    arguments.add_argument("--flaw", choices=FLAWS, default="")
    arguments.add_argument("--controls", action="store_true")
    arguments.add_argument("--inner", type=Path, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.inner:
        inner(options)
        return 0
    told = [str(options.data), "--every", str(options.every), "--limit", str(options.limit)]
    if options.controls:
        caught = {flaw: traced(told, flaw)[0] for flaw in FLAWS}
        for flaw, faults in caught.items():
            print(f"{flaw:20} {'seen: ' + faults[0][:120] if faults else 'NOT SEEN'}")
        print(f"{sum(map(bool, caught.values()))} of {len(caught)} negative controls seen")
        return 0 if all(caught.values()) else 1
    faults, printed = traced(told, options.flaw)
    print(printed)
    print(f"{len(faults)} faults (connections but to the test's port and files of the bait among them)")
    for fault in faults[:40]:
        print("  " + fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
