"""Where a text names the configured groups, their parts and their outlets.

It finds names; whether a group is said to have done it is decided in `attribution`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from anyascii import anyascii
from rapidfuzz import fuzz

from incidents.names import Doubt, Name, Names
from incidents.watch import Group

Kind = Literal["alias", "weak", "media", "part"]


@dataclass(frozen=True, slots=True)
class Naming:
    """A group's name found in a sentence; `part` and `outlet` where that is what was named."""

    group: str
    kind: Kind
    label: str
    start: int
    end: int
    doubt: Doubt

    @property
    def doubtful(self) -> bool:
        return self.doubt is not None


_NEXT = 4  # characters between a name and its short form: "the Popular Army (EPL)"


def sure_groups(found: Sequence[Naming]) -> Iterator[str]:
    """The groups that are named beyond doubt: by a name of theirs alone, or by two side by side, each of
    which is the other's sign.
    """
    for naming in found:
        if not naming.doubtful:
            yield naming.group
    for one, other in pairwise(found):
        if one.group == other.group and one.label != other.label and 0 <= other.start - one.end <= _NEXT:
            yield one.group


class Groups:
    """The configured groups, compiled into one automaton."""

    def __init__(self, groups: Iterable[Group]) -> None:
        names: list[Name[tuple[str, Kind, str]]] = []
        for group in groups:
            for alias in dict.fromkeys((group.name, *group.aliases)):
                names.append(Name(alias, (group.name, "alias", alias)))
            names.extend(Name(alias, (group.name, "weak", alias), weak=True) for alias in group.weak)
            names.extend(
                Name(outlet, (group.name, "media", group_outlet(group, outlet))) for outlet in group.media
            )
            for part, aliases in group.parts.items():
                names.extend(
                    Name(alias, (group.name, "part", part)) for alias in dict.fromkeys((part, *aliases))
                )
        self._names = Names(names)

    def find(self, text: str, *, shouted: bool) -> list[Naming]:
        """Every naming in a text, in order."""
        return [
            Naming(*span.payload, span.start, span.end, span.doubt)
            for span in self._names.find(text, shouted=shouted)
        ]


_LATIN = re.compile(r"[A-Za-z]")


_ALIKE = 60.0  # of 100: "Amak" and "Amaq"


_SAME = 75.0  # "al-Naba" and "an-Naba"


def group_outlet(group: Group, outlet: str) -> str:
    """The first configured Latin spelling of the outlet: "Amaq" for "Amaq News Agency" and for "Амак"."""
    latin = [other for other in group.media if _LATIN.search(other)]
    sound = anyascii(outlet).lower()
    for other in latin:
        first = other.lower()
        if set(first.split()) <= set(sound.split()) or fuzz.ratio(sound, first) >= _SAME:
            return other
    if _LATIN.search(outlet) or not latin:
        return outlet
    best = max(latin, key=lambda other: fuzz.ratio(sound, other.lower()))
    return best if fuzz.ratio(sound, best.lower()) >= _ALIKE else outlet
