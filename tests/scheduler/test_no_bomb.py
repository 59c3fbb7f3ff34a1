"""A report that it was no bomb takes the bomb from the incident, and whoever was told of a bombing hears of it."""

from __future__ import annotations

import pytest

from tests.scheduler.desk import Desk

BOMBING = {
    "url": "https://coast.example/blast",
    "title": "Bomb kills three at a market in Volgograd",
    "text": "A bomb exploded at a market in Volgograd, Russia, on Monday. Three people were killed in the explosion, police "
    "said.",
    "published": "2026-03-03T09:00:00Z",
    "source": "Coast Herald",
}


def report(text: str, title: str = "Volgograd market explosion", language: str = "en") -> dict[str, str]:
    return {
        "url": "https://valley.example/gas",
        "title": title,
        "text": text,
        "published": "2026-03-04T15:00:00Z",
        "source": "Valley Post",
        "language": language,
    }


GAS = report(
    "A gas leak and not a bomb caused the explosion that killed three people at a market in Volgograd, Russia, on Monday, "
    "police said."
)
RUSSIAN = report(
    "Взрыв на рынке в Волгограде в понедельник, при котором погибли трое, вызвала утечка газа, а не бомба, заявили в "
    "полиции.",
    "Взрыв на рынке в Волгограде",
    "ru",
)
BOMB = report(
    "A bomb, not a gas leak, caused the explosion that killed three people at a market in Volgograd, Russia, on Monday, "
    "police said."
)


def test_what_was_no_bomb_is_no_bombing_and_that_is_told(desk: Desk) -> None:
    told = desk.replay(BOMBING, GAS)
    assert [line["reason"] for line in told] == ["new", "claim"]
    assert told[1]["subject"].startswith("Corrected, no bombing: Volgograd")
    (known,) = desk.lines("incidents", "--json")
    assert (known["type"], known["weapon"], known["killed"]["best"]) == ("disaster", None, 3)
    assert desk.lines("backtest", "--json", "--same", config=desk.config)[1]["change"] == "same"


def test_in_a_language_that_opens_no_accident_the_bombing_is_denied(desk: Desk) -> None:
    told = desk.replay(BOMBING, RUSSIAN)
    assert [line["reason"] for line in told] == ["new", "claim"]
    assert told[1]["subject"].startswith("Denied by Valley Post: Volgograd")


MORE = {
    **report(
        "A bomb exploded at a market in Volgograd, Russia, on Monday. Four people were killed in the explosion, doctors said."
    ),
    "url": "https://slow.example/four",
    "published": "2026-03-04T14:55:00Z",
    "source": "Slow Weekly",
}
STILL_MORE = {
    **report(
        "A bomb exploded at a market in Volgograd, Russia, on Monday. Five people died, the governor told reporters."
    ),
    "url": "https://nord.example/five",
    "published": "2026-03-04T14:58:00Z",
    "source": "Nord",
}
NINE = report(
    "A gas leak and not a bomb caused the explosion that killed nine people at a market in Volgograd, Russia, on Monday, "
    "police said."
)


def test_all_that_a_correction_changes_is_told_and_nothing_of_before_after_it(desk: Desk) -> None:
    watch = "\n  - {name: Russia, regions: [Russia], notify: [desk]}\n  - {name: Disasters, types: [disaster], notify: [chief]}\n"
    desk.config = desk.configure("disasters.yaml", watch)
    desk.replay(BOMBING, MORE, STILL_MORE, NINE)
    (known,) = desk.lines("incidents", "--json")
    (account,) = desk.lines("explain", "incident", known["incident_id"], "--json")
    told = account["notices"]
    assert sorted((n["receiver"], n["reason"]) for n in told) == [
        ("chief", "new"),
        ("desk", "claim"),
        ("desk", "new"),
        ("desk", "toll"),
    ]
    (claim,) = (n for n in told if n["reason"] == "claim")
    changes = {c["field"]: (c["from"], c["to"]) for c in claim["changes"]}
    assert (changes["killed"][0]["best"], changes["killed"][1]["best"]) == (4, 9)
    assert changes["type"] == ("bombing", "disaster")
    found = desk.lines("backtest", "--json", "--same", config=desk.config)
    assert [line["change"] for line in found] == ["same"] * 4


@pytest.mark.parametrize("other", [BOMB])
def test_what_was_a_bomb_stays_one(desk: Desk, other: dict[str, str]) -> None:
    assert [line["reason"] for line in desk.replay(BOMBING, other)] == ["new"]
    (known,) = desk.lines("incidents", "--json")
    assert (known["type"], known["weapon"]) == ("bombing", "bomb")
