"""What a site offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.discovery import Offer, discover, guesses, named_feeds, read_opml, robots_sitemaps
from crawler.responses import Failure, FailureKind, Response

HOME = "https://times.example/world/"
RSS = (
    "<rss version='2.0'><channel><title>{}</title><item><guid>1</guid><title>T</title></item></channel></rss>"
)
SITEMAP = "<urlset><url><loc>https://times.example/a</loc></url></urlset>"
LINKS = """<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
 <link rel="alternate" type="application/rss+xml" href="/world.rss"><link rel="alternate" hreflang="de" href="/de">
 <link rel="stylesheet" href="/a.css"></head><body><a href="/world/a-bridge-was-closed-today">A bridge was closed
 today</a></body></html>"""


class Web:
    """Answers from a table; anything else is a 404."""

    def __init__(self, **pages: str) -> None:
        self.pages = {f"https://times.example{path}": body for path, body in pages.items()}
        self.asked: list[str] = []

    async def __call__(self, url: str) -> Response | Failure:
        self.asked.append(url)
        body = self.pages.get(url)
        return (
            Response(url, 200, {}, body.encode())
            if body
            else Failure(FailureKind.HTTP, "HTTP 404", 404, url=url)
        )


async def found(web: Web, url: str = HOME) -> list[tuple[str, str]]:
    offers = await discover(url, web)
    assert not isinstance(offers, Failure)
    assert all(isinstance(offer, Offer) and offer.listing.total for offer in offers)
    return [(offer.kind, offer.url.removeprefix("https://times.example")) for offer in offers]


async def test_a_feed_is_itself() -> None:
    web = Web(**{"/world/": RSS.format("World")})
    assert await found(web) == [("feed", "/world/")]
    assert len(web.asked) == 1


async def test_the_feeds_that_a_page_names_come_first_and_comments_last() -> None:
    web = Web(
        **{"/world/": LINKS, "/world.rss": RSS.format("World"), "/comments/feed": RSS.format("Comments")}
    )
    assert await found(web) == [("feed", "/world.rss"), ("feed", "/comments/feed"), ("section", "/world/")]


async def test_well_known_paths_and_the_sitemap_of_robots_txt_are_tried() -> None:
    web = Web(
        **{
            "/world/": LINKS,
            "/rss.xml": RSS.format("All"),
            "/robots.txt": "User-agent: *\nSitemap: https://times.example/pages.xml\nSitemap: https://times.example/news.xml",
            "/news.xml": SITEMAP,
        }
    )
    assert await found(web) == [("feed", "/rss.xml"), ("sitemap", "/news.xml"), ("section", "/world/")]
    assert len(web.asked) < 20


async def test_what_cannot_be_fetched_is_told() -> None:
    assert isinstance(await discover(HOME, Web()), Failure)


async def test_a_site_that_refuses_its_front_page_may_give_its_feed() -> None:
    assert await found(Web(**{"/feed": RSS.format("World")}), "https://times.example/") == [("feed", "/feed")]


async def test_the_name_of_a_telegram_channel_leads_to_its_posts() -> None:
    post = '<div class="tgme_widget_message" data-post="harbour/7"><div class="tgme_widget_message_text">A bridge was closed.</div></div>'
    web = Web()
    web.pages = {"https://t.me/s/harbour": f"<title>Harbour</title>{post}"}
    offers = await discover("https://t.me/harbour", web)
    assert not isinstance(offers, Failure)
    assert [(offer.kind, offer.url) for offer in offers] == [("section", "https://t.me/s/harbour")]
    assert web.asked == ["https://t.me/s/harbour"]


async def test_a_sitemap_is_named_as_its_publication() -> None:
    news = "<urlset><url><loc>https://times.example/a</loc><news><publication><name>The Times</name></publication></news></url></urlset>"
    index = "<sitemapindex><sitemap><loc>https://times.example/news.xml</loc></sitemap></sitemapindex>"
    offers = await discover(
        "https://times.example/index.xml", Web(**{"/index.xml": index, "/news.xml": news})
    )
    assert not isinstance(offers, Failure)
    assert [(offer.title, offer.listing.total) for offer in offers] == [("The Times", 1)]


def test_guesses_are_beside_the_page_and_at_the_root() -> None:
    assert guesses(HOME)[:3] == [HOME + "feed", HOME + "rss", "https://times.example/feed"]


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"<link rel=alternate type='application/rss+xml' href='http://[::1'>"]
)
def test_odd_pages_name_no_feed(body: bytes) -> None:
    assert named_feeds(body, HOME) == []


def test_sitemaps_for_news_are_first() -> None:
    text = "sitemap: https://a.example/1.xml\nSITEMAP:https://a.example/news.xml\nSitemap: /relative.xml"
    assert robots_sitemaps(text) == ["https://a.example/news.xml", "https://a.example/1.xml"]


def test_opml_is_read_even_when_it_is_not_well_formed() -> None:
    opml = b"""<opml><body><outline text="World & "more"" ><outline type="rss" title="Example &amp; Times"
      xmlUrl="https://times.example/feed?a=1&b=2"/><outline text="Again" xmlUrl="https://times.example/feed?a=1&amp;b=2"/>
      <outline xmlUrl="javascript:alert(1)"/><outline xmlUrl='https://other.example/rss'/></outline></body></opml>"""
    assert [(s.name, s.url, s.kind) for s in read_opml(opml)] == [
        ("Again", "https://times.example/feed?a=1&b=2", "feed"),
        ("other.example", "https://other.example/rss", "feed"),
    ]


def test_real_opml_exports_are_read_whole(shared: Path) -> None:
    counts = {
        path.stem: len(read_opml(path.read_bytes())) for path in (shared / "feeds" / "opml").glob("*.opml")
    }
    assert counts == {"Russia": 13, "Ukraine": 12, "Iran": 7, "World-News": 11}
