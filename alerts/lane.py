"""A lane: all that is due for one receiver, sent in order (or a few at once), whatever the others do.

When the receiver as such does not work, the lane rests a little and then tries with a single message: a
queue of thousands neither uses up its attempts nor hammers a server that is down.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from alerts import retry
from alerts.outbox import Message, Outbox, Settled
from alerts.receivers import Outgoing, Receiver, Reply

LONGEST_REST = 60.0
REPORT_AFTER = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=5)
PUT_OFF_AT_MOST = timedelta(days=2)
CAUGHT_UP_AT_ONCE = 10
MOST_REFUSED = 100


class Log(Protocol):
    """What is used of a structlog logger."""

    def info(self, event: str, **fields: Any) -> Any: ...

    def warning(self, event: str, **fields: Any) -> Any: ...

    def error(self, event: str, **fields: Any) -> Any: ...

    def exception(self, event: str, **fields: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Lost:
    """News about a receiver that its owner should hear."""

    receiver: str
    kind: Literal["gone", "dead", "failing", "back"]
    why: str
    subject: str = ""

    def words(self) -> tuple[str, str]:
        """Subject and text of the service message."""
        again = f"`dateline outbox replay --receiver {self.receiver}` sends again what was given up."
        match self.kind:
            case "gone":
                return (
                    f"receiver {self.receiver} is disabled",
                    f"It is not used any more: {self.why}\n"
                    f"What is meant for it is held. When it works again, put it back into use: {again}",
                )
            case "dead":
                return (
                    f"receiver {self.receiver}: a message was given up",
                    f"Not delivered: {self.subject}\nWhy: {self.why}\n"
                    f"There may be more: `dateline outbox list --status dead`. {again}",
                )
            case "failing":
                return (
                    f"receiver {self.receiver} does not work",
                    f"{self.why}\nNothing is lost: what is meant for it waits, and it goes on trying.",
                )
            case "back":
                return (f"receiver {self.receiver} works again", self.why)


class Lane:
    """Claims, sends and settles the messages of one receiver."""

    def __init__(
        self,
        outbox: Outbox,
        receiver: Receiver,
        clock: Callable[[], datetime],
        boot_id: str,
        log: Log,
        lost: Callable[[Lost], Awaitable[None]],
    ) -> None:
        self._outbox = outbox
        self._receiver = receiver
        self._name = receiver.settings.name
        self._clock = clock
        self._boot_id = boot_id
        self._log = log
        self._lost = lost
        self._stopping = False
        self._failures = 0
        self._rest_until = 0.0
        self._reported = False
        self._owed: list[tuple[Message, Settled, str, datetime, datetime | None]] = []
        self.failing_since: datetime | None = None

    async def open(self, *, usable: bool) -> None:
        """Attempts may begin, or, of a receiver that is disabled, may not.

        Replies that could not be written down when they came are written now: the outbox was full or closed.
        """
        self._stopping = not usable
        for owed in list(self._owed):
            await self._settle(*owed)
            self._owed.remove(owed)

    def stop(self) -> None:
        """Begin no further attempt."""
        self._stopping = True

    def rest(self) -> float:
        """Seconds for which the lane rests after a failure of the receiver as such."""
        return max(0.0, self._rest_until - asyncio.get_running_loop().time())

    async def drain(self) -> int:
        """Send what is due until nothing is or the receiver fails; how many attempts were made."""
        attempts = 0
        while not self._stopping:
            failing = self.failing_since is not None
            limit = 1 if failing else self._receiver.width
            batch = await self._outbox.claim(self._name, self._clock(), self._boot_id, limit)
            if not batch:
                break
            attempts += await self._send_all(batch)
            if self.failing_since is not None:
                break
            if failing:
                attempts += await self._catch_up()
        if not attempts:  # the outbox said that something is due, and gave nothing: do not ask at once
            self._rest_until = asyncio.get_running_loop().time() + 1.0
        return attempts

    async def _catch_up(self) -> int:
        """The receiver works again: what was put off for hours while it did not is sent now, each once."""
        tried: set[str] = set()
        refused: set[str] = set()
        while not self._stopping and self.failing_since is None and len(refused) < MOST_REFUSED:
            ahead, limit = self._clock() + PUT_OFF_AT_MOST, CAUGHT_UP_AT_ONCE + len(refused)
            batch = await self._outbox.claim(self._name, ahead, self._boot_id, limit)
            again = [message.message_id for message in batch if message.message_id in tried]
            refused.update(again)
            if again:
                await self._outbox.release(again)
            fresh = [message for message in batch if message.message_id not in tried]
            if not fresh:
                break
            tried.update(message.message_id for message in fresh)
            await self._send_all(fresh)
        return len(tried)

    async def _send_all(self, batch: list[Message]) -> int:
        """Send the claimed, `width` at once; what was not begun when the receiver failed is released."""
        waiting = list(reversed(batch))
        tried = 0

        async def work() -> None:
            nonlocal tried
            while waiting and not self._stopping and (self.failing_since is None or tried == 0):
                tried += 1
                await self._one(waiting.pop())

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._receiver.width, len(batch))):
                    group.create_task(work())
        except BaseExceptionGroup as several:  # one is enough, and the caller knows what to do with it
            raise several.exceptions[0] from None
        finally:
            if waiting:
                await self._outbox.release([message.message_id for message in waiting])
        return tried

    async def _one(self, message: Message) -> None:
        try:
            reply = await self._attempt(message)
        except asyncio.CancelledError:
            now = self._clock()
            await self._settle(message, "deferred", "stopped while sending", now, now)
            raise
        now = self._clock()
        match _decide(reply, message, self._receiver, now):
            case retry.Done():
                await self._settle(message, "sent", reply.text, now)
                self._log.info("sent", **_fields(message), reply=reply.text)
            case retry.Again(at, why):
                await self._settle(message, "deferred", why, now, at)
                self._log.warning("deferred", **_fields(message), reply=reply.text, again=at.isoformat())
            case retry.Dead(why):
                await self._settle(message, "dead", why, now)
                self._log.error("given up", **_fields(message), reply=why)
                if reply.kind != "gone" and message.kind != "service":
                    await self._lost(Lost(self._name, "dead", why, message.subject))
        await self._health(reply, now)

    async def _settle(
        self, message: Message, status: Settled, reply: str, at: datetime, next_at: datetime | None = None
    ) -> None:
        owed = (message, status, reply, at, next_at)
        try:
            await self._outbox.settle(message.message_id, status, reply, at, next_at)
        except BaseException:
            if owed not in self._owed:
                self._owed.append(owed)
            raise

    async def _attempt(self, message: Message) -> Reply:
        outgoing = Outgoing(message.message_id, message.recipient, message.subject, message.payload)
        try:
            async with asyncio.timeout(self._receiver.deadline):
                return await self._receiver.send(outgoing)
        except TimeoutError:
            return Reply("ambiguous", f"no answer within {self._receiver.deadline:g} s", whole=True)
        except Exception as problem:  # a fault of ours in one message must not end the delivery of all
            self._log.exception("sending failed inside", **_fields(message))
            return Reply("temporary", f"internal error: {type(problem).__name__}")

    async def _health(self, reply: Reply, now: datetime) -> None:
        """Keep account of whether the receiver as such works, and tell of a change."""
        if reply.kind == "gone":
            self._stopping = True
            await self._lost(Lost(self._name, "gone", reply.text))
        elif reply.whole:
            await self._failed(reply, now)
        elif reply.kind == "done" and self.failing_since is not None:
            since, self.failing_since, self._failures, self._rest_until = self.failing_since, None, 0, 0.0
            if self._reported:
                self._reported = False
                await self._lost(Lost(self._name, "back", f"It had failed since {since:%Y-%m-%d %H:%M} UTC."))

    async def _failed(self, reply: Reply, now: datetime) -> None:
        self.failing_since = self.failing_since or now
        self._failures += 1
        rest = min(2.0 ** min(self._failures - 1, 10), LONGEST_REST)
        if reply.retry_after is not None:  # "come back later" is said to all of them
            rest = max(rest, retry.asked_pause(reply.retry_after))
        self._rest_until = asyncio.get_running_loop().time() + rest
        lasts = now - self.failing_since
        since = f"{self.failing_since:%Y-%m-%d %H:%M} UTC"
        if lasts >= GIVE_UP_AFTER:
            self._stopping = True
            await self._lost(Lost(self._name, "gone", f"it has failed since {since}: {reply.text}"))
        elif lasts >= REPORT_AFTER and not self._reported:
            self._reported = True
            await self._lost(Lost(self._name, "failing", f"It has failed since {since}: {reply.text}"))


def _decide(
    reply: Reply, message: Message, receiver: Receiver, now: datetime
) -> retry.Done | retry.Again | retry.Dead:
    return retry.decide(
        reply,
        receiver.settings.kind,
        message.attempt,
        message.created_at,
        now,
        retry.jitter(message.message_id, message.attempt),
    )


def _fields(message: Message) -> dict[str, Any]:
    return {
        "message": message.message_id,
        "receiver": message.receiver,
        "recipient": message.recipient,
        "attempt": message.attempt,
    }
