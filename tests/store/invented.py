"""Invented articles, incidents, notices and messages for the tests and benchmarks of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from incidents.article import Draft, Outcome
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
from store.database import Database
from store.outbox import NewMessage

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def draft(number: int = 1, **changes: object) -> Draft:
    made = Draft(
        url=f"https://news.example/{number}?ref=feed",
        title=f"Blast at market number {number}",
        text=f"A bomb went off at market number {number} in Kaspiysk.\n\nВзрыв на рынке, убит один человек.",
        published=datetime.fromisoformat("2026-03-02T13:05:00+03:00"),
        language="en",
        source="Example News",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def place(name: str = "Kaspiysk", admin1: str = "RU-DA", geonameid: int | None = 551847) -> Place:
    return Place(name, "Dagestan", admin1, admin1[:2], 42.88, 47.64, "place", geonameid)


def on(day: str, end: str | None = None) -> When:
    return When(date.fromisoformat(day), date.fromisoformat(end or day), "day", "relative")


def incident(**changes: object) -> Incident:
    made = Incident(
        type=Type.BOMBING,
        status="current",
        date=on("2026-03-01"),
        place=place(),
        attribution=(Attribution("Islamic State", "Caucasus Province", "claimed", "Amaq"),),
        killed=Toll(1, 1, None),
        targets=("market",),
        confidence=0.75,
        evidence=(Evidence("type", "text", 2, 6),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def report(number: int = 1, **changes: object) -> Report:
    return replace(
        Report(f"https://news.example/{number}", "Example News", NOW, f"o{number}"),
        **changes,  # type: ignore[arg-type]
    )


def change(number: int = 1) -> Change:
    toll = {"low": number, "best": number, "high": number}
    return Change(NOW + number * HOUR, "toll", "killed", None, toll, f"https://news.example/{number}")


def known(incident_id: str = "i1", **changes: object) -> KnownIncident:
    made = KnownIncident(
        incident_id=incident_id,
        incident=incident(),
        first_seen=NOW,
        last_changed=NOW,
        reports=(report(),),
        words=frozenset({"kaspiysk", "market"}),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def notice(number: int = 1, receiver: str = "desk", **changes: object) -> Notice:
    made = Notice(
        notice_id=f"n{number}-{receiver}",
        at=NOW,
        reason="new",
        version=1,
        receiver=receiver,
        watches=("Attacks in Russia",),
        known=known(f"i{number}", words=frozenset()),
        changes=(change(),),
        why="region Russia: Kaspiysk, Dagestan",
        url=f"https://news.example/{number}",
        quotes=(Quote("A bomb went off.", ((2, 6),), "Example News", "https://news.example/1"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def message(number: int = 1, receiver: str = "desk", **changes: object) -> NewMessage:
    made = NewMessage(
        message_id=f"<m{number}.{receiver}@dateline.example>",
        receiver=receiver,
        recipient=f"{receiver}@example.org",
        kind="alert",
        subject=f"Kaspiysk: bombing {number}",
        payload=b"rendered \x00 once",
        notice_ids=(f"n{number}-{receiver}",),
        next_at=NOW,
        created_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def add_article(
    db: Database, made: Draft, *, url: str | None = None, shingles: tuple[int, ...] = (), **more: object
) -> int:
    """Store one article, finished."""
    with db.transaction():
        article_id = db.articles.add(
            made,
            url or made.url.partition("?")[0],
            more.get("first_seen", NOW),  # type: ignore[arg-type]
            str(more.get("origin", "o1")),
            shingles,
            more.get("source_url"),  # type: ignore[arg-type]
        )
        db.articles.finish(article_id, more.get("outcome", Outcome.NO_INCIDENT), "nothing in it")  # type: ignore[arg-type]
    return article_id
