"""Finds the names of places in a text: longest match on whole words, in any case and, in Cyrillic, inflected.

It says what each name could mean, not which is meant: that needs the whole article and is the extraction's
business.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

from incidents.gazetteer.atlas import Atlas, Entry
from incidents.gazetteer.names import Word, words
from incidents.gazetteer.slavic import (
    adjective_bases,
    base_forms,
    dictionary_forms,
    is_cyrillic,
    points_at_place,
)

LONGEST: Final = 6  # words in a name
ADJECTIVE_POPULATION: Final = 60_000  # a town must be this large for an adjective to mean it
SHORT: Final = 5  # letters of a name that needs a town of some size to be its second name
WELL_KNOWN: Final = 300_000
_GAPS: Final = frozenset(" -–‐‑\u00a0.’'\n\t")
_NOTHING: Final[tuple[str, tuple[Entry, ...]]] = ("", ())


@dataclass(frozen=True, slots=True)
class Mention:
    """A place's name in a text: half-open offsets and all that it can mean.

    `weak`: an adjective or a people's name ("Russian", "дагестанский"). `common`: an ordinary word too.
    `key`: the name in its base form; `words`: how many words it has.
    """

    start: int
    end: int
    candidates: tuple[Entry, ...]
    weak: bool
    key: str
    words: int = 1
    common: bool = False

    @property
    def population(self) -> int:
        """The greatest among the meanings."""
        return max(entry.population for entry in self.candidates)


class Finder:
    """Finds mentions by an atlas, a set of words that alone are no names, and one of ordinary words."""

    def __init__(self, atlas: Atlas, never: frozenset[str], common: frozenset[str]) -> None:
        self._atlas = atlas
        self._never = never
        self._common = common
        self._goes_on = functools.lru_cache(maxsize=50_000)(atlas.goes_on)
        self._single = functools.lru_cache(maxsize=50_000)(self._keys_of)
        self._pointing = functools.lru_cache(maxsize=50_000)(self._pointed_at)
        self._meanings = functools.lru_cache(maxsize=20_000)(self._entries_of)

    def find(self, text: str, language: str | None) -> list[Mention]:
        """All mentions in order, none overlapping another."""
        found: list[Mention] = []
        ukrainian = language == "uk" or (language is None and any(c in text for c in "їєґі"))
        tokens = list(words(text))
        position = 0
        while position < len(tokens):
            word = tokens[position]
            mention, used = None, 1
            if word.capital and word.folded:
                mention, used = self._longest(text, tokens, position, ukrainian)
            if used == 1 and word.folded and is_cyrillic(word.folded):
                pointing, length = self._by_adjective(text, tokens, position)
                if pointing is not None and (mention is None or mention.population < ADJECTIVE_POPULATION):
                    mention, used = pointing, length
            if mention is not None:
                found.append(mention)
            position += used
        return found

    def _keys_of(self, word: str, ukrainian: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Keys that are names for one word of a text, and those with which longer names begin."""
        forms = base_forms(word, ukrainian) if is_cyrillic(word) else (word,)
        alone = (
            ()
            if word in self._never
            else tuple(f for f in forms if f not in self._never and self._atlas.has(f))
        )
        return alone, tuple(f for f in forms if self._goes_on(f))

    def _longest(
        self, text: str, tokens: list[Word], position: int, ukrainian: bool
    ) -> tuple[Mention | None, int]:
        """The longest name that begins with the word at `position`, and how many words it takes."""
        word = tokens[position]
        keys, beginnings = self._single(word.folded, ukrainian)
        best, used = keys, 1
        last = position
        while beginnings and last + 1 < len(tokens) and last + 1 - position < LONGEST:
            if not _adjoining(text, tokens[last], tokens[last + 1]):
                break
            last += 1
            token = tokens[last]
            if not token.folded:
                break
            slavic = is_cyrillic(token.folded)
            forms = base_forms(token.folded, ukrainian) if slavic else (token.folded,)
            longer = [f"{beginning} {form}" for beginning in beginnings for form in forms]
            keys = tuple(k for k in longer if self._atlas.has(k))
            beginnings = tuple(k for k in longer if self._goes_on(k))
            if (
                keys
                and (token.capital or slavic)
                and not self._only_function_words(tokens[position : last + 1])
            ):
                best, used = keys, last + 1 - position
        if not best and text[word.start - 2 : word.start] == ", ":
            return self._postal(text, word), 1
        if not best:
            return None, 1
        return self._mention(word.start, tokens[position + used - 1].end, best, used, word), used

    def _only_function_words(self, tokens: list[Word]) -> bool:
        return all(token.folded in self._never for token in tokens)

    def _postal(self, text: str, word: Word) -> Mention | None:
        """The state in "Tulsa, OK": two capitals after a comma, where the word before is not in capitals."""
        code = text[word.start : word.end]
        if (
            len(code) != 2
            or not code.isascii()
            or not code.isupper()
            or text[word.start - 4 : word.start - 2].isupper()
        ):
            return None
        unit = self._atlas.by_code.get(f"US-{code}")
        if unit is None:
            return None
        return Mention(
            word.start, word.end, self._atlas.entries(unit.name.lower())[:1], False, unit.name.lower()
        )

    def _mention(self, start: int, end: int, keys: tuple[str, ...], used: int, word: Word) -> Mention | None:
        common = used == 1 and (word.folded in self._common or keys[0] in self._common)
        candidates = self._meanings(keys, common)
        if not candidates:
            return None
        return Mention(start, end, candidates, all(e.weak for e in candidates), keys[0], used, common)

    def _entries_of(self, keys: tuple[str, ...], common: bool) -> tuple[Entry, ...]:
        """What the keys mean; an ordinary or short word of a Latin script is no small town's other name."""
        found: dict[Entry, None] = {}
        for key in keys:
            doubtful = key.isascii() and (common or len(key) <= SHORT)
            for entry in self._atlas.entries(key):
                if not (doubtful and entry.alternate and (common or entry.population < WELL_KNOWN)):
                    found[entry] = None
        return tuple(found)

    def _by_adjective(self, text: str, tokens: list[Word], position: int) -> tuple[Mention | None, int]:
        word = tokens[position]
        if text[word.end : word.end + 1] == "-" and position + 1 < len(tokens):
            second = tokens[position + 1]
            if second.start == word.end + 1 and second.folded and is_cyrillic(second.folded):
                key, candidates = self._pointing(second.folded, word.folded)
                if candidates:
                    return Mention(word.start, second.end, candidates, True, key, 2), 2
        folded = word.folded
        if folded.endswith(("ско", "цко", "сько")) and text[word.end : word.end + 1] == "-":
            folded = folded[:-1] + "ий"  # российско-американский
        key, candidates = self._pointing(folded)
        return (Mention(word.start, word.end, candidates, True, key), 1) if candidates else (None, 1)

    def _pointed_at(self, word: str, before: str = "") -> tuple[str, tuple[Entry, ...]]:
        """What an adjective or a people's name means: as listed, or made from a town's name.

        `before` is the first half of a hyphenated adjective (нью-йоркский).
        """
        if word in self._never or not points_at_place(word):
            return _NOTHING
        lead = before + " " if before else ""
        for form in dictionary_forms(word):
            if entries := tuple(e for e in self._atlas.entries(lead + form) if e.weak):
                return lead + form, entries
        for base in adjective_bases(word):
            if base in self._never:
                continue
            entries = self._atlas.entries(lead + base)
            least = WELL_KNOWN if base in self._common else ADJECTIVE_POPULATION
            large = tuple(e for e in entries if not e.weak and e.population >= least)
            if large:
                return lead + base, large
        return _NOTHING


def _adjoining(text: str, left: Word, right: Word) -> bool:
    """Whether two words can belong to one name: only a space, hyphen or abbreviating dot between them."""
    gap = text[left.end : right.start]
    if len(gap) > 3 or any(c not in _GAPS for c in gap) or gap.count("\n") > 1:
        return False
    return "." not in gap or left.end - left.start <= 3
