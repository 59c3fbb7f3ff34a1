"""Articles come back as they were put in, end with one outcome, and are found again when they come twice."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest

from incidents.article import Outcome
from incidents.duplicates import Candidate, Copy, Duplicate, New, Revision, decide, sketch
from incidents.incident import Type
from store.articles import COMMON_SHINGLE, ArticleFilter
from store.database import MEMORY, Database
from tests.store.invented import DAY, HOUR, NOW, add_article, draft, incident, known, notice


def test_an_article_comes_back_as_it_was(db: Database) -> None:
    made = draft(7, id="key-7", notes=("page not readable: HTTP 404",))
    article = db.articles.get(add_article(db, made, origin="o7", outcome=Outcome.OPENED))
    assert article is not None
    assert article.draft == made
    assert article.draft.published is not None
    assert article.draft.published.utcoffset() == timedelta(hours=3)
    assert (article.canonical_url, article.first_seen) == ("https://news.example/7", NOW)
    assert (article.origin, article.outcome, article.reason) == ("o7", Outcome.OPENED, "nothing in it")


@pytest.mark.parametrize(
    "published",
    [
        None,
        NOW,
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2026, 3, 1, 23, 59, 59, 123456, timezone(timedelta(hours=-9, minutes=-30))),
        datetime(9999, 12, 31, 23, 59, 59, 999999, UTC),
    ],
)
def test_a_publication_keeps_its_instant_and_offset(db: Database, published: datetime | None) -> None:
    article = db.articles.get(add_article(db, draft(published=published)))
    assert article is not None
    assert article.draft.published == published
    if published:
        assert article.draft.published.utcoffset() == published.utcoffset()  # type: ignore[union-attr]


def test_lone_surrogates_and_nul_are_no_obstacle(db: Database) -> None:
    article = db.articles.get(add_article(db, draft(title="a\ud800b", text="c\udfffd\0e")))
    assert article is not None
    assert (article.draft.title, article.draft.text) == ("a?b", "c?d\0e")


def test_who_wrote_it_and_where_it_was_put_come_back(db: Database) -> None:
    signed = draft(authors=("A. Writer", "Б. Автор"), point=(42.88, 47.64))
    article = db.articles.get(add_article(db, signed))
    assert article is not None
    assert article.draft == signed


def test_an_article_without_an_outcome_is_not_stored(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), db.transaction():
        db.articles.add(draft(), "https://news.example/1", NOW, "o", ())
    assert db.articles.get(1) is None
    assert db.articles.account()["read"] == 0


def test_an_article_has_one_outcome(db: Database) -> None:
    article_id = add_article(db, draft())
    with pytest.raises(sqlite3.IntegrityError, match="exactly one outcome"):
        db.articles.finish(article_id, Outcome.OPENED, "")
    assert db.articles.outcomes()["no_incident"] == 1
    with pytest.raises(KeyError):
        db.articles.finish(99, Outcome.OPENED, "")


def test_equal_texts_are_stored_once(db: Database) -> None:
    for number in range(5):
        add_article(db, draft(number, title="One text", text="everywhere"))
    assert db._c.number("SELECT count(*) FROM texts") == 1
    db.purge(NOW, NOW + DAY)
    assert db._c.number("SELECT count(*) FROM texts") == 0


def text(start: int, words: int = 60) -> str:
    return " ".join(f"word{number}" for number in range(start, start + words))


def decided(db: Database, **changes: object) -> New | Duplicate | Revision | Copy:
    """Decide on and store one article, as the pipeline does."""
    made = draft(**changes)  # type: ignore[arg-type]
    url, shingles = made.url.partition("?")[0], sketch(made)
    found = db.articles.candidates(url, made.content_hash(), shingles)
    decision = decide(made, url, made.content_hash(), len(shingles), found)
    origin = "same" if isinstance(decision, Duplicate) else decision.origin
    add_article(db, made, shingles=shingles, origin=origin)
    return decision


def test_the_same_page_is_found(db: Database) -> None:
    assert isinstance(decided(db, number=1, text=text(0)), New)
    assert isinstance(decided(db, number=2, text=text(500)), New)
    again = decided(db, number=1, text=text(0))
    assert isinstance(again, Duplicate)
    assert again.article_id == 1


def test_a_revised_page_is_found(db: Database) -> None:
    decided(db, number=1, text=text(0))
    revision = decided(db, number=1, text=text(200))
    assert isinstance(revision, Revision)
    assert isinstance(decided(db, number=1, text=text(0)), Duplicate)


def test_a_copy_from_elsewhere_is_found_by_its_shingles(db: Database) -> None:
    first = decided(db, number=1, title="One", text=text(0))
    copy = decided(db, number=2, title="Two", text=text(0) + " (Agency)")
    assert isinstance(copy, Copy)
    assert isinstance(first, New)
    assert copy.origin == first.origin


def test_a_candidate_says_what_is_shared(db: Database) -> None:
    add_article(db, draft(1), shingles=(5, 6, 7, 8), origin="o9")
    (candidate,) = db.articles.candidates("https://elsewhere.example/", "00" * 32, (7, 8, 9))
    assert candidate == Candidate(
        article_id=1,
        url="https://news.example/1?ref=feed",
        canonical_url="https://news.example/1",
        content_hash=draft(1).content_hash(),
        origin="o9",
        shared=2,
        total=4,
        published=draft(1).published,
        source="Example News",
    )


def test_common_shingles_lead_to_nothing_beside_a_rare_one(db: Database) -> None:
    for number in range(COMMON_SHINGLE + 5):
        add_article(db, draft(number), shingles=(1, 2, 1000 + number))
    found = db.articles.candidates("https://elsewhere.example/", "00" * 32, (1, 2, 1003))
    assert [(c.article_id, c.shared) for c in found] == [(4, 3)]
    newest = db.articles.candidates("https://elsewhere.example/", "00" * 32, (1, 1051))
    assert [(c.article_id, c.shared) for c in newest] == [(52, 2)]


def test_a_text_of_common_shingles_alone_is_still_found(db: Database) -> None:
    for number in range(COMMON_SHINGLE + 5):
        add_article(db, draft(number), shingles=(1, 2, 3))
    found = db.articles.candidates("https://elsewhere.example/", "00" * 32, (1, 2, 3))
    assert {c.shared for c in found} == {3}
    assert len(found) == 24


def test_a_page_of_a_thousand_versions_gives_few_candidates(db: Database) -> None:
    with db.transaction():
        for number in range(1000):
            add_article(db, draft(number), url="https://news.example/live")
    wanted = draft(500).content_hash()
    found = db.articles.candidates("https://news.example/live", wanted, ())
    assert len(found) < 60
    assert min(c.article_id for c in found) == 1
    assert wanted in {c.content_hash for c in found}


def test_a_page_is_known_by_its_url_as_read_and_canonical(db: Database) -> None:
    add_article(db, draft(1, text="first"))
    add_article(db, draft(1, text="second"))
    for url in ("https://news.example/1?ref=feed", "https://news.example/1"):
        article = db.articles.get(url)
        assert article is not None
        assert article.draft.text == "second"
    assert db.articles.get("https://news.example/") is None


def test_links_keep_what_was_seen_in_order(db: Database) -> None:
    seen, older = incident(), incident(status="background", date=None)
    with db.transaction():
        article_id = db.articles.add(draft(), "https://news.example/1", NOW, "o", ())
        db.incidents.save(known("i1"))
        db.articles.link(article_id, "i1", seen, "opened", "nothing is near")
        db.articles.link(article_id, None, older, "background", "told as history")
        db.articles.link(article_id, "i1", seen, "joined", "again")
        db.articles.finish(article_id, Outcome.OPENED, "")
    links = db.articles.links(article_id)
    assert [(link.incident_id, link.verdict) for link in links] == [
        ("i1", "opened"),
        (None, "background"),
        ("i1", "joined"),
    ]
    assert (links[0].seen, links[1].seen, links[1].why) == (seen, older, "told as history")
    assert db.articles.incident_ids(article_id) == ["i1"]
    assert [link.article_id for link in db.articles.links_to("i1")] == [article_id, article_id]


def test_articles_are_found_by_filter(db: Database) -> None:
    for number in range(6):
        outcome = Outcome.OPENED if number % 2 else Outcome.NO_INCIDENT
        add_article(
            db, draft(number, source=f"S{number % 3}"), first_seen=NOW + number * HOUR, outcome=outcome
        )

    def numbers(**wanted: object) -> list[int]:
        return [article.id - 1 for article in db.articles.find(ArticleFilter(**wanted))]  # type: ignore[arg-type]

    assert numbers() == [5, 4, 3, 2, 1, 0]
    assert numbers(limit=2) == [5, 4]
    assert numbers(outcome=Outcome.OPENED) == [5, 3, 1]
    assert numbers(source="S1", outcome=Outcome.OPENED) == [1]
    assert numbers(since=NOW + HOUR, until=NOW + 3 * HOUR) == [2, 1]
    assert numbers(text="number 4") == [4]
    assert [article.id for article in db.articles.each(batch=4)] == [1, 2, 3, 4, 5, 6]
    assert [article.id for article in db.articles.each(since=NOW + 4 * HOUR)] == [5, 6]


def test_articles_are_found_by_what_they_tell_of(db: Database) -> None:
    db.incidents.save(known("i1"))
    db.outbox.add([notice(1, known=known("i1"))])
    for number in range(2):
        with db.transaction():
            article_id = db.articles.add(draft(number), f"u{number}", NOW, f"o{number}", ())
            db.articles.link(article_id, "i1" if number else None, incident(), "opened", "")
            db.articles.finish(article_id, Outcome.OPENED, "")

    def ids(**wanted: object) -> list[int]:
        return [article.id for article in db.articles.find(ArticleFilter(**wanted))]  # type: ignore[arg-type]

    assert ids(country="RU") == ids(type=Type.BOMBING) == ids(group="Islamic State") == [2]
    assert ids(watch="Attacks in Russia", limit=None) == [2]
    assert ids(country="NG") == ids(type=Type.RAID) == ids(group="Nobody") == ids(watch="Other") == []


def test_purging_removes_all_that_hangs_on_an_article(db: Database) -> None:
    for number in range(10):
        add_article(db, draft(number), shingles=(1, number), first_seen=NOW + number * HOUR)
    assert db.purge(NOW, NOW + 8 * HOUR, limit=5).articles == 5
    assert db.purge(NOW, NOW + 8 * HOUR, limit=5).articles == 3
    assert not db.purge(NOW, NOW + 8 * HOUR, limit=5)
    assert [article.id for article in db.articles.each()] == [9, 10]
    assert db._c.number("SELECT count(*) FROM shingles") == 4
    assert db.articles.outcomes()["no_incident"] == 10


def test_memory_keeps_articles_too() -> None:
    with Database.open(MEMORY) as db:
        assert db.articles.get(add_article(db, draft())) is not None
