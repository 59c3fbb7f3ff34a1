"""Armed groups and conflict regions that come with the program, as data: the files in `data/presets/`.

A config extends or replaces them by name. Read once a process; the places of a region are as a config writes
them, and are looked up in the gazetteer by whoever uses them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from incidents.watch import Group


@dataclass(frozen=True, slots=True)
class RegionPreset:
    """A region by its places ("RU/Dagestan", "RU-CE") and the words that name the region itself."""

    name: str
    places: tuple[str, ...]
    names: tuple[str, ...] = ()


@cache
def groups() -> tuple[Group, ...]:
    """All preset groups, in the order of the file."""
    return tuple(_group(name, entry) for name, entry in _read("groups.toml").items())


@cache
def regions() -> Mapping[str, RegionPreset]:
    """All preset regions by name."""
    return MappingProxyType(
        {
            name: RegionPreset(name, tuple(entry["places"]), tuple(entry.get("names", ())))
            for name, entry in _read("regions.toml").items()
        }
    )


def sources() -> Mapping[str, str]:
    """Where each group's names come from, by group."""
    return {name: entry["source"] for name, entry in _read("groups.toml").items()}


def _group(name: str, entry: Mapping[str, Any]) -> Group:
    return Group(
        name=name,
        aliases=tuple(entry.get("aliases", ())),
        weak=tuple(entry.get("weak", ())),
        media=tuple(entry.get("media", ())),
        parts={part: tuple(aliases) for part, aliases in entry.get("parts", {}).items()},
    )


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("incidents") / "data" / "presets" / name).read_text(encoding="utf-8"))
