"""One request a host at a time, a delay between two, and no queueing behind a host that has gone silent.

It counts and waits; what is sent is not its business. (Scrapy has a delay, too, but counts it from when a
request was taken out of its queue: one that then waits for a free connection has the next one on its heels.)
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from crawler.responses import Failure, FailureKind

SILENT_AFTER = 2  # time-outs one after the other
SILENT_FOR = 60.0  # seconds in which nobody waits for such a host again
TIMEOUTS_FOR = 86_400.0  # seconds in which a time-out is remembered
FEW_HOSTS = 1_000  # so many are remembered without asking whether they matter any more


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    not_before: float = 0.0
    timeouts: int = 0
    silent_until: float = 0.0

    def matters(self, now: float) -> bool:
        """Whether anything of it is still to be reckoned with; time-outs are for a day."""
        if self.waiting or max(self.not_before, self.silent_until) > now:
            return True
        return self.timeouts > 0 and self.not_before > now - TIMEOUTS_FOR


class Courtesy:
    """What is known of the hosts spoken to, for as long as it matters."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}
        self._many = FEW_HOSTS

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until nobody else speaks to `host`, and until it may be asked again."""
        known = self._hosts.setdefault(host, _Host())
        known.waiting += 1
        try:
            async with known.lock:
                early = known.not_before - asyncio.get_running_loop().time()
                if early > 0:
                    await asyncio.sleep(early)
                yield
        finally:
            known.waiting -= 1
            self._forget()

    def sent(self, host: str, at: float, delay: float) -> None:
        """A request to `host` went out at that time of the loop; the next one may `delay` seconds later."""
        self._hosts.setdefault(host, _Host()).not_before = at + delay

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

    def _forget(self) -> None:
        """Keep a host only while somebody waits, or while its delay, silence or time-outs matter."""
        if len(self._hosts) <= self._many:
            return
        now = asyncio.get_running_loop().time()
        self._hosts = {name: host for name, host in self._hosts.items() if host.matters(now)}
        self._many = max(FEW_HOSTS, 2 * len(self._hosts))
