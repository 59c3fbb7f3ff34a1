"""What is remembered of the hosts spoken to, and for how long."""

from __future__ import annotations

import asyncio

import pytest

from crawler import courtesy
from crawler.courtesy import Courtesy
from crawler.responses import Failure, FailureKind

LATE = Failure(FailureKind.TIMEOUT, "no complete answer in time")


async def test_the_delay_counts_from_when_a_request_went_out() -> None:
    polite, loop = Courtesy(), asyncio.get_running_loop()
    async with polite.turn("a.example"):
        await asyncio.sleep(0.05)  # it waited for a connection
        sent = loop.time()
        polite.sent("a.example", sent, 0.1)
    async with polite.turn("a.example"):
        assert loop.time() - sent >= 0.1


async def test_hosts_that_do_not_matter_any_more_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "FEW_HOSTS", 10)
    polite, now = Courtesy(), asyncio.get_running_loop().time()
    for number in range(100):
        async with polite.turn(f"{number}.example"):
            polite.sent(f"{number}.example", now - 9.0, 1.0)
    assert len(polite._hosts) <= 11


async def test_a_host_that_timed_out_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "FEW_HOSTS", 10)
    polite, now = Courtesy(), asyncio.get_running_loop().time()
    for _ in range(2):
        polite.sent("ill.example", now, 0.0)
        polite.heard("ill.example", LATE)
    for number in range(100):
        async with polite.turn(f"{number}.example"):
            polite.sent(f"{number}.example", now - 9.0, 1.0)
    assert polite.silent("ill.example") is not None
    polite.heard("ill.example", None)
    polite.heard("ill.example", LATE)
    assert polite._hosts["ill.example"].timeouts == 1
