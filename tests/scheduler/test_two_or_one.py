"""Texts through the whole pipeline: one incident or two (acceptance cases 5, 6 and 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from incidents.article import Draft, Outcome
from incidents.duplicates import sketch
from incidents.incident import Incident, KnownIncident, Place, Report, Toll, Type, When
from incidents.presets import groups
from incidents.resolution import Rarity, are_one, key_words
from incidents.watch import Watch
from scheduler.pipeline import Arrival, Pipeline, Settled
from scheduler.reader import Reader
from scheduler.reading import Reading
from store.database import MEMORY, Database
from store.incidents import IncidentFilter

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)  # a Tuesday
EVERYTHING = Watch("all", ("desk",))


class Desk:
    """A pipeline into memory that reads what it is given, each article an hour after the last."""

    def __init__(self, watch: Watch = EVERYTHING) -> None:
        self.db = Database.open(MEMORY)
        self.reader = Reader(groups(), ("en",))
        self.pipeline = Pipeline(self.db, (watch,), groups(), timedelta(days=7))
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


def test_one_bulletin_on_two_towns_is_no_copy(desk: Desk) -> None:
    """It opens an incident of its own, and its outcome says so as its notice does."""
    text = "Gunmen fired on a police car near the market in {}, in Dagestan, on Tuesday and wounded two officers. They fled into the hills, the ministry said, and nobody has claimed the attack."
    settled = [
        desk.take(f"paper{n}", f"Police car attacked in {town}", text.format(town))
        for n, town in enumerate(("Derbent", "Kizlyar"))
    ]
    assert [one.outcome for one in settled] == [Outcome.OPENED, Outcome.OPENED]
    assert [notice.reason for one in settled for notice in one.notices] == ["new", "new"]


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


KASPIYSK = Place("Kaspiysk", "Dagestan", "RU-DA", "RU", 42.88, 47.64, "place", 551847)
DAGESTAN = Place("Dagestan", "Dagestan", "RU-DA", "RU", 43.1, 46.9, "admin", None)
MONDAY = When(date(2026, 3, 2), date(2026, 3, 2), "day", "relative")
EXACT = Incident(Type.STABBING, "current", MONDAY, KASPIYSK, injured=Toll.exactly(2), confidence=0.9)
VAGUE = replace(EXACT, date=None, place=DAGESTAN)
GUARDS = (
    (
        "Two wounded by knifeman at Kaspiysk post",
        "Ivan Petrov, 24, and Anton Orlov, 31, were stabbed at a post in Kaspiysk on Monday.",
        EXACT,
    ),
    (
        "Hospital treats guards after attack in Dagestan",
        "Surgeons in Dagestan operated on guards brought in overnight; one, Magomed Aliev, 45, remains grave.",
        VAGUE,
    ),
    (
        "Kaspiysk knifeman identified; guards out of danger",
        "Ivan Petrov, 24, Anton Orlov, 31, and Magomed Aliev, 45, the guards stabbed at a post in Kaspiysk on Monday, "
        "are out of danger, surgeons in Dagestan said. They were brought in overnight and operated on.",
        EXACT,
    ),
)


def _told(desk: Desk, title: str, text: str, seen: Incident) -> Settled:
    """Settle what was read so, whatever extraction makes of it."""
    desk.now += timedelta(hours=1)
    paper = f"p{desk.now:%H}"
    draft = Draft(f"https://{paper}.example/a", title, text, desk.now, "en", paper)
    reading = Reading(draft, (seen,), ((),), (key_words(draft, seen),), sketch(draft))
    return desk.pipeline.settle(reading, Arrival(desk.now), desk.now)


def test_a_report_that_tells_of_two_known_incidents_makes_them_one() -> None:
    desk = Desk(Watch("all", ("desk",), alert_on=("new", "toll", "merged")))
    first, second, bridge = (_told(desk, *report) for report in GUARDS)
    assert first.incident_ids != second.incident_ids
    assert bridge.incident_ids == first.incident_ids
    assert [(n.reason, n.known.incident_id) for n in bridge.notices] == [("merged", second.incident_ids[0])]
    (one,) = desk.db.incidents.find(IncidentFilter())
    assert [report.url for report in one.reports] == [f"https://p{hour}.example/a" for hour in (13, 15, 14)]
    assert one.history[-1].url.startswith("https://p15.example/a tells of both; score")
    gone = desk.db.incidents.get(second.incident_ids[0])
    assert gone is not None
    assert gone.merged_into == one.incident_id
    assert desk.db.incidents.survivors() == {gone.incident_id: one.incident_id}
    again = _told(desk, *GUARDS[1][:2], replace(EXACT, injured=Toll.exactly(3)))
    assert [n.reason for n in again.notices] == ["toll"], "nobody hears of it as new again"
    desk.db.close()


@pytest.mark.parametrize(
    "other",
    [
        replace(EXACT, place=replace(KASPIYSK, name="Derbent", geonameid=566532, lat=42.07, lon=48.29)),
        replace(EXACT, date=When(date(2026, 2, 12), date(2026, 2, 12), "day", "stated")),
    ],
)
def test_a_round_up_makes_no_two_towns_and_no_two_days_one(other: Incident) -> None:
    now = NOW
    known = [
        KnownIncident(f"i{n}", seen, now, now, (Report(f"u{n}", "a", now, f"o{n}"),), words=frozenset(WORDS))
        for n, seen in enumerate((EXACT, other))
    ]
    assert are_one(known[0], replace(known[0], incident_id="i9", reports=known[1].reports), Rarity())
    assert are_one(*known, Rarity()) is None


WORDS = {":en", "guards", "knifeman", "surgeons", "overnight", "operated", "danger", "post", "market"}
