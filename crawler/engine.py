"""One long-lived Scrapy crawler, the only way out: feeds, robots.txt and article pages all go through it.

Errors are values. It decides nothing about sources and parses nothing; its settings are in
`crawler.settings`.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http.request import NO_CALLBACK
from twisted.internet import asyncioreactor

from crawler.adoption import Crawled, crawl
from crawler.connections import CachedLookup, GateResolver, Lookup, system_lookup
from crawler.courtesy import Courtesy
from crawler.gate import Gate, origin_of
from crawler.hops import Errand, Redirect, failure_from, read_answer
from crawler.responses import Failure, FailureKind, Response
from crawler.robots import Robots
from crawler.settings import MAX_REDIRECTS, NetworkSettings, scrapy_settings
from crawler.sources import Source


class _Housekeeper(Spider):
    """The spider that a crawler must have; it asks for nothing by itself and never ends by itself."""

    name = "dateline"

    def __init__(self, lookup: Lookup, robots: Robots | None) -> None:
        super().__init__()
        self.lookup, self.robots = lookup, robots

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> _Housekeeper:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.stay, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: what is fetched is asked for by `Engine.fetch`."""
        return
        yield

    def stay(self) -> None:
        raise DontCloseSpider


def _install_reactor() -> Any:
    """Twisted's reactor on the running loop. Raise RuntimeError when one lives on another loop.

    The reactor of a loop that is closed is dead, and is replaced.
    """
    loop = asyncio.get_running_loop()
    installed = sys.modules.get("twisted.internet.reactor")
    home = getattr(installed, "_asyncioEventloop", None)
    if home is not None and home is not loop and home.is_closed():
        del sys.modules["twisted.internet.reactor"]
        installed = None
    if installed is None:
        asyncioreactor.install(loop)  # type: ignore[no-untyped-call]
    elif home is not loop:
        raise RuntimeError("Twisted's reactor runs on another loop; the crawler needs the running one")
    return sys.modules["twisted.internet.reactor"]


