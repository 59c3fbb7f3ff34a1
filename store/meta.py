"""Facts about the installation, by key: its id, boots, the last good clock. Silences, acknowledgements."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row
from typing import Any

from store.connection import Connection
from store.instants import from_micros, to_micros
from store.packing import dump


@dataclass(frozen=True, slots=True)
class Silence:
    """Alerts that fit `matcher` are not sent from `starts` to `ends`; the routing reads the matcher."""

    silence_id: int
    matcher: dict[str, Any]
    starts: datetime
    ends: datetime
    comment: str
    ended: bool = False


class Meta:
    """Questions about the installation."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def get(self, key: str) -> str | None:
        row = self._c.row("SELECT value FROM meta WHERE key = ?", (key,))
        return row[0] if row else None

    def set(self, key: str, value: str) -> None:
        self._c.run(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def instance_id(self) -> str:
        """This database's own id, made with it; a copy of the file has the same."""
        return self.get("instance_id") or ""

    def instant(self, key: str) -> datetime | None:
        """A stored instant."""
        value = self.get(key)
        return from_micros(int(value)) if value else None

    def set_instant(self, key: str, at: datetime) -> None:
        self.set(key, str(to_micros(at)))

    # --- silences and acknowledgements

    def add_silence(self, matcher: dict[str, Any], starts: datetime, ends: datetime, comment: str) -> int:
        """Store a silence; its id."""
        return self._c.insert(
            "INSERT INTO silences (matcher, starts, ends, comment) VALUES (?, ?, ?, ?)",
            (dump(matcher), to_micros(starts), to_micros(ends), comment),
        )

    def silences(self, now: datetime) -> list[Silence]:
        """Those in force, and those to come."""
        rows = self._c.rows(
            "SELECT * FROM silences WHERE NOT ended AND ends > ? ORDER BY silence_id", (to_micros(now),)
        )
        return list(map(_silence, rows))

    def all_silences(self) -> list[Silence]:
        """Those in force, those that are over, and those that were ended."""
        return list(map(_silence, self._c.rows("SELECT * FROM silences ORDER BY silence_id")))

    def end_silence(self, silence_id: int) -> bool:
        """End a silence early; False when there is none."""
        return bool(
            self._c.run("UPDATE silences SET ended = 1 WHERE silence_id = ? AND NOT ended", (silence_id,))
        )

    def acknowledge(self, incident_id: str, at: datetime, comment: str) -> None:
        """Note that somebody has taken note of an incident."""
        self._c.run(
            "INSERT INTO acknowledgements VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (incident_id, to_micros(at), comment),
        )

    def acknowledgements(self, incident_id: str) -> list[tuple[datetime, str]]:
        """When, and with which words, an incident was acknowledged."""
        rows = self._c.rows(
            "SELECT at, comment FROM acknowledgements WHERE incident_id = ? ORDER BY at", (incident_id,)
        )
        return [(from_micros(row[0]), row[1]) for row in rows]


def _silence(row: Row) -> Silence:
    return Silence(
        row["silence_id"],
        json.loads(row["matcher"]),
        from_micros(row["starts"]),
        from_micros(row["ends"]),
        row["comment"],
        bool(row["ended"]),
    )
