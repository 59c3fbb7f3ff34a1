"""A listing that was cut off on its way: what is whole of it is read, the cut is told, and silence unproven."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.feeds import Feed, NotAFeed, parse_feed
from crawler.responses import Response
from crawler.sources import FetchState, Source, after_leaf, after_success, conditional, standing
from crawler.spiders import sitemap

URL = "https://times.example/feed"
NOW = datetime(2031, 3, 3, 6, tzinfo=UTC)
SOURCE = Source("Example Times", "feed", URL)


HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>Example Times</title>'


def listing(count: int) -> str:
    return HEAD + "".join(
        f"<item><guid>{n}</guid><link>https://times.example/{n}</link><title>Story {n}</title></item>"
        for n in range(count)
    )


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><rss version="2.0"><channel><title>x</ti',
        '<rss version="2.0"><channel><title>x</title></channel>',
        '<rss version="2.0"><channel><item><title>Half a st',
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:feedburner="urn:f"><title>x</title>'
        "<feedburner:info>1</feedburner:info>",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>x</title></channel>',
        HEAD
        + "<image><url>https://times.example/logo.png</url><title>Example Times</title></image><item><ti",
        HEAD + "<category>News</category><media:item>logo</media:item><it",
    ],
)
def test_a_feed_cut_off_before_its_first_entry_proves_no_silence(text: str) -> None:
    feed = parse_feed(text.encode(), URL)
    assert isinstance(feed, NotAFeed)
    assert "cut off" in feed.reason


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "</channel></rss>",
        HEAD + "</channel></RSS >\n<!-- 0.2 s -->",
        '<rss version="2.0"/>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Nothing today</title></feed>',
        "<!-- the <rss> of before is gone -->"
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Nothing today</title></feed>',
        HEAD + "<image><url>https://times.example/logo.png</url></image></channel></rss>",
    ],
)
def test_a_whole_feed_that_lists_nothing_is_empty(text: str) -> None:
    feed = parse_feed(text.encode(), URL)
    assert isinstance(feed, Feed)
    assert (feed.total, feed.truncated) == (0, "")


def test_of_a_feed_cut_off_in_an_entry_the_whole_ones_are_read_and_the_cut_is_told() -> None:
    text = listing(3) + "<item><guid>3</guid><link>https://times.example/3</link><title>Story th"
    feed = parse_feed(text.encode(), URL)
    assert isinstance(feed, Feed)
    assert [entry.title for entry in feed.entries] == ["Story 0", "Story 1", "Story 2"]
    assert feed.truncated == "it is cut off: it ends before its </rss>"
    whole = parse_feed((listing(4) + "</channel></rss>").encode(), URL, known=feed.prints)
    assert isinstance(whole, Feed)
    assert ([entry.title for entry in whole.entries], whole.truncated) == (["Story 3"], "")


MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def test_so_is_a_sitemap() -> None:
    pages = "".join(f"<url><loc>https://times.example/story-{n}</loc></url>" for n in range(2))
    found = sitemap.read(f"{MAP}{pages}<url><loc>https://times.example/sto".encode(), URL, None)
    assert isinstance(found, Feed)
    assert [entry.url[-7:] for entry in found.entries] == ["story-0", "story-1"]
    assert found.truncated == "it is cut off: it ends before its </urlset>"
    assert isinstance(sitemap.read(f"{MAP}<url><loc>https://times.ex".encode(), URL, None), NotAFeed)
    whole = sitemap.read(f"{MAP}{pages}</urlset>".encode(), URL, None)
    assert isinstance(whole, Feed)
    assert (whole.total, whole.truncated) == (2, "")


def test_comments_that_never_end_hide_no_root_and_are_read_once() -> None:
    assert isinstance(parse_feed(b"<!--" * 100_000, URL), NotAFeed)


def cut_off(state: FetchState, now: datetime, why: str = "it is cut off") -> FetchState:
    answer = Response(URL, 200, {"etag": '"1"'}, b"the very same bytes")
    return after_success(SOURCE, state, answer, 0, 3, now, newest=now, truncated=why)


def test_a_source_that_comes_cut_off_says_so_and_since_when_until_it_comes_whole() -> None:
    state = cut_off(cut_off(FetchState(), NOW), NOW + timedelta(hours=1))
    said = standing("feed", FetchState.from_dict(state.to_dict()), NOW + timedelta(hours=1))
    assert (said.state, said.note, said.since) == ("truncated", "it is cut off; what it lists was read", NOW)
    assert standing("feed", cut_off(state, NOW, why=""), NOW).state == "ok"


def test_what_was_cut_off_is_asked_for_in_full_the_next_time() -> None:
    state = cut_off(FetchState(), NOW)
    assert conditional(state, NOW) == (None, None)
    assert state.body_hash is None
    answer = Response("https://times.example/map-2", 200, {"etag": '"1"'}, b"x")
    leaf = after_leaf(state, answer.url, answer, None, ("a", "b")).leaves[answer.url]
    assert (leaf.etag, leaf.prints) == (None, ("a", "b"))
    assert not leaf.is_still(answer, "any")
