"""The rounds of work: due sources are polled, pending entries are read, some at a time.

What one source or article does wrong stays with it: it is written down, and the others go on. Only failing
storage is not: a full disk pauses the rounds, a broken one ends the service.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import structlog

from incidents.errors import StorageFailed
from scheduler.clock import Clock
from scheduler.collect import Collector
from scheduler.pipeline import Settled
from scheduler.storage import Storage
from scheduler.tasks import Tasks
from scheduler.writer import Writer
from store.connection import StorageFull
from store.database import Database
from store.entries import PendingEntry
from store.sources import SourceRow

log = structlog.get_logger(__name__)

READING_AT_ONCE = 16
POLLING_AT_ONCE = 32
ENTRIES_PAGE = 200
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
        self._under_way: set[asyncio.Task[Any]] = set()
        self._interrupted: set[int] = set()
        self._faults: dict[int, int] = {}
        self._work = asyncio.Event()

    def poke(self) -> None:
        """There may be something to read."""
        self._work.set()

    # --- polling

    async def poll_due(self) -> None:
        """Start a poll of each source whose time has come; one at a time a source."""
        room = POLLING_AT_ONCE - sum(isinstance(key, str) for key in self._busy)
        if room <= 0 or not self._storage.works:
            return
        rows = await self._writer(self._db.sources.due, self._clock.now(), room + len(self._busy))
        for row in [row for row in rows if row.url not in self._busy][:room]:
            self._start(row.url, self._poll(row))

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
        """Read pending entries as they come, some at a time, oldest first, for ever."""
        room = asyncio.Semaphore(READING_AT_ONCE)
        while True:
            await self._storage.wait()
            self._work.clear()
            await self._release_interrupted()
            entries = await self._writer(self._db.entries.pending, ENTRIES_PAGE, self._first_readable())
            waiting = [entry for entry in entries if self._readable(entry.id)]
            for entry in waiting:
                await room.acquire()
                self._start(entry.id, self._read(entry)).add_done_callback(lambda _: room.release())
            if not entries:
                await self._work.wait()
            else:
                await asyncio.sleep(0.05)

    def _readable(self, entry_id: int) -> bool:
        return entry_id not in self._busy and self._faults.get(entry_id, 0) < FAULTS

    def _first_readable(self) -> int:
        """Entries that are left alone must not fill the page for ever."""
        alone = [entry_id for entry_id, count in self._faults.items() if count >= FAULTS]
        return max(alone) if len(alone) >= ENTRIES_PAGE // 2 else 0

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
        rows = await self._writer(self._db.sources.all)
        room = asyncio.Semaphore(POLLING_AT_ONCE)
        for row in [row for row in rows if row.active]:
            await room.acquire()
            self._start(row.url, self._poll(row)).add_done_callback(lambda _: room.release())
        while self._busy or await self._left():  # noqa: ASYNC110 - what is waited for is in the database
            await asyncio.sleep(0.05)

    async def _left(self) -> int:
        alone = sum(count >= FAULTS for count in self._faults.values())
        return await self._writer(self._db.entries.count_pending) - alone

    async def close(self) -> None:
        """After the tasks were cancelled: what was being read is as if it had not begun."""
        await self._release_interrupted()
