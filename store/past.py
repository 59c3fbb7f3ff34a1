"""What was decided, in the order in which it was, so that it can be planned again by other rules.

It only reads. An article that retention removed is not told of any more, nor is what it told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row
from typing import Literal

from incidents.article import Draft
from incidents.incident import Incident, incident_from_dict
from incidents.resolution import DOUBT
from store.connection import Connection
from store.instants import from_micros, micros_or_none, with_offset
from store.packing import dump, unpack_json, unpack_text


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's report of one incident, as it was read and resolved.

    `draft` has its title and text only where they were asked for. `primed`: of a source's first poll.
    `position` counts what the article tells of from 0; `verdict` is `opened`, `updated` or `joined`; `likes`
    are incidents that this one may be by this report.
    """

    article_id: int
    draft: Draft
    first_seen: datetime
    origin: str
    primed: bool
    position: int
    incident_id: str
    verdict: str
    seen: Incident
    likes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided: that an incident is the same as `into`, or that it did not happen."""

    at: datetime
    incident_id: str
    kind: Literal["merged", "retracted"]
    into: str | None
    comment: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A notice as it was planned, without its snapshot."""

    notice_id: str
    at: datetime
    reason: str
    receiver: str
    watches: str
    incident_id: str
    state: str


_TELLINGS = (
    "SELECT l.article_id, l.position, l.incident_id, l.verdict, l.seen, a.url, a.source, a.published,"
    " a.published_offset, a.language, a.first_seen, a.origin, {text}"
    " FROM {links} JOIN articles a ON a.article_id = l.article_id {texts}"
    " WHERE l.incident_id IS NOT NULL AND l.verdict <> 'background'"
    " AND (l.article_id, l.position) > (?, ?) AND l.article_id BETWEEN ? AND ?"
    " ORDER BY l.article_id, l.position LIMIT ?"
)
_LAST = (1 << 63) - 1


class Past:
    """Questions about what was decided since some moment."""

    def __init__(self, connection: Connection, since: datetime | None) -> None:
        self._c = connection
        row = connection.row(
            "SELECT min(article_id) FROM articles WHERE first_seen >= ?",
            (micros_or_none(since) if since else -(1 << 62),),
        )
        self.first = row[0] if row and row[0] is not None else _LAST
        self._primed = frozenset(
            row[0]
            for row in connection.rows("SELECT article_id FROM entries WHERE primed AND outcome IS NOT NULL")
        )
        self._bounded = frozenset(
            row[0]
            for row in connection.rows(
                "SELECT article_id FROM entries JOIN articles USING (article_id)"
                " WHERE previous_poll IS NOT NULL AND published IS NULL"
            )
        )
        self._likes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for incident_id, url, like in connection.rows(
            "SELECT i.incident_id, c.url, json_extract(c.after, '$') FROM changes c"
            " JOIN incidents i USING (number)"
            " WHERE c.reason = ? AND json_extract(c.before, '$') = i.incident_id"
            " ORDER BY c.number, c.position",
            (DOUBT,),
        ):
            self._likes[incident_id, url].append(like)

    def count(self) -> int:
        """How many tellings `tellings` gives, those before the moment left out."""
        return self._c.number(
            "SELECT count(*) FROM links WHERE article_id >= ? AND incident_id IS NOT NULL", (self.first,)
        )

    def articles(self) -> int:
        """How many articles were first seen since the moment."""
        return self._c.number("SELECT count(*) FROM articles WHERE article_id >= ?", (self.first,))

    def tellings(self, *, texts: bool, batch: int = 500) -> Iterator[Telling]:
        """All reports of incidents in the order in which they were decided, and first what earlier articles
        told of these incidents.
        """
        if self.first > 1:
            ids = self._c.rows(
                "SELECT DISTINCT incident_id FROM links WHERE article_id >= ? AND incident_id IS NOT NULL",
                (self.first,),
            )
            of_these = dump([row[0] for row in ids])
            links = "json_each(?) j CROSS JOIN links l ON l.incident_id = j.value"
            yield from self._read(links, (of_these,), (0, self.first - 1), texts, batch)
        yield from self._read("links l", (), (self.first, _LAST), texts, batch)

    def _read(
        self, links: str, values: Sequence[object], window: tuple[int, int], texts: bool, batch: int
    ) -> Iterator[Telling]:
        sql = (
            _TELLINGS.replace("{links}", links)
            .replace("{text}", "a.title, t.body" if texts else "'' AS title, NULL AS body")
            .replace("{texts}", "JOIN texts t USING (text_id)" if texts else "")
        )
        after = (-1, -1)
        while rows := self._c.rows(sql, (*values, *after, *window, batch)):
            yield from map(self._telling, rows)
            after = (rows[-1]["article_id"], rows[-1]["position"])

    def _telling(self, row: Row) -> Telling:
        bounded = row["article_id"] in self._bounded
        first_seen = from_micros(row["first_seen"])
        return Telling(
            article_id=row["article_id"],
            draft=Draft(
                url=row["url"],
                title=row["title"],
                text=unpack_text(row["body"]) if row["body"] is not None else "",
                published=first_seen if bounded else with_offset(row["published"], row["published_offset"]),
                language=row["language"],
                source=row["source"],
                bounded=bounded,
            ),
            first_seen=first_seen,
            origin=row["origin"],
            primed=row["article_id"] in self._primed,
            position=row["position"],
            incident_id=row["incident_id"],
            verdict=row["verdict"],
            seen=incident_from_dict(unpack_json(row["seen"])),
            likes=tuple(self._likes.get((row["incident_id"], row["url"]), ())),
        )

    def corrections(self) -> list[Correction]:
        """What people decided, in order."""
        rows = self._c.rows(
            "SELECT c.at, c.reason, c.url, i.incident_id, i.merged_into FROM changes c"
            " JOIN incidents i USING (number) WHERE (c.reason = 'retracted' AND c.field = 'retracted')"
            " OR (c.reason = 'merged' AND c.field = 'incident_id' AND i.merged_into IS NOT NULL"
            " AND json_extract(c.before, '$') = i.incident_id) ORDER BY c.at, c.number, c.position"
        )
        return [
            Correction(from_micros(r["at"]), r["incident_id"], r["reason"], r["merged_into"], r["url"])
            for r in rows
        ]

    def planned(self) -> list[Planned]:
        """All notices that were planned, primed ones included, in order."""
        rows = self._c.rows(
            "SELECT notice_id, at, reason, receiver, watches, incident_id, state FROM notices ORDER BY number"
        )
        return [Planned(r[0], from_micros(r[1]), r[2], r[3], r[4], r[5], r[6]) for r in rows]
