"""A body that ends the process which reads it, from the wire to the state: fault F08, through real workers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.sources import UNCONDITIONAL_EVERY, FetchState, standing
from scheduler.workers import Workers
from tests.scheduler.collecting import Collecting

ITEM = b"<item><guid>%d</guid><title>The bridge number %d was closed</title></item>"


def feed(count: int) -> bytes:
    items = b"".join(ITEM % (number, number) for number in range(count))
    return b"<rss version='2.0'><channel><title>x</title>" + items + b"</channel></rss>"


async def test_a_body_that_ends_its_process_twice_is_put_aside_and_a_changed_one_is_read(
    collecting: Collecting,
) -> None:
    collecting.site.give("/feed", feed(60_000), b"application/rss+xml")
    for _ in range(2):
        state = await collecting.poll()
        assert state.error_text == "took more than 1 s"
    assert collecting.workers.killed == 2
    for _ in range(3):
        state = await collecting.poll()
    assert collecting.workers.killed == 2, "it is not tried again"
    assert "put aside until it changes" in standing("feed", state, collecting.clock.now()).note
    assert len([head for head in collecting.site.heads if head.startswith(b"GET /feed")]) == 5, (
        "it goes on being asked"
    )

    collecting.site.give("/feed", feed(3), b"application/rss+xml")
    state = await collecting.poll()
    assert (state.failures, state.listed) == (0, 3)
    assert collecting.db.entries.count_pending() == 3


async def test_what_could_not_be_read_for_want_of_a_process_blames_neither_source_nor_body(
    collecting: Collecting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.workers.PAUSE", 0.01)
    collecting.site.give("/feed", feed(3), b"application/rss+xml")
    dead = Workers(("no group",), ("en",), 1)  # type: ignore[arg-type]  # each of its processes ends at its start
    living, collecting.collector._workers = collecting.collector._workers, dead
    state = await collecting.poll()
    assert state == FetchState()
    due = collecting.db.sources.all()[0].next_due - collecting.clock.now()
    assert due <= timedelta(minutes=1)
    dead.stop()
    collecting.collector._workers = living
    assert (await collecting.poll()).listed == 3


async def test_it_is_tried_once_more_with_every_full_poll(collecting: Collecting) -> None:
    collecting.site.give("/feed", feed(60_000), b"application/rss+xml")
    await collecting.poll()
    await collecting.poll()
    for _ in range(UNCONDITIONAL_EVERY - 3):
        await collecting.poll()
    assert collecting.workers.killed == 2
    await collecting.poll()
    assert collecting.workers.killed == 3
