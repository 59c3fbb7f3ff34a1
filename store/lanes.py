"""What delivery asks of each receiver's queue: what is due, held, claimed, let go or given up.

A receiver is a lane: questions name one, so that one receiver's thousands do not hide another's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from store.connection import Connection
from store.instants import from_micros, instant_or_none, to_micros
from store.outbox import Message, Outbox
from store.packing import dump


class Lanes:
    """Questions about one receiver's messages and notices."""

    def __init__(self, connection: Connection, outbox: Outbox) -> None:
        self._c = connection
        self._outbox = outbox

    def claim(self, receiver: str, now: datetime, boot_id: str, limit: int) -> list[Message]:
        """Due messages of the receiver, now `sending` in this boot, and committed as such."""
        with self._c.transaction():
            return [
                self._outbox.take(number, now, boot_id) for number in self._outbox.due(receiver, now, limit)
            ]

    def release(self, message_ids: Sequence[str]) -> None:
        """Claimed and not tried: pending again; the attempt does not count."""
        with self._c.transaction():
            self._c.run(
                "DELETE FROM deliveries WHERE settled_at IS NULL AND message IN (SELECT number FROM messages"
                " WHERE state = 'sending' AND message_id IN (SELECT value FROM json_each(?)))",
                (dump(list(message_ids)),),
            )
            self._c.run(
                "UPDATE messages SET state = 'pending', boot_id = NULL, attempt = attempt - 1"
                " WHERE state = 'sending' AND message_id IN (SELECT value FROM json_each(?))",
                (dump(list(message_ids)),),
            )

    def next_due(self) -> dict[str, datetime]:
        """For each receiver with unsent messages, when its first is due."""
        rows = self._c.rows(
            "SELECT receiver, min(next_at) FROM messages WHERE state IN ('pending', 'deferred')"
            " GROUP BY receiver"
        )
        return {row[0]: from_micros(row[1]) for row in rows}

    def next_release(self) -> datetime | None:
        """When the next notice is to be routed: the past for one that never was; None when none waits."""
        row = self._c.row("SELECT min(until) FROM notices WHERE state IN ('planned', 'held')")
        return instant_or_none(row[0]) if row else None

    def holding(self, receiver: str, now: datetime) -> list[tuple[datetime, str]]:
        """The distinct holds of the receiver's notices that end after `now`, with their reasons."""
        rows = self._c.rows(
            "SELECT DISTINCT until, state_reason FROM notices WHERE state = 'held' AND receiver = ?"
            " AND until > ? ORDER BY until",
            (receiver, to_micros(now)),
        )
        return [(from_micros(row[0]), row[1]) for row in rows]

    def reconsider(self, receivers: Sequence[str]) -> int:
        """Held notices of these receivers are routed anew at once: the configuration names them again."""
        return self._c.run(
            "UPDATE notices SET until = 0 WHERE state = 'held' AND receiver IN"
            " (SELECT value FROM json_each(?))",
            (dump(list(receivers)),),
        )

    def sent_times(self, receiver: str, recipient: str, since: datetime) -> list[datetime]:
        """When the alerts since then for this recipient were made."""
        rows = self._c.rows(
            "SELECT created_at FROM messages WHERE receiver = ? AND recipient = ? AND kind = 'alert'"
            " AND created_at >= ? ORDER BY created_at",
            (receiver, recipient, to_micros(since)),
        )
        return [from_micros(row[0]) for row in rows]

    def last_digest(self, receiver: str) -> datetime | None:
        """When the receiver's last digest was made."""
        row = self._c.row(
            "SELECT max(created_at) FROM messages WHERE receiver = ? AND kind = 'digest'", (receiver,)
        )
        return instant_or_none(row[0]) if row else None
