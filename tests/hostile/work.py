"""What the worker processes run in the campaign: `scheduler.work`, whole or broken on purpose.

The flaw is named by the environment variable DATELINE_FLAW; each must make the campaign fail.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser
from lxml import etree

import crawler.feeds
import crawler.spiders.feed
import crawler.spiders.sitemap
from incidents.article import Draft
from scheduler import work

FLAWS = ("parse(bytes)", "external entities", "no guard", "no limit of time", "gate open", "another header")
FLAW = os.environ.get("DATELINE_FLAW", "")


def _parsed_as_named(body: bytes, content_type: str | None) -> Any:
    return feedparser.parse(body.decode("utf-8", "replace").strip())


def _unguarded(body: bytes, *arguments: Any) -> Any:
    feedparser.parse(io.BytesIO(body))
    return crawler.feeds.parse_feed(body, *arguments)


class _Curious(etree.XMLParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "resolve_entities": True, "no_network": False, "load_dtd": True})


if FLAW == "parse(bytes)":
    crawler.feeds._feedparsed = _parsed_as_named
if FLAW == "no guard":
    crawler.spiders.feed.parse_feed = _unguarded  # type: ignore[attr-defined]
if FLAW == "external entities":
    etree.XMLParser = _Curious  # type: ignore[misc]


def listing(kind: str, body: bytes, url: str, content_type: str | None) -> str:
    """How many entries the body lists as a source of `kind`, or why it is none."""
    found = work.read_source(kind, body, url, content_type, None, frozenset())
    if not hasattr(found, "entries"):
        return f"refused: {found.why}"
    for listed in found.entries[:5]:
        payload = listed.payload
        work.read_article(Draft(payload["url"], payload["title"], payload["text"], source="x"), _NOW)
    return f"read: {len(found.entries)} entries"


def page(body: bytes, url: str, content_type: str | None, payload: Mapping[str, Any]) -> str:
    """What the body is as an article's page, and the article through the normaliser and extraction."""
    found = work.read_page(body, url, content_type, "Example Times", None, payload)
    if not isinstance(found, Draft):
        return f"refused: {found.why}"
    work.read_article(found, _NOW)
    return f"read: {len(found.text)} characters"


_NOW = datetime(2031, 3, 3, tzinfo=UTC)
