"""A headline names the division, the report the town in it: one act, told of where the report puts it. Half of
them are traps: two towns of one division.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

ONE = [
    (
        "Gunmen kill 12 in Kaduna",
        "Gunmen killed 12 people in an attack in Zaria on Sunday, residents said.",
        "Zaria",
    ),
    (
        "Gunmen kill 12 in Kano",
        "Gunmen killed 12 people in an attack on Wudil on Sunday, residents said.",
        "Wudil",
    ),
    (
        "Eight gunned down at Guanajuato wake",
        "GUANAJUATO, Mexico — Gunmen burst into a wake in the city of Salamanca on Monday night and shot dead eight"
        " people, the state prosecutor's office said.\n\nFive others were wounded. The victims had gathered to mourn a"
        " man who was murdered on Saturday.\n\nGuanajuato is Mexico's most violent state.",
        "Salamanca",
    ),
    (
        "Bomb kills six in Aleppo",
        "A bomb killed six people in the town of Al-Bab on Sunday, doctors said.",
        "Al Bāb",
    ),
]
TOWN = [
    (
        "Gunmen kill 12 in Kaduna",
        "Gunmen killed 12 people in Kaduna on Sunday, residents said.\n\nThe hurt were taken to Zaria.",
        "Kaduna",
    ),
    (
        "Bomb kills six in Aleppo",
        "A bomb killed six people at a market on Sunday, doctors in Aleppo said. The bomber came from Al-Bab.",
        "Aleppo",
    ),
    (
        "Five killed in Kandahar",
        "Gunmen killed five people in Kandahar on Sunday. They fled to Spin Boldak, the police said.",
        "Kandahār",
    ),
    ("Gunmen kill 12 in Kano", "Gunmen killed 12 people at a market on Sunday, residents said.", "Kano"),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize(("title", "text", "town"), [*ONE, *TOWN])
def test_headline_and_report(extractor: Extractor, title: str, text: str, town: str) -> None:
    found = extractor.extract(draft_of(text, "en", title))
    current = [one.place and one.place.name for one in found if one.status == "current"]
    assert current == [town]


# A headline that tells two acts, and the report of both: type and town of each.
TWO = [
    (
        "Mali: army post attacked near Timbuktu; 5 kidnapped Indians still missing",
        "BAMAKO — Jihadists attacked a post of the Malian army at Diré near Timbuktu on Friday, killing 11 soldiers, a"
        " local official said.\n\nFive Indian nationals who were seized by gunmen at a cement plant in Kayes on June 1 are"
        " still missing, the ministry said.",
        {"armed_attack", "kidnapping"},
    ),
    (
        "Gunmen attack school in Jos; 20 abducted pupils freed in Kano",
        "Gunmen attacked a school in Jos on Tuesday, killing two guards.\n\nTwenty pupils who were abducted in Kano on May 1"
        " were freed on Wednesday.",
        {"armed_attack", "kidnapping"},
    ),
    (
        "Gunmen attack school in Jos, abduct 20 pupils",
        "Gunmen attacked a school in Jos on Tuesday, abducting 20 pupils, the police said.",
        {"kidnapping"},
    ),
]


@pytest.mark.parametrize(("title", "text", "kinds"), TWO)
def test_two_acts_of_a_headline(extractor: Extractor, title: str, text: str, kinds: set[str]) -> None:
    assert {str(one.type) for one in extractor.extract(draft_of(text, "en", title))} == kinds
