"""Strikes on several towns, each of which is then told by its dead and hurt alone: each is an incident of its
own. Half of it are traps, in which the second town is none that was struck.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, is_news

# Language, text, each town with its killed and injured.
APART = [
    (
        "ru",
        "Ночью российская армия нанесла удары по нескольким городам. Двое погибли в Харькове, трое в Сумах.",
        {"Kharkiv": (2, None), "Sumy": (3, None)},
    ),
    (
        "ru",
        "15 мая по стране выпустили сорок ракет. Двое погибли в Харькове, трое ранены в Сумах.",
        {"Kharkiv": (2, None), "Sumy": (None, 3)},
    ),
    (
        "ru",
        "Ночью дроны атаковали несколько областей. В Белгороде погиб один человек, в Курске двое ранены.",
        {"Belgorod": (1, None), "Kursk": (None, 2)},
    ),
    (
        "ru",
        "Ночью Россия ударила ракетами по Харькову, Полтаве и Сумам. В Сумах погибли двое. В Полтаве ранены пятеро.",
        {"Sumy": (2, None), "Poltava": (None, 5)},
    ),
    (
        "uk",
        "Уночі росіяни вдарили ракетами по кількох містах. Двоє загинули в Харкові, троє в Сумах.",
        {"Kharkiv": (2, None), "Sumy": (3, None)},
    ),
    (
        "uk",
        "15 травня росіяни обстріляли область з артилерії.\n\nУ Торецьку загинули двоє.\n\nУ Костянтинівці поранено трьох.",
        {"Toretsk": (2, None), "Kostyantynivka": (None, 3)},
    ),
]
TOGETHER = [
    (
        "uk",
        "Дрон уночі вдарив по автобусу з паломниками. Двоє загинули в Одесі, троє лікуються в Києві.",
        {"Odesa"},
    ),
    (
        "ru",
        "Ночью дроны атаковали Херсон. Двое погибли. Трое раненых доставлены в больницу в Николаеве.",
        {"Kherson"},
    ),
    (
        "ru",
        "Ночью дроны атаковали несколько городов. В аварии в Самаре погибли двое, в Уфе трое.",
        set(),
    ),
    (
        "ru",
        "Ракеты ночью попали в жилой квартал Днепра. Погибли четверо. В городе траур. В Никополе ранены двое.",
        {"Dnipro"},
    ),
    ("ru", "На трассах за сутки столкнулись десятки машин. В Сумах погибли двое, в Ромнах трое.", set()),
    ("ru", "Дроны показали в нескольких городах. В Сумах на дороге погибли двое, в Ромнах трое.", set()),
]


@pytest.mark.parametrize(("language", "text", "towns"), APART, ids=[row[1][:50] for row in APART])
def test_each_town_is_an_incident(
    extractor: Extractor, language: str, text: str, towns: dict[str, tuple[int | None, int | None]]
) -> None:
    found = [one for one in extractor.extract(draft_of(text, language)) if is_news(one)]
    told = {
        one.place.name: (one.killed and one.killed.best, one.injured and one.injured.best)
        for one in found
        if one.place
    }
    assert told == towns


@pytest.mark.parametrize(("language", "text", "towns"), TOGETHER, ids=[row[1][:50] for row in TOGETHER])
def test_no_other_town_is_one(extractor: Extractor, language: str, text: str, towns: set[str]) -> None:
    found = [one for one in extractor.extract(draft_of(text, language)) if is_news(one)]
    assert {one.place.name for one in found if one.place} == towns
