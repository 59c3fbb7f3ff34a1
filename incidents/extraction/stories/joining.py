"""Which story of those told a mention of an act continues, or whether it opens another.

Every story so far is a candidate, and so is a new one; what the rules of `homes` say is one sign among
others: where and when the mention's paragraph plays (`stages`), how far back the story was told, whether they
share kind, names or numbers, and words such as "another". The weights are fitted (`ranking`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p

from incidents.extraction.acts.anchors import NEXT_TO, compatible, identity
from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.acts.patients import named
from incidents.extraction.dates import DateMention
from incidents.extraction.places import Located
from incidents.extraction.places.words import context_words
from incidents.extraction.ranking import chances
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import (
    Story,
    is_definite,
    local_date,
    local_place,
    numbers,
    of_speech,
    things,
)
from incidents.extraction.stories.another import follows_another
from incidents.extraction.stories.homes import days_apart, home, is_another, is_beside, may_be_day
from incidents.extraction.stories.local_places import locative
from incidents.extraction.stories.stages import Stage
from incidents.extraction.words.lexicon import Lexicon
from incidents.geometry import kilometres
from incidents.incident import Place, Type
from incidents.records import record

_SURER = 0.85  # by how much likelier than the rules' choice another story of those told must be
_LATEST = 12  # stories beside the first that a mention may continue


@dataclass(frozen=True, slots=True)
class Context:
    """The article of a mention, and where and when its sentences play."""

    reading: Reading
    stages: Mapping[int, Stage]


@record
class Joined:
    """A mention with what its own sentence says of place, day and names, and whether it is told as one
    beside.
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


def in_context(mention: Mention, active: Story | None, context: Context) -> Joined:
    """A mention as it is told, `active` being the story told last."""
    sentence, words = mention.sentence, context.reading.lexicon
    stage = context.stages.get(sentence.index)
    place, day = _place(mention, stage, words), local_date(mention, words)
    if day and active and of_speech(sentence, day, words):
        day = None  # "men were shot in their homes, a spokesman said on Tuesday"
    name = named(sentence, mention.first, mention.last) if mention.aimed else frozenset()
    beside = is_beside(mention, words) or is_another(name, active)
    return Joined(mention, place, day, name, beside, stage)


def _place(mention: Mention, stage: Stage | None, words: Lexicon) -> Located | None:
    """Where the mention's sentence puts it; that of its paragraph where it says "there", and none where a
    country only tells whose somebody is ("Kharkiv. Troops of *Russia* struck …").
    """
    sentence, place = mention.sentence, local_place(mention, words)
    if stage is None or stage.place is None:
        return place
    if place is None:
        there = sentence.says("there", sentence.span.first, sentence.span.first + 2)
        return stage.place if there else None
    whose = place.place.precision == "country" and not locative(sentence, place, words)
    return None if whose and place is not mention.anchor else place


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


def sums_up(joined: Joined) -> bool:
    """Whether a mention tells of several acts as one: "a series of attacks", "killed in three towns"; not
    where a place stands right beside it ("attacks in Brussels and a series of attacks in France"), unless it
    opens the report, and the place is no town.
    """
    sentence, town = joined.mention.sentence, "place"
    anchor = joined.mention.anchor
    apart = joined.place is not None and joined.place.place.precision == town
    apart = apart or (anchor is not None and not (sentence.lead and anchor.place.precision != town))
    return sentence.has("cue.several") and not apart and is_violent(joined.mention.kind)


def by_rules(
    joined: Joined, stories: Sequence[Story], active: Story | None, context: Context
) -> Story | None:
    """The story that the rules choose; None for a new one."""
    family, names = joined.mention.family, joined.names
    story = next((one for one in stories if names & one.names and one.family == family), None)
    if story is None and not (stories and joined.beside):
        place, stage = joined.place, joined.stage
        if place is None and stage is not None and (stage.headed or joined.told_ahead):
            place = stage.place  # "Zawiya, in the west. On Tuesday night two brigades fought …"
        opens = joined.opens or (joined.place is None and joined.told_ahead)
        story = home(joined.mention, place, joined.day, stories, active, context.reading, opens=opens)
    return story


def choose(
    joined: Joined, stories: Sequence[Story], active: Story | None, context: Context
) -> tuple[Story | None, float]:
    """The likeliest story, None for a new one; and how likely it is that the mention opens a new one."""
    found, apart = _likeliest(joined, stories, active, context)
    if (found is not None and found.titled) or not _is_first(joined, stories):
        return found, apart
    told = [one for one in stories if not one.titled and (found is None or _is_in_one_town(one, found))]
    several = context.reading.several
    if told and all(follows_another(joined.mention, joined.stage, one, several=several) for one in told):
        return None, max(apart, _TOLD_AS_ANOTHER)
    return found, apart


