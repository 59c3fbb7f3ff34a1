"""Which stories of an article are incidents, and which of them is the main one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incidents.extraction.acts.answered import is_answered
from incidents.extraction.acts.mentions import is_violent
from incidents.extraction.judging.opening import least_recalled, likelihoods, suffices, surroundings
from incidents.extraction.judging.opening import signs as opening_signs
from incidents.extraction.judging.worth import may_open
from incidents.extraction.reading import Reading
from incidents.extraction.stories import Story
from incidents.extraction.timing.news import newest_day
from incidents.extraction.timing.status import status
from incidents.incident import Type


def likely_stories(
    reading: Reading, stories: Sequence[Story], weights: Mapping[str, float] | None = None
) -> list[tuple[Story, float]]:
    """The stories that are incidents, each with its probability."""
    stories = _not_denied(stories)
    shared = surroundings(reading, stories)
    recalled = _recalled(reading, stories)
    weighed = [
        (story, shared | opening_signs(story, reading))
        for story in stories
        if may_open(story, reading, recalled=id(story) in recalled)
    ]
    told: list[tuple[Story, float]] = []
    history: set[int] = set()
    for story, found in weighed:
        if story.survey:
            continue
        by_signs, with_words = likelihoods(found, weights)
        told.append((story, with_words if is_violent(story.kind) else by_signs))
        if id(story) in recalled and by_signs >= least_recalled(story):
            history.add(id(story))
    opened = [
        (story, chance)
        for story, chance in told
        if id(story) in history or suffices(chance, story, reading, told)
    ]
    titled = [story for story, _ in opened if story.titled]
    if reading.several and 0 < 2 * len(titled) <= len(opened):
        return [(story, chance) for story, chance in opened if story not in titled]
    return [(story, chance) for story, chance in opened if not _announced(story, opened)]


def _not_denied(stories: Sequence[Story]) -> Sequence[Story]:
    """The stories that are not denied; what a text denies, its headline alone does not tell."""
    if not any(story.denied for story in stories):
        return stories
    return [story for story in stories if not (story.denied or story.titled)]


def _announced(story: Story, opened: Sequence[tuple[Story, float]]) -> bool:
    """Whether the headline alone tells a story, and the text tells acts: they are what it means, also where
    it says no more than that people were killed, and not where, or in a town of the same division.
    """
    if not story.titled:
        return False
    mere = story.kind is Type.ARMED_ATTACK and all(one.tier != "strong" for one in story.mentions)
    anchors = {one.anchor.place.admin1_code for one in story.mentions if one.anchor}
    return any(
        other.kind in (story.kind, Type.RIOT)
        or (mere and is_violent(other.kind) and anchors <= {one.place.admin1_code for one in other.places})
        for other, _ in opened
        if not other.titled
    )


def _recalled(reading: Reading, stories: Sequence[Story]) -> set[int]:
    """The stories that are told as history: they alarm nobody."""
    newest = newest_day(reading)
    return {
        id(story)
        for story in stories
        if status(story.mentions, story.when, reading.today, main=False, newest=newest) == "background"
    }


def order(reading: Reading, stories: Sequence[Story]) -> list[Story]:
    """The main story first, the others as they are told."""
    parted = sum(sentence.in_title for sentence in reading.sentences) > 1
    main = max(stories, key=lambda story: _prominence(story, reading, parted=parted), default=None)
    return [story for story in stories if story is main] + [story for story in stories if story is not main]


def _prominence(story: Story, reading: Reading, *, parted: bool) -> float:
    """How likely it is what the article is about; `parted`: the headline tells several acts."""
    points = story.score
    points += 2.0 if is_violent(story.kind) else 0.0
    points += 2.0 if any(mention.sentence.in_title for mention in story.mentions) else 0.0
    if parted:  # what a headline tells first
        points += 4.0 if any(not mention.sentence.index for mention in story.mentions) else 0.0
    points += 1.5 if story.lead else 0.0
    points -= 4.0 if all(map(is_answered, story.mentions)) else 0.0
    if reading.today and story.when and (reading.today - story.when.end).days > 60:
        points -= 4.0
    return points
