"""The words of a language: load its data file and find its terms in a run of words.

A term is a sequence of word patterns: `bomb*` is a prefix, `a|b` an alternative, a word with `?` behind it
may be left out, and `~3` lets up to three words stand between its neighbours; `<knives>` is any of the words
of that name under `[set]`, and `uda(rit)` the word with all the endings that `[endings]` lists under "rit".
Everything is folded (lower case, `ё` as `е`). It knows nothing of incidents; what a label means is decided by
its readers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

from incidents.records import record
from incidents.remembered import Remembered

_SET = re.compile(r"<(\w+)>")


@record
class Hit:
    """A term found: its dotted label ("act.bombing.strong") and its half-open range of words."""

    label: str
    first: int
    last: int


class _Step(NamedTuple):
    atom: int
    gap: int


class _Term(NamedTuple):
    label: str
    rest: tuple[_Step, ...]  # behind the first word


class _Node(NamedTuple):
    """Terms that begin alike: the labels of those that end here, those that go on with the very next word, by
    all the patterns that it fits, and those that go on over a gap, by the pattern that must stand `beyond`
    it, within `reach` words.
    """

    ends: tuple[str, ...]
    goes_on: Mapping[frozenset[int], Sequence[_Node]] | None
    over_gap: Mapping[int, Sequence[_Term]]
    beyond: frozenset[int]
    reach: int


class _Word(NamedTuple):
    """What is known of one folded word: the patterns that it fits, those of them that some term looks for
    behind a gap, and the terms that it begins, if any. Words that fit the same share all of it.
    """

    fits: frozenset[int]
    over_gap: frozenset[int]
    begins: _Node | None


@dataclass(slots=True)
class _Compiler:
    """Collects terms while a lexicon is being compiled."""

    endings: Mapping[str, Sequence[str]]
    atoms: dict[str, int] = field(default_factory=dict)
    literals: dict[str, list[int]] = field(default_factory=dict)
    prefixes: dict[str, list[int]] = field(default_factory=dict)
    by_first: dict[int, list[_Term]] = field(default_factory=dict)
    over_gap: set[int] = field(default_factory=set)

    def atom(self, pattern: str) -> int:
        """The number of a word pattern; equal patterns share it."""
        if pattern in self.atoms:
            return self.atoms[pattern]
        number = self.atoms[pattern] = len(self.atoms)
        for written in pattern.split("|"):
            for word in _inflected(written, self.endings):
                table = self.prefixes if word.endswith("*") else self.literals
                table.setdefault(fold(word.rstrip("*")), []).append(number)
        return number

    def add(self, label: str, term: str) -> None:
        """Add one term under `label`: two where a word may be left out."""
        before, optional, behind = term.partition("? ")
        if optional:
            for beginning in (before, before.rpartition(" ")[0]):
                self.add(label, f"{beginning} {behind}")
            return
        steps: list[_Step] = []
        gap = 0
        for part in term.split():
            if part.startswith("~"):
                gap = int(part[1:])
                continue
            steps.append(_Step(self.atom(part), gap))
            if gap:
                self.over_gap.add(steps[-1].atom)
            gap = 0
        if not steps or term.endswith("?"):
            raise ValueError(f"{label}: a term must end with a word that is not optional: {term!r}")
        self.by_first.setdefault(steps[0].atom, []).append(_Term(label, tuple(steps[1:])))


def fold(word: str) -> str:
    """Lower case, with the letters that writers leave out or vary made one."""
    return word.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def _inflected(word: str, endings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The forms of a word that ends in the name of its endings, "uda(rit)"; any other is its only form."""
    stem, inflects, name = word.partition("(")
    if not inflects:
        yield word
        return
    for ending in endings[name.removesuffix(")")]:
        for form in _inflected(ending, endings):
            yield stem + form


