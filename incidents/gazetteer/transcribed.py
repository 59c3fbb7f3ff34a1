"""A Cyrillic name back to the Latin spellings that it may be made from: реаленго is Realengo, игуала Iguala.

For names that the gazetteer holds in Latin letters only. It offers what the gazetteer's own tries hold;
whether the article is about that country must be known, or half the words of a text become towns.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from incidents.gazetteer.atlas import Atlas, Entry
from incidents.gazetteer.names import key as key_of
from incidents.gazetteer.names import sound
from incidents.gazetteer.slavic import base_forms

_LATIN: Final = {
    "а": "a", "б": "b bb", "в": "v w", "г": "g h gh gu", "д": "d dd dh", "е": "e ye ie a", "ж": "zh j g",
    "з": "z s th", "и": "i y ie ee", "й": "y i j", "к": "k c q qu ck cc", "л": "l ll", "м": "m mm",
    "н": "n nn", "о": "o", "п": "p pp", "р": "r rr", "с": "s ss c z", "т": "t th tt", "у": "u w ou oo",
    "ф": "f ph", "х": "kh h j ch x", "ц": "ts tz c z", "ч": "ch tch c cz", "ш": "sh ch sch x",
    "щ": "shch sch", "ы": "y i", "э": "e a", "ю": "yu iu u ju", "я": "ya ia a ja", "ь": "", "ъ": "",
    "і": "i y", "ї": "yi i", "є": "ye ie e", "ґ": "g", "дж": "j g dj jh", "кс": "x ks", "кв": "qu kv kw",
    "йя": "ya", "ью": "u yu iu", "ья": "ya ia lla", "ьо": "o yo llo", "нь": "n ny gn nh", "ль": "l ll le",
    "эль": "el al", "ё": "o e eu oe yo io", " ": " ",
}  # fmt: skip
# The Arabic article, and as it is spoken before some letters.
_ARTICLE: Final = re.compile(r"^(?:[аэе]ль|[аэ][сшртднз]) ")
_SUN: Final = {"с": "as", "ш": "ash", "р": "ar", "т": "at", "д": "ad", "н": "an", "з": "az"}
_SILENT: Final = "eh"  # letters that may end a name unheard: Портапик is Portapique
_MOST: Final = 4  # spellings of one name
# Where names are written in Cyrillic themselves, so that most are held so, or sound otherwise than they are
# written.
_CYRILLIC: Final = frozenset({
    "RU", "UA", "BY", "KZ", "KG", "TJ", "UZ", "MN", "BG", "RS", "MK", "ME", "MD", "GE", "AM", "AZ",
})  # fmt: skip
_LEAST: Final = 4  # letters


@functools.lru_cache(maxsize=5_000)
def transcribed(atlas: Atlas, name: str, ukrainian: bool, town: bool = False) -> tuple[Entry, ...]:
    """The towns and divisions of other alphabets that a folded Cyrillic name, inflected or not, can mean.

    Where the text calls it a `town`, also those of countries that write in Cyrillic.
    """
    if len(name) < _LEAST:
        return ()
    left_out = frozenset[str]() if town else _CYRILLIC
    head, _, last = name.rpartition(" ")
    found: dict[Entry, None] = {}
    for form in base_forms(last, ukrainian):
        for key in _spellings(atlas, f"{head} {form}".strip()):
            entries = atlas.entries(key)
            found.update(
                {e: None for e in entries if not (e.weak or e.country in left_out or _renamed(e, key))}
            )
    return tuple(e for e in found if e.kind != "country")


def _renamed(entry: Entry, key: str) -> bool:
    """Whether a town is called so by a name that is no other spelling of its own, nor the beginning of it:
    "Beit Lahia" is Bayt Lahya, "Poza Rica" is Poza Rica de Hidalgo.
    """
    own = key_of(entry.name)
    return entry.alternate and not own.startswith(f"{key} ") and sound(key) != sound(own)


def _spellings(atlas: Atlas, name: str) -> list[str]:
    """Latin names that the atlas holds and that may be spelled so in Cyrillic, with an Arabic article or
    without: Эс-Сухна is As Sukhnah, Мукдадия Al Miqdadiyah.
    """
    bare = _ARTICLE.sub("", name)
    starts = [(name, "")]
    if len(bare) >= _LEAST:
        starts += [(bare, f"{article} ") for article in ("al", "el", _SUN.get(bare[0], "")) if article]
    kept: list[str] = []
    for part, article in starts:
        for key in _walk(atlas, part, 0, article):
            if key not in kept:
                kept.append(key)
            if len(kept) == _MOST:
                return kept
    return kept


def _walk(atlas: Atlas, name: str, at: int, latin: str) -> Iterator[str]:
    """Letter by letter through the tries: what no name begins with is not followed."""
    if at == len(name):
        yield from (key for key in (latin, *(latin + end for end in _SILENT)) if atlas.has(key))
        return
    for length in (3, 2, 1):
        for letters in _LATIN.get(name[at : at + length], "").split(" ") if at + length <= len(name) else ():
            if not letters and name[at : at + length] not in _LATIN:
                continue
            letters = " " if name[at] == " " else letters
            if not letters or atlas.begins(latin + letters):
                yield from _walk(atlas, name, at + length, latin + letters)
    if latin and latin[-1] != " " and atlas.begins(latin + " "):
        yield from _walk(atlas, name, at, latin + " ")  # Сайбури is Sai Buri
