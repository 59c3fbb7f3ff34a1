"""What the words of a whole article say about whether it tells of an act, and how our own texts fare by them."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.extraction.acts.telling import stem
from incidents.extraction.judging.topic import about, words_of
from incidents.extraction.reading import Reading, read
from incidents.extraction.words.lexicon import lexicon_of
from incidents.gazetteer import Gazetteer
from incidents.incident import VIOLENT
from tests.incidents.extraction.tables import PUBLISHED, lessons, tells_news

EXTRACTOR = Extractor(presets.groups())


def reading(title: str, text: str, language: str = "en") -> Reading:
    draft = Draft("https://news.example/1", title, text, PUBLISHED, language, None)
    return read(draft, lexicon_of(language), Gazetteer.open())


ATTACK = reading(
    "Two killed in cafe",
    "A man opened fire in a cafe in Lyon on Monday, killing two people. Police are hunting him.",
)
MATCH = reading(
    "City killed off",
    "The striker opened fire from 30 yards in Lyon on Monday, and two late goals killed the game.",
)


def test_an_attack_is_told_in_other_words_than_a_match() -> None:
    attack, match = about(ATTACK), about(MATCH)
    assert attack is not None and match is not None and attack > 0 > match


def test_places_days_and_numbers_have_no_part_in_it() -> None:
    other = reading(
        "2 killed in cafe",
        "A man opened fire in a cafe in Izmir on Friday, killing 12 people. Police are hunting him.",
    )
    assert words_of(other) < words_of(ATTACK)


def test_a_text_in_capitals_is_not_judged() -> None:
    assert (
        about(reading("", "GUNMEN OPENED FIRE IN A CAFE IN LIMA ON MONDAY, KILLING TWO PEOPLE, POLICE SAID."))
        is None
    )


@pytest.mark.parametrize(
    ("language", "attack", "match"),
    [
        (
            "ru",
            "Во вторник в Грозном убит полицейский.",
            "Во вторник «Ахмат» убил интригу в матче чемпионата.",
        ),
        (
            "uk",
            "У вівторок у Сумах убито поліцейського.",
            "У вівторок «Динамо» вбило інтригу в матчі чемпіонату.",
        ),
    ],
)
def test_so_it_is_in_languages_that_decline_words(language: str, attack: str, match: str) -> None:
    told, played = about(reading("", attack, language)), about(reading("", match, language))
    assert told is not None and played is not None and told > played


def test_ukrainian_words_are_weighed_as_russian_ones_are() -> None:
    assert [stem(word) for word in ("поліція", "міністр", "виставка")] == [
        stem(word) for word in ("полиция", "министр", "выставка")
    ]
    assert stem("ь") and stem("police") == "police"


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@pytest.mark.parametrize("expected", [True, False], ids=["reports", "traps"])
def test_of_the_texts_that_the_weights_have_learnt_of_nineteen_of_twenty_are_told_right(
    expected: bool, language: str
) -> None:
    asked = [
        row
        for row in lessons(language)
        if (row.kind in VIOLENT and row.fields.get("status") != "background") == expected
        and (expected or row.kind == "none")
    ]
    wrong = [row.text for row in asked if tells_news(EXTRACTOR, row.draft) != expected]
    assert len(wrong) * 20 <= len(asked), f"{len(wrong)} of {len(asked)}:\n" + "\n".join(wrong)
