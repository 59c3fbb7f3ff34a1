"""Words that tell an act only in some circumstances: "pummelled" of a busker, not of a team; "razed" by
militiamen, not by builders.

The lexicon holds such terms under `when.CIRCUMSTANCE.LABEL`: where the circumstance is given in the term's
own sentence the term counts under that label, elsewhere it is no term at all. Who did it to whom is judged by
the order of words where the language has one (`patients`), else by endings (`cases`) and by who stands near.
What the act is, and whether it happened, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from incidents.extraction.reading.cases import befalls_somebody
from incidents.extraction.reading.roles import (
    PEOPLE,
    agent_of,
    doer_of,
    is_human,
    is_passive,
    stands,
    whom_of,
)
from incidents.extraction.reading.sentence import Sentence
from incidents.extraction.words.lexicon import Hit

_ARMED = ("person.attacker", "person.force")
_IN_HAND = ("weapon.gun", "weapon.knife", "tool")
_MEANS = ("weapon", "tool", "person.attacker", "toll.killed", "toll.injured", "toll.hospital", "cue.by_force")
_NEAR = 4  # words from a verb to whom it is done


def settle(sentence: Sentence) -> None:
    """Keep the terms whose circumstance is given, under the label that they then bear."""
    if sentence.has("when"):
        sentence.keep(settled for hit in sentence.hits if (settled := _settled(sentence, hit)) is not None)


def _settled(sentence: Sentence, hit: Hit) -> Hit | None:
    root, _, rest = hit.label.partition(".")
    if root != "when":
        return hit
    circumstance, _, label = rest.partition(".")
    return Hit(label, hit.first, hit.last) if _GIVEN[circumstance](sentence, hit) else None


def _befalls_people(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is done to somebody, and by somebody if that is told: "a busker was pummelled", but not
    "farmers were pummelled by hail".
    """
    if not sentence.lexicon.words("patients"):
        return befalls_somebody(sentence, hit)
    if not stands(sentence, PEOPLE, whom_of(sentence, hit)):
        return False
    agent = agent_of(sentence, hit)
    return (is_passive(sentence, hit) and not agent) or is_human(sentence, doer_of(sentence, hit))


def _befalls_people_by_force(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is done to somebody with a weapon or tool, whoever does it, or with harm or by somebody
    violent.
    """
    ordered = sentence.lexicon.words("patients")
    if ordered and sentence.has_any(*_IN_HAND) and is_passive(sentence, hit):
        return stands(sentence, PEOPLE, whom_of(sentence, hit))
    if not _befalls_people(sentence, hit):
        return False
    if sentence.has_any(*_MEANS) or not ordered:
        return sentence.has_any(*_MEANS)
    doer = doer_of(sentence, hit)
    words = sentence.lexicon.words
    plain = words("plain_people") - words("faceless") | words("collections")
    return stands(sentence, _ARMED, doer) or any(sentence.passage.words[at] in plain for at in doer)


def _is_forcible(sentence: Sentence, _: Hit) -> bool:
    """Whether a weapon, a harm or an attacker is told beside it."""
    return sentence.has_any(*_MEANS)


def _is_done_by_attackers(sentence: Sentence, hit: Hit) -> bool:
    """Whether attackers do it."""
    if not sentence.lexicon.words("patients"):
        return sentence.has("person.attacker")
    return stands(sentence, ("person.attacker",), doer_of(sentence, hit))


def _is_done_by_armed(sentence: Sentence, hit: Hit) -> bool:
    """Whether attackers or forces do it, or a weapon is told beside it."""
    if sentence.has("weapon"):
        return True
    if not sentence.lexicon.words("patients"):
        return sentence.has("person.attacker") or _near(sentence, hit, _ARMED)
    return stands(sentence, _ARMED, doer_of(sentence, hit))


_GIVEN: Mapping[str, Callable[[Sentence, Hit], bool]] = {
    "to_people": _befalls_people,
    "to_people_by_force": _befalls_people_by_force,
    "by_force": _is_forcible,
    "by_attackers": _is_done_by_attackers,
    "by_armed": _is_done_by_armed,
}


def _near(sentence: Sentence, hit: Hit, labels: Iterable[str]) -> bool:
    """Whether somebody stands close by, on either side and in the same clause."""
    borders = sentence.passage.borders
    return any(
        not any(borders[min(one.last, hit.last) : max(one.first, hit.first) + 1])
        for label in labels
        for one in sentence.found(label)
        if one.first < hit.last + _NEAR and hit.first - _NEAR < one.last
    )
