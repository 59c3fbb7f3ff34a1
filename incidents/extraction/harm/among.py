"""Attackers told among those whom a number counts: "ten people, *including three gunmen*, were killed", "nine
dead, *five of them militants*"; and who is only said to be one: "five men *believed to be militants*".

By the words between the number and the attackers; whom a word of fate is told of is decided in `owners`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction.harm.persons import Persons
from incidents.extraction.reading import Sentence
from incidents.incident import Toll

_LIST = 10  # words from "including" to the last of those whom it lists
_BEHIND = 1  # words from "of them" to what they are
_CALLED = 2  # words from "believed to be" to what somebody is
_INNER = 2  # the border of a dash, a colon or a bracket
_BOMBED = ("act.bombing", "act.suicide_bombing", "person.bomber")
_ATTACKERS = ("person.attacker", "person.bomber")


def attackers_among(found: Persons, persons: Sequence[Persons], sentence: Sentence) -> Persons | None:
    """The attackers among those counted, with the number of all of them; None where none are told, or all,
    where a bomb killed them, or where attackers are told as those who killed.
    """
    if not found.counted or found.role == "attacker" or not sentence.has_any(*_ATTACKERS):
        return None
    if sentence.has_any(*_BOMBED) or any(
        one.role == "attacker" and one.last <= found.first for one in persons
    ):
        return None
    behind = [one for one in persons if one.first >= found.last]
    if not _makes_up(found, behind, sentence):
        behind = [one for one in behind if _is_part(one, found, persons, sentence)]
    theirs = [one for one in behind if _is_attacker(one, sentence)]
    number = sum(one.number for one in theirs)
    if not 0 < number < found.number:
        return None
    return replace(theirs[0], toll=Toll.exactly(number), role="attacker")


def less(toll: Toll, number: int) -> Toll:
    """A toll without some of those whom it counts."""
    low, best, high = (None if one is None else one - number for one in (toll.low, toll.best, toll.high))
    return Toll(low, best, high)


def _is_part(one: Persons, found: Persons, persons: Sequence[Persons], sentence: Sentence) -> bool:
    """Whether words such as "including" or "of them" make persons a part of those counted right before."""
    if _is_no_head(one, sentence) or _has_fate(one, sentence):
        return False
    return any(
        found.last <= mark.first < one.last
        and (one.first < mark.first or 0 <= one.first - mark.last <= _LIST)
        and not _turns(mark.last, one.first, sentence)
        and not any(
            other.counted and found.last <= other.first and other.last <= mark.first for other in persons
        )
        for mark in sentence.found("cue.part")
    )


def _has_fate(one: Persons, sentence: Sentence) -> bool:
    """Whether a verb right behind tells what befell these alone: "…, and two attackers *wounded*"."""
    passage, last = sentence.passage, one.last
    if last >= sentence.span.last or passage.borders[last]:
        return False
    verb = passage.words[last].endswith(sentence.lexicon.endings("stricken"))
    return (
        verb
        or sentence.says("auxiliary", last, last + 1)
        or any(hit.first == last for hit in sentence.found_any("toll", "act"))
    )


def _is_no_head(one: Persons, sentence: Sentence) -> bool:
    """Whether persons only say whose somebody is, or what he was: "the wives *of two militants*", "five
    *former* rebels".
    """
    opens = sentence.passage.words[one.first : one.last]
    if any(word in sentence.lexicon.words("formerly") for word in opens):
        return True
    owned = sentence.says("of", one.first - 1, one.first)
    return owned or any(hit.last == one.first for hit in sentence.found("person.victim"))


def _turns(first: int, last: int, sentence: Sentence) -> bool:
    """Whether another clause begins between two words: "including a child, *when gunmen* attacked"."""
    borders = sentence.passage.borders
    if sentence.says("subordinates|relatives|auxiliary|by|objects", first, last):
        return True
    if any(first <= hit.first < last for hit in sentence.found_any("toll", "act.shooting", "act.killing")):
        return True
    return any(border >= _INNER for border in borders[first + 1 : last + 1])


def _is_attacker(one: Persons, sentence: Sentence) -> bool:
    """Whether persons are attackers, by their noun or by the one behind "of them"."""
    if one.toll is None or one.toll != Toll.exactly(one.number):
        return False
    if one.role == "attacker":
        return True
    text, ends = sentence.passage.text, sentence.passage.ends
    return one.bare and any(
        0 <= hit.first - one.last <= _BEHIND
        and not sentence.says("prepositions|by", one.last, hit.first)
        and text[ends[hit.last - 1] : ends[hit.last - 1] + 1] not in ("'", "’")
        for label in _ATTACKERS
        for hit in sentence.found(label)
    )


def _makes_up(found: Persons, behind: Sequence[Persons], sentence: Sentence) -> bool:
    """Whether the numbers behind a colon or dash are those of all: "six people: four guards and two
    rebels".
    """
    counted = [one for one in behind if one.counted]
    if not counted or sum(one.number for one in counted) != found.number:
        return False
    return any(border == _INNER for border in sentence.passage.borders[found.last : counted[0].first + 1])


def taken_for(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked as attackers whom somebody takes for such: "men *believed to be militants*"."""
    cues = sentence.found("cue.taken_for")
    if not cues:
        return found
    nouns = sentence.found("person.attacker")

    def is_one(one: Persons) -> bool:
        return one.role in (None, "victim") and any(
            0 <= cue.first - one.last <= 1 and any(0 <= hit.first - cue.last <= _CALLED for hit in nouns)
            for cue in cues
        )

    return [replace(one, role="attacker") if is_one(one) else one for one in found]
