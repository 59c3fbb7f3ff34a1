"""Which of the places that an article names is the scene of its main story: not where the victim is from, was
nursed, or where the suspect was caught.

Every town and county is a candidate, and what the rules of `scene` say is one sign of it among those of
`scene.signs`. The weights are fitted (`ranking`). It resolves no names itself.
"""

from __future__ import annotations

from collections.abc import Set

from incidents.extraction.acts.anchors import compatible, identity
from incidents.extraction.acts.answered import opens_with_answered
from incidents.extraction.places import Located
from incidents.extraction.places.words import context_words
from incidents.extraction.ranking import chances
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.scene.signs import Named, is_county, population, signs
from incidents.extraction.stories import Story
from incidents.extraction.stories.local_places import (
    best_place,
    follows_mark,
    is_answered_there,
    locative,
    was_there,
)
from incidents.incident import Place

# By how much another place must be likelier than what the rules chose, and in a language of which the fit has
# seen little; where they chose a country or division, a town in it may be less likely.
_SURER = 0.05
_MUCH_SURER = 0.6
_FINER = -0.1


def candidates(reading: Reading, rule: Located | None, story: Story) -> list[Named]:
    """The towns and counties that the article names, save where it tells what the act answered or who
    condemned it, or where somebody was before, and whatever the rules chose.
    """
    own = {mention.sentence.index for mention in story.mentions}
    found: dict[object, Named] = {}
    everything: list[tuple[Sentence | None, Located]] = [(None, one) for one in reading.datelines]
    everything += [
        (sentence, one)
        for sentence in reading.sentences
        if sentence.index in own or not opens_with_answered(sentence)
        for one in sentence.places
        if not (is_answered_there(sentence, one) or was_there(sentence, one))
    ]
    for sentence, one in everything:
        chosen = rule is not None and identity(one.place) == identity(rule.place)
        if chosen or one.place.precision == "place" or is_county(one.place):
            same = identity(one.place)
            if same not in found:
                found[same] = Named(one.place, population(one.place, reading.gazetteer))
            found[same].mentions.append((sentence, one))
    return list(found.values())


def chosen(reading: Reading, story: Story, rule: Located, taken: Set[int]) -> Located:
    """The likeliest of the candidates; `rule` is what the rules chose, `taken` are sentences that tell other
    stories.
    """
    found = candidates(reading, rule, story)
    if len(found) < 2:
        return rule
    ranked = chances("scene", signs(found, reading, story, rule, taken))
    own = next((n for n, one in enumerate(found) if identity(one.place) == identity(rule.place)), None)
    if own is None:
        return rule  # that of a heading
    if "scene" in reading.lexicon.words("fitted"):
        surer, open_to = _SURER, list(range(len(found)))
    elif rule.place.precision == "place":
        surer, open_to = _MUCH_SURER, list(range(len(found)))
    else:
        surer, open_to = _FINER, [n for n, one in enumerate(found) if compatible(one.place, rule.place)]
        open_to = [n for n in open_to if n != own] or open_to
    at = max(open_to, key=ranked.__getitem__)
    scene = found[at] if ranked[at] > ranked[own] + surer else found[own]
    told = _told_by_mark(scene) or _told_later(scene, reading)
    return told or (rule if scene is found[own] else scene.first)


_MARK = 6  # words from a town's name to that of the one by which it is told


def _told_by_mark(scene: Named) -> Located | None:
    """The town that is told by another which is only named for that: "in *Bat Yam*, south of Tel Aviv", of
    what happened "near Tel Aviv".
    """
    told = [(sentence, one) for sentence, one in scene.mentions if sentence is not None]
    if not all(_is_mark(sentence, one) for sentence, one in told):
        return None
    beside = (town for sentence, one in told for town in sentence.places if _by(town, one, sentence))
    return next(beside, None)


def _told_later(scene: Named, reading: Reading) -> Located | None:
    """The town in which a later sentence says that it happened, where the lead names only the city that it is
    near, in languages that decline names: "в пригороде Денвера … Трагедия произошла в городе Аврора".
    """
    own = [(sentence, one) for sentence, one in scene.mentions if sentence is not None]
    declined = bool(context_words(reading.lexicon.language).spaced)
    if not (declined and own and all(_is_mark(sentence, one) for sentence, one in own)):
        return None
    for sentence in reading.sentences:
        town = best_place(sentence) if sentence.has("cue.occurred") else None
        if town and _lies_near(town.place, scene.place) and locative(sentence, town):
            return town
    return None


def _lies_near(town: Place, mark: Place) -> bool:
    """Whether another town lies near one."""
    return town.precision == "place" and identity(town) != identity(mark) and compatible(town, mark)


def _is_mark(sentence: Sentence, one: Located) -> bool:
    """Whether something lies near a town, or on one side of it: "near *Jos*", "30 km west of *Jos*"."""
    first = sentence.word_at(one.start)
    beside = sentence.says("of", first - 1, first) and sentence.says("suburb", first - 2, first - 1)
    return beside or sentence.says("around", first - 1, first) or sentence.says("marks", first - 1, first)


def _by(town: Located, mark: Located, sentence: Sentence) -> bool:
    """Whether a town in which something was stands right before a comma and the mark by which it is told."""
    last, first = sentence.word_at(town.end - 1) + 1, sentence.word_at(mark.start)
    if town.place.precision == "place" and sentence.word_at(mark.end - 1) + 1 == sentence.word_at(town.start):
        return follows_mark(sentence, town)
    near = town.place.precision == "place" and town.end < mark.start and first - last <= _MARK
    return near and sentence.passage.borders[last] == 1 and locative(sentence, town)
