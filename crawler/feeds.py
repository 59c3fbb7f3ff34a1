"""Bytes of a feed to its entries: RSS 0.9x, 1.0, 2.0, Atom, CDF through feedparser; JSON Feed by itself.

Pure; runs in worker processes. feedparser is only ever given `BytesIO`: a `str` or `bytes` that names a file
or a URL would be opened. Whatever the bytes are, the result is a `Feed` or a `NotAFeed`, never an exception.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import fmean
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from crawler.charsets import as_utf8, decode
from crawler.dates import read_date
from crawler.markup import plain_text
from crawler.novelty import Cut, cut, fingerprint
from crawler.truncation import truncated
from incidents.article import read_point
from incidents.text import MAX_URL, normalise, normalise_language, normalise_title, normalise_url

MAX_ENTRIES = 2_000
FULL_CHARACTERS = 1_500  # a summary this long is the article
FULL_CONTENT_CHARACTERS = 600  # so is declared content (content:encoded, atom:content) of this length
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|continue reading|read more|read the full story|читать далее|подробнее"
    r"|weiterlesen|lire la suite|seguir leyendo)\s*(?:[»→>].{0,40})?$",
    re.IGNORECASE,
)
_WORDPRESS = re.compile(
    r"\n\n(?:The post|Сообщение|Запись) .{1,300} (?:appeared first on|появились сначала на|впервые появилась)"
    r" .{1,100}$"
)
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{4,})|([0-9]{5,}));?")
_PERIODS = {
    "hourly": 3600.0,
    "daily": 86_400.0,
    "weekly": 604_800.0,
    "monthly": 2_592_000.0,
    "yearly": 31_536_000.0,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `key` names it within its feed (guid, else link, else a hash). `url` is absolute http(s).

    `text` is plain, paragraphs parted by a blank line; `full` says that it is the article and not its teaser.
    `published` and `updated` are aware and keep the publisher's offset. `point` is latitude, longitude.
    """

    key: str
    url: str
    title: str
    text: str = ""
    full: bool = False
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None
    author: str | None = None
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed lists now. `ttl` is how long it wants to be left alone, in seconds.

    `prints` are fingerprints of all that is listed, to be handed in as `known` at the next poll; `entries`
    leaves out those that were known. `more` are further listings to read (a sitemap index names sitemaps).
    `truncated` says that it was cut off, and where: it lists more than is here.
    """

    title: str
    language: str | None
    entries: tuple[Entry, ...]
    prints: tuple[str, ...] = ()
    ttl: float | None = None
    more: tuple[str, ...] = ()
    truncated: str = ""

    @property
    def total(self) -> int:
        """How many entries are listed, known or not."""
        return len(self.prints)

    @property
    def newest(self) -> datetime | None:
        """The latest date that any of the entries here states."""
        return max((e.published for e in self.entries if e.published), default=None)


@dataclass(frozen=True, slots=True)
class NotAFeed:
    """The bytes are no feed; `reason` says what they are instead, as far as that can be seen."""

    reason: str


def parse_feed(
    body: bytes,
    url: str,
    content_type: str | None = None,
    known: Collection[str] = (),
    language: str | None = None,
) -> Feed | NotAFeed:
    """Read a feed found at `url`; its dates in `language`, else in the one it states. Never raises.

    `known` are the fingerprints of earlier polls: what is still listed as it was then is counted, not
    returned, and not parsed again. A changed entry is returned again.
    """
    try:
        if _is_json(body, content_type):
            return _json_feed(body, url, known)
        return _xml_feed(body, url, content_type, known, language)
    except RecursionError:
        return NotAFeed("nested too deeply")
    except Exception as error:  # hostile bytes raise anything out of a parser: a value, not our end
        return NotAFeed(f"unreadable ({type(error).__name__})")


def _is_json(body: bytes, content_type: str | None) -> bool:
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b"<" not in body[:64]


# XML ---------------------------------------------------------------------------------------------------


def _xml_feed(
    body: bytes, url: str, content_type: str | None, known: Collection[str], configured: str | None
) -> Feed | NotAFeed:
    if not body.strip():
        return NotAFeed("the body is empty")
    characters = as_utf8(body, content_type)
    if characters is not body:  # feedparser believes what is declared, and a wrong declaration is common
        body, content_type = characters, f"{(content_type or 'application/xml').split(';')[0]}; charset=utf-8"
    torn = truncated(body)
    if torn is not None:
        if not torn.entries:
            return NotAFeed(f"{torn.why}, and lists nothing")
        body = torn.body
    parts = cut(body, known)
    parsed = _feedparsed(parts.body if parts else body, content_type)
    if not parsed.version and not parsed.entries:
        return NotAFeed(_what_else(body))
    feed = _read_xml(parsed, url, parts, known, configured)
    return replace(feed, truncated=torn.why) if torn else feed


def _read_xml(
    parsed: Any, url: str, parts: Cut | None, known: Collection[str], configured: str | None
) -> Feed:
    meta = parsed.feed
    language = _language(meta.get("language"))
    base = absolute_url(meta.get("link"), url) or url
    spoken = configured or language
    entries = _read(parsed.entries, _xml_key, lambda key, e: _xml_entry(key, e, url, base, language, spoken))
    ttl = _ttl(meta)
    if parts:
        return Feed(_plain_title(meta), language, entries, parts.prints, ttl)
    return listing(entries, known, _plain_title(meta), language, ttl)


def _feedparsed(body: bytes, content_type: str | None) -> Any:
    """feedparser's reading, without its sanitising and resolving of links: the text becomes plain anyway."""
    return feedparser.parse(
        io.BytesIO(_REFERENCE.sub(_possible, body)),
        response_headers={"content-type": content_type} if content_type else {},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _possible(reference: re.Match[bytes]) -> bytes:
    """A character reference, or U+FFFD where it names none: feedparser raises on surrogates and the like."""
    digits = (reference[1] or reference[2]).lstrip(b"0")
    code = int(digits or b"0", 16 if reference[1] else 10) if len(digits) < 8 else -1
    return reference[0] if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else b"&#xFFFD;"


def _read(
    records: Iterable[Any], keyed: Callable[[Any], str], read: Callable[[str, Any], Entry]
) -> tuple[Entry, ...]:
    """The records as entries, one a key: the first stays, so that two of them cannot flip-flop."""
    entries: dict[str, Entry] = {}
    for record in itertools.islice(records, MAX_ENTRIES):
        key = keyed(record)
        if key not in entries:
            entries[key] = read(key, record)
    return tuple(entries.values())


def listing(
    entries: Iterable[Entry],
    known: Collection[str],
    title: str = "",
    language: str | None = None,
    ttl: float | None = None,
) -> Feed:
    """A feed of `entries`, fingerprinted one by one; those in `known` are counted and left out."""
    named = {fingerprint(repr(entry).encode("utf-8", "replace")): entry for entry in entries}
    fresh = tuple(entry for name, entry in named.items() if name not in known)
    return Feed(title, language, fresh, tuple(named), ttl)


def _what_else(body: bytes) -> str:
    head = body[:2000].lstrip().lower()
    if b"<html" in head or b"<!doctype html" in head:
        return "it is a web page, not a feed"
    return "it is XML, but no feed" if head.startswith(b"<?xml") else "it is no feed"


def _ttl(meta: Any) -> float | None:
    """`<ttl>` in minutes, or `sy:updatePeriod` over `sy:updateFrequency`, as seconds."""
    try:
        minutes = float(str(meta.get("ttl") or 0)[:9])
        frequency = max(1.0, float(str(meta.get("sy_updatefrequency") or 1)[:9]))
    except ValueError:
        return None
    if 0 < minutes < 1e7:
        return minutes * 60
    period = _PERIODS.get(str(meta.get("sy_updateperiod") or "").strip().lower())
    return period / frequency if period else None


def _language(value: Any) -> str | None:
    return normalise_language(value) if isinstance(value, str) else None


def absolute_url(value: Any, base: str) -> str | None:
    """`value` made absolute; None unless it is http or https."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        url = normalise_url(urljoin(base, value.strip()))
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname and len(url) < MAX_URL else None
    except ValueError:
        return None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:32]


def bounded_key(key: str) -> str:
    """A key that any database takes: clean, and a hash when it is long."""
    key = normalise(key, limit=1_000_000)
    return key if len(key) <= 500 else _digest(key)


def _xml_key(entry: Any) -> str:
    stated = entry.get("id") or entry.get("link")
    if isinstance(stated, str) and stated.strip():
        return bounded_key(stated)
    return _digest(
        str(entry.get("title", "")), str(entry.get("summary", "")), str(entry.get("published", ""))
    )


def _plain_title(record: Any) -> str:
    title = record.get("title")
    if not isinstance(title, str):
        return ""
    detail = record.get("title_detail") or {}
    return normalise_title(plain_text(title) if detail.get("type") != "text/plain" or "<" in title else title)


def _xml_date(entry: Any, name: str, language: str | None) -> datetime | None:
    """The date as stated, with its offset; feedparser's reading of rarer forms (Korean, Hungarian, Greek) is
    UTC."""
    stated = dict.get(entry, name)  # plain: feedparser's own `get` falls back from "updated" to "published"
    if not isinstance(stated, str):
        return None
    found = read_date(stated, language)
    parsed = dict.get(entry, f"{name}_parsed") if found is None else None
    if parsed is None:
        return found
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, min(59, second), tzinfo=UTC)
    except (ValueError, TypeError):
        return None


def _texts(entry: Any) -> tuple[str, str]:
    """The entry's declared content and its summary, both plain."""
    contents = [c.get("value") or "" for c in entry.get("content") or [] if isinstance(c, dict)]
    content = max(contents, key=len, default="")
    summary = entry.get("summary")
    summary = summary if isinstance(summary, str) else ""
    return plain_text(content), "" if summary == content else plain_text(summary)


def _chosen(content: str, summary: str) -> tuple[str, bool]:
    """The longer text, and whether it is the whole article: long enough, and not cut off at its end."""
    content, summary = (_WORDPRESS.sub("", text) for text in (content, summary))
    text, enough = (
        (content, FULL_CONTENT_CHARACTERS) if len(content) >= len(summary) else (summary, FULL_CHARACTERS)
    )
    return text, len(text) >= enough and not _CUT.search(text[-80:])


def _point(entry: Any) -> tuple[float, float] | None:
    """GeoRSS or W3C Geo coordinates as latitude, longitude; of a line, a box or a polygon the middle."""
    where = entry.get("where")
    if isinstance(where, dict):
        return _middle(where.get("coordinates"))
    return read_point((entry.get("geo_lat"), entry.get("geo_long")))


def _middle(coordinates: Any) -> tuple[float, float] | None:
    """The mean of feedparser's (longitude, latitude) pairs, however deep they are nested."""
    pairs = list(_pairs(coordinates))
    if not pairs:
        return None
    return read_point((fmean(pair[1] for pair in pairs), fmean(pair[0] for pair in pairs)))


def _pairs(value: Any) -> Iterator[tuple[float, float]]:
    if isinstance(value, list | tuple) and value:
        if isinstance(value[0], int | float):
            yield value[0], value[1]
        else:
            for inner in value[:1000]:
                yield from _pairs(inner)


def _xml_entry(
    key: str, entry: Any, feed_url: str, base: str, language: str | None, spoken: str | None
) -> Entry:
    url = (
        absolute_url(entry.get("feedburner_origlink"), base)
        or absolute_url(entry.get("link"), base)
        or absolute_url(entry.get("id"), "")
    )
    text, full = _chosen(*_texts(entry))
    detail = entry.get("summary_detail") or entry.get("title_detail") or {}
    published, updated = (_xml_date(entry, name, spoken) for name in ("published", "updated"))
    author = entry.get("author")
    return Entry(
        key=key,
        url=url or f"{feed_url}#{_digest(key)}",
        title=_plain_title(entry),
        text=text,
        full=full or url is None,  # without a page to read, this is all there is
        published=published or updated,
        updated=updated,
        language=_language(entry.get("language")) or _language(detail.get("language")) or language,
        author=normalise_title(author)[:200] or None if isinstance(author, str) else None,
        point=_point(entry),
    )


# JSON Feed (https://www.jsonfeed.org/version/1.1/) --------------------------------------------------------


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _json_feed(body: bytes, url: str, known: Collection[str]) -> Feed | NotAFeed:
    try:
        record = json.loads(decode(body), parse_constant=_no_number)
    except (ValueError, RecursionError):
        return NotAFeed("it is not valid JSON")
    items = record.get("items") if isinstance(record, dict) else None
    if not isinstance(items, list) or not str(record.get("version", "")).startswith("https://jsonfeed.org/"):
        return NotAFeed("it is JSON, but no JSON Feed")
    language = _language(record.get("language"))
    base = absolute_url(record.get("home_page_url"), url) or url
    records = (item for item in items if isinstance(item, dict))
    entries = _read(records, _json_key, lambda key, item: _json_entry(key, item, url, base, language))
    return listing(entries, known, normalise_title(_text(record, "title")), language)


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _json_key(item: dict[str, Any]) -> str:
    stated = item.get("id") or item.get("url") or ""
    return bounded_key(str(stated)) or _digest(json.dumps(item, sort_keys=True))


def _json_entry(key: str, item: dict[str, Any], feed_url: str, base: str, language: str | None) -> Entry:
    url = absolute_url(item.get("url"), base) or absolute_url(item.get("id"), "")
    content = plain_text(_text(item, "content_html")) or normalise(_text(item, "content_text"))
    text, full = _chosen(content, normalise(_text(item, "summary")))
    authors = item.get("authors") or [item.get("author")]
    author = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    return Entry(
        key=key,
        url=url or f"{feed_url}#{_digest(key)}",
        title=normalise_title(_text(item, "title")),
        text=text,
        full=full or url is None,
        published=read_date(_text(item, "date_published")) or read_date(_text(item, "date_modified")),
        updated=read_date(_text(item, "date_modified")),
        language=_language(item.get("language")) or language,
        author=normalise_title(_text(author, "name"))[:200] or None,
    )
