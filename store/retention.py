"""What may go: old articles with all that hangs on them, and keys of entries that no source lists any more.

Incidents, notices and what became of them stay. It goes in small transactions, so that nothing waits long.

What was written while the clock was wrong bears wrong instants. So age alone is no reason to go: rows go in
the order in which they came, and none that came after one that is to stay. A row from the future holds up no
other.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import datetime

from store.connection import Connection
from store.instants import DAY, to_micros
from store.search import forget

KEYS_KEPT = 181 * DAY
ALL = 2**62  # above every row's number


@dataclass(frozen=True, slots=True)
class Purged:
    """How many went in this step; call again until nothing does."""

    articles: int
    entries: int

    def __bool__(self) -> bool:
        return bool(self.articles or self.entries)


def purge(connection: Connection, now: datetime, articles_before: datetime | None, limit: int) -> Purged:
    """Remove up to `limit` articles first seen before then, and as many keys last listed half a year ago.

    An entry not yet settled is never removed. `now` must not run ahead of the time that really passed
    (`scheduler.upkeep`).
    """
    with connection.transaction():
        at = to_micros(now)
        articles = (
            0 if articles_before is None else _articles(connection, to_micros(articles_before), at, limit)
        )
        return Purged(articles, _entries(connection, at - KEYS_KEPT, at, limit))


def _articles(connection: Connection, before: int, now: int, limit: int) -> int:
    rows = connection.rows(
        "SELECT article_id, text_id, title, shingles FROM articles WHERE first_seen < ?1"
        " AND article_id < ifnull((SELECT article_id FROM articles WHERE +first_seen BETWEEN ?1 AND ?2"
        " ORDER BY article_id LIMIT 1), ?4)"
        " ORDER BY first_seen LIMIT ?3",
        (before, now, limit, ALL),
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


def _entries(connection: Connection, before: int, now: int, limit: int) -> int:
    return connection.run(
        "DELETE FROM entries WHERE entry_id IN (SELECT entry_id FROM entries WHERE outcome IS NOT NULL"
        " AND last_listed < ?1 AND entry_id < ifnull("
        "(SELECT entry_id FROM entries WHERE +first_seen BETWEEN ?1 AND ?2 ORDER BY entry_id LIMIT 1), ?4)"
        " ORDER BY last_listed LIMIT ?3)",
        (before, now, limit, ALL),
    )
