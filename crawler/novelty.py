"""What a listing lists anew: fingerprints, and cutting the known entries out of a feed before it is parsed.

An unchanged entry costs a hash here and 1 to 2.5 ms in feedparser. It compares bytes and judges no content.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass

_ITEM = re.compile(rb"<(item|entry)[\s>].*?</\1\s*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cut:
    """A feed without its known entries, and the fingerprints of all that it held, each once, in order."""

    body: bytes
    prints: tuple[str, ...]


def fingerprint(data: bytes) -> str:
    """A short name for exactly these bytes (BLAKE2b, 64 bits)."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def cut(body: bytes, known: Collection[str]) -> Cut | None:
    """Take the entries whose fingerprint is in `known`, and repeated ones, out of an RSS or Atom feed.

    None when it cannot be done safely by looking for tags alone: no entries found, a document type, tags
    inside CDATA or comments, an encoding that is not a superset of ASCII.
    """
    if b"<!DOCTYPE" in body or b"\x00" in body[:200]:
        return None
    pieces: list[bytes] = []
    prints: dict[str, None] = {}
    end = 0
    for match in _ITEM.finditer(body):
        item = match[0]
        if item.count(b"<![CDATA[") != item.count(b"]]>") or item.count(b"<!--") != item.count(b"-->"):
            return None
        between = body[end : match.start()]
        if between.count(b"<![CDATA[") != between.count(b"]]>") or between.count(b"<!--") != between.count(
            b"-->"
        ):
            return None
        name = fingerprint(item)
        pieces.append(between)
        if name not in known and name not in prints:
            pieces.append(item)
        prints[name] = None
        end = match.end()
    if not prints:
        return None
    return Cut(b"".join((*pieces, body[end:])), tuple(prints))
