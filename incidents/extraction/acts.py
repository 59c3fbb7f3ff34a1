"""Spot acts: which sentence tells of which kind of act, how surely, and as what (fact, threat, plan,
denial, play).

It judges one sentence at a time, with the article's domain as the only wider knowledge. What belongs
together is decided by `assemble`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from incidents.extraction.anchors import by_place
from incidents.extraction.domains import domain
from incidents.extraction.lexicon import Hit
from incidents.extraction.places import Located
from incidents.extraction.prominent import aimed_at_prominent
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.sparing import spares
from incidents.extraction.telling import told
from incidents.incident import VIOLENT, Type

BASE: Mapping[str, float] = {"strong": 3.0, "medium": 1.6, "weak": 0.8, "generic": 0.3}
OPENS = 3.0

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
_APART = {
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
# Acts that are meant for one person or few, so that another name is another act.
_AIMED = ("act.assassination", "act.kidnapping", "act.killing.strong")
_BY_WEAPON = {
    "weapon.bomb": Type.BOMBING,
    "weapon.knife": Type.STABBING,
    "weapon.gun": Type.SHOOTING,
    "weapon.rocket": Type.SHELLING,
}


@dataclass(slots=True)
class Mention:
    """One act in one sentence: `[first, last)` are the words that name it; `why` are the signs that were
    weighed; `answer`: it was done to the attackers, so it does not name their act; `killing`: it says no
    more than that somebody was killed or attacked; `anchor`: the place right beside those words; `told`: the
    log odds, by the sentence's words, that it tells of one particular act, None in a language without such
    weights; `prominent`: it befell somebody for what he is; `aimed`: its words tell of a deed that
    is meant for one person or few.
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

    @property
    def family(self) -> str:
        """The kind of story: mentions of one family may be the same incident."""
        return _APART.get(self.kind, "violence")

    @property
    def vetoed(self) -> bool:
        """Whether its sentence says outright that nothing of the kind happened."""
        why = self.why
        unreal = ("drill", "fiction", "false", "travel", "animal", "negated", "habitual", "possible")
        if any(name in why for name in unreal):
            return True
        if (
            "attribute" in why
            or ("summary" in why and "day" not in why)
            or ("listed" in why and "count" not in why)
        ):
            return True
        if "foiled" in why and ("toll" not in why or "mere" in why):
            return True
        if "count" in why:
            return False
        ahead = ("foiled", "supposed", "threatened", "future")
        figurative = () if "toll" in why else ("sport", "market", "law")
        return any(name in why for name in (*ahead, *figurative))

    @property
    def generic(self) -> bool:
        return self.tier == "generic"


_LIKE_MISHAPS = (Type.BOMBING, Type.ARSON, Type.ARMED_ATTACK, Type.SABOTAGE)


def find_mentions(reading: Reading) -> list[Mention]:
    """The acts of an article in order of their sentences, each with its score; nothing is left out for
    doubt.
    """
    steeped = domain(reading)
    mentions: list[Mention] = []
    for sentence in reading.sentences:
        families = _by_family(sentence)
        odds = told(sentence) if families else None
        for family in families:
            for group in by_place(sentence, family):
                mention = _mention(sentence, group.hits)
                mention.anchor, mention.told = group.place, odds
                _weigh(mention, reading, steeped)
                mentions.append(mention)
    return mentions


def _type(hit: Hit) -> Type:
    return _type_of(hit.label)


@cache
def _type_of(label: str) -> Type:
    name = label.split(".")[1]
    return Type.ARMED_ATTACK if name == "killing" else Type(name)


def _tier(hit: Hit) -> str:
    return hit.label.rsplit(".", 1)[1]


