"""A court or concert hall that is named only as where an act was makes its report neither one of a trial nor one
of music; a headline of a trial, an inquiry or a festival stays one. Half of them are traps.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, is_news, tells_news

# Headline, type, place.
TOLD = [
    ("Pakistani Taliban claim Islamabad court bombing", "bombing", "Islamabad"),
    ("Islamic State claims attack on Moscow concert hall", "armed_attack", "Moscow"),
    ("Islamic State claims Moscow concert hall attack", "armed_attack", "Moscow"),
    ("ISIS says it carried out Manchester concert bombing", "bombing", "Manchester"),
    ("Boko Haram claims responsibility for Yola festival bombing", "bombing", "Yola"),
    ("Bomb blast at Islamabad court complex kills 12", "bombing", "Islamabad"),
    ("Dozens feared dead in Moscow concert hall shooting", "shooting", "Moscow"),
    ("Judge wounded in Kabul court attack", "armed_attack", "Kabul"),
    ("Gunmen open fire at opera house in Lviv", "shooting", "Lviv"),
    ("Taliban court bombing leaves nine dead in Mardan", "bombing", "Mardan"),
]
NONE = [
    "Court upholds Islamabad bombing sentences",
    "Islamabad court bombing: three get life",
    "Court bombing suspects convicted in Lahore",
    "Manchester concert bombing inquiry publishes report",
    "Moscow concert hall attack trial opens",
    "Court hears how Islamic State attacked Paris concert hall",
    "Film shooting begins in Prague",
    "Festival attacks cliches of opera in Salzburg",
    "Theatre attack on critics in Vienna opens season",
    "Band claims attack on charts from Manchester",
    "Taliban court orders stoning in Kunduz",
    "Court battle over Moscow concert hall",
]
# Of these days, in words of courts and music.
REPORTS = [
    (
        "Gunmen attack court in Quetta",
        "Gunmen stormed a courtroom in Quetta on Wednesday and killed three lawyers before police shot two of the "
        "attackers dead.\n\nThe court attack was claimed by the Pakistani Taliban.",
        3,
    ),
    (
        "Bomb kills nine as Lahore court hears appeal",
        "A bomb went off outside the High Court in Lahore on Wednesday as judges heard how a cleric was held, "
        "killing nine people, police said.",
        9,
    ),
    (
        "Shots in Nice",
        "The group said that its fighters attacked a music festival in Nice on Tuesday.\n\nEleven people were "
        "shot dead at the festival, the prefect said.",
        11,
    ),
    (
        "",
        "A man was shot dead in Derry on Tuesday hours after a court heard how he had beaten his wife.",
        1,
    ),
    (
        "Man shot dead in Derry as inquiry publishes report",
        "The man was killed at his home on Tuesday by two gunmen, police said.",
        1,
    ),
    (
        "Court blast in Kabul kills prosecutor",
        "A bomb blast at a court in Kabul killed a prosecutor on Wednesday morning, police said.\n\nHe was on his "
        "way to a trial.",
        1,
    ),
]


@pytest.mark.parametrize(("title", "kind", "place"), TOLD, ids=[row[0] for row in TOLD])
def test_a_scene_before_its_act_is_no_court_and_no_music(
    extractor: Extractor, title: str, kind: str, place: str
) -> None:
    [one] = [found for found in extractor.extract(draft_of("", "en", title)) if is_news(found)]
    assert one.place is not None
    assert (one.type.value, one.place.name) == (kind, place)


@pytest.mark.parametrize("title", NONE)
def test_a_headline_of_a_trial_or_a_festival_tells_none(extractor: Extractor, title: str) -> None:
    assert not tells_news(extractor, draft_of("", "en", title))


@pytest.mark.parametrize(("title", "text", "killed"), REPORTS, ids=[row[1][:30] for row in REPORTS])
def test_a_report_with_words_of_courts_and_music_is_told(
    extractor: Extractor, title: str, text: str, killed: int
) -> None:
    [one] = [found for found in extractor.extract(draft_of(text, "en", title)) if is_news(found)]
    assert (one.status, one.killed and one.killed.best) == ("current", killed)
