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
from incidents.extraction.assemble.totals import adds_up, of_surveys, of_towns, opening_numbers
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
    for story in sorted(ordered[:MOST], key=lambda one: one.mentions[0].sentence.index):
        made_with = partial(
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
        incident = made_with(beside)
        of_all = _has_day_of(incident, beside.listed)
        lent = reading.several and not of_all and _has_day_of(incident, before)
        made[id(story)] = Told(incident, story, of_all, lent)
        before = _day_of(incident, reading) or before
        if story is ordered[0]:
            main_with = made_with
    told = [made[id(story)] for story in ordered[:MOST]]
    if _are_several(ordered):
        told[0] = replace(told[0], incident=_less_the_others(reading, told, beside, main_with))
    return worth_telling(told, several=several)


def _less_the_others(
    reading: Reading, told: Sequence[Told], beside: Beside, main_with: Callable[[Beside], Incident]
) -> Incident:
    """The main incident, anew without the numbers of the opening where these are its own and those of the
    others together.
    """
    main = told[0].incident
    others = [one.incident for one in told[1:] if _is_surely_another(one)]
    opening = opening_numbers(reading, main, others)
    if not opening:
        return main
    less = main_with(replace(beside, totals=beside.totals | opening))
    return less if adds_up(main, less, others) else main


def _is_surely_another(one: Told) -> bool:
    """Whether a further violent incident of these days was surely told as another one."""
    news = is_violent(one.incident.type) and one.incident.status != "background"
    return news and one.story.told_apart


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
    totals = of_surveys(reading, summed) | (of_towns(reading) if _are_several(ordered) else set())
    return Beside(told, _telling(caught), others, totals, listed=listed, town=town, claims=claims)


def _telling(stories: Sequence[Story]) -> set[int]:
    """The sentences that tell the acts of some stories."""
    return {mention.sentence.index for story in stories for mention in story.mentions}


def _told_of_others(ordered: Sequence[Story], stories: Sequence[Story]) -> Set[int]:
    """The sentences of the stories beside the main one that are surely others, in their words or by their
    town, whether they are incidents or an accident: nobody of theirs is the main one's.
    """
    main = ordered[0]
    others = [one for one in ordered[1:] if is_violent(one.kind)]
    others += [one for one in stories if one.kind is Type.DISASTER and _is_in_another_town(one, main)]
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
    if there is None or here is None or {there.precision, here.precision} != {"place"}:
        return False
    return not compatible(there, here, NEXT_TO)


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
