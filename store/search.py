"""Full-text search over articles. What a user types is words to find, never an expression: any input is safe.

The index lags behind the articles: `index` catches up, a batch at a time, apart from what decides on them.
"""

from __future__ import annotations

import re
from datetime import datetime

from incidents.article import Article
from store.articles import Articles
from store.connection import Connection
from store.instants import micros_or_none
from store.packing import unpack_text

MOST_TERMS = 32
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


def quoted(query: str) -> str:
    """The query as FTS5 is given it: words and "phrases", all of which must occur; empty when there is none.

    `word*` finds the words that begin so. Operators, column names and brackets are words like any other.
    """
    terms = []
    for phrase, word in _PHRASE.findall(query.encode("utf-8", "replace").decode().replace("\0", " ")):
        prefix = "*" if not phrase and len(word) > 1 and word.endswith("*") else ""
        text = (phrase or word.removesuffix("*")).replace('"', "")
        if any(character.isalnum() for character in text):
            terms.append(f'"{text}"{prefix}')
    return " ".join(terms[:MOST_TERMS])


def forget(connection: Connection, text_id: int, title: str, body: bytes) -> None:
    """Take a text out of the index; a contentless one must be told what was in it."""
    done = connection.number("SELECT value FROM meta WHERE key = 'texts_indexed'")
    if text_id <= done:
        connection.run(
            "INSERT INTO text_index (text_index, rowid, title, body) VALUES ('delete', ?, ?, ?)",
            (text_id, title, unpack_text(body)),
        )


class Search:
    """Questions in words."""

    def __init__(self, connection: Connection, articles: Articles) -> None:
        self._c = connection
        self._articles = articles

    def index(self, limit: int = 200) -> int:
        """Take up to `limit` texts that are not in the index yet; how many there were."""
        with self._c.transaction():
            done = self._c.number("SELECT value FROM meta WHERE key = 'texts_indexed'")
            rows = self._c.rows(
                "SELECT t.text_id, t.body, (SELECT title FROM articles a WHERE a.text_id = t.text_id LIMIT 1)"
                " AS title FROM texts t WHERE t.text_id > ? ORDER BY t.text_id LIMIT ?",
                (done, limit),
            )
            self._c.run_many(
                "INSERT INTO text_index (rowid, title, body) VALUES (?, ?, ?)",
                [(row["text_id"], row["title"], unpack_text(row["body"])) for row in rows],
            )
            if rows:
                self._c.run(
                    "INSERT INTO meta VALUES ('texts_indexed', ?1)"
                    " ON CONFLICT (key) DO UPDATE SET value = ?1",
                    (str(rows[-1]["text_id"]),),
                )
            return len(rows)

    def find(
        self, query: str, *, since: datetime | None = None, until: datetime | None = None, limit: int = 20
    ) -> list[Article]:
        """The newest articles that hold every word and phrase of the query, newest first."""
        match = quoted(query)
        if not match:
            return []
        rows = self._c.rows(
            "SELECT a.article_id FROM text_index x JOIN articles a ON a.text_id = x.rowid"
            " WHERE text_index MATCH ?1 AND (?2 IS NULL OR a.first_seen >= ?2) AND (?3 IS NULL"
            " OR a.first_seen < ?3) ORDER BY x.rowid DESC, a.article_id DESC LIMIT ?4",
            (match, micros_or_none(since), micros_or_none(until), limit),
        )
        found = [self._articles.get(int(row[0])) for row in rows]
        return [article for article in found if article is not None]
