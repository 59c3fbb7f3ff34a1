"""The process that is killed: the real store, outbox and delivery on a real file, without the crawler.

Run as a program it loads once and then forks a child for each JSON line on standard input: `{"directory",
"mail_port", "hook_port", "incidents", "flaw", "wait"}`. It prints the child's pid, and then how it ended.
A child with `wait` stands still until somebody opens the FIFO `go`. `flaws.py` can break it on purpose.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
import traceback
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from alerts.delivery import Delivery
from alerts.mail import MailReceiver
from alerts.receivers import Email, ReceiverSettings, SmtpSettings, Webhook
from alerts.webhook import WebhookReceiver
from scheduler.outbox import StoredOutbox
from scheduler.writer import Writer
from store.database import Database
from tests.alerts.servers import OpenPorts
from tests.faults import flaws
from tests.store.invented import NOW, draft, known, notice

RECIPIENTS = ("ann@example.org", "bob@example.org")
PATIENCE = timedelta(days=2)


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


def plan(db: Database, number: int) -> None:
    """What one article leads to, in one transaction, unless it was read already."""
    with db.transaction():
        url = f"https://news.example/{number}"
        if db.meta.get(f"read {url}") is None:
            db.meta.set(f"read {url}", draft(number).title)
            flaws.between(db)
            db.incidents.save(known(f"i{number}"))
            db.outbox.add([notice(number, name) for name in ("desk", "hook")])


async def live(job: dict[str, Any]) -> int:
    """One life: recover, plan, send until nothing is left. 0 when all is sent, 3 when something is not."""
    directory = Path(job["directory"])
    acks = os.open(directory / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    writer = Writer()
    with Database.open(directory / "dateline.db", exclusive=True) as db:
        try:
            return await _work(job, db, writer, acks)
        finally:
            writer.stop()


async def _work(job: dict[str, Any], db: Database, writer: Writer, acks: int) -> int:
    directory = Path(job["directory"])
    at = [NOW]

    def clock() -> datetime:
        return at[0]

    flaws.opened(db, job["flaw"])
    if job.get("contended"):
        contend(db, directory)
    outbox = flaws.outbox(Acknowledged, job["flaw"])(db, writer)
    outbox.acks = acks
    boot = str(os.getpid())
    await outbox.recover(boot)
    smtp = SmtpSettings("127.0.0.1", job["mail_port"], "d@example.org", "none")
    hook = Webhook(f"http://127.0.0.1:{job['hook_port']}/")
    receivers = {
        "desk": MailReceiver(ReceiverSettings("desk", Email(RECIPIENTS)), smtp),
        "hook": WebhookReceiver(ReceiverSettings("hook", hook), OpenPorts(job["hook_port"]), now=clock),
    }
    flaws.receivers(receivers, job["flaw"])
    delivery = Delivery(outbox, receivers, clock, boot, structlog.get_logger())
    for number in range(job["incidents"]):
        await writer(plan, db, number)
        acknowledge(acks, f"planned {number}")
        if number % 3 == 2:
            await delivery.pump()
    while True:
        await delivery.pump()
        due = [*(await outbox.next_due()).values()]
        if not due or min(due) > NOW + PATIENCE:
            break
        at[0] = max(at[0], min(due))
    await delivery.stop()
    return 3 if due else 0


def child(job: dict[str, Any]) -> None:
    os.dup2(os.open(Path(job["directory"]) / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 1)
    os.dup2(1, 2)
    code = 9
    try:
        if job.get("wait"):
            with (Path(job["directory"]) / "go").open() as go:
                go.read()
        flaws.process(job["flaw"])
        code = asyncio.run(live(job))
    except BaseException:
        traceback.print_exc()
    os._exit(code)


def main() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            child(json.loads(line))
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
