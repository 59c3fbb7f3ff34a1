"""Is this article new, the same page again, the page revised, or the same text from elsewhere?

Pure: the store finds candidates by canonical URL, content hash and shared shingles; `decide` judges them.
It compares texts, never meanings: two reports of one attack in other words are two origins, unless both
are credited to one agency. That they tell of one attack is found later, and then `common_origin` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b

from incidents.agencies import credited
from incidents.article import Draft
from incidents.text import fold, word_list

# A text is remembered by its 24 smallest 3-word shingle hashes (bottom-k sketch; Broder 1997). The shared
# part of two sketches estimates how much of the longer text is in the other: at every length, with no cliff.
SKETCH = 24
_MASK = (1 << 63) - 1
_FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F

COPY_SHARE = 0.5
CREDITED_SHARE = (
    0.25  # where both are credited to one agency: shortened, or put together of two of its reports
)
# A form that is filled in daily (a war bulletin, a weather report) is a new text each day.
LATE_SHARE = 0.85
LATE = timedelta(days=3)
SHORT_LATE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored article that may be the same text.

    `shared` counts the shingles it has in common with the new one, `total` its own. All stored versions of a
    page are candidates for its URL.
    """

    article_id: int
    url: str
    canonical_url: str
    content_hash: str
    origin: str
    shared: int
    total: int
    published: datetime | None
    source: str


@dataclass(frozen=True, slots=True)
class New:
    """A text not seen before; `origin` is derived from its content."""

    origin: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same page, unchanged."""

    article_id: int
    why: str


@dataclass(frozen=True, slots=True)
class Revision:
    """The same page, changed. It keeps the page's origin."""

    article_id: int
    origin: str
    why: str


@dataclass(frozen=True, slots=True)
class Copy:
    """The same text from elsewhere. It shares that text's origin."""

    article_id: int
    origin: str
    why: str


Decision = New | Duplicate | Revision | Copy


@lru_cache(maxsize=65_536)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _shingle_hashes(words: Sequence[str]) -> set[int]:
    hashes = list(map(_word_hash, words))
    return {
        (a * _FIRST + b * _SECOND + c) & _MASK
        for a, b, c in zip(hashes, hashes[1:], hashes[2:], strict=False)
    }


def shingles(text: str) -> tuple[int, ...]:
    """The sketch of a text: its 24 smallest 3-word shingle hashes, ascending.

    The hashes are 63-bit, the same in every run and on every machine. Fewer than three words have none.
    """
    return tuple(sorted(_shingle_hashes(word_list(text)))[:SKETCH])


_LABEL = re.compile(
    r"\s*(?:\[?(?:opinion|op-ed|analysis|editorial|comment|commentary|explainer|breaking(?: news)?|exclusive"
    r"|updated?|live|video|watch|photos|just in|letters|факты|мнение|обновлено|срочно|видео|фото|молния"
    r"|эксклюзив)\]?(?:\s*[:|/]|\s+-)|update \d+\s*[:-])\s*",
)
_TAIL = re.compile(r"\s+(?:[|/-]|::)\s+([^|]{1,40})$")
_PUBLISHER = re.compile(
    r"^(?:the )|\b(?:times|news|post|herald|guardian|tribune|journal|gazette|chronicle|daily|today|press"
    r"|reuters|bbc|cnn|ap|afp|tass|online|tv|radio|новости|газета|тасс|риа|ведомости)\b|\.\w{2,4}$"
)


def headline(draft: Draft) -> str:
    """The folded headline without what the publisher put around it ("Opinion |", "- The Times")."""
    title = fold(draft.title).strip()
    while match := _LABEL.match(title):
        title = title[match.end() :]
    tail = _TAIL.search(title)
    if tail:
        said, source = tail.group(1).strip(), fold(draft.source)
        if said in source or source in said or "|" in tail.group(0) or _PUBLISHER.search(said):
            title = title[: tail.start()]
    return title.strip()


def sketch(draft: Draft) -> tuple[int, ...]:
    """What the store keeps to find copies of `draft`: the shingles of its text.

    A text of a few words, or none, is taken together with its cleaned headline.
    """
    body = word_list(draft.text)
    if len(body) < SKETCH:
        body = word_list(headline(draft)) + body
    if len(body) < 3:
        return ()
    return tuple(sorted(_shingle_hashes(body))[:SKETCH])


def origin_of(content_hash: str, agency: str | None = None) -> str:
    """The origin that a text with this content hash opens; the agency that it is credited to stands in it."""
    return f"o{content_hash[:16]}" + (f".{agency}" if agency else "")


def agency_of(origin: str) -> str:
    """The agency to which texts of an origin are credited, or the empty string."""
    return origin.partition(".")[2]


def common_origin(origin: str, others: Iterable[str]) -> str:
    """The origin of a report beside the `others` of the same incident: one agency is one origin, however many
    texts of it tell of it."""
    agency = agency_of(origin)
    return next((other for other in others if agency and agency_of(other) == agency), origin)


def _gap(draft: Draft, candidate: Candidate) -> timedelta:
    if draft.published is None or candidate.published is None:
        return timedelta(0)
    return abs(draft.published - candidate.published)


def _age(candidate: Candidate) -> tuple[bool, float, int]:
    stamp = candidate.published
    return stamp is None, stamp.timestamp() if stamp else 0.0, candidate.article_id


def _same_page(candidates: Iterable[Candidate], url: str, content_hash: str) -> Decision | None:
    versions = sorted((c for c in candidates if c.canonical_url == url), key=lambda c: c.article_id)
    if not versions:
        return None
    for version in versions:
        if version.content_hash == content_hash:
            return Duplicate(version.article_id, f"the page at {version.url} is known with this very text")
    first, last = versions[0], versions[-1]
    return Revision(last.article_id, first.origin, f"the page at {last.url} is known with another text")


def _is_copy(draft: Draft, agency: str | None, shared: float, total: int, candidate: Candidate) -> bool:
    gap = _gap(draft, candidate)
    if total < SKETCH and gap > SHORT_LATE:
        return False
    enough = CREDITED_SHARE if agency and agency_of(candidate.origin) == agency else COPY_SHARE
    return shared >= (enough if gap <= LATE else LATE_SHARE)


def decide(
    draft: Draft,
    canonical_url: str,
    content_hash: str,
    shingle_count: int,
    candidates: Iterable[Candidate],
) -> Decision:
    """Judge one article against the stored ones that might be the same text.

    `shingle_count` is the length of the article's own `sketch`. The order of `candidates` does not matter;
    of several copies the earliest published is named.
    """
    candidates = list(candidates)
    page = _same_page(candidates, canonical_url, content_hash)
    if page is not None:
        return page
    agency = credited(draft.text, draft.authors, draft.source)
    copies = []
    for candidate in candidates:
        total = max(shingle_count, candidate.total)
        shared = 1.0 if candidate.content_hash == content_hash else candidate.shared / total if total else 0.0
        if _is_copy(draft, agency, shared, total, candidate):
            copies.append((-round(shared, 1), _age(candidate), shared, candidate))
    if not copies:
        return New(origin_of(content_hash, agency))
    *_, shared, found = min(copies, key=lambda c: c[:2])
    return Copy(found.article_id, found.origin, f"{shared:.0%} of the text is that of {found.url}")
