"""What a fetch brings back, and what it never does."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import zlib
from pathlib import Path

import pytest
from aiohttp import web

from crawler.engine import Engine
from crawler.gate import Gate
from crawler.responses import Failure, FailureKind, Response
from crawler.settings import NetworkSettings
from tests.crawler.conftest import Serve, Site


def failure(answer: Response | Failure) -> FailureKind:
    assert isinstance(answer, Failure), answer
    return answer.kind


def response(answer: Response | Failure) -> Response:
    assert isinstance(answer, Response), answer
    return answer


async def test_a_page_comes_back_with_its_headers_and_bytes(engine: Engine, site: Site) -> None:
    site.pages["/feed"] = (200, {"ETag": '"one"', "Content-Type": "application/rss+xml"}, b"<rss/>")
    answer = response(await engine.fetch(site.url("/feed"), origin=site.source()))
    assert (answer.status, answer.body, answer.url) == (200, b"<rss/>", site.url("/feed"))
    assert answer.headers["etag"] == '"one"'
    assert answer.content_type == "application/rss+xml"
    assert answer.permanent_url is None


async def test_we_say_who_we_are_and_no_more(engine: Engine, site: Site) -> None:
    site.pages["/feed"] = (200, {"Set-Cookie": "a=b"}, b"")
    for _ in range(2):
        await engine.fetch(site.url("/feed"), origin=site.source())
    _, sent = site.asked[-1]
    assert sent["User-Agent"] == "Dateline/0.1 (+https://example.org/monitor)"
    assert not {"Cookie", "Referer", "Authorization", "Accept-Language"} & set(sent)


async def test_validators_are_sent_and_a_304_comes_back(engine: Engine, site: Site) -> None:
    site.pages["/feed"] = (304, {}, b"")
    answer = await engine.fetch(
        site.url("/feed"), origin=site.source(), etag='"one"', last_modified="Mon, 01 Jan 2024 00:00:00 GMT"
    )
    assert response(answer).not_modified
    _, sent = site.asked[-1]
    assert sent["If-None-Match"] == '"one"'
    assert sent["If-Modified-Since"] == "Mon, 01 Jan 2024 00:00:00 GMT"


@pytest.mark.parametrize(("status", "permanent"), [(301, True), (308, True), (302, False), (307, False)])
async def test_only_permanent_redirects_change_the_address(
    engine: Engine, site: Site, status: int, permanent: bool
) -> None:
    site.pages["/old"] = (status, {"Location": "/new"}, b"")
    site.pages["/new"] = (200, {}, b"here")
    answer = response(await engine.fetch(site.url("/old"), origin=site.source()))
    assert answer.url == site.url("/new")
    assert answer.permanent_url == (site.url("/new") if permanent else None)


async def test_one_temporary_hop_makes_the_whole_way_temporary(engine: Engine, site: Site) -> None:
    site.pages["/a"] = (301, {"Location": "/b"}, b"")
    site.pages["/b"] = (302, {"Location": "/c"}, b"")
    site.pages["/c"] = (200, {}, b"here")
    assert response(await engine.fetch(site.url("/a"), origin=site.source())).permanent_url is None


async def test_a_redirect_loop_ends_after_five_hops(engine: Engine, site: Site) -> None:
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    site.pages["/b"] = (302, {"Location": "/a"}, b"")
    assert failure(await engine.fetch(site.url("/a"), origin=site.source())) is FailureKind.REDIRECT
    assert len(site.asked) == 1 + 6  # robots.txt, the page and five redirects


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:9/",
        "//127.0.0.1:9/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:9/",
        "http://2130706433:9/",
        "file:///etc/hostname",
        "ftp://127.0.0.1/",
        "data:text/xml,%3Crss/%3E",
    ],
)
async def test_a_redirect_to_a_private_place_is_blocked(engine: Engine, site: Site, target: str) -> None:
    site.pages["/feed"] = (302, {"Location": target}, b"")
    assert failure(await engine.fetch(site.url("/feed"), origin=site.source())) is FailureKind.BLOCKED


async def test_a_refresh_header_or_tag_is_not_followed(engine: Engine, site: Site) -> None:
    page = b'<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">'
    site.pages["/page"] = (200, {"Refresh": "0;url=http://127.0.0.1:9/", "Content-Type": "text/html"}, page)
    assert response(await engine.fetch(site.url("/page"), origin=site.source())).body == page


async def test_a_sources_permission_and_headers_end_with_its_origin(
    engine: Engine, site: Site, serve: Serve
) -> None:
    other = await serve()
    other.pages["/taken"] = (200, {}, b"")
    site.pages["/feed"] = (302, {"Location": other.url("/taken")}, b"")
    both = Engine(
        NetworkSettings(delay=0.0, timeout=1.0),
        Gate.allowing([f"127.0.0.1:{site.port}", f"127.0.0.1:{other.port}"]),
    )
    await both.start()
    answer = await both.fetch(site.url("/feed"), origin=site.source(headers={"Cookie": "session=secret"}))
    await both.stop()
    assert failure(answer) is FailureKind.BLOCKED
    assert other.asked == []
    assert dict(site.asked[-1][1])["Cookie"] == "session=secret"


async def test_another_request_does_not_ride_on_a_permitted_connection(engine: Engine, site: Site) -> None:
    site.pages["/feed"] = (200, {}, b"")
    response(await engine.fetch(site.url("/feed"), origin=site.source()))
    asked = len(site.asked)
    assert failure(await engine.fetch(site.url("/feed"))) is FailureKind.BLOCKED
    assert len(site.asked) == asked


async def test_a_sources_own_permission_opens_its_origin(site: Site) -> None:
    site.pages["/feed"] = (200, {}, b"")
    strict = Engine(NetworkSettings(delay=0.0, timeout=1.0), Gate())
    await strict.start()
    allowed = site.source(private=(f"127.0.0.1:{site.port}",))
    opened, closed = (
        await strict.fetch(site.url("/feed"), origin=allowed),
        await strict.fetch(site.url("/feed"), origin=site.source()),
    )
    await strict.stop()
    assert response(opened).status == 200
    assert failure(closed) is FailureKind.BLOCKED


async def test_a_body_over_the_limit_is_refused_with_and_without_a_length(engine: Engine, site: Site) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        for _ in range(64):
            await answer.write(b"x" * 65536)
        return answer

    site.pages["/long"] = (200, {}, b"x" * (2**20 + 1))
    site.pages["/endless"] = endless
    for path in ("/long", "/endless"):
        assert failure(await engine.fetch(site.url(path), origin=site.source())) is FailureKind.TOO_LARGE


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_the_limit_counts_unpacked_bytes(engine: Engine, site: Site, encoding: str) -> None:
    plain = b"0" * 2**24
    packed = gzip.compress(plain) if encoding == "gzip" else zlib.compress(plain)
    site.pages["/bomb"] = (200, {"Content-Encoding": encoding}, packed)
    assert failure(await engine.fetch(site.url("/bomb"), origin=site.source())) is FailureKind.TOO_LARGE


async def test_a_body_packed_many_times_or_wrongly_is_refused(engine: Engine, site: Site) -> None:
    site.pages["/often"] = (200, {"Content-Encoding": "gzip, gzip, gzip"}, gzip.compress(b"x"))
    site.pages["/wrong"] = (200, {"Content-Encoding": "zstd"}, b"this is not zstd")
    for path in ("/often", "/wrong"):
        assert failure(await engine.fetch(site.url(path), origin=site.source())) is FailureKind.DECODE


async def test_headers_without_end_are_refused(engine: Engine, site: Site) -> None:
    site.pages["/feed"] = (200, {f"X-{n}": "y" * 1000 for n in range(200)}, b"")
    assert failure(await engine.fetch(site.url("/feed"), origin=site.source())) is FailureKind.TOO_LARGE


async def test_a_dripping_server_is_cut_off(engine: Engine, site: Site) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        for _ in range(200):
            try:
                await answer.write(b"x")
            except ConnectionError:
                break
            await asyncio.sleep(0.05)
        return answer

    site.pages["/drip"] = drip
    assert failure(await engine.fetch(site.url("/drip"), origin=site.source())) is FailureKind.TIMEOUT


async def test_headers_that_drip_are_cut_off(engine: Engine, site: Site) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            request.transport.write(b"X-%d: x\r\n" % number)
            await asyncio.sleep(0.05)
        return web.Response()

    site.pages["/drip"] = drip
    assert failure(await engine.fetch(site.url("/drip"), origin=site.source())) is FailureKind.TIMEOUT


async def test_a_name_that_turns_private_after_it_was_looked_up_is_blocked(site: Site) -> None:
    """DNS rebinding: public at the first question, loopback at every later one."""
    asked = 0

    async def lookup(host: str, port: int) -> list[str]:
        nonlocal asked
        asked += 1
        return ["93.184.216.34"] if asked == 1 else ["127.0.0.1"]

    engine = Engine(NetworkSettings(delay=0.0, timeout=0.3, obey_robots=False), Gate(), lookup)
    await engine.start()
    ends = []
    for _ in range(2):
        ends.append(failure(await engine.fetch(f"http://rebound.example:{site.port}/feed")))
        engine._lookup._known.clear()  # as after a minute
    await engine.stop()
    assert FailureKind.BLOCKED not in ends[:1]
    assert ends[1] is FailureKind.BLOCKED
    assert site.asked == []


async def test_a_connection_that_breaks_off_is_a_failure(engine: Engine, site: Site) -> None:
    async def torn(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "1000"})
        await answer.prepare(request)
        await answer.write(b"short")
        assert request.transport is not None
        request.transport.close()
        return answer

    site.pages["/torn"] = torn
    assert failure(await engine.fetch(site.url("/torn"), origin=site.source())) is FailureKind.OTHER


async def test_http_errors_carry_status_and_the_wait_asked_for(engine: Engine, site: Site) -> None:
    site.pages["/busy"] = (503, {"Retry-After": "120"}, b"")
    answer = await engine.fetch(site.url("/busy"), origin=site.source())
    assert failure(answer) is FailureKind.HTTP
    assert isinstance(answer, Failure)
    assert (answer.status, answer.retry_after) == (503, 120.0)


async def test_a_refused_connection_and_an_unknown_name_are_told_apart(site: Site, serve: Serve) -> None:
    closed = 9  # the discard port: nothing listens there

    async def lookup(host: str, port: int) -> list[str]:
        if host == "known.example":
            return ["127.0.0.1"]
        raise OSError

    engine = Engine(NetworkSettings(delay=0.0, timeout=1.0), Gate.allowing([f"127.0.0.1:{closed}"]), lookup)
    await engine.start()
    source = Site(port=closed, host="known.example").source()
    refused = await engine.fetch(source.url, origin=source)
    unknown = await engine.fetch("http://unknown.example/feed")
    await engine.stop()
    assert failure(refused) is FailureKind.REFUSED
    assert failure(unknown) is FailureKind.DNS


async def test_a_name_with_one_private_address_is_blocked(site: Site) -> None:
    async def lookup(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    engine = Engine(NetworkSettings(delay=0.0, timeout=1.0), Gate(), lookup)
    await engine.start()
    answer = await engine.fetch(f"http://mixed.example:{site.port}/feed")
    await engine.stop()
    assert failure(answer) is FailureKind.BLOCKED
    assert site.asked == []


async def test_one_request_a_host_at_a_time(engine: Engine, site: Site) -> None:
    speaking = most = 0

    async def slow(request: web.Request) -> web.StreamResponse:
        nonlocal speaking, most
        speaking += 1
        most = max(most, speaking)
        await asyncio.sleep(0.02)
        speaking -= 1
        return web.Response(body=b"")

    site.pages["/page"] = slow
    await asyncio.gather(*(engine.fetch(site.url(f"/page?{n}"), origin=site.source()) for n in range(8)))
    assert most == 1
    assert len(site.asked) == 9


async def test_stopping_ends_what_is_under_way(site: Site) -> None:
    async def hang(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(30)
        return web.Response()

    site.pages["/hang"] = hang
    engine = Engine(NetworkSettings(delay=0.0, timeout=20.0), Gate.allowing([f"127.0.0.1:{site.port}"]))
    await engine.start()
    flights = [asyncio.ensure_future(engine.fetch(site.url("/hang"), origin=site.source())) for _ in range(3)]
    while "/hang" not in site.paths():
        await asyncio.sleep(0.01)
    async with asyncio.timeout(3):
        await engine.stop()
        answers = await asyncio.gather(*flights)
    assert {failure(answer) for answer in answers} == {FailureKind.OTHER}
    assert failure(await engine.fetch(site.url("/hang"))) is FailureKind.OTHER


async def test_an_environment_proxy_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
    site: Site,
    serve,
) -> None:
    proxy = await serve()
    monkeypatch.setenv("http_proxy", proxy.url(""))
    site.pages["/feed"] = (200, {}, b"direct")
    engine = Engine(NetworkSettings(delay=0.0, timeout=1.0), Gate.allowing([f"127.0.0.1:{site.port}"]))
    await engine.start()
    answer = response(await engine.fetch(site.url("/feed"), origin=site.source()))
    await engine.stop()
    assert answer.body == b"direct"
    assert proxy.asked == []


async def test_a_configured_proxy_gets_every_request(serve: Serve) -> None:
    proxy = await serve()

    async def forward(request: web.Request) -> web.StreamResponse:
        return web.Response(body=str(request.url).encode())

    proxy.pages["/feed"] = forward
    settings = NetworkSettings(delay=0.0, timeout=1.0, proxy=f"http://user:word@127.0.0.1:{proxy.port}")
    engine = Engine(settings, Gate())
    await engine.start()
    answer = response(await engine.fetch("http://news.example/feed"))
    private = await engine.fetch("http://10.0.0.1/feed")
    await engine.stop()
    assert b"news.example" in answer.body
    assert dict(proxy.asked[-1][1])["Proxy-Authorization"].startswith("Basic ")
    assert failure(private) is FailureKind.BLOCKED


async def test_only_the_first_origin_gets_the_callers_headers(engine: Engine, site: Site) -> None:
    site.pages["/feed"] = (200, {}, b"")
    await engine.fetch(site.url("/feed"), origin=site.source(), headers={"X-Ask": "yes"})
    assert dict(site.asked[-1][1])["X-Ask"] == "yes"


async def test_a_host_that_stays_silent_is_not_waited_for_again(site: Site) -> None:
    async def hang(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    site.pages["/hang"] = hang
    engine = Engine(NetworkSettings(delay=0.0, timeout=0.1), Gate.allowing([f"127.0.0.1:{site.port}"]))
    await engine.start()
    answers = await asyncio.gather(
        *(engine.fetch(site.url(f"/hang?{n}"), origin=site.source()) for n in range(20))
    )
    await engine.stop()
    assert {failure(answer) for answer in answers} == {FailureKind.TIMEOUT}
    assert len([path for path in site.paths() if path.startswith("/hang")]) == 2


async def test_the_delay_that_robots_txt_asks_for_is_kept(engine: Engine, site: Site) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.2")
    times: list[float] = []

    async def page(request: web.Request) -> web.StreamResponse:
        times.append(asyncio.get_running_loop().time())
        return web.Response(body=b"")

    site.pages["/page"] = page
    await asyncio.gather(*(engine.fetch(site.url(f"/page?{n}"), origin=site.source()) for n in range(3)))
    assert all(later - earlier >= 0.19 for earlier, later in itertools.pairwise(times))
    assert len(times) == 3


async def test_a_delay_is_kept_between_all_requests_to_a_host_of_whatever_source(site: Site) -> None:
    """Feeds, robots.txt and pages of several sources on one host, however long each of them takes."""
    times: list[float] = []

    async def page(request: web.Request) -> web.StreamResponse:
        times.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.05 * (len(times) % 3))
        return web.Response(body=b"")

    site.pages |= {"/page": page, "/robots.txt": page}
    network = NetworkSettings(delay=0.3, timeout=5.0, concurrency=1)
    engine = Engine(network, Gate.allowing([f"127.0.0.1:{site.port}"]))
    await engine.start()
    sources = [site.source(f"/page?{n}") for n in range(5)]
    answers = await asyncio.gather(*(engine.fetch(source.url, origin=source) for source in sources))
    await engine.stop()
    assert all(isinstance(answer, Response) for answer in answers)
    assert len(times) == 6
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) > 0.2


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip", "zstd"])
async def test_the_shared_bombs_are_refused(engine: Engine, site: Site, shared: Path, encoding: str) -> None:
    bomb = (shared / "hostile" / "compressed" / f"bomb-{encoding}.bin").read_bytes()
    site.pages["/bomb"] = (200, {"Content-Encoding": encoding}, bomb)
    assert failure(await engine.fetch(site.url("/bomb"), origin=site.source())) is FailureKind.TOO_LARGE
