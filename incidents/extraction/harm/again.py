"""Numbers that are only whole with what was told before: the dead told of again without theirs ("the shooting
*of two policemen* … *The officers* died"), and the hurt beside one of before ("*two others* were hurt").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction.harm.told import Told
from incidents.incident import Toll

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


def with_others(told: list[Told]) -> list[Told]:
    """The same fates, those who were hurt beside one person told of right before counted with him: "a woman
    was hurt … *Two others* were hurt"; not where a number of the hurt, or a death since, is told.
    """
    for at, one in enumerate(told):
        if not (one.fate == "injured" and one.persons.counted and _are_others(one)):
            continue
        before = [other for other in told[:at] if other.persons.role != "attacker" and other.persons.number]
        hurt = [other for other in before if other.fate in _HARMED]
        many = any(other.persons.number > 1 for other in hurt)
        if many or not hurt or not _is_right_before(hurt[-1], one) or _may_have_died(hurt[-1], told):
            continue
        number = replace(one.persons, toll=Toll.exactly(one.persons.number + 1))
        return [*told[:at], replace(one, persons=number), *told[at + 1 :]]
    return told


_HARMED = (*_HURT, "shot")


def _are_others(one: Told) -> bool:
    persons, sentence = one.persons, one.sentence
    return persons.toll == Toll.exactly(persons.number) and sentence.says(
        "more_people", persons.first + 1, persons.last + 1
    )


def _is_right_before(hurt: Told, one: Told) -> bool:
    """Whether one person was hurt, told of in the report's same or last sentence."""
    return not hurt.sentence.in_title and one.sentence.index - hurt.sentence.index <= 1


def _may_have_died(hurt: Told, told: Sequence[Told]) -> bool:
    """Whether a death is told behind, which may be his who was hurt."""
    return any(
        one.fate == "killed"
        and one.persons.role != "attacker"
        and (one.sentence.index, one.persons.first) >= (hurt.sentence.index, hurt.persons.first)
        for one in told
    )
