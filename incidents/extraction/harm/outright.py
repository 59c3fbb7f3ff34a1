"""Fates that words tell by themselves, without a noun or number beside them: "no one was hurt", "a double
homicide", "blew himself up".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.extraction.harm.persons import Persons
from incidents.extraction.harm.told import Fate, Told
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Toll

_LIMB = 4  # words from the shot to where it hit
_NOBODY_REACH = 4  # words from "nobody" to what befell him
_HURT = ("toll.injured", "toll.hospital")
_BY_HIMSELF = ("toll.self", "toll.murder_suicide")
_OUTRIGHT = (
    *("toll.none", "toll.nobody", "toll.implied", "multiple", "toll.unhurt", "toll.none_held"),
    *_BY_HIMSELF,
)
_NONE, _ONE, _ONE_OR_MORE = Toll.exactly(0), Toll.exactly(1), Toll(1, 1, None)


def told_outright(sentence: Sentence) -> list[Told]:
    """The fates that a sentence tells without a noun or number, in no order."""
    if not sentence.has_any(*_OUTRIGHT):
        return []
    return [
        *_nobody(sentence),
        *_implied(sentence),
        *_multiple(sentence),
        *_own_hand(sentence),
        *_unhurt(sentence),
        *_none_held(sentence),
    ]


def _of(sentence: Sentence, hit: Hit, fate: Fate, toll: Toll, *, counted: bool = False) -> Told:
    """A fate told by a term alone."""
    persons = Persons.of(sentence, hit.first, hit.last, toll, counted=counted)
    return Told(fate, replace(persons, bare=True), sentence)


def _nobody(sentence: Sentence) -> list[Told]:
    """ "No one was injured", "there were no casualties": a toll of zero, for the fate that is named."""
    told: list[Told] = []
    of_the_hurt = {hit.first for hit in sentence.found("toll.of_the_hurt")}
    untold = sentence.found("toll.untold")
    harmed = [(hit.first, "killed") for hit in sentence.found("toll.killed")]  # also of "did not suffer"
    harmed += [(hit.first, "injured") for label in _HURT for hit in sentence.found(label)]
    for hit in sentence.hits:
        if hit.label not in ("toll.none", "toll.nobody") or hit.first in of_the_hurt:
            continue
        if any(one.first <= hit.first < one.last for one in untold):
            continue  # "no word *of casualties*": nobody knows yet
        right_behind = any(one.last == hit.first for one in sentence.found("person"))
        if right_behind and not sentence.passage.borders[hit.first]:
            continue  # "his driver was unharmed": he alone
        near = _told_of_nobody(sentence, hit, sorted(harmed))
        fates: list[Fate] = [fate for fate in ("killed", "injured") if fate in near]
        if not fates and hit.label == "toll.none":
            fates = ["killed", "injured"]
        told.extend(_of(sentence, hit, fate, _NONE, counted=True) for fate in fates)
    return told[:2]


def _told_of_nobody(sentence: Sentence, nobody: Hit, harmed: Sequence[tuple[int, str]]) -> set[str]:
    """The fates that befell nobody: those right behind, and what is joined to them by "or"."""
    near: dict[int, str] = {}
    for first, fate in harmed:
        row = near and first - max(near) == 2 and sentence.says("rows", first - 1, first)
        if nobody.first <= first < nobody.last + _NOBODY_REACH or row:
            near[first] = fate
    return set(near.values())


def _implied(sentence: Sentence) -> Iterator[Told]:
    """ "A fatal shooting" tells of a death without telling whose."""
    supposed = sentence.found("toll.supposed")
    for hit in sentence.found("toll.implied")[:1]:
        if not any(over.first <= hit.first < over.last for over in supposed):
            yield _of(sentence, hit, "implied", _ONE_OR_MORE)


def _multiple(sentence: Sentence) -> Iterator[Told]:
    """ "A triple shooting", "a double homicide": the label says the fate and the number."""
    tried = {hit.first for hit in sentence.found("multiple.charged")}
    for hit in sentence.found("multiple"):
        _, fate, number = hit.label.split(".")
        if not (fate == "implied" and hit.first in tried):  # "two counts of attempted murder"
            yield _of(sentence, hit, fate, Toll.exactly(int(number)), counted=True)  # type: ignore[arg-type]


def _own_hand(sentence: Sentence) -> Iterator[Told]:
    """ "Blew himself up", "turned the gun on himself": one attacker dead, or hurt in a limb."""
    accident = sentence.has("cue.accident")
    for hit in [hit for hit in sentence.hits if hit.label in _BY_HIMSELF][:1]:
        persons = Persons.of(sentence, hit.first, hit.last, _ONE)
        if sentence.says("limbs", hit.last, hit.last + _LIMB):  # "then shot himself in the leg"
            yield Told("injured", persons, sentence, own_hand=not accident, accident=accident)
        else:
            yield Told("killed", persons, sentence, own_hand=True, accident=accident)


def is_self_shot(sentence: Sentence) -> bool:
    """Whether one is said to have shot himself, in other words than those that tell a death of his own."""
    whole = [hit for hit in sentence.hits if hit.label in _BY_HIMSELF]
    return not any(hit.label == "toll.self" for hit in whole) and any(
        not any(over.first <= hit.first < over.last for over in whole)
        for hit in sentence.found("toll.self_shot")
    )


def _unhurt(sentence: Sentence) -> Iterator[Told]:
    """ "The driver was unhurt": somebody was there, and nothing befell him."""
    for hit in sentence.found("toll.unhurt")[:1]:
        yield _of(sentence, hit, "unhurt", _NONE)


def _none_held(sentence: Sentence) -> Iterator[Told]:
    """ "No arrests have been made": nobody is held, as far as the sentence knows."""
    for hit in sentence.found("toll.none_held")[:1]:
        yield _of(sentence, hit, "arrested", _NONE, counted=True)
