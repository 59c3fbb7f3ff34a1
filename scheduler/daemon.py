"""The service as a whole: start, run, drain, stop. It puts the parts together and owns their order.

One process, one asyncio loop. What to do when is in `jobs`; how an article flows is in `pipeline`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import uuid
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from sdnotify import SystemdNotifier

from alerts.delivery import Delivery
from crawler.engine import Engine
from crawler.gate import Gate
from scheduler.clock import Clock
from scheduler.collect import Collector
from scheduler.config import Config
from scheduler.jobs import Jobs
from scheduler.outbox import StoredOutbox
from scheduler.parts import build_receivers, engine_settings
from scheduler.pipeline import Pipeline, Settled
from scheduler.workers import Limits, Workers
from scheduler.writer import Writer
from store.database import Database
from store.entries import PendingEntry

log = structlog.get_logger(__name__)

READING_AT_ONCE = 16
POLLING_AT_ONCE = 32
ENTRIES_PAGE = 200
STOP_WITHIN = 8.0  # seconds; the promise is 10


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


class Daemon:
    """The running service. `run` returns when it was told to stop; an error of storage propagates."""

    def __init__(self, config: Config, database: Database, clock: Clock) -> None:
        self.config, self.clock, self.tally = config, clock, Tally()
        self._db = database
        self._writer = Writer()
        self._workers = Workers(config.groups, config.languages, limits=Limits())
        self._gate = Gate.allowing(config.network.private_sources)
        self._engine = Engine(engine_settings(config), self._gate)
        pipeline = Pipeline(database, config.watches, config.groups, config.max_age)
        self._collector = Collector(
            config.sources, self._engine, self._workers, self._writer, database, pipeline, clock
        )
        self.boot_id = uuid.uuid4().hex
        self.delivery = Delivery(
            StoredOutbox(database, self._writer),
            build_receivers(config, clock),
            clock.now,
            self.boot_id,
            log,
            owner=config.service.owner,
        )
        self._jobs = Jobs(self, clock)
        self._stopping = asyncio.Event()
        self._work = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._busy: set[object] = set()
        self._fault: BaseException | None = None

    # --- life

    async def run(self, *, once: bool = False) -> None:
        """Serve until told to stop; `once`: poll every source now, until nothing is pending."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self.stop)
        try:
            await self._start()
            if once:
                self._spawn(self._run_once())
            else:
                self._jobs.start()
            await self._stopping.wait()
        finally:
            await self._shut_down()
        if self._fault is not None:
            raise self._fault

    def stop(self) -> None:
        """Ask the service to end."""
        self._stopping.set()

    async def _start(self) -> None:
        now = self.clock.now()
        wanted = [(s.name, s.url, s.kind) for s in self.config.sources]
        await self._writer(self._db.sources.sync, wanted, now)
        await self._engine.start()
        self._spawn(self.delivery.run())
        self._spawn(self._read_entries())
        SystemdNotifier().notify("READY=1")
        log.info(
            "started",
            database=str(self.config.database),
            sources=len(wanted),
            watches=len(self.config.watches),
            pid=os.getpid(),
        )

    async def _shut_down(self) -> None:
        """Take nothing new, let deliveries and commits end, then stop the parts; within 10 s."""
        SystemdNotifier().notify("STOPPING=1")
        self._jobs.stop()
        self._stopping.set()
        for task in self._tasks:
            if not task.get_name().startswith("delivery"):
                task.cancel()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.delivery.stop(STOP_WITHIN - 3), STOP_WITHIN - 2)
        await self._engine.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._workers.stop()
        self._writer.stop()
        log.info("stopped", **self.tally.outcomes)

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run a part beside the others; what it raises ends the service."""
        task = asyncio.create_task(work, name=getattr(work, "__qualname__", "part"))
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None and not self._stopping.is_set():
            self._fault = task.exception()
            self._stopping.set()

    # --- work

    async def poll_due(self) -> None:
        """Start a poll of each source whose time has come; one at a time a source."""
        room = POLLING_AT_ONCE - sum(isinstance(key, str) for key in self._busy)
        if room <= 0:
            return
        rows = await self._writer(self._db.sources.due, self.clock.now(), room + len(self._busy))
        for row in [row for row in rows if row.url not in self._busy][:room]:
            self._start_work(row.url, self._poll(row))

    async def _poll(self, row: Any) -> None:
        polled = await self._collector.poll(row)
        self.tally.polled += 1
        self.tally.listed += polled.listed
        self.tally.new_entries += polled.new
        if polled.fault is not None:
            self.tally.failing[row.name] = polled.fault
        if polled.new:
            self._work.set()

    async def _read_entries(self) -> None:
        """Read pending entries as they come, some at a time, oldest first."""
        room = asyncio.Semaphore(READING_AT_ONCE)
        while not self._stopping.is_set():
            self._work.clear()
            entries = await self._writer(self._db.entries.pending, ENTRIES_PAGE)
            for entry in [e for e in entries if e.id not in self._busy]:
                await room.acquire()
                task = self._start_work(entry.id, self._read(entry))
                task.add_done_callback(lambda _: room.release())
            if not entries:
                await self._work.wait()
            else:
                await asyncio.sleep(0.05)

    async def _read(self, entry: PendingEntry) -> None:
        settled = await self._collector.read(entry)
        if settled is None:
            return
        self.tally.count(settled)
        if settled.notices:
            self.delivery.poke()
        log.info(
            "article",
            outcome=str(settled.outcome),
            reason=settled.reason,
            url=entry.payload["url"],
            incidents=list(settled.incident_ids),
            notices=len(settled.notices),
            primed=entry.primed,
        )

    def _start_work(self, key: object, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        self._busy.add(key)
        task = self._spawn(work)
        task.add_done_callback(lambda _: self._busy.discard(key))
        return task

    async def _run_once(self) -> None:
        """Poll every source once, then stop when nothing is pending and nothing is left to send now."""
        rows = await self._writer(self._db.sources.all)
        room = asyncio.Semaphore(POLLING_AT_ONCE)
        for row in [row for row in rows if row.active]:
            await room.acquire()
            self._start_work(row.url, self._poll(row)).add_done_callback(lambda _: room.release())
        while self._busy or await self._pending():  # noqa: ASYNC110 - what is waited for is in the database
            await asyncio.sleep(0.05)
        while await self.delivery.pump():
            pass
        self.stop()

    async def _pending(self) -> int:
        return await self._writer(self._db.entries.count_pending)

    async def retain(self) -> None:
        """Let go of what the configuration does not keep, a little at a time."""
        now, keep = self.clock.now(), self.config.keep_articles
        before = now - keep if keep else None
        while await self._writer(self._db.purge, now, before):
            pass  # each step is a small transaction, so others get their turn between them
        await self._writer(self._db.checkpoint)

    async def rebase(self, step: timedelta) -> None:
        """The wall clock was set: what is due moves along."""
        await self._writer(self._db.rebase, step)
        self.delivery.poke()