class _Knowledge:
    """Finds out what is to be known of a word; words that fit the same share it."""

    def __init__(self, compiler: _Compiler) -> None:
        self._compiler = compiler
        self._lengths = sorted(set(map(len, compiler.prefixes)))
        self._of_patterns = cache(self._known)

    def of(self, word: str) -> _Word:
        return self._of_patterns(self._fits(word))

    def _fits(self, word: str) -> frozenset[int]:
        numbers = list(self._compiler.literals.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            numbers.extend(self._compiler.prefixes.get(word[:length], ()))
        return frozenset(numbers)

    def _known(self, fits: frozenset[int]) -> _Word:
        terms = [term for number in fits for term in self._compiler.by_first.get(number, ())]
        return _Word(fits, fits & self._compiler.over_gap, _tree(terms) if terms else None)


def _tree(terms: Sequence[_Term]) -> _Node:
    """Terms by the words that follow the first."""
    goes_on: dict[int, list[_Term]] = {}
    for label, rest in terms:
        if rest and not rest[0].gap:
            goes_on.setdefault(rest[0].atom, []).append(_Term(label, rest[1:]))
    longer = {atom: _tree(some) for atom, some in goes_on.items()}
    over_gap: dict[int, list[_Term]] = {}
    for term in terms:
        if term.rest and term.rest[0].gap:
            over_gap.setdefault(term.rest[0].atom, []).append(term)
    return _Node(
        tuple(label for label, rest in terms if not rest),
        Remembered(lambda fits: [longer[atom] for atom in fits if atom in longer]) if longer else None,
        over_gap,
        frozenset(over_gap),
        max((term.rest[0].gap + 1 for some in over_gap.values() for term in some), default=0),
    )


class Lexicon:
    """One language's terms, compiled. It remembers which patterns a word fits, and nothing of any text."""

    def __init__(self, language: str, data: Mapping[str, Any]) -> None:
        self.language = language
        endings = {name: tuple(_split(value)) for name, value in data.get("endings", {}).items()}
        sets = {name: "|".join(_split(value)) for name, value in data.get("set", {}).items()}
        settings: dict[str, frozenset[str]] = {}
        for name, value in data.get("settings", {}).items():
            words = (word for term in _split(value) for word in _named(term, sets).split("|"))
            settings[name] = frozenset(fold(form) for word in words for form in _inflected(word, endings))
        lists = Remembered[str, frozenset[str]](lambda names: _any_of(names.split("|"), settings))
        self.words: Callable[[str], frozenset[str]] = lists.__getitem__
        """A plain list of words from the file's `[settings]`, by its name, or the words of several, "by|of";
        empty where there is none.
        """
        endings_of = Remembered[str, tuple[str, ...]](lambda names: tuple(lists[names]))
        self.endings: Callable[[str], tuple[str, ...]] = endings_of.__getitem__
        """The same as a tuple, for what a word may end with."""
        compiler = _Compiler(endings)
        for label, term in _terms("", data):
            compiler.add(label, _named(term, sets))
        self._words = Remembered(_Knowledge(compiler).of)

    def fits(self, word: str) -> frozenset[int]:
        """The numbers of the patterns that a folded word fits."""
        return self._words[word].fits

    def scan(self, words: Sequence[str], borders: Sequence[int]) -> list[Hit]:
        """Every term in `words` (folded), in order of its first word, the longest first.

        `borders[i]` says what stands before word i: 0 nothing, 1 a comma, 2 a colon or bracket, 3 the end
        of a sentence. No term crosses 3; adjacent words of a term may only be parted by 0, words over a gap
        also by 1.
        """
        if not words:
            return []
        fits, over_gap, begins = zip(*map(self._words.__getitem__, words), strict=True)
        hits: list[Hit] = []
        for at, node in enumerate(begins):
            if node is not None and (here := _follow(node, at + 1, fits, over_gap, borders)):
                if len(here) > 1:
                    here.sort()
                hits += [Hit(label, at, -last) for last, label in here]
        return hits


def _follow(
    node: _Node,
    position: int,
    fits: Sequence[frozenset[int]],
    over_gap: Sequence[frozenset[int]],
    borders: Sequence[int],
) -> list[tuple[int, str]]:
    """The terms of a node that end before `position` or behind it, each as its negative end and its label."""
    ends, goes_on, parted, beyond, reach = node
    found = [(-position, label) for label in ends] if ends else []
    if goes_on is not None and position < len(fits) and not borders[position]:
        for longer in goes_on[fits[position]]:
            found += _follow(longer, position + 1, fits, over_gap, borders)
    for atom in beyond.intersection(chain(*over_gap[position : position + reach])) if parted else ():
        for label, steps in parted[atom]:
            if last := _match(steps, position, fits, borders):
                found.append((-last, label))
    return found


def _match(
    steps: Sequence[_Step], position: int, fits: Sequence[frozenset[int]], borders: Sequence[int]
) -> int:
    """The end of the match of `steps` from `position`, or 0."""
    if not steps:
        return position
    (atom, gap), rest = steps[0], steps[1:]
    for here in range(position, min(len(fits), position + gap + 1)):
        if borders[here] > (1 if gap else 0):
            break
        if atom in fits[here] and (end := _match(rest, here + 1, fits, borders)):
            return end
    return 0


def _any_of(names: Sequence[str], lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words of some lists together."""
    found = [lists[name] for name in names if name in lists]
    return found[0] if len(found) == 1 else frozenset().union(*found)


def _split(value: str | Iterable[str]) -> Iterator[str]:
    lines = value.splitlines() if isinstance(value, str) else value
    for line in lines:
        for term in line.partition("#")[0].split(","):
            if term.strip():
                yield term.strip()


def _named(term: str, sets: Mapping[str, str]) -> str:
    """A term with the words of each list that it names."""
    return _SET.sub(lambda match: sets[match[1]], term)


def _terms(prefix: str, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if not prefix and key in ("settings", "set", "endings"):
            continue
        label = f"{prefix}.{key}" if prefix else key
        if isinstance(value, Mapping):
            yield from _terms(label, value)
        else:
            for term in _split(value):
                yield label, term


@cache
def lexicon_of(language: str) -> Lexicon:
    """The compiled lexicon of a known language."""
    path = files("incidents") / "data" / "lexicon" / f"{language}.toml"
    return Lexicon(language, tomllib.loads(path.read_text(encoding="utf-8")))
