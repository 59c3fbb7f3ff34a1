"""A user's own Scrapy spider, adopted by the one crawler: its requests take the same way out as all others.

Gate, robots.txt, delays, redirects and limits are the engine's; a spider gets no settings but headers. Its
code runs here, what its items mean is read elsewhere (`crawler.spiders.items`), for they come from the web.
"""

from __future__ import annotations

import asyncio
import heapq
import importlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from itemadapter import ItemAdapter
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers
from scrapy.http import Response as ScrapyResponse
from scrapy.http.request import NO_CALLBACK
from scrapy.responsetypes import responsetypes
from scrapy.utils.request import fingerprint
from scrapy.utils.url import url_is_from_any_domain
from twisted.python.failure import Failure as TwistedFailure

from crawler.gate import origin_of
from crawler.responses import Failure, FailureKind, Response
from crawler.sources import Source

MAX_REQUESTS = 200  # a poll
MAX_ITEMS = 1_000
MAX_CHARACTERS = 20_000_000
MAX_SECONDS = 600.0
FIELDS = ("url", "title", "text", "published", "language")
ALLOWED_SETTINGS = frozenset({"DEFAULT_REQUEST_HEADERS"})

Fetch = Callable[..., Awaitable[Response | Failure]]


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a spider gave: plain items with `FIELDS`, as text; how often it asked; what went wrong."""

    items: tuple[dict[str, str | None], ...]
    requests: int = 0
    faults: tuple[str, ...] = ()


def importable(folder: Path) -> None:
    """Let modules beside the configuration be imported, after all others."""
    if str(folder) not in sys.path:
        sys.path.append(str(folder))


def find_spider(name: str) -> type[Spider] | str:
    """The spider class of that dotted name, or why it cannot be adopted."""
    module, _, attribute = name.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), attribute, None)
    except Exception as error:  # whatever the user's module raises while it is imported
        return f"{module} cannot be imported ({type(error).__name__}: {error})"
    if not (isinstance(found, type) and issubclass(found, Spider)):
        return f"{module} has no Scrapy spider {attribute!r}"
    refused = sorted(set(found.custom_settings or {}) - ALLOWED_SETTINGS)
    if refused:
        return (
            f"its custom_settings may hold DEFAULT_REQUEST_HEADERS only, not {', '.join(refused)}: "
            "how the web is approached is the same for every source"
        )
    return found


async def crawl(source: Source, crawler: Crawler, fetch: Fetch) -> Crawled | Failure:
    """Run the spider that `source` names to its end, or to its limits. Never raises for what it does.

    A failure when it gave no item and something went wrong; else what it gave, with the faults.
    """
    found = find_spider(source.url)
    if isinstance(found, str):
        return Failure(FailureKind.OTHER, found, url=source.url)
    try:
        run = _Run(source, found.from_crawler(crawler), fetch)
    except Exception as error:
        return Failure(FailureKind.OTHER, _said("the spider's start", error), url=source.url)
    try:
        async with asyncio.timeout(MAX_SECONDS):
            await run.all()
    except TimeoutError:
        run.fault(f"it took more than {MAX_SECONDS:g} s", FailureKind.TIMEOUT)
    if run.first is not None and not run.items:
        return run.first
    return Crawled(tuple(run.items), run.asked, tuple(run.faults))


@dataclass(slots=True)
class _Run:
    """One poll of a spider. `homes` are the origins that it starts at: there its source's headers and
    permissions hold, and nowhere else."""

    source: Source
    spider: Spider
    fetch: Fetch
    items: list[dict[str, str | None]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    first: Failure | None = None
    asked: int = 0
    characters: int = 0
    homes: set[tuple[str, str, int] | None] = field(default_factory=set)
    seen: set[bytes] = field(default_factory=set)
    queue: list[tuple[int, int, Request]] = field(default_factory=list)
    queued: int = 0
    full: bool = False

    def fault(self, text: str, kind: FailureKind = FailureKind.OTHER) -> None:
        self.first = self.first or Failure(kind, text, url=self.source.url)
        if len(self.faults) < 20:
            self.faults.append(text)

    async def all(self) -> None:
        await self._take("start", self.spider.start(), starting=True)
        while self.queue and not self.full:
            if self.asked >= MAX_REQUESTS:
                self.fault(f"it asked for more than {MAX_REQUESTS} pages")
                return
            await self._ask(heapq.heappop(self.queue)[2])

    async def _ask(self, request: Request) -> None:
        self.asked += 1
        home = origin_of(request.url) in self.homes
        answer = await self.fetch(
            request.url,
            headers=_headers(request.headers, self.spider),
            origin=replace(self.source, url=request.url) if home else None,
            method=request.method,
            body=request.body,
        )
        if isinstance(answer, Response) and not answer.not_modified:
            called = self._callback(request)
            if called is not None:
                await self._call(called, _response(answer, request), request.cb_kwargs)
            return
        failure = answer if isinstance(answer, Failure) else Failure(FailureKind.HTTP, "HTTP 304", 304)
        self.first = self.first or failure
        self.fault(f"{request.url}: {failure.text}")
        if request.errback is not None:
            told = TwistedFailure(IgnoreRequest(failure.text))  # type: ignore[no-untyped-call]
            told.request = request  # type: ignore[attr-defined]
            await self._call(request.errback, told, {})

    def _callback(self, request: Request) -> Callable[..., Any] | None:
        if request.callback is NO_CALLBACK:
            return None
        return request.callback or self.spider.parse

    async def _call(self, function: Callable[..., Any], argument: Any, named: Mapping[str, Any]) -> None:
        name = getattr(function, "__name__", "callback")
        try:
            given = function(argument, **named)
        except Exception as error:
            self.fault(_said(name, error))
            return
        await self._take(name, given, base=getattr(argument, "url", ""))

    async def _take(self, name: str, given: Any, *, base: str = "", starting: bool = False) -> None:
        try:
            async for output in _outputs(given):
                if isinstance(output, Request):
                    self._enqueue(output, starting)
                elif output is not None:
                    self._keep(output, base)
                if self.full or len(self.queue) > MAX_REQUESTS:
                    return
        except TimeoutError:
            raise
        except Exception as error:
            self.fault(_said(name, error))

    def _enqueue(self, request: Request, starting: bool) -> None:
        domains = getattr(self.spider, "allowed_domains", None)
        if request.method not in ("GET", "POST"):
            self.fault(f"{request.url}: {request.method} requests are not sent")
            return
        if starting:
            self.homes.add(origin_of(request.url))
        elif domains and not url_is_from_any_domain(request.url, domains):
            return
        known = fingerprint(request)
        if request.dont_filter or known not in self.seen:
            self.seen.add(known)
            self.queued += 1
            heapq.heappush(self.queue, (-request.priority, self.queued, request))

    def _keep(self, item: Any, base: str) -> None:
        values = ItemAdapter(item) if ItemAdapter.is_item(item) else {}
        kept = {name: _plain(values.get(name)) for name in FIELDS}
        kept["url"] = kept["url"] or base or None
        self.characters += sum(len(value or "") for value in kept.values())
        if kept["url"] is None or not (kept["title"] or kept["text"]):
            self.fault("an item has no url, or neither title nor text")
        elif len(self.items) >= MAX_ITEMS or self.characters > MAX_CHARACTERS:
            self.fault(f"it gave more than {MAX_ITEMS} items, or too much text")
            self.full = True
        else:
            self.items.append(kept)


def _plain(value: Any) -> str | None:
    """A field's value as text. Selectors give lists of strings: each is a paragraph."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "\n\n".join(part for part in value if isinstance(part, str)) or None
    return str(value) if value is not None else None


