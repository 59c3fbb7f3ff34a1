"""A story: the mentions of one incident in an article, and the sentences that belong to it.

Which mentions are one story is decided by `grouping`.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from incidents.extraction.acts.anchors import identity
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.dates import DateMention
from incidents.extraction.places import Located
from incidents.extraction.reading import Sentence
from incidents.extraction.stories.kinds import kind_of
from incidents.extraction.stories.local_places import FINE
from incidents.incident import Place, Type, When

_BOMBINGS = (Type.BOMBING, Type.SUICIDE_BOMBING)
_BY_ITSELF = ("act.disaster", "cause.bursts", "cue.accident")
_APART = 0.6  # how likely a story is another one that is surely told so
JOINS = 1.5  # the least score with which a mention takes part in a story


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
    hits = sentence.found_any(*_WHO)
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
    plain: bool | None = field(default=None, repr=False, compare=False)  # once asked for (`plainly`)

    def add(
        self, mention: Mention, place: Located | None, day: DateMention | None, around: Place | None = None
    ) -> None:
        """Add a mention with the place and the day that it is told with; `around` is where its paragraph
        plays, which tells it from others.
        """
        self.mentions.append(mention)
        self.seen.add(mention)
        if place is not None:
            insort(self.places, place, key=lambda one: -FINE[one.place.precision])
            around = place.place
        if around is not None:
            self.seen.spots.setdefault(around.precision, {})[identity(around)] = around
        if day is not None:
            insort(self.dates, day, key=lambda one: one.when.precision != "day")
            self.seen.days[day.when.start, day.when.end] = day.when

    @property
    def told_apart(self) -> bool:
        """Whether it was surely told as another one, so that it needs no place or day of its own."""
        return self.apart >= _APART

    @property
    def titled(self) -> bool:
        """Whether the headline alone tells it."""
        return not self.taken_up and all(mention.sentence.in_title for mention in self.mentions)

    @property
    def denied(self) -> bool:
        """Whether the report denies the act: the first that it says of it below the headline does, or it says
        that it was no bomb.
        """
        text = [mention for mention in self.mentions if not mention.sentence.in_title]
        return "denied" in (text or self.mentions)[0].why or (self.kind in _BOMBINGS and self.no_bomb)

    @property
    def no_bomb(self) -> bool:
        """Whether it is told that it was not a bomb that went off, but something else."""
        told = [mention.sentence for mention in self.mentions]
        return any(
            sentence.has_any("void.weapon.bomb", "cue.no_attack")
            and sentence.has_any(*_BY_ITSELF)
            and not sentence.has("weapon")
            for sentence in told
        )

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
        """The kind of act that its mentions tell (`kinds`); weighed anew when mentions have come."""
        if self.weighed is None or self.weighed[0] != len(self.mentions):
            self.weighed = len(self.mentions), kind_of(self.mentions)
        return self.weighed[1]

    @property
    def when(self) -> When | None:
        return self.dates[0].when if self.dates else None

    @property
    def place(self) -> Place | None:
        return self.places[0].place if self.places else None
