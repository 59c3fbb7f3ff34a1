"""Places as a config names them: "RU/Dagestan", "RU-CE", "RU-KHM/Surgut", or a polygon in a GeoJSON file.

The gazetteer is opened when the first place is asked for, and each answer is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from incidents.errors import BadInput
from incidents.gazetteer import Gazetteer
from incidents.gazetteer.addresses import path_to
from incidents.watch import Area

MAX_POLYGON_BYTES = 16 * 1024 * 1024
Ring = tuple[tuple[float, float], ...]
_POINT = re.compile(r"\s*(-?[0-9]{1,3}(?:\.[0-9]+)?)\s*,\s*(-?[0-9]{1,3}(?:\.[0-9]+)?)\s*")


class Places:
    """Looks places up; raises ValueError with a sentence that says what is wrong and what is near."""

    def __init__(self) -> None:
        self._gazetteer: Gazetteer | None = None
        self._areas: dict[str, Area | str] = {}

    def area(self, name: str) -> Area:
        """What stands in a list of places: no quarter of a city, whose incidents are told as the city's."""
        area = self._resolved(name)
        if city := self._opened().path_of_city(area):
            raise ValueError(
                f"{name!r} is a quarter: its incidents are told as the city's; write {city!r},"
                f" or a region with `near: {name}` and `within: 3 km`"
            )
        return area

    def _resolved(self, name: str) -> Area:
        if name not in self._areas:
            try:
                self._areas[name] = self._opened().resolve(name)
            except BadInput as error:
                self._areas[name] = str(error)
        found = self._areas[name]
        if isinstance(found, str):
            raise ValueError(found)
        return found

    def point(self, name: str) -> tuple[float, float]:
        """Latitude and longitude of a place, or of "43.0, 47.5"."""
        return self.written_point(name) or self._opened().coordinates(self._resolved(name))

    def written_point(self, text: str) -> tuple[float, float] | None:
        """Latitude and longitude, where they are written as numbers."""
        match = _POINT.fullmatch(text)
        if match is None:
            return None
        lat, lon = float(match[1]), float(match[2])
        if abs(lat) <= 90 and abs(lon) <= 180:
            return lat, lon
        if abs(lat) <= 180 and abs(lon) <= 90:
            raise ValueError(f"{text!r} is no point; latitude comes first: did you mean '{lon}, {lat}'?")
        raise ValueError(f"{text!r} is no point; write latitude and longitude, such as '42.9, 47.6'")

    def nearest(self, lat: float, lon: float) -> tuple[str, float]:
        """The path of the town nearest to a point, and how many kilometres away it is."""
        town, km = self._opened().nearest(lat, lon)
        return path_to(town), km

    def _opened(self) -> Gazetteer:
        if self._gazetteer is None:
            self._gazetteer = Gazetteer.open()
        return self._gazetteer


def read_polygons(path: Path) -> tuple[Ring, ...]:
    """The outer rings of a GeoJSON file (RFC 7946), as (longitude, latitude). Raise ValueError."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_POLYGON_BYTES + 1)
    except OSError as error:
        raise ValueError(f"the file {path.name!r} cannot be read: {error.strerror}") from None
    if len(body) > MAX_POLYGON_BYTES:
        raise ValueError(f"the file {path.name!r} is larger than {MAX_POLYGON_BYTES // 1024 // 1024} MiB")
    try:
        rings = tuple(_rings(json.loads(body)))
    except (ValueError, RecursionError, UnicodeDecodeError):
        raise ValueError(
            f"the file {path.name!r} is not GeoJSON with positions of longitude, latitude"
        ) from None
    if not rings:
        raise ValueError(f"the file {path.name!r} holds no Polygon or MultiPolygon")
    return rings


def _rings(value: Any) -> Iterator[Ring]:
    if not isinstance(value, dict):
        raise ValueError("no object")
    kind = value.get("type")
    if kind == "FeatureCollection":
        for feature in value.get("features") or ():
            yield from _rings(feature)
    elif kind == "Feature" and value.get("geometry"):
        yield from _rings(value["geometry"])
    elif kind == "GeometryCollection":
        for geometry in value.get("geometries") or ():
            yield from _rings(geometry)
    elif kind == "Polygon":
        yield _ring(value.get("coordinates"))
    elif kind == "MultiPolygon":
        for polygon in value.get("coordinates") or ():
            yield _ring(polygon)


def _ring(polygon: Any) -> Ring:
    """The outer ring, closed; holes are left out."""
    if not isinstance(polygon, list) or not polygon or not isinstance(polygon[0], list):
        raise ValueError("no rings")
    ring = []
    for position in polygon[0]:
        if not isinstance(position, list) or len(position) < 2:
            raise ValueError("no position")
        lon, lat = position[0], position[1]
        if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in (lon, lat)):
            raise ValueError("no numbers")
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            raise ValueError("not on Earth")
        ring.append((float(lon), float(lat)))
    if len(ring) < 4:
        raise ValueError("a ring has four positions at least")
    return tuple(ring if ring[0] == ring[-1] else [*ring, ring[0]])
