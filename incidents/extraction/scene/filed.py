"""A town that is named and is no scene: its division or country is.

A report that opens with a capital, and never names it again, was filed there; one of the capital itself calls
it so, or names a street or a quarter; one whose act's own clause puts it in another country is of that. So is
one that opens with a town and puts its act "in Borno state", which holds it: the division is the scene, as it
is of a day's acts in many towns. And what happened "300 km south-east of" a town was not there. Which country
it was in is the business of `countries`. It resolves no names itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Set
from dataclasses import replace

from incidents.extraction.acts.anchors import identity
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.places import Located
from incidents.extraction.places.resolving import WITH_STATE
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.scene.countries import whole
from incidents.extraction.scene.signs import is_capital
from incidents.extraction.stories import Story
from incidents.extraction.stories.local_places import local_place, locative, was_there
from incidents.incident import Place
from incidents.watch import Area

_FAR = 60  # km or miles
_DIGITS = 6  # of a way told in figures, at most
_REACH = 6  # words from a number to the town that it is counted from


def filed(reading: Reading, story: Story, chosen: Located) -> Located:
    """The chosen scene, or the country where a report tells of no town and was only filed in one, or names
    the town as a far one.
    """
    if chosen.place.precision != "place":
        return chosen
    first = next((mention for mention in story.mentions if not mention.sentence.in_title), None)
    if first is not None and _strikes_many_towns(first):
        return _division(reading, chosen)
    own = [
        (sentence, one)
        for sentence in reading.sentences
        for one in sentence.places
        if one.kind != "dateline" and identity(one.place) == identity(chosen.place)
    ]
    acts = {mention.sentence.index for mention in story.mentions}
    away = [_is_far(sentence, one) for sentence, one in own if sentence.index in acts]
    filed_there = not own and chosen.kind == "dateline"
    if filed_there and (division := _told_of_division(story, chosen)) and not _is_in_city(reading):
        return division
    filed_there = filed_there and is_capital(chosen.place, reading.gazetteer)
    if filed_there and not (away and all(away)) and (abroad := _told_abroad(story, chosen)):
        return abroad
    if (away and all(away)) or (filed_there and not _is_in_town(reading)):
        return whole(reading, chosen)
    return chosen


_BEHIND = 8  # words from an act to the country in which it was


def _told_abroad(story: Story, town: Located) -> Located | None:
    """The first country or division in which an act's own clause puts it, where no place that its sentence
    names is in the country of the town: "BAMAKO - … attacked a village *in northern Burkina Faso*".
    """
    for mention in story.mentions:
        sentence = mention.sentence
        named = [
            one
            for one in sentence.places
            if one.kind != "dateline" and one.place.country and not was_there(sentence, one)
        ]
        if any(one.place.country == town.place.country for one in named):
            return None
        for one in named:
            first = sentence.word_at(one.start)
            clause = mention.last <= first <= mention.last + _BEHIND and one.kind == "mention"
            apart = any(sentence.passage.borders[mention.last : first + 1])
            if clause and not apart and locative(sentence, one):
                return one if one.place.precision != "place" else None
    return None


def _division(reading: Reading, town: Located) -> Located:
    """The division of a town, by the same words."""
    if not (town.place.country and town.place.admin1_code):
        return town
    area = Area(town.place.country, town.place.admin1_code)
    return replace(town, place=reading.gazetteer.place(area))


_OBJECT = 4  # words from an act to the towns that it struck


def _strikes_many_towns(mention: Mention) -> bool:
    """Whether an act is that of a day in many towns at once: "обстріляли *вісім населених пунктів*",
    "обстреляли Херсон, Антоновку и *ещё 24 населённых пункта*".
    """
    sentence = mention.sentence
    if not sentence.says("many_towns", mention.first, sentence.span.last):
        return False
    for at in range(mention.first, sentence.span.last):
        if sentence.says("many_towns", at, at + 1):
            more = sentence.says("more", at - _OBJECT, at)
            return more or at - mention.last < _OBJECT
    return False


def _told_of_division(story: Story, town: Located) -> Located | None:
    """The division of a town in which the act's own words put it: "killed 12 farmers *in Borno state*"; not
    where readers are told the state of each town.
    """
    if town.place.country in WITH_STATE:
        return None
    for mention in story.mentions:
        place = local_place(mention)
        if place and _is_part(place.place, town.place) and _stands_in(mention.sentence, place):
            return place
    return None


_IN = 5  # words from "in" to a division: "in a remote part of Sinaloa"


def _stands_in(sentence: Sentence, division: Located) -> bool:
    """Whether something is said to be in a division, with nothing that parts the words."""
    first = sentence.word_at(division.start)
    since = first
    while since > max(sentence.span.first, first - _IN) and not sentence.passage.borders[since]:
        since -= 1
    return sentence.says("locative", since, first)


def _is_part(division: Place, town: Place) -> bool:
    """Whether the first is the division that holds the second."""
    return division.precision == "admin" and division.admin1_code == town.admin1_code is not None


def _is_in_city(reading: Reading) -> bool:
    """Whether a report names a street or quarter, or "the city"."""
    return _names(reading.lexicon.words("in_city"), reading)


def _names(words: Set[str], reading: Reading) -> bool:
    return any(not words.isdisjoint(one.words(one.span.first, one.span.last)) for one in reading.sentences)


def _is_in_town(reading: Reading) -> bool:
    """Whether a report names a street, a quarter or "the capital", or may, in words unlisted."""
    words = reading.lexicon.words("in_town")
    return not words or _names(words, reading)


def _is_far(sentence: Sentence, one: Located) -> bool:
    """Whether a town is only what a long way is counted from: "99 km south of Tulsa"."""
    first = sentence.range_of(one)[0]
    before, units = sentence.words(first - _REACH, first), sentence.lexicon.words("distances")
    counted = sentence.says("of", first - 1, first) or sentence.says("origin", first - 1, first)
    return counted and any(
        number.isdecimal() and len(number) < _DIGITS and int(number) >= _FAR and unit in units
        for number, unit in itertools.pairwise(before)
    )
