"""A village that the gazetteer lacks: where the text puts the act there and names its division, a far town
that it names elsewhere is not the scene, and the division is; the country, where that is a hospital's town.

Told by words alone: "near Lokori in Turkana" names a place, whatever it is. It resolves no names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

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


def within(reading: Reading, story: Story, chosen: Located, taken: Set[int]) -> Located:
    """The scene that was chosen, or the division that its act's sentence names beside a place that nobody
    knows, if the chosen town stands elsewhere; its country, if that is another, or if the town is named as a
    hospital's or that of other acts, in the sentences `taken`.
    """
    place = chosen.place
    if place.precision != "place" or place.country in WITH_STATE or chosen.where == "title":
        return chosen
    acts = [mention.sentence for mention in story.mentions if not mention.sentence.in_title]
    told, at = next(((one, at) for one in acts if (at := _unknown(one))), (None, 0))
    opening = [one for one in reading.sentences if one.in_title or one is told]
    named = [identity(one.place) for sentence in opening for one in sentence.places]
    if told is None or identity(place) in named:
        return chosen
    held = _holder(told.places, chosen, at)
    abroad = _country_told(opening, chosen) if told.lead else None
    return held or abroad or (whole(reading, chosen) if _is_of_else(reading, chosen, taken) else chosen)


def _is_of_else(reading: Reading, town: Located, taken: Set[int]) -> bool:
    """Whether a town is only named as where the hurt were taken, or where other acts were; not that of the
    dateline, who may speak of its own quarters.
    """
    if any(identity(one.place) == identity(town.place) for one in reading.datelines):
        return False
    own = [
        sentence.index in taken or is_in_care(sentence, sentence.word_at(one.start))
        for sentence in reading.sentences
        for one in sentence.places
        if identity(one.place) == identity(town.place)
    ]
    return bool(own) and all(own)


def _country_told(sentences: Iterable[Sentence], chosen: Located) -> Located | None:
    """The country or division in which title and act say that it happened, "in Algeria" and not "two
    Mexicans", where they name nothing in the chosen town's country.
    """
    named = [(sentence, one) for sentence in sentences for one in sentence.places if one.place.country]
    if not named or any(one.place.country == chosen.place.country for _, one in named):
        return None
    sentence, first = named[0]
    coarse = first.place.precision != "place" and first.kind != "demonym"
    placed = coarse and (first.place.precision == "admin" or locative(sentence, first))
    return first if placed else None


def _holder(places: Sequence[Located], chosen: Located, at: int) -> Located | None:
    """The division of the chosen town's country that stands first behind the unknown name, which ends `at`,
    or first of all.
    """
    found = [
        one
        for one in places
        if one.place.precision == "admin"
        and one.kind == "mention"
        and one.place.country == chosen.place.country
    ]
    return next((one for one in found if one.start >= at), found[0] if found else None)


def _unknown(sentence: Sentence) -> int:
    """Where a name ends that is no known place's and stands where a place does: "near Lokori", "the village
    of Ngalonga"; 0 where there is none.
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
            return passage.ends[last - 1]
    return 0


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
