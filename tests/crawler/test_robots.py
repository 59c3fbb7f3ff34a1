"""robots.txt after RFC 9309: asked once, obeyed, and a server error forbids."""

from __future__ import annotations

from time import monotonic

import pytest

from crawler.engine import Engine
from crawler.responses import Failure, FailureKind, Response
from crawler.robots import MAX_CRAWL_DELAY, read_rules
from tests.crawler.conftest import Site

AGENT = "Dateline/0.1 (+https://example.org)"


async def test_what_robots_txt_forbids_is_not_asked_for(engine: Engine, site: Site) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /closed\n")
    site.pages["/closed"] = site.pages["/open"] = (200, {}, b"")
    closed = await engine.fetch(site.url("/closed"), origin=site.source())
    opened = await engine.fetch(site.url("/open"), origin=site.source())
    assert isinstance(closed, Failure)
    assert closed.kind is FailureKind.ROBOTS
    assert isinstance(opened, Response)
    assert site.paths() == ["/robots.txt", "/open"]


async def test_a_redirect_into_a_forbidden_place_is_not_followed(engine: Engine, site: Site) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: dateline\nDisallow: /closed\n")
    site.pages["/open"] = (302, {"Location": "/closed"}, b"")
    answer = await engine.fetch(site.url("/open"), origin=site.source())
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.ROBOTS
    assert "/closed" not in site.paths()


async def test_a_server_error_for_robots_txt_forbids_the_site(engine: Engine, site: Site) -> None:
    site.pages["/robots.txt"] = (503, {}, b"")
    site.pages["/feed"] = (200, {}, b"")
    for _ in range(2):
        answer = await engine.fetch(site.url("/feed"), origin=site.source())
        assert isinstance(answer, Failure)
        assert answer.kind is FailureKind.ROBOTS
    assert site.paths() == ["/robots.txt"]


async def test_it_is_asked_again_after_a_day(
    engine: Engine, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /")
    site.pages["/feed"] = (200, {}, b"")
    assert isinstance(await engine.fetch(site.url("/feed"), origin=site.source()), Failure)
    site.pages["/robots.txt"] = (200, {}, b"")
    for hours, kind in ((23, Failure), (25, Response)):
        monkeypatch.setattr("crawler.robots.monotonic", lambda hours=hours: monotonic() + hours * 3600)
        assert isinstance(await engine.fetch(site.url("/feed"), origin=site.source()), kind)
    assert site.paths() == ["/robots.txt", "/robots.txt", "/feed"]


@pytest.mark.parametrize(
    ("status", "forbidden"), [(404, False), (403, False), (429, True), (500, True), (503, True)]
)
def test_the_status_decides_when_there_are_no_rules(status: int, forbidden: bool) -> None:
    rules = read_rules(Failure(FailureKind.HTTP, f"HTTP {status}", status))
    assert (rules.refuses("http://example.org/a", AGENT) is not None) is forbidden


def test_an_unreachable_robots_txt_tells_why_the_site_is() -> None:
    refusal = read_rules(Failure(FailureKind.TIMEOUT, "no complete answer in time")).refuses(
        "http://a.example/", AGENT
    )
    assert refusal is not None
    assert refusal.kind is FailureKind.TIMEOUT
    assert "robots.txt" in refusal.text


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00", b"<html>", b"Disallow" * 9999, b"User-agent: *\nCrawl-delay: x"]
)
def test_a_robots_txt_that_is_none_allows(body: bytes) -> None:
    rules = read_rules(Response("http://a.example/robots.txt", 200, {}, body))
    assert rules.refuses("http://a.example/page", AGENT) is None
    assert rules.crawl_delay(AGENT) == 0


def test_a_crawl_delay_is_clamped() -> None:
    rules = read_rules(Response("http://a.example/robots.txt", 200, {}, b"User-agent: *\nCrawl-delay: 900"))
    assert rules.crawl_delay(AGENT) == MAX_CRAWL_DELAY
