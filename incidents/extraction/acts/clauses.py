"""Whether an act is told as its clause's own, and what beside it only says when it was."""

from __future__ import annotations

from incidents.extraction.acts.mentions import Mention, is_violent, type_of
from incidents.extraction.words.lexicon import Hit


def is_told_in_clause(mention: Mention, since: int) -> bool:
    """Whether the clause from word `since` tells an act as its own: "three people *were shot*", "soldiers
    *shot* five protesters", not "friends of three people *shot* in Kano" nor "a man *who killed* two".
    """
    sentence = mention.sentence
    if sentence.says("auxiliary", mention.first - 1, mention.last):
        return True
    if mention.is_definite or sentence.says("of|clauses", since, mention.first):
        return False
    words = sentence.lexicon.words
    loose = words("locative|agent|scene_by")
    harms = [hit for hit in sentence.found("toll") if mention.first <= hit.first < mention.last]
    return told_by_verb(mention) or all(
        loose.isdisjoint(sentence.words(hit.first + 1, hit.last + 1)) for hit in harms
    )


def is_when(hit: Hit, mention: Mention) -> bool:
    """Whether a term stands behind an act in a clause that only says when it was: "shot *before the trial*",
    "as *fans* left".
    """
    sentence = mention.sentence
    opens = range(hit.first - 1, mention.last - 1, -1)
    when = next((at for at in opens if sentence.says("meanwhile", at, at + 1)), None)
    if when is None or any(sentence.passage.borders[when + 1 : hit.first + 1]):
        return False
    return not sentence.says("conjunctions", when + 1, hit.first)  # "after a row *and was sentenced*"


def told_by_verb(mention: Mention) -> bool:
    """Whether a mention itself tells its act by a verb of what was done."""
    return any(mention.first <= at < mention.last for at in verbs(mention))


def verbs(mention: Mention) -> list[int]:
    """The verbs of what was done in words for acts of violence, in the sentence of a mention: no nouns, and
    no participles that tell who somebody is.
    """
    sentence, words = mention.sentence, mention.sentence.passage.words
    if not sentence.lexicon.words("clauses_apart"):
        return []
    acts = [hit for hit in sentence.found("act") if is_violent(type_of(hit))]
    active = {hit.first for hit in sentence.found("cue.active")}
    done, partaking = sentence.lexicon.endings("done"), sentence.lexicon.endings("partaking")
    return [
        at
        for hit in acts
        for at in range(hit.first, hit.last)
        if (at in active or sentence.says("befallen|befalling", at, at + 1) or words[at].endswith(done))
        and not words[at].endswith(partaking)
    ]
