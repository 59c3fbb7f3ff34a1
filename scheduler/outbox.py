"""The outbox that delivery needs (`alerts.outbox.Outbox`), kept by the store and called on the writer thread.

It translates between the two packages' values, which do not know each other, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from alerts.outbox import Message, NewMessage, Settled
from alerts.routing import Holding, Silence
from incidents.notices import Notice
from scheduler.writer import Writer
from store import meta, outbox
from store.database import Database


class StoredOutbox:
    """Each call is one transaction, committed before it returns."""

    def __init__(self, database: Database, writer: Writer, redact: Callable[[str], str] = str) -> None:
        self._db, self._writer, self._redact = database, writer, redact

    async def recover(self, boot_id: str) -> int:
        return await self._writer(self._db.outbox.recover, boot_id)

    async def unrouted(self, now: datetime, limit: int, receiver: str | None = None) -> list[Notice]:
        return await self._writer(self._db.outbox.unrouted, now, limit, receiver)

    async def holding(self, receiver: str, now: datetime) -> list[Holding]:
        found = await self._writer(self._db.lanes.holding, receiver, now)
        return [Holding(until, why) for until, why in found]

    async def sent_times(self, receiver: str, recipient: str, since: datetime) -> list[datetime]:
        return await self._writer(self._db.lanes.sent_times, receiver, recipient, since)

    async def silences(self, now: datetime) -> list[Silence]:
        return [_silence(s) for s in await self._writer(self._db.meta.silences, now) if s.starts <= now]

    async def hold(self, notice_ids: Sequence[str], until: datetime, why: str) -> None:
        await self._writer(self._db.outbox.hold, notice_ids, until, why)

    async def silence(self, notice_ids: Sequence[str], why: str) -> None:
        await self._writer(self._db.outbox.silence, notice_ids, why)

    async def put_messages(self, messages: Sequence[NewMessage]) -> None:
        await self._writer(self._db.outbox.put_messages, [_to_store(message) for message in messages])

    async def thread(self, incident_id: str, receiver: str, recipient: str) -> str | None:
        return await self._writer(self._db.outbox.thread, incident_id, receiver, recipient)

    async def last_digest(self, receiver: str) -> datetime | None:
        return await self._writer(self._db.lanes.last_digest, receiver)

    async def claim(self, receiver: str, now: datetime, boot_id: str, limit: int) -> list[Message]:
        claimed = await self._writer(self._db.lanes.claim, receiver, now, boot_id, limit)
        return [_from_store(message) for message in claimed]

    async def settle(
        self, message_id: str, status: Settled, reply: str, at: datetime, next_at: datetime | None
    ) -> None:
        await self._writer(self._db.outbox.settle, message_id, status, self._redact(reply), at, next_at)

    async def release(self, message_ids: Sequence[str]) -> None:
        await self._writer(self._db.lanes.release, message_ids)

    async def disabled(self) -> Mapping[str, str]:
        rows = await self._writer(self._db.outbox.receivers)
        return {row.name: row.reason for row in rows if row.disabled_at is not None}

    async def disable(self, receiver: str, why: str, at: datetime) -> None:
        await self._writer(self._db.outbox.disable_receiver, receiver, self._redact(why), at)

    async def next_due(self) -> Mapping[str, datetime]:
        return await self._writer(self._db.lanes.next_due)

    async def next_release(self) -> datetime | None:
        return await self._writer(self._db.lanes.next_release)


def _to_store(message: NewMessage) -> outbox.NewMessage:
    return outbox.NewMessage(
        message_id=message.message_id,
        receiver=message.receiver,
        recipient=message.recipient,
        kind=message.kind,
        subject=message.subject,
        payload=message.payload,
        notice_ids=message.notice_ids,
        next_at=message.created_at,
        created_at=message.created_at,
    )


def _from_store(message: outbox.Message) -> Message:
    return Message(
        message_id=message.message_id,
        receiver=message.receiver,
        recipient=message.recipient,
        kind=message.kind,
        subject=message.subject,
        payload=message.payload,
        attempt=message.attempt,
        created_at=message.created_at,
    )


def _silence(stored: meta.Silence) -> Silence:
    matcher: dict[str, Any] = {key: tuple(values) for key, values in stored.matcher.items()}
    return Silence(str(stored.silence_id), stored.ends, stored.comment, **matcher)
