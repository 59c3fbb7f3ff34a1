"""Distances and areas on the globe. Knows no place names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088  # mean radius (IUGG)


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance (haversine); degrees in, kilometres out."""
    a, b = radians(lat_a), radians(lat_b)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def inside(lat: float, lon: float, rings: Iterable[Sequence[tuple[float, float]]]) -> bool:
    """Whether a point lies in an area of closed rings of (lon, lat), by the even-odd rule: a ring in a ring
    is a hole. A ring may be given closed or open; none may cross the antimeridian.
    """
    within = False
    for ring in rings:
        for (lon_a, lat_a), (lon_b, lat_b) in zip(ring, [*ring[1:], ring[0]], strict=True):
            crosses = (lat_a > lat) != (lat_b > lat)
            if crosses and lon < (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a) + lon_a:
                within = not within
    return within
