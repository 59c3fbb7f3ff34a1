"""The story of a film, a play or a novel, told in sentences that do not name it: no incident. What befell film
people and those who watched is one.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, tells_news

STORIES = [
    (
        "A thriller about four gunmen who seize a school bus won applause when it opened the Cannes festival on Wednesday.",
        'In "The Long Noon", the driver is shot dead, and two of the kidnappers are killed when police storm a farm.',
    ),
    (
        "A thriller by an unknown won a prize in London on Wednesday.",
        'In "The Ferryman", a gang kidnaps a banker\'s daughter and shoots two policemen.',
    ),
    (
        "The new novel by Ann Hale is set in Belfast.",
        "A policeman is shot in a pub, and his daughter is kidnapped by three men.",
    ),
    (
        "A documentary on the war in Bosnia opened in Vienna on Tuesday.",
        "Snipers kill a boy in its first minutes, and a shell hits a market.",
    ),
    (
        "A thriller about four gunmen who seize a school bus won applause in Cannes on Wednesday.",
        "On Thursday a drama on the siege of Sarajevo, in which a sniper hunts a reporter, will be shown.",
    ),
]
REPORTS = [
    (
        "Actor shot dead in Lagos",
        "An actor was shot dead on the set of a film in Lagos on Wednesday, police said.",
        "Two men fired at the crew.",
    ),
    (
        "Twelve killed at cinema",
        "A gunman opened fire at a screening of a film in Aurora on Tuesday, police said.",
        "Twelve people were shot dead as they fled.",
    ),
    (
        "Star shot dead in Karachi",
        "A film star was shot dead in Karachi on Tuesday, police said.",
        "Two men on a motorcycle fired at her car.",
    ),
    (
        "Novelist stabbed at book fair in Leipzig",
        "A novelist was stabbed at a book fair in Leipzig on Tuesday, police said.",
        "His last novel was about a kidnapping.",
    ),
    (
        "Bomb at Peshawar cinema kills three",
        "A bomb killed three people on Wednesday at a cinema in Peshawar which was showing a thriller.",
        "Two of the dead were brothers.",
    ),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize("paragraphs", STORIES)
def test_the_story_of_a_work_is_no_incident(extractor: Extractor, paragraphs: tuple[str, str]) -> None:
    assert not tells_news(extractor, draft_of("\n\n".join(paragraphs)))


@pytest.mark.parametrize(("title", "lead", "text"), REPORTS)
def test_what_befell_makers_and_viewers_of_films_is_one(
    extractor: Extractor, title: str, lead: str, text: str
) -> None:
    assert tells_news(extractor, draft_of(f"{lead}\n\n{text}", "en", title))
