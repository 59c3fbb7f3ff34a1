"""What the worker processes do: bytes to listings, pages to drafts, drafts to readings.

Imported by the worker processes only: the parsers and models live in their memory. Each function takes and
returns plain values; the only state is the reader, made once a process and the same for every article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from crawler.feeds import Entry, Feed, NotAFeed
from crawler.novelty import fingerprint
from crawler.pages import Rejected, parse_page
from crawler.spiders import read_listing
from crawler.spiders.items import read as items_listing
from incidents.article import Draft, read_point
from incidents.text import normalise_draft
from incidents.urls import canonical
from incidents.watch import Group
from scheduler.reader import Reader
from scheduler.reading import Bound, Listed, Listing, Reading, Unreadable

_reader: Reader | None = None


def prepare(groups: Sequence[Group], languages: Sequence[str]) -> None:
    """Make this process's reader; called once, before its memory is limited."""
    global _reader
    _reader = Reader(groups, languages)


def read_source(
    kind: str,
    body: bytes,
    url: str,
    content_type: str | None,
    follow: str | None,
    known: frozenset[str],
    language: str | None = None,
) -> Listing | Unreadable:
    """What a source of `kind` lists; entries whose fingerprint is in `known` are counted and left out."""
    feed = read_listing(kind, body, url, content_type, follow, known, language)
    if isinstance(feed, NotAFeed):
        return Unreadable(feed.reason)
    return _listing_of(feed)


def read_items(items: Sequence[Mapping[str, str | None]], known: frozenset[str]) -> Listing:
    """What a user's own spider gave, as a listing."""
    return _listing_of(items_listing(items, known))


def _listing_of(feed: Feed) -> Listing:
    entries = tuple(Listed(_key(entry), _payload(entry, feed), _face(entry)) for entry in feed.entries)
    return Listing(entries, feed.prints, feed.ttl, feed.newest, feed.more, feed.truncated)


def _key(entry: Entry) -> str:
    """An entry that its publisher gives a new title, or says to have updated, is to be read again."""
    version = f"{entry.title}\0{entry.updated}".encode("utf-8", "replace")
    return f"{entry.key} {blake2b(version, digest_size=6).hexdigest()}"


def _face(entry: Entry) -> str:
    """What an entry says: where it leads, its title and its dates, or its text where it has none of those."""
    dates = entry.published or entry.updated
    said = (canonical(entry.url), entry.title, entry.published, entry.updated, "" if dates else entry.text)
    return fingerprint(repr(said).encode("utf-8", "replace"))


def _payload(entry: Entry, feed: Feed) -> Mapping[str, Any]:
    """What is stored of an entry until it is read. The publisher's own offset is kept."""
    return {
        "key": entry.key,
        "url": entry.url,
        "title": entry.title,
        "text": entry.text,
        "full": entry.full,
        "published": entry.published.isoformat() if entry.published else None,
        "language": entry.language or feed.language,
        "author": entry.author,
        "point": entry.point,
    }


def _entry(payload: Mapping[str, Any]) -> Entry:
    published = payload["published"]
    values = {
        **payload,
        "published": datetime.fromisoformat(published) if published else None,
        "point": read_point(payload.get("point")),
    }
    return Entry(**values)


def read_page(
    body: bytes,
    url: str,
    content_type: str | None,
    source: str,
    language: str | None,
    payload: Mapping[str, Any],
) -> Draft | Unreadable:
    """The article in a page to which an entry led."""
    page = parse_page(body, url, content_type, source, language, _entry(payload))
    return Unreadable(page.reason) if isinstance(page, Rejected) else page


def read_article(draft: Draft, now: datetime, bound: Bound | None = None) -> Reading:
    """What a draft says, after the ingest normaliser; `bound` is when it appeared, should nobody say."""
    assert _reader is not None, "prepare() comes first"
    draft = normalise_draft(draft, now)
    return _reader.read(bound.on(draft) if bound else draft)
