"""Numbers that a report gives in place of others that were reported before: "six people, not ten"."""

from __future__ import annotations

from collections.abc import Mapping

from incidents.extraction.harm.fates import Sum
from incidents.incident import Toll


def corrected(sums: Mapping[str, Sum]) -> frozenset[str]:
    """The tolls whose own sentence says that another number was wrong."""
    return frozenset(
        harm
        for harm, total in sums.items()
        if total.told.sentence.has("cue.corrected")
        and not _is_of_hurt_alone(harm, total)
        and not _is_of_some(total)
    )


def _is_of_some(total: Sum) -> bool:
    """Whether the number is that of some of them only: "three of the dead, not two, were children"."""
    persons, sentence = total.told.persons, total.told.sentence
    return total.told.part or sentence.says("of", persons.first, persons.last + 1)


def _is_of_hurt_alone(harm: str, total: Sum) -> bool:
    """Whether it is only said that nobody was wounded: of the dead that tells nothing."""
    sentence = total.told.sentence
    nobody = harm == "killed" and total.toll == Toll.exactly(0)
    return nobody and not sentence.says("any_harm", sentence.span.first, sentence.span.last)
