"""What day it is for a report: where it is written, and where it happened.

A stamp in UTC says nothing of where the writer is: "today" is then the outlet's day if its domain names a
country, else that of the place. A weekday may be one that has begun at the place alone: "on Tuesday" of
Quetta, stamped on Monday, 22:30 UTC. Zones are those of the IANA's table, by country and nearest town.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incidents.article import YEARS
from incidents.extraction.places import Located
from incidents.extraction.places.outlets import NATIONAL
from incidents.gazetteer import Gazetteer
from incidents.geometry import kilometres
from incidents.incident import Place

_TABLE = "zoneinfo/zone.tab"
_ISO_6709 = re.compile(r"([+-]\d{2})(\d{2})\d{0,2}([+-]\d{3})(\d{2})\d{0,2}")


def local_times(
    published: datetime | None,
    located: Sequence[Located],
    voices: Mapping[str, float],
    gazetteer: Gazetteer,
) -> tuple[datetime | None, datetime | None]:
    """The time of publication where the report is written and where its places are; `voices` say where its
    outlet is at home (`outlets.home`). A stamp that is a bare day is that day everywhere.
    """
    if published is None or not located or published.year not in YEARS or published.time() == time():
        return published, published
    place = _most_named(located)
    there = _in(published, place, gazetteer)
    if published.utcoffset() != timedelta(0):
        return published, there
    home = next((code for code, voice in voices.items() if voice == NATIONAL), None)
    if home is None or home == place.country:
        return there, there
    return _in(published, _country(home, gazetteer), gazetteer), there


def _most_named(located: Sequence[Located]) -> Place:
    """The dateline's place, else that named most often in the country that is."""
    dateline = next((one.place for one in located if one.kind == "dateline"), None)
    if dateline is not None:
        return dateline
    countries = Counter(one.place.country for one in located)
    most = max(countries, key=countries.__getitem__)
    inside = [one.place for one in located if one.place.country == most]
    finest = [one for one in inside if one.precision != "country"] or inside
    often = Counter((one.lat, one.lon) for one in finest)
    return max(finest, key=lambda one: often[one.lat, one.lon])


def _country(code: str, gazetteer: Gazetteer) -> Place:
    unit = gazetteer.atlas.by_code[code]
    return Place(unit.name, None, None, code, unit.lat, unit.lon, "country", None)


def _in(published: datetime, place: Place, gazetteer: Gazetteer) -> datetime:
    """The instant in the time of a place; of a country, in that of its capital."""
    lat, lon = place.lat, place.lon
    if place.precision == "country":
        lat, lon = _capital(place.country, gazetteer) or (lat, lon)
    zone = _zone(place.country, lat, lon) if place.country and lat is not None and lon is not None else None
    return published.astimezone(zone) if zone else published


@functools.lru_cache(maxsize=512)
def _capital(country: str | None, gazetteer: Gazetteer) -> tuple[float, float] | None:
    unit = gazetteer.atlas.by_code.get(country or "")
    entry = gazetteer.atlas.by_geonameid(unit.capital) if unit and unit.capital else None
    return (entry.lat, entry.lon) if entry else None


@functools.lru_cache(maxsize=4096)
def _zone(country: str, lat: float, lon: float) -> ZoneInfo | None:
    """The zone of the country whose town is nearest."""
    zones = _zones().get(country, ())
    nearest = min(zones, key=lambda one: kilometres(lat, lon, one[0], one[1]), default=None)
    try:
        return ZoneInfo(nearest[2]) if nearest else None
    except ZoneInfoNotFoundError:
        return None


@functools.cache
def _zones() -> Mapping[str, Sequence[tuple[float, float, str]]]:
    """Each country's zones, with the latitude and longitude of their first towns."""
    zones: dict[str, list[tuple[float, float, str]]] = {}
    for line in resources.files("tzdata").joinpath(_TABLE).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, where, name = line.split("\t")[:3]
        if at := _ISO_6709.fullmatch(where):
            zones.setdefault(country, []).append((_degrees(at[1], at[2]), _degrees(at[3], at[4]), name))
    return zones


def _degrees(degrees: str, minutes: str) -> float:
    return int(degrees) + int(f"{degrees[0]}{minutes}") / 60
