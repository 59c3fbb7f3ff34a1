"""The word files of days and numbers: they load, they hold the same tables, and the page explains them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from incidents.extraction.dates.forms import calendar
from incidents.extraction.dates.rules import RULES
from incidents.extraction.numbers.words import number_words
from incidents.extraction.words.calendar_words import calendar_words, fold

PAGE = Path(__file__).parents[3] / "docs" / "languages.md"
FOLDER = resources.files("incidents") / "data" / "calendar"
LANGUAGES = sorted(file.name.removesuffix(".toml") for file in FOLDER.iterdir())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_file_holds_all_tables_and_its_forms_have_meanings(language: str) -> None:
    words = calendar_words(language)
    optional = {"near_year", "weekday_other", "feast_time"}
    assert set(words) | optional >= set(calendar_words("en"))
    assert set(words["beside_number"]) == set(calendar_words("en")["beside_number"])
    assert set(words["forms"]) <= set(RULES)
    assert calendar(language).starters
    assert number_words(language).starts


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_is_written_as_the_folded_text_has_it(language: str) -> None:
    tables = [calendar_words(language)]
    while tables:
        for value in tables.pop().values():
            if isinstance(value, dict):
                tables.append(value)
            else:
                assert [word for word in value if "{" not in word and fold(word) != word] == []


def test_the_page_on_languages_explains_each_key_of_a_word_file() -> None:
    page = PAGE.read_text(encoding="utf-8")
    words = calendar_words("uk")
    keys = {
        *words,
        *words["beside_number"],
        *words["bound"],
        *words["people"],
        *words["nobody"],
        *words["forms"],
    }
    assert [key for key in sorted(keys) if key not in page] == []


def test_folding_keeps_the_length_so_that_offsets_hold() -> None:
    for text in ("İSTANBUL", "Ёлка", "п’ять", "ΣΟΦΟΣ ẞ", "27‑летний"):
        assert len(fold(text)) == len(text)
