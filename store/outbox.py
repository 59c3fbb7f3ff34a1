"""Messages on their way: rendered once, claimed before the first byte, settled after the reply.

    pending -> sending(boot, attempt) -> sent | deferred | dead        held: its receiver is disabled

A claim is committed before it is returned. Whoever dies while sending leaves a `sending` row of another boot,
which becomes pending again under the same message id. Nothing here knows how a message is sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, zip_longest
from sqlite3 import Row
from typing import Literal

from incidents.notices import Notice, Told
from store.connection import Connection
from store.filters import narrowed
from store.instants import from_micros, instant_or_none, to_micros
from store.notices import Notices, NoticeState
from store.packing import dump

Kind = Literal["alert", "service", "digest"]
MessageState = Literal["pending", "sending", "sent", "deferred", "held", "dead"]
_REPLY_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What is to be sent to one recipient, for one notice or several, or about the service itself."""

    message_id: str
    receiver: str
    recipient: str
    kind: Kind
    subject: str
    payload: bytes
    notice_ids: tuple[str, ...]
    next_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A stored message. `attempt` counts from 1 since it was created or replayed."""

    message_id: str
    receiver: str
    recipient: str
    kind: Kind
    subject: str
    payload: bytes
    state: MessageState
    attempt: int
    next_at: datetime
    created_at: datetime
    settled_at: datetime | None
    reply: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to send, and the reply. `sending` without an end: nobody knows."""

    attempt: int
    started_at: datetime
    settled_at: datetime | None
    status: str
    reply: str


