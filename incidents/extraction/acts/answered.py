"""A sentence that tells an act and, in the same breath, another one that it answers or follows: "jets bombed
Duhok, days after a blast in Ankara killed two". Each is read as a sentence of its own, with its own place,
day and toll.

It only cuts where both parts tell an act and a place of their own; whether they are one incident is decided
by `assemble`.
"""

from __future__ import annotations

from collections.abc import Iterator

from incidents.extraction.acts.anchors import compatible
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading, Sentence


def part_answers(reading: Reading) -> None:
    """Cut the sentences of an article that tell an act and another one that it answers in two."""
    if not any(sentence.has("cue.answered") for sentence in reading.sentences):
        return
    reading.sentences = [part for sentence in reading.sentences for part in _parts(sentence)]
    reading.number()


def opens_with_answered(sentence: Sentence) -> bool:
    """Whether a sentence begins with what another act answered or followed."""
    return any(cue.first - sentence.span.first <= 1 for cue in sentence.found("cue.answered"))


def is_answered(mention: Mention) -> bool:
    """Whether an act is told only as what another one answered or followed."""
    sentence = mention.sentence
    cue = next(iter(sentence.found("cue.answered")), None)
    if cue is None or mention.first < cue.last or not opens_with_answered(sentence):
        return False
    return not any(cue.last <= act.first and act.last <= mention.first for act in sentence.found("act"))


def _parts(sentence: Sentence) -> list[Sentence]:
    """The act and what it answers, or the sentence as it is."""
    for cut in _cuts(sentence):
        parts = sentence.parted(cut)
        if _are_apart(*parts):
            return parts
    return [sentence]


def _cuts(sentence: Sentence) -> Iterator[int]:
    """Where what opens with "in response to" may begin; where it opens the sentence, the words with which it
    may have ended: behind a comma, else behind its place.
    """
    cue = next(iter(sentence.found("cue.answered")), None)
    acts = sentence.found("act")
    answered = next((act for act in acts if cue and act.first >= cue.last), None)
    if cue is None or answered is None or sentence.says("pronouns", cue.last, cue.last + 1):
        return  # "days after he was abducted": who that is stands in the other part
    if any(act.last <= cue.first for act in acts):
        yield cue.first
        return
    words, borders = sentence.passage.words, sentence.passage.borders
    relative = sentence.lexicon.words("relatives")
    ends = [sentence.range_of(place)[1] for place in sentence.places]
    behind = next((end for end in ends if end > answered.last), None)
    for at in range(behind or sentence.span.last, sentence.span.last):
        if borders[at] and words[at] not in relative:
            yield at
    if behind is not None and behind < sentence.span.last:
        yield behind


def _are_apart(one: Sentence, other: Sentence) -> bool:
    """Whether each part tells an act, and names a place that is none of the other's."""
    here, there = ([place.place for place in part.places if _is_where(place, part)] for part in (one, other))
    apart = bool(here and there) and not any(compatible(a, b) for a in here for b in there)
    return apart and one.has("act") and other.has("act")


def _is_where(place: Located, part: Sentence) -> bool:
    """Whether a place may be where something was done: no adjective, and no country whose forces did it."""
    first = part.word_at(place.start)
    owner = place.place.precision == "country" and any(
        one.last == first for one in part.found("person.force")
    )
    return place.kind == "mention" and not owner
