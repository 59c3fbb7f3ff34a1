"""The words of a language: load its data file and find its terms in a run of words.

A term is a sequence of word patterns: `bomb*` is a prefix, `a|b` an alternative, a trailing `?` makes a
word optional, and `~3` lets up to three words stand between its neighbours; `<knives>` is any of the
words of that name under `[set]`. Everything is folded (lower case, `ё` as `е`). It knows nothing of
incidents; what a label means is decided by its readers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from incidents.records import record

_CACHED_WORDS = 100_000
_SET = re.compile(r"<(\w+)>")
_NO_WORDS: frozenset[str] = frozenset()


@record
class Hit:
    """A term found: its dotted label ("act.bombing.strong") and its half-open range of words."""

    label: str
    first: int
    last: int


class _Step(NamedTuple):
    atom: int
    gap: int
    optional: bool


class _Term(NamedTuple):
    label: str
    rest: tuple[_Step, ...]

    @property
    def second(self) -> int | None:
        """The word pattern that must come next, where the term says so."""
        return self.rest[0].atom if self.rest and not (self.rest[0].gap or self.rest[0].optional) else None


class _Word(NamedTuple):
    """What is known of one folded word: the patterns that it fits, the labels of the terms that it is whole,
    and the longer terms that it begins: by their second pattern where that must come next, and the others.
    """

    fits: frozenset[int]
    whole: tuple[str, ...]
    by_second: Mapping[int, tuple[_Term, ...]]
    others: tuple[_Term, ...]


@dataclass(slots=True)
class _Compiler:
    """Collects terms while a lexicon is being compiled."""

    atoms: dict[str, int] = field(default_factory=dict)
    literals: dict[str, list[int]] = field(default_factory=dict)
    prefixes: dict[str, list[int]] = field(default_factory=dict)
    by_first: dict[int, list[_Term]] = field(default_factory=dict)

    def atom(self, pattern: str) -> int:
        """The number of a word pattern; equal patterns share it."""
        if pattern in self.atoms:
            return self.atoms[pattern]
        number = self.atoms[pattern] = len(self.atoms)
        for word in pattern.split("|"):
            table = self.prefixes if word.endswith("*") else self.literals
            table.setdefault(fold(word.rstrip("*")), []).append(number)
        return number

    def add(self, label: str, term: str) -> None:
        """Add one term under `label`."""
        steps: list[_Step] = []
        gap = 0
        for part in term.split():
            if part.startswith("~"):
                gap = int(part[1:])
                continue
            steps.append(_Step(self.atom(part.rstrip("?")), gap, part.endswith("?")))
            gap = 0
        if not steps or steps[0].optional:
            raise ValueError(f"{label}: a term must begin with a word that is not optional: {term!r}")
        self.by_first.setdefault(steps[0].atom, []).append(_Term(label, tuple(steps[1:])))


@lru_cache(maxsize=_CACHED_WORDS)
def fold(word: str) -> str:
    """Lower case, with the letters that writers leave out or vary made one."""
    return word.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")


class _Words(dict[str, _Word]):
    """What is known of each word, found out when it is first asked for; words that fit the same share it."""

    def __init__(self, compiler: _Compiler) -> None:
        super().__init__()
        self._compiler = compiler
        self._lengths = sorted(set(map(len, compiler.prefixes)))
        self._of_patterns = cache(self._known)

    def __missing__(self, word: str) -> _Word:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        found = self[word] = self._of_patterns(self._fits(word))
        return found

    def _fits(self, word: str) -> frozenset[int]:
        numbers = list(self._compiler.literals.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            numbers.extend(self._compiler.prefixes.get(word[:length], ()))
        return frozenset(numbers)

    def _known(self, fits: frozenset[int]) -> _Word:
        terms = [term for number in fits for term in self._compiler.by_first.get(number, ())]
        by_second: dict[int, list[_Term]] = {}
        for term in terms:
            if term.second is not None:
                by_second.setdefault(term.second, []).append(term)
        return _Word(
            fits,
            tuple(term.label for term in terms if not term.rest),
            {number: tuple(terms) for number, terms in by_second.items()},
            tuple(term for term in terms if term.rest and term.second is None),
        )


class Lexicon:
    """One language's terms, compiled. It remembers which patterns a word fits, and nothing of any text."""

    def __init__(self, language: str, data: Mapping[str, Any]) -> None:
        self.language = language
        self._settings = {
            name: frozenset(fold(word) for word in _split(value))
            for name, value in data.get("settings", {}).items()
        }
        sets = {name: "|".join(_split(value)) for name, value in data.get("set", {}).items()}
        compiler = _Compiler()
        for label, term in _terms("", data):
            compiler.add(label, _SET.sub(lambda match: sets[match[1]], term))
        self._words = _Words(compiler)

    def words(self, setting: str) -> frozenset[str]:
        """A plain list of words from the file's `[settings]`."""
        return self._settings.get(setting, _NO_WORDS)

    def fits(self, word: str) -> frozenset[int]:
        """The numbers of the patterns that a folded word fits."""
        return self._words[word].fits

    def scan(self, words: Sequence[str], borders: Sequence[int]) -> list[Hit]:
        """Every term in `words` (folded), in order of its first word, the longest first.

        `borders[i]` says what stands before word i: 0 nothing, 1 a comma, 2 a colon or bracket, 3 the end
        of a sentence. No term crosses 3; adjacent words of a term may only be parted by 0, words over a gap
        also by 1.
        """
        known = list(map(self._words.__getitem__, words))
        fits = [word.fits for word in known]
        hits: list[Hit] = []
        for at, (_, whole, by_second, terms) in enumerate(known):
            if by_second and at + 1 < len(fits):
                for number in fits[at + 1]:
                    terms += by_second.get(number, ())
            if terms or whole:
                here = [
                    (-last, term.label)
                    for term in terms
                    if (last := _match(term.rest, at + 1, fits, borders))
                ]
                here += [(-at - 1, label) for label in whole]
                here.sort()
                hits += [Hit(label, at, -last) for last, label in here]
        return hits


