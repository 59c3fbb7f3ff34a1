"""Add up who died, was hurt, taken and arrested in one story, victims and attackers apart.

The rule throughout: a total beats its parts, a written number beats a single person, and what the lead says
beats what comes late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidents.extraction.harm.told import Told
from incidents.extraction.harm.victims import is_another, victims
from incidents.incident import Toll, Type

_HARMED = ("injured", "shot", "hospital")


@dataclass(frozen=True, slots=True)
class Sum:
    """A toll and the place where it is told."""

    toll: Toll
    told: Told


def add_up(told: Sequence[Told], kind: Type) -> dict[str, Sum]:
    """The story's tolls by field name; a field that nobody tells of is left out."""
    accident = any(one.accident for one in told)
    fought = kind in (Type.RAID, Type.CLASH)
    attackers = [one for one in told if _by_attacker(one, accident=accident, fought=fought)]
    struck = [one for one in told if one not in attackers]
    sums = {
        field: found
        for field, fate, group in (
            ("killed", "killed", struck),
            ("injured", "injured", struck),
            ("abducted", "abducted", struck),
            ("arrested", "arrested", told),
            ("perpetrators_killed", "killed", attackers),
        )
        if (found := largest(one for one in group if one.fate == fate)) is not None
    }
    if "killed" in sums:
        sums["killed"] = _with_others(sums["killed"], [one for one in struck if one.fate == "killed"])
    if kind is Type.SUICIDE_BOMBING:
        _add(sums, "perpetrators_killed", (one for one in told if one.fate == "bomber"))
    else:
        _share_with_attackers(sums, struck)
    if not sums.keys() & {"killed", "perpetrators_killed"}:
        _add(sums, "killed", _implied(told, struck))
    _add(sums, "killed", (one for one in struck if one.fate == "injured" and _is_nobody(one)))
    _hurt(sums, struck)
    _taken(sums, told, kind)
    return sums


def _add(sums: dict[str, Sum], field: str, told: Iterable[Told]) -> None:
    """Fill a field that is not told yet from tellings that only imply it."""
    found = largest(told)
    if found is not None:
        sums.setdefault(field, found)


def _implied(told: Sequence[Told], struck: Sequence[Told]) -> list[Told]:
    """The words that imply a death ("murder"); where the hurt are told, one deep in the text is another's."""
    harmed = any(one.fate in _HARMED for one in struck)
    deaths = [one for one in told if one.fate == "implied"]
    return [one for one in deaths if not harmed or one.sentence.lead or one.sentence.in_title]


def _taken(sums: dict[str, Sum], told: Sequence[Told], kind: Type) -> None:
    """Who was taken: those aboard what was hijacked; a single person only where the act is such a one."""
    if kind is Type.HIJACKING:
        _add(sums, "abducted", (one for one in told if one.fate == "aboard"))
    elif kind is not Type.KIDNAPPING and "abducted" in sums and not sums["abducted"].told.persons.counted:
        del sums["abducted"]


def _with_others(found: Sum, dead: Sequence[Told]) -> Sum:
    """ "His wife was *also* killed": the dead who are told of beside one who was told of alone before, or
    beside soldiers or officials; not where a greater number is told, which may hold them all.
    """
    others = [one for one in dead if one.also and not one.sentence.in_title]
    alone = largest(one for one in dead if one not in others)
    if not others or alone is None:
        return found
    before = [one for one in dead if one not in others and one.sentence.index < others[0].sentence.index]
    counted = max((_size(one) for one in others if one.persons.counted), default=0)
    many = alone.told.persons.counted
    if not before or (many and not _is_of_forces(alone.told, others, most=counted, found=found)):
        return found
    number = counted + len(victims([one for one in others if not one.persons.counted]))
    return Sum(Toll.exactly((_size(alone.told) if many else 1) + number), others[0])


_ARMED = ("force", "official")


def _is_of_forces(dead: Told, others: Sequence[Told], *, most: int, found: Sum) -> bool:
    """Whether so many soldiers or officials died, whom "two passers-by were *also* killed" adds to: others
    than they, and no number that is told is greater than theirs or that of the others, `most`.
    """
    named = all(one.persons.counted or one.persons.role == "victim" for one in others)
    apart = dead.persons.role in _ARMED and named and all(one.persons.role not in _ARMED for one in others)
    return apart and _exact(dead) and not dead.part and _size(found.told) <= max(_size(dead), most)


