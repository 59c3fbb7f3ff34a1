"""How a word of a text, in whatever script, can stand in a gazetteer: inflection, prefixes, writing without
spaces.

Words come folded (`names.fold`). The forms offered are more than are right; the gazetteer's own names are the
filter.
"""

from __future__ import annotations

import functools
from typing import Final

from incidents.gazetteer.slavic import base_forms, is_cyrillic

# Arabic particles written together with the next word: and, so, in, to, as.
_PARTICLES: Final = "وفبلك"
_LEAST: Final = 3


def word_forms(word: str, ukrainian: bool) -> tuple[str, ...]:
    """The forms that a gazetteer may hold of this word, itself first."""
    if word.isascii():
        return (word,)
    if is_cyrillic(word):
        return base_forms(word, ukrainian)
    if "ء" <= word[0] <= "ي":
        return _arabic_forms(word)
    return (word,)


@functools.lru_cache(maxsize=20_000)
def _arabic_forms(word: str) -> tuple[str, ...]:
    """والموصل, بالموصل and للموصل are الموصل; a name may also be held with or without its article."""
    found = {word: None}
    bare = word
    for _ in range(2):
        if bare[0] in _PARTICLES and len(bare) > _LEAST:
            bare = "ال" + bare[2:] if bare.startswith("لل") else bare[1:]
            found[bare] = None
    return tuple(found)


def is_unspaced(character: str) -> bool:
    """Whether the character belongs to a script that is written without spaces: Chinese, Japanese, Thai …"""
    return character >= "\u0e00" and (
        "\u3040" <= character <= "\u9fff" or character <= "\u0eff" or "\u1000" <= character <= "\u109f"
    )
