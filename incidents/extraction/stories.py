"""Group the acts of an article into stories: mentions of one incident, and the sentences that belong to it.

Another place, another day or another kind of act is another story; "the attack" is the one being told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from incidents.extraction.acts import SPECIALITY, Mention, is_violent
from incidents.extraction.anchors import compatible
from incidents.extraction.dates import DateMention
from incidents.extraction.lexicon import Lexicon
from incidents.extraction.local_places import FINE, best_place, locative
from incidents.extraction.means import is_mixed
from incidents.extraction.patients import named
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading, Sentence
from incidents.incident import Place, Type, When

JOINS = 1.5  # the least score with which a mention takes part in a story
_NEARLY = 0.8  # of the greatest weight
LONG_PAST = timedelta(days=60)
NO_ACT = ("dateline", "anniversary", "stamp")  # days of the paper, not of an act
_ASIDE = (Type.ARSON, Type.ROBBERY)  # done on the way, where somebody was attacked
_WITH_ONE_WEAPON = (Type.SHOOTING, Type.STABBING, Type.BOMBING)
_ON_THE_WAY = (Type.SHOOTING, Type.STABBING, Type.ARMED_ATTACK, Type.VEHICLE_ATTACK)  # of robbers
_BY_HAND = (Type.SHOOTING, Type.STABBING, Type.ARMED_ATTACK)


@dataclass(slots=True)
class Story:
    """One incident of the article: its mentions, the sentences told under it, and what they say of place
    and day. `beside`: its own words tell it as another one ("another bomb was thrown at …"); `names`: the
    words of the names of those hit.
    """

    mentions: list[Mention]
    sentences: list[Sentence] = field(default_factory=list)
    places: list[Located] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    first: bool = False
    beside: bool = False
    names: set[str] = field(default_factory=set)
    weighed: tuple[int, Type] | None = field(default=None, repr=False, compare=False)

    @property
    def family(self) -> str:
        return self.mentions[0].family

    @property
    def score(self) -> float:
        """The best mention counts whole, the others a little."""
        scores = sorted((mention.score for mention in self.mentions), reverse=True)
        return scores[0] + min(2.0, 0.25 * sum(scores[1:6]))

    @property
    def lead(self) -> bool:
        return any(mention.sentence.lead for mention in self.mentions)

    @property
    def kind(self) -> Type:
        """The most special of the types with nearly the most weight, a general one only where there is no
        other. It is weighed anew when mentions have come.
        """
        if self.weighed is None or self.weighed[0] != len(self.mentions):
            self.weighed = len(self.mentions), self._weigh()
        return self.weighed[1]

    def _weigh(self) -> Type:
        weight: dict[Type, float] = {}
        for mention in [one for one in self.mentions if not one.answer] or self.mentions:
            aside = mention.kind in _ASIDE and mention.family != self.family
            strength = mention.score * (0.3 if mention.kind == Type.ARMED_ATTACK or aside else 1.0)
            weight[mention.kind] = weight.get(mention.kind, 0.0) + strength * (
                1.5 if mention.sentence.lead else 1.0
            )
        most = max(weight.values())
        nearly = [kind for kind in weight if weight[kind] >= _NEARLY * most]
        kind = self._finer(min(nearly, key=SPECIALITY.__getitem__))
        aimed = any(
            mention.prominent and (mention.sentence.lead or mention.kind == Type.ASSASSINATION)
            for mention in self.mentions
        )
        return Type.ASSASSINATION if aimed and kind in _BY_HAND else kind

    def _finer(self, kind: Type) -> Type:
        """The special form of a kind where the story tells of it: a suicide bombing is a bombing, and what is
        called shelling ("обстрел", "удар") without rocket or gun was done with what another sentence says.
        """
        told = {mention.kind: mention for mention in self.mentions if mention.tier == "strong"}
        if kind == Type.ARSON and any(one.sentence.has("weapon.aircraft") for one in self.mentions):
            return Type.AIRSTRIKE  # "drones set a refinery ablaze"
        wholes = (Type.KIDNAPPING,) if Type.AIRSTRIKE in told else (Type.KIDNAPPING, Type.RAID)
        for whole in wholes:
            if whole in told and (kind not in told or told[whole].sentence is self.mentions[0].sentence):
                return whole  # "gunmen attacked a school, abducting 25", "shot dead in an operation"
        if kind == Type.BOMBING and Type.SUICIDE_BOMBING in told:
            return Type.SUICIDE_BOMBING
        robbed = any(
            one.sentence.lead and one.sentence.has("cue.robbery") and not one.answer for one in self.mentions
        )
        if kind in _ON_THE_WAY and robbed:
            return Type.ROBBERY
        if kind in _WITH_ONE_WEAPON and any(is_mixed(one.sentence) for one in self.mentions):
            return Type.ARMED_ATTACK
        if kind == Type.BOMBING and Type.ARSON in told and not any(_is_bomb(one) for one in self.mentions):
            return Type.ARSON
        if kind == Type.BOMBING and any(_is_sabotage(mention) for mention in self.mentions):
            return Type.SABOTAGE
        if kind != Type.SHELLING or any(one.sentence.has("weapon.rocket") for one in self.mentions):
            return kind
        for other, weapon in ((Type.AIRSTRIKE, "weapon.aircraft"), (Type.SHOOTING, "weapon.gun")):
            if other in told and told[other].sentence.has(weapon):
                return other
        return kind

    @property
    def when(self) -> When | None:
        return self.dates[0].when if self.dates else None

    @property
    def place(self) -> Place | None:
        return self.places[0].place if self.places else None


def _is_bomb(mention: Mention) -> bool:
    """Whether a sentence tells of a bomb that is not made of petrol, as one thrown at what then burns."""
    return mention.sentence.has("weapon.bomb") and not mention.sentence.has("weapon.fire")


def group(reading: Reading, mentions: Sequence[Mention]) -> list[Story]:
    """The stories of an article in the order in which they are first told."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.score >= JOINS:
            by_sentence.setdefault(mention.sentence.index, []).append(mention)
    stories: list[Story] = []
    active: Story | None = None
    paragraph = -1
    for sentence in reading.sentences:
        here = by_sentence.get(sentence.index, [])
        if active and all(_is_sequel(mention, active, reading.lexicon) for mention in here):
            here = []
        for mention in here:
            place, day = local_place(mention, reading.lexicon), local_date(mention, reading.lexicon)
            if day and active and of_speech(sentence, day, reading.lexicon):
                day = None  # "men were shot in their homes, a spokesman said on Tuesday"
            name = named(sentence, mention.first, mention.last) if mention.aimed else frozenset()
            story = next((one for one in stories if name & one.names and one.family == mention.family), None)
            beside = bool(stories) and (_is_beside(mention, reading.lexicon) or _is_another(name, active))
            if story is None and not beside:
                story = _home(mention, place, day, stories, active, reading)
            if story is None:
                story = Story([], first=not stories, beside=beside)
                stories.append(story)
            _add(story, mention, place, day)
            story.names |= name
            active = story
        if not here and active and sentence.span.paragraph - paragraph > 2 and len(stories) > 1:
            active = stories[0]
        if here:
            paragraph = sentence.span.paragraph
            for story in {id(s): s for s in stories if s.mentions[-1].sentence is sentence}.values():
                story.sentences.append(sentence)
        elif active and not _elsewhere(sentence, active, reading):
            active.sentences.append(sentence)
    return stories


