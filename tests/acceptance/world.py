"""A world for the real daemon: a news site, a mail server and a webhook on loopback, and the daemon as a process.

The servers keep ledgers of what they served and received. Tests compare ledgers; they never ask the daemon.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from wsgiref.handlers import format_date_time

from aiosmtpd.controller import Controller

PATIENCE = 60.0


@dataclass
class Story:
    """One article of the site."""

    path: str
    title: str
    text: str
    language: str = "en"
    published: datetime = field(default_factory=lambda: datetime.now(UTC))
    full: bool = False


@dataclass
class Visit:
    """One request that the site got."""

    path: str
    status: int
    at: float
    headers: dict[str, str]


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed in the middle is what some tests are about."""


class NewsSite:
    """Feeds `/NAME.rss` of stories, their pages, robots.txt, a webhook at `/hook`; with ETags."""

    def __init__(self) -> None:
        self.feeds: dict[str, list[Story]] = {}
        self.files: dict[str, tuple[int, str, bytes]] = {}
        self.visits: list[Visit] = []
        self.posts: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.answer_hook: Callable[[int], int] = lambda count: 204
        self.echo = False  # errors show what was asked, as careless servers do
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def publish(self, feed: str, story: Story) -> None:
        self.feeds.setdefault(feed, []).insert(0, story)

    def feed(self, name: str) -> bytes:
        items = "".join(
            f"<item><title>{escape(s.title)}</title><link>{self.url(s.path)}</link><guid>{s.path}</guid>"
            f"<pubDate>{format_date_time(s.published.timestamp())}</pubDate>"
            + (f"<description>{escape(s.text)}</description>" if s.full else "")
            + "</item>"
            for s in self.feeds[name]
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()

    def page(self, path: str) -> bytes | None:
        for stories in self.feeds.values():
            for story in stories:
                if story.path == path and not story.full:
                    body = "".join(f"<p>{escape(p)}</p>" for p in story.text.split("\n\n"))
                    return (
                        f'<html lang="{story.language}"><head><meta charset="utf-8"><title>{escape(story.title)}'
                        f"</title></head><body><article><h1>{escape(story.title)}</h1>{body}</article></body></html>"
                    ).encode()
        return None

    def _answer(self, path: str) -> tuple[int, str, bytes]:
        if path in self.files:
            return self.files[path]
        if path.endswith(".rss") and path[:-4] in self.feeds:
            return 200, "application/rss+xml", self.feed(path[:-4])
        page = self.page(path)
        return (404, "text/plain", b"none") if page is None else (200, "text/html", page)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                status, kind, body = site._answer(self.path[1:].partition("?")[0])
                etag = f'"{hash(body):x}"'
                if status == 200 and self.headers.get("If-None-Match") == etag:
                    status, body = 304, b""
                if site.echo and status == 404:
                    body = f"{self.path} {self.headers}".encode()
                if (
                    self.path != "/robots.txt"
                ):  # a feed asked for has been answered; robots.txt comes before it
                    site.visits.append(Visit(self.path[1:], status, time.monotonic(), dict(self.headers)))
                self._send(status, kind, body, etag)

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                site.posts.append((dict(self.headers), body))
                echoed = f"{self.path} {self.headers}".encode() if site.echo else b""
                self._send(site.answer_hook(len(site.posts)), "text/plain", echoed, None)

            def _send(self, status: int, kind: str, body: bytes, etag: str | None) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if etag:
                    self.send_header("ETag", etag)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler


class MailServer:
    """Takes every mail and keeps it, with its envelope's recipient."""

    def __init__(self, **options: Any) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self._controller.start()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.rcpt_tos[0], mail))
        return "250 taken"

    def close(self) -> None:
        self._controller.stop()


class World:
    """Everything around one daemon, in one directory."""

    def __init__(self, place: Path) -> None:
        self.place, self.site, self.mail = place, NewsSite(), MailServer()
        self.config = place / "config.yaml"
        self.process: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.site.close()
        self.mail.close()

    def configure(self, *feeds: str, extra: str = "", watches: str = "") -> None:
        """Write a configuration with these feeds, a mail receiver, a webhook and a file."""
        sources = "\n".join(
            f'  - {{name: {name}, feed: "{self.site.url(name)}.rss", every: {{min: 1 s, max: 1 s}}}}'
            for name in feeds
        )
        watches = watches or "  - {name: Russia, regions: [Russia], notify: [desk, hook]}"
        self.config.write_text(
            f"database: dateline.db\nlanguages: [en, ru]\nwatches:\n{watches}\nsources:\n{sources}\n"
            "receivers:\n  desk: {email: {to: [desk@example.org]}}\n"
            f'  hook: {{webhook: {{url: "{self.site.url("hook")}"}}}}\n'
            f"smtp: {{host: 127.0.0.1, port: {self.mail.port}, security: none, sender: dateline@example.org}}\n"
            f'network: {{delay: 0.01 s, allow_private: {{sources: ["127.0.0.1:{self.site.port}"], '
            f'receivers: ["127.0.0.1:{self.site.port}"]}}}}\n{extra}',
            encoding="utf-8",
        )

    def command(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a `dateline` command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "scheduler", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            env=_environment(),
            check=False,
            **options,
        )

    def start(self) -> None:
        log = (self.place / "daemon.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scheduler", "run", "--config", str(self.config), "--log", "json"],
            stderr=log,
            env=_environment(),
        )
        log.close()

    def stop(self, how: int = signal.SIGTERM) -> int:
        """End the daemon with a signal; its exit status."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(15)

    @contextmanager
    def running(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.stop()

    def log(self) -> list[dict[str, Any]]:
        """The daemon's log so far."""
        lines = (self.place / "daemon.log").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def articles(self) -> dict[str, dict[str, Any]]:
        """The log's line for each settled article, by the last part of its address."""
        return {e["url"].rsplit("/", 1)[-1]: e for e in self.log() if e["event"] == "article"}

    def wait(self, what: str, condition: Callable[[], Any]) -> None:
        """Wait until `condition` holds, as long as the daemon lives."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert self.process is not None
            log = (self.place / "daemon.log").read_text(encoding="utf-8")[-3000:]
            assert self.process.poll() is None, f"the daemon ended while waiting for {what}:\n{log}"
            assert time.monotonic() < deadline, f"waited in vain for {what}:\n{log}"
            time.sleep(0.05)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
