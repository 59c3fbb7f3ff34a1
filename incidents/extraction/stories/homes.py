"""Which story of those told a mention of an act continues, by rules: another place, another day or another
kind of act is another story; "the attack" is the one being told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from incidents.extraction.acts.anchors import NEARBY, NEXT_TO, compatible, identity
from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.dates import DateMention
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import Story
from incidents.extraction.stories.local_days import LONG_PAST
from incidents.extraction.stories.local_places import locative
from incidents.incident import Type, When


def home(
    mention: Mention,
    place: Located | None,
    day: DateMention | None,
    stories: Sequence[Story],
    active: Story | None,
    reading: Reading,
    *,
    opens: bool = False,
) -> Story | None:
    """The story that a mention continues, or None when it opens another; `opens`: a new paragraph opens with
    its place.

    "The attack" continues; another place opens a story only where the sentence puts the act there ("in X").
    """
    order = ([active] if active else []) + [story for story in stories if story is not active]
    sentence = mention.sentence
    today, another = reading.today, sentence.has("cue.another")
    definite = not another and mention.is_definite
    there = place is not None and all(place is not one for one in sentence.places)
    told = place is not None and (opens or there or place is mention.anchor or locative(sentence, place))
    placed = place if told and not definite else None
    within = NEXT_TO if opens else NEARBY
    if placed is not None and len(order) > 1:  # of two towns near each other, first the very one
        town = identity(placed.place)
        order.sort(key=lambda story: all(identity(one) != town for one in story.seen.finest))
    for story in order:
        if (
            not _same_kind(mention, story)
            or not may_be_day(day, story, today)
            or not _same_place(placed, story, within)
        ):
            continue
        told_on = sentence.lead and _is_headline(story)
        if placed and not story.places and mention.family != story.family and not told_on:
            continue  # "an attack in Cameroon" is not what was set on fire somewhere
        if another and (placed or day) and story.mentions[-1].sentence is not sentence:
            known = story.place is not None and place is not None and place.place == story.place
            if not known:
                continue
        return story
    return None


def is_another(name: frozenset[str], story: Story | None) -> bool:
    """Whether somebody of another name was hit than in the story being told."""
    return story is not None and bool(name and story.names) and not name & story.names


_BESIDE_REACH = 5


def is_beside(mention: Mention) -> bool:
    """Whether a sentence tells beyond doubt of an act beside those told: "another bomb went off", "a truck
    was also blown up", of something that was hit.
    """
    sentence = mention.sentence
    if mention.tier != "strong" or not sentence.has_any("target", "person.victim", "person.official"):
        return False
    people = {hit.first for hit in sentence.found("person")}
    thing = any(hit.first not in people for hit in sentence.found("target"))
    if sentence.has("toll") and not (sentence.places or sentence.dates or thing):
        return False  # "a second man was also shot": whom the act hit, too
    also = mention.sentence.lexicon.words("beside")
    return not also.isdisjoint(sentence.words(mention.first - _BESIDE_REACH, mention.last))


def _same_kind(mention: Mention, story: Story) -> bool:
    if mention.family == story.family:
        return not (mention.family == "violence" and clashes(mention, story))
    if mention.kind in _WAYS_TO_KILL and all(one.killing for one in story.mentions):
        return True
    if not (is_violent(mention.kind) and is_violent(story.kind)):
        return False
    if mention.kind == Type.RAID and mention.tier == "medium" and mention.is_definite:
        return True  # "the raid took place at 9 p.m."
    if story.kind == Type.RAID and mention.family == "violence" and mention.sentence.has("cue.by_force"):
        return True
    sentence = mention.sentence
    last = story.mentions[-1]
    if sentence is last.sentence and not _says_another(sentence, last.first, mention.first):
        return True
    if sentence.lead and _is_headline(story) and not sentence.has("cue.another"):
        return True
    soon = sentence.index - story.mentions[-1].sentence.index <= _SOON
    if soon and (
        (mention.kind == Type.KIDNAPPING and story.kind in _BY_ARMED)
        or (mention.killing and story.kind == Type.ARSON)
        or (mention.kind in _HAND and story.kind == Type.ROBBERY and _is_hurt_in_it(sentence))
    ):
        return True
    return mention.kind == Type.ARMED_ATTACK and mention.tier != "strong"


def _is_hurt_in_it(sentence: Sentence) -> bool:
    """Whether a sentence tells no more than that somebody was hurt: "one trader who resisted was shot"."""
    elsewhere = sentence.places or sentence.dates or sentence.has("cue.another")
    return sentence.has("toll") and sentence.has("person") and not elsewhere


def _says_another(sentence: Sentence, first: int, last: int) -> bool:
    """Whether "another" or "elsewhere" stands between two acts of a sentence."""
    return any(min(first, last) <= hit.first < max(first, last) for hit in sentence.found("cue.another"))


_SOON = 2  # sentences from an act to what else the attackers did
# By attackers who may take people with them.
_BY_ARMED = (Type.ARMED_ATTACK, Type.SHOOTING, Type.ROBBERY, Type.ARSON)
_WAYS_TO_KILL = (Type.RAID, Type.CLASH)


def _is_headline(story: Story) -> bool:
    """Whether a story is so far told by the title alone, which the lead then tells in full."""
    return all(mention.sentence.in_title for mention in story.mentions)


_LOUD = {Type.BOMBING, Type.SUICIDE_BOMBING, Type.AIRSTRIKE, Type.SHELLING, Type.SABOTAGE}
_HAND = {Type.SHOOTING, Type.STABBING, Type.VEHICLE_ATTACK, Type.ASSASSINATION}


def clashes(mention: Mention, story: Story) -> bool:
    """Whether two kinds of violence, each told beyond doubt, are unlikely to be one act."""
    kinds = story.seen.sure
    if mention.tier != "strong" or mention.kind in kinds or not kinds:
        return False
    loud, hand = kinds & _LOUD, kinds & _HAND
    return bool(
        (mention.kind in _LOUD and hand and not loud and mention.sentence is not story.mentions[-1].sentence)
        or (
            mention.kind in _HAND
            and loud
            and not hand
            and mention.sentence is not story.mentions[-1].sentence
        )
    ) and mention.sentence.has("cue.another")


def days_apart(one: When, other: When) -> int:
    """Days between two spans; 0 where they touch."""
    if one.end < other.start:
        return (other.start - one.end).days
    return max(0, (one.start - other.end).days)


def may_be_day(day: DateMention | None, story: Story, today: date | None) -> bool:
    """Whether a day can be the story's; a day long past is not that of a story told without one."""
    if day is None:
        return True
    if story.when is None:
        tried = all(mention.sentence.has("status.trial") for mention in story.mentions)
        return tried or today is None or today - day.when.end <= LONG_PAST
    return any(days_apart(day.when, known.when) <= 1 for known in story.dates)


def _same_place(place: Located | None, story: Story, within: float) -> bool:
    known = list(story.seen.finest)
    return place is None or not known or any(compatible(place.place, one, within) for one in known)