def _by_family(sentence: Sentence) -> list[list[Hit]]:
    """The act terms of a sentence, parted by family; a family of general words joins a special one."""
    groups: dict[str, list[Hit]] = {}
    mishaps = sentence.found("act.disaster.strong")
    for hit in sentence.found("act"):
        covered = any(one.first < hit.last and hit.first < one.last for one in mishaps)
        if not (covered and _type(hit) in _LIKE_MISHAPS) and not _is_no_raid(sentence, hit):
            groups.setdefault(_APART.get(_type(hit), "violence"), []).append(hit)
    if len(groups) > 1:
        strong = {name for name, hits in groups.items() if any(_tier(hit) == "strong" for hit in hits)}
        if strong == {"arrest"} and _is_charged(sentence, groups.get("violence", ())):
            return [groups["arrest"], groups["violence"]]  # "arrested on suspicion of murder"
        groups = {name: hits for name, hits in groups.items() if name in strong} or groups
    if len(groups) > 1 and "violence" in groups:
        violence = groups["violence"]
        killing = all(hit.label.startswith("act.killing") for hit in violence)
        doers = all(_names_doer(sentence, hit) for hit in violence)
        if ("disaster" in groups and killing) or ("arrest" in groups and doers):
            del groups["violence"]
        else:
            for minor in ("arrest", "protest", "threat", "disaster"):
                groups.pop(minor, None)
    if len(groups) > 1 and all(_tier(hit) != "strong" for hits in groups.values() for hit in hits):
        first = min(groups, key=lambda name: groups[name][0].first)
        groups = {first: groups[first]}
    return list(groups.values())


def _is_no_raid(sentence: Sentence, hit: Hit) -> bool:
    """Whether what looks like an operation of forces was done to them ("soldiers were killed by rebels"), or
    is what its doers call their attack.
    """
    if hit.label == "act.raid.medium":
        return sentence.has("claim.claimed")  # "the group said that it had carried out the operation"
    if hit.label != "act.raid.strong" or hit.last - hit.first == 1:
        return False
    forces = any(one.first <= hit.first < one.last for one in sentence.found("person.force"))
    return forces and sentence.says("auxiliary", hit.first + 1, hit.last)


_CHARGE_REACH = 3  # words from "accused of" to the act


def _is_charged(sentence: Sentence, hits: Iterable[Hit]) -> bool:
    """Whether acts are told as what somebody is charged with."""
    cues = sentence.found("cue.doer")
    return any(0 <= hit.first - cue.last <= _CHARGE_REACH for cue in cues for hit in hits)


def _names_doer(sentence: Sentence, hit: Hit) -> bool:
    """Whether an act's words only say who somebody is ("hired assassins"), and no verb follows."""
    return any(other.first < hit.last <= other.last for other in sentence.found("person.attacker"))


def _mention(sentence: Sentence, hits: list[Hit]) -> Mention:
    """One mention for the act terms of one family: the best tier, then the most special type."""
    order = {"strong": 0, "medium": 1, "weak": 2, "generic": 3}
    hits = [hit for hit in hits if not _is_within(hit, hits)]
    attacks = [hit for hit in hits if not _is_answer(sentence, hit)]
    answer = not attacks
    hits = attacks or hits
    told = [hit for hit in hits if _type(hit) == Type.SUICIDE_BOMBING or not _names_doer(sentence, hit)]
    if any(_type(hit) != Type.ARMED_ATTACK for hit in told):
        hits = told  # "assassinated by gunmen" is an assassination
    best = min(hits, key=lambda hit: (order[_tier(hit)], SPECIALITY[_type(hit)], hit.first))
    kinds = [_type(hit) for hit in hits if order[_tier(hit)] <= max(1, order[_tier(best)])]
    kind = min(kinds or [_type(best)], key=SPECIALITY.__getitem__)
    if kind == Type.ARMED_ATTACK:
        kind = min((_type(hit) for hit in hits), key=SPECIALITY.__getitem__)
    named = min((hit for hit in hits if _type(hit) == kind), key=lambda hit: (order[_tier(hit)], hit.first))
    prominent = not answer and (kind == Type.ASSASSINATION or aimed_at_prominent(sentence, hits))
    if kind in (Type.ARMED_ATTACK, Type.OTHER) and not prominent:
        weapons = [label for label in _BY_WEAPON if label in sentence.labels]
        if len(weapons) == 1:
            kind = _BY_WEAPON[weapons[0]]
    elif kind == Type.SHELLING and "weapon.rocket" not in sentence.labels:
        shots = any(hit.label == "act.shooting.strong" for hit in hits)
        if shots or "weapon.gun" in sentence.labels:
            kind = Type.SHOOTING  # "обстреляли из автоматов", "обстреляли машину": Slavic has one word
    sure = (hit.label for hit in hits if _tier(hit) == "strong")
    killing = kind == Type.ARMED_ATTACK and all(label == "act.killing.strong" for label in sure)
    return Mention(
        kind,
        sentence,
        named.first,
        named.last,
        _tier(best),
        answer=answer,
        killing=killing,
        prominent=prominent,
        aimed=named.label.startswith(_AIMED),
    )


