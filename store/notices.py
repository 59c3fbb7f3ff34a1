"""Notices: what is to be told to which receiver, once. Each keeps the incident as it stood when planned.

Unique by incident, reason, version and receiver, for ever: planning again adds nothing. One that waits for
its window to close may still be amended or withdrawn.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from sqlite3 import Row
from typing import Literal

from incidents.incident import Change, change_to_dict, course_to_dict, known_from_dict
from incidents.notices import Notice, Quote, Told
from store.bodies import incident_json
from store.connection import Connection
from store.filters import narrowed
from store.instants import from_micros, micros_or_none, to_micros
from store.packing import dump, pack_json, unpack_json

# Notices are few: compressing one is worth it only where its incident has a long history.
_PLAIN = 4096

NoticeState = Literal["planned", "primed", "routed", "held", "silenced"]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice and what became of it; `until` is when a held one is looked at again."""

    notice: Notice
    state: NoticeState
    until: datetime | None
    state_reason: str


# A snapshot holds what the row does not; receivers that are told the same share it.
_content = attrgetter("known", "changes", "why", "url", "quotes", "primed")


def _pack(notice: Notice) -> bytes:
    """The snapshot of a notice; the incident's words, which only resolution needs, are left out."""
    rest = dump(
        {
            "changes": [change_to_dict(change) for change in notice.changes],
            "why": notice.why,
            "url": notice.url,
            "quotes": [[q.text, [list(mark) for mark in q.marks], q.source, q.url] for q in notice.quotes],
            "primed": notice.primed,
            "known": course_to_dict(notice.known),
        }
    )
    incident = incident_json(notice.known.incident)
    return pack_json(f"{rest[:-2]},{incident[1:]}}}", plain_to=_PLAIN)


def _packed(notices: Iterable[Notice]) -> Iterator[bytes]:
    last, snapshot = None, b""
    for notice in notices:
        content = _content(notice)
        if content != last:
            last, snapshot = content, _pack(notice)
        yield snapshot


def _notice(row: Row) -> Notice:
    """Read back a notice. Snapshots of earlier releases repeat the columns of their row, which count."""
    record = unpack_json(row["snapshot"])
    return Notice(
        notice_id=row["notice_id"],
        at=from_micros(row["at"]),
        reason=row["reason"],
        version=row["version"],
        receiver=row["receiver"],
        watches=tuple(json.loads(row["watches"])),
        known=known_from_dict(record["known"]),
        changes=tuple(
            Change(datetime.fromisoformat(c["at"]), c["reason"], c["field"], c["from"], c["to"], c["url"])
            for c in record["changes"]
        ),
        why=record["why"],
        url=record["url"],
        quotes=tuple(Quote(t, tuple((a, b) for a, b in marks), s, u) for t, marks, s, u in record["quotes"]),
        primed=record["primed"],
    )


def _row(row: Row) -> NoticeRow:
    until = from_micros(row["until"]) if row["until"] else None
    return NoticeRow(_notice(row), row["state"], until, row["state_reason"])


def _waiting(row: Row) -> Notice | None:
    """The notice while it waits for its window to close."""
    if row["state"] != "planned" or not row["until"]:
        return None
    return replace(_notice(row), until=from_micros(row["until"]))


_WAITS = "one update of an incident in ten minutes: what changes meanwhile goes with it"


