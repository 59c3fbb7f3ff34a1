"""Texts through the whole pipeline: one incident or two (acceptance cases 5, 6 and 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from incidents.article import Draft, Outcome
from incidents.presets import groups
from incidents.watch import Watch
from scheduler.pipeline import Arrival, Pipeline, Settled
from scheduler.reader import Reader
from store.database import MEMORY, Database

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)  # a Tuesday


class Desk:
    """A pipeline into memory that reads what it is given, each article an hour after the last."""

    def __init__(self) -> None:
        self.db = Database.open(MEMORY)
        self.reader = Reader(groups(), ("en",))
        self.pipeline = Pipeline(self.db, (Watch("all", ("desk",)),), groups(), timedelta(days=7))
        self.now = NOW

    def take(self, paper: str, title: str, text: str) -> Settled:
        self.now += timedelta(hours=1)
        draft = Draft(f"https://{paper}.example/a", title, text, self.now, "en", paper)
        return self.pipeline.settle(self.reader.read(draft), Arrival(self.now), self.now)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.db.close()


MARKET = (
    (
        "Bomb kills nine at market in Quetta",
        "A bomb exploded at a market in Quetta, Pakistan, on Tuesday, killing nine.",
    ),
    (
        "Nine dead as blast rips through bazaar",
        "Nine people were killed when an explosive device went off among the stalls of a bazaar in Quetta on Tuesday.",
    ),
    (
        "Shoppers among victims of Baluchistan explosion",
        "At least nine shoppers died on Tuesday in the bombing of a crowded market in Quetta, rescuers said.",
    ),
    (
        "'The roof fell on us': survivors speak",
        "Survivors of Tuesday's market bombing in Quetta, which killed nine, spoke.",
    ),
    (
        "City mourns after attack",
        "Shops in Quetta were shut after Tuesday's bomb attack on a market killed nine people.",
    ),
    (
        "Police study footage of market blast",
        "Police in Quetta said a bomb that killed nine at a market on Tuesday was in a cart.",
    ),
)


def test_six_paraphrased_headlines_of_one_bombing_are_one_incident(desk: Desk) -> None:
    """Case 5: the headlines share hardly a word; place, day, kind and number join them."""
    settled = [desk.take(f"paper{n}", title, text) for n, (title, text) in enumerate(MARKET)]
    assert len({one.incident_ids[0] for one in settled}) == 1
    assert [notice.reason for one in settled for notice in one.notices] == ["new"]


def test_an_opinion_under_two_labels_is_one_text(desk: Desk) -> None:
    """Case 6."""
    text = (
        "When a bomb exploded in Quetta on Tuesday and killed nine, nobody in the capital rose from his chair. "
        * 3
    )
    first = desk.take("one", "Opinion | When the bazaar burns - The Times", text)
    second = desk.take("two", "Op-Ed: When the bazaar burns", text)
    assert second.outcome == Outcome.COPY
    assert second.incident_ids == first.incident_ids
    assert second.notices == ()


ATTACKS = (
    (
        "Gunmen kill three at mosque in Kabul",
        "Gunmen shot dead three worshippers at a mosque in Kabul, Afghanistan, on Tuesday. The Islamic State claimed it.",
    ),
    (
        "Bomb hits bank in Kabul, five dead",
        "A car bomb exploded outside a bank in Kabul, Afghanistan, on Tuesday, killing five people. The Taliban claimed it.",
    ),
)


def test_two_attacks_in_one_town_on_one_day_are_two_and_each_is_told(desk: Desk) -> None:
    """Case 8: other actors and other targets."""
    first, second = (desk.take(f"paper{n}", *attack) for n, attack in enumerate(ATTACKS))
    assert not set(first.incident_ids) & set(second.incident_ids)
    assert [n.reason for one in (first, second) for n in one.notices] == ["new", "new"]


def test_the_same_actors_day_and_place_are_one(desk: Desk) -> None:
    """Case 8, the other half: the second report has other words, and one detail more."""
    first = desk.take("one", *ATTACKS[0])
    second = desk.take(
        "two",
        "Worshippers shot during prayer, IS says it did it",
        "Armed men burst into a mosque in Kabul on Tuesday and killed three people who were at prayer. The Islamic State "
        "claimed responsibility. The imam hid behind a pillar.",
    )
    assert second.incident_ids == first.incident_ids
    assert all(notice.reason != "new" for notice in second.notices)


def test_a_restart_changes_nothing_about_a_revision(desk: Desk) -> None:
    """Case 4: the same address with another title and date, read by a new pipeline over the same store."""
    first = desk.take("one", *MARKET[0])
    again = replace(
        Draft(
            "https://one.example/a",
            "UPDATE: Bomb kills nine in Quetta market",
            MARKET[0][1] + " Ten were hurt.",
            NOW,
        ),
        published=NOW + timedelta(hours=9),
        language="en",
    )
    pipeline = Pipeline(desk.db, (Watch("all", ("desk",)),), groups(), timedelta(days=7))
    now = NOW + timedelta(hours=9)
    settled = pipeline.settle(desk.reader.read(again), Arrival(now), now)
    assert settled.outcome == Outcome.REVISION
    assert settled.incident_ids == first.incident_ids
    assert all(notice.reason != "new" for notice in settled.notices)
