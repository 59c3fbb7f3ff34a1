"""Acceptance cases of what users demand that one article alone can show: names, background, dates, passages, and
what is no attack.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from incidents import presets
from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import VIOLENT, Incident
from incidents.watch import Group

HTS = "Hay'at Tahrir al-Sham"
PUBLISHED = datetime(2024, 5, 16, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor([*presets.groups(), Group("Assad loyalists", aliases=("assad",))])


def read(
    extractor: Extractor, text: str, title: str = "", published: datetime | None = PUBLISHED
) -> list[Incident]:
    return list(extractor.extract(Draft("https://news.example/1", title, text, published, "en", None)))


def groups(found: list[Incident]) -> set[str]:
    return {one.group for incident in found for one in incident.attribution}


def news(found: list[Incident]) -> list[Incident]:
    return [one for one in found if one.type in VIOLENT and one.status == "current"]


# Case 1: names are whole words, and a short name needs its capitals.
@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "The ambassador was shot dead by gunmen in Ankara on Tuesday, police said."),
        (
            "",
            "Three people were killed in a bombing in Hama on Tuesday; rights groups said flights were halted. Insights differ.",
        ),
        ("", "A man was stabbed to death in Oxford on Tuesday beside the river Isis, police said."),
        ("", "A bomb exploded in Lagos on Tuesday; it is not known who did it."),
        (
            "A BOMB IS FOUND AFTER BLAST KILLS TWO IN LAGOS",
            "A bomb exploded in Lagos on Tuesday, killing two people.",
        ),
    ],
    ids=["ambassador", "rights", "the river", "the verb", "a headline in capitals"],
)
def test_a_name_inside_another_word_is_no_group(extractor: Extractor, title: str, text: str) -> None:
    found = read(extractor, text, title)

    assert news(found)
    assert not groups(found) & {"Assad loyalists", HTS, "Islamic State"}


def test_the_group_itself_is_found_as_a_word(extractor: Extractor) -> None:
    text = "HTS claimed responsibility for a car bomb that killed three people in Hama on Tuesday."

    assert groups(read(extractor, text)) == {HTS}


# Case 2: today's act is current; what is told as history is background, and does not add to it.
def test_today_in_a_headline_is_news(extractor: Extractor) -> None:
    found = read(
        extractor,
        "A missile struck a market in Kharkiv on Thursday, killing two people.",
        "Today in Ukraine: missile strikes Kharkiv",
    )

    assert [one.status for one in found if one.type == "shelling"] == ["current"]


@pytest.mark.parametrize(
    "text",
    [
        "On this day in 1986 a bomb exploded in a discotheque in West Berlin, killing three people.",
        "Ten years on from the shooting in Nairobi, in which 67 people were killed, families met on Thursday.",
        "Flashback: in May 2014 gunmen killed four people at a museum in Brussels.",
        "The town on Thursday marks the anniversary of the attack in which a gunman killed five people in 2019.",
    ],
)
def test_what_is_remembered_is_no_news(extractor: Extractor, text: str) -> None:
    assert not news(read(extractor, text))


def test_a_current_attack_that_recalls_2015_is_told_once(extractor: Extractor) -> None:
    text = (
        "A gunman shot two people dead in Paris on Wednesday evening, police said.\n\n"
        "In November 2015, gunmen and bombers killed 130 people in the city."
    )
    found = news(read(extractor, text))

    assert len(found) == 1
    assert found[0].date is not None
    assert found[0].date.start == date(2024, 5, 15)
    assert found[0].killed is not None
    assert found[0].killed.best == 2


# Case 3: a day that is not told is not made up.
def test_no_day_is_taken_from_the_publication(extractor: Extractor) -> None:
    (found,) = read(extractor, "Gunmen killed three people in a village near Goma, officials said.")

    assert found.date is None


def test_an_article_without_a_day_has_no_relative_days(extractor: Extractor) -> None:
    (found,) = read(
        extractor, "Gunmen killed three people near Goma on Tuesday, officials said.", published=None
    )

    assert found.date is None


def test_a_month_is_a_month(extractor: Extractor) -> None:
    found = read(extractor, "In March 2015 a suicide bomber killed 12 people in Kano, police said.")

    assert found[0].date is not None
    assert found[0].date.precision == "month"
    assert (found[0].date.start, found[0].date.end) == (date(2015, 3, 1), date(2015, 3, 31))


# Case 9: actor, act and place come from one passage.
def test_an_article_that_names_many_places_puts_the_act_in_one(extractor: Extractor) -> None:
    text = (
        "The president returned from Paris on Tuesday after talks in Berlin and Rome.\n\n"
        "In Quetta, a bomb exploded at a bus stop on Tuesday and killed four people.\n\n"
        "Islamabad and Kabul have accused each other of sheltering rebels."
    )
    found = news(read(extractor, text))

    assert [one.place.name for one in found if one.place] == ["Quetta"]


def test_a_group_named_elsewhere_did_not_do_it(extractor: Extractor) -> None:
    text = (
        "A man stabbed two people in Nantes on Wednesday. Police do not think it was terrorism.\n\n"
        "In Syria, meanwhile, the army says the Islamic State has lost its last village."
    )

    assert not groups(read(extractor, text))


# Case 10: what only sounds like an attack.
@pytest.mark.parametrize(
    "text",
    [
        "A court in Lyon sentenced a man to 20 years on Wednesday for stabbing a teacher in 2020.",
        "Police in Leeds arrested a man of 60 on Wednesday over a bombing in 1974.",
        "Hundreds of soldiers stormed a mock village and freed hostages in an exercise near Hanover on Tuesday.",
        "The film, in which gunmen attack a bank and kill six people, opens in Madrid on Thursday.",
        "The visitors attacked from the start and shot twice in the first half before the striker killed the match in Turin on Tuesday.",
        "Prices exploded in Istanbul on Tuesday as the lira crashed and markets took a battering.",
        "Terrorists are likely to try to carry out attacks in Mali; avoid all travel to the north, the ministry said on Tuesday.",
    ],
    ids=["sentence", "old attack", "drill", "film", "sport", "market", "travel advice"],
)
def test_what_only_sounds_like_an_attack_is_no_news(extractor: Extractor, text: str) -> None:
    assert not news(read(extractor, text))
