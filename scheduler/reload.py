"""Reload: a changed configuration is validated first, and applied whole or not at all.

The outcome is written into the log and the database, where `dateline reload` reads it. What a running service
cannot change (its database, how it goes to the web) refuses the whole and says so.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from incidents.article import rfc3339
from incidents.errors import ConfigError, DatelineError, StorageFailed
from scheduler.config import Config, load
from scheduler.parts import Parts, build
from scheduler.watching import prime_new_watches
from store.connection import StorageFull
from store.figures import Waiting

if TYPE_CHECKING:
    from scheduler.daemon import Daemon

log = structlog.get_logger(__name__)

KEY = "last_reload"
WORKERS_END_AFTER = 90.0  # seconds; a call takes 20 at most, and a page may come before it


@dataclass(frozen=True, slots=True)
class Held:
    """What waits for a receiver that the configuration does not name."""

    receiver: str
    messages: int
    notices: int


def held_for_nobody(
    named: Mapping[str, Any], waiting: Sequence[Waiting], notices: Mapping[str, int]
) -> list[Held]:
    """What is kept for receivers that are gone, until they are named again."""
    messages: dict[str, int] = {}
    for row in waiting:
        if row.state != "dead":
            messages[row.receiver] = messages.get(row.receiver, 0) + row.messages
    gone = sorted({*messages, *notices} - set(named))
    return [Held(name, messages.get(name, 0), notices.get(name, 0)) for name in gone]


def unchangeable(old: Config, new: Config) -> list[str]:
    """What the new configuration changes and a running service cannot."""
    problems = []
    if old.database != new.database:
        problems.append("database: a running service keeps its database; restart it to use another")
    if (old.network.contact, old.network.delay, old.network.proxy, old.network.private_sources) != (
        new.network.contact,
        new.network.delay,
        new.network.proxy,
        new.network.private_sources,
    ):
        problems.append("network: how the web is approached is fixed at the start; restart the service")
    return problems


class Reload:
    """Asked for by SIGHUP. One at a time; asked again meanwhile, it reads the file again afterwards."""

    def __init__(self, daemon: Daemon, environ: Mapping[str, str] | None) -> None:
        self._daemon, self._environ = daemon, environ
        self._running: asyncio.Task[None] | None = None
        self._again = False

    def ask(self) -> None:
        """To be called on the loop's thread."""
        self._again = True
        if self._running is None or self._running.done():
            self._running = self._daemon.tasks.spawn(self._run())

    async def _run(self) -> None:
        while self._again:
            self._again = False
            self._daemon.supervisor.reloading()
            try:
                await self._apply()
            except StorageFull as error:
                self._daemon.storage.trouble(error)
                log.error("not reloaded", problems=[str(error)])
            except StorageFailed:
                raise
            except ConfigError as error:
                await self._refused(error.problems)
            except DatelineError as error:
                await self._refused([str(error)])
            self._daemon.supervisor.ready()

    async def _refused(self, problems: Sequence[str]) -> None:
        log.error("not reloaded: the old configuration stays in force", problems=list(problems))
        await self._note(False, problems, ())

    async def _note(self, applied: bool, problems: Sequence[str], held: Sequence[Held]) -> None:
        record = {
            "at": rfc3339(self._daemon.clock.now()),
            "applied": applied,
            "problems": list(problems),
            "held": [[one.receiver, one.messages, one.notices] for one in held],
        }
        try:
            await self._daemon.writer(self._daemon.database.meta.set, KEY, json.dumps(record))
        except StorageFull as error:
            self._daemon.storage.trouble(error)

    async def _apply(self) -> None:
        daemon, old = self._daemon, self._daemon.parts
        if not daemon.storage.works:
            raise DatelineError("the disk takes no writes; try again when it does")
        environ = self._environ or {}
        new = await asyncio.to_thread(load, old.config.path, environ=environ)
        problems = unchangeable(old.config, new)
        if problems:
            raise ConfigError(problems)
        parts = build(new, daemon.database, daemon.writer, daemon.clock, daemon.outage, daemon.timings, old)
        primed = await daemon.writer(prime_new_watches, daemon.database, new, daemon.clock.now())
        await daemon.upkeep.serve(new.service.listen)  # the last that may refuse
        await self._switch(parts)
        held = await self._held(new)
        log.info(
            "reloaded",
            sources=len(new.sources),
            watches=len(new.watches),
            receivers=len(new.receivers),
            primed=primed,
            warnings=list(new.warnings),
        )
        await self._note(True, (), held)

    async def _switch(self, parts: Parts) -> None:
        daemon, old = self._daemon, self._daemon.parts
        wanted = [(source.name, address, source.kind) for address, source in parts.config.addresses().items()]
        await daemon.writer(daemon.database.sources.sync, wanted, daemon.clock.now())
        added = [name for name in parts.config.receivers if name not in old.config.receivers]
        await daemon.writer(daemon.database.lanes.reconsider, added)
        await daemon.stop_delivery()
        daemon.adopt(parts)
        daemon.deliver()
        daemon.rounds.poke()
        if old.workers is not parts.workers:
            daemon.tasks.spawn(self._retire(old))

    async def _retire(self, old: Parts) -> None:
        """The old processes end when what was begun with them has."""
        await self._daemon.rounds.settled(WORKERS_END_AFTER)
        await asyncio.to_thread(old.workers.stop)

    async def _held(self, config: Config) -> list[Held]:
        figures = self._daemon.database.figures
        waiting = await self._daemon.writer(figures.waiting)
        notices = await self._daemon.writer(figures.notices_waiting)
        held = held_for_nobody(config.receivers, waiting, notices)
        for one in held:
            log.warning(
                "held for a receiver that the configuration does not name",
                receiver=one.receiver,
                messages=one.messages,
                notices=one.notices,
            )
        return held
