"""What a site offers to be read as a source: feeds it names, sitemaps its robots.txt names, itself as a
section.

The fetching is handed in; what to try, and what an answer means, is decided here. OPML lists are read, too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree

from crawler.charsets import as_utf8, decode
from crawler.feeds import Feed, NotAFeed, absolute_url
from crawler.responses import Failure, FailureKind, Response
from crawler.sources import Source
from crawler.spiders import merged, read_listing
from incidents.text import normalise_title

WELL_KNOWN = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds/all.rss.xml",
    "/feed.json",
)
NEWS_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml")
MAX_TRIES = 12
_FEED_TYPES = re.compile(
    r"application/(?:rss|atom|rdf)\+xml|application/feed\+json|text/xml|application/json"
)
_TELEGRAM = re.compile(r"^(https?://(?:t|telegram)\.me)/(?!s/)(\w{4,64})/?$")  # its posts are in /s/
_OUTLINE = re.compile(rb"<outline\b[^<]*?\bxmlUrl\s*=\s*[\"']([^\"'<>]{5,2000})[\"'][^<]*", re.IGNORECASE)
_TITLE = re.compile(rb"\b(?:title|text)\s*=\s*[\"']([^\"'<>]{1,300})[\"']", re.IGNORECASE)

Fetch = Callable[[str], Awaitable[Response | Failure]]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something at `url` that can be read as a source of `kind`, with what it lists now."""

    kind: str
    url: str
    title: str
    listing: Feed


def named_feeds(body: bytes, url: str, content_type: str | None = None) -> list[str]:
    """The feeds that a page names in `<link rel="alternate">`, absolute, in its order; comments' feeds
    last."""
    try:
        root = lxml.html.document_fromstring(decode(body, content_type).encode(), parser=_PARSER)
    except (etree.ParserError, ValueError):
        return []
    found: dict[str, bool] = {}
    for link in root.iter("link"):
        if "alternate" not in (link.get("rel") or "").lower() or not _FEED_TYPES.match(
            link.get("type") or ""
        ):
            continue
        feed = absolute_url(link.get("href"), url)
        if feed:
            found.setdefault(feed, "comment" in (feed + (link.get("title") or "")).lower())
    return sorted(found, key=lambda feed: found[feed])


_PARSER = lxml.html.HTMLParser(encoding="utf-8", no_network=True)


def robots_sitemaps(text: str) -> list[str]:
    """The sitemaps that a robots.txt names, those for news first."""
    named = re.findall(r"(?im)^\s*sitemap\s*:\s*(https?://\S{1,2000})\s*$", text)
    return sorted(dict.fromkeys(named), key=lambda url: "news" not in url.lower())


def guesses(url: str) -> list[str]:
    """Where feeds often are: beside the page, and at the site's root."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    beside = [urljoin(url, name) for name in ("feed", "rss")] if parts.path.rstrip("/") else []
    return list(dict.fromkeys([*beside, *(root + path for path in WELL_KNOWN)]))


async def discover(url: str, fetch: Fetch) -> list[Offer] | Failure:
    """What can be read at `url` and around it, best first; the failure when `url` itself cannot be fetched.

    A feed at `url` itself ends the search; else the feeds that the page names, well-known paths, sitemaps for
    news, and the page as a section. Feeds are preferred: they cost least and say most. A site that answers,
    but refuses the page, may give its feed all the same.
    """
    url = _TELEGRAM.sub(r"\1/s/\2", url)
    answer = await fetch(url)
    if isinstance(answer, Failure):
        if answer.kind is not FailureKind.HTTP:
            return answer
        offers = await _around(url, (), fetch)
        return [await _opened(offer, fetch) for offer in offers] or answer
    for kind in ("feed", "sitemap"):
        direct = _offer(kind, answer)
        if direct:
            return [await _opened(direct, fetch)]
    section = _offer("section", answer)
    if section and section.listing.entries[0].full:
        return [section]  # a channel's posts: what is around it is not its own
    offers = await _around(answer.url, named_feeds(answer.body, answer.url, answer.content_type), fetch)
    return [await _opened(offer, fetch) for offer in offers] + ([section] if section else [])


async def _around(url: str, named: Iterable[str], fetch: Fetch) -> list[Offer]:
    """The feeds that a page names, else those in the usual places, and the site's sitemap."""
    offers = await _first(fetch, "feed", named, 5) or await _first(fetch, "feed", guesses(url), 1)
    return offers + await _first(fetch, "sitemap", await _sitemaps(url, fetch), 1)


async def _opened(offer: Offer, fetch: Fetch) -> Offer:
    """An index that lists no article itself, with what the first listing that it names holds."""
    if offer.listing.entries or not offer.listing.more:
        return offer
    answer = await fetch(offer.listing.more[0])
    inner = _offer(offer.kind, answer) if isinstance(answer, Response) else None
    if inner is None:
        return offer
    return replace(offer, title=offer.title or inner.title, listing=merged(offer.listing, [inner.listing]))


def _offer(kind: str, answer: Response) -> Offer | None:
    listing = read_listing(kind, answer.body, answer.url, answer.content_type)
    if isinstance(listing, NotAFeed) or not (listing.entries or listing.more):
        return None
    return Offer(kind, answer.url, listing.title, listing)


async def _first(fetch: Fetch, kind: str, urls: Iterable[str], enough: int) -> list[Offer]:
    """The first `enough` of `urls` that are of `kind`, after at most twelve tries."""
    offers: list[Offer] = []
    for url in list(dict.fromkeys(urls))[:MAX_TRIES]:
        answer = await fetch(url)
        offer = _offer(kind, answer) if isinstance(answer, Response) else None
        if offer:
            offers.append(offer)
        if len(offers) >= enough:
            break
    return offers


async def _sitemaps(url: str, fetch: Fetch) -> list[str]:
    root = urljoin(url, "/")
    robots = await fetch(urljoin(root, "robots.txt"))
    named = robots_sitemaps(decode(robots.body)) if isinstance(robots, Response) else []
    return [*named[:4], *(urljoin(root, path) for path in NEWS_SITEMAPS)]


def read_opml(body: bytes) -> list[Source]:
    """The feeds of an OPML list, each once. Exports are often not well-formed, so outlines are found by
    form."""
    return list({source.url: source for source in _outlines(as_utf8(body))}.values())


def _outlines(body: bytes) -> Iterator[Source]:
    for match in _OUTLINE.finditer(body):
        url = absolute_url(_unescaped(match[1]), "")
        title = _TITLE.search(match[0])
        if url:
            name = normalise_title(_unescaped(title[1])) if title else ""
            yield Source(name or urlsplit(url).hostname or url, "feed", url)


def _unescaped(value: bytes) -> str:
    return html.unescape(value.decode("utf-8", "replace")).strip()
