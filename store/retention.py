"""What may go: old articles with all that hangs on them, and keys of entries that no source lists any more.

Incidents, notices and what became of them stay. It goes in small transactions, so that nothing waits long.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import datetime

from store.connection import Connection
from store.instants import DAY, to_micros
from store.search import forget

KEYS_KEPT = 181 * DAY


@dataclass(frozen=True, slots=True)
class Purged:
    """How many went in this step; call again until nothing does."""

    articles: int
    entries: int

    def __bool__(self) -> bool:
        return bool(self.articles or self.entries)


def purge(connection: Connection, now: datetime, articles_before: datetime | None, limit: int) -> Purged:
    """Remove up to `limit` articles first seen before then, and as many keys last listed half a year ago.

    An entry not yet settled is never removed. `now` must be a clock that can be trusted.
    """
    with connection.transaction():
        articles = 0 if articles_before is None else _articles(connection, to_micros(articles_before), limit)
        return Purged(articles, _entries(connection, to_micros(now) - KEYS_KEPT, limit))


def _articles(connection: Connection, before: int, limit: int) -> int:
    rows = connection.rows(
        "SELECT article_id, text_id, title, shingles FROM articles WHERE first_seen < ?"
        " ORDER BY first_seen LIMIT ?",
        (before, limit),
    )
    for article_id, text_id, title, packed in rows:
        shingles = array("q", packed)
        connection.run_many(
            "DELETE FROM shingles WHERE shingle = ? AND article_id = ?", [(s, article_id) for s in shingles]
        )
        connection.run("DELETE FROM articles WHERE article_id = ?", (article_id,))
        for (body,) in connection.returning(
            "DELETE FROM texts WHERE text_id = ?1 AND NOT EXISTS (SELECT 1 FROM articles WHERE text_id = ?1)"
            " RETURNING body",
            (text_id,),
        ):
            forget(connection, text_id, title, body)
    return len(rows)


def _entries(connection: Connection, before: int, limit: int) -> int:
    return connection.run(
        "DELETE FROM entries WHERE entry_id IN (SELECT entry_id FROM entries WHERE outcome IS NOT NULL"
        " AND last_listed < ? ORDER BY last_listed LIMIT ?)",
        (before, limit),
    )
