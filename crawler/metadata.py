"""What a page says of itself: JSON-LD, meta tags, a few elements. No search through the text.

Taken first because it is cheap (0.3 ms against 10 ms of general search) and more often right. Pure; never
raises.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.dates import read_date
from crawler.markup import plain_text
from incidents.text import normalise, normalise_language, normalise_title, normalise_url

MAX_BLOCKS = 30
MAX_BLOCK = 500_000
MAX_HEAD = 300_000
_LD = re.compile(
    r"<script\b[^>]{0,300}application/ld\+json[^>]{0,300}>(.*?)</script", re.IGNORECASE | re.DOTALL
)
_META = re.compile(r"<meta\b([^>]{1,4000})>")
_LINK = re.compile(r"<link\b([^>]{1,2000})>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_H1 = re.compile(r"<h1\b[^>]{0,500}>((?:(?!<h1\b).){1,2000}?)</h1", re.DOTALL)
_HEADLINE = 20  # characters that a headline has at least
_BEHIND = re.compile(r"\s*[|·•»–—]\s*\w|\s+-\s+\w")
_TITLE = re.compile(r"<title\b[^>]{0,300}>(.{0,1000}?)</title", re.DOTALL)
_HTML = re.compile(r"<html\b([^>]{0,2000})>")
_TIME = re.compile(r"<time\b([^>]{1,1000})>")
_ARTICLE_TYPES = frozenset(
    [
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "blogposting",
        "liveblogposting",
        "backgroundnewsarticle",
        "reviewnewsarticle",
        "advertisercontentarticle",
        "satiricalarticle",
        "scholarlyarticle",
        "socialmediaposting",
        "techarticle",
        "report",
    ]
)
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "publication_date",
    "published-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "article.published",
    "rnews:datepublished",
    "citation_publication_date",
    "date",
    "dc.date",
    "dcterms.date",
    "originalpublicationdate",
    "published_at",
    "release_date",
    "vr:published_time",
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page states; None or empty where it is silent. `published` keeps the publisher's offset."""

    title: str = ""
    published: datetime | None = None
    has_time: bool = False
    language: str | None = None
    publisher: str = ""
    authors: tuple[str, ...] = ()
    canonical: str | None = None
    paywalled: bool = False
    lead: str = ""
    body: str = ""
    kind: str = ""
    meta: Mapping[str, str] = field(default_factory=dict, repr=False)


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def meta_tags(page: str) -> dict[str, str]:
    """name, property or itemprop of each meta tag, lower-case, to its first content that is not empty."""
    found: dict[str, str] = {}
    for match in _META.finditer(page):
        attributes = _attributes(match[1])
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = attributes.get("content", "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _loads(block: str) -> Any:
    block = block.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip()
    for text in (block, re.sub(r",\s*([}\]])", r"\1", block), html.unescape(block)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD value, outermost first."""
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"):
            if key in value:
                yield from _nodes(value[key], depth + 1)


def _types(node: Mapping[str, Any]) -> set[str]:
    stated = node.get("@type") or ""
    return {str(t).rsplit("/", 1)[-1].lower() for t in (stated if isinstance(stated, list) else [stated])}


def ld_article(page: str) -> dict[str, Any]:
    """The JSON-LD object of the page's article, or an empty one. The one that says most wins."""
    best: dict[str, Any] = {}
    for count, match in enumerate(_LD.finditer(page)):
        if count >= MAX_BLOCKS or len(match[1]) > MAX_BLOCK:
            continue
        for node in _nodes(_loads(match[1])):
            if _types(node) & _ARTICLE_TYPES and (not best or _weight(node) > _weight(best)):
                best = node
    return best


def _weight(node: Mapping[str, Any]) -> int:
    return sum(
        key in node for key in ("headline", "datePublished", "author", "articleBody", "publisher", "name")
    )


def _string(value: Any) -> str:
    """A text value: plain, an object's name or @value, or the first of a list."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or ""
        else:
            break
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _names(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names = (normalise_title(_string(item))[:100] for item in items[:20])
    return tuple(dict.fromkeys(n for n in names if n and not n.startswith("http")))


def _first_date(values: Iterator[str], language: str | None) -> tuple[datetime | None, bool]:
    """The first value that is a date; a later one for the same day that has the time, too, is better."""
    found: datetime | None = None
    for value in values:
        read = read_date(value, language)
        if read is None or read.year < 1990:
            continue
        timed = bool(re.search(r"\d[T\s].{0,20}?\d:\d|\d{8}T\d{4}", value))
        if found is None and timed:
            return read, True
        if found is not None and timed and abs((read - found).total_seconds()) < 100_000:
            return read, True
        found = found or read
    return found, False


def _stated_dates(ld: Mapping[str, Any], meta: Mapping[str, str], page: str) -> Iterator[str]:
    yield _string(ld.get("datePublished"))
    for name in _PUBLISHED:
        if name in meta:
            yield meta[name]
    yield _string(ld.get("dateCreated"))
    for match in _TIME.finditer(page):
        attributes = _attributes(match[1])
        if (
            "pubdate" in attributes
            or "pubdate" in match[1].lower()
            or attributes.get("itemprop") == "datePublished"
        ):
            yield attributes.get("datetime", "")


def _canonical(page: str, meta: Mapping[str, str], url: str) -> str | None:
    stated = ""
    for match in _LINK.finditer(page[:MAX_HEAD]):
        attributes = _attributes(match[1])
        if attributes.get("rel", "").lower() == "canonical":
            stated = attributes.get("href", "")
            break
    try:
        canonical = normalise_url(urljoin(url, stated or meta.get("og:url", "")))
        parts, own = urlsplit(canonical), urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not (stated or meta.get("og:url")):
        return None
    if parts.path in ("", "/") and own.path not in ("", "/"):
        return None  # a site-wide default that names the front page
    return canonical


def cleaned_title(title: str, site: str, url: str) -> str:
    """`title` without the site's name, sections and days at its ends ("Headline | World | Example Times")."""
    title = normalise_title(html.unescape(title))
    names = _site_names(site, url)
    parts = re.split(r"(\s+[|·•»–—-]\s+|\s*\|\s*)", title)
    while len(parts) >= 3 and (_names_site(parts[-1], names) or _is_day(parts[-1])):
        parts = parts[:-2]
        if len(parts) >= 3 and "|" in parts[-2] and len(parts[-1]) < 20 < len(parts[0]):
            parts = parts[:-2]  # a section before the site's name
    while len(parts) >= 3 and _names_site(parts[0], names):
        parts = parts[2:]
    return "".join(parts).strip() or title


def headed(title: str, headings: Iterable[str]) -> str:
    """`title`, or the heading with which it begins and behind which a name is set ("Headline | Paper")."""
    if not _BEHIND.search(title):
        return title
    for heading in headings:
        tail = title[len(heading) :]
        if len(heading) >= _HEADLINE and title.startswith(heading) and _BEHIND.match(tail):
            return heading
    return title


def headings(page: str) -> Iterator[str]:
    """The page's first headings, plain."""
    for found in islice(_H1.finditer(page), 5):
        yield normalise_title(plain_text(found[1]))


def _plain(text: str) -> str:
    """Letters and digits alone, umlauts as hosts spell them."""
    text = text.lower().translate({228: "ae", 246: "oe", 252: "ue", 223: "ss"})
    return re.sub(r"[\W_]", "", text)


def _site_names(site: str, url: str) -> set[str]:
    """What the site may call itself: its stated name, its host, the host's labels."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        host = ""
    labels = [label for label in host.split(".") if label not in ("www", "m", "amp")]
    return {_plain(name) for name in (site, ".".join(labels), "".join(labels[:-1]), *labels[:-1]) if name}


def _names_site(part: str, names: set[str]) -> bool:
    bare = _plain(part)
    return not bare or any(bare == name or (len(bare) > 3 and name.startswith(bare)) for name in names)


def _is_day(part: str) -> bool:
    return bool(re.fullmatch(r"[\d./-]{6,10}", part.strip()))


def _title(ld: Mapping[str, Any], meta: Mapping[str, str], page: str, site: str, url: str) -> str:
    head = _TITLE.search(page[:MAX_HEAD])
    for stated in (
        _string(ld.get("headline")),
        meta.get("og:title", ""),
        meta.get("twitter:title", ""),
        _string(ld.get("name")),
        head[1] if head else "",
    ):
        title = cleaned_title(stated, site, url)
        if title:
            return headed(title, headings(page))
    return ""


def _paywalled(ld: Mapping[str, Any], meta: Mapping[str, str]) -> bool:
    free = ld.get("isAccessibleForFree")
    if isinstance(free, str):
        free = free.strip().lower().rsplit("/", 1)[-1] != "false"
    tier = meta.get("article:content_tier", "").lower()
    return free is False or tier in ("locked", "metered")


def read_metadata(page: str, url: str) -> Metadata:
    """What the page at `url` states of itself. `page` is its HTML as characters."""
    meta, ld = meta_tags(page[:MAX_HEAD]), ld_article(page)
    root = _HTML.search(page[:20_000])
    site = _string(ld.get("publisher")) or meta.get("og:site_name", "") or meta.get("application-name", "")
    language = (
        normalise_language(_string(ld.get("inLanguage")))
        or (
            normalise_language(_attributes(root[1]).get("lang") or _attributes(root[1]).get("xml:lang"))
            if root
            else None
        )
        or normalise_language(meta.get("og:locale") or meta.get("language") or meta.get("content-language"))
    )
    published, timed = _first_date(_stated_dates(ld, meta, page), language)
    return Metadata(
        title=_title(ld, meta, page, site, url),
        published=published,
        has_time=timed,
        language=language,
        publisher=normalise_title(site)[:100],
        authors=_names(ld.get("author")) or _names(meta.get("author")),
        canonical=_canonical(page, meta, url),
        paywalled=_paywalled(ld, meta),
        lead=normalise(
            plain_text(
                _string(ld.get("description"))
                or meta.get("og:description", "")
                or meta.get("description", "")
            ),
            2000,
        ),
        body=_string(ld.get("articleBody")),
        kind=meta.get("og:type", "").lower(),
        meta=meta,
    )
