"""Articles that tell several incidents, and others that only look so: each incident is found with its own
place, day and toll, and none beside them. What is reached on those in `lessons` is a floor.
"""

from __future__ import annotations

from collections import Counter

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.apart import align, counts
from tests.incidents.extraction.tables import LESSONS, articles_of

# Incidents found, fields right of all that are expected, and incidents that nobody expects.
FLOORS = {"en": (437, 3124, 50), "ru": (289, 2109, 25), "uk": (181, 1346, 13)}


@pytest.fixture(scope="module", params=FLOORS)
def counted(request: pytest.FixtureRequest) -> tuple[str, Counter[str]]:
    """The figures of a language's tables."""
    tool, language = Extractor(presets.groups()), str(request.param)
    tables = sorted(LESSONS.glob(f"{language}*several.txt"))
    articles = [one for table in tables for one in articles_of(table, language)]
    return language, counts([align(tool, one) for one in articles])


def test_several_incidents_of_one_article_are_found_apart(counted: tuple[str, Counter[str]]) -> None:
    language, count = counted
    found, right, unexpected = FLOORS[language]
    assert count["found"] >= found, dict(count)
    assert count["right"] >= right, dict(count)
    assert count["unexpected"] <= unexpected, dict(count)
