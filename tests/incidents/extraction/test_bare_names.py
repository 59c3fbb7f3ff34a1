"""Large towns whose name has an addition are called without it; a word or another town of that name is not
theirs.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import Place

FRAMES = (
    "Two people were shot dead in {}, {}, on Tuesday, police said.",
    "A gunman killed two people in {} on Tuesday, police in {} said.",
    "A man stabbed three people at a market in {} on Tuesday. The suspect is a citizen of {}.",
)


def place(extractor: Extractor, text: str, language: str = "en") -> Place | None:
    draft = Draft("https://news.example/1", "", text, datetime(2024, 5, 16, 12, tzinfo=UTC), language, "news")
    found = extractor.extract(draft)
    return found[0].place if found else None


@pytest.mark.parametrize(
    ("bare", "country", "name"),
    [
        ("Halle", "Germany", "Halle (Saale)"),
        ("Frankfurt", "Germany", "Frankfurt am Main"),
        ("Ludwigshafen", "Germany", "Ludwigshafen am Rhein"),
        ("Porz", "Germany", "Porz am Rhein"),
        ("Rostov", "Russia", "Rostov-on-Don"),
        ("Komsomolsk", "Russia", "Komsomolsk-on-Amur"),
        ("Newcastle", "Britain", "Newcastle upon Tyne"),
        ("Stoke", "Britain", "Stoke-on-Trent"),
        ("Hull", "Britain", "Kingston upon Hull"),
        ("Jerez", "Spain", "Jerez de la Frontera"),
        ("Angra", "Brazil", "Angra dos Reis"),
        ("Acapulco", "Mexico", "Acapulco de Juárez"),
        ("Cluj", "Romania", "Cluj-Napoca"),
        ("Santiago", "Cuba", "Santiago de Cuba"),
    ],
)
def test_a_large_town_is_called_without_its_addition(
    extractor: Extractor, bare: str, country: str, name: str
) -> None:
    told = [
        place(extractor, frame.format(bare, country)) for frame in FRAMES[: 1 if bare == "Santiago" else 3]
    ]
    assert [one and one.name for one in told] == [name] * len(told)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two people were shot dead in Halle, Belgium, on Tuesday, police said.", "Halle"),
        ("Two people were shot dead in Hull, Quebec, on Tuesday, police said.", "Hull"),
        ("Two people were shot dead in Newcastle, South Africa, on Tuesday, police said.", "Newcastle"),
        ("Two people were shot dead in Newcastle, New South Wales, on Tuesday, police said.", "Newcastle"),
        ("Two people were shot dead in Patna, in India's Bihar state, on Tuesday, police said.", "Patna"),
        ("Gunmen killed two guards at a Gold mine in Australia on Tuesday, police said.", "Australia"),
        ("Gunmen shot dead two miners over Gold in Queensland, Australia, on Tuesday.", "Queensland"),
        ("Two people were shot dead in Bihar on Tuesday, Indian police said.", "Bihar"),
    ],
)
def test_another_town_or_a_word_is_not_theirs(extractor: Extractor, text: str, name: str) -> None:
    told = place(extractor, text)
    assert told is not None and told.name == name


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Во вторник в Ростове неизвестный застрелил двух человек, сообщила полиция.", "ru", "Rostov-on-Don"),
        ("Во вторник во Франкфурте неизвестный застрелил двух человек.", "ru", "Frankfurt am Main"),
        ("Во вторник в немецком Галле неизвестный застрелил двух человек у синагоги.", "ru", "Halle (Saale)"),
        (
            "У вівторок у німецькому Галле невідомий застрелив двох людей біля синагоги.",
            "uk",
            "Halle (Saale)",
        ),
        (
            "Во вторник в Ньюкасле, Великобритания, неизвестный ранил ножом двух человек.",
            "ru",
            "Newcastle upon Tyne",
        ),
    ],
)
def test_so_it_is_in_russian_and_ukrainian(extractor: Extractor, text: str, language: str, name: str) -> None:
    told = place(extractor, text, language)
    assert told is not None and told.name == name
