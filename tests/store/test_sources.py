"""Polls are stored whole; entries are known again for as long as they are listed, and half a year more."""

from __future__ import annotations

import pytest

from incidents.article import Outcome
from store.database import Database
from store.entries import PendingEntry
from store.sources import NewEntry
from tests.store.invented import DAY, HOUR, MINUTE, NOW, add_article, draft

FEED = "https://news.example/feed"
OTHER = "https://other.example/feed"


@pytest.fixture(autouse=True)
def feeds(db: Database) -> None:
    db.sources.sync([("News", FEED, "feed"), ("Other", OTHER, "section")], NOW)


def entries(*keys: str) -> list[NewEntry]:
    return [NewEntry(key, {"url": f"https://news.example/{key}", "title": "Взрыв"}) for key in keys]


def poll(db: Database, *keys: str, at: int = 0, primed: bool = True, **more: object) -> int:
    now = NOW + at * HOUR
    return db.sources.save_poll(FEED, {"etag": f"e{at}"}, now + HOUR, primed, entries(*keys), now, **more)  # type: ignore[arg-type]


def everything(db: Database) -> list[PendingEntry]:
    """All that is pending, oldest first."""
    return db.entries.pending(range(1, 1000))


def test_a_new_source_is_due_at_once_and_not_primed(db: Database) -> None:
    source = db.sources.get(FEED)
    assert source is not None
    assert (source.name, source.kind, source.primed, source.active) == ("News", "feed", False, True)
    assert (source.next_due, source.first_seen, source.state) == (NOW, NOW, {})
    assert [s.url for s in db.sources.due(NOW, 10)] == [FEED, OTHER]
    assert db.sources.due(NOW - MINUTE, 10) == []


def test_a_renamed_source_keeps_its_state_and_a_missing_one_sleeps(db: Database) -> None:
    poll(db, "a")
    db.sources.sync([("Better name", FEED, "feed")], NOW + DAY)
    source = db.sources.get(FEED)
    assert source is not None
    assert (source.name, source.state, source.primed) == ("Better name", {"etag": "e0"}, True)
    assert [s.url for s in db.sources.due(NOW + DAY, 10)] == [FEED]
    assert [(s.url, s.active) for s in db.sources.all()] == [(FEED, True), (OTHER, False)]
    db.sources.sync([("News", FEED, "feed"), ("Other", OTHER, "section")], NOW + DAY)
    assert len(db.sources.due(NOW + DAY, 10)) == 2


def test_due_sources_come_longest_due_first(db: Database) -> None:
    poll(db, "a")
    assert [s.url for s in db.sources.due(NOW + DAY, 10)] == [OTHER, FEED]
    assert [s.url for s in db.sources.due(NOW + DAY, 1)] == [OTHER]
    assert db.sources.next_due() == NOW


def test_of_one_host_one_source_is_due_at_a_time(db: Database) -> None:
    """A host that hangs, with a hundred feeds, takes one place."""
    slow = [(f"s{n}", f"https://www.slow.example/{n}", "feed") for n in range(100)]
    own = [("Own", "my_spiders.Own", "spider"), ("Mine", "my_spiders.Mine", "spider")]
    db.sources.sync([*slow, *own, ("News", FEED, "feed")], NOW)
    found = [s.url for s in db.sources.due(NOW, 10)]
    assert len(found) == 4
    assert {FEED, "my_spiders.Own", "my_spiders.Mine"} < set(found)
    assert FEED not in [s.url for s in db.sources.due(NOW, 10, busy=["news.example"])]


def test_a_poll_stores_state_and_entries(db: Database) -> None:
    assert poll(db, "a", "b") == 2
    assert poll(db, "a", "b", "c", at=1) == 1
    source = db.sources.get(FEED)
    assert source is not None
    assert (source.state, source.next_due) == ({"etag": "e1"}, NOW + 2 * HOUR)
    first, _, third = everything(db)
    assert (first.key, first.source_url, first.primed, first.previous_poll) == ("a", FEED, True, None)
    assert first.payload == {"url": "https://news.example/a", "title": "Взрыв"}
    assert (third.key, third.primed, third.previous_poll, third.first_seen) == ("c", False, NOW, NOW + HOUR)


def test_a_failed_poll_bounds_nothing(db: Database) -> None:
    poll(db, "a")
    poll(db, at=1, read=False)
    poll(db, "a", "b", at=2)
    assert everything(db)[-1].previous_poll == NOW


def test_a_poll_that_cannot_be_stored_leaves_no_state(db: Database) -> None:
    unserialisable = [*entries("a"), NewEntry("b", {"when": NOW})]
    with pytest.raises(TypeError):
        db.sources.save_poll(FEED, {"etag": "new"}, NOW, True, unserialisable, NOW)
    source = db.sources.get(FEED)
    assert source is not None
    assert source.state == {}
    assert db.entries.count_pending() == 0


