"""Whose losses are told: those of fighters are attackers killed, those of forces and villagers are victims."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# What is told, the victims killed, the attackers killed.
TOLD = [
    (
        "Rebels attacked a police post in Bastar on Tuesday, killing six policemen. Police put the militants' losses at 30 dead.",
        6,
        30,
    ),
    (
        "Bandits attacked Gusau in Nigeria on Tuesday and killed nine villagers. Vigilantes said the bandits' casualties were at least 15 dead.",
        9,
        15,
    ),
    ("The insurgents suffered 25 dead in fighting near Mocimboa da Praia on Tuesday.", None, 25),
    (
        "Troops fought insurgents near Macomia on Tuesday. The army put insurgent dead at 17 and said that two soldiers were killed.",
        2,
        17,
    ),
    (
        "Casualties among the insurgents were 12 killed and 20 wounded in fighting near Marib on Tuesday.",
        None,
        12,
    ),
    ("The rebels lost 20 men in fighting near Goma on Tuesday, the army said; four soldiers died.", 4, 20),
    ("The army lost nine men in an ambush near Menaka on Tuesday.", 9, None),
    ("Eight soldiers fell in a battle with rebels near Walikale on Tuesday.", 8, None),
    (
        "Twelve insurgents fell in fighting near Macomia on Tuesday, the ministry said, and two soldiers were killed.",
        2,
        12,
    ),
    (
        "Militants raided a camp near Bannu on Tuesday. The losses of the militants were five dead; a sergeant was killed.",
        1,
        5,
    ),
    # traps
    ("Bandits attacked Gusau in Nigeria on Tuesday. The villagers' losses were nine dead.", 9, None),
    ("Rebels attacked a police post in Bastar on Tuesday. The police put their losses at six dead.", 6, None),
    (
        "Rebels attacked a village near Goma on Tuesday. Residents said casualties were at least 15 dead.",
        15,
        None,
    ),
    ("Militants attacked a village near Djibo on Tuesday and left 25 dead.", 25, None),
    (
        "Insurgents attacked a camp near Macomia on Tuesday. The insurgents said the army had suffered 25 dead.",
        25,
        None,
    ),
    (
        "A shooting on Tuesday in Killeen, Texas, left four soldiers including the gunman dead and 16 others wounded.",
        3,
        1,
    ),
    ("Two militants dead, nine civilians dead: that was the toll of the attack in Quetta on Tuesday.", 9, 2),
    ("After the militants' attack in Quetta on Tuesday police found nine people dead.", 9, None),
    ("A bomb killed two people in Lagos on Tuesday. Two policemen fell from a roof as they ran.", 2, None),
    ("Five soldiers fell into an ambush near Bannu on Tuesday; two were killed.", 2, None),
    (
        "Gunmen attacked a bus near Quetta on Tuesday, killing four people. The insurgents said they lost no men.",
        4,
        None,
    ),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize(("text", "killed", "attackers"), TOLD)
def test_losses_are_of_the_side_that_is_named(
    extractor: Extractor, text: str, killed: int | None, attackers: int | None
) -> None:
    main = extractor.extract(draft_of(text))[0]
    tolls = [toll and toll.best for toll in (main.killed, main.perpetrators_killed)]
    assert tolls == [killed, attackers]


def test_an_army_that_lost_men_in_an_ambush_did_not_lay_it(extractor: Extractor) -> None:
    text = "The army lost nine men in an ambush near Menaka on Tuesday."
    assert extractor.extract(draft_of(text))[0].attribution == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Thirty fighters were killed in a clash near Menaka on Tuesday, the army said.", ["clash"]),
        ("Five insurgents were killed during a battle with troops near Macomia on Tuesday.", ["clash"]),
        (
            "Soldiers clashed with militants near Marawi on Tuesday, the army said. Seven militants were killed "
            "and three soldiers were wounded.",
            ["clash"],
        ),
        ("Twelve militants were killed in an operation near Bannu on Tuesday, the army said.", ["raid"]),
        ("Gunmen killed four farmers in clashes over land near Jos on Tuesday.", ["shooting"]),
        ("Gunmen killed a soldier and fought police in Tumaco on Tuesday.", ["shooting"]),
    ],
)
def test_fighters_killed_in_a_battle_are_told_with_it(
    extractor: Extractor, text: str, kinds: list[str]
) -> None:
    assert [one.type for one in extractor.extract(draft_of(text))] == kinds
