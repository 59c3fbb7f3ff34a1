"""What may go and what may not when some rows were written under a clock that was wrong."""

from __future__ import annotations

from datetime import timedelta

from incidents.article import Outcome
from store.database import Database
from store.sources import NewEntry
from tests.store.invented import DAY, NOW, add_article, draft
from tests.store.test_sources import everything

FEED = "https://a.example/rss"
KEPT = 400 * DAY


def test_articles_read_while_the_clock_was_set_back_outlive_those_before_them(db: Database) -> None:
    for number, day in enumerate((0, 1, -400, -399, 2)):
        add_article(db, draft(number), first_seen=NOW + day * DAY)
    assert not db.purge(NOW + 3 * DAY, NOW + 3 * DAY - KEPT + DAY)
    assert db.purge(NOW + 402 * DAY, NOW + 402 * DAY - KEPT).articles == 4


def test_an_article_from_the_future_holds_up_no_other(db: Database) -> None:
    add_article(db, draft(1), first_seen=NOW + 9000 * DAY)
    add_article(db, draft(2), first_seen=NOW)
    add_article(db, draft(3), first_seen=NOW + 500 * DAY)
    assert db.purge(NOW + 501 * DAY, NOW + 501 * DAY - KEPT).articles == 1


def test_keys_seen_while_the_clock_was_set_back_are_kept(db: Database) -> None:
    db.sources.sync([("a", FEED, "feed")], NOW)
    for key, at in (("before", NOW), ("meanwhile", NOW - 400 * DAY), ("after", NOW + DAY)):
        db.sources.save_poll(FEED, {}, at, True, [NewEntry(key, {"url": key})], at)
    for entry in everything(db):
        db.entries.settle(entry.id, None, Outcome.REJECTED)
    assert not db.purge(NOW + timedelta(days=2))
