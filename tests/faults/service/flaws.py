"""Builds of the service that are broken on purpose, one thing each: the cases must condemn every one of them.

Run as a program: python -m tests.faults.service.flaws FLAW run --config …; with "" it is the service as it is.
`DATELINE_CLOCK` names a file with the seconds by which the wall clock is to be off, at each moment. `DATELINE_HANG` names a file: once it is there, the loop (or, if it says so, the writer) of the first life hangs.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import time_machine
from apscheduler.triggers.interval import IntervalTrigger

import scheduler.backup
import scheduler.commands.service as commands
import scheduler.daemon
import scheduler.jobs
import scheduler.logs
import scheduler.parts
import scheduler.reload
import scheduler.upkeep
from incidents.errors import ConfigError
from scheduler.cli import main
from scheduler.daemon import Daemon


def watchdog_on_a_timer() -> None:
    """A sign of life from a thread of its own, whatever the service does."""
    start = Daemon._start

    async def started(self: Daemon) -> None:
        await start(self)
        threading.Thread(target=_tell_for_ever, args=(self,), daemon=True).start()

    Daemon._start = started  # type: ignore[method-assign]


def _tell_for_ever(daemon: Daemon) -> None:
    while True:
        daemon.supervisor.alive()
        time.sleep(0.3)


def beat_without_a_write() -> None:
    async def beat(self: Any) -> None:
        self.beaten = self._clock.monotonic()
        self._daemon.supervisor.alive()

    scheduler.upkeep.Upkeep.beat = beat  # type: ignore[method-assign]


def no_look_at_the_clock() -> None:
    async def never(self: Any) -> None:
        await asyncio.Event().wait()

    scheduler.jobs.Jobs._watch_clock = never  # type: ignore[method-assign]


def missed_ticks_are_counted() -> None:
    """APScheduler's own trigger, which is asked for each of the ticks that were missed."""
    scheduler.jobs.Every = lambda seconds: IntervalTrigger(seconds=seconds)  # type: ignore[assignment,misc]


def backup_copies_the_file() -> None:
    def copied(database: Path, directory: Path, keep: int | None, now: Any) -> Path:
        directory.mkdir(parents=True, exist_ok=True)
        target = directory / f"dateline-{now:%Y%m%dT%H%M%SZ}.db"
        shutil.copy(database, target)
        return target

    scheduler.backup.back_up = copied


def restore_forgets_nothing() -> None:
    commands.forget = lambda database, now: None


def log_errors_are_raised() -> None:
    scheduler.logs._Sink = lambda stream: stream  # type: ignore[assignment,misc]


def reload_takes_what_it_can() -> None:
    """A configuration that cannot be read is taken for one that watches nothing."""
    real = scheduler.reload.load

    def load(path: Any, **options: Any) -> Any:
        try:
            return real(path, **options)
        except ConfigError:
            return replace(_last[0], watches=())

    build = scheduler.parts.build
    _last: list[Any] = []

    def building(config: Any, *rest: Any) -> Any:
        _last[:] = [config]
        return build(config, *rest)

    scheduler.reload.load = load
    scheduler.reload.build = building
    scheduler.daemon.build = building


def removed_receivers_lose_their_messages() -> None:
    switch = scheduler.reload.Reload._switch

    async def switched(self: Any, parts: Any) -> None:
        await switch(self, parts)
        database, named = self._daemon.database, tuple(parts.config.receivers)
        marks = ", ".join("?" * len(named))
        await self._daemon.writer(
            database._c.run, f"UPDATE messages SET state = 'dead' WHERE receiver NOT IN ({marks})", named
        )

    scheduler.reload.Reload._switch = switched  # type: ignore[method-assign]


def files_are_never_closed() -> None:
    tick = scheduler.upkeep.Upkeep.tick
    kept: list[Any] = []

    async def leaking(self: Any) -> None:
        kept.extend(os.open(os.devnull, os.O_RDONLY) for _ in range(8))
        await tick(self)

    scheduler.upkeep.Upkeep.tick = leaking  # type: ignore[method-assign]


def retention_believes_the_clock() -> None:
    scheduler.upkeep.CATCH_UP = 10**6


FLAWS = {
    function.__name__.replace("_", " "): function
    for function in (
        watchdog_on_a_timer,
        beat_without_a_write,
        no_look_at_the_clock,
        missed_ticks_are_counted,
        backup_copies_the_file,
        restore_forgets_nothing,
        log_errors_are_raised,
        reload_takes_what_it_can,
        removed_receivers_lose_their_messages,
        files_are_never_closed,
        retention_believes_the_clock,
    )
}


def _hang_on_demand(wish: Path) -> None:
    """When the file is there, hang for good what it names; the next life finds it gone."""
    tick = scheduler.upkeep.Upkeep.tick

    async def ticking(self: Any) -> None:
        if wish.exists():
            what = wish.read_text()
            wish.unlink()
            if what == "loop":
                time.sleep(10_000)
            self._daemon.writer._thread.submit(time.sleep, 10_000)
        await tick(self)

    scheduler.upkeep.Upkeep.tick = ticking  # type: ignore[method-assign]


class OddClock(threading.Thread):
    """Sets the wall clock of this process (all of Python's ways to ask for it) as the file says; time goes on."""

    def __init__(self, file: Path) -> None:
        super().__init__(daemon=True)
        self._file, self._offset = file, ""
        self._moved: Any = None
        self.look()

    def look(self) -> None:
        offset = self._file.read_text()
        if offset == self._offset:
            return
        self._offset = offset
        if self._moved is not None:
            self._moved.stop()
        self._moved = time_machine.travel(time.time() + float(offset), tick=True)
        self._moved.start()

    def run(self) -> None:
        while True:
            time.sleep(0.05)
            self.look()


if __name__ == "__main__":
    if sys.argv[1]:
        FLAWS[sys.argv[1]]()
    if clock := os.environ.get("DATELINE_CLOCK"):
        OddClock(Path(clock)).start()
    if wish := os.environ.get("DATELINE_HANG"):
        _hang_on_demand(Path(wish))
    sys.argv[1:2] = []
    main()
