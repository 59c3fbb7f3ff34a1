"""The timetable: it goes on when the wall clock steps, and a job that fails harms no other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from incidents.errors import StorageFailed
from scheduler.clock import SystemClock
from scheduler.jobs import Jobs
from scheduler.tasks import Tasks
from store.connection import StorageFull

PATIENCE = 20.0


class Service:
    """Stands for the daemon: it counts what the timetable calls. `tick` may be told to fail."""

    beat_every = 5.0
    news_every = 5.0

    def __init__(self) -> None:
        self.tasks = Tasks(lambda: None)
        self.upkeep = self.supervisor = self.storage = self
        self.ticks = self.beats = 0
        self.steps: list[timedelta] = []
        self.troubles: list[StorageFull] = []
        self.fault: Exception | None = None

    async def tick(self) -> None:
        self.ticks += 1
        if self.fault is not None:
            raise self.fault

    async def beat(self) -> None:
        self.beats += 1

    async def nothing(self) -> None: ...

    look_at_storage = ping = tell_owner = index = back_up = retain = nothing

    async def rebase(self, step: timedelta) -> None:
        self.steps.append(step)

    def trouble(self, error: StorageFull) -> None:
        self.troubles.append(error)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await asyncio.sleep(0.05)

    async def ticking(self, times: int = 2) -> None:
        before = self.ticks
        await self.until(lambda: self.ticks >= before + times)


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(days=-400), timedelta(days=30)])
async def test_when_the_clock_steps_the_ticks_go_on_and_what_is_due_is_moved(step: timedelta) -> None:
    service = Service()
    jobs = Jobs(service, SystemClock())  # type: ignore[arg-type]
    jobs.start()
    await service.ticking()
    with time_machine.travel(datetime.now(UTC) + step, tick=True):
        await service.until(lambda: bool(service.steps))
        await service.ticking(3)
        jobs.stop()
    assert abs(service.steps[0] - step) < timedelta(seconds=5)
    await service.tasks.cancel()


async def test_a_job_that_fails_is_tried_again_and_the_others_go_on() -> None:
    service = Service()
    service.fault = RuntimeError("a fault of ours")
    jobs = Jobs(service, SystemClock())  # type: ignore[arg-type]
    jobs.start()
    await service.ticking(3)
    await service.until(lambda: service.beats > 0)
    jobs.stop()
    assert service.tasks.fault is None
    await service.tasks.cancel()


async def test_a_full_disk_pauses_and_a_failing_one_ends_the_service() -> None:
    service = Service()
    service.fault = StorageFull("full")
    jobs = Jobs(service, SystemClock())  # type: ignore[arg-type]
    jobs.start()
    await service.until(lambda: bool(service.troubles))
    assert service.tasks.fault is None
    service.fault = StorageFailed("input/output error")
    await service.until(lambda: service.tasks.fault is service.fault)
    jobs.stop()
    await service.tasks.cancel()
