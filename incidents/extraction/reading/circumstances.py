"""Words that tell an act only in some circumstances: "pummelled" of a busker, not of a team; "razed" by
militiamen, not by builders.

The lexicon holds such terms under `when.CIRCUMSTANCE.LABEL`: where the circumstance is given in the term's
own sentence the term counts under that label, elsewhere it is no term at all. Who did it to whom is judged by
the order of words where the language has one (`patients`), else by who stands near. What the act is, and
whether it happened, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from incidents.extraction.reading.sentence import Sentence
from incidents.extraction.words.lexicon import Hit

_PEOPLE = ("person.victim", "person.force", "person.official", "person.calling", "person.attacker")
_HUMAN = ("person.victim", "person.force", "person.calling", "person.attacker")
_ARMED = ("person.attacker", "person.force")
_MEANS = ("weapon", "tool", "person.attacker", "toll.killed", "toll.injured", "toll.hospital", "cue.by_force")
_REACH = 12  # words from a verb to who does it
_NEAR = 4  # words from a verb to whom it is done


def settle(sentence: Sentence) -> None:
    """Keep the terms whose circumstance is given, under the label that they then bear."""
    if sentence.has("when"):
        sentence.keep(settled for hit in sentence.hits if (settled := _settled(sentence, hit)) is not None)


def _settled(sentence: Sentence, hit: Hit) -> Hit | None:
    root, _, rest = hit.label.partition(".")
    if root != "when":
        return hit
    circumstance, _, label = rest.partition(".")
    return Hit(label, hit.first, hit.last) if _GIVEN[circumstance](sentence, hit) else None


def _befalls_people(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is done to somebody, and by somebody if that is told: "a busker was pummelled", but not
    "farmers were pummelled by hail".
    """
    if not sentence.lexicon.words("patients"):
        return _near(sentence, hit, _PEOPLE)
    agent = _agent(sentence, hit)
    if _is_passive(sentence, hit):
        done = _stands(sentence, _PEOPLE, _clause_before(sentence, hit))
        return done and (not agent or _is_human(sentence, agent))
    whom = range(hit.first + 1, _object_end(sentence, hit.last))
    return _stands(sentence, _PEOPLE, whom) and _is_human(sentence, _clause_before(sentence, hit))


def _befalls_people_by_force(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is done to somebody, and a weapon, a harm or a violent doer is told beside it."""
    if not _befalls_people(sentence, hit):
        return False
    if sentence.has_any(*_MEANS) or not sentence.lexicon.words("patients"):
        return sentence.has_any(*_MEANS)
    doer = _doer(sentence, hit)
    words = sentence.lexicon.words
    plain = words("plain_people") - words("faceless") | words("collections")
    return _stands(sentence, _ARMED, doer) or any(sentence.passage.words[at] in plain for at in doer)


def _is_forcible(sentence: Sentence, _: Hit) -> bool:
    """Whether a weapon, a harm or an attacker is told beside it."""
    return sentence.has_any(*_MEANS)


def _is_done_by_attackers(sentence: Sentence, hit: Hit) -> bool:
    """Whether attackers do it."""
    if not sentence.lexicon.words("patients"):
        return sentence.has("person.attacker")
    return _stands(sentence, ("person.attacker",), _doer(sentence, hit))


def _is_done_by_armed(sentence: Sentence, hit: Hit) -> bool:
    """Whether attackers or forces do it, or a weapon is told beside it."""
    if sentence.has("weapon"):
        return True
    if not sentence.lexicon.words("patients"):
        return sentence.has("person.attacker") or _near(sentence, hit, _ARMED)
    return _stands(sentence, _ARMED, _doer(sentence, hit))


def _doer(sentence: Sentence, hit: Hit) -> range:
    """The words for who does it: behind "by" where it was done, else before the term."""
    return _agent(sentence, hit) if _is_passive(sentence, hit) else _clause_before(sentence, hit)


_GIVEN: Mapping[str, Callable[[Sentence, Hit], bool]] = {
    "to_people": _befalls_people,
    "to_people_by_force": _befalls_people_by_force,
    "by_force": _is_forcible,
    "by_attackers": _is_done_by_attackers,
    "by_armed": _is_done_by_armed,
}


def _near(sentence: Sentence, hit: Hit, labels: Iterable[str]) -> bool:
    """Whether somebody stands close by, on either side and in the same clause."""
    borders = sentence.passage.borders
    return any(
        not any(borders[min(one.last, hit.last) : max(one.first, hit.first) + 1])
        for label in labels
        for one in sentence.found(label)
        if one.first < hit.last + _NEAR and hit.first - _NEAR < one.last
    )


def _is_passive(sentence: Sentence, hit: Hit) -> bool:
    """Whether it was done to whoever stands before it, by an auxiliary or, in a headline or before "by", by
    its place alone: "Grocer bludgeoned in Leeds".
    """
    if sentence.says("auxiliary", hit.first - 2, hit.last):
        return True
    by = sentence.says("agent", hit.last, hit.last + 1)
    if not sentence.passage.words[hit.first].endswith(tuple(sentence.lexicon.words("stricken"))):
        return False
    closed = hit.last >= sentence.span.last or sentence.passage.borders[hit.last] > 0
    return by or (sentence.in_title and (closed or sentence.says("prepositions", hit.last, hit.last + 1)))


def _clause_before(sentence: Sentence, hit: Hit) -> range:
    """The words before a term, back to the border of its clause."""
    borders, first = sentence.passage.borders, max(sentence.span.first, hit.first - _REACH)
    start = next((at for at in range(hit.first, first, -1) if borders[at] > 1), first)
    return range(start, hit.first)


def _agent(sentence: Sentence, hit: Hit) -> range:
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
    stops = sentence.lexicon.words("prepositions") | sentence.lexicon.words("reduced")
    ends = (
        at
        for at in range(start, last)
        if (sentence.passage.borders[at] and at > start) or sentence.passage.words[at] in stops
    )
    return next(ends, last)


def _stands(sentence: Sentence, labels: Iterable[str], words: range) -> bool:
    """Whether somebody stands within some words, not as an owner: "the *man's* record"."""
    text, ends = sentence.passage.text, sentence.passage.ends
    return any(
        one.first in words and text[ends[one.last - 1] : ends[one.last - 1] + 1] not in ("'", "’")
        for label in labels
        for one in sentence.found(label)
    )


def _is_human(sentence: Sentence, words: range) -> bool:
    """Whether somebody who may use force, or a name, stands within some words."""
    told = sentence.lexicon.words("subjects") | sentence.lexicon.words("collections")
    if _stands(sentence, _HUMAN, words) or any(sentence.passage.words[at] in told for at in words):
        return True
    passage, places = sentence.passage, sentence.places
    return any(
        passage.text[passage.starts[at]].isupper()
        and at > sentence.span.first
        and not any(place.start <= passage.starts[at] < place.end for place in places)
        for at in words
    )
