"""Several incidents of one digest are kept apart, each with its own type, place, day, toll and target; one
incident that is told from several sides stays one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.apart import align, counts
from tests.incidents.extraction.digests import digests, joined, logs, retold
from tests.incidents.extraction.tables import Article

FOUND, RIGHT, UNEXPECTED = 0.99, 0.97, 0.01  # of the incidents expected, of their fields, for each expected


@pytest.mark.parametrize("grid", [digests, joined, logs, retold])
def test_acts_of_a_digest_are_apart_and_an_act_told_again_is_one(
    extractor: Extractor, grid: Callable[[], Iterator[Article]]
) -> None:
    aligned = [align(extractor, article) for article in grid()]
    count = counts(aligned)
    wrong = [(one.article.row.text, one.missed, one.unexpected) for one in aligned if not one.exact][:8]
    assert count["found"] >= FOUND * count["expected"], (count, wrong)
    assert count["unexpected"] <= UNEXPECTED * count["expected"], (count, wrong)
    assert count["right"] >= RIGHT * count["fields"], count
