"""Bytes to characters, whatever is said of their encoding: for pages, feeds and sitemaps. Never raises."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_META_CHARSET = re.compile(rb"""<meta([^>]{0,200}?)charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^(\s*<\?xml[^>]{0,100}?)\s+encoding\s*=\s*["']([\w:.-]{2,40})["']""")
_HIGH = re.compile(rb"[\x80-\xff]+")
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w:.-]{2,40})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What is named is not always what is meant: browsers read these so, too (WHATWG's Encoding Standard).
_MEANT = {"latin-1": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030",
          "gbk": "gb18030", "windows-31j": "cp932", "shift_jis": "cp932", "ks_c_5601-1987": "cp949",
          "euc_kr": "cp949", "iso8859-9": "cp1254", "koi8-r": "koi8-u", "win-1251": "cp1251",
          "cp-1251": "cp1251"}  # fmt: skip
_CYRILLIC = ("cp1251", "koi8-u", "cp866", "iso8859-5")
_GUESSED = ["gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1250", "cp1252", "cp1253", "cp1254", "cp1255",
            "cp1256", *_CYRILLIC]  # fmt: skip
_NO_TEXT = re.compile("escape|punycode|idna|utf[-_]?7|undefined")
_ASCII = bytes(range(128))
_BROKEN = 50  # of so many bytes beyond ASCII one may be broken
_PROSE = 40  # bytes in runs of four and more, from which on a body is no Latin text
_SAMPLE = 20_000  # bytes that are looked at for a guess


def decode(body: bytes, content_type: str | None = None) -> str:
    """The characters of a body, whatever it says of its encoding: byte order mark, UTF-16 or UTF-32 without
    one, valid UTF-8, what is declared (first in the header, then in the body) unless the bytes say otherwise,
    a guess. Bytes that fit nowhere become U+FFFD."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace")
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace")
    declared = _declared(body, content_type)
    escaping = [name for name in declared if name.startswith("iso2022") and b"\x1b" in body]
    for name in (*escaping, "utf-8", *declared):
        if name == "cp1252" or name in _CYRILLIC:
            return body.decode(_single_byte(body, name), "replace")
        text = _sound(body, name)
        if text is not None:
            return text
    return body.decode(_single_byte(body, None), "replace")


def _sound(body: bytes, name: str) -> str | None:
    """The body in that encoding, if it is; a few broken bytes in it become U+FFFD."""
    try:
        return body.decode(name)
    except LookupError:
        return None
    except ValueError:
        text = body.decode(name, "replace")
        broken = text.count("\ufffd")
        return text if broken * _BROKEN <= len(body.translate(None, _ASCII)) else None


def as_utf8(body: bytes, content_type: str | None = None) -> bytes:
    """An XML body in UTF-8 that declares nothing, for parsers that believe what is declared. One whose bytes
    are ASCII stays as it is: nothing can be wrong with it, and it may be in an encoding that escapes."""
    if body.isascii() and b"\0" not in body[:4]:
        return body
    return _XML_CHARSET.sub(rb"\1", decode(body, content_type).encode("utf-8", "replace"), count=1)


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """The encodings that header, XML declaration and meta tag name, in order of trust, in Python's names."""
    named: list[str] = []
    header = _HEADER_CHARSET.search(content_type or "")
    if header:
        named.append(header[1])
    head = body[:8192]
    for pattern in (_XML_CHARSET, _META_CHARSET):
        found = pattern.search(head)
        if found:
            named.append(found[2].decode("ascii", "ignore"))
    return [name for name in map(_meant, named) if not _NO_TEXT.search(name)]


def _meant(name: str) -> str:
    try:
        name = codecs.lookup(name).name
    except (LookupError, ValueError):
        name = name.lower()
    return _MEANT.get(name, name)


def _wide(body: bytes) -> str | None:
    """Which of UTF-16 and UTF-32 a document is in that begins with a tag and no byte order mark."""
    for start, name in ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be")):
        if body.startswith(start):
            return name
    for start, name in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if body.startswith(start):
            return name
    return None


def _single_byte(body: bytes, declared: str | None) -> str:
    """The likeliest encoding of a body that is no UTF-8: the declared one (cp1252 if none is), unless its
    bytes come in runs that no Latin text has, and are Cyrillic in another, or no Cyrillic at all."""
    runs = _HIGH.findall(body[:200_000])
    if sum(len(run) for run in runs if len(run) >= 4) < _PROSE:
        return declared or "cp1252"
    sample = b"".join(runs)[:4000]
    scores = {name: _looks_cyrillic(sample.decode(name, "replace")) for name in _CYRILLIC}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > len(sample) * 0.6:
        if declared in _CYRILLIC and scores[declared] >= scores[best] * 0.7:
            return declared
        guess = _guessed(body)  # Hebrew in windows-1255 is lower-case Cyrillic in windows-1251
        return guess if guess == "cp1255" else best
    if declared in _CYRILLIC and scores[declared] > len(sample) * 0.2:
        return declared
    return _guessed(body) or declared or "cp1252"


def _looks_cyrillic(text: str) -> float:
    """How much `text` reads like Cyrillic prose: lower-case letters inside words, few upper-case ones."""
    lower = sum("а" <= c <= "џ" for c in text)
    upper = sum("Ѐ" <= c <= "Я" for c in text)
    return lower - 2.0 * upper


def _guessed(body: bytes) -> str | None:
    """What the bytes read like; tags say nothing of it and are left out."""
    words = re.sub(rb"<[^>]{0,500}>", b" ", body[: 5 * _SAMPLE])[:_SAMPLE]
    best = from_bytes(words, cp_isolation=_GUESSED).best()
    return best.encoding if best else None
