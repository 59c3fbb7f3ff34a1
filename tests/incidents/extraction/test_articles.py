"""Whole articles of our own: the incidents that each holds, with all their fields, and none beside them.

Blocks and notation: the heads of the files in `articles`. A violent incident that is not expected and no
background costs a field, as does one that is missing.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import Incident
from tests.incidents.extraction.tables import ARTICLES, Article, Row, articles_of, is_news
from tests.incidents.extraction.test_sentences import FLOOR, field_right


def articles(language: str) -> list[Article]:
    return [
        one for table in sorted(ARTICLES.glob(f"{language}*.txt")) for one in articles_of(table, language)
    ]


def right_fields(incident: Incident, row: Row) -> list[tuple[str, bool]]:
    judged = [(key, field_right(incident, key, wanted)) for key, wanted in row.fields.items()]
    return [("type", incident.type == row.kind), *judged]


def judge(extractor: Extractor, article: Article) -> list[tuple[str, bool]]:
    """Each judged field of an article, and whether it is right; the first expected is the first found."""
    found = list(extractor.extract(article.draft))
    judged: list[tuple[str, bool]] = []
    for number, row in enumerate(article.expected):
        pool = found[:1] if number == 0 else found
        best = max(pool, key=lambda one: sum(right for _, right in right_fields(one, row)), default=None)
        if best is None:
            judged += [("type", False), *((key, False) for key in row.fields)]
            continue
        judged += right_fields(best, row)
        found.remove(best)
    judged += [
        (f"unexpected {one.type} {one.place and one.place.name}", False) for one in found if is_news(one)
    ]
    return judged or [("none", True)]


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_the_incidents_of_whole_articles_are_told_with_all_their_fields(
    extractor: Extractor, language: str
) -> None:
    judged = [(one, key, right) for one in articles(language) for key, right in judge(extractor, one)]
    wrong = [f"{key}: {one.title}" for one, key, right in judged if not right]
    assert len(wrong) <= (1 - FLOOR) * len(judged), f"{len(wrong)} of {len(judged)}:\n" + "\n".join(wrong)
