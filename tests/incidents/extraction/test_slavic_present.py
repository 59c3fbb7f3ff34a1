"""Headlines in the present, which Russian and Ukrainian papers write of what has just happened; and the same verbs
of habits, of beasts, of clubs, of films.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import Type
from tests.incidents.extraction.tables import draft_of, is_news

TOLD = """\
ru armed_attack Боевики нападают на деревню под Гомой, девять погибших
ru suicide_bombing Террорист взрывает себя у мечети в Кабуле
ru kidnapping Неизвестные похищают школьников в Кадуне
ru kidnapping Боевики похищают девять школьников в Кадуне
ru armed_attack Боевики «Боко харам» убивают девять крестьян в Борно
ru armed_attack Вооружённые люди врываются в школу в Кадуне
ru stabbing Мужчина с ножом нападает на прохожих в Лионе
ru airstrike Дроны атакуют нефтебазу в Рязани
uk armed_attack Бойовики нападають на село під Гомою, дев'ять загиблих
uk suicide_bombing Терорист підриває себе біля мечеті в Кабулі
uk kidnapping Невідомі викрадають школярів у Кадуні
uk shelling Росія обстрілює Харків, є поранені"""
HABITS = """\
ru Клещи нападают на дачников в Перми
ru Почему боевики нападают на деревни в Сахеле
ru Мошенники похищают деньги у пенсионеров Москвы
ru Как убивают журналистов в Мексике
ru «Спартак» атакует Дзюбу
ru Медведи нападают на туристов в Сочи
ru Хакеры атакуют банки Москвы
ru Театр в Перми взрывает зал премьерой
ru Каждый год боевики нападают на деревни Сахеля и похищают школьников
ru Боевики нападают на деревни по ночам, говорят жители Борно
ru В фильме террористы нападают на отель и похищают женщин
ru Повстанцы часто нападают на конвои в Гоме
uk Кліщі нападають на дачників у Львові
uk Чому бойовики нападають на села в Сахелі"""


@pytest.mark.parametrize("row", TOLD.splitlines())
def test_a_headline_in_the_present_tells_an_act(extractor: Extractor, row: str) -> None:
    language, kind, title = row.split(" ", 2)
    news = [one for one in extractor.extract(draft_of("", language, title)) if is_news(one)]
    assert [one.type for one in news] == [Type(kind)]


@pytest.mark.parametrize("row", HABITS.splitlines())
def test_habits_and_beasts_tell_none(extractor: Extractor, row: str) -> None:
    language, title = row.split(" ", 1)
    assert not any(map(is_news, extractor.extract(draft_of("", language, title))))
