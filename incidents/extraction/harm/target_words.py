"""The words for what was hit, as the text has them: with the name that ends in them, and each thing once."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.extraction.acts.telling import stem
from incidents.extraction.reading import Sentence
from incidents.extraction.words.agreement import agree
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Where

_NAME = 4  # words of a name before its noun
_NOUN = 4  # letters of the shortest noun behind its adjective
_NO_NOUNS = (
    "adjectives|articles|determiners|of|locative|prepositions|oblique|clauses"
    "|conjunctions|auxiliary|indefinite"
)

Wording = tuple[str, Where, int, int]  # the words, and where they stand


def each_once(hits: Iterable[tuple[Sentence, Hit]]) -> list[Wording]:
    """The words of each, a longer name instead of a shorter one: "shop", then "tea shop"; the endings of case
    and number make no difference.
    """
    found: dict[str, Wording] = {}
    for sentence, hit in hits:
        passage, first, last = sentence.passage, _first(sentence, hit), _last(sentence, hit)
        start, end = passage.starts[first], passage.ends[last - 1]
        name = " ".join(map(stem, passage.words[first:last]))
        if any(name in known for known in found):
            continue
        shorter = next((known for known in found if known in name), name)
        found[shorter] = (passage.text[start:end], passage.where, start, end)
    return list(found.values())


def _first(sentence: Sentence, hit: Hit) -> int:
    """The first word of a name that ends in these: "Al Noor *Mosque*", "a *tea* shop"; headlines capitalise
    anything.
    """
    passage, first = sentence.passage, hit.first
    capital = [passage.text[start].isupper() for start in passage.starts[max(0, first - _NAME) : first + 1]]
    if not says_names(sentence):
        return first - (sentence.text.isupper() and _is_compound(sentence, first))
    if not capital.pop():
        return first - _is_compound(sentence, first)
    while capital and capital.pop() and not passage.borders[first] and first - 1 > sentence.span.first:
        first -= 1
    return first


def _last(sentence: Sentence, hit: Hit) -> int:
    """Behind the noun of a thing that is named by its adjective, where those are declined: "у *ювелирного
    салона*"; the endings of the two must agree.
    """
    passage, last = sentence.passage, hit.last
    if last >= sentence.span.last or passage.borders[last] or not hit.label.startswith("target"):
        return last
    word, noun = passage.words[last - 1], passage.words[last]
    known = any(one.first <= last < one.last for one in sentence.hits)
    if known or len(noun) < _NOUN or passage.text[passage.starts[last]].isupper():
        return last
    return last + agree(word, noun, sentence.lexicon)


def says_names(sentence: Sentence) -> bool:
    """Whether capitals stand on names alone, as they do not in many a headline."""
    if sentence.text.isupper():
        return False
    if not sentence.in_title:
        return True
    words = [word for word in sentence.text.split() if len(word) > 3 and word.isalpha()]
    return 2 * sum(word[0].isupper() for word in words) <= len(words)


def _is_compound(sentence: Sentence, first: int) -> bool:
    """Whether the word before a noun says what kind of thing it is: "a *tea* shop", not "a crowded shop"."""
    lexicon, passage = sentence.lexicon, sentence.passage
    before = sentence.words(first - 3, first)
    if len(before) < 2 or any(passage.borders[first - len(before) + 1 : first + 1]):
        return False
    kind, opening = before[-1], lexicon.words("articles|determiners")
    named = passage.text[passage.starts[first - 1]].isupper() and not sentence.text.isupper()
    if opening.isdisjoint(before[:-1]) or named:
        return False
    if not kind.isalpha() or kind.endswith(lexicon.endings("adjective_endings")):
        return False
    return kind not in lexicon.words(_NO_NOUNS)
