"""What a digest says of the service: sources that work, sources that are silent, articles by outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.sources import FetchState, Status
from incidents.article import Outcome
from scheduler.accounts import StoredAccounts
from scheduler.writer import Writer
from store.database import Database
from tests.scheduler.desk import ARTICLES, Desk

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def test_the_account_counts_sources_and_the_articles_of_the_span(desk: Desk) -> None:
    desk.replay(*ARTICLES)
    writer = Writer()
    with Database.open(desk.place / "dateline.db") as db:
        read = FetchState(status=Status.OK, last_poll=NOW, last_ok=NOW, listed=9, last_new=NOW - HOUR)
        states = {
            "well": read,
            "stale": replace(read, last_new=NOW - timedelta(days=30)),
            "empty": replace(read, listed=0),
            "broken": replace(read, status=Status.FAILING, failures=3, error="http"),
        }
        names = (*states, "unread")
        db.sources.sync([(name, f"https://{name}.example/", "feed") for name in names], NOW)
        for name, state in states.items():
            db.sources.save_poll(f"https://{name}.example/", state.to_dict(), NOW, True, (), NOW)
        accounts = StoredAccounts(db, writer)
        whole = await accounts.account(NOW - timedelta(days=40), NOW)
        none = await accounts.account(NOW + timedelta(days=4000), NOW + timedelta(days=4001))
    writer.stop()
    assert whole is not None
    assert none is not None
    assert (whole.sources, whole.healthy) == (5, 1)
    assert (whole.silent, whole.failing) == (("empty", "stale"), ("broken",))
    assert sum(whole.outcomes.values()) == len(ARTICLES)
    assert list(whole.outcomes) == [str(o) for o in Outcome if o in whole.outcomes]
    assert none.outcomes == {}
