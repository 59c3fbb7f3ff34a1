"""What a fetch gives back: a `Response`, or a `Failure` as a value. Holds values only, so parsers may import
it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FailureKind(StrEnum):
    """Why nothing usable came. The text beside it says more."""

    DNS = "dns"
    REFUSED = "refused"
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    ROBOTS = "robots"
    BLOCKED = "blocked"
    HTTP = "http"
    REDIRECT = "redirect"
    DECODE = "decode"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Response:
    """An answer with status 200 to 299 or 304.

    `url` is where it was found after redirects, `headers` have lower-case names, `permanent_url` is set when
    only permanent redirects (301, 308) led there: the address to use from now on.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    permanent_url: str | None = None

    @property
    def content_type(self) -> str | None:
        return self.headers.get("content-type")

    @property
    def not_modified(self) -> bool:
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Failure:
    """Nothing usable came. `retry_after` is in seconds, as the server asked; not clamped."""

    kind: FailureKind
    text: str
    status: int | None = None
    retry_after: float | None = None
    url: str = ""
