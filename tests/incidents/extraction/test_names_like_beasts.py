"""A person whose name sounds like a beast's makes no report one of animals: "Андрей Волков", "Лев Абрамов"."""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import VIOLENT
from tests.incidents.extraction.tables import draft_of

PERSONS = [
    ("ru", "Депутат Андрей Волков застрелен 14 мая в Твери у своего дома."),
    ("ru", "Журналиста Игоря Медведева 14 мая ударили ножом в Казани, он ранен."),
    ("ru", "Самый громкий эпизод — расстрел коммерсанта Льва Абрамова в Люберцах в сентябре 1998 года."),
    ("ru", "Следователь Кабанов подорвался в машине 14 мая в Назрани."),
    ("uk", "Депутата Андрія Вовка застрелили 14 травня в Сумах біля під'їзду."),
    ("uk", "Адвоката Лева Гриценка 14 травня вдарили ножем в Одесі, його поранено."),
]
BEASTS = [
    ("ru", "Волк напал 14 мая на пастуха под Тверью и ранил его."),
    ("ru", "Медведь убил туриста под Казанью 14 мая. Медведь напал на палатку."),
    ("ru", "На пасечника под Омском 14 мая напал медведь, мужчина ранен."),
    ("uk", "Вовк напав 14 травня на пастуха під Сумами і поранив його."),
    ("uk", "На туристів у Карпатах під Раховом 14 травня напав ведмідь, двоє поранені."),
]


@pytest.mark.parametrize(("language", "text"), PERSONS, ids=[row[1] for row in PERSONS])
def test_it_is_an_attack(extractor: Extractor, language: str, text: str) -> None:
    assert [one for one in extractor.extract(draft_of(text, language)) if one.type in VIOLENT]


@pytest.mark.parametrize(("language", "text"), BEASTS, ids=[row[1] for row in BEASTS])
def test_it_is_none(extractor: Extractor, language: str, text: str) -> None:
    assert not [one for one in extractor.extract(draft_of(text, language)) if one.type in VIOLENT]
