"""From stories to incidents: every field with the words that prove it, the main incident first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial

from incidents.extraction.actors.apart import spoken_of
from incidents.extraction.actors.namings import Naming
from incidents.extraction.acts.anchors import NEXT_TO, compatible
from incidents.extraction.acts.mentions import is_violent
from incidents.extraction.assemble.building import Beside, build
from incidents.extraction.assemble.chosen import likely_stories, order
from incidents.extraction.assemble.totals import (
    over_joined_towns,
    shared_out,
    summing_headlines,
    summing_opening,
    town_by_town,
)
from incidents.extraction.judging.further import Told, worth_telling
from incidents.extraction.judging.opening import suffices
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading
from incidents.extraction.stories import Story
from incidents.extraction.timing.days import Dated, announced
from incidents.extraction.timing.old_case import of_old_case
from incidents.incident import Evidence, Incident, Type, Where

MOST = 12  # incidents of one article


def assemble(
    reading: Reading,
    stories: Sequence[Story],
    namings: Mapping[Where, Sequence[Naming]],
    weights: Mapping[str, float] | None = None,
) -> tuple[Incident, ...]:
    """The incidents of an article; the main one comes first, the others as they are told. `weights` are
    those of `opening`, the stored ones unless others are given.
    """
    likely = likely_stories(reading, stories, weights)
    if not likely:
        return ()
    chance = {id(story): one for story, one in likely}
    ordered = order(reading, [story for story, _ in likely])
    beside = _beside(reading, ordered, stories)
    several = reading.several and _are_several(ordered)
    before = beside.listed
    made: dict[int, Told] = {}
    makers: dict[int, Callable[[Beside], Incident]] = {}
    for story in sorted(ordered[:MOST], key=lambda one: one.mentions[0].sentence.index):
        makers[id(story)] = partial(
            build,
            reading,
            story,
            namings,
            main=story is ordered[0],
            likely=chance[id(story)],
            before=before if several else None,
            recalled=not suffices(chance[id(story)], story, reading, likely)
            or of_old_case(reading, story, stories),
        )
        incident = makers[id(story)](beside)
        of_all = _has_day_of(incident, beside.listed)
        lent = reading.several and not of_all and _has_day_of(incident, before)
        made[id(story)] = Told(incident, story, of_all, lent)
        before = _day_of(incident, reading) or before
    told = [made[id(story)] for story in ordered[:MOST]]
    return _shared_out(reading, told, worth_telling(told, several=several), beside, makers)


def _shared_out(
    reading: Reading,
    told: Sequence[Told],
    found: tuple[Incident, ...],
    beside: Beside,
    makers: Mapping[int, Callable[[Beside], Incident]],
) -> tuple[Incident, ...]:
    """The incidents `found` of those `told`, the main one first, with the numbers of the opening shared out
    where these are of several; `makers` make each anew, by story.
    """
    main = told[0].story
    acts = [one for one in told[1:] if one.incident in found and _is_surely_another(one, main)]
    opening = summing_opening(reading, found[0]) if acts else frozenset[int]()
    if not opening:
        return found
    acts.insert(0, told[0])
    apart = replace(beside, totals=beside.totals | opening)
    parts = shared_out([one.incident for one in acts], [makers[id(one.story)](apart) for one in acts])
    anew = {id(one.incident): part for one, part in zip(acts, parts, strict=True)}
    return tuple(anew.get(id(one), one) for one in found)


def _is_surely_another(one: Told, main: Story) -> bool:
    """Whether a further violent incident of these days was surely told as another one, or of another town."""
    news = is_violent(one.incident.type) and one.incident.status != "background"
    return news and (one.story.told_apart or _is_in_another_town(one.story, main))


def _beside(reading: Reading, ordered: Sequence[Story], stories: Sequence[Story]) -> Beside:
    """What the article tells beside each of its incidents; `stories` are also those that are none."""
    singly = _telling(ordered)
    surveys = [story for story in stories if story.survey]
    told = singly | _telling([*surveys, *(story for story in stories if story.denied)])
    told |= {sentence.index for story in ordered if story.taken_up for sentence in story.sentences}
    caught = [story for story in ordered if story.kind is Type.ARREST and is_violent(ordered[0].kind)]
    listed = announced(reading, singly) if _are_several(ordered) else None
    apart = reading.several and not reading.shouted
    summed = _telling(surveys) if apart else frozenset[int]()
    others = summed | _told_of_others(ordered, stories) if apart else summed
    claims = spoken_of(reading.sentences, ordered[:MOST], stories)
    town = _town([*ordered, *surveys], reading)
    totals = summing_headlines(reading, summed) | over_joined_towns(reading)
    totals |= town_by_town(reading) if _are_several(ordered) else frozenset()
    return Beside(told, _telling(caught), others, totals, listed, town, claims)


def _telling(stories: Sequence[Story]) -> set[int]:
    """The sentences that tell the acts of some stories."""
    return {mention.sentence.index for story in stories for mention in story.mentions}


def _told_of_others(ordered: Sequence[Story], stories: Sequence[Story]) -> Set[int]:
    """The sentences of the stories beside the main one that are surely others, in their words or by their
    town, and of an accident that has an entry of its own, told or not: nobody of theirs is the main one's.
    """
    main = ordered[0]
    others = [one for one in ordered[1:] if is_violent(one.kind)]
    others += [one for one in stories if one.kind is Type.DISASTER and _is_entry(one)]
    return {
        sentence.index
        for one in others
        if one.told_apart or _is_in_another_town(one, main)
        for sentence in one.sentences
        if not sentence.in_title
    }


def _is_in_another_town(one: Story, main: Story) -> bool:
    """Whether a story tells of a town that is neither that of the main one nor next to it."""
    there, here = one.place, main.place
    if there is None or here is None or not there.precision == here.precision == "place":
        return False
    return not compatible(there, here, NEXT_TO)


def _is_entry(story: Story) -> bool:
    """Whether a story begins with its place: "THORNTON - A woman crashed"; not "The train derailed near
    Jacobabad".
    """
    sentence = story.mentions[0].sentence
    return any(sentence.word_at(one.start) - sentence.span.first <= 1 for one in sentence.places)


def _are_several(stories: Sequence[Story]) -> bool:
    """Whether more than one is violent."""
    return sum(is_violent(story.kind) for story in stories) > 1


def _town(stories: Sequence[Story], reading: Reading) -> Located | None:
    """The town of the stories that tell where they were, if it is one; else the dateline's, if the main one
    was there, too.
    """
    towns = [story.places[0] for story in stories if story.places]
    one = towns[0] if towns and towns[0].place.precision == "place" else None
    if one is None or all(compatible(one.place, other.place, NEXT_TO) for other in towns):
        return one
    main, seats = stories[0].place, reading.datelines
    return next((seat for seat in seats if main and compatible(main, seat.place, NEXT_TO)), None)


def _has_day_of(incident: Incident, listed: Dated | None) -> bool:
    """Whether an incident's day is one told for another, or for all."""
    if listed is None:
        return False
    words = Evidence("date", listed.sentence.passage.where, listed.day.start, listed.day.end)
    return words in incident.evidence


def _day_of(incident: Incident, reading: Reading) -> Dated | None:
    """The words of an incident's day, if it is one."""
    if incident.date is None or incident.date.precision != "day" or incident.status == "background":
        return None
    words = next(one for one in incident.evidence if one.field == "date")
    return next(
        (
            Dated(sentence, day)
            for sentence in reading.sentences
            for day in sentence.dates
            if (sentence.passage.where, day.start) == (words.where, words.start)
        ),
        None,
    )
