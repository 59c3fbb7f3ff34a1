"""The gazetteer's files, opened: name keys to entries.

The files are memory-mapped, so all processes share one copy; nothing is parsed but the table of divisions.
Knows nothing of texts.
"""

from __future__ import annotations

import functools
import json
import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians
from pathlib import Path
from typing import Any, Final, Literal

import marisa_trie

from incidents.errors import GazetteerError
from incidents.records import record

PACKAGED: Final = Path(__file__).resolve().parent.parent / "data"
Kind = Literal["place", "admin1", "admin2", "region", "country"]

_MANY: Final = 1 << 23
_PEOPLE_SCALE: Final = 2500
_BLOCK: Final = 16
# Signed and unsigned 32 bits, single bytes; all other columns are unsigned 16.
_FORMS: Final[dict[str, Literal["i", "I", "B"]]] = {
    "lat": "i", "lon": "i", "id": "I", "block": "I", "first": "B", "several": "B",
    "section": "I", "city": "I",
}  # fmt: skip


@record
class Entry:
    """One thing that a name can mean.

    `admin1` and `admin1_code` are of the division that holds it, or its own; None in a country, and where the
    division is not known. `geonameid` is None, and `population` 0, of a town known by its postal code
    only. `alternate`: the name is not its first one; `weak`: an adjective or people's name.
    """

    kind: Kind
    name: str
    country: str
    admin1: str | None
    admin1_code: str | None
    lat: float
    lon: float
    population: int
    geonameid: int | None = None
    alternate: bool = False
    weak: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the table of countries, divisions and regions."""

    kind: Kind
    country: str
    code: str | None
    name: str
    lat: float
    lon: float
    parent: str | None
    population: int
    capital: int | None


class _Threes:
    """Numbers of three bytes in a mapped file, the lowest byte first."""

    def __init__(self, content: memoryview[int]) -> None:
        self._content = content

    def __len__(self) -> int:
        return len(self._content) // 3

    def __getitem__(self, number: int) -> int:
        return int.from_bytes(self._content[3 * number : 3 * number + 3], "little")


class Atlas:
    """Keys (see `names.key`) to entries, most populous first."""

    def __init__(self, folder: Path, also: dict[str, str] | None = None) -> None:
        """Open the four files in `folder`. Raise GazetteerError if one is missing or damaged.

        `also`: keys that mean what other keys do, for names that the files lack.
        """
        self._also = also or {}
        self._beginnings = {
            " ".join(words[:n]) for words in map(str.split, self._also) for n in range(1, len(words))
        }
        try:
            self._places = marisa_trie.Trie().mmap(str(folder / "gazetteer.places.trie"))
            self._divisions = marisa_trie.Trie().mmap(str(folder / "gazetteer.divisions.trie"))
            self._mapped, self._columns, self._labels = _columns(folder / "gazetteer.places.bin")
            self._first_of_places = _Threes(self._columns.pop("first"))
            self._several_of_places = _Threes(self._columns.pop("several"))
            self._cities = dict(zip(self._columns.pop("section"), self._columns.pop("city"), strict=True))
            table = json.loads((folder / "gazetteer.divisions.json").read_bytes())
            self.units = tuple(Unit(*row) for row in table["units"])
            self._first: list[int] = table["first"]
            self._several: list[int] = table["several"]
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, struct.error) as error:
            raise GazetteerError(
                f"the gazetteer in {folder} cannot be read ({error}); install again, or run `make gazetteer`"
            ) from None
        if not len(self._places) == len(self._first_of_places) or len(self._divisions) != len(self._first):
            raise GazetteerError(
                f"the gazetteer's files in {folder} are not of one build; run `make gazetteer`"
            )
        self.by_code: dict[str, Unit] = {
            u.code or u.country: u for u in self.units if u.code or u.kind == "country"
        }
        self._capitals = {unit.capital for unit in self.units if unit.capital}
        self.entries = functools.lru_cache(maxsize=20_000)(self._entries)
        self.begins = functools.lru_cache(maxsize=2_000)(self._begins)  # asked again for each form of a name

    def has(self, key: str) -> bool:
        return key in self._places or key in self._divisions or key in self._also

    def goes_on(self, key: str) -> bool:
        """Whether some longer name begins with the words of `key`."""
        return key in self._beginnings or self.begins(key + " ")

    def _begins(self, start: str) -> bool:
        """Whether some name begins with these letters."""
        return (
            next(self._places.iterkeys(start), None) is not None
            or next(self._divisions.iterkeys(start), None) is not None
        )

    def longest(self, folded: str) -> str:
        """The longest name with which `folded` begins; empty if none."""
        return max(
            (key for trie in (self._places, self._divisions) for key in trie.prefixes(folded)),
            key=len,
            default="",
        )

    def _entries(self, key: str) -> tuple[Entry, ...]:
        """All that `key` names, divisions and countries before places; the empty tuple if nothing."""
        if key in self._also:
            key = self._also[key]
        units = [
            self.unit_entry(n >> 1, weak=bool(n & 1))
            for n in self._postings(self._divisions, self._first, self._several, key)
        ]
        places = self._postings(self._places, self._first_of_places, self._several_of_places, key)
        return (*units, *(self.place_entry(n >> 1, alternate=bool(n & 1)) for n in places))

    @staticmethod
    def _postings(trie: Any, first: Any, several: Any, key: str) -> Iterator[int]:
        number = trie.get(key)
        if number is None:
            return
        value = first[number]
        if not value & _MANY:
            yield value
            return
        position = value ^ _MANY
        while not (value := several[position]) & _MANY:
            yield value
            position += 1
        yield value ^ _MANY

    def unit_entry(self, number: int, *, weak: bool = False) -> Entry:
        return entry_of(self.units[number], self.by_code, weak=weak)

    def place_entry(self, number: int, *, alternate: bool = False) -> Entry:
        columns = self._columns
        unit = self.units[columns["unit"][number]]
        geonameid = columns["id"][number]
        return Entry(
            kind="place",
            name=self._label(number),
            country=unit.country,
            admin1=unit.name if unit.code else None,
            admin1_code=unit.code,
            lat=columns["lat"][number] / 1e5,
            lon=columns["lon"][number] / 1e5,
            population=round(2 ** (columns["people"][number] / _PEOPLE_SCALE)) - 1,
            geonameid=geonameid or None,
            alternate=alternate,
            capital=geonameid in self._capitals,
        )

    def _label(self, number: int) -> str:
        start = self._labels + self._columns["block"][number // _BLOCK]
        for _ in range(number % _BLOCK):
            start = self._mapped.find(b"\0", start) + 1
        return self._mapped[start : self._mapped.find(b"\0", start)].decode()

    def by_geonameid(self, geonameid: int) -> Entry | None:
        """The place of that id, by a scan of about a millisecond: for configuration, not for texts."""
        ids = self._columns["id"].tobytes()
        wanted, position = struct.pack("=I", geonameid), -1
        while (position := ids.find(wanted, position + 1)) >= 0:
            if position % 4 == 0:
                return self.place_entry(position // 4)
        return None

    def nearest(self, lat: float, lon: float) -> Entry:
        """The town nearest to a point, by a scan of all."""
        towns = zip(self._columns["lat"], self._columns["lon"], strict=True)
        narrow = cos(radians(lat)) ** 2
        distances = [
            (a / 1e5 - lat) ** 2 + narrow * (180 - abs(180 - abs(b / 1e5 - lon))) ** 2 for a, b in towns
        ]
        return self.place_entry(distances.index(min(distances)))

    def city_of(self, geonameid: int | None) -> Entry | None:
        """The city of which the place of that id is a quarter."""
        number = self._cities.get(geonameid or 0)
        return None if number is None else self.place_entry(number)

    def places_of(self, country: str, admin1_code: str | None) -> Iterator[str]:
        """The names of the places in a country or division that have an id: for suggestions, in about 50
        ms.
        """
        wanted = {
            n for n, u in enumerate(self.units) if u.country == country and admin1_code in (None, u.code)
        }
        ids = self._columns["id"]
        for number, unit in enumerate(self._columns["unit"]):
            if unit in wanted and ids[number]:
                yield self._label(number)


def entry_of(unit: Unit, by_code: dict[str, Unit], *, weak: bool = False) -> Entry:
    """A country, division or region as an entry; a lower division gets the code of the one that holds it."""
    holder = by_code.get(unit.parent) if unit.parent else unit
    holder = None if holder is None or holder.kind in ("country", "region") else holder
    return Entry(
        kind=unit.kind,
        name=unit.name,
        country=unit.country,
        admin1=holder.name if holder else None,
        admin1_code=holder.code if holder else None,
        lat=unit.lat,
        lon=unit.lon,
        population=unit.population,
        weak=weak,
    )


def _columns(path: Path) -> tuple[mmap.mmap, dict[str, memoryview[int]], int]:
    """The mapped file, the columns of the places as views into it, and where the labels begin."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    magic, count = struct.unpack_from("<8sI", mapped)
    if magic != b"DATELINE":
        raise ValueError(f"{path.name} is no gazetteer file")
    whole, labels = memoryview(mapped), 0
    columns: dict[str, memoryview[int]] = {}
    for index in range(count):
        name, offset, length = struct.unpack_from("<8sQQ", mapped, 16 + 24 * index)
        title = name.rstrip(b"\0").decode()
        if offset + length > len(mapped):
            raise ValueError(f"{path.name} is cut short")
        if title == "labels":
            labels = offset
        else:
            part = whole[offset : offset + length]
            columns[title] = part.cast(_FORMS.get(title, "H"))
    return mapped, columns, labels
