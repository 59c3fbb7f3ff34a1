"""Whole articles of our own: the incidents that each holds, with all their fields, and none beside them.

Blocks and notation: the heads of the files in `articles`. A violent incident that is not expected and no
background costs a field, as does one that is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from incidents import presets
from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import VIOLENT, Incident
from tests.incidents.extraction.tables import PUBLISHED, Row
from tests.incidents.extraction.test_sentences import FLOOR, field_right

ARTICLES = Path(__file__).parent / "articles"


@dataclass
class Article:
    """A headline, its text and the incidents expected of it."""

    language: str
    title: str
    lines: list[str] = field(default_factory=list)
    expected: list[Row] = field(default_factory=list)

    @property
    def draft(self) -> Draft:
        text = "\n".join(self.lines).strip()
        return Draft("https://news.example/1", self.title, text, PUBLISHED, self.language, "news.example")


def articles(language: str) -> list[Article]:
    found: list[Article] = []
    tables = [one.read_text(encoding="utf-8") for one in sorted(ARTICLES.glob(f"{language}*.txt"))]
    for line in "\n".join(tables).splitlines():
        if line.startswith("# "):
            continue
        if line.startswith("== "):
            found.append(Article(language, line[3:]))
        elif line.startswith("-> "):
            kind, *pairs = line[3:].split()
            fields = dict(pair.split("=", 1) for pair in pairs)
            found[-1].expected.append(Row(language, kind, fields, line))
        elif found:
            found[-1].lines.append(line)
    return found


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
        (f"unexpected {one.type} {one.place and one.place.name}", False)
        for one in found
        if one.type in VIOLENT and one.status != "background"
    ]
    return judged or [("none", True)]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_the_incidents_of_whole_articles_are_told_with_all_their_fields(
    extractor: Extractor, language: str
) -> None:
    judged = [(one, key, right) for one in articles(language) for key, right in judge(extractor, one)]
    wrong = [f"{key}: {one.title}" for one, key, right in judged if not right]
    assert len(wrong) <= (1 - FLOOR) * len(judged), f"{len(wrong)} of {len(judged)}:\n" + "\n".join(wrong)
