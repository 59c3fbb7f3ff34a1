"""The dead told of again without their number: "the shooting *of two policemen* … *The officers* died"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction.harm.told import Told

_HURT = ("injured", "hospital")


def with_numbers(told: list[Told]) -> list[Told]:
    """The same fates, where those shot were one group of so many and nobody says how many of them died or
    were hurt, with that number for the dead who are told of as known.
    """
    counted = [one for one in told if one.persons.counted and one.persons.number]
    shot = [one for one in counted if one.fate == "shot" and one.persons.role != "attacker"]
    if len({one.persons.number for one in shot}) != 1 or any(_says_how_many(one) for one in told):
        return told
    return [_as_many(one, shot) if _is_known(one, shot[0]) else one for one in told]


def _says_how_many(one: Told) -> bool:
    """Whether it is told of a number, or of somebody alone, that he died or was hurt."""
    return one.fate in ("killed", *_HURT) and one.persons.number > 0


def _is_known(one: Told, shot: Told) -> bool:
    """Whether several, whose number is not said, are dead, and told of as those of before."""
    persons = one.persons
    if one.fate != "killed" or one.part or persons.toll is not None or persons.role == "attacker":
        return False
    sentence = one.sentence
    if sentence.index <= shot.sentence.index:
        return False
    if sentence.says("subjects_many", persons.first, persons.last):
        return True
    if sentence.lexicon.words("heads_first"):
        return not _stems(one).isdisjoint(_stems(shot))
    return sentence.says("articles", persons.first - 2, persons.first)


_STEM = 5  # letters in which the cases of a noun agree


def _stems(one: Told) -> set[str]:
    return {word[:_STEM] for word in one.sentence.words(one.persons.first, one.persons.last)}


def _as_many(one: Told, shot: Sequence[Told]) -> Told:
    return replace(one, persons=replace(one.persons, toll=shot[0].persons.toll, counted=True))
