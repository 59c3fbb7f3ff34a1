"""A fate that a sentence tells of persons: what befell whom, and how it is told."""

from __future__ import annotations

from typing import Literal

from incidents.extraction.harm.persons import Persons
from incidents.extraction.reading import Sentence
from incidents.records import record

Fate = Literal[
    "killed",
    "injured",
    "abducted",
    "arrested",
    "shot",
    "hospital",
    "implied",
    "charged",
    "aboard",
    "bomber",
    "unhurt",
]


@record
class Told:
    """A fate told of persons.

    `part`: they are among others already counted; `own_hand`: they did it to themselves; `state`: the word
    tells a state ("dead", "bodies") that attackers may share; `also`: them, too ("was *also* shot"); `alive`:
    the sentence says that they live ("is expected to survive"); `former`: the text takes the number back;
    `boasted`: those who did it say so of themselves ("the rebels said they had killed 60 soldiers").
    """

    fate: Fate
    persons: Persons
    sentence: Sentence
    part: bool = False
    own_hand: bool = False
    state: bool = False
    accident: bool = False
    former: bool = False
    boasted: bool = False
    also: bool = False
    alive: bool = False
