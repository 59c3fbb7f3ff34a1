"""A country's capital, told without its name, is where an act was; a division's, or money, is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor

BOMB = "A bomb killed three people {} on Wednesday, police said."


def named(extractor: Extractor, text: str) -> str | None:
    draft = Draft("https://news.example/1", "", text, datetime(2024, 5, 16, 12, tzinfo=UTC), "en", "news")
    place = extractor.extract(draft)[0].place
    return place.name if place else None


@pytest.mark.parametrize(
    ("where", "town"),
    [
        ("in Somalia's capital", "Mogadishu"),
        ("in the Somali capital", "Mogadishu"),
        ("in the capital of Somalia", "Mogadishu"),
        ("in the Afghan capital", "Kabul"),
        ("near the Pakistani capital", "Islamabad"),
        ("in the Somali capital, Mogadishu,", "Mogadishu"),
        ("in Quetta, the capital of Pakistan's Balochistan province,", "Quetta"),
        ("in the capital of Pakistan's Balochistan province", "Balochistan"),
    ],
)
def test_the_capital_is_the_town(extractor: Extractor, where: str, town: str) -> None:
    assert named(extractor, BOMB.format(where)) == town


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen killed three people 70 km from the capital of Mali on Wednesday.", "Mali"),
        ("Gunmen shot dead a banker in Zurich on Wednesday who had managed Chinese capital.", "Zürich"),
    ],
)
def test_a_capital_beside_it_is_not(extractor: Extractor, text: str, place: str) -> None:
    assert named(extractor, text) == place