@dataclass(frozen=True, slots=True)
class ReceiverRow:
    """A receiver as the outbox knows it; `disabled_at` is None while it is used."""

    name: str
    disabled_at: datetime | None
    reason: str
    messages: dict[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a notice: its own state with the reason, and each message that carries it."""

    notice_id: str
    state: NoticeState
    until: datetime | None
    reason: str
    messages: tuple[Message, ...]


def _message(row: Row) -> Message:
    return Message(
        message_id=row["message_id"],
        receiver=row["receiver"],
        recipient=row["recipient"],
        kind=row["kind"],
        subject=row["subject"],
        payload=row["payload"],
        state=row["state"],
        attempt=row["attempt"],
        next_at=from_micros(row["next_at"]),
        created_at=from_micros(row["created_at"]),
        settled_at=instant_or_none(row["settled_at"]),
        reply=row["reply"],
    )


class Outbox:
    """Questions about messages; those about notices are passed on to `notices`."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection
        self.notices = Notices(connection)

    # --- notices

    def add(self, notices: Sequence[Notice]) -> int:
        """See `Notices.add`."""
        return self.notices.add(notices)

    def told(self, incident_id: str) -> list[Told]:
        """See `Notices.told`."""
        return self.notices.told(incident_id)

    def unrouted(self, now: datetime, limit: int = 1000, receiver: str | None = None) -> list[Notice]:
        """See `Notices.unrouted`."""
        return self.notices.unrouted(now, limit, receiver)

    def hold(self, notice_ids: Collection[str], until: datetime, reason: str) -> None:
        """See `Notices.hold`."""
        self.notices.hold(notice_ids, until, reason)

    def silence(self, notice_ids: Collection[str], reason: str) -> None:
        """See `Notices.silence`."""
        self.notices.silence(notice_ids, reason)

    # --- in

    def put_message(self, message: NewMessage) -> bool:
        """Store a message and mark its notices routed, in one transaction.

        False, and nothing changes, when a message of this id is stored already: one about the service is told
        once. An alert with an id in use is an error of ours: ValueError.
        """
        with self._c.transaction():
            number = self._insert(message)
            if number is None:
                if message.notice_ids:
                    raise ValueError(f"message id {message.message_id} is in use for other notices")
                return False
            for notice_id in message.notice_ids:
                self._carry(number, notice_id)
            return True

    def put_messages(self, messages: Iterable[NewMessage]) -> int:
        """Several at once, all or none: a mail to each recipient of one receiver. How many are new."""
        with self._c.transaction():
            return sum([self.put_message(message) for message in messages])

    def _insert(self, message: NewMessage) -> int | None:
        rows = self._c.returning(
            "INSERT INTO messages (message_id, receiver, recipient, kind, subject, payload, state, next_at,"
            " created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN EXISTS (SELECT 1 FROM receivers r"
            " WHERE r.name = ?2) THEN 'held' ELSE 'pending' END, ?7, ?8)"
            " ON CONFLICT (message_id) DO NOTHING RETURNING number",
            (
                message.message_id,
                message.receiver,
                message.recipient,
                message.kind,
                message.subject,
                message.payload,
                to_micros(message.next_at),
                to_micros(message.created_at),
            ),
        )
        return rows[0][0] if rows else None

    def _carry(self, number: int, notice_id: str) -> None:
        """Note that a message carries a notice. One that is primed or silenced must not be sent."""
        moved = self._c.returning(
            "UPDATE notices SET state = 'routed', until = 0, state_reason = '' WHERE notice_id = ?"
            " AND state IN ('planned', 'held', 'routed') RETURNING number",
            (notice_id,),
        )
        if not moved:
            raise ValueError(f"notice {notice_id} is unknown, primed or silenced, and cannot be sent")
        self._c.run("INSERT INTO message_notices (message, notice) VALUES (?, ?)", (number, moved[0][0]))

    # --- out

    def claim(self, now: datetime, boot_id: str, limit: int, busy: Collection[str] = ()) -> list[Message]:
        """Due messages, now `sending` in this boot, and committed as such. Oldest first, receivers in turn.

        Receivers that are `busy` are left out: a dead one holds up no other.
        """
        with self._c.transaction():
            turns = [self.due(name, now, limit) for name in self._waiting() if name not in busy]
            chosen = [n for n in chain.from_iterable(zip_longest(*turns)) if n is not None][:limit]
            return [self.take(number, now, boot_id) for number in chosen]

    def _waiting(self) -> list[str]:
        """The receivers with messages to send, by jumps through the index."""
        rows = self._c.rows(
            "WITH RECURSIVE w(name) AS (SELECT min(receiver) FROM messages"
            " WHERE state IN ('pending', 'deferred') UNION ALL SELECT (SELECT min(receiver) FROM messages"
            " WHERE state IN ('pending', 'deferred') AND receiver > w.name) FROM w WHERE name IS NOT NULL)"
            " SELECT name FROM w WHERE name IS NOT NULL"
        )
        return [row[0] for row in rows]

    def due(self, receiver: str, now: datetime, limit: int) -> list[int]:
        """The numbers of a receiver's due messages, longest due first."""
        rows = self._c.rows(
            "SELECT number FROM messages WHERE state IN ('pending', 'deferred') AND receiver = ?"
            " AND next_at <= ? ORDER BY next_at, number LIMIT ?",
            (receiver, to_micros(now), limit),
        )
        return [row[0] for row in rows]

    def take(self, number: int, now: datetime, boot_id: str) -> Message:
        """Mark one due message as `sending` in this boot, and begin its delivery; within a transaction."""
        row = self._c.returning(
            "UPDATE messages SET state = 'sending', boot_id = ?, attempt = attempt + 1 WHERE number = ?"
            " AND state IN ('pending', 'deferred') RETURNING *",
            (boot_id, number),
        )[0]
        self._c.run(
            "INSERT INTO deliveries (message, position, attempt, boot_id, started_at) VALUES"
            " (?1, (SELECT count(*) FROM deliveries WHERE message = ?1), ?2, ?3, ?4)",
            (number, row["attempt"], boot_id, to_micros(now)),
        )
        return _message(row)

    def settle(
        self,
        message_id: str,
        status: Literal["sent", "deferred", "dead"],
        reply: str,
        at: datetime,
        next_at: datetime | None = None,
    ) -> bool:
        """Note the reply to a claimed message; `next_at` is needed when it is deferred.

        False when the message was not being sent (it was settled before): nothing changes.
        """
        if status == "deferred" and next_at is None:
            raise ValueError("a deferred message needs the time of its next attempt")
        reply = reply[:_REPLY_CHARACTERS].encode("utf-8", "replace").decode()
        with self._c.transaction():
            rows = self._c.returning(
                "UPDATE messages SET reply = ?1, settled_at = ?2, next_at = coalesce(?3, next_at),"
                " boot_id = NULL, state = CASE WHEN ?4 = 'deferred' AND EXISTS (SELECT 1 FROM receivers r"
                " WHERE r.name = messages.receiver) THEN 'held' ELSE ?4 END"
                " WHERE message_id = ?5 AND state = 'sending' RETURNING number",
                (reply, to_micros(at), to_micros(next_at) if next_at else None, status, message_id),
            )
            if not rows:
                return False
            self._c.run(
                "UPDATE deliveries SET settled_at = ?2, status = ?3, reply = ?4 WHERE message = ?1"
                " AND position = (SELECT max(position) FROM deliveries WHERE message = ?1)",
                (rows[0][0], to_micros(at), status, reply),
            )
            return True

    def recover(self, boot_id: str) -> int:
        """Make pending again what other boots left in sending; how many."""
        with self._c.transaction():
            self._c.run(
                "UPDATE deliveries SET status = 'unanswered', reply = 'the process ended before the reply'"
                " WHERE status = 'sending' AND message IN"
                " (SELECT number FROM messages WHERE state = 'sending' AND boot_id <> ?)",
                (boot_id,),
            )
            return self._c.run(
                "UPDATE messages SET boot_id = NULL, state = CASE WHEN EXISTS (SELECT 1 FROM receivers r"
                " WHERE r.name = messages.receiver) THEN 'held' ELSE 'pending' END"
                " WHERE state = 'sending' AND boot_id <> ?",
                (boot_id,),
            )

    def next_due(self) -> datetime | None:
        """When the next message is to be sent."""
        due = [
            self._c.row(
                "SELECT next_at FROM messages WHERE state IN ('pending', 'deferred') AND receiver = ?"
                " ORDER BY next_at LIMIT 1",
                (name,),
            )
            for name in self._waiting()
        ]
        return min((from_micros(row[0]) for row in due if row), default=None)

    # --- receivers

    def disable_receiver(self, name: str, reason: str, at: datetime) -> None:
        """Send it nothing more; what waits, and what comes, is held."""
        with self._c.transaction():
            self._c.run(
                "INSERT INTO receivers (name, disabled_at, reason) VALUES (?, ?, ?) ON CONFLICT (name)"
                " DO UPDATE SET disabled_at = excluded.disabled_at, reason = excluded.reason",
                (name, to_micros(at), reason),
            )
            self._c.run(
                "UPDATE messages SET state = 'held' WHERE receiver = ? AND state IN ('pending', 'deferred')",
                (name,),
            )

    def enable_receiver(self, name: str) -> int:
        """Use it again; how many held messages are pending now."""
        with self._c.transaction():
            self._c.run("DELETE FROM receivers WHERE name = ?", (name,))
            return self._c.run(
                "UPDATE messages SET state = 'pending', attempt = 0, next_at = created_at"
                " WHERE receiver = ? AND state = 'held'",
                (name,),
            )

    def receivers(self) -> list[ReceiverRow]:
        """Every receiver that ever had a message or was disabled, with its messages by state."""
        counts: dict[str, dict[str, int]] = {}
        for name, state, count in self._c.rows(
            "SELECT receiver, state, count(*) FROM messages GROUP BY receiver, state ORDER BY receiver, state"
        ):
            counts.setdefault(name, {})[state] = count
        disabled = {row["name"]: row for row in self._c.rows("SELECT * FROM receivers")}
        return [
            ReceiverRow(
                name,
                instant_or_none(disabled[name]["disabled_at"]) if name in disabled else None,
                disabled[name]["reason"] if name in disabled else "",
                counts.get(name, {}),
            )
            for name in sorted({*counts, *disabled})
        ]

    # --- questions

    def thread(self, incident_id: str, receiver: str, recipient: str) -> str | None:
        """The id of the first message that told this recipient of the incident, or of one merged into it."""
        row = self._c.row(
            "SELECT m.message_id FROM notices n JOIN message_notices c ON c.notice = n.number"
            " JOIN messages m ON m.number = c.message WHERE (n.incident_id = ?1 OR n.incident_id IN"
            " (SELECT incident_id FROM incidents WHERE merged_into = ?1)) AND m.receiver = ?2"
            " AND m.recipient = ?3 ORDER BY m.number LIMIT 1",
            (incident_id, receiver, recipient),
        )
        return row[0] if row else None

    def show(self, message_id: str) -> Message | None:
        row = self._c.row("SELECT * FROM messages WHERE message_id = ?", (message_id,))
        return _message(row) if row else None

    def deliveries(self, message_id: str) -> list[Delivery]:
        """Every attempt to send the message, in order, with the replies."""
        rows = self._c.rows(
            "SELECT d.* FROM deliveries d JOIN messages m ON m.number = d.message WHERE m.message_id = ?"
            " ORDER BY d.position",
            (message_id,),
        )
        return [
            Delivery(
                row["attempt"],
                from_micros(row["started_at"]),
                instant_or_none(row["settled_at"]),
                row["status"],
                row["reply"],
            )
            for row in rows
        ]

    def notice_ids(self, message_id: str) -> list[str]:
        """The notices that a message carries, in the order they were planned."""
        rows = self._c.rows(
            "SELECT n.notice_id FROM messages m JOIN message_notices c ON c.message = m.number"
            " JOIN notices n ON n.number = c.notice WHERE m.message_id = ? ORDER BY n.number",
            (message_id,),
        )
        return [row[0] for row in rows]

    def find(
        self,
        *,
        state: MessageState | None = None,
        receiver: str | None = None,
        kind: Kind | None = None,
        limit: int = 100,
    ) -> list[Message]:
        """Messages that fit, the newest first."""
        sql, values = narrowed(
            "SELECT * FROM messages",
            [("state = ?", state), ("receiver = ?", receiver), ("kind = ?", kind)],
            "number DESC",
            limit,
        )
        return [_message(row) for row in self._c.rows(sql, values)]

    def count(self) -> dict[str, int]:
        """How many messages are in each state."""
        rows = self._c.rows("SELECT state, count(*) FROM messages GROUP BY state ORDER BY state")
        return {row[0]: row[1] for row in rows}

    def answer(self, notice_id: str) -> Answer | None:
        """What became of a notice; None when there is no such notice."""
        found = self.notices.get(notice_id)
        if found is None:
            return None
        rows = self._c.rows(
            "SELECT m.* FROM notices n JOIN message_notices c ON c.notice = n.number"
            " JOIN messages m ON m.number = c.message WHERE n.notice_id = ? ORDER BY m.number",
            (notice_id,),
        )
        return Answer(
            notice_id, found.state, found.until, found.state_reason, tuple(_message(row) for row in rows)
        )

    def replay(self, now: datetime, *, message_ids: Collection[str] = (), receiver: str | None = None) -> int:
        """Send again, under their old ids: named messages, dead or sent, or all the dead of a receiver.

        A receiver that was disabled is used again, and what was held for it goes out too. How many wait now.
        """
        with self._c.transaction():
            held = self.enable_receiver(receiver) if receiver is not None else 0
            return held + self._c.run(
                "UPDATE messages SET state = 'pending', attempt = 0, next_at = ?1 WHERE"
                " (state IN ('dead', 'sent') AND message_id IN (SELECT value FROM json_each(?2)))"
                " OR (state = 'dead' AND receiver = ?3)",
                (to_micros(now), dump(list(message_ids)), receiver),
            )
