"""What sitemaps, index pages and Telegram previews list."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.feeds import Feed, NotAFeed
from crawler.spiders import merged, read_listing
from crawler.spiders.sitemap import unpacked

URL = "https://times.example/news/"
SITEMAP = "https://times.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
 <url><loc>https://times.example/a?b=1&amp;c=2</loc><news:news><news:publication><news:name>Example Times</news:name>
  <news:language>en</news:language></news:publication><news:publication_date>2026-02-17T10:00:00+03:00
  </news:publication_date><news:title>Bridge closed</news:title></news:news></url>
 <url><loc>https://times.example/b</loc><lastmod>2026-02-18</lastmod></url>
 <url><loc>javascript:alert(1)</loc></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
 <sitemap><loc>https://times.example/2024.xml</loc><lastmod>2024-01-01</lastmod></sitemap>
 <sitemap><loc>/2026.xml</loc><lastmod>2026-01-01</lastmod></sitemap>
 <sitemap><loc>https://times.example/news.xml</loc></sitemap></sitemapindex>"""
PAGE = """<html lang="en"><head><title>News</title></head><body>
 <nav><a href="/about-us-and-our-many-people">About us and our many people</a></nav>
 <main><div class="card"><a class="headline" href="/news/bridge-closed-after-flood#top"><h2>Bridge closed after the flood
 in Northvale</h2> 5 min</a><time datetime="2026-02-17T10:00:00+03:00">today</time></div>
 <div class="card"><a class="headline" href="/news/2026/02/17/4711"><span>Engineers are to inspect both bridges</span></a></div>
 <div class="card"><a href="/news/bridge-closed-after-flood">Bridge closed after the flood in Northvale</a></div>
 <a href="/tag/rivers-and-their-bridges">All about rivers and their bridges</a><a href="/news/more">More</a>
 <a href="https://elsewhere.example/a-story-of-another-site">A story of another site altogether</a></main>
 <footer><a href="/how-we-work-every-day">How we work every single day</a></footer></body></html>"""
TELEGRAM = """<html><body><div class="tgme_widget_message js-widget_message" data-post="example/41">
 <div class="tgme_widget_message_text js-message_text">Первый пост канала о мосте.</div>
 <a class="tgme_widget_message_date"><time datetime="2026-02-17T09:00:00+00:00">09:00</time></a></div>
 <div class="tgme_widget_message" data-post="example/42"><div class="tgme_widget_message_text">В Северодоле закрыли два
 моста. Вода поднялась на три метра.<br><br>Движение прервано.</div><a class="tgme_widget_message_date">
 <time datetime="2026-02-17T10:00:00+00:00">10:00</time></a></div></body></html>"""


def listing(kind: str, body: str | bytes, url: str = URL, **options: object) -> Feed:
    found = read_listing(kind, body if isinstance(body, bytes) else body.encode(), url, None, **options)  # type: ignore[arg-type]
    assert isinstance(found, Feed), found
    return found


@pytest.mark.parametrize("packed", [False, True])
def test_a_news_sitemap_gives_titles_and_dates_newest_first(packed: bool) -> None:
    found = listing("sitemap", gzip.compress(NEWS.encode()) if packed else NEWS, SITEMAP)
    second, first = found.entries
    assert (first.url, first.title, first.language) == (
        "https://times.example/a?b=1&c=2",
        "Bridge closed",
        "en",
    )
    assert first.published == datetime(2026, 2, 17, 10, 0, tzinfo=timezone(timedelta(hours=3)))
    assert (second.url, second.published, second.updated) == (
        "https://times.example/b", None, datetime(2026, 2, 18, tzinfo=UTC),
    )  # fmt: skip
    assert found.total == 2
    assert not first.full


def test_known_pages_of_a_sitemap_are_left_out() -> None:
    before = listing("sitemap", NEWS, SITEMAP)
    found = listing("sitemap", NEWS, SITEMAP, known=before.prints[:1])
    assert (len(found.entries), found.total) == (1, 2)


def test_an_index_names_news_first_and_then_the_newest() -> None:
    assert listing("sitemap", INDEX, SITEMAP).more == (
        "https://times.example/news.xml",
        "https://times.example/2026.xml",
        "https://times.example/2024.xml",
    )


def test_a_plain_list_is_a_sitemap_too() -> None:
    found = listing("sitemap", "https://times.example/a\nhttps://times.example/b\n", SITEMAP)
    assert [e.url for e in found.entries] == ["https://times.example/a", "https://times.example/b"]


