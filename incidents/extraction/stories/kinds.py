"""Which kind of act a story is of, by all that its mentions tell of weapons, means and who did it."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.acts.mentions import SPECIALITY, Mention
from incidents.extraction.reading import Sentence
from incidents.incident import Type

_NEARLY = 0.8  # of the greatest weight
_ASIDE = (Type.ARSON, Type.ROBBERY)  # done on the way, where somebody was attacked
_WITH_ONE_WEAPON = (Type.SHOOTING, Type.STABBING, Type.BOMBING)
_BY_WEAPON = (Type.SHOOTING, Type.STABBING)
_BY_FORCES = (Type.SHOOTING, Type.ARMED_ATTACK)
_IN_A_RIOT = (Type.SHOOTING, Type.ARMED_ATTACK, Type.ARSON)
_BY_HAND = (Type.SHOOTING, Type.STABBING, Type.ARMED_ATTACK)
_TO_SEIZE = (
    Type.BOMBING,
    Type.SHOOTING,
    Type.ARMED_ATTACK,
)  # with which a train may be taken
_ON_THE_WAY = (*_BY_HAND, Type.VEHICLE_ATTACK, Type.BOMBING, Type.HIJACKING)  # of robbers


def kind_of(mentions: Sequence[Mention]) -> Type:
    """The most special of the types with nearly the most weight, a general one only where there is no
    other; the special form of it where they tell of one.
    """
    weight: dict[Type, float] = {}
    leading = _leading(mentions)
    assault = any(one.assault and one.sentence.lead for one in mentions)
    by_the_way = _is_by_the_way(mentions)
    mentions = [one for one in mentions if not _was_shot_there(one)] or mentions
    for mention in [one for one in mentions if not one.answer] or mentions:
        aside = mention.kind in _ASIDE and mention.family != mentions[0].family
        aside = aside or (by_the_way and mention.kind is Type.KIDNAPPING)
        noise = assault and mention.kind == Type.SHOOTING and mention.tier != "strong"
        general = mention.kind == Type.ARMED_ATTACK
        strength = mention.score * (0.3 if general or aside or noise else 1.0)
        weight[mention.kind] = weight.get(mention.kind, 0.0) + strength * (
            1.5 if mention.sentence.lead else 1.0
        )
    most = max(weight.values())
    nearly = [kind for kind in weight if weight[kind] >= _NEARLY * most]
    kind = _finer(mentions, leading, min(nearly, key=SPECIALITY.__getitem__), by_the_way=by_the_way)
    aimed = any(one.prominent for one in leading)
    aimed = aimed or any(one.prominent and one.kind == Type.ASSASSINATION for one in mentions)
    return Type.ASSASSINATION if aimed and kind in _BY_HAND else kind


def _leading(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with which an act is first told: those of the article's lead, else of its own first
    paragraph.
    """
    first = mentions[0].sentence.span.paragraph
    return [one for one in mentions if one.sentence.lead] or [
        one for one in mentions if one.sentence.span.paragraph == first
    ]


