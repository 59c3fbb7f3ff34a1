"""Who is said to have done it, in words that are neither claim nor blame by themselves: a spokesman's, a call
"in the name of", "had fired it"; and who is only said to be a member, having been killed.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, is_news

# What is said of whom, a group by any part of its name; "-": nobody is said to have done it.
ROWS = """\
al-Qassam:claimed Two men were wounded in a shooting near Nablus on Wednesday; the armed wing of Hamas, the Qassam Brigades, said one of its cells had opened fire.
Houthis:claimed Drones hit a refinery in Jizan on Wednesday. Yahya Saree, the military spokesman of the Houthis, said the group had launched ten of them.
Houthis:blamed A missile struck a cargo ship off Hodeidah on Wednesday. US Central Command said the Houthis had fired it from Yemen.
400 Mawozo:claimed Two nuns were abducted in Port-au-Prince on Tuesday. A man describing himself as a leader of 400 Mawozo asked for a ransom of one million dollars.
CODECO:blamed Eight miners were killed near Bunia on Tuesday. Witnesses identified the assailants as CODECO militiamen.
Hamas:claimed A man opened fire at a checkpoint near Nablus on Wednesday, wounding two soldiers, and was shot dead. Hamas said he was one of its members.
Tehrik-i-Taliban:claimed A man blew himself up at a mosque in Peshawar on Wednesday, killing nine. The TTP said he was one of its fighters.
al-Shabaab:claimed A bomb exploded in a market in Mogadishu on Tuesday, killing nine. Al-Shabaab claimed responsibility, saying one of its members had planted it.
al-Shabaab:claimed A car bomb went off in Mogadishu on Tuesday, killing nine. Al-Shabaab said one of its fighters drove the vehicle.
Hamas:claimed A truck ploughed into soldiers near Jaffa on Tuesday, killing two. Hamas said the driver was one of its members.
Taliban:claimed An Afghan soldier shot dead two US troops in Kandahar on Tuesday. The Taliban said he was one of its members.
al-Shabaab:stated The Islamist group al-Shabaab, which is linked to al-Qaeda, killed four quarry workers in Mandera on Tuesday.
al-Shabaab:blamed Four quarry workers were shot dead in Mandera on Tuesday; the commissioner said the killers were al-Shabaab.
Taliban:claimed The Taliban confirmed responsibility for a blast in Kabul on Tuesday which killed six.
Ukraine's military intelligence:claimed Ukraine's military intelligence claimed responsibility for a car bomb that killed an officer in Moscow on Tuesday.
Houthis:claimed A missile hit a ship off Hodeidah on Tuesday, wounding one. The Houthis said they had fired it.
M23:denied The Congolese army accused the M23 of massacring 14 people in Goma on Tuesday; the rebels deny it.
Rapid Support Forces:stated Activists said the RSF had shelled a market in Omdurman on Tuesday, killing seven.
- Press freedom group RSF said gunmen shot dead a reporter in Manila on Tuesday.
- Israeli troops shot dead a man near Nablus on Wednesday. Hamas said he was one of its members.
- Turkish soldiers shot dead a man near Hakkari on Wednesday. The PKK said he was one of its fighters.
- A man was killed by Israeli fire near Nablus on Wednesday. Hamas said he was one of its members.
- Gunmen shot dead a politician in Karachi on Tuesday. The Awami National Party said he was one of its members.
- A missile hit a hospital in Gaza on Tuesday, killing nine. Hamas said Israel had fired it.
- Nine people were killed by gunmen in Goma on Tuesday. Police have not identified the attackers as ADF or Mai-Mai.
- An army convoy hit a mine near Gao on Tuesday, and six soldiers were killed.
- The army cordoned off the area after a bomb killed six soldiers in Quetta on Tuesday.
- The army found two bodies of gunmen after the attack on a village near Goma on Wednesday.
- Gunmen killed nine people in Jos on Tuesday. A man describing himself as a member of the parish said the priest had fled.
- Gunmen killed nine people in Jos on Tuesday. The spokesman of the police said it had used drones to find them.
- Gunmen killed nine people in Jos on Tuesday. Volunteers made calls in the name of the families."""


@pytest.mark.parametrize("row", ROWS.splitlines())
def test_it_is_said_of_those_who_are_meant(extractor: Extractor, row: str) -> None:
    wanted, text = row.split(" ", 1) if row[0] == "-" else _parted(row)
    news = [one for one in extractor.extract(draft_of(text)) if is_news(one)]
    assert news
    said = [f"{one.group} {one.part}:{one.basis}" for one in news[0].attribution]
    group, _, basis = wanted.partition(":")
    assert (not said) if wanted == "-" else any(group in one and one.endswith(f":{basis}") for one in said)


def _parted(row: str) -> tuple[str, str]:
    """What is wanted, whose group may be of several words, and the text."""
    group, _, rest = row.partition(":")
    basis, _, text = rest.partition(" ")
    return f"{group}:{basis}", text


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Israeli troops shot dead a man near Nablus on Wednesday.", ("man",)),
        ("Troops opened fire on protesters in Khartoum on Wednesday, killing three.", ("protesters",)),
        ("Russian troops shelled a market in Kherson on Wednesday, killing three.", ("market",)),
        ("Three soldiers came under fire from gunmen near Goma on Wednesday; one died.", ("soldiers",)),
        ("Troops struck a roadside bomb near Goma on Wednesday, and two of them died.", ("Troops",)),
        ("Rebels attacked soldiers near Goma on Wednesday, killing two.", ("soldiers",)),
        ("Soldiers found two bodies after gunmen attacked a village near Goma on Wednesday.", ("village",)),
        ("Three men were killed by army fire in Jenin on Wednesday.", ("men",)),
    ],
)
def test_forces_that_strike_are_not_struck(extractor: Extractor, text: str, struck: tuple[str, ...]) -> None:
    assert extractor.extract(draft_of(text))[0].targets == struck


@pytest.mark.parametrize(
    "text",
    [
        "Rescuers recovered nine bodies after militants raided a village near Goma on Wednesday.",
        "Villagers found nine bodies when the gunmen had left a village near Goma that they attacked on Wednesday.",
        "Nine people were killed by rebel fire in a market near Goma on Wednesday.",
        "Army fire killed nine protesters in Goma on Wednesday.",
        "The gang that took nine pupils from a school in Goma on Monday killed nine others, parents said.",
    ],
)
def test_the_dead_are_victims(extractor: Extractor, text: str) -> None:
    found = extractor.extract(draft_of(text))[0]
    assert found.killed is not None
    assert (found.killed.best, found.perpetrators_killed) == (9, None)


@pytest.mark.parametrize(
    "text",
    [
        "Three people were killed by fire at a hotel in Leeds on Tuesday.",
        "Three men were killed by a kitchen fire in Leeds on Tuesday, police said.",
        "Two firefighters were killed by a forest fire near Athens on Tuesday.",
        "Israeli fire crews fought a blaze that killed two people in Haifa on Tuesday.",
    ],
)
def test_fires_are_no_shots(extractor: Extractor, text: str) -> None:
    assert not any(map(is_news, extractor.extract(draft_of(text))))