def _match(
    steps: Sequence[_Step], position: int, fits: Sequence[frozenset[int]], borders: Sequence[int]
) -> int:
    """The end of the match of `steps` from `position`, or 0."""
    for number, (atom, gap, optional) in enumerate(steps):
        if gap or optional:
            return _match_loosely(steps[number:], position, fits, borders)
        if position == len(fits) or borders[position] or atom not in fits[position]:
            return 0
        position += 1
    return position


def _match_loosely(
    steps: Sequence[_Step], position: int, fits: Sequence[frozenset[int]], borders: Sequence[int]
) -> int:
    """The same where words may stand before the first of `steps`, or it may be left out."""
    (atom, gap, optional), rest = steps[0], steps[1:]
    for here in range(position, min(len(fits), position + gap + 1)):
        if borders[here] > (1 if gap else 0):
            break
        if atom in fits[here] and (end := _match(rest, here + 1, fits, borders)):
            return end
    return _match(rest, position, fits, borders) if optional else 0


def _split(value: str | Iterable[str]) -> Iterator[str]:
    lines = value.splitlines() if isinstance(value, str) else value
    for line in lines:
        for term in line.partition("#")[0].split(","):
            if term.strip():
                yield term.strip()


def _terms(prefix: str, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if not prefix and key in ("settings", "set"):
            continue
        label = f"{prefix}.{key}" if prefix else key
        if isinstance(value, Mapping):
            yield from _terms(label, value)
        else:
            for term in _split(value):
                yield label, term


@cache
def known_languages() -> tuple[str, ...]:
    """The languages that have a data file, as ISO 639-1 codes in alphabetical order."""
    folder = files("incidents") / "data" / "lexicon"
    return tuple(
        sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
    )


@cache
def lexicon_of(language: str) -> Lexicon:
    """The compiled lexicon of a known language."""
    path = files("incidents") / "data" / "lexicon" / f"{language}.toml"
    return Lexicon(language, tomllib.loads(path.read_text(encoding="utf-8")))
