"""Where a story happened: the place that its own sentences give, else its neighbours', the dateline's or
the lead's.

A dateline, or the town whose police speak, is the article's seat: it corrects a name that fits badly
("Homewood" of another state) and stands for a quarter of its own ("South Shore" of Chicago). It never
overrules a place that the text puts the act in and that fits. Of the main story this is one sign among
others, by which `whereabouts` chooses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set

from incidents.extraction.acts.anchors import compatible, identity
from incidents.extraction.places import LEAST_STRENGTH, Located, outlet_town
from incidents.extraction.places.resolving import WITH_STATE
from incidents.extraction.places.words import context_words
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.scene.countries import in_likeliest
from incidents.extraction.scene.filed import filed
from incidents.extraction.scene.signs import population
from incidents.extraction.scene.unknown_places import within
from incidents.extraction.scene.whereabouts import candidates, chosen
from incidents.extraction.stories import Story
from incidents.extraction.stories.caught import is_caught_there
from incidents.extraction.stories.local_places import best_place, is_aside, is_in_care, told_near
from incidents.gazetteer import Gazetteer
from incidents.geometry import kilometres
from incidents.incident import Place, Type

_FINE = {"place": 2, "admin": 1, "country": 0}
_QUARTER_KM = 25.0
_NEEDS_NO_STATE = 500_000  # a smaller town far from the seat is named with its division, or is a quarter
_LONGER_NAME = re.compile(r"^(?: [A-Z][\w'’]*){1,2}(?= )")
_NAME_REACH = 48  # characters
_QUARTER_SHARE = 4  # a seat has at least so many times the people of what is taken for its quarter


def scene(reading: Reading, story: Story, *, main: bool, taken: Set[int]) -> Located | None:
    """The words and the place where the story happened, or None; `taken` are sentences that tell other
    stories.
    """
    best = before_country(reading, story, main=main, taken=taken)
    if main and best is not None:
        best = in_likeliest(reading, story, best)
    return filed(reading, story, best) if best else None


def before_country(reading: Reading, story: Story, *, main: bool, taken: Set[int]) -> Located | None:
    """The scene before it is asked whether its country is likely."""
    rule = by_rules(reading, story, main=main, taken=taken)
    if rule is None:
        return None if not main or candidates(reading, None, story) else _aside(reading)
    return within(reading, story, chosen(reading, story, rule, taken), taken) if main else rule


def _aside(reading: Reading) -> Located | None:
    """Where the report names no place: the town that its captions name most often, else the outlet's."""
    towns = [one for one in reading.aside if one.place.precision == "place" and one.score > LEAST_STRENGTH]
    often = Counter(identity(one.place) for one in towns)
    if towns:
        return max(towns, key=lambda one: (often[identity(one.place)], -one.start))
    return outlet_town(reading.draft.title, reading.lexicon.language, reading.gazetteer)


def by_rules(reading: Reading, story: Story, *, main: bool, taken: Set[int]) -> Located | None:
    """The place that the rules choose, for any story."""
    best = _vote(story) or _adjective(story)
    if best is None or best.place.precision != "place":
        best = _finer(best, _nearby(reading, story, main=main, taken=taken))
    if best is None:
        named = ((sentence, one) for sentence in story.sentences for one in sentence.places)
        best = next((one for sentence, one in named if not is_aside(sentence, one)), None)
    said_quarter = best is not None and _said_quarter(best, reading)
    seats = seats_of(reading) if (main or story.lead or said_quarter) and not story.section else []
    if best is None or best.place.precision != "place" or any(_same(best, seat) for seat in seats):
        return best
    declined = bool(context_words(reading.lexicon.language).spaced)
    for seat in seats:
        near = not declined and _is_quarter(best.place, seat.place, reading.gazetteer)
        quarter = said_quarter or (near and not _said_town(best, reading))
        if quarter or _misfits(best, seat, reading):
            return seat
    return best


def _adjective(story: Story) -> Located | None:
    """What an adjective in the act's own sentence names, save countries ("Dagestani", "бостонском")."""
    for mention in story.mentions:
        for place in mention.sentence.places:
            if place.kind == "demonym" and place.place.precision != "country":
                return place
    return None


def _same(one: Located, other: Located) -> bool:
    return identity(one.place) == identity(other.place)


def seats_of(reading: Reading) -> list[Located]:
    """Towns that a dateline names or whose police speak, the more often named first."""
    found = [place for place in reading.datelines if place.place.precision == "place"]
    words = reading.lexicon.words("police_words")
    spoken = [
        place
        for sentence in reading.sentences
        for place in sentence.places
        if place.place.precision == "place" and _before_police(sentence, place, words)
    ]
    weight = Counter(identity(place.place) for place in spoken)
    spoken.sort(key=lambda place: -weight[identity(place.place)])
    return [*found, *spoken]


def _before_police(sentence: Sentence, place: Located, words: frozenset[str]) -> bool:
    at = sentence.word_at(place.end - 1) + 1
    return not words.isdisjoint(sentence.words(at, at + 1))


def _said_quarter(best: Located, reading: Reading) -> bool:
    """Whether the text calls what it names, or a longer name, a quarter: "in the Beechmont neighborhood"."""
    text = reading.draft.title if best.where == "title" else reading.draft.text
    following = _LONGER_NAME.sub("", text[best.end : best.end + _NAME_REACH]).split(maxsplit=1)
    return bool(following) and following[0].strip(".,;:") in context_words(reading.lexicon.language).quarter


_SAID = re.compile(r", (?:a|an|the) ((?:[a-z-]+ ){0,4}[a-z-]+)")


