"""`search` finds articles by their words, whatever is typed."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from scheduler.cli import dateline
from tests.scheduler.desk import BOMBING, COPIED, RISEN, STABBING, Desk


def urls(desk: Desk, *words: str) -> list[str]:
    return [article["url"] for article in desk.lines("search", "--json", *words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["market"], [BOMBING]),
        (["MARKET", "lahore"], [BOMBING]),
        (["market", "Kaspiysk"], []),
        (["traffic police"], [COPIED, STABBING]),
        (["police traffic"], []),
        (["knif*"], [RISEN, COPIED, STABBING]),
        (["nothing-of-the-kind"], []),
    ],
)
def test_articles_are_found_by_all_words_by_phrase_and_by_beginning(
    filled: Desk, words: list[str], found: list[dict[str, Any]]
) -> None:
    assert urls(filled, *words) == [article["url"] for article in found]


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        "*",
        "a*b",
        "NOT",
        "AND OR",
        "title:x",
        "(",
        "NEAR(a b)",
        "^x",
        "-1",
        "a\0b",
        "'; DROP TABLE",
        "{}",
        "\ud800",
    ],
)
def test_whatever_is_typed_is_words(filled: Desk, typed: str) -> None:
    arguments = ["search", "--config", str(filled.config), "--", typed]
    assert CliRunner().invoke(dateline, arguments).exit_code == 0


def test_a_hit_says_what_became_of_the_article(filled: Desk) -> None:
    (found,) = filled.lines("search", "--json", "market")
    assert (found["outcome"], len(found["incident_ids"])) == ("unmatched", 1)
    assert "Bomb kills three" in filled.text("search", "market")


def test_time_narrows_a_search(filled: Desk) -> None:
    assert (
        filled.lines("search", "--json", "police", "--until", "2026-03-03T09:30:00Z")[0]["url"]
        == STABBING["url"]
    )
    assert urls(filled, "police", "--since", "2026-03-05") == [BOMBING["url"]]


def test_what_was_stored_after_the_last_search_is_found_too(filled: Desk) -> None:
    assert urls(filled, "orchard") == []
    filled.replay({**BOMBING, "url": "https://x.example/", "text": "An orchard burned.", "title": "Orchard"})
    assert urls(filled, "orchard") == ["https://x.example/"]
