"""Finds the names of places in a text: longest match on whole words, in any case and, in Cyrillic, any inflection.

It says what each name could mean, not which is meant: that needs the whole article and is the extraction's business.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from incidents.gazetteer.atlas import Atlas, Entry
from incidents.gazetteer.names import Word, words
from incidents.gazetteer.slavic import adjective_bases, base_forms, is_cyrillic, is_place_adjective

LONGEST: Final = 6  # words in a name
ADJECTIVE_POPULATION: Final = 60_000  # a town must be this large for a lower-case adjective to mean it
_GAPS: Final = frozenset(" -–‐‑\u00a0.’'\n\t")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place's name in a text: half-open offsets and all that it can mean.

    `weak`: an adjective or a people's name ("Russian", "дагестанский"). `capital`: begun with a capital, in a text
    that has both cases. `words`: how many words it has.
    """

    start: int
    end: int
    candidates: tuple[Entry, ...]
    weak: bool
    key: str
    words: int = 1


class Finder:
    """Finds mentions by an atlas and a set of words that are no names when they stand alone."""

    def __init__(self, atlas: Atlas, stopwords: frozenset[str]) -> None:
        self._atlas = atlas
        self._stopwords = stopwords
        self._goes_on = functools.lru_cache(maxsize=50_000)(atlas.goes_on)
        self._singles: dict[bool, Callable[[str], tuple[tuple[str, ...], tuple[str, ...]]]] = {
            ukrainian: functools.lru_cache(maxsize=50_000)(
                functools.partial(self._single, ukrainian=ukrainian)
            )
            for ukrainian in (False, True)
        }
        self._adjective = functools.lru_cache(maxsize=20_000)(self._adjective_entries)

    def find(self, text: str, language: str | None) -> list[Mention]:
        """All mentions in order, none overlapping another."""
        found: list[Mention] = []
        ukrainian = language == "uk" or (language is None and any(c in text for c in "їєґі"))
        tokens = list(words(text))
        position = 0
        while position < len(tokens):
            word = tokens[position]
            mention, used = None, 1
            if word.capital:
                mention, used = self._longest(text, tokens, position, ukrainian)
            if mention is None and is_cyrillic(word.folded or "a") and is_place_adjective(word.folded):
                mention, used = self._by_adjective(word), 1
            if mention is not None:
                found.append(mention)
            position += used
        return found

    def _single(self, word: str, ukrainian: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Keys that are names for one word of a text, and those with which longer names begin."""
        forms = base_forms(word, ukrainian) if is_cyrillic(word) else (word,)
        has, goes_on = self._atlas.has, self._goes_on
        return tuple(f for f in forms if has(f)), tuple(f for f in forms if goes_on(f))

    def _longest(
        self, text: str, tokens: list[Word], position: int, ukrainian: bool
    ) -> tuple[Mention | None, int]:
        """The longest name that begins with the word at `position`, and how many words it takes."""
        word = tokens[position]
        if not word.folded:
            return None, 1
        keys, beginnings = self._singles[ukrainian](word.folded)
        best = (keys, 1)
        last = position
        while beginnings and last + 1 < len(tokens) and last + 1 - position < LONGEST:
            if not _adjoining(text, tokens[last], tokens[last + 1]):
                break
            last += 1
            longer = self._extend(beginnings, tokens[last].folded, ukrainian)
            keys = tuple(k for k in longer if self._atlas.has(k))
            beginnings = tuple(k for k in longer if self._goes_on(k))
            if (keys and (tokens[last].capital or tokens[last].folded.isdigit())) or (
                keys and is_cyrillic(tokens[last].folded)
            ):
                best = (keys, last + 1 - position)
        keys, used = best
        if not keys or (used == 1 and word.folded in self._stopwords):
            return None, 1
        return self._mention(tokens[position].start, tokens[position + used - 1].end, keys, used), used

    def _extend(self, beginnings: tuple[str, ...], word: str, ukrainian: bool) -> tuple[str, ...]:
        forms = base_forms(word, ukrainian) if is_cyrillic(word or "a") else (word,)
        return tuple(f"{beginning} {form}" for beginning in beginnings for form in forms)

    def _mention(self, start: int, end: int, keys: tuple[str, ...], used: int) -> Mention | None:
        candidates: list[Entry] = []
        for key in keys:
            candidates.extend(e for e in self._atlas.entries(key) if e not in candidates)
        if not candidates:
            return None
        return Mention(start, end, tuple(candidates), all(e.weak for e in candidates), keys[0], used)

    def _by_adjective(self, word: Word) -> Mention | None:
        key, candidates = self._adjective(word.folded)
        return Mention(word.start, word.end, candidates, True, key) if candidates else None

    def _adjective_entries(self, word: str) -> tuple[str, tuple[Entry, ...]]:
        """What an adjective means: first as listed for countries and divisions, then made from a town's name."""
        if word in self._stopwords:
            return word, ()
        for ukrainian in (False, True):
            for form in base_forms(word, ukrainian):
                if entries := tuple(e for e in self._atlas.entries(form) if e.weak):
                    return form, entries
        for base in adjective_bases(word):
            if base in self._stopwords or not self._atlas.has(base):
                continue
            large = tuple(
                e for e in self._atlas.entries(base) if not e.weak and e.population >= ADJECTIVE_POPULATION
            )
            if large:
                return base, large
        return word, ()


def _adjoining(text: str, left: Word, right: Word) -> bool:
    """Whether two words can belong to one name: nothing between them but a space, hyphen or abbreviating dot."""
    gap = text[left.end : right.start]
    if len(gap) > 3 or any(c not in _GAPS for c in gap) or gap.count("\n") > 1:
        return False
    return "." not in gap or left.end - left.start <= 3
