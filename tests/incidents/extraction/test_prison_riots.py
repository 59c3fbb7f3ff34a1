"""Fights in a prison are riots; other fights, and what one inmate does to another, are none. Who was led into the
bush was taken, sums of months are no incident, and the men of a raid are told with it. Half of it are traps.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, tells_news

# What is told: its type, those killed.
FIGHTS = [
    (
        "Nine people were killed on Tuesday when rival gangs fought with guns at the Litoral prison in Guayaquil.",
        "riot",
        9,
    ),
    (
        "Five people were killed when members of a clan rose up in the prison of Ciudad del Este on Monday.",
        "riot",
        5,
    ),
    ("Four inmates were killed when prisoners rioted at a jail in Lima on Tuesday.", "riot", 4),
    ("Fighting between rival gangs in a prison in Manaus left six inmates dead on Tuesday.", "riot", 6),
    # traps
    (
        "Six people were killed in fighting between rival gangs in Port-au-Prince on Tuesday, near the old prison.",
        "clash",
        6,
    ),
    ("Five men died when two clans fought with spears near Porgera on Tuesday.", "clash", 5),
    ("An inmate was stabbed to death by another prisoner at a jail in Lima on Tuesday.", "stabbing", 1),
]
# What is told below a raid that killed three gunmen in Jenin, and whether it is another incident.
BELOW_A_RAID = [
    ("The men opened fire from a car and were shot dead, the army said.", False),
    ("They opened fire on a patrol and were shot dead, the army said.", False),
    ("A trader was shot dead by robbers in Haifa on Monday.", True),
    ("In Nablus, gunmen shot dead three farmers on Wednesday.", True),
]
NO_NEWS = [
    "Inmates and guards fought a fire in a prison in Lima on Tuesday.",
    "Forty pupils were taken to the forest near Bonn on Monday to count birds.",
    "The region of Kivu has seen decades of war. Nearly 400 people have been killed there since January.",
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize(("text", "kind", "killed"), FIGHTS)
def test_a_fight_in_a_prison_is_a_riot(extractor: Extractor, text: str, kind: str, killed: int) -> None:
    told = extractor.extract(draft_of(text))[0]
    assert (told.type, told.killed and told.killed.best) == (kind, killed)


def test_a_riot_of_the_headline_is_the_fight_of_the_report(extractor: Extractor) -> None:
    lead = "GUAYAQUIL, Ecuador - Nine people were killed on Tuesday when gangs fought at the Litoral prison in Guayaquil."
    told = extractor.extract(draft_of(lead, "en", "Nine die as inmates riot in Ecuador prison"))
    assert [one.type for one in told] == ["riot"]


@pytest.mark.parametrize("text", NO_NEWS)
def test_what_only_sounds_like_it_is_no_news(extractor: Extractor, text: str) -> None:
    assert not tells_news(extractor, draft_of(text))


@pytest.mark.parametrize("text", ["taken into the bush", "led into the forest"])
def test_who_was_led_into_the_bush_was_taken(extractor: Extractor, text: str) -> None:
    told = extractor.extract(
        draft_of(f"Gunmen raided a village near Gusau on Monday, and nine girls were {text}.")
    )
    assert (told[0].type, told[0].abducted and told[0].abducted.best) == ("kidnapping", 9)


@pytest.mark.parametrize(("text", "another"), BELOW_A_RAID)
def test_the_men_of_a_raid_are_told_with_it(extractor: Extractor, text: str, another: bool) -> None:
    lead = "Israeli soldiers killed three gunmen in a raid on Jenin early on Wednesday, the army said."
    assert (len(extractor.extract(draft_of(f"{lead}\n\n{text}"))) > 1) == another
