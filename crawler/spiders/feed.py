"""A source of kind `feed`: RSS, Atom, RDF or JSON Feed, read by `crawler.feeds`."""

from __future__ import annotations

from collections.abc import Collection

from crawler.feeds import Feed, NotAFeed, parse_feed


def read(
    body: bytes,
    url: str,
    content_type: str | None,
    known: Collection[str] = (),
    language: str | None = None,
) -> Feed | NotAFeed:
    """The entries that the feed lists."""
    return parse_feed(body, url, content_type, known, language)
