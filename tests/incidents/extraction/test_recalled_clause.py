"""What a clause of an act's sentence recalls of long ago, and acts that are only recalled beside what was done
today: they are no news, and lend the act of today neither day nor toll. Half of it are traps.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, tells_news

RECALLED = [
    "Relatives gathered in Kuta on Wednesday to plant trees for 202 people who were killed when bombs tore through crowded clubs in 2002.",
    "LYON - The mayor unveiled a plaque on Wednesday for two guards who were shot dead when robbers attacked a bank in Lyon in 1986.",
    "The minister met the families of 11 people on Tuesday who were killed when a bomb went off on a bus in Istanbul in 2016.",
    "A church that militants blew up in 2015 reopened in Mosul on Tuesday, with a mass for the 30 people who were killed there.",
    "Walkers set off on Tuesday along a trail that recalls the 16 pupils who were shot dead by a gunman at their school in 1996.",
    "A court on Tuesday awarded two million dollars to the widow of a banker who was killed by a car bomb in Beirut in 2013.",
    "The remains of two soldiers who were killed in an ambush near Gao in 2019 were found on Tuesday.",
    "A man was arrested in Leeds on Tuesday over the killing of a girl who was kidnapped there in 2012.",
]
# What is told, its type, those killed.
TODAY = [
    (
        "A bomb killed three people in Kabul on Wednesday as mourners gathered for 40 people who were killed in 2019.",
        "bombing",
        3,
    ),
    (
        "Two people were shot dead in Chicago on Wednesday at a vigil for a girl who was killed in 2022.",
        "shooting",
        2,
    ),
    (
        "A gunman killed four people on Tuesday near a school in Dallas where ten pupils were shot dead in 2018.",
        "shooting",
        4,
    ),
    (
        "A man who was jailed for a bombing in 1996 was shot dead in Leeds on Tuesday, police said.",
        "shooting",
        1,
    ),
    ("On Tuesday a man who killed two people in 2002 stabbed his wife to death in Lyon.", "stabbing", 1),
    (
        "A suspect who killed five people in Austin in 2019 shot dead two policemen in Dallas on Tuesday.",
        "shooting",
        2,
    ),
    # traps
    (
        "Police gathered evidence on Wednesday at a market in Quetta where seven people were killed by a bomb on Tuesday.",
        "bombing",
        7,
    ),
    (
        "Gunmen on Tuesday shot dead two guards of a politician in Tunis who founded his party in 2011.",
        "shooting",
        2,
    ),
    ("Gunmen on Tuesday shot dead a judge elected mayor of Cali in 1985.", "assassination", 1),
    ("Gunmen on Tuesday shot dead a judge in Cali who was appointed in 1985.", "assassination", 1),
    (
        "Gunmen killed three people in Jos on Tuesday, residents who fled a massacre in 2018 said.",
        "shooting",
        3,
    ),
    (
        "Two men were held on Wednesday over a row in which a trader who opened his shop in 2015 was shot dead in Leeds on Tuesday.",
        "shooting",
        1,
    ),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize("text", RECALLED)
def test_what_is_recalled_beside_a_deed_of_today_is_no_news(extractor: Extractor, text: str) -> None:
    assert not tells_news(extractor, draft_of(text))


@pytest.mark.parametrize(("text", "kind", "killed"), TODAY)
def test_what_a_clause_recalls_lends_the_act_of_today_nothing(
    extractor: Extractor, text: str, kind: str, killed: int
) -> None:
    told = extractor.extract(draft_of(text))[0]
    assert (told.type, told.status, told.killed and told.killed.best) == (kind, "current", killed)


def test_commas_part_no_year_from_the_acts_of_its_clause(extractor: Extractor) -> None:
    lead = (
        "IGUALA, Mexico - Parents laid wreaths in Iguala on Wednesday for 43 students who were abducted and, "
    )
    then = lead + "investigators believe, killed when police stopped their buses in the town in 2014."
    assert not tells_news(extractor, draft_of(then, "en", "Town lays wreaths for 43 students"))
    marched = "Nurses marched in Lyon on Wednesday for a doctor who was stabbed, and later died, on Tuesday."
    assert tells_news(extractor, draft_of(marched))
