"""Who died, was hurt, taken or arrested in one sentence: counts and single persons bound to the words that
say so.

A count belongs to the casualty word nearest to it in its clause ("killing three", "three were killed").
Whether the persons are victims or attackers is read from their noun. Adding up over sentences is `fates`'
business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from incidents.extraction.lexicon import Hit, Lexicon
from incidents.extraction.persons import Persons, find_persons
from incidents.extraction.reading import Sentence
from incidents.incident import Toll

Fate = Literal["killed", "injured", "abducted", "arrested", "shot", "hospital", "implied"]

_NEAR_PRONOUN = 7  # words from "he" to what befell him
_OBJECT = 5  # words from "the death of" to who died
_REACH = 9  # words between a person and the word that tells his fate
_FATES: tuple[Fate, ...] = ("killed", "injured", "abducted", "arrested", "shot", "hospital")


@dataclass(frozen=True, slots=True)
class Told:
    """A fate told of persons.

    `part`: they are among others already counted; `own_hand`: they did it to themselves; `state`: the word
    tells a state ("dead", "bodies") that attackers may share; `hit` is that word.
    """

    fate: Fate
    persons: Persons
    sentence: Sentence
    part: bool = False
    own_hand: bool = False
    state: bool = False
    accident: bool = False


def tell(sentence: Sentence, words: Lexicon, *, shouted: bool) -> list[Told]:
    """The fates told in a sentence, in order."""
    if not (sentence.has("toll") or sentence.has("multiple")):
        return []
    fate_hits = _fate_hits(sentence)
    told = _nobody(sentence, fate_hits) + _implied(sentence) + _multiple(sentence) + _own_hand(sentence)
    if not fate_hits:
        return told
    persons = find_persons(sentence, words, shouted=shouted)
    part = [hit.first for hit in sentence.found("cue.part")]
    own = sentence.has("toll.self_shot")
    accident = sentence.has("cue.accident")
    by_force = sentence.has("cue.by_force")
    with_attacker = sentence.has("cue.with_attacker")
    zero = {one.fate for one in told if one.persons.toll == Toll.exactly(0)}
    for hit in fate_hits:
        fate: Fate = hit.label.removeprefix("toll.")  # type: ignore[assignment]
        found = _owner(hit, persons, fate_hits, sentence, words)
        if (
            found is None
            and fate == "killed"
            and told
            and not told[-1].persons.counted
            and told[-1].fate != "killed"
        ):
            found = told[-1].persons  # "the boy who was shot has died"
        if found is None:
            found = _he(sentence, hit, words, lost=fate != "shot")
        if found is None or (fate in zero and not found.counted):
            continue
        found = _joined(found, persons, sentence, words, before=found.last <= hit.first)
        if by_force and (not found.counted or _of_them(found, sentence)) and found.role in (None, "victim"):
            found = replace(found, role="attacker")
        found = _risen(found) if sentence.has("cue.total") else found
        own_hand = own and fate == "killed" and not found.counted and not accident
        state = found.last <= hit.first and sentence.passage.words[hit.first] in words.words("states")
        is_part = any(mark <= found.first and found.first - mark < 6 for mark in part)
        if is_part and not _of_them(found, sentence):
            whole = _whole(found, persons, hit)
            is_part, found = whole is None, whole or found
        if (
            with_attacker
            and fate == "killed"
            and found.counted
            and found.toll == Toll.exactly(_best(found.toll))
        ):
            told.append(Told(fate, replace(found, toll=Toll.exactly(1), role="attacker"), sentence))
            found = replace(found, first=found.first + 1, toll=Toll.exactly(max(0, _best(found.toll) - 1)))
        told.append(Told(fate, found, sentence, is_part, own_hand, state, accident))
        other = _other_side(found, persons, sentence, words)
        if other is not None:
            told.append(Told(fate, other, sentence, is_part, accident=accident))
    return _once(told + _tallied(sentence, fate_hits, persons))


def _other_side(
    found: Persons, persons: Sequence[Persons], sentence: Sentence, words: Lexicon
) -> Persons | None:
    """Who shares a fate from the other side: "nine soldiers *and 15 rebels* were killed"."""
    borders, both = sentence.passage.borders, words.words("both")
    for one in persons:
        left, right = (found, one) if one.first > found.first else (one, found)
        between = sentence.passage.words[left.last : right.first]
        joined = any(word in both for word in between) and len(between) <= 2
        apart = (one.role == "attacker") != (found.role == "attacker") and one.counted and found.counted
        if joined and apart and not any(borders[left.last + 1 : right.first]):
            return one
    return None


def _tallied(sentence: Sentence, fates: Sequence[Hit], persons: Sequence[Persons]) -> list[Told]:
    """ "The number of dead … has risen to 21": the number behind the verb counts those named before it."""
    told = []
    for rise in sentence.found("cue.risen"):
        counted = [hit for hit in fates if hit.last <= rise.first]
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
    for index in range(hit.first - 1, max(span.first, hit.first - _NEAR_PRONOUN) - 1, -1):
        if passage.words[index] in words.words("subjects"):
            start, end = passage.starts[index], passage.ends[index]
            return Persons(index, index + 1, start, end, Toll.exactly(1), None, False)
    for at in range(hit.first, min(hit.last + 1, span.last)):
        if passage.words[at] in words.words("objects") and not passage.borders[at]:
            return Persons(at, at + 1, passage.starts[at], passage.ends[at], Toll.exactly(1), None, False)
    at = hit.first - 1
    if lost and sentence.words(at, hit.first) == ["was"]:
        return Persons(at, hit.first, passage.starts[at], passage.ends[at], Toll.exactly(1), None, False)
    return None


def _whole(part: Persons, persons: Sequence[Persons], hit: Hit) -> Persons | None:
    """ "Five people, including two children, were hurt": the five, where the fate stands behind both."""
    before = [one for one in persons if one.counted and not one.bare and one.last <= part.first]
    if not before or hit.first < part.last or _best(before[-1].toll) <= _best(part.toll):
        return None
    return before[-1]


def _of_them(part: Persons, sentence: Sentence) -> bool:
    """ "One of them died": the words for a part begin with the number, whose fate alone is told."""
    return any(hit.first <= part.first < hit.last for hit in sentence.found("cue.part"))


def _own_hand(sentence: Sentence) -> list[Told]:
    """ "Blew himself up", "turned the gun on himself": one attacker dead, several where the words say so."""
    passage = sentence.passage
    told: list[Told] = []
    for hit in [hit for hit in sentence.hits if hit.label in ("toll.self", "toll.murder_suicide")][:1]:
        start, end = passage.starts[hit.first], passage.ends[hit.last - 1]
        persons = Persons(hit.first, hit.last, start, end, Toll.exactly(1), None, False)
        told.append(Told("killed", persons, sentence, own_hand=True, accident=sentence.has("cue.accident")))
    return told


def _best(toll: Toll | None) -> int:
    return (toll.best or 0) if toll else 0


def _joined(
    found: Persons, persons: Sequence[Persons], sentence: Sentence, words: Lexicon, *, before: bool
) -> Persons:
    """Add those who stand beside in one enumeration: "a mother and her son", "three children and two
    adults".
    """
    ordered = [one for one in persons if one.toll is not None and one.toll.best is not None and not one.bare]
    at = next((i for i, one in enumerate(ordered) if one.first == found.first), None)
    if at is None or found.toll is None or found.toll.best is None or found.toll.low != found.toll.best:
        return found
    total, step = found.toll.best, -1 if before else 1
    counted, end = found.counted, found
    for other in ordered[at + step :: step] if at + step >= 0 else []:
        left, right = (other, end) if before else (end, other)
        if not _enumerated(left, right, sentence, words):
            break
        total += _best(other.toll)
        counted, end = counted or other.counted, other
    if end is found:
        return found
    return replace(found, toll=Toll.exactly(total), counted=True, bare=False)


def _enumerated(left: Persons, right: Persons, sentence: Sentence, words: Lexicon) -> bool:
    """Whether two noun phrases are joined by "and", with no more than ages and articles between."""
    between = sentence.passage.words[left.last : right.first]
    if len(between) > 5 or any(
        border >= 2 for border in sentence.passage.borders[left.last : right.first + 1]
    ):
        return False
    both, links = words.words("both"), words.words("links")
    return (
        any(word in both for word in between)
        and left.role != "attacker"
        and right.role != "attacker"
        and all(word in links or word.isdigit() for word in between)
    )


def _implied(sentence: Sentence) -> list[Told]:
    """ "A fatal shooting" tells of a death without telling whose."""
    passage = sentence.passage
    return [
        Told(
            "implied",
            Persons(
                h.first, h.last, passage.starts[h.first], passage.ends[h.last - 1], _ONE_OR_MORE, None, False
            ),
            sentence,
        )
        for h in sentence.found("toll.implied")[:1]
    ]


_ONE_OR_MORE = Toll(1, 1, None)


def _multiple(sentence: Sentence) -> list[Told]:
    """ "A triple shooting", "a double homicide": the label says the fate and the number."""
    passage = sentence.passage
    told: list[Told] = []
    for hit in sentence.found("multiple"):
        _, fate, number = hit.label.split(".")
        start, end = passage.starts[hit.first], passage.ends[hit.last - 1]
        persons = Persons(hit.first, hit.last, start, end, Toll.exactly(int(number)), None, True)
        told.append(Told(fate, persons, sentence))  # type: ignore[arg-type]
    return told


def _fate_hits(sentence: Sentence) -> list[Hit]:
    """Casualty words; of overlapping ones the longest."""
    kept: list[Hit] = []
    own = [(hit.first, hit.last) for hit in sentence.hits if hit.label in ("toll.self", "toll.unhurt")]
    for hit in sentence.hits:
        if any(first <= hit.first < last for first, last in own):
            continue
        name = hit.label.removeprefix("toll.")
        if name in _FATES and hit.label.startswith("toll."):
            if kept and hit.first < kept[-1].last:
                continue
            kept.append(hit)
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


def _nobody(sentence: Sentence, fate_hits: Sequence[Hit]) -> list[Told]:
    """ "No one was injured", "there were no casualties": a toll of zero, for the fate that is named."""
    told: list[Told] = []
    for hit in sentence.hits:
        if hit.label not in ("toll.none", "toll.nobody"):
            continue
        near = {one.label.removeprefix("toll.") for one in fate_hits if hit.first <= one.first < hit.last + 4}
        fates: list[Fate] = [fate for fate in ("killed", "injured") if fate in near]
        if not fates and hit.label == "toll.none":
            fates = ["killed", "injured"]
        passage = sentence.passage
        start, end = passage.starts[hit.first], passage.ends[hit.last - 1]
        persons = Persons(hit.first, hit.last, start, end, Toll.exactly(0), None, True)
        told.extend(Told(fate, persons, sentence) for fate in fates)
    return told[:2]


def _owner(
    hit: Hit, persons: Sequence[Persons], fates: Sequence[Hit], sentence: Sentence, words: Lexicon
) -> Persons | None:
    """Whose fate a casualty word tells: the persons after an active verb, else the nearest before, else
    after.
    """
    borders = sentence.passage.borders
    others = [(other.first, other.last) for other in fates if other is not hit]
    before: Persons | None = None
    after: Persons | None = None
    for one in persons:
        reach = 2 if one.bare else _REACH
        if one.last <= hit.first:
            near = hit.first - one.last <= reach and not _parted(one.last, hit.first, others, borders)
            own = before is not None and one.last == hit.first and _comma(before.last, one.first, borders)
            if near and (
                before is None or one.counted or not before.counted or own or hit.first - before.last > 5
            ):
                before = one  # own: "five were hurt, *the driver* died"
        elif one.first >= hit.last:
            near = one.first - hit.last <= min(reach, _REACH - 3)
            free = after is None or (after.first < hit.last and after.toll is None)
            if free and near and not _parted(hit.last, one.first, others, borders):
                after = one
        elif one.first > hit.first:
            return one  # "shot his wife to death"
        elif after is None and (one.first < hit.first or one.toll is not None):
            after = one  # "трое убитых"
    word = sentence.passage.words[hit.last - 1]
    if word in words.words("of") and after is not None and after.first - hit.last <= _OBJECT:
        return after
    if word in words.words("takes_object"):
        direct = after is not None and after.first == hit.last and (sentence.in_title or not after.bare)
        return after if direct else None
    if before is None or after is None:
        return before or after
    active = _acts(hit, sentence) and not _passive(hit, sentence, words)
    if (word.endswith("ing") or active) and after.first - hit.last <= 2:
        return after
    if _comma(before.last, hit.first, borders) and after.first == hit.last and not borders[after.first]:
        return after
    if borders[after.first] and not _comma(before.last, hit.first, borders) and not active:
        return before
    if (
        before.role == "attacker"
        and not before.counted
        and after.role != "attacker"
        and not _passive(hit, sentence, words)
    ):
        return after
    if before.last == hit.first and not before.counted and _is_object(before, after, after.first - hit.last):
        return after
    if _passive(hit, sentence, words) or before.last == hit.first:
        return before
    if after.first - hit.last <= 1 or sentence.passage.words[hit.first].endswith("ing"):
        return after
    return before if hit.first - before.last <= after.first - hit.last else after


def _is_object(before: Persons, after: Persons, gap: int) -> bool:
    """Whether the doer stands before the verb: "troops killed four gunmen", "agents killed the gunman"."""
    return (after.counted and gap == 0) or (before.role == "force" and after.role == "attacker" and gap <= 1)


def _acts(hit: Hit, sentence: Sentence) -> bool:
    """Whether the word is a verb that somebody does to others, so that they stand behind it: "похитили"."""
    return any(one.first == hit.first for one in sentence.found("cue.active"))


def _comma(left: int, right: int, borders: Sequence[int]) -> bool:
    """Whether a comma stands between two words."""
    return any(borders[left : right + 1])


def _passive(hit: Hit, sentence: Sentence, words: Lexicon) -> bool:
    """Whether an auxiliary stands right before the word."""
    auxiliary = words.words("auxiliary")
    return any(word in auxiliary for word in sentence.words(hit.first - 3, hit.first))


def _parted(left: int, right: int, others: Sequence[tuple[int, int]], borders: Sequence[int]) -> bool:
    """Whether another casualty word, a colon or a bracket stands between."""
    if any(left <= first and last <= right for first, last in others):
        return True
    return any(border >= 2 for border in borders[left : right + 1])
