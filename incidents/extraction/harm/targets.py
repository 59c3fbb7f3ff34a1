"""Who or what an act hit, in the text's own words: what is named near the act in its sentence, or beside
words of damage.

Police, hospitals and offices stand around any report without being hit; of them only what the order of words
makes the act's object counts: "attack on a police patrol", "two officers were shot". It counts nobody; that
is the tolls' business.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from incidents.extraction.acts.mentions import Mention
from incidents.extraction.acts.telling import stem
from incidents.extraction.harm.hit_nouns import hit_nouns
from incidents.extraction.harm.persons import Persons
from incidents.extraction.harm.told import Told
from incidents.extraction.reading import Sentence
from incidents.extraction.stories import Story
from incidents.extraction.words.agreement import agree
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Type, Where

MOST = 4
_NEAR = 14  # words between an act and what it hit
_OBJECT = 4  # words between an act and its object
_SUBJECT = 3  # words between who was hit and the act
_RAMMED = 3  # words from ramming to what is driven
_NAME = 4  # words of a name before its noun
_NOUN = 4  # letters of the shortest noun behind its adjective
_DAMAGE = 8  # words between words of damage and what is damaged

Words = tuple[str, Where, int, int]  # the words, and where they stand


class Span(NamedTuple):
    """The half-open range of the words that tell what befell somebody."""

    first: int
    last: int


def targets(story: Story, told: Sequence[Told]) -> list[Words]:
    """Who or what was hit, each once; `told` are the fates told in the article."""
    victims, fates = list(_of_victims(story)), list(_of_fates(story, told))
    telling = [one for one in victims + fates if not _says(*one, *_ANYBODY)]
    plain = [one for one in victims + fates if not _says(*one, "casualties", "faceless")]
    named = [*_of_acts(story), *_of_damage(story), *telling, *_of_nouns(story)]
    return _each_once([*named, *plain])[:MOST]


def _each_once(hits: Iterable[tuple[Sentence, Hit]]) -> list[Words]:
    """The words of each, a longer name instead of a shorter one: "shop", then "tea shop"; the endings of case
    and number make no difference.
    """
    found: dict[str, Words] = {}
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
    if not _says_names(sentence):
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


def _says_names(sentence: Sentence) -> bool:
    """Whether capitals stand on names alone, as they do not in many a headline."""
    if sentence.text.isupper() or not sentence.in_title:
        return not sentence.text.isupper()
    words = [word for word in sentence.text.split() if len(word) > 3 and word.isalpha()]
    return 2 * sum(word[0].isupper() for word in words) <= len(words)


def _is_compound(sentence: Sentence, first: int) -> bool:
    """Whether the word before a noun says what kind of thing it is: "a *tea* shop", not "a crowded shop"."""
    lexicon, passage = sentence.lexicon, sentence.passage
    before = sentence.words(first - 3, first)
    if len(before) < 2 or any(passage.borders[first - len(before) + 1 : first + 1]):
        return False
    kind, opening = before[-1], lexicon.words("articles") | lexicon.words("determiners")
    named = passage.text[passage.starts[first - 1]].isupper() and not sentence.text.isupper()
    if opening.isdisjoint(before[:-1]) or named:
        return False
    if not kind.isalpha() or kind.endswith(tuple(lexicon.words("adjective_endings"))):
        return False
    no_noun = (
        "adjectives",
        "articles",
        "determiners",
        "of",
        "locative",
        "prepositions",
        "oblique",
        "clauses",
    )
    return all(
        kind not in lexicon.words(name) for name in (*no_noun, "conjunctions", "auxiliary", "indefinite")
    )


def _things(sentence: Sentence) -> list[Hit]:
    """What may have been hit, in the order of the text."""
    return sorted(
        [*sentence.found("target"), *sentence.found("struck")], key=lambda hit: (hit.first, -hit.last)
    )


def _of_acts(story: Story) -> Iterator[tuple[Sentence, Hit]]:
    for mention in story.mentions:
        sentence = mention.sentence
        for hit in _things(sentence) if not mention.answer else ():
            if abs(hit.first - mention.first) <= _NEAR and _is_hit(sentence, mention, hit):
                yield sentence, hit


def _of_victims(story: Story) -> Iterator[tuple[Sentence, Hit]]:
    """Who was hit, by a word for a person: "four *farmers* were shot"."""
    for mention in story.mentions:
        sentence = mention.sentence
        befell = [Span(one.first, one.last) for label in _HARM for one in sentence.found(label)]
        told = [Span(mention.first, mention.last), *befell]
        for hit in sentence.found("person") if not mention.answer else ():
            attacker = hit.label == "person.attacker" and story.kind not in _BY_FORCES
            if attacker or _is_number(sentence, hit.first):
                continue
            if any(_is_object(sentence, one, hit) or _is_subject(sentence, one, hit) for one in told):
                yield sentence, hit


def _of_fates(story: Story, told: Sequence[Told]) -> Iterator[tuple[Sentence, Hit]]:
    """Who was killed, hurt or taken where the acts are told, by the noun for them, whether a list knows it or
    not.
    """
    acts = {mention.sentence.index for mention in story.mentions if not mention.answer}
    for one in told:
        sentence, persons, at = one.sentence, one.persons, one.persons.last - 1
        if sentence.index not in acts or one.fate not in _FATES or not persons.number:
            continue
        if persons.role == "attacker" or one.own_hand or not _is_noun(sentence, persons):
            continue
        if sentence.passage.words[at].isalpha() and not _is_number(sentence, at):
            yield sentence, Hit("person.victim", at, persons.last)


def _of_nouns(story: Story) -> Iterator[tuple[Sentence, Hit]]:
    """Who or what the order of words makes the act's object, whether a list knows it or not."""
    for mention in story.mentions:
        sentence = mention.sentence
        spans = [Span(mention.first, mention.last)]
        spans += [Span(one.first, one.last) for label in _HARM for one in sentence.found(label)]
        for span in spans if not mention.answer else ():
            for hit in hit_nouns(sentence, *span):
                driven = story.kind is Type.VEHICLE_ATTACK and sentence.says("vehicles", hit.first, hit.last)
                if not driven:  # "a van was driven at worshippers"
                    yield sentence, hit


