"""Words that deny an act as a whole: that it happened, not who did it, or what it did to whom.

A denial reaches forward ("police denied that gunmen had …"), spans what it denies ("reports that … were
false", "no attack took place"), ends the sentence that tells it ("…, but police denied it"), or takes
back what its sentence tells ("he invented the attack").
"""

from __future__ import annotations

from incidents.extraction.acts.mentions import Mention
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Type

_DEFINITE = 2  # words from "the" to an act that is taken for granted
_LONGEST = 5  # words of whoever denies
_HARM = ("toll.killed", "toll.injured")
_BY_FORCES = (Type.AIRSTRIKE, Type.SHELLING, Type.RAID)  # of which only the victims are disputed


def denial_of(mention: Mention) -> Hit | None:
    """The words beside an act that say that it did not happen, if any do."""
    sentence = mention.sentence
    if not sentence.has("denial"):
        return None
    denied = [no.first for no in sentence.found("mod.negation")]
    for hit in sentence.found("denial.made"):
        if not any(hit.first - 1 <= no < hit.last for no in denied):  # "нападение он *не* выдумал"
            return hit
    for label, bears in (
        ("around", _spans),
        ("absent", _is_absent),
        ("ahead", _reaches),
        ("behind", _takes_back),
    ):
        for hit in sentence.found(f"denial.{label}"):
            if bears(hit, mention):
                return hit
    return None


def denier_of(mention: Mention) -> str | None:
    """The public body that denies an act, in the text's words, or else whoever is told as denying it; None
    where nobody is named, where somebody takes back what he told, or nothing is denied.
    """
    denial = denial_of(mention)
    if denial is None or denial.label == "denial.made":
        return None
    sentence = mention.sentence
    span, last = sentence.span, mention.last if denial.label == "denial.ahead" else denial.last
    bodies = sentence.lexicon.words("public_body")
    words = sentence.passage.words
    if denial.label == "denial.behind":
        last = denial.first
    before = [at for at in range(denial.first - 1, span.first - 1, -1) if words[at] in bodies]
    behind = [at for at in range(last, span.last) if words[at] in bodies]
    named = next((_named(sentence, at) for at in (*before, *behind)), None)
    return _subject(sentence, denial) if named is None and denial.label == "denial.ahead" else named


def _subject(sentence: Sentence, denial: Hit) -> str | None:
    """Whoever is named right before a denial, without the words of the day: "*the railway operator* on Monday
    denied"; None for a pronoun or too many words.
    """
    passage, last = sentence.passage, denial.first
    while last > sentence.span.first and (
        sentence.dated(last - 1)
        or any(sentence.says(name, last - 1, last) for name in ("locative", "auxiliary", "perfect"))
    ):
        last -= 1
    first = last
    while (
        first > sentence.span.first
        and not passage.borders[first]
        and not sentence.says("that", first - 1, first)
    ):
        first -= 1
    while any(sentence.says(name, first, first + 1) for name in ("articles", "indefinite")):
        first += 1
    mere = any(sentence.says(name, first, last) for name in ("pronouns", "own"))
    if mere or not 0 < last - first <= _LONGEST:
        return None
    return passage.text[passage.starts[first] : passage.ends[last - 1]]


def _named(sentence: Sentence, at: int) -> str:
    """A public body with the words that say which: "the *Kenyan foreign ministry*"."""
    passage, articles, first = sentence.passage, sentence.lexicon.words("articles"), at
    while first > sentence.span.first and not passage.borders[first]:
        word = passage.text[passage.starts[first - 1] : passage.ends[first - 1]]
        which = sentence.says("public_epithets", first - 1, first) or word[0].isupper()
        if not which or word.lower() in articles or sentence.dated(first - 1):
            break
        first -= 1
    return passage.text[passage.starts[first] : passage.ends[at]]


def _reaches(denial: Hit, mention: Mention) -> bool:
    """Whether a denial bears on the act behind it: told as new, in the clause that it opens, and by others
    than those who are said to have done it.
    """
    sentence, words = mention.sentence, mention.sentence.lexicon
    if denial.last > mention.first or _takes_for_granted(sentence, denial):
        return False
    between = sentence.words(denial.last, mention.first)
    if not words.words("not_the_act").isdisjoint(between) or _is_own(mention, denial):
        return False
    if mention.kind in _BY_FORCES and _is_of_harm(mention, denial):
        return False
    return not words.words("that").isdisjoint(between) or _is_reported(mention, denial)


