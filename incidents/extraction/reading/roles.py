"""Who does something, and to whom, by the order of words alone: the subject of a passive, the noun behind
"by", the noun behind an active verb.

For languages whose order of words says it. It asks what kinds of persons stand there, and judges no act.
"""

from __future__ import annotations

from collections.abc import Iterable

from incidents.extraction.reading.sentence import Sentence
from incidents.extraction.words.lexicon import Hit

PEOPLE = ("person.victim", "person.force", "person.official", "person.calling", "person.attacker")
_HUMAN = ("person.victim", "person.force", "person.calling", "person.attacker")
_REACH = 12  # words from a verb to who does it
_NEAR = 4  # words from a verb to whom it is done


def doer_of(sentence: Sentence, hit: Hit) -> range:
    """The words for who does it: behind "by" where it was done, else before the verb."""
    return agent_of(sentence, hit) if is_passive(sentence, hit) else _clause_before(sentence, hit)


def whom_of(sentence: Sentence, hit: Hit) -> range:
    """The words for whom it is done to: before a passive, among and behind an active verb's words."""
    if is_passive(sentence, hit):
        return _clause_before(sentence, hit)
    return range(hit.first + 1, _object_end(sentence, hit.last))


def is_passive(sentence: Sentence, hit: Hit) -> bool:
    """Whether it was done to whoever stands before it, by an auxiliary or, in a headline or before "by", by
    its place alone: "Grocer bludgeoned in Leeds".
    """
    if sentence.says("auxiliary", hit.first - 2, hit.last):
        return True
    by = sentence.says("agent", hit.last, hit.last + 1)
    if not sentence.passage.words[hit.first].endswith(sentence.lexicon.endings("stricken")):
        return False
    closed = hit.last >= sentence.span.last or sentence.passage.borders[hit.last] > 0
    return by or (sentence.in_title and (closed or sentence.says("prepositions", hit.last, hit.last + 1)))


def _clause_before(sentence: Sentence, hit: Hit) -> range:
    """The words before a term, back to the border of its clause."""
    borders, first = sentence.passage.borders, max(sentence.span.first, hit.first - _REACH)
    start = next((at for at in range(hit.first, first, -1) if borders[at] > 1), first)
    return range(start, hit.first)


def agent_of(sentence: Sentence, hit: Hit) -> range:
    """The words behind "by", in the clause of a passive term; none where nobody is said to have done it."""
    borders = sentence.passage.borders
    for at in range(hit.last, min(hit.last + _REACH, sentence.span.last)):
        if borders[at]:
            break
        if sentence.says("agent", at, at + 1):
            return range(at + 1, _object_end(sentence, at + 1))
    return range(0)


def _object_end(sentence: Sentence, start: int) -> int:
    """The end of the noun phrase that stands at a word: at a border, at a preposition or after some words."""
    last = min(start + _NEAR, sentence.span.last)
    stops = sentence.lexicon.words("prepositions|reduced")
    ends = (
        at
        for at in range(start, last)
        if (sentence.passage.borders[at] and at > start) or sentence.passage.words[at] in stops
    )
    return next(ends, last)


def stands(sentence: Sentence, labels: Iterable[str], words: range) -> bool:
    """Whether somebody stands within some words, not as an owner: "the *man's* record"."""
    text, ends = sentence.passage.text, sentence.passage.ends
    return any(
        one.first in words and text[ends[one.last - 1] : ends[one.last - 1] + 1] not in ("'", "’")
        for label in labels
        for one in sentence.found(label)
    )


def is_human(sentence: Sentence, words: range) -> bool:
    """Whether somebody who may use force, or a name, stands within some words."""
    told = sentence.lexicon.words("subjects|collections")
    if stands(sentence, _HUMAN, words) or any(sentence.passage.words[at] in told for at in words):
        return True
    passage, places = sentence.passage, sentence.places
    return any(
        passage.text[passage.starts[at]].isupper()
        and at > sentence.span.first
        and not any(place.start <= passage.starts[at] < place.end for place in places)
        for at in words
    )
