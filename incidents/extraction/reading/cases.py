"""Whom a verb befell, by the endings of a language whose nouns are declined: "отлупил *кондуктора*",
"*женщину* избил сосед"; for languages whose order of words does not say it (see `roles`).

It knows no verb and no noun, and judges no act.
"""

from __future__ import annotations

from incidents.extraction.reading.sentence import Sentence
from incidents.extraction.words.lexicon import Hit

_PERSONS = ("person.victim", "person.force", "person.official", "prominent")
_REACH = 3  # words between a verb and its object


def befalls_somebody(sentence: Sentence, hit: Hit) -> bool:
    """Whether a person near a verb, in its clause, is its object, or the subject of its passive."""
    words, borders = sentence.passage.words, sentence.passage.borders
    passive = words[hit.first].endswith(sentence.lexicon.endings("passives"))
    beside = sentence.lexicon.words("governing|accompanied")
    for first, last in _persons(sentence):
        behind = 0 <= first - hit.last <= _REACH
        gap = range(hit.last, first + 1) if behind else range(last, hit.first + 1)
        near = behind or 0 <= hit.first - last <= _REACH
        if (
            not near
            or any(borders[at] for at in gap)
            or not beside.isdisjoint(sentence.words(first - 1, first))
        ):
            continue
        if passive or behind or (_suffers(sentence, first, last) and not _does(sentence, first, hit)):
            return True
    return False


def _persons(sentence: Sentence) -> set[tuple[int, int]]:
    """The words for persons, and those that stand for some: "двоих"."""
    span, named = sentence.span, sentence.lexicon.words("somebody")
    people = {(hit.first, hit.last) for label in _PERSONS for hit in sentence.found(label)}
    return people | {
        (at, at + 1) for at in range(span.first, span.last) if sentence.passage.words[at] in named
    }


def _does(sentence: Sentence, person: int, hit: Hit) -> bool:
    """Whether a person may be the subject by his ending and the verb's: "женщин*а* … -*ла*"."""
    noun, verb = sentence.passage.words[person], sentence.passage.words[hit.first]
    pairs = (pair.split(":") for pair in sentence.lexicon.words("doing"))
    return any(noun.endswith(subject) and verb.endswith(done) for subject, done in pairs)


def _suffers(sentence: Sentence, first: int, last: int) -> bool:
    """Whether somebody who stands before the verb has the ending of an object."""
    endings = sentence.lexicon.endings("accusatives")
    return any(sentence.passage.words[at].endswith(endings) for at in (first, last - 1))
