"""Power cuts: a traced run's writes replayed up to a point, with what was not synced dropped, torn or kept.

Each unsynced write survives or not by chance, so all orders in which a disk may write are covered; one in
four survives in part, in sectors of 512 bytes. What the process had acknowledged by then must be there.
"""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from incidents.errors import DatelineError
from store.database import Database
from tests.faults.runs import MEMORY_DISK, Lives, Verdict, fresh

CALLS = "pwrite64,write,fdatasync,fsync,ftruncate,unlink"
_CALL = re.compile(r'^\d+ +(\w+)\((?:(\d+)<([^>]*)>(?:, )?)?(?:"([^"]*)")?(.*)$')


@dataclass(frozen=True)
class Event:
    """One call: which file, and the bytes at an offset if it writes; for a truncation the offset is the size."""

    call: str
    file: str
    data: bytes = b""
    offset: int = 0


@dataclass
class Recording:
    """A run: the files before it, and what it did to them in order."""

    before: dict[str, bytes]
    events: list[Event]


def record(lives: Lives, incidents: int, flaw: str = "") -> Recording:
    """Trace one undisturbed life."""
    with fresh() as (place, sinks), tempfile.TemporaryDirectory() as aside:
        before = {"dateline.db": (place / "dateline.db").read_bytes()}
        trace = Path(aside) / "trace"
        options = ("-y", "-xx", "-s", "200000", "-o", str(trace), "-e", f"trace={CALLS}")
        ended = lives.live(place, sinks, incidents, flaw, options)
        assert ended == 0, (place / "log").read_text()[-500:]
        return Recording(before, [e for line in trace.read_text().splitlines() if (e := _event(line))])


def _event(line: str) -> Event | None:
    found = _CALL.match(line)
    if not found:
        return None
    call, _, path, text, rest = found.groups()
    data = bytes.fromhex((text or "").replace("\\x", ""))
    path = bytes.fromhex(path.replace("\\x", "")).decode() if path and "\\x" in path else path
    name = Path(data.decode() if call == "unlink" else path or "").name
    if not name.startswith("dateline.db") and name != "acks":
        return None
    numbers = [int(n) for n in re.findall(r"\d+", rest.split(")")[0].split("<")[0])]
    return Event(call, name, data, numbers[-1] if numbers and call in ("pwrite64", "ftruncate") else 0)


def cut(recording: Recording, at: int, chance: random.Random) -> tuple[dict[str, bytes], list[str]]:
    """The files after power was lost before event `at`, and what had been acknowledged."""
    files = {name: bytearray(data) for name, data in recording.before.items()}
    pending: list[Event] = []
    acks = b""
    for event in recording.events[:at]:
        if event.file == "acks":
            acks += event.data
        elif event.call == "unlink":
            files.pop(event.file, None)
            pending = [p for p in pending if p.file != event.file]
        elif event.call in ("fdatasync", "fsync"):
            for one in [p for p in pending if p.file == event.file]:
                _apply(files, one)
            pending = [p for p in pending if p.file != event.file]
        else:
            pending.append(event)
    keep = chance.choice((0.0, 0.1, 0.5, 0.9))
    for one in pending:
        if chance.random() < keep:
            _apply(files, _torn(one, chance) if chance.random() < 0.25 else one)
    return {name: bytes(data) for name, data in files.items()}, acks.decode().splitlines()


def _torn(event: Event, chance: random.Random) -> Event:
    return Event(
        event.call, event.file, event.data[: 512 * chance.randint(0, len(event.data) // 512)], event.offset
    )


def _apply(files: dict[str, bytearray], event: Event) -> None:
    file = files.setdefault(event.file, bytearray())
    if event.call == "ftruncate":
        del file[event.offset :]
        return
    file.extend(bytes(max(0, event.offset - len(file))))
    file[event.offset : event.offset + len(event.data)] = event.data


def judge(files: dict[str, bytes], acks: list[str]) -> Verdict:
    """Whether the database opens, is whole, and has what was acknowledged."""
    verdict = Verdict(points=1)
    place = Path(tempfile.mkdtemp(dir=MEMORY_DISK))
    try:
        for name, data in files.items():
            if not name.endswith((".lock", "-shm")):
                (place / name).write_bytes(data)
        with Database.open(place / "dateline.db", exclusive=True) as db:
            if db._c.raw.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                verdict.wrong.append("damaged")
            verdict.lost = sum(not _kept(db, *ack.split(" ")) for ack in acks)
    except DatelineError as refused:
        verdict.wrong.append(str(refused))
    finally:
        shutil.rmtree(place)
    return verdict


def _kept(db: Database, what: str, which: str) -> bool:
    if what == "planned":
        return (
            db.incidents.get(f"i{which}") is not None
            and len(db.outbox.notices.find(incident_id=f"i{which}")) == 2
        )
    found = db.outbox.show(which)
    return found is not None and found.state == what


def campaign(lives: Lives, states: int, incidents: int = 8, flaw: str = "", seed: int = 1) -> Verdict:
    """Cut the power at `states` moments of one recorded run."""
    recording, chance = record(lives, incidents, flaw), random.Random(seed)
    total = Verdict()
    for number in range(states):
        at = 1 + number * len(recording.events) // states
        total.add(judge(*cut(recording, at, chance)))
    return total
