"""Who was taken, in whatever words; who died of those taken; when a kidnapping is only told by the way; and fights
of gunmen with the police, which are no riots. Half of it are traps.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from incidents.incident import Toll
from tests.incidents.extraction.tables import draft_of

# What is told: its type, those taken, those killed, the attackers killed.
TOLD = [
    (
        "Eight passengers were taken off a bus by gunmen near Zamfara, Nigeria, on Tuesday.",
        "kidnapping",
        8,
        None,
        None,
    ),
    (
        "Gunmen stopped a bus near Kidal, Mali, on Tuesday and three men were dragged off.",
        "kidnapping",
        3,
        None,
        None,
    ),
    (
        "Twelve travellers were dragged off into the bush by bandits near Gusau on Tuesday.",
        "kidnapping",
        12,
        None,
        None,
    ),
    (
        "Six men were pulled from their cars by gunmen and driven away near Culiacan on Tuesday.",
        "kidnapping",
        6,
        None,
        None,
    ),
    ("Two priests were abducted and killed near Jos on Tuesday.", "kidnapping", 2, 2, None),
    (
        "Four teachers were kidnapped by rebels and later beheaded near Bamenda on Tuesday.",
        "kidnapping",
        4,
        4,
        None,
    ),
    ("Three gunmen died in clashes with police in Kingston, Jamaica, on Tuesday.", "clash", None, None, 3),
    (
        "Four militants and two soldiers died in clashes near Bannu, Pakistan, on Wednesday.",
        "clash",
        None,
        2,
        4,
    ),
    (
        "Five men died when two rival gangs fought with knives and guns in Guayaquil on Tuesday.",
        "clash",
        None,
        5,
        None,
    ),
    # traps
    (
        "A driver was pulled from his car by two gunmen who drove off in it in Dayton, Ohio, on Tuesday.",
        "robbery",
        None,
        None,
        None,
    ),
    (
        "Four teachers were kidnapped and a guard was killed near Bamenda on Tuesday.",
        "kidnapping",
        4,
        1,
        None,
    ),
    ("Four teachers were kidnapped and later freed near Bamenda on Tuesday.", "kidnapping", 4, None, None),
    ("Three protesters died in clashes with police in Nairobi on Tuesday.", "riot", None, 3, None),
    ("Two students died in clashes with police in Dhaka on Tuesday.", "riot", None, 2, None),
]
NOBODY_TAKEN = [
    "Two drunken fans were taken off a bus by police in Leeds on Tuesday after a brawl.",
    "Eight passengers were taken off a bus by firemen after a crash near Leeds on Tuesday.",
    "Three protesters were dragged off by police in Tbilisi on Tuesday.",
    "The player was dragged off by his team-mates after a foul in Leeds on Tuesday.",
]
BELOW_THE_DEAD = [
    "Some worshippers are said to have been abducted.",
    "Several women were reported to have been taken away by the attackers.",
    "Four people were also abducted, a chief said.",
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


def _best(toll: Toll | None) -> int | None:
    return toll.best if toll else None


@pytest.mark.parametrize(("text", "kind", "taken", "killed", "attackers"), TOLD)
def test_who_was_taken_and_who_died(
    extractor: Extractor, text: str, kind: str, taken: int | None, killed: int | None, attackers: int | None
) -> None:
    told = extractor.extract(draft_of(text))[0]
    tolls = [_best(toll) for toll in (told.abducted, told.killed, told.perpetrators_killed)]
    assert (told.type, *tolls) == (kind, taken, killed, attackers)


@pytest.mark.parametrize("text", NOBODY_TAKEN)
def test_whom_no_attackers_take_is_not_kidnapped(extractor: Extractor, text: str) -> None:
    assert not any(one.type == "kidnapping" or one.abducted for one in extractor.extract(draft_of(text)))


@pytest.mark.parametrize("text", BELOW_THE_DEAD)
def test_an_attack_that_killed_stays_one_where_some_were_taken_too(extractor: Extractor, text: str) -> None:
    lead = "JOS - Gunmen attacked a church in Kachia, Nigeria, on Sunday and killed five people, police said."
    told = extractor.extract(draft_of(f"{lead}\n\n{text}", "en", "Gunmen kill five in attack on church"))
    assert [one.type for one in told] == ["armed_attack"]


def test_a_kidnapping_of_the_first_paragraph_names_the_act(extractor: Extractor) -> None:
    lead = "JOS - Gunmen attacked a church in Kachia, Nigeria, on Sunday, killed one man and abducted nine people."
    told = extractor.extract(draft_of(lead, "en", "Nine abducted in attack on church"))
    assert [one.type for one in told] == ["kidnapping"]


# What is told behind a kidnapping of five: those killed, the attackers killed.
BESIDE_IT = [
    ("One man who tried to run was shot dead, an elder said.", 1, None),
    ("Two guards who resisted were shot dead, the headmaster said.", 2, None),
    ("A trader who refused to go was shot dead.", 1, None),
    ("A kidnapper who tried to run was shot dead by soldiers.", None, 1),
    # traps
    ("Separately, a chief who tried to flee was shot dead in Kano on Wednesday.", None, None),
    ("A driver who tried to flee robbers was shot dead near Jos last week.", None, None),
    ("A man who tried to flee prison in 2019 was shot dead at the time.", None, None),
]


@pytest.mark.parametrize(("text", "killed", "attackers"), BESIDE_IT)
def test_who_was_killed_as_he_fled_or_resisted_died_of_the_kidnapping(
    extractor: Extractor, text: str, killed: int | None, attackers: int | None
) -> None:
    lead = "GUSAU - Bandits seized five traders in Maru, Nigeria, on Tuesday, police said."
    told = extractor.extract(draft_of(f"{lead}\n\n{text}", "en", "Five taken in Zamfara"))[0]
    assert (told.type, _best(told.abducted)) == ("kidnapping", 5)
    assert (_best(told.killed), _best(told.perpetrators_killed)) == (killed, attackers)


ABOARD = [
    ("Armed pirates boarded a tanker off Bata on Wednesday, wounding one seaman, and robbed the crew.", None),
    ("Pirates hijacked a ship with 22 crew off Mogadishu on Tuesday, killing two guards.", 22),
    ("Gunmen hijacked a bus with 30 passengers near Port-au-Prince on Tuesday and wounded two of them.", 30),
]


@pytest.mark.parametrize(("text", "number"), ABOARD)
def test_who_was_hurt_on_board_is_not_taken_for_it(
    extractor: Extractor, text: str, number: int | None
) -> None:
    assert _best(extractor.extract(draft_of(text))[0].abducted) == number