def _by_attacker(one: Told, *, accident: bool, fought: bool) -> bool:
    """Who kills himself on purpose is an attacker, a child that plays with a gun is not; where armed sides
    fought, an armed group's members are.
    """
    role = one.persons.role
    return (one.own_hand and not accident) or role == "attacker" or (fought and role == "member")


def _is_nobody(one: Told) -> bool:
    """Whether it is told that nobody was hurt, and not that nobody else was: then nobody died either."""
    toll = one.persons.toll
    return toll is not None and toll.high == 0 and not one.sentence.says("besides", *_around(one))


def _around(one: Told) -> tuple[int, int]:
    """The words in which "else" or "other" would stand."""
    return one.persons.first, one.persons.last + 2


def largest(told: Iterable[Told]) -> Sum | None:
    """The best of several tellings of one fate: written numbers before single persons, the lead before the
    rest.
    """
    stated = [one for one in told if one.persons.toll is not None]
    if not stated:
        return None
    whole = [one for one in stated if not one.part] or stated
    counted = [one for one in whole if one.persons.counted]
    early = [one for one in counted if one.sentence.lead]
    totals = [one for one in counted if one.sentence.has("cue.total")]
    pool = early + [one for one in totals if one not in early] or counted or whole
    exact = [one for one in pool if _exact(one)]
    vague = [one for one in pool if not _exact(one)]
    rounded = exact and all(one.sentence.in_title for one in exact)
    if rounded and any(_size(one) == max(map(_size, exact)) for one in vague):
        pool = vague  # "killed 12" over "at least 12 were killed"
    elif exact and max(map(_size, exact)) >= min(map(_size, vague), default=0):
        pool = exact
    best = max(pool, key=lambda one: (_size(one), -one.sentence.index))
    toll = best.persons.toll
    return None if toll is None else Sum(toll, best)


def _exact(one: Told) -> bool:
    toll = one.persons.toll
    return toll is not None and toll.low == toll.high


def _size(one: Told) -> int:
    toll = one.persons.toll
    if toll is None:
        return 0
    return toll.best if toll.best is not None else toll.low or toll.high or 0


def _share_with_attackers(sums: dict[str, Sum], struck: Sequence[Told]) -> None:
    """ "Two dead in a murder-suicide": who died by his own hand is one of the dead, unless as many are told
    of as killed by him.
    """
    dead, attackers = sums.get("killed"), sums.get("perpetrators_killed")
    if dead is None or attackers is None or not attackers.told.own_hand:
        return
    number = dead.toll.best
    slain = any(one.fate == "killed" and not one.state and _size(one) == number for one in struck)
    if (
        not slain
        and dead.told.persons.counted
        and dead.told.state
        and number is not None
        and number > 1
        and dead.toll.low == number
    ):
        sums["killed"] = Sum(Toll.exactly(number - 1), dead.told)


def _is_beside(hurt: Told, struck: Sequence[Told]) -> bool:
    """Whether a single person who was hurt is another one than the dead: what is said of him says so,
    or his sentence tells of two.
    """
    dead = [one for one in struck if one.fate == "killed"]
    both = any(one.sentence is hurt.sentence and one.persons.first != hurt.persons.first for one in dead)
    return both or hurt.sentence.has("cue.second") or is_another(hurt, dead)


def _hurt(sums: dict[str, Sum], struck: Sequence[Told]) -> None:
    """Fill `injured` from weaker words: shot or stabbed and not said to be dead, or in hospital and nobody
    dead.
    """
    killed = sums["killed"].toll.best or 0 if "killed" in sums else 0
    known = sums.get("injured")
    if known is not None and killed and not known.told.persons.counted and not _is_beside(known.told, struck):
        del sums["injured"]  # who was hurt first is told again as the dead
        known = None
    shot = largest(one for one in struck if one.fate == "shot")
    other = next((one for one in struck if one.fate == "shot" and one.also and one.persons.number == 1), None)
    if killed and known is None and other is not None and shot is not None and not shot.told.persons.counted:
        sums["injured"] = Sum(Toll.exactly(1), other)  # "a second man was also shot"
        return
    if shot is not None and shot.toll.best is not None:
        left = shot.toll.best - killed
        if left > (known.toll.best or 0 if known else 0) and (
            known is None or not known.told.persons.counted
        ):
            sums["injured"] = Sum(Toll.exactly(left), shot.told)
            return
    hospital = largest(one for one in struck if one.fate == "hospital")
    if hospital is None:
        return
    if known is None:
        if hospital.told.persons.counted or not killed:
            sums["injured"] = hospital
    elif not known.told.persons.counted and hospital.told.persons.counted:
        sums["injured"] = max(known, hospital, key=lambda one: _size(one.told))