def _is_of_harm(mention: Mention, denial: Hit) -> bool:
    """Whether what is denied is whom an act hurt: "that *civilians were killed* in an air strike"."""
    return any(
        denial.last <= hit.first <= mention.first and hit.last < mention.last
        for label in _HARM
        for hit in mention.sentence.found(label)
    )


def _spans(denial: Hit, mention: Mention) -> bool:
    """Whether words around an act deny it, and not who did it or whom it hurt."""
    sentence = mention.sentence
    if not denial.first <= mention.first < denial.last or _counts_behind(denial, sentence):
        return False
    return not sentence.says("not_the_act", denial.first, mention.first)


def _takes_back(denial: Hit, mention: Mention) -> bool:
    """Whether a public body denies what others than it, or those said to have done it, tell before:
    "residents said *that* gunmen had come, but *police denied it*".
    """
    sentence, first = mention.sentence, mention.sentence.span.first
    if mention.last > denial.first or not sentence.says("public_body", denial.first, denial.last):
        return False
    that = next((at for at in range(first, mention.first) if sentence.says("that", at, at + 1)), None)
    if that is None or sentence.names_group or _counts_behind(denial, sentence):
        return False
    if any(hit.first < that for hit in sentence.found("person.attacker")):
        return False
    told = sentence.says("reported|hearsay|speech|speaks", first, that)
    return told and not _may_be_own(mention, that)


def _may_be_own(mention: Mention, since: int) -> bool:
    """Whether forces are told as the doers of an act behind word `since`, and not as those whom it befell."""
    sentence = mention.sentence
    forces = [hit for label in ("person.force", "cue.police") for hit in sentence.found(label)]
    return any(
        since < hit.first <= mention.first and not sentence.says("auxiliary", hit.last, mention.first + 1)
        for hit in forces
    )


def _counts_behind(denial: Hit, sentence: Sentence) -> bool:
    """Whether another number is given: "a report that ten were killed was wrong; six died" corrects it."""
    return any(one.toll.best and sentence.word_at(one.start) >= denial.last for one in sentence.counts)


def _is_absent(denial: Hit, mention: Mention) -> bool:
    """Whether it is the act that there was none of: not the hurt "after the blast"."""
    sentence = mention.sentence
    beside = sentence.says("not_the_act", denial.first - 1, denial.last)
    return denial.first <= mention.first < denial.last and not beside


def _is_own(mention: Mention, denial: Hit) -> bool:
    """Whether they who deny are said to have done it: they, or forces that may be theirs, are its subject."""
    sentence, words = mention.sentence, mention.sentence.lexicon
    between = sentence.words(denial.last, mention.first)
    if len(between) == 1 and between[0] in words.words("that"):  # "опровергла, что обстреляла"
        ending = sentence.passage.words[denial.last - 1][-2:]
        if ending in words.words("same_subject") and sentence.passage.words[mention.first].endswith(ending):
            return True
    if not words.words("passive").isdisjoint(between):
        return False
    return any(
        denial.last <= hit.first < mention.first
        for label in ("person.force", "cue.police")
        for hit in sentence.found(label)
    )


def _is_reported(mention: Mention, denial: Hit) -> bool:
    """Whether reports are denied, or a public body denies: nobody else's denial of an attack is of more than
    his part in it.
    """
    sentence = mention.sentence
    public = sentence.says("public_body", sentence.span.first, denial.first)
    return public or sentence.says("reported", denial.first, mention.first)


def _takes_for_granted(sentence: Sentence, denial: Hit) -> bool:
    """Whether the sentence speaks of the act as known: "… in *the* attack"."""
    definite = sentence.lexicon.words("articles") - sentence.lexicon.words("that")
    return any(
        hit.first >= denial.last and not definite.isdisjoint(sentence.words(hit.first - _DEFINITE, hit.first))
        for hit in sentence.found("act")
    )
