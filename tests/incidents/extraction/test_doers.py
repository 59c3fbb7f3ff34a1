"""Who is told as the doer of an act, by the order of words; each sentence is our own."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of


def said(extractor: Extractor, text: str) -> set[tuple[str, str]]:
    """Each group of the main incident with its basis."""
    draft = draft_of(text)
    return {(one.group, one.basis) for one in extractor.extract(draft)[0].attribution}


NOBODY = {
    "who speaks of an act": "The Taliban condemned the attack on a school in Herat on Tuesday, which killed five.",
    "who accuses": "The Taliban accused the police of shooting dead three traders in Herat on Tuesday.",
    "who suffers": "A bomb killed four people in Cali on Tuesday and wounded two members of the army.",
    "whose losses are told": "After losses of the army in attacks on Tuesday, three villagers were killed by "
    "unknown gunmen near Goma.",
    "who repels it": "The attack on a base near Goma on Tuesday, in which six died, was repelled by the army.",
    "who reports it": "A judge was shot dead in Cali on Tuesday, it was reported by the national police.",
    "whose leader is the victim": "A FARC leader was shot dead by gunmen in Cali on Tuesday, police said.",
    "who has a post near by": "A bomb killed ten workers in Lima on Tuesday, 200 metres from a National Police post.",
    "who sat at a wheel": "Two men were shot dead in Dayton on Tuesday. Marcus Bell was behind the wheel of the car.",
    "who takes over a case": "Two men were shot dead in Dayton on Tuesday. The Sheriff's Homicide Detail took "
    "responsibility for the investigation.",
    "whose report it is": "DAYTON, Ohio (WXYZ) - A man accused of shooting two women in Dayton on Tuesday was held.",
    "whom a veteran served": "Army veteran John Garza opened fire in Dayton on Tuesday, killing two people.",
    "who comes to help": "Gunfire killed two men in Dayton on Tuesday; a third was taken to a hospital by the "
    "Covington Rescue Squad.",
    "an accuser": "Officials rejected accusations by the Taliban that Monday's bombing in Herat, which killed "
    "six, was planned abroad.",
    "a person who admits it": "Two men were shot dead in Dayton on Tuesday. Mr. Holt has accepted responsibility, his "
    "lawyer said.",
    "an army that sends help": "Gunmen killed 15 people in Djibo on Sunday. The army said it had sent reinforcements.",
    "who praises it": "Two gunmen killed six people at a bus stop in Haifa on Monday. Hamas praised the attack but did not "
    "claim it.",
    "to whom they did not belong": "Gunmen killed six people in Katsina on Tuesday. The police said that the gunmen did "
    "not belong to Boko Haram.",
    "whom a crowd attacked": "Al-Shabaab fighters were attacked in Beledweyne on Tuesday, a crowd beating three of them "
    "to death.",
    "police who say whom they arrested": "A bomb killed seven people in Lima on Tuesday. The National Police announced "
    "that they had arrested two men.",
    "who guards those who are hit": "Gunmen attacked a convoy escorted by the army and Wagner mercenaries near Gao on "
    "Friday, killing 30 people.",
    "who rules where it was": "A bomb killed four people in a part of Beirut controlled by Hezbollah on Friday.",
    "who signed a note": "A guard was shot dead in Dayton on Tuesday; police found a note signed by Ciancia.",
    "who reports a suspicion": "Two men were shot dead in Dayton on Tuesday. Officials suspect that somebody spoke with "
    "them an hour before the bodies were found, KJRH reported.",
    "police who hunt": "Two men were shot dead in Dayton on Tuesday. Members of the State Police Welch Detachment later "
    "raided a house.",
    "what is only quoted among capitals": "LIMA, 14 MAY (X) -- THE MINISTER BLAMED THE BOMBING IN LIMA, WHICH "
    'KILLED SIX PEOPLE ON TUESDAY, ON "TOTAL NEGLECT".',
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_no_group_is_made_a_doer_by_standing_near(extractor: Extractor, text: str) -> None:
    assert not {group for group, basis in said(extractor, text) if basis != "denied"}


TOLD = {
    "to whom the bomber belonged": (
        "A suicide bomber killed 25 people in Damascus on Sunday. The ministry said the bomber belonged to Islamic State.",
        ("Islamic State", "blamed"),
    ),
    "with whom he had ties": (
        "A gunman killed five people in Damascus on Sunday. The police said the attacker had ties to Islamic State.",
        ("Islamic State", "suspected"),
    ),
    "by what it did besides": (
        "Al-Shabaab fighters attacked a hotel in Beledweyne on Tuesday where elders of the district and officers of the "
        "army were meeting, detonating a car bomb at the gate.",
        ("al-Shabaab", "stated"),
    ),
    "who says so in a statement": (
        "A bomb killed seven people in Beledweyne on Tuesday. Al-Shabaab said in a statement on Telegram that it had "
        "killed more than ten people.",
        ("al-Shabaab", "claimed"),
    ),
    "who announces it": (
        "Rockets killed a farmer in Metula on Wednesday. Hezbollah announced that it had bombarded the town.",
        ("Hezbollah", "claimed"),
    ),
    "behind a day of its own": (
        "On Tuesday the Taliban shot dead three policemen in Herat.",
        ("Taliban", "stated"),
    ),
    "a member's group": (
        "Two members of the ELN shot dead a mayor in Cali on Tuesday.",
        ("National Liberation Army (Colombia)", "stated"),
    ),
    "who is blamed by one that denies it": (
        "The army denied any part in Monday's bombing in Cali, which killed six, and blamed the ELN.",
        ("National Liberation Army (Colombia)", "blamed"),
    ),
    "who is suspected where nobody claims it": (
        "A bomb killed six people in Istanbul on Monday. No group has claimed responsibility, but police "
        "suspect the PKK.",
        ("Kurdistan Workers' Party", "suspected"),
    ),
    "an unknown group inside words of blame": (
        "Police hold the Fifth of May Front responsible for a bomb attack that killed two in Lima on Tuesday.",
        ("Fifth of May Front", "blamed"),
    ),
    "what is only possible": (
        "The talks end if it is confirmed that the ELN carried out the attack that killed two judges in Cali on "
        "Tuesday.",
        ("National Liberation Army (Colombia)", "suspected"),
    ),
    "the group that claims it": (
        "Gunmen shot dead three policemen in Cali on Tuesday, where the ELN is strong. The group claimed "
        "responsibility in a video.",
        ("National Liberation Army (Colombia)", "claimed"),
    ),
    "the other side of a fight": (
        "Seven soldiers were killed on Tuesday in clashes with ELN rebels north of Cali.",
        ("National Liberation Army (Colombia)", "stated"),
    ),
    "who was behind it": (
        "A bomb killed six people in Lima on Tuesday. The Fifth of May Front was behind the attack, police said.",
        ("Fifth of May Front", "blamed"),
    ),
    "who is suspected in a sentence of its own": (
        "Gunmen shot dead three policemen in Cali on Tuesday. The main line of enquiry, said a spokesman, is that "
        "a cell of the ELN took part.",
        ("National Liberation Army (Colombia)", "suspected"),
    ),
    "who belongs to another": (
        "Gunmen killed 14 people in Mopti on Tuesday; officials blamed the al-Qaeda affiliate JNIM.",
        ("Jama'at Nusrat al-Islam wal-Muslimin", "blamed"),
    ),
    "a group that sent the bomber": (
        "A suicide bomber killed six people in Herat on Tuesday. The Taliban said they had sent the bomber.",
        ("Taliban", "claimed"),
    ),
    "an unknown group beside a known one": (
        "The ELN said on Tuesday that the army had killed four farmers near Cali.",
        ("army", "stated"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), TOLD.values(), ids=TOLD.keys())
def test_the_doer_is_told(extractor: Extractor, text: str, expected: tuple[str, str]) -> None:
    assert expected in said(extractor, text)


@pytest.mark.parametrize(
    "named",
    [
        "the al-Qaeda affiliate JNIM",
        "JNIM, which swore allegiance to al-Qaeda",
        "JNIM, a group loyal to al-Qaeda",
        "JNIM, fighters allied with al-Qaeda",
    ],
)
def test_to_whom_a_group_belongs_is_no_attribution(extractor: Extractor, named: str) -> None:
    text = f"Gunmen killed 14 people in Mopti on Tuesday; officials blamed {named}."
    assert {group for group, _ in said(extractor, text)} == {"Jama'at Nusrat al-Islam wal-Muslimin"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ru",
            "Боевики «Боко харам», присягнувшей «Исламскому государству», убили трёх человек в Тиллабери.",
        ),
        ("uk", "Бойовики «Боко Харам», що присягнули «Ісламській державі», убили трьох людей у Тіллабері."),
    ],
)
def test_nor_is_it_where_words_have_cases(extractor: Extractor, language: str, text: str) -> None:
    draft = draft_of(text, language)
    assert {one.group for one in extractor.extract(draft)[0].attribution} == {"Boko Haram"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Бойовики «Боко Харам» напали на патруль у Тіллабері, загинули 11 солдатів."),
        ("uk", "У Тіллабері бойовики угруповання «Боко Харам» напали на село й убили трьох людей."),
        ("ru", "Боевики «Боко харам» напали на патруль в Тиллабери, погибли 11 солдат."),
        ("ru", "В Тиллабери боевики группировки «Боко харам» убили 11 солдат."),
    ],
)
def test_a_group_within_the_words_of_the_act_is_its_doer(
    extractor: Extractor, language: str, text: str
) -> None:
    draft = draft_of(text, language)
    assert [(one.group, one.basis) for one in extractor.extract(draft)[0].attribution] == [
        ("Boko Haram", "stated")
    ]


@pytest.mark.parametrize(
    ("language", "text", "bases"),
    [
        ("uk", "«Атеш» заявив, що його агенти спалили релейну шафу біля Бердянська.", ["claimed"]),
        ("uk", "Рух «Атеш» заявив про підпал релейної шафи біля Бердянська.", ["claimed"]),
        ("ru", "Движение «Атеш» заявило, что его агенты сожгли релейный шкаф под Ростовом.", ["claimed"]),
        ("ru", "«Атеш» заявил о диверсии: под Ростовом сожжён релейный шкаф.", ["claimed"]),
        ("ru", "МВД заявило о поджоге релейного шкафа под Ростовом.", []),
        ("uk", "Поліція заявила про підпал машини військового в Одесі.", []),
        ("ru", "«Талибан» заявил, что пакистанские солдаты сожгли дом в Кандагаре.", []),
    ],
)
def test_sabotage_is_claimed_by_the_group_that_tells_of_it(
    language: str, text: str, bases: list[str]
) -> None:
    found = Extractor(presets.groups()).extract(draft_of(text, language))
    assert [one.basis for one in found[0].attribution] == bases
