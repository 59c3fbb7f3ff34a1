"""Attackers among the dead whom one number counts, and who killed whom where both are counted: the dead of an
attack are its victims, the attackers apart.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# The language, victims and attackers killed ("-": none told), and the report.
ROWS = """\
en 7 3 Ten people, including three gunmen, were killed in a clash in Reynosa on Wednesday.
en 7 2 Nine people were killed in a shootout in Reynosa on Wednesday, among them two attackers.
en 5 2 Seven people were killed in fighting near Goma on Wednesday, including five civilians and two rebels.
en 4 2 Six people - four policemen and two militants - were killed in a shootout in Quetta on Wednesday.
en 5 3 Eight people were killed, including three of the assailants, when gunmen attacked a police station in Quetta on Wednesday.
en 4 5 An attack on a hotel in Mogadishu on Wednesday left nine people dead, five of them militants.
en 8 1 Nine people, including a policeman and a gunman, were killed in an attack in Goma on Wednesday.
en 16 3 Israeli strikes killed 19 people in Gaza on Wednesday, including three Hamas fighters, medics said.
en - 5 Five men believed to be militants were killed by troops near Maiduguri on Wednesday.
en - 3 Three people described as gunmen were killed by soldiers in Reynosa on Wednesday.
en - 4 Security forces killed four people they said were terrorists in Rafah on Wednesday.
en 9 - Two gunmen killed nine people in an attack in Goma on Wednesday.
en 9 - Two gunmen killed nine people, including three guards, in an attack in Goma on Wednesday.
en 9 - Three attackers shot dead nine people in Goma on Wednesday.
en 9 - Four policemen shot dead nine protesters in Goma on Wednesday.
en 9 - Nine people, including two women and three children, were killed in an attack in Goma on Wednesday.
en 9 - Nine people were killed in an attack in Goma on Wednesday, including a child, when gunmen stormed a bar.
en 9 - Nine people, including five former rebels, were killed in an attack in Goma on Wednesday.
en 9 - Nine people, including the wives of two militants, were killed in an attack in Goma on Wednesday.
en 9 - Nine people, including two men who tried to stop the gunman, were shot dead in Dallas on Wednesday.
en 9 - Nine people were killed in Goma on Wednesday in an attack by gunmen, three of whom were arrested.
en 8 - Eight people were killed, five of them by gunmen, in Zamfara on Wednesday.
en 8 - Eight people were killed, including five by rebels, in Ituri on Wednesday.
en 12 - Twelve people were killed, including four policemen, by three gunmen in Derbent on Wednesday.
en 4 - Four soldiers were killed and nine people wounded, including three rebels, in an attack in Goma on Wednesday.
en 40 - Forty people were killed, including 12 children, and 20 militants surrendered in Marawi on Wednesday.
en 10 - Ten people were killed when a car bomb exploded in Kabul on Wednesday, including three Taliban fighters.
en 9 - Islamic State militants killed nine people, including four Taliban fighters, in Kunar on Wednesday.
en 12 - Nine rebels killed 12 soldiers in an ambush near Goma on Wednesday.
en 9 2 Nine people were killed in an attack in Goma on Wednesday; police killed two of the attackers.
en - 2 Two gunmen killed in Goma on Wednesday had attacked a bank.
ru 7 3 Десять человек, в том числе трое нападавших, погибли в перестрелке в Махачкале в среду.
ru 11 4 При нападении на отель в Могадишо в среду погибли 15 человек, включая четверых боевиков.
ru 4 2 В перестрелке в Махачкале в среду погибли шесть человек: четверо полицейских и двое боевиков.
ru 9 - Двое боевиков убили девять человек в Махачкале в среду.
ru 9 - В Махачкале в среду застрелены девять человек, в том числе жёны двух боевиков.
uk 7 3 Десятеро людей, зокрема троє нападників, загинули в перестрілці у Махачкалі в середу.
uk 9 - Двоє бойовиків убили дев'ятьох людей у Махачкалі в середу."""


@pytest.mark.parametrize("row", ROWS.splitlines())
def test_victims_and_attackers_are_counted_apart(extractor: Extractor, row: str) -> None:
    language, victims, attackers, text = row.split(" ", 3)
    found = extractor.extract(draft_of(text, language))[0]
    told = [str(toll.best) if toll else "-" for toll in (found.killed, found.perpetrators_killed)]
    assert told == [victims, attackers]


@pytest.mark.parametrize(
    ("title", "victims", "attackers"),
    [
        ("Two gunmen kill nine in Goma", 9, None),
        ("Nine people killed two wounded in Goma attack", 9, None),
        ("Ten people killed 30 houses burnt in Benue attack", 10, None),
        ("Six people killed 20 homes destroyed in Kharkiv strike", 6, None),
        ("Twelve people killed three gunmen sought in Zaria", 12, None),
        ("Ten soldiers killed eight missing after Borno ambush", 10, None),
        ("Six people killed in Kharkiv strike", 6, None),
        ("Five militants killed, two soldiers martyred in Bannu", 2, 5),
    ],
)
def test_so_are_those_of_a_headline(
    extractor: Extractor, title: str, victims: int, attackers: int | None
) -> None:
    found = extractor.extract(draft_of("", "en", title))[0]
    assert found.killed is not None
    assert found.killed.best == victims
    assert (found.perpetrators_killed.best if found.perpetrators_killed else None) == attackers
