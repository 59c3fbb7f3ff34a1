"""One request a host at a time, the delay that a host asks for, and no queueing behind a host that has gone
silent.

It counts and waits; what is sent is not its business. The delay of all hosts is Scrapy's.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from crawler.responses import Failure, FailureKind

SILENT_AFTER = 2  # time-outs one after the other
SILENT_FOR = 60.0  # seconds in which nobody waits for such a host again
MAX_HOSTS = 20_000


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    not_before: float = 0.0
    timeouts: int = 0
    silent_until: float = 0.0


class Courtesy:
    """What is known of the hosts spoken to, for as long as it matters."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, delay: float = 0.0) -> AsyncIterator[None]:
        """Wait until nobody else speaks to `host`, and at least `delay` seconds after the last one began."""
        known = self._hosts.setdefault(host, _Host())
        known.waiting += 1
        try:
            async with known.lock:
                loop = asyncio.get_running_loop()
                if delay:
                    await asyncio.sleep(max(0.0, known.not_before - loop.time()))
                    known.not_before = loop.time() + delay
                yield
        finally:
            known.waiting -= 1
            self._forget(host, known)

    def heard(self, host: str, failure: Failure | None) -> None:
        """Take note of how a request to `host` ended."""
        known = self._hosts.setdefault(host, _Host())
        if failure is None or failure.kind is not FailureKind.TIMEOUT:
            known.timeouts = 0
        else:
            known.timeouts += 1
            if known.timeouts >= SILENT_AFTER:
                known.silent_until = asyncio.get_running_loop().time() + SILENT_FOR

    def silent(self, host: str) -> Failure | None:
        """The failure to give at once, while `host` has not answered several times running."""
        known = self._hosts.get(host)
        if known is None or known.silent_until <= asyncio.get_running_loop().time():
            return None
        return Failure(
            FailureKind.TIMEOUT, "the host has not answered several times; it is left alone for a minute"
        )

    def _forget(self, host: str, known: _Host) -> None:
        """Keep a host only while somebody waits, or while its delay, silence or time-outs matter."""
        now = asyncio.get_running_loop().time()
        if not known.waiting and not known.timeouts and max(known.not_before, known.silent_until) <= now:
            self._hosts.pop(host, None)
        if len(self._hosts) > MAX_HOSTS:
            self._hosts = {name: h for name, h in self._hosts.items() if h.waiting}
