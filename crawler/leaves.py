"""The listings that an index names (its sitemaps): what is remembered about fetching each of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.responses import Response

MAX_PRINTS = 500


@dataclass(frozen=True, slots=True)
class Leaf:
    """One listing as it was read last: the validators and the hash of its body, and what it listed."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    prints: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Leaf:
        """Read what `asdict` and JSON made of one."""
        texts = {name: record.get(name) for name in ("etag", "last_modified", "body_hash")}
        return cls(**texts, prints=tuple(record.get("prints", ())))

    def is_still(self, answer: Response, digest: str) -> bool:
        """Whether the answer, whose body has that hash, says that nothing has changed."""
        return self.body_hash is not None and (answer.not_modified or digest == self.body_hash)

    def read(self, answer: Response, digest: str | None, prints: tuple[str, ...]) -> Leaf:
        """What is remembered after the answer's body was read. Without a digest (it was cut off) it can never
        pass for unchanged."""
        if digest is None:
            return Leaf(prints=prints[:MAX_PRINTS])
        etag, last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        return Leaf(etag, last_modified, digest, prints[:MAX_PRINTS])


def same_validators(etag: str | None, last_modified: str | None, answer: Response) -> bool:
    """Whether the answer bears the ETag of before, or without one the Last-Modified."""
    if etag or "etag" in answer.headers:
        return etag == answer.headers.get("etag")
    return last_modified is not None and last_modified == answer.headers.get("last-modified")
