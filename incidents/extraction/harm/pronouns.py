"""Whom a fate met who is told of before: by a pronoun, an ordinal, or by nothing at all."""

from __future__ import annotations

from incidents.extraction.harm.persons import Persons, Role
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Toll

_NEAR_PRONOUN = 7  # words from "he" to what befell him
_ORDINAL = 2  # words from "the second" to what befell him
_SUBJECT = 3  # words between who acts and his act


def he(sentence: Sentence, hit: Hit, *, lost: bool) -> Persons | None:
    """ "He later died", "arrested him": one person, told of before; also where a passive has lost its
    subject.
    """
    found = _subject(sentence, hit) or _ordinal(sentence, hit) or _object(sentence, hit)
    found = found or _dropped(sentence, hit)
    if found is None and lost and sentence.says("one_was", hit.first - 1, hit.first):
        found = Persons.of(sentence, hit.first - 1, hit.first, Toll.exactly(1))
    return found


def _subject(sentence: Sentence, hit: Hit) -> Persons | None:
    """The pronoun ahead of what befell somebody: "*he* later died", "*they* died"; none where the word names
    an act: "killed a teen in a *shooting*".
    """
    event = sentence.says("takes_object", hit.last - 1, hit.last)
    first = max(sentence.span.first, hit.first - (0 if event else _NEAR_PRONOUN))
    several = sentence.lexicon.words("subjects_many")
    subjects = sentence.lexicon.words("subjects|subjects_many")
    for at in range(hit.first - 1, first - 1, -1):
        if (word := sentence.passage.words[at]) in subjects:
            return Persons.of(sentence, at, at + 1, None if word in several else Toll.exactly(1))
    return None


def _ordinal(sentence: Sentence, hit: Hit) -> Persons | None:
    """One of several told of before: "один погиб, *второй* тяжело ранен"."""
    passage, words = sentence.passage, sentence.lexicon
    for at in range(hit.first - 1, max(sentence.span.first, hit.first - _ORDINAL) - 1, -1):
        if passage.words[at] in words.words("ordinals"):
            return Persons.of(sentence, at, at + 1, Toll.exactly(1))
        if passage.borders[at] or words.fits(passage.words[at]):
            return None
    return None


def _dropped(sentence: Sentence, hit: Hit) -> Persons | None:
    """Nobody named where verbs need no subject, and one of them opens the sentence: "*Погиб* на месте"."""
    words = sentence.lexicon
    several = words.endings("many_befallen|plural_endings")
    opens = hit.first == sentence.span.first and bool(words.words("heads_first"))
    if not opens or hit.label != "toll.killed" or sentence.passage.words[hit.first].endswith(several):
        return None
    return Persons.of(sentence, hit.first, hit.first + 1, Toll.exactly(1))


def _object(sentence: Sentence, hit: Hit) -> Persons | None:
    """The pronoun in or behind what befell somebody: "arrested *him*", "*его* задержали"."""
    passage, objects = sentence.passage, sentence.lexicon.words("objects")
    if sentence.says("objects_before", hit.first - 1, hit.first) and hit.label == "toll.arrested":
        return Persons.of(sentence, hit.first - 1, hit.first, Toll.exactly(1))
    for at in range(hit.first, min(hit.last + 1, sentence.span.last)):
        if passage.words[at] in objects and not passage.borders[at]:
            role: Role | None = "attacker" if _by_force(sentence, hit) else None
            return Persons.of(sentence, at, at + 1, Toll.exactly(1), role)
    return None


def _by_force(sentence: Sentence, hit: Hit) -> bool:
    """Whether police or soldiers did it: "before *a policeman* shot him dead"."""
    near = [one for one in sentence.found("person") if hit.first - _SUBJECT <= one.last <= hit.first]
    return bool(near) and near[-1].label == "person.force"
