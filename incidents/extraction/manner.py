"""Which country's papers write as an article does: "sheriff's deputies" are American, a "crown court" is
British.

Says what names probably mean, not where anything happened.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files


@functools.cache
def _expressions(language: str | None) -> dict[str, re.Pattern[str]]:
    file = files("incidents") / "data" / "gazetteer-words" / "manner.toml"
    told = tomllib.loads(file.read_text(encoding="utf-8")).get(language or "", {})
    return {country: _any_of(words.split("|")) for country, words in told.items()}


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(word.strip()) for word in words)})\b", re.IGNORECASE)


def voices(text: str, language: str | None) -> dict[str, float]:
    """How much the expressions of a text speak for countries, 0 to 1 each: a half for the first."""
    counts = {
        country: len({match[0].lower() for match in words.finditer(text)})
        for country, words in _expressions(language).items()
    }
    return {country: count / (count + 1) for country, count in counts.items() if count}
