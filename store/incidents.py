"""Incidents as known: found again by place, time and words through indexes, never by a scan.

Reports and history are appended to tables of their own, so the thousandth report costs what the first did.
It says which incidents are near; whether one is the same is not decided here.
"""

from __future__ import annotations

import json
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from sqlite3 import Row
from typing import TypeVar

from incidents.incident import (
    Change,
    KnownIncident,
    Report,
    Type,
    incident_from_dict,
)
from incidents.resolution import Neighbourhood, Rarity, days_of
from store.bodies import incident_json
from store.connection import Connection
from store.filters import narrowed
from store.instants import from_micros, instant_or_none, micros_or_none, to_micros
from store.packing import dump
from store.words import Words

# An incident that lasts longer (one known by its year) is found by its words.
LONGEST = 31
REMEMBERED = 4096

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents; a part left out allows all.

    `since` and `until` are of the last change, half-open; `first_day` to `last_day` are those on which it may
    have happened, both included. `limit` None is no limit.
    """

    since: datetime | None = None
    until: datetime | None = None
    country: str | None = None
    admin1_code: str | None = None
    type: Type | None = None
    status: str | None = None
    group: str | None = None
    watch: str | None = None
    killed: int | None = None
    injured: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    merged: bool = False
    limit: int | None = 100


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is in the rows of an incident already."""

    number: int
    reports: int
    changes: int
    words: frozenset[str]


_NEAR = (
    "SELECT number FROM incidents WHERE merged_into IS NULL AND {place}"
    " AND day_start BETWEEN ? AND ? AND day_end >= ? ORDER BY day_start DESC, number DESC LIMIT ?"
)

_HAS_GROUP = (
    "EXISTS (SELECT 1 FROM json_each(body, '$.attribution') j WHERE json_extract(j.value, '$.group') = ?)"
)
_INJURED = "coalesce(json_extract(body, '$.injured.best'), json_extract(body, '$.injured.low')) >= ?"
_HAS_WATCH = "incident_id IN (SELECT n.incident_id FROM notices n, json_each(n.watches) w WHERE w.value = ?)"


_COLUMNS = (
    "body, words, first_seen, last_changed, merged_into, retracted, reports, changes, type, status,"
    " day_start, day_end, dated, country, admin1_code, geonameid, lat, lon, killed, incident_id"
)
_VALUES = ",".join("?" * 20)
_INSERT = f"INSERT INTO incidents ({_COLUMNS}) VALUES ({_VALUES}) ON CONFLICT DO NOTHING"  # noqa: S608  ours
_UPDATE = f"UPDATE incidents SET ({_COLUMNS}) = ({_VALUES}) WHERE number = ?"  # noqa: S608  ours


