"""One pool of killable processes for parsing and extraction, with hard limits on time and memory.

It moves calls and results; what is called lives in `scheduler.work`, which only the processes import
(the parsers would cost the main process its memory).
"""

from __future__ import annotations

import asyncio
import importlib
import multiprocessing
import resource
from collections.abc import Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

import structlog
from pebble import ProcessExpired, ProcessPool

from incidents.watch import Group

log = structlog.get_logger(__name__)

_WORK = "scheduler.work"
POOLS, PAUSE = 3, 1.0  # so many are tried, with seconds between that grow by this


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use. Memory is address space beyond what the loaded program already has."""

    seconds: float = 20.0
    megabytes: int = 768


@dataclass(frozen=True, slots=True)
class Killed:
    """A call that did not end well: its process was killed, ran out of memory, or raised."""

    why: str


class WorkersGone(Exception):
    """No process could be had to read something: the machine is at fault, and nothing that was to be read."""


def _limit(megabytes: int) -> None:
    """Allow `megabytes` of address space more than is mapped now: the imports are done."""
    with open("/proc/self/statm") as statm:  # noqa: PTH123
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    ceiling = mapped + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _initialise(megabytes: int, groups: Sequence[Group], languages: Sequence[str]) -> None:
    importlib.import_module(_WORK).prepare(groups, languages)
    _limit(megabytes)


def _call(name: str, arguments: tuple[Any, ...]) -> Any:
    module, _, function = name.rpartition(".")
    return getattr(importlib.import_module(module), function)(*arguments)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


class Workers:
    """A pool of `processes`, each of which knows the configured groups and languages."""

    def __init__(
        self,
        groups: Sequence[Group],
        languages: Sequence[str],
        processes: int = 2,
        limits: Limits | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._processes = processes
        self._knowledge = (self._limits.megabytes, tuple(groups), tuple(languages))
        self._pool = self._new_pool()
        self.killed = 0
        self.gone = ""  # why nothing can be read, from a call that got no process to the next that does

    def _new_pool(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([_WORK])
        return ProcessPool(
            max_workers=self._processes,
            max_tasks=2000,  # a library's leak ends with its process
            initializer=_initialise,
            initargs=self._knowledge,
            context=context,
        )

    async def run(self, name: str, *arguments: Any) -> Any:
        """Call the function of that dotted name in a process; a `Killed` where it did not end well.

        Raise WorkersGone when no process could be had: that is not the fault of what was to be read.
        """
        try:
            return await self._in_a_process((name, arguments))
        except WorkersGone:
            raise
        except (FutureTimeout, TimeoutError):
            why = f"took more than {self._limits.seconds:g} s"
        except ProcessExpired as expired:
            why = f"its process died (exit code {expired.exitcode})"
        except MemoryError:
            why = f"needed more than {self._limits.megabytes} MB"
        except Exception as error:  # hostile bytes raise anything out of a parser: a value, not our end
            why = f"{type(error).__name__}: {error}"[:300]
        self.killed += 1
        return Killed(why)

    async def _in_a_process(self, call: tuple[str, tuple[Any, ...]]) -> Any:
        """The call's result. A process that dies while it has nothing to do takes its pool along, and all
        that waits in it: that is tried again in a new pool, a little later each time."""
        for attempt in range(POOLS):
            await asyncio.sleep(PAUSE * attempt)
            pool = await self._living_pool()
            try:
                future = pool.schedule(_call, args=call, timeout=self._limits.seconds)
            except RuntimeError:  # it has just broken
                continue
            try:
                return await self._answered(asyncio.wrap_future(future))
            except BrokenProcessPool as error:
                log.warning("the worker processes are gone; others are started", fault=str(error))
        self.gone = f"no worker process lived long enough to read anything, in {POOLS} tries"
        raise WorkersGone(self.gone)

    async def _answered(self, future: asyncio.Future[Any]) -> Any:
        try:
            result = await future
        except BrokenProcessPool:
            raise
        except Exception:  # also a process that was ended: it had begun
            self.gone = ""
            raise
        self.gone = ""
        return result

    async def _living_pool(self) -> ProcessPool:
        if not self._pool.active:
            broken, self._pool = self._pool, self._new_pool()
            await asyncio.to_thread(_end, broken)
        return self._pool

    def stop(self) -> None:
        """End every process now, whatever it does."""
        _end(self._pool)
