"""A silence keeps quiet about what was meant, or is refused: one that matches nothing would be found out too late."""

from __future__ import annotations

import json
from typing import Any

import pytest

from incidents.errors import DatelineError
from tests.scheduler.desk import Desk


def added(desk: Desk, *options: str) -> dict[str, Any]:
    desk.text("silence", "add", "--for", "1 h", "--comment", "an exercise", *options)
    record: dict[str, Any] = desk.lines("silence", "list", "--json")[-1]
    return dict(record["matcher"])


@pytest.mark.parametrize(
    ("option", "value", "stored"),
    [
        ("--country", "Russia", {"countries": ["RU"]}),
        ("--country", "ru", {"countries": ["RU"]}),
        ("--group", "ISIS", {"groups": ["Islamic State"]}),
        ("--watch", "russia", {"watches": ["Russia"]}),
        ("--receiver", "DESK", {"receivers": ["desk"]}),
        ("--place", "Kaspiysk", {"places": ["Kaspiysk"]}),
        ("--place", "Каспийск", {"places": ["Kaspiysk"]}),
        ("--place", "dagestan", {"places": ["Dagestan"]}),
        ("--place", "RU/Dagestan", {"places": ["RU-DA"]}),
        ("--place", "ru-da", {"places": ["RU-DA"]}),
        ("--place", "Al-Hasakah", {"places": ["Al-Hasakah"]}),
        ("--place", "Al-Kut", {"places": ["Al-Kut"]}),
    ],
)
def test_what_is_meant_is_stored(filled: Desk, option: str, value: str, stored: dict[str, list[str]]) -> None:
    assert added(filled, option, value) == stored


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--country", "ZZ", "--country: no country 'ZZ'"),
        ("--place", "Russia", "--place: 'Russia' is a country; write --country RU"),
        ("--place", "Nowheresk", "--place: no place is called 'Nowheresk'"),
        ("--place", "RU-XX", "--place: no division of Russia has the code 'RU-XX'"),
        ("--place", "Ar-Raqqah", "--place: 'Ar-Raqqah' can mean Ar Raqqah, Raqqa"),
        ("--place", "RU/Dagestan/Kaspisk", "did you mean 'Kaspiysk'"),
        (
            "--group",
            "Islamik State",
            "--group: no group is called 'Islamik State'; did you mean 'Islamic State'?",
        ),
        ("--watch", "Rusia", "--watch: no watch is called 'Rusia'; did you mean 'Russia'?"),
        ("--receiver", "pager", "--receiver: no receiver is called 'pager'; known are chief, desk"),
        ("--incident", "inc_nothing", "there is no incident inc_nothing"),
    ],
)
def test_a_silence_that_could_match_nothing_is_refused(
    filled: Desk, option: str, value: str, said: str
) -> None:
    error = filled.run("silence", "add", "--for", "1 h", "--comment", "x", option, value).exception
    assert isinstance(error, DatelineError)
    assert said in str(error)
    assert filled.text("silence", "list") == "nothing\n"


@pytest.mark.parametrize("comment", ["", "  "])
def test_a_silence_says_why(filled: Desk, comment: str) -> None:
    said = filled.run("silence", "add", "--for", "1 h", "--country", "RU", "--comment", comment)
    assert (said.exit_code, "say why" in said.output) == (2, True)


def test_until_takes_a_day_an_instant_or_a_length_of_time(filled: Desk) -> None:
    for until in ("2d", "2 days", "2099-03-01", "2099-03-01T12:00", "2099-03-01 12:00", "2099-03-01T12:00Z"):
        filled.text("silence", "add", "--until", until, "--country", "RU", "--comment", "x")
    ends = [row["until"] for row in filled.lines("silence", "list", "--json")]
    assert ends[2:] == ["2099-03-01T00:00:00Z", *["2099-03-01T12:00:00Z"] * 3]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--until", "2020-01-01", "is over already"),
        ("--until", "forever", "'forever' is no time; write 2d, 12h"),
        ("--for", "forever", "Invalid value for --for: 'forever' is no length of time"),
        ("--for", "2d ago", "Invalid value for --for"),
    ],
)
def test_an_end_that_is_none_is_refused(filled: Desk, option: str, value: str, said: str) -> None:
    result = filled.run("silence", "add", option, value, "--country", "RU", "--comment", "x")
    assert (result.exit_code, said in result.output) == (2, True), result.output


def test_the_option_at_fault_is_the_one_that_was_written(filled: Desk) -> None:
    (incident,) = [row["incident_id"] for row in filled.lines("incidents", "--json", "--country", "RU")]
    said = filled.run("ack", incident, "--silence-for", "forever")
    assert (said.exit_code, "--silence-for: 'forever'" in said.output) == (2, True)


def test_what_has_ended_is_listed_when_asked_for(filled: Desk) -> None:
    filled.text("silence", "add", "--for", "1 h", "--country", "RU", "--comment", "first")
    filled.text("silence", "add", "--for", "1 h", "--country", "ML", "--comment", "second")
    assert filled.text("silence", "end", "1") == "silence 1 has ended\n"
    assert [row["silence"] for row in filled.lines("silence", "list", "--json")] == [2]
    told = filled.lines("silence", "list", "--ended", "--json")
    assert [(row["silence"], row["state"]) for row in told] == [(1, "ended early"), (2, "in force")]
    assert "ended early" in filled.text("silence", "list", "--ended")
    assert json.dumps(told)


def test_one_that_is_over_cannot_be_ended_again(filled: Desk) -> None:
    filled.text("silence", "add", "--for", "1 h", "--country", "RU", "--comment", "first")
    filled.text("silence", "end", "1")
    error = filled.run("silence", "end", "1").exception
    assert "`dateline silence list --ended`" in str(error)
