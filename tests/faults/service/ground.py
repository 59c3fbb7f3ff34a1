"""The ground on which the service is broken: the world of the acceptance tests, a clock that can be set, a
supervisor that does what systemd does, a disk that can be made read-only."""

from __future__ import annotations

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.acceptance.kills import story
from tests.acceptance.world import World

PATIENCE = 60.0
DAY = 86400


class Ground(World):
    """A world whose service is the one with `flaw`, under a wall clock that is `offset` seconds off."""

    def __init__(self, place: Path, flaw: str = "") -> None:
        super().__init__(place)
        self.flaw = flaw
        self.wrong: list[str] = []
        self.environ: dict[str, str] = {}
        self.log_to: Any = None
        self.offset = 0.0
        self._clock = place / "clock"

    # --- the service

    def program(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "tests.faults.service.flaws", self.flaw, *arguments]

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        return {**kept, **self.environ}

    def start(self, *options: str, wrapped: tuple[str, ...] = ()) -> None:
        with (self.place / "daemon.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*wrapped, *self.program("run", "--config", str(self.config), "--log", "json", *options)],
                stderr=self.log_to or log,
                env=self.environment(),
            )

    def command(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.program(*arguments),
            capture_output=True,
            text=True,
            timeout=90,
            env=self.environment(),
            check=False,
            **options,
        )

    def stop(self, how: int = signal.SIGTERM) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.wrong.append("it did not end within 15 s of SIGTERM")
            self.process.kill()
            return self.process.wait()

    # --- what is found

    def expect(self, what: str, condition: Callable[[], Any], patience: float = PATIENCE) -> bool:
        """Wait for it; what does not come is a fault."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            with suppress(OSError):
                if condition():
                    return True
            time.sleep(0.05)
        self.wrong.append(f"in vain: {what}")
        return False

    def demand(self, what: str, holds: object) -> None:
        if not holds:
            self.wrong.append(f"not so: {what}")

    def events(self, words: str) -> list[dict[str, Any]]:
        return [line for line in self.log() if words in str(line["event"])]

    # --- news

    def begin(self, extra: str = "", **options: Any) -> None:
        """One source that is primed, and a running service."""
        self.site.feeds["one"] = []
        self.configure("one", extra=extra)
        self.start(**options)
        self.expect("priming", lambda: self.events("source primed"))

    def attack(self, town: str) -> None:
        """Publish an attack there, in words of its own."""
        told = story(town, random.Random(town))
        told.published = datetime.now(UTC) + timedelta(seconds=self.offset)  # the news of the service's day
        self.site.publish("one", told)

    def alerts(self, town: str) -> int:
        """How many different alerts the webhook took about it."""
        return len(
            {
                headers["webhook-id"]
                for headers, body in self.site.posts
                if "incident" in body and town in str(body["incident"]["place"])
            }
        )

    def tell(self, town: str, patience: float = PATIENCE) -> None:
        """Publish an attack, and wait for the alert."""
        self.attack(town)
        self.expect(f"the alert about {town}", lambda: self.alerts(town), patience)

    def told_once(self, *towns: str) -> None:
        for town in towns:
            count = self.alerts(town)
            self.demand(f"one alert about {town}, not {count}", count == 1)

    def count(self, table: str) -> int:
        """Rows of a table, by a connection of our own."""
        with sqlite3.connect(f"file:{self.place / 'dateline.db'}?mode=ro", uri=True) as db:
            return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    # --- the clock

    def fake_clock(self, **zone: str) -> None:
        """From the next start on, the service's wall clock is ours to set; its monotonic one is real."""
        self.set_clock(0)
        self.environ |= {"DATELINE_CLOCK": str(self._clock), **zone}

    def set_clock(self, offset: float) -> None:
        """Seconds by which the service's clock is to be off from now on."""
        self.offset = offset
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(f"{offset:.0f}")
        fresh.rename(self._clock)


class Supervisor:
    """What systemd does with `Type=notify`, `WatchdogSec` and `Restart=on-failure`."""

    def __init__(self, ground: Ground, watchdog: float) -> None:
        self._ground, self._watchdog = ground, watchdog
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(ground.place / "notify"))
        self._socket.settimeout(0.1)
        ground.environ |= {
            "NOTIFY_SOCKET": str(ground.place / "notify"),
            "WATCHDOG_USEC": str(int(watchdog * 1e6)),
        }
        self.kills = 0
        self._heard, self._ready, self._closed = time.monotonic(), False, False
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        """A socket that nobody reads would hold up whoever tells."""
        while not self._closed:
            try:
                said = self._socket.recv(4096).decode()
            except TimeoutError:
                continue
            except OSError:
                return
            if "READY=1" in said or "WATCHDOG=1" in said:
                self._heard, self._ready = time.monotonic(), True

    def watch(self, until: Callable[[], Any], patience: float) -> bool:
        """Kill the service when it is silent for too long, and start it again, until the condition holds."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if until():
                return True
            time.sleep(0.05)
            if self._ready and time.monotonic() - self._heard > self._watchdog:
                self.kills += 1
                self._ready = False
                self._ground.stop(signal.SIGKILL)
                self._ground.start()
        return False

    def close(self) -> None:
        self._closed = True
        self._socket.close()
