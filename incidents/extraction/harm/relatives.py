"""Whom a relative clause parts from his fate: "*a man* who stabbed three people in Lyon was shot dead"."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.harm.persons import Persons
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_AUXILIARY = 2  # words in which the auxiliary stands before a word of fate
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


def _is_subject(nearest: Persons | None, head: Persons, hit: Hit, *, one: bool, sentence: Sentence) -> bool:
    """Whether who stands right before the verb may be its subject: as many as it tells of, and nobody to whom
    the clause tells that harm was done.
    """
    if nearest is None or hit.first - nearest.last > _AUXILIARY or (nearest.number == 1) != one:
        return False
    harm = (h for label in ("toll", "act") for h in sentence.found(label))
    return not any(head.last < h.first and 0 <= nearest.first - h.last <= _VERB for h in harm)
