"""What systemd is told: ready, reloading, stopping, that work goes on. Without it nothing is said."""

from __future__ import annotations

import os

from sdnotify import SystemdNotifier

from scheduler.clock import Clock

USUAL_BEAT = 15.0  # seconds


class Supervisor:
    """The other end of `Type=notify`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._notifier = SystemdNotifier()

    @property
    def beat_every(self) -> float:
        """Seconds between two signs of life: a third of what the watchdog allows."""
        limit = os.environ.get("WATCHDOG_USEC", "")
        return min(USUAL_BEAT, int(limit) / 3e6) if limit.isdigit() and int(limit) else USUAL_BEAT

    def ready(self) -> None:
        self._tell("READY=1")

    def reloading(self) -> None:
        self._tell(f"RELOADING=1\nMONOTONIC_USEC={int(self._clock.monotonic() * 1e6)}")

    def stopping(self) -> None:
        self._tell("STOPPING=1")

    def alive(self) -> None:
        """To be called only after real progress."""
        self._tell("WATCHDOG=1")

    def status(self, text: str) -> None:
        """The line that `systemctl status` shows."""
        self._tell(f"STATUS={text}")

    def _tell(self, state: str) -> None:
        self._notifier.notify(state)
