"""One fetch as it hops from redirect to redirect, and what each answer or exception means. Sends nothing."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from OpenSSL.SSL import Error as OpenSSLError
from scrapy import exceptions
from scrapy.http import Response as ScrapyResponse
from service_identity import VerificationError
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure as TwistedFailure
from twisted.web._newclient import ParseError, ResponseNeverReceived
from twisted.web.client import ResponseFailed

from crawler.connections import Blocked, HeadersTooLarge
from crawler.gate import Gate, origin_of
from crawler.responses import Failure, FailureKind, Response

_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)


class DecodeFailed(exceptions.IgnoreRequest):
    """The body could not be unpacked."""


class TooLarge(exceptions.IgnoreRequest):
    """The unpacked body exceeds the limit."""


@dataclass(slots=True)
class Errand:
    """What one fetch was asked to do. `home` is the origin to which `home_headers` and `permission` are
    confined; `left` are the seconds of speaking to servers that remain to it."""

    url: str
    home: tuple[str, str, int] | None = None
    permission: Gate = field(default_factory=Gate)
    home_headers: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    left: float = 60.0
    robots: bool = True
    method: str = "GET"
    body: bytes = b""

    def gate_for(self, url: str) -> Gate:
        """The permissions that hold for `url`: the errand's at its home, none elsewhere."""
        return self.permission if self.home is not None and origin_of(url) == self.home else Gate()

    def headers_for(self, url: str) -> dict[str, str]:
        """The headers to send to `url`; nobody but the origin that they are for gets to see them."""
        origin = origin_of(url)
        sent: dict[str, str] = {}
        if origin == origin_of(self.url):
            sent |= self.headers
        if self.home is not None and origin == self.home:
            sent |= self.home_headers
        if self.etag:
            sent["If-None-Match"] = self.etag
        if self.last_modified:
            sent["If-Modified-Since"] = self.last_modified
        return sent


@dataclass(frozen=True, slots=True)
class Redirect:
    """The answer points elsewhere."""

    url: str
    permanent: bool


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header (a number or an HTTP date) asks for; None when it asks
    nothing."""
    if not value:
        return None
    try:
        return max(0.0, float(int(value.strip()[:12])))
    except ValueError:
        pass
    try:
        asked = parsedate_to_datetime(value[:64])
        asked = asked if asked.tzinfo else asked.replace(tzinfo=UTC)
        return max(0.0, (asked - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_answer(answer: ScrapyResponse, url: str) -> Response | Failure | Redirect:
    """What an HTTP answer means: usable, a redirect, or a failure with its status."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("utf-8", "replace")
        for name, values in answer.headers.items()
    }
    if answer.status in _REDIRECTS and headers.get("location"):
        location = answer.headers.get("Location") or b""
        try:
            target = urljoin(url, location.decode("utf-8", "replace").strip())
        except ValueError as error:
            return Failure(FailureKind.REDIRECT, f"redirected to an unreadable URL ({error})", answer.status)
        return Redirect(target.split("#", 1)[0], answer.status in _PERMANENT)
    if 200 <= answer.status < 300 or answer.status == 304:
        return Response(url, answer.status, headers, answer.body)
    if 300 <= answer.status < 400:
        return Failure(
            FailureKind.REDIRECT, f"HTTP {answer.status} without a usable target", answer.status, url=url
        )
    wait = retry_after(headers.get("retry-after"), datetime.now(UTC))
    return Failure(FailureKind.HTTP, f"HTTP {answer.status}", answer.status, wait, url)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """`error` and everything under it: chained exceptions and the reasons that Twisted collects in lists."""
    seen: list[Any] = [error]
    for _ in range(32):
        if not seen:
            return
        current = seen.pop(0)
        if isinstance(current, TwistedFailure):
            current = current.value
        yield current
        seen += [c for c in (current.__cause__, current.__context__) if c is not None]
        if isinstance(current, ResponseFailed | ResponseNeverReceived):
            seen += current.reasons


_KINDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], FailureKind, str], ...] = (
    (Blocked, FailureKind.BLOCKED, "{error}"),
    (HeadersTooLarge, FailureKind.TOO_LARGE, "{error}"),
    (TooLarge, FailureKind.TOO_LARGE, "{error}"),
    (DecodeFailed, FailureKind.DECODE, "{error}"),
    ((OpenSSLError, ssl.SSLError), FailureKind.TLS, "no trusted TLS connection: {error}"),
    (VerificationError, FailureKind.TLS, "the certificate is another host's"),
    ((exceptions.DownloadTimeoutError, TimeoutError), FailureKind.TIMEOUT, "no complete answer in time"),
    (
        (exceptions.CannotResolveHostError, DNSLookupError),
        FailureKind.DNS,
        "the host name could not be resolved",
    ),
    (exceptions.DownloadConnectionRefusedError, FailureKind.REFUSED, "the connection was refused"),
    (exceptions.ResponseDataLossError, FailureKind.OTHER, "the answer broke off before its end"),
    (ParseError, FailureKind.OTHER, "the answer is not HTTP: {error}"),
    (ResponseNeverReceived, FailureKind.OTHER, "the connection was closed before an answer came"),
)


def failure_from(error: Exception, url: str) -> Failure:
    """The failure that an exception of a download amounts to."""
    causes = list(_causes(error))
    for types, kind, text in _KINDS:
        cause = next((c for c in causes if isinstance(c, types)), None)
        if cause is not None:
            return Failure(kind, text.format(error=_words(cause))[:300], url=url)
    if isinstance(error, exceptions.DownloadCancelledError):
        return Failure(FailureKind.TOO_LARGE, "the body exceeds the size limit", url=url)
    return Failure(FailureKind.OTHER, f"{type(error).__name__}: {_words(error)}"[:300], url=url)


def _words(error: BaseException) -> str:
    """The message of `error`; OpenSSL's is a list of (library, function, reason)."""
    if error.args and isinstance(error.args[0], list | tuple) and error.args[0]:
        last = error.args[0][0]
        return str(last[-1]) if isinstance(last, tuple) else str(last)
    return str(error)
