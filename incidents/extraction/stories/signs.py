"""What speaks for each story that a mention of an act may continue, and for a new one: the signs that
`joining` weighs.

Where and when the mention's paragraph plays, how far back a story was told, whether they share kind, names or
numbers, what the rules of `homes` say. Signs only: the weights are fitted (`fit_joining`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence, Set
from math import log1p
from typing import NamedTuple

from incidents.extraction.acts.anchors import NEXT_TO, compatible, identity
from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.reading import Sentence
from incidents.extraction.stories import Story, numbers, things
from incidents.extraction.stories.homes import days_apart
from incidents.extraction.stories.local_places import locative
from incidents.extraction.stories.situated import Context, Situated
from incidents.extraction.stories.stages import Stage
from incidents.geometry import kilometres
from incidents.incident import Place, Type


def signs(
    act: Situated, stories: Sequence[Story], active: Story | None, context: Context, rule: Story | None
) -> list[dict[str, float]]:
    """The signs of each story, and last those of a new one."""
    heard = _Heard(*whereabouts(act), numbers(act.mention.sentence), things(act.mention.sentence))
    rows = [_of_story(act, heard, story, active, context, rule) for story in stories]
    rows.append(_of_new(act, heard, stories, rule))
    if context.reading.several:
        for row in rows:
            row |= {f"{name}, several": value for name, value in row.items() if name in _OF_SEVERAL and value}
    return rows


# Signs that weigh otherwise in an article that says that it tells several acts.
_OF_SEVERAL = frozenset(
    [
        *("rule", "new rule", "new", "size", "active", "first", "headline", "new lead", "new title"),
        *("kind same", "kind family", "kind general", "kind violent", "kind other"),
        *("paragraph 0", "paragraph 1", "paragraph 2", "new begins", "new somebody", "new follows"),
        *(
            f"{source} {near}"
            for source in ("anchor", "told", "stage", "loose")
            for near in ("far", "abroad")
        ),
        *("day told next", "day told week", "day told far", "day set next", "hour other", "called other"),
        *("new elsewhere", "new set day", "number other", "target other", "age other", "new day"),
    ]
)


class _Heard(NamedTuple):
    """What is asked of a mention for each story: where it plays and what says so, and the numbers of people
    and the things in its sentence.
    """

    source: str
    place: Place | None
    numbers: Set[int]
    things: Set[str]


def _of_story(
    act: Situated,
    heard: _Heard,
    story: Story,
    active: Story | None,
    context: Context,
    rule: Story | None,
) -> dict[str, float]:
    mention, last = act.mention, story.mentions[-1]
    sentence = mention.sentence
    apart = sentence.index - last.sentence.index
    paragraphs = sentence.span.paragraph - last.sentence.span.paragraph
    if last.sentence.in_title or sentence.in_title:
        paragraphs = 9
    row = {"rule": float(story is rule), f"kind {_kin(mention, story)}": 1.0}
    row[f"{heard.source} {_nearness(heard.place, story)}"] = 1.0
    row[f"day {_beside_day(act, story)}"] = 1.0
    row[f"away {_STEPS[bisect_right(_STEPS, apart) - 1]}"] = 1.0
    row[f"paragraph {min(2, paragraphs)}"] = 1.0
    row["active"] = float(story is active)
    row["first"] = float(story.first)
    row["headline"] = float(story.seen.opening)
    row["size"] = log1p(min(_MANY, len(story.mentions)))
    if act.names and story.names:
        row["names shared" if act.names & story.names else "names other"] = 1.0
    row |= _compared("number", heard.numbers, story.seen.numbers)
    row |= _compared("target", heard.things, story.seen.things)
    row |= _of_people(act, story)
    stage, other = act.stage, context.stages.get(last.sentence.index)
    if stage and (other is None or stage.paragraph != other.paragraph):
        row["follows"] = float(stage.follows)
    if stage and other and stage.paragraph != other.paragraph:
        row["other item"] = float(stage.item and other.item)
        row["other heading"] = float(stage.headed and other.headed)
    if mention.is_definite:
        row["definite, active" if story is active else "definite, not active"] = 1.0
    return row


def _compared(name: str, mine: Set[object], theirs: Set[object]) -> dict[str, float]:
    """Whether a sentence and a story share something of a kind, or each has its own."""
    shared = not mine.isdisjoint(theirs)
    return {f"{name} shared": float(shared), f"{name} other": float(bool(mine and theirs) and not shared)}


def _of_people(act: Situated, story: Story) -> dict[str, float]:
    """The signs of ages, names and hours that a mention's sentence and a story give."""
    mine, seen = act.mention.sentence.traces, story.seen
    row: dict[str, float] = {}
    if seen.ages and mine.ages:
        row["age other" if mine.ages.isdisjoint(seen.ages) else "age shared"] = 1.0
    if seen.hours and (hours := mine.hours | act.stage.hours if act.stage else mine.hours):
        row["hour other" if hours.isdisjoint(seen.hours) else "hour shared"] = 1.0
    if mine.called and seen.called:
        shared = len(mine.called & seen.called)
        row["called shared"] = min(3, shared) / 2
        row["called other"] = float(not shared)
    return row


