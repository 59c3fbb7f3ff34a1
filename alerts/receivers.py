"""Receivers: how they are configured, what they are given to send, and what they answer.

Values and two protocols; talking to a server is the business of `mail`, `webhook`, `file` and `chat`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Literal, Protocol

from incidents.notices import Notice
from incidents.watch import Thresholds

Kind = Literal["email", "webhook", "file", "chat"]
MessageKind = Literal["alert", "digest", "service"]


class Secret:
    """A text that never prints: `repr` and `str` say `***`; only `reveal` gives it away."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __bool__(self) -> bool:
        return bool(self._value)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a Secret is not serialised")


def redact(text: str, *secrets: Secret | None) -> str:
    """`text` without the secrets, plain or in Base64, as a server may echo them."""
    for secret in secrets:
        if secret:
            plain = secret.reveal()
            text = text.replace(plain, "***").replace(base64.b64encode(plain.encode()).decode(), "***")
    return text


@dataclass(frozen=True, slots=True)
class Email:
    """Each address gets a message of its own."""

    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Webhook:
    """A POST for each notice, signed after Standard Webhooks when `secret` is given."""

    url: str = field(repr=False)  # there may be a token in it
    secret: Secret | None = None
    headers: Mapping[str, Secret] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """One JSON object a line appended to `path`; `-` is standard output."""

    path: str


@dataclass(frozen=True, slots=True)
class Chat:
    """Apprise addresses; they hold tokens, so they are secrets."""

    urls: tuple[Secret, ...]


@dataclass(frozen=True, slots=True)
class Quiet:
    """Local hours in which messages wait, unless the incident meets `except_`. May span midnight."""

    start: time
    end: time
    except_: Thresholds | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` messages within any `per`."""

    count: int
    per: timedelta


@dataclass(frozen=True, slots=True)
class Digest:
    """One message a day at the local time `at`, or a week (`weekday`: Monday is 0)."""

    at: time
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiverSettings:
    """One receiver of the config. `zone` is an IANA name; times shown and quiet hours are in it."""

    name: str
    to: Email | Webhook | File | Chat
    zone: str = "UTC"
    quiet: Quiet | None = None
    limit: Limit | None = None
    group: timedelta | None = None
    digest: Digest | None = None

    @property
    def kind(self) -> Kind:
        kinds: dict[type, Kind] = {Email: "email", Webhook: "webhook", File: "file", Chat: "chat"}
        return kinds[type(self.to)]

    @property
    def for_machines(self) -> bool:
        """Machines get every notice in a message of its own: nothing is grouped or summed up for them."""
        return self.kind in ("webhook", "file")

    @property
    def sums_up(self) -> bool:
        """Whether one message may tell of many notices."""
        return not self.for_machines and bool(self.digest or self.group or self.limit)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. `total` bounds one attempt whatever the server does."""

    connect: float = 20.0
    command: float = 60.0
    data: float = 180.0
    total: float = 300.0


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """The mail server. `ca_file` adds a certificate authority to the system's."""

    host: str
    port: int
    sender: str
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = field(default=None, repr=False)
    password: Secret | None = None
    ca_file: str | None = None
    timeouts: Timeouts = Timeouts()


@dataclass(frozen=True, slots=True)
class Account:
    """What the service did in a span of time, for a digest that proves silence.

    A source is healthy, silent (read without fault, nothing new in it for unusually long), failing, or not
    read yet. `outcomes` are of the articles first seen in the span, in the order in which they are told.
    """

    sources: int
    healthy: int
    silent: tuple[str, ...]
    failing: tuple[str, ...]
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Digested:
    """The span that a digest covers, and the account of it."""

    since: datetime
    until: datetime
    account: Account | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a receiver renders once into the payload that is stored and sent.

    `message_id` is the same at every attempt. `references` are the ids of earlier messages about the same
    incidents to this recipient. A service message has no notices but `subject` and `note`.
    """

    message_id: str
    recipient: str
    at: datetime
    notices: tuple[Notice, ...] = ()
    kind: MessageKind = "alert"
    why: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    note: str = ""
    digest: Digested | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A stored message on its way: `payload` is what `Receiver.compose` made."""

    message_id: str
    recipient: str
    subject: str
    payload: bytes


ReplyKind = Literal["done", "temporary", "permanent", "ambiguous", "gone"]


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer. `ambiguous`: it may have taken it. `retry_after` is in seconds, as the server said.

    `whole` says that the receiver as such does not work (refused, timed out, wrong password), so that the
    next message would fare no better.
    """

    kind: ReplyKind
    text: str
    retry_after: float | None = None
    whole: bool = False


class Receiver(Protocol):
    """One way to tell somebody something."""

    @property
    def settings(self) -> ReceiverSettings: ...

    @property
    def width(self) -> int:
        """How many messages may be on their way at once."""

    @property
    def deadline(self) -> float:
        """Seconds after which an attempt is cut off."""

    def recipients(self) -> tuple[str, ...]:
        """Those who get a message of their own."""

    def compose(self, draft: Draft) -> tuple[str, bytes]:
        """The subject and the payload to store. Never raises on any text of a notice."""

    async def send(self, message: Outgoing) -> Reply:
        """One attempt. Failures of the server are replies, not exceptions."""

    async def close(self) -> None: ...


class AddressGate(Protocol):
    """Which addresses a webhook may reach."""

    def check_address(self, ip: str, port: int) -> str | None:
        """The reason why `ip` must not be reached on `port`, or None."""


def message_id(kind: MessageKind, receiver: str, recipient: str, parts: tuple[str, ...]) -> str:
    """The id of the message that tells `recipient` of `parts`: the same whenever it is planned again."""
    text = "\0".join((kind, receiver, recipient, *sorted(parts)))
    return "msg_" + base64.b32encode(hashlib.sha256(text.encode()).digest()[:15]).decode().lower()
