"""Words of claim, blame, suspicion or denial that stand apart from the act: in a sentence that tells no
incident of its own, and that grouping gave to none, or to what is none (a plan, an arrest, a reaction).

It says only of which incidents such a sentence speaks; what it says of whom is `attribution`'s business.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.dates import DateMention
from incidents.extraction.reading import Sentence
from incidents.extraction.reading.sentence import CLAIMS
from incidents.extraction.stories import Story
from incidents.extraction.stories.homes import days_apart

_BESIDE = 3  # words from "both" to the claim or the act
_FAR = 10  # days between an act and one that a sentence speaks of


# The sentences that speak of a story apart from it, by its identity.
Claims = Mapping[int, Sequence[Sentence]]


def spoken_of(sentences: Sequence[Sentence], told: Sequence[Story], stories: Sequence[Story]) -> Claims:
    """The sentences that speak of each incident beside its story's own, by the story's identity; `told` are
    the stories that are incidents, `stories` all of them.
    """
    violent = [story for story in told if is_violent(story.kind)]
    apart = [(story, _told_at(story)) for story in violent if story is violent[0] or not _depends(story)]
    taken = {sentence.index for story, _ in apart for sentence in _all_of(story)}
    taken |= {at for story in violent if _depends(story) for at in _told_at(story)}
    acts: dict[int, list[Mention]] = {}
    for mention in chain.from_iterable(story.mentions for story in stories):
        acts.setdefault(mention.sentence.index, []).append(mention)
    found: dict[int, list[Sentence]] = {}
    for sentence in sentences if apart else ():
        if not sentence.has_any(*CLAIMS) or sentence.in_title:
            continue
        of_all = _is_of_all(sentence)
        if (sentence.index in taken and not of_all) or _is_of_others(acts.get(sentence.index, ())):
            continue
        for story in _meant(sentence, apart, of_all=of_all):
            found.setdefault(id(story), []).append(sentence)
    return found


def _depends(story: Story) -> bool:
    """Whether a story is only more of what was told before it ("a dozen homes were looted"): a claim behind
    it is of both.
    """
    return not (story.told_apart or story.beside or story.when or _has_town(story))


def _has_town(story: Story) -> bool:
    """Whether it has a town or a division of its own."""
    return story.place is not None and story.place.precision != "country"


def _told_at(story: Story) -> list[int]:
    """The sentences that tell a story's act, in order."""
    return sorted(mention.sentence.index for mention in story.mentions)


def _all_of(story: Story) -> Iterator[Sentence]:
    """The sentences of a story."""
    yield from story.sentences
    yield from (mention.sentence for mention in story.mentions)


def _is_of_others(acts: Sequence[Mention]) -> bool:
    """Whether all that a sentence tells are many acts, or no news: "most attacks are blamed on …"."""
    return bool(acts) and all((act.generic and not act.is_definite) or act.vetoed for act in acts)


def _is_of_all(sentence: Sentence) -> bool:
    """Whether it speaks of all acts just told: "both bore the hallmarks of …", "claimed *all* attacks"; not
    one that names a town, whose act is meant.
    """
    if _towns(sentence):
        return False
    claims = [hit for label in CLAIMS for hit in sentence.found(label)]
    near = [(hit.first - _BESIDE, hit.last + _BESIDE) for hit in claims]
    near += [(hit.first - _BESIDE, hit.first) for hit in sentence.found("act")]
    return any(sentence.says("all_of_them", first, last) for first, last in near)


def _towns(sentence: Sentence) -> bool:
    """Whether a sentence names a town or a division."""
    return any(one.place.precision != "country" for one in sentence.places)


def _meant(
    sentence: Sentence, told: Sequence[tuple[Story, Sequence[int]]], *, of_all: bool
) -> Iterator[Story]:
    """The stories that a sentence speaks of: the one told last before it, or all told before."""
    before = [
        (at[bisect_left(at, sentence.index) - 1], story) for story, at in told if at[0] < sentence.index
    ]
    if not of_all:
        before = [max(before, key=itemgetter(0))] if before else []
    for _, story in before:
        if not any(_is_far(sentence, day, story) for day in sentence.dates):
            yield story


def _is_far(sentence: Sentence, day: DateMention, story: Story) -> bool:
    """Whether a sentence gives a day far from a story's, and not by the way ("blamed the group, *which* broke
    the truce in 2016").
    """
    if story.when is None or sentence.is_since(day) or is_aside(sentence, day):
        return False
    return days_apart(story.when, day.when) > _FAR


def is_aside(sentence: Sentence, day: DateMention) -> bool:
    """Whether a day stands in a clause behind the words of claim or blame, which tells of something else."""
    at = sentence.word_at(day.start)
    first = min((hit.last for label in CLAIMS for hit in sentence.found(label) if hit.last <= at), default=at)
    return sentence.says("relatives", first, at) or sentence.says("since", first, at)
