"""The words of days and of numbers of people, one packaged TOML file a language; how text is folded for them.

It only reads its own packaged data. What the words mean is decided in `dates` and `numbers`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

FALLBACK = "en"


def fold(text: str) -> str:
    """`text` in lower case, of the very same length, so that offsets hold in both."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if not lowered.isascii():
        lowered = (
            lowered.replace("ё", "е").replace("’", "'").replace("ʼ", "'").replace("`", "'").replace("‑", "-")
        )
    return lowered


@lru_cache(maxsize=16)
def calendar_words(language: str) -> Mapping[str, Any]:
    """The word file of `language` (ISO 639-1); of English where the project has none for it."""
    folder = resources.files("incidents") / "data" / "calendar"
    file = folder / f"{language}.toml"
    if not (language.isalpha() and file.is_file()):
        file = folder / f"{FALLBACK}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def by_form(table: Mapping[str, list[str]]) -> dict[str, str]:
    """A table `value -> forms` turned round: folded form -> value."""
    return {fold(form): value for value, forms in table.items() for form in forms}
