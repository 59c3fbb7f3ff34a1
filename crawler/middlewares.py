"""Scrapy components for every request, ours and a user spider's: robots, redirects, bounded unpacking,
silence."""

from __future__ import annotations

from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.logformatter import LogFormatter

from crawler.gate import Gate
from crawler.hops import DecodeFailed, TooLarge

MAX_ENCODINGS = 2


class RobotsMiddleware:
    """Asks `crawler.robots` about requests that the engine has not asked about already: those of user
    spiders."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        robots = getattr(self._crawler.spider, "robots", None)
        if robots is None or request.meta.get("checked"):
            return
        refusal = Gate().check_url(request.url) if "gate" not in request.meta else None
        if refusal:
            raise IgnoreRequest(refusal)
        failure = await robots.refuses(request.url, request.meta.get("gate", Gate()))
        if failure:
            raise IgnoreRequest(failure.text)


class GatedRedirects(RedirectMiddleware):
    """Redirects of user spiders: a permission ends with the origin it was given for. (The engine follows its
    own.)"""

    def _engine_started(self) -> None:
        """No Referer is ever sent, so there is nothing to look for."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        answer = super().process_response(request, response)
        if isinstance(answer, Request):
            for key in ("gate", "checked"):
                answer.meta.pop(key, None)
        return answer


class BoundedCompression(HttpCompressionMiddleware):
    """Unpacks at most two layers, each up to the size limit while it unpacks."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        layers = b",".join(response.headers.getlist("Content-Encoding")).split(b",")
        if len(layers) > MAX_ENCODINGS:
            raise DecodeFailed(f"the body is packed {len(layers)} times")
        if not response.body:
            response.headers.pop("Content-Encoding", None)
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            raise TooLarge("the unpacked body exceeds the size limit") from error
        except Exception as error:
            raise DecodeFailed(f"the body cannot be unpacked ({type(error).__name__})") from error


class Silent(LogFormatter):
    """Says nothing of each page crawled: the store knows."""

    def crawled(self, request: Request, response: Response, spider: Any) -> None:  # type: ignore[override]
        return None
