"""Names of places in Cyrillic texts that are a word of the language after all, or of no place's letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from incidents.extraction.places.seen import Seen
from incidents.gazetteer.names import fold

_SMALL_WORD: Final = re.compile(r"(?<![\w-])[а-яёіїєґ]{3,}")
_OPENS: Final = re.compile(r"(?:^|[.!?…\n][\s\"“”«»—–-]*)$")
_WHO: Final = re.compile(r", (?:кто|кого|кому|кем|хто|ком)\b")
_ENDING: Final = 2  # letters in which two cases of one word may differ


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """The Cyrillic words that an article writes small."""
    return frozenset(fold(match[0]) for text in texts for match in _SMALL_WORD.finditer(text))


def is_word(one: Seen, text: str, small: frozenset[str]) -> bool:
    """Whether a town's name that opens a sentence is a word that the article writes small elsewhere: "База"
    beside "базу".
    """
    start, end = one.mention.start, one.mention.end
    if one.mention.words > 1 or one.dateline or not _OPENS.search(text, max(0, start - 4), start):
        return False
    if _WHO.match(text, end):
        return True  # "Того, кто собирал машину, …", not Togo
    if one.mention.candidates[0].kind != "place":
        return fold(text[start:end]) in small  # "Того утра"
    stem = fold(text[start:end]).rstrip("аяоеиыуюьіїє")
    return len(stem) > 2 and any(word.startswith(stem) and len(word) - len(stem) <= _ENDING for word in small)


def is_foreign(one: Seen, text: str) -> bool:
    """Whether a name is written in Latin letters, as makes and agencies are where places are not: "под
    Toyota", "пишет Reuters".
    """
    return text[one.mention.start : one.mention.end].isascii()
