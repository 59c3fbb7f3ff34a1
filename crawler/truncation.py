"""Is a listing whole? One whose root element never ends was cut off on its way, or as it was written.

Bytes only: what is in it is read elsewhere. A cut listing proves nothing by what it leaves out, and its last
entry may be half of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROOT = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(([\w.-]+:)?(rss|feed|rdf|channel|urlset|sitemapindex))(?=[\s>/])([^>]*)",
    re.IGNORECASE | re.DOTALL,
)
_ENTRIES = {b"feed": b"entry", b"urlset": b"url", b"sitemapindex": b"sitemap"}  # of all others, `item`


@dataclass(frozen=True, slots=True)
class Truncated:
    """What was whole of a listing that was cut off, ended properly; `entries` says whether it lists any."""

    body: bytes
    entries: bool
    why: str


def truncated(body: bytes) -> Truncated | None:
    """The whole entries of an RSS or Atom feed or a sitemap without its end; None when its root ends."""
    root = next((tag for tag in _ROOT.finditer(body) if tag[1]), None)
    if root is None or root[4].endswith(b"/"):
        return None
    end = rb"</" + re.escape(root[1]) + rb"\s*>"
    if re.search(end, body) or re.search(end, body, re.IGNORECASE):
        return None
    prefix, entry = re.escape(root[2] or b""), _ENTRIES.get(root[3].lower(), b"item")
    last = 0
    for ended in re.finditer(rb"</(?:" + prefix + rb")?" + entry + rb"\s*>", body, re.IGNORECASE):
        last = ended.end()
    kept = body[:last]
    if kept.count(b"<channel>") > kept.count(b"</channel>"):
        kept += b"</channel>"
    why = f"it is cut off: it ends before its </{root[1].decode(errors='replace')}>"
    return Truncated(kept + b"</" + root[1] + b">", last > 0, why)
