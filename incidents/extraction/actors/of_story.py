"""Who did what a story tells, by all of its sentences: the groups named in them, or the one group that the
article names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import attrgetter

from incidents.extraction.actors.attribution import (
    Said,
    attribute,
    claimed_by_kind,
    merge,
    told_by_kind,
    words_of,
)
from incidents.extraction.actors.doers import is_source, negated, unclaimed
from incidents.extraction.actors.namings import Naming, sure_groups
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.reading import Sentence
from incidents.extraction.stories import Story
from incidents.extraction.words.lexicon import Hit
from incidents.incident import AttributionBasis, Type, Where

_BOTH_SIDES = (Type.RAID, Type.CLASH, Type.AIRSTRIKE, Type.SHELLING)
_ATTACKERS = ("person.attacker", "person.bomber")
_BEFELL = ("toll.killed", "toll.abducted")
_START = attrgetter("start")
_STRUCK = 6  # words from an act to the attackers whom it hit


def attributions(
    story: Story, namings: Mapping[Where, Sequence[Naming]], claims: Sequence[Sentence] = ()
) -> list[Said]:
    """What the story's own sentences, and those that speak of it apart (`claims`), say about who did it."""
    signs = frozenset(group for found in namings.values() for group in sure_groups(found))
    acts = {mention.sentence.index: mention for mention in story.mentions}
    said: list[Said] = []
    for sentence in (*story.sentences, *claims):
        inside = _within(sentence, namings[sentence.passage.where])
        mention = acts.get(sentence.index)
        if (not inside and not sentence.has("claim") and not mention) or _tells_of_many(sentence):
            continue
        if _is_mourned(sentence, story):
            continue
        act = _deed(mention) if mention and not mention.vetoed else None
        found = attribute(sentence, inside, act=act, signs=signs)
        if not found and story.kind is Type.KIDNAPPING and (held := _captivity(sentence)):
            found = attribute(sentence, inside, act=held, signs=signs)
        if found and mention and story.kind not in _BOTH_SIDES:
            named, bases = {naming.group for naming in inside}, _no_bases(mention)
            found = [
                one for one in found if one.attribution.group in named or one.attribution.basis not in bases
            ]
        said.extend(found)
    return merge(said) or _resolved(story, signs - _sources(story, namings))


def _within(sentence: Sentence, namings: Sequence[Naming]) -> Sequence[Naming]:
    """The namings that start in a sentence; they are in the order of the text."""
    if not namings:
        return ()
    first = bisect_left(namings, sentence.span.start, key=_START)
    return namings[first : bisect_left(namings, sentence.span.end, first, key=_START)]


def _deed(mention: Mention) -> Hit | None:
    """The words for what was done: those of the mention, or of a killing where they name only the means
    ("killed nine people with *machetes*").
    """
    days = mention.sentence.dates
    if days and all(day.when.precision == "year" and mention.sentence.is_since(day) for day in days):
        return None  # "the army has fought the rebels since 2012" is a state
    acts = mention.sentence.found("act")
    named = next((hit for hit in acts if hit.first == mention.first), None)
    if named is None or not named.label.endswith(".weak"):
        return named
    return next((hit for hit in acts if hit.label.startswith("act.killing")), named)


_FATE = 3  # words from "one of its members" to what befell him


def _is_mourned(sentence: Sentence, story: Story) -> bool:
    """Whether a group says no more than that somebody who was killed or taken is one of its members: "troops
    shot dead a man; Hamas said he was *one of its members*", "said *one of its fighters was killed*".
    """
    cues = sentence.found_any("claim.claimed", "claim.avowed")
    if not cues or not all(cue.label.endswith(".member") for cue in cues):
        return False
    harm = sentence.found_any(*_BEFELL)
    if any(0 <= hit.first - cue.last <= _FATE for cue in cues for hit in harm):
        return True
    attackers = any(
        not cue.first <= hit.first < cue.last
        for cue in cues
        for hit in sentence.found_any(*_ATTACKERS, "act")
    )
    return not attackers and _befell_one(story)


def _befell_one(story: Story) -> bool:
    """Whether a story tells of one person killed or taken, and of nobody else whom it befell."""
    told = [mention.sentence for mention in story.mentions]
    many = any((count.toll.best or 0) > 1 for sentence in told for count in sentence.counts)
    others = any(sentence.has_any("person.bomber", "toll.injured", "weapon.vehicle") for sentence in told)
    return not (many or others) and any(sentence.has_any(*_BEFELL) for sentence in told)


def _captivity(sentence: Sentence) -> Hit | None:
    """The words for the state of who was kidnapped: "they are *held by*", "the rebels *are holding* them"."""
    return next((hit for hit in sentence.found("cue.captive") if not negated(sentence, hit)), None)


def _tells_of_many(sentence: Sentence) -> bool:
    """Whether a sentence tells only of acts in general: "most *attacks* of this kind are blamed on …",
    "*violence* by the group has killed hundreds".
    """
    acts = [hit for hit in sentence.found("act") if not hit.label.startswith("act.killing")]
    many = {(hit.first, hit.last) for hit in acts if hit.label.endswith(".generic")}
    if not acts or not all((hit.first, hit.last) in many for hit in acts):
        return False
    if any(not sentence.is_since(day) for day in sentence.dates):
        return False
    definite = any(sentence.says("articles", hit.first - 2, hit.first) for hit in acts)
    return not definite and not sentence.says("all_of_them", sentence.span.first, sentence.span.last)


def _no_bases(mention: Mention) -> tuple[AttributionBasis, ...]:
    """On what bases forces that an act is told of with did not do it: any, where it hit the attackers."""
    if _strikes_back(mention):
        return ("stated", "claimed")
    return ("claimed",) if _is_known(mention) else ()


def _strikes_back(mention: Mention) -> bool:
    """Whether an act hit the attackers: "the army said that it had killed thirty of *the attackers*"."""
    behind = range(mention.last, mention.last + _STRUCK)
    struck = (hit for label in _ATTACKERS for hit in mention.sentence.found(label))
    return mention.answer or any(hit.first in behind for hit in struck)


def _is_known(mention: Mention) -> bool:
    """Whether an act is only what something else is done about: "it was hunting *the attackers*", "it had
    warned villagers *of the attack*"; not where it is claimed in so many words.
    """
    sentence, first = mention.sentence, mention.first
    if sentence.has("claim.claimed"):
        return False
    doers = any(hit.first <= first < hit.last for hit in sentence.found("person.attacker"))
    beside = sentence.says("oblique", first - 2, first) and sentence.says("articles", first - 1, first)
    return doers or beside


def _sources(story: Story, namings: Mapping[Where, Sequence[Naming]]) -> frozenset[str]:
    """The groups that a story names only as those who tell of it."""
    named: dict[str, bool] = {}
    for sentence in story.sentences:
        for naming in _within(sentence, namings[sentence.passage.where]):
            told = is_source(sentence, *words_of(sentence, naming))
            named[naming.group] = named.get(naming.group, True) and told
    return frozenset(group for group, told in named.items() if told)


def _resolved(story: Story, signs: frozenset[str]) -> list[Said]:
    """Who "the rebels" are that did it, where the article names one armed group alone, and does not say that
    nobody has claimed it.
    """
    if len(signs) != 1 or any(unclaimed(sentence) for sentence in story.sentences):
        return []
    group = next(iter(signs))
    said = [claimed_by_kind(sentence, group) for sentence in story.sentences]
    said += [told_by_kind(one.sentence, one.first, one.last, group) for one in story.mentions]
    return [one for one in said if one is not None][:1]
