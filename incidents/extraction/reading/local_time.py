"""What day it is where a report's act happened: a weekday may be one that has begun at the scene alone, as
"on Tuesday" of Quetta, stamped on Monday, 22:30 UTC. Zones are those of the IANA's table, by country and
nearest town. "Today" is that of the stamp's own offset, wherever the scene lies: not asked here.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incidents.article import YEARS
from incidents.extraction.places import Located
from incidents.gazetteer import Gazetteer
from incidents.geometry import kilometres
from incidents.incident import Place

_TABLE = "zoneinfo/zone.tab"
_ISO_6709 = re.compile(r"([+-]\d{2})(\d{2})\d{0,2}([+-]\d{3})(\d{2})\d{0,2}")


def at_scene(published: datetime | None, located: Sequence[Located], gazetteer: Gazetteer) -> datetime | None:
    """The time of publication where the report's places are; a bare day is that day there, too."""
    if published is None or not located or published.year not in YEARS or published.time() == time():
        return published
    return _in(published, _most_named(located), gazetteer)


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
