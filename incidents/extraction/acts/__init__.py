"""Spot acts: which words of a sentence tell of which kind of act.

It judges one sentence at a time; how surely an act happened is weighed in `weighing`, and what belongs
together is decided by `assemble`.
"""

from __future__ import annotations

from collections.abc import Iterable

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
                weigh(mention, steeped)
                mentions.append(mention)
    return mentions


def _by_family(sentence: Sentence) -> list[list[Hit]]:
    """The act terms of a sentence, parted by family; a family of general words joins a special one."""
    groups: dict[str, list[Hit]] = {}
    mishaps = sentence.found("act.disaster.strong")
    for hit in sentence.found("act"):
        covered = any(one.first < hit.last and hit.first < one.last for one in mishaps)
        if not (covered and type_of(hit) in _LIKE_MISHAPS) and not _is_no_raid(sentence, hit):
            groups.setdefault(APART.get(type_of(hit), "violence"), []).append(hit)
    if len(groups) > 1:
        strong = {name for name, hits in groups.items() if any(tier_of(hit) == "strong" for hit in hits)}
        if strong == {"arrest"} and _is_charged(sentence, groups.get("violence", ())):
            return [groups["arrest"], groups["violence"]]  # "arrested on suspicion of murder"
        groups = {name: hits for name, hits in groups.items() if name in strong} or groups
    if len(groups) > 1 and "violence" in groups:
        violence = groups["violence"]
        killing = all(hit.label.startswith("act.killing") for hit in violence)
        doers = _are_doers(sentence, violence)
        if ("disaster" in groups and killing) or ("arrest" in groups and doers):
            del groups["violence"]
        else:
            for minor in ("arrest", "protest", "threat", "disaster"):
                groups.pop(minor, None)
    if len(groups) > 1 and all(tier_of(hit) != "strong" for hits in groups.values() for hit in hits):
        if _are_doers(sentence, groups.get("violence", [])):
            groups.pop("violence", None)
        first = min(groups, key=lambda name: groups[name][0].first)
        groups = {first: groups[first]}
    return list(groups.values())


def _are_doers(sentence: Sentence, hits: Iterable[Hit]) -> bool:
    """Whether all of some terms only say who did it: "*gunmen* burned down a station"."""
    return all(names_doer(sentence, hit) for hit in hits)


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
    return forces and sentence.says("auxiliary", hit.first + 1, hit.last)


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


def _mention(sentence: Sentence, hits: list[Hit]) -> Mention:
    """One mention for the act terms of one family: the best tier, then the most special type."""
    order = {"strong": 0, "medium": 1, "weak": 2, "generic": 3}
    hits = [hit for hit in hits if not _is_within(hit, hits)]
    attacks = [hit for hit in hits if not _is_answer(sentence, hit)]
    answer = not attacks
    hits = attacks or hits
    told = [hit for hit in hits if type_of(hit) == Type.SUICIDE_BOMBING or not names_doer(sentence, hit)]
    if any(type_of(hit) != Type.ARMED_ATTACK or _is_assault(sentence, hit) for hit in told):
        hits = told  # "assassinated by gunmen" is an assassination, "gunmen attacked a village" an attack
    best = min(hits, key=lambda hit: (order[tier_of(hit)], SPECIALITY[type_of(hit)], hit.first))
    kinds = [type_of(hit) for hit in hits if order[tier_of(hit)] <= max(1, order[tier_of(best)])]
    kind = min(kinds or [type_of(best)], key=SPECIALITY.__getitem__)
    if kind == Type.ARMED_ATTACK:
        kind = min((type_of(hit) for hit in hits), key=SPECIALITY.__getitem__)
    named = min(
        (hit for hit in hits if type_of(hit) == kind), key=lambda hit: (order[tier_of(hit)], hit.first)
    )
    prominent = not answer and (kind == Type.ASSASSINATION or aimed_at_prominent(sentence, hits))
    if kind in (Type.ARMED_ATTACK, Type.OTHER) and not prominent:
        weapons = [label for label in _BY_WEAPON if label in sentence.labels]
        if len(weapons) == 1:
            kind = _BY_WEAPON[weapons[0]]
    elif kind == Type.SHELLING and "weapon.rocket" not in sentence.labels:
        shots = any(hit.label == "act.shooting.strong" for hit in hits)
        if shots or "weapon.gun" in sentence.labels:
            kind = Type.SHOOTING  # "обстреляли из автоматов", "обстреляли машину": Slavic has one word
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


_ANSWER_REACH = 4


def _is_answer(sentence: Sentence, hit: Hit) -> bool:
    """Whether an act was done to the attackers: "the gunman was shot dead", "officers shot the attacker",
    "нападавшего застрелили".
    """
    words, passage = sentence.lexicon, sentence.passage
    ends, whom = tuple(words.words("impersonal")), tuple(words.words("accusatives"))
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
