"""An incident as one article tells it, as it is known after many, and the verdict that joins the two.

Values only. The vocabulary follows ACLED (events, sub-events, actors) and GTD (attack types).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal

from incidents.article import rfc3339


class Type(StrEnum):
    """What kind of incident. The violent ones come first."""

    BOMBING = "bombing"
    SUICIDE_BOMBING = "suicide_bombing"
    SHOOTING = "shooting"
    STABBING = "stabbing"
    VEHICLE_ATTACK = "vehicle_attack"
    ARMED_ATTACK = "armed_attack"
    ASSASSINATION = "assassination"
    KIDNAPPING = "kidnapping"
    HIJACKING = "hijacking"
    ARSON = "arson"
    ROBBERY = "robbery"
    SABOTAGE = "sabotage"
    SHELLING = "shelling"
    AIRSTRIKE = "airstrike"
    CLASH = "clash"
    RAID = "raid"
    ARREST = "arrest"
    PROTEST = "protest"
    RIOT = "riot"
    THREAT = "threat"
    DISASTER = "disaster"
    OTHER = "other"


VIOLENT: frozenset[Type] = frozenset(list(Type)[: list(Type).index(Type.RAID) + 1])

Status = Literal["current", "earlier", "background"]
Precision = Literal["day", "week", "month", "year"]
DateBasis = Literal["stated", "relative"]
PlacePrecision = Literal["place", "admin", "country"]
AttributionBasis = Literal["claimed", "blamed", "suspected", "stated", "denied"]
Where = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people. Exact: low = best = high; a bound that the text leaves open is None."""

    low: int | None
    best: int | None
    high: int | None

    @classmethod
    @lru_cache(maxsize=1024)  # small numbers are told again and again
    def exactly(cls, number: int) -> Toll:
        return cls(number, number, number)


@dataclass(frozen=True, slots=True)
class When:
    """Days in the publisher's own offset, both ends included."""

    start: date
    end: date
    precision: Precision
    basis: DateBasis


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer. `country` is ISO 3166-1 alpha-2, `admin1_code` ISO 3166-2 ("RU-DA")."""

    name: str
    admin1: str | None
    admin1_code: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    geonameid: int | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who did it, and on what basis it is said. `group` is a configured name or the text's own words."""

    group: str
    part: str | None
    basis: AttributionBasis
    via: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Half-open offsets, in code points, into the article's unchanged title or text."""

    field: str
    where: Where
    start: int
    end: int


DENIED = "denied"  # the field of a line of history that says who denies an incident
TOLLS = ("killed", "injured", "abducted", "arrested", "perpetrators_killed")


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as told by one article, or the fused view of many. Fields as `contract.md`.

    `denied`: who says in the article that it did not happen; none such is given out as an incident.
    `corrects`: the tolls that the article gives in place of other ones that were reported before, and the
    type where it says that it was no bomb.
    """

    type: Type
    status: Status
    date: When | None = None
    place: Place | None = None
    attribution: tuple[Attribution, ...] = ()
    killed: Toll | None = None
    injured: Toll | None = None
    abducted: Toll | None = None
    arrested: Toll | None = None
    perpetrators_killed: Toll | None = None
    targets: tuple[str, ...] = ()
    weapon: str | None = None
    another: bool = (
        False  # its article tells it as another one than one some hours or days before; not stored
    )
    confidence: float = 0.5
    evidence: tuple[Evidence, ...] = ()
    denied: str | None = None
    corrects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """One line of an incident's history. `before` and `after` are JSON values of the field."""

    at: datetime
    reason: str
    field: str
    before: Any
    after: Any
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    """An article that tells of an incident. Copies of one wire text share an `origin`."""

    url: str
    source: str
    published: datetime | None
    origin: str


@dataclass(frozen=True, slots=True)
class KnownIncident:
    """A stored incident: the fused view of its reports. `incident_id` is stable for ever."""

    incident_id: str
    incident: Incident
    first_seen: datetime
    last_changed: datetime
    reports: tuple[Report, ...] = ()
    history: tuple[Change, ...] = ()
    merged_into: str | None = None
    retracted: bool = False
    # What resolution remembers beyond the fused fields: folded rare words and names of the reports' texts.
    words: frozenset[str] = frozenset()

    @property
    def origins(self) -> int:
        """How many independent texts tell of it."""
        return len({report.origin for report in self.reports})

    @property
    def standing(self) -> str:
        """Its status as it is listed: whether it does not stand ("retracted", "merged"), or is denied."""
        if self.retracted or self.merged_into is not None:
            return "retracted" if self.retracted else "merged"
        return f"{self.incident.status}, denied" if self.denied_by else self.incident.status

    @property
    def denied_by(self) -> tuple[str, ...]:
        """Who says that it did not happen, in the order in which they were heard."""
        lines = [change.after for change in self.history if change.field == DENIED]
        return tuple(dict.fromkeys(who for after in lines for who in after))


@dataclass(frozen=True, slots=True)
class Opened:
    """Nothing known is the same incident."""

    known: KnownIncident
    why: str


