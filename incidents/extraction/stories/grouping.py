"""Group the acts of an article into stories: mentions of one incident, and the sentences that belong to it.

The article is read once from its title on; which of the stories so far a mention continues, or whether it
opens another, is decided by `joining`. What sums up several acts is a story of its own, which is none of
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from incidents.extraction.acts.anchors import NEXT_TO, compatible
from incidents.extraction.acts.implied import implied
from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.reading.sentence import CLAIMS
from incidents.extraction.stories import JOINS, Story
from incidents.extraction.stories.homes import days_apart
from incidents.extraction.stories.joining import choose, goes_on, is_parted
from incidents.extraction.stories.local_days import local_date
from incidents.extraction.stories.local_places import FINE, local_place
from incidents.extraction.stories.several import plays_in_several, sums_up, tells_several
from incidents.extraction.stories.situated import Context, Situated, in_context
from incidents.extraction.stories.stages import Stage, stages
from incidents.extraction.stories.towns_of_one import told_by_harm
from incidents.incident import Place, Type

_OLD = timedelta(days=92)  # an act that is told as history
_CHARGED = ("cue.doer", "claim.suspected", "claim.blamed")
Chooser = Callable[[Situated, Sequence[Story], Story | None, Context], tuple[Story | None, float]]


def group(reading: Reading, mentions: Sequence[Mention], chooser: Chooser = choose) -> list[Story]:
    """The stories of an article in the order in which they are first told."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.score >= JOINS or _is_old_crime(mention, reading.today):
            by_sentence.setdefault(mention.sentence.index, []).append(mention)
    if not by_sentence:
        return []
    played = stages(reading)
    reading.several = tells_several(reading) or plays_in_several(reading, by_sentence, played)
    for mention in _implied(reading, by_sentence, played):
        by_sentence.setdefault(mention.sentence.index, []).append(mention)
    for mention in told_by_harm(reading, by_sentence):
        by_sentence.setdefault(mention.sentence.index, []).append(mention)
    telling = _Telling(Context(reading, played), chooser)
    for sentence in reading.sentences:
        here = by_sentence.get(sentence.index, [])
        active = telling.active
        if here and active and all(_is_sequel(one, active, telling.stories) for one in here):
            here = []
        if here and active and all(_is_of_raiders(mention, active) for mention in here):
            here = []
        if here and active and all(_is_reference(one, active, telling.stories) for one in here):
            here = []
        for mention in here:
            telling.hear(mention)
        telling.close(sentence, told=bool(here))
    return _settled(telling.stories)


def _is_old_crime(mention: Mention, today: date | None) -> bool:
    """Whether only words of a court make an act of years ago, with which somebody is charged and that is told
    with its town, worth less than news.
    """
    if "legal" not in mention.why or not mention.sentence.has_any(*_CHARGED):
        return False
    old = today is not None and any(today - day.when.end > _OLD for day in mention.sentence.dates)
    return old and "place" in mention.why and mention.as_history >= JOINS


def _implied(
    reading: Reading, told: Mapping[int, Sequence[Mention]], played: Mapping[int, Stage]
) -> Iterator[Mention]:
    """What the paragraphs with a setting of their own, in which no violence is `told`, tell by its means; in
    a text in capitals any word may be the place of a setting.
    """
    if reading.shouted:
        return
    violent = {
        mention.sentence.span.paragraph
        for mentions in told.values()
        for mention in mentions
        if is_violent(mention.kind) and not mention.sentence.in_title
    }
    for paragraph, found in groupby(
        (one for one in reading.sentences if not one.in_title), key=lambda one: one.span.paragraph
    ):
        sentences = list(found)
        stage = played[sentences[-1].index]
        apart = stage.section or stage.follows or (reading.several and (stage.item or stage.opened >= 0))
        mention = implied(sentences, reading) if apart and paragraph not in violent else None
        if mention is not None and not mention.vetoed:
            yield mention


