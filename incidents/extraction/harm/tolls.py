"""Who died, was hurt, taken or arrested in one sentence: counts and single persons bound to the words that
say so.

A count belongs to the casualty word nearest to it in its clause ("killing three", "three were killed").
Whether the persons are victims or attackers is read from their noun. Adding up over sentences is `fates`'
business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from incidents.extraction.harm.headed import accompanied, headed
from incidents.extraction.harm.listing import joined
from incidents.extraction.harm.owners import owner
from incidents.extraction.harm.persons import Persons, Role, find_persons
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit, Lexicon
from incidents.incident import Toll
from incidents.records import record

Fate = Literal[
    "killed",
    "injured",
    "abducted",
    "arrested",
    "shot",
    "hospital",
    "implied",
    "charged",
    "aboard",
    "bomber",
    "unhurt",
]

_NEAR_PRONOUN = 7  # words from "he" to what befell him
_ORDINAL = 2  # words from "the second" to what befell him
_LIMB = 4  # words from the shot to where it hit
_UNSURE = 12  # words behind "whether" that tell nothing for certain
_NO_FATE = (
    "toll.none",
    "toll.none_held",
    "toll.self",
    "toll.unhurt",
    "toll.supposed",
)  # what stands inside these befell nobody
_HURT = ("toll.injured", "toll.hospital")
_HURT_FATES: tuple[Fate, ...] = ("injured", "hospital")
_FATES = frozenset(
    ("toll.killed", "toll.injured", "toll.abducted", "toll.arrested", "toll.shot", "toll.hospital")
)


@record
class Told:
    """A fate told of persons.

    `part`: they are among others already counted; `own_hand`: they did it to themselves; `state`: the word
    tells a state ("dead", "bodies") that attackers may share; `also`: them, too ("was *also* shot").
    """

    fate: Fate
    persons: Persons
    sentence: Sentence
    part: bool = False
    own_hand: bool = False
    state: bool = False
    accident: bool = False
    former: bool = False
    also: bool = False


def tell(sentence: Sentence, words: Lexicon, *, shouted: bool) -> list[Told]:
    """The fates told in a sentence, in order."""
    if not sentence.has_any("act.hijacking", "person.bomber", "toll", "multiple"):
        return []
    hijacked, bomber = sentence.has("act.hijacking"), sentence.has("person.bomber")
    fate_hits = _fate_hits(sentence)
    told = _nobody(sentence) + _implied(sentence) + _multiple(sentence) + _own_hand(sentence)
    told += _unhurt(sentence) + _none_held(sentence)
    if not (hijacked or bomber or fate_hits):
        return told
    persons = find_persons(sentence, words, shouted=shouted)
    if bomber:
        told += [Told("bomber", one, sentence) for one in persons if _is_bomber(one, sentence)]
    if hijacked:
        told += [Told("aboard", one, sentence) for one in persons if one.counted and _fits_aboard(one)]
    part = [hit.first for hit in sentence.found("cue.part")]
    own = _self_shot(sentence)
    accident = sentence.has("cue.accident")
    by_force = sentence.has("cue.by_force")
    with_attacker = sentence.has("cue.with_attacker")
    zero = {one.fate for one in told if one.persons.toll == Toll.exactly(0)}
    nobody = sentence.found("toll.none")
    for hit in fate_hits:
        if any(none.first <= hit.first < none.last for none in nobody):
            continue  # "ранены двое, *убитых нет*"
        fate: Fate = hit.label.removeprefix("toll.")  # type: ignore[assignment]
        found = _met(hit, fate, told, persons, fate_hits, sentence, words)
        if found is None or (fate in zero and not found.counted):
            continue
        found = joined(found, persons, fate_hits, sentence, words, before=found.last <= hit.first)
        found = accompanied(hit, found, persons, fate_hits, sentence)
        if by_force and (not found.counted or _of_them(found, sentence)) and found.role in (None, "victim"):
            found = replace(found, role="attacker")
        found = _risen(found) if sentence.has("cue.total") else found
        own_hand = own and fate == "killed" and not found.counted and not accident
        state = _is_state(hit, found, sentence, words)
        is_part = any(mark <= found.first and found.first - mark < 6 for mark in part)
        if is_part and (not _of_them(found, sentence) or _is_aside(found, hit, sentence, words)):
            whole = _whole(found, persons, hit, sentence)
            is_part, found = whole is None, whole or found
        if with_attacker and fate == "killed" and found.counted and found.toll == Toll.exactly(found.number):
            told.append(Told(fate, replace(found, toll=Toll.exactly(1), role="attacker"), sentence))
            found = replace(found, first=found.first + 1, toll=Toll.exactly(max(0, found.number - 1)))
        also = found.last <= hit.first and sentence.says("beside", found.last, hit.first)
        told.append(Told(fate, found, sentence, is_part, own_hand, state, accident, also))
        other = _other_side(found, persons, sentence, words)
        if other is not None:
            told.append(Told(fate, other, sentence, is_part, accident=accident))
    told = _once(told + _tallied(sentence, fate_hits, persons))
    if not sentence.has("cue.former"):
        return told
    return [replace(one, former=_is_former(one, sentence)) for one in told]


def _met(
    hit: Hit,
    fate: Fate,
    told: Sequence[Told],
    persons: Sequence[Persons],
    hits: Sequence[Hit],
    sentence: Sentence,
    words: Lexicon,
) -> Persons | None:
    """Whom a fate met, of the persons of the sentence or of those told of before; None where it is nobody."""
    found = owner(hit, persons, hits, sentence, words)
    if found is not None and _is_origin(hit, found, hits, sentence):
        return None
    if found is None and fate == "killed" and told and _may_die(told[-1], hit):
        last = told[-1].persons
        alone = not last.counted or last.toll == Toll.exactly(1)
        found = last if alone else None  # "the boy who was shot has died"
    found = headed(hit, found, persons, hits, sentence, words)
    return _he(sentence, hit, words, lost=fate != "shot") if found is None else found


def _may_die(last: Told, hit: Hit) -> bool:
    """Whether who was told of last may be who died: he was hurt, or the same word tells his fate."""
    return last.fate in ("shot", *_HURT_FATES) or last.persons.first == hit.first


_FORMER = 7  # words from "earlier reports said" to the number


def _is_former(one: Told, sentence: Sentence) -> bool:
    """ "*Ранее сообщалось* о семи погибших": a number that the text takes back."""
    borders = sentence.passage.borders
    return any(
        hit.first <= one.persons.first < hit.last + _FORMER
        and not any(borders[hit.last + 1 : one.persons.first + 1])
        for hit in sentence.found("cue.former")
    )


def _is_bomber(persons: Persons, sentence: Sentence) -> bool:
    """Whether persons are who blew themselves up, told of by that name."""
    return any(persons.first <= hit.first < persons.last for hit in sentence.found("person.bomber"))


def _fits_aboard(persons: Persons) -> bool:
    """Whether persons told of beside a hijacking are those taken with the ship, bus or plane."""
    return persons.role in (None, "victim") and not persons.bare and persons.number > 0


def _other_side(
    found: Persons, persons: Sequence[Persons], sentence: Sentence, words: Lexicon
) -> Persons | None:
    """Who shares a fate from the other side: "nine soldiers *and 15 rebels* were killed"."""
    borders, both = sentence.passage.borders, words.words("both")
    for one in persons:
        left, right = (found, one) if one.first > found.first else (one, found)
        between = sentence.passage.words[left.last : right.first]
        joined = not both.isdisjoint(between) and len(between) <= 2
        apart = _fights(one) != _fights(found) and one.number and found.number
        if joined and apart and not any(borders[left.last + 1 : right.first]):
            return one
    return None


def _fights(persons: Persons) -> bool:
    """Whether they are on the side of an armed group."""
    return persons.role in ("attacker", "member")


def _tallied(sentence: Sentence, fates: Sequence[Hit], persons: Sequence[Persons]) -> list[Told]:
    """ "The number of dead … has risen to 21": the number behind the verb counts those named before it."""
    told = []
    yearly = sentence.has("status.report") or sentence.has("mod.summary")
    brought = [] if yearly else sentence.found("cue.brought")
    for rise in [*sentence.found("cue.risen"), *brought]:
        counted = [
            hit for hit in fates if hit.first < rise.last and (hit.first >= rise.first or rise not in brought)
        ]
        number = next(
            (one for one in persons if one.counted and one.first in (rise.last - 1, rise.last)), None
        )
        if counted and number is not None:
            fate: Fate = counted[0].label.removeprefix("toll.")  # type: ignore[assignment]
            told.append(Told(fate, _risen(number), sentence))
    return told


def _risen(persons: Persons) -> Persons:
    """ "The number of dead rose to two" is two, not "up to two"."""
    toll = persons.toll
    if toll is None or toll.low is not None or toll.best is None:
        return persons
    return replace(persons, toll=Toll.exactly(toll.best))


def _he(sentence: Sentence, hit: Hit, words: Lexicon, *, lost: bool) -> Persons | None:
    """ "He later died", "arrested him": one person, told of before; also where a passive has lost its
    subject.
    """
    passage, span = sentence.passage, sentence.span
    event = passage.words[hit.last - 1] in words.words("takes_object")  # "killed a teen in a *shooting*"
    reach = 0 if event else _NEAR_PRONOUN
    for index in range(hit.first - 1, max(span.first, hit.first - reach) - 1, -1):
        if passage.words[index] in words.words("subjects"):
            start, end = passage.starts[index], passage.ends[index]
            return Persons(index, index + 1, start, end, Toll.exactly(1), None, False)
    for at in range(hit.first - 1, max(span.first, hit.first - _ORDINAL) - 1, -1):
        if passage.words[at] in words.words("ordinals"):  # "один погиб, *второй* тяжело ранен"
            return Persons(at, at + 1, passage.starts[at], passage.ends[at], Toll.exactly(1), None, False)
        if passage.borders[at] or sentence.lexicon.fits(passage.words[at]):
            break
    for at in range(hit.first, min(hit.last + 1, span.last)):
        if passage.words[at] in words.words("objects") and not passage.borders[at]:
            role: Role | None = "attacker" if _by_force(sentence, hit) else None
            return Persons(at, at + 1, passage.starts[at], passage.ends[at], Toll.exactly(1), role, False)
    at = hit.first - 1
    if lost and sentence.words(at, hit.first) == ["was"]:
        return Persons(at, hit.first, passage.starts[at], passage.ends[at], Toll.exactly(1), None, False)
    return None


_SUBJECT = 3  # words between who acts and his act


def _by_force(sentence: Sentence, hit: Hit) -> bool:
    """Whether police or soldiers did it: "before *a policeman* shot him dead"."""
    near = [one for one in sentence.found("person") if hit.first - _SUBJECT <= one.last <= hit.first]
    return bool(near) and near[-1].label == "person.force"


def _whole(part: Persons, persons: Sequence[Persons], hit: Hit, sentence: Sentence) -> Persons | None:
    """ "Five people, including two children, were hurt": the five, where the fate stands behind both."""
    before = [one for one in persons if one.counted and not one.bare and one.last <= part.first]
    if not before or hit.first < part.last or before[-1].number <= part.number:
        return None
    relative = sentence.lexicon.words("clauses")
    if hit.first - part.last <= 3 and not relative.isdisjoint(sentence.words(part.last, hit.first)):
        return None  # "eight people, including the two *who* died, …"
    return before[-1]


def _is_aside(part: Persons, hit: Hit, sentence: Sentence, words: Lexicon) -> bool:
    """ "Four people, *two of them children*, were killed": commas part them from the verb of all."""
    borders = sentence.passage.borders
    between = sentence.words(part.last, hit.first)
    closed = part.last < sentence.span.last and borders[part.first] == borders[part.last] == 1
    return part.counted and closed and words.words("auxiliary").issuperset(between)


def _of_them(part: Persons, sentence: Sentence) -> bool:
    """ "One of them died", "one of them, a guard, died": the words for a part begin with the number, whose
    fate alone is told.
    """
    return any(
        hit.first <= part.first < hit.last
        or (hit.last == part.first and sentence.says("indefinite", hit.first, hit.first + 1))
        for hit in sentence.found("cue.part")
    )


def _is_origin(hit: Hit, found: Persons, fates: Sequence[Hit], sentence: Sentence) -> bool:
    """ "One of the *wounded* died": the word only tells of whom he was one, and another his fate."""
    if not found.first < hit.first < found.last or not any(other.first >= found.last for other in fates):
        return False
    return any(found.first <= mark.first < hit.first for mark in sentence.found("cue.part"))


def _own_hand(sentence: Sentence) -> list[Told]:
    """ "Blew himself up", "turned the gun on himself": one attacker dead, several where the words say so."""
    passage = sentence.passage
    told: list[Told] = []
    limbs = sentence.lexicon.words("limbs")
    for hit in [hit for hit in sentence.hits if hit.label in ("toll.self", "toll.murder_suicide")][:1]:
        start, end = passage.starts[hit.first], passage.ends[hit.last - 1]
        persons = Persons(hit.first, hit.last, start, end, Toll.exactly(1), None, False)
        accident = sentence.has("cue.accident")
        if not limbs.isdisjoint(sentence.words(hit.last, hit.last + _LIMB)):
            told.append(Told("injured", persons, sentence, own_hand=not accident, accident=accident))
            continue  # "then shot himself in the leg"
        told.append(Told("killed", persons, sentence, own_hand=True, accident=accident))
    return told


def _is_state(hit: Hit, found: Persons, sentence: Sentence, words: Lexicon) -> bool:
    """Whether they are told of as dead, by whomever: "two are dead", "three bodies", "four found shot"."""
    said = sentence.words(hit.first, hit.last)
    if not words.words("found_dead").isdisjoint(said):
        return True
    if hit.label == "toll.killed" and _is_done(hit, sentence, words):
        return False  # "four people were killed", by him
    states = words.words("states")
    near = {said[0], *sentence.words(found.last, hit.first)}
    return found.last <= hit.first and not states.isdisjoint(near)


def _is_done(hit: Hit, sentence: Sentence, words: Lexicon) -> bool:
    """Whether a word tells in the passive what was done to them, and not how they were found."""
    before = sentence.words(hit.first - 1, hit.first)
    passive = bool(before) and before[0] in words.words("many_were")
    return passive and words.words("befalling").issuperset(sentence.words(hit.first, hit.last))


def _self_shot(sentence: Sentence) -> bool:
    """Whether one is said to have shot himself, in other words than those that tell a death of his own."""
    whole = [hit for hit in sentence.hits if hit.label in ("toll.self", "toll.murder_suicide")]
    return not any(hit.label == "toll.self" for hit in whole) and any(
        not any(over.first <= hit.first < over.last for over in whole)
        for hit in sentence.found("toll.self_shot")
    )


def _implied(sentence: Sentence) -> list[Told]:
    """ "A fatal shooting" tells of a death without telling whose."""
    passage, supposed = sentence.passage, sentence.found("toll.supposed")
    return [
        Told(
            "implied",
            Persons(
                h.first, h.last, passage.starts[h.first], passage.ends[h.last - 1], _ONE_OR_MORE, None, False
            ),
            sentence,
        )
        for h in sentence.found("toll.implied")[:1]
        if not any(over.first <= h.first < over.last for over in supposed)
    ]


_ONE_OR_MORE = Toll(1, 1, None)


def _unhurt(sentence: Sentence) -> list[Told]:
    """ "The driver was unhurt": somebody was there, and nothing befell him."""
    passage = sentence.passage
    return [
        Told("unhurt", Persons(h.first, h.last, start, end, Toll.exactly(0), None, False), sentence)
        for h in sentence.found("toll.unhurt")[:1]
        for start, end in [(passage.starts[h.first], passage.ends[h.last - 1])]
    ]


def _none_held(sentence: Sentence) -> list[Told]:
    """ "No arrests have been made": nobody is held, as far as the sentence knows."""
    passage = sentence.passage
    return [
        Told("arrested", Persons(h.first, h.last, start, end, Toll.exactly(0), None, True), sentence)
        for h in sentence.found("toll.none_held")[:1]
        for start, end in [(passage.starts[h.first], passage.ends[h.last - 1])]
    ]


def _multiple(sentence: Sentence) -> list[Told]:
    """ "A triple shooting", "a double homicide": the label says the fate and the number."""
    passage = sentence.passage
    told: list[Told] = []
    tried = {hit.first for hit in sentence.found("multiple.charged")}
    for hit in sentence.found("multiple"):
        _, fate, number = hit.label.split(".")
        if fate == "implied" and hit.first in tried:
            continue  # "two counts of attempted murder"
        start, end = passage.starts[hit.first], passage.ends[hit.last - 1]
        persons = Persons(hit.first, hit.last, start, end, Toll.exactly(int(number)), None, True)
        told.append(Told(fate, persons, sentence))  # type: ignore[arg-type]
    return told


def _fate_hits(sentence: Sentence) -> list[Hit]:
    """Casualty words; of overlapping ones the one that kills ("was *beaten to death*"), or the first."""
    kept: list[Hit] = []
    own = [(hit.first, hit.last) for label in _NO_FATE for hit in sentence.found(label)]
    unsure = sentence.lexicon.words("unsure")
    for hit in sentence.found("toll"):
        if hit.label not in _FATES or any(first <= hit.first < last for first, last in own):
            continue
        if not unsure.isdisjoint(sentence.words(hit.first - _UNSURE, hit.first)):
            continue
        if not kept or hit.first >= kept[-1].last:
            kept.append(hit)
        elif hit.label == "toll.killed" != kept[-1].label:
            kept[-1] = hit
    return kept


def _once(told: list[Told]) -> list[Told]:
    """One fate of a kind for the same persons; death covers being shot, hurt or in hospital."""
    seen: dict[tuple[int, Fate], Told] = {}
    for one in told:
        seen.setdefault((one.persons.first, one.fate), one)
    dead = {first for first, fate in seen if fate == "killed"}
    return [
        one
        for (first, fate), one in seen.items()
        if first not in dead
        or fate not in ("shot", "injured", "hospital")
        or (one.persons.counted and fate == "injured")
    ]


def _told_of_nobody(sentence: Sentence, nobody: Hit, harmed: Sequence[tuple[int, str]]) -> set[str]:
    """The fates that befell nobody: those right behind, and what is joined to them by "or"."""
    near: dict[int, str] = {}
    for first, fate in harmed:
        row = near and first - max(near) == 2 and sentence.says("rows", first - 1, first)
        if nobody.first <= first < nobody.last + _NOBODY_REACH or row:
            near[first] = fate
    return set(near.values())


_NOBODY_REACH = 4  # words from "nobody" to what befell him


def _nobody(sentence: Sentence) -> list[Told]:
    """ "No one was injured", "there were no casualties": a toll of zero, for the fate that is named."""
    told: list[Told] = []
    of_the_hurt = {hit.first for hit in sentence.found("toll.of_the_hurt")}
    harmed = [(hit.first, "killed") for hit in sentence.found("toll.killed")]  # also of "did not suffer"
    harmed += [(hit.first, "injured") for label in _HURT for hit in sentence.found(label)]
    for hit in sentence.hits:
        if hit.label not in ("toll.none", "toll.nobody") or hit.first in of_the_hurt:
            continue
        near = _told_of_nobody(sentence, hit, sorted(harmed))
        fates: list[Fate] = [fate for fate in ("killed", "injured") if fate in near]
        if not fates and hit.label == "toll.none":
            fates = ["killed", "injured"]
        passage = sentence.passage
        start, end = passage.starts[hit.first], passage.ends[hit.last - 1]
        persons = Persons(hit.first, hit.last, start, end, Toll.exactly(0), None, True)
        told.extend(Told(fate, persons, sentence) for fate in fates)
    return told[:2]
