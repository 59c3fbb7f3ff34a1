"""The process that is killed: the real store, outbox and delivery on a real file, without the crawler.

Run as a program it loads once and then forks a child for each JSON line on standard input, a `Job`. It prints the
child's pid, and then how it ended. A child that waits stands still until somebody opens the FIFO `go`; its clock
stands still but for what it waits for, and then steps. `flaws.py` can break it on purpose.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import socket
import sqlite3
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import structlog

from alerts.delivery import Delivery
from alerts.mail import MailReceiver
from alerts.receivers import Email, Limit, ReceiverSettings, Secret, SmtpSettings, Timeouts, Webhook
from alerts.webhook import TIMEOUT, WebhookReceiver
from scheduler.outbox import StoredOutbox
from scheduler.writer import Writer
from store import schema
from store.database import Database
from tests.alerts.servers import OpenPorts
from tests.faults import flaws
from tests.store.invented import NOW, draft, incident, known, notice, place

RECIPIENTS = ("ann@example.org", "bob@example.org")
HOUR = timedelta(hours=1)


@dataclass
class Job:
    """One life. `hours` is when it starts, `until` how far it goes with what waits.

    `seconds` cuts off what a server drags out. `owner` hears of dead receivers. `replay` sends again what was given
    up. `limit` is messages an hour for the mail. `file_size` is the largest file in bytes. `migrating` has one
    schema migration more than the code. What is not the database lies in `aside`.
    """

    directory: str
    aside: str
    mail_port: int = 0
    hook_port: int = 0
    control_port: int = 0
    incidents: int = 10
    flaw: str = ""
    wait: bool = False
    contended: bool = False
    hours: float = 0.0
    until: float = 48.0
    seconds: float = 0.0
    owner: str | None = None
    replay: bool = False
    limit: int = 0
    file_size: int = 0
    migrating: bool = False
    template: bool = True
    smtp: dict[str, Any] = field(default_factory=dict)


class Acknowledged(StoredOutbox):
    """Writes down, outside the database, what was promised to be kept."""

    acks = -1

    async def settle(self, message_id: str, status: Any, *rest: Any) -> None:
        await super().settle(message_id, status, *rest)
        acknowledge(self.acks, f"{status} {message_id}")


def acknowledge(acks: int, what: str) -> None:
    os.write(acks, f"{what}\n".encode())


def contend(db: Database, directory: Path) -> None:
    """Another program, an operator's command say, that writes whenever ours is about to and it can."""
    other = sqlite3.connect(
        directory / "dateline.db", isolation_level=None, timeout=0, check_same_thread=False
    )

    def write(statement: str) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            with suppress(sqlite3.OperationalError):
                other.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('other', hex(randomblob(4)))")

    db._c.raw.set_trace_callback(write)


def migrate_further() -> None:
    """A later release: a migration that rewrites a table with rows in it."""

    @schema.migrations(name="0002_of_a_later_release")
    def _second(db: Any) -> None:
        db.conn.execute("ALTER TABLE notices ADD COLUMN later TEXT NOT NULL DEFAULT 'x'")
        db.conn.execute("UPDATE notices SET later = hex(randomblob(400))")
        db.conn.execute("CREATE INDEX notices_later ON notices (later)")


def plan(db: Database, number: int) -> None:
    """What one article leads to, in one transaction, unless it was read already."""
    with db.transaction():
        url = f"https://news.example/{number}"
        if db.meta.get(f"read {url}") is None:
            db.meta.set(f"read {url}", draft(number).title)
            flaws.between(db)
            told = known(f"i{number}", incident=incident(place=place(f"Town {number}")))
            db.incidents.save(told)
            told = replace(told, words=frozenset())
            db.outbox.add([notice(number, name, known=told) for name in ("desk", "hook")])


