"""Whether an article, or a mention of an act, says that it tells of several acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incidents.extraction.acts.anchors import compatible
from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.reading import Reading
from incidents.extraction.stories.situated import Situated
from incidents.extraction.stories.stages import Stage


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


def plays_in_several(acts: Mapping[int, Sequence[Mention]], played: Mapping[int, Stage]) -> bool:
    """Whether the paragraphs that tell acts, by the index of their sentence, play in towns far apart."""
    towns = [
        stage.place.place
        for index, mentions in acts.items()
        if (stage := played.get(index)) is not None
        and stage.place is not None
        and any(is_violent(one.kind) and one.tier == "strong" for one in mentions)
    ]
    return any(not compatible(towns[0], one) for one in towns)


def sums_up(act: Situated) -> bool:
    """Whether a mention tells of several acts as one: "a series of attacks", "killed in three towns"; not
    where a place stands right beside it ("attacks in Brussels and a series of attacks in France"), unless it
    opens the report, and the place is no town.
    """
    sentence, town = act.mention.sentence, "place"
    anchor = act.mention.anchor
    apart = act.place is not None and act.place.place.precision == town
    apart = apart or (anchor is not None and not (sentence.lead and anchor.place.precision != town))
    return sentence.has("cue.several") and not apart and is_violent(act.mention.kind)
