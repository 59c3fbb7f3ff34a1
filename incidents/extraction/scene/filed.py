"""A bureau's dateline: a report that opens with a capital, and never names it again, was filed there. What it
tells of happened somewhere in a country: the capital's own, or the one that its acts name.

A report of the capital itself calls it so, or names a street or a quarter. It resolves no names itself.
"""

from __future__ import annotations

from dataclasses import replace

from incidents.extraction.acts.anchors import identity
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.scene.signs import is_capital
from incidents.extraction.stories import Story
from incidents.extraction.stories.local_places import locative
from incidents.watch import Area

_AT_HOME = 1.0  # what speaks for the country that a report was filed in
_PLACED, _NAMED, _ADJECTIVE = 2.0, 1.0, 0.5  # "in Peru", "Peru", "Peruvian"


def filed(reading: Reading, story: Story, chosen: Located) -> Located:
    """The chosen scene, or the country where a report tells of no town and was only filed in one."""
    if not _is_bureau(reading, chosen):
        return chosen
    words = reading.lexicon.words("in_town")
    if any(not words.isdisjoint(one.words(one.span.first, one.span.last)) for one in reading.sentences):
        return chosen
    return _country(reading, story, chosen)


def _is_bureau(reading: Reading, chosen: Located) -> bool:
    """Whether a place is a country's capital that a dateline names, and no sentence."""
    if chosen.kind != "dateline" or not reading.lexicon.words("in_town"):
        return False
    town = identity(chosen.place)
    named = any(
        one.kind != "dateline" and identity(one.place) == town
        for sentence in reading.sentences
        for one in sentence.places
    )
    return not named and is_capital(chosen.place, reading.gazetteer)


def _country(reading: Reading, story: Story, chosen: Located) -> Located:
    """The country that the story's acts name most, else that of the capital."""
    home = chosen.place.country or ""
    weight, shown = {home: _AT_HOME}, dict[str, Located]()
    for sentence in {mention.sentence.index: mention.sentence for mention in story.mentions}.values():
        for one in sentence.places:
            country = one.place.country or ""
            if one.place.precision == "country" and one.kind != "dateline":
                weight[country] = weight.get(country, 0.0) + _worth(sentence, one)
                shown.setdefault(country, one)
    country = max(weight, key=weight.__getitem__)
    return shown.get(country) or replace(chosen, place=reading.gazetteer.place(Area(country)))


def _worth(sentence: Sentence, one: Located) -> float:
    """How much the name of a country says of where an act was."""
    if one.kind == "demonym":
        return _ADJECTIVE
    return _PLACED if locative(sentence, one) else _NAMED
