"""The items of a user's own spider as entries: `url`, `title`, `text`, `published`, `language`. Pure.

An item with text is the whole article; one without leads to a page that is read like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from crawler.dates import read_date
from crawler.feeds import Entry, Feed, absolute_url, bounded_key, listing
from incidents.text import normalise, normalise_language, normalise_title


def read(items: Iterable[Mapping[str, str | None]], known: Collection[str] = ()) -> Feed:
    """What the items list, each URL once; those whose URL is none are left out. Never raises."""
    entries: dict[str, Entry] = {}
    for item in items:
        url = absolute_url(item.get("url"), "")
        if url is not None:
            entries.setdefault(url, _entry(url, item))
    return listing(entries.values(), known)


def _entry(url: str, item: Mapping[str, str | None]) -> Entry:
    text = normalise(item.get("text") or "")
    return Entry(
        key=bounded_key(url),
        url=url,
        title=normalise_title(item.get("title") or ""),
        text=text,
        full=bool(text),
        published=read_date(item.get("published"), normalise_language(item.get("language"))),
        language=normalise_language(item.get("language")),
    )
