"""A source of kind `sitemap`: the pages that a site names to search engines (sitemaps.org), news sitemaps
with their titles and dates, indexes of sitemaps, plain lists of URLs; packed by gzip or not. Pure; never
raises.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from crawler.charsets import as_utf8, decode
from crawler.dates import read_date
from crawler.feeds import Entry, Feed, NotAFeed, absolute_url, bounded_key, listing
from crawler.truncation import truncated
from incidents.text import normalise_language, normalise_title

MAX_UNPACKED = 50 * 2**20  # the protocol's own limit
MAX_ENTRIES = 1_000  # the newest; a sitemap may list 50,000
MAX_MORE = 4  # sitemaps of an index that are read, the newest first
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def read(body: bytes, url: str, content_type: str | None, known: Collection[str] = ()) -> Feed | NotAFeed:
    """The pages that the sitemap lists, newest first, at most 1,000; for an index, which sitemaps to read
    (`more`)."""
    try:
        body = as_utf8(unpacked(body), content_type)
        if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
            return _from_lines(decode(body, content_type), url, known)
        return _from_xml(body, url, known)
    except Exception as error:  # hostile bytes raise anything out of a parser: a value, not our end
        return NotAFeed(f"unreadable ({type(error).__name__})")


def unpacked(body: bytes) -> bytes:
    """`body` out of its gzip, if it is in one. Raise ValueError when it is larger than 50 MiB."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
        plain = stream.read(MAX_UNPACKED + 1)
    if len(plain) > MAX_UNPACKED:
        raise ValueError("the unpacked sitemap exceeds its limit")
    return plain


def _name(node: Any) -> str:
    return etree.QName(node).localname.lower() if isinstance(node.tag, str) else ""


def _texts(node: Any) -> dict[str, str]:
    """Every text under a `<url>` or `<sitemap>` by its element's name; the first of each."""
    found: dict[str, str] = {}
    for child in node.iter():
        if child is not node and (child.text or "").strip():
            found.setdefault(_name(child), child.text.strip())
    return found


def _from_xml(body: bytes, url: str, known: Collection[str]) -> Feed | NotAFeed:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, recover=True, huge_tree=False
    )
    torn = truncated(body)
    if torn is not None and not torn.entries:
        return NotAFeed(f"{torn.why}, and lists nothing")
    root = etree.fromstring(torn.body if torn else body, parser)
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        return NotAFeed("it is no sitemap")
    records = [_texts(node) for node in root if _name(node) in ("url", "sitemap")]
    dated = sorted(records, key=_when, reverse=True)
    if _name(root) == "sitemapindex":
        more = dict.fromkeys(filter(None, (absolute_url(r.get("loc"), url) for r in _news_first(dated))))
        return Feed("", None, (), more=tuple(more)[:MAX_MORE], truncated=torn.why if torn else "")
    title = next((normalise_title(name) for r in dated[:1] if (name := r.get("name"))), "")
    found = listing(_once(e for r in dated[:MAX_ENTRIES] if (e := _entry(r, url))), known, title)
    return replace(found, truncated=torn.why) if torn else found


def _when(record: dict[str, str]) -> datetime:
    return read_date(record.get("publication_date")) or read_date(record.get("lastmod")) or _EARLIEST


def _news_first(records: list[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(records, key=lambda r: "news" not in r.get("loc", "").lower().rsplit("/", 1)[-1])


def _entry(record: dict[str, str], url: str) -> Entry | None:
    page = absolute_url(record.get("loc"), url)
    if page is None:
        return None
    return Entry(
        key=bounded_key(page),
        url=page,
        title=normalise_title(record.get("title", "")),
        published=read_date(record.get("publication_date"), normalise_language(record.get("language"))),
        updated=read_date(record.get("lastmod")),
        language=normalise_language(record.get("language")),
    )


def _from_lines(text: str, url: str, known: Collection[str]) -> Feed | NotAFeed:
    """A sitemap may be a text file with one URL a line."""
    pages = [absolute_url(line, "") for line in text.splitlines()[: MAX_ENTRIES * 2] if line.strip()]
    found = [page for page in pages if page]
    if not found or len(found) < len(pages) / 2:
        return NotAFeed("it is no sitemap")
    return listing(_once(Entry(bounded_key(page), page, "") for page in found[:MAX_ENTRIES]), known)


def _once(entries: Iterable[Entry]) -> list[Entry]:
    return list({entry.key: entry for entry in entries}.values())
