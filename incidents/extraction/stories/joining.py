"""Which story of those told a mention of an act continues, or whether it opens another.

Every story so far is a candidate, and so is a new one; what the rules of `homes` say is one sign among
others (`signs`). The weights are fitted (`ranking`); what the report itself says of another act is believed
first.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.acts.anchors import compatible
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.places.words import context_words
from incidents.extraction.ranking import chances
from incidents.extraction.reading import Reading
from incidents.extraction.stories import Story
from incidents.extraction.stories.another import follows_another
from incidents.extraction.stories.homes import home, may_be_day
from incidents.extraction.stories.signs import signs
from incidents.extraction.stories.situated import Context, Situated
from incidents.extraction.stories.stages import Stage
from incidents.incident import Type

_SURER = 0.85  # by how much likelier than the rules' choice another story of those told must be
_LATEST = 12  # stories beside the first that a mention may continue
_TOLD_AS_ANOTHER = 0.8  # how surely a report says that an act is another one


def by_rules(act: Situated, stories: Sequence[Story], active: Story | None, context: Context) -> Story | None:
    """The story that the rules choose; None for a new one."""
    family, names = act.mention.family, act.names
    story = next((one for one in stories if names & one.names and one.family == family), None)
    if story is None and not (stories and act.beside):
        place, stage = act.place, act.stage
        if place is None and stage is not None and (stage.headed or act.told_ahead):
            place = stage.place  # "Zawiya, in the west. On Tuesday night two brigades fought …"
        opens = act.opens or (act.place is None and act.told_ahead)
        story = home(act.mention, place, act.day, stories, active, context.reading, opens=opens)
    return story


def choose(
    act: Situated, stories: Sequence[Story], active: Story | None, context: Context
) -> tuple[Story | None, float]:
    """The likeliest story, None for a new one; and how likely it is that the mention opens a new one."""
    found, apart = _likeliest(act, stories, active, context)
    found = _of_its_headline(act, found, stories)
    if (found is not None and found.titled) or not act.begins(stories):
        return found, apart
    told = [one for one in stories if not one.titled and (found is None or _is_in_one_town(one, found))]
    several = context.reading.several
    if told and all(follows_another(act.mention, act.stage, one, several=several) for one in told):
        return None, max(apart, _TOLD_AS_ANOTHER)
    return found, apart


_BATTLES = {Type.CLASH, Type.RAID}
_BY_FORCE = {Type.KIDNAPPING, Type.HIJACKING, Type.ROBBERY, Type.ARSON}
_FIGHTS = {Type.ARMED_ATTACK, Type.SHOOTING, *_BATTLES}


def goes_on(act: Situated, active: Story, found: Story | None) -> bool:
    """Whether the sentence right behind one of a fight, in its paragraph or with persons known from it,
    tells whom it harmed, with no place or day of its own:
    "two were killed in *the exchange of fire*", "two fighters were *shot dead*". It is `found` that the
    mention would continue: none, or one that its paragraph did not tell.
    """
    mention, sentence = act.mention, act.mention.sentence
    if sentence.has("cue.resisted"):
        return _resisted(act, active)
    told = active.sentences[-1] if active.sentences else sentence
    paragraph = sentence.span.paragraph
    if told.in_title or sentence.index - told.index != 1:
        return False
    if told.span.paragraph != paragraph and not _opens_as_known(mention):
        return False
    last = found.mentions[-1].sentence if found else None
    if found is active or (last and not last.in_title and last.span.paragraph == paragraph):
        return False
    kinds = {mention.kind, active.kind}
    if not (kinds <= _FIGHTS and kinds & _BATTLES and sentence.has("toll")):
        return False
    own = act.place or act.day or act.names or act.beside or _opens_with_others(mention)
    return not own and not sentence.has_any("cue.another", "cue.answered", "status.history")


_SOON = 3  # sentences from an act to who died of it


def _resisted(act: Situated, active: Story) -> bool:
    """Whether it is told, soon behind an act by force, who was killed as he fled or resisted: "one man *who
    tried to run* was shot dead".
    """
    sentence, last = act.mention.sentence, active.mentions[-1].sentence
    own = (
        act.place
        or act.day
        or act.beside
        or sentence.has_any("cue.another", "cue.answered", "status.history")
    )
    soon = sentence.index - last.index <= _SOON and not last.in_title
    return soon and act.mention.kind in _FIGHTS and active.mentions[0].kind in _BY_FORCE and not own


def _opens_as_known(mention: Mention) -> bool:
    """Whether a sentence opens with persons told of before: "*the men* opened fire", "*they* fired"."""
    sentence, first = mention.sentence, mention.sentence.span.first
    if sentence.says("that|speech", first, mention.first):
        return False  # "they add that she was …"
    if sentence.says("subjects_many", first, first + 1):
        return True
    definite = sentence.says("articles", first, first + 1)
    return definite and any(hit.first - first in (1, 2) for hit in sentence.found("person"))


def _opens_with_others(mention: Mention) -> bool:
    """Whether a sentence tells first of attackers not told of before: "*gunmen* attacked a school"."""
    sentence = mention.sentence
    opens = (hit for hit in sentence.found("person.attacker") if hit.first - sentence.span.first <= 1)
    passive = sentence.says("many_were", mention.first - 2, mention.first)
    return not passive and any(not sentence.says("articles", hit.first - 1, hit.first) for hit in opens)


def _of_its_headline(act: Situated, found: Story | None, stories: Sequence[Story]) -> Story | None:
    """Of two stories that only the headline tells yet the one of the mention's family: "army post attacked;
    five *kidnapped* still missing".
    """
    family = act.mention.family
    if found is None or not found.titled or found.family == family:
        return found
    return next((one for one in stories if one.titled and one.family == family), found)


def _is_in_one_town(one: Story, other: Story) -> bool:
    """Whether two stories may be of one town."""
    here, there = one.place, other.place
    return here is None or there is None or compatible(here, there)


def _likeliest(
    act: Situated, stories: Sequence[Story], active: Story | None, context: Context
) -> tuple[Story | None, float]:
    """What weights and rules choose, whatever the report says of it."""
    stories = [*stories[:1], *stories[max(1, len(stories) - _LATEST) :]]
    stories = [story for story in stories if not is_parted(act.stage, story)]
    active = active if any(one is active for one in stories) else None
    rule = by_rules(act, stories, active, context)
    if not stories:
        return None, 1.0
    likely = chances(weights_for(context.reading), signs(act, stories, active, context, rule))
    at = likely.index(max(likely))
    chosen = stories[at] if at < len(stories) else None
    if rule is None and chosen is not None and _is_abroad(act, chosen):
        return None, likely[-1]
    apart = act.beside or chosen is None or not _may_be_one(act, chosen, context)
    if chosen is rule or (rule is None and apart):
        return rule, likely[-1]
    own = len(stories) if rule is None else next(n for n, one in enumerate(stories) if one is rule)
    margin = 0.0 if chosen is None else _SURER
    return (chosen if likely[at] > likely[own] + margin else rule), likely[-1]


def _is_abroad(act: Situated, story: Story) -> bool:
    """Whether a mention is told right beside a town of another country than the story's towns, in languages
    that decline names: "вдохновлялся нападением в *Крайстчерче*" is not of Buffalo.
    """
    place = act.place
    if place is None or place is not act.mention.anchor or place.place.precision != "place":
        return False
    declined = bool(context_words(act.mention.sentence.lexicon.language).spaced)
    towns = [one for one in story.seen.finest if one.precision == "place"]
    return declined and bool(towns) and all(one.country != place.place.country for one in towns)


def weights_for(reading: Reading) -> str:
    """The name of the weights: a text in capitals, as old wires are, has its own, since any word may be a
    place's name there.
    """
    return "story in capitals" if reading.shouted else "story"


def is_parted(stage: Stage | None, story: Story) -> bool:
    """Whether a paragraph stands in another section of a list of places than a story."""
    return stage is not None and 0 < stage.section != story.section > 0


def _may_be_one(act: Situated, story: Story, context: Context) -> bool:
    """Whether what the rules hold to be another act may be of a story after all: it is of its family, as a
    war beside its battle is not, and not told with another day.
    """
    same = act.mention.family == story.family
    return same and may_be_day(act.day, story, context.reading.today)
