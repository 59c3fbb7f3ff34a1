"""What the user wants to hear about: regions, groups and watches, already resolved against the gazetteer.

Values only; reading them from YAML is the scheduler's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from incidents.incident import VIOLENT, Type

Reason = Literal["new", "toll", "claim", "place", "merged", "retracted"]
ALERT_ON: tuple[Reason, ...] = ("new", "toll", "claim")


@dataclass(frozen=True, slots=True)
class Area:
    """A country ("RU"), a first-level division of it ("RU-DA"), or one place by its GeoNames id."""

    country: str
    admin1_code: str | None = None
    geonameid: int | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """All within `km` of a point; a province-level place never satisfies it."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Region:
    """A region: any of its areas, its circle, its polygons, or an article's use of one of its `names`.

    A polygon is a closed ring of (lon, lat), as in GeoJSON.
    """

    name: str
    areas: tuple[Area, ...] = ()
    names: tuple[str, ...] = ()
    circle: Circle | None = None
    polygons: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group with the words that name it.

    `aliases` count alone; `weak` ones only beside another sign of the group; `media` are the outlets through
    which it claims; `parts` maps a sub-group's name to its own aliases.
    """

    name: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least numbers that an incident must have; a toll that is not stated meets none."""

    killed: int | None = None
    injured: int | None = None
    confidence: float | None = None
    origins: int | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """One standing question, and who is told. Empty `regions` is anywhere, empty `groups` is by anyone."""

    name: str
    notify: tuple[str, ...]
    regions: tuple[Region, ...] = ()
    groups: tuple[str, ...] = ()
    types: frozenset[Type] = VIOLENT
    exclude: tuple[str, ...] = ()
    when: Thresholds = Thresholds()
    alert_on: tuple[Reason, ...] = ALERT_ON