class Clock:
    """Stands still until it is set; the servers hear of it before anything else happens."""

    def __init__(self, job: Job) -> None:
        self._line = socket.create_connection(("127.0.0.1", job.control_port)) if job.control_port else None
        self.set(NOW + job.hours * HOUR)

    def __call__(self) -> datetime:
        return self._now

    def set(self, at: datetime) -> None:
        self._now = at
        if self._line is not None:
            self._line.sendall(f"{(at - NOW) / HOUR}\n".encode())
            assert self._line.recv(16) == b"ok\n"


async def live(job: Job) -> int:
    """One life: recover, plan, send until nothing is left. 0 when all is sent, 3 when something is not."""
    directory = Path(job.directory)
    acks = os.open(Path(job.aside) / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    writer = Writer()
    with Database.open(directory / "dateline.db", exclusive=True) as db:
        try:
            return await _work(job, db, writer, acks)
        finally:
            writer.stop()


def _receivers(job: Job, clock: Clock) -> dict[str, Any]:
    limits = Timeouts(*[job.seconds] * 3, total=3 * job.seconds) if job.seconds else Timeouts()
    timeout = aiohttp.ClientTimeout(total=job.seconds) if job.seconds else TIMEOUT
    smtp = {"security": "none", "timeouts": limits, **job.smtp}
    if "password" in smtp:
        smtp["password"] = Secret(smtp["password"])
    mail = SmtpSettings("127.0.0.1", job.mail_port, "d@example.org", **smtp)
    limit = Limit(job.limit, HOUR) if job.limit else None
    desk = ReceiverSettings("desk", Email(RECIPIENTS), limit=limit)
    hook = ReceiverSettings("hook", Webhook(f"http://127.0.0.1:{job.hook_port}/"))
    return {
        "desk": MailReceiver(desk, mail),
        "hook": WebhookReceiver(hook, OpenPorts(job.hook_port), now=clock, timeout=timeout),
    }


async def _work(job: Job, db: Database, writer: Writer, acks: int) -> int:
    clock = Clock(job)
    flaws.opened(db, job.flaw)
    if job.contended:
        contend(db, Path(job.directory))
    outbox = flaws.outbox(Acknowledged, job.flaw)(db, writer)
    outbox.acks = acks
    boot = str(os.getpid())
    await outbox.recover(boot)
    receivers = _receivers(job, clock)
    flaws.receivers(receivers, job.flaw)
    delivery = Delivery(outbox, receivers, clock, boot, structlog.get_logger(), owner=job.owner)
    if job.replay:
        for name in receivers:
            await writer(db.outbox.replay, clock(), receiver=name)
    burst = bool(job.limit)
    for number in range(job.incidents):
        await writer(plan, db, number)
        acknowledge(acks, f"planned {number}")
        if number % 3 == 2 and not burst:
            await delivery.pump()
    while True:
        await delivery.pump()
        due = [*(await outbox.next_due()).values()]
        held = await outbox.next_release()
        waits = [*due, *([held] if held else [])]
        if not waits or min(waits) > NOW + job.until * HOUR:
            break
        clock.set(max(clock(), min(waits)))
    await delivery.stop()
    return 3 if waits else 0


def child(job: Job) -> None:
    os.dup2(os.open(Path(job.aside) / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 1)
    os.dup2(1, 2)
    code = 9
    try:
        if job.wait:
            with (Path(job.aside) / "go").open() as go:
                go.read()
        if job.file_size:
            resource.setrlimit(resource.RLIMIT_FSIZE, (job.file_size, job.file_size))
        if job.migrating:
            migrate_further()
        flaws.process(job.flaw, template=job.template)
        code = asyncio.run(live(job))
    except BaseException:
        with suppress(OSError):
            traceback.print_exc()
    os._exit(code)


def main() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            child(Job(**json.loads(line)))
        print(pid, flush=True)
        _, status, used = os.wait4(pid, 0)
        print(os.waitstatus_to_exitcode(status), used.ru_maxrss, flush=True)


if __name__ == "__main__":
    main()
