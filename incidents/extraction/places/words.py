"""The words that stand beside places' names, by language: data of `data/gazetteer-words`."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ContextWords:
    """The word lists of a language, see `data/gazetteer-words`; `spaced` is not empty where names are
    declined.
    """

    before: frozenset[str] = frozenset()
    faint: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    street: frozenset[str] = frozenset()
    avenue: frozenset[str] = frozenset()
    station: frozenset[str] = frozenset()
    terminus: frozenset[str] = frozenset()
    organisation: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    division: frozenset[str] = frozenset()
    division_before: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()
    compass: frozenset[str] = frozenset()
    spaced: frozenset[str] = frozenset()
    quarter: frozenset[str] = frozenset()
    honorific: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    peopled: frozenset[str] = frozenset()
    harmed: frozenset[str] = frozenset()
    bombards: frozenset[str] = frozenset()
    striking: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    soil: frozenset[str] = frozenset()
    capital: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    natural: frozenset[str] = frozenset()
    feature: frozenset[str] = frozenset()
    office: frozenset[str] = frozenset()
    clipped: frozenset[str] = frozenset()
    waters: frozenset[str] = frozenset()
    waters_of: frozenset[str] = frozenset()
    honoured: frozenset[str] = frozenset()
    of_state: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    settlement: frozenset[str] = frozenset()
    village: frozenset[str] = frozenset()
    native: frozenset[str] = frozenset()
    district: frozenset[str] = frozenset()
    quarters: frozenset[str] = frozenset()
    part: frozenset[str] = frozenset()
    of_town: frozenset[str] = frozenset()
    in_town: frozenset[str] = frozenset()
    road: frozenset[str] = frozenset()
    road_joins: frozenset[str] = frozenset()
    road_to: frozenset[str] = frozenset()
    roadside: frozenset[str] = frozenset()


@functools.cache
def context_words(language: str | None) -> ContextWords:
    """The lists of `language`; those of a language without a file are empty."""
    file = files("incidents") / "data" / "gazetteer-words" / f"{language}.toml"
    if language is None or not file.is_file():
        return ContextWords()
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return ContextWords(**{name: frozenset(words.split()) for name, words in tables.items()})
