"""Who of the persons told of one by one is the same person, and what finally befell each.

"A 19-year-old man was shot … The victim, identified as John Doe, died" is one dead and nobody hurt. Persons
are told apart by name, age, sex and words like "another"; where nothing parts them, they are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cache

from incidents.extraction.harm.persons import Persons
from incidents.extraction.harm.told import Told
from incidents.extraction.reading import Sentence

_APPOSED = re.compile(r"^\W{1,3}(\d{1,3})\W")  # an age behind a name: "Ann Lee, 34,"
_BEFORE, _BEHIND = 26, 6  # characters in which an age stands
_HURT = ("injured", "shot", "hospital")


@dataclass(slots=True)
class Victim:
    """One person: what is known of him, and the fates told of him; `another`: the words tell him from all
    those told of before.
    """

    names: set[str] = field(default_factory=set)
    ages: set[str] = field(default_factory=set)
    sexes: set[str] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    another: bool = False

    @property
    def dead(self) -> bool:
        return any(one.fate == "killed" for one in self.told)

    @property
    def hurt(self) -> bool:
        return not self.dead and any(one.fate in _HURT for one in self.told)

    @property
    def alive(self) -> bool:
        """Said to live."""
        return any(one.alive for one in self.told)

    @property
    def surely_hurt(self) -> bool:
        """Hurt by a word for it, not only shot at or taken to hospital."""
        return not self.dead and any(one.fate == "injured" for one in self.told)


def victims(told: Sequence[Told]) -> list[Victim]:
    """The single persons of a story in the order in which they are first told; attackers are left out."""
    found: list[Victim] = []
    for one in told:
        if not _is_single(one):
            continue
        shown = _describe(one)
        same = _same(one, shown, found)
        if same is None:
            shown.another = bool(found) and (
                one.also
                or _is_other(one)
                or bool(shown.ages and all(other.ages and not shown.ages & other.ages for other in found))
            )
            found.append(shown)
        else:
            same.names |= shown.names
            same.ages |= shown.ages
            same.sexes |= shown.sexes
            same.told.append(one)
    return found


def _is_single(one: Told) -> bool:
    toll = one.persons.toll
    return (
        not one.persons.counted
        and toll is not None
        and toll.best == 1
        and one.persons.role != "attacker"
        and not one.own_hand
        and one.fate in ("killed", *_HURT)
    )


def _describe(one: Told) -> Victim:
    """What the noun phrase shows of a person."""
    persons, sentence = one.persons, one.sentence
    text, words = sentence.passage.text, sentence.lexicon
    phrase = sentence.words(persons.first, persons.last)
    shown = Victim(told=[one])
    capital = text[persons.start].isupper() and (persons.first > sentence.span.first or len(phrase) > 1)
    if capital and not any(hit.first == persons.first for hit in sentence.found("person")):
        shown.names = {word.removesuffix("'s") for word in phrase if len(word) > 2}
    around = (
        text[max(sentence.span.start, persons.start - _BEFORE) : persons.start]
        + text[persons.start : persons.end]
    )
    behind = text[persons.end : persons.end + _BEHIND]
    ages = _age(words.words("years_of_age")).findall(around)[-1:]
    shown.ages = set(ages + _APPOSED.findall(behind))
    for sex in ("male", "female"):
        if any(word in words.words(sex) for word in phrase):
            shown.sexes.add(sex)
    return shown


@cache
def _age(years: frozenset[str]) -> re.Pattern[str]:
    """Ages, by the beginnings of the words behind them."""
    counted = "|".join(map(re.escape, sorted(years))) or "(?!)"
    return re.compile(rf"\b(\d{{1,3}})[-‑–\s](?:{counted})")


def _same(one: Told, shown: Victim, known: Sequence[Victim]) -> Victim | None:
    """The person that a telling is of, among those known: of the dead before the hurt where it tells of a
    dead one, and the last told first.
    """
    for other in known:
        if shown.names & other.names:
            return other
    another = is_another(one, [told for person in known for told in person.told])
    latest = known[::-1]
    if one.fate == "killed":
        latest = sorted(latest, key=lambda person: not person.dead)
    for other in latest:
        if _differ(shown, other) or (another and not shown.ages & other.ages):
            continue
        return other
    return None


def is_another(one: Told, known: Iterable[Told]) -> bool:
    """Whether the words for a person say that none of those told of before is meant."""
    return _is_other(one) or one.also or _is_somebodys(one) or _is_new(one, known)


def _is_other(one: Told) -> bool:
    """Whether it says "another" or "second" of a person."""
    return one.sentence.says("others", one.persons.first - 2, one.persons.last)


def _differ(one: Victim, other: Victim) -> bool:
    """Whether what is told of two persons cannot be said of one: another name, age or sex; one lives and one
    is dead; or one sentence tells of both.
    """
    if one.names and other.names:
        return True  # names in common were looked at before
    if (one.ages and other.ages and not one.ages & other.ages) or _parted(one.sexes, other.sexes):
        return True
    if (one.alive and other.dead) or (one.dead and other.alive):
        return True
    aged = bool(one.ages & other.ages)
    return not aged and any(
        before.sentence is told.sentence and before.persons.first != told.persons.first
        for before in other.told
        for told in one.told
    )


def _is_somebodys(one: Told) -> bool:
    """Whether a person is told of by whose he is, so that he is another: "*his* driver was wounded"."""
    at = one.persons.first
    return one.sentence.says("possessives", at - 1, at + 1) and not one.sentence.passage.borders[at]


def _is_new(one: Told, known: Iterable[Told]) -> bool:
    """Whether a person is told of as one not told of before: "*a bailiff* was hurt", where none was named."""
    sentence, persons = one.sentence, one.persons
    if sentence.lexicon.words("heads_first"):
        return _is_of_another_kind(one, known)
    head = sentence.passage.words[persons.last - 1]
    if head in sentence.lexicon.words("plain_people") or not head.isalpha():
        return False
    before = sentence.words(persons.first - 1, persons.first + 1)
    indefinite = not sentence.lexicon.words("first_told").isdisjoint(before)
    heads = {told.sentence.passage.words[told.persons.last - 1] for told in known}
    return (indefinite and head not in heads) or _is_companion(head, heads, sentence)


def _is_companion(head: str, heads: Set[str], sentence: Sentence) -> bool:
    """Whether somebody is called by what he was for those told of before, of whom none may be he: "*the
    driver* was wounded" behind "a judge and his guard".
    """
    plain, companions = sentence.lexicon.words("plain_people"), sentence.lexicon.words("companions")
    return head in companions and bool(heads) and heads.isdisjoint(plain | companions)


_STEM = 5  # letters in which the cases of a noun agree


def _is_of_another_kind(one: Told, known: Iterable[Told]) -> bool:
    """Whether the nouns for the persons known all say that they are others, where there are no articles:
    "погиб учитель … ранена *студентка*"; a name, or "мужчина", may be anybody's.
    """
    plain = one.sentence.lexicon.words("anybody")
    if one.sentence.passage.words[one.persons.first] in plain or _is_unnamed(one.sentence, one.persons):
        return False
    heads = [(told.sentence, told.persons) for told in known if not told.persons.counted]
    stem = one.sentence.passage.words[one.persons.first][:_STEM]
    if (
        one.sentence.passage.text[one.persons.start].isupper()
        and one.persons.first != one.sentence.span.first
    ):
        return False
    return all(
        (word := sentence.passage.words[persons.first]) not in plain
        and word[:_STEM] != stem
        and not _is_unnamed(sentence, persons)
        and (sentence.passage.text[persons.start].islower() or persons.first == sentence.span.first)
        for sentence, persons in heads
    )


def _is_unnamed(sentence: Sentence, persons: Persons) -> bool:
    """Whether the verb alone tells of somebody: "*Погиб* на месте"."""
    return any(hit.first == persons.first for hit in sentence.found("toll"))


def _parted(some: set[str], others: set[str]) -> bool:
    return bool(some and others and not some & others)
