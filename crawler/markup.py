"""HTML to plain paragraphs, and bytes to characters: for entries, JSON-LD bodies and previews.

No extraction of articles: what it is given is taken to be text. Never raises on any input.
"""

from __future__ import annotations

import codecs
import html
import re

import lxml.html
from lxml import etree

from incidents.text import normalise

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "figure",
        "figcaption",
        "form",
        "button",
        "template",
        "select",
        "video",
        "audio",
    ]
)
_TAG = re.compile(r"<[a-zA-Z/!?]")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})["']""")
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w:.-]{2,40})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALIASES = {"latin-1": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252",
            "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "windows-31j": "cp932",
            "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-9": "cp1254",
            "win-1251": "cp1251", "cp-1251": "cp1251"}  # fmt: skip


def plain_text(fragment: str) -> str:
    """The text of an HTML fragment, paragraphs parted by a blank line. Plain text comes back as it is,
    unescaped."""
    if not _TAG.search(fragment):
        return normalise(html.unescape(fragment))
    try:
        root = lxml.html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, ValueError, AssertionError):
        return normalise(html.unescape(re.sub(r"<[^>]{0,500}>", " ", fragment)))
    return tree_text(root)


def tree_text(root: etree._Element) -> str:
    """The text under `root`, paragraphs parted by a blank line, without scripts, forms and figures."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start":
            if node.tag in _DROPPED:
                walk.skip_subtree()
                continue
            if node.tag in _BLOCKS:
                pieces.append("\n\n")
            pieces.append(node.text or "")
            continue
        if event == "end" and node.tag in _BLOCKS:
            pieces.append("\n\n")
        if node is not root:
            pieces.append(node.tail or "")
    return normalise("".join(pieces))


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """The encodings that header, XML declaration and meta tag name, in order of trust."""
    named: list[str] = []
    header = _HEADER_CHARSET.search(content_type or "")
    if header:
        named.append(header[1])
    head = body[:8192]
    for pattern in (_XML_CHARSET, _META_CHARSET):
        found = pattern.search(head)
        if found:
            named.append(found[1].decode("ascii", "ignore"))
    names = (_ALIASES.get(name.lower(), name.lower()) for name in named)
    return [name for name in names if not re.search("escape|punycode|idna|utf-?7|undefined", name)]


def _utf16_without_bom(body: bytes) -> str | None:
    sample = body[:400]
    if len(sample) < 20:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 5 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) // 5 and odd == 0 else None


def _looks_cyrillic(text: str) -> float:
    """How much `text` reads like Cyrillic prose: lower-case letters inside words, few upper-case ones."""
    lower = sum("а" <= c <= "я" for c in text)
    upper = sum("А" <= c <= "Я" for c in text)
    return lower - 2.0 * upper


_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso-8859-5")


def _single_byte(body: bytes, declared: str | None) -> str:
    """The likeliest single-byte encoding: the declared one, unless the bytes are Cyrillic in another."""
    sample = bytes(b for b in body[:200_000] if b >= 0x80)[:4000]
    scores = {name: _looks_cyrillic(sample.decode(name, "replace")) for name in _CYRILLIC}
    best = max(scores, key=lambda name: scores[name])
    prose = len(re.findall(rb"[\x80-\xff]{4,}", body[:200_000])) > 10
    if prose and scores[best] > len(sample) * 0.6 and scores.get(declared or "", -1.0) < scores[best] * 0.7:
        return best
    return declared or "cp1252"


def decode(body: bytes, content_type: str | None = None) -> str:
    """The characters of a page, whatever it says of its encoding: byte order mark, valid UTF-8, what is
    declared (first in the header, then in the page), a guess. Bytes that fit nowhere become U+FFFD."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace")
    wide = _utf16_without_bom(body)
    if wide:
        return body.decode(wide, "replace")
    declared = _declared(body, content_type)
    escaping = [name for name in declared if name.startswith("iso-2022") and b"\x1b" in body]
    for name in (*escaping, "utf-8", *declared):
        if name == "cp1252" or name in _CYRILLIC:
            return body.decode(_single_byte(body, name), "replace")
        try:
            return body.decode(name)
        except (LookupError, ValueError):
            continue
    if "utf-8" in declared and body.count(b"\xd0") + body.count(b"\xc3") > 20:
        return body.decode("utf-8", "replace")  # one broken byte in an honest page
    for name in declared:
        try:
            text = body.decode(name, "replace")
        except LookupError:
            continue
        if text.count("\ufffd") < len(text) * 0.001 + 3:
            return text
    return body.decode(_single_byte(body, None), "replace")


_UPPER = ("<META", "<TITLE", "<HTML", "<HEAD", "<Meta", "<SCRIPT", "<LINK")


def lower_tags(page: str) -> str:
    """`page` with its tag names in lower case, so that they can be found without folding the whole page."""
    head = page[:5_000]
    if not any(tag in head for tag in _UPPER):
        return page
    return re.sub(r"</?[A-Za-z][A-Za-z0-9]*", lambda tag: tag[0].lower(), page)
