"""`explain` says why: what was found, decided and sent, and why nobody was told of the rest."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from incidents.article import draft_from_dict
from incidents.errors import DatelineError
from scheduler.config import load
from scheduler.pipeline import Arrival, Pipeline
from scheduler.reader import Reader
from store.database import Database
from store.outbox import NewMessage
from tests.scheduler.desk import BOMBED, COPIED, RISEN, STABBING, Desk

NOW = datetime(2026, 3, 6, tzinfo=UTC)


def explained(desk: Desk, kind: str, key: str) -> dict[str, Any]:
    (account,) = desk.lines("explain", kind, key, "--json")
    return account


def incident_of(desk: Desk, url: str) -> str:
    return str(explained(desk, "article", url)["incidents"][0]["incident_id"])


def test_an_article_shows_the_words_each_field_rests_on(filled: Desk) -> None:
    (told,) = explained(filled, "article", str(STABBING["url"]))["incidents"]
    words = {word["field"]: word["words"] for word in told["words"]}
    assert words["date"] == "Monday"
    assert words["attribution.0"].startswith("Islamic State")
    assert told["seen"]["place"]["country"] == "RU"
    assert told["date_why"] == "2026-03-02, by the day, counted from Tuesday 2026-03-03 +0000"
    assert told["status_why"].startswith("current")


def test_an_article_is_found_by_id_and_by_url(filled: Desk) -> None:
    by_id, by_url = explained(filled, "article", "1"), explained(filled, "article", str(STABBING["url"]))
    assert by_id == by_url
    assert by_id["article"]["title"] == STABBING["title"]


def test_places_that_were_named_and_not_taken_are_listed(filled: Desk) -> None:
    places = explained(filled, "article", "1")["places"]
    assert [p for p in places if p["taken_for"] == [0]]
    assert "Russian" in {p["words"] for p in places if not p["taken_for"]}


def test_a_copy_names_the_text_it_is_a_copy_of_and_why_it_was_silent(filled: Desk) -> None:
    account = explained(filled, "article", str(COPIED["url"]))
    assert account["outcome"] == "copy"
    assert str(STABBING["url"]) in account["reason"]
    assert account["same_origin"] == [STABBING["url"]]
    told = account["incidents"][0]["watches"][0]["told"]["desk"]
    assert told.startswith("not told again: notice n")
    assert told.endswith("this article changed nothing")


def test_the_notice_that_an_article_caused_is_named(filled: Desk) -> None:
    (told,) = explained(filled, "article", str(RISEN["url"]))["incidents"]
    (notice,) = told["notices"]
    assert (notice["reason"], notice["state"]) == ("toll", "planned")
    assert notice["notice_id"] in told["watches"][0]["told"]["desk"]
    assert "score" in told["why"]


def test_a_threshold_that_was_not_met_says_so(filled: Desk) -> None:
    (told,) = explained(filled, "article", "4")["incidents"]
    by_watch = {judged["watch"]: judged for judged in told["watches"]}
    assert not by_watch["Large"]["wants"]
    assert by_watch["Large"]["why"] == "killed 3 is below 5"
    assert "is not in Russia" in by_watch["Russia"]["why"]


def test_the_nearest_incident_that_was_not_joined_is_named_with_its_score(filled: Desk) -> None:
    stabbing = incident_of(filled, str(STABBING["url"]))
    text = filled.text("explain", "article", "4")
    assert f"nearest not joined: {stabbing} (score -" in text


def test_an_article_that_is_too_old_or_of_a_first_poll_says_why_nobody_was_told(desk: Desk) -> None:
    config = load(desk.config, environ={})
    reader = Reader(config.groups, config.languages)
    with Database.open(desk.place / "dateline.db") as db:
        pipeline = Pipeline(db, config.watches, config.groups, config.max_age)
        late, first = Arrival(NOW + timedelta(days=30)), Arrival(NOW, primed=True)
        pipeline.settle(reader.read(draft_from_dict(BOMBED)), late, late.first_seen)
        pipeline.settle(reader.read(draft_from_dict(STABBING)), first, NOW)
    old = explained(desk, "article", str(BOMBED["url"]))
    assert old["outcome"] == "too_old"
    assert old["incidents"][0]["watches"][0]["told"]["desk"].endswith(old["reason"])
    (told,) = explained(desk, "article", "2")["incidents"]
    assert told["watches"][0]["told"]["desk"].endswith("it came with its source's first poll")
    assert "primed: seen, and never sent" in desk.text("explain", "article", "2")


def test_what_has_no_incident_is_explained_too(filled: Desk) -> None:
    text = filled.text("explain", "article", "5")
    assert "outcome: no_incident" in text
    assert "no incident was found in it" in text


def test_an_incident_lists_its_reports_changes_and_watches(filled: Desk) -> None:
    account = explained(filled, "incident", incident_of(filled, "1"))
    assert [report["verdict"] for report in account["reports"]] == ["opened", "joined", "updated"]
    assert [notice["reason"] for notice in account["notices"]] == ["new", "toll"]
    assert [(w["watch"], w["wants"]) for w in account["watches"]] == [("Russia", True), ("Large", False)]
    text = filled.text("explain", "incident", incident_of(filled, "1"))
    assert "killed 1 -> 2" in text
    assert "3 articles of 2 independent origins" in text


def test_a_notice_shows_its_rule_and_every_attempt_to_send_it(filled: Desk) -> None:
    notice_id = explained(filled, "incident", incident_of(filled, "1"))["notices"][0]["notice_id"]
    with Database.open(filled.place / "dateline.db") as db:
        db.outbox.put_message(
            NewMessage("m1", "desk", "desk@example.org", "alert", "Kaspiysk", b"", (notice_id,), NOW, NOW)
        )
        db.outbox.claim(NOW, "boot", 1)
        db.outbox.settle("m1", "deferred", "451 later", NOW, NOW + timedelta(minutes=5))
    account = explained(filled, "notice", notice_id)
    assert account["state"] == "routed"
    (message,) = account["messages"]
    assert (message["state"], message["next_at"]) == ("deferred", "2026-03-06T00:05:00Z")
    assert message["attempts"][0]["reply"] == "451 later"
    assert account["resolution"]["verdict"] == "opened"
    text = filled.text("explain", "notice", notice_id)
    assert "rule: Russia: region Russia" in text
    assert "451 later" in text


def test_what_waits_for_its_window_is_not_said_to_be_told(desk: Desk) -> None:
    third = {
        **RISEN,
        "url": "https://slow.example/third",
        "source": "Slow",
        "published": "2026-03-04T15:05:00Z",
    }
    third["title"] = "Third policeman dies after Kaspiysk knife attack"
    third["text"] = (
        "A third police officer died in hospital after Monday's knife attack in Kaspiysk, Dagestan, Russia. Three officers "
        "were killed in the stabbing at the traffic post, doctors said on Wednesday."
    )
    desk.replay(STABBING, RISEN, third)
    assert "to be told as toll by notice" in desk.text("explain", "article", third["url"])
    assert "desk: told as toll by notice" in desk.text("explain", "article", str(RISEN["url"]))


def test_what_was_held_or_silenced_says_why(filled: Desk) -> None:
    new, toll = explained(filled, "incident", incident_of(filled, "1"))["notices"]
    with Database.open(filled.place / "dateline.db") as db:
        db.outbox.hold([new["notice_id"]], NOW, "quiet hours until 07:00")
        db.outbox.silence([toll["notice_id"]], "silence 1: exercise in Dagestan")
    text = filled.text("explain", "article", "1")
    assert "held until 2026-03-06T00:00:00Z: quiet hours until 07:00" in text
    assert "silenced: silence 1: exercise in Dagestan" in filled.text("explain", "notice", toll["notice_id"])


@pytest.mark.parametrize(
    ("kind", "key"),
    [("article", "99"), ("article", "https://x.example/"), ("incident", "i0"), ("notice", "n0")],
)
def test_what_is_not_stored_is_an_error_that_says_where_to_look(filled: Desk, kind: str, key: str) -> None:
    result = filled.run("explain", kind, key)
    assert isinstance(result.exception, DatelineError)
    assert f"there is no {kind} {key}" in str(result.exception)


def test_what_an_article_says_cannot_move_the_terminal(desk: Desk) -> None:
    desk.replay({**STABBING, "title": "Attack in Kaspiysk \x1b[2J\u202e", "source": "A\x07B"})
    text = desk.text("explain", "article", "1")
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert json.loads(desk.text("explain", "article", "1", "--json"))


def test_what_an_article_adds_by_the_way_is_said_to_wait_for_a_report_of_its_own(desk: Desk) -> None:
    both = {
        "url": "https://hill.example/two",
        "title": "Gunmen kill three in Derbent",
        "text": "Gunmen shot dead three people in Derbent, in the Russian republic of Dagestan, on Tuesday, the "
        "ministry said.\n\nIn Astrakhan, Russia, a man was shot dead in a shooting on Tuesday.",
        "published": "2026-03-03T12:00:00Z",
        "source": "Hill Times",
    }
    assert [line["subject"].split(",")[0] for line in desk.replay(both)] == ["Derbent"]
    main, other = explained(desk, "article", str(both["url"]))["incidents"]
    assert other["seen"]["place"]["name"] == "Astrakhan"
    assert next(iter(main["watches"][0]["told"].values())).startswith("told as new")
    assert next(iter(other["watches"][0]["told"].values())) == (
        "not told: the article tells of it by the way, and it waits for a report of its own"
    )