def _is_within(hit: Hit, hits: Iterable[Hit]) -> bool:
    """Whether a word is only a part of a surer and longer term: "взорвали" of "взорвали нефтепровод"."""
    return _tier(hit) != "strong" and any(
        _tier(one) == "strong"
        and one.first <= hit.first
        and hit.last <= one.last
        and one.last - one.first > hit.last - hit.first
        for one in hits
    )


_ANSWER_REACH = 4


def _is_answer(sentence: Sentence, hit: Hit) -> bool:
    """Whether an act was done to the attackers: "the gunman was shot dead", "officers shot the attacker"."""
    words, passage = sentence.lexicon, sentence.passage
    auxiliary, pronouns = words.words("auxiliary"), words.words("pronouns")
    first = max(sentence.span.first, hit.first - _ANSWER_REACH)
    people = [one for one in sentence.found("person") if first <= one.first and one.last <= hit.first + 1]
    passive = not auxiliary.isdisjoint(passage.words[first : hit.first + 1])
    nearest = people[-1].label if people else ""
    if passive:
        return nearest == "person.attacker"
    if nearest != "person.force":
        return False
    behind = sentence.words(hit.first + 1, hit.last + 2)
    return not pronouns.isdisjoint(behind) or any(
        hit.first < one.first < hit.last + 3 for one in sentence.found("person.attacker")
    )


def _near(sentence: Sentence, label: str, first: int, last: int, before: int, after: int) -> bool:
    """Whether a term under `label` stands within some words of a range, and in its clause where commas part
    clauses.
    """
    apart = bool(sentence.lexicon.words("clauses_apart"))
    return any(
        first - before <= hit.first
        and hit.last <= last + after
        and not (apart and _parted(sentence, hit, first, last))
        for hit in sentence.found(label)
    )


def _parted(sentence: Sentence, hit: Hit, first: int, last: int) -> bool:
    """Whether a comma or more stands between a term and a range of words."""
    borders = sentence.passage.borders
    return any(borders[hit.last : first + 1]) or any(borders[last : hit.first + 1])


def _is_negated(mention: Mention) -> bool:
    """Whether the act is said not to have happened. In a language whose negation bears on the next word
    alone it must stand right before the act, or among its words.
    """
    sentence, first, last = mention.sentence, mention.first, mention.last
    known = sentence.lexicon.words("no_negation")  # "not" as in "not less than five"
    for hit in sentence.found("mod.negation.next"):
        beside = hit.last == first or first <= hit.first < last
        if beside and not known.intersection(sentence.words(hit.last, hit.last + 1)):
            return True
    wide = "mod.negation.any" if sentence.has("mod.negation.next") else "mod.negation"
    within = any(first <= hit.first < last <= hit.last for hit in sentence.found(wide))
    if within or not _near(sentence, wide, first, last, 4, 1):
        return within
    return not all(spares(hit, sentence) for hit in sentence.found(wide) if hit.last <= first)


