"""Acts told in words for many, or beside a law or a novel, are recalled with their town where that and a time
are told; counts of a year, plans and other attacks are not.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import VIOLENT
from tests.incidents.extraction.tables import draft_of

RECALLED = [
    ("ru", "Paris", "Законопроект внесли вскоре после терактов в Париже 13 ноября 2015 года."),
    ("ru", "Srebrenica", "Он обвиняется в убийствах мирных жителей в Сребренице в июле 1995 года."),
    ("ru", "Mumbai", "Он возглавил ведомство после атак на отели в Мумбаи в ноябре 2008 года."),
    ("ru", "Volgograd", "Рамки поставили на входах после взрывов в Волгограде в декабре 2013 года."),
    ("ru", "London", "Премию получил роман о женщине, пережившей теракты в Лондоне 7 июля 2005 года."),
    ("ru", "Grozny", "Он причастен к убийствам 12 журналистов в Грозном в 1999 году."),
    ("ru", "Dushanbe", "Прокуратура подозревает его в убийствах и похищениях в Душанбе в 1996–1997 годах."),
    ("ru", "Grozny", "Его обвиняют в похищениях и убийствах в Грозном в 2001 году."),
    ("ru", "Buenos Aires", "Вахиди обвиняется в организации взрыва в аргентинской столице в июле 1994 года."),
    ("ru", "Munich", "Историки изучат документы о захвате израильских спортсменов в Мюнхене в 1972 году."),
    ("ru", "Baghdad", "Художник живёт в Генте. Брат художника похищен в Багдаде в 2006 году."),
    (
        "ru",
        "Beslan",
        "Парк в Беслане разобьют рядом со школой № 1, в захвате которой в сентябре 2004 года погибли 334 человека.",
    ),
    ("uk", "Donetsk", "Його підозрюють у вбивствах і викраденнях у Донецьку 2014 року."),
    ("uk", "Rome", "Чиновника звинувачують в організації вибуху в італійській столиці в липні 1993 року."),
    (
        "uk",
        "Munich",
        "Історики вивчать документи про захоплення ізраїльських спортсменів у Мюнхені 1972 року.",
    ),
    ("uk", "Madrid", "Закон готували після терактів у Мадриді 11 березня 2004 року."),
    ("en", "Paris", "The law was drafted after the attacks in Paris on 13 November 2015."),
    ("en", "Srebrenica", "He was charged on Wednesday with murders of civilians in Srebrenica in July 1995."),
]
NOT = [
    ("ru", "За 2023 год в Гаваре зафиксировано 58 убийств, сообщило министерство."),
    ("ru", "Число нападений в Лондоне в 2019 году выросло на 12 процентов, сообщил мэр."),
    ("ru", "В ноябре 2015 года в Вене прошла конференция о предотвращении терактов."),
    ("ru", "Полиция Брюсселя с ноября 2015 года проверяет сумки из-за угрозы терактов."),
    ("ru", "Биржа в Токио пережила две хакерские атаки в 2018 году."),
    ("ru", "В Волгограде в декабре 2013 года показали фильм о подготовке терактов."),
    ("ru", "В Душанбе в 1997 году выросло число убийств и похищений, говорится в отчёте."),
    ("ru", "Фильм о похищениях и убийствах в Чикаго в 1929 году собрал миллион долларов."),
    ("ru", "Его обвиняют в подготовке взрыва в Уфе в 2010 году."),
    ("ru", "Борец провёл захват соперника на турнире в Мюнхене в 1972 году."),
    ("ru", "Речь шла о захвате рынка Казани в 2015 году."),
    ("uk", "Його звинувачують у підготовці вибуху в Одесі 2010 року."),
    ("uk", "Кількість вбивств і викрадень у Донецьку 2012 року зросла."),
    ("uk", "Сервери банку в Одесі пережили дві хакерські атаки у 2022 році."),
    ("uk", "У березні 2004 року в Мадриді готували теракти, але поліція їм запобігла."),
    ("ru", "Мужчина готовил после возвращения из Сирии теракт в Казани во вторник, сообщила ФСБ."),
    ("ru", "Подросток готовил после ссоры с учителем нападение на школу в Казани во вторник."),
    ("uk", "Агент готував після вербування вибух біля відділу поліції в Одесі у вівторок."),
    ("en", "A teenager plotted, after quarrelling with a teacher, to bomb his school in Leeds on Tuesday."),
    ("en", "Security forces foiled after a shoot-out a suicide bombing in Quetta on Tuesday."),
    ("en", "There were 3,026 murders in Guanajuato in 2023, the ministry said."),
    ("en", "A conference on the prevention of attacks took place in Vienna in November 2015."),
    ("en", "After bear attacks in Brasov in August 2021 the town moved its bins behind fences."),
    ("en", "The Tokyo exchange, which suffered two cyber attacks in 2018, has been sold."),
]


@pytest.mark.parametrize(("language", "town", "text"), RECALLED, ids=[row[2] for row in RECALLED])
def test_it_is_background(extractor: Extractor, language: str, town: str, text: str) -> None:
    found = extractor.extract(draft_of(text, language))
    told = [(one.place and one.place.name, one.status) for one in found if one.type in VIOLENT]
    assert told == [(town, "background")]


@pytest.mark.parametrize(("language", "text"), NOT, ids=[row[1] for row in NOT])
def test_it_is_none(extractor: Extractor, language: str, text: str) -> None:
    assert not [one for one in extractor.extract(draft_of(text, language)) if one.type in VIOLENT]
