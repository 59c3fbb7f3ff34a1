"""Crimes in a row upon people in general are talk ("abductions and murders of witnesses"); upon somebody, or with their
number or time, they are an act.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import VIOLENT
from tests.incidents.extraction.tables import draft_of

TALK = [
    (
        "ru",
        "Похищения и убийства свидетелей в штате Герреро стали обычным делом, говорится в записке.",
    ),
    ("ru", "Депутаты обсудят 21 мая похищения и убийства свидетелей в Москве."),
    ("ru", "По словам автора, похищения и убийства журналистов в Мехико остаются без наказания."),
    ("ru", "Убийства и похищения активистов в Багдаде остаются нераскрытыми, заявила организация."),
    ("uk", "Викрадення та вбивства свідків у Мехіко стали буденністю, йдеться у документі."),
    ("uk", "Депутати обговорять 21 травня викрадення і вбивства журналістів у Києві."),
]
ACTS = [
    ("ru", "В Гаване 14 мая судят троих за похищение и убийство школьницы."),
    ("ru", "За похищение и убийство ювелира в Риме в 2009 году он получил пожизненный срок."),
    ("ru", "Похищения и убийства пятерых студентов в Мехико 12 мая потрясли страну."),
    ("ru", "Он признался в похищении и убийстве двоих свидетелей в Грозном в мае 2010 года."),
    ("ru", "Он причастен к похищениям и убийствам студентов в Игуале в сентябре 2014 года."),
    ("uk", "За викрадення і вбивство ювеліра в Римі у 2009 році він отримав довічний строк."),
    ("uk", "Викрадення та вбивства п'ятьох студентів у Мехіко 12 травня сколихнули країну."),
]


@pytest.mark.parametrize(("language", "text"), TALK, ids=[row[1] for row in TALK])
def test_it_is_talk(extractor: Extractor, language: str, text: str) -> None:
    assert not [one for one in extractor.extract(draft_of(text, language)) if one.type in VIOLENT]


@pytest.mark.parametrize(("language", "text"), ACTS, ids=[row[1] for row in ACTS])
def test_it_is_an_act(extractor: Extractor, language: str, text: str) -> None:
    assert [one for one in extractor.extract(draft_of(text, language)) if one.type in VIOLENT]
