"""HTML to plain paragraphs: for entries, JSON-LD bodies and previews.

No extraction of articles: what it is given is taken to be text. Never raises on any input.
"""

from __future__ import annotations

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


_UPPER = ("<META", "<TITLE", "<HTML", "<HEAD", "<Meta", "<SCRIPT", "<LINK")


def lower_tags(page: str) -> str:
    """`page` with its tag names in lower case, so that they can be found without folding the whole page."""
    head = page[:5_000]
    if not any(tag in head for tag in _UPPER):
        return page
    return re.sub(r"</?[A-Za-z][A-Za-z0-9]*", lambda tag: tag[0].lower(), page)
