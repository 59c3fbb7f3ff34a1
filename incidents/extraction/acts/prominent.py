"""Whether an act was aimed at somebody for what he is: a mayor, a judge, a candidate was shot, not by chance
or as one of many.

Such a killing is an assassination, whatever words the report has for it. The language's lexicon lists the
offices under `prominent`; a language without the list has none.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_ACTS = ("act.shooting", "act.stabbing", "act.killing", "act.armed_attack")
_OBJECT_REACH = 3
_SPEECH_REACH = 4


def aimed_at_prominent(sentence: Sentence, acts: Sequence[Hit]) -> bool:
    """Whether one of the acts befell somebody prominent, by the order of the words."""
    offices = [hit for hit in sentence.found("prominent") if not _is_owner(sentence, hit)]
    if not offices:
        return False
    return any(
        _is_object(sentence, act, offices) or _is_subject(sentence, act, offices)
        for act in acts
        if act.label.startswith(_ACTS) and not act.label.endswith("generic")
    )


def _is_owner(sentence: Sentence, hit: Hit) -> bool:
    """ "The mayor's son"."""
    return sentence.passage.words[hit.last - 1].endswith(("'s", "s'"))


def _is_object(sentence: Sentence, act: Hit, offices: list[Hit]) -> bool:
    """ "Shot dead a judge", "the murder of Senator …"; an attack on somebody may be one of words, unless
    somebody was hurt.
    """
    if act.label.startswith("act.armed_attack") and not sentence.has("toll"):
        return False
    borders = sentence.passage.borders
    return any(
        0 <= office.first - act.last <= _OBJECT_REACH and not any(borders[act.last : office.first + 1])
        for office in offices
    )


def _is_subject(sentence: Sentence, act: Hit, offices: list[Hit]) -> bool:
    """ "The mayor … was shot": the first person of the sentence, who does not speak, before a passive."""
    words, passage = sentence.lexicon, sentence.passage
    people = [
        hit
        for hit in sentence.found("person")
        if hit.first < act.first and not sentence.says("of_age", hit.last - 1, hit.last)
    ]
    before = [hit for hit in offices if hit.last <= act.first]
    if not before or any(hit.first < before[0].first for hit in people):
        return False
    office = before[0]
    speaks = words.words("speaks|speech")
    if not speaks.isdisjoint(sentence.words(office.last, min(office.last + _SPEECH_REACH, act.first))):
        return False
    if not words.words("auxiliary").isdisjoint(passage.words[act.first - 2 : act.last]):
        return True
    if any(border > 1 for border in passage.borders[office.last : act.first + 1]):
        return False  # "the governor declared an emergency: protesters were beaten"
    endings = "passives|stricken" if sentence.in_title else "passives"
    accusatives = words.endings("accusatives")  # of "мэра", of "кандидата в мэры"
    if any(passage.words[at].endswith(accusatives) for one in before for at in (one.first, one.last - 1)):
        endings += "|impersonal"
    return passage.words[act.first].endswith(words.endings(endings))
