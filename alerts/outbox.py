"""The outbox that delivery needs: a small protocol, and the values that cross it.

Whoever implements it commits each call in one transaction before it returns. Status of a message:
`pending -> sending -> sent | deferred | dead`, and `held` while its receiver is disabled; of a notice:
planned, held, silenced, or that of its messages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from alerts.receivers import Account, MessageKind
from alerts.routing import Holding, Silence
from incidents.notices import Notice

Settled = Literal["sent", "deferred", "dead"]


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A rendered message, to be stored as pending. `why` says why it goes out now."""

    message_id: str
    receiver: str
    recipient: str
    kind: MessageKind
    subject: str
    payload: bytes
    created_at: datetime
    notice_ids: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message that this process has claimed: its row says `sending`, and `attempt` counts this one too."""

    message_id: str
    receiver: str
    recipient: str
    kind: MessageKind
    subject: str
    payload: bytes
    attempt: int
    created_at: datetime
    notice_ids: tuple[str, ...] = ()


class Outbox(Protocol):
    """What delivery asks of the database."""

    async def recover(self, boot_id: str) -> int:
        """Make messages that another boot left in `sending` pending again; how many."""

    async def unrouted(self, now: datetime, limit: int, receiver: str | None = None) -> list[Notice]:
        """Notices never routed, or held until `now` or earlier, of one receiver or all; oldest first, never
        primed ones.
        """

    async def holding(self, receiver: str, now: datetime) -> list[Holding]:
        """The distinct holds of the receiver's notices that end after `now`."""

    async def sent_times(self, receiver: str, recipient: str, since: datetime) -> list[datetime]:
        """`created_at` of the alerts made for this recipient since then."""

    async def silences(self, now: datetime) -> list[Silence]:
        """The silences that hold at `now`."""

    async def hold(self, notice_ids: Sequence[str], until: datetime, why: str) -> None: ...

    async def silence(self, notice_ids: Sequence[str], why: str) -> None: ...

    async def put_messages(self, messages: Sequence[NewMessage]) -> None:
        """Store messages and mark their notices as routed, together. A known `message_id` changes nothing."""

    async def thread(self, incident_id: str, receiver: str, recipient: str) -> str | None:
        """The id of the first message about the incident to this recipient."""

    async def last_digest(self, receiver: str) -> datetime | None:
        """`created_at` of the receiver's last digest."""

    async def claim(self, receiver: str, now: datetime, boot_id: str, limit: int) -> list[Message]:
        """Mark due messages of the receiver as `sending`, oldest due first, and return them."""

    async def settle(
        self, message_id: str, status: Settled, reply: str, at: datetime, next_at: datetime | None
    ) -> None:
        """Write down what became of a claimed message; `next_at` when it is deferred."""

    async def release(self, message_ids: Sequence[str]) -> None:
        """Claimed but not tried: pending again, and the attempt does not count."""

    async def disabled(self) -> Mapping[str, str]:
        """The receivers that are disabled, and why."""

    async def disable(self, receiver: str, why: str, at: datetime) -> None:
        """Send it nothing more: what waits for it, and what comes, is held."""

    async def next_due(self) -> Mapping[str, datetime]:
        """For each receiver with pending or deferred messages, when the first is due."""

    async def next_release(self) -> datetime | None:
        """When the next hold ends; the past when a notice was never routed; None when nothing waits."""


class Accounts(Protocol):
    """Where a digest learns what the service did."""

    async def account(self, since: datetime, until: datetime) -> Account | None: ...
