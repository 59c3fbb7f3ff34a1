"""How fast the outbox empties, and how soon an alert is taken after it was stored.

    python -m benchmarks.delivery throughput [--notices 10000]    to one mail and one web server on loopback
    python -m benchmarks.delivery latency [--alerts 300]          one at a time on an idle system

The database is a file on tmpfs with `synchronous=FULL`; the servers are another process.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection as Pipe
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
from tests.faults.sinks import Sinks
from tests.store.invented import known, notice

MEMORY_DISK = Path("/dev/shm") if Path("/dev/shm").is_dir() else None


def _serve(pipe: Pipe) -> None:
    """Another process: take everything, and say when and how much on request."""
    sinks = Sinks().start()
    pipe.send((sinks.mail_port, sinks.hook_port))
    while pipe.recv() is not None:
        pipe.send((sinks.mails, sinks.requests))


@contextmanager
def system() -> Iterator[tuple[Database, Writer, Delivery, Pipe]]:
    """An empty database delivery to a mail and a web server, and a line to those."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    mail_port, hook_port = ours.recv()
    receivers: dict[str, Any] = {
        "desk": MailReceiver(
            ReceiverSettings("desk", Email(("desk@example.org",))),
            SmtpSettings("127.0.0.1", mail_port, "d@example.org", "none"),
        ),
        "hook": WebhookReceiver(
            ReceiverSettings("hook", Webhook(f"http://127.0.0.1:{hook_port}/")), OpenPorts(hook_port)
        ),
    }
    writer = Writer()
    with (
        tempfile.TemporaryDirectory(dir=MEMORY_DISK) as place,
        Database.open(Path(place) / "dateline.db", exclusive=True) as db,
    ):
        outbox = StoredOutbox(db, writer)
        log = structlog.get_logger()
        yield db, writer, Delivery(outbox, receivers, lambda: datetime.now(UTC), "boot", log), ours
        writer.stop()
        ours.send(None)
        server.join(5)


def store(db: Database, first: int, count: int, names: tuple[str, ...] = ("desk", "hook")) -> None:
    """Incidents with a notice for each receiver, one transaction for each."""
    for number in range(first, first + count):
        with db.transaction():
            db.incidents.save(known(f"i{number}"))
            db.outbox.add([notice(number, name, at=datetime.now(UTC)) for name in names])


async def throughput(count: int) -> None:
    with system() as (db, writer, delivery, pipe):
        for name in ("desk", "hook"):
            await writer(store, db, 0 if name == "desk" else count, count, (name,))
            before, begun = _peak(), time.monotonic()
            sent = await delivery.pump()
            took = time.monotonic() - begun
            pipe.send("how many")
            print(
                f"{name}: {sent} in {took:.1f} s, {sent / took:.0f} a second; servers took {pipe.recv()}; "
                f"peak memory {before:.0f} -> {_peak():.0f} MB"
            )
        await delivery.stop()


async def latency(alerts: int) -> None:
    with system() as (db, writer, delivery, pipe):
        running, taken, waits = asyncio.create_task(delivery.run()), 0, []
        for number in range(alerts):
            await asyncio.sleep(0.01)
            begun = time.monotonic()
            await writer(store, db, number, 1)
            delivery.poke()
            while taken < 2 * (number + 1):
                await asyncio.sleep(0.002)
                pipe.send("how many")
                taken = sum(pipe.recv())
            waits.append(time.monotonic() - begun)
        await delivery.stop()
        await running
        cuts = statistics.quantiles(waits, n=100)
        print(f"stored to taken by both: median {cuts[49]:.3f} s, 99th percentile {cuts[98]:.3f} s")


def _peak() -> float:
    """Peak resident memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("throughput", "latency"))
    parser.add_argument("--notices", type=int, default=10_000)
    parser.add_argument("--alerts", type=int, default=300)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    asyncio.run(throughput(options.notices) if options.what == "throughput" else latency(options.alerts))


if __name__ == "__main__":
    main()
