"""The service as a whole: start, run, reload, drain, stop. It puts the parts together and owns their order.

One process, one asyncio loop. What to do when is in `jobs`, the work itself in `rounds` and `upkeep`; how an
article flows is in `pipeline`.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

import structlog

from alerts.delivery import Delivery
from incidents.article import host
from incidents.errors import DatelineError, StorageFailed
from scheduler.clock import STEP, Clock, plausible
from scheduler.config import Config
from scheduler.jobs import LOOK_AT_CLOCK, Jobs
from scheduler.logs import hide
from scheduler.outage import Outage
from scheduler.parts import Parts, build
from scheduler.reload import Reload
from scheduler.rounds import Rounds, Tally
from scheduler.storage import Storage
from scheduler.supervisor import Supervisor
from scheduler.tasks import Tasks
from scheduler.upkeep import BEAT, Upkeep
from scheduler.watching import prime_new_watches
from scheduler.writer import Writer
from store.connection import StorageFull
from store.database import Database
from store.sources import SourceRow
from web.standing import Timing

log = structlog.get_logger(__name__)

STOP_WITHIN = 8.0  # seconds; the promise is 10


class Daemon:
    """The running service. `run` returns when it was told to stop; an error of storage propagates.

    `environ` is where a reload finds the secrets; without it nothing can be reloaded.
    """

    def __init__(
        self, config: Config, database: Database, clock: Clock, environ: Mapping[str, str] | None = None
    ) -> None:
        self.clock, self.database = clock, database
        self.writer = Writer()
        self.storage = Storage(database, self.writer, clock)
        self.outage: Outage[SourceRow] = Outage(_hosts(config))
        self.tasks = Tasks(self.stop)
        hide(config.secrets.redact)
        self.timings: dict[str, Timing] = {}
        self.parts = build(config, database, self.writer, clock, self.outage, self.timings)
        self.rounds = Rounds(
            database,
            self.writer,
            self.storage,
            clock,
            self.tasks,
            self.parts.collector,
            lambda: self.parts.delivery.poke(),
        )
        self.supervisor = Supervisor(clock)
        self.upkeep = Upkeep(self)
        self._reload = Reload(self, environ)
        self._jobs = Jobs(self, clock)
        self._stopping = asyncio.Event()
        self._delivering: asyncio.Task[None] | None = None

    @property
    def config(self) -> Config:
        """The configuration in force."""
        return self.parts.config

    @property
    def tally(self) -> Tally:
        return self.rounds.tally

    # --- life

    async def run(self, *, once: bool = False) -> None:
        """Serve until told to stop; `once`: poll every source now, until nothing is pending."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self.stop)
        loop.add_signal_handler(signal.SIGHUP, self._reload.ask)
        try:
            await self._wait_for_clock()
            if not self._stopping.is_set():
                await self._start()
                if once:
                    self.tasks.spawn(self._run_once())
                else:
                    self._jobs.start()
            await self._stopping.wait()
        except DatelineError as error:
            self.tasks.fail(error)
        finally:
            await self._shut_down()
        if self.tasks.fault is not None:
            raise self.tasks.fault

    def stop(self) -> None:
        """Ask the service to end."""
        self._stopping.set()

    async def _wait_for_clock(self) -> None:
        """A clock that cannot be right dates everything wrongly: wait, alive, until somebody sets it."""
        if plausible(self.clock.now()):
            return
        log.error(
            "the clock cannot be right; nothing is begun until it is set", shows=f"{self.clock.now():%F}"
        )
        self.supervisor.ready()
        while not plausible(self.clock.now()) and not self._stopping.is_set():
            self.supervisor.alive()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), LOOK_AT_CLOCK)
        log.warning("the clock was set", shows=f"{self.clock.now():%F %T}")

    async def _start(self) -> None:
        now = self.clock.now()
        beaten = await self.writer(self.database.meta.instant, BEAT)
        if beaten is not None and beaten - now > STEP:
            log.warning(
                "the clock was set back since the last end", seconds=round((beaten - now).total_seconds())
            )
            await self.writer(self.database.rebase, now - beaten, now)
        await self.writer(prime_new_watches, self.database, self.config, now)
        await self.writer(self.database.sources.sync, wanted_sources(self.config), now)
        await self.parts.engine.start()
        await self.upkeep.start()
        self.deliver()
        self.tasks.spawn(self.rounds.read_entries())
        self.supervisor.ready()
        log.info(
            "started",
            database=str(self.config.database),
            sources=len(self.config.sources),
            watches=len(self.config.watches),
            pid=os.getpid(),
        )

    async def _shut_down(self) -> None:
        """Take nothing new, let deliveries and commits end, then stop the parts; within 10 s."""
        self.supervisor.stopping()
        self._jobs.stop()
        self._stopping.set()
        await self.stop_delivery()
        await self.upkeep.stop()
        await self.parts.engine.stop()
        await self.tasks.cancel()
        with suppress(StorageFailed):
            await self.rounds.close()
        self.parts.workers.stop()
        self.writer.stop()
        log.info("stopped", **self.tally.outcomes)

    # --- delivery, one after another: a reload replaces it

    def deliver(self) -> None:
        """Begin to deliver with the parts in force."""
        self._delivering = self.tasks.spawn(self._deliver(self.parts.delivery))

    async def stop_delivery(self) -> None:
        """Let what is on its way end, and begin nothing more."""
        with suppress(TimeoutError, StorageFailed):
            await asyncio.wait_for(self.parts.delivery.stop(STOP_WITHIN - 3), STOP_WITHIN - 2)
        if self._delivering is not None:
            self._delivering.cancel()
            await asyncio.gather(self._delivering, return_exceptions=True)

    async def _deliver(self, delivery: Delivery) -> None:
        while True:
            await self.storage.wait()
            try:
                await delivery.run()
                return
            except StorageFull as error:
                self.storage.trouble(error)

    async def _run_once(self) -> None:
        await self.rounds.once()
        while await self.parts.delivery.pump():
            pass
        self.stop()

    async def rebase(self, step: timedelta) -> None:
        """The wall clock was set: what is due moves along."""
        await self.writer(self.database.rebase, step, self.clock.now())
        self.parts.delivery.poke()

    def adopt(self, parts: Parts) -> None:
        """From now on work with these parts; what is under way ends with the old ones."""
        self.parts, self.rounds.collector = parts, parts.collector
        self.outage.hosts = _hosts(parts.config)
        hide(parts.config.secrets.redact)


def wanted_sources(config: Config) -> list[tuple[str, str, str]]:
    """Name, address and kind of each source, as the store keeps them."""
    return [(source.name, address, source.kind) for address, source in config.addresses().items()]


def _hosts(config: Config) -> int:
    return len({host(source.url) for source in config.sources})
