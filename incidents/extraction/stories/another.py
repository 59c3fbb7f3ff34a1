"""Whether an act is told as another one than that told before in the same town: "three hours later, across
town, a woman was stabbed".

What says so is a mark that another act follows, an hour of its own, or an article that says that it tells
several; and that the two differ: in whom or what they hit, by age, by kind.
"""

from __future__ import annotations

from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.stories import Story, hit_words
from incidents.extraction.stories.stages import Stage
from incidents.incident import Type

_HOUR = 60  # minutes, by which two acts lie apart at least
_DAY = 24 * _HOUR
_GENERAL = (Type.ARMED_ATTACK, Type.ASSASSINATION)


def follows_another(mention: Mention, stage: Stage | None, story: Story, *, several: bool) -> bool:
    """Whether a mention that is the first of its paragraph tells another act than a story; `several`: the
    article says that it tells several.
    """
    sentence = mention.sentence
    if stage is None or sentence.in_title or mention.answer or not is_violent(mention.kind):
        return False
    if mention.is_definite or mention.tier not in ("strong", "medium"):
        return False
    if mention.kind is Type.ARSON and sentence.has("person.attacker") and not sentence.has("person.victim"):
        return False  # "the attackers' car was found burned"
    mine = sentence.traces
    shared = mine.called & story.seen.called
    if mine.ages & story.seen.ages or not shared <= sentence.lexicon.words("name_parts"):
        return False
    later = _hours_apart(mine.hours | stage.hours, story.seen.hours)
    marks = stage.follows + stage.away + later + several
    return marks > 0 and marks + _differs(mention, story) >= _ENOUGH


_ENOUGH = 3  # signs


def _hours_apart(mine: frozenset[str], known: set[str]) -> bool:
    """Whether each hour of the one lies an hour or more from those of the other."""
    if not mine or not known:
        return False
    apart = (abs(_minutes(one) - _minutes(other)) for one in mine for other in known)
    return all(_HOUR <= minutes <= _DAY - _HOUR for minutes in apart)


def _minutes(hour: str) -> int:
    hours, minutes = hour.split(":")
    return int(hours) * _HOUR + int(minutes)


def _differs(mention: Mention, story: Story) -> int:
    """How much of what is told of an act is otherwise than in a story: its kind, whom it hit, their ages."""
    sentence, seen = mention.sentence, story.seen
    kinds = seen.kinds - set(_GENERAL)
    kind = mention.tier == "strong" and mention.kind not in (*_GENERAL, *kinds) and bool(kinds)
    who = hit_words(sentence)
    other = bool(who and seen.hit and not who & seen.hit)
    ages = sentence.traces.ages
    return kind + other + bool(ages and seen.ages)
