"""Spot acts: which words of a sentence tell of which kind of act.

It judges one sentence at a time; how surely an act happened is weighed in `weighing`, and what belongs
together is decided by `assemble`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from incidents.extraction.acts.anchors import by_place
from incidents.extraction.acts.domains import domain
from incidents.extraction.acts.mentions import APART, SPECIALITY, Mention, names_doer, tier_of, type_of
from incidents.extraction.acts.prominent import aimed_at_prominent
from incidents.extraction.acts.telling import told
from incidents.extraction.acts.weighing import weigh
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Type

# Acts that are meant for one person or few, so that another name is another act.
_AIMED = ("act.assassination", "act.kidnapping", "act.killing.strong")
_BY_WEAPON = {
    "weapon.bomb": Type.BOMBING,
    "weapon.knife": Type.STABBING,
    "weapon.gun": Type.SHOOTING,
    "weapon.rocket": Type.SHELLING,
}
_LESSER = ("arrest", "protest", "threat", "disaster")  # families beside violence
_LIKE_MISHAPS = (Type.BOMBING, Type.ARSON, Type.ARMED_ATTACK, Type.SABOTAGE)


def find_mentions(reading: Reading) -> list[Mention]:
    """The acts of an article in order of their sentences, each with its score; nothing is left out for
    doubt.
    """
    steeped = domain(reading)
    mentions: list[Mention] = []
    for sentence in reading.sentences:
        families = _by_family(sentence) if sentence.has("act") else []
        odds = told(sentence) if families else None
        for family in families:
            for group in by_place(sentence, family):
                mention = _mention(sentence, group.hits)
                mention.anchor, mention.told = group.place, odds
                weigh(mention, steeped)
                mentions.append(mention)
    return mentions


def _by_family(sentence: Sentence) -> list[list[Hit]]:
    """The act terms of a sentence, parted by family; a family of general words joins a special one."""
    families = _families(sentence)
    if len(families) > 1 and "violence" in families:
        families = _without_those_struck(sentence, families)
    if len(families) < 2:
        return list(families.values())
    sure = {name for name, hits in families.items() if any(tier_of(hit) == "strong" for hit in hits)}
    if sure == {"arrest"} and _is_charged(sentence, families.get("violence", ())):
        return [families["arrest"], families["violence"]]  # "arrested on suspicion of murder"
    if sure:
        families = {name: hits for name, hits in families.items() if name in sure}
    if len(families) > 1 and "violence" in families:
        families = _beside_violence(sentence, families, sure=bool(sure))
    if not sure:
        return [min(families.values(), key=lambda hits: (_is_of_many(sentence, hits), hits[0].first))]
    return list(families.values())


def _is_of_many(sentence: Sentence, hits: Sequence[Hit]) -> bool:
    """Whether an act's words are but the first of a row that names another one: "*убийства* и похищения"."""
    last = hits[-1].last
    if not sentence.says("both", last, last + 1) or any(tier_of(hit) != "generic" for hit in hits):
        return False
    return any(hit.first == last + 1 for hit in sentence.found("act"))


def _families(sentence: Sentence) -> dict[str, list[Hit]]:
    """The act terms of a sentence by family, in the order of their first."""
    families: dict[str, list[Hit]] = {}
    mishaps = sentence.found("act.disaster.strong")
    for hit in sentence.found("act"):
        if _is_of_longer(sentence, hit):
            continue
        covered = mishaps and any(one.first < hit.last and hit.first < one.last for one in mishaps)
        if not (covered and type_of(hit) in _LIKE_MISHAPS) and not _is_no_raid(sentence, hit):
            families.setdefault(APART.get(type_of(hit), "violence"), []).append(hit)
    return families


def _is_of_longer(sentence: Sentence, hit: Hit) -> bool:
    """Whether words for a riot are those of a fight ("gunmen died in *clashes with police*"), or those for a
    fight of a riot ("*gangs fought* in a prison").
    """
    if hit.label.startswith("act.riot"):
        fights = sentence.found("act.clash.strong")
        return any(one.first < hit.first and hit.last <= one.last for one in fights)
    riots = sentence.found("act.riot.strong") if hit.label.startswith("act.clash") else ()
    size = hit.last - hit.first
    return any(one.first < hit.last and hit.first < one.last and one.last - one.first > size for one in riots)


def _without_those_struck(sentence: Sentence, families: Mapping[str, list[Hit]]) -> dict[str, list[Hit]]:
    """The families without those whose words only name whom the violence was done to: "police killed two
    *kidnappers*", "*robbers* were lynched"; who does violence is named for what he does, and so are
    kidnappers beside those whom they held.
    """
    done = [hit for hit in families["violence"] if not names_doer(sentence, hit)]
    struck = done and all(_is_answer(sentence, hit) or _is_of_a_mob(sentence, hit) for hit in done)
    if not struck or sentence.says("freed", sentence.span.first, sentence.span.last):
        return dict(families)
    return {
        name: hits
        for name, hits in families.items()
        if name == "violence" or not all(names_doer(sentence, hit) for hit in hits)
    }


