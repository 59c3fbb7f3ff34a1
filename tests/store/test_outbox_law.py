"""The law of the outbox: whatever happens in whatever order, nothing is lost, nothing is doubled.

A machine plans, routes, holds, claims, sends, is answered and dies at will. What the fake receiver got is the
ledger; at the end all that was left is delivered, and the ledger is judged.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Literal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store.database import Database
from store.outbox import Message
from tests.store.invented import DAY, HOUR, NOW, message, notice

RECEIVERS = ("desk", "hook")


class OutboxMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.directory = tempfile.TemporaryDirectory()
        self.boot = 0
        self.now = NOW
        self.planned: set[str] = set()
        self.primed: set[str] = set()
        self.silenced: set[str] = set()
        self.dead: set[str] = set()
        self.disabled: set[str] = set()
        self.ledger: Counter[str] = Counter()
        self.in_flight: list[Message] = []
        self.unanswered: Counter[str] = Counter()
        self.start()

    def start(self) -> None:
        self.boot += 1
        self.db = Database.open(Path(self.directory.name) / "dateline.db")
        # The disk is not the subject here, and hundreds of commits are made.
        self.db._c.raw.execute("PRAGMA synchronous = OFF")
        self.db.outbox.recover(str(self.boot))

    def teardown(self) -> None:
        self.drain()
        self.db.close()
        self.directory.cleanup()

    @initialize()
    def begin(self) -> None:
        for receiver in RECEIVERS:
            self.plan(0, receiver, False)
        self.route(2, "send")

    @rule(number=st.integers(0, 6), receiver=st.sampled_from(RECEIVERS), primed=st.booleans())
    def plan(self, number: int, receiver: str, primed: bool) -> None:
        made = notice(number, receiver, primed=primed)
        if self.db.outbox.add([made]):
            assert made.notice_id not in self.planned | self.primed
            (self.primed if primed else self.planned).add(made.notice_id)

    @precondition(lambda self: self.waiting())
    @rule(limit=st.integers(1, 3), fate=st.sampled_from(["send", "send", "hold", "silence"]))
    def route(self, limit: int, fate: str) -> None:
        for one in self.db.outbox.unrouted(self.now, limit):
            if fate == "hold":
                self.db.outbox.hold([one.notice_id], self.now + HOUR, "quiet")
            elif fate == "silence":
                self.db.outbox.silence([one.notice_id], "drill")
                self.silenced.add(one.notice_id)
            else:
                self.put(one.notice_id)

    def put(self, notice_id: str) -> None:
        number, receiver = notice_id.removeprefix("n").split("-")
        self.db.outbox.put_message(message(int(number), receiver, next_at=self.now))

    def waiting(self) -> bool:
        return bool(self.db.outbox.unrouted(self.now, 1))

    def due(self) -> bool:
        at = self.db.outbox.next_due()
        return at is not None and at <= self.now

    @precondition(lambda self: self.due())
    @rule(limit=st.integers(1, 3), busy=st.sets(st.sampled_from(RECEIVERS)))
    def claim(self, limit: int, busy: set[str]) -> None:
        claimed = self.db.outbox.claim(self.now, str(self.boot), limit, busy)
        assert not {one.receiver for one in claimed} & busy
        assert not {one.message_id for one in claimed} & {one.message_id for one in self.in_flight}
        self.in_flight += claimed

    @precondition(lambda self: self.in_flight)
    @rule(reply=st.sampled_from(["sent", "deferred", "dead", "sent, but nobody heard"]))
    def answer(self, reply: str) -> None:
        one = self.in_flight.pop(0)
        status: Literal["sent", "deferred", "dead"] = "deferred"
        if reply.startswith("sent"):
            self.ledger[one.message_id] += 1
        if reply == "sent":
            status = "sent"
        elif reply == "dead":
            status = "dead"
            self.dead.add(one.message_id)
        elif reply != "deferred":
            self.unanswered[one.message_id] += 1
        assert self.db.outbox.settle(one.message_id, status, reply, self.now, self.now + HOUR)

    @precondition(lambda self: self.in_flight)
    @rule(sent=st.booleans())
    def die(self, sent: bool) -> None:
        """The process ends; what was in flight may or may not have gone out."""
        for one in self.in_flight:
            self.ledger[one.message_id] += sent
            self.unanswered[one.message_id] += sent
        self.in_flight = []
        self.db.close()
        self.start()

    @precondition(lambda self: not self.waiting() and not self.due())
    @rule()
    def wait(self) -> None:
        self.now += HOUR

    @precondition(lambda self: not self.disabled and self.ledger)
    @rule(receiver=st.sampled_from(RECEIVERS))
    def disable(self, receiver: str) -> None:
        self.db.outbox.disable_receiver(receiver, "gone", self.now)
        self.disabled.add(receiver)

    @precondition(lambda self: self.disabled)
    @rule(receiver=st.sampled_from(RECEIVERS))
    def enable(self, receiver: str) -> None:
        self.db.outbox.enable_receiver(receiver)
        self.disabled.discard(receiver)

    @precondition(lambda self: self.dead)
    @rule(receiver=st.sampled_from(RECEIVERS))
    def replay(self, receiver: str) -> None:
        assert self.db.outbox.replay(self.now, receiver=receiver) >= 0
        self.dead = {one for one in self.dead if f".{receiver}@" not in one}

    @invariant()
    def every_notice_has_an_answer(self) -> None:
        for notice_id in self.planned | self.primed:
            answer = self.db.outbox.answer(notice_id)
            assert answer is not None
            assert bool(answer.messages) == (answer.state == "routed")

    @invariant()
    def nothing_is_doubled(self) -> None:
        for message_id, count in self.ledger.items():
            assert count <= 1 + self.unanswered[message_id]

    def drain(self) -> None:
        """Let all that is left go out, then compare."""
        for receiver in RECEIVERS:
            self.db.outbox.enable_receiver(receiver)
        self.now += DAY
        self.route(100, "send")
        while self.in_flight:
            self.answer("sent")
        self.in_flight = self.db.outbox.claim(self.now, str(self.boot), 100)
        while self.in_flight:
            self.answer("sent")
        self.nothing_is_doubled()
        told = {
            f"<m{n.removeprefix('n').replace('-', '.')}@dateline.example>"
            for n in self.planned - self.silenced
        }
        assert told - self.dead <= set(+self.ledger)
        assert set(+self.ledger) <= told


OutboxMachine.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestOutboxLaw = OutboxMachine.TestCase
