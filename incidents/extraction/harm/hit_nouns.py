"""Whom or what an act hit by its place in the sentence alone, where no list holds the noun: who stands before
a passive ("a port *manager* was shot dead") or behind a verb ("torched a *minimart*", "robbed a *dealer*").

For languages whose order of words says who did it: the lexicon's setting `patients` turns it on. Lists of
callings and things are `targets`' first source.
"""

from __future__ import annotations

from collections.abc import Iterator

from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_PHRASE = 7  # words of a noun phrase at most
_SHORTEST = 3  # letters
_NO_NOUN = (
    "adjectives|prepositions|conjunctions|clauses|auxiliary"
    "|indefinite|plain_people|no_targets|reduced|perfect|speaks|speech"
)
_ENDS = "prepositions|of|conjunctions|clauses|auxiliary|by|reduced|perfect"
_OTHERS = ("person.attacker", "act", "weapon", "toll", "tool")


def hit_nouns(sentence: Sentence, first: int, last: int) -> Iterator[Hit]:
    """The noun for whom the act in words `[first, last)` hit, if its phrase is plain enough to be read."""
    if not sentence.lexicon.words("patients"):
        return
    subject = _subject(sentence, first, last)
    if subject is not None:
        found = _before(sentence, subject)
    else:
        found = _stricken(sentence, first, last) if sentence.in_title else _object(sentence, last)
    if found is not None and _names(sentence, found):
        yield Hit("target.told", found, found + 1)


def _subject(sentence: Sentence, first: int, last: int) -> int | None:
    """The auxiliary of a passive act: what it hit stands before."""
    auxiliary = sentence.lexicon.words("auxiliary")
    for at in range(max(sentence.span.first, first - 2), last):
        if sentence.passage.words[at] in auxiliary:
            return at
    return None


def _stricken(sentence: Sentence, first: int, last: int) -> int | None:
    """The subject of a headline's passive, without its auxiliary: "Port *manager* shot dead in Manta"."""
    passage, lexicon = sentence.passage, sentence.lexicon
    ends = lexicon.endings("stricken")
    at = first - 1
    if not passage.words[first].endswith(ends) or at < sentence.span.first or passage.borders[first]:
        return None
    closed = last >= sentence.span.last or passage.borders[last]
    return at if closed or sentence.says("prepositions", last, last + 1) else None


def _before(sentence: Sentence, auxiliary: int) -> int | None:
    """The head of the phrase that ends before an auxiliary: of "the manager of a ranch had been" the manager,
    of "a man selling fruit was" the man.
    """
    passage, lexicon = sentence.passage, sentence.lexicon
    opening = lexicon.words("determiners|articles")
    turns = lexicon.words("prepositions|of|clauses|reduced")
    last = auxiliary - 1 - sentence.says("perfect", auxiliary - 1, auxiliary)
    last = _without_name(sentence, last) if passage.borders[last + 1] else last
    head = last
    for at in range(last, max(sentence.span.first, last - 2 * _PHRASE) - 1, -1):
        word = passage.words[at]
        if (passage.borders[at + 1] and at < last) or word in lexicon.words("conjunctions"):
            return None
        if word in turns and at < last:
            head = at - 1  # what stands behind it only says which
        elif word in opening and passage.words[at - 1] not in turns:
            return head if head > at else None
    return None


def _without_name(sentence: Sentence, last: int) -> int:
    """The last word before a name or an age between commas: "an administrator, *U Win, 41,* was"."""
    passage = sentence.passage
    for at in range(last, max(sentence.span.first, last - _PHRASE), -1):
        begins = passage.text[passage.starts[at]]
        if not (begins.isupper() or begins.isdigit()):
            break
        if passage.borders[at] and not sentence.text.isupper():
            following = passage.text[passage.starts[at - 1]]
            if not (following.isupper() or following.isdigit()):
                return at - 1
    return sentence.span.first - 1


def _object(sentence: Sentence, last: int) -> int | None:
    """The head of the phrase right behind a verb, or behind "at" and "on" where something is aimed: of
    "robbed a gold dealer of his cash" the dealer, of "fired on a group of miners" the miners.
    """
    aimed = sentence.says("aimed", last - 1, last) and sentence.says("scene_of", last, last + 1)
    at = last + aimed
    if not sentence.says("determiners", at, at + 1) or sentence.passage.borders[at]:
        return None
    end = _end(sentence, at)
    if end is None or not sentence.says("collections", end, end + 1):
        return end
    return _end(sentence, end + 1) if sentence.says("of", end + 1, end + 2) else None


def _end(sentence: Sentence, at: int) -> int | None:
    """The last word of the noun phrase that a word opens."""
    passage, lexicon = sentence.passage, sentence.lexicon
    for end in range(at + 1, min(at + _PHRASE, sentence.span.last)):
        behind = end + 1 >= sentence.span.last or passage.borders[end + 1]
        if not behind and passage.text[passage.ends[end]] == "-":
            continue  # "a well-known dealer"
        if behind or passage.words[end + 1] in lexicon.words(_ENDS):
            return end
    return None


def _names(sentence: Sentence, at: int) -> bool:
    """Whether a word may be a noun for somebody or something that was hit."""
    passage, word = sentence.passage, sentence.passage.words[at]
    start = passage.starts[at]
    if not word.isalpha() or len(word) < _SHORTEST or sentence.dated(at):
        return False
    if word in sentence.lexicon.words(_NO_NOUN):
        return False
    if passage.text[start].isupper() and not sentence.text.isupper():
        return False
    if any(place.start <= start < place.end for place in sentence.places):
        return False
    return not any(hit.first <= at < hit.last for hit in sentence.found_any(*_OTHERS))
