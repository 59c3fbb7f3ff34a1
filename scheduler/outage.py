"""Is it the source, or is it us? An outage of the machine's own network counts against no source.

Pure: instants are handed in. It decides on what polls ended with, and fetches nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Generic, TypeVar

from incidents.article import host

T = TypeVar("T")

WINDOW = timedelta(minutes=15)
RETRY = timedelta(minutes=1)
# So large a share of the hosts asked within the window, and so many, must have been out of reach.
SHARE, FEWEST = 0.9, 3
# Failures that tell of the way there, and those that show that somebody answered.
NETWORK_KINDS = frozenset({"dns", "refused", "timeout"})
ANSWERED_KINDS = frozenset({"http", "decode", "too_large", "redirect"})


@dataclass(frozen=True, slots=True)
class _Last:
    at: datetime
    reached: bool


class Outage(Generic[T]):
    """What the last polls say about the network. `T` is what a source was before its poll."""

    def __init__(self, hosts: int) -> None:
        self.hosts = hosts
        self.since: datetime | None = None
        self._last: OrderedDict[str, _Last] = OrderedDict()
        self._before: dict[str, tuple[datetime, T]] = {}

    def reached(self, url: str, now: datetime) -> timedelta | None:
        """A host answered, whatever it said. When that ends an outage, how long it lasted."""
        self._note(url, True, now)
        self._before.pop(url, None)
        if self.since is None or self._everywhere():
            return None
        lasted, self.since = now - self.since, None
        return lasted

    def failed(self, url: str, now: datetime, before: T) -> bool:
        """A host was out of reach. Whether everything is: then this is not to be counted."""
        self._note(url, False, now)
        known = self._before.get(url)
        if known is None or now - known[0] > WINDOW:
            self._before[url] = (now, before)
        if self.since is None and self._everywhere():
            self.since = now
        return self.since is not None

    def taken_back(self, now: datetime) -> list[T]:
        """What the sources were before the failures that are not to be counted after all; each once."""
        found = [before for at, before in self._before.values() if now - at <= WINDOW]
        self._before.clear()
        return found

    def _note(self, url: str, reached: bool, now: datetime) -> None:
        name = host(url)
        self._last[name] = _Last(now, reached)
        self._last.move_to_end(name)
        while now - next(iter(self._last.values())).at > WINDOW:
            self._last.popitem(last=False)

    def _everywhere(self) -> bool:
        asked = len(self._last)
        lost = sum(not last.reached for last in self._last.values())
        return asked >= max(2, min(FEWEST, self.hosts)) and lost >= ceil(SHARE * asked)
