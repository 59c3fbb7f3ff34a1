"""What a sentence leaves of those it tells of, by which they are known again: their ages, their names, the
hour.

It reads characters only, and says nothing of what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from incidents.extraction.reading import Sentence

_NONE: frozenset[str] = frozenset()
_SHOUTED = 0.9  # of the words with a capital, above which none of them shows a name
_DIGIT = re.compile(r"\d")
_AGE = re.compile(r"\b(\d{1,2})[-‑–\s](?:year|лет|річн)|(?<=\w),\s(\d{1,2})(?=[,.;])")
_HOUR = re.compile(
    r"\b(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?\s?m\b|\b(\d{1,2})[:.](\d\d)\b(?![.,]?\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Traces:
    """The ages, hours and names in a sentence; names are words with a capital that open nothing and are no
    place.
    """

    ages: frozenset[str]
    hours: frozenset[str]
    called: frozenset[str]


def traces(sentence: Sentence) -> Traces:
    """What a sentence leaves; found once."""
    known = sentence.traces
    if known is None:
        text = sentence.text
        digits = _DIGIT.search(text)
        ages, hours = (_ages(text), _hours(text)) if digits else (_NONE, _NONE)
        known = sentence.traces = Traces(ages, hours, _called(sentence))
    assert isinstance(known, Traces)
    return known


def _ages(text: str) -> frozenset[str]:
    return frozenset(age[1] or age[2] for age in _AGE.finditer(text))


def _hours(text: str) -> frozenset[str]:
    """The hours of the clock that a sentence gives, by the minute of the day."""
    found: set[str] = set()
    for match in _HOUR.finditer(text):
        hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
        if match[3]:
            hour = hour % 12 + 12 * (match[3].lower() == "p")
        if hour < 24 and minute < 60:
            found.add(f"{hour}:{minute:02}")
    return frozenset(found)


def _called(sentence: Sentence) -> frozenset[str]:
    """The words of names."""
    passage, text = sentence.passage, sentence.passage.text
    first, last = sentence.span.first + 1, sentence.span.last
    starts = passage.starts[first:last]
    capital = [at for at, start in enumerate(starts, first) if text[start].isupper()]
    if not capital or len(capital) > _SHOUTED * (last - first):
        return _NONE
    taken = {
        at
        for found in (sentence.places, sentence.dates)
        for one in found
        for at in range(sentence.word_at(one.start), sentence.word_at(one.end - 1) + 1)
    }
    return frozenset(passage.words[at] for at in capital if at not in taken)
