"""Dates as publishers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import month_number, read_date


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("Tue, 17 Feb 2026 20:19:37 -0500", "2026-02-17T20:19:37-05:00"),
        ("Tue, 17 Feb 2026 14:12:06 GMT", "2026-02-17T14:12:06+00:00"),
        ("Tue, 17 Feb 26 14:12 EST", "2026-02-17T14:12:00-05:00"),
        ("Wednesday, 18-Feb-2026 10:15:00 CET", "2026-02-18T10:15:00+01:00"),
        ("Fri Apr 28 19:20:36 CEST 2023", "2023-04-28T19:20:36+02:00"),
        ("2026-02-17T20:19:37Z", "2026-02-17T20:19:37+00:00"),
        ("2026-02-17T20:19:37.123+0300", "2026-02-17T20:19:37.123000+03:00"),
        ("2026-02-17 20:19", "2026-02-17T20:19:00+00:00"),
        ("2026-02-17", "2026-02-17T00:00:00+00:00"),
        ("20260217T101500Z", "2026-02-17T10:15:00+00:00"),
        ("17 февраля 2026, 14:30 МСК", "2026-02-17T14:30:00+03:00"),
        ("Вт, 17 фев 2026 20:19:37 +0300", "2026-02-17T20:19:37+03:00"),
        ("17 мая 2026 года", "2026-05-17T00:00:00+00:00"),
        ("17. März 2026 um 20:15 Uhr", "2026-03-17T20:15:00+00:00"),
        ("17.02.2026 20:15", "2026-02-17T20:15:00+00:00"),
        ("5 de enero de 2026", "2026-01-05T00:00:00+00:00"),
        ("February 17, 2026 at 3:05 p.m. EST", "2026-02-17T15:05:00-05:00"),
        ("02/17/2026 12:10 am", "2026-02-17T00:10:00+00:00"),
        ("2026年2月17日 10:15", "2026-02-17T10:15:00+00:00"),
        ("١٧ فبراير 2026", "2026-02-17T00:00:00+00:00"),
    ],
)
def test_a_date_is_read_with_its_offset(text: str, instant: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.isoformat() == instant


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "3. marraskuuta 2031 klo 14.05"),
        ("hr", "3. studenoga 2031. 14:05"),
        ("hu", "2031. november 3. 14:05"),
        ("he", "3 בנובמבר 2031 14:05"),
        ("hi", "3 नवंबर 2031 14:05"),
        ("fa", "3 نوامبر 2031 14:05"),
        ("be", "3 лістапада 2031 14:05"),
        ("ko", "2031년 11월 3일 14:05"),
        ("ja", "2031年11月3日 14時05分"),
        ("pt", "3 de novembro de 2031 às 14h05"),
        ("fi", "Mon, 03 Nov 2031 14:05:00 +0000"),
        ("xx", "3 November 2031 14:05"),
    ],
)
def test_months_are_those_of_the_sources_language(language: str, text: str) -> None:
    found = read_date(text, language)
    assert found is not None
    assert found.isoformat() == "2031-11-03T14:05:00+00:00"


def test_a_month_that_two_languages_know_is_that_of_the_source() -> None:
    october, november = read_date("3. listopada 2031.", "hr"), read_date("3 listopada 2031", "pl")
    assert october is not None
    assert november is not None
    assert (october.month, november.month) == (10, 11)


@pytest.mark.parametrize("text", ["jučer u 14:05", "prije 3 sata", "studenoga 2031", "14:05"])
def test_no_language_makes_a_date_of_what_states_no_day(text: str) -> None:
    assert read_date(text, "hr") is None


@pytest.mark.parametrize(
    "text", [None, "", "yesterday", "3 hours ago", "29 Feb 2023 10:00", "31.31.2026", "99:99", "2026"]
)
def test_what_states_no_day_is_no_date(text: str | None) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("name", "number"), [("mars", 3), ("Марта", 3), ("мая", 5), ("июня", 6), ("июля", 7), ("Mai", 5)]
)
def test_months_are_told_by_how_they_begin(name: str, number: int) -> None:
    assert month_number(name) == number


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    read_date(text)
    read_date(f"17 Feb 2026 {text}")
