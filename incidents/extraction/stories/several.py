"""Whether an article, or a mention of an act, says that it tells of several acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from incidents.extraction.acts.anchors import compatible
from incidents.extraction.acts.answered import is_answered
from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.dates import DateMention
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories.local_places import is_in_care, is_said_there, local_place, locative
from incidents.extraction.stories.situated import Situated
from incidents.extraction.stories.stages import Stage
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Place


def tells_several(reading: Reading) -> bool:
    """Whether an article says that it tells several acts, or that they have nothing to do with each other, or
    its headline tells two, or names two towns.
    """
    titles = [one for one in reading.sentences if one.in_title]
    if any(one.has("cue.roundup") for one in titles) or sum(one.has("act") for one in titles) > 1:
        return True
    if any(
        one.has("cue.apart") or (one.has("cue.several") and (one.lead or one.in_title))
        for one in reading.sentences
    ):
        return True
    towns = [place.place for one in titles for place in one.places if place.place.precision == "place"]
    return any(not compatible(towns[0], one) for one in towns)


def plays_in_several(
    reading: Reading, acts: Mapping[int, Sequence[Mention]], played: Mapping[int, Stage]
) -> bool:
    """Whether acts, by the index of their sentence, are told of towns far apart: where their paragraphs play,
    or, in an article that gives a day of these days, they themselves.
    """
    fresh = any(
        _is_recent(day, reading.today)
        for one in reading.sentences
        if (one.in_title or one.lead or one.index in acts) and not one.has("status.report")
        for day in one.dates
    )
    towns = [
        place
        for index, mentions in acts.items()
        for one in mentions
        if is_violent(one.kind)
        if (place := _town(one, played.get(index), reading.today if fresh else None)) is not None
    ]
    return any(not compatible(towns[0], one) for one in towns)


_OLD = ("status.history", "status.earlier", "status.recalled", "status.trial", "status.anniversary")
_RECENT = timedelta(days=7)
_EARLY = 4  # paragraphs in which a report of several acts tells the second


def _is_recent(day: DateMention, today: date | None) -> bool:
    return today is not None and today - day.when.end <= _RECENT


def _town(mention: Mention, stage: Stage | None, today: date | None) -> Place | None:
    """The town where an act is told as one of the days before `today`, else the town or division where the
    paragraph plays that surely tells it.
    """
    sentence = mention.sentence
    around = stage.place.place if stage and stage.place and mention.tier == "strong" else None
    if today is None or sentence.in_title or mention.is_definite or is_answered(mention):
        return around
    if sentence.has_any(*_OLD) or not all(_is_recent(day, today) for day in sentence.dates):
        return None
    late = sentence.span.paragraph >= _EARLY  # as what a report only recalls
    if mention.answer or mention.tier != "strong" or late:
        return around
    place = local_place(mention)
    return place.place if place is not None and _plays_there(mention, place) else around


def _plays_there(mention: Mention, place: Located) -> bool:
    """Whether a town is the scene of an act, not of who is nursed or what is said there."""
    sentence, at = mention.sentence, mention.sentence.word_at(place.start)
    if place.place.precision != "place" or is_in_care(sentence, at):
        return False
    return place is mention.anchor or (locative(sentence, place) and not is_said_there(sentence, place))


def sums_up(act: Situated) -> bool:
    """Whether a mention tells of several acts as one: "a series of attacks", "killed in three towns"; not
    where a place stands right beside it ("attacks in Brussels and a series of attacks in France"), unless it
    opens the report, and the place is no town, or they are "separate shootings" there.
    """
    sentence, town = act.mention.sentence, "place"
    anchor = act.mention.anchor
    apart = act.place is not None and act.place.place.precision == town
    apart = apart or (anchor is not None and not (sentence.lead and anchor.place.precision != town))
    sums = sentence.found("cue.several")
    opens = sentence.lead or sentence.in_title
    return (
        bool(sums) and (not apart or (opens and _are_parted(sentence, sums))) and is_violent(act.mention.kind)
    )


def _are_parted(sentence: Sentence, sums: Sequence[Hit]) -> bool:
    """Whether a sentence says of several acts that they are separate: "three *unrelated* shootings", "two
    killings that are *not linked*".
    """
    ends = {hit.last for hit in sums}
    said = any(hit.last not in ends for hit in sentence.found("cue.apart"))
    return said or any(sentence.says("separate", hit.first, hit.last) for hit in sums)
