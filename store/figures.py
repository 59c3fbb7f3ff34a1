"""Figures about the service as it stands: for the operator, who wants to know whether it works.

Small questions, each answered from an index; nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from store.connection import Connection
from store.instants import from_micros, instant_or_none, to_micros
from store.sources import SourceRow, source_row


@dataclass(frozen=True, slots=True)
class Waiting:
    """Messages of one receiver in one state, and when the oldest of them was made."""

    receiver: str
    state: str
    messages: int
    oldest: datetime


class Figures:
    """Questions about how the service does."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def last_new_entry(self) -> datetime | None:
        """When a source last listed something new."""
        row = self._c.row("SELECT first_seen FROM entries ORDER BY entry_id DESC LIMIT 1")
        return instant_or_none(row[0]) if row else None

    def sources(self) -> list[SourceRow]:
        """The active sources by name, their state without the fingerprints of what they listed."""
        rows = self._c.rows(
            "SELECT name, url, kind, json_remove(state, '$.prints', '$.faces', '$.leaves') AS state,"
            " next_due, primed, active, first_seen, last_read FROM sources WHERE active ORDER BY name, url"
        )
        return [source_row(row) for row in rows]

    def entries_since(self, since: datetime) -> dict[str | None, int]:
        """The entries first listed since then by outcome, pending ones under None."""
        counts: dict[str | None, int] = {}
        newest, start, page = 2**62, to_micros(since), 2000
        while True:
            rows = self._c.rows(
                "SELECT entry_id, first_seen, outcome FROM entries WHERE entry_id < ? ORDER BY entry_id DESC"
                " LIMIT ?",
                (newest, page),
            )
            for _, first_seen, outcome in rows:
                if first_seen < start:
                    return counts
                counts[outcome] = counts.get(outcome, 0) + 1
            if len(rows) < page:
                return counts
            newest = rows[-1][0]

    def oldest_pending(self) -> datetime | None:
        """When the oldest entry that is not settled was first seen."""
        row = self._c.row("SELECT first_seen FROM entries WHERE outcome IS NULL ORDER BY entry_id LIMIT 1")
        return from_micros(row[0]) if row else None

    def outcomes_between(self, since: datetime, until: datetime) -> dict[str, int]:
        """How the articles that were first seen in this span ended; those with none are left out."""
        rows = self._c.rows(
            "SELECT outcome, count(*) FROM articles WHERE first_seen >= ? AND first_seen < ?"
            " GROUP BY outcome",
            (to_micros(since), to_micros(until)),
        )
        return {row[0]: row[1] for row in rows}

    def waiting(self) -> list[Waiting]:
        """Messages that are not sent, by receiver and state."""
        rows = self._c.rows(
            "SELECT receiver, state, count(*), min(created_at) FROM messages WHERE state IN"
            " ('pending', 'sending', 'deferred', 'held', 'dead')"
            " GROUP BY state, receiver ORDER BY receiver, state"
        )
        return [Waiting(row[0], row[1], row[2], from_micros(row[3])) for row in rows]

    def notices_waiting_since(self) -> dict[str, datetime]:
        """When the oldest notice that is planned, or held, was planned."""
        rows = self._c.rows(
            "SELECT state, min(at) FROM notices WHERE state IN ('planned', 'held') GROUP BY state"
        )
        return {row[0]: from_micros(row[1]) for row in rows}

    def notices_waiting(self) -> dict[str, int]:
        """How many notices of each receiver are planned or held."""
        rows = self._c.rows(
            "SELECT receiver, count(*) FROM notices WHERE state IN ('planned', 'held') GROUP BY receiver"
        )
        return {row[0]: row[1] for row in rows}