_SEQUELS = (Type.DISASTER, Type.ARREST)


def _is_sequel(mention: Mention, active: Story, words: Lexicon) -> bool:
    """Whether a fire, fire-raising or an arrest without place and day came of the violence just told;
    attackers may be caught anywhere.
    """
    at_once = mention.sentence.index - active.mentions[-1].sentence.index <= 1
    of_them = mention.kind == Type.ARREST and mention.sentence.has("person.attacker")
    return (
        (mention.kind in _SEQUELS or (mention.kind == Type.ARSON and at_once))
        and mention.kind != active.kind
        and is_violent(active.kind)
        and (of_them or local_place(mention, words) is None)
        and local_date(mention, words) is None
        and not mention.sentence.has("cue.another")
    )


def _add(story: Story, mention: Mention, place: Located | None, day: DateMention | None) -> None:
    story.mentions.append(mention)
    if place is not None:
        story.places.append(place)
        story.places.sort(key=lambda one: -FINE[one.place.precision])
    if day is not None:
        story.dates.append(day)
        story.dates.sort(key=lambda one: one.when.precision != "day")


def _elsewhere(sentence: Sentence, story: Story, reading: Reading) -> bool:
    """A sentence without an act that gives a day far from the story's is about something else."""
    published = reading.published
    for day in sentence.dates:
        if sentence.has("claim") and _since(sentence, day):
            continue
        if story.when is not None:
            if _days_apart(story.when, day.when) > 10:
                return True
        elif published is not None and published.date() - day.when.end > timedelta(days=60):
            return True
    if sentence.has("cue.total") and sentence.has("toll"):
        return False
    return sentence.has("status.anniversary") or sentence.has("status.report")


