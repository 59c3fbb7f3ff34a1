"""Places that a text as a whole shows to be something else: the town of a station that opens a wire, the
labels of a list, a division that a title calls by its town's name.

It looks at what `locate` has found, and finds nothing itself.
"""

from __future__ import annotations

import re
from dataclasses import replace

from incidents.extraction.places import Located
from incidents.extraction.words.headings import heads, line_of

_STATION = re.compile(r"[\w .,'()-]{1,80}?--")  # behind a town, up to the report
_SHORTEST = 4  # letters of a name in a text in capitals
_STEM = 5  # letters in which a town's name and its division's agree: "Белгород", "Белгородской области"


def recast(located: list[Located], title: str, text: str, *, shouted: bool) -> list[Located]:
    """The places of a title and text as what they are; `shouted`: the text is written in capitals."""
    if shouted:
        located = _at_home(_broadcast(located, text))
    return _as_divisions(_as_labels(located, text), title, text)


def _broadcast(located: list[Located], text: str) -> list[Located]:
    """With the town of a station that opens a text in capitals as its dateline: "KABUL DOMESTIC SERVICE IN
    DARI, 15 MAY --"; the language spoken names no country.
    """
    first = next((place for place in located if place.where == "text"), None)
    if first is None or first.start or first.place.precision != "place":
        return located
    heading = _STATION.match(text, first.end)
    if heading is None or any(place.kind == "dateline" for place in located):
        return located
    rest = [place for place in located if place.where == "title" or place.start >= heading.end()]
    return sorted([replace(first, kind="dateline"), *rest], key=lambda place: (place.where, place.start))


def _at_home(located: list[Located]) -> list[Located]:
    """In a text in capitals any word may be some place's name: only those in countries that the text names
    count.
    """
    sure = [place for place in located if place.end - place.start >= _SHORTEST]
    named = {place.place.country for place in sure if _is_plain(place)}
    return [place for place in sure if _is_plain(place) or place.place.country in named]


def _is_plain(place: Located) -> bool:
    """Whether it is a country or a dateline, which no other word looks like."""
    return place.place.precision == "country" or place.kind == "dateline"


_LISTED, _MOST_LINES = 3, 0.75  # lines labelled with a town each, and their share, that make a list


def _as_labels(located: list[Located], text: str) -> list[Located]:
    """With what opens one of several lines like a dateline as a place that labels its line, "Shostka — …":
    the first, too, where most lines are so labelled or headed.
    """
    lines = {one.start: line_of(text, one.start) for one in located if one.kind == "dateline"}
    if not lines:
        return located
    headed = {
        line
        for one in located
        if one.where == "text" and heads(text, one.start, one.end, line := line_of(text, one.start))
    }
    labelled = len(headed.union(lines.values()))
    every = labelled >= _LISTED and labelled >= _MOST_LINES * sum(map(bool, map(str.strip, text.split("\n"))))
    if not every and len(set(lines.values())) < 2:
        return located
    return [
        replace(one, kind="mention") if one.kind == "dateline" and (every or lines[one.start]) else one
        for one in located
    ]


def _as_divisions(located: list[Located], title: str, text: str) -> list[Located]:
    """Read a title's town as the division of that name where the text names the division and not the town:
    "in Veracruz", over "in Poza Rica, in the state of Veracruz".
    """

    def name(one: Located) -> str:
        return (title if one.where == "title" else text)[one.start : one.end].lower()[:_STEM]

    body = [one for one in located if one.where == "text"]
    divisions = {
        (one.place.admin1_code, name(one)): one.place for one in body if one.place.precision == "admin"
    }
    if not divisions:
        return located
    towns = {one.place for one in body if one.place.precision == "place"}
    return [
        replace(one, place=divisions.get((one.place.admin1_code, name(one)), one.place))
        if one.where == "title" and one.place.precision == "place" and one.place not in towns
        else one
        for one in located
    ]
