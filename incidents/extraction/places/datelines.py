"""Whether a place's name opens a report as its dateline, and where that ends: "TULSA, Okla. (Agency) - "."""

from __future__ import annotations

import re
from typing import Final

from incidents.extraction.places.words import ContextWords
from incidents.gazetteer import Mention

_PAIRED: Final = r"(?:\s?/\s?[A-ZА-ЯЁІЇЄҐ][^—–\n/(),.:]{1,30}?)?"  # "RAFAH/BEIRUT, May 16 -"
_DATELINE_TAIL: Final = re.compile(
    _PAIRED + r"(?:\s\([^)\n]{1,40}\)(?=,))?(?:,\s?[^—–\n/]{1,40}?)?\s*"
    r"(?:(?:\([^)\n]{1,60}\)\s*)?(?:\[[^\]\n]{1,30}\]\s*)?(?:-{1,2}|—|–|/[^/\n]{2,40}/)"
    r"|\([^)\n]{1,60}\)\s*\|)[\s.\[]"
)

# Behind a town in capitals: "PESHAWAR: Three constables …".
_COLON_TAIL: Final = re.compile(r"(?:,\s?[^—–\n/:]{1,40}?|\s\([^)\n]{1,60}\))?:\s(?=[\"“‘'A-ZА-ЯЁІЇЄҐ\d])")
# Where a paper parts the place from its report by a full stop or a line.
_OPENING_TAIL: Final = re.compile(
    r"(?:, [^\n.:;!?]{2,40})?"
    r"(?:\.(?: \d{1,2} [а-яёіїєґ]{3,9}\.(?: [A-Z][\w.]+ [-–—])?)?(?= [А-ЯЁІЇЄҐA-Z«\"—])|[ \t]*\n)"
)
_BYLINE: Final = 40  # characters of a line with an author or a date above the report


def dateline_end(text: str, mention: Mention, line: int) -> int:
    """Where a dateline ends that the mention opens: "TULSA, Okla. (Agency) - "; 0 if it opens none."""
    if text[line : mention.start].strip(' \t*"“«(') or mention.weak:
        return 0
    tail = _DATELINE_TAIL.match(text, mention.end, mention.end + 110)
    if tail is None and _may_be_town(mention) and text[mention.start : mention.end].isupper():
        tail = _COLON_TAIL.match(text, mention.end, mention.end + 110)
    return 0 if tail is None or re.match(r"-(?!-)", tail.group()) else tail.end()


def _may_be_town(mention: Mention) -> bool:
    """Whether a name means a town, and no country first."""
    return mention.candidates[0].kind != "country" and any(one.kind == "place" for one in mention.candidates)


def opening_end(where: str, text: str, mention: Mention, line: int, words: ContextWords) -> int:
    """Where a dateline without a dash ends, as Russian papers open a report: "Тегеран. В Захедане …",
    "БЕЙРУТ, 16 мая. …", "Москва. 16 мая. AGENCY.RU - …"; 0 if it opens none.
    """
    if where != "text" or mention.start != line or not _may_be_town(mention) or not words.spaced:
        return 0
    if line > 4 * _BYLINE or any(len(one) > _BYLINE for one in text[:line].split("\n")):
        return 0
    tail = _OPENING_TAIL.match(text, mention.end)
    return tail.end() if tail else 0
