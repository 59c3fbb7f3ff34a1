"""Acts that a paragraph tells only by their means and the harm: "Chasiv Yar. Artillery from across the canal
reached a bakery. Two women were wounded."

A lexicon of verbs cannot hold all that shells and drones do. Where an article tells several acts, and a
paragraph with a setting of its own tells no act in words of one, a weapon beside the hurt or the dead is one.
It judges one paragraph; which of them have a setting of their own is known by `stories`.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.acts.domains import domain
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.acts.telling import told
from incidents.extraction.acts.weighing import TOLL, weigh
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Type

_MEANS = {
    "weapon.rocket": Type.SHELLING,
    "weapon.aircraft": Type.AIRSTRIKE,
    "weapon.bomb": Type.BOMBING,
    "weapon.gun": Type.SHOOTING,
    "weapon.knife": Type.STABBING,
}
_HARM = ("toll.killed", "toll.injured")
_REACH = 1  # sentences from the weapon to the harm
# What says that the weapon was found, tried or remembered, or that the harm came otherwise.
_OTHERWISE = (
    *("act.arrest.strong", "toll.arrested", "status.trial", "status.history"),
    *("status.anniversary", "status.report", "domain", "cue.accident", "act.disaster"),
    *("cause.nature", "cause.wreck", "cause.bursts", "cause.crash", "cause.remnant"),
)


def implied(paragraph: Sequence[Sentence], reading: Reading) -> Mention | None:
    """The act that a paragraph tells by a weapon of one kind and by the harm right beside it, if it does."""
    armed = [
        (one, label)
        for one in paragraph
        for label in _MEANS
        if one.has(label) and not one.has("status.legal")
    ]
    kinds = {label for _, label in armed}
    if len(kinds) != 1 or any(one.has_any(*_OTHERWISE) for one in paragraph):
        return None
    harmed = [one.index for one in paragraph if one.has_any(*_HARM)]
    label = kinds.pop()
    for sentence, _ in armed:
        if any(0 <= index - sentence.index <= _REACH for index in harmed):
            return _mention(sentence, sentence.found(label)[0], _MEANS[label], reading)
    return None


def implied_by_harm(act: Mention, sentence: Sentence, reading: Reading) -> Mention | None:
    """The act of several towns, just told, in one of which a sentence tells of dead or hurt in no words of an
    act: "drones struck five towns. *Two people died in Sumy*."
    """
    harms = sentence.found_any(*_HARM)
    told = harms or (sentence.fates and sentence.counts)
    if not told or sentence.has_any("act", "claim", *_OTHERWISE):
        return None
    at = harms[0] if harms else Hit("", (first := sentence.word_at(sentence.counts[0].start)), first + 1)
    mention = _mention(sentence, at, act.kind, reading)
    mention.by_harm = True
    return mention


def _mention(sentence: Sentence, weapon: Hit, kind: Type, reading: Reading) -> Mention:
    """The act done with a weapon, or told by the harm; that may be told in the next sentence."""
    mention = Mention(kind, sentence, weapon.first, weapon.last, "strong")
    mention.told = told(sentence)
    weigh(mention, domain(reading))
    mention.why.setdefault("toll", TOLL)
    mention.score = sum(mention.why.values())
    return mention
