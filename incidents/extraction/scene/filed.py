"""A bureau's dateline: a report that opens with a capital, and never names it again, was filed there. What it
tells of happened somewhere in a country: which, is the business of `countries`.

A report of the capital itself calls it so, or names a street or a quarter. It resolves no names itself.
"""

from __future__ import annotations

from incidents.extraction.acts.anchors import identity
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading
from incidents.extraction.scene.countries import whole
from incidents.extraction.scene.signs import is_capital


def filed(reading: Reading, chosen: Located) -> Located:
    """The chosen scene, or the country where a report tells of no town and was only filed in one."""
    if not _is_bureau(reading, chosen):
        return chosen
    words = reading.lexicon.words("in_town")
    if any(not words.isdisjoint(one.words(one.span.first, one.span.last)) for one in reading.sentences):
        return chosen
    return whole(reading, chosen)


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
