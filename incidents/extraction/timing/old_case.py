"""Whether an article is about an old case, as its headline or the lead of a trial says: "Arrest in 1989
killing of hitchhiker".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import Story
from incidents.extraction.timing.past import past
from incidents.extraction.timing.status import EARLIER

_NEW = timedelta(days=14)


def of_old_case(reading: Reading, story: Story, stories: Sequence[Story]) -> bool:
    """Whether the headline, or the lead of a trial's report, tells an act of long ago, and no sentence tells
    a story as one of these days; that of an arrest or a court does not.
    """
    if reading.today is None or not is_violent(story.kind):
        return False
    today = reading.today
    titled = [one for one in stories if any(mention.sentence.in_title for mention in one.mentions)]
    if not any(is_violent(one.kind) for one in titled) and _is_of_then(reading, today):
        return not any(_is_new(mention, reading) for mention in story.mentions)
    for other in stories:
        opening = other is not story and any(_opens(mention.sentence) for mention in other.mentions)
        told = past(other, today) if opening and is_violent(other.kind) else None
        if told and _opens(told[0]) and today - told[1].when.end > EARLIER:
            return not any(_is_new(mention, reading) for mention in story.mentions)
    return False


def _opens(sentence: Sentence) -> bool:
    """Whether a sentence says what the article is about: the headline, or a first one of a trial."""
    return sentence.in_title or (sentence.index <= 1 and sentence.has("status.trial"))


def _is_of_then(reading: Reading, today: date) -> bool:
    """Whether all days that a headline gives are of long ago: "forester missing since 2009 found"."""
    days = [day for one in reading.sentences if one.in_title for day in one.dates]
    return bool(days) and all(today - day.when.end > EARLIER for day in days)


def _is_new(mention: Mention, reading: Reading) -> bool:
    sentence = mention.sentence
    if reading.today is None or sentence.has("status.legal") or sentence.has("act.arrest"):
        return False
    today = reading.today
    return any(not day.future and today - day.when.end <= _NEW for day in sentence.dates)
