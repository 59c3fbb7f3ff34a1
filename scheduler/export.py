"""Incidents and articles as records for other programs: JSON Lines, CSV and GeoJSON.

CSV columns bear ACLED's names where they mean the same; what differs has a name of its own. It makes text,
piece by piece, and writes nothing to disk.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from alerts.wording import headline
from incidents.article import Article, Draft, draft_to_dict, rfc3339
from incidents.codes import CODES, disorder_type
from incidents.errors import BadInput
from incidents.gazetteer import Gazetteer
from incidents.incident import (
    TOLLS,
    Attribution,
    Incident,
    KnownIncident,
    Place,
    Toll,
    Type,
    known_to_dict,
)
from incidents.watch import Area

Record = dict[str, Any]

# A cell that begins so may be run as a formula by a spreadsheet (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TIME_PRECISION = {"day": 1, "week": 2, "month": 3}
_GEO_PRECISION = {"place": 1, "admin": 3}


# --- records


def incident_row(known: KnownIncident) -> Record:
    """An incident as one flat row: first the columns that mean what they mean in ACLED, then our own.

    `fatalities` counts victims and attackers, as ACLED does; unlike there, what is not stated is empty.
    `country` is its English name; `geo_precision` is empty where only the country is known.
    """
    incident, place, when = known.incident, known.incident.place, known.incident.date
    codes = CODES[incident.type]
    actor, *_ = _actors(incident)
    return {
        "incident_id": known.incident_id,
        "event_date": when.start.isoformat() if when else None,
        "year": when.start.year if when else None,
        "time_precision": _TIME_PRECISION.get(when.precision) if when else None,
        "disorder_type": disorder_type(codes),
        "event_type": codes.event_type,
        "sub_event_type": codes.sub_event_type,
        "actor1": actor.group if actor else None,
        "assoc_actor_1": actor.part if actor else None,
        "country": _country_name(place.country) if place and place.country else None,
        "admin1": place.admin1 if place else None,
        "location": place.name if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": _GEO_PRECISION.get(place.precision) if place else None,
        "source": "; ".join(dict.fromkeys(report.source for report in known.reports)),
        "notes": headline(incident),
        "fatalities": _fatalities(incident),
        **_own_columns(known),
    }


def _own_columns(known: KnownIncident) -> Record:
    incident, place, when = known.incident, known.incident.place, known.incident.date
    actor, *others = _actors(incident)
    tolls = {
        f"{field}_{bound}": getattr(getattr(incident, field), bound, None)
        for field in TOLLS
        for bound in Toll.__slots__
    }
    return {
        "type": str(incident.type),
        "status": incident.status,
        "gtd_attack_type": CODES[incident.type].attack_type,
        "end_date": when.end.isoformat() if when else None,
        "date_precision": when.precision if when else None,
        "attribution_basis": actor.basis if actor else None,
        "attribution_via": actor.via if actor else None,
        "other_actors": "; ".join(other.group for other in others if other),
        "country_code": place.country if place else None,
        "admin1_code": place.admin1_code if place else None,
        "place_precision": place.precision if place else None,
        "geonameid": place.geonameid if place else None,
        **tolls,
        "targets": "; ".join(incident.targets),
        "weapon": incident.weapon,
        "confidence": round(incident.confidence, 3),
        "origins": known.origins,
        "articles": len(known.reports),
        "url": known.reports[0].url if known.reports else None,
        "first_seen": rfc3339(known.first_seen),
        "last_changed": rfc3339(known.last_changed),
        "merged_into": known.merged_into,
        "retracted": known.retracted,
    }


def _actors(incident: Incident) -> list[Attribution | None]:
    """Who is said to have done it; whoever only denies it did not. None alone where nobody is."""
    return [a for a in incident.attribution if a.basis != "denied"] or [None]


def _fatalities(incident: Incident) -> int | None:
    """All the dead, victims and attackers, as far as either is stated."""
    stated = [toll for toll in (incident.killed, incident.perpetrators_killed) if toll is not None]
    numbers = [toll.best if toll.best is not None else toll.low for toll in stated]
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


@cache
def _country_name(code: str) -> str:
    try:
        return Gazetteer.open().entry(Area(code)).name
    except BadInput:
        return code


def article_row(article: Article, incident_ids: Iterable[str]) -> Record:
    """An article as one flat row: the Article of the contract, and what became of it."""
    return {
        **draft_to_dict(article.draft),
        "authors": "; ".join(article.draft.authors),
        "point": " ".join(map(str, article.draft.point or ())),
        "article_id": article.id,
        "first_seen": rfc3339(article.first_seen),
        "outcome": str(article.outcome),
        "reason": article.reason,
        "origin": article.origin,
        "incident_ids": " ".join(incident_ids),
    }


def incident_feature(known: KnownIncident) -> Record:
    """A GeoJSON feature (RFC 7946) of an incident; its geometry is null where no place is known."""
    codes = CODES[known.incident.type]
    named = {"title": headline(known.incident), "event_type": codes.event_type}
    properties = {**named, "sub_event_type": codes.sub_event_type, **known_to_dict(known)}
    return _feature(known.incident_id, known.incident.place, properties)


def article_feature(article: Article, incident_ids: Iterable[str], place: Place | None) -> Record:
    """A GeoJSON feature of an article, where its main incident happened; else where its feed puts it."""
    nested = {**draft_to_dict(article.draft), "incident_ids": list(incident_ids)}
    feature = _feature(article.id, place, {**article_row(article, ()), **nested})
    if feature["geometry"] is None and article.draft.point:
        feature["geometry"] = {"type": "Point", "coordinates": list(reversed(article.draft.point))}
    return feature


def _feature(number: str | int, place: Place | None, properties: Record) -> Record:
    located = place is not None and place.lat is not None and place.lon is not None
    point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place and located else None
    return {"type": "Feature", "id": number, "geometry": point, "properties": properties}


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INCIDENT_COLUMNS = tuple(
    incident_row(KnownIncident("", Incident(Type.OTHER, "current"), first_seen=_EPOCH, last_changed=_EPOCH))
)
ARTICLE_COLUMNS = tuple(article_row(Article(0, Draft("", "", ""), "", _EPOCH, ""), ()))


# --- formats


def as_jsonl(records: Iterable[Record]) -> Iterator[str]:
    """One JSON object a line."""
    return (_json(record) + "\n" for record in records)


def as_csv(records: Iterable[Record], columns: Sequence[str]) -> Iterator[str]:
    """Comma-separated values (RFC 4180), a header first, that no spreadsheet runs as formulas."""
    yield _csv_line(columns)
    for record in records:
        yield _csv_line([record[column] for column in columns])


def _csv_line(values: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in values])
    return out.getvalue()


def cell(value: Any) -> str:
    """A value as the text of a CSV cell, which never begins with = + - @, tab or CR.

    Text that does gets an apostrophe in front; a negative number a space, and stays a number.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value).encode("utf-8", "replace").decode()
    if isinstance(value, int | float):
        return f" {text}" if text.startswith("-") else text
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_geojson(features: Iterable[Record]) -> Iterator[str]:
    """A FeatureCollection, one feature a line."""
    yield '{"type": "FeatureCollection", "features": ['
    before = "\n"
    for feature in features:
        yield before + _json(feature)
        before = ",\n"
    yield "\n]}\n"


def _json(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "replace").decode()
