"""Who was counted before an aside is who died or was hurt behind it: every aside between subject and verb. Written from
the languages, not from reports.
"""

from __future__ import annotations

import itertools

import pytest

from incidents.extraction import Extractor
from incidents.incident import Toll
from tests.incidents.extraction.tables import draft_of

EXTRACTOR = Extractor(())

ACT = {
    "en": "A bomb exploded at a market in Mandera on Wednesday.",
    "ru": "На рынке в Грозном в среду взорвалась бомба.",
    "uk": "На ринку в Харкові в середу вибухнула бомба.",
}
WHO = {
    "en": {"Three soldiers": 3, "Five people": 5},
    "ru": {"Трое мужчин": 3, "Двенадцать человек": 12},
    "uk": {"Троє чоловіків": 3, "П'ятеро людей": 5},
}
ASIDES = {
    "en": """, aged between 20 and 45,
, all in their twenties,
, all members of the same family,
, among them a child of six,
, including a girl of six,
, one of them a policeman,
, the youngest aged six,
, who had been waiting for a bus,
 from a nearby village
, most of them women,
, among them the mayor,
 (all in their twenties)
 (not yet named)
 – all members of one family –""",
    "ru": """, среди них ребенок,
, в том числе девочка шести лет,
 в возрасте от 20 до 45 лет
, все из одной семьи,
, ожидавшие автобуса,
, которые шли на работу,
, один из них полицейский,
 из охраны мэра
, большинство из них женщины,
, младшему из них шесть лет,
, по словам врача,
 1990 года рождения
 (все из одной семьи)
 — все из одной семьи —""",
    "uk": """, серед них дитина,
, зокрема дівчинка шести років,
 віком від 20 до 45 років
, усі з однієї родини,
, які чекали на автобус,
, один з них поліцейський,
 з охорони мера
, більшість із них жінки,
, наймолодшому з них шість років,
, за словами лікаря,
 1990 року народження
 (усі з однієї родини)
 — усі з однієї родини —""",
}
BEFELL = {
    "en": {"were killed": "killed", "died": "killed", "suffered burns": "injured", "suffered smoke inhalation": "injured"},
    "ru": {"погибли": "killed", "скончались": "killed", "ранены": "injured", "отравились дымом": "injured"},
    "uk": {"загинули": "killed", "померли": "killed", "поранені": "injured", "отруїлися димом": "injured"},
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(ACT))
def test_an_aside_changes_nobody(language: str) -> None:
    wrong = []
    for (who, number), aside, (befell, field) in itertools.product(
        WHO[language].items(), ASIDES[language].splitlines(), BEFELL[language].items()
    ):
        text = f"{ACT[language]} {who}{aside} {befell}."
        told = [getattr(one, field) for one in EXTRACTOR.extract(draft_of(text, language))]
        if told != [Toll.exactly(number)]:
            wrong.append(f"{text} {told}")
    assert not wrong, "\n".join(wrong)


def test_what_is_denied_in_brackets_is_not_the_act() -> None:
    told = EXTRACTOR.extract(
        draft_of("Two employees of a clinic (not an NGO) were kidnapped in Goma on Sunday.", "en")
    )
    assert [one.abducted for one in told] == [Toll.exactly(2)]
    assert not EXTRACTOR.extract(
        draft_of("Two nurses were not (as reported) kidnapped in Goma on Sunday.", "en")
    )
