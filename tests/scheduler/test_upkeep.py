"""Retention does not believe a clock that jumps ahead, and the service does not begin under one that is absurd."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from scheduler.clock import ManualClock, plausible
from scheduler.daemon import Daemon
from scheduler.upkeep import Upkeep
from scheduler.writer import Writer
from store.database import Database
from tests.store.invented import DAY, NOW, add_article, draft


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """A service with one article of each of ten days, which keeps five of them."""
    writer = Writer()
    with Database.open(tmp_path / "a.db") as db:
        for day in range(10):
            add_article(db, draft(day), first_seen=NOW + day * DAY)
        yield SimpleNamespace(
            database=db,
            writer=writer,
            clock=ManualClock(NOW + 4.5 * DAY),
            config=SimpleNamespace(keep_articles=timedelta(days=5)),
        )
    writer.stop()


def articles(service: SimpleNamespace) -> int:
    return int(service.database._c.number("SELECT count(*) FROM articles"))


async def test_a_clock_that_jumps_ahead_takes_nothing_early(kept: SimpleNamespace) -> None:
    upkeep = Upkeep(cast(Daemon, kept))
    await upkeep.retain()
    assert articles(kept) == 10
    kept.clock.set(NOW + 30 * DAY)
    await upkeep.retain()
    assert articles(kept) == 10
    kept.clock.set(NOW + 4.5 * DAY)
    kept.clock.advance(timedelta(days=3))
    await upkeep.retain()
    assert articles(kept) == 7


async def test_after_a_long_pause_it_catches_up(kept: SimpleNamespace) -> None:
    await Upkeep(cast(Daemon, kept)).retain()
    kept.clock.set(NOW + 14.5 * DAY)  # the service did not run for ten days
    upkeep = Upkeep(cast(Daemon, kept))
    for _ in range(4 * 24):
        kept.clock.advance(timedelta(hours=1))
        await upkeep.retain()
    assert articles(kept) == 0


def test_no_clock_is_right_that_shows_a_time_before_the_program_was_written() -> None:
    assert not plausible(datetime(1970, 1, 1, tzinfo=UTC))
    assert plausible(NOW)


async def test_under_an_absurd_clock_it_waits_alive_until_the_clock_is_set() -> None:
    clock, signs = ManualClock(datetime(1970, 1, 1, tzinfo=UTC)), []
    supervisor = SimpleNamespace(ready=lambda: signs.append("ready"), alive=lambda: signs.append("alive"))
    service = SimpleNamespace(clock=clock, supervisor=supervisor, _stopping=asyncio.Event())
    waiting = asyncio.create_task(Daemon._wait_for_clock(cast(Daemon, service)))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    assert signs == ["ready", "alive"]
    clock.set(NOW)
    await asyncio.wait_for(waiting, 10)