_BY_FORCES = (Type.RAID, Type.AIRSTRIKE)

# Words that say of somebody no more than that he was one, his age or sex; of the last two not even that.
_ANYBODY = ("plain_people", "anybody", "casualties", "faceless")


def _says(sentence: Sentence, hit: Hit, *settings: str) -> bool:
    """Whether one of a term's words stands in one of the lexicon's plain lists."""
    return any(sentence.says(name, hit.first, hit.last) for name in settings)


def _is_number(sentence: Sentence, at: int) -> bool:
    """Whether a word is a part of a number: "killing *nine*"."""
    start = sentence.passage.starts[at]
    return any(count.start <= start < count.end for count in sentence.counts)


def _is_noun(sentence: Sentence, persons: Persons) -> bool:
    """Whether persons are told of by a noun for what they are, not by a number or a name alone."""
    if persons.counted:
        return not persons.bare and persons.last - persons.first > 1
    return any(hit.first == persons.first for hit in sentence.found("person"))


_FATES = ("killed", "injured", "abducted", "shot")
_HARM = ("toll.killed", "toll.injured", "toll.shot", "toll.abducted")


def _of_damage(story: Story) -> Iterator[tuple[Sentence, Hit]]:
    for sentence in story.sentences:
        for damage in sentence.found("cue.damage"):
            for hit in _things(sentence):
                if 0 <= hit.first - damage.last <= _DAMAGE and not _moves(sentence, hit):
                    yield sentence, hit


def _is_hit(sentence: Sentence, mention: Mention, hit: Hit) -> bool:
    if mention.kind == Type.VEHICLE_ATTACK and hit.first <= mention.first and _is_vehicle(sentence, hit):
        return False  # "*a van* was driven at worshippers"
    if _is_care(sentence, hit) or _acts_itself(sentence, hit) or _is_office(sentence, hit):
        return False
    if _is_within_name(sentence, hit) or _moves(sentence, hit):
        return False
    start = sentence.passage.starts[hit.first]
    if _speaks(sentence, hit) or any(place.start <= start < place.end for place in sentence.places):
        return False
    around = sentence.lexicon.words("bystanders")
    if around.isdisjoint(sentence.words(hit.first, hit.last)):
        return True
    return _is_object(sentence, mention, hit) or _is_subject(sentence, mention, hit)


