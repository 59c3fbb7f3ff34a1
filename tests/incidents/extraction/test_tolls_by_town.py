"""A toll that is told town by town, without a verb of its own for the second ("шестеро погибли в Киеве, девятеро в
Тернополе"): each town has its own dead.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import VIOLENT
from tests.incidents.extraction.tables import draft_of

TOLD = [
    (
        "uk",
        {"Kyiv": 6, "Ternopil": 9},
        "Російські ракети 16 травня влучили в Київ і Тернопіль. "
        "Шестеро людей загинули у Києві, дев'ятеро у Тернополі, повідомила ДСНС.",
    ),
    (
        "uk",
        {"Odesa": 2, "Sumy": 4},
        "Дрони вночі 16 травня вдарили по Одесі та Сумах. В Одесі загинули двоє людей, у Сумах – четверо.",
    ),
    (
        "ru",
        {"Kyiv": 6, "Ternopil": 9},
        "Ракеты 16 мая попали в Киев и Тернополь. Шестеро погибли в Киеве, девятеро в Тернополе.",
    ),
    (
        "ru",
        {"Aleppo": 3, "Homs": 5},
        "Бомбы взорвались 15 мая в Алеппо и Хомсе. В Алеппо погибли три человека, в Хомсе — пять человек.",
    ),
    (
        "ru",
        {"Aleppo": 8},
        "Бомба взорвалась 15 мая в Алеппо, погибли восемь человек. Среди них трое из Хомса и пятеро из Хамы.",
    ),
    (
        "ru",
        {"Aleppo": 8},
        "Бомба взорвалась 15 мая в Алеппо. Погибли восемь человек, трое раненых доставлены в больницу в Хомсе.",
    ),
    (
        "uk",
        {"Odesa": 2},
        "Дрон 16 травня влучив у будинок в Одесі. Загинули двоє людей, четверо лікуються у Києві.",
    ),
]


def test_the_sum_of_the_headline_is_of_none(extractor: Extractor) -> None:
    title = "Російський удар по Києву і Тернополю: загинули 15 людей"
    found = extractor.extract(draft_of(TOLD[0][2], "uk", title))
    assert [one.killed and one.killed.best for one in found] == [6, 9]


@pytest.mark.parametrize(("language", "killed", "text"), TOLD, ids=[row[2] for row in TOLD])
def test_each_town_has_its_own(
    extractor: Extractor, language: str, killed: dict[str, int], text: str
) -> None:
    found = [one for one in extractor.extract(draft_of(text, language)) if one.type in VIOLENT]
    assert {one.place and one.place.name: one.killed and one.killed.best for one in found} == killed
