"""A kill at every operation of a delivery: nothing is lost, and a repeat has its old id.

The ledger of the fake server judges, never the outbox. Broken outboxes show that the judge can tell.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import structlog

from alerts.delivery import Delivery
from alerts.mail import MailReceiver
from alerts.receivers import Outgoing, Reply, SmtpSettings
from tests.alerts.invented import NOW, desk, notice
from tests.alerts.memory import Clock, MemoryOutbox

NOTICES = 4
CHANGES = ("put_messages", "claim", "settle", "hold", "recover")


class Killed(BaseException):
    """SIGKILL: nothing after this line happens in this process."""


class Fuse:
    """Kills at the n-th operation, before or after it takes effect."""

    def __init__(self, at: int, after: bool) -> None:
        self.left, self.after, self.dead = at, after, False

    async def __call__(self, operation: Callable[[], Awaitable[Any]]) -> Any:
        if self.dead:
            raise Killed
        self.left -= 1
        if self.left == 0 and not self.after:
            self.dead = True
            raise Killed
        result = await operation()
        if self.left == 0:
            self.dead = True
            raise Killed
        return result


class Seen:
    """The outbox as a process sees it that will be killed."""

    def __init__(self, outbox: MemoryOutbox, fuse: Fuse) -> None:
        self._outbox, self._fuse = outbox, fuse

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._outbox, name)
        return (lambda *given: self._fuse(lambda: real(*given))) if name in CHANGES else real


class Server:
    """Takes everything; the ledger is (message id, payload)."""

    width, deadline = 1, 5.0

    def __init__(self, ledger: list[tuple[str, bytes]], fuse: Fuse | None) -> None:
        self.settings = desk("desk", "a@example.org", "b@example.org")
        composer = MailReceiver(self.settings, SmtpSettings("x", 1, "d@example.org", "none"))
        self.compose, self.recipients = composer.compose, composer.recipients
        self._ledger, self._fuse = ledger, fuse

    async def send(self, message: Outgoing) -> Reply:
        async def take() -> Reply:
            self._ledger.append((message.message_id, message.payload))
            return Reply("done", "250")

        return await self._fuse(take) if self._fuse else await take()

    async def close(self) -> None:
        pass


async def live(outbox: MemoryOutbox, ledger: list[tuple[str, bytes]], boot: str, fuse: Fuse | None) -> None:
    seen = Seen(outbox, fuse) if fuse else outbox
    of = Delivery(seen, {"desk": Server(ledger, fuse)}, Clock(NOW), boot, structlog.get_logger())
    try:
        await seen.recover(boot)
        while await of.pump():
            pass
    except Killed:
        pass


def judge(ledger: list[tuple[str, bytes]], kills: int) -> list[str]:
    """What is wrong with the ledger. Messages are told apart by what the server sees: id, To and incident."""
    wrong = []
    copies = Counter(key for key, _ in ledger)
    told = Counter((_incident(payload), _recipient(payload)) for payload in dict(ledger).values())
    if len(told) < 2 * NOTICES:
        wrong.append(f"lost {2 * NOTICES - len(told)}")
    if max(told.values(), default=1) > 1:
        wrong.append("told again under another id")
    if sum(copies.values()) - len(copies) > kills:
        wrong.append("repeated more often than it was killed")
    if len(set(ledger)) != len(copies):
        wrong.append("repeated with other bytes")
    return wrong


def _incident(payload: bytes) -> bytes:
    return payload.split(b"Incident inc-", 1)[1].split(b"\r\n")[0]


def _recipient(payload: bytes) -> bytes:
    return payload.split(b"\r\nTo: ")[1].split(b"\r\n")[0]


async def cycle(outbox: MemoryOutbox, at: int, after: bool) -> tuple[list[str], bool]:
    """One kill, then two more lives; what is wrong, and whether the fuse ever blew."""
    outbox.add(*(notice() for _ in range(NOTICES)))
    ledger: list[tuple[str, bytes]] = []
    fuse = Fuse(at, after)
    await live(outbox, ledger, "boot-1", fuse)
    await live(outbox, ledger, "boot-2", Fuse(2, True))
    await live(outbox, ledger, "boot-3", None)
    return judge(ledger, kills=2), fuse.dead


@pytest.mark.parametrize("after", [False, True])
async def test_a_kill_at_any_operation_loses_nothing_and_repeats_with_the_same_id(after):
    at, blown = 0, True
    while blown:
        at += 1
        wrong, blown = await cycle(MemoryOutbox(), at, after)
        assert wrong == [], f"killed {'after' if after else 'before'} operation {at}"
    assert at > 3 * NOTICES


class ForgetsToRecover(MemoryOutbox):
    async def recover(self, boot_id):
        return 0


class ForgetsThatItClaimed(MemoryOutbox):
    """`sent` is noted at the claim: acknowledged before it was sent."""

    async def claim(self, *fields):
        claimed = await super().claim(*fields)
        for message in claimed:
            self.messages[message.message_id].state = "sent"
        return claimed


class NewIdEachTime(MemoryOutbox):
    async def recover(self, boot_id):
        for row in self.messages.values():
            if row.state == "sending":
                object.__setattr__(row.new, "message_id", row.new.message_id + "x")
        self.messages = {row.new.message_id: row for row in self.messages.values()}
        return await super().recover(boot_id)


@pytest.mark.parametrize("broken", [ForgetsToRecover, ForgetsThatItClaimed, NewIdEachTime])
async def test_the_judge_catches_an_outbox_that_is_broken(broken):
    found: list[str] = []
    for at in range(1, 40):
        for after in (False, True):
            wrong, _ = await asyncio.wait_for(cycle(broken(), at, after), 10)
            found += wrong
    assert found
