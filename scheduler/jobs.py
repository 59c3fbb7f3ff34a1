"""What runs when: one tick that starts due polls, upkeep, the guard against steps of the clock.

APScheduler drives it; "when next" of a source is a column of the source, not a job.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from incidents.errors import StorageFailed
from scheduler.clock import Clock, StepGuard
from store.connection import StorageFull

if TYPE_CHECKING:
    from scheduler.daemon import Daemon

log = structlog.get_logger(__name__)

TICK = 0.5  # seconds
LOOK_AT_CLOCK = 1.0
# What is due less often begins a little after the start.
UPKEEP, SOON = 20.0, 5.0

Call = Callable[[], Awaitable[object]]


class Every(BaseTrigger):  # type: ignore[misc]  # apscheduler is untyped
    """Fires every `seconds`; what was missed is one call, found without counting.

    APScheduler's own interval trigger is asked for every missed call in turn: after a step of 30 days, or a
    night's suspend, a tick of half a second would hold up the loop for as long as it takes to count millions.
    """

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """One interval after the previous call, or after now where that has passed."""
        following = (previous or now) + self._interval
        return following if following > now else now + self._interval


class Jobs:
    """The daemon's timetable."""

    def __init__(self, daemon: Daemon, clock: Clock) -> None:
        self._daemon = daemon
        self._guard = StepGuard(clock)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a call that waits for its last is no news
        self._watch: asyncio.Task[None] | None = None
        self._broken: set[str] = set()

    def start(self) -> None:
        self.plan()
        self._scheduler.start()
        self._watch = self._daemon.tasks.spawn(self._watch_clock())

    def stop(self) -> None:
        """No job starts any more; those under way end by themselves."""
        if self._watch is not None:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.pause()
            self._scheduler.shutdown(wait=False)

    def timetable(self) -> list[tuple[str, Call, float]]:
        """Each job's name, what it calls, and the seconds between two calls."""
        daemon, upkeep = self._daemon, self._daemon.upkeep
        return [
            ("tick", upkeep.tick, TICK),
            ("storage", upkeep.look_at_storage, 2.0),
            ("beat", upkeep.beat, daemon.supervisor.beat_every),
            ("heartbeat", upkeep.ping, 60.0),
            ("news", upkeep.tell_owner, upkeep.news_every),
            ("search", upkeep.index, 10.0),
            ("backup", upkeep.back_up, 300.0),
            ("retention", upkeep.retain, 3600.0),
        ]

    def plan(self) -> None:
        """All jobs, reckoned from the clock as it is now; an earlier plan is replaced."""
        now = datetime.now(UTC)
        for name, call, every in self.timetable():
            self._scheduler.add_job(
                self._guarded,
                Every(every),
                args=(name, call),
                next_run_time=now + timedelta(seconds=0 if every < UPKEEP else SOON),
                id=name,
                replace_existing=True,
            )

    async def _guarded(self, name: str, call: Call) -> None:
        """A full disk pauses the work, failing storage ends the service, all else is the job's alone."""
        try:
            await call()
        except StorageFull as error:
            self._daemon.storage.trouble(error)
        except StorageFailed as error:
            self._daemon.tasks.fail(error)
        except asyncio.CancelledError:
            pass  # the service ends, and APScheduler would call that a fault
        except Exception:
            if name not in self._broken:  # once, not at every tick
                log.exception("a job failed; it is tried again", job=name)
            self._broken.add(name)
        else:
            self._broken.discard(name)

    async def _watch_clock(self) -> None:
        """APScheduler goes silent when the wall clock steps back: notice a step, and plan anew."""
        while True:
            await asyncio.sleep(LOOK_AT_CLOCK)
            step = self._guard.check()
            if step is None:
                continue
            log.warning("the clock was stepped", seconds=round(step.total_seconds()))
            try:
                await self._daemon.rebase(step)
            except StorageFull as error:
                self._daemon.storage.trouble(error)
            self.plan()
