"""Whether an act is told as done on a day of these days in a clause of its own, whatever else its sentence
says of courts and of years gone by: "ранее осуждённый за грабёж мужчина во вторник застрелил прохожего".

Only where commas part clauses and verbs show by their ends that they tell what was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from incidents.extraction.acts.clauses import verbs
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.dates import DateMention
from incidents.extraction.reading import Sentence

_FRESH = timedelta(days=14)
_OF_COURT = ("status.trial", "status.judged")


def told_anew(mention: Mention, today: date) -> bool:
    """Whether a clause of the mention's sentence gives a day of these days, as seen from publication, and
    tells its act as its own: not that somebody was judged then, nor who somebody is.
    """
    sentence = mention.sentence
    days = [sentence.range_of(one) for one in sentence.dates if _is_fresh(one, today)]
    return bool(days) and any(_is_told_on(sentence, at, days) for at in verbs(mention))


def _is_fresh(day: DateMention, today: date) -> bool:
    when = day.when
    return when.basis == "relative" and when.precision == "day" and timedelta(0) <= today - when.end <= _FRESH


def _is_told_on(sentence: Sentence, verb: int, days: Sequence[tuple[int, int]]) -> bool:
    """Whether the clause of a verb gives one of these days as its own, and no court in it is news."""
    first, last = _clause_of(sentence, verb)
    days = [(start, end) for start, end in days if first <= start and end <= last]
    if not days or sentence.says("relatives", first, verb):
        return False
    people = sentence.found("person")
    whose = sentence.lexicon.endings("adjective_endings|whose_endings|partaking")
    return all(
        sentence.says("then", hit.first - 1, hit.first)
        or any(one.last == hit.first for one in people)  # "*свидетель* по делу о взрыве"
        or (
            sentence.passage.words[hit.first].endswith(whose)
            and not any(0 <= start - hit.last <= 1 for start, _ in days)
        )
        for hit in sentence.found_any(*_OF_COURT)
        if first <= hit.first < last
    )


def _clause_of(sentence: Sentence, at: int) -> tuple[int, int]:
    """The words between the commas around a word."""
    borders, first, last = sentence.passage.borders, at, at + 1
    while first > sentence.span.first and not borders[first]:
        first -= 1
    while last < sentence.span.last and not borders[last]:
        last += 1
    return first, last
