"""People merge and retract incidents; those who were told are told, and ids, history and threads stay."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner

from incidents.errors import DatelineError
from scheduler.cli import dateline
from store.database import Database
from store.outbox import NewMessage
from tests.scheduler.desk import BOMBED, BOMBING, RISEN, STABBING, WATCHES, Desk

NOW = datetime(2026, 3, 6, tzinfo=UTC)
ALL = "\n  - {name: All, notify: [desk], alert_on: [new, toll, merged]}\n"
SECOND = {
    **BOMBING,
    "url": "https://hill.example/market",
    "title": "Explosion at a bazaar in Quetta",
    "text": "An explosion at a bazaar in Quetta, Pakistan, on Thursday killed four people, a doctor said.",
    "published": "2026-03-05T16:00:00Z",
    "source": "Hill Times",
}


def shown(desk: Desk, incident_id: str) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(desk.text("incidents", "show", incident_id))
    return shown


def ids(desk: Desk) -> dict[str, str]:
    """The id of the incident that each article tells of, by its address."""
    return {
        row["url"]: row["incident_ids"][0] for row in desk.lines("articles", "--json") if row["incident_ids"]
    }


def notices(desk: Desk, incident_id: str) -> list[tuple[str, str]]:
    (account,) = desk.lines("explain", "incident", incident_id, "--json")
    return [(notice["reason"], notice["receiver"]) for notice in account["notices"]]


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Two incidents, which are one, each told of."""
    desk.config = desk.configure("all.yaml", ALL)
    desk.replay(BOMBING, SECOND)
    return desk


def test_a_retracted_incident_is_told_to_whoever_was_told_of_it(filled: Desk) -> None:
    incident = ids(filled)[str(STABBING["url"])]
    said = filled.text("incidents", "retract", incident, "--comment", "it was an exercise")
    assert said == f"{incident} is retracted; to be told: desk\n"
    assert shown(filled, incident)["retracted"]
    assert shown(filled, incident)["history"][-1]["reason"] == "retracted"
    assert notices(filled, incident) == [("new", "desk"), ("toll", "desk"), ("retracted", "desk")]
    with Database.open(filled.place / "dateline.db") as db:
        assert [notice.reason for notice in db.outbox.unrouted(datetime.now(UTC))] == [
            "new",
            "toll",
            "retracted",
        ]


def test_what_does_not_stand_is_marked_where_incidents_are_listed(filled: Desk) -> None:
    incident = ids(filled)[str(STABBING["url"])]
    filled.text("incidents", "retract", incident, "--comment", "it was an exercise")
    (line,) = [line for line in filled.text("incidents").splitlines() if incident in line]
    assert "retracted" in line
    assert "current" not in line
    with Database.open(filled.place / "dateline.db") as db:
        known = db.incidents.get(incident)
    assert known is not None
    assert known.standing == "retracted"


def test_later_reports_of_a_retracted_incident_stay_silent(desk: Desk) -> None:
    desk.replay(STABBING)
    incident = ids(desk)[str(STABBING["url"])]
    desk.text("incidents", "retract", incident, "--comment", "x")
    assert desk.replay(RISEN) == []
    assert ids(desk)[str(RISEN["url"])] == incident


def test_nobody_hears_that_what_he_was_not_told_of_is_retracted(filled: Desk) -> None:
    said = filled.text("incidents", "retract", ids(filled)[str(BOMBING["url"])], "--comment", "x")
    assert said.endswith("nobody is to be told\n")


def test_a_receiver_hears_of_a_retraction_though_its_watch_is_gone(filled: Desk) -> None:
    filled.configure("config.yaml", WATCHES.replace("name: Russia", "name: Renamed"))
    said = filled.text("incidents", "retract", ids(filled)[str(STABBING["url"])], "--comment", "x")
    assert said.endswith("to be told: desk\n")


