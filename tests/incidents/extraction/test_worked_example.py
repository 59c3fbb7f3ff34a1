"""The worked example: three incidents told in one article, a caption and a footer that tell of none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor, quotes
from incidents.incident import Attribution, Incident, Toll, Type, When
from incidents.watch import Group

GROUPS = (
    Group(
        "Islamic State",
        aliases=("ISIS", "ISIL", "Islamic State group", "ИГИЛ", "Исламское государство", "Ісламська держава"),
        weak=("IS", "ИГ"),
        media=("Amaq", "al-Naba", "Амак", "Ан-Наба"),
    ),
)

ENGLISH = Draft(
    url="https://news.example/en",
    title="Officer killed by knife attackers in Kaspiysk",
    text="""KASPIYSK, Russia -- Two men armed with knives attacked police officers in Kaspiysk, a town in Russia's republic of Dagestan, on Monday, killing one officer and wounding another, the Interior Ministry said. Both attackers were shot dead.

The Islamic State claimed responsibility for the attack through its news agency Amaq.

Ten days earlier, eight people were injured in a stabbing in the Siberian city of Surgut. It was the second of two attacks in one month.

The group also brought down a Russian airliner over Egypt's Sinai peninsula in November 2015, killing all 224 people on board.

Photo: Police guard the Olympic park in Sochi in 2014 after bombing threats.

About the magazine

The Weekly Observer has reported on attacks and bombings in Moscow since 1998.""",
    published=datetime(2018, 5, 16, 10, tzinfo=UTC),
    language="en",
    source="The Weekly Observer",
)

RUSSIAN = Draft(
    url="https://news.example/ru",
    title="В Каспийске двое с ножами напали на полицейских",
    text="""В понедельник в дагестанском Каспийске двое мужчин с ножами напали на сотрудников полиции. Один полицейский погиб, ещё один ранен, оба нападавших были застрелены.

Ответственность за нападение через агентство «Амак» взяла на себя группировка «Исламское государство».

Десятью днями ранее в Сургуте мужчина с ножом ранил восемь человек. Это второе нападение за месяц.

В ноябре 2015 года над Синаем был взорван российский самолёт, погибли 224 человека.

На фото: полиция в Сочи, 2014 год.

О журнале

Журнал пишет о терактах в Москве с 1998 года.""",
    published=datetime(2018, 5, 16, 10, tzinfo=UTC),
    language="ru",
    source="Еженедельник",
)


UKRAINIAN = Draft(
    url="https://news.example/uk",
    title="У Каспійську двоє з ножами напали на поліцейських",
    text="""У понеділок у дагестанському Каспійську двоє чоловіків із ножами напали на поліцейських. Один поліцейський загинув, ще один поранений, обидва нападники були застрелені.

Відповідальність за напад через агентство «Амак» взяло на себе угруповання «Ісламська держава».

Десятьма днями раніше в Сургуті чоловік із ножем поранив вісьмох людей. Це другий напад за місяць.

У листопаді 2015 року над Синаєм було підірвано російський літак, загинули 224 людини.

На світлині: поліція в Сочі, 2014 рік.

Про журнал

Журнал пише про теракти в Москві з 1998 року.""",
    published=datetime(2018, 5, 16, 10, tzinfo=UTC),
    language="uk",
    source="Тижневик",
)


POLICE = ("police", "полиц", "сотрудник", "поліц")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(GROUPS)


def told(extractor: Extractor, draft: Draft) -> tuple[Incident, ...]:
    return extractor.extract(draft)


EXAMPLES = [pytest.param(ENGLISH, id="en"), pytest.param(RUSSIAN, id="ru"), pytest.param(UKRAINIAN, id="uk")]


@pytest.mark.parametrize("draft", EXAMPLES)
def test_the_news_is_the_first_incident_with_all_its_facts(extractor: Extractor, draft: Draft) -> None:
    main = told(extractor, draft)[0]
    assert (main.type, main.status) == (Type.STABBING, "current")
    assert main.date == When(date(2018, 5, 14), date(2018, 5, 14), "day", "relative")
    assert main.place is not None
    assert (main.place.name, main.place.admin1_code, main.place.country) == ("Kaspiysk", "RU-DA", "RU")
    assert main.attribution == (Attribution("Islamic State", None, "claimed", "Amaq"),)
    assert (main.killed, main.injured) == (Toll.exactly(1), Toll.exactly(1))
    assert main.perpetrators_killed == Toll.exactly(2)
    assert (main.abducted, main.arrested) == (None, None)
    assert main.place.admin1 == "Dagestan" and main.place.precision == "place" and main.place.geonameid
    assert main.weapon is not None and main.weapon[:3].casefold() in ("kni", "нож")
    assert main.targets and all(target.casefold().startswith(POLICE) for target in main.targets)
    assert main.confidence > 0.8


@pytest.mark.parametrize("draft", EXAMPLES)
def test_the_attack_ten_days_before_is_told_apart_as_earlier(extractor: Extractor, draft: Draft) -> None:
    surgut = told(extractor, draft)[1]
    assert (surgut.type, surgut.status, surgut.injured) == (Type.STABBING, "earlier", Toll.exactly(8))
    assert surgut.killed is None
    assert surgut.place is not None
    assert (surgut.place.name, surgut.place.admin1_code) == ("Surgut", "RU-KHM")
    assert surgut.date == When(date(2018, 5, 4), date(2018, 5, 4), "day", "relative")
    assert (surgut.attribution, surgut.perpetrators_killed) == ((), None)


@pytest.mark.parametrize("draft", EXAMPLES)
def test_the_airliner_is_background_and_caption_and_footer_tell_nothing(
    extractor: Extractor, draft: Draft
) -> None:
    incidents = told(extractor, draft)
    assert [incident.status for incident in incidents] == ["current", "earlier", "background"]
    assert incidents[2].killed == Toll.exactly(224)
    assert incidents[2].date == When(date(2015, 11, 1), date(2015, 11, 30), "month", "stated")
    assert incidents[2].place is not None
    assert (incidents[2].place.name, incidents[2].place.country) == ("Sinai", "EG")
    assert incidents[2].targets and not incidents[2].attribution
    names = {incident.place.name for incident in incidents if incident.place}
    assert not names & {"Sochi", "Moscow"}


@pytest.mark.parametrize("draft", EXAMPLES)
def test_every_value_points_at_words_of_the_article(extractor: Extractor, draft: Draft) -> None:
    for incident in told(extractor, draft):
        fields = {evidence.field for evidence in incident.evidence}
        assert {"type", "status"} <= fields
        for evidence in incident.evidence:
            words = (draft.title if evidence.where == "title" else draft.text)[evidence.start : evidence.end]
            assert words and words == words.strip()


@pytest.mark.parametrize("draft", EXAMPLES)
def test_quotes_are_sentences_of_the_article_with_marks_inside(extractor: Extractor, draft: Draft) -> None:
    main = told(extractor, draft)[0]
    shown = quotes(draft, main)
    sentences = shown[1:] if shown[0].text == draft.title else shown
    assert 1 <= len(sentences) <= 3
    assert all(quote.text in draft.text and len(quote.text) <= 400 for quote in sentences)
    for quote in shown:
        assert all(0 <= start < end <= len(quote.text) for start, end in quote.marks)
