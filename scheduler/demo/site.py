"""The invented news site and the webhook's receiver: one HTTP server on loopback.

It serves what `articles.toml` says has appeared by now, and keeps what is posted to it.
"""

from __future__ import annotations

import json
import threading
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from wsgiref.handlers import format_date_time

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ru": ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"),
}
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
}


@dataclass(frozen=True, slots=True)
class Item:
    """One invented article, its dates filled in."""

    feed: str
    after: float
    path: str
    title: str
    text: str


def load_items(now: datetime) -> tuple[Item, ...]:
    """The articles of the demo; the attack was yesterday, as seen from `now`."""
    records = tomllib.loads((files("scheduler.demo") / "articles.toml").read_text("utf-8"))["article"]
    return tuple(_item(record, now) for record in records)


def _item(record: dict[str, Any], now: datetime) -> Item:
    language, attack = record["feed"], now - timedelta(days=1)
    before = attack - timedelta(days=10)
    month = _MONTHS[language][before.month - 1]
    values = {
        "day": _DAYS[language][attack.weekday()],
        "before": f"{month} {before.day}" if language == "en" else f"{before.day} {month}",
    }
    text = record["text"].strip().format(**values)
    return Item(language, record["after"], record["path"], record["title"].format(**values), text)


class Site:
    """Serves the feeds and pages, and takes webhooks; `on_post` is called with each body."""

    def __init__(self, items: tuple[Item, ...], on_post: Callable[[dict[str, Any]], None]) -> None:
        self._items, self._on_post = items, on_post
        self._started: float | None = None
        self._opened = datetime.now(UTC)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def begin(self) -> None:
        """Let time run: from now on articles appear."""
        self._started = time.monotonic()

    @property
    def begun(self) -> bool:
        """Whether articles have begun to appear."""
        return self._started is not None

    @property
    def finished(self) -> bool:
        """Whether the last article has appeared."""
        return len(self.visible()) == len(self._items)

    def visible(self) -> list[Item]:
        passed = 0.0 if self._started is None else time.monotonic() - self._started
        return [item for item in self._items if item.after <= passed]

    def _published(self, item: Item) -> datetime:
        hours = 240 - 18 if item.path == "surgut-stabbing" else 2
        return self._opened - timedelta(hours=hours) if item.after == 0 else self._opened

    def feed(self, language: str) -> bytes:
        """The RSS 2.0 feed of one language: titles and links, so that the pages must be read."""
        entries = "".join(
            f"<item><title>{escape(item.title)}</title>"
            f"<link>http://127.0.0.1:{self.port}/{item.path}</link><guid>{item.path}</guid>"
            f"<pubDate>{format_date_time(self._published(item).timestamp())}</pubDate></item>"
            for item in reversed(self.visible())
            if item.feed == language
        )
        head = f"<title>The Lighthouse ({language})</title><link>http://127.0.0.1:{self.port}/</link>"
        rss = f'<rss version="2.0"><channel>{head}{entries}</channel></rss>'
        return f'<?xml version="1.0" encoding="utf-8"?>{rss}'.encode()

    def page(self, path: str) -> bytes | None:
        """An article's page, with the head and foot of a news site; None where there is none yet."""
        for item in self.visible():
            if item.path == path:
                paragraphs = "".join(f"<p>{escape(part)}</p>" for part in item.text.split("\n\n"))
                when = self._published(item).isoformat()
                return (
                    f'<!doctype html><html lang="{item.feed}"><head><meta charset="utf-8">'
                    f"<title>{escape(item.title)} - The Lighthouse</title>"
                    f'<meta property="og:site_name" content="The Lighthouse">'
                    f'<meta property="article:published_time" content="{when}"></head>'
                    f"<body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><main><article>"
                    f"<h1>{escape(item.title)}</h1>{paragraphs}</article></main>"
                    f"<footer>The Lighthouse, an invented magazine</footer></body></html>"
                ).encode()
        return None

    def _answer(self, path: str) -> tuple[int, str, bytes]:
        if path in ("/en.rss", "/ru.rss"):
            return 200, "application/rss+xml", self.feed(path[1:3])
        if path == "/robots.txt":
            return 200, "text/plain", b"User-agent: *\nAllow: /\n"
        page = self.page(path[1:])
        return (404, "text/plain", b"no such page") if page is None else (200, "text/html", page)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._send(*site._answer(self.path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                site._on_post(json.loads(body))
                self._send(204, "text/plain", b"")

            def _send(self, status: int, kind: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler
