"""A newsroom with a clock that the test moves: articles in, real mail and web servers out, one process.

All between is the real thing, made from a YAML configuration as the service makes it: reader, pipeline, store,
outbox, routing, delivery. Only the crawler is left out. The servers' ledgers say what arrived, and when.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import structlog

from alerts.delivery import Delivery
from incidents.article import Draft
from incidents.text import normalise_draft
from scheduler.accounts import StoredAccounts
from scheduler.clock import ManualClock
from scheduler.config import Config, load
from scheduler.outbox import StoredOutbox
from scheduler.parts import build_receivers
from scheduler.pipeline import Arrival, Pipeline, Settled
from scheduler.reader import Reader
from scheduler.writer import Writer
from store.database import Database
from tests.alerts.servers import Hook, Mailbox, mail_server, web_server

OUTLETS = (("Harbour Post", "harbour"), ("Прибрежный вестник", "vestnik"), ("Ridge Observer", "ridge"))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass
class Arrived:
    """One mail or POST as the server got it, with the newsroom's time."""

    at: datetime
    to: str
    subject: str
    mail: EmailMessage | None = None
    body: dict[str, Any] = field(default_factory=dict)

    def page(self) -> str:
        """The HTML of a mail."""
        return self._part("html")

    def text(self) -> str:
        """The plain text of a mail."""
        return self._part("plain")

    def _part(self, kind: str) -> str:
        assert self.mail is not None
        part = self.mail.get_body((kind,))
        assert part is not None
        return str(part.get_content())


class Newsroom:
    """`arrived` is the ledger of both servers, in the order in which the newsroom's minutes saw it."""

    def __init__(self, place: Path, config: Config, start: datetime, box: Mailbox, hook: Hook) -> None:
        self.config, self.clock = config, ManualClock(start)
        self.box, self.hook = box, hook
        self.arrived: list[Arrived] = []
        self._writer = Writer()
        self.database = Database.open(place / "dateline.db", exclusive=True)
        self._reader = Reader(config.groups, config.languages)
        self._pipeline = Pipeline(self.database, config.watches, config.groups, config.max_age)
        self._seen = [0, 0]
        self.database.sources.sync(
            [(source.name, source.url, source.kind) for source in config.sources], start
        )
        self.boot("first")

    def boot(self, boot_id: str) -> None:
        """Delivery as after a start of the service."""
        self.delivery = Delivery(
            StoredOutbox(self.database, self._writer, self.config.secrets.redact),
            build_receivers(self.config, self.clock),
            self.clock.now,
            boot_id,
            structlog.get_logger(),
            owner=self.config.service.owner,
            accounts=StoredAccounts(self.database, self._writer),
        )

    async def close(self) -> None:
        await self.delivery.stop()
        self._writer.stop()
        self.database.close()

    async def read(self, draft: Draft, *, primed: bool = False) -> Settled:
        """One article, settled now."""
        now = self.clock.now()
        reading = self._reader.read(normalise_draft(draft, now))
        return await self._writer(self._pipeline.settle, reading, Arrival(now, primed=primed), now)

    async def deliver(self) -> list[Arrived]:
        """Send what is due, and note what arrived."""
        await self.delivery.pump()
        now, before = self.clock.now(), len(self.arrived)
        for recipients, mail in zip(
            self.box.recipients[self._seen[0] :], self.box.mails[self._seen[0] :], strict=True
        ):
            parsed = message_from_bytes(mail, policy=policy.default)
            self.arrived.append(Arrived(now, recipients[0], str(parsed["Subject"]), mail=parsed))
        for _, body in self.hook.requests[self._seen[1] :]:
            told = json.loads(body)
            self.arrived.append(Arrived(now, "hook", told.get("reason") or told["subject"], body=told))
        self._seen = [len(self.box.mails), len(self.hook.requests)]
        return self.arrived[before:]

    async def wait(self, span: timedelta, step: timedelta = MINUTE) -> None:
        """Let time pass in steps, delivering at each."""
        until = self.clock.now() + span
        while self.clock.now() < until:
            self.clock.advance(min(step, until - self.clock.now()))
            await self.deliver()
            await asyncio.sleep(0)

    def mails(self, to: str = "") -> list[Arrived]:
        """The mails to an address, or all."""
        return [one for one in self.arrived if one.mail is not None and to in one.to]


@asynccontextmanager
async def newsroom(place: Path, start: datetime, receivers: str, watches: str) -> AsyncIterator[Newsroom]:
    """`receivers` and `watches` are lines of YAML; HOOK in them stands for the web server's address."""
    async with mail_server() as box, web_server() as hook:
        path = place / "config.yaml"
        path.write_text(
            f"database: dateline.db\nlanguages: [en, ru]\nmax_age: 7 days\nwatches:\n{watches}\n"
            "sources:\n"
            + "".join(f"  - {{name: {n}, feed: 'https://{u}.example/rss'}}\n" for n, u in OUTLETS)
            + f"receivers:\n{receivers.replace('HOOK', hook.url)}\n"
            f"smtp: {{host: 127.0.0.1, port: {box.port}, security: none, sender: dateline@example.org}}\n"
            f'network: {{allow_private: {{receivers: ["127.0.0.1:{hook.port}"]}}}}\n',
            encoding="utf-8",
        )
        room = Newsroom(place, load(path, environ={}), start, box, hook)
        try:
            yield room
        finally:
            await room.close()