def _is_listed(mention: Mention) -> bool:
    """Whether it is one of several kinds in a row, as in talk of violence: "murder, kidnapping and arson"."""
    sentence, links = mention.sentence, mention.sentence.lexicon.words("links")
    for hit in sentence.hits:
        if not hit.label.startswith("act.") or _APART.get(_type(hit), "violence") == mention.family:
            continue
        before = hit.first < mention.first
        gap = sentence.words(*((hit.last, mention.first) if before else (mention.last, hit.first)))
        if len(gap) == 1 and gap[0] in links and not _names_doer(sentence, hit):
            return True
    return False


_OPENING = ("«", '"', "“", "„")  # marks of quotation
_SHORTEST = 5  # letters of a participle in its short form ("убит")


def _is_attribute(mention: Mention) -> bool:
    """Whether the act is only said of somebody who is spoken of for another reason: "the slain senator"."""
    sentence, words = mention.sentence, mention.sentence.lexicon
    word = sentence.passage.words[mention.first]
    declined = tuple(words.words("attributes"))
    if declined and len(word) > _SHORTEST and word.endswith(declined):
        if any(hit.first == mention.first + 1 for hit in sentence.found("weapon")):
            return False  # "керованої авіабомби"
        return sentence.passage.borders[mention.first] == 0  # "отец убитого …", not "…, убитого в …"
    if mention.last - mention.first != 1:
        return False
    if not word.endswith(tuple(words.words("participles"))):
        return False
    before, after = sentence.words(mention.first - 1, mention.first), mention.first + 1
    persons = any(hit.first == after for hit in sentence.found("person"))
    return bool(before) and (
        (before[0] in words.words("articles") and persons) or before[0] in words.words("of")
    )


_MODAL_REACH = 5


def _is_possible(mention: Mention) -> bool:
    """Whether what may come of the act is told: "an attack on the town could unleash a war"."""
    sentence, modal = mention.sentence, mention.sentence.lexicon.words("modal")
    for at in range(mention.last, min(mention.last + _MODAL_REACH, sentence.span.last)):
        if sentence.passage.borders[at]:
            return False
        if sentence.passage.words[at] in modal and not _is_month(sentence, at):
            return sentence.words(at + 1, at + 2) != ["have"]  # "may have killed" tells what was done
    return False


def _is_month(sentence: Sentence, at: int) -> bool:
    """Whether "may" is the month, in a date or with a capital: "the May Day march"."""
    capital = sentence.passage.text[sentence.passage.starts[at]].isupper()
    return sentence.dated(at) or (capital and not sentence.in_title and not sentence.text.isupper())


def _is_title(mention: Mention) -> bool:
    """Whether the act only stands in the title of a work: "книга «Убийство в Праге»"."""
    passage, first = mention.sentence.passage, mention.first
    quoted = passage.text[passage.starts[first] - 1 : passage.starts[first]] in _OPENING
    return quoted and any(hit.last == first for hit in mention.sentence.found("domain.film"))


_PERIOD = timedelta(days=27)


def _is_period(mention: Mention) -> bool:
    """Whether several people were hurt in some weeks or months: "38 were shot between 1 February and 30
    April" is a sum; who was held so long is one hostage.
    """
    lasting = mention.kind in (Type.KIDNAPPING, Type.HIJACKING)
    return not lasting and any(
        one.kind == "span" and one.when.end - one.when.start >= _PERIOD for one in mention.sentence.dates
    )


def _tells_no_more(mention: Mention) -> bool:
    """Whether no harm is told beside the act's own word ("подготовка убийства"), and nobody counted but those
    who were arrested.
    """
    arrested, harms = mention.sentence.has("toll.arrested"), mention.sentence.found("toll")
    return (arrested or not mention.sentence.counts) and all(
        (mention.first <= hit.first and hit.last <= mention.last) or hit.label == "toll.arrested"
        for hit in harms
    )


