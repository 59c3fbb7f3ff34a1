"""Names to places with their hierarchy: countries, first-level divisions, towns.

Reads its own packaged files, memory-mapped and shared by all processes, and nothing else. It says what a name
can mean; which meaning an article has is decided by `incidents.extraction.places`.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from incidents.errors import BadInput, GazetteerError
from incidents.gazetteer.addresses import path_to, resolve
from incidents.gazetteer.atlas import PACKAGED, Atlas, Entry, Kind, entry_of
from incidents.gazetteer.finder import Finder, Mention
from incidents.gazetteer.names import fold, key, sound
from incidents.geometry import kilometres
from incidents.incident import Place, PlacePrecision
from incidents.watch import Area

__all__ = ["Entry", "Gazetteer", "Kind", "Mention", "place_of"]

_PRECISION: dict[Kind, PlacePrecision] = {
    "place": "place", "admin1": "admin", "admin2": "admin", "region": "admin", "country": "country",
}  # fmt: skip


class Gazetteer:
    """The packaged gazetteer, opened. Pickled as its folder, so that workers map the same files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        lists = folder / "gazetteer-words"
        try:
            self.atlas = Atlas(folder, _names(lists / "names.txt"))
            never, common = _word_list(lists / "never.txt"), _word_list(lists / "common.txt")
        except (OSError, ValueError) as error:
            raise GazetteerError(
                f"the gazetteer's word lists cannot be read ({error}); install again"
            ) from None
        self._finder = Finder(self.atlas, never, common)

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """Open the gazetteer in the folder `path`, or the packaged one. Raise GazetteerError if it is
        broken.
        """
        return _opened(path or PACKAGED)

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return _opened, (self.folder,)

    def find(self, text: str, language: str | None = None) -> list[Mention]:
        """All names of places in `text`, in order, each with what it can mean. Linear in its length."""
        return self._finder.find(text, language)

    def transcribed(self, name: str, language: str | None = None, *, town: bool = False) -> tuple[Entry, ...]:
        """What a Cyrillic name that is not found can mean by its sound, outside the countries that write in
        Cyrillic unless the text calls it a `town`.
        """
        return self._finder.transcribed(name, language, town=town)

    def entries(self, name: str) -> tuple[Entry, ...]:
        """All that exactly this name means, in whatever case."""
        return self.atlas.entries(key(name))

    def namesake_divisions(self, towns: Sequence[Entry]) -> tuple[Entry, ...]:
        """The divisions that are called after a town in them: who writes "the province of Kirkuk" means
        one.
        """
        units = (self.atlas.by_code.get(town.admin1_code or "") for town in towns)
        named = zip(towns, units, strict=False)
        found = (
            entry_of(unit, self.atlas.by_code)
            for town, unit in named
            if unit is not None and unit.kind == "admin1" and _is_called_after(unit.name, town.name)
        )
        return tuple(dict.fromkeys(found))

    def resolve(self, path: str) -> Area:
        """The area of a path such as `RU/Dagestan/Kaspiysk` or `RU-DA`. Raise BadInput with close names."""
        return resolve(self.atlas, path)

    def entry(self, area: Area) -> Entry:
        """What an area is. Raise BadInput if the gazetteer does not hold it."""
        found: Entry | None = None
        if area.geonameid is not None:
            found = self.atlas.by_geonameid(area.geonameid)
        else:
            unit = self.atlas.by_code.get(area.admin1_code or area.country)
            found = entry_of(unit, self.atlas.by_code) if unit else None
        if found is None:
            raise BadInput(f"{area} is not in the gazetteer")
        return found

    def place(self, area: Area) -> Place:
        """The area as a Place. Raise BadInput if the gazetteer does not hold it."""
        return place_of(self.entry(area))

    def city(self, place: Place) -> Place:
        """A place told as its city, where it is a quarter of one; the point stays the quarter's."""
        city = self.atlas.city_of(place.geonameid)
        return place if city is None else replace(place_of(city), lat=place.lat, lon=place.lon)

    def path_of_city(self, area: Area) -> str | None:
        """The path of the city whose quarter an area is."""
        city = self.atlas.city_of(area.geonameid)
        return path_to(city) if city else None

    def coordinates(self, area: Area) -> tuple[float, float]:
        """Latitude and longitude, in degrees, of the area's centre. Raise BadInput if it is not held."""
        entry = self.entry(area)
        return entry.lat, entry.lon

    def nearest(self, lat: float, lon: float) -> tuple[Entry, float]:
        """The town nearest to a point, and its distance in kilometres: for configuration, not for texts."""
        town = self.atlas.nearest(lat, lon)
        return town, kilometres(lat, lon, town.lat, town.lon)


@functools.lru_cache(maxsize=4)
def _opened(folder: Path) -> Gazetteer:
    return Gazetteer(folder)


def _is_called_after(division: str, town: str) -> bool:
    """Whether a division bears a town's name, or begins with it: "Kharkiv Oblast", "Veracruz de Ignacio"."""
    whole, name = key(division), key(town)
    return sound(whole) == sound(name) or whole.startswith(f"{name} ")


def place_of(entry: Entry) -> Place:
    """An entry as the Place of the contract; `geonameid` only for towns."""
    return Place(
        name=entry.name,
        admin1=entry.admin1,
        admin1_code=entry.admin1_code,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        precision=_PRECISION[entry.kind],
        geonameid=entry.geonameid if entry.kind == "place" else None,
    )


def _word_list(file: Path) -> frozenset[str]:
    """The folded words of a list; lines that begin with # are comments."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


def _names(file: Path) -> dict[str, str]:
    """Further names as keys, each with the key of a name that the gazetteer holds; empty without the list."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    pairs = (line.split("=") for line in lines if "=" in line and not line.startswith("#"))
    return {key(also): key(name) for names, name in pairs for also in names.split(",")}
