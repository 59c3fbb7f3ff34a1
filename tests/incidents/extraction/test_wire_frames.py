"""Where an act was, as agencies in capitals say it: every way of placing below every dateline, in plain letters and
in capitals, with a hospital, a minister and a president in other towns beside it.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from incidents import presets
from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.text import fold

# Town, division, country, capital, and a village that no gazetteer holds.
TOWNS = """Ayacucho|Ayacucho|Peru|Lima|Quillapampilla
Neiva|Huila|Colombia|Bogota|La Motosilla
Apartado|Antioquia|Colombia|Bogota|Caucherales
Usulutan|Usulutan|El Salvador|San Salvador|San Judas Bendito
Chalatenango|Chalatenango|El Salvador|San Salvador|Los Horconcillos
Escuintla|Escuintla|Guatemala|Guatemala City|El Jocotalito
Peshawar|Khyber Pakhtunkhwa|Pakistan|Islamabad|Badaberi"""
ACTS = (
    "Gunmen last night shot dead a judge {}, the police said.",
    "A bomb exploded yesterday {}, killing two soldiers.",
    "The police reported that unknown persons on Monday kidnapped a farmer {}.",
    "Two policemen were killed on 2 January when guerrillas attacked a patrol {}.",
)
IN_TOWN = """in {town}
in the city of {town}
in {town}, {division} department
in {town} ({division})
near {town}
20 km north of {town}
on the outskirts of {town}
on the highway to {town}
in the {village} neighborhood of {town}
in {town}, a town in {division} department
in {town}, capital of {division} department
at the entrance to {town}
some 400 km from {capital}, in {town}
in the eastern city of {town}"""
IN_DIVISION = """in {division} department
in the department of {division}
in {village}, {division} department
in the village of {village}, in {division} department"""
IN_COUNTRY = """in {village}, 300 km southeast of {capital}
in the hamlet of {village}, 150 km from {capital}"""
BESIDE = (
    "",
    "The wounded were taken to a hospital in {capital}.",
    "The minister of defense said in {capital} that the army would respond.",
    "The president, who is in Washington, condemned the crime.",
    "{country} has seen many such crimes.",
)
HEADS = (
    "{CAPITAL}, 3 Jan 90 (Agency) -- [Text] ",
    "{CAPITAL} ({country}), 3 Jan 90 -- [Text] ",
    "{CAPITAL} (Agency) - ",
)
NAMES = ("town", "division", "country", "capital", "village")


def reports(ways: str) -> list[tuple[dict[str, str], str]]:
    """Every way with every town; datelines, acts and what is told beside take turns."""
    heads, acts, beside = itertools.cycle(HEADS), itertools.cycle(ACTS), itertools.cycle(BESIDE)
    found = []
    for way, row in itertools.product(ways.splitlines(), TOWNS.splitlines()):
        about = dict(zip(NAMES, row.split("|"), strict=True))
        about["CAPITAL"] = about["capital"].upper()
        text = f"{next(heads)}{next(acts).format(way)} {next(beside)}".format_map(about)
        found += [(about, text), (about, text.upper())]
    return found


@pytest.mark.parametrize(
    "ways,key,precision",
    [(IN_TOWN, "town", "place"), (IN_DIVISION, "division", ""), (IN_COUNTRY, "country", "")],
)
def test_an_act_is_where_a_wire_puts_it(ways: str, key: str, precision: str) -> None:
    extractor, wrong = Extractor(presets.groups()), []
    asked = reports(ways)
    for about, text in asked:
        published = datetime(1990, 1, 3, 12, tzinfo=UTC)
        draft = Draft(url="https://example.org/1", title="", text=text, published=published)
        for one in extractor.extract(draft)[:1]:
            place = one.place
            within = fold(f"{place.name} {place.admin1}") if place else ""
            in_capital = place is not None and fold(place.name) == fold(about["capital"])
            named = key == "country" or fold(about[key]) in within
            if not named or in_capital or precision not in ("", place and place.precision):
                wrong.append((place and (place.name, place.precision), text))
    assert not wrong, wrong
