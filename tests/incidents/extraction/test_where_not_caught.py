"""Which of several towns of a Russian or Ukrainian report is the scene: not where the suspect was caught or the
car was left, and the suburb rather than the city by which it is told.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of
from tests.incidents.extraction.test_sentences import place_right

REPORTS = [
    ("ru", "Augsburg", "В Ульме задержан подозреваемый в убийстве таксиста в баварском Аугсбурге."),
    ("ru", "Augsburg", "Полиция Мюнхена задержала мужчину, которого подозревают в убийстве таксиста в баварском Аугсбурге."),
    ("ru", "Strömsund", "В Ташкенте задержан мужчина, подозреваемый в покушении на имама в шведском городе Стрёмсунд."),
    ("ru", "Tver", "Ювелирный салон ограбили в торговом центре Твери. Машину налётчиков нашли в Клину."),
    ("ru", "Tver", "Налётчики ограбили банк в центре Твери и скрылись в сторону Клина."),
    ("ru", "Tver", "В Твери задержан мужчина, зарезавший соседа."),
    ("ru", "Tver", "Мужчину задержали в Твери: он зарезал прохожего на вокзале."),
    ("ru", "Saint-Denis", "Мужчина ранил ножом прохожего в пригороде Парижа Сен-Дени."),
    ("ru", "Makiyivka", "В пригороде Донецка Макеевке снаряд попал в дом, погибла женщина."),
    ("ru", "Brovary", "В Броварах под Киевом взорвалась граната, ранен подросток."),
    ("ru", "Damascus", "В пригороде Дамаска взорван автобус. Раненых увезли в Хомс."),
    ("ru", "Gornyi", "ЧИТА. Рядовой расстрелял восемь сослуживцев в части в посёлке Горный и переведён в изолятор Читы."),
    ("ru", "Utøya", "Стрелок убил 69 человек в лагере на острове Утёйя в Норвегии."),
    ("ru", "In Amenas", "Боевики захватили заложников на газовом комплексе в алжирском Ин-Аменасе."),
    ("uk", "Brovary", "У Києві затримали підозрюваного у вбивстві таксиста в Броварах."),
    ("uk", "Lutsk", "Невідомі пограбували банк у Луцьку. Автомобіль нападників знайшли в Ковелі."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "town", "text"), REPORTS)
def test_the_scene_is_where_it_was_done(extractor: Extractor, language: str, town: str, text: str) -> None:
    found = extractor.extract(draft_of(text, language))
    assert found and place_right(found[0].place, "place", town), [one.place for one in found]


def test_an_attack_of_another_country_is_no_part_of_the_one_told(extractor: Extractor) -> None:
    text = (
        "Подросток открыл стрельбу в супермаркете в Буффало, погибли десять человек.\n\n"
        "Стрелок вдохновлялся нападением на мечети в новозеландском Крайстчерче, где был убит 51 человек."
    )
    found = extractor.extract(draft_of(text, "ru", "Стрельба в супермаркете в Буффало"))
    told = [(one.place and one.place.country, one.killed and one.killed.best, one.status) for one in found]
    assert told == [("US", 10, "current"), ("NZ", 51, "background")]
