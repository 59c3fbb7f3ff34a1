"""On which side persons stand: who did it, who is of an armed group."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from incidents.extraction.harm.persons import Persons
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_NAME = 4  # words of a group's name before its commander
_OF_GROUP = 3  # words between "members" and the group's name
_LOSING = 2  # words behind a side that may say that it lost men
_STOP = 2  # a border that parts more than a comma does
_CHARGE = 3  # words from "accused of" to what somebody is accused of
_POSSESSIVE = ("'", "’")
_BESIDE = 2  # words between those whom a mob killed and the words that tell it
_AMONG = 3  # words from "casualties" to the side that had them


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
        and not sentence.says("no_violence", hit.last, hit.last + _CHARGE)
        for hit in doers
    )


def lynched(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those whom a mob killed marked as victims, whatever they are said to have done: they stand
    among its words or right beside them.
    """
    cues = sentence.found("cue.lynched")
    if not cues:
        return found

    def struck(one: Persons) -> bool:
        return any(one.last >= hit.first - _BESIDE and one.first <= hit.last + _BESIDE for hit in cues)

    return [replace(one, role="victim") if one.role == "attacker" and struck(one) else one for one in found]


def agents(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked as attackers by whom an act or a harm was done: "set upon *by four youths*"."""
    if not sentence.says("agent", sentence.span.first, sentence.span.last):
        return found
    ends = {hit.last for name in ("act", "toll") for hit in sentence.found(name)}

    def did(one: Persons) -> bool:
        told = one.first in ends or one.first - 1 in ends
        return told and sentence.says("agent", one.first - 1, one.first)

    return [replace(one, role="attacker") if one.role == "victim" and did(one) else one for one in found]


def is_subject_behind(one: Persons, sentence: Sentence) -> bool:
    """Whether persons are counted in the nominative right behind an active verb: "таксиста убили *двое*"."""
    if not sentence.says("subject_numbers", one.first, one.first + 1):
        return False
    return any(hit.last == one.first for hit in sentence.found("cue.active"))


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


def losses(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked as attackers who are told as the losses of attackers: "the militants' *losses*
    were *30*", "the rebels *lost 20 men*", "*casualties among* the insurgents were *12*".
    """
    first, last = sentence.span.first, sentence.span.last
    told = sentence.says("losses|losing", first, last)
    if not (told or sentence.has("cue.put_at")):
        return found
    losers = [hit for hit in sentence.found("person.attacker") if _had_losses(hit, sentence)]
    return [
        replace(one, role="attacker") if any(_are_lost(one, hit, sentence) for hit in losers) else one
        for one in found
    ]


def _had_losses(side: Hit, sentence: Sentence) -> bool:
    """Whether words beside a side say that it had losses; behind a plural it must own them: "two militants,
    *casualties* of …" are no more than two.
    """
    passage, last = sentence.passage, side.last
    if sentence.says("losing", last, last + _LOSING):
        return True
    if any(put.first < side.first < put.last for put in sentence.found("cue.put_at")):
        return True
    before = range(max(side.first - _AMONG, sentence.span.first), side.first)
    if sentence.says("losses_of", side.first - _AMONG, side.first):
        return any(sentence.says("losses", at, at + 1) for at in before)
    plural = passage.words[last - 1].endswith(sentence.lexicon.endings("plural_endings"))
    owned = passage.text[passage.ends[last - 1] :][:1] in _POSSESSIVE
    return (owned or not plural) and sentence.says("losses", last, last + 1)


def _are_lost(one: Persons, side: Hit, sentence: Sentence) -> bool:
    """Whether persons counted behind a side are told as its own: nobody else, and no loss of another side,
    is told between.
    """
    if not one.counted or one.first < side.last:
        return False
    if one.role is not None and not sentence.says("members", one.last - 1, one.last):
        return False
    others = any(side.last <= hit.first < one.first for hit in sentence.found("person"))
    lost = sentence.says("losing", side.last, side.last + _LOSING)
    others = others or (lost and sentence.says("both", side.last, one.first))
    whole = all(border < _STOP for border in sentence.passage.borders[side.last : one.first + 1])
    return whole and not others and not sentence.says("possessives", side.last, one.first)


def of_attackers(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked as attackers who are counted among them: "*из нападавших* убиты *девять*",
    "*нападавших* убито *девять*".
    """
    if not any(one.bare for one in found):
        return found
    words, passage, first = sentence.lexicon, sentence.passage, sentence.span.first
    endings = words.endings("partitives")

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
