"""`backtest` says which alerts a changed configuration adds, loses and keeps, and why; it writes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from incidents.article import draft_from_dict
from incidents.incident import Type
from incidents.watch import Group
from scheduler.config import load
from scheduler.groups import ALWAYS, note, stale
from scheduler.pipeline import Arrival, Pipeline
from scheduler.reader import Reader
from store.database import Database
from tests.scheduler.desk import ARTICLES, BOMBED, BOMBING, RISEN, STABBING, WATCHES, Desk

EVERYWHERE = "\n  - {name: Everywhere, notify: [desk]}\n"


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Commands run in a directory without a config.yaml of its own."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


def lines(desk: Desk, config: Path, *options: str) -> list[dict[str, Any]]:
    """The JSON lines of a backtest of `config`."""
    return desk.lines("backtest", "--json", *options, config=config)


def short(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(line["change"], line["reason"], line["receiver"]) for line in found]


def test_the_same_configuration_changes_nothing(filled: Desk) -> None:
    assert short(lines(filled, filled.config)) == [("same", "new", "desk"), ("same", "toll", "desk")]


def test_a_wider_watch_adds_alerts_each_with_its_incident_and_subject(filled: Desk) -> None:
    found = lines(filled, filled.configure("new.yaml", EVERYWHERE))
    assert short(found) == [("same", "new", "desk"), ("same", "toll", "desk"), ("adds", "new", "desk")]
    (bombing,) = [known for known in filled.lines("incidents", "--json") if known["type"] == "bombing"]
    assert found[2]["incident_id"] == bombing["incident_id"]
    assert "bombing, 3 killed" in found[2]["subject"]
    assert found[2]["watches"] == ["Everywhere"]
    assert found[2]["why"] == "Everywhere: type bombing"


def test_a_narrower_watch_loses_alerts_and_says_which_rule(filled: Desk) -> None:
    found = lines(
        filled, filled.configure("new.yaml", "\n  - {name: Russia, regions: [PK], notify: [desk]}\n")
    )
    assert short(found) == [("loses", "new", "desk"), ("loses", "toll", "desk"), ("adds", "new", "desk")]
    assert "is not in PK" in found[0]["why"]
    assert "stabbing, 1 killed" in found[0]["subject"]
    assert found[0]["url"] == STABBING["url"]


def test_a_threshold_turns_the_toll_into_the_first_alert(filled: Desk) -> None:
    high = filled.configure(
        "new.yaml", "\n  - {name: Russia, regions: [Russia], when: {killed: 2}, notify: [desk]}\n"
    )
    found = lines(filled, high)
    assert short(found) == [("same", "new", "desk"), ("loses", "toll", "desk")]
    assert found[0]["url"] == RISEN["url"], "it is told when the second victim died"
    assert found[1]["why"] == "Russia: first told as new on 2026-03-04 15:00"


def test_a_watch_of_another_receiver_adds_and_loses(filled: Desk) -> None:
    moved = filled.configure("new.yaml", WATCHES.replace("notify: [desk]", "notify: [chief]"))
    found = lines(filled, moved)
    assert sorted(short(found)) == [
        ("adds", "new", "chief"), ("adds", "toll", "chief"), ("loses", "new", "desk"), ("loses", "toll", "desk"),
    ]  # fmt: skip
    assert {line["why"] for line in found if line["change"] == "loses"} == {"Russia: it tells chief"}


def test_an_exclusion_is_judged_on_the_stored_text(filled: Desk) -> None:
    excluding = "\n  - {name: Russia, regions: [Russia], exclude: [traffic police], notify: [desk]}\n"
    found = lines(filled, filled.configure("new.yaml", excluding))
    assert ("loses", "new", "desk") not in short(found), (
        "the second article does not say it, and tells it as new"
    )
    assert [line["url"] for line in found if line["change"] == "same"] == [RISEN["url"]]


def test_a_group_that_is_new_is_read_out_of_the_stored_texts(filled: Desk) -> None:
    watches = "\n  - {name: Police, groups: [The Ministry], notify: [desk]}\n"
    assert short(
        lines(filled, filled.configure("a.yaml", watches, "groups: {The Ministry: {aliases: [Nobody]}}"))
    ) == [
        ("loses", "new", "desk"),
        ("loses", "toll", "desk"),
    ]
    renamed = "groups: {The Caliphate: {aliases: [Islamic State group]}, Islamic State: {aliases: [Daesh]}}\n"
    watches = "\n  - {name: Russia, groups: [The Caliphate], notify: [desk]}\n"
    found = lines(filled, filled.configure("b.yaml", watches, renamed))
    assert ("same", "new", "desk") in short(found)
    assert "group The Caliphate" in found[0]["why"]


def test_a_group_is_noted_with_the_first_article_that_was_read_with_it(filled: Desk) -> None:
    first, second = Group("Front", ("The Front",)), Group("Front", ("The Front", "Le Front"))
    with Database.open(filled.place / "dateline.db") as db, db.transaction():
        note(db, [first])
        assert stale(db, [first]) == {"Front": 6}, "five articles were read without it"
        assert stale(db, [second])["Front"] == stale(db, [])["Front"] == ALWAYS
        note(db, [first])
        assert stale(db, [first]) == {"Front": 6}
    with Database.open(filled.place / "new.db") as db, db.transaction():
        note(db, [first])
        assert stale(db, [first]) == {}


def test_only_changed_groups_are_read_again(filled: Desk) -> None:
    result = filled.run("backtest", config=filled.configure("new.yaml", EVERYWHERE))
    assert "read again" not in result.stdout
    renamed = filled.configure(
        "b.yaml", EVERYWHERE, "groups: {Islamic State: {aliases: [Islamic State group]}}\n"
    )
    assert "2 read again for changed groups" in filled.run("backtest", config=renamed).stdout


def test_another_configuration_is_planned_in_the_same_way(filled: Desk) -> None:
    wide, narrow = filled.configure("wide.yaml", EVERYWHERE), filled.config
    found = lines(filled, narrow, "--against", str(wide))
    assert short(found) == [("same", "new", "desk"), ("same", "toll", "desk"), ("loses", "new", "desk")]
    assert found[2]["why"] == "Everywhere: there is no such watch"


def test_the_configuration_in_use_is_found_beside(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(filled.place)
    text = filled.text("backtest", config=filled.configure("new.yaml", EVERYWHERE))
    assert "adds 1, loses 0, same 2 (compared with config.yaml; 5 articles)" in text
    assert "the notices that were planned" in filled.text("backtest", config=filled.config)


def test_since_leaves_out_the_alerts_before_and_knows_who_was_told(filled: Desk) -> None:
    found = lines(filled, filled.configure("new.yaml", EVERYWHERE), "--since", "2026-03-04")
    assert short(found) == [("same", "toll", "desk"), ("adds", "new", "desk")]


def test_what_was_primed_or_too_old_is_not_alerted_by_another_configuration_either(desk: Desk) -> None:
    config = load(desk.config, environ={})
    reader, now = Reader(config.groups, config.languages), datetime(2026, 3, 6, tzinfo=UTC)
    with Database.open(desk.place / "dateline.db") as db:
        pipeline = Pipeline(db, config.watches, config.groups, config.max_age)
        db.sources.sync([("Coast", "https://coast.example/rss", "feed")], now)
        late = now + timedelta(days=30)
        pipeline.settle(reader.read(draft_from_dict(BOMBING)), Arrival(late), late)
    wide = desk.configure("new.yaml", EVERYWHERE)
    assert lines(desk, wide) == []
    patient = desk.configure("patient.yaml", EVERYWHERE, "max_age: 60 days\n")
    assert short(lines(desk, patient)) == [("adds", "new", "desk")]


def test_a_backtest_writes_nothing(filled: Desk) -> None:
    database = filled.place / "dateline.db"
    before = database.read_bytes()
    filled.text("backtest", config=filled.configure("new.yaml", EVERYWHERE))
    assert database.read_bytes() == before


def test_people_see_a_table_and_the_counts(filled: Desk) -> None:
    text = filled.text("backtest", config=filled.configure("new.yaml", EVERYWHERE))
    assert "adds 1, loses 0, same 2 (compared with the notices that were planned; 5 articles)" in text
    assert "same" not in text.splitlines()[1]
    assert str(Type.BOMBING) in text
    assert filled.text("backtest", "--same", config=filled.config).count("\nsame ") == 2


def test_planning_again_gives_what_the_pipeline_gave(desk: Desk) -> None:
    desk.config = desk.configure("wide.yaml", EVERYWHERE)
    planned = desk.replay(*ARTICLES, BOMBED)
    found = lines(desk, desk.config)
    assert {line["change"] for line in found} == {"same"}
    assert {(line["notice_id"], line["subject"], line["url"]) for line in found} == {
        (notice["notice_id"], notice["subject"], notice["url"]) for notice in planned
    }