@dataclass(frozen=True, slots=True)
class Updated:
    """A known incident, with fields changed; `changes` are those of this report alone.

    `others` are known incidents that the report may be of, too: with this one they may be one.
    """

    known: KnownIncident
    changes: tuple[Change, ...]
    why: str
    others: tuple[KnownIncident, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """A known incident, told again; no field changed. `others` as in `Updated`."""

    known: KnownIncident
    why: str
    others: tuple[KnownIncident, ...] = ()


@dataclass(frozen=True, slots=True)
class Background:
    """Told as history, and of nothing that is known: it opens nothing."""

    why: str


Verdict = Opened | Updated | Joined | Background


def toll_to_dict(toll: Toll | None) -> dict[str, int | None] | None:
    return None if toll is None else {"low": toll.low, "best": toll.best, "high": toll.high}


def when_to_dict(when: When | None) -> dict[str, str] | None:
    if when is None:
        return None
    return {
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
        "precision": when.precision,
        "basis": when.basis,
    }


def place_to_dict(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {name: getattr(place, name) for name in Place.__slots__}


def incident_to_dict(incident: Incident) -> dict[str, Any]:
    """The Incident object of the contract, keys in its order."""
    return {
        "type": str(incident.type),
        "status": incident.status,
        "date": when_to_dict(incident.date),
        "place": place_to_dict(incident.place),
        "attribution": [
            {"group": a.group, "part": a.part, "basis": a.basis, "via": a.via} for a in incident.attribution
        ],
        **{name: toll_to_dict(getattr(incident, name)) for name in TOLLS},
        "targets": list(incident.targets),
        "weapon": incident.weapon,
        "confidence": round(incident.confidence, 3),
        "evidence": [
            {"field": e.field, "in": e.where, "start": e.start, "end": e.end} for e in incident.evidence
        ],
    }


def seen_to_dict(incident: Incident) -> dict[str, Any]:
    """The Incident object of the contract, with what one article says beyond it, where it does."""
    denied = {} if incident.denied is None else {"denied": incident.denied}
    corrects = {"corrects": sorted(incident.corrects)} if incident.corrects else {}
    return {**incident_to_dict(incident), **denied, **corrects}


def incident_from_dict(record: Mapping[str, Any]) -> Incident:
    """Read back what `incident_to_dict` or `seen_to_dict` wrote."""
    when, place = record["date"], record["place"]
    tolls: dict[str, Any] = {name: record[name] and Toll(**record[name]) for name in TOLLS}
    return Incident(
        type=Type(record["type"]),
        status=record["status"],
        date=when
        and When(
            date.fromisoformat(when["start"]),
            date.fromisoformat(when["end"]),
            when["precision"],
            when["basis"],
        ),
        place=place and Place(**place),
        attribution=tuple(Attribution(**a) for a in record["attribution"]),
        **tolls,
        targets=tuple(record["targets"]),
        weapon=record["weapon"],
        confidence=record["confidence"],
        evidence=tuple(Evidence(e["field"], e["in"], e["start"], e["end"]) for e in record["evidence"]),
        denied=record.get("denied"),
        corrects=frozenset(record.get("corrects", ())),
    )


def change_to_dict(change: Change) -> dict[str, Any]:
    return {
        "at": rfc3339(change.at),
        "reason": change.reason,
        "field": change.field,
        "from": change.before,
        "to": change.after,
        "url": change.url,
    }


def known_to_dict(known: KnownIncident) -> dict[str, Any]:
    """The stored Incident object of the contract."""
    return {**incident_to_dict(known.incident), **course_to_dict(known)}


def course_to_dict(known: KnownIncident) -> dict[str, Any]:
    """What a stored Incident object has beyond the incident: its id, its times, its reports and history."""
    return {
        "incident_id": known.incident_id,
        "first_seen": rfc3339(known.first_seen),
        "last_changed": rfc3339(known.last_changed),
        "merged_into": known.merged_into,
        "retracted": known.retracted,
        "articles": [
            {"url": r.url, "source": r.source, "published": rfc3339(r.published), "origin": r.origin}
            for r in known.reports
        ],
        "origins": known.origins,
        "history": [change_to_dict(change) for change in known.history],
    }


def known_from_dict(record: Mapping[str, Any], words: frozenset[str] = frozenset()) -> KnownIncident:
    """Read back what `known_to_dict` wrote."""

    def instant(value: str | None) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)

    return KnownIncident(
        incident_id=record["incident_id"],
        incident=incident_from_dict(record),
        first_seen=datetime.fromisoformat(record["first_seen"]),
        last_changed=datetime.fromisoformat(record["last_changed"]),
        reports=tuple(
            Report(r["url"], r["source"], instant(r["published"]), r["origin"]) for r in record["articles"]
        ),
        history=tuple(
            Change(datetime.fromisoformat(c["at"]), c["reason"], c["field"], c["from"], c["to"], c["url"])
            for c in record["history"]
        ),
        merged_into=record["merged_into"],
        retracted=record["retracted"],
        words=words,
    )
