"""The one clock. Everything that asks what time it is asks here, so a test can move it.

It tells time and notices when the wall clock steps; it does not schedule.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

STEP = timedelta(seconds=30)
# No clock that is right shows an earlier time: this program did not exist then.
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Wall time for what is written down, monotonic seconds for how long something took."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class ManualClock:
    """A clock that stands still until it is moved: for tests and for replay."""

    def __init__(self, at: datetime) -> None:
        self._now = at
        self._elapsed = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._elapsed

    def advance(self, step: timedelta) -> None:
        """Let `step` pass: both readings move."""
        self._now += step
        self._elapsed += step.total_seconds()

    def set(self, at: datetime) -> None:
        """Set the wall clock alone, forward or back, as an administrator or NTP does."""
        self._now = at

    def reach(self, at: datetime) -> None:
        """Move the wall clock to `at` unless it is already later."""
        self._now = max(self._now, at)


def plausible(now: datetime) -> bool:
    """Whether a clock that shows `now` can be right. A machine without a battery begins at 1970."""
    return now >= WRITTEN


class StepGuard:
    """Notices a step of the wall clock by comparing it with monotonic time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall, self._elapsed = clock.now(), clock.monotonic()

    def check(self) -> timedelta | None:
        """The size of the step since the last check, or None if it is below 30 s."""
        wall, elapsed = self._clock.now(), self._clock.monotonic()
        step = (wall - self._wall) - timedelta(seconds=elapsed - self._elapsed)
        self._wall, self._elapsed = wall, elapsed
        return step if abs(step) > STEP else None
