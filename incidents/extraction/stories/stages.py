"""Where and when a paragraph plays, as its first words say: "In Celaya, …", "The first was at Khayelitsha.",
"Omdurman, 10 May.".

What the following sentences of the paragraph tell, they tell of there, unless they name a place of their own.
A line that is no more than a name or a place heads the paragraphs below it, up to the next such line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from incidents.extraction.acts.anchors import identity
from incidents.extraction.dates import DateMention
from incidents.extraction.places import Located
from incidents.extraction.places.words import context_words
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories.local_places import best_place, is_in_care, is_said_there, locative
from incidents.extraction.words.headings import is_item, label, line_of
from incidents.records import record

_OPENING = 12  # words in which a sentence says where it plays
_HEADING = 4  # words beside the place and the day at most
_LONGEST = 16  # words with them
_LIST = 3  # paragraphs headed by a name, from which they are a list


@record
class Stage:
    """The setting of a paragraph: its town or division and its day, as far as it is told, `item` if it is one
    of a list, and `headed` if its place or name stands alone before what is told; `section` numbers the parts
    of an article that is a list of places, from 1 on; `follows`: its first words say that another act does,
    `away`: one that has to do with none before it.
    """

    paragraph: int
    place: Located | None = None
    day: DateMention | None = None
    item: bool = False
    headed: bool = False
    opened: int = -1
    another: bool = False
    section: int = 0
    follows: bool = False
    away: bool = False
    first: Sentence | None = None

    @property
    def hours(self) -> frozenset[str]:
        """The hours of the clock that its first sentence gives."""
        return self.first.traces.hours if self.first else frozenset()


def stages(reading: Reading) -> Mapping[int, Stage]:
    """The stage of each sentence of the text, by its index; as it is told before and in that sentence."""
    found: dict[int, Stage] = {}
    stage: Stage | None = None
    headings, over = _headings(reading), None
    sections = _sections(reading, headings)
    if not any(sections.values()) and (sections := _entries(reading)):
        over = _town(reading)
    days = _days(reading, sections)
    for sentence in reading.sentences:
        if sentence.in_title:
            continue
        paragraph = sentence.span.paragraph
        opens = stage is None or stage.paragraph != paragraph
        if stage is None or opens:
            over = headings.get(paragraph, over)
            stage = Stage(
                paragraph,
                over,
                days.get(paragraph),
                item=_is_item(sentence),
                headed=over is not None and over.where == "text",
                section=sections.get(paragraph, 0),
                follows=_says_another(sentence, _NEXT),
                away=_says_another(sentence, _AWAY),
                first=sentence,
            )
        heading = _is_heading(sentence)
        if opens and not paragraph and heading and _is_dateline(sentence):
            found[sentence.index] = stage
            continue
        if heading and opens:
            stage = replace(stage, headed=True)
        if opens or stage.place is None or heading:
            place = _setting(sentence, heading=heading, opens=opens)
            if place is None and opens and stage.section:
                place = _label(sentence, reading.datelines)
            if place is not None and not (over and is_street(sentence, place, over)):
                stage = replace(stage, place=place, opened=sentence.index)
        if stage.day is None and (opens or heading) and (day := _first_day(sentence)):
            stage = replace(stage, day=day)
        found[sentence.index] = stage
        if sentence.has("cue.another") and not stage.another:
            stage = replace(stage, another=True)
    return found


def _days(reading: Reading, sections: Mapping[int, int]) -> Mapping[int, DateMention]:
    """The first day that a paragraph of a list gives, by its number."""
    found: dict[int, DateMention] = {}
    for sentence in reading.sentences if any(sections.values()) else ():
        paragraph = sentence.span.paragraph
        if not sentence.in_title and sections.get(paragraph) and (day := _first_day(sentence)):
            found.setdefault(paragraph, day)
    return found


def _first_day(sentence: Sentence) -> DateMention | None:
    return next((one for one in sentence.dates if not one.future and one.when.precision == "day"), None)


_FIRST = 6  # words in which a paragraph says that another act follows


def _says_another(sentence: Sentence, labels: Sequence[str]) -> bool:
    """Whether the first words of a paragraph say that it tells another act: "Two hours later, …"."""
    last = sentence.span.first + _FIRST
    return sentence.has_any(*labels) and any(
        hit.first < last for label in labels for hit in sentence.found(label)
    )


_AWAY = ("cue.away", "cue.another")
_NEXT = ("cue.next", *_AWAY)


def _headings(reading: Reading) -> Mapping[int, Located]:
    """The place of each line that heads the paragraphs below it, by the first of these; none where only one
    line does.
    """
    found = {
        paragraph: place
        for paragraph, line in reading.headings.items()
        if (place := best_place(line)) is not None
        and place.place.precision != "country"
        and _is_heading(line)
    }
    return found if len(found) > 1 else {}


def _sections(reading: Reading, headings: Mapping[int, Located]) -> Mapping[int, int]:
    """The section of each paragraph: those headed by a place or name, if they are a list of places."""
    opening: dict[int, Sentence] = {}
    for sentence in reading.sentences:
        if not sentence.in_title:
            opening.setdefault(sentence.span.paragraph, sentence)
    placed = {n: place for n, one in opening.items() if (place := _headed_by(one, reading)) is not None}
    placed |= headings
    if len({identity(one.place) for one in placed.values()}) < len(placed):
        return dict.fromkeys(opening, 0)  # the hours of one act
    named = placed.keys() | {n for n, one in opening.items() if _is_name(one)}
    whole = len(named) == len(opening)
    if len(placed) < _LIST - 1 or (len(named) < _LIST and not whole) or 2 * len(placed) < len(named):
        return dict.fromkeys(opening, 0)
    found: dict[int, int] = {}
    section = 0
    for number, paragraph in enumerate(opening, 1):
        section = number if paragraph in named else section if headings else 0
        found[paragraph] = section
    return found


def _entries(reading: Reading) -> Mapping[int, int]:
    """The number of each paragraph of a log whose entries open with a day or hour: "Monday, 9:55 p.m., Main
    St.: …". The hours of one act are none: the headline says that it is a log.
    """
    if not any(one.in_title and one.has("cue.roundup") for one in reading.sentences):
        return {}
    opening: dict[int, Sentence] = {}
    for sentence in reading.sentences:
        if not sentence.in_title:
            opening.setdefault(sentence.span.paragraph, sentence)
    found = {
        paragraph: number for number, (paragraph, one) in enumerate(opening.items(), 1) if _is_entry(one)
    }
    return found if len(found) >= _LIST and 2 * len(found) >= len(opening) else {}


def _town(reading: Reading) -> Located | None:
    """The one town that the headline of a log names, with or without what it lies in."""
    named = [one for sentence in reading.sentences if sentence.in_title for one in sentence.places]
    towns = [one for one in named if one.place.precision == "place"]
    one = towns[0] if len(towns) == 1 else None
    return (
        one
        if one and all(0 <= other.start - one.end <= _HELD for other in named if other is not one)
        else None
    )


def is_street(sentence: Sentence, place: Located, over: Located) -> bool:
    """Whether a name in an entry of a log, whose headline gives the town, only looks like a town of another
    division: "River Park", "Jackson Avenue".
    """
    if over.where != "title" or place.place.admin1_code == over.place.admin1_code:
        return False
    return not locative(sentence, place)


_HELD = 2  # characters from a town to what it lies in
_ENTRY = 60  # characters in which an entry of a log gives its day or hour
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)


def _is_entry(sentence: Sentence) -> bool:
    """Whether a paragraph gives a day and hour in its first words."""
    text, start = sentence.passage.text, sentence.span.start
    opens = text[start : start + _ENTRY].partition("\n")[0]
    dated = any(day.start < start + 2 for day in sentence.dates)
    return dated or _CLOCK.search(opens) is not None


def _headed_by(sentence: Sentence, reading: Reading) -> Located | None:
    """The town or division that heads or labels a paragraph below the first, or that opens an item of a list:
    "- in Manta, …".
    """
    place = _label(sentence, reading.datelines)
    if place is None and (_is_heading(sentence) or _is_item(sentence)):
        place = _setting(sentence, heading=_is_heading(sentence), opens=True)
    return place if place is not None and place.place.precision != "country" else None


def _label(sentence: Sentence, datelines: Sequence[Located] = ()) -> Located | None:
    """The place that labels a paragraph of a list: "LAKKI MARWAT: …", "Shostka — …"; that of the first one
    is read as a dateline.
    """
    text = sentence.passage.text
    found = label(text, line_of(text, sentence.span.start))
    if found is None:
        return None
    named = [one for one in (*datelines, *sentence.places) if found.start() <= one.start]
    return next((one for one in named if one.end <= found.end() and one.kind != "demonym"), None)


def _is_item(sentence: Sentence) -> bool:
    """Whether a mark or number of a list stands before a paragraph."""
    text = sentence.passage.text
    return is_item(text, line_of(text, sentence.span.start))


def _is_name(sentence: Sentence) -> bool:
    """Whether a sentence is a name, with no more than a day, or opens with one: "Glide.", "TIRAH: …"."""
    text, span = sentence.passage.text, sentence.span
    found = label(text, line_of(text, span.start))
    if not found and not (span.paragraph and _is_heading(sentence)):
        return False
    name = found[1] if found else text[span.start : span.end]
    return all(not word[0].islower() for word in name.split())


def _is_heading(sentence: Sentence) -> bool:
    """Whether a sentence is no more than a name or place with its day: it tells nothing."""
    if sentence.span.last - sentence.span.first > _LONGEST or sentence.has_any("act", "toll"):
        return False
    taken = sentence.words_of(*sentence.places, *sentence.dates)
    return sentence.span.last - sentence.span.first - len(taken) <= _HEADING


def _is_dateline(sentence: Sentence) -> bool:
    """Whether the first place of a sentence is written in capitals: "ИСЛАМАБАД, 16 мая."; in English such a
    town may be all that a report gives.
    """
    first = min(sentence.places, key=lambda one: one.start, default=None)
    if first is None or not context_words(sentence.lexicon.language).spaced:
        return False
    return sentence.passage.text[first.start : first.end].isupper()


def _setting(sentence: Sentence, *, heading: bool, opens: bool) -> Located | None:
    """Where a sentence says that what follows plays: a town or division, in its first words."""
    labelled = _label(sentence) if opens else None
    place = labelled or best_place(sentence)
    if place is None or place.place.precision == "country":
        return None
    if heading or labelled:
        return place
    at = sentence.word_at(place.start)
    behind = sentence.word_at(place.end - 1) + 1
    if sentence.says("care", behind, behind + 1):  # "died at Lincoln Hospital"
        return None
    if is_in_care(sentence, at) or is_said_there(sentence, place):
        return None
    first = at - sentence.span.first
    told = locative(sentence, place) or (opens and bool(sentence.dates))
    return place if told and first <= _OPENING else None
