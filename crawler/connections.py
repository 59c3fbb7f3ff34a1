"""The choke point: no connection is made that the gate has not judged, address by address, after DNS.

Names are resolved here; a name with one refused address is refused whole, and the connection goes to an
address that was judged. Literal addresses pass through the same resolver. Connections opened under a
permission are pooled apart, so that no other request rides on them. It follows no redirect and reads no page.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.resolver import HostResolution
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import (
    IHostnameResolver,
    IReactorPluggableNameResolver,
    IReactorTCP,
    IReactorTime,
)
from twisted.web.client import HTTPConnectionPool
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.gate import Gate

MAX_HEADER_BYTES = 64 * 1024
DNS_TIMEOUT = 10.0
DNS_CACHE_SECONDS = 60.0
DNS_CACHE_SIZE = 10_000

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]


class Blocked(Exception):
    """The gate refused every way to the host."""


class HeadersTooLarge(Exception):
    """The response's headers exceed their limit."""


async def system_lookup(host: str, port: int) -> Sequence[str]:
    """The addresses of `host`, as the machine resolves it. Raise OSError when it has none.

    Each lookup has a thread of its own, a daemon: one that hangs delays no other and no end of the program.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | None, error: Exception | None) -> None:
        if not answer.done():
            answer.set_exception(error) if error else answer.set_result(found or [])

    def resolve() -> None:
        found, error = None, None
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
            found = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except (OSError, UnicodeError) as fault:
            error = fault
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, found, error)

    threading.Thread(target=resolve, name=f"lookup {host[:40]}", daemon=True).start()
    return await answer


class CachedLookup:
    """A lookup that remembers answers for a minute: a poll of many pages asks once a host."""

    def __init__(self, lookup: Lookup = system_lookup) -> None:
        self._lookup = lookup
        self._known: dict[str, tuple[float, Sequence[str]]] = {}

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        now = asyncio.get_running_loop().time()
        until, addresses = self._known.get(host, (0.0, ()))
        if until > now:
            return addresses
        addresses = await asyncio.wait_for(self._lookup(host, port), DNS_TIMEOUT)
        if len(self._known) >= DNS_CACHE_SIZE:
            self._known.clear()
        self._known[host] = (now + DNS_CACHE_SECONDS, addresses)
        return addresses


def lookup_of(crawler: Crawler) -> Lookup:
    """The lookup that the engine gave its crawler."""
    lookup: Lookup = getattr(crawler.spider, "lookup", system_lookup)
    return lookup


@implementer(IHostnameResolver)
class GateResolver:
    """Resolves names and hands on only what the gate lets through (Scrapy's `TWISTED_DNS_RESOLVER`)."""

    def __init__(self, gate: Gate, lookup: Lookup, reactor: Any = None) -> None:
        self._gate, self._lookup, self._reactor = gate, lookup, reactor
        self._tasks: set[asyncio.Task[None]] = set()
        self.refusal: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> GateResolver:
        return cls(Gate(), lookup_of(crawler), reactor)

    def install_on_reactor(self) -> None:
        """Whatever else runs in this reactor resolves through the strict gate too."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> HostResolution:
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        task = asyncio.get_running_loop().create_task(self._resolve(resolutionReceiver, hostName, portNumber))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return resolution

    async def _resolve(self, receiver: Any, host: str, port: int) -> None:
        try:
            addresses = await self._lookup(host, port)
        except (OSError, UnicodeError, TimeoutError):
            addresses = ()
        refusals = [r for a in addresses if (r := self._gate.check_address(a, port, host))]
        if refusals:
            self.refusal = refusals[0]
        else:
            for address in addresses:
                kind = IPv6Address if ":" in address else IPv4Address
                receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()


@implementer(IReactorPluggableNameResolver, IReactorTCP, IReactorTime)
class _GatedReactor:
    """The reactor as one request sees it: its names and its connections pass that request's gate."""

    def __init__(self, reactor: Any, gate: Gate, lookup: Lookup, name: str | None) -> None:
        self._reactor, self._gate, self._name = reactor, gate, name
        self.nameResolver = GateResolver(gate, lookup)
        self.refusal: str | None = None

    def connectTCP(self, host: str, port: int, *arguments: Any, **options: Any) -> Any:  # noqa: N802
        """The last look before the socket: `host` is an address by now, found for the request's own name."""
        self.refusal = self._gate.check_address(host, port, self._name)
        if self.refusal:
            raise Blocked(self.refusal)
        return self._reactor.connectTCP(host, port, *arguments, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)


class _GatedAgent(_ScrapyAgent):
    """Scrapy's agent over a gated reactor."""

    def __init__(self, gated: _GatedReactor, **options: Any) -> None:
        super().__init__(**options)
        self._gated = gated

    def _get_agent(self, request: Request, timeout: float) -> Any:
        agent: Any = super()._get_agent(request, timeout)
        agent._reactor = agent._endpointFactory._reactor = self._gated
        return agent


class _BoundedParser(_LenientHTTPClientParser):
    """Counts the bytes of status and header lines: Twisted bounds a line, but not their number."""

    header_bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        self.header_bytes += len(line) + 2
        if self.header_bytes > MAX_HEADER_BYTES:
            raise HeadersTooLarge(f"the headers exceed {MAX_HEADER_BYTES // 1024} KiB")
        super().lineReceived(line)


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    _parser: Any

    def request(self, request: Any) -> Any:
        answer = super().request(request)
        self._parser.__class__ = _BoundedParser
        return answer


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class GatedHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler behind the gate. `request.meta["gate"]` is the request's gate, else the
    strict one."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._lookup = lookup_of(crawler)
        self._transfers = asyncio.Semaphore(crawler.settings.getint("CONCURRENT_REQUESTS"))
        self._pools: dict[Gate, Any] = {}
        self._live: set[Any] = set()

    def _pool_for(self, gate: Gate) -> Any:
        if gate not in self._pools:
            from twisted.internet import reactor

            pool: Any = HTTPConnectionPool(reactor, persistent=True)  # type: ignore[no-untyped-call]
            pool.maxPersistentPerHost = 1
            pool.cachedConnectionTimeout = 20
            pool._factory = _BoundedFactory
            self._pools[gate] = pool
        return self._pools[gate]

    async def download_request(self, request: Request) -> Response:
        """Fetch one URL, no redirects. Raise `Blocked` when the gate refused the way there."""
        from twisted.internet import reactor

        gate = request.meta.get("gate", Gate())
        gated = _GatedReactor(reactor, gate, self._lookup, urlparse_cached(request).hostname)
        agent = _GatedAgent(
            gated,
            contextFactory=self._contextFactory,
            pool=self._pool_for(gate),
            maxsize=self._default_maxsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
        )
        async with self._transfers:
            try:
                return await self._transfer(agent, request)
            except Exception as error:
                refusal = gated.nameResolver.refusal or gated.refusal
                if refusal:
                    raise Blocked(refusal) from error
                raise

    async def _transfer(self, agent: _GatedAgent, request: Request) -> Response:
        request.meta["sent"] = asyncio.get_running_loop().time()
        with wrap_twisted_exceptions():
            deferred = agent.download_request(request)
            self._live.add(deferred)
            request.meta["transfer"] = deferred
            try:
                return await maybe_deferred_to_future(deferred)
            finally:
                self._live.discard(deferred)

    async def close(self) -> None:
        """Abort what is under way and close the idle connections."""
        for deferred in list(self._live):
            deferred.cancel()
        for pool in self._pools.values():
            closing = asyncio.ensure_future(maybe_deferred_to_future(pool.closeCachedConnections()))
            await asyncio.wait({closing}, timeout=1.0)
        await super().close()
