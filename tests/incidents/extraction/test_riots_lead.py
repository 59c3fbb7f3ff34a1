"""Whoever smashed shops and burned cars in the streets rioted; that some were arrested is told beside it."""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

RIOTS = [
    ("ru", "Болельщики ночью 16 мая громили магазины и жгли машины в Париже, 64 задержаны."),
    ("ru", "Молодые люди в Лионе 15 мая били витрины и поджигали автомобили, 30 человек задержаны."),
    ("ru", "В Нанте 15 мая подростки крушили остановки и переворачивали машины. Арестованы 12 человек."),
    ("uk", "Уболівальники 15 травня трощили крамниці і палили авто в Парижі, затримано 64 особи."),
    ("uk", "Підлітки в Ліоні 15 травня били вітрини та підпалювали автомобілі, затримано 30 осіб."),
]
OTHERS = [
    ("ru", "Полиция 15 мая в Париже задержала 64 человека, готовивших беспорядки."),
    ("ru", "Рабочие в Лионе 15 мая крушили старые остановки, их заменят новыми."),
    ("ru", "Критики 15 мая громили новый магазин на Тверской за безвкусицу."),
    ("uk", "Поліція 15 травня в Парижі затримала 64 особи."),
]


@pytest.mark.parametrize(("language", "text"), RIOTS, ids=[row[1] for row in RIOTS])
def test_a_riot_leads(extractor: Extractor, language: str, text: str) -> None:
    assert extractor.extract(draft_of(text, language))[0].type == "riot"


@pytest.mark.parametrize(("language", "text"), OTHERS, ids=[row[1] for row in OTHERS])
def test_no_riot(extractor: Extractor, language: str, text: str) -> None:
    assert all(one.type != "riot" for one in extractor.extract(draft_of(text, language)))
