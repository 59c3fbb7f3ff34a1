"""Add up who died, was hurt, taken and arrested in one story, victims and attackers apart.

The rule throughout: a total beats its parts, a written number beats a single person, and what the lead says
beats what comes late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidents.extraction.tolls import Fate, Told
from incidents.incident import Toll, Type


@dataclass(frozen=True, slots=True)
class Sum:
    """A toll and the place where it is told."""

    toll: Toll
    told: Told


def add_up(told: Sequence[Told], kind: Type) -> dict[str, Sum]:
    """The story's tolls by field name; a field that nobody tells of is left out."""
    sums: dict[str, Sum] = {}
    victims = [one for one in told if not _by_attacker(one)]
    attackers = [one for one in told if _by_attacker(one)]
    for field, fate, group in (
        ("killed", "killed", victims),
        ("injured", "injured", victims),
        ("abducted", "abducted", victims),
        ("arrested", "arrested", told),
        ("perpetrators_killed", "killed", attackers),
    ):
        found = _most(one for one in group if one.fate == fate)
        if found is not None:
            sums[field] = found
    _from_shot(sums, victims)
    if (
        kind not in (Type.KIDNAPPING, Type.HIJACKING)
        and "abducted" in sums
        and not sums["abducted"].told.persons.counted
    ):
        del sums["abducted"]
    return sums


def _by_attacker(one: Told) -> bool:
    return one.own_hand or one.persons.role == "attacker"


def _most(told: Iterable[Told]) -> Sum | None:
    """The best of several tellings of one fate."""
    stated = [one for one in told if one.persons.toll is not None]
    if not stated:
        return None
    whole = [one for one in stated if not one.part] or stated
    counted = [one for one in whole if one.persons.counted]
    early = [one for one in counted if one.sentence.lead]
    pool = early or counted or whole
    best = max(pool, key=lambda one: (_size(one), -one.sentence.index))
    if not best.persons.counted:
        return Sum(Toll.exactly(max(1, _named(whole))), best)
    if best.persons.toll is None:
        return None
    return Sum(best.persons.toll, best)


def _named(told: Sequence[Told]) -> int:
    """How many single persons one sentence lists with this fate."""
    by_sentence: dict[int, set[int]] = {}
    for one in told:
        by_sentence.setdefault(one.sentence.index, set()).add(one.persons.first)
    return max(len(persons) for persons in by_sentence.values())


def _size(one: Told) -> int:
    toll = one.persons.toll
    if toll is None:
        return 0
    return toll.best if toll.best is not None else toll.low or toll.high or 0


def _from_shot(sums: dict[str, Sum], victims: Sequence[Told]) -> None:
    """Persons who were shot or stabbed and of whom no death is told were hurt."""
    shot = _most(one for one in victims if one.fate == "shot")
    if shot is None or "injured" in sums or shot.toll.best is None:
        return
    dead: Fate = "killed"
    killed = sums.get(dead)
    left = shot.toll.best - (killed.toll.best or 0 if killed else 0)
    if left > 0:
        sums["injured"] = Sum(Toll.exactly(left), shot.told)
