"""Articles as stored, what they were decided to be, and what each tells of which incident.

An article is written whole in one transaction: added, linked and finished; without an outcome it is refused
at COMMIT. Equal texts are stored once.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row

from incidents.article import Article, Draft, Outcome
from incidents.duplicates import Candidate
from incidents.incident import Incident, Type, incident_from_dict
from store.bodies import incident_json
from store.connection import Connection
from store.filters import narrowed
from store.instants import from_micros, micros_or_none, offset_seconds, to_micros, with_offset
from store.packing import dump, pack_json, pack_text, unpack_json, unpack_text

# A shingle that more stored articles have is common (a footer, a stock phrase) and points at none of them.
COMMON_SHINGLE = 48
# The smallest hashes of a sketch are a sketch themselves: of two texts that share half of their 24, all but
# one pair in four thousand share one of these too (0.5 ** 12). All 24 are compared once a candidate is found.
INDEXED = 12
CANDIDATES = 24
VERSIONS = 24
# 47 bits are enough to tell 24 shingles of each of a million articles apart, and a quarter shorter to store.
_SHINGLE_BITS = (1 << 47) - 1

_COLUMNS = (
    "SELECT a.article_id, a.url, a.canonical_url, a.title, a.published, a.published_offset, a.language,"
    " a.source, a.own_id, a.notes, a.authors, a.lat, a.lon, a.first_seen, a.origin, a.outcome, a.reason,"
    " t.body"
    " FROM articles a JOIN texts t USING (text_id)"
)

_BY_URL = " ".join(
    (
        _COLUMNS,
        "WHERE a.article_id = (SELECT max(article_id) FROM articles",
        "WHERE canonical_url = ?1 OR (url = ?1 AND url <> canonical_url))",
    )
)


_HAS_GROUP = (
    "EXISTS (SELECT 1 FROM json_each(i.body, '$.attribution') j WHERE json_extract(j.value, '$.group') = ?)"
)
_HAS_WATCH = (
    "i.incident_id IN (SELECT n.incident_id FROM notices n, json_each(n.watches) w WHERE w.value = ?)"
)
_OF_INCIDENT = (
    "a.article_id IN (SELECT l.article_id FROM (SELECT ? AS id) w"
    " JOIN incidents i ON i.incident_id = w.id OR i.merged_into = w.id"
    " JOIN links l ON l.incident_id = i.incident_id)"
)
_TELLS_OF = (
    "a.article_id IN (SELECT l.article_id FROM incidents i JOIN links l ON l.incident_id = i.incident_id"
    " WHERE {condition})"
)


def _tells_of(condition: str) -> str:
    """That an article tells of an incident `i` for which a condition holds."""
    return _TELLS_OF.replace("{condition}", condition)


@dataclass(frozen=True, slots=True)
class Link:
    """What one article tells of one incident. `incident_id` is None where it opened and joined nothing."""

    article_id: int
    incident_id: str | None
    seen: Incident
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles; every part left out allows all. `since` and `until` are of first sight, half-open.

    `country`, `type`, `group` and `watch` are of any incident that the article tells of; `incident_id` is
    one, with those that were merged into it. `limit` may be None.
    """

    since: datetime | None = None
    until: datetime | None = None
    outcome: Outcome | None = None
    source: str | None = None
    incident_id: str | None = None
    watch: str | None = None
    country: str | None = None
    type: Type | None = None
    group: str | None = None
    text: str | None = None
    limit: int | None = 100


