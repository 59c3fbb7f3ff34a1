"""What a headline's name means that a division and its chief town share: the division, if the report tells of
another town in it ("12 killed in Kaduna", of an attack in Zaria).
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.places.holders import holds
from incidents.extraction.places.seen import LIKELY, Seen
from incidents.gazetteer import Entry

Chosen = tuple[Entry, float]


def as_divisions(seen: Sequence[Seen], chosen: Sequence[Chosen]) -> list[Chosen]:
    """What the names of an article mean, those of its headline in view of the report's first town."""
    first = next(
        (
            entry
            for one, (entry, score) in zip(seen, chosen, strict=True)
            if one.where == "text" and not one.dateline and score and one.strength >= LIKELY
        ),
        None,
    )
    if first is None or first.kind != "place":
        return list(chosen)
    return [
        (_around(first, one, entry) or entry, score) if one.where == "title" else (entry, score)
        for one, (entry, score) in zip(seen, chosen, strict=True)
    ]


def _around(town: Entry, one: Seen, entry: Entry) -> Entry | None:
    """The division around a town, if its name was taken for another town's in it."""
    if entry.kind != "place" or entry.geonameid == town.geonameid:
        return None
    divisions = (unit for unit in one.mention.candidates if unit.kind == "admin1")
    return next((unit for unit in divisions if holds(unit, town) and holds(unit, entry)), None)