def _since(sentence: Sentence, day: DateMention) -> bool:
    """Whether a day is when a state began: "the group, which has fought the army since April 2023"."""
    first = sentence.word_at(day.start)
    return sentence.says("since", first - 1, first)


def _home(
    mention: Mention,
    place: Located | None,
    day: DateMention | None,
    stories: Sequence[Story],
    active: Story | None,
    reading: Reading,
) -> Story | None:
    """The story that a mention continues, or None when it opens another.

    "The attack" continues; another place opens a story only where the sentence puts the act there ("in X").
    """
    order = ([active] if active else []) + [story for story in stories if story is not active]
    sentence, words = mention.sentence, reading.lexicon
    today = reading.published.date() if reading.published else None
    another = sentence.has("cue.another")
    definite = not another and _is_definite(mention, words)
    told = place is not None and (place is mention.anchor or locative(sentence, place, words))
    placed = place if told and not definite else None
    for story in order:
        if (
            not _same_kind(mention, story)
            or not _same_day(day, story, today)
            or not _same_place(placed, story)
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


def _is_another(name: frozenset[str], story: Story | None) -> bool:
    """Whether somebody of another name was hit than in the story being told."""
    return story is not None and bool(name and story.names) and not name & story.names


_BESIDE_REACH = 5


def _is_beside(mention: Mention, words: Lexicon) -> bool:
    """Whether a sentence tells beyond doubt of an act beside those told: "another bomb went off", "a truck
    was also blown up", of something that was hit.
    """
    sentence = mention.sentence
    if mention.tier != "strong" or not (
        sentence.has("target") or sentence.has("person.victim") or sentence.has("person.official")
    ):
        return False
    also = words.words("beside")
    return not also.isdisjoint(sentence.words(mention.first - _BESIDE_REACH, mention.last))


def _is_definite(mention: Mention, words: Lexicon) -> bool:
    """Whether the act is one already told of: "the attack", "this bombing"."""
    return not words.words("articles").isdisjoint(mention.sentence.words(mention.first - 2, mention.first))


def _same_kind(mention: Mention, story: Story) -> bool:
    if mention.family == story.family:
        return not (mention.family == "violence" and _clash(mention, story))
    if mention.kind in _WAYS_TO_KILL and all(one.killing for one in story.mentions):
        return True
    if not (is_violent(mention.kind) and is_violent(story.kind)):
        return False
    if story.kind == Type.RAID and mention.family == "violence" and mention.sentence.has("cue.by_force"):
        return True
    sentence = mention.sentence
    in_one = sentence is story.mentions[-1].sentence or (sentence.lead and _is_headline(story))
    if in_one and not sentence.has("cue.another"):
        return True
    return mention.tier != "strong" and mention.kind == Type.ARMED_ATTACK


def _is_sabotage(mention: Mention) -> bool:
    """Whether a headline tells that a pipeline or a line was blown up, and hurt nobody."""
    sentence = mention.sentence
    return sentence.in_title and sentence.has("target.infrastructure") and not sentence.has("toll")


_WAYS_TO_KILL = (Type.RAID, Type.CLASH)


def _is_headline(story: Story) -> bool:
    """Whether a story is so far told by the title alone, which the lead then tells in full."""
    return all(mention.sentence.in_title for mention in story.mentions)


_LOUD = {Type.BOMBING, Type.SUICIDE_BOMBING, Type.AIRSTRIKE, Type.SHELLING, Type.SABOTAGE}
_HAND = {Type.SHOOTING, Type.STABBING, Type.VEHICLE_ATTACK, Type.ASSASSINATION}


def _clash(mention: Mention, story: Story) -> bool:
    """Whether two kinds of violence, each told beyond doubt, are unlikely to be one act."""
    kinds = {m.kind for m in story.mentions if m.tier == "strong"}
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


def _days_apart(one: When, other: When) -> int:
    """Days between two spans; 0 where they touch."""
    if one.end < other.start:
        return (other.start - one.end).days
    return max(0, (one.start - other.end).days)


def _same_day(day: DateMention | None, story: Story, today: date | None) -> bool:
    """Whether a day can be the story's; a day long past is not that of a story told without one."""
    if day is None:
        return True
    if story.when is None:
        tried = all(mention.sentence.has("status.trial") for mention in story.mentions)
        return tried or today is None or today - day.when.end <= LONG_PAST
    return any(_days_apart(day.when, known.when) <= 1 for known in story.dates)


def _same_place(place: Located | None, story: Story) -> bool:
    if place is None or not story.places:
        return True
    finest = story.places[0].place.precision  # they are sorted
    return any(
        compatible(place.place, known.place) for known in story.places if known.place.precision == finest
    )


def local_date(mention: Mention, words: Lexicon) -> DateMention | None:
    """The day that the mention's own sentence gives for it: the nearest to its words, a day before a mere
    year.

    A day beside a word of speech ("said today") is the day of the speech: it serves only where the act is
    new.
    """
    sentence = mention.sentence
    if is_charge(mention):
        return None
    at = sentence.passage.starts[mention.first]
    fitting = [day for day in sentence.dates if not day.future and day.kind not in NO_ACT]
    if sentence.has("status.trial"):
        fitting = [day for day in fitting if day.when.basis == "stated"]  # "sentenced on Thursday"
    if sentence.has("status.anniversary") and len(fitting) > 1:
        days = sorted(fitting, key=lambda day: day.when.start)
        if days[-1].when.start - days[0].when.end > LONG_PAST:
            return days[0]
    acts = [day for day in fitting if not of_speech(sentence, day, words)]
    if not acts and (sentence.has("status.trial") or _is_definite(mention, words)):
        return None
    if not (acts or fitting):
        return None
    return min(
        acts or fitting, key=lambda day: (day.when.precision not in ("day", "week"), abs(day.start - at))
    )


_SPEECH_REACH = 6


def of_speech(sentence: Sentence, day: DateMention, words: Lexicon) -> bool:
    """Whether a day is that of a speech or a hearing: a word for it stands before, with no act between."""
    first = sentence.word_at(day.start)
    last = sentence.word_at(day.end - 1) + 1
    speaks = words.words("speaks")
    if not speaks.isdisjoint(sentence.words(last, last + 1)):
        return True
    acts = {
        index
        for hit in sentence.hits
        if hit.label.startswith(("act", "toll"))
        for index in range(hit.first, hit.last)
    }
    for index in range(first - 1, max(sentence.span.first, first - _SPEECH_REACH) - 1, -1):
        if index in acts:
            return False
        if sentence.passage.words[index] in speaks:
            return True
    return False


def is_charge(mention: Mention) -> bool:
    """Whether an act is told as what somebody was arrested for: the sentence's day and place are those of the
    arrest.
    """
    sentence = mention.sentence
    told = mention.kind != Type.ARREST and sentence.has("act.arrest.strong")
    return told and any(0 <= mention.first - cue.last <= 1 for cue in sentence.found("cue.doer"))


def local_place(mention: Mention, words: Lexicon) -> Located | None:
    """Where the mention's own sentence puts it: beside its words, or as `best_place` weighs."""
    if is_charge(mention):
        return mention.anchor
    best, anchor = (
        best_place(mention.sentence, words, mention.sentence.passage.starts[mention.first]),
        mention.anchor,
    )
    if anchor is None or best is None or not compatible(best.place, anchor.place):
        return anchor or best
    return max((best, anchor), key=lambda one: FINE[one.place.precision])
