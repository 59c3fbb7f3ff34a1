"""What the workers make of bytes and articles, as values: the main process imports these, not the parsers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from incidents.article import Draft
from incidents.incident import Incident
from incidents.notices import Quote


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as a feed lists it: the key it is known by, and all that is needed to read it later. `face` is
    a fingerprint of what it says, whatever its key."""

    key: str
    payload: Mapping[str, Any]
    face: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists now. `ttl` is how many seconds it wants to be left alone.

    `prints` are fingerprints of all that is listed; `entries` leaves out those whose print was known. `more`
    are further listings that belong to it (a sitemap index names sitemaps). `truncated` says that it, or
    one of those, was cut off.
    """

    entries: tuple[Listed, ...]
    prints: tuple[str, ...] = ()
    ttl: float | None = None
    newest: datetime | None = None
    more: tuple[str, ...] = ()
    truncated: str = ""

    def joined(self, other: Listing) -> Listing:
        """Both together, each print once."""
        newest = max((i for i in (self.newest, other.newest) if i), default=None)
        prints = tuple(dict.fromkeys((*self.prints, *other.prints)))
        return replace(
            self,
            entries=(*self.entries, *other.entries),
            prints=prints,
            newest=newest,
            truncated=self.truncated or other.truncated,
        )


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The bytes are not what was asked for; `why` says what is wrong with them."""

    why: str


@dataclass(frozen=True, slots=True)
class Bound:
    """When an entry that nobody dates appeared: after the poll before, and by the time it was first seen."""

    after: datetime
    by: datetime

    def on(self, draft: Draft) -> Draft:
        """The draft, reckoned as of first sight where neither page, entry nor text gives a date."""
        if draft.published is not None:
            return draft
        note = f"undated; it appeared after the poll of {self.after:%Y-%m-%d %H:%M} UTC"
        return replace(draft, published=self.by, bounded=True, notes=(*draft.notes, note))


@dataclass(frozen=True, slots=True)
class Denial:
    """An incident that an article denies, with quotes and words to be found by."""

    seen: Incident
    quotes: tuple[Quote, ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says: its incidents, main one first, each with quotes and words to be found by; and
    those that it denies.
    """

    draft: Draft
    incidents: tuple[Incident, ...]
    quotes: tuple[tuple[Quote, ...], ...]
    words: tuple[frozenset[str], ...]
    sketch: tuple[int, ...]
    denials: tuple[Denial, ...] = ()
