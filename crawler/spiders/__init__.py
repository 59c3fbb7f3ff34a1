"""How each kind of source is read: bytes of what its URL gives to the entries it lists. Pure, for worker
processes.

All kinds give the same `Feed`, so what comes after knows no difference. Nothing here fetches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from crawler.feeds import Entry, Feed, NotAFeed
from crawler.spiders import feed, section, sitemap


def read_listing(
    kind: str,
    body: bytes,
    url: str,
    content_type: str | None = None,
    follow: str | None = None,
    known: Collection[str] = (),
    language: str | None = None,
) -> Feed | NotAFeed:
    """Read what a source of `kind` (feed, sitemap, section) listed at `url`. Never raises.

    `follow` is a section's CSS selector; `known` are the fingerprints of earlier polls, whose entries are
    counted but not returned; `language` is the source's, as configured. A sitemap index names the sitemaps to
    read next in `more`; `merged` puts what they list together.
    """
    if kind == "sitemap":
        return sitemap.read(body, url, content_type, known)
    if kind == "section":
        return section.read(body, url, content_type, follow, known)
    return feed.read(body, url, content_type, known, language)


def merged(first: Feed, others: Iterable[Feed | NotAFeed]) -> Feed:
    """`first` with what the listings under it gave, each key once, in order; those that were no listing add
    none."""
    entries: dict[str, Entry] = {entry.key: entry for entry in first.entries}
    prints = dict.fromkeys(first.prints)
    for other in others:
        if isinstance(other, Feed):
            for entry in other.entries:
                entries.setdefault(entry.key, entry)
            prints |= dict.fromkeys(other.prints)
    return replace(first, entries=tuple(entries.values()), prints=tuple(prints), more=())
