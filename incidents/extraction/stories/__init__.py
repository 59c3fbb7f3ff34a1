"""A story: the mentions of one incident in an article, and the sentences that belong to it.

And what a mention's own sentence says of its place and day. Which mentions are one story is decided by
`grouping`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from incidents.extraction.acts.anchors import compatible, identity
from incidents.extraction.acts.means import is_mixed
from incidents.extraction.acts.mentions import SPECIALITY, Mention
from incidents.extraction.dates import DateMention
from incidents.extraction.places import Located
from incidents.extraction.reading import Sentence
from incidents.extraction.stories.local_places import FINE, best_place
from incidents.extraction.words.lexicon import Lexicon
from incidents.incident import Place, Type, When

JOINS = 1.5  # the least score with which a mention takes part in a story
_NEARLY = 0.8  # of the greatest weight
LONG_PAST = timedelta(days=60)
NO_ACT = ("dateline", "anniversary", "stamp")  # days of the paper, not of an act
_ASIDE = (Type.ARSON, Type.ROBBERY)  # done on the way, where somebody was attacked
_WITH_ONE_WEAPON = (Type.SHOOTING, Type.STABBING, Type.BOMBING)
_BY_WEAPON = (Type.SHOOTING, Type.STABBING)
_BY_FORCES = (Type.SHOOTING, Type.ARMED_ATTACK)
_IN_A_RIOT = (Type.SHOOTING, Type.ARMED_ATTACK, Type.ARSON)
_BY_HAND = (Type.SHOOTING, Type.STABBING, Type.ARMED_ATTACK)
_ON_THE_WAY = (*_BY_HAND, Type.VEHICLE_ATTACK, Type.BOMBING, Type.HIJACKING)  # of robbers


@dataclass(slots=True)
class Seen:
    """What the mentions of a story tell, each thing once: kinds, those told beyond doubt (`sure`), numbers of
    people above one, words for what was hit, the first letters of those and of persons (`hit`), days, places
    by their precision; `opening`: none stands below the lead.
    """

    kinds: set[Type] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    things: set[str] = field(default_factory=set)
    days: dict[tuple[date, date], When] = field(default_factory=dict)
    spots: dict[str, dict[object, Place]] = field(default_factory=dict)
    ages: set[str] = field(default_factory=set)
    hours: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    hit: set[str] = field(default_factory=set)
    sure: set[Type] = field(default_factory=set)
    opening: bool = True

    def add(self, mention: Mention) -> None:
        """Add what a mention and its sentence tell."""
        sentence = mention.sentence
        self.kinds.add(mention.kind)
        self.numbers |= numbers(sentence)
        self.things |= things(sentence)
        self.hit |= hit_words(sentence)
        if mention.tier == "strong":
            self.sure.add(mention.kind)
        left = sentence.traces
        self.ages |= left.ages
        self.hours |= left.hours
        self.called |= left.called
        self.opening = self.opening and (sentence.in_title or sentence.lead)

    @property
    def finest(self) -> Iterable[Place]:
        """The places of the finest precision."""
        return next(
            (self.spots[one].values() for one in ("place", "admin", "country") if one in self.spots), ()
        )


def numbers(sentence: Sentence) -> set[int]:
    """The numbers of people, above one, in a sentence."""
    return {one.toll.best for one in sentence.counts if one.toll.best is not None and one.toll.best > 1}


_STEM = 5  # letters in which two forms of a noun agree
_WHO = ("person.victim", "person.official", "target", "person.calling")


def hit_words(sentence: Sentence) -> set[str]:
    """The nouns for persons and things that may have been hit, by their first letters."""
    hits = (hit for label in _WHO for hit in sentence.found(label))
    return {word[:_STEM] for hit in hits for word in sentence.words(hit.first, hit.last)}


def things(sentence: Sentence) -> set[str]:
    """The words for what was hit in a sentence."""
    return {word for hit in sentence.found("target") for word in sentence.words(hit.first, hit.last)}


@dataclass(slots=True)
class Story:
    """One incident of the article: its mentions, the sentences told under it, and what they say of place
    and day. `beside`: its own words tell it as another one ("another bomb was thrown at …"); `apart`: how
    likely it is another one; `survey`: it sums up several acts; `names`: the words of the names of those
    hit; `section`: of a list of places, where it is told; `taken_up`: the headline tells it, and a
    paragraph without an act plays in its town; `seen`: what its mentions tell.
    """

    mentions: list[Mention]
    sentences: list[Sentence] = field(default_factory=list)
    places: list[Located] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    first: bool = False
    beside: bool = False
    apart: float = 1.0
    survey: bool = False
    names: set[str] = field(default_factory=set)
    section: int = 0
    taken_up: bool = False
    seen: Seen = field(default_factory=lambda: Seen(), repr=False, compare=False)
    weighed: tuple[int, Type] | None = field(default=None, repr=False, compare=False)

    def add(
        self, mention: Mention, place: Located | None, day: DateMention | None, around: Place | None = None
    ) -> None:
        """Add a mention with the place and the day that it is told with; `around` is where its paragraph
        plays, which tells it from others.
        """
        self.mentions.append(mention)
        self.seen.add(mention)
        if place is not None:
            self.places.append(place)
            self.places.sort(key=lambda one: -FINE[one.place.precision])
            around = place.place
        if around is not None:
            self.seen.spots.setdefault(around.precision, {})[identity(around)] = around
        if day is not None:
            self.dates.append(day)
            self.dates.sort(key=lambda one: one.when.precision != "day")
            self.seen.days[day.when.start, day.when.end] = day.when

    @property
    def titled(self) -> bool:
        """Whether the headline alone tells it."""
        return not self.taken_up and all(mention.sentence.in_title for mention in self.mentions)

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
        assault = any(one.assault and one.sentence.lead for one in self.mentions)
        for mention in [one for one in self.mentions if not one.answer] or self.mentions:
            aside = mention.kind in _ASIDE and mention.family != self.family
            noise = assault and mention.kind == Type.SHOOTING and mention.tier != "strong"
            general = mention.kind == Type.ARMED_ATTACK
            strength = mention.score * (0.3 if general or aside or noise else 1.0)
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
        leading = [one for one in self.mentions if one.sentence.lead]
        if kind == Type.ARSON and any(one.sentence.has("weapon.aircraft") for one in self.mentions):
            return Type.AIRSTRIKE  # "drones set a refinery ablaze"
        if Type.HIJACKING in told and kind == Type.KIDNAPPING:
            return Type.HIJACKING
        if kind in _BY_FORCES and any(_is_of_forces(one) for one in self.mentions):
            return Type.RAID  # "gunned down in an encounter with security forces"
        if kind in _IN_A_RIOT and any(one.sentence.has("act.riot.strong") for one in leading):
            return Type.RIOT  # "five people died and the town hall was burned in riots"
        wholes = (Type.KIDNAPPING,) if Type.AIRSTRIKE in told else (Type.KIDNAPPING, Type.RAID)
        for whole in wholes:
            if whole in told and (kind not in told or told[whole].sentence is self.mentions[0].sentence):
                return whole  # "gunmen attacked a school, abducting 25", "shot dead in an operation"
        if kind == Type.ARMED_ATTACK and Type.SHOOTING in told and not any(one.assault for one in leading):
            return Type.SHOOTING  # "rebels ambushed a bus … opened fire on it"
        if kind == Type.BOMBING and Type.SUICIDE_BOMBING in told:
            return Type.SUICIDE_BOMBING
        robbed = any(
            one.sentence.lead and one.sentence.has("cue.robbery") and not one.answer for one in self.mentions
        )
        if kind in _ON_THE_WAY and robbed:
            return Type.ROBBERY
        if kind in _WITH_ONE_WEAPON and any(is_mixed(one.sentence) for one in self.mentions):
            return Type.ARMED_ATTACK
        if kind in (*_BY_WEAPON, Type.ARSON) and len(self._means()) > 1:
            return Type.ARMED_ATTACK  # "beheaded two … fired on a post", "shot a guard … set fire to huts"
        if kind == Type.BOMBING and Type.ARSON in told and not any(_is_bomb(one) for one in self.mentions):
            return Type.ARSON
        if kind == Type.BOMBING and any(_is_sabotage(mention) for mention in self.mentions):
            return Type.SABOTAGE
        if kind != Type.SHELLING or any(one.sentence.has("weapon.rocket") for one in self.mentions):
            return kind
        if Type.AIRSTRIKE in told and told[Type.AIRSTRIKE].sentence.has("weapon.aircraft"):
            return Type.AIRSTRIKE
        shot = told.get(Type.SHOOTING)
        if shot is not None and (shot.sentence.has("weapon.gun") or shot.sentence.has("person.attacker")):
            return Type.SHOOTING  # "обстрелян пост", on which unknown men opened fire
        return kind

    def _means(self) -> set[Type]:
        """The ways in which attackers, or a group, went about it: shots, blades, fire."""
        told = [one for one in self.mentions if not one.answer]
        if not any(one.sentence.has("person.attacker") or one.sentence.names_group for one in told):
            return set()
        found = {one.kind for one in told if one.kind in _BY_WEAPON and one.tier == "strong"}
        burned = any(_is_burned(one.sentence) for one in told)
        return found | {Type.ARSON} if burned else found

    @property
    def when(self) -> When | None:
        return self.dates[0].when if self.dates else None

    @property
    def place(self) -> Place | None:
        return self.places[0].place if self.places else None


def _is_burned(sentence: Sentence) -> bool:
    """Whether attackers set fire to something on the way; a headline may tell two acts in one."""
    told = sentence.has("act.arson.strong") and not sentence.has("cue.another")
    return told and not sentence.in_title


def _is_of_forces(mention: Mention) -> bool:
    """Whether the lead tells an operation of forces: in words of it, or as a raid beside soldiers."""
    if mention.kind != Type.RAID or mention.answer or not mention.sentence.lead:
        return False
    return mention.tier == "strong" or mention.sentence.has("person.force")


def _is_sabotage(mention: Mention) -> bool:
    """Whether a headline, or a lead in words of sabotage, tells that a pipeline or a line was blown up, and
    hurt nobody.
    """
    sentence = mention.sentence
    told = sentence.in_title or (sentence.lead and sentence.has("act.sabotage"))
    return told and sentence.has("target.infrastructure") and not sentence.has("toll")


def _is_bomb(mention: Mention) -> bool:
    """Whether a sentence tells of a bomb that is not made of petrol, as one thrown at what then burns."""
    return mention.sentence.has("weapon.bomb") and not mention.sentence.has("weapon.fire")


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
    fitting = [
        day for day in sentence.dates if not (day.future or day.kind in NO_ACT or _is_state(day, sentence))
    ]
    if sentence.has("status.trial"):
        fitting = [day for day in fitting if day.when.basis == "stated"]  # "sentenced on Thursday"
    if sentence.has("status.anniversary") and len(fitting) > 1:
        days = sorted(fitting, key=lambda day: day.when.start)
        if days[-1].when.start - days[0].when.end > LONG_PAST:
            return days[0]
    acts = [day for day in fitting if not of_speech(sentence, day, words)]
    if not acts and (sentence.has("status.trial") or is_definite(mention, words)):
        return None
    if not (acts or fitting):
        return None
    return min(
        acts or fitting, key=lambda day: (day.when.precision not in ("day", "week"), abs(day.start - at))
    )


def _is_state(day: DateMention, sentence: Sentence) -> bool:
    """Whether a month or year is when a state began: "a dog that had been missing *since March*"."""
    first = sentence.word_at(day.start)
    return day.when.precision in ("month", "year") and sentence.says("since", first - 1, first)


def is_definite(mention: Mention, words: Lexicon) -> bool:
    """Whether the act is one already told of: "the attack", "this bombing"."""
    return not words.words("articles").isdisjoint(mention.sentence.words(mention.first - 2, mention.first))


_SPEECH_REACH = 6


def of_speech(sentence: Sentence, day: DateMention, words: Lexicon) -> bool:
    """Whether a day is that of a speech or a hearing: a word for it stands before, with no act between."""
    first, last = sentence.range_of(day)
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
