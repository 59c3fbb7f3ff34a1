"""On which side persons stand: who did it, who is of an armed group."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from incidents.extraction.harm.persons import Persons
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_NAME = 4  # words of a group's name before its commander
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
    """The same, those marked whom the text calls members or leaders of an armed group, and their men: "two
    *members* of the PKK", "an ISWAP *commander* and five of *his men*", "a militant *leader*".
    """
    named = [sentence.word_at(start) for start in sentence.groups]
    fighters = {hit.last for hit in sentence.found("person.attacker")}
    if not named and not fighters:
        return found
    told: list[Persons] = []
    for one in found:
        if one.role != "attacker" and (
            _is_of_group(one, named, sentence)
            or _leads(one, named, fighters, sentence)
            or _is_theirs(one, told, sentence)
        ):
            one = replace(one, role="member")
        told.append(one)
    return told


def _is_of_group(one: Persons, named: Sequence[int], sentence: Sentence) -> bool:
    """Whether persons are told of as members of a group that stands among the words `named`."""
    if not sentence.says("members", one.last - 1, one.last):
        return False
    return any(one.first <= at < one.last or _behind_of(one, at, sentence) for at in named)


def _behind_of(one: Persons, at: int, sentence: Sentence) -> bool:
    """Whether the group at word `at` is told as whose they are: "members *of the PKK*"."""
    return 0 < at - one.last <= _OF_GROUP and sentence.says("of", one.last, at)


def _leads(one: Persons, named: Sequence[int], fighters: Set[int], sentence: Sentence) -> bool:
    """Whether somebody leads a group or its fighters: "a Taliban *commander*", "a militant *leader*"."""
    if not sentence.says("leaders", one.last - 1, one.last):
        return False
    borders = sentence.passage.borders
    before = any(0 < one.last - 1 - at <= _NAME and not any(borders[at + 1 : one.last]) for at in named)
    return one.last - 1 in fighters or before or any(_behind_of(one, at, sentence) for at in named)


def _is_theirs(one: Persons, before: Sequence[Persons], sentence: Sentence) -> bool:
    """Whether they are the men of a member told before: "five of *his men*"."""
    words = sentence.lexicon
    theirs = not words.words("possessives").isdisjoint(sentence.words(one.first, one.last))
    return theirs and bool(before) and any(p.role == "member" for p in before)


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
