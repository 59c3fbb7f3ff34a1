"""How many were hurt, where an article tells it in several ways: each way proposes a number, and the
likeliest is taken.

The ways: the rule of `fates`, every written count, the persons told one by one, those shot less the dead, a
word that implies a death, and nobody. The weights are fitted (`ranking`) on signs of how a number is told,
never on the number itself. The dead, attackers and the abducted stay with `fates`: for the dead, fitted
weights gained nothing on shootings and lost on wire news.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import log1p
from typing import Literal

from incidents.extraction.harm.again import with_numbers, with_others
from incidents.extraction.harm.among import less
from incidents.extraction.harm.fates import Sum, add_up, largest
from incidents.extraction.harm.parts import is_out_of_the_dead
from incidents.extraction.harm.told import Told
from incidents.extraction.harm.tolls import tell
from incidents.extraction.harm.victims import Victim, victims
from incidents.extraction.ranking import chances
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import Story
from incidents.incident import Toll, When

Field = Literal["killed", "injured"]
_SUPPOSED = ("mod.hypothetical", "mod.negation", "mod.attempt", "mod.threat")
_ELSEWHERE = ("status.report", "status.earlier", "status.history", "status.anniversary")


@dataclass(slots=True)
class Proposal:
    """A number with the ways that lead to it; None is nobody, or nothing told."""

    toll: Toll | None
    signs: dict[str, float] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    @property
    def best(self) -> int:
        return _best(self.toll)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a story tells of persons, as far as a number of dead or hurt depends on it."""

    told: Sequence[Told]
    people: Sequence[Victim]
    own: frozenset[int]
    acts: frozenset[int]
    rule: dict[str, Sum]


def told_of(
    reading: Reading,
    story: Story,
    *,
    main: bool,
    when: When | None,
    taken: Set[int] = frozenset(),
    totals: Set[int] = frozenset(),
) -> Facts:
    """What an article tells of persons: the main story, which happened `when`, may be counted anywhere in it,
    save in the sentences `taken`, which tell other acts, and in those of a day long before; nobody in those
    of `totals`, which sum up several acts.
    """
    own = frozenset(sentence.index for sentence in story.sentences)
    sentences = story.sentences
    if main:
        sentences = [one for one in reading.sentences if one.index in own or one.index not in taken]
    sentences = [one for one in sentences if one.index not in totals] if totals else sentences
    told = [
        one
        for sentence in sentences
        if not _is_long_before(sentence, when)
        for one in tell(sentence, shouted=reading.shouted)
    ]
    single = {one.index for one in _told_singly(story)}
    if main:  # the headline tells of it, also without naming the act
        single |= {one.index for one in sentences if one.in_title and _is_single(one)}
    mine = [one for one in told if one.sentence.index in single]
    acts = frozenset(mention.sentence.index for mention in story.mentions)
    told, mine = (with_numbers(with_others(_less_the_dead(_without_doubted(some)))) for some in (told, mine))
    return Facts(told, victims(mine), own, acts, add_up(mine, story.kind))


def _without_doubted(told: list[Told]) -> list[Told]:
    """Without the numbers that the text takes back, and those of which the attackers boast, where it gives
    another for the same fate.
    """
    known = {one.fate for one in told if not (one.former or one.boasted) and one.persons.role != "attacker"}
    return [one for one in told if not ((one.former or one.boasted) and one.fate in known)]


def _less_the_dead(told: list[Told]) -> list[Told]:
    """With those of whom some died told of as hit, not as hurt: "two were hurt, *one of them* died". Where
    others are told as dead beside the hurt, these are fewer by those of the hurt who died since.
    """
    if not any(one.part for one in told):
        return told
    found: list[Told] = []
    for one in told:
        first = len(found)
        while one.part and first and found[first - 1].sentence.index >= one.sentence.index - 1:
            first -= 1
        last = next((at for at in range(first, len(found)) if _is_whole(found[at], one)), None)
        if last is not None and not any(_is_dead_beside(other, found[last]) for other in found):
            found[last] = replace(found[last], fate="shot")
        elif last is not None and _is_of_the_hurt(one):
            found[last] = _fewer(found[last], one)
        found.append(one)
    return found


def _is_dead_beside(dead: Told, hurt: Told) -> bool:
    """Whether it tells how many died beside the hurt, in a sentence that is not behind theirs."""
    counted = dead.fate == "killed" and dead.persons.counted and dead.persons.role != "attacker"
    return counted and not dead.part and dead.sentence.index <= hurt.sentence.index


