"""The plainest reports there are (`plain`): of these none may be missed, and what is no report may say the
same words.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from incidents import presets
from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import Incident
from tests.incidents.extraction.tables import Row, is_news, rows_of

PLAIN = Path(__file__).parent / "plain"
LANGUAGES = ("en", "ru", "uk")
FOUND, OF_ITS_KIND, SILENT = 0.96, 0.90, 0.95


def draft_of(row: Row) -> Draft:
    """The row as an article; a row of one piece is a headline without a text."""
    return row.draft if row.draft.title else replace(row.draft, title=row.text, text="")


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request: pytest.FixtureRequest) -> list[tuple[Row, list[Incident]]]:
    """Each row of a language with the violent incidents that are news in it."""
    extractor = Extractor(presets.groups())
    rows = [row for table in sorted(PLAIN.glob(f"{request.param}*")) for row in rows_of(table, request.param)]
    found = [(row, extractor.extract(draft_of(row))) for row in rows]
    return [(row, [i for i in some if is_news(i)]) for row, some in found]


def test_no_plain_report_is_missed(told: list[tuple[Row, list[Incident]]]) -> None:
    reports = [(row, news) for row, news in told if row.kind != "none"]
    missed = [row.text for row, news in reports if not news]
    assert len(missed) <= (1 - FOUND) * len(reports), "\n".join(missed)
    other = [
        f"{news[0].type}: {row.kind} :: {row.text}"
        for row, news in reports
        if news and news[0].type != row.kind
    ]
    assert len(other) <= (1 - OF_ITS_KIND) * len(reports), "\n".join(other)


def test_the_same_words_elsewhere_are_no_report(told: list[tuple[Row, list[Incident]]]) -> None:
    traps = [(row, news) for row, news in told if row.kind == "none"]
    alarms = [row.text for row, news in traps if news]
    assert len(alarms) <= (1 - SILENT) * len(traps), "\n".join(alarms)


def test_a_death_is_news_where_a_configured_group_is_named() -> None:
    extractor = Extractor(presets.groups())
    text = "{} killed 23 farmers in Zabarmari, the governor said on Tuesday."
    rows = [Row("en", "", {}, text.format(who)) for who in ("Boko Haram", "The cold")]
    assert [len(extractor.extract(row.draft)) for row in rows] == [1, 0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Fighters armed with machetes and guns killed 17 people in a camp near Bunia on Tuesday.",
            "armed_attack",
        ),
        ("A man with a machete killed two people in a market in Bunia on Tuesday.", "stabbing"),
        ("Four rebels and one soldier were killed in a firefight near Bunia on Tuesday.", "clash"),
    ],
)
def test_mixed_weapons_and_fights_of_two_sides_have_their_types(text: str, kind: str) -> None:
    (found, *_) = Extractor(presets.groups()).extract(Row("en", "", {}, text).draft)
    assert found.type == kind
