"""The worker processes end what takes too long or too much, and go on."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from incidents.article import Draft
from scheduler.reading import Listing, Reading, Unreadable
from scheduler.workers import Killed, Limits, Workers, WorkersGone

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
DRAFT = Draft(
    "https://news.example/1",
    "Gunmen kill two in Derbent",
    "Gunmen shot dead two people in Derbent, Russia, on Monday, the interior ministry said.",
    published=NOW,
    language="en",
    source="News",
)


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    made = Workers((), ("en", "ru"), processes=1, limits=Limits(seconds=10, megabytes=600))
    yield made
    made.stop()


async def test_an_article_is_read_in_a_process_of_its_own(workers: Workers) -> None:
    reading = await workers.run("scheduler.work.read_article", DRAFT, NOW)
    assert isinstance(reading, Reading)
    assert [incident.type for incident in reading.incidents] == ["shooting"]
    assert reading.quotes[0]


async def test_what_is_no_feed_is_said_and_kills_nothing(workers: Workers) -> None:
    async def read(body: bytes) -> object:
        return await workers.run(
            "scheduler.work.read_source", "feed", body, "https://a.example/", None, None, frozenset()
        )

    assert isinstance(await read(b"<html><body>hello</body></html>"), Unreadable)
    item = b"<item><title>x</title><link>https://a.example/1</link></item>"
    listing = await read(b'<rss version="2.0"><channel>' + item + b"</channel></rss>")
    assert isinstance(listing, Listing)
    assert [entry.payload["title"] for entry in listing.entries] == ["x"]
    assert workers.killed == 0


async def test_what_raises_is_a_value(workers: Workers) -> None:
    result = await workers.run("scheduler.work.read_article", None, NOW)
    assert isinstance(result, Killed)
    assert workers.killed == 1
    assert isinstance(await workers.run("scheduler.work.read_article", DRAFT, NOW), Reading)


async def test_a_call_that_takes_too_long_is_killed_and_the_next_one_is_served() -> None:
    workers = Workers((), ("en",), processes=1, limits=Limits(seconds=2, megabytes=600))
    try:
        assert isinstance(
            await workers.run("scheduler.work.read_article", DRAFT, NOW), (Reading, Killed)
        )  # warm or not
        slow = await workers.run("time.sleep", 60)
        assert isinstance(slow, Killed)
        assert "2 s" in slow.why
        assert isinstance(await workers.run("os.getpid"), int)
        assert await workers.run("os.getpid") != os.getpid()
    finally:
        workers.stop()


async def test_a_call_that_takes_too_much_memory_is_a_value_and_the_next_one_is_served(
    workers: Workers,
) -> None:
    greedy = await workers.run("builtins.bytes", 2**31)
    assert isinstance(greedy, Killed)
    assert "600 MB" in greedy.why
    assert isinstance(await workers.run("scheduler.work.read_article", DRAFT, NOW), Reading)


async def test_processes_that_die_while_idle_cost_no_call_its_reading(workers: Workers) -> None:
    """The machine ended them (out of memory, say): what waited is read by others, and nothing counts as a kill."""
    first = await workers.run("os.getpid")
    os.kill(first, signal.SIGKILL)
    readings = await asyncio.gather(
        *(workers.run("scheduler.work.read_article", DRAFT, NOW) for _ in range(3))
    )
    assert all(isinstance(reading, Reading) for reading in readings)
    assert await workers.run("os.getpid") != first
    assert workers.killed == 0


async def test_where_no_process_can_live_that_is_said_and_nothing_is_blamed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scheduler.workers.PAUSE", 0.01)
    workers = Workers(("no group",), ("en",), processes=1)  # type: ignore[arg-type]  # its start fails
    try:
        with pytest.raises(WorkersGone):
            await workers.run("os.getpid")
        assert workers.killed == 0
        assert "no worker process" in workers.gone
    finally:
        workers.stop()


async def test_that_nothing_could_be_read_is_over_with_the_next_call_that_is_answered(
    workers: Workers,
) -> None:
    workers.gone = "no worker process lived long enough"
    await workers.run("os.getpid")
    assert workers.gone == ""
    workers.gone = "no worker process lived long enough"
    assert isinstance(await workers.run("os.kill", "no pid", 9), Killed)
    assert workers.gone == ""
