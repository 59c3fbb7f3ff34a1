"""What a digest says of the service: sources that work, sources that are silent, articles by outcome."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.sources import FetchState, Status
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
        names = ("well", "lately", "long")
        db.sources.sync([(name, f"https://{name}.example/", "feed") for name in names], NOW)
        for name, ago in (("well", None), ("lately", 2 * HOUR), ("long", 30 * HOUR)):
            failed = {} if ago is None else {"failures": 3, "status": Status.FAILING, "error": "http"}
            state = FetchState(last_ok=NOW - (ago or HOUR), last_poll=NOW, **failed)  # type: ignore[arg-type]
            db.sources.save_poll(f"https://{name}.example/", state.to_dict(), NOW, True, (), NOW)
        accounts = StoredAccounts(db, writer, 12 * HOUR)
        whole = await accounts.account(NOW - timedelta(days=40), NOW)
        none = await accounts.account(NOW + timedelta(days=4000), NOW + timedelta(days=4001))
    writer.stop()
    assert whole is not None
    assert none is not None
    assert (whole.sources, whole.healthy, whole.silent) == (3, 1, ("long",))
    assert sum(whole.outcomes.values()) == len(ARTICLES)
    assert none.outcomes == {}
