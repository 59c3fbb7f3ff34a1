"""A user's own spider takes the same way out as all others, and ends."""

from __future__ import annotations

import pytest
from aiohttp import web

from crawler.adoption import MAX_REQUESTS, Crawled, find_spider
from crawler.engine import Engine
from crawler.responses import Failure, FailureKind
from crawler.sources import Source
from crawler.spiders import items
from tests.crawler import adopted
from tests.crawler.conftest import Serve, Site

INDEX = b'<a href="/one">A bridge was closed</a><a href="/two">A road was opened</a>'
PAGE = b'<time datetime="2031-03-04T10:00:00+03:00"></time><p>It was closed.</p><p>Nobody was hurt.</p>'


def spider(name: str) -> Source:
    return Source("Own", "spider", f"tests.crawler.adopted.{name}")


@pytest.fixture(autouse=True)
def index(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    monkeypatch.setattr(adopted.Wire, "index", site.url("/index"))
    site.pages["/index"] = (200, {"Content-Type": "text/html"}, INDEX)
    site.pages["/one"] = site.pages["/two"] = (200, {"Content-Type": "text/html"}, PAGE)


async def crawled(engine: Engine, name: str) -> Crawled:
    answer = await engine.adopt(spider(name))
    assert isinstance(answer, Crawled), answer
    return answer


async def test_its_items_become_entries(engine: Engine, site: Site) -> None:
    found = items.read((await crawled(engine, "Wire")).items)
    assert [(e.url, e.title, e.text, e.full) for e in found.entries] == [
        (site.url("/one"), "A bridge was closed", "It was closed.\n\nNobody was hurt.", True),
        (site.url("/two"), "A road was opened", "It was closed.\n\nNobody was hurt.", True),
    ]
    assert str(found.newest) == "2031-03-04 10:00:00+03:00"
    assert site.paths() == ["/robots.txt", "/index", "/one", "/two"]
    assert {dict(sent).get("X-Reader") for path, sent in site.asked if path != "/robots.txt"} == {"wire"}


async def test_robots_txt_binds_it(engine: Engine, site: Site) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /two")
    answer = await crawled(engine, "Wire")
    assert [item["title"] for item in answer.items] == ["A bridge was closed"]
    assert "robots.txt" in answer.faults[0]
    assert "/two" not in site.paths()


async def test_a_page_cannot_lead_it_to_a_private_place(engine: Engine, site: Site, serve: Serve) -> None:
    other = await serve()
    site.pages["/index"] = (200, {"Content-Type": "text/html"}, f'<a href="{other.url("/x")}">x</a>'.encode())
    answer = await engine.adopt(spider("Wire"))
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.BLOCKED
    assert other.asked == []


async def test_what_it_raises_is_the_sources_failure(engine: Engine) -> None:
    answer = await engine.adopt(spider("Raising"))
    assert isinstance(answer, Failure)
    assert answer.text == "parse raised ValueError: no such box"


async def test_a_page_that_cannot_be_had_is_the_sources_failure(engine: Engine, site: Site) -> None:
    site.pages["/index"] = (503, {"Retry-After": "60"}, b"")
    answer = await engine.adopt(spider("Wire"))
    assert isinstance(answer, Failure)
    assert (answer.kind, answer.status, answer.retry_after) == (FailureKind.HTTP, 503, 60.0)


async def test_one_that_never_has_enough_is_stopped(engine: Engine, site: Site) -> None:
    answer = await crawled(engine, "Endless")
    assert answer.requests == MAX_REQUESTS
    assert "more than" in answer.faults[-1]


async def test_a_form_is_sent_and_its_body_goes_to_no_redirect(engine: Engine, site: Site) -> None:
    async def form(request: web.Request) -> web.StreamResponse:
        assert (request.method, await request.read()) == ("POST", b"page=1")
        return web.Response(status=307, headers={"Location": "/answer"})

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(text=f"{request.method} {(await request.read()).decode()}".strip())

    site.pages["/index"], site.pages["/answer"] = form, answer
    assert [item["title"] for item in (await crawled(engine, "Posting")).items] == ["relative", "GET"]


async def test_an_errback_is_told(engine: Engine, site: Site) -> None:
    site.pages["/index"] = (500, {}, b"")
    answer = await crawled(engine, "Posting")
    assert [item["title"] for item in answer.items] == ["HTTP 500"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tests.crawler.adopted.Greedy", "not DOWNLOAD_DELAY, ROBOTSTXT_OBEY"),
        ("tests.crawler.adopted.Missing", "no Scrapy spider 'Missing'"),
        ("tests.crawler.nowhere.Wire", "cannot be imported"),
        ("tests.crawler.adopted.ClassVar", "no Scrapy spider"),
    ],
)
def test_what_cannot_be_adopted_is_told(name: str, told: str) -> None:
    assert told in str(find_spider(name))


def test_items_without_a_web_address_are_left_out() -> None:
    found = items.read([{"url": "javascript:alert(1)", "title": "x"}, {"url": None}, {"title": "\x00"}])
    assert found.entries == ()
