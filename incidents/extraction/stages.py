"""Where and when a paragraph plays, as its first words say: "In Celaya, …", "The first was at Khayelitsha.",
"Omdurman, 10 May.".

What the following sentences of the paragraph tell, they tell of there, unless they name a place of their own.
A line that is no more than a name or a place heads the paragraphs below it, up to the next such line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from incidents.extraction.dates import DateMention
from incidents.extraction.local_places import best_place, locative
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading, Sentence

_OPENING = 12  # words in which a sentence says where it plays
_HEADING = 4  # words beside the place and the day at most
_ITEM = re.compile(r"\s*(?:[•▪●*–—-]|\(?\d{1,2}[.)]|\d{1,2}[:.]\d\d\b)\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stage:
    """The setting of a paragraph: its town or division and its day, as far as it is told, `item` if it is one
    of a list, and `headed` if its place or name stands alone before what is told.
    """

    paragraph: int
    place: Located | None = None
    day: DateMention | None = None
    item: bool = False
    headed: bool = False
    opened: int = -1
    another: bool = False


def stages(reading: Reading) -> Mapping[int, Stage]:
    """The stage of each sentence of the text, by its index; as it is told before and in that sentence."""
    found: dict[int, Stage] = {}
    stage: Stage | None = None
    for sentence in reading.sentences:
        if sentence.in_title:
            continue
        opens = stage is None or stage.paragraph != sentence.span.paragraph
        if opens:
            stage = Stage(sentence.span.paragraph, item=_is_item(sentence))
        assert stage is not None
        heading = _is_heading(sentence)
        place = _setting(sentence, reading, heading=heading, opens=opens)
        if heading and opens:
            stage = replace(stage, headed=True)
        if place is not None and (opens or stage.place is None or heading):
            stage = replace(stage, place=place, opened=sentence.index)
        day = next((one for one in sentence.dates if not one.future and one.when.precision == "day"), None)
        if day is not None and stage.day is None and (opens or heading):
            stage = replace(stage, day=day)
        found[sentence.index] = stage
        if sentence.has("cue.another") and not stage.another:
            stage = replace(stage, another=True)
    return found


def _is_item(sentence: Sentence) -> bool:
    """Whether a mark or number of a list stands before a paragraph."""
    text = sentence.passage.text
    line = text.rfind("\n", 0, sentence.span.start) + 1
    return _ITEM.match(text, line) is not None and line > 0


def _is_heading(sentence: Sentence) -> bool:
    """Whether a sentence is no more than a name or place with its day: it tells nothing."""
    named = [(one.start, one.end) for one in sentence.places]
    named += [(one.start, one.end) for one in sentence.dates]
    taken = {
        at for start, end in named for at in range(sentence.word_at(start), sentence.word_at(end - 1) + 1)
    }
    others = [at for at in range(sentence.span.first, sentence.span.last) if at not in taken]
    return len(others) <= _HEADING and not (sentence.has("toll") or sentence.has("act"))


def _setting(sentence: Sentence, reading: Reading, *, heading: bool, opens: bool) -> Located | None:
    """Where a sentence says that what follows plays: a town or division, in its first words."""
    place = best_place(sentence, reading.lexicon)
    if place is None or place.place.precision == "country":
        return None
    if heading:
        return place
    first = sentence.word_at(place.start) - sentence.span.first
    told = locative(sentence, place, reading.lexicon) or (opens and bool(sentence.dates))
    return place if told and first <= _OPENING else None
