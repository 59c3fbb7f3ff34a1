"""Notices: what is to be told to which receiver, once. Each keeps the incident as it stood when planned.

Unique by incident, reason, version and receiver, for ever: planning again adds nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Row
from typing import Any, Literal

from incidents.article import rfc3339
from incidents.incident import Change, change_to_dict, known_from_dict, known_to_dict
from incidents.notices import Notice, Quote, Told
from store.connection import Connection
from store.filters import narrowed
from store.instants import from_micros, instant_or_none, micros_or_none, to_micros
from store.packing import dump, pack_json, unpack_json

NoticeState = Literal["planned", "primed", "routed", "held", "silenced"]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice and what became of it; `until` is when a held one is looked at again."""

    notice: Notice
    state: NoticeState
    until: datetime | None
    state_reason: str


def notice_to_dict(notice: Notice) -> dict[str, Any]:
    """A notice as JSON; the incident's words, which only resolution needs, are left out."""
    return {**_own(notice), "known": known_to_dict(notice.known)}


def _own(notice: Notice) -> dict[str, Any]:
    """A notice without its incident."""
    return {
        "notice_id": notice.notice_id,
        "at": rfc3339(notice.at),
        "reason": notice.reason,
        "version": notice.version,
        "receiver": notice.receiver,
        "watches": list(notice.watches),
        "changes": [change_to_dict(change) for change in notice.changes],
        "why": notice.why,
        "url": notice.url,
        "quotes": [[q.text, [list(mark) for mark in q.marks], q.source, q.url] for q in notice.quotes],
        "primed": notice.primed,
    }


def notice_from_dict(record: dict[str, Any]) -> Notice:
    """Read back what `notice_to_dict` wrote."""
    return Notice(
        notice_id=record["notice_id"],
        at=datetime.fromisoformat(record["at"]),
        reason=record["reason"],
        version=record["version"],
        receiver=record["receiver"],
        watches=tuple(record["watches"]),
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


def _unpack(snapshot: bytes) -> Notice:
    return notice_from_dict(unpack_json(snapshot))


def _pack(notices: Sequence[Notice]) -> list[bytes]:
    """The snapshots. The notices of one incident share its dictionary, which is most of each."""
    shared: dict[int, str] = {}
    packed = []
    for notice in notices:
        known = shared.get(id(notice.known))
        if known is None:
            known = shared[id(notice.known)] = dump(known_to_dict(notice.known))
        own = dump({**_own(notice), "known": None})
        packed.append(pack_json(f"{own.removesuffix('null}')}{known}}}"))
    return packed


def _row(row: Row) -> NoticeRow:
    until = from_micros(row["until"]) if row["until"] else None
    return NoticeRow(_unpack(row["snapshot"]), row["state"], until, row["state_reason"])


def _waiting(row: Row) -> Notice | None:
    """The notice while it waits for its window to close."""
    if row["state"] != "planned" or not row["until"]:
        return None
    return replace(_unpack(row["snapshot"]), until=from_micros(row["until"]))


_WAITS = "one update of an incident in ten minutes: what changes meanwhile goes with it"


class Notices:
    """Questions about notices."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def add(self, notices: Sequence[Notice]) -> int:
        """Store planned and primed notices; how many were stored.

        One that is stored already is left alone, unless it still waits for its window to close: then it is
        amended.
        """
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
                for n, snapshot in zip(notices, _pack(notices), strict=True)
            ],
        )

    def told(self, incident_id: str) -> list[Told]:
        """What each receiver was told (or, primed, spared) about an incident, in order.

        What was told of one that was merged into it counts: nobody hears of it as new again.
        """
        rows = self._c.rows(
            "SELECT receiver, reason, version, state, at, until, snapshot FROM notices"
            " WHERE incident_id = ?1 OR incident_id IN"
            " (SELECT incident_id FROM incidents WHERE merged_into = ?1) ORDER BY number",
            (incident_id,),
        )
        return [
            Told(row[0], row[1], row[2], row[3] == "primed", from_micros(row[4]), _waiting(row))
            for row in rows
        ]

    def unrouted(self, now: datetime, limit: int = 1000, receiver: str | None = None) -> list[Notice]:
        """Planned notices, and held ones whose time has come, in the order they were planned."""
        rows = self._c.rows(
            "SELECT number, snapshot FROM notices WHERE state IN ('planned', 'held') AND until <= ?1"
            " AND (?3 IS NULL OR receiver = ?3) ORDER BY until, number LIMIT ?2",
            (to_micros(now), limit, receiver),
        )
        return [_unpack(row["snapshot"]) for row in sorted(rows, key=lambda row: row["number"])]

    def next_held(self) -> datetime | None:
        """When the next held notice is to be looked at again."""
        row = self._c.row("SELECT min(until) FROM notices WHERE state IN ('planned', 'held') AND until > 0")
        return instant_or_none(row[0]) if row else None

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