def _is_of_a_mob(sentence: Sentence, hit: Hit) -> bool:
    """Whether a term stands among the words that tell of a mob's killing."""
    cues = sentence.found("cue.lynched")
    return any(one.first <= hit.first < one.last or hit.first <= one.first < hit.last for one in cues)


def _beside_violence(
    sentence: Sentence, families: Mapping[str, list[Hit]], *, sure: bool
) -> dict[str, list[Hit]]:
    """Violence with what is told beside it, without lesser acts; only the others where its words say no more
    than that somebody died of a mishap, or who did it. `sure`: each is told beyond doubt.
    """
    violence = families["violence"]
    others = {name: hits for name, hits in families.items() if name != "violence"}
    killing = all(hit.label.startswith("act.killing") for hit in violence)
    doers = all(names_doer(sentence, hit) for hit in violence)  # "*gunmen* burned down a station"
    if ("disaster" in others and killing) or ("arrest" in others and doers):
        return others
    greater = {name: hits for name, hits in families.items() if name not in _LESSER}
    fallen = "clash" in greater and all(
        hit.label.startswith("act.killing") and _is_answer(sentence, hit)
        for hit in violence
        if not names_doer(sentence, hit)
    )
    if (doers or fallen) and not sure and len(greater) > 1:
        del greater["violence"]  # "ten *rebels were killed* in a clash"
    return greater


def _is_no_raid(sentence: Sentence, hit: Hit) -> bool:
    """Whether what looks like an operation of forces was done to them ("soldiers were killed by rebels"), or
    is what its doers call their attack.
    """
    if hit.label == "act.raid.medium":
        # "the group said that it had carried out the operation", "a Taliban raid"
        return sentence.has("claim.claimed") or _is_by_a_group(sentence, hit)
    if hit.label != "act.raid.strong" or hit.last - hit.first == 1:
        return False
    whom = any(one.last == hit.last for one in sentence.found("person.attacker"))
    if whom and sentence.says("articles", hit.last - 2, hit.last - 1):
        return True  # "soldiers repelled the attack and killed two of *the* terrorists"
    forces = any(one.first <= hit.first < one.last for one in sentence.found("person.force"))
    return forces and (sentence.says("auxiliary", hit.first + 1, hit.last) or _is_of_those_hit(sentence, hit))


def _is_of_those_hit(sentence: Sentence, hit: Hit) -> bool:
    """Whether a headline leaves out that they "were": "five soldiers killed *in* a clash with militants"."""
    harms = [one for one in sentence.found("toll.killed") if hit.first < one.first < hit.last]
    return sentence.in_title and any(
        sentence.says("locative|scene_by|agent", one.first + 1, one.first + 2) for one in harms
    )


def _is_by_a_group(sentence: Sentence, hit: Hit) -> bool:
    """Whether the name of a group or a word for its fighters stands right before an act's word."""
    at, passage = hit.first - 1, sentence.passage
    if passage.borders[hit.first]:
        return False
    return any(sentence.word_at(start) == at for start in sentence.groups) or any(
        one.last == hit.first for one in sentence.found("person.attacker")
    )


_CHARGE_REACH = 3  # words from "accused of" to the act


def _is_charged(sentence: Sentence, hits: Iterable[Hit]) -> bool:
    """Whether acts are told as what somebody is charged with."""
    cues = sentence.found("cue.doer")
    return any(0 <= hit.first - cue.last <= _CHARGE_REACH for cue in cues for hit in hits)


_TIERS = {"strong": 0, "medium": 1, "weak": 2, "generic": 3}


def _mention(sentence: Sentence, hits: Sequence[Hit]) -> Mention:
    """One mention for the act terms of one family: the best tier, then the most special type."""
    hits = [hit for hit in hits if not _is_within(hit, hits)] if len(hits) > 1 else hits
    attacks = [hit for hit in hits if not _is_answer(sentence, hit)]
    answer = not attacks
    hits = _naming(sentence, attacks or hits)
    best = min(hits, key=lambda hit: (_TIERS[tier_of(hit)], SPECIALITY[type_of(hit)], hit.first))
    kind = _kind(hits, tier_of(best))
    named = min(
        (hit for hit in hits if type_of(hit) == kind), key=lambda hit: (_TIERS[tier_of(hit)], hit.first)
    )
    prominent = not answer and (kind == Type.ASSASSINATION or aimed_at_prominent(sentence, hits))
    kind = _by_means(sentence, hits, kind, prominent=prominent)
    sure = (hit.label for hit in hits if tier_of(hit) == "strong")
    killing = kind == Type.ARMED_ATTACK and all(label == "act.killing.strong" for label in sure)
    return Mention(
        kind,
        sentence,
        named.first,
        named.last,
        tier_of(best),
        answer=answer,
        killing=killing,
        prominent=prominent,
        aimed=named.label.startswith(_AIMED),
        assault=kind == Type.ARMED_ATTACK and any(_is_assault(sentence, hit) for hit in hits),
    )