def _headers(own: Headers, spider: Spider) -> dict[str, str]:
    usual = (spider.custom_settings or {}).get("DEFAULT_REQUEST_HEADERS") or {}
    both = Headers({**Headers(usual), **own})
    return {name.decode("latin-1"): b", ".join(both.getlist(name)).decode("latin-1") for name in both}


def _response(answer: Response, request: Request) -> ScrapyResponse:
    headers = Headers({k: v for k, v in answer.headers.items() if k != "content-encoding"})
    kind = responsetypes.from_args(headers=headers, url=answer.url, body=answer.body)
    return kind(url=answer.url, status=answer.status, headers=headers, body=answer.body, request=request)


async def _outputs(given: Any) -> AsyncIterator[Any]:
    """What a callback gives, one by one, whichever of Scrapy's forms it takes."""
    if hasattr(given, "__aiter__"):
        async for output in given:
            yield output
        return
    if hasattr(given, "__await__"):
        given = await given
    if isinstance(given, Request) or given is None or ItemAdapter.is_item(given):
        yield given
        return
    for number, output in enumerate(given):
        if number % 100 == 99:
            await asyncio.sleep(0)  # a long answer is not to hold up the others
        yield output


def _said(name: str, error: BaseException) -> str:
    return f"{name} raised {type(error).__name__}: {error}"[:300]