def _finer(mentions: Sequence[Mention], leading: Sequence[Mention], kind: Type, *, by_the_way: bool) -> Type:
    """The special form of a kind where the story tells of it: a suicide bombing is a bombing, and what is
    called shelling ("обстрел", "удар") without rocket or gun was done with what another sentence says;
    `by_the_way`: that some were taken, too.
    """
    told = {mention.kind: mention for mention in mentions if mention.tier == "strong"}
    if kind == Type.ARSON and any(one.sentence.has("weapon.aircraft") for one in mentions):
        return Type.AIRSTRIKE  # "drones set a refinery ablaze"
    seized = kind == Type.KIDNAPPING or (kind in _TO_SEIZE and _is_headed(mentions, Type.HIJACKING))
    if Type.HIJACKING in told and seized:
        return Type.HIJACKING
    if kind in _BY_FORCES and any(_is_of_forces(one) for one in mentions):
        return Type.RAID  # "gunned down in an encounter with security forces"
    if kind in _IN_A_RIOT and any(
        one.sentence.lead and one.sentence.has("act.riot.strong") for one in mentions
    ):
        return Type.RIOT  # "five people died and the town hall was burned in riots"
    wholes = (Type.KIDNAPPING,) if Type.AIRSTRIKE in told else (Type.KIDNAPPING, Type.RAID)
    for whole in wholes:
        if whole is Type.KIDNAPPING and by_the_way:
            continue
        if whole in told and (kind not in told or told[whole].sentence is mentions[0].sentence):
            return whole  # "gunmen attacked a school, abducting 25", "shot dead in an operation"
    if kind == Type.ARMED_ATTACK and Type.SHOOTING in told and not any(one.assault for one in leading):
        return Type.SHOOTING  # "rebels ambushed a bus … opened fire on it"
    if kind == Type.VEHICLE_ATTACK and any(_is_loaded(one) for one in mentions):
        kind = Type.BOMBING  # "drove an explosives-laden car into a bus"
    if kind == Type.BOMBING and (
        Type.SUICIDE_BOMBING in told or any(one.sentence.has("person.bomber") for one in leading)
    ):
        return Type.SUICIDE_BOMBING
    robbed = any(one.sentence.has("cue.robbery") and not one.answer for one in leading)
    if kind in _ON_THE_WAY and robbed:
        return Type.ROBBERY
    if kind in _WITH_ONE_WEAPON and any(one.mixed for one in mentions):
        return Type.ARMED_ATTACK
    if kind in (*_BY_WEAPON, Type.ARSON) and len(_means(mentions)) > 1:
        return Type.ARMED_ATTACK  # "beheaded two … fired on a post", "shot a guard … set fire to huts"
    if kind == Type.BOMBING and Type.ARSON in told and not any(_is_bomb(one) for one in mentions):
        return Type.ARSON
    if kind == Type.BOMBING and any(_is_sabotage(mention) for mention in mentions):
        return Type.SABOTAGE
    if kind != Type.SHELLING or any(one.sentence.has("weapon.rocket") for one in mentions):
        return kind
    if Type.AIRSTRIKE in told and told[Type.AIRSTRIKE].sentence.has("weapon.aircraft"):
        return Type.AIRSTRIKE
    shot = told.get(Type.SHOOTING)
    if shot is not None and (shot.sentence.has("weapon.gun") or shot.sentence.has("person.attacker")):
        return Type.SHOOTING  # "обстрелян пост", on which unknown men opened fire
    return kind


def _is_by_the_way(mentions: Sequence[Mention]) -> bool:
    """Whether only the text below a first paragraph that tells of dead says that some were taken, too."""
    taken = [one for one in mentions if one.kind is Type.KIDNAPPING]
    if not taken or any(one.sentence.in_title for one in taken):
        return False
    first = min(one.sentence.span.paragraph for one in mentions if not one.sentence.in_title)
    opening = [one for one in mentions if not one.sentence.in_title and one.sentence.span.paragraph == first]
    if any(one.kind is Type.KIDNAPPING for one in opening):
        return False
    return any(one.sentence.has("toll.killed") for one in opening)


_THERE = 12  # words from "took" to the shots
_THEM = 2  # words before the shots among which others than those taken would stand


def _was_shot_there(mention: Mention) -> bool:
    """Whether who was taken off a vehicle was killed there, and nobody kidnapped: "took nine people off a bus
    and shot *them* dead", "dragged from a bus and shot dead".
    """
    sentence = mention.sentence
    if mention.kind is not Type.KIDNAPPING or sentence.has("cue.active"):
        return False  # "abducted from a bus and killed"
    killed = next((hit for hit in sentence.found("toll.killed") if hit.first >= mention.last), None)
    if killed is None or killed.first - mention.last > _THERE:
        return False
    if not all(sentence.says(words, mention.first, killed.first) for words in ("vehicles", "both")):
        return False
    beside = range(killed.first - _THEM, killed.last + 2)
    others = [sentence.word_at(count.start) for count in sentence.counts]
    others += [hit.first for hit in sentence.found("person")]
    return not any(at in beside for at in others)


def _is_headed(mentions: Sequence[Mention], kind: Type) -> bool:
    """Whether the headline tells it as an act of this kind alone, and of no dead."""
    heads = [one for one in mentions if one.sentence.in_title]
    return bool(heads) and all(one.kind == kind and not one.sentence.has("toll.killed") for one in heads)


def _is_loaded(mention: Mention) -> bool:
    """Whether a vehicle that was driven at somebody carried a bomb."""
    near = range(mention.first, mention.last + 1)
    return mention.kind == Type.VEHICLE_ATTACK and any(
        hit.first in near for hit in mention.sentence.found("weapon.bomb")
    )


def _means(mentions: Sequence[Mention]) -> set[Type]:
    """The ways in which attackers, or a group, went about it: shots, blades, fire."""
    told = [one for one in mentions if not one.answer]
    if not any(one.sentence.has("person.attacker") or one.sentence.names_group for one in told):
        return set()
    found = {one.kind for one in told if one.kind in _BY_WEAPON and one.tier == "strong"}
    burned = any(_is_burned(one.sentence) for one in told)
    return found | {Type.ARSON} if burned else found


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
