"""The status page and the metrics: whole, escaped, and honest about what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from store.database import Database
from store.figures import Waiting
from store.sources import NewEntry, SourceRow
from web.metrics import metrics
from web.page import page
from web.standing import Live, SourceLine, Timing, Verdict, look, verdict

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVIL = "<script>alert(1)</script>\"'&{{ 7*7 }}"


def live(**changes: object) -> Live:
    timing = Timing()
    for seconds in (0.05, 3.0, 100.0):
        timing.add(seconds)
    values: dict[str, object] = {
        "version": "0.1.0",
        "now": NOW,
        "started": NOW - timedelta(hours=3),
        "tick_age": 0.2,
        "beat_age": 4.0,
        "beat_every": 15.0,
        "storage_fault": "",
        "outage_since": None,
        "workers_gone": "",
        "workers_killed": 2,
        "delivered": {"desk": timing},
        "describe": lambda row: SourceLine(row.name, "failing", None, row.next_due, 3, EVIL),
        "headline": lambda known: EVIL,
        "named_receivers": frozenset({"desk"}),
    }
    return Live(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "a.db") as db:
        db.sources.sync([(EVIL, "https://one.example/rss", "feed")], NOW)
        entries = [NewEntry(str(n), {"url": f"https://one.example/{n}"}) for n in range(3)]
        db.sources.save_poll("https://one.example/rss", {"prints": ["x"] * 50}, NOW, True, entries, NOW)
        yield db


def test_nothing_fetched_reaches_the_page_unescaped(database: Database) -> None:
    html = page(live(), look(database, live()))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "{{ 7*7 }}" in html


def test_the_account_of_the_day_adds_up_on_the_page(database: Database) -> None:
    standing = look(database, live())
    assert (standing.today.read, standing.today.pending, standing.today.adds_up) == (3, 3, True)
    assert standing.ever.adds_up
    assert "The account adds up." in page(live(), standing)


def test_entries_of_yesterday_are_not_of_today(database: Database) -> None:
    tomorrow = live(now=NOW + timedelta(days=1))
    assert look(database, tomorrow).today.read == 0
    assert look(database, tomorrow).ever.read == 3


@pytest.mark.parametrize(
    ("changes", "faults", "hindrances"),
    [
        ({}, 0, 0),
        ({"tick_age": 60.0}, 1, 1),
        ({"beat_age": 300.0}, 1, 1),
        ({"beat_age": None}, 0, 1),
        ({"storage_fault": "the disk is full"}, 0, 1),
        ({"outage_since": NOW}, 0, 1),
    ],
)
def test_a_fault_is_what_a_restart_may_mend_and_a_hindrance_is_for_a_person(
    changes: dict[str, object], faults: int, hindrances: int
) -> None:
    assert (len(live(**changes).faults()), len(live(**changes).hindrances())) == (faults, hindrances)


def test_a_hindrance_stands_at_the_top_of_the_page(database: Database) -> None:
    full = live(storage_fault="the disk is full")
    assert "storage takes no writes: the disk is full" in page(full, look(database, full))


def test_the_metrics_are_well_formed_and_time_is_counted_in_buckets(database: Database) -> None:
    text = metrics(live(), look(database, live())).decode()
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert samples["dateline_articles_read_total",] == 3
    assert samples["dateline_articles_pending",] == 3
    assert samples["dateline_sources", "failing"] == 1
    assert samples["dateline_workers_killed_total",] == 2
    assert samples["dateline_delivery_seconds_bucket", "10.0", "desk"] == 2
    assert samples["dateline_delivery_seconds_count", "desk"] == 3


def test_each_metric_is_explained_in_the_operators_manual(database: Database) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    text = metrics(live(), look(database, live())).decode()
    names = set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))
    assert len(names) > 15
    assert [name for name in sorted(names) if f"`{name}`" not in manual] == []


def test_a_source_is_looked_at_without_what_it_listed(database: Database) -> None:
    seen: list[SourceRow] = []

    def describe(row: SourceRow) -> SourceLine:
        seen.append(row)
        return SourceLine(row.name, "ok", None, row.next_due, 0, "")

    look(database, live(describe=describe))
    assert [row.state for row in seen] == [{}]


def told(tmp_path: Path, *states: str) -> tuple[str, str, str]:
    """Level and text of the page's first line, and what is unread, with a source in each of these states."""
    with Database.open(tmp_path / "states.db") as db:
        db.sources.sync([(f"{n}", f"https://{n}.example/rss", "feed") for n, _ in enumerate(states)], NOW)

        def describe(row: SourceRow) -> SourceLine:
            state = states[int(row.name)]
            return SourceLine(row.name, state, None, row.next_due, int(state in ("failing", "gone")), "")

        seen = live(describe=describe)
        standing = look(db, seen)
        said = verdict(seen, standing)
        assert f'<p class="{said.level}">{said.text}</p>' in page(seen, standing)
        return said.level, said.text, standing.unread()


def test_a_service_without_a_process_to_read_in_does_not_do_its_work(database: Database) -> None:
    seen = live(workers_gone="no worker process lived long enough to read anything, in 3 tries")
    assert seen.faults() == []
    (hindrance,) = seen.hindrances()
    assert hindrance.startswith("nothing can be read: no worker process lived long enough")
    assert verdict(seen, look(database, seen)).level == "bad"


@pytest.mark.parametrize(
    ("states", "level", "text", "unread"),
    [
        (("failing", "failing"), "bad", "no source can be read: 2 of 2 fail", True),
        (("failing", "gone"), "bad", "no source can be read: 2 of 2 fail", True),
        (("failing", "ok"), "bad", "1 of 2 sources fails", False),
        (
            ("failing", "ok", "silent"),
            "doubtful",
            "Works, but 1 of 3 sources fails; 1 source is silent.",
            False,
        ),
        (("empty", "empty"), "doubtful", "Works, but 2 sources are empty.", False),
        (("ok", "unchanged", "new"), "good", "Works.", False),
        (("failing", "new"), "bad", "1 of 2 sources fails", False),
        ((), "good", "Works.", False),
    ],
)
def test_the_page_is_green_only_when_every_source_is_well(
    tmp_path: Path, states: tuple[str, ...], level: str, text: str, unread: bool
) -> None:
    said = told(tmp_path, *states)
    assert (said[0], said[1], bool(said[2])) == (level, text, unread)


@pytest.mark.parametrize(
    ("waiting", "level", "text"),
    [
        ([("desk", "pending", 3), ("desk", "sending", 1)], "good", "Works."),
        ([("desk", "held", 2)], "doubtful", "Works, but desk is disabled; 2 messages are held for it."),
        (
            [("hook", "deferred", 2)],
            "doubtful",
            "Works, but hook does not take 2 messages, the oldest of 2026-03-02 12:00 UTC.",
        ),
        ([("hook", "dead", 1)], "doubtful", "Works, but 1 message was given up."),
    ],
)
def test_the_page_is_not_green_while_a_receiver_takes_nothing(
    database: Database, waiting: list[tuple[str, str, int]], level: str, text: str
) -> None:
    seen = live(describe=lambda row: SourceLine(row.name, "ok", None, row.next_due, 0, ""))
    rows = tuple(Waiting(receiver, state, count, NOW) for receiver, state, count in waiting)
    assert verdict(seen, replace(look(database, seen), waiting=rows)) == Verdict(level, text)
