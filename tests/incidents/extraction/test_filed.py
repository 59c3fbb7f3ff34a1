"""A report that was filed in a capital, and tells of no town, is of a country; one that puts its act in the
capital, in capitals as old wires are or in plain letters, is of the capital.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from incidents import presets
from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import Place

# A capital, its country, the country's code and adjective.
CAPITALS = """Lima|Peru|PE|Peruvian
Bogota|Colombia|CO|Colombian
Nairobi|Kenya|KE|Kenyan
Islamabad|Pakistan|PK|Pakistani
Kabul|Afghanistan|AF|Afghan
Tegucigalpa|Honduras|HN|Honduran"""
HEADS = (
    "{town}, 3 Jan 90 (Radio Nacional) -- [Text] ",
    "{town}, 3 Jan 90 -- ",
    "{town} (Agency) - ",
    "{town}, {country} (Agency) — ",
)
# What is told of no town; what puts the act in the capital; what puts it in another country.
SOMEWHERE = (
    "Unidentified gunmen last night murdered a judge as he was leaving his home, the police said.",
    "A powerful bomb exploded yesterday beside a bus, killing four soldiers.",
    "The armed forces have condemned the murder of a union leader, who was shot yesterday by gunmen.",
    "The {adjective} president strongly condemned yesterday's kidnapping of three engineers by the rebels.",
)
IN_TOWN = (
    "Unidentified gunmen last night murdered a judge in {town}, the police said.",
    "A powerful bomb exploded yesterday in this capital, killing four soldiers.",
    "A union leader was shot dead yesterday on Independence Avenue by gunmen.",
    "Three engineers were kidnapped yesterday by rebels in a northern neighborhood, police said.",
    "Unidentified gunmen last night murdered a judge at his home. He had lived in {town} for years.",
)
ABROAD = (
    "Unidentified gunmen last night murdered a judge in Bolivia, the foreign ministry said.",
    "A powerful bomb exploded yesterday outside a barracks in Bolivia, killing four soldiers.",
)


def asked(bodies: tuple[str, ...]) -> Iterator[tuple[dict[str, str], Draft]]:
    """Every body below every dateline of every capital, in plain letters and in capitals."""
    names = ("town", "country", "code", "adjective")
    for row, head, body in itertools.product(CAPITALS.splitlines(), HEADS, bodies):
        about = dict(zip(names, row.split("|"), strict=True))
        text = head.format_map(about | {"town": about["town"].upper()}) + body.format_map(about)
        for form in (text, text.upper()):
            published = datetime(1990, 1, 3, 12, tzinfo=UTC)
            yield about, Draft(url="https://example.org/1", title="", text=form, published=published)


def places(bodies: tuple[str, ...]) -> Iterator[tuple[dict[str, str], Place | None, str]]:
    """The place of the main incident of each report that has one."""
    extractor = Extractor(presets.groups())
    for about, draft in asked(bodies):
        for one in extractor.extract(draft)[:1]:
            yield about, one.place, draft.text


@pytest.mark.parametrize("body", SOMEWHERE)
def test_a_report_that_tells_of_no_town_is_of_a_country(body: str) -> None:
    found = list(places((body,)))
    wrong = [
        text
        for about, place, text in found
        if (place and (place.country, place.precision)) != (about["code"], "country")
    ]
    assert len(found) > 30 and not wrong, wrong


@pytest.mark.parametrize("body", IN_TOWN)
def test_one_that_puts_its_act_in_the_capital_is_of_the_capital(body: str) -> None:
    found = list(places((body,)))
    wrong = [
        text
        for about, place, text in found
        if (place and (place.country, place.precision)) != (about["code"], "place")
    ]
    assert len(found) > 30 and not wrong, wrong


@pytest.mark.parametrize("body", ABROAD)
def test_one_that_puts_it_in_another_country_is_of_that(body: str) -> None:
    wrong = [text for _, place, text in places((body,)) if place is None or place.country != "BO"]
    assert not wrong, wrong


def test_a_town_that_is_no_capital_is_where_its_own_papers_report_from() -> None:
    text = "LEEDS (Agency) - A shopkeeper was stabbed to death by a robber on Friday night, police said."
    (found,) = Extractor(presets.groups()).extract(Draft(url="https://example.org/1", title="", text=text))
    assert found.place is not None and found.place.name == "Leeds"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("BAMAKO, Dec 1 - Gunmen on Sunday attacked Ombolo in northern Burkina Faso, killing 20.", "BF"),
        (
            "BAMAKO, Dec 1 - JNIM claimed Sunday's attack on Ombolo in northern Burkina Faso, which killed 20.",
            "BF",
        ),
        ("PARIS, Dec 1 - A man stabbed three people on Monday. He had fought in Syria, police said.", "FR"),
        (
            "BAMAKO, Dec 1 - Gunmen shot dead 20 Malians on Sunday. They came from camps in Burkina Faso.",
            "ML",
        ),
        ("BAMAKO, Dec 1 - A bomb killed two people on Monday. They had worked in Burkina Faso.", "ML"),
    ],
)
def test_one_that_attacks_a_place_nobody_knows_is_of_the_country_that_it_names(
    text: str, country: str
) -> None:
    found = Extractor(presets.groups()).extract(Draft(url="https://example.org/1", title="", text=text))[0]
    assert found.place is not None and found.place.country == country
