"""What the process knows about itself, for the status page and the metrics: `web.standing.Live`."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from alerts.wording import headline
from crawler.sources import FetchState, standing
from incidents.incident import KnownIncident
from store.sources import SourceRow
from web.standing import Live, SourceLine

if TYPE_CHECKING:
    from scheduler.daemon import Daemon


class Status:
    """Looks at the daemon; changes nothing."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon

    def live(self) -> Live:
        daemon, upkeep, now = self._daemon, self._daemon.upkeep, self._daemon.clock.monotonic()
        redact, wall = daemon.config.secrets.redact, daemon.clock.now()
        return Live(
            version=version("dateline"),
            now=wall,
            started=upkeep.started,
            tick_age=now - upkeep.ticked,
            beat_age=None if upkeep.beaten is None else now - upkeep.beaten,
            beat_every=daemon.supervisor.beat_every,
            storage_fault=redact(daemon.storage.why),
            outage_since=daemon.outage.since,
            workers_gone=daemon.parts.workers.gone,
            workers_killed=daemon.parts.workers.killed,
            delivered=daemon.timings,
            describe=lambda row: describe(row, wall),
            headline=_headline,
            named_receivers=frozenset(daemon.config.receivers),
        )


def describe(row: SourceRow, now: datetime) -> SourceLine:
    """A source in words. What its fault quotes was redacted when it was stored."""
    state = FetchState.from_dict(row.state)
    known = standing(row.kind, state, now)
    return SourceLine(row.name, known.state, state.last_ok, row.next_due, state.failures, known.note)


def _headline(known: KnownIncident) -> str:
    return headline(known.incident)
