"""Builds broken on purpose, one thing each: the judge must condemn every one of them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from alerts import message, retry
from store.connection import Connection
from store.database import Database

FLAWS = (
    "synchronous=NORMAL",
    "ack before send",
    "sending not committed",
    "deferred BEGIN",
    "new id each attempt",
    "one transaction in two",
    "recipients in one row",
    "Retry-After unclamped",
)
_split = False


def process(flaw: str, *, template: bool = True) -> None:
    """Break what belongs to the whole process; it is a fork that ends soon. Without `template` laying out fails."""
    global _split
    if not template:
        message._template = lambda: _broken  # type: ignore[assignment]
    _split = flaw == "one transaction in two"
    if flaw == "Retry-After unclamped":
        retry.asked_pause = lambda seconds: seconds
    if flaw == "deferred BEGIN":
        begin = Connection._begin
        Connection._begin = lambda self, sql: begin(self, sql.removesuffix(" IMMEDIATE"))  # type: ignore[method-assign]


def _broken(**_: object) -> str:
    raise RuntimeError("the template is broken")


def opened(db: Database, flaw: str) -> None:
    if flaw == "synchronous=NORMAL":
        db._c.raw.execute("PRAGMA synchronous = NORMAL")


def between(db: Database) -> None:
    """Where one transaction must not be cut."""
    if _split:
        db._c.raw.execute("COMMIT")
        db._c.raw.execute("BEGIN IMMEDIATE")


class Undone(Exception):
    """Leaves a transaction without a trace."""


def outbox(real: type, flaw: str) -> type:
    """The outbox class, broken or not."""

    class AckBeforeSend(real):  # type: ignore[misc]
        async def claim(self, receiver: str, now: Any, boot_id: str, limit: int) -> Any:
            claimed = await super().claim(receiver, now, boot_id, limit)
            for one in claimed:
                await self.settle(one.message_id, "sent", "250", now, None)
            return claimed

    class SendingInMemory(real):  # type: ignore[misc]
        async def claim(self, *asked: Any) -> Any:
            found: list[Any] = []

            def look() -> None:
                with suppress(Undone), self._db.transaction():
                    found.extend(self._db.lanes.claim(*asked))
                    raise Undone

            await self._writer(look)
            return found

        async def settle(self, message_id: str, status: Any, reply: str, at: Any, next_at: Any) -> None:
            def late() -> None:
                with self._db.transaction():
                    number = self._db._c.number(
                        "SELECT number FROM messages WHERE message_id = ?", (message_id,)
                    )
                    self._db.outbox.take(number, at, str(os.getpid()))
                    self._db.outbox.settle(message_id, status, reply, at, next_at)

            await self._writer(late)

    broken: dict[str, type] = {"ack before send": AckBeforeSend, "sending not committed": SendingInMemory}
    return broken.get(flaw, real)


def receivers(found: dict[str, Any], flaw: str) -> None:
    """Break what sends."""
    if flaw == "new id each attempt":
        for receiver in found.values():
            receiver.send = _fresh_ids(receiver.send)
    if flaw == "recipients in one row":
        desk = found["desk"]
        everyone, one = ", ".join(desk.recipients()), desk.send
        desk.recipients = lambda: (everyone,)
        desk.send = _to_all(one)


def _fresh_ids(send: Callable[..., Any]) -> Callable[..., Any]:
    async def fresh(message: Any) -> Any:
        name = f"{os.urandom(4).hex()}{message.message_id.strip('<>')}"
        payload = message.payload.replace(message.message_id.strip("<>").encode(), name.encode())
        return await send(replace(message, message_id=name, payload=payload))

    return fresh


def _to_all(send: Callable[..., Any]) -> Callable[..., Any]:
    """As `smtplib.sendmail` does: it raises nothing when one of several recipients is refused."""

    async def several(message: Any) -> Any:
        replies = [await send(replace(message, recipient=to)) for to in message.recipient.split(", ")]
        await asyncio.sleep(0)
        return min(replies, key=lambda reply: reply.kind != "done")

    return several
