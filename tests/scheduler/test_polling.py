"""What a poll costs is what is new: entries under new keys, and the sitemaps of an index."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.sources import START_INTERVAL, UNCONDITIONAL_EVERY
from tests.scheduler.collecting import Collecting, collecting_at

RSS, XML = b"application/rss+xml", b"application/xml"


def rss(poll: int, *numbers: int, title: bytes = b"") -> bytes:
    """A feed that gives each entry a new key at each poll."""
    items = b"".join(
        b"<item><guid>%d-%d</guid><title>The bridge number %d was closed%s</title>"
        b"<link>https://times.example/%d?utm_source=p%d</link><pubDate>Mon, 03 Mar 2031 0%d:00:00 GMT</pubDate></item>"
        % (number, poll, number, title, number, poll, number)
        for number in numbers
    )
    return b"<rss version='2.0'><channel><title>x</title>" + items + b"</channel></rss>"


async def test_a_feed_that_changes_all_its_keys_lists_nothing_new(collecting: Collecting) -> None:
    """Fault F48: it is asked as often as it has news, and no page is fetched again."""
    for poll in range(5):
        collecting.site.give("/feed", rss(poll, 1, 2, 3), RSS)
        state = await collecting.poll()
    assert collecting.db.entries.count_pending() == 3
    assert (state.listed, state.failures) == (3, 0)
    assert state.interval > START_INTERVAL
    collecting.site.give("/feed", rss(6, 4, 3, 2), RSS)
    await collecting.poll()
    assert collecting.db.entries.count_pending() == 4
    collecting.site.give("/feed", rss(7, 1, title=b" for repairs"), RSS)
    await collecting.poll()
    assert collecting.db.entries.count_pending() == 5, "a new title is read again"


async def test_a_server_that_was_down_is_well_by_an_answer_and_not_by_a_304(collecting: Collecting) -> None:
    """Acceptance case 11: nothing was asked conditionally, so "not modified" says nothing."""
    collecting.site.give("/feed", rss(0, 1, 2), RSS, headers=(b'ETag: "one"',))
    assert (await collecting.poll()).status == "ok"
    collecting.site.answers["/feed"] = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
    assert (await collecting.poll()).status == "failing"
    collecting.site.answers["/feed"] = b"HTTP/1.1 304 Same\r\n\r\n"
    assert (await collecting.poll()).status == "failing"
    collecting.site.give("/feed", rss(0, 1, 2), RSS, headers=(b'ETag: "one"',))
    assert (await collecting.poll()).status == "unchanged"
    assert asked(collecting, "/feed") == [False, True, False, False]


async def test_news_under_an_old_etag_are_found_by_a_full_poll(collecting: Collecting) -> None:
    """Acceptance case 11: the same ETag with a changed body does happen."""
    collecting.site.give("/feed", rss(0, 1), RSS, headers=(b'ETag: "one"',))
    await collecting.poll()
    collecting.site.answers["/feed"] = b"HTTP/1.1 304 Same\r\n\r\n"
    while (await collecting.poll()).polls < UNCONDITIONAL_EVERY - 1:
        pass
    collecting.site.give("/feed", rss(0, 2, 1), RSS, headers=(b'ETag: "one"',))
    state = await collecting.poll()
    assert asked(collecting, "/feed") == [False, *[True] * (UNCONDITIONAL_EVERY - 2), False]
    assert (collecting.db.entries.count_pending(), state.lies) == (2, True)
    await collecting.poll()
    assert not asked(collecting, "/feed")[-1], "its validators are not believed any more"


async def test_two_entries_with_one_key_do_not_flip_flop(collecting: Collecting) -> None:
    """Acceptance case 17: two titles under one guid, whatever their order."""
    item = "<item><guid>one</guid><link>https://times.example/1</link><title>{0}</title></item>"
    counts = []
    for first, second in (("Two die", "Three die"), ("Three die", "Two die")) * 4:
        items = item.format(first) + item.format(second)
        body = f"<rss version='2.0'><channel><title>{len(counts)}</title>{items}</channel></rss>"
        collecting.site.give("/feed", body.encode(), RSS)
        await collecting.poll()
        counts.append(collecting.db.entries.count_pending())
    assert counts == [1] * 8


@pytest.mark.parametrize("status", [301, 308])
async def test_a_feed_that_moved_is_read_where_it_is_and_that_is_said(
    collecting: Collecting, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    there = collecting.site.give("/new", rss(0, 1), RSS)
    move = b"HTTP/1.1 %d Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n" % status
    collecting.site.answers["/feed"] = move
    for _ in range(2):
        state = await collecting.poll()
    assert (state.status, state.moved_to, state.listed) == ("unchanged", there, 1)
    assert capsys.readouterr().out.count("source has moved") == 1


def urlset(*numbers: int) -> bytes:
    urls = b"".join(b"<url><loc>https://times.example/story-%d</loc></url>" % number for number in numbers)
    return b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>" + urls + b"</urlset>"


def asked(made: Collecting, path: str) -> list[bool]:
    """Whether each request for `path` was conditional."""
    line = b"GET %s " % path.encode()
    return [b"if-none-match" in head.lower() for head in made.site.heads if head.startswith(line)]


async def test_the_sitemaps_of_an_index_are_asked_for_by_their_validators_and_read_when_they_changed(
    tmp_path: Path,
) -> None:
    async with collecting_at(tmp_path, "sitemap") as made:
        leaves = b"".join(
            b"<sitemap><loc>%s</loc></sitemap>" % made.site.url(path).encode() for path in ("/news", "/old")
        )
        index = b"<sitemapindex>" + leaves + b"</sitemapindex>"
        made.site.give("/feed", index, XML, headers=(b'ETag: "index"',))
        made.site.give("/news", urlset(1, 2), XML, headers=(b'ETag: "news 1"',))
        made.site.give("/old", urlset(8, 9), XML)
        state = await made.poll()
        assert (state.listed, made.db.entries.count_pending()) == (4, 4)

        for path in ("/feed", "/news"):
            made.site.answers[path] = b"HTTP/1.1 304 Same\r\n\r\n"
        state = await made.poll()
        assert (state.listed, made.db.entries.count_pending(), state.interval) == (4, 4, START_INTERVAL * 1.5)

        made.site.give("/news", urlset(3, 1, 2), XML, headers=(b'ETag: "news 2"',))
        state = await made.poll()
        assert (state.listed, made.db.entries.count_pending()) == (5, 5)
        del made.site.answers["/news"]
        state = await made.poll()
        assert (state.listed, state.failures) == (5, 0), "what fails of them waits"
        assert asked(made, "/feed") == [False, True, True, True]
        assert asked(made, "/news") == [False, True, True, True]
        assert asked(made, "/old") == [False] * 4
