"""A village with the name of a far city is not that city, nor is a small town of a country of which the article
does not speak. Half of it are traps.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# What the text says, and the country in which it happened.
NO_CITY = [
    ("en", "Gunmen shot dead six miners near the village of Kobe in northern Mali on Friday.", "ML"),
    ("en", "Gunmen killed four herders in the hamlet of Lima, in Kenya's Turkana county, on Friday.", "KE"),
    ("en", "Armed men burned down Toledo village in Colombia's Chocó, killing two people.", "CO"),
    ("ru", "В Мали боевики убили шестерых старателей близ деревни Кобе.", "ML"),
    ("ru", "В кенийском округе Туркана в селе Лима застрелены четыре пастуха.", "KE"),
    ("uk", "У Малі бойовики вбили шістьох старателів біля села Кобе.", "ML"),
]
CITY = [
    ("en", "Gunmen shot dead six people in the city of Kobe on Friday.", "JP"),
    ("en", "Six people were shot dead in a fishing village near Kobe on Friday.", "JP"),
    ("en", "Gunmen killed four villagers in the village of Kotanga, near Lima, on Friday.", "PE"),
    ("en", "A man was stabbed to death in Greenwich Village, New York, on Friday.", "US"),
    ("ru", "В городе Кобе застрелены шесть человек.", "JP"),
    ("ru", "В селе под Лимой застрелены четыре пастуха.", "PE"),
    ("uk", "У місті Кобе застрелено шістьох людей.", "JP"),
]

# Of Nigeria and of Cameroon, as articles tell it; the second names nothing else that speaks for its country.
KEBBI = (
    "Bandits abduct 25 schoolgirls in Kebbi, kill vice principal",
    "BIRNIN KEBBI — Gunmen on Monday abducted 25 students from a boarding school in Maga, Danko-Wasagu Local"
    " Government Area of Kebbi State, and killed the vice principal, police said.\n\nThe attackers, armed with rifles"
    " and shooting into the air, arrived around 4 am and scaled the fence, the police spokesman said.",
)
MAGA = (
    "Three killed in raid on lakeside town",
    "Gunmen killed three fishermen in Maga on Monday, the police said. The raiders came from across the lake.",
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


def _countries(extractor: Extractor, language: str, text: str, title: str = "") -> list[str | None]:
    found = extractor.extract(draft_of(text, language, title))
    return [one.place.country if one.place else None for one in found]


@pytest.mark.parametrize(("language", "text", "country"), [*NO_CITY, *CITY])
def test_of_a_village(extractor: Extractor, language: str, text: str, country: str) -> None:
    assert _countries(extractor, language, text) == [country]


def test_a_small_town_of_another_country_far_from_all_that_is_told(extractor: Extractor) -> None:
    title, text = KEBBI
    found = extractor.extract(draft_of(text, "en", title))
    assert [one.place.country for one in found if one.place] == ["NG"]
    assert found[0].abducted is not None
    assert found[0].abducted.best == 25


def test_a_small_town_of_which_nothing_else_is_told(extractor: Extractor) -> None:
    title, text = MAGA
    assert _countries(extractor, "en", text, title) == ["CM"]


# A village that nobody knows, another act's town behind it, and where the first was.
UNKNOWN = [
    (
        "en",
        "Gunmen killed 40 travellers in northern Mali on Friday, officials said. The attack took place near the"
        " village of Kobe.\n\nIn January militants killed nine soldiers at Boulkessi.",
        "Mali",
    ),
    (
        "ru",
        "Две женщины погибли при обстреле села Муром в Шебекинском округе Белгородской области, сообщили власти."
        "\n\nКиев обстрел не подтвердил.",
        "Belgorod Oblast",
    ),
    (
        "en",
        "Gunmen killed 40 travellers near Gao in northern Mali on Friday, officials said. The attack took place"
        " near the village of Kobe.\n\nIn January militants killed nine soldiers at Boulkessi.",
        "Gao",
    ),
    (
        "ru",
        "Две женщины погибли при обстреле Белгорода, сообщили власти. Снаряд разорвался у села Муром.\n\nКиев обстрел"
        " не подтвердил.",
        "Belgorod",
    ),
]


# Where the attackers came from, and where shots did.
HOMES = [
    (
        "en",
        "Two gunmen killed six people at a bus stop in Haifa on Monday.\n\nA soldier shot and killed the attackers, who came"
        " from villages in the West Bank.",
        "Haifa",
    ),
    ("en", "The gunmen, who came from a camp near Jenin, killed six people in Haifa on Monday.", "Haifa"),
    ("en", "Six people were killed on Monday by shots that came from a house in Haifa.", "Haifa"),
    ("en", "Two people were killed in Nablus on Monday by a bomb; police came from Haifa.", "Nablus"),
]


@pytest.mark.parametrize(("language", "text", "name"), [*UNKNOWN, *HOMES])
def test_beside_the_town_of_another_act(extractor: Extractor, language: str, text: str, name: str) -> None:
    place = extractor.extract(draft_of(text, language))[0].place
    assert place is not None
    assert place.name == name