class Notices:
    """Questions about notices."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def add(self, notices: Sequence[Notice]) -> int:
        """Store planned and primed notices; how many were stored.

        One that is stored already is left alone, unless it still waits for its window to close: then it is
        amended, or taken out if it is withdrawn.
        """
        self._c.run_many(
            "DELETE FROM notices WHERE notice_id = ? AND state = 'planned' AND until > 0",
            [(notice.notice_id,) for notice in notices if notice.withdrawn],
        )
        notices = [notice for notice in notices if not notice.withdrawn]
        return self._c.run_many(
            "INSERT INTO notices (notice_id, incident_id, reason, version, receiver, at, watches, state,"
            " until, state_reason, snapshot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (notice_id)"
            " DO UPDATE SET snapshot = excluded.snapshot WHERE state = 'planned' AND until > 0"
            " AND until = excluded.until AND snapshot <> excluded.snapshot"
            " ON CONFLICT DO NOTHING",
            [
                (
                    n.notice_id,
                    n.known.incident_id,
                    n.reason,
                    n.version,
                    n.receiver,
                    to_micros(n.at),
                    dump(n.watches),
                    "primed" if n.primed else "planned",
                    micros_or_none(n.until) or 0,
                    "" if n.until is None else _WAITS,
                    snapshot,
                )
                for n, snapshot in zip(notices, _packed(notices), strict=True)
            ],
        )

    def told(self, incident_id: str) -> list[Told]:
        """What each receiver was told (or spared: primed, or silenced) about an incident, in order.

        What was told of one that was merged into it counts: nobody hears of it as new again.
        """
        rows = self._c.rows(
            "SELECT * FROM notices"
            " WHERE incident_id = ?1 OR incident_id IN"
            " (SELECT incident_id FROM incidents WHERE merged_into = ?1) ORDER BY number",
            (incident_id,),
        )
        return [
            Told(
                row["receiver"],
                row["reason"],
                row["version"],
                row["state"] in ("primed", "silenced"),
                from_micros(row["at"]),
                _waiting(row),
            )
            for row in rows
        ]

    def unrouted(self, now: datetime, limit: int = 1000, receiver: str | None = None) -> list[Notice]:
        """Planned notices, and held ones whose time has come, in the order they were planned."""
        rows = self._c.rows(
            "SELECT * FROM notices WHERE state IN ('planned', 'held') AND until <= ?1"
            " AND (?3 IS NULL OR receiver = ?3) ORDER BY until, number LIMIT ?2",
            (to_micros(now), limit, receiver),
        )
        return [_notice(row) for row in sorted(rows, key=lambda row: row["number"])]

    def hold(self, notice_ids: Collection[str], until: datetime, reason: str) -> None:
        """Look at them again then, and not before."""
        self._move(notice_ids, "held", to_micros(until), reason)

    def silence(self, notice_ids: Collection[str], reason: str) -> None:
        """They are not sent; the reason stays."""
        self._move(notice_ids, "silenced", 0, reason)

    def _move(self, notice_ids: Collection[str], state: NoticeState, until: int, reason: str) -> None:
        """Only what is open moves: what is routed has left, what is primed is never sent."""
        self._c.run_many(
            "UPDATE notices SET state = ?, until = ?, state_reason = ?"
            " WHERE notice_id = ? AND state IN ('planned', 'held')",
            [(state, until, reason, notice_id) for notice_id in notice_ids],
        )

    def count(self) -> dict[str, int]:
        """How many notices are in each state."""
        rows = self._c.rows("SELECT state, count(*) FROM notices GROUP BY state ORDER BY state")
        return {row[0]: row[1] for row in rows}

    def get(self, notice_id: str) -> NoticeRow | None:
        row = self._c.row("SELECT * FROM notices WHERE notice_id = ?", (notice_id,))
        return _row(row) if row else None

    def watches(self) -> set[str]:
        """The watches for which notices were planned. It reads all of them."""
        return {
            row[0] for row in self._c.rows("SELECT DISTINCT w.value FROM notices n, json_each(n.watches) w")
        }

    def find(
        self,
        *,
        incident_id: str | None = None,
        receiver: str | None = None,
        state: NoticeState | None = None,
        since: datetime | None = None,
        limit: int = 100,
    ) -> list[NoticeRow]:
        """Notices that fit, the newest first."""
        sql, values = narrowed(
            "SELECT * FROM notices",
            [
                ("incident_id = ?", incident_id),
                ("receiver = ?", receiver),
                ("state = ?", state),
                ("at >= ?", micros_or_none(since)),
            ],
            "number DESC",
            limit,
        )
        return [_row(row) for row in self._c.rows(sql, values)]