_MANY = 3  # mentions, above which a story is no surer
_STEPS = (0, 1, 2, 4, 9)  # sentences


_LABELS = {
    label: f"new {label}"
    for label in (
        *("cue.another", "toll.killed", "toll.injured", "person.victim", "person.attacker", "weapon"),
        *("target", "status.legal", "status.history", "status.earlier", "status.report", "cue.police"),
        *("claim", "status.anniversary", "status.new", "cue.total"),
    )
}


def _of_new(act: Situated, heard: _Heard, stories: Sequence[Story], rule: Story | None) -> dict[str, float]:
    mention, sentence = act.mention, act.mention.sentence
    source, place = heard.source, heard.place
    row = {"new": 1.0, "new rule": float(rule is None)}
    row[f"new tier {mention.tier}"] = 1.0
    row[f"new place {source}"] = 1.0
    row["new day"] = float(act.day is not None)
    row["new beside"] = float(act.beside)
    row["new definite"] = float(mention.is_definite)
    row |= {name: 1.0 for label, name in _LABELS.items() if sentence.has(label)}
    row["new somebody"] = float(_is_somebody(sentence))
    row["new lead"] = float(sentence.lead)
    row["new title"] = float(sentence.in_title)
    row["new stories"] = log1p(len(stories))
    row["new depth"] = log1p(sentence.index) / 2
    row["new words"] = (mention.told or 0.0) / 4
    row["new score"] = min(mention.score, 8.0) / 4
    begins = act.begins(stories)
    row["new begins"] = float(begins)
    row["new violent"] = float(is_violent(mention.kind))
    if act.stage is not None:
        row |= _of_stage(act.stage, sentence, begins=begins)
    if place is not None and stories:
        near = {_nearness(place, one) for one in stories}
        elsewhere = near <= {"near", "close", "far", "abroad"}
        row["new elsewhere"] = float(near <= {"far", "abroad"})
        row[f"new town {source}"] = float(place.precision == "place" and elsewhere)
    return row


def _of_stage(stage: Stage, sentence: Sentence, *, begins: bool) -> dict[str, float]:
    """The signs of a new story that the setting of a paragraph gives; `begins`: it tells no act before."""
    return {
        "new item": float(stage.item),
        "new heading": float(stage.headed),
        "new opens": float(stage.opened == sentence.index),
        "new set day": float(stage.day is not None),
        "new another before": float(stage.another),
        "new follows": float(stage.follows and begins),
    }


def _is_somebody(sentence: Sentence) -> bool:
    """Whether people are told of as not yet known: "a man", "two cousins"."""
    return any(sentence.says("indefinite", hit.first - 2, hit.first) for hit in sentence.found("person"))


def whereabouts(act: Situated) -> tuple[str, Place | None]:
    """Where a mention plays, and what says so: its own words, its paragraph, or a place somewhere in its
    sentence.
    """
    own, stage = act.place, act.stage
    if own is not None and own.place.precision != "country":
        if own is act.mention.anchor:
            return "anchor", own.place
        if locative(act.mention.sentence, own):
            return "told", own.place
    if stage is not None and stage.place is not None and stage.opened != act.mention.sentence.index:
        return "stage", stage.place.place
    if own is not None:
        return ("country" if own.place.precision == "country" else "loose"), own.place
    return "nowhere", None


def _nearness(place: Place | None, story: Story) -> str:
    """How a place lies to those of a story."""
    if place is None or not story.places:
        return "unknown"
    return min((_relation(place, one) for one in story.seen.finest), key=_RELATIONS.index)


_RELATIONS = ("same", "within", "near", "close", "far", "abroad")


def _relation(one: Place, other: Place) -> str:
    if identity(one) == identity(other):
        return "same"
    if one.country != other.country:
        return "abroad"
    if not compatible(one, other):
        return "far"
    if one.precision != other.precision or None in (one.lat, one.lon, other.lat, other.lon):
        return "within"
    distance = kilometres(one.lat, one.lon, other.lat, other.lon)  # type: ignore[arg-type]
    return "near" if distance < NEXT_TO else "close"


def _beside_day(act: Situated, story: Story) -> str:
    day, source = act.day, "told"
    if day is None and act.stage is not None and act.stage.day is not None:
        day, source = act.stage.day, "set"
    if day is None or not story.dates:
        return "unknown"
    apart = min(days_apart(day.when, one) for one in story.seen.days.values())
    return f"{source} " + ("same" if apart == 0 else "next" if apart == 1 else "week" if apart < 8 else "far")


def _kin(mention: Mention, story: Story) -> str:
    if mention.kind in story.seen.kinds:
        return "same"
    if Type.ARMED_ATTACK in (mention.kind, story.kind):
        return "general"
    if mention.family == story.family:
        return "family"
    return "violent" if is_violent(mention.kind) and is_violent(story.kind) else "other"