_HARM = ("toll.killed", "toll.injured", "toll.hospital")
_FAR = 2  # paragraphs without an act, behind which the first story is told again


class _Telling:
    """An article as far as it is read: its stories, the one told last, and the sentences of the paragraph
    before its first act.
    """

    def __init__(self, context: Context, chooser: Chooser) -> None:
        self.stories: list[Story] = []
        self.active: Story | None = None
        self._context, self._chooser = context, chooser
        self._survey: Story | None = None
        self._single: list[Story] = []  # all but the survey
        self._opening: list[Sentence] = []
        self._paragraph = -1

    def hear(self, mention: Mention) -> None:
        """Add a mention to its story, or to a new one; where it only tells more of the fight told last, as
        another kind of act, its sentence alone.
        """
        act = in_context(mention, self.active, self._context)
        if self._opening and self._opening[-1].span.paragraph != mention.sentence.span.paragraph:
            self._opening = []
        if sums_up(act):
            story = self._survey = self._survey or self._open(Story([], survey=True))
        else:
            active = self.active if self.active is not self._survey else None
            found, apart = self._chooser(act, self._single, active, self._context)
            shouted = self._context.reading.shouted
            if active is not None and not shouted and goes_on(act, active, found):
                active.sentences.append(mention.sentence)
                return
            if found is not None and (_is_denied_beside(mention, found) or _is_of_another_town(act, found)):
                found, apart = None, 1.0
            story = found or Story([], first=not self._single, apart=apart)
            if found is None:
                story.beside = (act.beside or act.opens) and not story.first
                self._single.append(self._open(story))
        if self.active is not story:
            self._hand_over(story)
        self._opening = []
        _add(story, act)
        if not (mention.sentence.in_title and self.active):
            self.active = story  # what a headline names first is what the lead tells

    def close(self, sentence: Sentence, *, told: bool) -> None:
        """Give a sentence to the stories that it tells, or to the one told last."""
        if told:
            self._paragraph = sentence.span.paragraph
            for one in {id(s): s for s in self.stories if s.mentions[-1].sentence is sentence}.values():
                one.sentences.append(sentence)
            return
        if self._opening and self._opening[-1].span.paragraph != sentence.span.paragraph:
            self._opening = []
        if sentence.span.paragraph != self._paragraph and not sentence.in_title:
            self._opening.append(sentence)
        if self.active and sentence.span.paragraph - self._paragraph > _FAR and len(self.stories) > 1:
            self.active = self.stories[0]
        if (headed := self._headed(sentence)) is not None:
            self._hand_over(headed)
            headed.taken_up, self.active = True, headed
            return
        claims = sentence.has_any(*CLAIMS)
        if (claims or sentence.by_town) and (in_town := _told_in_town(sentence, self._single)):
            in_town.sentences.append(sentence)
            return
        story = self._spoken_of() if claims else self._harmed(sentence)
        if story and not _elsewhere(sentence, story, self._context):
            story.sentences.append(sentence)

    def _harmed(self, sentence: Sentence) -> Story | None:
        """The story told last; behind an arrest that of the violence before it, of those who were harmed, if
        the article tells no more than one.
        """
        arrest = self.active is not None and self.active.mentions[0].kind is Type.ARREST
        if self._context.reading.several or not (arrest and sentence.has_any(*_HARM)):
            return self.active
        return next((one for one in reversed(self._single) if is_violent(one.kind)), self.active)

    def _spoken_of(self) -> Story | None:
        """The story that words of claim or blame are of, where they name no town: the one told last; no
        arrest or plan, and no act of long ago of which it is told who did it.
        """
        if self.active is None or self.active.survey or _may_be_claimed(self.active, self.stories[0]):
            return self.active
        first = self.stories[0]
        return next((one for one in reversed(self._single) if _may_be_claimed(one, first)), self.active)

    def _headed(self, sentence: Sentence) -> Story | None:
        """The story that the headline alone has told so far, if a sentence's paragraph plays in its town."""
        stage = self._context.stages.get(sentence.index)
        if stage is None or stage.place is None or (self.active and _is_of(stage.place.place, self.active)):
            return None
        place = stage.place.place
        return next((one for one in self._single if one.titled and _is_of(place, one)), None)

    def _open(self, story: Story) -> Story:
        self.stories.append(story)
        return story

    def _hand_over(self, story: Story) -> None:
        """Give the sentences that open a paragraph to the story that it turns out to tell: "Then Quissanga.
        On Monday, …"; not those that say who did what was told before.
        """
        if self.active:
            self._opening = [one for one in self._opening if not one.has_any(*CLAIMS)]
        moved = {one.index for one in self._opening}
        last = self.active.sentences if self.active else []
        while last and last[-1].index in moved:
            last.pop()
        story.sentences.extend(self._opening)


