"""A mention of a place in its surroundings, and what surroundings make it worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from incidents.gazetteer import Mention

# What a mention is worth when its surroundings say ...
SURE: Final = 1.0  # "in Tulsa", "Tulsa, Oklahoma"
LIKELY: Final = 0.7
OPEN: Final = 0.5  # nothing
BODY: Final = 0.6  # "Tulsa Police"
FAINT: Final = 0.58  # "от Москвы", "с Овьедо": said of towns and of persons
DOUBTFUL: Final = 0.25  # "Tulsa Smith", "Judge Tulsa"
ORDINARY: Final = 20_000  # what has harm done to it is surely a town if it is larger
GREAT_TOWN: Final = 300_000  # followed by a capital, a smaller town's name is a person's first
GREAT_CITY: Final = 1_000_000  # may be written as an acronym: LA, NYC
KNOWN_POPULATION: Final = 90_000  # a larger town is believed without further signs
CALLED: Final = 0.2  # "Tulsa Hospital", "South Tulsa": called after a place, wherever it is
NOT: Final = 0.0  # "Tulsa Road", "Tulsa Tribune"


@dataclass(slots=True)
class Seen:
    """A mention in its surroundings. `strength` is 0 (no place) to 1; `division` says that a division is
    meant.
    """

    where: str
    mention: Mention
    strength: float = OPEN
    dateline: bool = False
    division: bool = False
    tail: int = 0  # where the dateline's agency and dash end
    plain: bool = True  # the name stands in its base form
    declined: bool = False  # in a language that declines its names
    given: bool = False  # the name is a person's given name too
    person: bool = False  # the name is surely a person's here
    goes_on: bool = False  # another word with a capital follows
    heads: bool = False  # it heads a paragraph of the text: "Herat."
    capital: bool = False  # its capital is meant: "the capital of Somalia", "в турецкой столице"
    village: bool = False  # the text calls it one: "the village of Kobe"
    town: bool = False  # the text calls it a town or village: "в посёлке Горный"
    soil: bool = False  # its land is meant by an adjective: "on Israeli soil", "по палестинским территориям"
    population: int = -1  # once asked for (`population_of`)

    @property
    def known(self) -> bool:
        """Whether it is large enough to be believed without further signs, and nobody's given name."""
        return not self.given and self.mention.candidates[0].population >= KNOWN_POPULATION

    @property
    def mere_town(self) -> bool:
        """Whether the name means towns only, none of them a capital: they have no presidents."""
        return all(entry.kind == "place" and not entry.capital for entry in self.mention.candidates)
