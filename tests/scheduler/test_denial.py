"""An article that denies an incident opens none, confirms none, and is told to whoever was told of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scheduler.desk import Desk

SHOOTING = {
    "url": "https://coast.example/shooting",
    "title": "Three shot dead in Derbent cafe",
    "text": "Gunmen shot dead three people in a cafe in Derbent, in the Russian republic of Dagestan, on Monday "
    "evening, witnesses said.",
    "published": "2026-03-03T09:00:00Z",
    "source": "Coast Herald",
}
DENIAL = {
    "url": "https://valley.example/denial",
    "title": "Police deny shooting in Derbent",
    "text": "Dagestan police on Tuesday denied reports that gunmen shot dead three people in a cafe in Derbent on "
    "Monday. A spokesman called the reports untrue.",
    "published": "2026-03-03T15:00:00Z",
    "source": "Valley Post",
}
FAKE = {
    "url": "https://slow.example/fake",
    "title": "Derbent cafe shooting rejected as fake news",
    "text": "Claims on social media that three people were shot dead in a cafe in Derbent, Dagestan, on Monday were "
    "rejected as fake news by the Russian interior ministry.",
    "published": "2026-03-03T18:00:00Z",
    "source": "Slow Weekly",
}
RUSSIAN = {
    "url": "https://nord.example/fake",
    "title": "Полиция опровергла сообщения о стрельбе в Дербенте",
    "text": "Полиция Дагестана опровергла сообщения о том, что в понедельник в кафе в Дербенте застрелили трёх человек.",
    "published": "2026-03-03T16:00:00Z",
    "source": "Nord",
    "language": "ru",
}
BESIDE = {
    "url": "https://coast.example/multan",
    "title": "Gunmen shoot dead two people in Multan",
    "text": "Gunmen shot dead two people in Multan, Pakistan, on Monday, officials said. Police denied reports that gunmen "
    "had attacked a school in Multan.",
    "published": "2026-03-03T09:00:00Z",
    "source": "Coast Herald",
}
ACCUSED = {
    "url": "https://valley.example/accused",
    "title": "Suspect in Derbent cafe shooting denies the attack",
    "text": "A man of 30 has denied that he shot dead three people in a cafe in Derbent, Dagestan, on Monday. "
    "Police arrested him on Tuesday.",
    "published": "2026-03-03T17:00:00Z",
    "source": "Valley Post",
}


def only(desk: Desk) -> dict[str, Any]:
    (known,) = desk.lines("incidents", "--json")
    return known


def outcomes(desk: Desk) -> list[str]:
    return [line["outcome"] for line in desk.lines("articles", "--json")]


@pytest.mark.parametrize("denial", [DENIAL, FAKE, RUSSIAN])
def test_a_denial_of_an_unknown_incident_opens_none(desk: Desk, denial: dict[str, str]) -> None:
    assert desk.replay(denial) == []
    assert desk.lines("incidents", "--json") == []
    assert outcomes(desk) == ["no_incident"]


@pytest.mark.parametrize(
    ("denial", "who"),
    [(DENIAL, "Dagestan police"), (FAKE, "Russian interior ministry"), (RUSSIAN, "Полиция")],
)
def test_whoever_was_told_is_told_by_whom_it_is_denied(desk: Desk, denial: dict[str, str], who: str) -> None:
    first, told = desk.replay(SHOOTING, denial)
    assert (first["reason"], told["reason"], told["receiver"]) == ("new", "claim", "desk")
    assert told["subject"].startswith(f"Denied by {who}: Derbent, Dagestan (RU): shooting, 3 killed")
    assert told["url"] == denial["url"]
    assert outcomes(desk) == ["updated", "opened"]


def test_a_denial_is_no_second_origin_and_makes_nothing_surer(desk: Desk) -> None:
    desk.replay(SHOOTING)
    before = only(desk)
    desk.replay(SHOOTING, DENIAL, FAKE)
    after = only(desk)
    assert (after["origins"], after["confidence"]) == (1, before["confidence"])
    assert [article["url"] for article in after["articles"]] == [SHOOTING["url"]]
    assert [(c["field"], c["to"]) for c in after["history"]] == [
        ("denied", ["Dagestan police"]),
        ("denied", ["Dagestan police", "Russian interior ministry"]),
    ]


def test_of_several_denials_the_first_alone_is_told(desk: Desk) -> None:
    assert [line["url"] for line in desk.replay(SHOOTING, DENIAL, RUSSIAN, FAKE)] == [
        SHOOTING["url"],
        DENIAL["url"],
    ]


def test_it_is_told_whatever_the_watch_lists(desk: Desk) -> None:
    watch = "\n  - {name: Russia, regions: [Russia], notify: [desk], alert_on: [new]}\n"
    desk.config = desk.configure("new.yaml", watch)
    assert [line["reason"] for line in desk.replay(SHOOTING, DENIAL)] == ["new", "claim"]


def test_who_was_not_told_hears_nothing(desk: Desk) -> None:
    told = desk.replay(SHOOTING, DENIAL)
    assert {line["receiver"] for line in told} == {"desk"}  # `chief` wants five dead


def test_an_accused_who_denies_denies_no_incident(desk: Desk) -> None:
    desk.replay(SHOOTING, ACCUSED)
    assert only(desk)["origins"] == 2
    assert "denied" not in {change["field"] for change in only(desk)["history"]}


def test_what_an_article_tells_itself_is_not_what_it_denies(desk: Desk) -> None:
    watch = "\n  - {name: Pakistan, regions: [Pakistan], notify: [desk]}\n"
    desk.config = desk.configure("pakistan.yaml", watch)
    assert [line["reason"] for line in desk.replay(BESIDE)] == ["new"]
    assert "denied" not in {change["field"] for change in only(desk)["history"]}


def test_what_hit_another_target_is_not_what_is_denied(desk: Desk) -> None:
    watch = "\n  - {name: Pakistan, regions: [Pakistan], notify: [desk]}\n"
    desk.config = desk.configure("pakistan.yaml", watch)
    shot = "Two soldiers were shot dead at a checkpoint in Multan, Pakistan, on Tuesday, officials said."
    denied = "Police in Multan, Pakistan, denied on Tuesday reports that gunmen had attacked a school. They are untrue."
    told = desk.replay(
        {**BESIDE, "title": "Two soldiers killed in Multan", "text": shot},
        {**DENIAL, "title": "Police deny attack on Multan school", "text": denied},
    )
    assert [line["reason"] for line in told] == ["new"]


def test_an_arrest_told_beside_a_denial_does_not_shield_it(desk: Desk) -> None:
    arrest = "Two men were arrested in Derbent on Tuesday over the reports."
    told = desk.replay(SHOOTING, {**DENIAL, "text": f"{DENIAL['text']} {arrest}"})
    assert told[-1]["subject"].startswith("Denied by Dagestan police")


def test_a_backtest_tells_it_as_well(desk: Desk) -> None:
    desk.replay(SHOOTING, DENIAL)
    found = desk.lines("backtest", "--json", "--same", config=desk.config)
    assert [(line["change"], line["reason"]) for line in found] == [("same", "new"), ("same", "claim")]


def test_it_is_marked_where_incidents_are_listed(desk: Desk) -> None:
    desk.replay(SHOOTING, DENIAL)
    assert "current, denied" in desk.text("incidents")


def test_it_is_explained(desk: Desk) -> None:
    desk.replay(SHOOTING, DENIAL)
    known = only(desk)["incident_id"]
    assert f"denied {known}" in desk.text("explain", "article", str(DENIAL["url"]))
    assert "denied by article 2 (Valley Post)" in desk.text("explain", "incident", known)
