"""Spiders as a user would write them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response


class Wire(Spider):
    """Follows an index to its articles."""

    name = "wire"
    index = ""
    custom_settings: ClassVar[dict[str, Any] | None] = {"DEFAULT_REQUEST_HEADERS": {"X-Reader": "wire"}}

    async def start(self) -> AsyncIterator[Any]:
        yield Request(self.index)

    def parse(self, response: Response) -> Iterator[Any]:
        for link in response.css("a"):
            yield response.follow(link, self.article, cb_kwargs={"title": link.css("::text").get()})
            yield response.follow(link, self.article, cb_kwargs={"title": "again"})

    def article(self, response: Response, title: str) -> dict[str, Any]:
        return {
            "title": title,
            "text": response.css("p::text").getall(),
            "published": response.css("time::attr(datetime)").get(),
        }


class Raising(Wire):
    """Fails on its first page."""

    def parse(self, response: Response) -> Iterator[Any]:
        raise ValueError("no such box")


class Endless(Wire):
    """Never has enough."""

    def parse(self, response: Response) -> Iterator[Any]:
        yield {"url": response.url, "title": "T"}
        yield Request(response.url, dont_filter=True)
        yield Request(response.url, dont_filter=True)


class Posting(Wire):
    """Asks by a form, and says what comes of it by an errback."""

    async def start(self) -> AsyncIterator[Any]:
        yield Request(self.index, method="POST", body=b"page=1", errback=self.failed)

    async def parse(self, response: Response) -> list[dict[str, str]]:  # type: ignore[override]
        return [{"url": "/found", "title": "relative"}, {"url": response.url, "title": response.text}]

    def failed(self, failure: Any) -> dict[str, str]:
        return {"url": failure.request.url, "title": failure.getErrorMessage()}


class Greedy(Spider):
    """Wants to go to the web in its own way."""

    name = "greedy"
    custom_settings: ClassVar[dict[str, Any] | None] = {"ROBOTSTXT_OBEY": False, "DOWNLOAD_DELAY": 0}
