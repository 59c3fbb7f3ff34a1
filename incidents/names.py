"""Find configured names in a text: whole words, folded, inflected, and with an eye on capitals.

One automaton for any number of names (Aho and Corasick 1975); word boundaries, endings and case are checked
on its hits. It knows nothing of what a name stands for: the payload is the caller's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from ahocorasick_rs import AhoCorasick

from incidents.text import fold

T = TypeVar("T")

# "weak": configured as needing another sign. "case": a short acronym where capitals say nothing (a headline
# in capitals) or are not as configured ("Isis"). None: it counts alone.
Doubt = Literal["weak", "case"] | None

ACRONYM = 4  # letters; a longer name in capitals (HEZBOLLAH) is taken in any case


@dataclass(frozen=True, slots=True)
class Name(Generic[T]):
    """One spelling of something. `weak` says that it does not count alone."""

    text: str
    payload: T
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """A name found: half-open offsets in code points into the text as given."""

    start: int
    end: int
    payload: T
    name: str
    doubt: Doubt = None


_ADJECTIVE = re.compile("(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$")
_VOWEL = re.compile("[аеиоуыэюяйьіїє]$")
# Case endings of Russian nouns and adjectives (Zaliznyak's tables, the regular ones), and of Ukrainian ones.
_ENDINGS = (
    "(?:а|я|у|ю|е|и|ы|о|ь|й|ом|ем|ой|ей|ою|ею|ью|ов|ев|ам|ям|ами|ями|ах|ях|ый|ий|ая|яя|ое|ее|ые|ие|ого|его|ому"
    "|ему|ым|им|ых|их|ыми|ими|ую|юю|ия|ии|ию|ием|ией|иям|иях|иями"
    "|і|ї|є|ії|ію|ією|ої|ій|єю|ів|їв|ові|еві|єві|єм|іям|іях|іями)?"
)
_CYRILLIC = re.compile("[\u0400-\u04ff]+")
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_CLITICS = "وفبلك"
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]")


def _key(text: str) -> str:
    """Folded, one character for one; a hyphen is as good as a space."""
    return fold(text).replace("-", " ")


def russian_stem(word: str) -> str:
    """What stays of a folded Russian word in all its cases; of three letters or fewer, the whole word.

    Lighter and steadier on names than Snowball, which makes "талиба" of "талибан" and "иг" of "игила".
    """
    if len(word) <= 3:
        return word
    cut = _ADJECTIVE.sub("", word)
    if len(cut) < 4:
        cut = word
    return _VOWEL.sub("", cut) if cut == word else cut


_SMALL = re.compile("[a-zа-яі]+")
_COMMON = "etaoinоеаинт"  # small letters
_MOST = 0.15  # of the letters of a text in capitals are small


def is_shouted(text: str) -> bool:
    """Whether a text is written in capitals throughout, so that capitals say nothing."""
    if sum(map(text.count, _COMMON)) > _MOST * len(text):
        return False  # as most texts show at once
    others = _SMALL.sub("", text)
    used = set(others)
    capitals = sum(map(others.count, filter(str.isupper, used)))
    small = len(text) - len(others) + sum(map(others.count, filter(str.islower, used)))
    return capitals + small >= 2 and capitals > (1 - _MOST) * (capitals + small)


class _Pattern(Generic[T]):
    """One name, compiled: the string that the automaton looks for, and the check on a hit."""

    __slots__ = ("acronym", "arabic", "name", "needle", "rest", "unspaced")

    def __init__(self, name: Name[T]) -> None:
        self.name = name
        folded = _key(unicodedata.normalize("NFC", name.text)).split()
        self.needle, self.rest = _inflecting(folded)
        letters = [c for c in name.text if c.isalpha()]
        self.acronym = 0 < len(letters) <= ACRONYM and all(c.isupper() for c in letters)
        self.arabic = bool(_ARABIC.search(name.text))
        self.unspaced = bool(_UNSPACED.search(name.text))

    def end(self, key: str, start: int, end: int) -> int | None:
        """Where the name ends if it stands there as whole words, or None."""
        if self.unspaced:
            return end
        if start and _in_word(key[start - 1]) and not (self.arabic and _after_clitic(key, start)):
            return None
        if self.rest is not None:
            tail = self.rest.match(key, end)
            if tail is None:
                return None
            end = tail.end()
        return None if end < len(key) and _in_word(key[end]) else end

    def doubt(self, text: str, start: int, shouted: bool) -> Doubt | Literal["no"]:
        """What speaks against the name here; "no" when it is another word altogether."""
        plain: Doubt = "weak" if self.name.weak else None
        if not self.acronym:
            return plain
        found = text[start : start + len(self.needle)]
        letters = [c for c in found if c.isalpha()]
        if all(c.isupper() for c in letters):
            return "case" if shouted and plain is None else plain
        if len(letters) >= 3 and found[:1].isupper() and found[1:].islower() and not self.name.weak:
            return "case"
        return "no"


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def _after_clitic(key: str, start: int) -> bool:
    return key[start - 1] in _ARABIC_CLITICS and (start == 1 or not _in_word(key[start - 2]))


def _inflecting(words: list[str]) -> tuple[str, re.Pattern[str] | None]:
    """The fixed beginning of a name, and what may follow it where its words are Cyrillic and inflect."""
    stems = [russian_stem(w) if _CYRILLIC.fullmatch(w) else w for w in words]
    open_words = [i for i, w in enumerate(words) if _CYRILLIC.fullmatch(w) and len(w) > 3]
    if not open_words:
        return " ".join(words), None
    first = open_words[0]
    needle = " ".join([*words[:first], stems[first]])
    rest = [_ENDINGS]
    for index in range(first + 1, len(words)):
        rest.append(" +" + re.escape(stems[index]) + (_ENDINGS if index in open_words else ""))
    return needle, re.compile("".join(rest) + r"(?!\w)")


class Names(Generic[T]):
    """A set of names, compiled once. `find` is linear in the text, whatever the number of names."""

    def __init__(self, names: Iterable[Name[T]]) -> None:
        self._patterns = [p for p in map(_Pattern, names) if p.needle]
        self._needles: dict[str, list[_Pattern[T]]] = {}
        for pattern in self._patterns:
            self._needles.setdefault(pattern.needle, []).append(pattern)
        self._order = list(self._needles)
        self._automaton = AhoCorasick(self._order, store_patterns=False) if self._order else None

    def __len__(self) -> int:
        return len(self._patterns)

    def find(self, text: str, *, overlaps: bool = False, shouted: bool | None = None) -> list[Span[T]]:
        """All names in `text`, by position. Unless `overlaps`, one inside a longer one is left out.

        `shouted` says that the text is in capitals throughout (found out when None).
        """
        if self._automaton is None or not text:
            return []
        key = _key(text)
        hits = self._automaton.find_matches_as_indexes(key, overlapping=True)
        if not hits:
            return []
        shouted = is_shouted(text) if shouted is None else shouted
        found: dict[tuple[int, int, int], Span[T]] = {}
        for index, start, needle_end in hits:
            for pattern in self._needles[self._order[index]]:
                end = pattern.end(key, start, needle_end)
                if end is None:
                    continue
                doubt = pattern.doubt(text, start, shouted)
                if doubt != "no":
                    span = Span(start, end, pattern.name.payload, pattern.name.text, doubt)
                    found[start, -end, id(pattern)] = span
        spans = [found[place] for place in sorted(found, key=lambda p: p[:2])]
        return spans if overlaps else _outermost(spans)


def _outermost(spans: list[Span[T]]) -> list[Span[T]]:
    """Without those that lie within a longer one; two of the same extent both stay."""
    kept: list[Span[T]] = []
    for span in spans:
        last = kept[-1] if kept else None
        if last is None or span.end > last.end or (span.start, span.end) == (last.start, last.end):
            kept.append(span)
    return kept
