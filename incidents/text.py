"""The one normaliser at ingest, and the folding and tokenising that matching and comparing stand on.

Everything that came over the wire passes `normalise_draft` once; what is stored is clean from then on.
It decides nothing about meaning: no language rule, no name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from incidents.article import Draft, host

MAX_TITLE = 500
MAX_TEXT = 200_000
MAX_URL = 2_083
MAX_NAME = 200
MAX_AUTHORS = 20
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST_AHEAD = timedelta(hours=48)

# Gone: C0 and C1 but white space and NUL, soft hyphen, zero-width space, joiner of words, byte order mark,
# bidi controls, interlinear annotation, tag characters. ZWJ and ZWNJ stay: Persian and Indic need them.
_GONE = re.compile(
    "[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_BROKEN = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_PARAGRAPHS = re.compile(r"(?=\s)(?:[^\S\n]*\n){2,}[^\S\n]*")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028]")
_PRINTABLE_ASCII = re.compile(r"[ -~\n]*")


def _clean(text: str) -> str:
    if _PRINTABLE_ASCII.fullmatch(text):
        return text
    text = _BROKEN.sub("\ufffd", text)
    text = _GONE.sub("", text)
    return unicodedata.normalize("NFC", text)


def _one_line(text: str, limit: int) -> str:
    return _SPACE.sub(" ", _clean(text).replace("\x1f", " ")).strip()[:limit].rstrip()


def normalise(text: str, limit: int = MAX_TEXT) -> str:
    """Clean a body: NFC, no control, bidi or tag characters; paragraphs parted by one blank line.

    Within a paragraph every run of white space is one space. At most `limit` characters. Idempotent.
    """
    text = _LINE_ENDS.sub("\n", text.replace("\u2029", "\n\n"))
    paragraphs = (" ".join(p.split()) for p in _PARAGRAPHS.split(_clean(text)))
    return "\n\n".join(p for p in paragraphs if p)[:limit].rstrip()


def normalise_title(title: str) -> str:
    """Clean a headline: one line, at most 500 characters. Idempotent."""
    return _one_line(title, MAX_TITLE)


def normalise_url(url: str) -> str:
    """Clean an address: no white space or controls (an inner space becomes %20), at most 2,083 characters."""
    return _SPACE.sub("", re.sub(r" +", "%20", _clean(url).strip()))[:MAX_URL]


def normalise_language(language: str | None) -> str | None:
    """The ISO 639-1 code of a language tag ("en-GB" is "en"), or None when it is not one."""
    code = re.split(r"[-_]", (language or "").strip().lower(), maxsplit=1)[0]
    return code if re.fullmatch("[a-z]{2}", code) else None


def _published(value: datetime | None, now: datetime) -> tuple[datetime | None, str | None]:
    if value is None:
        return None, None
    try:
        value = value if value.tzinfo else value.replace(tzinfo=UTC)
        if EARLIEST <= value.astimezone(UTC) <= now + LATEST_AHEAD:
            return value, None
    except (OverflowError, ValueError):
        pass  # year 1 or 9999 with an offset: outside the calendar once in UTC
    return None, f"the stated date {value.isoformat()} is outside 1970 to 48 hours ahead; it is not used"


def normalise_draft(draft: Draft, now: datetime) -> Draft:
    """Clean all that came over the wire. `now` is aware; a date after now + 48 h or before 1970 becomes None.

    What was changed in a way that matters is said in `notes`. Never raises. Idempotent.
    """
    published, note = _published(draft.published, now)
    notes = [note] if note else []
    text = normalise(draft.text)
    if len(text) >= MAX_TEXT - 1 and len(draft.text) > MAX_TEXT:
        notes.append(f"the text was cut at {MAX_TEXT:,} characters")
    url = normalise_url(draft.url)
    return replace(
        draft,
        url=url,
        title=normalise_title(draft.title),
        text=text,
        published=published,
        language=normalise_language(draft.language),
        source=_one_line(draft.source, MAX_NAME) or host(url) or url[:MAX_NAME],
        id=None if draft.id is None else _BROKEN.sub("\ufffd", draft.id),
        notes=tuple(dict.fromkeys(_one_line(n, MAX_TITLE) for n in (*draft.notes, *notes))),
        authors=tuple(filter(None, (_one_line(name, MAX_NAME) for name in draft.authors[:MAX_AUTHORS]))),
    )


# Folding ------------------------------------------------------------------------------------------------

_SAME = {
    **dict.fromkeys("’‘ʼ`´′ʻʿʾ", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("أإآٱ", "ا"),
    "ё": "е",
    "Ё": "е",
    "ى": "ي",
    "ة": "ه",
    "ک": "ك",
    "ی": "ي",
    "ı": "i",
    "ł": "l",
    "Ł": "l",
    "ø": "o",
    "Ø": "o",
    "đ": "d",
    "Đ": "d",
}
_MARKED = ("LATIN", "GREEK")  # elsewhere a mark makes another letter: й is not и


def _fold_char(char: str) -> str:
    """One character for one character, so that offsets stay."""
    if char in _SAME:
        return _SAME[char]
    if char.isspace():
        return " "
    if unicodedata.name(char, "").startswith(_MARKED):
        char = unicodedata.normalize("NFKD", char)[0]
    else:
        char = unicodedata.normalize("NFKC", char)[0]
    return char.casefold()[:1] or char


class _FoldTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        self[code] = folded
        return folded


_FOLD_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Fold for comparing: case, compatibility forms, ё and е, Latin and Greek diacritics, quotes, dashes.

    One character stays one character, so offsets into the result are offsets into `text`.
    """
    if text.isascii():
        return text.lower().replace("\n", " ").replace("\t", " ").replace("`", "'")
    return text.translate(_FOLD_TABLE)


class Word(NamedTuple):
    """A folded word with its half-open offsets."""

    text: str
    start: int
    end: int


_WORD = re.compile(r"[^\W_]++(?:['-][^\W_]++)*")


def words(text: str) -> Iterator[Word]:
    """The words of `text`, folded; letters and digits, joined by inner apostrophes and hyphens."""
    for match in _WORD.finditer(fold(text)):
        yield Word(match.group(), match.start(), match.end())


def word_list(text: str) -> list[str]:
    """The folded words alone: the quick way where no offset is wanted."""
    return _WORD.findall(fold(text))