def _storable(text: str) -> str:
    """UTF-8 cannot hold a lone surrogate; as many characters stay, so evidence offsets hold."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def _article(row: Row) -> Article:
    draft = Draft(
        url=row["url"],
        title=row["title"],
        text=unpack_text(row["body"]),
        published=with_offset(row["published"], row["published_offset"]),
        language=row["language"],
        source=row["source"],
        id=row["own_id"],
        notes=tuple(json.loads(row["notes"])),
        authors=tuple(json.loads(row["authors"])),
        point=None if row["lat"] is None else (row["lat"], row["lon"]),
    )
    outcome = Outcome(row["outcome"]) if row["outcome"] else None
    first_seen = from_micros(row["first_seen"])
    return Article(
        row["article_id"], draft, row["canonical_url"], first_seen, row["origin"], outcome, row["reason"]
    )


def short_shingles(shingles: Sequence[int]) -> list[int]:
    """Shingles as they are stored, each once, in the order of the whole hashes."""
    return list(dict.fromkeys(shingle & _SHINGLE_BITS for shingle in sorted(shingles)))


def unpack_shingles(packed: bytes) -> array[int]:
    return array("q", packed)


class Articles:
    """Questions about articles."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    # --- near-duplicates

    def candidates(
        self, canonical_url: str, content_hash: str, shingles: Sequence[int], limit: int = CANDIDATES
    ) -> list[Candidate]:
        """Stored articles that may be the same text: of the same URL, the same content, or sharing shingles.

        Shingles that are common are left out, so the cost does not grow with the number of articles.
        """
        own = short_shingles(shingles)
        ids = {article_id for article_id, _ in self._sharing(own[:INDEXED]).most_common(limit)}
        ids.update(self._versions(canonical_url))
        ids.update(self._same_content(canonical_url, bytes.fromhex(content_hash)))
        rows = self._c.rows(
            "SELECT a.article_id, a.url, a.canonical_url, hex(t.content_hash) AS content_hash, a.origin,"
            " a.published, a.published_offset, a.source, a.shingles"
            " FROM json_each(?) j JOIN articles a ON a.article_id = j.value JOIN texts t USING (text_id)",
            (dump(sorted(ids)),),
        )
        return [_candidate(row, frozenset(own)) for row in rows]

    def _sharing(self, shingles: Sequence[int]) -> Counter[int]:
        """How many shingles each article shares; of common ones only if it shares a rare one too."""
        rare: Counter[int] = Counter()
        common: Counter[int] = Counter()
        for shingle in shingles:
            rows = self._c.rows(
                "SELECT article_id FROM shingles WHERE shingle = ? ORDER BY article_id DESC LIMIT ?",
                (shingle, COMMON_SHINGLE + 1),
            )
            found = rare if len(rows) <= COMMON_SHINGLE else common
            found.update(row[0] for row in rows)
        if not rare:
            # A text that is nothing but common phrases: a form filled in daily, or copied everywhere.
            return common
        for article_id in rare:
            rare[article_id] += common[article_id]
        return rare

    def _versions(self, canonical_url: str) -> list[int]:
        """The first and the newest versions of a page."""
        rows = self._c.rows(
            "SELECT min(article_id) FROM articles WHERE canonical_url = ?1 UNION SELECT article_id FROM"
            " (SELECT article_id FROM articles WHERE canonical_url = ?1 ORDER BY article_id DESC LIMIT ?2)",
            (canonical_url, VERSIONS),
        )
        return [row[0] for row in rows if row[0] is not None]

    def _same_content(self, canonical_url: str, content_hash: bytes) -> list[int]:
        row = self._c.row("SELECT text_id FROM texts WHERE content_hash = ?", (content_hash,))
        if row is None:
            return []
        rows = self._c.rows(
            "SELECT article_id FROM (SELECT article_id FROM articles"
            " WHERE text_id = ?1 AND canonical_url = ?2 LIMIT 1) UNION SELECT article_id"
            " FROM (SELECT article_id FROM articles WHERE text_id = ?1 ORDER BY article_id LIMIT ?3)",
            (row[0], canonical_url, VERSIONS),
        )
        return [row[0] for row in rows]

    # --- writing

    def add(
        self,
        draft: Draft,
        canonical_url: str,
        first_seen: datetime,
        origin: str,
        shingles: Sequence[int],
        source_url: str | None = None,
    ) -> int:
        """Store an article; its id. `finish` it in the same transaction, or COMMIT raises IntegrityError.

        Without `source_url` it came from no pending entry, and is counted as read here.
        """
        short = short_shingles(shingles)
        with self._c.together():
            article_id = self._c.insert(
                "INSERT INTO articles (url, canonical_url, text_id, title, published, published_offset,"
                " language, source, own_id, notes, authors, lat, lon, first_seen, origin, source_id,"
                " shingles)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?, (SELECT source_id FROM sources WHERE url = ?), ?)",
                (
                    _storable(draft.url),
                    _storable(canonical_url),
                    self._text_id(draft),
                    _storable(draft.title),
                    micros_or_none(draft.stated),
                    offset_seconds(draft.stated),
                    draft.language,
                    _storable(draft.source),
                    draft.id and _storable(draft.id),
                    dump(draft.notes),
                    _storable(dump(draft.authors)),
                    *(draft.point or (None, None)),
                    to_micros(first_seen),
                    origin,
                    source_url,
                    array("q", short).tobytes(),
                ),
            )
            self._c.run_many("INSERT INTO shingles VALUES (?, ?)", [(s, article_id) for s in short[:INDEXED]])
            if source_url is None:
                self._c.run(
                    "INSERT INTO meta VALUES ('articles_read', 1) ON CONFLICT (key)"
                    " DO UPDATE SET value = CAST(value AS INTEGER) + 1"
                )
            return article_id

    def _text_id(self, draft: Draft) -> int:
        title, text = _storable(draft.title), _storable(draft.text)
        content_hash = bytes.fromhex(Draft(url="", title=title, text=text).content_hash())
        fresh = self._c.insert_new(
            "INSERT INTO texts (content_hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (content_hash, pack_text(text)),
        )
        if fresh is not None:
            return fresh
        return self._c.number("SELECT text_id FROM texts WHERE content_hash = ?", (content_hash,))

    def link(self, article_id: int, incident_id: str | None, seen: Incident, verdict: str, why: str) -> None:
        """Note what the article tells of an incident; the main one first."""
        self._c.run(
            "INSERT INTO links (article_id, position, incident_id, verdict, why, seen) VALUES"
            " (?1, (SELECT count(*) FROM links WHERE article_id = ?1), ?2, ?3, ?4, ?5)",
            (article_id, incident_id, verdict, why, pack_json(incident_json(seen))),
        )

    def finish(self, article_id: int, outcome: Outcome, reason: str) -> None:
        """Say what became of the article; once. Raise KeyError for an unknown one."""
        with self._c.together():
            if not self._c.run(
                "UPDATE articles SET outcome = ?, reason = ? WHERE article_id = ?",
                (str(outcome), _storable(reason), article_id),
            ):
                raise KeyError(article_id)
            self._c.run("UPDATE outcomes SET articles = articles + 1 WHERE outcome = ?", (str(outcome),))

    # --- reading

    def outcomes(self) -> dict[str, int]:
        """How many articles ended as what, ever; retention does not lower it."""
        rows = self._c.rows("SELECT outcome, articles FROM outcomes")
        tally = {row[0]: row[1] for row in rows}
        return {str(outcome): tally[str(outcome)] for outcome in Outcome}

    def account(self) -> dict[str, int]:
        """`read`, `pending` and each outcome: read = pending + the sum of the outcomes, at any time."""
        with self._c.snapshot():
            read = self._c.number("SELECT value FROM meta WHERE key = 'articles_read'")
            pending = self._c.number("SELECT count(*) FROM entries WHERE outcome IS NULL")
            return {"read": read, "pending": pending, **self.outcomes()}

    def newest(self) -> int:
        """The id of the newest article, 0 without any."""
        return self._c.number("SELECT max(article_id) FROM articles")

    def get(self, key: int | str) -> Article | None:
        """By id, or the newest version by URL (as read, or canonical)."""
        if isinstance(key, int):
            row = self._c.row(f"{_COLUMNS} WHERE a.article_id = ?", (key,))
        else:
            row = self._c.row(
                _BY_URL,
                (key,),
            )
        return _article(row) if row else None

    def find(self, wanted: ArticleFilter) -> list[Article]:
        """The newest articles that fit, newest first."""
        return list(self.matching(wanted))

    def matching(self, wanted: ArticleFilter, batch: int = 500) -> Iterator[Article]:
        """As `find`, a batch in memory at a time."""
        sql, values = narrowed(
            "SELECT a.article_id FROM articles a",
            [
                ("a.first_seen >= ?", micros_or_none(wanted.since)),
                ("a.first_seen < ?", micros_or_none(wanted.until)),
                ("a.outcome = ?", wanted.outcome and str(wanted.outcome)),
                ("a.source = ?", wanted.source),
                (_OF_INCIDENT, wanted.incident_id),
                (_tells_of(_HAS_WATCH), wanted.watch),
                (_tells_of("i.country = ?"), wanted.country),
                (_tells_of("i.type = ?"), wanted.type and str(wanted.type)),
                (_tells_of(_HAS_GROUP), wanted.group),
                ("instr(a.title, ?) > 0", wanted.text),
            ],
            "a.article_id DESC",
            wanted.limit,
        )
        ids = [row[0] for row in self._c.rows(sql, values)]
        for start in range(0, len(ids), batch):
            part = dump(ids[start : start + batch])
            rows = self._c.rows(
                f"{_COLUMNS} JOIN json_each(?) j ON j.value = a.article_id ORDER BY j.key", (part,)
            )
            yield from map(_article, rows)

    def publishers(self) -> set[str]:
        """The publishers of all articles. It reads all of them."""
        return {row[0] for row in self._c.rows("SELECT DISTINCT source FROM articles")}

    def each(self, since: datetime | None = None, batch: int = 500) -> Iterator[Article]:
        """All articles first seen since then, in the order they were stored; a batch in memory at a time."""
        after = 0
        while True:
            rows = self._c.rows(
                f"{_COLUMNS} WHERE a.article_id > ? AND a.first_seen >= ? ORDER BY a.article_id LIMIT ?",
                (after, micros_or_none(since) or -(1 << 62), batch),
            )
            if not rows:
                return
            yield from map(_article, rows)
            after = rows[-1]["article_id"]

    def links(self, article_id: int) -> list[Link]:
        """What the article tells of which incidents, the main one first."""
        rows = self._c.rows("SELECT * FROM links WHERE article_id = ? ORDER BY position", (article_id,))
        return [_link(row) for row in rows]

    def links_to(self, incident_id: str) -> list[Link]:
        """What each article tells of an incident, in the order they were read."""
        rows = self._c.rows(
            "SELECT * FROM links WHERE incident_id = ? ORDER BY article_id, position", (incident_id,)
        )
        return [_link(row) for row in rows]

    def incident_ids(self, article_id: int) -> list[str]:
        """The incidents that the article tells of, the main one first, each once."""
        rows = self._c.rows(
            "SELECT incident_id FROM links WHERE article_id = ? AND incident_id IS NOT NULL"
            " ORDER BY position",
            (article_id,),
        )
        return list(dict.fromkeys(row[0] for row in rows))


def _candidate(row: Row, own: frozenset[int]) -> Candidate:
    theirs = unpack_shingles(row["shingles"])
    return Candidate(
        article_id=row["article_id"],
        url=row["url"],
        canonical_url=row["canonical_url"],
        content_hash=row["content_hash"].lower(),
        origin=row["origin"],
        shared=len(own.intersection(theirs)),
        total=len(theirs),
        published=with_offset(row["published"], row["published_offset"]),
        source=row["source"],
    )


def _link(row: Row) -> Link:
    return Link(
        row["article_id"],
        row["incident_id"],
        incident_from_dict(unpack_json(row["seen"])),
        row["verdict"],
        row["why"],
    )
