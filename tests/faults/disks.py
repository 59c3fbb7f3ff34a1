"""Storage faults, F09 to F17 and F07: a disk that is full, read-only or slow to give its lock, a file that is damaged.

A small disk is a tmpfs in a mount namespace of the subject's own; nothing else on the machine sees it.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.runs import Lives, Verdict, as_released, fresh, harm, judge
from tests.faults.sinks import Sinks

INCIDENTS = 10
PAGE = 4096
DISK_PAGES = 4096


class SmallDisk(Lives):
    """Lives on a disk of 16 MiB."""

    def __init__(self) -> None:
        self.mount = Path(tempfile.mkdtemp())
        script = f'mount -t tmpfs -o size={DISK_PAGES * PAGE} none {self.mount} && exec "$@"'
        super().__init__("unshare", "-m", "sh", "-c", script, "sh")

    @property
    def inside(self) -> Path:
        """The disk, seen from outside."""
        return Path(f"/proc/{self.pid}/root{self.mount}")

    def remount(self, how: str) -> None:
        command = ("nsenter", "-t", str(self.pid), "-m", "mount", "-o", f"remount,{how}", str(self.mount))
        subprocess.run(command, check=True, capture_output=True)

    def clear(self) -> None:
        for file in self.inside.iterdir():
            file.unlink()

    def fill(self, left: int) -> None:
        """Leave so many pages."""
        filler = self.inside / "filler"
        with filler.open("wb", buffering=0) as out:
            try:
                for _ in range(DISK_PAGES * 2):
                    out.write(bytes(PAGE))
            except OSError:
                pass
        with filler.open("rb+") as out:
            out.truncate(max(0, filler.stat().st_size // PAGE - left) * PAGE)

    def free(self) -> None:
        (self.inside / "filler").unlink()


def can_mount() -> bool:
    """Whether this machine lets us make a disk of our own."""
    if not (shutil.which("unshare") and shutil.which("nsenter")):
        return False
    asked = ("unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt")
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@contextmanager
def _disk(lives: SmallDisk) -> Iterator[tuple[Path, Sinks]]:
    sinks = Sinks().start()
    lives.clear()
    with tempfile.TemporaryDirectory() as aside:
        yield Path(aside), sinks
    sinks.stop()


def _judged(
    lives: SmallDisk, aside: Path, sinks: Sinks, ended: int, begun: float, repeats: int = 2
) -> Verdict:
    with tempfile.TemporaryDirectory() as copy:
        for file in lives.inside.glob("dateline.db*"):
            shutil.copy(file, copy)
        verdict = judge(sinks.receipts, Path(copy), INCIDENTS, repeats)
    verdict.slowest = time.monotonic() - begun
    if ended != 0:
        verdict.wrong.append(f"the last life ended with {ended}: {(aside / 'log').read_text()[-300:]}")
    return verdict


def _said(aside: Path, words: tuple[str, ...]) -> bool:
    log = (aside / "log").read_text()
    return any(word in log for word in words)


def full(left: int) -> Callable[[SmallDisk], Verdict]:
    """F11: a disk with so many pages left, and freed after the service stood still."""

    def run(lives: SmallDisk) -> Verdict:
        with _disk(lives) as (aside, sinks):
            lives.live(lives.mount, sinks, 3, aside=aside)
            lives.fill(left)
            ended = lives.live(lives.mount, sinks, INCIDENTS, aside=aside)
            said = ended == 0 or _said(aside, ("StorageF", "DatabaseRefused"))
            lives.free()
            begun = time.monotonic()
            verdict = _judged(
                lives, aside, sinks, lives.live(lives.mount, sinks, INCIDENTS, aside=aside), begun
            )
            if not said:
                verdict.wrong.append(f"full, and ended with {ended}: {(aside / 'log').read_text()[-300:]}")
            return verdict

    return run


def read_only(lives: SmallDisk) -> Verdict:
    """F14: nothing can be written; it is said, nothing is sent, and it goes on when it can."""
    with _disk(lives) as (aside, sinks):
        lives.live(lives.mount, sinks, 3, aside=aside)
        before = len(sinks.receipts)
        lives.remount("ro")
        ended = lives.live(lives.mount, sinks, INCIDENTS, aside=aside)
        refused = ended != 0 and _said(aside, ("StorageF", "DatabaseRefused"))
        sent = len(sinks.receipts) - before
        lives.remount("rw")
        begun = time.monotonic()
        verdict = _judged(
            lives, aside, sinks, lives.live(lives.mount, sinks, INCIDENTS, aside=aside), begun, 0
        )
        if not refused or sent:
            verdict.wrong.append(f"read-only, and ended with {ended} after {sent} sent")
        return verdict


def file_size(pages: int) -> Callable[[Lives], Verdict]:
    """F15: no file may grow beyond so many pages."""

    def run(lives: Lives) -> Verdict:
        with fresh() as (place, sinks):
            ended = lives.live(place, sinks, INCIDENTS, file_size=pages * PAGE)
            said = ended == 0 or _said(place, ("StorageF", "DatabaseRefused"))
            begun = time.monotonic()
            last = lives.live(place, sinks, INCIDENTS)
            verdict = judge(sinks.receipts, place, INCIDENTS, 2)
            verdict.slowest = time.monotonic() - begun
            if not said or last != 0:
                log = (place / "log").read_text()[-300:]
                verdict.wrong.append(f"{pages} pages, ended with {ended}, then {last}: {log}")
            return verdict

    return run


def locked(lives: Lives, seconds: float = 30.0) -> Verdict:
    """F16: another program holds the writer's lock. The service gives up or waits, and loses nothing."""
    with fresh() as (place, sinks):
        lives.live(place, sinks, 3)
        other = sqlite3.connect(place / "dateline.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(seconds, other.execute, ("ROLLBACK",))
        release.start()
        begun, ended = time.monotonic(), 9
        while ended != 0 and time.monotonic() - begun < 3 * seconds:  # as a supervisor does
            ended = lives.live(place, sinks, INCIDENTS, kill_after=2 * seconds)
        release.join()
        other.close()
        verdict = judge(sinks.receipts, place, INCIDENTS, 0)
        verdict.slowest = time.monotonic() - begun - seconds
        if ended != 0:
            verdict.wrong.append(f"ended with {ended}: {(place / 'log').read_text()[-300:]}")
        return verdict


def read_for_long(lives: Lives) -> Verdict:
    """F16: a reader keeps its moment open all the while; the log cannot be cut, and nothing else happens."""
    with fresh() as (place, sinks):
        lives.live(place, sinks, 3)
        reader = sqlite3.connect(place / "dateline.db", isolation_level=None)
        reader.execute("BEGIN")
        seen = reader.execute("SELECT count(*) FROM messages").fetchone()
        begun = time.monotonic()
        ended = lives.live(place, sinks, INCIDENTS)
        still = reader.execute("SELECT count(*) FROM messages").fetchone()
        reader.close()
        verdict = judge(sinks.receipts, place, INCIDENTS, 0)
        verdict.slowest = time.monotonic() - begun
        if ended != 0 or still != seen:
            verdict.wrong.append(f"ended with {ended}, the reader saw {seen} and then {still}")
        return verdict


def contended(lives: Lives, flaw: str = "") -> Verdict:
    """F16: another program writes between any two of our statements."""
    with fresh() as (place, sinks):
        begun = time.monotonic()
        ended = lives.live(place, sinks, INCIDENTS, flaw, contended=True)
        verdict = judge(sinks.receipts, place, INCIDENTS, 0)
        verdict.slowest = time.monotonic() - begun
        if ended != 0:
            verdict.wrong.append(f"ended with {ended}: {(place / 'log').read_text()[-300:]}")
        return verdict


def _random(place: Path, chance: random.Random) -> None:
    database = place / "dateline.db"
    damaged = bytearray(database.read_bytes())
    for _ in range(40):
        start = chance.randrange(0, len(damaged) - 64)
        damaged[start : start + 64] = chance.randbytes(64)
    database.write_bytes(damaged)


def _noise(place: Path, chance: random.Random) -> None:
    database = place / "dateline.db"
    database.write_bytes(chance.randbytes(database.stat().st_size))


def _truncated(place: Path, chance: random.Random) -> None:
    database = place / "dateline.db"
    database.write_bytes(database.read_bytes()[: chance.randrange(1, database.stat().st_size)])


def _empty(place: Path, chance: random.Random) -> None:
    (place / "dateline.db").write_bytes(b"")


def _only_the_log(place: Path, chance: random.Random) -> None:
    log = place / "dateline.db-wal"
    if not log.exists() or not log.stat().st_size:  # the life ended well, or before it wrote
        log.write_bytes(chance.randbytes(PAGE + 56))
    (place / "dateline.db").unlink()


def _settled(sinks: Sinks) -> int:
    """How many messages the servers took, once they have taken what a killed process had already sent."""
    count = -1
    while count != (count := len(sinks.receipts)):
        time.sleep(0.5)
    return count


DAMAGES = {
    "random bytes in it": _random,
    "nothing but random bytes": _noise,
    "truncated": _truncated,
    "empty": _empty,
    "gone, its log left": _only_the_log,
}


def damaged(how: str, seed: int) -> Callable[[Lives], Verdict]:
    """F17: the file is damaged between two lives. It is refused and nothing is sent; the good file goes on."""

    def run(lives: Lives) -> Verdict:
        chance = random.Random(seed)
        with fresh() as (place, sinks), tempfile.TemporaryDirectory() as good:
            lives.live(place, sinks, 5, kill_after=0.05 * (1 + seed % 6))
            files = [file for file in place.glob("dateline.db*") if not file.name.endswith((".lock", "-shm"))]
            for file in files:
                shutil.copy(file, good)
            before = _settled(sinks)
            DAMAGES[how](place, chance)
            ended, log = lives.live(place, sinks, INCIDENTS), (place / "log").read_text()
            sent = len(sinks.receipts) - before
            if ended != 0:
                for file in place.glob("dateline.db*"):
                    file.unlink()
                for file in files:
                    shutil.copy(Path(good) / file.name, place)
            begun = time.monotonic()
            last = lives.live(place, sinks, INCIDENTS)
            verdict = judge(sinks.receipts, place, INCIDENTS, 2)
            verdict.slowest = time.monotonic() - begun
            # What lay in the log anyway, or in no page that is used, is damaged without harm; the judge reads it whole.
            harmless = ended == 0 and how in ("random bytes in it", "truncated")
            if not harmless and (ended == 0 or sent or not ("DatabaseRefused" in log or "StorageF" in log)):
                verdict.wrong.append(f"{how}, and ended with {ended} after {sent} sent: {log[-200:]}")
            if last != 0:
                verdict.wrong.append(f"the good file ended with {last}")
            return verdict

    return run


def without_log(lives: Lives, seed: int) -> Verdict:
    """F17: the log is lost with what it held. That cannot be seen; articles are read again, ids are the same."""
    with fresh() as (place, sinks):
        lives.live(place, sinks, INCIDENTS, kill_after=0.02 * (1 + seed))
        (place / "dateline.db-wal").unlink(missing_ok=True)
        begun = time.monotonic()
        ended = lives.live(place, sinks, INCIDENTS)
        verdict = judge(sinks.receipts, place, INCIDENTS, 3 * INCIDENTS)
        verdict.wrong = [
            one for one in verdict.wrong if "oftener" not in one
        ]  # the attempts are lost as well
        verdict.slowest = time.monotonic() - begun
        if ended != 0:
            verdict.wrong.append(f"ended with {ended}: {(place / 'log').read_text()[-300:]}")
        return verdict


def second_instance(lives: Lives) -> Verdict:
    """F07: another one starts on the same database while the first is sending; it is refused and sends nothing."""
    others: list[tuple[int, str]] = []

    def start_another(count: int) -> None:
        if count == 3:
            with tempfile.TemporaryDirectory() as aside, Lives() as second:
                ended = second.live(place, sinks, INCIDENTS, aside=Path(aside))
                others.append((ended, (Path(aside) / "log").read_text()))

    with fresh(answer=start_another) as (place, sinks):
        begun = time.monotonic()
        ended = lives.live(place, sinks, INCIDENTS)
        verdict = judge(sinks.receipts, place, INCIDENTS, 0)
        verdict.slowest = time.monotonic() - begun
        if ended != 0 or len(others) != 1 or others[0][0] == 0 or "DatabaseBusy" not in others[0][1]:
            verdict.wrong.append(f"the first ended with {ended}, the second with {others}")
        return verdict


def newer_schema(lives: Lives) -> Verdict:
    """F10: the database of a later release is refused as it is; the later release goes on with it."""
    with fresh() as (place, sinks):
        lives.live(place, sinks, 3)
        lives.live(place, sinks, 5, migrating=True, kill_after=30)
        before, content = len(sinks.receipts), (place / "dateline.db").read_bytes()
        ended = lives.live(place, sinks, INCIDENTS)
        untouched = content == (place / "dateline.db").read_bytes() and len(sinks.receipts) == before
        log = (place / "log").read_text()
        begun = time.monotonic()
        last = lives.live(place, sinks, INCIDENTS, migrating=True)
        as_released(place)
        verdict = judge(sinks.receipts, place, INCIDENTS, 0)
        verdict.slowest = time.monotonic() - begun
        if ended == 0 or last != 0 or not untouched or "newer" not in log:
            verdict.wrong.append(f"ended with {ended}, untouched: {untouched}, then {last}: {log[-300:]}")
        return verdict


def killed_migration(lives: Lives, call: str, when: int) -> tuple[Verdict, bool]:
    """F09: SIGKILL at the n-th call of a migration with rows to rewrite; the next life finishes both."""
    with fresh() as (place, sinks):
        lives.live(place, sinks, 5)
        return harm(lives, place, sinks, call, when, "signal=KILL", INCIDENTS, migrating=True)


def full_disks() -> Iterator[tuple[str, Callable[[SmallDisk], Verdict]]]:
    for left in range(80):
        yield "F11 disk full, and freed", full(left)
    yield "F14 disk read-only, and writable again", read_only


def plain() -> Iterator[tuple[str, Callable[[Lives], Verdict]]]:
    yield "F07 second instance on the same database", second_instance
    yield "F10 database of a later release", newer_schema
    for pages in range(60, 260, 2):
        yield "F15 limit of file size", file_size(pages)
    yield "F16 another program writes between any two statements", contended
    yield "F16 another program holds the lock for 30 s", locked
    yield "F16 another program reads one moment all the while", read_for_long
    for how in DAMAGES:
        for seed in range(12 if "random" in how or how == "truncated" else 2):
            yield f"F17 database {how}", damaged(how, seed)
    for seed in range(20):
        yield "F17 log of the database lost", lambda lives, seed=seed: without_log(lives, seed)
