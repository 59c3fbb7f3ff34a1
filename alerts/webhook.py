"""Webhooks after Standard Webhooks 1.0.0: a signed POST, the same id at every attempt, 2xx only is success.

Every address is asked of the gate when the socket is made, after the DNS and for literal addresses alike;
redirects, cookies and proxies of the environment are not followed.
"""

from __future__ import annotations

import asyncio
import base64
import errno
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from standardwebhooks.webhooks import EmptyWebhookSecretError
from standardwebhooks.webhooks import Webhook as Signer

from alerts import message
from alerts.receivers import AddressGate, Draft, Outgoing, ReceiverSettings, Reply, Secret, Webhook, redact
from alerts.wording import one_line

ANSWER_BYTES = 64 * 1024
TIMEOUT = aiohttp.ClientTimeout(total=30.0, sock_connect=10.0)
USER_AGENT = "Dateline"


class Blocked(OSError):
    """The gate does not let this address be reached."""


class WebhookReceiver:
    """Posts to one URL, one after another: a crash then repeats one at most, and their order is kept."""

    width = 1

    def __init__(
        self,
        settings: ReceiverSettings,
        gate: AddressGate,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        timeout: aiohttp.ClientTimeout = TIMEOUT,
    ) -> None:
        if not isinstance(settings.to, Webhook):
            raise TypeError(f"receiver {settings.name!r} is no webhook")
        self.settings = settings
        self.deadline = (timeout.total or 30.0) + 1.0
        self._to = settings.to
        self._gate = gate
        self._now = now
        self._timeout = timeout
        self._signer = None if self._to.secret is None else signer(self._to.secret)
        self._session: aiohttp.ClientSession | None = None

    def recipients(self) -> tuple[str, ...]:
        return (self.settings.name,)

    def compose(self, draft: Draft) -> tuple[str, bytes]:
        return message.draft_subject(draft), message.as_json(message.body(draft)).encode()

    async def send(self, message: Outgoing) -> Reply:
        """One POST. What the server answers is read to 64 KiB at most, and only to be shown."""
        try:
            async with self._open().post(
                self._to.url, data=message.payload, headers=self._headers(message), allow_redirects=False
            ) as response:
                reply = await self._read(response)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, UnicodeError) as problem:
            reply = _failed(problem)
        return Reply(reply.kind, self._safe(reply.text), reply.retry_after, reply.whole)

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self.width, socket_factory=self._socket, keepalive_timeout=5.0, ttl_dns_cache=10
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                timeout=self._timeout,
                trust_env=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                requote_redirect_url=False,
            )
        return self._session

    def _socket(self, address: tuple[Any, ...]) -> socket.socket:
        """Called by aiohttp for each address it is about to connect to."""
        family, kind, protocol, _, target = address
        reason = self._gate.check_address(str(target[0]), int(target[1]))
        if reason is not None:
            raise Blocked(errno.EACCES, f"{target[0]} port {target[1]} is blocked: {reason}")
        return socket.socket(family, kind, protocol)

    def _headers(self, message: Outgoing) -> dict[str, str]:
        now = self._now().astimezone(UTC)
        headers = {name: value.reveal() for name, value in self._to.headers.items()}
        headers |= {
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
            "Accept-Encoding": "identity",
            "webhook-id": message.message_id,
            "webhook-timestamp": str(int(now.timestamp())),
        }
        if self._signer is not None:
            headers["webhook-signature"] = self._signer.sign(
                message.message_id, now, message.payload.decode()
            )
        return headers

    async def _read(self, response: aiohttp.ClientResponse) -> Reply:
        status = f"{response.status} {response.reason or ''}".strip()
        if 200 <= response.status < 300:
            await _drain(response)
            return Reply("done", status)
        shown = await _drain(response)
        if 300 <= response.status < 400:
            shown = f"redirects are not followed; configure where it leads{_leads(response)}"
        text = f"{status}: {shown}" if shown else status
        if response.status == 410:
            return Reply("gone", text)
        wait = None
        if response.status in (429, 503):
            wait = retry_after(response.headers.get("Retry-After"), self._now())
        return Reply("temporary", text, wait, whole=response.status in (429, 502, 503, 504))

    def _safe(self, text: str) -> str:
        return one_line(redact(text, self._to.secret, *self._to.headers.values()), 500)


def signer(secret: Secret) -> Signer:
    """Raise ValueError, which never holds the secret, when it cannot sign."""
    encoded = secret.reveal().removeprefix("whsec_").rstrip("=")
    try:
        return Signer(base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True))
    except (ValueError, EmptyWebhookSecretError):
        raise ValueError("a webhook secret is Base64, with or without 'whsec_' before it") from None


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait as RFC 9110 10.2.3 states them, a number or a date; None when it makes no sense.

    A date in the past gives 0. Bounds are the business of `retry.decide`.
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        then = parsedate_to_datetime(value)
        then = then if then.tzinfo else then.replace(tzinfo=UTC)
        return max(0.0, (then - now).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _leads(response: aiohttp.ClientResponse) -> str:
    """The host to which a redirect leads; the rest of the address may be a secret."""
    try:
        host = urlsplit(response.headers.get("Location", "")).hostname
    except ValueError:
        host = None
    return f" (to {host})" if host else ""


async def _drain(response: aiohttp.ClientResponse) -> str:
    """The beginning of the answer's body. One that is longer, or slow, costs the connection, nothing more."""
    read = bytearray()
    until = time.monotonic() + 5.0
    try:
        while len(read) < ANSWER_BYTES and time.monotonic() < until:
            async with asyncio.timeout(max(0.01, until - time.monotonic())):
                chunk = await response.content.read(ANSWER_BYTES - len(read))
            if not chunk:
                break
            read += chunk
        else:
            response.close()
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        response.close()
    return bytes(read[:300]).decode("utf-8", "replace").strip()


def _failed(problem: Exception) -> Reply:
    """Before the connection stands nothing was sent; after that the server may have taken it."""
    text = str(problem) or type(problem).__name__
    if isinstance(problem, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | Blocked):
        text = text.replace(" ssl:default", "")  # aiohttp's, said of plain http too
        return Reply("temporary", f"connecting: {text}", whole=True)
    if isinstance(problem, TimeoutError):
        return Reply("ambiguous", f"no answer in time: {text}", whole=True)
    if isinstance(problem, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return Reply("temporary", "the URL of the webhook is no http or https address", whole=True)
    return Reply("ambiguous", f"{text}; it may have been taken", whole=isinstance(problem, OSError))
