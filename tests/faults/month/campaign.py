"""Runs the month: starts lives, kills them, puts yesterday's copy in place of the database, measures, judges."""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from tests.faults.month.news import BEGINS, DAY, HOUR, invent
from tests.faults.month.site import Instant, Site
from tests.faults.month.verdict import judge

RESTORED_AT = 5.0  # the hour of the day, after the nightly copy of three
LONGEST_LIFE = 900.0  # real seconds for which simulated time may stand still


@dataclass(frozen=True, slots=True)
class Sample:
    """How the service stands at one simulated hour: sizes in MB, counts as they are."""

    hour: float
    memory: float
    files: int
    threads: int
    wal: float
    database: float
    log: float
    polls: int
    notices: int


class Lives:
    """One life after another; the loaded program is forked."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.month.life"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.pid = 0

    def start(self, until: float, after_restore: bool) -> None:
        job = {
            "config": str(self._place / "config.yaml"),
            "instant": str(self._place / "instant"),
            "log": str(self._place / "daemon.log"),
            "until": until,
            "after_restore": after_restore,
        }
        self._zygote.stdin.write(json.dumps(job) + "\n")  # type: ignore[union-attr]
        self.pid = int(self._zygote.stdout.readline())  # type: ignore[union-attr]

    def ended(self) -> int:
        """Wait for the end of this life, with all processes that it left; its status."""
        status = int(self._zygote.stdout.readline())  # type: ignore[union-attr]
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        return status

    def close(self) -> None:
        self._zygote.communicate()


class Month:
    """The campaign in one directory."""

    def __init__(self, place: Path, days: int, sources: int, seed: int) -> None:
        self.place, self.days, self.sources = place, days, sources
        self.month = invent(days, sources, seed)
        self.instant = Instant(place / "instant", BEGINS)
        self.site = Site(self.month, sources, self.instant).start()
        self.lives = Lives(place)
        self.samples: list[Sample] = []
        self.restores: list[float] = []
        self.kills = self.wrong_ends = 0
        self._chance = random.Random(seed)
        self._configure()

    def _configure(self) -> None:
        sources = "\n".join(
            f'  - {{name: s{n}, feed: "{self.site.url(n)}", every: {{min: 30 min, max: 2 h}}}}'
            for n in range(self.sources)
        )
        (self.place / "config.yaml").write_text(
            f"database: dateline.db\nlanguages: [en, ru]\nsources:\n{sources}\n"
            "watches:\n  - {name: Russia, regions: [Russia], notify: [desk, hook]}\n"
            "receivers:\n  desk: {email: {to: [desk@example.org]}}\n"
            f'  hook: {{webhook: {{url: "http://127.0.0.1:{self.site.port}/hook"}}}}\n'
            f"smtp: {{host: 127.0.0.1, port: {self.site.mail_port}, security: none, sender: d@example.org}}\n"
            'network: {delay: 0.01 s, allow_private: {sources: ["127.0.0.0/8"], receivers: ["127.0.0.1/32"]}}\n'
            "keep: {articles: 10 days, incidents: forever}\n"
            "service: {owner: hook, backup: {to: copies, keep: 3}}\n"
        )

    # --- lives

    def run(self, *, disturbed: bool) -> None:
        """The whole month."""
        end = BEGINS + self.days * DAY
        after_restore = False
        for event, at in self._events() if disturbed else iter(()):
            self._live_until(at, end, after_restore)
            after_restore = False
            time.sleep(self._chance.uniform(0, 0.12))
            os.kill(self.lives.pid, signal.SIGKILL)
            self.lives.ended()
            self.kills += 1
            if event == "restore":
                after_restore = self._restore()
        self.lives.start(end, after_restore)
        while self.instant.now < end - 60:
            self._wait_for(min(end - 60, self.instant.now + HOUR), end)
            self._measure()
        self.wrong_ends += self.lives.ended() != 0
        self.lives.close()

    def _events(self) -> Iterator[tuple[str, float]]:
        """A kill somewhere in each hour; the one at five in the morning is followed by a restore."""
        for hour in range(self.days * 24 - 1):
            of_day = hour % 24
            if of_day == int(RESTORED_AT):
                yield "restore", BEGINS + hour * HOUR + self._chance.uniform(0, 0.9) * HOUR
            else:
                yield "kill", BEGINS + hour * HOUR + self._chance.uniform(0, 1) * HOUR

    def _live_until(self, at: float, end: float, after_restore: bool) -> None:
        self.lives.start(end, after_restore)
        self._wait_for(at, end)
        self._measure()

    def _wait_for(self, at: float, end: float) -> None:
        moved, last = time.monotonic(), self.instant.now
        while self.instant.now < at:
            time.sleep(0.001)
            if self.instant.now != last:
                moved, last = time.monotonic(), self.instant.now
            if not Path(f"/proc/{self.lives.pid}").exists() or time.monotonic() - moved > LONGEST_LIFE:
                log = (self.place / "daemon.log").read_text(errors="replace")[-2000:]
                raise RuntimeError(f"the service ended or stands still:\n{log}")

    def _restore(self) -> bool:
        """Put the newest copy in place of the database, as docs/operations.md says."""
        copies = sorted((self.place / "copies").glob("dateline-*.db"))
        if not copies:
            return False
        for old in self.place.glob("dateline.db*"):
            old.unlink()
        shutil.copy(copies[-1], self.place / "dateline.db")
        self.restores.append(self.instant.now)
        return True

    # --- measures

    def _measure(self) -> None:
        proc = Path(f"/proc/{self.lives.pid}")
        try:
            status = dict(
                line.split(":", 1) for line in (proc / "status").read_text().splitlines() if ":" in line
            )
            pss = next(
                int(line.split()[1]) / 1024
                for line in (proc / "smaps_rollup").read_text().splitlines()
                if line.startswith("Pss_Anon:")
            )
            files = len(list((proc / "fd").iterdir()))
        except (OSError, StopIteration):
            return
        ledger = self.site.ledger
        self.samples.append(
            Sample(
                hour=round((self.instant.now - BEGINS) / HOUR, 2),
                memory=round(pss, 1),
                files=files,
                threads=int(status["Threads"]),
                wal=_megabytes(self.place / "dateline.db-wal"),
                database=_megabytes(self.place / "dateline.db"),
                log=_megabytes(self.place / "daemon.log"),
                polls=len(ledger.polls),
                notices=len(ledger.posts) + len(ledger.mails),
            )
        )


# By how much the median of the last third of the month may exceed that of its second, and what none may exceed.
GROWTH = {"memory": (8.0, 400.0), "files": (8.0, 156.0), "threads": (1.0, 32.0), "wal": (4.0, 64.0)}


def growth(samples: list[Sample], hosts: int) -> list[str]:
    """How each size went from the middle to the end of the month; what grew is marked. A connection to each
    of the `hosts` is kept for some seconds, and is a file.
    """
    third = max(1, len(samples) // 3)
    lines = []
    for name, (grown, most) in GROWTH.items():
        most += hosts if name == "files" else 0
        values = [float(getattr(sample, name)) for sample in samples]
        middle, late = median(values[third : 2 * third] or values), median(values[-third:])
        bad = late - middle > grown or max(values) > most
        lines.append(
            f"{'GROWS ' if bad else ''}{name}: {middle:.1f} -> {late:.1f}, at most {max(values):.1f}"
        )
    return lines


def _megabytes(path: Path) -> float:
    with suppress(OSError):
        return round(path.stat().st_size / 2**20, 2)
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--undisturbed", action="store_true", help="one life, no kill and no restore")
    parser.add_argument("--keep", type=Path, help="leave database, log and measures in this directory")
    options = parser.parse_args()
    place = options.keep or Path(tempfile.mkdtemp(prefix="dateline-month-"))
    place.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    month = Month(place, options.days, options.sources, options.seed)
    month.run(disturbed=not options.undisturbed)
    verdict = judge(month.month, month.site.ledger, month.restores)
    ledger = month.site.ledger
    print(
        f"{options.days} days, {options.sources} sources, {month.kills} kills, {len(month.restores)} restores, "
        f"{len(ledger.polls)} polls ({ledger.unchanged} unchanged, {ledger.failed} failed), {ledger.pages} pages, "
        f"{time.monotonic() - began:.0f} s"
    )
    print(verdict)
    sizes = growth(month.samples, options.sources)
    print("middle third -> last third: " + "; ".join(sizes))
    (place / "samples.json").write_text(json.dumps([asdict(sample) for sample in month.samples]))
    if options.keep is None:
        shutil.rmtree(place)
    sys.exit(verdict.condemned or month.wrong_ends > 0 or any(size.startswith("GROWS") for size in sizes))
