"""A source of kind `section`: an index page whose links are the articles, named by a CSS selector or found by
themselves; and the public previews of Telegram channels (t.me/s/NAME), whose posts are the articles. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

import lxml.html
from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from crawler.charsets import decode
from crawler.dates import read_date
from crawler.feeds import Entry, Feed, NotAFeed, absolute_url, bounded_key, listing
from crawler.markup import tree_text
from incidents.text import normalise_language, normalise_title

MAX_ENTRIES = 200
MIN_WORDS = 4  # a headline has at least as many; a menu item fewer
MAX_TITLE_OF_POST = 120
MAX_LINKS_OF_BOX = 50
_ASIDE = frozenset(("nav", "footer", "aside", "form"))
_NOT_ARTICLE = re.compile(
    r"/(?:tags?|topics?|authors?|category|categories|about|contacts?|login|search|subscribe|page|privacy|terms)(?:/|$)"
    r"|\.(?:pdf|jpe?g|png|gif|mp3|mp4|zip|xml|rss)$",
    re.IGNORECASE,
)


def read(
    body: bytes, url: str, content_type: str | None, follow: str | None = None, known: Collection[str] = ()
) -> Feed | NotAFeed:
    """The articles that the page at `url` leads to. Never raises; a selector that is none is told."""
    try:
        root = lxml.html.document_fromstring(decode(body, content_type).encode(), parser=_PARSER)
        posts = list(_posts(root, url))
        found = posts or list(_links(root, url, follow))
    except SelectorError:
        return NotAFeed(f"{follow!r} is no CSS selector")
    except Exception as error:  # hostile bytes raise anything out of a parser: a value, not our end
        return NotAFeed(f"unreadable ({type(error).__name__})")
    if not found:
        return NotAFeed("no link to an article was found" + (f" by {follow!r}" if follow else ""))
    listed: dict[str, Entry] = {}
    for entry in found:
        listed.setdefault(entry.key, entry)
    kept = list(listed.values())[:MAX_ENTRIES]
    title = normalise_title(root.findtext(".//title") or "")
    return listing(kept, known, title, normalise_language(root.get("lang")))


_PARSER = lxml.html.HTMLParser(encoding="utf-8", no_network=True)


# Links ----------------------------------------------------------------------------------------------------


def _links(root: Any, url: str, follow: str | None) -> Iterator[Entry]:
    if follow:
        for node in CSSSelector(follow)(root):
            yield from _entries_of(node, url)
        return
    for anchor in root.iter("a"):
        title = _title(anchor)
        page = _page(anchor, url)
        if page and len(title.split()) >= MIN_WORDS and _is_article(page, url) and not _set_aside(anchor):
            yield _entry(anchor, page, title)


def _entries_of(node: Any, url: str) -> Iterator[Entry]:
    """The links that a selected node is, is in, or holds."""
    anchors = [node] if node.tag == "a" else list(node.iter("a")) or list(node.iterancestors("a"))[:1]
    for anchor in anchors:
        page = _page(anchor, url)
        if page:
            yield _entry(anchor, page, _title(anchor))


def _page(anchor: Any, url: str) -> str | None:
    page = absolute_url(anchor.get("href"), url)
    return urldefrag(page)[0] if page else None


def _title(anchor: Any) -> str:
    """The link's headline: a heading inside it, else its words, else its title attribute."""
    for heading in anchor.iter("h1", "h2", "h3", "h4"):
        words = normalise_title(heading.text_content())
        if words:
            return words
    return normalise_title(anchor.text_content()) or normalise_title(anchor.get("title") or "")


def _same_site(one: str | None, other: str | None) -> bool:
    """Whether two hosts are one, or one is below the other; `www.` does not count."""
    here, there = (one or "").removeprefix("www."), (other or "").removeprefix("www.")
    return here == there or here.endswith(f".{there}") or there.endswith(f".{here}")


def _is_article(page: str, index: str) -> bool:
    """Whether an address looks like an article's: on the same site, deeper than a menu's, a slug or a
    number."""
    own, there = urlsplit(index), urlsplit(page)
    if not _same_site(there.hostname, own.hostname) or _NOT_ARTICLE.search(there.path):
        return False
    slug = there.path.rstrip("/").rsplit("/", 1)[-1]
    return bool(slug.count("-") >= 2 or slug.count("_") >= 2 or re.search(r"\d{3}", there.path + there.query))


def _set_aside(anchor: Any) -> bool:
    return any(ancestor.tag in _ASIDE for ancestor in anchor.iterancestors())


def _entry(anchor: Any, page: str, title: str) -> Entry:
    return Entry(key=bounded_key(page), url=page, title=title, published=_date_beside(anchor))


def _date_beside(anchor: Any) -> Any:
    """The `<time>` of the smallest box around the link, if the box holds no other article's."""
    for _, box in zip(range(4), [anchor, *anchor.iterancestors()], strict=False):
        if _holds_others(box):
            return None
        times = [time for time in box.iter("time") if time.get("datetime")]
        if len(times) == 1:
            return read_date(times[0].get("datetime"))
        if times:
            return None
    return None


def _holds_others(box: Any) -> bool:
    """Whether there are two headlines in a box; one with many links is not looked through for every link."""
    found = set()
    for number, anchor in enumerate(box.iter("a")):
        if len(anchor.text_content().split()) >= MIN_WORDS:
            found.add(anchor.get("href"))
        if len(found) > 1 or number > MAX_LINKS_OF_BOX:
            return True
    return False


# Telegram -------------------------------------------------------------------------------------------------


def _by_class(root: Any, name: str) -> list[Any]:
    found: list[Any] = etree.XPath(f"descendant::*[contains(concat(' ', @class, ' '), ' {name} ')]")(root)
    return found


def _posts(root: Any, url: str) -> Iterator[Entry]:
    """The posts of a channel's preview, newest first: the whole text is there, so no page is fetched."""
    for message in reversed(_by_class(root, "tgme_widget_message")):
        post = message.get("data-post") or ""
        texts = _by_class(message, "tgme_widget_message_text")
        if not re.fullmatch(r"[\w/]{3,80}", post) or not texts:
            continue
        text = tree_text(texts[-1])
        stamps = [t.get("datetime") for t in message.iter("time") if t.get("datetime")]
        page = f"https://t.me/{post}"
        yield Entry(
            key=page,
            url=page,
            title=_title_of_post(text),
            text=text,
            full=True,
            published=read_date(stamps[-1]) if stamps else None,
        )


def _title_of_post(text: str) -> str:
    """The first sentence of a post, or as much of it as a headline holds."""
    first = text.split("\n", 1)[0]
    sentence = re.match(r".{20,}?[.!?…](?=\s|$)", first)
    title = normalise_title(sentence[0] if sentence else first)
    if len(title) <= MAX_TITLE_OF_POST:
        return title
    return title[:MAX_TITLE_OF_POST].rsplit(" ", 1)[0] + "…"
