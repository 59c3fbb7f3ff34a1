"""A loopback site that keeps a ledger of what it was asked, and an engine whose gate opens its port alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from crawler.engine import Engine
from crawler.gate import Gate
from crawler.settings import NetworkSettings
from crawler.sources import Source

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[], Awaitable["Site"]]


@dataclass
class Site:
    """Serves what `pages` holds: (status, headers, body) or a handler; anything else is a 404."""

    pages: dict[str, tuple[int, dict[str, str], bytes] | Handler] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0
    host: str = "127.0.0.1"

    def url(self, path: str) -> str:
        return f"http://{self.host}:{self.port}{path}"

    def source(self, path: str = "/feed", **fields: object) -> Source:
        return Source("Example Times", "feed", self.url(path), **fields)  # type: ignore[arg-type]

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.path_qs, dict(request.headers)))
        page = self.pages.get(request.path_qs) or self.pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        if callable(page):
            return await page(request)
        status, headers, body = page
        return web.Response(status=status, headers=headers, body=body)


@pytest_asyncio.fixture
async def serve() -> AsyncIterator[Callable[[], Awaitable[Site]]]:
    """Starts sites, each on a port of its own."""
    runners: list[web.AppRunner] = []

    async def start() -> Site:
        site = Site()
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", site.answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        site.port = runner.addresses[0][1]
        return site

    yield start
    for runner in runners:
        await runner.cleanup()


@pytest_asyncio.fixture
async def site(serve: Callable[[], Awaitable[Site]]) -> Site:
    return await serve()


@pytest_asyncio.fixture
async def engine(site: Site) -> AsyncIterator[Engine]:
    """A running engine that may speak to `site` for a source at its origin, and to no other private place."""
    running = Engine(
        NetworkSettings(contact="https://example.org/monitor", delay=0.0, timeout=1.0, max_size=2**20),
        Gate.allowing([f"127.0.0.1:{site.port}"]),
    )
    await running.start()
    yield running
    await running.stop()
    await asyncio.sleep(0)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared data beside the repository; the test skips where it is absent."""
    folder = Path(__file__).parents[3] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("shared/data is not here")
    return folder
