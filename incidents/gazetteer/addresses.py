"""Places as a configuration writes them: `RU`, `RU/Dagestan`, `RU-DA`, `RU-KHM/Surgut`.

Used when a configuration is read, never on the way of an article; it may take milliseconds.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Final

from incidents.errors import BadInput
from incidents.gazetteer.atlas import Atlas, Entry, Unit
from incidents.gazetteer.names import key
from incidents.watch import Area

_KINDS: Final = frozenset(
    (
        *("oblast", "krai", "republic", "region", "province", "governorate"),
        *("department", "state", "autonomous", "okrug", "district"),
    )
)
_CODE: Final = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z0-9]{1,4})?$")


def resolve(atlas: Atlas, path: str) -> Area:
    """The area that `path` names. Raise BadInput, with close names, if there is none."""
    first, *rest = [part.strip() for part in path.split("/")]
    if not first or len(rest) > 2 or not all(rest):
        raise BadInput(f"{path!r} is no place: write country, country/division or country/division/place")
    unit = _top(atlas, first, path)
    if unit.kind == "country" and rest:
        unit = _division(atlas, unit, rest.pop(0), path)
    if len(rest) > 1:
        raise BadInput(f"{path!r} is no place: {unit.code} already is a division; write {first}/{rest[-1]}")
    if rest:
        return _place(atlas, unit, rest[0], path)
    if unit.kind == "admin2" and unit.parent:
        raise BadInput(
            f"{path!r} is a lower division, whose borders the gazetteer does not know: "
            f"did you mean the whole of {unit.parent}, a circle or a polygon?"
        )
    return Area(unit.country, unit.code)


def _top(atlas: Atlas, text: str, path: str) -> Unit:
    """A country or, by its code, a division."""
    if _CODE.match(text) and (unit := atlas.by_code.get(text.upper())):
        return unit
    countries = [e for e in atlas.entries(key(text)) if e.kind == "country" and not e.weak]
    if countries:
        return atlas.by_code[countries[0].country]
    for entry in atlas.entries(key(text)):
        if not entry.weak:
            raise BadInput(f"no country {text!r}{_within(path, text)}: did you mean {path_to(entry)!r}?")
    country = atlas.by_code.get(text[:2].upper()) if _CODE.match(text) else None
    if country is not None:
        own = sorted(
            unit.code
            for unit in atlas.units
            if unit.country == country.country and unit.code and "-" in unit.code
        )
        advice = f"; write one that it has, such as {own[0]}" if own else ""
        raise BadInput(f"no division of {country.name} has the code {text!r}{advice}")
    names = (u.name for u in atlas.units if u.kind == "country")
    near = _close(text, names) or "; write a country's name or its two letters, such as Mali or ML"
    raise BadInput(f"no country {text!r}{_within(path, text)}{near}")


def _within(path: str, text: str) -> str:
    """Of which path it is a part, if of any."""
    return "" if path.strip() == text else f" in {path!r}"


def _division(atlas: Atlas, country: Unit, text: str, path: str) -> Unit:
    for code in (text.upper(), f"{country.country}-{text.upper()}"):
        unit = atlas.by_code.get(code)
        if unit and unit.country == country.country and unit.kind != "country":
            return unit
    wanted = key(text)
    inside = [u for u in atlas.units if u.country == country.country and u.code]
    for name_of in (key, _bare):
        for unit in sorted(inside, key=lambda u: u.kind):
            if name_of(unit.name) == wanted:
                return unit
    for entry in atlas.entries(wanted):
        if entry.country == country.country and entry.kind == "admin1" and entry.admin1_code:
            return atlas.by_code[entry.admin1_code]
    for entry in atlas.entries(wanted):
        if entry.country == country.country and entry.kind == "place":
            raise BadInput(f"no division {text!r} in {country.name}: did you mean {path_to(entry)!r}?")
    paths = {unit.name: f"{country.country}/{unit.name} ({unit.code})" for unit in inside}
    advice = f"; write one of its own, such as {min(paths.values())}" if paths else ""
    near = _close(text, paths, paths) or advice
    raise BadInput(f"no division {text!r} of {country.name} in {path!r}{near}")


def _bare(name: str) -> str:
    """The key of a division's name without the word for its kind: Donetsk Oblast is Donetsk."""
    return " ".join(word for word in key(name).split() if word not in _KINDS)


def _place(atlas: Atlas, unit: Unit, text: str, path: str) -> Area:
    holder = unit.parent if unit.kind == "admin2" else unit.code
    found = [e for e in atlas.entries(key(text)) if e.geonameid and e.country == unit.country]
    inside = [e for e in found if e.admin1_code == holder]
    if inside:
        best = max(inside, key=lambda e: (not e.alternate, e.population))
        return Area(unit.country, holder, best.geonameid)
    if found:
        raise BadInput(f"no place {text!r} in {unit.name}: did you mean {path_to(found[0])!r}?")
    names = atlas.places_of(unit.country, holder)
    raise BadInput(f"no place {text!r} in {unit.name} ({path!r}){_close(text, names)}")


def path_to(entry: Entry) -> str:
    """The path that names an entry."""
    parts = [entry.country, entry.admin1 or "", entry.name if entry.kind == "place" else ""]
    return "/".join(part for part in parts if part)


def _close(text: str, names: Iterable[str], written: Mapping[str, str] | None = None) -> str:
    """A question about the names near `text`, each as it is to be `written`; nothing where none is near."""
    by_key = {key(name): (written or {}).get(name, repr(name)) for name in names}
    close = difflib.get_close_matches(key(text), by_key, n=3, cutoff=0.6)
    return ": did you mean " + " or ".join(by_key[name] for name in close) + "?" if close else ""