def _said_town(best: Located, reading: Reading) -> bool:
    """Whether the text calls what it names a town of its own: "in Gressier, a seaside town"."""
    text = reading.draft.title if best.where == "title" else reading.draft.text
    said = _SAID.match(text, best.end)
    return said is not None and not reading.lexicon.words("settlements").isdisjoint(said[1].split())


def _is_quarter(place: Place, seat: Place, gazetteer: Gazetteer) -> bool:
    """Whether a place lies close by a much larger seat."""
    if place.country != seat.country or None in (place.lat, place.lon, seat.lat, seat.lon):
        return False
    if kilometres(place.lat, place.lon, seat.lat, seat.lon) > _QUARTER_KM:  # type: ignore[arg-type]
        return False
    return population(place, gazetteer) * _QUARTER_SHARE < population(seat, gazetteer)


_SURE_DECLINED = 0.45  # where names are declined: an oblique case behind a noun shows a place, too
_SURE_AT_HOME = 0.6  # of a town in the dateline's country, whose news names no division beside it


def _misfits(best: Located, seat: Located, reading: Reading) -> bool:
    """Whether a place far from the seat has no other word of the article on its side and was nowhere a sure
    reading.
    """
    if compatible(best.place, seat.place) or best.place.admin1_code == seat.place.admin1_code:
        return False
    stateless = (
        best.place.country not in WITH_STATE or population(best.place, reading.gazetteer) >= _NEEDS_NO_STATE
    )
    sure = 0.75 if best.place.country in WITH_STATE else _SURE_AT_HOME
    declined = bool(context_words(reading.lexicon.language).spaced)
    if declined and best.place.country not in WITH_STATE:
        sure = _SURE_DECLINED
    read = max(
        one.score for sentence in reading.sentences for one in (best, *sentence.places) if _same(one, best)
    )
    at_home = best.place.country == seat.place.country
    if (at_home or declined) and read > sure and stateless:
        return False  # whose agencies write of all the world from one city
    others = [
        place
        for sentence in reading.sentences
        for place in sentence.places
        if place.start != best.start and not _same(place, best)
    ]
    if best.place.country != seat.place.country:
        return not any(place.place.country == best.place.country for place in others)
    return not any(
        place.place.admin1_code == best.place.admin1_code for place in others if place.place.admin1_code
    )


def _vote(story: Story) -> Located | None:
    """The place that most of the story's acts point at, the finer one before the coarser."""
    if not story.places:
        return None
    faint = _faint(story)
    named = dict.fromkeys(one.place for one in story.places)
    weight: dict[object, float] = {}
    for number, located in enumerate(story.places):
        key, part = _key(located.place), 0.5 if id(located) in faint else 1.0
        worth = 0.6 + located.score + 1.5 * _FINE[located.place.precision] - 0.1 * number
        weight[key] = weight.get(key, 0.0) + part * worth
    backed = {place: _backed(place, named, weight) for place in named}
    return max(story.places, key=lambda one: (backed[one.place], -one.start))


def _faint(story: Story) -> set[int]:
    """The places of a story whose surroundings alone are named ("под Киевом"), where a court judged it, where
    somebody was caught for it, or of whom something is only wished: "the council called on *Bangui* to act".
    """
    return {
        id(place)
        for mention in story.mentions
        for place in mention.sentence.places
        if mention.sentence.has("status.trial")
        or mention.sentence.has("mod.hypothetical")
        or told_near(mention.sentence, place, story.places)
        or (story.kind is not Type.ARREST and is_caught_there(mention.sentence, place))
    }


def _backed(place: Place, named: Iterable[Place], weight: Mapping[object, float]) -> float:
    """The weight of a place with that of the coarser ones around it: who names a division backs its town."""
    around = {
        _key(one) for one in named if _FINE[one.precision] < _FINE[place.precision] and compatible(one, place)
    }
    return weight[_key(place)] + sum(weight[key] for key in around)


def _key(place: Place) -> object:
    return place.geonameid, place.admin1_code, place.country


def _finer(best: Located | None, candidates: Iterable[Located]) -> Located | None:
    """`best`, or the first candidate that agrees with it and is finer."""
    for candidate in candidates:
        if best is None or (
            compatible(best.place, candidate.place)
            and _FINE[candidate.place.precision] > _FINE[best.place.precision]
        ):
            best = candidate
            if best.place.precision == "place":
                break
    return best


def _is_nursed_in(sentence: Sentence, place: Located) -> bool:
    """Whether the hurt were taken to a place, and no act is told beside it."""
    return is_in_care(sentence, sentence.word_at(place.start)) and not sentence.has("act")


def _nearby(reading: Reading, story: Story, *, main: bool, taken: Set[int]) -> Iterable[Located]:
    """Places beside the story's acts, then in its other sentences; for the main story dateline and lead."""
    numbers = {mention.sentence.index for mention in story.mentions}
    around = [
        sentence
        for sentence in reading.sentences
        if sentence.index not in numbers | taken
        and (sentence.index - 1 in numbers or sentence.index + 1 in numbers)
    ]
    leading = [one for one in reading.sentences[:4] if one.index not in taken] if main or story.lead else []
    datelines = reading.datelines if main else []
    declined = bool(context_words(reading.lexicon.language).spaced)
    if main and declined:
        around = [*leading[:2], *around]
    for sentence in around:
        place = best_place(sentence)
        if place and not ((declined or not main) and _is_nursed_in(sentence, place)):
            yield place
    yield from datelines
    for sentence in [*story.sentences, *leading]:
        yield from filter(None, [best_place(sentence)])
