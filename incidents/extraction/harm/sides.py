"""On which side persons stand: who did it, who is of an armed group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction.harm.persons import Persons
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_OF_GROUP = 3  # words between "members" and the group's name


def doers(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked as attackers of whom it is said that they did it."""
    hits = sentence.found("cue.doer")
    if not hits:
        return found
    return [replace(one, role="attacker") if _did(one, hits, sentence) else one for one in found]


def _did(one: Persons, doers: Sequence[Hit], sentence: Sentence) -> bool:
    """Whether the words behind say that they did it: "a man *accused of* …", "two men *who opened fire*"."""
    auxiliary = sentence.lexicon.words("auxiliary")
    return any(
        0 <= hit.first - one.last <= 2
        and all(word in auxiliary or word == "who" for word in sentence.words(one.last, hit.first))
        for hit in doers
    )


def agents(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked as attackers by whom an act or a harm was done: "set upon *by four youths*"."""
    if not sentence.says("agent", sentence.span.first, sentence.span.last):
        return found
    ends = {hit.last for name in ("act", "toll") for hit in sentence.found(name)}

    def did(one: Persons) -> bool:
        told = one.first in ends or one.first - 1 in ends
        return told and sentence.says("agent", one.first - 1, one.first)

    return [replace(one, role="attacker") if one.role == "victim" and did(one) else one for one in found]


def members(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked whom the text calls members of an armed group: "two *members* of the PKK"."""
    if not sentence.groups:
        return found
    named = [sentence.word_at(start) for start in sentence.groups]
    members, of = sentence.lexicon.words("members"), sentence.lexicon.words("of")
    return [
        replace(one, role="member")
        if one.role != "attacker"
        and sentence.passage.words[one.last - 1] in members
        and any(
            one.first <= at < one.last
            or (0 < at - one.last <= _OF_GROUP and not of.isdisjoint(sentence.words(one.last, at)))
            for at in named
        )
        else one
        for one in found
    ]


def of_attackers(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked as attackers who are counted among them: "*из нападавших* убиты *девять*",
    "*нападавших* убито *девять*".
    """
    if not any(one.bare for one in found):
        return found
    words, passage, first = sentence.lexicon, sentence.passage, sentence.span.first
    endings = tuple(words.words("partitives"))

    def opens(at: int) -> bool:
        return at == first or passage.borders[at] > 0

    heads = [
        one.last
        for one in found
        if one.role == "attacker"
        and (
            (sentence.says("out_of", one.first - 1, one.first) and opens(one.first - 1))
            or (opens(one.first) and not one.counted and passage.words[one.last - 1].endswith(endings))
        )
    ]
    return [
        replace(one, role="attacker") if one.bare and any(head <= one.first for head in heads) else one
        for one in found
    ]
