"""The world around the simulated service: all sources, a webhook and a mail server, with their ledgers.

The simulated instant is read from a few shared bytes that the service writes. Each source is a host of its own,
an address of 127.0.0.0/8, on one port.
"""

from __future__ import annotations

import asyncio
import json
import mmap
import re
import struct
import threading
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

from tests.faults.month.news import Item, Month, Trouble

LISTED = 40


class Instant:
    """The simulated time, seconds since 1970, shared by service and world through a small file."""

    def __init__(self, path: Path, begins: float | None = None) -> None:
        if begins is not None:
            path.write_bytes(struct.pack("d", begins))
        with path.open("r+b") as file:
            # Written at once: a reader, or a kill in the middle, finds the old or the new one.
            self._shared = memoryview(mmap.mmap(file.fileno(), 8)).cast("d")

    @property
    def now(self) -> float:
        return float(self._shared[0])

    @now.setter
    def now(self, at: float) -> None:
        self._shared[0] = at


@dataclass
class Ledger:
    """What the receivers took, each with the simulated instant, and how often each source was asked."""

    posts: list[tuple[float, str, dict[str, Any]]] = field(default_factory=list)
    mails: list[tuple[float, str, str, bool]] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)
    failed: int = 0
    unchanged: int = 0
    pages: int = 0


class Site:
    """Serves the month. `start` before the service, `stop` at the end."""

    def __init__(self, month: Month, sources: int, instant: Instant) -> None:
        self.ledger = Ledger()
        self._instant = instant
        self._troubles = month.troubles
        self._items: list[list[Item]] = [[] for _ in range(sources)]
        self._paths = {item.path: item for item in month.items}
        for item in month.items:
            self._items[item.source].append(item)
        self._times = [[item.at for item in items] for items in self._items]
        self.port = self.mail_port = 0

    def start(self) -> Site:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait(10)
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        wide = {"limit": 2**22}
        web = self._loop.run_until_complete(asyncio.start_server(self._web, "0.0.0.0", 0, **wide))  # type: ignore[arg-type]
        mail = self._loop.run_until_complete(asyncio.start_server(self._mail, "127.0.0.1", 0, **wide))  # type: ignore[arg-type]
        self.port, self.mail_port = (s.sockets[0].getsockname()[1] for s in (web, mail))
        ready.set()
        self._loop.run_forever()

    def url(self, source: int) -> str:
        return f"http://127.1.{source // 200}.{source % 200 + 1}:{self.port}/feed-{source}.rss"

    def trouble(self, who: int | str) -> Trouble | None:
        now = self._instant.now
        return next((t for t in self._troubles if t.who == who and t.begins <= now < t.ends), None)

    # --- the web

    async def _web(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                method, path, _ = head.split(" ", 2)
                if method == "POST":
                    size = int(re.search(r"(?i)content-length: *(\d+)", head)[1])  # type: ignore[index]
                    answer = self._post(head, await reader.readexactly(size))
                else:
                    answer = self._get(path, head)
                if answer is None:
                    return
                writer.write(answer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    def _get(self, path: str, head: str) -> bytes | None:
        feed = re.fullmatch(r"/feed-(\d+)\.rss", path)
        if feed is None:
            item = self._paths.get(path[1:])
            self.ledger.pages += item is not None
            return _answer(200, _page(item), "text/html; charset=utf-8") if item else _answer(404, b"none")
        source = int(feed[1])
        self.ledger.polls.append(self._instant.now)
        trouble = self.trouble(source)
        if trouble is not None:
            self.ledger.failed += 1
            if trouble.how == "cut":
                return None
            if trouble.how == "rubbish":
                return _answer(200, b"<html><p>Please log in", "text/html")
            return _answer(int(trouble.how), b"no")
        body, etag = self._feed(source)
        if f"If-None-Match: {etag}".lower() in head.lower():
            self.ledger.unchanged += 1
            return _answer(304, b"", etag=etag)
        return _answer(200, body, "application/rss+xml", etag)

    def _feed(self, source: int) -> tuple[bytes, str]:
        count = bisect_right(self._times[source], self._instant.now)
        listed = reversed(self._items[source][max(0, count - LISTED) : count])
        full = source % 2 == 0
        items = "".join(
            f"<item><title>{escape(i.title)}</title><link>{self.url(source).rsplit('/', 1)[0]}/{i.path}</link>"
            f"<guid>{i.path}</guid><pubDate>{format_datetime(datetime.fromtimestamp(i.at, UTC))}</pubDate>"
            + (f"<description>{escape(i.text)}</description>" if full else "")
            + "</item>"
            for i in listed
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Source {source}</title>{items}</channel></rss>'
        return body.encode(), f'"{source}-{count}"'

    def _post(self, head: str, body: bytes) -> bytes:
        if self.trouble("hook"):
            return _answer(503, b"down")
        name = re.search(r"(?i)webhook-id: *(\S+)", head)[1]  # type: ignore[index]
        self.ledger.posts.append((self._instant.now, name, json.loads(body)))
        return _answer(204, b"")

    # --- the mail server

    async def _mail(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"220 mx.example\r\n")
            while line := await reader.readline():
                word = line[:4].upper()
                reply = b"250 ok"
                if word == b"RCPT" and self.trouble("mail"):
                    reply = b"451 come back later"
                elif word == b"DATA":
                    writer.write(b"354 go on\r\n")
                    self._take(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(reply + b"\r\n")
                if word == b"QUIT":
                    return
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    def _take(self, payload: bytes) -> None:
        mail = message_from_bytes(payload, policy=policy.default)
        first = mail["In-Reply-To"] is None  # what comes later about an incident answers its first mail
        self.ledger.mails.append((self._instant.now, str(mail["Message-ID"]), _plain(mail), first))


def _plain(mail: Any) -> str:
    part = mail.get_body(("plain",))
    text = part.get_content().replace("\r\n", "\n") if part is not None else ""
    return f"{mail['Subject']}\n{text}"


def _page(item: Item) -> bytes:
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in item.text.split("\n\n"))
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(item.title)}</title></head><body><article>'
        f"<h1>{escape(item.title)}</h1>{paragraphs}</article></body></html>"
    ).encode()


def _answer(status: int, body: bytes, kind: str = "text/plain", etag: str | None = None) -> bytes:
    tag = f"ETag: {etag}\r\n" if etag else ""
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{tag}\r\n"
    return head.encode() + (b"" if status in (204, 304) else body)
