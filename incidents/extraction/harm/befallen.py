"""Persons by their place in the sentence alone: whoever stands right behind "ранен" or "убит" is one, though
no list holds the noun ("ранен *завхоз*", "убиты *звонарь* и *кок*"), the man right behind a verb that names
no doer ("застрелили *пропагандиста*"), and whoever stands right before one ("*экспедитора* ранило").

So is whoever stands behind an article there, if his noun ends as those of trades do ("shot a *herbalist*"),
where the order of words says whom it befell.

For languages whose participle says the number and whose nouns say the case; the lexicon's settings `befallen`
and `befell` hold the words, and without them nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from incidents.extraction.reading import Sentence

_ADJECTIVES = 2  # before a noun at most
_SHORTEST = 3  # letters


def befallen(sentence: Sentence) -> Iterator[int]:
    """Each word that must name one person, since harm is told of it."""
    words = sentence.lexicon
    marks, passage = words.words("befallen"), sentence.passage
    if sentence.has("domain.animal"):
        return
    if words.words("trades"):
        yield from _of_trade(sentence)
    if not marks:
        return
    both = words.words("both")
    for hit in sentence.found("toll"):
        at = _noun(sentence, hit.last) if passage.words[hit.last - 1] in marks else None
        while at is not None:
            yield at
            more = sentence.words(at + 1, at + 2)
            joined = more and more[0] in both and not passage.borders[at + 1]
            at = _noun(sentence, at + 2) if joined else None
        if hit.last - hit.first == 1 and (at := _whom(sentence, hit.first)) is not None:
            yield at
        if passage.words[hit.last - 1] in words.words("befell") and _is_object(sentence, hit.first):
            yield hit.first - 1


_PHRASE = 4  # words from an article to its noun


def _of_trade(sentence: Sentence) -> Iterator[int]:
    """The noun of a trade behind an article and what befell him: "killed a *herbalist*"."""
    passage, trades = sentence.passage, sentence.lexicon.endings("trades")
    fates = [hit for label in ("toll.killed", "toll.injured", "toll.shot") for hit in sentence.found(label)]
    for hit in fates:
        if not sentence.says("befalling|stricken_dead", hit.last - 1, hit.last):
            continue
        if not sentence.says("first_told", hit.last, hit.last + 1):
            continue
        behind = range(hit.last + 1, min(hit.last + 1 + _PHRASE, sentence.span.last))
        end = next(
            (
                at
                for at in behind
                if passage.borders[at] or sentence.says("prepositions|of|clauses|both", at, at + 1)
            ),
            behind.stop,
        )
        noun = end - 1
        if noun in behind and passage.words[noun].endswith(trades) and _may_be_somebody(sentence, noun):
            yield noun


def _whom(sentence: Sentence, verb: int) -> int | None:
    """The man right behind a verb whose doers are not told, behind adjectives in his case: "застрелили
    *известного пропагандиста*"; things and women stand in other endings.
    """
    words, passage = sentence.lexicon, sentence.passage
    said = passage.words[verb]
    if said not in words.words("befalling") or not said.endswith(words.endings("doerless")):
        return None
    adjectives, nouns = words.endings("whose_endings"), words.endings("whom_endings")
    last = None
    for at in range(verb + 1, min(verb + _ADJECTIVES + 2, sentence.span.last)):
        word = passage.words[at]
        if (
            passage.borders[at]
            or not word.endswith((*adjectives, *nouns))
            or not _may_be_somebody(sentence, at)
        ):
            break
        last = at
        if not word.endswith(adjectives):
            break
    return last


def _may_be_somebody(sentence: Sentence, at: int) -> bool:
    """Whether a word is plain and none for a thing, a beast or nobody."""
    words, said = sentence.lexicon, sentence.passage.words[at]
    thing = any(hit.first <= at < hit.last for name in _THINGS for hit in sentence.found(name))
    nobody = said in words.words("livestock|no_persons|openers")
    return _is_plain(sentence, at) and not (thing or nobody)


_THINGS = ("target", "struck", "weapon")


def _is_object(sentence: Sentence, verb: int) -> bool:
    """Whether the word right before a verb is one person in the case of the object, and no thing."""
    words = sentence.lexicon
    passage, at = sentence.passage, verb - 1
    if at < sentence.span.first or passage.borders[verb] or not _is_plain(sentence, at):
        return False
    word = passage.words[at]
    if not word.endswith(words.endings("accusative_endings")):
        return False
    if any(one.start <= passage.starts[at] < one.noun_end for one in sentence.counts):
        return False
    things = ("target", "struck", "weapon", "person", "toll")
    free = not any(hit.first <= at < hit.last for name in things for hit in sentence.found(name))
    return free and word not in words.words("livestock|no_persons|limbs")


def _noun(sentence: Sentence, at: int) -> int | None:
    """The noun that stands at a word, behind adjectives, if it is in the singular and who it befell."""
    words = sentence.lexicon
    passage, adjectives = sentence.passage, words.endings("adjective_endings")
    for index in range(at, min(at + _ADJECTIVES + 1, sentence.span.last)):
        word = passage.words[index]
        if passage.borders[index] or not _is_plain(sentence, index) or word in words.words("no_persons"):
            return None
        if any(one.first == index for one in sentence.found("person")):
            return index  # "*поранена жінка* померла": known to be somebody
        follows = index + 1 < sentence.span.last and not passage.borders[index + 1]
        if word.endswith(adjectives) and follows and _is_plain(sentence, index + 1):
            continue
        fits = not word.endswith(words.endings("oblique_endings")) and word not in words.words("livestock")
        return index if fits else None
    return None


def _is_plain(sentence: Sentence, index: int) -> bool:
    """Whether a word is one in small letters and no part of a date."""
    passage = sentence.passage
    word = passage.words[index]
    small = passage.text[passage.starts[index]].islower()
    return small and word.isalpha() and len(word) >= _SHORTEST and not sentence.dated(index)
