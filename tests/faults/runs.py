"""Lives of the subject, under strace or not, and what the ledgers say about them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from store.database import Database
from store.schema import newest_version
from tests.faults.sinks import Receipt, Sinks
from tests.faults.subject import RECIPIENTS, Job

MEMORY_DISK = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
LIFE_SECONDS = 30.0
STRACE = shutil.which("strace")


@dataclass
class Verdict:
    """What was wrong, over many points."""

    points: int = 0
    lost: int = 0
    same_id: int = 0
    other_id: int = 0
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0

    @property
    def condemned(self) -> bool:
        return bool(self.lost or self.other_id or self.wrong)

    def add(self, other: Verdict) -> None:
        self.points += other.points
        self.lost += other.lost
        self.same_id += other.same_id
        self.other_id += other.other_id
        self.wrong += other.wrong
        self.slowest = max(self.slowest, other.slowest)

    def row(self, name: str) -> str:
        return (
            f"| {name} | {self.points:,} | {self.lost} | {self.same_id} | {self.other_id} "
            f"| {self.slowest:.1f} s |" + (f" WRONG: {self.wrong[:3]}" if self.wrong else "")
        )


def judge(receipts: list[Receipt], directory: Path, incidents: int, most_repeats: int) -> Verdict:
    """The ledgers against what was planned, and the delivery log against the ledgers."""
    verdict = Verdict(points=1)
    wanted = {(to, f"i{n}") for to in (*RECIPIENTS, "hook") for n in range(incidents)}
    ids: dict[tuple[str, str], Counter[str]] = {}
    for receipt in receipts:
        ids.setdefault((receipt.recipient, receipt.incident), Counter())[receipt.message_id] += 1
    verdict.lost = len(wanted - set(ids))
    verdict.other_id = sum(len(seen) - 1 for seen in ids.values())
    verdict.same_id = sum(sum(seen.values()) - len(seen) for seen in ids.values())
    if verdict.same_id > most_repeats:
        verdict.wrong.append(f"{verdict.same_id} repeats where {most_repeats} could be in flight")
    if len({r[:4] for r in receipts}) > len({r[:3] for r in receipts}):
        verdict.wrong.append("repeated with other bytes")
    verdict.wrong += _unlogged(receipts, directory)
    return verdict


def _unlogged(receipts: list[Receipt], directory: Path) -> list[str]:
    """Whatever a server took must stand in the delivery log as an attempt."""
    told = Counter((receipt.message_id, receipt.incident) for receipt in receipts)
    taken: dict[str, int] = {}
    for (name, _), count in told.items():
        taken[name] = max(taken.get(name, 0), count)
    with Database.open(directory / "dateline.db") as db:
        if db._c.raw.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return ["the database is damaged"]
        attempts = {
            (message.message_id.strip("<>").split("@")[0]): len(db.outbox.deliveries(message.message_id))
            for message in db.outbox.find(limit=100_000)
        }
    short = [n for n, count in taken.items() if attempts.get(n.strip("<>").split("@")[0], 0) < count]
    return [f"{len(short)} messages taken oftener than the log has attempts"] if short else []


class Lives:
    """Starts lives of the subject, one at a time; not for two threads. `peak` is the last one's memory in kB."""

    def __init__(self, *before: str) -> None:
        self._zygote = subprocess.Popen(
            [*before, sys.executable, "-m", "tests.faults.subject"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.pid, self.peak = self._zygote.pid, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zygote.communicate()
        for end in (self._zygote.stdin, self._zygote.stdout):
            end.close()  # type: ignore[union-attr]

    def live(
        self,
        directory: Path,
        sinks: Sinks,
        incidents: int,
        flaw: str = "",
        strace: tuple[str, ...] = (),
        *,
        aside: Path | None = None,
        kill_after: float = LIFE_SECONDS,
        timed: bool = False,
        **more: Any,
    ) -> int:
        """One life, under `strace` with these options if any; its exit status. `more` are fields of its `Job`.

        `timed`: the servers are told the hour by the subject's clock.
        """
        job = Job(
            directory=str(directory),
            aside=str(aside or directory),
            mail_port=sinks.mail_port,
            hook_port=sinks.hook_port,
            control_port=sinks.control_port if timed else 0,
            incidents=incidents,
            flaw=flaw,
            wait=bool(strace),
            **more,
        )
        if strace:
            os.mkfifo(directory / "go")
        self._zygote.stdin.write(json.dumps(asdict(job)) + "\n")  # type: ignore[union-attr]
        pid = int(self._zygote.stdout.readline())  # type: ignore[union-attr]
        killer = threading.Timer(kill_after, _kill, (pid,))
        killer.start()
        try:
            if strace:
                self._traced(pid, directory, strace)
            ended, peak = self._zygote.stdout.readline().split()  # type: ignore[union-attr]
            self.peak = int(peak)
            return int(ended)
        finally:
            killer.cancel()

    @staticmethod
    def _traced(pid: int, directory: Path, options: tuple[str, ...]) -> None:
        assert STRACE
        tracer = subprocess.Popen(
            [STRACE, "-f", "-p", str(pid), *options],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        while "attached" not in tracer.stderr.readline():  # type: ignore[union-attr]
            if tracer.poll() is not None:
                raise RuntimeError("strace cannot attach here")
        (directory / "go").open("w").close()
        tracer.communicate()
        (directory / "go").unlink()


def _kill(pid: int) -> None:
    """Kill a life, which may have ended just now."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@contextmanager
def fresh(**misbehaviour: Callable[..., Any]) -> Iterator[tuple[Path, Sinks]]:
    """An empty database in a directory of its own, and sinks."""
    sinks = Sinks(**misbehaviour).start()
    with tempfile.TemporaryDirectory(dir=MEMORY_DISK) as place:
        Database.open(Path(place) / "dateline.db", exclusive=True).close()
        yield Path(place), sinks
    sinks.stop()


def crash(lives: Lives, call: str, when: int, incidents: int, flaw: str = "") -> tuple[Verdict, bool]:
    """Kill at the `when`-th `call`, start again, judge; whether the kill happened at all."""
    with fresh() as (place, sinks):
        return harm(lives, place, sinks, call, when, "signal=KILL", incidents, flaw)


def fault(lives: Lives, call: str, error: str, when: int, incidents: int) -> tuple[Verdict, bool]:
    """Let the `when`-th `call` and all after it fail, as a full disk does; start again when it works, judge."""
    with fresh() as (place, sinks):
        return harm(lives, place, sinks, call, when, f"error={error}", incidents)


def harm(
    lives: Lives,
    place: Path,
    sinks: Sinks,
    call: str,
    when: int,
    injection: str,
    incidents: int,
    flaw: str = "",
    **more: Any,
) -> tuple[Verdict, bool]:
    """One life that is harmed and one that is not; what the ledger says, and whether the harm happened."""
    killing = injection.startswith("signal")
    trace = place / "trace"
    moment = f"{when}" if killing else f"{when}+"
    options = ("-o", str(trace), "-e", f"trace={call}", "-e", f"inject={call}:{injection}:when={moment}")
    first = lives.live(place, sinks, incidents, flaw, options, **more)
    happened = first == -9 if killing else "INJECTED" in trace.read_text()
    begun = time.monotonic()
    last = lives.live(place, sinks, incidents, flaw, **more)
    if more.get("migrating"):
        as_released(place)
    verdict = judge(sinks.receipts, place, incidents, most_repeats=2)
    verdict.slowest = time.monotonic() - begun
    log = (place / "log").read_text() if (place / "log").exists() else ""
    said = "StorageF" in log or "DatabaseRefused" in log
    if first not in (0, -9) and (killing or not said):
        verdict.wrong.append(f"{call} {when}: the first life ended with {first}: {log[-300:]}")
    if last != 0:
        verdict.wrong.append(f"{call} {when}: the last life ended with {last}: {log[-300:]}")
    return verdict, happened


def as_released(place: Path) -> None:
    """Let the judge read a database of the later release; its further column is no trouble to it."""
    with closing(sqlite3.connect(place / "dateline.db", isolation_level=None)) as raw:
        raw.execute(f"PRAGMA user_version = {newest_version()}")