def test_the_older_of_two_merged_incidents_survives_with_the_reports_of_both(two: Desk) -> None:
    older, newer = ids(two)[str(BOMBING["url"])], ids(two)[str(SECOND["url"])]
    assert older != newer
    said = two.text("incidents", "merge", older, newer, "--comment", "one bomb")
    assert said == f"{newer} is merged into {older}, the older; to be told: desk\n"
    assert [a["url"] for a in shown(two, older)["articles"]] == [BOMBING["url"], SECOND["url"]]
    assert shown(two, newer)["merged_into"] == older
    assert [known["incident_id"] for known in two.lines("incidents", "--json")] == [older]
    assert notices(two, newer) == [("new", "desk"), ("merged", "desk")]


def test_a_merge_is_told_only_where_it_is_asked_for(desk: Desk) -> None:
    desk.config = desk.configure("all.yaml", "\n  - {name: All, notify: [desk]}\n")
    desk.replay(BOMBING, SECOND)
    older, newer = ids(desk)[str(BOMBING["url"])], ids(desk)[str(SECOND["url"])]
    assert desk.text("incidents", "merge", newer, older, "--comment", "x").endswith("nobody is to be told\n")


def test_who_was_told_of_the_merged_one_hears_no_new_alert_of_the_survivor(two: Desk) -> None:
    older, newer = ids(two)[str(BOMBING["url"])], ids(two)[str(SECOND["url"])]
    with Database.open(two.place / "dateline.db") as db:
        (first,) = db.outbox.notices.find(incident_id=newer)
        db.outbox.put_message(
            NewMessage("m1", "desk", "d@example.org", "alert", "x", b"", (first.notice.notice_id,), NOW, NOW)
        )
    two.text("incidents", "merge", newer, older, "--comment", "x")
    with Database.open(two.place / "dateline.db") as db:
        told = db.outbox.told(older)
        assert {t.receiver for t in told} == {"desk"}
        assert [t.reason for t in told] == ["new", "new", "merged"]
        assert db.outbox.thread(older, "desk", "d@example.org") == "m1"


def test_what_was_merged_before_follows_into_the_next(two: Desk) -> None:
    two.replay(BOMBED)
    older, newer, third = (ids(two)[str(a["url"])] for a in (BOMBING, SECOND, BOMBED))
    two.text("incidents", "merge", newer, third, "--comment", "x")
    two.text("incidents", "merge", newer, older, "--comment", "x")
    assert shown(two, third)["merged_into"] == shown(two, newer)["merged_into"] == older
    assert len(shown(two, older)["articles"]) == 3


def test_a_correction_is_part_of_a_backtest(two: Desk) -> None:
    older, newer = ids(two)[str(BOMBING["url"])], ids(two)[str(SECOND["url"])]
    two.text("incidents", "merge", newer, older, "--comment", "x")
    two.text("incidents", "retract", older, "--comment", "x")
    found = two.lines("backtest", "--json", "--against", str(two.config))
    assert [(line["change"], line["reason"], line["incident_id"]) for line in found] == [
        ("same", "new", older),
        ("same", "new", newer),
        ("same", "merged", newer),
        ("same", "retracted", older),
    ]


def test_what_cannot_be_corrected_says_why_and_changes_nothing(two: Desk) -> None:
    older, newer = ids(two)[str(BOMBING["url"])], ids(two)[str(SECOND["url"])]

    def refused(*arguments: str) -> str:
        result = two.run("incidents", *arguments, "--comment", "x")
        assert isinstance(result.exception, DatelineError), result.output
        return str(result.exception)

    assert "there is no incident i0" in refused("merge", older, "i0")
    assert "there is no incident i0" in refused("retract", "i0")
    assert "name two" in refused("merge", older, older)
    two.text("incidents", "merge", newer, older, "--comment", "x")
    assert f"was merged into {older}" in refused("retract", newer)
    two.text("incidents", "retract", older, "--comment", "x")
    assert "was retracted before" in refused("retract", older)
    assert two.run("incidents", "retract", older).exit_code == 2, "a comment is needed"


def test_the_configuration_may_be_named_before_the_subcommand(filled: Desk) -> None:
    incident = ids(filled)[str(BOMBING["url"])]
    arguments = ["incidents", "--config", str(filled.config), "retract", incident, "--comment", "x"]
    assert CliRunner().invoke(dateline, arguments).exit_code == 0
    assert shown(filled, incident)["retracted"]
