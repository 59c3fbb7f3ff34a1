"""Numbers of several acts together: what the headline and the opening sum up is none of one act's own.

It compares numbers; which sentences tell whose fate is the business of `harm`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from incidents.extraction.acts.anchors import compatible
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading, Sentence
from incidents.incident import Incident, Toll

TOLLS = ("killed", "injured", "abducted")
_FATES = (*TOLLS, "shot")


def summing_headlines(reading: Reading, surveys: Set[int]) -> Set[int]:
    """The headlines that give a number of people, and what befell them, which a sentence of several acts, one
    of `surveys`, gives in the first paragraph, or in the lead and for no time before ("last month").
    """
    text = [one for one in reading.sentences if not one.in_title]
    opening = [one for one in text if not one.span.paragraph or (one.lead and _is_of_now(one, reading))]
    summed = {told for one in opening if one.index in surveys for told in _numbers(one)}
    return {one.index for one in reading.sentences if one.in_title and not summed.isdisjoint(_numbers(one))}


def _is_of_now(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence gives no day, or one up to yesterday: "in four shootings *over three days*"."""
    days = [day.when.end for day in sentence.dates]
    return not days or (reading.today is not None and max(days) >= reading.today - timedelta(days=1))


def town_by_town(reading: Reading) -> Set[int]:
    """The sentences that give the sum of what is counted town by town: "15 died: six in Kyiv, nine in …"."""
    total = sum(_most(one) for one in reading.sentences if one.by_town)
    return {one.index for one in reading.sentences if total and not one.by_town and _most(one) == total}


def over_joined_towns(reading: Reading) -> Set[int]:
    """The headlines that count people over towns far apart: "seven killed *in Kharkiv and Odesa* strikes"."""
    titles = [one for one in reading.sentences if one.in_title]
    towns = [place for one in titles for place in one.places if place.place.precision == "place"]
    joined = any(
        _are_joined(titles[0], one, other) and not compatible(one.place, other.place)
        for one, other in pairwise(towns)
    )
    return {one.index for one in titles if joined and _most(one)}


def _are_joined(sentence: Sentence, one: Located, other: Located) -> bool:
    """Whether nothing but "and" stands between two places of a text, and it was not "between" them."""
    if sentence.says("between", sentence.span.first, sentence.word_at(one.start)):
        return False
    passage = sentence.passage
    first, last = bisect_left(passage.starts, one.end), bisect_left(passage.starts, other.start)
    words = passage.words[first:last]
    return len(words) == 1 and words[0] in sentence.lexicon.words("both")


def _numbers(sentence: Sentence) -> set[tuple[str, int]]:
    """The greatest number of people in a sentence with each fate that it tells."""
    most = _most(sentence)
    return {(fate, most) for fate in _FATES if most and sentence.has(f"toll.{fate}")}


def _most(sentence: Sentence) -> int:
    """The greatest number of people in a sentence, or 0."""
    return max((_best(count.toll) for count in sentence.counts if count.kind != "unit"), default=0)


def summing_opening(reading: Reading, main: Incident) -> Set[int]:
    """The headlines, and in an article of several acts the sentences of the first paragraph, from which the
    main incident has a number that may be of several acts: "two priests kidnapped in a week".
    """
    told = [one for one in main.evidence if one.field in TOLLS]
    return {
        head.index
        for head in _opening(reading)
        for one in told
        if one.where == head.passage.where and head.span.start <= one.start < head.span.end
    }


def _opening(reading: Reading) -> list[Sentence]:
    """The headlines and opening sentences whose number may be that of several acts: they speak of such or
    name no town, or the one number stands in a headline of several towns.
    """
    titles = [one for one in reading.sentences if one.in_title]
    counting = [one for one in titles if any(count.kind != "unit" for count in one.counts)]
    spread = len(counting) == 1 and len({town for one in titles for town in _towns(one)}) > 1
    first = [one for one in reading.sentences if reading.several and not one.span.paragraph]
    return [
        one
        for one in (*titles, *first)
        if (spread and one.in_title) or not _towns(one) or one.has_any("cue.several", "cue.apart")
    ]


def _towns(sentence: Sentence) -> set[str]:
    return {place.place.name for place in sentence.places if place.place.precision == "place"}


def shared_out(told: Sequence[Incident], alone: Sequence[Incident]) -> list[Incident]:
    """Incidents as `told`, the main one first, each with the number that it has `alone`, without the opening,
    where the main one's is the sum of these.
    """
    found = list(told)
    for field in TOLLS:
        parts = [_best(getattr(one, field)) for one in alone]
        if sum(part > 0 for part in parts) > 1 and _best(getattr(told[0], field)) == sum(parts):
            found = [_with_part(one, other, field) for one, other in zip(found, alone, strict=True)]
    return found


def _with_part(told: Incident, alone: Incident, field: str) -> Incident:
    """An incident with one number, and its words, of another reading of it."""
    words = [one for one in told.evidence if one.field != field]
    words += [one for one in alone.evidence if one.field == field]
    return replace(told, evidence=tuple(words), **{field: getattr(alone, field)})


def _best(toll: Toll | None) -> int:
    return 0 if toll is None else toll.best or toll.low or 0
