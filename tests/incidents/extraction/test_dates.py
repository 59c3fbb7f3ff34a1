"""Days in sentences: the table beside this file, and the laws that hold for every text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from incidents.extraction.dates import DateMention, dateline_day, find_dates

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
    assert dateline_day(text, PUBLISHED, language) == day


def test_without_a_publication_day_the_dateline_is_the_reference() -> None:
    text = "LIMA, 2 FEB 90 (AFP) -- TWO MEN WERE SHOT YESTERDAY."
    assert [m.when.start for m in find_dates(text, None, "en")] == [date(1990, 2, 2), date(1990, 2, 1)]
