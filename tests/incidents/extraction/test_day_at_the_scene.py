"""Weekdays that have begun where it happened; all other relative days are of the stamp's own offset."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor

# Sunday 12 May 2024 to Tuesday 14 May.
SUNDAY, MONDAY, TUESDAY = date(2024, 5, 12), date(2024, 5, 13), date(2024, 5, 14)
LATE_MONDAY = datetime(2024, 5, 13, 22, 30, tzinfo=UTC)
EARLY_TUESDAY = datetime(2024, 5, 14, 3, 10, tzinfo=UTC)
NOON_TUESDAY = datetime(2024, 5, 14, 12, tzinfo=UTC)
NEW_YORK = timezone(timedelta(hours=-4))
KYIV = timezone(timedelta(hours=3))

EAST = (
    ("A bomb killed four people at a market in Quetta, Pakistan, on {}, police said.", "en"),
    ("MANILA, Philippines (Agency) - Gunmen shot dead three fishermen in Jolo on {}, the army said.", "en"),
    ("Gunmen killed five villagers in Imphal, India, {}, officials said.", "en"),
    ("A man stabbed two people at a railway station in Osaka on {}, Japanese media reported.", "en"),
)
WEST = (
    ("Two men were shot dead outside a bar in Denver, Colorado, on {}, police said.", "en"),
    ("Gunmen killed four people at a football pitch in Celaya, Mexico, {}, prosecutors said.", "en"),
)


def day(
    extractor: Extractor, text: str, published: datetime, language: str = "en", url: str = ""
) -> date | None:
    draft = Draft(url or "https://wire.example/1", "", text, published, language, "wire")
    found = extractor.extract(draft)
    assert found, text
    return found[0].date.start if found[0].date else None


@pytest.mark.parametrize(("text", "language"), EAST)
def test_a_weekday_is_the_day_that_has_begun_in_the_east(
    extractor: Extractor, text: str, language: str
) -> None:
    assert day(extractor, text.format("Tuesday"), LATE_MONDAY, language) == TUESDAY
    assert day(extractor, text.format("Monday"), LATE_MONDAY, language) == MONDAY
    assert day(extractor, text.format("Sunday"), LATE_MONDAY, language) == date(2024, 5, 12)
    assert day(extractor, text.format("Wednesday"), LATE_MONDAY, language) == date(2024, 5, 8)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Ракета попала в рынок во Владивостоке во вторник, погибли три человека, сообщила полиция.",
            "ru",
            TUESDAY,
        ),
        ("Мужчина ранил ножом двух прохожих в Хабаровске в понедельник, сообщила полиция.", "ru", MONDAY),
        ("Сегодня утром в Иркутске мужчина ранил ножом двух прохожих, сообщила полиция.", "ru", MONDAY),
        ("Вчера в Иркутске мужчина ранил ножом двух прохожих, сообщила полиция.", "ru", SUNDAY),
        ("Вибух на ринку в Кабулі у вівторок забрав життя трьох людей, повідомила поліція.", "uk", TUESDAY),
        ("Сьогодні вночі в Харкові дрон влучив у будинок, загинули двоє людей.", "uk", MONDAY),
    ],
)
def test_today_and_weekdays_in_russian_and_ukrainian(
    extractor: Extractor, text: str, language: str, expected: date
) -> None:
    assert day(extractor, text, LATE_MONDAY, language) == expected


@pytest.mark.parametrize(("text", "language"), WEST)
def test_today_is_the_stamp_s_in_the_west_too(extractor: Extractor, text: str, language: str) -> None:
    told = text.replace("on {}", "{}")
    assert day(extractor, told.format("today"), EARLY_TUESDAY, language) == TUESDAY
    assert day(extractor, told.format("yesterday"), EARLY_TUESDAY, language) == MONDAY
    assert day(extractor, told.format("on Monday"), EARLY_TUESDAY, language) == MONDAY
    assert day(extractor, told.format("on Sunday"), EARLY_TUESDAY, language) == SUNDAY


@pytest.mark.parametrize(("text", "language"), EAST + WEST)
def test_at_noon_all_days_are_those_of_the_stamp(extractor: Extractor, text: str, language: str) -> None:
    told = text.replace("on {}", "{}")
    for words, expected in (("today", TUESDAY), ("yesterday", MONDAY), ("on Wednesday", date(2024, 5, 8))):
        assert day(extractor, told.format(words), NOON_TUESDAY, language) == expected


def test_a_publisher_s_own_offset_says_what_its_today_is(extractor: Extractor) -> None:
    at = datetime(2024, 5, 13, 20, 0, tzinfo=NEW_YORK)  # Tuesday, half past four in Kabul
    text = "A bomb killed four people at a mosque in Kabul {}, police said."
    assert day(extractor, text.format("today"), at) == MONDAY
    assert day(extractor, text.format("yesterday"), at) == date(2024, 5, 12)
    assert day(extractor, text.format("on Tuesday"), at) == TUESDAY
    assert day(extractor, text.format("on Monday"), at) == MONDAY


def test_a_stamp_in_the_place_s_own_time_is_as_ever(extractor: Extractor) -> None:
    at = datetime(2024, 5, 14, 1, 0, tzinfo=KYIV)
    assert day(extractor, "Вчора в Харкові дрон влучив у будинок, загинули двоє людей.", at, "uk") == MONDAY
    assert (
        day(extractor, "У вівторок у Харкові дрон влучив у будинок, загинули двоє людей.", at, "uk")
        == TUESDAY
    )


@pytest.mark.parametrize(
    "text", ["A bomb killed four people at a market in Quetta {}, police said.", WEST[0][0]]
)
def test_a_stamp_of_a_bare_day_is_that_day(extractor: Extractor, text: str) -> None:
    at = datetime(2024, 5, 14, tzinfo=UTC)
    told = text.replace("on {}", "{}")
    assert day(extractor, told.format("today"), at) == TUESDAY
    assert day(extractor, told.format("on Tuesday"), at) == TUESDAY
    assert day(extractor, told.format("on Wednesday"), at) == date(2024, 5, 8)


def test_what_will_be_is_not_what_has_been(extractor: Extractor) -> None:
    text = (
        "Gunmen killed five villagers near Quetta, Pakistan, on Sunday, officials said. "
        "Their funeral will be held on Tuesday."
    )
    assert day(extractor, text, LATE_MONDAY) == date(2024, 5, 12)


def test_a_day_of_the_month_may_have_begun_there(extractor: Extractor) -> None:
    text = "A bomb killed four people at a market in Quetta, Pakistan, on May 14, police said."
    assert day(extractor, text, LATE_MONDAY) == TUESDAY
    late = datetime(2024, 12, 31, 22, 30, tzinfo=UTC)
    text = "A bomb killed four people at a market in Quetta, Pakistan, early on January 1, police said."
    assert day(extractor, text, late) == date(2025, 1, 1)


def test_where_no_place_is_told_the_stamp_decides(extractor: Extractor) -> None:
    text = "Gunmen killed five villagers on Tuesday, officials said."
    assert day(extractor, text, LATE_MONDAY) == date(2024, 5, 7)
