"""Incidents as known: found again by place, time and words through indexes, never by a scan.

Reports and history are appended to tables of their own, so the thousandth report costs what the first did.
It says which incidents are near; whether one is the same is not decided here.
"""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import log2
from sqlite3 import Row
from typing import TypeVar

from incidents.incident import (
    Change,
    Incident,
    KnownIncident,
    Report,
    Type,
    incident_from_dict,
    incident_to_dict,
)
from store.connection import Connection
from store.filters import narrowed
from store.instants import from_micros, instant_or_none, micros_or_none, to_micros
from store.sources import dump

# A word that more incidents have is common, and leads to none of them.
COMMON_WORD = 48
# How many are looked at in one place, area or country, before they are ranked.
LOOKED_AT = 64
DAYS_BEFORE, DAYS_AFTER, LONGEST = 4, 4, 31
REMEMBERED = 4096

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents; a part left out allows all. `since` and `until` are of the last change, half-open."""

    since: datetime | None = None
    until: datetime | None = None
    country: str | None = None
    admin1_code: str | None = None
    type: Type | None = None
    status: str | None = None
    group: str | None = None
    watch: str | None = None
    killed: int | None = None
    merged: bool = False
    limit: int = 100


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is in the rows of an incident already."""

    number: int
    reports: int
    changes: int
    words: frozenset[str]


_NEAR = (
    "SELECT number, day_start, day_end, type FROM incidents WHERE merged_into IS NULL AND {place}"
    " AND day_start BETWEEN ? AND ? AND day_end >= ? ORDER BY day_start DESC LIMIT ?"
)

_HAS_GROUP = (
    "EXISTS (SELECT 1 FROM json_each(body, '$.attribution') j WHERE json_extract(j.value, '$.group') = ?)"
)
_HAS_WATCH = "incident_id IN (SELECT n.incident_id FROM notices n, json_each(n.watches) w WHERE w.value = ?)"


def word_key(word: str) -> int:
    """The number under which a word is indexed; the same on every machine."""
    return zlib.crc32(word.encode("utf-8", "replace"))


def _days(incident: Incident, otherwise: datetime) -> tuple[int, int, bool]:
    """First and last day, and whether the text gave them; `otherwise` is when it was published or seen."""
    if incident.date is not None:
        return incident.date.start.toordinal(), incident.date.end.toordinal(), True
    day = otherwise.toordinal()
    return day, day, False


def _first_published(known: KnownIncident) -> datetime | None:
    return min((r.published for r in known.reports if r.published is not None), default=None)


