"""Plan notices: given a verdict, who wants to hear of it, and who has been told what, say what to tell whom.

Pure: it sends nothing and remembers nothing; what was told is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents.incident import Change, KnownIncident
from incidents.watch import Reason


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an article that shows the incident; `marks` are half-open offsets of telling words."""

    text: str
    marks: tuple[tuple[int, int], ...]
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell one receiver about one incident. Unique by incident, reason, version and receiver.

    `known` is the incident as it stood then; `why` says which rule and words made it match; `url` is the
    article that caused it. A primed notice is stored and never sent.
    """

    notice_id: str
    at: datetime
    reason: Reason
    version: int
    receiver: str
    watches: tuple[str, ...]
    known: KnownIncident
    changes: tuple[Change, ...]
    why: str
    url: str
    quotes: tuple[Quote, ...] = ()
    primed: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a receiver has been told (or, primed, been spared) about an incident."""

    receiver: str
    reason: Reason
    version: int
    primed: bool
