"""An act is told wherever it happens, in whatever month, and in whatever form the page gives the report:
what changes only the form must not change what is read.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.extraction.words.headings import label
from incidents.incident import Incident
from tests.incidents.extraction import tables
from tests.incidents.extraction.tables import draft_of, is_news
from tests.incidents.extraction.test_plain import PLAIN

# Words of other subjects: film and games, memorials, courts, drills, trade, sport.
VENUES = (
    "a museum; an exhibition; a film festival; a film set; a video game arcade; a gamers' convention; a theatre;"
    " a drill ground; a shooting range; a war memorial; a memorial service; a commemoration ceremony; a wedding;"
    " a courthouse; a court of appeal; a stock exchange; a football match; a movie premiere; a May Day march;"
    " a research institute; a funeral"
)
REPORTS = (
    "A gunman opened fire at {} in Lyon on Tuesday, killing four people and wounding nine, police said.",
    "A bomb exploded outside {} in Lyon on Tuesday, killing four people and wounding nine, police said.",
    "A man was stabbed to death outside {} in Lyon on Tuesday evening, police said. A suspect was arrested.",
)


def news(extractor: Extractor, title: str, text: str) -> list[Incident]:
    draft = draft_of(text, "en", title)
    return [one for one in extractor.extract(draft) if is_news(one)]


@pytest.mark.parametrize("venue", VENUES.split("; "))
def test_a_word_of_another_subject_that_names_the_scene_does_not_make_an_act_unreal(
    extractor: Extractor, venue: str
) -> None:
    for report in REPORTS:
        (incident,) = news(extractor, "", report.format(venue))
        assert incident.place and incident.place.name == "Lyon"


@pytest.mark.parametrize(
    "text",
    [
        "A bomb attack on 14 May killed five people in Karachi, police said.",
        "The attack on May 14 killed five people in Karachi, police said.",
        "On 14 May gunmen killed five people at a bus stop in Karachi, police said.",
    ],
)
def test_the_month_of_may_is_no_doubt(extractor: Extractor, text: str) -> None:
    (incident,) = news(extractor, "", text)
    assert incident.date and incident.date.start.isoformat() == "2024-05-14"


BYLINES = {
    "en": "By Jane Miller\n\nMay 16, 2024 - 11:40\n\n",
    "ru": "16.05.2024, 11:40\n\nАвтор: Анна Мельник\n\n",
}


def reports(language: str) -> list[Draft]:
    """Our whole articles and plain reports with a text."""
    plain = [
        row.draft
        for table in sorted(PLAIN.glob(f"{language}*.txt"))
        for row in tables.rows_of(table, language)
    ]
    whole = [
        article.draft
        for folder in (tables.ARTICLES, tables.LESSONS)
        for table in sorted(
            folder.glob(f"{language}-*articles.txt" if language == "en" else f"{language}-w*.txt")
        )
        for article in tables.articles_of(table, language)
    ]
    return [draft for draft in plain + whole if draft.title and draft.text]


@pytest.mark.parametrize("language", sorted(BYLINES))
def test_an_author_and_a_stamp_above_a_report_change_nothing(extractor: Extractor, language: str) -> None:
    drafts = reports(language)
    assert len(drafts) > 50
    changed = [
        draft.title
        for draft in drafts
        if told(extractor, draft) != told(extractor, replace(draft, text=BYLINES[language] + draft.text))
    ]
    assert not changed


def test_a_headline_in_title_case_is_read_as_one_in_small_letters(extractor: Extractor) -> None:
    drafts = reports("en")
    capitals = [replace(draft, title=" ".join(map(_with_capital, draft.title.split()))) for draft in drafts]
    changed = [
        draft.title
        for draft, other in zip(drafts, capitals, strict=True)
        if facts(extractor, draft) != facts(extractor, other)
    ]
    # "Syrian Desert" is a place, "Syrian desert" is none.
    assert len(changed) <= 0.02 * len(drafts), changed


def facts(extractor: Extractor, draft: Draft) -> list[tuple[object, ...]]:
    """What is read of an article, but for words that are quoted from it."""
    return [
        (one.type, one.status, one.date, one.place, one.killed, one.injured, len(one.attribution))
        for one in told(extractor, draft)
    ]


def _with_capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@pytest.mark.parametrize("mark", [" - ", " – ", " | "])
def test_the_name_of_the_site_behind_a_number_is_no_noun(extractor: Extractor, mark: str) -> None:
    (incident,) = news(extractor, f"Drones strike Sumy, killing 2{mark}Daily Courier", "")
    assert incident.killed and incident.killed.best == 2


def told(extractor: Extractor, draft: Draft) -> list[Incident]:
    """What is read of an article, but for where it stands and how sure it is."""
    return [replace(one, evidence=(), confidence=0.5) for one in extractor.extract(draft)]


def test_a_line_that_is_one_long_word_is_read_at_once() -> None:
    """It took 44 s for 400 letters while parts of words were tried as words."""
    assert label("a" * 20_000, 0) is None
    assert label("Last in line: " + "a" * 20_000, 0) is not None


@pytest.mark.parametrize("mark", ["• ", "- ", "* "])
def test_items_above_a_report_are_its_summary(extractor: Extractor, mark: str) -> None:
    items = ("Two women, 58 and 71, killed", "Seven people wounded, one a boy of 12", "Gas pipeline damaged")
    body = "Heavy artillery shelled Nikopol on Wednesday, the head of the administration said."
    text = "\n".join(mark + item for item in items) + f"\n\n{body}"
    found = extractor.extract(draft_of(text))
    assert [(one.killed and one.killed.best, one.injured and one.injured.best) for one in found] == [(2, 7)]
