"""Mail: one message to one address over SMTP, composed once and sent unchanged at every attempt.

It decides nothing about when to try again. A failure before the message itself is spoken of (connection,
TLS, password) is the receiver's, never the message's, so it is temporary even where the server says 5xx.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from binascii import b2a_qp
from collections.abc import Callable
from email.errors import MessageError
from email.headerregistry import BaseHeader, HeaderRegistry, MessageIDHeader
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from functools import cache, lru_cache
from textwrap import wrap

import aiosmtplib
from aiosmtplib import errors

from alerts import message
from alerts.receivers import (
    Draft,
    Email,
    Outgoing,
    ReceiverSettings,
    Reply,
    SmtpSettings,
    redact,
)
from alerts.wording import one_line

IDLE_SECONDS = 15.0
MESSAGES_A_CONNECTION = 100


class _Headers(HeaderRegistry):
    """The registry makes a class for every header it is asked for; one for each name is enough."""

    @cache  # noqa: B019 - the one instance lives as long as the module
    def __getitem__(self, name: str) -> type[BaseHeader]:
        return super().__getitem__(name)


# As unstructured text, which they are by default, long ids would be cut up and encoded when folded.
_HEADERS = _Headers()
_HEADERS.map_to_type("in-reply-to", MessageIDHeader)  # type: ignore[arg-type]
_HEADERS.map_to_type("references", MessageIDHeader)  # type: ignore[arg-type]


def compose(draft: Draft, settings: ReceiverSettings, sender: str) -> tuple[str, bytes]:
    """The subject, and the whole message as RFC 5322 bytes. Never raises on any text of a notice."""
    rendered = message.render(draft, settings.zone)
    try:
        head = _head(draft, settings, sender, rendered.subject)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        head = _head(draft, settings, sender, f"Incident alert {draft.message_id}")
    parts = [_part("plain", rendered.text)] + ([_part("html", rendered.html)] if rendered.html else [])
    return rendered.subject, head + _join(parts, _boundary(draft))


def _head(draft: Draft, settings: ReceiverSettings, sender: str, subject: str) -> bytes:
    """The header, with the blank line that ends it. What the policy folds cannot become another header."""
    domain = sender.rpartition("@")[2].strip(" <>") or "localhost"
    mail = _mail(draft.recipient)
    if not subject.isascii():
        mail["Subject"] = subject
    mail["Date"] = format_datetime(draft.at)
    mail["Message-ID"] = _id(draft.message_id, domain)
    if draft.references:
        mail["In-Reply-To"] = mail["References"] = _id(draft.references[0], domain)
    mail["MIME-Version"] = "1.0"
    content = f'Content-Type: multipart/alternative; boundary="{_boundary(draft)}"'
    envelope = _envelope(sender, draft.recipient, settings.name, domain)
    folded = _folded_subject(subject) if subject.isascii() else b""
    return envelope + folded + mail.as_bytes().removesuffix(b"\r\n") + content.encode() + b"\r\n\r\n"


def _folded_subject(subject: str) -> bytes:
    """The header line of an ASCII subject. The email package leaves its first line empty where the rest fits
    on the second, and some readers then show a blank before it.
    """
    lines = wrap(f"Subject: {one_line(subject)}", 76, break_long_words=False, break_on_hyphens=False)
    return "\r\n ".join(lines).encode() + b"\r\n"


@lru_cache(maxsize=256)
def _envelope(sender: str, recipient: str, name: str, domain: str) -> bytes:
    """The header lines that all messages of a receiver to a recipient share: parsing addresses takes time."""
    mail = _mail(recipient)
    mail["From"] = sender
    mail["To"] = recipient
    mail["List-Id"] = f"Dateline {_label(name)} <{_label(name)}.dateline.{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    return mail.as_bytes().removesuffix(b"\r\n")


def _mail(recipient: str) -> EmailMessage:
    policy = SMTP if recipient.isascii() else SMTPUTF8
    return EmailMessage(policy=policy.clone(header_factory=_HEADERS))


def _boundary(draft: Draft) -> str:
    """Cannot occur in a part: quoted-printable has no `=_`."""
    return f"=_{draft.message_id}"


def _part(subtype: str, content: str) -> bytes:
    """A body part in quoted-printable: no server on the way needs 8BITMIME, and no line is too long.

    The email package would take three times as long for the same bytes.
    """
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
    head += "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    encoded = b2a_qp(content.replace("\r\n", "\n").encode("utf-8"), istext=True)
    return head.encode() + encoded.replace(b"\n", b"\r\n")


def _join(parts: list[bytes], boundary: str) -> bytes:
    line = b"--" + boundary.encode()
    return b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"


def _id(message_id: str, domain: str) -> str:
    return f"<{message_id}@{domain}>"


def _label(name: str) -> str:
    """The receiver's name as a label of a List-Id."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in one_line(name, 40).lower())
    return kept.strip("-") or "alerts"


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """Verify certificates and host names; `ca_file` adds an authority. Raises OSError when unreadable."""
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context


