"""What a sentence leaves of those it tells of, by which they are known again: their ages, their names, the
hour.

It reads characters only, and says nothing of what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from incidents.extraction.reading import Sentence

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
        known = sentence.traces = Traces(_ages(sentence.text), hours_of(sentence), _called(sentence))
    assert isinstance(known, Traces)
    return known


def _ages(text: str) -> frozenset[str]:
    return frozenset(age[1] or age[2] for age in _AGE.finditer(text))


def hours_of(sentence: Sentence) -> frozenset[str]:
    """The hours of the clock that a sentence gives, by the minute of the day."""
    found: set[str] = set()
    for match in _HOUR.finditer(sentence.text):
        hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
        if match[3]:
            hour = hour % 12 + 12 * (match[3].lower() == "p")
        if hour < 24 and minute < 60:
            found.add(f"{hour}:{minute:02}")
    return frozenset(found)


def _called(sentence: Sentence) -> frozenset[str]:
    """The words of names."""
    passage, span = sentence.passage, sentence.span
    text, starts = passage.text, passage.starts
    if sentence.text.isupper():
        return frozenset()
    taken = [(one.start, one.end) for one in sentence.places]
    taken += [(one.start, one.end) for one in sentence.dates]
    return frozenset(
        passage.words[at]
        for at in range(span.first + 1, span.last)
        if text[starts[at]].isupper() and not any(first <= starts[at] < last for first, last in taken)
    )
