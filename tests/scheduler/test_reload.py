"""Reload: what is held for nobody, what cannot change, which watches are new, and what is primed for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from incidents.watch import Area, Region, Watch
from scheduler.config import load
from scheduler.reload import Held, held_for_nobody, unchangeable
from scheduler.watching import changed, fingerprint, prime_new_watches
from store.database import Database
from store.figures import Waiting
from tests.scheduler.desk import BOMBING, STABBING, Desk

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)


def test_what_waits_for_receivers_that_are_gone_is_counted_and_the_dead_is_not() -> None:
    waiting = [
        Waiting("gone", "pending", 2, NOW),
        Waiting("gone", "held", 1, NOW),
        Waiting("gone", "dead", 9, NOW),
        Waiting("desk", "pending", 4, NOW),
    ]
    assert held_for_nobody({"desk": None}, waiting, {"gone": 3, "other": 1, "desk": 1}) == [
        Held("gone", 3, 3),
        Held("other", 0, 1),
    ]


def test_the_database_and_the_way_to_the_web_are_fixed_while_it_runs(desk: Desk) -> None:
    config = load(desk.config, secrets=False, environ={})
    assert unchangeable(config, config) == []
    moved = replace(config, database=Path("/elsewhere.db"))
    slower = replace(moved, network=replace(config.network, delay=timedelta(seconds=9)))
    assert [problem.split(":")[0] for problem in unchangeable(config, slower)] == ["database", "network"]


def test_a_watch_is_new_when_what_it_wants_or_whom_it_tells_changed() -> None:
    region = Region("R", (Area("RU"),))
    watch = Watch("A", ("desk",), (region,))
    before = {"A": fingerprint(watch)}
    for other in (
        replace(watch, notify=("desk", "hook")),
        replace(watch, regions=(Region("R", (Area("RU"), Area("ML"))),)),
        replace(watch, types=frozenset()),
    ):
        assert changed([other], {"A": fingerprint(other)}, before) == [other]
    assert changed([watch], before, before) == []
    assert changed([watch], before, {}) == [watch]


def test_a_fingerprint_does_not_depend_on_the_order_of_a_set() -> None:
    kinds = sorted(Watch("A", ("desk",)).types)
    one, other = (Watch("A", ("desk",), types=frozenset(order)) for order in (kinds, kinds[::-1]))
    assert fingerprint(one) == fingerprint(other)


def test_a_new_watch_is_spared_what_is_known_and_only_that(desk: Desk) -> None:
    desk.replay(STABBING, BOMBING)
    config = load(desk.config, secrets=False, environ={})
    with Database.open(desk.place / "dateline.db") as db:
        assert prime_new_watches(db, config, NOW) == 0  # each receiver was told, or wants none of it
        wider = desk.configure("wider.yaml", "\n  - {name: All, notify: [chief]}\n")
        assert prime_new_watches(db, load(wider, secrets=False, environ={}), NOW) == 2
        rows = db.outbox.notices.find(receiver="chief")
        assert [(row.state, row.notice.primed) for row in rows] == [("primed", True)] * 2
        assert prime_new_watches(db, load(wider, secrets=False, environ={}), NOW) == 0
