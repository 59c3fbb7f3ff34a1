"""What a report of strikes on several towns, or on none that it names, tells of each of them by its dead:
"Ночью ракеты били по городам. Двое погибли в Харькове, трое в Сумах". Each town has an incident of its own.

Only where commas part clauses and towns are declined, so that it shows where somebody died.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from incidents.extraction.acts.implied import implied_by_harm
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories.local_places import is_in_care, locative
from incidents.incident import Place, Type

_STRIKES = (Type.AIRSTRIKE, Type.SHELLING)
_FAR = 1  # paragraphs from the strikes, or the last of those towns, to the next


def told_by_harm(reading: Reading, acts: Mapping[int, Sequence[Mention]]) -> Iterator[Mention]:
    """What the sentences behind strikes on several towns tell of two towns or more by the harm alone."""
    if not any(one.lexicon.words("clauses_apart") for one in reading.sentences[:1]):
        return
    strike: Mention | None = None
    found: list[tuple[Place, Mention]] = []
    for sentence in reading.sentences:
        here = acts.get(sentence.index, ())
        last = found[-1][1] if found else strike
        if here or (last and sentence.span.paragraph - last.sentence.span.paragraph > _FAR):
            yield from _of_several(found, strike)
            strike, found = _of_no_town(here), []
        elif (
            strike and (town := _only_town(sentence)) and (told := implied_by_harm(strike, sentence, reading))
        ):
            found.append((town, told))
    yield from _of_several(found, strike)


def _of_several(found: Sequence[tuple[Place, Mention]], strike: Mention | None) -> Iterator[Mention]:
    """The mentions, where they are of two towns or more, with the one day of the strikes."""
    if strike is None or len({place.geonameid for place, _ in found}) < _LEAST:
        return
    days = [one for one in strike.sentence.dates if one.when.precision == "day"]
    for _, mention in found:
        if len(days) == 1:
            mention.sentence.dates = list(days)
        yield mention


_LEAST = 2  # towns, each with its dead or hurt


def _of_no_town(mentions: Sequence[Mention]) -> Mention | None:
    """The strikes that a sentence tells of several towns or of none, where it tells no other act, and no sum
    of their dead and hurt, which is then told as one incident.
    """
    if not mentions or any(one.kind not in _STRIKES or one.vetoed for one in mentions):
        return None
    sentence = mentions[0].sentence
    if sentence.has_any("toll.killed", "toll.injured"):
        return None
    towns = {one.place.geonameid for one in sentence.places if one.place.precision == "place"}
    return mentions[0] if len(towns) != 1 and not sentence.in_title else None


def _only_town(sentence: Sentence) -> Place | None:
    """The one town in which a sentence tells something to have been, and nobody to be nursed."""
    towns = [one for one in sentence.places if one.place.precision == "place"]
    if len(towns) != 1 or sentence.in_title or sentence.dates or not locative(sentence, towns[0]):
        return None
    if sentence.says("nursed", sentence.span.first, sentence.span.last):
        return None
    return None if is_in_care(sentence, sentence.word_at(towns[0].start)) else towns[0].place
