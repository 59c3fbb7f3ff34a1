"""A village that the gazetteer lacks: where the text puts the act there and names its division, a far town
that it names elsewhere is not the scene, and the division is; the country, where that is a hospital's town.

Told by words alone: "near Lokori in Turkana" names a place, whatever it is. It resolves no names.
"""

from __future__ import annotations

from collections.abc import Iterable

from incidents.extraction.acts.anchors import identity
from incidents.extraction.places import Located
from incidents.extraction.places.resolving import WITH_STATE
from incidents.extraction.places.words import context_words
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.scene.countries import whole
from incidents.extraction.stories import Story
from incidents.extraction.stories.local_places import is_in_care, locative

_LONGEST = 3  # words of a name
_ACRONYM = 5  # letters


def within(reading: Reading, story: Story, chosen: Located) -> Located:
    """The scene that was chosen, or the division that its act's sentence names beside a place that nobody
    knows, if the chosen town stands elsewhere; its country, if that is another.
    """
    place = chosen.place
    if place.precision != "place" or place.country in WITH_STATE or chosen.where == "title":
        return chosen
    acts = [mention.sentence for mention in story.mentions if not mention.sentence.in_title]
    told = [one for one in acts if _names_unknown(one)][:1]
    named = [
        identity(one.place)
        for sentence in reading.sentences
        if sentence.in_title or sentence in told
        for one in sentence.places
    ]
    if not told or identity(place) in named:
        return chosen
    held = _holder(told[0].places, chosen)
    opening = [one for one in reading.sentences if one.in_title or one in told]
    abroad = _country_told(opening, chosen) if told[0].lead else None
    return held or abroad or (whole(reading, chosen) if _is_hospitals(reading, chosen) else chosen)


def _is_hospitals(reading: Reading, town: Located) -> bool:
    """Whether a town is only named as where the hurt were taken."""
    own = [
        is_in_care(sentence, sentence.word_at(one.start))
        for sentence in reading.sentences
        for one in sentence.places
        if identity(one.place) == identity(town.place)
    ]
    return bool(own) and all(own)


def _country_told(sentences: Iterable[Sentence], chosen: Located) -> Located | None:
    """The country in which title and act say that it happened, "in Algeria" and not "two Mexicans", where
    they name nothing in the chosen town's.
    """
    named = [(sentence, one) for sentence in sentences for one in sentence.places if one.place.country]
    if not named or any(one.place.country == chosen.place.country for _, one in named):
        return None
    sentence, first = named[0]
    coarse = first.place.precision != "place" and first.kind != "demonym"
    return first if coarse and locative(sentence, first) else None


def _holder(places: Iterable[Located], chosen: Located) -> Located | None:
    """The first division of the chosen town's country among some places."""
    return next(
        (
            one
            for one in places
            if one.place.precision == "admin"
            and one.kind == "mention"
            and one.place.country == chosen.place.country
        ),
        None,
    )


def _names_unknown(sentence: Sentence) -> bool:
    """Whether a name that is no known place's stands where a place does: "near Lokori", "the village of
    Ngalonga".
    """
    passage, span, lexicon = sentence.passage, sentence.span, sentence.lexicon
    locative, towns = lexicon.words("locative") - lexicon.words("away"), lexicon.words("settlements")
    locative |= context_words(lexicon.language).settlement
    known = [(one.start, one.end) for one in sentence.places]
    for at in range(span.first, span.last - 1):
        words = passage.words
        of_town = words[at] in lexicon.words("of") and at > span.first and words[at - 1] in towns
        if words[at] not in locative and not of_town:
            continue
        last = at + 1
        while last < span.last and last <= at + _LONGEST and _is_name(sentence, last):
            last += 1
            if passage.borders[last - 1] and last - 1 > at + 1:
                last -= 1
                break
        if last > at + 1 and _is_place(sentence, at + 1, last, known):
            return True
    return False


def _is_name(sentence: Sentence, at: int) -> bool:
    start = sentence.passage.starts[at]
    return sentence.passage.text[start].isupper()


def _is_place(sentence: Sentence, first: int, last: int, known: list[tuple[int, int]]) -> bool:
    """Whether a name is neither known, nor a day's, a group's, an office's or a building's."""
    passage, around = sentence.passage, context_words(sentence.lexicon.language)
    start, end = passage.starts[first], passage.ends[last - 1]
    if any(one < end and start < other for one, other in known) or sentence.dated(first):
        return False
    if passage.text[start:end].isupper() and end - start <= _ACRONYM:
        return False
    if any(start <= one < end for one in sentence.groups):
        return False
    if any(first <= hit.first < last for hit in sentence.hits):
        return False
    beside = set(passage.words[first : min(last + 1, sentence.span.last)])
    parts = sentence.lexicon.words("name_parts") | around.street | around.organisation | around.named
    return beside.isdisjoint(parts)