_TOLD_AS_ANOTHER = 0.8  # how surely a report says that an act is another one


def _is_in_one_town(one: Story, other: Story) -> bool:
    """Whether two stories may be of one town."""
    here, there = one.place, other.place
    return here is None or there is None or compatible(here, there)


def _likeliest(
    joined: Joined, stories: Sequence[Story], active: Story | None, context: Context
) -> tuple[Story | None, float]:
    """What weights and rules choose, whatever the report says of it."""
    stories = [*stories[:1], *stories[max(1, len(stories) - _LATEST) :]]
    stories = [story for story in stories if not is_parted(joined.stage, story)]
    active = active if any(one is active for one in stories) else None
    rule = by_rules(joined, stories, active, context)
    if not stories:
        return None, 1.0
    likely = chances(weights_for(context.reading), signs(joined, stories, active, context, rule))
    at = likely.index(max(likely))
    chosen = stories[at] if at < len(stories) else None
    apart = joined.beside or chosen is None or not _may_be_one(joined, chosen, context)
    if chosen is rule or (rule is None and apart):
        return rule, likely[-1]
    own = len(stories) if rule is None else next(n for n, one in enumerate(stories) if one is rule)
    margin = 0.0 if chosen is None else _SURER
    return (chosen if likely[at] > likely[own] + margin else rule), likely[-1]


def weights_for(reading: Reading) -> str:
    """The name of the weights: a text in capitals, as old wires are, has its own, since any word may be a
    place's name there.
    """
    return "story in capitals" if reading.shouted else "story"


def is_parted(stage: Stage | None, story: Story) -> bool:
    """Whether a paragraph stands in another section of a list of places than a story."""
    return stage is not None and 0 < stage.section != story.section > 0


def _may_be_one(joined: Joined, story: Story, context: Context) -> bool:
    """Whether what the rules hold to be another act may be of a story after all: it is of its family, as a
    war beside its battle is not, and not told with another day.
    """
    published = context.reading.published
    same = joined.mention.family == story.family
    return same and may_be_day(joined.day, story, published.date() if published else None)


def signs(
    joined: Joined, stories: Sequence[Story], active: Story | None, context: Context, rule: Story | None
) -> list[dict[str, float]]:
    """The signs of each story, and last those of a new one."""
    rows = [_of_story(joined, story, active, context, rule) for story in stories]
    rows.append(_of_new(joined, stories, context, rule))
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


def _of_story(
    joined: Joined, story: Story, active: Story | None, context: Context, rule: Story | None
) -> dict[str, float]:
    mention, last = joined.mention, story.mentions[-1]
    sentence = mention.sentence
    source, place = whereabouts(joined, context)
    apart = sentence.index - last.sentence.index
    paragraphs = sentence.span.paragraph - last.sentence.span.paragraph
    if last.sentence.in_title or sentence.in_title:
        paragraphs = 9
    row = {"rule": float(story is rule), f"kind {_kin(mention, story)}": 1.0}
    row[f"{source} {_nearness(place, story)}"] = 1.0
    row[f"day {_beside_day(joined, story)}"] = 1.0
    row[f"away {_STEPS[bisect_right(_STEPS, apart) - 1]}"] = 1.0
    row[f"paragraph {min(2, paragraphs)}"] = 1.0
    row["active"] = float(story is active)
    row["first"] = float(story.first)
    row["headline"] = float(story.seen.opening)
    row["size"] = log1p(min(_MANY, len(story.mentions)))
    if joined.names and story.names:
        row["names shared" if joined.names & story.names else "names other"] = 1.0
    mine, theirs = numbers(sentence), story.seen.numbers
    row["number shared"] = float(bool(mine & theirs))
    row["number other"] = float(bool(mine and theirs and not mine & theirs))
    hit, known = things(sentence), story.seen.things
    row["target shared"] = float(bool(hit & known))
    row["target other"] = float(bool(hit and known and not hit & known))
    row |= _of_people(joined, story)
    stage, other = joined.stage, context.stages.get(last.sentence.index)
    if stage and (other is None or stage.paragraph != other.paragraph):
        row["follows"] = float(stage.follows)
    if stage and other and stage.paragraph != other.paragraph:
        row["other item"] = float(stage.item and other.item)
        row["other heading"] = float(stage.headed and other.headed)
    if is_definite(mention, context.reading.lexicon):
        row["definite, active" if story is active else "definite, not active"] = 1.0
    return row