def test_what_is_no_sitemap_is_told() -> None:
    for body in (b"", b"<html><body>Not found</body></html>", b"hello\nworld", b"<a", b"\x1f\x8bbroken"):
        assert isinstance(read_listing("sitemap", body, SITEMAP), NotAFeed)


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://times.example/secret")
    body = f"""<!DOCTYPE urlset [<!ENTITY x SYSTEM "{secret.as_uri()}">]><urlset><url><loc>&x;</loc></url></urlset>"""
    assert "secret" not in repr(read_listing("sitemap", body.encode(), SITEMAP))


def test_a_packed_sitemap_has_a_limit() -> None:
    with pytest.raises(ValueError, match="limit"):
        unpacked(gzip.compress(b"0" * (51 * 2**20)))


def test_sitemaps_of_an_index_are_put_together() -> None:
    first = listing("sitemap", NEWS, SITEMAP)
    whole = merged(listing("sitemap", INDEX, SITEMAP), [first, NotAFeed("gone"), first])
    assert (whole.total, len(whole.entries), whole.more) == (2, 2, ())


def test_another_site_under_the_same_country_domain_is_not_this_site() -> None:
    words = "The bridge over the river was closed today"
    hosts = ("www.times.co.uk", "sport.times.co.uk", "other.co.uk", "times.com")
    links = "".join(f"<a href='https://{host}/news/12345'>{words}</a>" for host in hosts)
    found = read_listing("section", f"<html>{links}</html>".encode(), "https://www.times.co.uk/")
    assert isinstance(found, Feed)
    assert [e.url for e in found.entries] == [f"https://{host}/news/12345" for host in hosts[:2]]


def test_a_page_of_twenty_thousand_links_is_read_in_one_pass() -> None:
    """For each of them all others were looked at: minutes."""
    words = "The bridge over the river was closed today"
    links = "".join(f"<a href='/news/{n}'>{words}</a>" for n in range(1000, 21_000))
    found = read_listing("section", f"<html><body>{links}</body></html>".encode(), "https://times.example/")
    assert isinstance(found, Feed)
    assert len(found.entries) == 200


def test_headlines_are_found_by_themselves() -> None:
    found = listing("section", PAGE)
    assert [(e.url, e.title) for e in found.entries] == [
        (
            "https://times.example/news/bridge-closed-after-flood",
            "Bridge closed after the flood in Northvale",
        ),
        ("https://times.example/news/2026/02/17/4711", "Engineers are to inspect both bridges"),
    ]
    assert found.entries[0].published == datetime(2026, 2, 17, 7, 0, tzinfo=UTC)
    assert found.entries[1].published is None
    assert (found.title, found.language) == ("News", "en")


@pytest.mark.parametrize(("follow", "count"), [("a.headline", 2), (".card", 2), ("h2", 1), ("nav a", 1)])
def test_a_selector_names_the_links(follow: str, count: int) -> None:
    assert listing("section", PAGE, follow=follow).total == count


@pytest.mark.parametrize("follow", ["a[", "a.absent", "::text"])
def test_a_selector_that_finds_nothing_is_told(follow: str) -> None:
    found = read_listing("section", PAGE.encode(), URL, None, follow)
    assert isinstance(found, NotAFeed)
    assert follow in found.reason


def test_a_telegram_preview_gives_whole_posts_newest_first() -> None:
    found = listing("section", TELEGRAM, "https://t.me/s/example")
    newest, oldest = found.entries
    assert (newest.url, newest.title) == ("https://t.me/example/42", "В Северодоле закрыли два моста.")
    assert newest.text == "В Северодоле закрыли два моста. Вода поднялась на три метра.\n\nДвижение прервано."
    assert newest.full
    assert newest.published == datetime(2026, 2, 17, 10, 0, tzinfo=UTC)
    assert oldest.key == "https://t.me/example/41"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["feed", "sitemap", "section"]), st.text(max_size=10))
def test_no_bytes_and_no_selector_raise(noise: bytes, kind: str, follow: str) -> None:
    for body in (noise, b"<urlset><url><loc>" + noise, b"<html><a href='" + noise):
        read_listing(kind, body, URL, None, follow)


@pytest.mark.parametrize("kind", ["feed", "sitemap", "section"])
def test_every_hostile_file_ends_in_a_value(shared: Path, kind: str) -> None:
    for path in (shared / "hostile").rglob("*"):
        if path.is_file():
            assert isinstance(read_listing(kind, path.read_bytes(), URL), Feed | NotAFeed)
