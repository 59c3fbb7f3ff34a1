"""The words around numbers of people, as a language's word file lists them, made ready for fast look-up.

It knows which words there are, not what a number beside them means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from incidents.extraction.words.calendar_words import by_form, calendar_words, fold
from incidents.extraction.words.tokens import TOKEN

SETS = (
    *(
        "label",
        "stop",
        "of",
        "of_the",
        "rise",
        "rise_from",
        "clock",
        "after_age",
        "attributive",
    ),
    *("loose", "pronoun", "more", "toll"),
)


Entries = tuple[tuple[tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Expressions of one or more words, by their first two words and by their last, the longest first."""

    by_first: Mapping[str, Mapping[str, Entries]]
    by_last: Mapping[str, Entries]

    @classmethod
    def of(cls, meanings: Mapping[str, str]) -> Phrases:
        """`meanings`: expression -> what it stands for."""
        first: dict[str, dict[str, Entries]] = {}
        last: dict[str, Entries] = {}
        for phrase in sorted(meanings, key=len, reverse=True):
            words = tuple(TOKEN.findall(fold(phrase)))
            entry = ((words, meanings[phrase]),)
            by_second = first.setdefault(words[0], {})
            second = words[1] if len(words) > 1 else ""
            by_second[second] = by_second.get(second, ()) + entry
            last[words[-1]] = last.get(words[-1], ()) + entry
        return cls(first, last)

    def at(self, words: Sequence[str], start: int) -> tuple[int, str] | None:
        """(index behind it, meaning) of the longest expression that begins at word `start`."""
        by_second = self.by_first.get(words[start]) if start < len(words) else None
        if by_second is None:
            return None
        for phrase, meaning in by_second.get(words[start + 1], ()) if start + 1 < len(words) else ():
            end = start + len(phrase)
            if len(phrase) == 2 or tuple(words[start:end]) == phrase:
                return end, meaning
        alone = by_second.get("")
        return (start + 1, alone[0][1]) if alone else None

    def before(self, words: Sequence[str], end: int) -> tuple[int, str] | None:
        """(index of its first word, meaning) of the longest expression that ends before word `end`."""
        for phrase, meaning in self.by_last.get(words[end - 1], ()) if end > 0 else ():
            start = end - len(phrase)
            if len(phrase) == 1 or (start >= 0 and tuple(words[start:end]) == phrase):
                return start, meaning
        return None


@dataclass(frozen=True, slots=True)
class Nouns:
    """Whole words and stems (`stem*` in the file)."""

    whole: frozenset[str]
    stems: tuple[str, ...]

    @classmethod
    def of(cls, words: Iterable[str]) -> Nouns:
        folded = [fold(word) for word in words]
        return cls(
            frozenset(word for word in folded if not word.endswith("*")),
            tuple(word[:-1] for word in folded if word.endswith("*")),
        )

    def __contains__(self, word: str) -> bool:
        return word in self.whole or (bool(self.stems) and word.startswith(self.stems))


@dataclass(frozen=True, slots=True)
class NumberWords:
    """All that a language says beside a number of people. Keys as in the word file."""

    starts: frozenset[str]
    openers: Mapping[str, frozenset[str]]  # of words that only open an expression, those behind
    cardinal: Mapping[str, int]
    collective: frozenset[str]  # they count persons only ("шестеро")
    multiplier: Mapping[str, int]
    expressions: Phrases  # "group 2", "plenty 24", "with_harm", "whole", "before_people"
    loose: frozenset[str]
    bounds: Phrases
    bounds_behind: Phrases
    range_to: frozenset[str]
    range_between: frozenset[str]
    range_and: frozenset[str]
    many: Nouns
    one: Nouns
    harm: Nouns
    measure: Nouns
    label: frozenset[str]
    stop: frozenset[str]
    noun_endings: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    of: frozenset[str]
    of_the: frozenset[str]
    family: Phrases
    parent: Phrases
    age_before: Phrases
    pronoun: frozenset[str]
    rise: frozenset[str]
    rise_from: frozenset[str]
    clock: frozenset[str]
    after_age: frozenset[str]
    attributive: frozenset[str]
    more: frozenset[str]
    toll: frozenset[str]
    months: frozenset[str]
    days: frozenset[str]
    needs_capital: frozenset[str]
    number_suffix: frozenset[str]
    group_marks: frozenset[str]


def _expressions(words: Mapping[str, Mapping[str, list[str]]]) -> dict[str, str]:
    meanings = {form: f"group {value}" for form, value in by_form(words["group"]).items()}
    meanings |= {form: f"plenty {value}" for form, value in by_form(words["plenty"]).items()}
    return meanings | by_form(words["nobody"])


@lru_cache(maxsize=16)
def number_words(language: str) -> NumberWords:
    """The number words of `language`."""
    words = calendar_words(language)
    beside, people, bound = words["beside_number"], words["people"], words["bound"]
    cardinal = {form: int(value) for form, value in by_form(words["number"]).items()}
    cardinal |= {form: int(value) for form, value in by_form(words["collective"]).items()}
    multiplier = {form: int(value) for form, value in by_form(words["multiplier"]).items()}
    expressions = Phrases.of(_expressions(words))
    in_front = {name: bound[name] for name in ("at_least", "more_than", "less_than", "up_to", "about")}
    behind = {"at_least": bound["or_more"], "about": bound["or_so"], "nothing": []}
    sets = {name: frozenset(map(fold, beside[name])) for name in SETS}
    return NumberWords(
        starts=frozenset(cardinal) | frozenset(multiplier) | frozenset(expressions.by_first),
        openers={
            first: frozenset(seconds)
            for first, seconds in expressions.by_first.items()
            if "" not in seconds and first not in cardinal and first not in multiplier
        },
        cardinal=cardinal,
        collective=frozenset(map(fold, by_form(words["collective"]))),
        multiplier=multiplier,
        expressions=expressions,
        bounds=Phrases.of(by_form(in_front)),
        bounds_behind=Phrases.of(by_form(behind)),
        range_to=frozenset(bound["range_to"]),
        range_between=frozenset(bound["range_between"]),
        range_and=frozenset(bound["range_and"]),
        many=Nouns.of(people["many"]),
        one=Nouns.of(people["one"]),
        harm=Nouns.of(beside["harm"]),
        measure=Nouns.of(beside["measure"]),
        noun_endings=tuple(beside["noun_endings"]),
        adjective_endings=tuple(beside["adjective_endings"]),
        family=Phrases.of(dict.fromkeys(beside["family"], "family")),
        parent=Phrases.of(dict.fromkeys(beside["parent"], "parent")),
        age_before=Phrases.of(dict.fromkeys(beside["age_before"], "age")),
        months=frozenset(by_form(words["month"])),
        days=frozenset(by_form(words["weekday"])) | frozenset(by_form(words["near"])),
        needs_capital=frozenset(words["needs_capital"]),
        number_suffix=frozenset(words["number_suffix"]),
        group_marks=frozenset(words["group_marks"]),
        **sets,
    )
