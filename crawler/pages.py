"""A web page to a `Draft`: title, text, publication instant, language, publisher, canonical URL.

Pure; runs in worker processes (100,000 `<p>` take trafilatura 43 s: the caller limits time and memory).
Whatever the bytes are, the result is a `Draft` or a `Rejected` with its reason, never an exception.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import lxml.html
import trafilatura
from htmldate import find_date
from lxml import etree

from crawler.boilerplate import tidy, with_lead
from crawler.charsets import decode
from crawler.feeds import Entry
from crawler.markup import lower_tags, plain_text
from crawler.metadata import Metadata, headed, headings, read_metadata
from incidents.article import Draft, host
from incidents.text import MAX_TEXT, normalise, normalise_language, normalise_title

MIN_TEXT = 120  # characters; less is no article
_LISTING = re.compile(r"<(?:rss|feed|rdf:rdf|urlset|sitemapindex|opml)\b", re.IGNORECASE)
_ASIDES = (("<?", "?>"), ("<!--", "-->"))  # what may stand before a document's first tag
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # each says as much as three letters
MAX_HTML = 5 * 2**20

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Rejected:
    """The page holds nothing readable; `reason` says why."""

    reason: str


def parse_page(
    body: bytes,
    url: str,
    content_type: str | None = None,
    source: str | None = None,
    language: str | None = None,
    entry: Entry | None = None,
) -> Draft | Rejected:
    """Read the article in the page found at `url`. `source` and `language` are the source's, as configured;
    `entry` is the feed's entry that led here, used where the page is silent. Never raises."""
    try:
        return _parse(body, url, content_type, source, language, entry)
    except RecursionError:
        return Rejected("nested too deeply")
    except Exception as error:  # hostile bytes raise anything out of a parser: a value, not our end
        return Rejected(f"unreadable ({type(error).__name__})")


def _parse(
    body: bytes,
    url: str,
    content_type: str | None,
    source: str | None,
    language: str | None,
    entry: Entry | None,
) -> Draft | Rejected:
    if not body.strip():
        return Rejected("the page is empty")
    kind = (content_type or "").split(";", 1)[0].strip().lower()
    if kind and not re.search(r"html|xml|text/plain", kind):
        return Rejected(f"it is no web page but {kind[:60]}")
    page = lower_tags(decode(body, content_type)[:MAX_HTML])
    if _is_listing(page):
        return Rejected("it is a feed or a sitemap, and no article")
    stated = read_metadata(page, url)
    text = article_text(page, stated)
    if len(text) + 2 * len(_IDEOGRAPHS.findall(text)) < MIN_TEXT:
        why = "it is behind a paywall" if stated.paywalled else "no article text in the page"
        return Rejected(why)
    notes: list[str] = []
    if stated.paywalled:
        notes.append("the page says that it is not free to read; its text may be cut")
    return Draft(
        url=stated.canonical or url,
        title=_title(page, stated, entry),
        text=text,
        published=_published(page, url, stated, entry, notes),
        language=_language(stated, entry, language),
        source=normalise_title(source or stated.publisher or host(url)),
        notes=tuple(notes),
        authors=stated.authors or ((entry.author,) if entry and entry.author else ()),
        point=entry.point if entry else None,
    )


def _language(stated: Metadata, entry: Entry | None, configured: str | None) -> str | None:
    return normalise_language(configured) or stated.language or (entry.language if entry else None)


def _is_listing(page: str) -> bool:
    """Whether the document is a feed or the like: all its headlines together are no article."""
    head = page[:5_000].lstrip()
    for _ in range(10):
        end = next((end for start, end in _ASIDES if head.startswith(start)), None)
        if end is None:
            break
        head = head.partition(end)[2].lstrip()
    return _LISTING.match(head) is not None


def _title(page: str, stated: Metadata, entry: Entry | None) -> str:
    """As the page states it, without the name of a site that it or its feed leaves out elsewhere."""
    listed = entry.title if entry else ""
    if stated.title:
        return headed(stated.title, [listed])
    return listed or next(headings(page), "")


def _published(
    page: str, url: str, stated: Metadata, entry: Entry | None, notes: list[str]
) -> datetime | None:
    """What the page states; else its entry; else what a general search finds. A page's bare day takes the
    entry's time when both mean one day."""
    listed = entry.published if entry else None
    if stated.published:
        if not stated.has_time and listed and listed.date() == stated.published.date():
            return listed
        return stated.published
    if listed:
        return listed
    found = find_date(page, original_date=True, extensive_search=True, outputformat="%Y-%m-%d", url=url)
    if not found:
        return None
    notes.append("the date was found by searching the page")
    return datetime.fromisoformat(found).replace(tzinfo=UTC)


# The text -------------------------------------------------------------------------------------------------

_DOCTYPE = re.compile(rb"\A\s*<!doctype\b[^>]{0,500}>", re.IGNORECASE)
_NOT_XML = bytes(
    {*range(32)} - {9, 10, 13}
)  # lxml refuses them later; none is part of a longer UTF-8 character
_PROSE = re.compile(r"<p\b[^>]{0,500}>\s*([^<]{60,})")
_BLOCKS = ("p", "head", "quote", "list", "table", "row", "item", "cell", "code", "lb")
_SHORT = 2_000  # characters; only a text shorter than this can have missed most of the page


def article_text(page: str, stated: Metadata) -> str:
    """The article's paragraphs, parted by a blank line; the empty string when there is none."""
    lines = tidy(_extracted(page, fast=True), stated.title, stated.authors)
    found = _length(lines)
    if found < _SHORT and found < 0.25 * sum(map(len, _PROSE.findall(page))):
        thorough = tidy(_extracted(page, fast=False), stated.title, stated.authors)
        lines = thorough if _length(thorough) > 1.3 * found else lines
    if len(stated.body) > 2 * _length(lines):
        lines = tidy(plain_text(stated.body).split("\n\n"), stated.title, stated.authors)
    if lines:
        lines = with_lead(lines, stated.lead, page)
    return "\n\n".join(lines)[:MAX_TEXT]


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))


def _extracted(page: str, fast: bool) -> list[str]:
    """The paragraphs that trafilatura finds, captions left out."""
    tree = lxml.html.document_fromstring(_parsable(page), parser=_PARSER)
    for caption in tree.iter("figcaption"):
        caption.clear(keep_tail=True)
    document: Any = trafilatura.bare_extraction(
        tree, fast=fast, include_comments=False, include_tables=True, with_metadata=False, output_format="txt"
    )
    return _paragraphs(document.body).split("\n\n") if document is not None else []


def _parser() -> Any:
    """As trafilatura's own, but every element is of one class: lxml's choice by tag name, made in Python for
    each element, would cost a tenth of the whole."""
    parser = lxml.html.HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement))
    return parser


_PARSER = _parser()


def _parsable(page: str) -> bytes:
    """The page without what libxml2 or lxml stumble over."""
    body = page.encode("utf-8", "replace").translate(None, _NOT_XML)
    return _DOCTYPE.sub(b"", body, count=1).replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")


def _paragraphs(body: Any) -> str:
    """The text of trafilatura's tree, one paragraph a block."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            pieces.append("\n\n" if node.tag != "cell" else " ")
        if event == "start":
            pieces.append(node.text or "")
        elif node is not body:
            pieces.append(node.tail or "")
    return normalise("".join(pieces))
