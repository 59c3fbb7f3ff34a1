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

# Incidents found, fields right of all that are expected, and incidents that nobody expects: of what was learnt of first,
# and with the ordinary days of which half was read.
FLOORS = {
    ("en", "first"): (472, 3420, 46),
    ("ru", "first"): (289, 2125, 24),
    ("uk", "first"): (181, 1355, 13),
    ("en", "all"): (486, 3520, 50),
    ("ru", "all"): (306, 2250, 26),
    ("uk", "all"): (199, 1500, 14),
}
READ_LAST = "-daily-"  # in a table's name

Counted = tuple[tuple[int, int, int], Counter[str]]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.fixture(params=FLOORS, ids=" ".join)
def counted(extractor: Extractor, request: pytest.FixtureRequest) -> Counted:
    """The floors of a language's tables, and their figures."""
    language, which = request.param
    tables = sorted(LESSONS.glob(f"{language}*several.txt"))
    tables = [table for table in tables if which == "all" or READ_LAST not in table.name]
    articles = [one for table in tables for one in articles_of(table, language)]
    return FLOORS[request.param], counts([align(extractor, one) for one in articles])


def test_several_incidents_of_one_article_are_found_apart(counted: Counted) -> None:
    (found, right, unexpected), count = counted
    assert count["found"] >= found, dict(count)
    assert count["right"] >= right, dict(count)
    assert count["unexpected"] <= unexpected, dict(count)
