"""Words that deny another thing than the act itself: that it hurt anybody, or that it was all."""

from __future__ import annotations

from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_SPARED = 4  # words from "nobody" to what did not befall them
_HARM = ("toll.killed", "toll.injured")


def denies(hit: Hit, sentence: Sentence) -> bool:
    """Whether a word is one of somebody's denial, of which `denials` judges what it bears on."""
    return any(one.first <= hit.first < one.last for one in sentence.found("denial.ahead"))


def spares(hit: Hit, sentence: Sentence) -> bool:
    """Whether a word denies that the act hurt anybody, and not the act: "*no* casualties in a bombing"; or
    that it was all: "*not* one but two bombs exploded".
    """
    if any(one.first == hit.first for one in sentence.found("mod.more")) or denies(hit, sentence):
        return True
    behind = range(hit.last, hit.last + _SPARED)
    harm = any(one.first in behind for label in _HARM for one in sentence.found(label))
    none = any(
        one.first < hit.last and hit.first < one.last
        for label in ("toll.none", "toll.untold")
        for one in sentence.found(label)
    )
    return none or (harm and any(one.first <= hit.first < one.last for one in sentence.found("toll.nobody")))
