"""What a restored backup must forget before a service runs on it, so that nothing is alerted again.

The copy does not know what was seen and sent after it was made. So what the sources list now counts as seen,
and what waited then may have been sent since: it is put aside, listed, and sent again only by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from store.connection import Connection
from store.instants import to_micros

WHY = "restored from a backup: it may have been sent since; `dateline outbox replay` sends it again"


@dataclass(frozen=True, slots=True)
class Restored:
    """How many sources prime again, and how many messages and notices were put aside."""

    sources: int
    messages: int
    notices: int


def after_restore(connection: Connection, now: datetime) -> Restored:
    """Make it so, in one transaction."""
    with connection.transaction():
        sources = connection.run(
            "UPDATE sources SET primed = 0, state = '{}', next_due = ? WHERE active", (to_micros(now),)
        )
        connection.run("UPDATE entries SET primed = 1 WHERE outcome IS NULL")
        messages = connection.run(
            "UPDATE messages SET state = 'dead', reply = ?, settled_at = ?, boot_id = NULL"
            " WHERE state IN ('pending', 'sending', 'deferred', 'held')",
            (WHY, to_micros(now)),
        )
        notices = connection.run(
            "UPDATE notices SET state = 'silenced', until = 0, state_reason = ?"
            " WHERE state IN ('planned', 'held')",
            ("restored from a backup: it may have been sent since",),
        )
        return Restored(sources, messages, notices)
