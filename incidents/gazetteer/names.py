"""How names are cut into words and folded, the same when the gazetteer is built and when it is asked.

Depends on the standard library alone, since `tools/build_gazetteer.py` loads it outside the package's
environment.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

# Marks that Python's \w leaves out although words of those scripts are written with them.
MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0dff\u0e31-\u0e4e\u0f18-\u0fbc\u102b-\u109d"
)
APOSTROPHES: Final = "'’ʼ‘`´ʹʻ′"
LETTERS: Final = rf"(?:[^\W_]++|[{MARKS}]++)+"
PATTERN: Final = rf"{LETTERS}(?:[{APOSTROPHES}]{LETTERS})*"
WORD: Final = re.compile(PATTERN)

_SHOUTED: Final = 0.7  # share of capitals among the letters from which a text counts as written in them

_SPECIAL: Final = {
    "ё": "е", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
    "ə": "e", "ħ": "h", "ŋ": "n", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ە": "ه", "ـ": "",
}  # fmt: skip


class _Folding(dict[int, str]):
    """Character folding for `str.translate`, computed once a character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _SPECIAL.get(character)
        if folded is None:
            folded = character if _keeps_marks(code) else _without_marks(character)
        self[code] = folded
        return folded


def _keeps_marks(code: int) -> bool:
    return 0x400 <= code < 0x530 or 0x900 <= code < 0x1100


def _without_marks(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) != "Mn")


_folding: Final = _Folding({ord(c): "" for c in APOSTROPHES})


@functools.lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """One word without case, apostrophes and, outside Cyrillic and Indic scripts, marks; ё is е."""
    if word.isascii():
        return word.lower().replace("'", "").replace("`", "")
    return unicodedata.normalize("NFKC", word).casefold().translate(_folding)


@functools.lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The trie's key of a name: its folded words joined by single spaces."""
    return " ".join(filter(None, (fold(word) for word in WORD.findall(name))))


_ALIKE: Final = str.maketrans({"c": "k", "q": "k", "x": "k", "w": "v", **dict.fromkeys("aeiouyhj ")})
_ARTICLE: Final = re.compile(r"^(?:al|ad|ar|as|at|az|el|an) ")
_TWICE: Final = re.compile(r"(.)\1+")


@functools.lru_cache(maxsize=20_000)
def sound(key: str) -> str:
    """The consonants of a key in Latin letters: the same for most transliterations of one name."""
    return _TWICE.sub(r"\1", _ARTICLE.sub("", key).translate(_ALIKE))


@functools.lru_cache(maxsize=8)
def is_shouted(text: str) -> bool:
    """Whether a text is written in capitals throughout, so that they say nothing about names."""
    sample = text[:2000:5]
    capitals = sum(map(str.isupper, sample))
    return capitals > _SHOUTED * (capitals + sum(map(str.islower, sample))) > 0