class MailReceiver:
    """Sends over one connection, kept for a few seconds between messages."""

    width = 1

    def __init__(
        self,
        settings: ReceiverSettings,
        smtp: SmtpSettings,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if not isinstance(settings.to, Email):
            raise TypeError(f"receiver {settings.name!r} is no email receiver")
        self.settings = settings
        self.deadline = smtp.timeouts.total
        self._to = settings.to.to
        self._smtp = smtp
        self._context = None if smtp.security == "none" else tls_context(smtp.ca_file)
        self._client: aiosmtplib.SMTP | None = None
        self._monotonic = monotonic
        self._used_at = 0.0
        self._used = 0

    def recipients(self) -> tuple[str, ...]:
        return self._to

    def compose(self, draft: Draft) -> tuple[str, bytes]:
        return compose(draft, self.settings, self._smtp.sender)

    async def send(self, message: Outgoing) -> Reply:
        """One attempt within `Timeouts.total`. A kept connection that turns out dead is replaced once."""
        try:
            async with asyncio.timeout(self._smtp.timeouts.total):
                reply = await self._attempt(message)
        except TimeoutError:
            reply = Reply("ambiguous", f"no answer within {self._smtp.timeouts.total:g} s", whole=True)
        if reply.kind != "done":
            await self.close()
        return Reply(
            reply.kind,
            one_line(redact(reply.text, self._smtp.password), 500),
            whole=reply.whole,
        )

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await _leave(client)

    async def _attempt(self, message: Outgoing) -> Reply:
        kept = await self._kept()
        if kept is not None:
            try:
                await self._begin(kept)
            except (errors.SMTPException, OSError):
                await self.close()  # nothing was said about the message yet: a new connection may say it
            else:
                return await self._deliver(kept, message)
        try:
            client = await self._connect()
        except (errors.SMTPException, OSError, ValueError) as problem:
            return Reply("temporary", f"connecting: {_text(problem)}", whole=True)
        try:
            await self._begin(client)
        except errors.SMTPResponseException as problem:
            return _refused("MAIL FROM", problem)
        except (errors.SMTPException, OSError, ValueError) as problem:
            return Reply("temporary", f"MAIL FROM: {_text(problem)}", whole=True)
        return await self._deliver(client, message)

    async def _kept(self) -> aiosmtplib.SMTP | None:
        client = self._client
        if client is None:
            return None
        fresh = self._monotonic() - self._used_at < IDLE_SECONDS and self._used < MESSAGES_A_CONNECTION
        if fresh and client.is_connected:
            return client
        await self.close()
        return None

    async def _connect(self) -> aiosmtplib.SMTP:
        smtp, timeouts = self._smtp, self._smtp.timeouts
        client = aiosmtplib.SMTP(
            hostname=smtp.host,
            port=smtp.port,
            local_hostname="dateline.localdomain",  # the default asks the DNS
            timeout=timeouts.connect,
            use_tls=smtp.security == "tls",
            start_tls=smtp.security == "starttls",
            tls_context=self._context,
        )
        await client.connect()
        self._client, self._used = client, 0
        if client.is_ehlo_or_helo_needed:
            try:
                await client.ehlo(timeout=timeouts.command)
            except errors.SMTPHeloError:
                await client.helo(timeout=timeouts.command)
        if smtp.username is not None:
            password = smtp.password.reveal() if smtp.password is not None else ""
            await client.login(smtp.username, password, timeout=timeouts.command)
        return client

    async def _begin(self, client: aiosmtplib.SMTP) -> None:
        await client.mail(_address(self._smtp.sender), timeout=self._smtp.timeouts.command)

    async def _deliver(self, client: aiosmtplib.SMTP, message: Outgoing) -> Reply:
        timeouts = self._smtp.timeouts
        try:
            encoding = "ascii" if message.recipient.isascii() else "utf-8"
            await client.rcpt(message.recipient, encoding=encoding, timeout=timeouts.command)
        except errors.SMTPResponseException as problem:
            return _refused("RCPT TO", problem)
        except (errors.SMTPException, OSError, ValueError) as problem:
            return Reply("temporary", f"RCPT TO: {_text(problem)}", whole=True)
        try:
            answer = await client.data(message.payload, timeout=timeouts.data)
        except errors.SMTPResponseException as problem:
            return _refused("DATA", problem)
        except (errors.SMTPException, OSError) as problem:
            return Reply("ambiguous", f"DATA: {_text(problem)}; it may have been taken", whole=True)
        self._used_at, self._used = self._monotonic(), self._used + 1
        return Reply("done", f"{answer.code} {answer.message}")


def _refused(phase: str, problem: errors.SMTPResponseException) -> Reply:
    """RFC 5321 4.2.1: 4xx may work later, 5xx will not. 421 is about the server, not the message."""
    text = f"{phase}: {problem.code} {problem.message}"
    if 500 <= problem.code < 600:
        return Reply("permanent", text)
    if 400 <= problem.code < 500:
        return Reply("temporary", text, whole=problem.code == 421)
    return Reply("ambiguous" if phase == "DATA" else "temporary", text, whole=True)


def _text(problem: Exception) -> str:
    if isinstance(problem, errors.SMTPResponseException):
        return f"{problem.code} {problem.message}"
    return str(problem) or type(problem).__name__


def _address(sender: str) -> str:
    """The bare address of `Name <address>`."""
    return sender.rpartition("<")[2].rstrip("> ")


async def _leave(client: aiosmtplib.SMTP) -> None:
    """Say QUIT for a moment, then hang up: the server's answer to it changes nothing."""
    try:
        if client.is_connected:
            await client.quit(timeout=1.0)
    except (errors.SMTPException, OSError):
        pass
    finally:
        client.close()
