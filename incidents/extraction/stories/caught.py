"""Where somebody was caught, or a car was left, and where he did what he was caught for, in languages that
decline names: "*в Ульме задержали* подозреваемого в убийстве соседа *в Аугсбурге*".

By the words between a place and the verb, within one clause. Whether the act was there all the same is
weighed in `local_places` and in `scene`.
"""

from __future__ import annotations

from itertools import chain

from incidents.extraction.acts.anchors import with_adjective
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.places import Located
from incidents.extraction.places.words import context_words
from incidents.extraction.reading import Sentence

_CAUGHT = ("toll.arrested", "cue.traced")
_BEHIND = 5  # words from "задержали" to where
_AHEAD = 1  # words from where to "задержали"
_CHARGE = 9  # words from what somebody is charged with to where he did it


def is_caught_there(sentence: Sentence, place: Located) -> bool:
    """Whether a place is told with an arrest, or as where the attackers' car was found, and not with the act:
    "машину налётчиков *нашли в Пушкино*".
    """
    if not (sentence.has_any(*_CAUGHT) and context_words(sentence.lexicon.language).spaced):
        return False
    first, last = sentence.range_of(place)
    first, borders = with_adjective(sentence, first), sentence.passage.borders
    for hit in chain.from_iterable(map(sentence.found, _CAUGHT)):
        if 0 <= first - hit.last <= _BEHIND:
            between = range(hit.last, first)
        elif 0 <= hit.first - last <= _AHEAD:
            between = range(last, hit.first)
        else:
            continue
        parted = any(borders[at] for at in (*between, between.stop))
        if not (parted or any(act.first in between for act in sentence.found("act"))):
            return True
    return False


def charged_there(mention: Mention) -> Located | None:
    """Where the act was for which somebody is told as arrested: the first place behind it in its clause, with
    no arrest between.
    """
    sentence = mention.sentence
    if not context_words(sentence.lexicon.language).spaced:
        return None
    for place in sentence.places:
        first = with_adjective(sentence, sentence.word_at(place.start))
        if place.kind != "mention" or not 0 <= first - mention.last <= _CHARGE:
            continue
        parted = any(sentence.passage.borders[mention.last : first + 1])
        caught = any(mention.last <= hit.first < first for label in _CAUGHT for hit in sentence.found(label))
        placed = sentence.says("locative", first - 1, first)
        return place if placed and not (parted or caught) else None
    return None
