"""A town that is named and is no scene: the country is.

A report that opens with a capital, and never names it again, was filed there; one of the capital itself calls
it so, or names a street or a quarter. And what happened "300 km south-east of" a town was not there. Which
country it was in is the business of `countries`. It resolves no names itself.
"""

from __future__ import annotations

import itertools

from incidents.extraction.acts.anchors import identity
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.scene.countries import whole
from incidents.extraction.scene.signs import is_capital
from incidents.extraction.stories import Story

_FAR = 60  # km or miles
_DIGITS = 6  # of a way told in figures, at most
_REACH = 6  # words from a number to the town that it is counted from


def filed(reading: Reading, story: Story, chosen: Located) -> Located:
    """The chosen scene, or the country where a report tells of no town and was only filed in one, or names
    the town as a far one.
    """
    if chosen.place.precision != "place":
        return chosen
    own = [
        (sentence, one)
        for sentence in reading.sentences
        for one in sentence.places
        if one.kind != "dateline" and identity(one.place) == identity(chosen.place)
    ]
    acts = {mention.sentence.index for mention in story.mentions}
    away = [_is_far(sentence, one) for sentence, one in own if sentence.index in acts]
    filed_there = not own and chosen.kind == "dateline" and is_capital(chosen.place, reading.gazetteer)
    if (away and all(away)) or (filed_there and not _is_in_town(reading)):
        return whole(reading, chosen)
    return chosen


def _is_in_town(reading: Reading) -> bool:
    """Whether a report names a street, a quarter or "the capital", or may, in words unlisted."""
    words = reading.lexicon.words("in_town")
    return not words or any(
        not words.isdisjoint(one.words(one.span.first, one.span.last)) for one in reading.sentences
    )


def _is_far(sentence: Sentence, one: Located) -> bool:
    """Whether a town is only what a long way is counted from: "99 km south of Tulsa"."""
    first = sentence.range_of(one)[0]
    before, units = sentence.words(first - _REACH, first), sentence.lexicon.words("distances")
    counted = sentence.says("of", first - 1, first) or sentence.says("origin", first - 1, first)
    return counted and any(
        number.isdecimal() and len(number) < _DIGITS and int(number) >= _FAR and unit in units
        for number, unit in itertools.pairwise(before)
    )
