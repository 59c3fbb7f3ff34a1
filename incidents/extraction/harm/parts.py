"""Persons told as part of others: whether a fate is the part's alone or that of all ("four people, two of
them children, were killed").

Whom a word of fate is told of is decided in `owners`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction.harm.listing import listed_before
from incidents.extraction.harm.persons import Persons, is_out_of
from incidents.extraction.harm.told import Told
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_PART = 6  # words from "of them" to the number
_SAID = 7  # words that say of a part what it is
_ARTICLE = 2  # words that may open a noun phrase: "a local"


def as_part(hit: Hit, found: Persons, persons: Sequence[Persons], sentence: Sentence) -> tuple[bool, Persons]:
    """Whether persons are only some of others told of, and those whose fate is told: all of them where the
    part is an aside.
    """
    if not sentence.has("cue.part"):
        return False, found
    listed = next(iter(listed_before(found, persons, sentence)), found)
    marks = [
        mark
        for mark in sentence.found("cue.part")
        if (0 <= listed.first - mark.first < _PART or _is_inside(mark, listed, sentence))
        and not _is_of_others(mark, listed, persons, sentence)
    ]
    if not marks:
        return False, found
    if any(of_them(one, sentence) and not _is_aside(one, hit, sentence) for one in (found, listed)):
        return True, found
    whole = _whole(replace(found, first=listed.first), persons, hit, sentence)
    return whole is None, whole or found


def _is_of_others(mark: Hit, found: Persons, persons: Sequence[Persons], sentence: Sentence) -> bool:
    """Whether it parts others from a whole: "seven *others* were hurt, two *of them* badly, and he";
    "wounding four *others* before he was shot".
    """
    words = 0 if sentence.says("subjects", found.first, found.last) else 1
    return any(one.first <= mark.first < one.last < found.first - words for one in persons)


def _whole(part: Persons, persons: Sequence[Persons], hit: Hit, sentence: Sentence) -> Persons | None:
    """ "Five people, including two children, were hurt": the five, where the fate stands behind both."""
    borders = sentence.passage.borders
    before = [one for one in persons if one.counted and one.last <= part.first]
    if of_them(part, sentence):  # "…, four of them women and *three of them children*"
        before = [one for one in before if not of_them(one, sentence)]
    before = [one for one in before if not one.bare or any(borders[one.first + 1 : part.first + 1])]
    if not before or hit.first < part.last or before[-1].number <= part.number:
        return None
    relative = sentence.lexicon.words("clauses")
    if hit.first - part.last <= 3 and not relative.isdisjoint(sentence.words(part.last, hit.first)):
        return None  # "eight people, including the two *who* died, …"
    return before[-1]


def _is_aside(part: Persons, hit: Hit, sentence: Sentence) -> bool:
    """ "Four people, *two of them children*, were killed": commas part them, with up to some words more ("two
    of them *Chinese*"), from the verb of all.
    """
    borders = sentence.passage.borders
    before = range(part.first, max(part.first - _SAID, sentence.span.first), -1)
    behind = range(part.last, min(part.last + _SAID, hit.first, sentence.span.last - 1) + 1)
    opens = next((at for at in before if borders[at]), None)
    ends = next((at for at in behind if borders[at]), None)
    if opens is None or ends is None or not part.counted or not borders[opens] == borders[ends] == 1:
        return False
    return sentence.lexicon.words("auxiliary").issuperset(sentence.words(ends, hit.first))


def of_them(part: Persons, sentence: Sentence) -> bool:
    """ "One of them died", "one of them, a guard, died": the words for a part begin with the number, whose
    fate alone is told.
    """
    return any(
        hit.first <= part.first < hit.last
        or _is_inside(hit, part, sentence)
        or (hit.last == part.first and sentence.says("indefinite", hit.first, hit.first + 1))
        or is_one_of_them(hit, part, sentence)
        for hit in sentence.found("cue.part")
    )


def _is_inside(mark: Hit, part: Persons, sentence: Sentence) -> bool:
    """Whether "of them" stands behind a number of persons: "eleven *of them* women", not "three *others*"."""
    return part.first < mark.first < part.last and is_out_of(sentence, mark.first)


def is_one_of_them(mark: Hit, one: Persons, sentence: Sentence) -> bool:
    """Whether a comma sets a person beside "one of them": "one *of them*, a *guard*, was killed"."""
    borders = sentence.passage.borders
    return (
        one.number == 1
        and 0 <= one.first - mark.last <= _ARTICLE
        and borders[mark.last] == 1
        and sentence.says("indefinite", mark.first - 1, mark.first)
    )


_OF_THE_DEAD = 3  # words from a number to those of whom it is a part


def is_out_of_the_dead(one: Told) -> bool:
    """Whether some of those known to be dead are told of, and no death of the hurt: "two *of the dead* were
    guards", "three *of those killed*", not "two of those died".
    """
    sentence, first = one.sentence, one.persons.first
    return is_out_of(sentence, first + 1) and any(
        1 < hit.first - first <= _OF_THE_DEAD
        and sentence.lexicon.words("articles").issuperset(sentence.words(first + 2, hit.first))
        and sentence.says("counted_dead", hit.first, hit.first + 1)
        for hit in sentence.found("toll.killed")
    )
