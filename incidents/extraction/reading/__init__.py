"""Read an article into sentences that carry everything found in them: terms, places, dates and counts of
people.

It finds; what the findings mean together is decided by `acts`, `stories` and the rooms above them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate

from incidents.article import Draft, host
from incidents.extraction.places import Located, locate
from incidents.extraction.places.outlets import home
from incidents.extraction.places.recast import recast
from incidents.extraction.reading.laying import Scanned, lay, scan
from incidents.extraction.reading.local_time import at_scene
from incidents.extraction.reading.sentence import Sentence
from incidents.extraction.words.furniture import furniture, headline, lead_end
from incidents.extraction.words.headlines import cuts
from incidents.extraction.words.lexicon import Lexicon
from incidents.extraction.words.sentences import Passage, paragraphs
from incidents.gazetteer import Gazetteer
from incidents.names import is_shouted

__all__ = ["Reading", "Sentence", "may_tell", "read"]

_ACTS = ("act.", "when.")  # labels of what tells an act, always or where its circumstance is given
_SAMPLE = 1200  # characters that show whether a text is written in capitals


@dataclass(slots=True)
class Reading:
    """An article as read: its sentences, its datelines, and the language's lexicon.

    `aside` are the places in what is no part of the report: captions, headings, loose lines; `headings` are
    those lines of it that name a place, by the paragraph below them; `about` is how surely its words are
    those of a report of an act (`topic`), None where nothing says so; `several`: it says that it tells of
    several acts (`grouping`), `another`: that its own is another than one before (`recalled`). `published` is
    in the publisher's own offset, `today` the latest day that has begun by then, there or at the scene.
    """

    draft: Draft
    lexicon: Lexicon
    gazetteer: Gazetteer
    sentences: list[Sentence]
    datelines: list[Located]
    shouted: bool
    aside: list[Located] = field(default_factory=list)
    about: float | None = None
    headings: dict[int, Sentence] = field(default_factory=dict)
    several: bool = False
    another: bool = False
    published: datetime | None = None
    today: date | None = None

    def number(self) -> None:
        """Number the sentences as they stand."""
        for number, sentence in enumerate(self.sentences):
            sentence.index = number


def may_tell(draft: Draft, words: Lexicon) -> bool:
    """Whether an article holds any term of an act: most of a general feed holds none and need not be read."""
    return any(hit.label.startswith(_ACTS) for one in _scanned(draft, words) for hit in one.terms)


def _scanned(draft: Draft, words: Lexicon) -> tuple[Scanned, Scanned]:
    """The headline and the text, each with the terms in it."""
    own = headline(draft.title, words)
    return scan("title", draft.title[:own], words), scan("text", draft.text, words)


def read(draft: Draft, words: Lexicon, gazetteer: Gazetteer) -> Reading:
    """Cut the article and lay what is found over its sentences; furniture sentences are left out."""
    title, text = _scanned(draft, words)
    own = len(title.passage.text)
    shouted = is_shouted(draft.text[:_SAMPLE])
    voices = home(host(draft.url), gazetteer)
    located = [
        place
        for place in locate(draft.title, draft.text, words.language, gazetteer, voices)
        if place.where == "text" or place.end <= own
    ]
    located = recast(located, draft.title, draft.text, shouted=shouted)
    datelines = [place for place in located if place.kind == "dateline"]
    here, there = draft.published, at_scene(draft.published, located, gazetteer)
    today = max(here.date(), there.date()) if here and there else None
    reading = Reading(draft, words, gazetteer, [], datelines, shouted, published=here, today=today)
    reading.sentences.extend(_headlines(lay(title, words, located, here, today)))
    _add_report(reading, text.passage, lay(text, words, located, here, today))
    reading.number()
    return reading


def _headlines(title: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a title; where one tells several acts, each is one of its own; two towns "between"
    which it happened are of one act.
    """
    acts = [
        hit.first for one in title for hit in one.found("act") if hit.label.endswith((".strong", ".medium"))
    ]
    if len(acts) < 2 or any(one.says("between", one.span.first, one.span.last) for one in title):
        return list(title)
    towns = [
        one.word_at(place.start)
        for one in title
        for place in one.places
        if place.place.precision != "country"
    ]
    joins = title[0].lexicon.words("headline_joins")
    return [part for one in title for part in one.parted(*cuts(one.passage, one.span, acts, towns, joins))]


def _add_report(reading: Reading, text: Passage, sentences: Sequence[Sentence]) -> None:
    """Add the sentences of the report, and the places of what is no part of it."""
    lines = paragraphs(text)
    acts = {sentence.span.paragraph for sentence in sentences if sentence.has("act")}
    marked = furniture(lines, acts, reading.lexicon)
    end = lead_end(lines, marked)
    above = list(accumulate(marked, initial=0))
    for sentence in sentences:
        paragraph = sentence.span.paragraph
        below = paragraph - above[paragraph]  # how far apart two stand is counted without what is no report
        sentence.lead = paragraph < end
        if marked[paragraph]:
            reading.aside.extend(sentence.places)
            if sentence.places:
                reading.headings[below] = sentence
            continue
        if above[paragraph]:
            sentence.span = sentence.span.in_paragraph(below)
        reading.sentences.append(sentence)
