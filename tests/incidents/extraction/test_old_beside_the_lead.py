"""What an article recalls with its month or an old day is no news, whatever day its lead names: one that lies ahead, that
of a decree, or an hour told beside the old day.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import VIOLENT
from tests.incidents.extraction.tables import draft_of

# published on Thursday 2024-05-16
RECALLED = [
    (
        "ru",
        "earlier",
        "Переход закроют на ночь",
        "Эстония с 1 июня закроет на ночь переход в Нарве. Так решило правительство.\n\n"
        "Отношения испортились, когда в начале марта беспилотники атаковали аэродром в Пскове.",
    ),
    (
        "ru",
        "earlier",
        "Финал перенесли в Гвадалахару",
        "Федерация футбола Мексики проведёт финал чемпионата 26 мая в Гвадалахаре.\n\n"
        "27 апреля в баре в Монтеррее вооружённые люди расстреляли пятерых посетителей.",
    ),
    (
        "uk",
        "earlier",
        "Міст перекриють на літо",
        "Міст через Інгул у Миколаєві перекриють з 3 червня. Про це повідомила мерія.\n\n"
        "Опори постраждали 21 березня, коли російська ракета влучила в порт у Миколаєві.",
    ),
    (
        "ru",
        "earlier",
        "Уволен начальник полиции",
        "Министр внутренних дел Албании отправил в отставку начальника полиции Тираны. Приказ подписан 15 мая."
        "\n\nПоводом стала критика: в апреле в центре Тираны застрелили владельца казино, а стрелок скрылся.",
    ),
    (
        "ru",
        "background",
        "Дания ослабила охрану газеты",
        "Полиция Дании сняла охрану с редакции газеты.\n\n"
        "В Копенгагене помнят, как в феврале 2015 года датчанин обстрелял кафе, а ночью — синагогу.",
    ),
    (
        "uk",
        "background",
        "Ірпінь відбудував пологовий",
        "В Ірпені запрацював пологовий будинок. Перше немовля народилося 14 травня.\n\n"
        "Попередню будівлю знищено в березні 2022 року під час обстрілу Ірпеня, загинули восьмеро людей.",
    ),
    (
        "uk",
        "background",
        "Поліція зняла охорону з синагоги",
        "Поліція Швеції зняла охорону з синагоги в Мальме.\n\n"
        "У Гетеборзі ще пам'ятають, як у грудні 2017 року юнаки ввечері підпалили синагогу.",
    ),
]
NEWS = [
    (
        "ru",
        "Взрыв в Кабуле",
        "Взрыв прогремел 14 мая в Кабуле, погибли двое. В мае это уже третий взрыв в городе.",
    ),
    (
        "ru",
        "В Тиране застрелен владелец казино",
        "В центре Тираны 15 мая застрелили владельца казино. В апреле он сменил охрану.",
    ),
    (
        "ru",
        "Стрельба в Копенгагене",
        "Неизвестный ночью обстрелял кафе в Копенгагене, ранены двое. Полиция ищет стрелка.",
    ),
    (
        "ru",
        "В Монтеррее расстреляли посетителей бара",
        "В баре в Монтеррее вооружённые люди расстреляли пятерых посетителей, сообщили 15 мая власти. "
        "Финал чемпионата пройдёт 26 мая.",
    ),
    (
        "uk",
        "Ракета влучила в порт",
        "Російська ракета 15 травня влучила в порт у Миколаєві. Рух мостом відновлять 3 червня.",
    ),
]


@pytest.mark.parametrize(("language", "status", "title", "text"), RECALLED, ids=[row[2] for row in RECALLED])
def test_it_is_recalled(extractor: Extractor, language: str, status: str, title: str, text: str) -> None:
    found = [one for one in extractor.extract(draft_of(text, language, title)) if one.type in VIOLENT]
    assert [one.status for one in found] == [status]


@pytest.mark.parametrize(("language", "title", "text"), NEWS, ids=[row[1] for row in NEWS])
def test_it_is_news(extractor: Extractor, language: str, title: str, text: str) -> None:
    found = [one for one in extractor.extract(draft_of(text, language, title)) if one.type in VIOLENT]
    assert [one.status for one in found] == ["current"]
