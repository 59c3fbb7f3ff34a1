"""Invented incidents and notices about them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from alerts.receivers import Draft, Email, File, ReceiverSettings, Webhook
from incidents.incident import (
    Attribution,
    Change,
    Evidence,
    Incident,
    KnownIncident,
    Place,
    Report,
    Toll,
    Type,
    When,
)
from incidents.notices import Notice, Quote

NOW = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)
_numbers = itertools.count(1)

KASPIYSK = Place("Kaspiysk", "Dagestan", "RU-DA", "RU", 42.8916, 47.6367, "place", 551847)
STABBING = Incident(
    type=Type.STABBING,
    status="current",
    date=When(DAY, DAY, "day", "relative"),
    place=KASPIYSK,
    attribution=(Attribution("Islamic State", "Caucasus Province", "claimed", "Amaq"),),
    killed=Toll.exactly(1),
    injured=Toll.exactly(1),
    perpetrators_killed=Toll.exactly(2),
    targets=("police officers",),
    weapon="knives",
    confidence=0.87,
    evidence=(Evidence("type", "text", 0, 5),),
)
REPORTS = (
    Report("https://hill-courier.example/kaspiysk", "Hill Courier", NOW - timedelta(hours=1), "o1"),
    Report("https://vestnik.example/kaspiysk", "Прибрежный вестник", NOW - timedelta(minutes=20), "o2"),
)
QUOTES = (
    Quote(
        "Two men with knives attacked a police post in Kaspiysk on Monday.",
        ((13, 19), (20, 28), (46, 54)),
        "Hill Courier",
        "https://hill-courier.example/kaspiysk",
    ),
)


def known(incident: Incident = STABBING, *, incident_id: str = "", reports: tuple[Report, ...] = REPORTS):
    return KnownIncident(
        incident_id=incident_id or f"inc-{next(_numbers):06}",
        incident=incident,
        first_seen=NOW - timedelta(minutes=5),
        last_changed=NOW,
        reports=reports,
    )


def notice(
    of: KnownIncident | None = None,
    *,
    receiver: str = "desk",
    reason: str = "new",
    version: int = 0,
    at: datetime = NOW,
    changes: tuple[Change, ...] = (),
    quotes: tuple[Quote, ...] = QUOTES,
    **fields: object,
) -> Notice:
    of = of or known()
    return replace(
        Notice(
            notice_id=f"{of.incident_id}-{reason}-{version}-{receiver}",
            at=at,
            reason=reason,  # type: ignore[arg-type]
            version=version,
            receiver=receiver,
            watches=("Attacks in Russia",),
            known=of,
            changes=changes,
            why="region Russia: Kaspiysk, Dagestan; group Islamic State: claimed",
            url="https://hill-courier.example/kaspiysk",
            quotes=quotes,
        ),
        **fields,  # type: ignore[arg-type]
    )


def change(field: str = "killed", before: object = 1, after: object = 3, reason: str = "toll") -> Change:
    if isinstance(before, int) and isinstance(after, int):
        before = {"low": before, "best": before, "high": before}
        after = {"low": after, "best": after, "high": after}
    return Change(NOW, reason, field, before, after, "https://hill-courier.example/kaspiysk-2")


def draft(*notices: Notice, recipient: str = "desk@example.org", **fields: object) -> Draft:
    return replace(Draft("msg_abc", recipient, NOW, notices or (notice(),)), **fields)  # type: ignore[arg-type]


def desk(name: str = "desk", *to: str, **fields: object) -> ReceiverSettings:
    return ReceiverSettings(name, Email(to or ("desk@example.org",)), **fields)  # type: ignore[arg-type]


def hook(url: str, name: str = "hook", **fields: object) -> ReceiverSettings:
    parts = {key: fields.pop(key) for key in ("secret", "headers") if key in fields}
    return ReceiverSettings(name, Webhook(url, **parts), **fields)  # type: ignore[arg-type]


def log_file(path: object, name: str = "log", **fields: object) -> ReceiverSettings:
    return ReceiverSettings(name, File(str(path)), **fields)  # type: ignore[arg-type]