def _is_object(sentence: Sentence, mention: Mention | Span, hit: Hit) -> bool:
    """Whether it stands behind the act in one clause, or among its words: "attack on a police patrol",
    "нападение на сотрудников", not "shot as officers".
    """
    if mention.first < hit.first and hit.last <= mention.last:
        return True
    if not 0 <= hit.first - mention.last <= _OBJECT or _is_parted(sentence, mention.last, hit.first):
        return False
    words, between = sentence.lexicon, sentence.words(mention.last, hit.first)
    breaks = ("by", "speech", "conjunctions", "clauses", "auxiliary")
    return all(words.words(name).isdisjoint(between) for name in breaks)


def _is_subject(sentence: Sentence, mention: Mention | Span, hit: Hit) -> bool:
    """Whether it stands before a passive act: "two officers were shot"; in a headline "officer shot"."""
    if not 0 <= mention.first - hit.last <= _SUBJECT or _is_parted(sentence, hit.last, mention.first):
        return False
    words, between = sentence.lexicon, sentence.words(hit.last, mention.first)
    auxiliary = words.words("auxiliary")
    if not auxiliary.isdisjoint(sentence.words(hit.last, mention.last)):
        return auxiliary.issuperset(between)
    if words.words("passives"):
        return _is_suffering(sentence, mention, hit, between)
    if between:
        return False
    if not sentence.in_title:
        return False
    after = sentence.words(mention.last, mention.last + 1)
    if _is_parted(sentence, mention.last, mention.last) or not after:
        return True
    return any(after[0] in words.words(name) for name in ("prepositions", "conjunctions", "clauses"))


def _is_suffering(sentence: Sentence, mention: Mention | Span, hit: Hit, between: Sequence[str]) -> bool:
    """Whether what stands before an act suffered it, by the endings of a declined language: "пост обстрелян",
    "рабочих расстреляли", not "школьник открыл стрельбу", "крестьяне убили".
    """
    words, noun = sentence.lexicon, sentence.passage.words[hit.last - 1]
    if any(not words.words(name).isdisjoint(between) for name in ("speech", "conjunctions", "clauses")):
        return False
    endings = words.words("passives")
    if noun.endswith(tuple(words.words("accusatives"))):
        endings = endings | words.words("impersonal")
    return sentence.passage.words[mention.first].endswith(tuple(endings))


def _is_parted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a comma or more stands before any of the words `first` to `last`."""
    return any(sentence.passage.borders[at] for at in range(first, min(last + 1, sentence.span.last)))


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
    if not _says_names(sentence) or not passage.text[passage.starts[hit.first]].isupper():
        return False
    last += sentence.words(last, last + 1) == ["of"]
    return (
        last < sentence.span.last
        and not passage.borders[last]
        and passage.text[passage.starts[last]].isupper()
    )


def _moves(sentence: Sentence, hit: Hit) -> bool:
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
    behind = itertools.takewhile(
        lambda at: not sentence.passage.borders[at], range(hit.last, min(hit.last + 3, sentence.span.last))
    )
    return any(sentence.passage.words[at] in lexicon.words("drives") for at in behind) or sentence.says(
        "by", hit.first - 3, hit.first
    )


def _is_vehicle(sentence: Sentence, hit: Hit) -> bool:
    return sentence.says("vehicles", hit.last - 1, hit.last)


def _acts_itself(sentence: Sentence, hit: Hit) -> bool:
    """Whether it did something: "by other officers", "an officer shot him"."""
    return hit.label == "target.security" and sentence.says("by", hit.first - 3, hit.first)


def _speaks(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word is the source of the report rather than its object: "police said", "according to
    police".
    """
    speech = sentence.lexicon.words("speech")
    behind = itertools.takewhile(
        lambda at: not sentence.passage.borders[at],
        range(hit.last, min(hit.last + 3, sentence.span.last)),
    )
    near = [*sentence.words(hit.first - 2, hit.first), *(sentence.passage.words[at] for at in behind)]
    return not speech.isdisjoint(near)