class Incidents:
    """Questions about incidents."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection
        self._remembered: OrderedDict[int, KnownIncident] = OrderedDict()
        self._state: tuple[int, int] = (-1, -1)

    # --- near

    def near(
        self, incident: Incident, published: datetime | None, words: Collection[str], limit: int = 50
    ) -> list[KnownIncident]:
        """Stored incidents that may be this one: near in place and time, or by rare words; nearest first.

        Merged ones are left out: the survivor stands for them.
        """
        scores: defaultdict[int, float] = defaultdict(float)
        self._score_places(incident, published, scores)
        self._score_words(words, scores)
        best = sorted(scores, key=lambda number: (-scores[number], number))[: limit * 2]
        found = self._load(best)
        return [found[n] for n in best if found[n].merged_into is None][:limit]

    def _score_places(
        self, incident: Incident, published: datetime | None, scores: defaultdict[int, float]
    ) -> None:
        if incident.date is not None:
            start, end = incident.date.start.toordinal(), incident.date.end.toordinal()
        elif published is not None:
            start = end = published.toordinal()
        else:
            return
        # An undated report is of the days before it.
        before, after = (DAYS_BEFORE, DAYS_AFTER) if incident.date else (2 * DAYS_BEFORE, 1)
        window = (start - before - LONGEST, end + after, start - before)
        for weight, clause, values in self._areas(incident):
            rows = self._c.rows(
                _NEAR.replace("{place}", clause),
                (*values, *window, LOOKED_AT),
            )
            for number, first, last, kind in rows:
                distance = max(0, first - end, start - last)
                score = weight + (1.0 if kind == incident.type else 0.0) - 0.2 * distance
                scores[number] = max(scores[number], score)

    def _areas(self, incident: Incident) -> Iterator[tuple[float, str, tuple[object, ...]]]:
        place = incident.place
        if place is None or place.country is None:
            yield 0.5, "country IS NULL", ()
            return
        if place.geonameid is not None:
            yield 4.0, "geonameid = ?", (place.geonameid,)
        if place.admin1_code is not None:
            yield 2.5, "country = ? AND admin1_code = ?", (place.country, place.admin1_code)
            yield 1.5, "country = ? AND admin1_code IS NULL", (place.country,)
        else:
            yield 1.0, "country = ?", (place.country,)

    def _score_words(self, words: Collection[str], scores: defaultdict[int, float]) -> None:
        for key in sorted({word_key(word) for word in words}):
            rows = self._c.rows(
                "SELECT number FROM incident_words WHERE word = ? ORDER BY number DESC LIMIT ?",
                (key, COMMON_WORD + 1),
            )
            if len(rows) <= COMMON_WORD:
                weight = 3.0 / (2.0 + log2(1 + len(rows)))
                for row in rows:
                    scores[row[0]] += weight

    # --- reading

    def get(self, incident_id: str, *, follow: bool = False) -> KnownIncident | None:
        """By id; `follow` goes on to the incident that it was merged into."""
        row = self._c.row("SELECT number, merged_into FROM incidents WHERE incident_id = ?", (incident_id,))
        while follow and row is not None and row["merged_into"] is not None:
            row = self._c.row(
                "SELECT number, merged_into FROM incidents WHERE incident_id = ?", (row["merged_into"],)
            )
        return self._load([row["number"]])[row["number"]] if row else None

    def find(self, wanted: IncidentFilter) -> list[KnownIncident]:
        """The incidents that fit, the last changed first."""
        sql, values = narrowed(
            "SELECT number FROM incidents",
            [
                ("merged_into IS NULL AND ?", None if wanted.merged else 1),
                ("last_changed >= ?", micros_or_none(wanted.since)),
                ("last_changed < ?", micros_or_none(wanted.until)),
                ("country = ?", wanted.country),
                ("admin1_code = ?", wanted.admin1_code),
                ("type = ?", wanted.type and str(wanted.type)),
                ("status = ?", wanted.status),
                ("killed >= ?", wanted.killed),
                (_HAS_GROUP, wanted.group),
                (_HAS_WATCH, wanted.watch),
            ],
            "last_changed DESC, number DESC",
            wanted.limit,
        )
        rows = self._c.rows(sql, values)
        numbers = [row[0] for row in rows]
        found = self._load(numbers)
        return [found[number] for number in numbers]

    def each(self, batch: int = 500) -> Iterator[KnownIncident]:
        """All incidents, merged and retracted ones included, in the order they were opened."""
        after = 0
        while True:
            rows = self._c.rows(
                "SELECT number FROM incidents WHERE number > ? ORDER BY number LIMIT ?", (after, batch)
            )
            if not rows:
                return
            numbers = [row[0] for row in rows]
            found = self._load(numbers)
            yield from (found[number] for number in numbers)
            after = numbers[-1]

    def count(self) -> int:
        """How many incidents there are, those merged into another left out."""
        return self._c.number("SELECT count(*) FROM incidents WHERE merged_into IS NULL")

    def merged_into(self, incident_id: str) -> list[str]:
        """The ids of the incidents merged into this one."""
        rows = self._c.rows(
            "SELECT incident_id FROM incidents WHERE merged_into = ? ORDER BY number", (incident_id,)
        )
        return [row[0] for row in rows]

    # --- writing

    def save(self, known: KnownIncident) -> None:
        """Store an incident, new or changed. Reports and history mostly grow; else they are written anew."""
        with self._c.transaction():
            row = self._c.row(
                "SELECT number, reports, changes, words FROM incidents WHERE incident_id = ?",
                (known.incident_id,),
            )
            if row is None:
                stored = _Stored(self._insert(known), 0, 0, frozenset())
            else:
                stored = _Stored(row[0], row[1], row[2], frozenset(filter(None, row[3].split("\n"))))
                stored = self._shortened(stored, known)
                self._update(stored.number, known)
            self._append(stored, known)
            self._remember(stored.number, known)

    def _shortened(self, stored: _Stored, known: KnownIncident) -> _Stored:
        """Drop reports or changes of which the new value is not a continuation."""
        reports, changes = stored.reports, stored.changes
        last = self._reports_of([stored.number], reports - 1).get(stored.number, ())
        if last and known.reports[reports - 1 : reports] != last:
            self._c.run("DELETE FROM reports WHERE number = ?", (stored.number,))
            reports = 0
        ends = self._changes_of([stored.number], changes - 1).get(stored.number, ())
        if ends and known.history[changes - 1 : changes] != ends:
            self._c.run("DELETE FROM changes WHERE number = ?", (stored.number,))
            changes = 0
        return replace(stored, reports=reports, changes=changes)

    def _columns(self, known: KnownIncident) -> tuple[object, ...]:
        incident, place = known.incident, known.incident.place
        start, end, dated = _days(incident, _first_published(known) or known.first_seen)
        return (
            dump(incident_to_dict(incident)),
            "\n".join(sorted(known.words)),
            to_micros(known.first_seen),
            to_micros(known.last_changed),
            known.merged_into,
            int(known.retracted),
            len(known.reports),
            len(known.history),
            str(incident.type),
            incident.status,
            start,
            end,
            int(dated),
            *(
                (place.country, place.admin1_code, place.geonameid, place.lat, place.lon)
                if place
                else (None, None, None, None, None)
            ),
            incident.killed
            and (incident.killed.best if incident.killed.best is not None else incident.killed.low),
            known.incident_id,
        )

    def _insert(self, known: KnownIncident) -> int:
        return self._c.insert(
            "INSERT INTO incidents (body, words, first_seen, last_changed, merged_into, retracted, reports,"
            " changes, type, status, day_start, day_end, dated, country, admin1_code, geonameid, lat, lon,"
            " killed, incident_id) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            self._columns(known),
        )

    def _update(self, number: int, known: KnownIncident) -> None:
        self._c.run(
            "UPDATE incidents SET (body, words, first_seen, last_changed, merged_into, retracted, reports,"
            " changes, type, status, day_start, day_end, dated, country, admin1_code, geonameid, lat, lon,"
            " killed, incident_id) = (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) WHERE number = ?",
            (*self._columns(known), number),
        )

    def _append(self, stored: _Stored, known: KnownIncident) -> None:
        number = stored.number
        self._c.run_many(
            "INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?)",
            [
                (number, position, r.url, r.source, micros_or_none(r.published), r.origin)
                for position, r in enumerate(known.reports[stored.reports :], stored.reports)
            ],
        )
        self._c.run_many(
            "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, position, to_micros(c.at), c.reason, c.field, dump(c.before), dump(c.after), c.url)
                for position, c in enumerate(known.history[stored.changes :], stored.changes)
            ],
        )
        fresh = {word_key(word) for word in known.words - stored.words}
        self._c.run_many(
            "INSERT INTO incident_words VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(key, number) for key in sorted(fresh)],
        )

    # --- from rows to values

    def _load(self, numbers: Sequence[int]) -> dict[int, KnownIncident]:
        """The incidents of these numbers. What was read lately is remembered until anyone else writes."""
        self._forget_if_stale()
        found = {n: self._remembered[n] for n in numbers if n in self._remembered}
        missing = [number for number in numbers if number not in found]
        found |= self._read(missing) if missing else {}
        for number, known in found.items():
            self._remember(number, known)
        return found

    def _forget_if_stale(self) -> None:
        state = (self._c.number("PRAGMA data_version"), self._c.undone)
        if state != self._state:
            self._remembered.clear()
            self._state = state

    def _remember(self, number: int, known: KnownIncident) -> None:
        self._remembered[number] = known
        self._remembered.move_to_end(number)
        if len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)

    def _read(self, numbers: Sequence[int]) -> dict[int, KnownIncident]:
        reports, changes = self._reports_of(numbers, 0), self._changes_of(numbers, 0)
        rows = self._c.rows(
            "SELECT i.* FROM json_each(?) j JOIN incidents i ON i.number = j.value", (dump(list(numbers)),)
        )
        return {
            r["number"]: _known(r, reports.get(r["number"], ()), changes.get(r["number"], ())) for r in rows
        }

    def _reports_of(self, numbers: Sequence[int], start: int) -> dict[int, tuple[Report, ...]]:
        rows = self._c.rows(
            "SELECT r.number, r.url, r.source, r.published, r.origin FROM json_each(?) j JOIN reports r"
            " ON r.number = j.value WHERE r.position >= ? ORDER BY r.number, r.position",
            (dump(list(numbers)), start),
        )
        return _grouped((r[0], Report(r[1], r[2], instant_or_none(r[3]), r[4])) for r in rows)

    def _changes_of(self, numbers: Sequence[int], start: int) -> dict[int, tuple[Change, ...]]:
        rows = self._c.rows(
            "SELECT c.number, c.at, c.reason, c.field, c.before, c.after, c.url FROM json_each(?) j"
            " JOIN changes c ON c.number = j.value WHERE c.position >= ? ORDER BY c.number, c.position",
            (dump(list(numbers)), start),
        )
        return _grouped(
            (r[0], Change(from_micros(r[1]), r[2], r[3], json.loads(r[4]), json.loads(r[5]), r[6]))
            for r in rows
        )


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    groups: defaultdict[int, list[T]] = defaultdict(list)
    for number, value in pairs:
        groups[number].append(value)
    return {number: tuple(values) for number, values in groups.items()}


def _known(row: Row, reports: tuple[Report, ...], changes: tuple[Change, ...]) -> KnownIncident:
    return KnownIncident(
        incident_id=row["incident_id"],
        incident=incident_from_dict(json.loads(row["body"])),
        first_seen=from_micros(row["first_seen"]),
        last_changed=from_micros(row["last_changed"]),
        reports=reports,
        history=changes,
        merged_into=row["merged_into"],
        retracted=bool(row["retracted"]),
        words=frozenset(filter(None, row["words"].split("\n"))),
    )