_LONG_AGO = 60  # days between an act and one that is recalled beside it


def _may_be_claimed(story: Story, first: Story) -> bool:
    """Whether it may still be told who did what a story tells, of which `first` is the article's first."""
    if not is_violent(story.mentions[0].kind):
        return False
    told = story.mentions[0].sentence
    if first.when is None or not any(days_apart(first.when, day.when) > _LONG_AGO for day in told.dates):
        return True
    return not told.names_group


def _settled(stories: list[Story]) -> list[Story]:
    """Without the story of what sums up several acts, unless several are told: then it is part of the one."""
    survey = next((one for one in stories if one.survey), None)
    told = [one for one in stories if not one.survey and is_violent(one.kind)]
    if survey is None or len(told) > 1:
        return stories
    survey.survey = False
    for one in told:
        survey.mentions = sorted((*survey.mentions, *one.mentions), key=lambda m: (m.sentence.index, m.first))
        survey.sentences = sorted((*survey.sentences, *one.sentences), key=lambda sentence: sentence.index)
        survey.places = sorted((*survey.places, *one.places), key=lambda place: -FINE[place.place.precision])
        survey.dates = sorted((*survey.dates, *one.dates), key=lambda day: day.when.precision != "day")
        survey.first = survey.first or one.first
    return [story for story in stories if all(story is not one for one in told)]


_SEQUELS = (Type.DISASTER, Type.ARREST)


def _is_denied_beside(mention: Mention, story: Story) -> bool:
    """Whether an act is denied where a story was told as done: it is told of beside that one."""
    if "denied" not in mention.why or mention.sentence.in_title:
        return False
    told = next((one for one in story.mentions if not one.sentence.in_title), None)
    return told is not None and "denied" not in told.why


def _is_of_another_town(act: Situated, story: Story) -> bool:
    """Whether an act told by the harm in one of several towns is told of another town than a story's."""
    if not act.mention.by_harm or act.place is None or story.place is None:
        return False
    return not _is_of(act.place.place, story)


def _is_sequel(mention: Mention, active: Story, stories: Sequence[Story]) -> bool:
    """Whether a fire, fire-raising or an arrest without place and day came of the violence just told;
    attackers may be caught anywhere. So do the fighters whom forces killed in a battle.
    """
    at_once = mention.sentence.index - active.mentions[-1].sentence.index <= 1
    raid = mention.kind == Type.RAID  # the kind of a story is weighed anew at each question: seldom asked
    fallen = raid and active.kind == Type.CLASH and all(one.kind != Type.RAID for one in stories)
    of_them = mention.kind == Type.ARREST and mention.sentence.has("person.attacker")
    return (
        (mention.kind in _SEQUELS or (at_once and (fallen or mention.kind == Type.ARSON)))
        and mention.kind != active.kind
        and is_violent(active.kind)
        and (of_them or local_place(mention) is None)
        and local_date(mention) is None
        and not mention.sentence.tells_another
    )


