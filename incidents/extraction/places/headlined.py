"""What a headline's name means that a division and its chief town share: the division, if the report tells of
another town in it ("12 killed in Kaduna", of an attack in Zaria).
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.places.holders import holds
from incidents.extraction.places.seen import LIKELY, SURE, Seen
from incidents.gazetteer import Entry

Chosen = tuple[Entry, float]


def as_divisions(seen: Sequence[Seen], chosen: Sequence[Chosen]) -> list[Chosen]:
    """What the names of an article mean; those of its headline in view of the report's first town, unless the
    place named next is surely theirs.
    """
    first, following = _first_places(seen, chosen)
    if first is None or first.kind != "place":
        return list(chosen)
    return [
        (_around(first, one, entry) or entry, score)
        if one.where == "title" and entry != following
        else (entry, score)
        for one, (entry, score) in zip(seen, chosen, strict=True)
    ]


def _first_places(seen: Sequence[Seen], chosen: Sequence[Chosen]) -> tuple[Entry | None, Entry | None]:
    """The first place that the report names, and the next, if that is surely one."""
    told = [
        (one, entry)
        for one, (entry, score) in zip(seen, chosen, strict=True)
        if one.where == "text" and not one.dateline and score and one.strength >= LIKELY
    ][:2]
    first = told[0][1] if told else None
    following = told[1][1] if len(told) > 1 and told[1][0].strength >= SURE else None
    return first, following


def _around(town: Entry, one: Seen, entry: Entry) -> Entry | None:
    """The division around a town, if its name was taken for another town's in it."""
    if entry.kind != "place" or entry.geonameid == town.geonameid:
        return None
    divisions = (unit for unit in one.mention.candidates if unit.kind == "admin1")
    return next((unit for unit in divisions if holds(unit, town) and holds(unit, entry)), None)
