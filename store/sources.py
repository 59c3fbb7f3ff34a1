"""Sources and what was last seen of them. A source is its URL; its name is a label.

A poll is one transaction: the fetch state is stored only together with the entries it came with.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row
from typing import Any

from incidents.article import host
from store.connection import Connection
from store.instants import DAY, from_micros, instant_or_none, to_micros
from store.packing import dump


def host_of(url: str) -> str:
    """The host that a source is asked at; a spider's own name, which is no address, stands for itself."""
    return host(url) or url


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as stored. `state` is the crawler's own; `primed` once its first poll succeeded."""

    name: str
    url: str
    kind: str
    state: dict[str, Any]
    next_due: datetime
    primed: bool
    active: bool
    first_seen: datetime
    last_read: datetime | None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry as a source lists it: its dedup key, and all that is needed to go on with it."""

    key: str
    payload: Mapping[str, Any]


def source_row(row: Row) -> SourceRow:
    """A row of `sources` as a value."""
    return SourceRow(
        name=row["name"],
        url=row["url"],
        kind=row["kind"],
        state=json.loads(row["state"]),
        next_due=from_micros(row["next_due"]),
        primed=bool(row["primed"]),
        active=bool(row["active"]),
        first_seen=from_micros(row["first_seen"]),
        last_read=instant_or_none(row["last_read"]),
    )


class Sources:
    """Questions about sources."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def sync(self, sources: Iterable[tuple[str, str, str]], now: datetime) -> None:
        """Make these `(name, url, kind)` the active ones: new ones are due now, others keep their state."""
        wanted = list(sources)
        with self._c.transaction():
            self._c.run_many(
                "INSERT INTO sources (name, url, kind, next_due, first_seen) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (url) DO UPDATE SET name = excluded.name, kind = excluded.kind, active = 1",
                [(name, url, kind, to_micros(now), to_micros(now)) for name, url, kind in wanted],
            )
            self._c.run(
                "UPDATE sources SET active = 0 WHERE active AND url NOT IN (SELECT value FROM json_each(?))",
                (dump([url for _, url, _ in wanted]),),
            )

    def due(self, now: datetime, limit: int, busy: Collection[str] = ()) -> list[SourceRow]:
        """Active sources whose time has come, longest due first; one a host, and none of a `busy` host."""
        waiting = self._c.rows(
            "SELECT source_id, url FROM sources WHERE active AND next_due <= ? ORDER BY next_due",
            (to_micros(now),),
        )
        taken = set(busy)
        chosen: list[int] = []
        for source_id, url in waiting:
            if host_of(url) not in taken and len(chosen) < limit:
                taken.add(host_of(url))
                chosen.append(source_id)
        rows = self._c.rows(
            "SELECT * FROM sources WHERE source_id IN (SELECT value FROM json_each(?)) ORDER BY next_due",
            (dump(chosen),),
        )
        return [source_row(row) for row in rows]

    def next_due(self) -> datetime | None:
        """When the next active source is due."""
        row = self._c.row("SELECT min(next_due) FROM sources WHERE active")
        return instant_or_none(row[0]) if row else None

    def all(self) -> list[SourceRow]:
        """Every source ever configured, active ones first, by name."""
        return [
            source_row(row) for row in self._c.rows("SELECT * FROM sources ORDER BY active DESC, name, url")
        ]

    def get(self, url: str) -> SourceRow | None:
        row = self._c.row("SELECT * FROM sources WHERE url = ?", (url,))
        return source_row(row) if row else None

    def known_keys(self, url: str, keys: Collection[str]) -> set[str]:
        """Which of `keys` this source has listed before."""
        rows = self._c.rows(
            "SELECT key FROM entries WHERE source_id = (SELECT source_id FROM sources WHERE url = ?)"
            " AND key IN (SELECT value FROM json_each(?))",
            (url, dump(list(keys))),
        )
        return {row[0] for row in rows}

    def save_poll(
        self,
        url: str,
        state: Mapping[str, Any],
        next_due: datetime,
        primed: bool,
        entries: Sequence[NewEntry],
        now: datetime,
        *,
        listed: Collection[str] = (),
        read: bool = True,
    ) -> int:
        """Store one poll in one transaction; how many entries are new.

        `primed` is what the source is after it. Entries of a source not primed before are marked primed.
        `listed` are keys that were listed without their entry. `read` is False when the source could not be
        read (an unchanged one was read): only a good poll bounds when an undated entry appeared.
        Raise KeyError for an unknown source.
        """
        with self._c.transaction():
            source = self._c.row("SELECT * FROM sources WHERE url = ?", (url,))
            if source is None:
                raise KeyError(url)
            self._c.run(
                "UPDATE sources SET state = ?, next_due = ?, primed = ? WHERE source_id = ?",
                (dump(state), to_micros(next_due), int(primed), source["source_id"]),
            )
            if not read:
                return 0
            fresh = self._insert(source, entries, to_micros(now))
            self._note_listed(source, [*listed, *(entry.key for entry in entries)], to_micros(now))
            return fresh

    def _insert(self, source: Row, entries: Sequence[NewEntry], now: int) -> int:
        if not entries:
            return 0
        fresh = self._c.run_many(
            "INSERT INTO entries (source_id, key, first_seen, last_listed, previous_poll, primed, payload)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source_id, key) DO NOTHING",
            [
                (
                    source["source_id"],
                    e.key,
                    now,
                    now,
                    source["last_read"],
                    int(not source["primed"]),
                    dump(e.payload),
                )
                for e in entries
            ],
        )
        self._c.run(
            "INSERT INTO meta VALUES ('articles_read', ?1) ON CONFLICT (key)"
            " DO UPDATE SET value = CAST(value AS INTEGER) + ?1",
            (fresh,),
        )
        return fresh

    def _note_listed(self, source: Row, keys: Sequence[str], now: int) -> None:
        """Keys are kept for half a year after the last listing, so to a day is exact enough."""
        if keys:
            self._c.run(
                "UPDATE entries SET last_listed = ?1 WHERE source_id = ?2 AND last_listed < ?1 - ?3"
                " AND key IN (SELECT value FROM json_each(?4))",
                (now, source["source_id"], DAY, dump(list(keys))),
            )
        elif source["last_listing"] is not None and source["last_listing"] < now - DAY:
            # Unchanged: what was listed last still is.
            self._c.run(
                "UPDATE entries SET last_listed = ? WHERE source_id = ? AND last_listed >= ?",
                (now, source["source_id"], source["last_listing"] - DAY),
            )
        moved = bool(keys) or (source["last_listing"] or 0) < now - DAY
        self._c.run(
            "UPDATE sources SET last_read = ?, last_listing = ? WHERE source_id = ?",
            (now, now if moved else source["last_listing"], source["source_id"]),
        )
