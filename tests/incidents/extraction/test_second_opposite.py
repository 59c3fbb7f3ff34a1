"""The opposite of the rules of an afternoon, as a second reader thought of it: real attacks that a rule had silenced,
and what it had made an attack that is none.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, is_news

# Language, headline, text, type, place.
REAL = [
    ("ru", "", "Удар по Краматорскому вокзалу в среду унес жизни 50 человек.", "airstrike", "Kramatorsk"),
    ("uk", "", "У середу дрони вдарили по Львівському вокзалу, поранено трьох.", "airstrike", "Lviv"),
    (
        "en",
        "Superhero fans mourn",
        "Fans in superhero costumes had gathered. A gunman shot dead three people at the parade in Aurora.",
        "shooting",
        "Aurora",
    ),
    (
        "en",
        "Documentary maker slain",
        "The documentary maker was on his way home. Gunmen on motorcycles shot him dead in Karachi.",
        "shooting",
        "Karachi",
    ),
    (
        "en",
        "Reporter for documentary team abducted",
        "The team was filming in the north. Gunmen abducted two journalists near Agadez.",
        "kidnapping",
        "Agadez",
    ),
    (
        "ru",
        "Театр под ударом",
        "Спектакль шел в театре в Чернигове. Ракета попала в здание, погибли семь человек.",
        "shelling",
        "Chernihiv",
    ),
    (
        "ru",
        "",
        "Похищение и убийство туристов в Бамиане взяла на себя группировка ИГ. Тела нашли во вторник.",
        "kidnapping",
        "Bāmyān",
    ),
]
NONE = [
    ("en", "Torch relay train leaves Paris", ""),
    ("en", "Torch found in car park in Leeds", ""),
    ("en", "Republicans torch school lunch plan in Washington", ""),
    ("en", "Engineers blow up old school tower in Dortmund", ""),
    ("en", "Costs blow up bridge project in Stuttgart", ""),
    ("en", "Strike hits Rome", "Rome was hit by a fresh strike on Wednesday as bus drivers walked out."),
    (
        "en",
        "Dozens held up in Rome",
        "Dozens were late after a strike by train drivers in Rome on Wednesday.",
    ),
    ("en", "Turkey struck by earthquake in Adana", ""),
    ("en", "Israel strikes late to beat Wales in Cardiff", ""),
    ("en", "Iran strikes oil in Khuzestan", ""),
    ("en", "Vandals behead two statues in Oslo church", ""),
    ("en", "Yankees slaughter three pitchers in Bronx rout", ""),
    ("en", "", "Police seized three miners over illegal digging in Obuasi on Wednesday."),
    ("en", "", "A man was jailed in Cardiff on Wednesday for the 2021 kidnap of two boys."),
    ("ru", "", "12 июля он расстреливает в Туле троих прохожих, считает следствие."),
    ("ru", "", "10 июня дроны атакуют Курск, погибают трое."),
]


@pytest.mark.parametrize(("language", "title", "text", "kind", "place"), REAL, ids=[row[2] for row in REAL])
def test_it_is_told(
    extractor: Extractor, language: str, title: str, text: str, kind: str, place: str
) -> None:
    found = next(one for one in extractor.extract(draft_of(text, language, title)) if is_news(one))
    assert (found.type.value, found.place and found.place.name) == (kind, place)


@pytest.mark.parametrize(("language", "title", "text"), NONE, ids=[row[1] or row[2] for row in NONE])
def test_it_is_no_news(extractor: Extractor, language: str, title: str, text: str) -> None:
    assert not [one for one in extractor.extract(draft_of(text, language, title)) if is_news(one)]


def test_an_earthquake_told_last_is_of_all_its_towns(extractor: Extractor) -> None:
    text = "Трое погибли в Измире, пятеро в Манисе в результате землетрясения в среду."
    assert [one.type.value for one in extractor.extract(draft_of(text, "ru"))] == ["disaster"]