def _of_people(joined: Joined, story: Story) -> dict[str, float]:
    """The signs of ages, names and hours that a mention's sentence and a story give."""
    mine, seen = joined.mention.sentence.traces, story.seen
    row: dict[str, float] = {}
    if seen.ages and mine.ages:
        row["age other" if mine.ages.isdisjoint(seen.ages) else "age shared"] = 1.0
    if seen.hours and (hours := mine.hours | joined.stage.hours if joined.stage else mine.hours):
        row["hour other" if hours.isdisjoint(seen.hours) else "hour shared"] = 1.0
    if mine.called and seen.called:
        shared = len(mine.called & seen.called)
        row["called shared"] = min(3, shared) / 2
        row["called other"] = float(not shared)
    return row


_MANY = 3  # mentions, above which a story is no surer
_STEPS = (0, 1, 2, 4, 9)  # sentences


def _of_new(
    joined: Joined, stories: Sequence[Story], context: Context, rule: Story | None
) -> dict[str, float]:
    mention, sentence = joined.mention, joined.mention.sentence
    source, place = whereabouts(joined, context)
    row = {"new": 1.0, "new rule": float(rule is None)}
    row[f"new tier {mention.tier}"] = 1.0
    row[f"new place {source}"] = 1.0
    row["new day"] = float(joined.day is not None)
    row["new beside"] = float(joined.beside)
    row["new definite"] = float(is_definite(mention, context.reading.lexicon))
    row |= {name: 1.0 for label, name in _LABELS.items() if sentence.has(label)}
    row["new somebody"] = float(_is_somebody(sentence))
    row["new lead"] = float(sentence.lead)
    row["new title"] = float(sentence.in_title)
    row["new stories"] = log1p(len(stories))
    row["new depth"] = log1p(sentence.index) / 2
    row["new words"] = (mention.told or 0.0) / 4
    row["new score"] = min(mention.score, 8.0) / 4
    begins = _is_first(joined, stories)
    row["new begins"] = float(begins)
    row["new violent"] = float(is_violent(mention.kind))
    stage = joined.stage
    if stage is not None:
        row["new item"] = float(stage.item)
        row["new heading"] = float(stage.headed)
        row["new opens"] = float(stage.opened == sentence.index)
        row["new set day"] = float(stage.day is not None)
        row["new another before"] = float(stage.another)
        row["new follows"] = float(stage.follows and _is_first(joined, stories))
    if place is not None and stories:
        near = {_nearness(place, one) for one in stories}
        row["new elsewhere"] = float(near <= {"far", "abroad"})
        row[f"new town {source}"] = float(
            place.precision == "place" and near <= {"near", "close", "far", "abroad"}
        )
    return row


def _is_first(joined: Joined, stories: Sequence[Story]) -> bool:
    """Whether a mention is the first of its paragraph."""
    return not any(
        one.sentence.span.paragraph == joined.mention.sentence.span.paragraph and not one.sentence.in_title
        for story in stories
        for one in story.mentions[-1:]
    )


def _is_somebody(sentence: Sentence) -> bool:
    """Whether people are told of as not yet known: "a man", "two cousins"."""
    return any(sentence.says("indefinite", hit.first - 2, hit.first) for hit in sentence.found("person"))


_LABELS = {
    label: f"new {label}"
    for label in (
        *("cue.another", "toll.killed", "toll.injured", "person.victim", "person.attacker", "weapon"),
        *("target", "status.legal", "status.history", "status.earlier", "status.report", "cue.police"),
        *("claim", "status.anniversary", "status.new", "cue.total"),
    )
}


def whereabouts(joined: Joined, context: Context) -> tuple[str, Place | None]:
    """Where a mention plays, and what says so: its own words, its paragraph, or a place somewhere in its
    sentence.
    """
    own, stage, words = joined.place, joined.stage, context.reading.lexicon
    if own is not None and own.place.precision != "country":
        if own is joined.mention.anchor:
            return "anchor", own.place
        if locative(joined.mention.sentence, own, words):
            return "told", own.place
    if stage is not None and stage.place is not None and stage.opened != joined.mention.sentence.index:
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


def _beside_day(joined: Joined, story: Story) -> str:
    day, source = joined.day, "told"
    if day is None and joined.stage is not None and joined.stage.day is not None:
        day, source = joined.stage.day, "set"
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
