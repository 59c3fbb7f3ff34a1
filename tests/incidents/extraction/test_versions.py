"""A robbery that the police only consider is none: what was done is what the report tells."""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

SHOT = "Бизнесмен Петр Илиев застрелен 15 мая в Софии у собственного дома. Неизвестный выстрелил ему в голову и скрылся. "
STABBED = "Ювеліра зарізали 15 травня в Одесі біля під'їзду. Невідомий ударив його ножем і втік. "
TOLD = [
    ("ru", "shooting", SHOT + "Полиция рассматривает версии заказного убийства и ограбления."),
    ("ru", "shooting", SHOT + "Версию ограбления следователи исключают."),
    ("ru", "shooting", SHOT + "Одна из версий — ограбление."),
    ("ru", "shooting", SHOT + "Возможный мотив — ограбление, сообщил следователь."),
    ("uk", "stabbing", STABBED + "Поліція розглядає версію пограбування."),
    ("uk", "stabbing", STABBED + "Слідчі перевіряють версії помсти та розбою."),
    # traps
    ("ru", "robbery", "Ювелир застрелен 15 мая в Софии при ограблении магазина. Грабители унесли золото."),
    (
        "ru",
        "robbery",
        "По версии следствия, ограбление банка в Твери 15 мая совершили трое: они застрелили охранника.",
    ),
    (
        "ru",
        "robbery",
        "Двое ограбили 15 мая ювелирный магазин в Софии и застрелили продавца. Есть две версии.",
    ),
    ("uk", "robbery", "Ювеліра зарізали 15 травня в Одесі під час пограбування крамниці. Грабіжники втекли."),
]


@pytest.mark.parametrize(("language", "kind", "text"), TOLD, ids=[row[2] for row in TOLD])
def test_kind(extractor: Extractor, language: str, kind: str, text: str) -> None:
    assert extractor.extract(draft_of(text, language))[0].type == kind
