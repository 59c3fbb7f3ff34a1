"""Whether an act is told as news of these days: the newest day that the lead gives, and what an article of
several acts says of the others.
"""

from __future__ import annotations

from datetime import date, timedelta

from incidents.extraction.acts.answered import is_answered
from incidents.extraction.reading import Reading
from incidents.extraction.stories import Story
from incidents.incident import When

_SAME_NEWS = timedelta(days=4)  # of acts that one article tells as news


def is_news(reading: Reading, story: Story, when: When | None) -> bool:
    """Whether a further incident is told as news, too: as an entry of a list, or as another one of these days
    in an article of several; not where it is only what another one answered.
    """
    if all(map(is_answered, story.mentions)):
        return False
    if story.section or (story.beside and when is None):
        return True
    today = reading.today
    fresh = not (when and today) or today - when.end <= _SAME_NEWS
    headed = any(mention.sentence.in_title for mention in story.mentions)
    return fresh and reading.several and (headed or story.told_apart)


def newest_day(reading: Reading) -> date | None:
    """The last day that the lead gives."""
    days = [
        day.when.end
        for sentence in reading.sentences
        if sentence.lead
        for day in sentence.dates
        if day.when.precision == "day"
    ]
    return max(days, default=None)
