"""What runs when: one tick that starts due polls, retention, the guard against steps of the clock.

APScheduler drives it; "when next" of a source is a column of the source, not a job.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.clock import Clock, StepGuard

if TYPE_CHECKING:
    from scheduler.daemon import Daemon

log = structlog.get_logger(__name__)

TICK = 0.5  # seconds
RETENTION_EVERY = timedelta(hours=1)


class Jobs:
    """The daemon's timetable."""

    def __init__(self, daemon: Daemon, clock: Clock) -> None:
        self._daemon, self._clock = daemon, clock
        self._guard = StepGuard(clock)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._plan()
        self._scheduler.start()
        self._watch = asyncio.create_task(self._watch_clock(), name="clock")

    def stop(self) -> None:
        """No job starts any more; those under way end by themselves."""
        if self._watch is not None:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.pause()
            self._scheduler.shutdown(wait=False)

    def _plan(self) -> None:
        """All jobs, reckoned from the clock as it is now; an earlier plan is replaced."""
        now = datetime.now(UTC)
        jobs = (("tick", self._tick, timedelta(seconds=TICK)), ("retention", self._retain, RETENTION_EVERY))
        for name, call, every in jobs:
            self._scheduler.add_job(
                call,
                "interval",
                seconds=every.total_seconds(),
                next_run_time=now if name == "tick" else now + every,
                id=name,
                replace_existing=True,
            )

    async def _tick(self) -> None:
        await self._daemon.poll_due()

    async def _retain(self) -> None:
        await self._daemon.retain()

    async def _watch_clock(self) -> None:
        """APScheduler goes silent when the wall clock steps back: notice a step, and plan anew."""
        while True:
            await asyncio.sleep(1.0)
            step = self._guard.check()
            if step is not None:
                log.warning("the clock was stepped", seconds=round(step.total_seconds()))
                await self._daemon.rebase(step)
                self._plan()