def _is_of_the_hurt(one: Told) -> bool:
    """Whether a part of others died in hospital, later, or as of the hurt: "one *of the wounded* died"."""
    sentence, first = one.sentence, one.persons.first
    said = (hit for label in ("toll.injured", "toll.hospital") for hit in sentence.found(label))
    return any(hit.first >= first for hit in said) or sentence.says("then_later", first, sentence.span.last)


def _fewer(hurt: Told, one: Told) -> Told:
    """The hurt without those who died since."""
    toll = hurt.persons.toll
    if toll is None:
        return hurt
    return replace(hurt, persons=replace(hurt.persons, toll=less(toll, one.persons.number)))


def _is_whole(hurt: Told, one: Told) -> bool:
    """Whether the last sentence told of the hurt of whom this one tells that some died."""
    return (
        one.part
        and one.fate == "killed"
        and not is_out_of_the_dead(one)
        and hurt.fate == "injured"
        and hurt.persons.counted
        and hurt.persons.number > one.persons.number > 0
        and hurt.persons.first != one.persons.first
        and hurt.sentence.index in (one.sentence.index, one.sentence.index - 1)
    )


_LONG_BEFORE = timedelta(days=14)


def _is_long_before(sentence: Sentence, when: When | None) -> bool:
    """Whether every day that a sentence names lies long before the act: it tells of another one."""
    days = [day.when.end for day in sentence.dates]
    return when is not None and bool(days) and max(days) < when.start - _LONG_BEFORE


def _told_singly(story: Story) -> Sequence[Sentence]:
    """The story's sentences without those of statistics ("more than 30 were abducted last year"), if any
    stay.
    """
    return [one for one in story.sentences if _is_single(one)] or story.sentences


def _is_single(sentence: Sentence) -> bool:
    return sentence.has("cue.total") or not sentence.has("status.report")


def tally(known: Facts) -> dict[str, Sum]:
    """Every toll, each with the words that tell it; a field that nobody tells of is left out."""
    sums = dict(known.rule)
    dead = known.rule.get("killed")
    hurt = choose("injured", known, _best(dead.toll if dead else None))
    sums.pop("injured", None)
    if hurt.toll is not None and hurt.told:
        sums["injured"] = Sum(hurt.toll, hurt.told[0])
    if not sums.keys() & {"killed", "injured", "perpetrators_killed"}:
        unhurt = [one for one in known.told if one.fate == "unhurt" and one.sentence.index in known.own]
        for one in unhurt[:1]:  # where harm befell nobody, who was unhurt says so
            sums["killed"] = sums["injured"] = Sum(Toll.exactly(0), one)
    held = largest(one for one in known.told if one.fate == "arrested" and not _of_others(one.sentence))
    if held is not None:
        sums.setdefault("arrested", held)
    return sums


def choose(name: Field, known: Facts, killed: int) -> Proposal:
    """The likeliest number; `killed` are those already known to be dead."""
    found = proposals(name, known, killed)
    likely = chances(name, [one.signs for one in found])
    return found[likely.index(max(likely))]


def proposals(name: Field, known: Facts, killed: int) -> list[Proposal]:
    """Every number that some way leads to, and nobody."""
    found: dict[int, Proposal] = {}

    def add(way: str, toll: Toll, told: Told | None) -> None:
        one = found.setdefault(_best(toll), Proposal(toll))
        if one.toll is not None and one.toll.low != one.toll.high and toll.low == toll.high:
            one.toll, one.told = toll, []  # "at least five" and "five" are five
        if told is not None:
            one.told.append(told)
        one.signs[way] = one.signs.get(way, 0.0) + 1.0

    rule = known.rule.get(name)
    add("rule", *((rule.toll, rule.told) if rule else (Toll.exactly(0), None)))
    of = {id(one): person for person in known.people for one in person.told}
    for one in known.told:
        person = of.get(id(one))
        if name == "injured" and person is not None and person.dead:
            continue
        for way, toll in _ways(name, one, killed):
            for sign in _how(one, known, person):
                add(f"{way}, {sign}", toll, one)
    alone = [one for one in known.people if (one.dead if name == "killed" else one.hurt)]
    counts = any(one.fate in (name, "shot") and one.persons.counted for one in known.told)
    if alone:
        way = "persons beside counts" if counts else "persons"
        add(way, Toll.exactly(len(alone)), alone[0].told[0])
        leading = [person for person in alone if person.told[0].sentence.lead]
        if leading:
            add(f"{way} of the lead", Toll.exactly(len(leading)), leading[0].told[0])
    if name == "injured":
        for way, some in (
            ("persons surely", [one for one in alone if one.surely_hurt]),
            ("persons alive", [one for one in alone if one.alive]),
            ("other persons", [one for one in alone if one.another]),
        ):
            if some:
                add(way, Toll.exactly(len(some)), some[0].told[0])
    zero = found.setdefault(0, Proposal(Toll.exactly(0)))
    rows = list(found.values())
    for row in rows:
        _finish(name, row, known, killed)
    if not any(sign.startswith("nobody") for sign in zero.signs):
        zero.toll = None
    return rows


