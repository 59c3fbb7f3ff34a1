"""What a mention of an act is: its kind, its words, the family of stories that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

from incidents.extraction.acts.means import is_mixed
from incidents.extraction.places import Located
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import VIOLENT, Type
from incidents.remembered import Remembered

# Which of two types told in one sentence names the act: the more special one.
_SPECIAL = (
    Type.SUICIDE_BOMBING,
    Type.VEHICLE_ATTACK,
    Type.HIJACKING,
    Type.AIRSTRIKE,
    Type.SHELLING,
    Type.BOMBING,
    Type.STABBING,
    Type.SHOOTING,
    Type.ASSASSINATION,
    Type.SABOTAGE,
    Type.ARSON,
    Type.KIDNAPPING,
    Type.ROBBERY,
    Type.RAID,
    Type.CLASH,
    Type.ARMED_ATTACK,
    Type.RIOT,
    Type.DISASTER,
    Type.THREAT,
    Type.PROTEST,
    Type.ARREST,
    Type.OTHER,
)


SPECIALITY = {kind: rank for rank, kind in enumerate(_SPECIAL)}


# Acts that a report tells apart although they share a sentence.
APART = {
    Type.KIDNAPPING: "kidnapping",
    Type.ARSON: "arson",
    Type.ROBBERY: "robbery",
    Type.HIJACKING: "hijacking",
    Type.CLASH: "clash",
    Type.RAID: "raid",
    Type.ARREST: "arrest",
    Type.PROTEST: "protest",
    Type.THREAT: "threat",
    Type.DISASTER: "disaster",
}


_WHOSE = 3  # words from a charge to the victim: "ограблении *своей 71-летней соседки*"
_UNREAL = (
    *("drill", "false", "travel", "animal", "survey"),
    *("negated", "denied", "habitual", "possible"),
)
_AHEAD = ("foiled", "supposed", "threatened", "future")


@dataclass(slots=True)
class Mention:
    """One act in one sentence: `[first, last)` are the words that name it; `why` are the signs that were
    weighed; `answer`: it was done to the attackers, so it does not name their act; `killing`: it says no
    more than that somebody was killed or attacked; `anchor`: the place right beside those words; `told`: the
    log odds, by the sentence's words, that it tells of one particular act, None in a language without such
    weights; `prominent`: it befell somebody for what he is; `aimed`: its words tell of a deed that
    is meant for one person or few; `assault`: they tell an attack by whatever means; `by_harm`: it is
    told by the harm in one of several towns; `family`: the kind of story: mentions of one family may be the
    same incident.
    """

    kind: Type
    sentence: Sentence
    first: int
    last: int
    tier: str
    score: float = 0.0
    why: dict[str, float] = field(default_factory=dict)
    answer: bool = False
    killing: bool = False
    anchor: Located | None = None
    told: float | None = None
    prominent: bool = False
    aimed: bool = False
    assault: bool = False
    by_harm: bool = False
    family: str = field(init=False)
    # once asked for:
    _definite: bool | None = field(default=None, repr=False, compare=False)
    _mixed: bool | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.family = APART.get(self.kind, "violence")

    @property
    def vetoed(self) -> bool:
        """Whether its sentence says outright that nothing of the kind happened."""
        why = self.why
        if "fiction" in why or not why.keys().isdisjoint(_UNREAL):
            return True
        told_there = {"place", "day"} <= why.keys()
        if (
            "attribute" in why
            or ("summary" in why and "day" not in why)
            or ("listed" in why and "count" not in why and not (told_there or self._is_of_somebody))
        ):
            return True
        if "foiled" in why and ("toll" not in why or "mere" in why):
            return True
        if "count" in why:
            return False
        figurative = () if "toll" in why else ("sport", "market", "law")
        return any(name in why for name in (*_AHEAD, *figurative))

    @property
    def unreal(self) -> bool:
        """Whether its sentence says that it did not happen, or not yet, whatever the article is about."""
        return not self.why.keys().isdisjoint((*_UNREAL, *_AHEAD))

    @property
    def as_history(self) -> float:
        """Its score as that of an old act, of which words of a court speak as surely as others."""
        return self.score - self.why.get("legal", 0.0)

    @property
    def _is_of_somebody(self) -> bool:
        """Whether acts in a row are those that somebody did to one victim: "виновна в убийстве и ограблении
        *соседки*".
        """
        judged = self.sentence.has("status.trial") and self.sentence.has("cue.doer")
        victims = self.sentence.found("person.victim")
        return judged and any(0 <= hit.first - self.last <= _WHOSE for hit in victims)

    @property
    def is_definite(self) -> bool:
        """Whether it is an act already told of: "the attack"; not "earlier in the day, gunmen"."""
        if self._definite is None:
            since = self.first - 1 - (not self.sentence.passage.borders[self.first])
            self._definite = self.names_hit or self.sentence.says("articles", since, self.first)
        return self._definite

    @property
    def names_hit(self) -> bool:
        """Whether a declined word only names whom an act hit: "*убитые* владели салоном в Рязани"; not
        "убитые в Рязани", which tells it.
        """
        one = self.last - self.first == 1 and self.sentence.says("after_it", self.first, self.last)
        return one and not self.sentence.says("locative", self.last, self.last + 1)

    @property
    def is_charge(self) -> bool:
        """Whether it is told as what somebody was arrested for: the sentence's day and place are those of the
        arrest.
        """
        told = self.kind != Type.ARREST and self.sentence.has("act.arrest.strong")
        return told and any(0 <= self.first - cue.last <= 1 for cue in self.sentence.found("cue.doer"))

    @property
    def mixed(self) -> bool:
        """Whether its sentence tells that attackers used different means."""
        if self._mixed is None:
            self._mixed = is_mixed(self.sentence)
        return self._mixed

    @property
    def generic(self) -> bool:
        return self.tier == "generic"


def is_violent(kind: Type) -> bool:
    """Whether a type is one of the contract's violent ones."""
    return kind in VIOLENT


def type_of(hit: Hit) -> Type:
    return _KINDS[hit.label]


def _kind_of(label: str) -> Type:
    name = label.split(".")[1]
    return Type.ARMED_ATTACK if name == "killing" else Type(name)


_KINDS = Remembered(_kind_of)


def tier_of(hit: Hit) -> str:
    return _TIERS[hit.label]


_TIERS = Remembered[str, str](lambda label: label.rsplit(".", 1)[1])


def names_doer(sentence: Sentence, hit: Hit) -> bool:
    """Whether an act's words only say who somebody is ("hired assassins"), and no verb follows; who is killed
    by forces stands at the end, too.
    """
    if hit.label.startswith("act.raid"):
        return False
    doers = sentence.found("person.attacker")
    return bool(doers) and any(other.first < hit.last <= other.last for other in doers)