def _is_false(sentence: Sentence) -> bool:
    """Whether what is told is said not to be true; "after *rumours* that …" only says why it was done."""
    return any(
        not (
            sentence.says("hearsay", hit.first, hit.first + 1)
            and sentence.says("because", hit.first - 1, hit.first)
        )
        for hit in sentence.found("mod.false")
    )


def _is_grave(sentence: Sentence) -> bool:
    """Whether a sentence tells of a harm with its day and place in plain words, as an article on sport or
    film does of a player's murder.
    """
    harmed = sentence.has("toll.killed") or sentence.has("toll.injured") or sentence.has("weapon.gun")
    other = len(sentence.found("domain")) > 1 or sentence.has("status.epoch")
    return bool(harmed and (sentence.dates or sentence.places)) and not other


def _weigh(mention: Mention, reading: Reading, steeped: frozenset[str]) -> None:
    """Set the score: the tier, what speaks for a real single act, and what speaks against it."""
    sentence, first, last = mention.sentence, mention.first, mention.last
    why = mention.why
    why["base"] = BASE[mention.tier]
    grave = _is_grave(sentence)
    signs = {
        "toll": (
            1.0,
            sentence.has("toll.killed") or sentence.has("toll.injured") or sentence.has("toll.abducted"),
        ),
        "count": (0.5, bool(sentence.counts)),
        "weapon": (0.6, sentence.has("weapon")),
        "attacker": (0.6, sentence.has("person.attacker")),
        "victim": (
            0.5,
            sentence.has("person.victim") or sentence.has("person.force") or sentence.has("person.official"),
        ),
        "target": (0.4, sentence.has("target")),
        "day": (0.8, any(date.when.precision == "day" for date in sentence.dates)),
        "new": (0.3, sentence.has("status.new")),
        "place": (0.5, any(place.place.precision != "country" for place in sentence.places)),
        "police": (0.4, sentence.has("cue.police")),
        "title": (0.3, sentence.in_title),
        # against
        "negated": (-2.0, _is_negated(mention)),
        "supposed": (-1.5, _near(sentence, "mod.hypothetical", first, last, 6, 0)),
        "possible": (-1.5, _is_possible(mention)),
        "summary": (-1.5, sentence.has("mod.summary")),
        "habitual": (-2.0, sentence.has("mod.habitual") or _is_period(mention)),
        "listed": (-1.0, _is_listed(mention)),
        "attribute": (-2.0, _is_attribute(mention)),
        "foiled": (-2.0, _near(sentence, "mod.foiled", first, last, 8, 8)),
        "threatened": (
            -1.5,
            mention.kind != Type.THREAT and _near(sentence, "mod.threat", first, last, 6, 0),
        ),
        "legal": (-0.7, sentence.has("status.legal")),
        "report": (-1.2, sentence.has("status.report")),
        "sport": (-2.5, ("sport" in steeped and not grave) or len(sentence.found("domain.sport")) > 1),
        "fiction": (-2.5, "domain.fiction" in sentence.labels or _is_title(mention)),
        "mere": (0.0, _tells_no_more(mention)),
        "film": (-1.0, "domain.film" in sentence.labels),
        "false": (-3.0, _is_false(sentence)),
        "market": (-1.5, "domain.market" in sentence.labels),
        "law": (-1.5, "domain.law" in sentence.labels),
        "drill": (-3.0, "domain.drill" in sentence.labels),
        "travel": (-3.0, "domain.travel" in sentence.labels),
        "animal": (-3.0, "domain.animal" in sentence.labels or "animal" in steeped),
        "metaphor": (-1.0, "domain.metaphor" in sentence.labels),
        "steeped": (-1.5, not grave and bool(steeped & {"sport", "film", "drill", "travel"})),
        "future": (-1.5, any(date.future for date in sentence.dates)),
    }
    why.update({name: weight for name, (weight, holds) in signs.items() if holds})
    mention.score = sum(why.values())


def is_violent(kind: Type) -> bool:
    """Whether a type is one of the contract's violent ones."""
    return kind in VIOLENT