class Incidents:
    """Questions about incidents."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection
        self._words = Words(connection)
        self._remembered: OrderedDict[int, KnownIncident] = OrderedDict()
        self._state: tuple[int, int] = (-1, -1)

    # --- near

    def rarity(self, words: Collection[str]) -> Rarity:
        """How many stored incidents have each of `words`, of how many in all."""
        # Incidents are never removed, so the highest number counts them without a scan.
        total = self._c.number("SELECT coalesce(max(number), 0) FROM incidents")
        return Rarity(self._words.counts(words), total)

    def near(self, hood: Neighbourhood) -> list[KnownIncident]:
        """The stored incidents that lie in a neighbourhood, by index: in its place and days, or by its words.

        Merged ones are left out: the survivor stands for them. In the order in which they were stored.
        """
        numbers = {*self._in_place(hood), *self._by_words(hood)}
        return [known for _, known in sorted(self._load(sorted(numbers)).items())]

    def _in_place(self, hood: Neighbourhood) -> list[int]:
        """Of the country; of the same division, unless either has none."""
        areas: list[tuple[str, tuple[object, ...]]]
        if hood.country is None:
            areas = [("country IS NULL", ())]
        elif hood.admin1_code is None:
            areas = [("country = ?", (hood.country,))]
        else:
            areas = [
                ("country = ? AND admin1_code = ?", (hood.country, hood.admin1_code)),
                ("country = ? AND admin1_code IS NULL", (hood.country,)),
            ]
        first, last = hood.first_day.toordinal(), hood.last_day.toordinal()
        window = (first - LONGEST, last, first, hood.most)
        return [
            row[0]
            for clause, values in areas
            for row in self._c.rows(_NEAR.replace("{place}", clause), (*values, *window))
        ]

    def _by_words(self, hood: Neighbourhood) -> list[int]:
        """Those that share most of the words, the newest of each."""
        shared = self._words.sharing(hood.words)
        rows = self._c.rows(
            "SELECT i.number FROM json_each(?) j JOIN incidents i ON i.number = j.value"
            " WHERE i.merged_into IS NULL AND i.day_end >= ? AND i.day_start <= ?",
            (
                dump([number for number, _ in shared.most_common(hood.most * 2)]),
                hood.words_from.toordinal(),
                hood.words_to.toordinal(),
            ),
        )
        found = sorted((row[0] for row in rows), key=lambda number: (-shared[number], -number))
        return found[: hood.most]

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
        return list(self.matching(wanted))

    def matching(self, wanted: IncidentFilter, batch: int = 500) -> Iterator[KnownIncident]:
        """As `find`, a batch in memory at a time."""
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
                (_INJURED, wanted.injured),
                ("day_end >= ?", wanted.first_day and wanted.first_day.toordinal()),
                ("day_start <= ?", wanted.last_day and wanted.last_day.toordinal()),
                (_HAS_GROUP, wanted.group),
                (_HAS_WATCH, wanted.watch),
            ],
            "last_changed DESC, number DESC",
            wanted.limit,
        )
        numbers = [row[0] for row in self._c.rows(sql, values)]
        for start in range(0, len(numbers), batch):
            part = numbers[start : start + batch]
            found = self._load(part)
            yield from (found[number] for number in part)

    def groups(self) -> set[str]:
        """The groups to which some incident is attributed. It reads all of them."""
        return {
            row[0]
            for row in self._c.rows(
                "SELECT DISTINCT json_extract(j.value, '$.group') FROM incidents,"
                " json_each(body, '$.attribution') j"
            )
        }

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

    def survivors(self) -> dict[str, str]:
        """Of each incident that was merged away, the one that stands for it."""
        rows = self._c.rows("SELECT incident_id, merged_into FROM incidents WHERE merged_into IS NOT NULL")
        return {row[0]: row[1] for row in rows}

    # --- writing

    def save(self, known: KnownIncident) -> None:
        """Store an incident, new or changed. Reports and history mostly grow; else they are written anew."""
        with self._c.together():
            columns = self._columns(known)
            number = self._c.insert_new(_INSERT, columns)
            if number is not None:
                stored = _Stored(number, 0, 0, frozenset())
            else:
                stored = self._shortened(self._stored(known.incident_id), known)
                self._c.run(_UPDATE, (*columns, stored.number))
            self._append(stored, known)
            self._remember(stored.number, known)

    def _stored(self, incident_id: str) -> _Stored:
        row = self._c.rows(
            "SELECT number, reports, changes, words FROM incidents WHERE incident_id = ?", (incident_id,)
        )[0]
        return _Stored(row[0], row[1], row[2], frozenset(filter(None, row[3].split("\n"))))

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
        start, end = days_of(known)
        return (
            incident_json(incident),
            "\n".join(sorted(known.words)),
            to_micros(known.first_seen),
            to_micros(known.last_changed),
            known.merged_into,
            int(known.retracted),
            len(known.reports),
            len(known.history),
            str(incident.type),
            incident.status,
            start.toordinal(),
            end.toordinal(),
            int(incident.date is not None),
            *(
                (place.country, place.admin1_code, place.geonameid, place.lat, place.lon)
                if place
                else (None, None, None, None, None)
            ),
            incident.killed
            and (incident.killed.best if incident.killed.best is not None else incident.killed.low),
            known.incident_id,
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
        self._words.add(known.words - stored.words, stored.words, number)

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
