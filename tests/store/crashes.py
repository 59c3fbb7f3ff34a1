"""Kill a process at every point of its work, start another one, and keep a ledger of what went out.

Run as a program, for it forks: `python -m tests.store.crashes WORK DIRECTORY STEP [FLAW]` does WORK again and
again, each time in a fresh directory, with SIGKILL STEP points later each time, until it ends unkilled.
A point is each side of each call into SQLite and the system, and of what is sent. It prints one JSON line
per point. A FLAW breaks the sender on purpose: the judge must see it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from store.database import Database
from tests.store.invented import HOUR, NOW, known, message, notice, report

NOTICES = 3
RECEIVERS = ("desk", "hook")


POINTS = {"execute", "executemany", "rename", "fsync", "unlink", "flock", "close"}


class Fuse:
    """Kills this process at the given point; 0 is never."""

    def __init__(self, points: int) -> None:
        self.left = points

    def burn(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, _: object, event: str, called: object) -> None:
        """A profile function: before and after each call into SQLite and to the system is a point."""
        if event in ("c_call", "c_return") and getattr(called, "__name__", "") in POINTS:
            self.burn()


def create(directory: Path, fuse: Fuse, flaw: str) -> None:
    """Make a database."""
    Database.open(directory / "dateline.db", exclusive=True).close()


def send(directory: Path, fuse: Fuse, flaw: str) -> None:
    """Plan what is not planned yet, then route and send until nothing is left to send."""
    boot = str(os.getpid())
    with Database.open(directory / "dateline.db", exclusive=True) as db:
        db.outbox.recover(boot)
        for number in range(NOTICES):
            plan(db, number)
        while route(db) or deliver(db, boot, directory / "ledger", fuse, flaw):
            pass


def plan(db: Database, number: int) -> None:
    """One article's transaction; a replay of it plans nothing anew."""
    with db.transaction():
        stored = db.incidents.get(f"i{number}")
        if stored is None:
            db.incidents.save(known(f"i{number}"))
            db.outbox.add([notice(number, receiver) for receiver in RECEIVERS])
        elif len(stored.reports) == 1:
            db.incidents.save(replace(stored, reports=(*stored.reports, report(2))))


def route(db: Database) -> int:
    """A message for each notice."""
    found = db.outbox.unrouted(NOW, 2)
    for one in found:
        number = int(one.notice_id.split("-")[0].removeprefix("n"))
        db.outbox.put_message(message(number, one.receiver))
    return len(found)


def deliver(db: Database, boot: str, ledger: Path, fuse: Fuse, flaw: str) -> int:
    """Claim, send, settle; the first attempt at each is put off."""
    claimed = db.outbox.claim(NOW + HOUR, boot, 2)
    for one in claimed:
        if flaw == "settled first":
            db.outbox.settle(one.message_id, "sent", "250", NOW)
        if one.attempt == 1 and flaw != "settled first":
            db.outbox.settle(one.message_id, "deferred", "451", NOW, NOW + HOUR)
            continue
        fuse.burn()
        sent_as = f"{one.message_id}{boot if flaw == 'new id' else ''}"
        with ledger.open("a") as out:
            out.write(sent_as + "\n")
        fuse.burn()
        db.outbox.settle(one.message_id, "sent", "250", NOW)
    return len(claimed)


WORK: dict[str, Callable[[Path, Fuse, str], None]] = {"create": create, "send": send}


def run(work: str, directory: Path, points: int, flaw: str) -> bool:
    """Do the work in a child; whether it was killed."""
    child = os.fork()
    if child == 0:
        fuse = Fuse(points)
        sys.setprofile(fuse.watch)
        try:
            WORK[work](directory, fuse, flaw)
        except BaseException as error:
            print(json.dumps({"points": points, "error": repr(error)}), flush=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(work: str, directory: Path, step: int, flaw: str = "") -> None:
    points, killed = 1 - step, True
    while killed:
        points += step
        fresh = directory / str(points)
        fresh.mkdir()
        killed = run(work, fresh, points, flaw)
        left = sorted(path.name for path in fresh.iterdir())
        run(work, fresh, 0, flaw)
        ledger = fresh / "ledger"
        sent = ledger.read_text().splitlines() if ledger.exists() else []
        print(json.dumps({"points": points, "killed": killed, "left": left, "sent": sent}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
