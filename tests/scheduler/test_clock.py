"""The clock's guard: steps are noticed, the passing of time is not one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.clock import ManualClock, StepGuard

NOW = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "step", [timedelta(hours=1), timedelta(days=30), timedelta(hours=-1), timedelta(days=-400)]
)
def test_a_step_is_noticed_once_with_its_size(step: timedelta) -> None:
    clock = ManualClock(NOW)
    guard = StepGuard(clock)
    clock.set(NOW + step)
    assert guard.check() == step
    assert guard.check() is None


def test_time_that_passes_is_no_step_however_much_it_is() -> None:
    clock = ManualClock(NOW)
    guard = StepGuard(clock)
    clock.advance(timedelta(hours=8))
    assert guard.check() is None


def test_small_corrections_are_no_steps() -> None:
    clock = ManualClock(NOW)
    guard = StepGuard(clock)
    clock.set(NOW + timedelta(seconds=20))
    assert guard.check() is None
