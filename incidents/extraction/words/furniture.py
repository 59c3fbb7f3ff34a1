"""Tell what of a text is not the report: captions, footers, pointers to other articles, the site's name in
a title.

Looks at paragraphs only; what it names opens no incident. The telling words are the lexicon's
(`captions`, `pointers`, `footers`, `sites`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from incidents.extraction.words.lexicon import Lexicon

_ENDS = frozenset('.!?…:;,"”»)]')
_SHORT = 160  # characters: a loose line, a heading
_CAPTION = 400
_TAIL = 60  # where a caption's last word stands
_POINTER = 250
_ITEM = re.compile(r"[•▪◦‣●*·–—-]\s?[^\W_]")
_LEAST_HEADLINE = 12
_SITE = 60  # the longest name of a site


@dataclass(frozen=True, slots=True)
class _Signs:
    """The patterns of one language; all but `site` are for lines in small letters."""

    caption: re.Pattern[str]
    captioned: re.Pattern[str]
    credit: re.Pattern[str]
    signed: re.Pattern[str]
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

    return _Signs(
        caption=re.compile(rf"\W*{captions}\b\s*(?:[:(|/–—-]|by\b)"),
        captioned=re.compile(rf"{captions}[^\w.]*$"),
        credit=re.compile(rf"\((?:{captions}|reuters|ap|afp|getty|ap photo)[^)]{{0,60}}\)\W*$"),
        signed=re.compile(rf"\b{captions}\s*(?:by|:|©|courtesy)[^.]{{0,80}}$"),
        pointer=re.compile(rf"\W*{pointers}\b\s*(?:[:|–—-]|\n|$)"),
        footer=re.compile(rf"\W*(?:©|{footers})"),
        heading=re.compile(rf"\W*(?:{footers}[^.!?]{{0,60}}|{pointers})\W*$"),
        site=re.compile(
            rf"\s(?:[-–—|•:]{{1,2}})\s(?=[^-–—|•]{{0,{_SITE}}}$)(?=.*(?:\b{_any(words.words('sites'))}\b"
            r"|\.(?:com|net|org|ru|ua)\b|\b(?-i:[KW][A-Z]{2,3})\b))",
            re.IGNORECASE,
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


def furniture(paragraphs: Sequence[str], acts: Container[int], words: Lexicon) -> list[bool]:
    """For each paragraph (a line of the text), whether it is no part of the report; `acts` are the numbers
    of those with a word for an act.

    A footer's heading ("About the magazine") takes the next paragraph with it; a short line that ends
    without a full stop is a caption, an author, a stamp or the headline of something else, but one with an
    act that nothing else precedes may be the report's own headline, and items above the report sum it up.
    """
    signs = _signs(words)
    prose = any(_is_ended(paragraph) for paragraph in paragraphs)
    verdicts: list[bool] = []
    under_heading = False
    begun = False
    for number, paragraph in enumerate(paragraphs):
        line = paragraph.strip().lower()
        own = (number in acts and all(verdicts)) or (not begun and _ITEM.match(line) is not None)
        begun = begun or _is_ended(line)
        loose = prose and not own and len(line) < _SHORT and not _is_ended(line) and ". " not in line
        late = number >= max(1, len(paragraphs) // 3)
        shown = len(line) < _CAPTION and _is_shown(line, signs)
        pointed = len(line) < _POINTER and signs.pointer.match(line)
        verdicts.append(
            bool(under_heading or loose or (late and signs.footer.match(line)) or shown or pointed)
        )
        under_heading = signs.heading.match(line) is not None
    return verdicts


_LEAD = 2


def lead_end(paragraphs: Sequence[str], marked: Sequence[bool]) -> int:
    """Behind which paragraph the lead ends: the second in full sentences, of those that are no furniture."""
    kept = [number for number, paragraph in enumerate(paragraphs) if not marked[number]]
    full = [number for number in kept if _is_ended(paragraphs[number])]
    return ((full or kept)[:_LEAD] or [0])[-1] + 1


def _is_shown(line: str, signs: _Signs) -> bool:
    """Whether a line says what a picture shows, or whose it is."""
    return bool(
        signs.caption.match(line)
        or signs.captioned.search(line, len(line) - _TAIL)
        or ("(" in line and signs.credit.search(line))
        or signs.signed.search(line, line.rfind(".") + 1)
    )


def _is_ended(line: str) -> bool:
    return line.rstrip()[-1:] in _ENDS
