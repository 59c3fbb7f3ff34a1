"""Whom a clause parts from his fate: "*a man* who stabbed three people in Lyon was shot dead", "*a man*
stabbed three people and was shot dead".
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.harm.parts import of_them
from incidents.extraction.harm.persons import Persons
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_AUXILIARY = 2  # words in which the auxiliary stands before a word of fate
_NOUN = 3  # words of a noun phrase before its noun
_VERB = 1  # words from a verb of harm to its object


def before_relative(
    nearest: Persons | None, hit: Hit, persons: Sequence[Persons], sentence: Sentence
) -> Persons | None:
    """The subject of a passive behind a relative clause, if the `nearest` persons before it stand inside that
    clause; else the nearest. Judged where the verb tells whether one or many are meant.
    """
    one = sentence.says("one_was", hit.first - _AUXILIARY, hit.first)
    if not (one or sentence.says("many_were", hit.first - _AUXILIARY, hit.first)):
        return nearest
    heads = (
        p for p in reversed(persons) if p.last <= hit.first and sentence.says("relatives", p.last, p.last + 1)
    )
    head = next(heads, None)
    if head is None or head is nearest or (head.number == 1) != one:
        return nearest
    if sentence.says("speaks", head.last, hit.first):
        return nearest  # "a man who said that his brother was killed"
    inside = nearest is None or nearest.first > head.last
    return head if inside and not _is_subject(nearest, head, hit, one=one, sentence=sentence) else nearest


def before_and(
    nearest: Persons | None, hit: Hit, persons: Sequence[Persons], sentence: Sentence
) -> Persons | None:
    """The one person with whom a sentence opens, if "and was" goes on with what befell him and the `nearest`
    persons are several; else the nearest.
    """
    alone = nearest is None or (nearest.number == 1 and not of_them(nearest, sentence))
    if nearest is None or alone or not _goes_on(hit, sentence):
        return nearest
    head = next((one for one in persons if one.last <= nearest.first), None)
    if head is None or head.number != 1 or sentence.says("prepositions", head.first - _NOUN, head.first):
        return nearest
    parted = sentence.says("clauses", head.last, hit.first) or sentence.says("speaks", head.last, hit.first)
    return nearest if parted else head


def _goes_on(hit: Hit, sentence: Sentence) -> bool:
    """Whether "and was" stands right before a word of fate, or begins it."""
    near = range(hit.first, hit.first - _AUXILIARY - 1, -1)
    return any(sentence.says("one_was", at, at + 1) and sentence.says("both", at - 1, at) for at in near)


def is_behind_own_deed(found: Persons, hit: Hit, sentence: Sentence) -> bool:
    """Whether somebody's own deed to others is told before his fate: "a man *stabbed three people* and was
    shot dead"; not to attackers, as is told of whom they robbed.
    """
    if found.role not in (None, "victim") or found.number != 1 or not _goes_on(hit, sentence):
        return False
    deed = next((one for one in sentence.found("act") if 0 <= one.first - found.last <= _VERB), None)
    if deed is None or deed.last > hit.first or sentence.says("auxiliary", found.last, deed.first + 1):
        return False
    whom = [one for one in sentence.found("person") if deed.first < one.first < hit.first]
    return bool(whom) and whom[0].label != "person.attacker"


def _is_subject(nearest: Persons | None, head: Persons, hit: Hit, *, one: bool, sentence: Sentence) -> bool:
    """Whether who stands right before the verb may be its subject: as many as it tells of, and nobody to whom
    the clause tells that harm was done.
    """
    if nearest is None or hit.first - nearest.last > _AUXILIARY or (nearest.number == 1) != one:
        return False
    harm = (h for label in ("toll", "act") for h in sentence.found(label))
    return not any(head.last < h.first and 0 <= nearest.first - h.last <= _VERB for h in harm)
