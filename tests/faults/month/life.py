"""One life of the real service with a clock that leaps: when nothing is left to do, to the next due time.

Run as a program it loads once and then forks a life for each JSON line on standard input: `{"config",
"instant", "log", "after_restore", "until"}`. It prints the life's pid, and then how it ended. All but the clock,
who calls the timetable, and that one fork server (which loads the parsers) serves all lives, is the service as
`dateline run` starts it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
import traceback
from datetime import UTC, datetime
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from scheduler.clock import SystemClock
from scheduler.commands.service import forget
from scheduler.config import load
from scheduler.daemon import Daemon
from scheduler.jobs import Jobs
from scheduler.logs import configure, hide
from store.database import Database
from tests.faults.month.site import Instant

LOOK = 0.002  # real seconds between two looks whether it is idle


class LeapingLoop(asyncio.SelectorEventLoop):
    """A loop whose time can be moved on: all timers, those of Twisted too, move with it."""

    leapt = 0.0

    def time(self) -> float:
        return time.monotonic() + self.leapt


class LeapingClock(SystemClock):
    """Wall and monotonic time that run as the machine's do, and leap with the loop."""

    def __init__(self, loop: LeapingLoop, instant: Instant) -> None:
        self._loop, self._instant = loop, instant
        self._base = instant.now - loop.time()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._base + self._loop.time(), UTC)

    def monotonic(self) -> float:
        return self._loop.time()

    def leap(self, seconds: float) -> None:
        self._loop.leapt += seconds
        self.publish()

    def publish(self) -> None:
        """Let the world know what time it is."""
        self._instant.now = self._base + self._loop.time()


class Leaps(Jobs):
    """The timetable, called in simulated time in place of APScheduler's real one."""

    def __init__(self, daemon: Daemon, clock: LeapingClock, until: float) -> None:
        super().__init__(daemon, clock)
        self._clock, self._until = clock, until
        self._leaping: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._leaping = self._daemon.tasks.spawn(self._run())

    def stop(self) -> None:
        if self._leaping is not None:
            self._leaping.cancel()

    async def _run(self) -> None:
        due = {name: self._clock.monotonic() for name, _, _ in self.timetable()}
        while self._clock.now().timestamp() < self._until:
            self._clock.publish()
            for name, call, every in self.timetable():
                if due[name] <= self._clock.monotonic():
                    await self._guarded(name, call)
                    due[name] = self._clock.monotonic() + every
            await self._idle()
            rare = min(at for name, at in due.items() if name in ("backup", "retention"))
            wait = min(await self._next(), rare - self._clock.monotonic())
            self._clock.leap(max(wait, 0.5))
            self._daemon.parts.delivery.poke()
            await asyncio.sleep(0)
        self._daemon.stop()

    async def _idle(self) -> None:
        """Return when no poll, no reading and no sending is under way, and nothing is due that can be done."""
        daemon = self._daemon
        while True:
            await asyncio.sleep(LOOK)
            self._clock.publish()
            if daemon.rounds._busy or daemon.parts.delivery._running or daemon.parts.delivery._wake.is_set():
                continue
            if await daemon.writer(daemon.database.entries.count_pending):
                continue
            due = await daemon.writer(daemon.database.sources.due, self._clock.now(), 1)
            if due:
                await daemon.upkeep.tick()
                continue
            return

    async def _next(self) -> float:
        """Seconds until a source or a message is due; one that rests is looked at each minute."""
        daemon, now = self._daemon, self._clock.now()
        moments = [await daemon.writer(daemon.database.sources.next_due)]
        moments += [*(await daemon.writer(daemon.database.lanes.next_due)).values()]
        moments.append(await daemon.writer(daemon.database.lanes.next_release))
        waits = [(at - now).total_seconds() for at in moments if at is not None]
        return min((max(wait, 5.0) for wait in waits), default=60.0)


def live(job: dict[str, Any]) -> None:
    """One life, until it is killed or the month is over."""
    configure("json", sys.stderr)
    instant = Instant(Path(job["instant"]))
    config = load(Path(job["config"]), environ=os.environ)
    hide(config.secrets.redact)
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        clock = LeapingClock(runner.get_loop(), instant)  # type: ignore[arg-type]
        with Database.open(config.database, exclusive=True) as database:
            if job["after_restore"]:
                forget(database, clock.now())
            runner.run(_serve(config, database, clock, job["until"]))


async def _serve(config: Any, database: Database, clock: LeapingClock, until: float) -> None:
    daemon = Daemon(config, database, clock, os.environ)
    daemon._jobs = Leaps(daemon, clock, until)
    await daemon.run()


def child(job: dict[str, Any]) -> None:
    os.setpgid(0, 0)
    forkserver._forkserver.ensure_running = lambda: None  # type: ignore[attr-defined]  # the one that runs
    os.dup2(os.open(job["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND), 1)
    os.dup2(1, 2)
    code = 0
    try:
        live(job)
    except BaseException:
        traceback.print_exc()
        code = 9
    sys.stderr.flush()
    os._exit(code)


def main() -> None:
    forkserver._forkserver.set_forkserver_preload(["tests.faults.month.warm"])  # type: ignore[attr-defined]
    for line in sys.stdin:
        # A life that is killed while it asks for a process takes the fork server with it.
        forkserver._forkserver.ensure_running()  # type: ignore[attr-defined]
        pid = os.fork()
        if pid == 0:
            child(json.loads(line))
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
