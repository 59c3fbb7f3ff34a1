"""The tasks of the service: each runs beside the others, and what one raises ends the service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Tasks:
    """Tasks under way. `failed` is called once a task ended with an exception, which is kept as `fault`."""

    def __init__(self, failed: Callable[[], None]) -> None:
        self._failed = failed
        self._running: set[asyncio.Task[Any]] = set()
        self.fault: BaseException | None = None

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work, name=getattr(work, "__qualname__", "part"))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def fail(self, error: BaseException) -> None:
        """Something that ends the service happened; the first is what it ends with."""
        self.fault = self.fault or error
        self._failed()

    async def cancel(self) -> None:
        """End what still runs, and wait for it."""
        tasks = [task for task in self._running if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.fail(error)
