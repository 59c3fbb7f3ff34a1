"""What the workers make of bytes and articles, as values: the main process imports these, not the parsers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from incidents.article import Draft
from incidents.incident import Incident
from incidents.notices import Quote


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as a feed lists it: the key it is known by, and all that is needed to read it later."""

    key: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists now. `ttl` is how many seconds it wants to be left alone."""

    entries: tuple[Listed, ...]
    ttl: float | None
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The bytes are not what was asked for; `why` says what is wrong with them."""

    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says: its incidents, main one first, each with quotes and words to be found by."""

    draft: Draft
    incidents: tuple[Incident, ...]
    quotes: tuple[tuple[Quote, ...], ...]
    words: tuple[frozenset[str], ...]
    sketch: tuple[int, ...]
