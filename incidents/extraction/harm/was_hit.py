"""Whether a thing or a force that is named beside an act was hit by it.

Police, hospitals and offices stand around any report without being hit; of them only what the order of words
makes the act's object counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from incidents.extraction.acts.mentions import Mention
from incidents.extraction.harm.target_words import says_names
from incidents.extraction.harm.word_order import is_object, is_subject
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Type

_RAMMED = 3  # words from ramming to what is driven
_SUBJECT = 2  # words from forces to what they do
_BEHIND = 3  # words behind a vehicle or a force that say what it does


def is_hit(sentence: Sentence, mention: Mention, hit: Hit) -> bool:
    if mention.kind == Type.VEHICLE_ATTACK and hit.first <= mention.first and _is_vehicle(sentence, hit):
        return False  # "*a van* was driven at worshippers"
    if _is_care(sentence, hit) or _acts_itself(sentence, mention, hit) or _is_office(sentence, hit):
        return False
    if _is_within_name(sentence, hit) or moves(sentence, hit):
        return False
    start = sentence.passage.starts[hit.first]
    if _speaks(sentence, hit) or any(place.start <= start < place.end for place in sentence.places):
        return False
    around = sentence.lexicon.words("bystanders")
    if around.isdisjoint(sentence.words(hit.first, hit.last)):
        return True
    return is_object(sentence, mention, hit) or is_subject(sentence, mention, hit)


def _is_office(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is what somebody is the head of: "the head of the regional *administration*"."""
    return hit.label == "target.state" and any(
        one.last <= hit.first and hit.first - one.last <= 2 for one in sentence.found("person.official")
    )


def _is_care(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is where the hurt were taken: "died in hospital"."""
    care = sentence.lexicon.words("care")
    if care.isdisjoint(sentence.words(hit.first, hit.last)):
        return False
    return any(0 <= hit.first - toll.last <= 5 for toll in sentence.found("toll"))


def _is_within_name(sentence: Sentence, hit: Hit) -> bool:
    """Whether it says which person, or a name goes on behind it: "two *truck* drivers", "Alton *Park*
    Boulevard", "the *University* of Hill Hospital".
    """
    passage, last = sentence.passage, hit.last
    if any(
        one.first <= last < one.last and hit.first <= one.first for one in sentence.found("person.victim")
    ):
        return True
    if not says_names(sentence) or not passage.text[passage.starts[hit.first]].isupper():
        return False
    last += sentence.words(last, last + 1) == ["of"]
    return (
        last < sentence.span.last
        and not passage.borders[last]
        and passage.text[passage.starts[last]].isupper()
    )


def moves(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is the attackers' or the helpers' vehicle ("a car *pulled up*", "shot *from* a car"), or the
    way home ("was walking *home*").
    """
    lexicon = sentence.lexicon
    if sentence.says("carriers", hit.last - 1, hit.last):
        return sentence.has("act.airstrike")  # "*a plane* dropped bombs"
    if not _is_vehicle(sentence, hit):
        return sentence.says("homeward", hit.first - 1, hit.first)
    if any(0 <= hit.first - ram.last <= _RAMMED for ram in sentence.found("weapon.vehicle")):
        return True  # "rammed *a car* into the crowd"
    if sentence.says("mounts", hit.last - 1, hit.last) and sentence.says("aboard", hit.first - 2, hit.first):
        return True  # "two men *on a motorcycle*"
    driven = not lexicon.words("drives").isdisjoint(_right_behind(sentence, hit))
    return driven or sentence.says("by", hit.first - 3, hit.first)


def _is_vehicle(sentence: Sentence, hit: Hit) -> bool:
    return sentence.says("vehicles", hit.last - 1, hit.last)


def _acts_itself(sentence: Sentence, mention: Mention, hit: Hit) -> bool:
    """Whether forces did something: "by other officers", "*troops* shot dead a man", "*soldiers* found two
    bodies".
    """
    if hit.label != "target.security":
        return False
    if sentence.says("by", hit.first - 3, hit.first) or _is_doer(sentence, mention, hit):
        return True
    behind = hit.last + 1
    if not sentence.says("attends", hit.last, behind) or sentence.says(
        "prepositions|clauses", behind, behind + 1
    ):
        return False
    return not any(
        one.first == behind for one in sentence.found_any("toll", "act")
    )  # "*soldiers* found dead"


def _is_doer(sentence: Sentence, mention: Mention, hit: Hit) -> bool:
    """Whether forces are the subject of an active act that has somebody else, or a thing, for its object, in
    a language whose order of words says so; not "*soldiers* came under fire from gunmen".
    """
    opens = hit.first == mention.first and hit.last < mention.last  # "*troops* opened fire on" is one term
    if not (opens or 0 <= mention.first - hit.last <= _SUBJECT) or not sentence.lexicon.words("patients"):
        return False
    if sentence.says("auxiliary", hit.last, mention.last):
        return False
    single = mention.last - mention.first == 1  # "the soldiers *attacked* near the village" were hit
    others = (one for label in ("person", "target") for one in sentence.found(label))
    return any(
        one.label != "person.attacker"
        and is_object(sentence, mention, one)
        and not (single and sentence.says("prepositions", mention.last, one.first))
        for one in others
    )


def _speaks(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word is the source of the report rather than its object: "police said", "according to
    police".
    """
    speech = sentence.lexicon.words("speech")
    return not speech.isdisjoint([*sentence.words(hit.first - 2, hit.first), *_right_behind(sentence, hit)])


def _right_behind(sentence: Sentence, hit: Hit) -> Iterator[str]:
    """The next words behind a term in its clause."""
    borders = sentence.passage.borders
    for at, word in enumerate(sentence.words(hit.last, hit.last + _BEHIND), hit.last):
        if borders[at]:
            return
        yield word
