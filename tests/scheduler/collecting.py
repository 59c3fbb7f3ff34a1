"""One source polled for real: a raw server, the engine, worker processes, the writer, a database, a clock to move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from crawler.engine import Engine
from crawler.gate import Gate
from crawler.settings import NetworkSettings
from crawler.sources import FetchState, Source
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


class Collecting(NamedTuple):
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


@asynccontextmanager
async def collecting_at(place: Path, kind: str = "feed") -> AsyncIterator[Collecting]:
    """A collector with one source of that kind, at `/feed` of its site."""
    site, writer, clock = await RawServer().start(), Writer(), ManualClock(NOW)
    engine = Engine(NetworkSettings(delay=0.0), Gate.allowing([f"127.0.0.1:{site.port}"]))
    workers = Workers((), ("en",), 1, Limits(seconds=1.0))
    source = Source("Example Times", kind, site.url("/feed"))
    outage: Outage[SourceRow] = Outage(1)
    with Database.open(place / "dateline.db") as db:
        db.sources.sync([(source.name, source.url, source.kind)], NOW)
        pipeline = Pipeline(db, (), (), timedelta(days=7))
        await engine.start()
        collector = Collector({source.url: source}, engine, workers, writer, db, pipeline, clock, outage)
        yield Collecting(site, workers, collector, db, clock)
        await engine.stop()
        workers.stop()
        writer.stop()
        await site.stop()
