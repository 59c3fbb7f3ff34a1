"""Who died, was hurt, taken or arrested in one sentence: counts and single persons bound to the words that
say so.

A count belongs to the casualty word nearest to it in its clause ("killing three", "three were killed").
Whether the persons are victims or attackers is read from their noun. Adding up over sentences is `fates`'
business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction.harm.among import attackers_among, less
from incidents.extraction.harm.finding import find_persons
from incidents.extraction.harm.headed import accompanied, headed
from incidents.extraction.harm.held import may_be_held
from incidents.extraction.harm.listing import joined, without_asides
from incidents.extraction.harm.outright import is_self_shot, told_outright
from incidents.extraction.harm.owners import owner
from incidents.extraction.harm.parts import as_part, of_them
from incidents.extraction.harm.persons import Persons
from incidents.extraction.harm.pronouns import he
from incidents.extraction.harm.relatives import is_behind_own_deed
from incidents.extraction.harm.told import Fate, Told
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Toll

_UNSURE = 12  # words behind "whether" that tell nothing for certain
_FORMER = 7  # words from "earlier reports said" to the number
# What stands inside these befell nobody.
_NO_FATE = ("toll.none", "toll.untold", "toll.none_held", "toll.self", "toll.unhurt", "toll.supposed")
_LIVING: tuple[Fate, ...] = ("shot", "injured", "hospital")
_FATES = frozenset(
    ("toll.killed", "toll.injured", "toll.abducted", "toll.arrested", "toll.shot", "toll.hospital")
)


def tell(sentence: Sentence, *, shouted: bool) -> list[Told]:
    """The fates told in a sentence, in order."""
    if sentence.fates:
        counted = [one for one in find_persons(sentence, shouted=shouted) if one.counted]
        return [Told(fate, one, sentence) for one in counted[:1] for fate in sentence.fates]
    if not sentence.has_any("act.hijacking", "person.bomber", "toll", "multiple"):
        return []
    hijacked, bomber = sentence.has("act.hijacking"), sentence.has("person.bomber")
    hits, told = _fate_hits(sentence), told_outright(sentence)
    if not (hijacked or bomber or hits):
        return told
    persons = find_persons(sentence, shouted=shouted)
    if sentence.has_any("cue.corrected", "cue.risen"):
        persons = [one for one in persons if not _is_replaced(one, sentence)]
    if bomber:
        told += [Told("bomber", one, sentence) for one in persons if _is_bomber(one, sentence)]
    if hijacked:
        told += [Told("aboard", one, sentence) for one in persons if one.counted and _fits_aboard(one)]
    nobodys = {one.fate for one in told if one.persons.toll == Toll.exactly(0)}
    named = [range(one.first, one.last) for one in sentence.found("cue.put_at")]
    yearly = [one.first for one in sentence.found("cue.brought") if _is_yearly(sentence)]
    for hit in hits:
        if yearly and hit.first > yearly[0]:
            continue  # "bringing to 11 the number *killed* this year"
        if named and any(hit.first in one for one in named):
            continue  # "put *the dead* at 70": the number behind tells how many (`_tallied`)
        found = _met(hit, told, persons, hits, sentence)
        if found is not None and (found.counted or _fate(hit) not in nobodys):
            told += _told(hit, found, persons, hits, sentence)
    told = _once(told + _tallied(sentence, hits, persons))
    if hijacked:
        harmed = {one.persons.first for one in told if one.fate != "aboard"}
        told = [one for one in told if one.fate != "aboard" or one.persons.first not in harmed]
    if sentence.has("cue.alive") and not any(one.fate == "killed" for one in told):
        told = [replace(one, alive=one.fate in _LIVING) for one in told]
    if sentence.has("cue.former"):
        told = [replace(one, former=_is_former(one, sentence)) for one in told]
    boast = _boast(sentence)
    return told if boast is None else [replace(one, boasted=one.persons.first > boast) for one in told]


def _fate(hit: Hit) -> Fate:
    """The fate of which a casualty word tells."""
    return hit.label.removeprefix("toll.")  # type: ignore[return-value]


def _told(
    hit: Hit, found: Persons, persons: Sequence[Persons], hits: Sequence[Hit], sentence: Sentence
) -> list[Told]:
    """What a casualty word tells of the persons that it belongs to, and of those who share their fate."""
    fate, accident = _fate(hit), sentence.has("cue.accident")
    listed = without_asides(hit, persons, sentence)
    if any(one is found for one in persons) and all(one.first != found.first for one in listed):
        found = next((one for one in reversed(listed) if one.last <= hit.first), found)
    every, persons = persons, listed
    found = joined(found, persons, hits, sentence, before=found.last <= hit.first)
    found = accompanied(hit, found, persons, hits, sentence)
    forced = _is_by_force(hit, found, sentence) or _by_forces(hit, found, persons, sentence)
    forced = forced and _may_be_attacker(found, sentence)
    if forced or _is_after_deed(found, hit, sentence) or is_behind_own_deed(found, hit, sentence):
        found = replace(found, role="attacker")
    found = _risen(found) if sentence.has("cue.total") else found
    own_hand = fate == "killed" and not (found.counted or accident) and is_self_shot(sentence)
    state = _is_state(hit, found, sentence)
    part, found = as_part(hit, found, persons, sentence)
    told: list[Told] = []
    exact = found.counted and found.toll == Toll.exactly(found.number)
    if sentence.has("cue.with_attacker") and fate == "killed" and exact:
        told.append(Told(fate, replace(found, toll=Toll.exactly(1), role="attacker"), sentence))
        found = replace(found, first=found.first + 1, toll=Toll.exactly(max(0, found.number - 1)))
    else:
        found, apart = _without_attackers(fate, found, every, sentence)
        told += apart
    also = _is_also(found, hit, sentence)
    told.append(Told(fate, found, sentence, part, own_hand, state, accident, also=also))
    other = _other_side(found, persons, sentence)
    return told if other is None else [*told, Told(fate, other, sentence, part, accident=accident)]


def _without_attackers(
    fate: Fate, found: Persons, persons: Sequence[Persons], sentence: Sentence
) -> tuple[Persons, list[Told]]:
    """The dead without the attackers among them, and what is told of these."""
    attackers = attackers_among(found, persons, sentence) if fate == "killed" else None
    if attackers is None or found.toll is None:
        return found, []
    return replace(found, toll=less(found.toll, attackers.number)), [Told(fate, attackers, sentence)]


def _may_be_attacker(persons: Persons, sentence: Sentence) -> bool:
    """Whether those shot by the police may be who attacked."""
    theirs = not persons.counted or of_them(persons, sentence)
    return theirs and persons.role in (None, "victim") and not _is_harmless(persons, sentence)


def _is_by_force(hit: Hit, found: Persons, sentence: Sentence) -> bool:
    """Whether the police did it, and not what a word tells of others before somebody was "shot dead by
    police".
    """
    cues = sentence.found("cue.by_force")
    if not cues:
        return False
    theirs = [one for one in sentence.found("toll") if any(cue.first <= one.first < cue.last for cue in cues)]
    ahead = all(hit.last < one.first for one in theirs) and all(hit.last < cue.first for cue in cues)
    return not (theirs and ahead and found.first > hit.first)


def _by_forces(hit: Hit, found: Persons, persons: Sequence[Persons], sentence: Sentence) -> bool:
    """Whether forces are the subject of a clause that tells whom of the attackers they killed: "before
    *police* stormed the bank and killed one of them", "*soldiers* pursued the gunmen and shot two of them".
    """
    if not of_them(found, sentence) or found.first < hit.first:
        return False
    if not any(one.role == "attacker" and one.last <= hit.first for one in persons):
        return False
    first, borders = hit.first, sentence.passage.borders
    while first > sentence.span.first and not (borders[first] or sentence.says("clauses", first, first + 1)):
        first -= 1
    subject = next((one for one in persons if first <= one.first < hit.first), None)
    if subject is None or subject.role != "force":
        return False
    return not sentence.says("speaks", subject.last, hit.first)


def _is_harmless(persons: Persons, sentence: Sentence) -> bool:
    """Whether somebody told of for the first time did nothing to be shot by the police: "a *journalist*", but
    neither "the student" nor "a student *armed with* a gun"; or that he is called so: "an *unarmed* man".
    """
    words, said = sentence.lexicon, sentence.words(persons.first, persons.last)
    borders = sentence.passage.borders
    for hit in sentence.found("cue.innocent"):
        inside = persons.first <= hit.first < persons.last
        ahead = 0 <= persons.first - hit.last <= 1 and not any(borders[hit.last : persons.first + 1])
        gap = sentence.words(persons.last, hit.first)
        behind = not gap or (len(gap) == _WHO and gap[0] in words.words("relatives"))
        if inside or ahead or (behind and hit.first >= persons.last):
            return True
    known = sentence.says("articles", persons.first - 1, persons.first)
    armed = any(0 <= hit.first - persons.last <= 1 for hit in sentence.found("cue.wielding"))
    return not (known or armed) and not words.words("harmless").isdisjoint(said)


def _is_after_deed(persons: Persons, hit: Hit, sentence: Sentence) -> bool:
    """Whether somebody died after what he alone did to others: "shot dead *after stabbing three*", "after
    *opening fire*"; not "after being stabbed", "after shelling hit a market", "after a stabbing".
    """
    at, passage = hit.last + 1, sentence.passage
    if persons.role not in (None, "victim") or persons.number != 1 or not sentence.says("then", hit.last, at):
        return False
    if at >= sentence.span.last or not passage.words[at].endswith(sentence.lexicon.endings("by_doing")):
        return False
    if sentence.says("auxiliary", at, at + 1) or sentence.says("prepositions", at + 1, at + 2):
        return False
    objects = {one.first for label in ("person", "target", "struck") for one in sentence.found(label)}
    objects |= {sentence.word_at(count.start) for count in sentence.counts}
    return any(
        act.first == at and not passage.borders[act.last] and (act.last in objects or act.last - at > 1)
        for act in sentence.found("act")
        if act.last < sentence.span.last
    )


def _is_also(found: Persons, hit: Hit, sentence: Sentence) -> bool:
    """Whether it befell them, too: "was *also* shot", "*также* погибла", "was killed *too*"."""
    first = found.last if found.last <= hit.first else hit.first - 1
    return sentence.says("also", first, hit.first) or sentence.says("as_well", hit.last, hit.last + 1)


def _met(
    hit: Hit,
    told: Sequence[Told],
    persons: Sequence[Persons],
    hits: Sequence[Hit],
    sentence: Sentence,
) -> Persons | None:
    """Whom a fate met, of the persons of the sentence or of those told of before; None where it is nobody."""
    fate = _fate(hit)
    persons = may_be_held(hit, persons, hits, sentence) if fate == "arrested" else persons
    found = owner(hit, persons, hits, sentence)
    if found is not None and (_is_origin(hit, found, hits, sentence) or _is_charge(hit, found, sentence)):
        return None
    if found is None and fate == "killed" and told and _is_next(told[-1], hit, sentence):
        return told[-1].persons  # "ten were abducted and killed"
    if found is None and fate == "killed" and told and _may_die(told[-1], hit):
        last = told[-1].persons
        alone = not last.counted or last.toll == Toll.exactly(1)
        found = last if alone else None  # "the boy who was shot has died"
    found = headed(hit, found, persons, hits, sentence)
    return he(sentence, hit, lost=fate != "shot") if found is None else found


def _is_charge(hit: Hit, found: Persons, sentence: Sentence) -> bool:
    """Whether it only tells what persons before it are charged with, where the order of words says whom a
    deed befell: "two were *charged with wounding*".
    """
    borders = sentence.passage.borders
    return bool(sentence.lexicon.words("patients")) and any(
        found.last <= cue.first
        and 0 <= hit.first - cue.last <= _CHARGED
        and not any(borders[cue.last : hit.first + 1])
        and not sentence.says("many_were|one_was", cue.last, hit.first)
        for cue in sentence.found("cue.doer")
    )


def _is_next(last: Told, hit: Hit, sentence: Sentence) -> bool:
    """Whether a word goes on with what befell those who were taken: "were abducted *and later killed*"."""
    at = hit.first - sentence.says("then_later", hit.first - 1, hit.first)
    return last.fate == "abducted" and last.persons.counted and sentence.says("both", at - 1, at)


def _may_die(last: Told, hit: Hit) -> bool:
    """Whether who was told of last may be who died: he was hurt, or the same word tells his fate."""
    return last.fate in _LIVING or last.persons.first == hit.first


def _is_former(one: Told, sentence: Sentence) -> bool:
    """ "*Ранее сообщалось* о семи погибших": a number that the text takes back."""
    borders = sentence.passage.borders
    return any(
        hit.first <= one.persons.first < hit.last + _FORMER
        and not any(borders[hit.last + 1 : one.persons.first + 1])
        for hit in sentence.found("cue.former")
    )


def _is_replaced(persons: Persons, sentence: Sentence) -> bool:
    """ "six people, not *ten*", "from *ten* to six": a number that is only told as wrong, or as the former
    one.
    """
    at = persons.first
    wrong = any(hit.first < at < hit.last for hit in sentence.found("cue.corrected"))
    former = any(hit.first < at and persons.last < hit.last for hit in sentence.found("cue.risen"))
    return persons.counted and (wrong or former)


_CHARGED = 3  # words from "charged with" to the last of the charges
_WHO = 2  # words in "a man *who was* unarmed"
_SUBJECT = 4  # words from who speaks to the word of speech


def _boast(sentence: Sentence) -> int | None:
    """The word with which attackers, or a configured group, begin to speak of what they did; None where they
    do not.
    """
    if sentence.in_title or not (sentence.groups or sentence.has("person.attacker")):
        return None
    doers = [hit.last for hit in sentence.found("person.attacker")]
    doers += [sentence.word_at(start) + 1 for start in sentence.groups]
    speech = sentence.lexicon.words("avows")
    counts = {hit.first for hit in sentence.found("cue.put_at")}  # "they put the number of dead at 200"
    at = (
        at
        for last in doers
        for at in range(last, min(last + _SUBJECT, sentence.span.last))
        if (at in counts or sentence.passage.words[at] in speech)
        and not any(sentence.passage.borders[last + 1 : at + 1])
    )
    return min(at, default=None)


def _is_bomber(persons: Persons, sentence: Sentence) -> bool:
    """Whether persons are who blew themselves up, told of by that name."""
    return any(persons.first <= hit.first < persons.last for hit in sentence.found("person.bomber"))


def _fits_aboard(persons: Persons) -> bool:
    """Whether persons told of beside a hijacking are those taken with the ship, bus or plane."""
    return persons.role in (None, "victim") and not persons.bare and persons.number > 0


def _other_side(found: Persons, persons: Sequence[Persons], sentence: Sentence) -> Persons | None:
    """Who shares a fate from the other side: "nine soldiers *and 15 rebels* were killed"."""
    borders, both = sentence.passage.borders, sentence.lexicon.words("both")
    for one in persons:
        if _fights(one) == _fights(found) or not (one.number and found.number):
            continue
        left, right = (found, one) if one.first > found.first else (one, found)
        between = sentence.passage.words[left.last : right.first]
        joined = not both.isdisjoint(between) and len(between) <= 2
        if joined and not any(borders[left.last + 1 : right.first]):
            return one
    return None


def _fights(persons: Persons) -> bool:
    """Whether they are on the side of an armed group."""
    return persons.role in ("attacker", "member")


def _tallied(sentence: Sentence, fates: Sequence[Hit], persons: Sequence[Persons]) -> list[Told]:
    """ "The number of dead … has risen to 21": the number behind the verb counts those named before it."""
    if not sentence.has_any("cue.risen", "cue.brought", "cue.put_at"):
        return []
    told = []
    brought = [] if _is_yearly(sentence) else sentence.found("cue.brought")
    for rise in [*sentence.found("cue.risen"), *sentence.found("cue.put_at"), *brought]:
        counted = [
            hit for hit in fates if hit.first < rise.last and (hit.first >= rise.first or rise not in brought)
        ]
        number = next(
            (one for one in persons if one.counted and one.first <= rise.last <= one.last + 1), None
        )
        if counted and number is not None:
            fate = _fate(_totalled(counted, sentence))
            found, apart = _without_attackers(fate, _risen(number), persons, sentence)
            told += [*apart, Told(fate, found, sentence)]
    return told


def _is_yearly(sentence: Sentence) -> bool:
    """Whether a total is of a year or more acts."""
    return sentence.has_any("status.report", "mod.summary")


def _totalled(counted: Sequence[Hit], sentence: Sentence) -> Hit:
    """Of the words of fate before a total the one that it counts: "a *wounded* officer died, the *number of
    dead* has reached three".
    """
    totals = sentence.found("cue.total")
    named = [hit for hit in counted if any(one.first < hit.first < one.last for one in totals)]
    return named[-1] if named else counted[0]


def _risen(persons: Persons) -> Persons:
    """ "The number of dead rose to two" is two, not "up to two"."""
    toll = persons.toll
    if toll is None or toll.low is not None or toll.best is None:
        return persons
    return replace(persons, toll=Toll.exactly(toll.best))


def _is_origin(hit: Hit, found: Persons, fates: Sequence[Hit], sentence: Sentence) -> bool:
    """ "Five of the *wounded* died", "скончалась одна из *раненых*": the word only tells of whom they were
    some, and another their fate.
    """
    if not found.first < hit.first < found.last:
        return False
    if not any(other.first >= found.last or other.last == found.first for other in fates):
        return False
    part = any(found.first <= mark.first < hit.first for mark in sentence.found("cue.part"))
    return part or sentence.says("of", found.first, hit.first)


def _is_state(hit: Hit, found: Persons, sentence: Sentence) -> bool:
    """Whether they are told of as dead, by whomever: "two are dead", "three bodies", "four found shot"."""
    words = sentence.lexicon
    said = sentence.words(hit.first, hit.last)
    if not words.words("found_dead").isdisjoint(said):
        return True
    if hit.label == "toll.killed" and _is_done(hit, sentence):
        return False  # "four people were killed", by him
    states = words.words("states")
    near = {said[0], *sentence.words(found.last, hit.first)}
    return found.last <= hit.first and not states.isdisjoint(near)


def _is_done(hit: Hit, sentence: Sentence) -> bool:
    """Whether a word tells in the passive what was done to them, and not how they were found."""
    words = sentence.lexicon
    before = sentence.words(hit.first - 1, hit.first)
    passive = bool(before) and before[0] in words.words("many_were")
    return passive and words.words("befalling").issuperset(sentence.words(hit.first, hit.last))


def _fate_hits(sentence: Sentence) -> list[Hit]:
    """Casualty words; of overlapping ones the one that kills ("was *beaten to death*"), or the first."""
    kept: list[Hit] = []
    own = [(hit.first, hit.last) for hit in sentence.found_any(*_NO_FATE)]
    unsure, burnt = sentence.lexicon.words("unsure"), sentence.found("cue.burnt_thing")
    for hit in sentence.found("toll"):
        if hit.label not in _FATES or (own and any(first <= hit.first < last for first, last in own)):
            continue
        if hit.label == "toll.injured" and any(one.first <= hit.first < one.last for one in burnt):
            continue  # houses, cars
        if hit.label == "toll.killed" and _counts_hurt(hit, sentence):
            continue
        if not unsure.isdisjoint(sentence.words(hit.first - _UNSURE, hit.first)):
            continue
        if not kept or hit.first >= kept[-1].last:
            kept.append(hit)
        elif hit.label == "toll.killed" != kept[-1].label:
            kept[-1] = hit
        elif hit.label == kept[-1].label and hit.last > kept[-1].last:
            kept[-1] = replace(kept[-1], last=hit.last)  # "shell *wounds* received"
    return kept


def _counts_hurt(hit: Hit, sentence: Sentence) -> bool:
    """Whether the number with which a word for a toll ends is that of others than the dead: "put the toll at
    *eight wounded*".
    """
    others = any(one.first == hit.last and one.label != hit.label for one in sentence.found("toll"))
    return others and any(sentence.word_at(one.start) == hit.last - 1 for one in sentence.counts)


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
