"""A name in an option is found as a person writes it; one that nothing can match is refused, with what is near."""

from __future__ import annotations

import pytest

from incidents.errors import DatelineError
from tests.scheduler.desk import BOMBING, RECIPE, STABBING, Desk


def found(desk: Desk, *options: str) -> set[str]:
    return {row["url"] for row in desk.lines("articles", "--json", *options)}


@pytest.mark.parametrize("country", ["RU", "ru", "Russia", "russia", " Россия ", "Russian Federation"])
def test_a_country_is_its_code_or_its_name(filled: Desk, country: str) -> None:
    rows = filled.lines("incidents", "--json", "--country", country)
    assert {row["place"]["country"] for row in rows} == {"RU"}
    assert found(filled, "--country", country) >= {STABBING["url"]}
    assert BOMBING["url"] not in found(filled, "--country", country)


@pytest.mark.parametrize("division", ["RU-DA", "ru-da", "RU/Dagestan", "Russia/Дагестан"])
def test_a_division_is_its_code_or_its_path(filled: Desk, division: str) -> None:
    rows = filled.lines("incidents", "--json", "--admin1", division)
    assert {row["place"]["admin1_code"] for row in rows} == {"RU-DA"}


@pytest.mark.parametrize("group", ["Islamic State", "islamic state", "ISIS", "Исламское государство"])
def test_a_group_is_its_name_or_an_alias(filled: Desk, group: str) -> None:
    assert len(filled.lines("incidents", "--json", "--group", group)) == 1


def test_a_watch_and_a_publisher_are_found_whatever_the_capitals(filled: Desk) -> None:
    assert len(filled.lines("incidents", "--json", "--watch", "russia")) == 1
    assert found(filled, "--source", "coast herald") == {STABBING["url"], RECIPE["url"]}


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--country", "ZZ", "no country 'ZZ'"),
        ("--country", "Rusia", "did you mean 'Russia'"),
        ("--country", "Dagestan", "did you mean 'RU/Dagestan'"),
        ("--country", "RU/Dagestan", "is no country; `--region` takes any place"),
        ("--country", "", "is no place"),
        ("--group", "Islamik State", "did you mean 'Islamic State'?"),
        ("--group", "Caucasus Province", "is a part of 'Islamic State'"),
        ("--watch", "Rusia", "no watch is called 'Rusia'; did you mean 'Russia'?"),
    ],
)
def test_what_nothing_can_match_is_refused(filled: Desk, option: str, value: str, said: str) -> None:
    for command in ("incidents", "articles"):
        error = filled.run(command, option, value).exception
        assert isinstance(error, DatelineError)
        assert str(error).startswith(f"{option}: ")
        assert said in str(error)


@pytest.mark.parametrize(
    ("command", "option", "value", "said"),
    [
        ("incidents", "--admin1", "RU", "is no first-level division"),
        ("incidents", "--admin1", "RU-XX", "no division of Russia has the code"),
        ("incidents", "--admin1", "RU/Dagestan/Kaspiysk", "is no first-level division"),
        (
            "articles",
            "--source",
            "Coast Gerald",
            "no publisher is called 'Coast Gerald'; did you mean 'Coast Herald'?",
        ),
        ("articles", "--incident", "inc_nothing", "there is no incident inc_nothing"),
    ],
)
def test_so_are_divisions_publishers_and_incidents(
    filled: Desk, command: str, option: str, value: str, said: str
) -> None:
    error = filled.run(command, option, value).exception
    assert isinstance(error, DatelineError)
    assert said in str(error)


def test_what_is_named_rightly_and_has_nothing_is_no_error(filled: Desk) -> None:
    for options in (
        ("--country", "Mali"),
        ("--group", "Boko Haram"),
        ("--admin1", "RU-MOW"),
        ("--watch", "Large"),
    ):
        assert filled.text("incidents", *options) == "nothing\n"


def test_a_name_that_only_the_database_knows_is_found(filled: Desk) -> None:
    """A watch or a source that the configuration has lost since."""
    other = filled.configure("other.yaml", "\n  - {name: All, notify: [desk]}\n")
    assert len(filled.lines("incidents", "--json", "--watch", "Russia", config=other)) == 1
    assert filled.lines("articles", "--json", "--source", "Valley Post", config=other)


@pytest.mark.parametrize("option", ["--killed", "--injured", "--limit"])
def test_a_number_below_none_is_refused(filled: Desk, option: str) -> None:
    said = filled.run("incidents", option, "-1")
    assert said.exit_code == 2
    assert "is not in the range" in said.output


def test_a_span_that_ends_before_it_begins_is_refused(filled: Desk) -> None:
    said = filled.run("incidents", "--from", "2026-03-05", "--to", "2026-03-02")
    assert (said.exit_code, "--to 2026-03-02 is before --from 2026-03-05" in said.output) == (2, True)
    said = filled.run("articles", "--since", "2026-03-05", "--until", "2026-03-05")
    assert (said.exit_code, "--until is not after --since" in said.output) == (2, True)
    assert filled.run("incidents", "--from", "2026-03-02", "--to", "2026-03-02").exit_code == 0


def test_a_span_of_a_search_and_a_message_that_is_not_there_are_refused_too(filled: Desk) -> None:
    said = filled.run("search", "--since", "2026-03-05", "--until", "2026-03-02", "soup")
    assert (said.exit_code, "--until is not after --since" in said.output) == (2, True)
    for arguments, text in (
        (("msg_nothing",), "there is no message msg_nothing"),
        (("--receiver", "dsek"), "--receiver: no receiver is called 'dsek'; did you mean 'desk'?"),
    ):
        error = filled.run("outbox", "replay", *arguments).exception
        assert isinstance(error, DatelineError)
        assert text in str(error)


@pytest.mark.parametrize("command", [("merge", "a", "b"), ("retract", "a")])
def test_a_correction_says_why(filled: Desk, command: tuple[str, ...]) -> None:
    said = filled.run("incidents", *command, "--comment", " ")
    assert (said.exit_code, "say why" in said.output) == (2, True)


def test_the_articles_of_a_merged_incident_are_those_of_both(filled: Desk) -> None:
    first, second = (
        next(
            row["incident_ids"][0] for row in filled.lines("articles", "--json") if row["url"] == told["url"]
        )
        for told in (STABBING, BOMBING)
    )
    before = found(filled, "--incident", first) | found(filled, "--incident", second)
    filled.text("incidents", "merge", second, first, "--comment", "one attack told twice")
    assert found(filled, "--incident", first) == found(filled, "--incident", second) == before
