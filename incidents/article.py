"""An article as it was parsed (`Draft`) and as it is stored (`Article`).

Holds values only; where the bytes came from and where they are kept is not its business.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from incidents.errors import BadInput


class Outcome(StrEnum):
    """What became of an article; each ends with exactly one, the first that holds."""

    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    REVISION = "revision"
    COPY = "copy"
    UNDATED = "undated"
    TOO_OLD = "too_old"
    OPENED = "opened"
    UPDATED = "updated"
    JOINED = "joined"
    UNMATCHED = "unmatched"
    BACKGROUND = "background"
    NO_INCIDENT = "no_incident"


@dataclass(frozen=True, slots=True)
class Draft:
    """One article, normalised (`incidents.text.normalise`) but not yet decided on.

    `published` is aware and keeps the publisher's own offset, in which relative days count; None is unknown.
    `source` is the publisher's name, never empty. `notes` say what was changed or is missing
    ("page not readable: HTTP 404; the feed's own text is used"). `authors` are those whom the page or entry
    names; `point` is the latitude and longitude that a feed gave (GeoRSS).
    `bounded`: nobody states a date, and `published` is when it was first seen; that is reckoned with, and
    never told as the publisher's.
    """

    url: str
    title: str
    text: str
    published: datetime | None = None
    language: str | None = None
    source: str = ""
    id: str | None = None
    notes: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    bounded: bool = False

    @property
    def stated(self) -> datetime | None:
        """When the publisher says that it was published."""
        return None if self.bounded else self.published

    def content_hash(self) -> str:
        """SHA-256 over title and text: the same page, unchanged, has the same hash."""
        return hashlib.sha256(f"{self.title}\0{self.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article. `origin` is shared by all copies of one wire text. `id` is the store's own key."""

    id: int
    draft: Draft
    canonical_url: str
    first_seen: datetime
    origin: str
    outcome: Outcome | None = None
    reason: str = ""


def parse_published(value: Any) -> datetime | None:
    """Read an RFC 3339 instant (any offset) or a day (T00:00:00Z). Raise BadInput on anything else."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadInput(f"'published' must be a string or null, not {type(value).__name__}")
    try:
        if len(value) == 10:
            return datetime.combine(date.fromisoformat(value), datetime.min.time(), UTC)
        instant = datetime.fromisoformat(value)
    except ValueError:
        raise BadInput(f"'published' is no RFC 3339 instant or day: {value[:40]!r}") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


_SURROGATE = re.compile("[\ud800-\udfff]")
YEARS = range(1970, 3000)  # a publisher's date outside of these is none


def host(url: str) -> str:
    """The host of `url` without `www.`, or the empty string."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def draft_from_dict(record: Any) -> Draft:
    """Read one Article object of the contract; a missing key equals null. Raise BadInput.

    The title and text are taken unchanged, as evidence offsets count in them, but a lone surrogate, which
    no encoding can hold, becomes U+FFFD. A date that cannot be is none, and a note says so.
    """
    if not isinstance(record, Mapping):
        raise BadInput(f"an article must be a JSON object, not {type(record).__name__}")
    fields: dict[str, str | None] = {}
    for key in ("url", "title", "text", "language", "source", "id"):
        value = record.get(key)
        if value is not None and not isinstance(value, str):
            raise BadInput(f"'{key}' must be a string or null, not {type(value).__name__}")
        fields[key] = value and _SURROGATE.sub("\ufffd", value)
    published = parse_published(record.get("published"))
    notes: tuple[str, ...] = ()
    if published is not None and published.year not in YEARS:
        published, notes = (
            None,
            (f"published {record.get('published')}: no such day has been; taken as unknown",),
        )
    url = fields["url"]
    if not url:
        raise BadInput("'url' is missing")
    return Draft(
        url=url,
        title=fields["title"] or "",
        text=fields["text"] or "",
        published=published,
        language=fields["language"],
        source=fields["source"] or host(url) or url,
        id=fields["id"],
        notes=notes,
        authors=_authors(record.get("authors")),
        point=read_point(record.get("point")),
    )


def _authors(value: Any) -> tuple[str, ...]:
    named = value if isinstance(value, list) else []
    return tuple(_SURROGATE.sub("\ufffd", name) for name in named if isinstance(name, str) and name.strip())


def read_point(value: Any) -> tuple[float, float] | None:
    """A pair of latitude and longitude in degrees; None for what is none."""
    try:
        latitude, longitude = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    return (latitude, longitude) if -90 <= latitude <= 90 and -180 <= longitude <= 180 else None


def rfc3339(instant: datetime | None) -> str | None:
    """`instant` in UTC as RFC 3339 with a `Z`, to the second (to the microsecond where it has them)."""
    if instant is None:
        return None
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def draft_to_dict(draft: Draft) -> dict[str, Any]:
    """The Article object of the contract."""
    return {
        "url": draft.url,
        "title": draft.title,
        "text": draft.text,
        "published": rfc3339(draft.stated),
        "language": draft.language,
        "source": draft.source,
        "id": draft.id,
        "authors": list(draft.authors),
        "point": list(draft.point) if draft.point else None,
    }
