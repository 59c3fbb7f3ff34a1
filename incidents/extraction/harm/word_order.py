"""Who or what the order of words makes an act's object, or the subject of what was suffered: "attack on a
police patrol", "two officers were shot".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_OBJECT = 4  # words between an act and its object
_SUBJECT = 3  # words between who was hit and the act


class Words(Protocol):
    """What has a half-open range of words: a mention of an act, a term."""

    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...


def is_object(sentence: Sentence, mention: Words, hit: Hit) -> bool:
    """Whether it stands behind the act in one clause, or among its words: "attack on a police patrol",
    "нападение на сотрудников", not "shot as officers", "killed by army fire".
    """
    if mention.first < hit.first and hit.last <= mention.last:
        return not sentence.says("by", mention.first, hit.first)
    if not 0 <= hit.first - mention.last <= _OBJECT or _is_parted(sentence, mention.last, hit.first):
        return False
    if sentence.says("by", mention.last - 1, hit.first):
        return False
    return not sentence.says("speech|conjunctions|clauses|auxiliary", mention.last, hit.first)


def is_subject(sentence: Sentence, mention: Words, hit: Hit) -> bool:
    """Whether it stands before a passive act: "two officers were shot"; in a headline "officer shot"."""
    if not 0 <= mention.first - hit.last <= _SUBJECT or _is_parted(sentence, hit.last, mention.first):
        return False
    words, between = sentence.lexicon, sentence.words(hit.last, mention.first)
    auxiliary = words.words("auxiliary")
    if not auxiliary.isdisjoint(sentence.words(hit.last, mention.last)):
        return auxiliary.issuperset(between)
    if words.words("passives"):
        return _is_suffering(sentence, mention, hit, between)
    if between or not sentence.in_title:
        return False
    after = sentence.words(mention.last, mention.last + 1)
    if _is_parted(sentence, mention.last, mention.last) or not after:
        return True
    return after[0] in words.words("prepositions|conjunctions|clauses")


def _is_suffering(sentence: Sentence, mention: Words, hit: Hit, between: Sequence[str]) -> bool:
    """Whether what stands before an act suffered it, by the endings of a declined language: "пост обстрелян",
    "рабочих расстреляли", not "школьник открыл стрельбу", "крестьяне убили".
    """
    words, noun = sentence.lexicon, sentence.passage.words[hit.last - 1]
    if not words.words("speech|conjunctions|clauses").isdisjoint(between):
        return False
    endings = "passives"
    if noun.endswith(words.endings("accusatives")):
        endings = "passives|impersonal"
    return sentence.passage.words[mention.first].endswith(words.endings(endings))


def _is_parted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a comma or more stands before any of the words `first` to `last`."""
    return any(sentence.passage.borders[first : min(last + 1, sentence.span.last)])
