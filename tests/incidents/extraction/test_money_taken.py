"""Money that is stolen is nobody taken, and somebody taken beside money is: half of it are real abductions."""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import Toll
from tests.incidents.extraction.tables import draft_of, is_news

# Language, text, how many were taken.
TAKEN = [
    ("ru", "Во вторник в Омске неизвестные похитили банкира и 2 млн рублей.", 1),
    ("ru", "Полиция ищет боевиков, похитивших во вторник под Агадесом двух врачей и 2 млн франков.", 2),
    ("ru", "Похищены двое инженеров, выкуп 2 млн долларов требуют во вторник в Порт-Харкорте.", 2),
    ("ru", "Во вторник похищен сын банкира в Гуаякиле, требуют миллион долларов.", 1),
    ("ru", "Мэра Ла-Паса похитили во вторник за 2 млн долларов выкупа.", 1),
    ("uk", "У вівторок в Одесі невідомі викрали бізнесмена й 2 мільйони гривень.", 1),
]
MONEY = [
    ("ru", "Во вторник в Омске неизвестный похитил у пенсионерки из Пензы три миллиона рублей."),
    ("ru", "В Омске во вторник взорвался банкомат; полиция ищет неизвестных, похитивших 2 млн рублей."),
    ("ru", "Полиция Самары во вторник задержала троих, похитивших из взорванного банкомата 2 млн."),
    ("ru", "Во вторник в Твери взорвали банкомат, похищено два миллиона."),
    ("ru", "Подросток похитил во вторник в Уфе из кассы кафе 40 тысяч рублей."),
    ("uk", "У вівторок в Одесі викрадено 2 млн грн із банкомата, який підірвали."),
    ("uk", "Чиновник викрав у громади на Львівщині понад 5 мільйонів гривень, повідомили у вівторок."),
]


@pytest.mark.parametrize(("language", "text", "taken"), TAKEN, ids=[row[1][:40] for row in TAKEN])
def test_who_was_taken_is_told(extractor: Extractor, language: str, text: str, taken: int) -> None:
    (found,) = (one for one in extractor.extract(draft_of(text, language)) if is_news(one))
    assert (found.type.value, found.abducted) == ("kidnapping", Toll.exactly(taken))


@pytest.mark.parametrize(("language", "text"), MONEY, ids=[row[1][:40] for row in MONEY])
def test_money_is_nobody(extractor: Extractor, language: str, text: str) -> None:
    found = [one for one in extractor.extract(draft_of(text, language)) if is_news(one)]
    assert all(one.type.value != "kidnapping" and one.abducted is None for one in found)
