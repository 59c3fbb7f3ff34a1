"""What a sentence leaves of those it tells of, by which they are known again: their ages, their names, the
hour.

It reads characters only, and says nothing of what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

from incidents.extraction.words.sentences import Passage, Span
from incidents.records import record

_NONE: frozenset[str] = frozenset()
_SHOUTED = 0.9  # of the words with a capital, above which none of them shows a name
_DIGIT = re.compile(r"\d")
_ONE_OR_TWO = r"(\d(?<!\w.)\d?)"  # digits behind no other; a pattern that begins with one is found at once
_APPOSED = r"(?:(?<=\w,\s\d)|(?<=\w,\s\d\d))(?=[,.;])"  # behind a name: "Ann Lee, 34, …"
_HOUR = re.compile(
    rf"{_ONE_OR_TWO}(?:(?:[:.](\d\d))?\s?([ap])\.?\s?m\b|[:.](\d\d)\b(?![.,]?\d))", re.IGNORECASE
)


@record
class Traces:
    """The ages, hours and names in a sentence; names are words with a capital that open nothing and are no
    place.
    """

    ages: frozenset[str]
    hours: frozenset[str]
    called: frozenset[str]


def find_traces(
    passage: Passage, span: Span, capitals: Sequence[int], taken: Set[int], years: frozenset[str]
) -> Traces:
    """What a sentence leaves; `capitals` are its words with a capital, `taken` those of its places and days,
    `years` the beginnings of the words that make the number before them an age.
    """
    text = passage.text[span.start : span.end]
    ages, hours = (_ages(text, years), _hours(text)) if _DIGIT.search(text) else (_NONE, _NONE)
    return Traces(ages, hours, _called(passage, span, capitals, taken))


def _ages(text: str, years: frozenset[str]) -> frozenset[str]:
    return frozenset(_age(years).findall(text))


@cache
def _age(years: frozenset[str]) -> re.Pattern[str]:
    counted = "|".join(map(re.escape, sorted(years))) or "(?!)"
    return re.compile(rf"{_ONE_OR_TWO}(?:[-‑–\s](?:{counted})|{_APPOSED})")


def _hours(text: str) -> frozenset[str]:
    """The hours of the clock that a sentence gives, by the minute of the day."""
    found: set[str] = set()
    for match in _HOUR.finditer(text):
        hour, minute = int(match[1]), int(match[2] or match[4] or 0)
        if match[3]:
            hour = hour % 12 + 12 * (match[3].lower() == "p")
        if hour < 24 and minute < 60:
            found.add(f"{hour}:{minute:02}")
    return frozenset(found)


def _called(passage: Passage, span: Span, capitals: Sequence[int], taken: Set[int]) -> frozenset[str]:
    """The words of names."""
    capital = [at for at in capitals if at > span.first]
    if not capital or len(capital) > _SHOUTED * (span.last - span.first - 1):
        return _NONE
    return frozenset(passage.words[at] for at in capital if at not in taken)
