"""Two short reports from one town: a second act is alerted of, a second report of one act joins it.

The whole pipeline runs, in memory, once for each pair of `pairs/reports.txt`. The floors are what holds today;
nobody lowers them silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from incidents.article import Draft
from scheduler.replay import Replay

HERE = Path(__file__).parent / "pairs"
DAYS = {"Fri": 13, "Sat": 14, "Sun": 15, "Mon": 16, "Tue": 17, "Wed": 18}  # of March 2026


@dataclass(frozen=True)
class Pair:
    """Two reports, and whether they tell of two acts."""

    name: str
    is_two: bool
    drafts: tuple[Draft, ...]

    def is_right(self) -> bool:
        """Whether two acts became two incidents, each alerted of, or one act one."""
        replay, notices = Replay(None, None), list[dict[str, Any]]()
        replay.play(self.drafts, notices.append)
        found = [article["incident_ids"] for article in replay.articles]
        if not all(found):
            return False
        alerted = {notice["url"] for notice in notices if notice["reason"] == "new"}
        if self.is_two:
            return found[0][0] != found[1][0] and len(alerted) == len(self.drafts)
        return bool(found[0][0] == found[1][0])


def pairs(name: str = "reports.txt") -> Iterator[Pair]:
    """All of a file."""
    for block in (HERE / name).read_text(encoding="utf-8").split("\n\n"):
        head, *rows = [line for line in block.splitlines() if line and line[0] != "#"] or [""]
        if head:
            which, title = head.split()
            yield Pair(title, which == "two", tuple(_draft(title, n, row) for n, row in enumerate(rows)))


def _draft(name: str, nth: int, row: str) -> Draft:
    head, title, text = row.split(" | ")
    day, hour, language = head.split()
    published = datetime(2026, 3, DAYS[day], int(hour), tzinfo=UTC)
    return Draft(f"https://s{nth}.example/{name}", title, text, published, language, f"S{nth}")


@pytest.fixture(scope="module", params=["reports.txt", "unread.txt"])
def told(request: pytest.FixtureRequest) -> tuple[str, list[Pair]]:
    """A file with its pairs; of the unread one no rule has learnt."""
    return request.param, list(pairs(request.param))


def test_there_are_enough_of_both_in_three_languages(told: tuple[str, list[Pair]]) -> None:
    name, found = told
    most = {"reports.txt": 30, "unread.txt": 14}[name]
    assert sum(pair.is_two for pair in found) >= most
    assert sum(not pair.is_two for pair in found) >= most
    assert {draft.language for pair in found for draft in pair.drafts} == {"en", "ru", "uk"}


FLOORS = {
    ("reports.txt", True): 0.91,
    ("reports.txt", False): 0.94,
    ("unread.txt", True): 0.85,
    ("unread.txt", False): 0.92,
}


@pytest.mark.parametrize("is_two", [True, False])
def test_what_is_one_joins_and_what_are_two_stay_apart(told: tuple[str, list[Pair]], is_two: bool) -> None:
    name, found = told
    judged = {pair.name: pair.is_right() for pair in found if pair.is_two is is_two}
    wrong = [title for title, right in judged.items() if not right]
    share = 1 - len(wrong) / len(judged)
    assert share >= FLOORS[name, is_two], f"{share:.3f}" if name == "unread.txt" else wrong
