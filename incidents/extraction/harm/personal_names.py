"""Names of persons: words with a capital that nothing else explains."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from itertools import chain

from incidents.extraction.harm.persons import Persons, Role
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Toll


def named(found: list[Persons], taken: Set[int], sentence: Sentence) -> list[Persons]:
    """The persons found and those who are named, as one where they stand side by side: "16-year-old *Hank
    Ortiz*"; `taken` are the words of those found.
    """
    passage = sentence.passage
    alone = {one.last: one for one in found if not one.counted and one.number == 1}
    for name in _names(sentence, taken):
        noun = None if passage.borders[name.first] else alone.get(name.first)
        if noun is None or sentence.lexicon.words("heads_first"):
            found.append(name)
            continue
        found.remove(noun)
        found.append(replace(noun, last=name.last, end=name.end))
    return found


def _names(sentence: Sentence, taken: Set[int]) -> list[Persons]:
    """Runs of capitalised words that are no place, no month and no known term: names of persons.

    Not whoever speaks ("Smith said"), nor what a person is of or taken to ("of Lincoln", "at Mercy").
    """
    passage = sentence.passage
    runs = _runs(sentence)
    if not runs:
        return []
    covered = {*taken, *chain.from_iterable(map(_ends, sentence.hits))}
    known = [(place.start, place.end) for place in sentence.places]
    known += [(day.start, day.end) for day in sentence.dates]
    found: list[Persons] = []
    for first, last in runs:
        start, end = passage.starts[first], passage.ends[last - 1]
        named = any(s < end and start < e for s, e in known) or not covered.isdisjoint(range(first, last))
        address = not sentence.lexicon.words("name_parts").isdisjoint(passage.words[first : last + 1])
        if not named and not address and not _beside(sentence, first, last):
            role: Role = "attacker" if sentence.words(first - 1, first) == ["by"] else "victim"
            found.append(Persons.of(sentence, first, last, Toll.exactly(1), role))
    return found


def _ends(hit: Hit) -> Iterable[int]:
    """The words of a term; the outer ones of a fate that may hold a person: "*shot* Ann Lee to *death*"."""
    return (hit.first, hit.last - 1) if hit.label.startswith("toll.") else range(hit.first, hit.last)


def _runs(sentence: Sentence) -> list[tuple[int, int]]:
    """The ranges of words with a capital that nothing parts, without a word that only opens the sentence."""
    words = sentence.lexicon
    passage, span = sentence.passage, sentence.span
    no_names = words.words("articles|pronouns")
    runs: list[tuple[int, int]] = []
    told = any(hit.first == span.first for hit in sentence.found("toll"))  # "Погиб Иван Петров"
    for at in sentence.capitals:
        word = passage.words[at]
        if at < span.first + told or len(word) < 2 or word in no_names:
            continue
        goes_on = not passage.borders[at] or word in words.words("suffixes")  # "Larry Lynch, Jr."
        if runs and runs[-1][1] == at and goes_on:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    if runs and runs[0][0] == span.first and passage.words[span.first] in words.words("openers"):
        runs[0] = (span.first + 1, runs[0][1])
    return [(first, last) for first, last in runs if first < last]


def _beside(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a name is the speaker's, of a place that the gazetteer does not know, or of a body."""
    words = sentence.lexicon
    speech, passage = words.words("speech"), sentence.passage
    before, after = sentence.words(first - 1, first), sentence.words(last, last + 1)
    if (before and before[0] in speech) or (after and after[0] in speech):
        return True
    if not before:
        return False
    several = bool(after) and after[0] in words.words("many_were")
    if several and before[0] not in words.words("both") and not passage.borders[first]:
        return True  # "three nurses of *Mercy Corps* were killed"
    if before[0] in words.words("locative") or before[0] in words.words("origin"):
        return True
    block = ("block", "corner", "intersection")
    return before[0] == "of" and (
        passage.borders[first - 1] > 0
        or passage.words[first - 2].isdigit()
        or passage.words[first - 2] in block
    )
