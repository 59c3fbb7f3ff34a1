"""Our own sentences, each with what must be found in it; half of them are traps in which nothing must be found.

How a row is written: `tables`. Values: `killed=3` exact,
`killed=5+` at least, `killed=~5` about, `killed=10..12` a range, `killed=-` (or any other field) not stated; `group=NAME:basis` (several parted by commas), `part=NAME` with underscores for
spaces; `news=2` how many violent incidents are told as current or earlier; `target` and `weapon` are the beginning of a word that they hold. Fields that a row does not name are not judged.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from functools import cache

import pytest
from anyascii import anyascii

from incidents import presets
from incidents.extraction import Extractor
from incidents.gazetteer import Gazetteer
from incidents.incident import Incident, Place, Toll
from tests.incidents.extraction.tables import Row, is_news, rows

FLOOR = 0.95
TOLLS = {
    "killed": "killed",
    "injured": "injured",
    "abducted": "abducted",
    "arrested": "arrested",
    "pk": "perpetrators_killed",
}


def toll_right(found: Toll | None, wanted: str) -> bool:
    if found is None or wanted == "-":
        return found is None and wanted == "-"
    if ".." in wanted:
        low, high = map(int, wanted.split(".."))
        return (found.low, found.high) == (low, high)
    number = int(wanted.strip("~+"))
    if wanted.startswith("~"):
        return found == Toll(None, number, None)
    return found == (Toll(number, number, None) if wanted.endswith("+") else Toll.exactly(number))


def plain(name: str) -> set[str]:
    """The words of a name in plain Latin letters: "Kandahār" is Kandahar, "Acapulco de Juárez" holds Acapulco."""
    return set(anyascii(name).casefold().replace("_", " ").replace("-", " ").replace("'", "").split())


@cache
def _named(name: str) -> frozenset[int]:
    """The towns that the gazetteer knows by a name, as it may write them otherwise: Hodeidah is Al Hudaydah."""
    entries = Gazetteer.open().entries(name.replace("_", " "))
    return frozenset(one.geonameid for one in entries if one.kind == "place" and one.geonameid)


def place_right(place: Place | None, key: str, wanted: str) -> bool:
    if place is None or wanted == "-":
        return place is None and wanted == "-"
    if key == "place":
        return plain(wanted) <= plain(place.name) or place.geonameid in _named(wanted)
    return wanted == {"country": place.country, "admin": place.admin1_code, "precision": place.precision}[key]


def words_right(found: Iterable[str], wanted: str) -> bool:
    """Whether some of the text's words, folded, hold a word that begins as wanted ("FPV-дрон" and
    "п'ятиповерхівку" are words of their own); `-`: there are none.
    """
    held = [one.casefold().replace("’", "'").strip() for one in found]
    if wanted == "-":
        return not any(held)
    return any(re.search(rf"(?<!\w){re.escape(wanted.casefold())}", one) for one in held)


def field_right(incident: Incident, key: str, wanted: str) -> bool:
    if key in TOLLS:
        return toll_right(getattr(incident, TOLLS[key]), wanted)
    if key in ("place", "country", "admin", "precision"):
        return place_right(incident.place, key, wanted)
    if key == "target":
        return words_right(incident.targets, wanted)
    if key == "weapon":
        return words_right([incident.weapon] if incident.weapon else [], wanted)
    if key == "part":
        return any(one.part == wanted.replace("_", " ") for one in incident.attribution)
    if key == "group" and wanted == "-":
        return not incident.attribution
    if key == "day":
        return incident.date is not None and incident.date.start.isoformat() == wanted
    if key == "basis":
        return incident.date is not None and incident.date.basis == wanted
    if key == "status":
        return incident.status == wanted
    if key == "via":
        return any(one.via == wanted for one in incident.attribution)
    return all(is_said(incident, one) for one in wanted.replace("_", " ").split(","))


def is_said(incident: Incident, wanted: str) -> bool:
    """Whether a group, by any of its names, or its part of that name is attributed on the basis wanted."""
    group, _, basis = wanted.partition(":")
    name = group.casefold()
    known = {name, aliases().get(name, name)}
    return any(
        (one.group.casefold() in known or (one.part or "").casefold() == name) and basis in ("", one.basis)
        for one in incident.attribution
    )


@cache
def aliases() -> Mapping[str, str]:
    """The name of each configured group by every other one that it or a part of it has, folded."""
    return {
        alias.casefold(): group.name.casefold()
        for group in presets.groups()
        for alias in [*group.aliases, *group.weak, *itertools.chain(*group.parts.values())]
    }


def judge(extractor: Extractor, row: Row) -> list[tuple[str, bool]]:
    """Each judged field of a row, and whether it is right."""
    found = extractor.extract(row.draft)
    news = [one for one in found if is_news(one)]
    if row.kind == "none":
        return [("none", not news)]
    if not found:
        return [("type", False), *((key, False) for key in row.fields)]
    main = found[0]
    fields = {key: wanted for key, wanted in row.fields.items() if key != "news"}
    judged = [("type", main.type == row.kind), *((k, field_right(main, k, w)) for k, w in fields.items())]
    return judged + [("news", len(news) == int(row.fields[key])) for key in row.fields if key == "news"]


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_at_least_ninety_five_of_a_hundred_fields_are_right(extractor: Extractor, language: str) -> None:
    judged = [(row, key, right) for row in rows(language) for key, right in judge(extractor, row)]
    wrong = [f"{key}: {row.kind} {row.fields} :: {row.text}" for row, key, right in judged if not right]
    assert len(wrong) <= (1 - FLOOR) * len(judged), f"{len(wrong)} of {len(judged)} wrong:\n" + "\n".join(
        wrong
    )


def test_the_tables_are_large_and_half_of_them_are_traps() -> None:
    everything = [row for language in ("en", "ru", "uk") for row in rows(language)]
    traps = sum(row.kind == "none" for row in everything)
    assert len(everything) >= 400
    assert 0.5 <= traps / len(everything) <= 0.62
