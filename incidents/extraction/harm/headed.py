"""How many stand behind a noun or verb that tells their fate and counts nobody: "раненых, по её словам,
семь", "погибшие — отец и сын", "погибли рыбаки, двое братьев", "погибла мать с двумя детьми".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extraction.harm.listing import joined
from incidents.extraction.harm.persons import Persons
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Toll

_ASIDE = 6  # words between commas that part a noun from its number
_BESIDE = 2  # words from a dash or "with" to the person


def headed(
    hit: Hit,
    found: Persons | None,
    persons: Sequence[Persons],
    fates: Sequence[Hit],
    sentence: Sentence,
) -> Persons | None:
    """`found`, whose fate `hit` tells, or its own noun, with the number or list that stands behind it."""
    head = found
    if found is None or (found.first > hit.last and not found.counted):
        head = next((one for one in persons if one.first == hit.first), found)
    if head is None or head.number or not sentence.lexicon.words("heads_first"):
        return found
    behind = _behind(head, hit, persons, fates)
    apart = behind and _counted_apart(head, behind, persons, fates, sentence)
    return apart or found


def accompanied(
    hit: Hit, found: Persons, persons: Sequence[Persons], fates: Sequence[Hit], sentence: Sentence
) -> Persons:
    """`found` with those who are with one person whose verb tells of several: "погибли мать с детьми"."""
    words = sentence.lexicon
    if found.counted or found.number != 1 or not sentence.says("accompanied", found.last, found.last + 1):
        return found
    behind = _behind(found, hit, persons, fates)
    several = sentence.passage.words[hit.last - 1].endswith(words.endings("many_befallen"))
    if behind is None or not (several and behind.number) or behind.first - found.last > _BESIDE:
        return found
    return replace(found, toll=Toll.exactly(1 + behind.number), counted=True)


def _behind(head: Persons, hit: Hit, persons: Sequence[Persons], fates: Sequence[Hit]) -> Persons | None:
    """The next persons behind both, unless another word of fate stands between."""
    later = next((one for one in persons if one.first >= max(head.last, hit.last)), None)
    if later is None or any(head.last <= fate.first < later.first for fate in fates if fate is not hit):
        return None
    return later


def _counted_apart(
    found: Persons,
    behind: Persons,
    persons: Sequence[Persons],
    fates: Sequence[Hit],
    sentence: Sentence,
) -> Persons | None:
    """Who a plural without a number is: a list behind a dash, a number behind a comma or a pair of them."""
    gap = _gap(found, behind, sentence)
    if gap.lstrip()[:1] in ("—", "–") and behind.number and behind.first - found.last <= _BESIDE:
        return joined(behind, persons, fates, sentence, before=False)
    if gap == ", " and behind.counted and not behind.bare:
        return behind
    counted = next((one for one in persons if one.counted and one.first >= behind.first), None)
    if counted is None or counted.first - found.last > _ASIDE:
        return None
    gap = _gap(found, counted, sentence)
    return counted if gap[:1] == "," and gap.count(",") == 2 and gap.rstrip().endswith(",") else None


def _gap(left: Persons, right: Persons, sentence: Sentence) -> str:
    """The text between two noun phrases."""
    passage = sentence.passage
    return passage.text[passage.ends[left.last - 1] : passage.starts[right.first]]
