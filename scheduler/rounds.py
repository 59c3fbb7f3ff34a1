"""The rounds of work: due sources are polled, pending entries are read, some at a time.

What one source or article does wrong stays with it: it is written down, and the others go on. Only failing
storage is not: a full disk pauses the rounds, a broken one ends the service.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog

from incidents.errors import StorageFailed
from scheduler.clock import Clock
from scheduler.collect import Collector
from scheduler.pipeline import Settled
from scheduler.storage import Storage
from scheduler.tasks import Tasks
from scheduler.workers import WorkersGone
from scheduler.writer import Writer
from store.connection import StorageFull
from store.database import Database
from store.entries import PendingEntry
from store.sources import SourceRow, host_of

log = structlog.get_logger(__name__)

READING_AT_ONCE = 48
READING_AT_ONCE_A_HOST = 2  # one is fetched while the other is parsed
POLLING_AT_ONCE = 32
LOOKED_AT = 1_000  # sources with something to read, at a time
# An entry that fails so often outside its worker is left alone until the next start.
FAULTS = 2


@dataclass
class Tally:
    """What a run has done so far."""

    polled: int = 0
    failing: dict[str, str] = field(default_factory=dict)
    listed: int = 0
    new_entries: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    notices: int = 0
    primed: int = 0

    def count(self, settled: Settled) -> None:
        self.outcomes[settled.outcome] = self.outcomes.get(settled.outcome, 0) + 1
        for notice in settled.notices:
            self.primed += notice.primed
            self.notices += not notice.primed


class Rounds:
    """Polling and reading with one collector after another: a reload hands over a new one."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        storage: Storage,
        clock: Clock,
        tasks: Tasks,
        collector: Collector,
        planned: Callable[[], None],
    ) -> None:
        self._db, self._writer, self._storage, self._clock = database, writer, storage, clock
        self._tasks, self._planned = tasks, planned
        self.collector = collector
        self.tally = Tally()
        self._busy: set[object] = set()
        self._polled: set[str] = set()  # hosts
        self._read_hosts: Counter[str] = Counter()
        self._turn = 0
        self._under_way: set[asyncio.Task[Any]] = set()
        self._interrupted: set[int] = set()
        self._faults: dict[int, int] = {}
        self._work = asyncio.Event()

    def poke(self) -> None:
        """There may be something to read."""
        self._work.set()

    # --- polling

    async def poll_due(self) -> None:
        """Start a poll of each source whose time has come; one at a time a host: no place that others need is
        taken by waiting for a host's turn."""
        room = POLLING_AT_ONCE - len(self._polled)
        if room > 0 and self._storage.works:
            now = self._clock.now()
            self._start_polls(await self._writer(self._db.sources.due, now, room, tuple(self._polled)))

    def _start_polls(self, rows: Sequence[SourceRow]) -> list[SourceRow]:
        """Start what there is room for; the rows that must wait."""
        left = []
        for row in rows:
            name = host_of(row.url)
            if name in self._polled or len(self._polled) >= POLLING_AT_ONCE:
                left.append(row)
                continue
            self._polled.add(name)
            self._start(row.url, self._poll(row)).add_done_callback(partial(self._poll_ended, name))
        return left

    def _poll_ended(self, host: str, _: object) -> None:
        self._polled.discard(host)

    async def _poll(self, row: SourceRow) -> None:
        try:
            polled = await self.collector.poll(row)
        except StorageFull as error:
            self._storage.trouble(error)
            return
        self.tally.polled += 1
        self.tally.listed += polled.listed
        self.tally.new_entries += polled.new
        if polled.fault is not None:
            self.tally.failing[row.name] = polled.fault
        if polled.new:
            self._work.set()

    # --- reading

    async def read_entries(self) -> None:
        """Read pending entries as they come, for ever; few of one host at a time, each source in turn."""
        while True:
            await self._storage.wait()
            self._work.clear()
            await self._release_interrupted()
            while self._storage.works and (entries := await self._next_entries()):
                for entry in entries:
                    self._start_reading(entry)
            await self._work.wait()

    async def _next_entries(self) -> list[PendingEntry]:
        """The oldest entries of sources whose host has room, as many as there is room for."""
        room = READING_AT_ONCE - self._read_hosts.total()
        if room <= 0:
            return []
        without = {key for key in self._busy if isinstance(key, int)} | self._left_alone()
        found = await self._writer(self._db.entries.waiting, LOOKED_AT, without, self._turn)
        chosen: dict[int, None] = {}
        hosts = self._read_hosts.copy()
        for source_id, url, entry_id in found:
            if hosts[host_of(url)] < READING_AT_ONCE_A_HOST and len(chosen) < room:
                hosts[host_of(url)] += 1
                chosen[entry_id] = None
                self._turn = source_id
        return await self._writer(self._db.entries.pending, tuple(chosen)) if chosen else []

    def _left_alone(self) -> set[int]:
        return {entry_id for entry_id, count in self._faults.items() if count >= FAULTS}

    def _start_reading(self, entry: PendingEntry) -> None:
        name = host_of(entry.source_url)
        self._read_hosts[name] += 1
        self._start(entry.id, self._read(entry)).add_done_callback(partial(self._reading_ended, name))

    def _reading_ended(self, host: str, _: object) -> None:
        self._read_hosts -= Counter((host,))  # what falls to nothing is dropped
        self._work.set()

    async def _read(self, entry: PendingEntry) -> None:
        try:
            settled = await self.collector.read(entry)
        except StorageFull as error:
            self._interrupted.add(entry.id)
            self._storage.trouble(error)
            return
        except StorageFailed:
            raise
        except asyncio.CancelledError:
            self._interrupted.add(entry.id)
            raise
        except WorkersGone as error:  # nothing is wrong with the entry: its turn comes again
            log.error("article not read", url=entry.payload["url"], fault=str(error))
            return
        except Exception:
            self._faults[entry.id] = self._faults.get(entry.id, 0) + 1
            log.exception("article not read", url=entry.payload["url"], attempt=self._faults[entry.id])
            return
        if settled is not None:
            self._settled(entry, settled)

    def _settled(self, entry: PendingEntry, settled: Settled) -> None:
        self.tally.count(settled)
        if settled.notices:
            self._planned()
        log.info(
            "article",
            outcome=str(settled.outcome),
            reason=settled.reason,
            url=entry.payload["url"],
            incidents=list(settled.incident_ids),
            notices=len(settled.notices),
            primed=entry.primed,
        )

    async def _release_interrupted(self) -> None:
        """Reading that a full disk or our own end cut short is no attempt of the entry's."""
        entries = list(self._interrupted)
        if entries:
            await self._writer(self._db.entries.released, *entries)
            self._interrupted.difference_update(entries)

    def _start(self, key: object, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        self._busy.add(key)
        task = self._tasks.spawn(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        task.add_done_callback(lambda _: self._busy.discard(key))
        return task

    async def settled(self, within: float) -> None:
        """Return when all that is under way now has ended, or after `within` seconds."""
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=within)

    # --- the ends

    async def once(self) -> None:
        """Poll every source once, and return when nothing is pending."""
        rows = [row for row in await self._writer(self._db.sources.all) if row.active]
        while rows or self._busy or await self._left():
            rows = self._start_polls(rows)
            await asyncio.sleep(0.05)

    async def _left(self) -> int:
        return await self._writer(self._db.entries.count_pending) - len(self._left_alone())

    async def close(self) -> None:
        """After the tasks were cancelled: what was being read is as if it had not begun."""
        await self._release_interrupted()
