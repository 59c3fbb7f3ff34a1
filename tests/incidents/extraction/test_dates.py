"""Days in sentences: the table beside this file, and the laws that hold for every text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.extraction.dates import DateMention, find_dates
from incidents.extraction.words.calendar_words import calendar_words

TABLE = Path(__file__).with_name("dates.txt")
PUBLISHED = datetime(2015, 3, 4, 12, tzinfo=UTC)


def cases() -> list[tuple[str, str, str, str]]:
    """(language, published or "-", sentence, expected) of each line of the table."""
    found, language, published = [], "", ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if head := re.fullmatch(r"\[(\w+) (\S+)\]", line):
            language, published = head.groups()
        elif line and not line.startswith("#"):
            sentence, _, expected = line.partition(" =>")
            found.append((language, published, sentence.replace("\\n", "\n"), expected.strip()))
    return found


def as_written(text: str, mention: DateMention) -> str:
    """A mention in the notation of the table."""
    when = mention.when
    day = when.start.isoformat()
    if when.precision == "year" and (when.start.year, when.start.day, when.end.month) == (
        when.end.year,
        1,
        12,
    ):
        day = day[:4]
    elif when.precision == "month" and (when.end + timedelta(days=1)).day == 1:
        day = day[:7]
    elif when.start != when.end and (when.precision != "week" or (when.end - when.start).days != 6):
        day += f"..{when.end.isoformat()}"
    sign = "~" if when.basis == "relative" else ""
    week = "week " if when.precision == "week" else ""
    return f"{text[mention.start : mention.end]} = {week}{sign}{day}{'!' if mention.future else ''}"


@pytest.mark.parametrize(("language", "published", "sentence", "expected"), cases())
def test_a_sentence_gives_the_days_it_names(
    language: str, published: str, sentence: str, expected: str
) -> None:
    reference = None if published == "-" else datetime.fromisoformat(published)
    found = find_dates(sentence, reference, language)
    assert "; ".join(as_written(sentence, mention) for mention in found) == expected


def test_relative_days_count_in_the_offset_of_the_publication() -> None:
    late = datetime.fromisoformat("2015-03-04T23:30:00-05:00")
    assert find_dates("It happened today.", late, "en")[0].when.start == date(2015, 3, 4)
    assert find_dates("It happened today.", late.astimezone(UTC), "en")[0].when.start == date(2015, 3, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- [TEXT] NOTHING HAPPENED.", date(1990, 1, 3)),
        ("KABUL, March 4 (Reuters) - A bomb went off.", date(2015, 3, 4)),
        ("МОСКВА, 4 мар — РИА Новости. Взрыв.", date(2015, 3, 4)),
        ("The men, who met on March 4 - a Wednesday - left.", None),
        ("A bomb went off on March 4.", None),
    ],
)
def test_a_dateline_gives_its_day(text: str, day: date | None) -> None:
    language = "ru" if "МОСКВА" in text else "en"
    found = find_dates(text, PUBLISHED, language)
    assert next((one.when.start for one in found if one.kind == "dateline"), None) == day


def test_without_a_publication_day_the_dateline_is_the_reference() -> None:
    text = "LIMA, 2 FEB 90 (AFP) -- TWO MEN WERE SHOT YESTERDAY."
    assert [m.when.start for m in find_dates(text, None, "en")] == [date(1990, 2, 2), date(1990, 2, 1)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LIMA, 2 MAR 15 (AFP) -- A MAN WAS SHOT YESTERDAY.", date(2015, 3, 1)),
        ("KABUL, March 3 (AP) - A man was shot this morning.", date(2015, 3, 3)),
        ("KABUL, March 6 (AP) - A man was shot yesterday.", date(2015, 3, 3)),
    ],
)
def test_days_are_counted_from_a_dateline_before_the_publication(text: str, day: date) -> None:
    assert [one.when.start for one in find_dates(text, PUBLISHED, "en")][-1] == day


def vocabulary(language: str) -> list[str]:
    """Every word of a language's file, and what numbers and stops may stand between."""
    found: list[str] = [
        "3",
        "31",
        "2014",
        "90",
        "0",
        "99999",
        ",",
        "-",
        ".",
        "\n\n",
        "(",
        "—",
        "04.03.2015",
        "'",
    ]
    tables: list[object] = list(calendar_words(language).values())
    while tables:
        table = tables.pop()
        if isinstance(table, dict):
            tables.extend(table.values())
        elif isinstance(table, list):
            found.extend(word for word in table if "{" not in word)
    return found


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@settings(deadline=None)
@given(data=st.data())
def test_any_row_of_words_gives_ordered_mentions_inside_the_text(language: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(vocabulary(language)), max_size=12))
    day = data.draw(st.none() | st.datetimes(timezones=st.just(UTC)))
    text = " ".join(words)
    mentions = find_dates(text, day, language)
    assert all(0 <= m.start < m.end <= len(text) and m.when.start <= m.when.end for m in mentions)
    assert all(before.end <= after.start for before, after in pairwise(mentions))


@settings(deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(text[m.start : m.end] for m in find_dates(text, PUBLISHED, "en"))


def test_an_unknown_language_is_read_as_english() -> None:
    assert find_dates("on 3 January 1990", None, "xx") == find_dates("on 3 January 1990", None, "en")
    assert len(find_dates("on 3 January 1990", None, "../ru")) == 1
