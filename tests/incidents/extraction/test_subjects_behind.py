"""Who stands in the nominative behind the verb did it: "репортёра застрелили двое мотоциклистов" is one dead."""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

TOLD = [
    ("ru", "killed", 1, "Репортёра застрелили двое мотоциклистов в Дублине 14 мая."),
    ("ru", "killed", 1, "Учителя зарезали трое подростков в Твери 14 мая."),
    ("ru", "killed", 1, "Таксиста в Перми 14 мая убили двое пассажиров."),
    ("ru", "injured", 1, "Сторожа избили четверо парней в Уфе 14 мая."),
    ("ru", "abducted", 1, "Девушку похитили двое мужчин в Уфе 14 мая."),
    ("ru", "killed", 3, "Троих охранников застрелили двое мужчин в Уфе 14 мая."),
    ("uk", "killed", 1, "Репортера застрелили двоє мотоциклістів у Дубліні 14 травня."),
    ("uk", "killed", 1, "Таксиста вбили двоє пасажирів у Сумах 14 травня."),
    ("uk", "injured", 1, "Сторожа побили четверо хлопців в Одесі 14 травня."),
    # traps: whom it befell
    ("ru", "killed", 2, "В Дублине 14 мая застрелили двоих мотоциклистов."),
    ("ru", "killed", 3, "Неизвестные зарезали троих подростков в Твери 14 мая."),
    ("ru", "killed", 2, "В Твери 14 мая убиты двое подростков."),
    ("ru", "killed", 2, "Боевики обстреляли колонну 14 мая в Дженине и убили двух солдат."),
    ("ru", "killed", 2, "В Твери 14 мая неизвестные застрелили охранника. Погибли двое мужчин."),
    ("uk", "killed", 2, "У Сумах 14 травня застрелили двох мотоциклістів."),
    ("uk", "killed", 2, "У Сумах 14 травня вбито двоє підлітків."),
]


@pytest.mark.parametrize(("language", "field", "number", "text"), TOLD, ids=[row[3] for row in TOLD])
def test_whom_it_befell(extractor: Extractor, language: str, field: str, number: int, text: str) -> None:
    found = extractor.extract(draft_of(text, language))[0]
    toll = getattr(found, field)
    assert (toll and toll.best, found.perpetrators_killed) == (number, None)
