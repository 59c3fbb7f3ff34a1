"""A report that expressly corrects a number lowers it, and whoever was told is told that it was corrected."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scheduler.desk import Desk

BOMBING = {
    "url": "https://coast.example/bombing",
    "title": "Bomb kills ten at a market in Makhachkala",
    "text": "A bomb exploded at a crowded market in Makhachkala, in the Russian republic of Dagestan, on Monday. Ten people "
    "were killed and one was injured, the interior ministry said.",
    "published": "2026-03-03T09:00:00Z",
    "source": "Coast Herald",
}


def report(
    text: str, title: str = "Makhachkala market bombing", hour: int = 15, language: str = "en"
) -> dict[str, str]:
    return {
        "url": f"https://valley.example/{hour}",
        "title": title,
        "text": text,
        "published": f"2026-03-04T{hour}:00:00Z",
        "source": "Valley Post",
        "language": language,
    }


LOWER = report(
    "Six people, not ten as reported earlier, were killed when a bomb exploded at a market in Makhachkala, Dagestan, on "
    "Monday, the Russian ministry said, correcting its first statement.",
)
REVISED = report(
    "The interior ministry of Dagestan on Wednesday revised the death toll of Monday's bombing at a market in "
    "Makhachkala down to six from ten."
)
RUSSIAN = report(
    "При взрыве на рынке в Махачкале в понедельник погибли шесть человек, а не десять, как сообщалось ранее, "
    "уточнили в МВД Дагестана.",
    "Взрыв на рынке в Махачкале",
    language="ru",
)
FEWER = report(
    "Six people were killed when a bomb exploded at a market in Makhachkala, Dagestan, on Monday, a doctor said.",
)
UNHURT = report(
    "Nobody was wounded after all in Monday's bombing at a market in Makhachkala, Dagestan, in which ten people were "
    "killed, the ministry said."
)
AGAIN = report(
    "A bomb exploded at a market in Makhachkala, Dagestan, on Monday. Ten people were killed, hospitals said.",
    hour=18,
)


def only(desk: Desk) -> dict[str, Any]:
    (known,) = desk.lines("incidents", "--json")
    return known


@pytest.mark.parametrize("correction", [LOWER, REVISED, RUSSIAN])
def test_an_express_correction_lowers_the_toll_and_is_told_as_one(
    desk: Desk, correction: dict[str, str]
) -> None:
    told = [line for line in desk.replay(BOMBING, correction) if line["receiver"] == "desk"]
    assert [line["reason"] for line in told] == ["new", "toll"]
    assert told[1]["subject"].startswith("Toll corrected 10 -> 6: Makhachkala")
    assert only(desk)["killed"]["best"] == 6


def test_a_lower_number_that_corrects_nothing_stays_a_dissent(desk: Desk) -> None:
    desk.replay(BOMBING, FEWER)
    assert only(desk)["killed"]["best"] == 10


def test_that_nobody_was_wounded_after_all_is_told(desk: Desk) -> None:
    told = [line for line in desk.replay(BOMBING, UNHURT) if line["receiver"] == "desk"]
    assert told[-1]["subject"].startswith("Injured corrected 1 -> nobody: Makhachkala")
    assert (only(desk)["killed"]["best"], only(desk)["injured"]["best"]) == (10, 0)


def test_a_number_that_was_corrected_does_not_come_back_by_one_more_report(desk: Desk) -> None:
    desk.replay(BOMBING, LOWER, AGAIN)
    assert only(desk)["killed"]["best"] == 6


def test_an_older_report_corrects_nothing(desk: Desk) -> None:
    early = {**LOWER, "published": "2026-03-03T08:00:00Z"}
    desk.replay(early, BOMBING)
    assert only(desk)["killed"]["best"] == 10