def test_an_unknown_source_cannot_be_polled(db: Database) -> None:
    with pytest.raises(KeyError):
        db.sources.save_poll("https://nobody.example/", {}, NOW, True, [], NOW)


def test_keys_belong_to_their_source(db: Database) -> None:
    poll(db, "a", "b")
    assert db.sources.known_keys(FEED, ["a", "b", "c"]) == {"a", "b"}
    assert db.sources.known_keys(OTHER, ["a"]) == set()


def test_duplicates_within_one_poll_are_one_entry(db: Database) -> None:
    assert poll(db, "a", "a") == 1
    assert poll(db, "a", "a", at=1) == 0


def settle_all(db: Database) -> None:
    for entry in everything(db):
        db.entries.settle(entry.id, None, Outcome.REJECTED)


def test_keys_outlive_the_listing_by_half_a_year(db: Database) -> None:
    poll(db, "a", "b")
    settle_all(db)
    poll(db, "b", at=24 * 100)
    assert db.purge(NOW + 182 * DAY).entries == 1
    assert db.sources.known_keys(FEED, ["a", "b"]) == {"b"}
    assert db.purge(NOW + 279 * DAY).entries == 0
    assert db.purge(NOW + 282 * DAY).entries == 1


def test_what_an_unchanged_feed_lists_is_kept(db: Database) -> None:
    poll(db, "a")
    settle_all(db)
    for day in range(1, 400, 30):
        poll(db, at=24 * day)
    poll(db, listed=["a"], at=24 * 395)
    assert db.purge(NOW + 560 * DAY).entries == 0
    assert poll(db, "a", at=24 * 561) == 0


def test_a_pending_entry_is_never_purged(db: Database) -> None:
    poll(db, "a")
    assert not db.purge(NOW + 9999 * DAY)
    assert db.entries.count_pending() == 1


def test_attempts_are_counted_before_the_work(db: Database) -> None:
    poll(db, "a", "b")
    a, b = everything(db)
    db.entries.attempted(a.id, b.id)
    db.entries.attempted(a.id)
    db.entries.released(b.id)
    assert [entry.attempts for entry in everything(db)] == [2, 0]


def test_each_source_has_its_turn_whatever_waits_before_it(db: Database) -> None:
    poll(db, *(f"a{n}" for n in range(50)))
    db.sources.save_poll(OTHER, {}, NOW, True, entries("b0", "b1"), NOW)
    assert [(w.source_url, w.entry_id) for w in db.entries.waiting(10)] == [(FEED, 1), (OTHER, 51)]
    assert [w.entry_id for w in db.entries.waiting(10, without=[1, 51])] == [2, 52]
    assert [w.entry_id for w in db.entries.waiting(10, without=[51, 52])] == [1]
    first = db.entries.waiting(1)[0]
    assert [w.source_url for w in db.entries.waiting(10, after=first.source_id)] == [OTHER, FEED]
    assert [w.source_url for w in db.entries.waiting(1, after=first.source_id)] == [OTHER]
    assert db.entries.waiting(10, after=9) == db.entries.waiting(10)


def test_nothing_waits_where_nothing_is_pending(db: Database) -> None:
    assert db.entries.waiting(10) == []
    poll(db, "a")
    settle_all(db)
    assert db.entries.waiting(10) == []


def test_an_entry_is_settled_once(db: Database) -> None:
    poll(db, "a")
    (entry,) = everything(db)
    db.entries.settle(entry.id, None, Outcome.REJECTED)
    with pytest.raises(KeyError):
        db.entries.settle(entry.id, None, Outcome.REJECTED)
    assert db.articles.account()["rejected"] == 1


def test_the_account_adds_up_at_every_step(db: Database) -> None:
    def check(read: int, pending: int) -> None:
        account = db.articles.account()
        assert (account.pop("read"), account.pop("pending")) == (read, pending)
        assert read == pending + sum(account.values())

    check(0, 0)
    poll(db, "a", "b")
    check(2, 2)
    first, second = everything(db)
    with db.transaction():
        article = db.articles.add(draft(1), "https://news.example/1", NOW, "o", (), FEED)
        db.articles.finish(article, Outcome.OPENED, "")
        db.entries.settle(first.id, article, Outcome.OPENED)
    check(2, 1)
    db.entries.settle(second.id, None, Outcome.REJECTED)
    check(2, 0)
    add_article(db, draft(2))
    check(3, 0)
    db.purge(NOW + 9 * DAY, NOW + DAY)
    assert db.articles.get(1) is None
    check(3, 0)
