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


@pytest.mark.parametrize("other", [BOMB])
def test_what_was_a_bomb_stays_one(desk: Desk, other: dict[str, str]) -> None:
    assert [line["reason"] for line in desk.replay(BOMBING, other)] == ["new"]
    (known,) = desk.lines("incidents", "--json")
    assert (known["type"], known["weapon"]) == ("bombing", "bomb")
