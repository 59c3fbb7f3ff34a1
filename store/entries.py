"""Entries waiting to become articles, and the keys by which a source's entries are known again."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row
from typing import Any, NamedTuple

from incidents.article import Outcome
from store.connection import Connection
from store.instants import from_micros, instant_or_none
from store.packing import dump


@dataclass(frozen=True, slots=True)
class PendingEntry:
    """An entry not yet settled.

    `attempts` counts how often work on it has begun. `primed` marks those of a source's first poll;
    `previous_poll` is when its source was read without it, which bounds when it appeared.
    """

    id: int
    source_url: str
    key: str
    payload: dict[str, Any]
    primed: bool
    attempts: int
    first_seen: datetime
    previous_poll: datetime | None


class Waiting(NamedTuple):
    """The next entry of a source that has some to read."""

    source_id: int
    source_url: str
    entry_id: int


def _entry(row: Row) -> PendingEntry:
    return PendingEntry(
        id=row["entry_id"],
        source_url=row["url"],
        key=row["key"],
        payload=json.loads(row["payload"]),
        primed=bool(row["primed"]),
        attempts=row["attempts"],
        first_seen=from_micros(row["first_seen"]),
        previous_poll=instant_or_none(row["previous_poll"]),
    )


class Entries:
    """Questions about entries."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def waiting(self, limit: int, without: Collection[int] = (), after: int = 0) -> list[Waiting]:
        """Of each source with entries not yet settled, the oldest that is not in `without`; sources above
        `after` first, then the others, so that all get their turn."""
        found = self._waiting(after, limit, without)
        return found + (self._waiting(0, limit - len(found), without, until=after) if after else [])

    def _waiting(self, after: int, limit: int, without: Collection[int], until: int = 2**62) -> list[Waiting]:
        # From one source to the next by the index: how many entries wait does not matter.
        rows = self._c.rows(
            """
WITH RECURSIVE found (source_id) AS (
    SELECT min(source_id) FROM entries WHERE outcome IS NULL AND source_id > ?1
    UNION ALL
    SELECT (SELECT min(e.source_id) FROM entries e WHERE e.outcome IS NULL AND e.source_id > f.source_id)
    FROM found f WHERE f.source_id IS NOT NULL
)
SELECT s.source_id, s.url, (
    SELECT e.entry_id FROM entries e WHERE e.outcome IS NULL AND e.source_id = s.source_id
    AND e.entry_id NOT IN (SELECT value FROM json_each(?4)) ORDER BY e.entry_id LIMIT 1
) AS entry_id
FROM found CROSS JOIN sources s ON s.source_id = found.source_id WHERE s.source_id <= ?2 LIMIT ?3
""",
            (after, until, limit, dump(list(without))),
        )
        return [Waiting(*row) for row in rows if row["entry_id"] is not None]

    def pending(self, entry_ids: Collection[int]) -> list[PendingEntry]:
        """Those of these entries that are not yet settled, oldest first."""
        rows = self._c.rows(
            "SELECT e.*, s.url FROM entries e JOIN sources s USING (source_id)"
            " WHERE e.outcome IS NULL AND e.entry_id IN (SELECT value FROM json_each(?)) ORDER BY e.entry_id",
            (dump(list(entry_ids)),),
        )
        return [_entry(row) for row in rows]

    def count_pending(self) -> int:
        return self._c.number("SELECT count(*) FROM entries WHERE outcome IS NULL")

    def attempted(self, *entry_ids: int) -> None:
        """Note, before work on them begins, that it did: an entry that kills its worker is known by that."""
        self._c.run_many(
            "UPDATE entries SET attempts = attempts + 1 WHERE entry_id = ?", [(i,) for i in entry_ids]
        )

    def released(self, *entry_ids: int) -> None:
        """Take an attempt back: the work ended early through no fault of the entry."""
        self._c.run_many(
            "UPDATE entries SET attempts = max(0, attempts - 1) WHERE entry_id = ?", [(i,) for i in entry_ids]
        )

    def settle(self, entry_id: int, article_id: int | None, outcome: Outcome) -> None:
        """The entry became this article, or ended without one. Raise KeyError when it was not pending."""
        with self._c.transaction():
            settled = self._c.run(
                "UPDATE entries SET outcome = ?, article_id = ?, payload = NULL"
                " WHERE entry_id = ? AND outcome IS NULL",
                (str(outcome), article_id, entry_id),
            )
            if not settled:
                raise KeyError(entry_id)
            if article_id is None:
                self._c.run("UPDATE outcomes SET articles = articles + 1 WHERE outcome = ?", (str(outcome),))
