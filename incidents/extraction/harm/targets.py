"""Who or what an act hit, in the text's own words: what is named near the act in its sentence, or beside
words of damage. It counts nobody; that is the tolls' business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.extraction.acts.mentions import Mention
from incidents.extraction.harm.hit_nouns import hit_nouns
from incidents.extraction.harm.persons import Persons
from incidents.extraction.harm.target_words import Wording, each_once
from incidents.extraction.harm.told import Told
from incidents.extraction.harm.was_hit import is_hit, moves
from incidents.extraction.harm.word_order import Words, is_object, is_subject
from incidents.extraction.reading import Sentence
from incidents.extraction.stories import Story
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Type

MOST = 4
_NEAR = 14  # words between an act and what it hit
_DAMAGE = 8  # words between words of damage and what is damaged
_BY_FORCES = (Type.RAID, Type.AIRSTRIKE)
_FATES = ("killed", "injured", "abducted", "shot")
_HARM = ("toll.killed", "toll.injured", "toll.shot", "toll.abducted")
# Words that say of somebody no more than that he was one, his age or sex; of the last two not even that.
_ANYBODY = "plain_people|anybody|casualties|faceless"


def targets(story: Story, told: Sequence[Told]) -> list[Wording]:
    """Who or what was hit, each once; `told` are the fates told in the article."""
    victims, fates = list(_of_victims(story)), list(_of_fates(story, told))
    telling = [one for one in victims + fates if not _says(*one, _ANYBODY)]
    plain = [one for one in victims + fates if not _says(*one, "casualties|faceless")]
    named = [*_of_acts(story), *_of_damage(story), *telling, *_of_nouns(story)]
    return each_once([*named, *plain])[:MOST]


def _things(sentence: Sentence) -> list[Hit]:
    """What may have been hit, in the order of the text."""
    return sorted(
        [*sentence.found("target"), *sentence.found("struck")], key=lambda hit: (hit.first, -hit.last)
    )


def _of_acts(story: Story) -> Iterator[tuple[Sentence, Hit]]:
    for mention in story.mentions:
        sentence = mention.sentence
        for hit in _things(sentence) if not mention.answer else ():
            if abs(hit.first - mention.first) <= _NEAR and is_hit(sentence, mention, hit):
                yield sentence, hit


def _of_victims(story: Story) -> Iterator[tuple[Sentence, Hit]]:
    """Who was hit, by a word for a person: "four *farmers* were shot"."""
    for mention in story.mentions:
        sentence = mention.sentence
        told = _telling(mention)
        for hit in sentence.found("person") if not mention.answer else ():
            attacker = hit.label == "person.attacker" and story.kind not in _BY_FORCES
            if attacker or _is_number(sentence, hit.first) or _says(sentence, hit, "bodies"):
                continue
            if any(is_object(sentence, one, hit) or is_subject(sentence, one, hit) for one in told):
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


def _telling(mention: Mention) -> list[Words]:
    """What tells an act and what befell somebody in its sentence."""
    return [mention, *mention.sentence.found_any(*_HARM)]


def _of_nouns(story: Story) -> Iterator[tuple[Sentence, Hit]]:
    """Who or what the order of words makes the act's object, whether a list knows it or not."""
    for mention in story.mentions:
        sentence = mention.sentence
        for words in _telling(mention) if not mention.answer else ():
            for hit in hit_nouns(sentence, words.first, words.last):
                driven = story.kind is Type.VEHICLE_ATTACK and sentence.says("vehicles", hit.first, hit.last)
                if not driven:  # "a van was driven at worshippers"
                    yield sentence, hit


def _of_damage(story: Story) -> Iterator[tuple[Sentence, Hit]]:
    for sentence in story.sentences:
        for damage in sentence.found("cue.damage"):
            for hit in _things(sentence):
                if 0 <= hit.first - damage.last <= _DAMAGE and not moves(sentence, hit):
                    yield sentence, hit


def _says(sentence: Sentence, hit: Hit, setting: str) -> bool:
    """Whether one of a term's words stands in one of the lexicon's plain lists."""
    return sentence.says(setting, hit.first, hit.last)


def _is_number(sentence: Sentence, at: int) -> bool:
    """Whether a word is a part of a number: "killing *nine*"."""
    start = sentence.passage.starts[at]
    return any(count.start <= start < count.end for count in sentence.counts)


def _is_noun(sentence: Sentence, persons: Persons) -> bool:
    """Whether persons are told of by a noun for what they are, not by a number or a name alone."""
    if persons.counted:
        return not persons.bare and persons.last - persons.first > 1
    return any(hit.first == persons.first for hit in sentence.found("person"))
