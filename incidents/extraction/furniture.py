"""Tell what of a text is not the report: captions, footers, pointers to other articles, the site's name in
a title.

Looks at paragraphs only; what it names opens no incident. The telling words are the lexicon's
(`captions`, `pointers`, `footers`, `sites`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from incidents.extraction.lexicon import Lexicon

_ENDS = frozenset('.!?…:;,"”»)]')
_SHORT = 160  # characters: a loose line, a heading
_CAPTION = 400
_POINTER = 250
_LEAST_HEADLINE = 12


@dataclass(frozen=True, slots=True)
class _Signs:
    """The patterns of one language."""

    caption: re.Pattern[str]
    credit: re.Pattern[str]
    pointer: re.Pattern[str]
    footer: re.Pattern[str]
    heading: re.Pattern[str]
    site: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@lru_cache(maxsize=16)
def _signs(words: Lexicon) -> _Signs:
    captions, pointers = _any(words.words("captions")), _any(words.words("pointers"))
    footers = _any(words.words("footers"))

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return _Signs(
        caption=compiled(rf"^\W*{captions}\b\s*(?:[:(|/–—-]|by\b)|(?:file )?{captions}\W*$"),
        credit=compiled(
            rf"\((?:{captions}|reuters|ap|afp|getty|ap photo)[^)]{{0,60}}\)\W*$"
            rf"|\b{captions}\s*(?:by|:|©|courtesy)[^.]{{0,80}}$"
        ),
        pointer=compiled(rf"^\W*{pointers}\b\s*(?:[:|–—-]|\n|$)"),
        footer=compiled(rf"^\W*(?:©|{footers})"),
        heading=compiled(rf"^\W*(?:{footers}[^.!?]{{0,60}}|{pointers})\W*$"),
        site=compiled(
            rf"\s(?:[-–—|•:]{{1,2}})\s(?=[^-–—|•]*$)(?=.*(?:{_any(words.words('sites'))}|\.(?:com|net|org|ru|ua)\b"
            r"|\b[KW][A-Z]{2,3}\b))"
        ),
    )


def headline(title: str, words: Lexicon) -> int:
    """Where a title's own words end: what follows the last dash and names the site is no part of it."""
    end = len(title)
    for _ in range(3):
        match = _signs(words).site.search(title[:end])
        if match is None or match.start() < _LEAST_HEADLINE:
            break
        end = match.start()
    return end


def furniture(paragraphs: Sequence[str], words: Lexicon) -> list[bool]:
    """For each paragraph (a line of the text), whether it is no part of the report.

    A footer's heading ("About the magazine") takes the next paragraph with it; a short line that ends
    without a full stop, after the first paragraph, is a caption or the headline of something else.
    """
    signs = _signs(words)
    prose = any(_is_ended(paragraph) for paragraph in paragraphs)
    verdicts: list[bool] = []
    under_heading = False
    for number, paragraph in enumerate(paragraphs):
        line = paragraph.strip()
        loose = number > 0 and prose and len(line) < _SHORT and not _is_ended(line)
        late = number >= max(1, len(paragraphs) // 3)
        shown = len(line) < _CAPTION and (signs.caption.search(line) or signs.credit.search(line))
        pointed = len(line) < _POINTER and signs.pointer.match(line)
        verdicts.append(
            bool(under_heading or loose or (late and signs.footer.match(line)) or shown or pointed)
        )
        under_heading = signs.heading.match(line) is not None
    return verdicts


def _is_ended(line: str) -> bool:
    return line.rstrip()[-1:] in _ENDS