def _ways(name: Field, one: Told, killed: int) -> Iterable[tuple[str, Toll]]:
    """The numbers that one telling proposes."""
    toll, number = one.persons.toll, _best(one.persons.toll)
    if toll is None or one.persons.role == "attacker":
        return
    if number == 0 and one.persons.counted:
        if one.fate == name:
            yield "nobody", toll
        return
    if one.own_hand:
        if name == "killed" and one.accident:
            yield "own hand", toll
        return
    if name == "killed":
        if one.fate == "killed":
            yield ("counted" if one.persons.counted else "single"), toll
            if one.persons.counted and number > 1:
                yield "one less", Toll.exactly(number - 1)
        elif one.fate == "implied":
            yield "implied", toll
        return
    if one.fate in ("injured", "hospital"):
        yield f"{one.fate} {'counted' if one.persons.counted else 'single'}", toll
    elif one.fate == "charged":
        yield "charged", toll
    elif one.fate == "shot":
        way = f"shot {'counted' if one.persons.counted else 'single'}"
        if number - killed > 0:
            yield way, Toll.exactly(number - killed)
        if killed:
            yield f"{way} besides", toll


def _how(one: Told, known: Facts, person: Victim | None) -> Iterable[str]:
    """How a telling is told; `person` is whom it tells of alone."""
    sentence = one.sentence
    where = "title" if sentence.in_title else "lead" if sentence.lead else "body"
    yield where if sentence.index in known.own or sentence.in_title else "elsewhere"
    if sentence.index in known.acts:
        yield "with the act"
    if person is not None:
        if person.another or person.alive:
            yield "of another"
        if person.told[0] is not one:
            yield "known from the lead" if person.told[0].sentence.lead else "known"
    if sentence.has_any(*_SUPPOSED):
        yield "supposed"
    if sentence.has_any("status.legal", "status.trial"):
        yield "court"
    if one.part:
        yield "part"
    if sentence.has("cue.total"):
        yield "total"
    if _of_others(sentence):
        yield "of others"
    if sentence.has("cue.second"):
        yield "second"
    if one.also:
        yield "also"
    if one.alive:
        yield "alive"
    if one.persons.role in ("force", "official"):
        yield "officer"
    if sentence.has("toll.killed"):
        yield "dead here"


def _of_others(sentence: Sentence) -> bool:
    """Whether a sentence speaks of other acts: "in a separate incident", "last year"."""
    return sentence.has_any(*_ELSEWHERE) or sentence.tells_another


def _finish(name: Field, one: Proposal, known: Facts, killed: int) -> None:
    """Counts become logarithms; signs that depend on the other numbers are added."""
    one.signs = {sign: log1p(value) / log1p(1) for sign, value in one.signs.items()}
    number = one.best
    rule = known.rule.get(name)
    one.signs["is the rule's"] = float(_best(rule.toll if rule else None) == number)
    shot = {_best(t.persons.toll) for t in known.told if t.fate == "shot" and t.persons.counted}
    if number and shot:
        one.signs["makes up the shot"] = float(number + killed in shot)
        one.signs["more than the shot"] = float(number + killed > max(shot))
    counted = {_best(t.persons.toll) for t in known.told if t.fate == name and t.persons.counted}
    alone = sum((v.dead if name == "killed" else v.hurt) for v in known.people)
    one.signs["fewer than told one by one"] = float(0 < number < alone)
    one.signs["fewer than the greatest count"] = float(0 < number < max(counted, default=0))
    if number:
        one.signs["some"] = 1.0
        return
    others = [v for v in known.people if v.hurt and (v.another or v.alive)]
    known_ids = {id(t) for v in known.people if v.dead or v in others for t in v.told}
    fates = {
        t.fate
        for t in known.told
        if t.sentence.index in known.own and not t.own_hand and id(t) not in known_ids
    }
    one.signs["nobody though another"] = float(bool(others))
    one.signs |= {f"nobody though {fate}": 1.0 for fate in fates}
    one.signs["nobody though persons"] = float(alone > 0)
    one.signs["nobody though counted"] = float(bool(counted))
    one.signs["nobody but dead"] = float(killed > 0)
    one.signs["nobody but attackers"] = float("perpetrators_killed" in known.rule)
    one.signs["nobody though shot counted"] = float(any(n > killed for n in shot))


def _best(toll: Toll | None) -> int:
    if toll is None:
        return 0
    return toll.best if toll.best is not None else toll.low or toll.high or 0
