"""Whether a story is worth weighing at all: something was done, by somebody, on purpose."""

from __future__ import annotations

from incidents.extraction.acts.mentions import Mention, type_of
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import Story
from incidents.incident import Type

WEIGHED = 2.0  # the least score of a story that may open an incident
_RECALLED = 1.5  # of one that is recalled with its town and time


def may_open(story: Story, reading: Reading, *, recalled: bool) -> bool:
    """Whether a story is worth weighing: some sign of a real act, and not only talk of many, or of deaths
    that nobody is said to have caused, or of an accident, as which the title may tell it; `recalled`: it is
    told as history.
    """
    real = any(not (mention.generic or mention.vetoed) for mention in story.mentions)
    if not (real and story.score >= WEIGHED) and not (recalled and _is_known(story)):
        return False
    if _causeless(story) or _is_mishap(story):
        return False
    return not (_is_left_behind(story, reading) or _is_announced_mishap(story, reading))


_CHARGED = ("cue.doer", "claim.suspected", "claim.blamed", "status.trial")


def _is_known(story: Story) -> bool:
    """Whether words for acts in general, or a law or novel that speaks of them, mean those of a town and a
    time, which both are told: "the attacks of 2015 in Paris"; a year's "murders" of nobody are a count, if
    nobody is charged with them.
    """
    if story.when is None or not any(one.place.precision == "place" for one in story.places):
        return False
    acts, year = story.mentions, story.when.precision == "year"
    year = year and not any(act.sentence.has_any(*_CHARGED) for act in acts)
    if year and all(act.killing and "victim" not in act.why for act in acts):
        return False
    unreal = any(act.vetoed if year else act.unreal for act in acts)
    return max(act.as_history for act in acts) >= _RECALLED and not unreal


_CAUSES = ("weapon", "person.attacker", "claim", "actor", "toll.shot", "cue.by_force", "status.legal")


def _causeless(story: Story) -> bool:
    """Whether all that is told is that somebody was killed: by cold, on the road, by an elephant."""
    for mention in story.mentions:
        mere = mention.sentence.lexicon.words("mere_death")
        if any(word not in mere for word in mention.sentence.words(mention.first, mention.last)[:1]):
            return False
        if _names_both(mention):
            return False
    told = [*story.sentences, *(mention.sentence for mention in story.mentions)]
    if any(sentence.names_group for sentence in told):
        return False
    return not any(sentence.has_any(*_CAUSES) for sentence in told) and not any(
        hit.label.startswith("act.") and not hit.label.startswith(("act.killing.medium", "act.disaster"))
        for sentence in told
        for hit in sentence.hits
    )


_WHOM_REACH = 3


def _names_both(mention: Mention) -> bool:
    """Whether somebody stands right before "killed", and right behind it whom he killed: "soldiers killed
    five farmers", but not "soldiers killed in a crash".
    """
    sentence, last = mention.sentence, mention.last
    people = sentence.found("person")
    starts = [sentence.word_at(count.start) for count in sentence.counts]
    counted = last in starts
    return any(hit.last == mention.first for hit in people) and (
        counted or any(last <= hit.first < last + _WHOM_REACH for hit in people)
    )


_MEANT = (
    *("weapon.bomb", "weapon.gun", "weapon.knife", "person.attacker", "claim.claimed", "claim.blamed"),
    *("toll.shot", "act.arrest"),
)


def _is_mishap(story: Story) -> bool:
    """Whether the cause of an accident is named (brakes, leaking gas), and neither a bomb nor anybody who did
    it; a blast of no bomb, and a vehicle that hit people, were no attack where they are told with what goes
    off by itself or with a crash, and nothing says that it was done on purpose.
    """
    told = [*story.sentences, *(mention.sentence for mention in story.mentions)]
    vague = all(mention.tier != "strong" for mention in story.mentions)
    caused = any(_names_cause(sentence, "cue.accident") for sentence in told)
    if vague and caused and not any(sentence.has_any(*_MEANT) for sentence in told):
        return True
    if _by_itself(story):
        return True
    if any(sentence.has_any(*_ON_PURPOSE) for sentence in told):
        return False
    if all(_is_mere_blast(mention) for mention in story.mentions):
        return caused or any(_names_cause(sentence, "cause.bursts") for sentence in told)
    by_vehicle = all(mention.kind is Type.VEHICLE_ATTACK for mention in story.mentions if not mention.killing)
    return by_vehicle and any(_names_cause(sentence, "cause.crash") for sentence in told)


