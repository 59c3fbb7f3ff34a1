"""A noun phrase for people: which words, how many they are, on which side they stand."""

from __future__ import annotations

from typing import Literal

from incidents.extraction.reading import Sentence
from incidents.incident import Toll
from incidents.records import record

Role = Literal["victim", "attacker", "force", "official", "member"]  # of an armed group


@record
class Persons:
    """A noun phrase for people: its words, how many they are, and whether a number was written."""

    first: int
    last: int
    start: int
    end: int
    toll: Toll | None
    role: Role | None
    counted: bool
    bare: bool = False

    @classmethod
    def of(
        cls,
        sentence: Sentence,
        first: int,
        last: int,
        toll: Toll | None,
        role: Role | None = None,
        *,
        counted: bool = False,
    ) -> Persons:
        """The persons that a range of words tells of."""
        passage = sentence.passage
        return cls(first, last, passage.starts[first], passage.ends[last - 1], toll, role, counted)

    @property
    def number(self) -> int:
        """The best number known of them; 0 where none is."""
        return (self.toll.best or 0) if self.toll else 0


def is_out_of(sentence: Sentence, at: int) -> bool:
    """Whether a word says of what a number is a part: "two *of* them", "двое *из* них"."""
    return sentence.says("of", at, at + 1) or sentence.says("out_of", at, at + 1)
