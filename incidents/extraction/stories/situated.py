"""A mention of an act with what is told beside it: where and when, whose name, and whether as one more.

What a mention's own sentence says comes first, then where its paragraph plays (`stages`). Which story it
continues is decided by `joining`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incidents.extraction.acts.anchors import compatible
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.acts.patients import named
from incidents.extraction.dates import DateMention
from incidents.extraction.places import Located
from incidents.extraction.places.words import context_words
from incidents.extraction.reading import Reading
from incidents.extraction.stories import Story
from incidents.extraction.stories.caught import is_caught_there
from incidents.extraction.stories.homes import clashes, is_another, is_beside
from incidents.extraction.stories.local_days import local_date, of_speech
from incidents.extraction.stories.local_places import local_place, locative
from incidents.extraction.stories.stages import Stage, is_street
from incidents.incident import Type
from incidents.records import record


@dataclass(frozen=True, slots=True)
class Context:
    """The article of a mention, and where and when its sentences play."""

    reading: Reading
    stages: Mapping[int, Stage]


@record
class Situated:
    """A mention with what its sentence and paragraph say of place, day and names of those hit; `beside`: it
    is told as one beside those before.
    """

    mention: Mention
    place: Located | None
    day: DateMention | None
    names: frozenset[str]
    beside: bool
    stage: Stage | None

    @property
    def told_ahead(self) -> bool:
        """Whether its paragraph said where it plays, in a language whose sentences are short and leave that
        to the first of them; English tells it with the act.
        """
        stage, lexicon = self.stage, self.mention.sentence.lexicon
        return stage is not None and stage.opened >= 0 and bool(context_words(lexicon.language).spaced)

    @property
    def opens(self) -> bool:
        """Whether its place opens a paragraph or heads it."""
        stage = self.stage
        opened = stage is not None and stage.opened == self.mention.sentence.index
        return opened or (self.place is None and stage is not None and stage.headed)

    def begins(self, stories: Sequence[Story]) -> bool:
        """Whether it is the first act of its paragraph, as far as the stories were told."""
        paragraph = self.mention.sentence.span.paragraph
        lasts = [story.mentions[-1].sentence for story in stories if story.mentions]
        return not any(one.span.paragraph == paragraph and not one.in_title for one in lasts)


def in_context(mention: Mention, active: Story | None, context: Context) -> Situated:
    """A mention as it is told, `active` being the story told last."""
    sentence = mention.sentence
    stage = context.stages.get(sentence.index)
    place, day = _place(mention, stage), local_date(mention)
    if place is not None and active is not None and active.places and _is_told_on(mention, place):
        place = None
    if day and active and of_speech(sentence, day):
        day = None  # "men were shot in their homes, a spokesman said on Tuesday"
    name = named(sentence, mention.first, mention.last) if mention.aimed else frozenset()
    other = active is not None and (is_another(name, active) or clashes(mention, active))
    beside = is_beside(mention) or other
    return Situated(mention, place, day, name, beside, stage)


def _is_told_on(mention: Mention, place: Located) -> bool:
    """Whether a place only tells how an act went on: "машину налётчиков нашли в *Пушкино*"."""
    return mention.kind is not Type.ARREST and is_caught_there(mention.sentence, place)


def _place(mention: Mention, stage: Stage | None) -> Located | None:
    """Where the mention's sentence puts it; that of its paragraph where it says "there", or of its log where
    it names a street, and none where a country only tells whose somebody is ("Kharkiv. Troops of *Russia*
    struck …").
    """
    sentence, place = mention.sentence, local_place(mention)
    if sentence.in_title and _is_of_another_part(place, mention):
        return None
    if stage is None or stage.place is None:
        return place
    if place is None:
        there = sentence.says("there", sentence.span.first, sentence.span.first + 2)
        return stage.place if there else None
    if place is not mention.anchor and is_street(sentence, place, stage.place):
        return stage.place
    whose = place.place.precision == "country" and not locative(sentence, place)
    return None if whose and place is not mention.anchor else place


def _is_of_another_part(place: Located | None, mention: Mention) -> bool:
    """Whether a headline names a place in another part than the act, or a town far from it nearer to the act:
    "Tulsa host slain; colleagues in Omaha light candles".
    """
    if place is None or place is mention.anchor:
        return False
    sentence, at = mention.sentence, mention.sentence.passage.starts[mention.first]
    others = [one for one in sentence.places if one.place.precision == "place"]
    others = [one for one in others if not compatible(place.place, one.place)]
    parted = ";" in sentence.passage.text[min(at, place.start) : max(at, place.start)]
    return any(parted or abs(one.start - at) < abs(place.start - at) for one in others)