def _is_announced_mishap(story: Story, reading: Reading) -> bool:
    """Whether the title tells only a blast, with what goes off by itself, and the story begins with a mere
    blast, whatever neighbours thought or feared.
    """
    first = story.mentions[0]
    title = [one for one in reading.sentences if one.in_title and one.has("act")]
    acts = [hit for one in title for hit in one.found("act")]
    if not any(_names_cause(one, "cause.bursts") for one in title) or not _is_mere_blast(first):
        return False
    if any(type_of(hit) not in (Type.BOMBING, Type.DISASTER, Type.ARMED_ATTACK) for hit in acts):
        return False
    done = any(one.sentence.has(sign) for one in story.mentions for sign in _DONE)
    return not done and not any(one.has(sign) for one in (*title, first.sentence) for sign in _ON_PURPOSE)


_DONE = ("weapon.bomb", "person.attacker", "claim.claimed", "claim.blamed")
_ON_PURPOSE = (
    *("weapon.bomb", "weapon.gun", "weapon.knife", "weapon.rocket", "weapon.aircraft", "cause.meant"),
    *("person.attacker", "claim.claimed", "toll.shot"),
)


def _by_itself(story: Story) -> bool:
    """Whether the acts' own sentences say that nature or a beast did it, that gas burst, or, where only
    deaths are told, that something overturned or sank; what others say in the article, who "thought of a
    rocket", does not count.
    """
    sentences = [mention.sentence for mention in story.mentions]
    if not any(sentence.has_any(*_BY_ITSELF) for sentence in sentences):
        return False
    if any(sentence.has_any(*_BY_MAN) for sentence in sentences):
        return False
    causes = ["cause.nature"]
    meant = any(sentence.has("cause.meant") for sentence in sentences)
    if all(mention.killing or _is_mere_ramming(mention) for mention in story.mentions) and not meant:
        causes.append("cause.wreck")
    blasts = all(_is_mere_blast(mention) for mention in story.mentions)
    if blasts and not any(sentence.has_any(*_ON_PURPOSE) for sentence in sentences):
        causes.append("cause.bursts")
    caused = [any(_names_cause(sentence, cause) for cause in causes) for sentence in sentences]
    text = [holds for holds, one in zip(caused, sentences, strict=True) if not one.in_title]
    return any(caused) and all(text or caused)


_BLASTS = (Type.BOMBING, Type.SHELLING, Type.SABOTAGE, Type.ARMED_ATTACK, Type.SHOOTING, Type.CLASH)
_BY_HAND = ("person.attacker", "claim.claimed", "claim.blamed", "cause.laid", "toll.shot")


def _is_left_behind(story: Story, reading: Reading) -> bool:
    """Whether what a war left behind went off, or what was meant for training or a display, as the title or
    the first of the acts' sentences says, and none that somebody laid or threw it.
    """
    sentences = [mention.sentence for mention in story.mentions]
    opening = [one for one in reading.sentences if one.in_title]
    opening += [one for one in sentences if not one.in_title][:1]
    if not any(_names_cause(one, "cause.remnant") for one in opening):
        return False
    blasts = all(mention.kind in _BLASTS for mention in story.mentions)
    return blasts and not any(sentence.has_any(*_BY_HAND) for sentence in sentences)


def _is_mere_ramming(mention: Mention) -> bool:
    """Whether no more is told than that a vehicle hit somebody or something."""
    return mention.kind is Type.VEHICLE_ATTACK and mention.tier != "strong"


_BY_ITSELF = ("cause.nature", "cause.wreck", "cause.bursts")
# Signs of somebody's hand, also where nature "attacks", a plane falls, and hail bears a rocket's name.
_BY_MAN = (
    *("weapon.bomb", "weapon.gun", "weapon.knife"),
    *("person.attacker", "claim.claimed", "toll.shot"),
)


def _is_mere_blast(mention: Mention) -> bool:
    """Whether no more is told than that something exploded or that somebody was killed."""
    told = mention.sentence.says("mere_blast", mention.first, mention.last)
    return mention.killing or (mention.kind in (Type.BOMBING, Type.SABOTAGE) and told)


_DENIED = 4  # words from a negation to the cause that it denies


def _names_cause(sentence: Sentence, label: str) -> bool:
    """Whether the cause of an accident is named, and not denied: "it wasn't an accident"."""
    if not sentence.has(label):
        return False
    denied = [hit.last for hit in sentence.found("mod.negation")]
    return any(not any(0 <= hit.first - last <= _DENIED for last in denied) for hit in sentence.found(label))
