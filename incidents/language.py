"""Which of the configured languages is a text in? Cheap signs first, a model only where they are silent.

The model (py3langid) takes 77 MB when first asked: call `detect` in worker processes only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from incidents.text import word_list

SAMPLE = 2_000  # characters
ENOUGH_WORDS = 4

_SCRIPTS = {
    "latin": re.compile("[a-zA-Z\u00c0-\u024f]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "hebrew": re.compile("[\u0590-\u05ff]"),
    "greek": re.compile("[\u0370-\u03ff]"),
    "devanagari": re.compile("[\u0900-\u097f]"),
    "han": re.compile("[\u4e00-\u9fff]"),
    "kana": re.compile("[\u3040-\u30ff]"),
    "hangul": re.compile("[\uac00-\ud7ff]"),
}
_SCRIPT_OF = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"), "cyrillic"),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ug", "sd"), "arabic"),
    **dict.fromkeys(("hi", "mr", "ne"), "devanagari"),
    "he": "hebrew",
    "el": "greek",
    "zh": "han",
    "ja": "kana",
    "ko": "hangul",
}
# The commonest function words that the other languages here do not share.
_FUNCTION_WORDS_TEXT = """
en: after and are been by from has have his of said that the to was were which who with
de: auch auf bei das dem den der die ein eine für ist mit nach nicht sich und von wurde
fr: au aux avec cette dans des du est le les ont pas pour qui selon sont sur une été
es: como con del desde el entre fue ha han las los muertos más para por según sus una y
it: alla anche che con dei della delle di dopo gli hanno il nel per sono stato una è
pt: ao após com da das dos e em foi mais não os pela segundo são também um uma
nl: aan bij dat door een en heeft het is met naar niet ook op van voor werd zijn
tr: bir bu da daha de gibi göre ile ise için kadar olan olarak oldu sonra ve çok
ru: бы был были в все для его за и из как на не но он она от по с сообщил так у что это
uk: але був були в вона всі від він для з за його на не під та у це що як який є і із
bg: беше в да един за и из как на не но от по при с са се след това той че ще
ar: أن أو إلى التي الذي بعد بين على عن في قال كان كما مع من هذا هذه
fa: آن از است این با برای به بود تا در را شد شده کرد که یک
"""
_FUNCTION_WORDS = {
    code: frozenset(word_list(words))
    for code, words in (line.split(": ") for line in _FUNCTION_WORDS_TEXT.strip().splitlines())
}


def detect(text: str, languages: Sequence[str]) -> str | None:
    """The ISO 639-1 code, one of `languages`, that `text` is in; None when it cannot be told.

    A text that is clearly in another language than the configured ones is None too.
    """
    sample = text[:SAMPLE]
    script = _script(sample)
    if script is None:
        return None
    possible = [code for code in languages if _SCRIPT_OF.get(code, "latin") == script]
    if not possible:
        return None
    by_words = _by_function_words(sample, script)
    if by_words is not None:
        return by_words if by_words in possible else None
    if len(possible) == 1 and script not in ("latin", "cyrillic", "arabic"):
        return possible[0]
    return _by_model(sample, possible)


def _script(sample: str) -> str | None:
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    if counts["kana"] > 0.1 * counts["han"] > 0:
        return "kana"
    name = max(counts, key=lambda n: counts[n])
    return name if counts[name] >= 2 else None


def _by_function_words(sample: str, script: str) -> str | None:
    """The language whose function words stand out, or None when none does or two are close."""
    words = word_list(sample)
    counts = sorted(
        (
            (sum(word in known for word in words), code)
            for code, known in _FUNCTION_WORDS.items()
            if _SCRIPT_OF.get(code, "latin") == script
        ),
        reverse=True,
    )
    if not counts:
        return None
    (best, code), second = counts[0], counts[1][0] if len(counts) > 1 else 0
    return code if best >= ENOUGH_WORDS and best > 1.5 * second and best > 0.06 * len(words) else None


@lru_cache(maxsize=8)
def _model(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = [code for code in languages if code in set(identifier.labels)]
    if known:
        identifier.set_languages(known)
    return identifier if known else None


def _by_model(sample: str, possible: Sequence[str]) -> str | None:
    identifier = _model(tuple(possible))
    if identifier is None or len(word_list(sample)) < 2:
        return possible[0] if len(possible) == 1 and len(word_list(sample)) >= 2 else None
    return str(identifier.classify(sample)[0])


@cache
def known_languages() -> tuple[str, ...]:
    """The languages that have a data file, as ISO 639-1 codes in alphabetical order."""
    folder = files("incidents") / "data" / "lexicon"
    return tuple(
        sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
    )
