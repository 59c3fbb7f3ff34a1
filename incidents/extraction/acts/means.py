"""With what an act was done: its weapon in the text's words, and whether attackers used several means, as in
"hacked and shot" or "with grenades and rifles".

Who came with knives and guns alike neither stabbed nor shot: it is an armed attack. It decides no type.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from incidents.extraction.reading import Sentence
from incidents.extraction.words.agreement import agree
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Type, Where

_FITTING: Mapping[Type, Sequence[str]] = {
    Type.BOMBING: ["weapon.bomb"],
    Type.SUICIDE_BOMBING: ["weapon.bomb"],
    Type.SHOOTING: ["weapon.gun"],
    Type.STABBING: ["weapon.knife"],
    Type.ARSON: ["weapon.fire"],
    Type.SHELLING: ["weapon.rocket"],
    Type.AIRSTRIKE: ["weapon.aircraft", "weapon.bomb", "weapon.rocket"],
    Type.VEHICLE_ATTACK: ["weapon.vehicle"],
}
# What one who robs, hijacks or kills has with him, where no sentence of the act says so.
_IN_HAND = ("weapon.gun", "weapon.knife", "weapon.bomb")
_BY_HAND = (Type.ARMED_ATTACK, Type.ROBBERY)  # also with what lay at hand: a bottle, a brick
_WITH_ANY = (Type.ROBBERY, Type.HIJACKING, Type.ASSASSINATION, Type.ARMED_ATTACK)
_MEANS = {
    "act.shooting": "gun",
    "act.stabbing": "knife",
    "weapon.gun": "gun",
    "weapon.knife": "knife",
    "weapon.bomb": "bomb",
}
_APART = 5  # words from one of two means that are told in a row to the other

Words = tuple[str, Where, int, int]  # the words, and where they stand


def weapon_of(
    kind: Type, acts: Sequence[Sentence], sentences: Sequence[Sentence], free: Sequence[Sentence] = ()
) -> Words | None:
    """The weapon of a story by its type, the sentences of its acts, all of its sentences, and those of the
    article that tell no other act: one that fits the type first, where the act is told or else in the rest;
    where the type asks for none, any; at last a tool.

    What is named for itself comes before what brought it or what only describes the act. Shots ("bullets",
    "gunfire"), fire and whoever blew himself up are no things.
    """
    fitting = _FITTING.get(kind, ["weapon"])
    looked = [(part, label) for label in fitting for part in (acts, sentences)]
    looked += [(acts, "tool.hand")] if kind in _BY_HAND else []
    looked += [(part, "tool.thing") for part in (acts, sentences)]
    looked += [(free, label) for label in _FITTING.get(kind, _IN_HAND if kind in _WITH_ANY else ())]
    for faint in (False, True):
        for part, label in looked:
            found = _best(part, label, faint=faint)
            if found is not None:
                return _as_written(*found)
    return None


def _best(sentences: Iterable[Sentence], label: str, *, faint: bool) -> tuple[Sentence, Hit] | None:
    """The first thing of a label that the text names, or one that the title calls by a longer name."""
    found = [
        (sentence, hit)
        for sentence in sentences
        if label == "weapon.vehicle" or sentence.has(label)
        for hit in _things(sentence, label)
        if _is_faint(sentence, hit) == faint
    ]
    in_text = next((one for one in found if not one[0].in_title), None)
    titled = next((one for one in found if one[0].in_title), None)
    if in_text is None or titled is None:
        return in_text or titled
    return max(in_text, titled, key=lambda one: one[1].last - one[1].first)


def _is_faint(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word only says with what it came or what the act was like: "*a plane* dropped a bomb",
    "*ракетный* удар".
    """
    if sentence.says("carriers", hit.last - 1, hit.last):
        return True
    behind = _last(sentence, hit)
    return behind > hit.last and any(act.first <= hit.last < act.last for act in sentence.found("act"))


def _last(sentence: Sentence, hit: Hit) -> int:
    """Behind the noun of an adjective that names a weapon, where those are declined: "*артилерійські*
    снаряди".
    """
    passage, last = sentence.passage, hit.last
    if last >= sentence.span.last or passage.borders[last]:
        return last
    return last + agree(passage.words[last - 1], passage.words[last], sentence.lexicon)


def _things(sentence: Sentence, label: str) -> Iterator[Hit]:
    """The weapons of a label that one can hold or drive: of "rammed a car" and "drove a car at" the car."""
    words, lexicon = sentence.passage.words, sentence.lexicon
    if label == "weapon.vehicle":
        yield from _driven(sentence)
        return
    for hit in sentence.found(label):
        last = words[hit.last - 1]
        if hit.label != "weapon.vehicle" and last not in lexicon.words("shots|bombers"):
            yield hit


def _driven(sentence: Sentence) -> Iterator[Hit]:
    """The vehicle behind a word for ramming or driving, or before a passive one: "a van was driven at"."""
    words, lexicon = sentence.passage.words, sentence.lexicon
    vehicles, drives = lexicon.words("vehicles"), lexicon.words("rams")
    ramming = {at for hit in sentence.found("weapon.vehicle") for at in range(hit.first, hit.last)}
    for at in range(sentence.span.first, sentence.span.last):
        if at in ramming or words[at] in drives:
            behind = range(at + 1, min(at + 1 + _RAMMED, sentence.span.last))
            before = range(at - 1, max(at - _RAMMED, sentence.span.first) - 1, -1)
            driven = (here for here in itertools.chain(behind, before) if words[here] in vehicles)
            yield from (Hit("weapon.vehicle", here, here + 1) for here in itertools.islice(driven, 1))


_RAMMED = 4  # words from ramming to what is driven


def _as_written(sentence: Sentence, hit: Hit) -> Words:
    """The text's words of a term, and where they stand; of "at gunpoint" the gun."""
    passage = sentence.passage
    start, end = passage.starts[hit.first], passage.ends[_last(sentence, hit) - 1]
    pointed = tuple(sentence.lexicon.words("pointed"))
    if pointed and passage.words[hit.last - 1].endswith(pointed):
        end -= next(len(one) for one in pointed if passage.words[hit.last - 1].endswith(one))
    return passage.text[start:end], passage.where, start, end


def is_mixed(sentence: Sentence) -> bool:
    """Whether attackers used different means: told in a row, or guns beside knives."""
    if sentence.has("weapon.knife") and sentence.has("weapon.gun") and sentence.has("person.attacker"):
        return True
    if not sentence.has_any(*_MEANS):
        return False
    means = sorted({(hit.first, mean) for label, mean in _MEANS.items() for hit in sentence.found(label)})
    for at, (first, mean) in enumerate(means):
        for second, other in means[at + 1 :]:
            if second - first > _APART:
                break
            if other != mean and _in_a_row(sentence, first, second):
                return True
    return False


def _in_a_row(sentence: Sentence, first: int, second: int) -> bool:
    """Whether two means are told in a row, and not of two places: "a bomb in Cali and shots in Morales"."""
    passage = sentence.passage
    span = range(passage.starts[first], passage.starts[second])
    if any(place.start in span for place in sentence.places):
        return False
    linked = sentence.says("rows", first + 1, second)
    return linked or (second == first + 1 and passage.borders[second] == 1)
