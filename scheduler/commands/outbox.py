"""`outbox` and `test-alert`: what is on its way, what went wrong, and whether a receiver works at all."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from alerts.receivers import Receiver
from incidents.article import rfc3339
from incidents.errors import DatelineError
from scheduler.clock import SystemClock
from scheduler.commands.naming import Names
from scheduler.commands.options import (
    config_option,
    json_option,
    limit_option,
    load_config,
    open_to_read,
    print_json,
    show,
)
from scheduler.commands.suggesting import Suggesting
from scheduler.live import try_receiver
from scheduler.parts import build_receivers
from store.database import Database
from store.outbox import Message

STATES = ("pending", "sending", "sent", "deferred", "held", "dead")


@click.group(cls=Suggesting)
def outbox() -> None:
    """Look at the messages on their way, and send again what was given up."""


@outbox.command("list")
@config_option
@json_option
@limit_option
@click.option("--status", type=click.Choice(STATES))
@click.option("--receiver", help="Only of this receiver.")
def list_messages(
    config_path: Path, as_json: bool, limit: int, status: str | None, receiver: str | None
) -> None:
    """List messages, newest first."""
    config = load_config(config_path)
    with Database.open(config.database, read_only=True) as db:
        receiver = receiver and Names(config, db).receiver(receiver)
        found = db.outbox.find(state=status, receiver=receiver, limit=limit)  # type: ignore[arg-type]
        counts, notices = db.outbox.count(), db.outbox.notices.count()
    columns = ("message_id", "created", "receiver", "recipient", "state", "attempt", "subject", "reply")
    show(map(_row, found), columns, as_json=as_json)
    if not as_json:
        click.echo(f"\nmessages: {_counts(counts)}\nnotices: {_counts(notices)}")


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def _row(message: Message) -> dict[str, Any]:
    return {
        "message_id": message.message_id,
        "created": rfc3339(message.created_at.replace(microsecond=0)),
        "receiver": message.receiver,
        "recipient": message.recipient,
        "kind": message.kind,
        "state": message.state,
        "attempt": message.attempt,
        "next_at": rfc3339(message.next_at),
        "subject": message.subject,
        "reply": message.reply,
    }


@outbox.command("show")
@config_option
@click.argument("message_id")
def show_message(config_path: Path, message_id: str) -> None:
    """Print one message: its notices, every attempt with the server's reply, and the payload."""
    with open_to_read(config_path) as db:
        message = db.outbox.show(message_id)
        if message is None:
            raise DatelineError(f"there is no message {message_id}; `dateline outbox list` lists them")
        attempts = [
            {
                "attempt": d.attempt,
                "at": rfc3339(d.started_at),
                "settled": rfc3339(d.settled_at),
                "status": d.status,
                "reply": d.reply,
            }
            for d in db.outbox.deliveries(message_id)
        ]
        notices = db.outbox.notice_ids(message_id)
    print_json({**_row(message), "notices": notices, "attempts": attempts})
    click.echo(message.payload.decode("utf-8", "replace"))


@outbox.command("replay")
@config_option
@click.option("--receiver", help="All that was given up for this receiver.")
@click.argument("message_ids", nargs=-1)
def replay_messages(config_path: Path, receiver: str | None, message_ids: tuple[str, ...]) -> None:
    """Send again messages that were given up, under their old ids.

    Name them, or a receiver. A running service sends them within half a minute; else the next one does.
    """
    if bool(message_ids) == bool(receiver):
        raise click.UsageError("name messages, or a receiver with --receiver")
    config = load_config(config_path)
    with Database.open(config.database, create=False) as db:
        receiver = receiver and Names(config, db).receiver(receiver)
        for message_id in message_ids:
            _check_replayable(db, message_id)
        count = db.outbox.replay(datetime.now(UTC), message_ids=message_ids, receiver=receiver)
    click.echo(f"{count} messages will be sent again")


def _check_replayable(db: Database, message_id: str) -> None:
    message = db.outbox.show(message_id)
    if message is None:
        raise DatelineError(f"there is no message {message_id}; `dateline outbox list` lists them")
    if message.state not in ("dead", "sent"):
        raise DatelineError(
            f"message {message_id} is {message.state}: only what was sent or given up can be sent again"
        )


@click.command("test-alert")
@config_option
@click.argument("receiver")
def test_alert(config_path: Path, receiver: str) -> None:
    """Send a test message to RECEIVER now, and print the server's answer."""
    config = load_config(config_path, secrets=True)
    receivers = build_receivers(config, SystemClock())
    if receiver not in receivers:
        raise DatelineError(f"no receiver is called {receiver!r}; there are: {', '.join(receivers)}")
    sys.exit(asyncio.run(_send_test(receivers[receiver], config.secrets.redact)))


async def _send_test(receiver: Receiver, redact: Callable[[str], str]) -> int:
    """Send one message to each recipient; 0 when all were taken."""
    failed = 0
    async for tried in try_receiver(receiver):
        failed += not tried.works
        click.echo(f"{tried.name}: {redact(tried.answer)}")
    return 1 if failed else 0


COMMANDS = (outbox, test_alert)