class Engine:
    """The crawler as the rest of the program sees it: `start`, `fetch`, `stop`.

    `gate` holds the permissions of sources; each applies only to the fetching source's own origin.
    """

    def __init__(self, network: NetworkSettings, gate: Gate, lookup: Lookup = system_lookup) -> None:
        self._network, self._gate = network, gate
        self._lookup = CachedLookup(lookup)
        self._robots = Robots(self._fetch_robots, network.user_agent)
        self._courtesy = Courtesy()
        self._flights: set[asyncio.Task[Response | Failure]] = set()
        self._crawl: asyncio.Task[None] | None = None
        self._crawler: Crawler | None = None

    async def start(self) -> None:
        """Start the crawler in the running asyncio loop; Twisted's reactor is installed on it if none is."""
        reactor = _install_reactor()
        for name in ("scrapy", "twisted", "protego"):
            logging.getLogger(name).setLevel(logging.ERROR)  # failures are told as values
        self._crawler = Crawler(_Housekeeper, scrapy_settings(self._network))
        opened = asyncio.Event()
        self._crawler.signals.connect(opened.set, signal=signals.engine_started, weak=False)
        robots = self._robots if self._network.obey_robots else None
        self._crawl = asyncio.ensure_future(self._crawler.crawl_async(lookup=self._lookup, robots=robots))
        waiting = asyncio.ensure_future(opened.wait())
        await asyncio.wait({self._crawl, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._crawl.done():
            await self._crawl
        self._system_resolver = reactor.installNameResolver(GateResolver(Gate(), self._lookup))

    async def stop(self) -> None:
        """Abandon what is under way and stop, within 3 s."""
        for flight in list(self._flights):
            flight.cancel()
        self._robots.stop()
        if self._flights:
            await asyncio.wait(self._flights, timeout=1.0)
        if self._crawler is not None and self._crawl is not None:
            await asyncio.wait({asyncio.ensure_future(self._crawler.stop_async())}, timeout=2.0)
            await asyncio.wait({self._crawl}, timeout=1.0)
            self._crawl.cancel()
            sys.modules["twisted.internet.reactor"].installNameResolver(self._system_resolver)
            self._crawler = self._crawl = None

    async def fetch(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        origin: Source | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        deadline: float = 60.0,
        method: str = "GET",
        body: bytes = b"",
    ) -> Response | Failure:
        """Fetch `url`, following at most five redirects. Never raises for what the web does.

        `origin` is the source on whose behalf this is: its headers and permissions go to its own origin only.
        `headers` go to the origin of `url` only. `deadline` is in seconds over all hops; the wait for the
        host's turn is not counted. Only a user's spider sends anything but GET; no redirect gets its body.
        """
        if self._crawler is None:
            return Failure(FailureKind.OTHER, "the crawler is not running", url=url)
        errand = Errand(
            url=url,
            home=origin_of(origin.url) if origin else None,
            permission=self._permission(origin),
            home_headers=dict(origin.headers) if origin else {},
            headers=dict(headers or {}),
            etag=etag,
            last_modified=last_modified,
            left=deadline,
            method=method,
            body=body,
        )
        flight = asyncio.ensure_future(self._follow(url, errand))
        self._flights.add(flight)
        flight.add_done_callback(self._flights.discard)
        try:
            await asyncio.wait({flight})
        except asyncio.CancelledError:
            flight.cancel()
            raise
        if flight.cancelled():
            return Failure(FailureKind.OTHER, "the crawler is stopping", url=url)
        return flight.result()

    async def adopt(self, source: Source) -> Crawled | Failure:
        """Run the user's spider that `source` names; its requests take the way of `fetch`."""
        if self._crawler is None:
            return Failure(FailureKind.OTHER, "the crawler is not running", url=source.url)
        return await crawl(source, self._crawler, self.fetch)

    def _permission(self, source: Source | None) -> Gate:
        return Gate(self._gate.targets + Gate.allowing(source.private).targets) if source else Gate()

    async def _follow(self, url: str, errand: Errand) -> Response | Failure:
        permanent = True
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._hop(url, errand)
            if isinstance(answer, Response) and permanent and url != errand.url:
                return replace(answer, permanent_url=url)
            if not isinstance(answer, Redirect):
                return answer
            permanent = permanent and answer.permanent
            url, errand.method, errand.body = answer.url, "GET", b""
        return Failure(FailureKind.REDIRECT, f"more than {MAX_REDIRECTS} redirects", url=url)

    async def _hop(self, url: str, errand: Errand) -> Response | Failure | Redirect:
        gate = errand.gate_for(url)
        refusal = gate.check_url(url)
        if refusal:
            return Failure(FailureKind.BLOCKED, refusal, url=url)
        host, delay = urlsplit(url).hostname or "", self._network.delay
        if errand.robots and self._network.obey_robots:
            rules = await self._robots.rules(url, gate)
            failure = rules.refuses(url, self._network.user_agent)
            if failure:
                return failure
            delay = max(delay, rules.crawl_delay(self._network.user_agent))
        async with self._courtesy.turn(host):
            silent = self._courtesy.silent(host)
            if silent:
                return silent
            request = self._request(url, errand, gate)
            try:
                answer = await self._download(request, url, errand)
            finally:
                if "sent" in request.meta:
                    self._courtesy.sent(host, request.meta["sent"], delay)
            self._courtesy.heard(host, answer if isinstance(answer, Failure) else None)
            return answer

    def _request(self, url: str, errand: Errand, gate: Gate) -> Request:
        request = Request(
            url,
            method=errand.method,
            body=errand.body,
            headers=errand.headers_for(url),
            dont_filter=True,
            callback=NO_CALLBACK,
        )
        request.meta.update(
            gate=gate,
            checked=True,
            dont_redirect=True,
            handle_httpstatus_all=True,
            download_timeout=min(self._network.timeout, errand.left),
        )
        return request

    async def _download(self, request: Request, url: str, errand: Errand) -> Response | Failure | Redirect:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            await self._through_proxy(request)
            async with asyncio.timeout(errand.left):
                answer = await self._crawler.engine.download_async(request)  # type: ignore[union-attr]
        except Exception as error:
            return failure_from(error, url)
        finally:
            errand.left = max(0.1, errand.left - (loop.time() - began))
            transfer = request.meta.get("transfer")
            if transfer is not None and not transfer.called:
                transfer.cancel()
        return read_answer(answer, url)

    async def _through_proxy(self, request: Request) -> None:
        """Send `request` through the configured proxy: then only the proxy itself is connected to."""
        if not self._network.proxy:
            return
        proxy = urlsplit(self._network.proxy)
        port = proxy.port or 8080
        address = (await self._lookup(proxy.hostname or "", port))[0]
        netloc = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
        request.meta["proxy"] = f"{proxy.scheme or 'http'}://{netloc}"
        request.meta["gate"] = Gate.allowing([netloc])
        if proxy.username:
            from w3lib.http import basic_auth_header

            request.headers["Proxy-Authorization"] = basic_auth_header(proxy.username, proxy.password or "")

    async def _fetch_robots(self, url: str, gate: Gate) -> Response | Failure:
        errand = Errand(
            url=url, home=origin_of(url), permission=gate, left=self._network.timeout, robots=False
        )
        return await self._follow(url, errand)
