"""Whether the database takes writes: a full or read-only disk stops new work, and its end starts it again.

It is said once when it begins and once when it ends. Nothing is lost meanwhile: what was not written down
was not done.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from scheduler.clock import Clock
from scheduler.writer import Writer
from store.connection import StorageFull
from store.database import Database

log = structlog.get_logger(__name__)

# So much must fit before work begins again, else it would stop at once.
PROBE_BYTES = 512 * 1024


class Storage:
    """The state of the disk, as far as the database has met it."""

    def __init__(self, database: Database, writer: Writer, clock: Clock) -> None:
        self._db, self._writer, self._clock = database, writer, clock
        self._works = asyncio.Event()
        self._works.set()
        self.since: datetime | None = None
        self.why = ""

    @property
    def works(self) -> bool:
        return self._works.is_set()

    def trouble(self, error: StorageFull) -> None:
        """A write failed in a way that may pass: no new work until `probe` finds that it did."""
        if self.works:
            self.since, self.why = self._clock.now(), str(error)
            log.error("storage does not take writes; no new work is begun", fault=str(error))
        self._works.clear()

    async def probe(self) -> timedelta | None:
        """Try to write; when that works again, how long it did not."""
        if self.works:
            return None
        try:
            await self._writer(self._fill)
        except StorageFull:
            return None
        lasted = self._clock.now() - (self.since or self._clock.now())
        self.since, self.why = None, ""
        self._works.set()
        log.info("storage takes writes again", seconds=round(lasted.total_seconds()))
        return lasted

    async def wait(self) -> None:
        """Return when writes are taken."""
        await self._works.wait()

    def _fill(self) -> None:
        self._db.meta.set("probe", "-" * PROBE_BYTES)
        self._db.meta.set("probe", "")