def _is_of_raiders(mention: Mention, active: Story) -> bool:
    """Whether words only tell who those were that set the fires just told: "*gunmen* came from Canaan"."""
    sentence = mention.sentence
    if mention.kind not in (Type.SHOOTING, Type.ARMED_ATTACK):
        return False
    whom = sentence.found("person.attacker")
    return (
        any(hit.first <= mention.first and mention.last <= hit.last for hit in whom)
        and active.kind is Type.ARSON
        and not sentence.has("toll")
        and local_place(mention) is None
        and local_date(mention) is None
        and not sentence.tells_another
    )


def _is_reference(mention: Mention, active: Story, stories: Sequence[Story]) -> bool:
    """Whether words of claim or blame only point to an act just told: the day is that on which they were said
    ("the group claimed *the attack* on Wednesday"), unless it is one on which an act was; or what was told
    last (`active`) is none that they can be of.
    """
    sentence = mention.sentence
    if not sentence.has_any(*CLAIMS):
        return False
    if mention.is_definite and _told_in_town(sentence, stories) not in (None, active):
        return True
    if local_place(mention) is not None:
        return False
    articles = bool(sentence.lexicon.words("determiners"))
    if not (mention.is_definite if articles else _may_mean(mention, active)):
        return False
    day = local_date(mention)
    if day is None:
        return not (articles and _may_be_claimed(active, stories[0]))
    return not any(one.when and days_apart(one.when, day.when) == 0 for one in stories)


def _told_in_town(sentence: Sentence, stories: Sequence[Story]) -> Story | None:
    """The one story of violence that was told in a town which a sentence names ("the Cali murders")."""
    towns = [one.place for one in sentence.places]
    found = [one for one in stories if any(_is_of(town, one) for town in towns)]
    return found[0] if len(found) == 1 and is_violent(found[0].mentions[0].kind) else None


def _may_mean(mention: Mention, active: Story) -> bool:
    """Whether a word for any attack may mean an act of another family just told: "в *нападении* подозревают"
    behind an abduction.
    """
    return mention.kind is Type.ARMED_ATTACK and mention.family != active.family and is_violent(active.kind)


def _add(story: Story, act: Situated) -> None:
    """Add a mention; where its story has no place yet, it has that of its paragraph, and in a list its
    day.
    """
    place, day, stage = act.place, act.day, act.stage
    if story.places and act.mention.names_hit:
        place = None  # where they lived, or are nursed
    listed = stage is not None and bool(stage.headed or stage.item or stage.section)
    if place is None and not story.places and (listed or not story.first):
        place = stage.place if stage else None
    if day is None and stage is not None and stage.section and not story.dates:
        day = stage.day
    story.names |= act.names
    story.section = story.section or (stage.section if stage else 0)
    around = None
    if place is None and not story.places and stage and stage.place and not act.mention.is_charge:
        around = stage.place.place
    story.add(act.mention, place, day, around)


def _elsewhere(sentence: Sentence, story: Story, context: Context) -> bool:
    """A sentence without an act that gives a day far from the story's, or stands in a paragraph that plays in
    another town, is about something else.
    """
    today = context.reading.today
    stage = context.stages.get(sentence.index)
    if stage and (is_parted(stage, story) or (stage.place and _is_far(stage.place.place, story))):
        return True
    for day in sentence.dates:
        if sentence.has("claim") and sentence.is_since(day):
            continue
        if story.when is not None:
            if days_apart(story.when, day.when) > 10:
                return True
        elif today is not None and today - day.when.end > timedelta(days=60):
            return True
    if sentence.has("cue.total") and sentence.has("toll"):
        return False
    return sentence.has_any("status.anniversary", "status.report")


def _is_of(place: Place, story: Story) -> bool:
    """Whether a town is a story's."""
    town = story.place
    if town is None or (town.precision, place.precision) != ("place", "place"):
        return False
    return compatible(place, town, NEXT_TO)


def _is_far(place: Place, story: Story) -> bool:
    return bool(story.places) and not any(compatible(place, one.place) for one in story.places)