def _naming(sentence: Sentence, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Without the terms that only say who did it, if others tell what he did: "assassinated by gunmen" is an
    assassination, "gunmen attacked a village" an attack.
    """
    told = [hit for hit in hits if type_of(hit) == Type.SUICIDE_BOMBING or not names_doer(sentence, hit)]
    named = any(type_of(hit) != Type.ARMED_ATTACK or _is_assault(sentence, hit) for hit in told)
    return told if named else hits


def _kind(hits: Sequence[Hit], tier: str) -> Type:
    """The most special type of those told as surely as the best, of tier `tier`, or nearly so; the most
    special of all where that is an attack by whatever means.
    """
    surely = [hit for hit in hits if not _holds_surer(hit, hits)] or hits
    nearly = [type_of(hit) for hit in surely if _TIERS[tier_of(hit)] <= max(1, _TIERS[tier])]
    kind = min(nearly, key=SPECIALITY.__getitem__)
    return min(map(type_of, hits), key=SPECIALITY.__getitem__) if kind == Type.ARMED_ATTACK else kind


def _by_means(sentence: Sentence, hits: Sequence[Hit], kind: Type, *, prominent: bool) -> Type:
    """The type that the weapon in the sentence makes of one that says nothing of means."""
    if kind in (Type.ARMED_ATTACK, Type.OTHER) and not prominent:
        weapons = [label for label in _BY_WEAPON if label in sentence.labels]
        return _BY_WEAPON[weapons[0]] if len(weapons) == 1 else kind
    if kind == Type.SHELLING and "weapon.rocket" not in sentence.labels:
        shots = any(hit.label == "act.shooting.strong" for hit in hits)
        if shots or "weapon.gun" in sentence.labels:
            return Type.SHOOTING  # "обстреляли из автоматов", "обстреляли машину": Slavic has one word
    return kind


def _is_assault(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is told as an attack by whatever means; an ambush or massacre is named by its shots."""
    attack = hit.label.startswith("act.armed_attack") and tier_of(hit) != "generic"
    return attack and not sentence.says("of_any_kind", hit.first, hit.last)


def _is_within(hit: Hit, hits: Iterable[Hit]) -> bool:
    """Whether a word is only a part of a surer and longer term: "взорвали" of "взорвали нефтепровод"."""
    return tier_of(hit) != "strong" and any(
        tier_of(one) == "strong"
        and one.first <= hit.first
        and hit.last <= one.last
        and one.last - one.first > hit.last - hit.first
        for one in hits
    )


def _holds_surer(hit: Hit, hits: Iterable[Hit]) -> bool:
    """Whether a surer term of another type stands among its words: "killed in a *missile strike*"."""
    return tier_of(hit) != "strong" and any(
        tier_of(one) == "strong"
        and type_of(one) != type_of(hit)
        and hit.first < one.first
        and one.last <= hit.last
        for one in hits
    )


_ANSWER_REACH = 4


def _is_answer(sentence: Sentence, hit: Hit) -> bool:
    """Whether an act was done to the attackers: "the gunman was shot dead", "officers shot the attacker",
    "нападавшего застрелили".
    """
    words, passage = sentence.lexicon, sentence.passage
    ends, whom = words.endings("impersonal"), words.endings("accusatives")
    if ends and passage.words[hit.first].endswith(ends):
        before = (one for one in sentence.found("person.attacker") if one.last == hit.first)
        if any(passage.words[one.first].endswith(whom) for one in before):
            return True
    auxiliary, pronouns = words.words("auxiliary"), words.words("pronouns")
    first = max(sentence.span.first, hit.first - _ANSWER_REACH)
    people = [one for one in sentence.found("person") if first <= one.first and one.last <= hit.first + 1]
    nearest = people[-1].label if people else ""
    since = max(first, people[-1].last) if people else first  # not "a man was hurt when gunmen fired"
    passive = not auxiliary.isdisjoint(passage.words[since : hit.first + 1])
    if passive:
        return nearest == "person.attacker"
    if nearest != "person.force":
        return False
    behind = sentence.words(hit.first + 1, hit.last + 2)
    return not pronouns.isdisjoint(behind) or any(
        hit.first < one.first < hit.last + 3 for one in sentence.found("person.attacker")
    )
