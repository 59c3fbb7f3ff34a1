"""Numbers of people in sentences: the table beside this file, and the laws that hold for every text."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.extraction.numbers import Count, find_counts
from incidents.extraction.words.calendar_words import calendar_words

TABLE = Path(__file__).with_name("counts.txt")


def cases() -> list[tuple[str, str, str]]:
    """(language, sentence, expected) of each line of the table."""
    found, language = [], ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line):
            language = head[1]
        elif line and not line.startswith("#"):
            sentence, _, expected = line.partition(" =>")
            found.append((language, sentence.replace("\\n", "\n"), expected.strip()))
    return found


def as_written(text: str, count: Count) -> str:
    """A count in the notation of the table."""
    bounds = (count.toll.low, count.toll.best, count.toll.high)
    numbers = " ".join("-" if bound is None else str(bound) for bound in bounds)
    return f"{text[count.start : count.end]} = {numbers} {count.kind} {count.noun}".rstrip()


@pytest.mark.parametrize(("language", "sentence", "expected"), cases())
def test_a_sentence_gives_the_numbers_of_people_in_it(language: str, sentence: str, expected: str) -> None:
    found = find_counts(sentence, language)
    assert "; ".join(as_written(sentence, count) for count in found) == expected


def vocabulary(language: str) -> list[str]:
    """Every word of a language's file that stands around numbers, and digits and stops."""
    found = [
        "3",
        "31",
        "2014",
        "2,300",
        "1.5",
        "0",
        "99999999",
        ",",
        "-",
        ".",
        "\n\n",
        "(",
        ")",
        "№",
        "$",
        "'s",
        "p.m.",
    ]
    words = calendar_words(language)
    for name in ("number", "collective", "multiplier", "group", "plenty", "nobody", "bound"):
        found.extend(form for forms in words[name].values() for form in forms)
    for table in (words["people"], words["beside_number"]):
        found.extend(form.rstrip("*") for forms in table.values() for form in forms[:40])
    return found


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@settings(deadline=None)
@given(data=st.data())
def test_any_row_of_words_gives_ordered_counts_with_ordered_bounds(
    language: str, data: st.DataObject
) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(vocabulary(language)), max_size=12)))
    counts = find_counts(text, language)
    assert all(0 <= c.start < c.end <= len(text) and c.end <= max(c.noun_end, c.end) for c in counts)
    assert all(before.end <= after.start for before, after in pairwise(counts))
    for count in counts:
        bounds = [bound for bound in (count.toll.low, count.toll.best, count.toll.high) if bound is not None]
        assert bounds == sorted(bounds)
        assert count.toll.best is not None


@settings(deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(text[c.start : c.end] for c in find_counts(text, "en"))
