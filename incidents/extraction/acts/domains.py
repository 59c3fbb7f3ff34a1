"""What a whole article is steeped in besides violence (sport, film, drills, animals), so that its words of
violence mean something else.
"""

from __future__ import annotations

from collections import Counter

from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.words.lexicon import Hit

_ANNOUNCED = ("domain.drill", "domain.hoax", "domain.cleared", "domain.survey")
_OPENING = 3  # sentences, the title's among them


def domain(reading: Reading) -> frozenset[str]:
    """The domains ("sport", "film" …) that an article is steeped in: many different words, or a dense few."""
    spread: dict[str, set[str]] = {}
    count: Counter[str] = Counter()
    for sentence in reading.sentences:
        for hit in sentence.found("domain"):
            spread.setdefault(hit.label, set()).add(sentence.passage.words[hit.first])
            count[hit.label] += 1
    words = max(120, sum(sentence.span.last - sentence.span.first for sentence in reading.sentences))
    return frozenset(
        label.removeprefix("domain.")
        for label, different in spread.items()
        if (len(different) >= 3 and count[label] > 0.02 * words)
        or (label in _ANNOUNCED and _opens_with(reading, label))
        or (label == "domain.animal" and _opens_with_animal(reading, label))
        or (label == "domain.fiction" and _is_about_a_work(reading))
    )


def _opens_with(reading: Reading, label: str) -> bool:
    """Whether a term stands where an article opens: an exercise, a hoax, no crime or a count of crimes is
    announced as one.
    """
    return any(sentence.has(label) for sentence in reading.sentences[:_OPENING])


def _is_about_a_work(reading: Reading) -> bool:
    """Whether an article opens with a film, a play or a novel, its title and first sentence tell no act but
    in its words, and no other tells one with its harm as past, which works are not told in.
    """
    opening = [one for one in reading.sentences if one.in_title]
    first = next((one for one in reading.sentences if not one.in_title), None)
    if first is None or not first.has("domain.fiction") or first.has("cue.true_story"):
        return False
    acts = [hit.first for hit in first.found("act")]
    if acts and min(acts) < first.found("domain.fiction")[0].first:
        return False  # "a gunman opened fire at a screening of a film"
    if first.has_any("toll.killed", "toll.injured") and first.dates:
        return False
    if any(_harmed(one) for one in reading.sentences if one is not first and not one.in_title):
        return False
    return all(one.has("domain.fiction") or not one.has("act") for one in (*opening, first))


_HARMS = ("toll.killed", "toll.injured", "toll.abducted")


def _harmed(sentence: Sentence) -> bool:
    """Whether a sentence tells an act and whom it harmed in the past tense, and not of a work."""
    first, last = sentence.span.first, sentence.span.last
    told = sentence.has("act") and sentence.has_any(*_HARMS) and not sentence.says("told_now", first, last)
    words, endings = sentence.words(first, last), sentence.lexicon.endings("told_as_past")
    return told and any(word.endswith(endings) for word in words)


def _opens_with_animal(reading: Reading, label: str) -> bool:
    """Whether the report's first sentence tells what an animal did, named in small letters: no team, river or
    force is called so ("Tigers", "Bear Creek").
    """
    first = next((one for one in reading.sentences[:2] if not one.in_title), None)
    if first is None:
        return False
    text, starts = first.passage.text, first.passage.starts
    return any(text[starts[hit.first]].islower() and _did_it(first, hit) for hit in first.found(label))


_BY_REACH = 3  # words from "by" to whoever did it


def _did_it(sentence: Sentence, hit: Hit) -> bool:
    """Whether an act is told behind somebody, with nobody else between, or as done by him."""
    people = [one.first for one in sentence.found("person")]
    if hit.last in people:
        return False  # "a deer hunter"
    if sentence.says("by", hit.first - _BY_REACH, hit.first):
        return True
    act = next((one.first for one in sentence.found("act") if one.first >= hit.last), None)
    return act is not None and not any(hit.last <= at < act for at in people)
