"""Trying a configuration against the world, without a database: every source is asked, every receiver told.

Nothing is stored, and nothing of it counts as seen.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from alerts.receivers import Draft, Outgoing, Receiver
from crawler.engine import Engine
from crawler.gate import Gate
from crawler.responses import Failure
from crawler.sources import Source
from scheduler.clock import Clock
from scheduler.config import Config
from scheduler.parts import build_receivers, engine_settings
from scheduler.reading import Listing
from scheduler.workers import Workers

AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying one source, or one recipient of a receiver."""

    name: str
    works: bool
    answer: str


async def try_sources(config: Config) -> AsyncIterator[Tried]:
    """Ask each source as the service would, and count what it lists; the first to answer comes first."""
    engine = Engine(engine_settings(config), Gate.allowing(config.network.private_sources))
    workers = Workers(config.groups, config.languages)
    room = asyncio.Semaphore(AT_ONCE)
    await engine.start()
    try:
        tries = [asyncio.create_task(_try(source, engine, workers, room)) for source in config.sources]
        for ended in asyncio.as_completed(tries):
            yield await ended
    finally:
        await engine.stop()
        workers.stop()


async def _try(source: Source, engine: Engine, workers: Workers, room: asyncio.Semaphore) -> Tried:
    async with room:
        if source.kind == "spider":
            return await _try_spider(source, engine)
        answer = await engine.fetch(source.url, origin=source)
        if isinstance(answer, Failure):
            return Tried(source.name, False, f"{answer.kind}: {answer.text}")
        listing = await workers.run(
            "scheduler.work.read_source",
            source.kind,
            answer.body,
            answer.url,
            answer.content_type,
            source.follow,
            frozenset(),
        )
    if not isinstance(listing, Listing):
        return Tried(source.name, False, f"cannot be read: {listing.why}")
    moved = f"; it has moved to {answer.permanent_url}" if answer.permanent_url else ""
    what = f"is an index of {len(listing.more)}" if listing.more else f"lists {len(listing.prints)}"
    torn = f"; {listing.truncated}" if listing.truncated else ""
    works = bool(listing.prints or listing.more) and not torn
    return Tried(source.name, works, f"{what}{torn}{moved}")


async def _try_spider(source: Source, engine: Engine) -> Tried:
    crawled = await engine.adopt(source)
    if isinstance(crawled, Failure):
        return Tried(source.name, False, f"{crawled.kind}: {crawled.text}")
    faults = f"; {len(crawled.faults)} faults, the first: {crawled.faults[0]}" if crawled.faults else ""
    return Tried(source.name, bool(crawled.items), f"gives {len(crawled.items)} items{faults}")


async def try_receivers(config: Config, clock: Clock) -> AsyncIterator[Tried]:
    """Send a test message through every receiver."""
    for receiver in build_receivers(config, clock).values():
        async for tried in try_receiver(receiver):
            yield tried


async def try_receiver(receiver: Receiver) -> AsyncIterator[Tried]:
    """Send a test message to each recipient of one receiver."""
    for recipient in receiver.recipients():
        draft = Draft(
            message_id=f"test_{secrets.token_hex(8)}",
            recipient=recipient,
            at=datetime.now(UTC),
            kind="service",
            subject="this is a test",
            note="A test message, sent because somebody asked for it. No incident happened.",
            why="you asked for it",
        )
        subject, payload = receiver.compose(draft)
        reply = await receiver.send(Outgoing(draft.message_id, recipient, subject, payload))
        name = f"{receiver.settings.name} -> {recipient}"
        yield Tried(name, reply.kind == "done", f"{reply.kind}: {reply.text}")
    await receiver.close()
