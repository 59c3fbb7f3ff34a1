"""Answers on `service.listen`: /healthz, /readyz, /metrics and the status page. It changes nothing.

Questions to the database are asked on a thread and a connection of their own, so that they delay no work.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aiohttp import web

from store.database import Database
from web.metrics import CONTENT_TYPE, metrics
from web.page import page
from web.standing import Live, Standing, look

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class StatusServer:
    """One listener. `live` is asked on the loop's thread at each request."""

    def __init__(self, database: Path, live: Callable[[], Live]) -> None:
        self._path, self._live = database, live
        self._db: Database | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="status")
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self, host: str, port: int) -> None:
        """Listen there; port 0 takes a free one. Raise OSError when it is taken."""
        app = web.Application(client_max_size=1024)
        app.on_response_prepare.append(_harden)
        app.router.add_get("/", self._page)
        app.router.add_get("/healthz", self._health)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError:
            await self.stop()
            raise
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        await asyncio.to_thread(self._close)

    async def _health(self, request: web.Request) -> web.StreamResponse:
        """200 while the service makes progress: a supervisor restarts it when this says 503."""
        return _verdict(self._live().faults())

    async def _ready(self, request: web.Request) -> web.StreamResponse:
        """200 while it does its work, of which reading one source is the least: a person looks at a 503."""
        live = self._live()
        faults = live.hindrances()
        if not faults and (unread := (await self._look(live)).unread()):
            faults = [unread]
        return _verdict(faults)

    async def _metrics(self, request: web.Request) -> web.StreamResponse:
        live = self._live()
        return web.Response(
            body=metrics(live, await self._look(live)), headers={"Content-Type": CONTENT_TYPE}
        )

    async def _page(self, request: web.Request) -> web.StreamResponse:
        live = self._live()
        return web.Response(text=page(live, await self._look(live)), content_type="text/html")

    async def _look(self, live: Live) -> Standing:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, live)

    def _ask(self, live: Live) -> Standing:
        if self._db is None:
            self._db = Database.open(self._path, read_only=True)
        return look(self._db, live)

    def _close(self) -> None:
        self._thread.shutdown(wait=True)
        if self._db is not None:
            self._db.close()


def _verdict(faults: list[str]) -> web.Response:
    status, text = (503, "; ".join(faults)) if faults else (200, "ok")
    return web.Response(status=status, text=f"{text}\n")


async def _harden(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
