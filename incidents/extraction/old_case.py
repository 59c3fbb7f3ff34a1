"""Whether an article is about an old case, as its headline says: "Arrest in 1989 killing of hitchhiker"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from incidents.extraction.mentions import Mention, is_violent
from incidents.extraction.past import past
from incidents.extraction.reading import Reading
from incidents.extraction.status import EARLIER
from incidents.extraction.stories import Story

_NEW = timedelta(days=14)


def of_old_case(reading: Reading, story: Story, stories: Sequence[Story]) -> bool:
    """Whether the headline tells an act of long ago, and no sentence tells a story as one of these days; that
    of an arrest or a court does not.
    """
    if reading.published is None or not is_violent(story.kind):
        return False
    today = reading.published.date()
    for other in stories:
        titled = other is not story and any(mention.sentence.in_title for mention in other.mentions)
        told = past(other, today) if titled and is_violent(other.kind) else None
        if told and told[0].in_title and today - told[1].when.end > EARLIER:
            return not any(_is_new(mention, reading) for mention in story.mentions)
    return False


def _is_new(mention: Mention, reading: Reading) -> bool:
    sentence = mention.sentence
    if reading.published is None or sentence.has("status.legal") or sentence.has("act.arrest"):
        return False
    today = reading.published.date()
    return any(not day.future and today - day.when.end <= _NEW for day in sentence.dates)
