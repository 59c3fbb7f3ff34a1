"""A body that ends the process which reads it, from the wire to the state: fault F08, through real workers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from crawler.engine import Engine
from crawler.gate import Gate
from crawler.settings import NetworkSettings
from crawler.sources import UNCONDITIONAL_EVERY, FetchState, Source, standing
from scheduler.clock import ManualClock
from scheduler.collect import Collector
from scheduler.outage import Outage
from scheduler.pipeline import Pipeline
from scheduler.workers import Limits, Workers
from scheduler.writer import Writer
from store.database import Database
from store.sources import SourceRow
from tests.hostile.server import RawServer

NOW = datetime(2031, 3, 3, 6, tzinfo=UTC)
ITEM = b"<item><guid>%d</guid><title>The bridge number %d was closed</title></item>"


def feed(count: int) -> bytes:
    items = b"".join(ITEM % (number, number) for number in range(count))
    return b"<rss version='2.0'><channel><title>x</title>" + items + b"</channel></rss>"


class Desk(NamedTuple):
    """A collector with one source, and what is around it."""

    site: RawServer
    workers: Workers
    collector: Collector
    db: Database
    clock: ManualClock

    async def poll(self) -> FetchState:
        self.clock.advance(timedelta(hours=1))
        await self.collector.poll(self.db.sources.all()[0])
        return FetchState.from_dict(self.db.sources.all()[0].state)


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    site, writer, clock = await RawServer().start(), Writer(), ManualClock(NOW)
    engine = Engine(NetworkSettings(delay=0.0), Gate.allowing([f"127.0.0.1:{site.port}"]))
    workers = Workers((), ("en",), 1, Limits(seconds=1.0))
    source = Source("Example Times", "feed", site.url("/feed"))
    outage: Outage[SourceRow] = Outage(1)
    with Database.open(tmp_path / "dateline.db") as db:
        db.sources.sync([(source.name, source.url, source.kind)], NOW)
        pipeline = Pipeline(db, (), (), timedelta(days=7))
        await engine.start()
        collector = Collector({source.url: source}, engine, workers, writer, db, pipeline, clock, outage)
        yield Desk(site, workers, collector, db, clock)
        await engine.stop()
        workers.stop()
        writer.stop()
        await site.stop()


async def test_a_body_that_ends_its_process_twice_is_put_aside_and_a_changed_one_is_read(desk: Desk) -> None:
    desk.site.give("/feed", feed(60_000), b"application/rss+xml")
    for _ in range(2):
        state = await desk.poll()
        assert state.error_text == "took more than 1 s"
    assert desk.workers.killed == 2
    for _ in range(3):
        state = await desk.poll()
    assert desk.workers.killed == 2, "it is not tried again"
    assert "put aside until it changes" in standing("feed", state, desk.clock.now()).note
    assert len([head for head in desk.site.heads if head.startswith(b"GET /feed")]) == 5, (
        "it goes on being asked"
    )

    desk.site.give("/feed", feed(3), b"application/rss+xml")
    state = await desk.poll()
    assert (state.failures, state.listed) == (0, 3)
    assert desk.db.entries.count_pending() == 3


async def test_what_could_not_be_read_for_want_of_a_process_blames_neither_source_nor_body(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.workers.PAUSE", 0.01)
    desk.site.give("/feed", feed(3), b"application/rss+xml")
    dead = Workers(("no group",), ("en",), 1)  # type: ignore[arg-type]  # each of its processes ends at its start
    living, desk.collector._workers = desk.collector._workers, dead
    state = await desk.poll()
    assert state == FetchState()
    due = desk.db.sources.all()[0].next_due - desk.clock.now()
    assert due <= timedelta(minutes=1)
    dead.stop()
    desk.collector._workers = living
    assert (await desk.poll()).listed == 3


async def test_it_is_tried_once_more_with_every_full_poll(desk: Desk) -> None:
    desk.site.give("/feed", feed(60_000), b"application/rss+xml")
    await desk.poll()
    await desk.poll()
    for _ in range(UNCONDITIONAL_EVERY - 3):
        await desk.poll()
    assert desk.workers.killed == 2
    await desk.poll()
    assert desk.workers.killed == 3
