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
from typing import Any

_CACHED_WORDS = 100_000
_SET = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found: its dotted label ("act.bombing.strong") and its half-open range of words."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Step:
    atom: int
    gap: int
    optional: bool


@dataclass(frozen=True, slots=True)
class _Term:
    label: str
    rest: tuple[_Step, ...]
    second: int | None  # the word pattern that must come next, where the term says so


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
        second = steps[1].atom if len(steps) > 1 and not (steps[1].gap or steps[1].optional) else None
        self.by_first.setdefault(steps[0].atom, []).append(_Term(label, tuple(steps[1:]), second))


@lru_cache(maxsize=_CACHED_WORDS)
def fold(word: str) -> str:
    """Lower case, with the letters that writers leave out or vary made one."""
    return word.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")


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
        self._literals = {word: tuple(numbers) for word, numbers in compiler.literals.items()}
        self._prefixes = {word: tuple(numbers) for word, numbers in compiler.prefixes.items()}
        self._lengths = sorted({len(word) for word in self._prefixes})
        self._by_first = {number: tuple(terms) for number, terms in compiler.by_first.items()}
        self._known: dict[str, frozenset[int]] = {}

    def words(self, setting: str) -> frozenset[str]:
        """A plain list of words from the file's `[settings]`."""
        return self._settings.get(setting, frozenset())

    def fits(self, word: str) -> frozenset[int]:
        """The numbers of the patterns that a folded word fits."""
        found = self._known.get(word)
        if found is None:
            numbers = list(self._literals.get(word, ()))
            for length in self._lengths:
                if length > len(word):
                    break
                numbers.extend(self._prefixes.get(word[:length], ()))
            if len(self._known) >= _CACHED_WORDS:
                self._known.clear()
            found = self._known[word] = frozenset(numbers)
        return found

    def scan(self, words: Sequence[str], borders: Sequence[int]) -> list[Hit]:
        """Every term in `words` (folded), in order of its first word.

        `borders[i]` says what stands before word i: 0 nothing, 1 a comma, 2 a colon or bracket, 3 the end
        of a sentence. No term crosses 3; adjacent words of a term may only be parted by 0, words over a gap
        also by 1.
        """
        fits = [self.fits(word) for word in words]
        hits: list[Hit] = []
        count = len(fits)
        by_first = self._by_first
        for position, numbers in enumerate(fits):
            for number in numbers:
                for term in by_first.get(number, ()):
                    if term.second is not None and (
                        position + 1 == count or term.second not in fits[position + 1]
                    ):
                        continue  # most terms fail at their second word
                    last = _match(term.rest, 0, position + 1, fits, borders)
                    if last:
                        hits.append(Hit(term.label, position, last))
        hits.sort(key=lambda hit: (hit.first, -hit.last, hit.label))
        return hits


def _match(
    steps: tuple[_Step, ...], at: int, position: int, fits: Sequence[frozenset[int]], borders: Sequence[int]
) -> int:
    """The end of the match of `steps[at:]` from `position`, or 0."""
    if at == len(steps):
        return position
    step = steps[at]
    limit = min(len(fits), position + step.gap + 1)
    for here in range(position, limit):
        if borders[here] > (1 if step.gap else 0):
            break
        if step.atom in fits[here]:
            end = _match(steps, at + 1, here + 1, fits, borders)
            if end:
                return end
    return _match(steps, at + 1, position, fits, borders) if step.optional else 0


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
