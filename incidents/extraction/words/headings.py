"""How a line of a list opens: with a mark or an hour, with a name alone, or with a label before a colon.

Looks at the characters of one line; what is named, and what it means for the report, is for others.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SIGN = r"[^\w\s\"'«»“”„(\[]{1,2}"
_NUMBER = r"\(?[0-9]{1,2}[.)]"
_HOUR = r"[0-9]{1,2}[:.][0-9]{2}"
_MARK = re.compile(
    rf"[ \t]*(?:(?:{_SIGN}|{_NUMBER}|{_HOUR}(?: ?[ap]\.?m\.?)?[,:]?)[ \t]*){{0,3}}", re.IGNORECASE
)
_ALONE = re.compile(
    r"(?:, [^\n.:;!?]{2,40})?(?:[.:](?:[ \t\u00a0]|\n|$)|[ \t]*(?:\n|$)|[ \u00a0][–—][ \u00a0])"
)
_ENDED = re.compile(r"[.!?…:;,\"”»)\]][ \t]*\n")
_ITEM = re.compile(rf"[ \t]*(?:{_SIGN}[ \t]*|{_NUMBER}|{_HOUR}\b)")
_WORD = r"[^\W\d_][\w’'-]*+"  # whole: parts of words would be tried in cubic time
_BEHIND = r"(?:,[ \u00a0](?:[^\W\d_]\.?){1,16}(?:[ \u00a0][^\W\d_]++)?)?"  # ", N.M.", ", Perth region"
_END = r"[ \u00a0]?)(?::|[ \u00a0][–—])[ \u00a0]"
_LABEL = re.compile(rf"[ \t]*(?:{_SIGN}[ \t]*)?({_WORD}(?:[ \u00a0]{_WORD}){{0,3}}{_BEHIND}{_END}")


def line_of(text: str, at: int) -> int:
    """Where the line begins that `at` lies in."""
    return text.rfind("\n", 0, at) + 1


def heads(text: str, start: int, end: int, line: int) -> bool:
    """Whether a name is all that heads a line below the first sentence, but for a mark or an hour: "Herat.",
    "3) Kunduz:", "14:05, Herat.". What heads the first sentence is a dateline.
    """
    mark = _MARK.match(text, line)
    alone = mark is not None and mark.end() == start and _ALONE.match(text, end) is not None
    return alone and _ENDED.search(text, 0, line) is not None


def is_item(text: str, line: int) -> bool:
    """Whether a mark, a number or an hour opens a line below the first."""
    return line > 0 and _ITEM.match(text, line) is not None


@lru_cache(maxsize=32)
def label(text: str, line: int) -> re.Match[str] | None:
    """The few words before a colon or a dash that open a line, as the first group: "BANNU: …"."""
    return _LABEL.match(text, line)
