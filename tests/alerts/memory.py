"""An outbox in memory, with the rules of the real one, and a clock that a test moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.outbox import Message, NewMessage, Settled
from alerts.routing import Holding, Silence
from incidents.notices import Notice


class Clock:
    """`clock()` is the time; `pass_` moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@dataclass
class NoticeRow:
    notice: Notice
    state: str = "planned"
    until: datetime | None = None
    why: str = ""


@dataclass
class MessageRow:
    new: NewMessage
    next_at: datetime
    state: str = "pending"
    attempt: int = 0
    boot_id: str = ""
    log: list[tuple[str, str]] = field(default_factory=list)


class MemoryOutbox:
    def __init__(self) -> None:
        self.notices: dict[str, NoticeRow] = {}
        self.messages: dict[str, MessageRow] = {}
        self.silencing: list[Silence] = []
        self.gone: dict[str, str] = {}

    def add(self, *notices: Notice) -> None:
        for notice in notices:
            self.notices.setdefault(notice.notice_id, NoticeRow(notice))

    def states(self) -> list[str]:
        return [row.state for row in self.messages.values()]

    async def recover(self, boot_id: str) -> int:
        lost = [r for r in self.messages.values() if r.state == "sending" and r.boot_id != boot_id]
        for row in lost:
            row.state = "pending"
        return len(lost)

    async def unrouted(self, now: datetime, limit: int, receiver: str | None = None) -> list[Notice]:
        open_ = [
            row
            for row in self.notices.values()
            if row.state == "planned" or (row.state == "held" and row.until is not None and row.until <= now)
        ]
        asked = [row.notice for row in open_ if receiver in (None, row.notice.receiver)]
        return [notice for notice in asked if not notice.primed][:limit]

    async def holding(self, receiver: str, now: datetime) -> list[Holding]:
        held = {
            Holding(row.until, row.why)
            for row in self.notices.values()
            if row.notice.receiver == receiver and row.state == "held" and row.until and row.until > now
        }
        return list(held)

    async def sent_times(self, receiver: str, recipient: str, since: datetime) -> list[datetime]:
        return [
            row.new.created_at
            for row in self.messages.values()
            if (row.new.receiver, row.new.recipient, row.new.kind) == (receiver, recipient, "alert")
            and row.new.created_at >= since
        ]

    async def silences(self, now: datetime) -> list[Silence]:
        return [silence for silence in self.silencing if silence.until > now]

    async def hold(self, notice_ids: Sequence[str], until: datetime, why: str) -> None:
        for key in notice_ids:
            row = self.notices[key]
            row.state, row.until, row.why = "held", until, why

    async def silence(self, notice_ids: Sequence[str], why: str) -> None:
        for key in notice_ids:
            self.notices[key].state, self.notices[key].why = "silenced", why

    async def put_messages(self, messages: Sequence[NewMessage]) -> None:
        for new in messages:
            state = "held" if new.receiver in self.gone else "pending"
            self.messages.setdefault(new.message_id, MessageRow(new, new.created_at, state))
            for key in new.notice_ids:
                self.notices[key].state = "routed"

    async def thread(self, incident_id: str, receiver: str, recipient: str) -> str | None:
        for row in self.messages.values():
            told = {self.notices[key].notice.known.incident_id for key in row.new.notice_ids}
            if (row.new.receiver, row.new.recipient) == (receiver, recipient) and incident_id in told:
                return row.new.message_id
        return None

    async def last_digest(self, receiver: str) -> datetime | None:
        digests = [r.new for r in self.messages.values() if r.new.kind == "digest"]
        return max((new.created_at for new in digests if new.receiver == receiver), default=None)

    async def claim(self, receiver: str, now: datetime, boot_id: str, limit: int) -> list[Message]:
        due = [
            row
            for row in self.messages.values()
            if row.new.receiver == receiver and row.state in ("pending", "deferred") and row.next_at <= now
        ]
        claimed = []
        for row in sorted(due, key=lambda row: row.next_at)[:limit]:
            row.state, row.boot_id = "sending", boot_id
            row.attempt += 1
            new = row.new
            claimed.append(
                Message(
                    new.message_id,
                    new.receiver,
                    new.recipient,
                    new.kind,
                    new.subject,
                    new.payload,
                    row.attempt,
                    new.created_at,
                    new.notice_ids,
                )
            )
        return claimed

    async def settle(
        self, message_id: str, status: Settled, reply: str, at: datetime, next_at: datetime | None
    ) -> None:
        row = self.messages[message_id]
        if row.state != "sending":
            return
        row.log.append((status, reply))
        row.state = "held" if status == "deferred" and row.new.receiver in self.gone else status
        row.next_at = next_at or row.next_at

    async def release(self, message_ids: Sequence[str]) -> None:
        for key in message_ids:
            row = self.messages[key]
            row.state = "held" if row.new.receiver in self.gone else "pending"
            row.attempt -= 1

    async def disabled(self) -> Mapping[str, str]:
        return self.gone

    async def disable(self, receiver: str, why: str, at: datetime) -> None:
        self.gone[receiver] = why
        for row in self.messages.values():
            if row.new.receiver == receiver and row.state in ("pending", "deferred"):
                row.state = "held"

    async def next_due(self) -> Mapping[str, datetime]:
        due: dict[str, datetime] = {}
        for row in self.messages.values():
            if row.state in ("pending", "deferred"):
                name = row.new.receiver
                due[name] = min(due.get(name, row.next_at), row.next_at)
        return due

    async def next_release(self) -> datetime | None:
        if any(row.state == "planned" and not row.notice.primed for row in self.notices.values()):
            return datetime.min.replace(tzinfo=next(iter(self.notices.values())).notice.at.tzinfo)
        held = [row.until for row in self.notices.values() if row.state == "held" and row.until]
        return min(held, default=None)
