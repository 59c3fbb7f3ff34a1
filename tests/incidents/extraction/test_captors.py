"""Who holds those who were kidnapped, told in a sentence apart from the act. Half of it are traps."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

TAKEN = {
    "en": "Gunmen kidnapped the mayor of Tibu, Colombia, and his driver on Monday.",
    "ru": "Вооружённые люди похитили мэра города Тибу в Колумбии и его водителя в понедельник.",
    "uk": "Озброєні люди викрали мера міста Тібу в Колумбії та його водія у понеділок.",
}
HELD = [
    ("en", "They are being held by the ELN, their families said."),
    ("en", "Both are in the hands of the ELN, a bishop said."),
    ("en", "The ELN is holding them in the hills, the police said."),
    ("en", "They are still held captive by ELN guerrillas."),
    ("en", "The two were released on Wednesday by the ELN."),
    ("en", "The ELN handed them over to the Red Cross on Wednesday."),
    ("ru", "Их удерживают боевики «Хезболлы», сообщили родные."),
    ("ru", "Оба находятся в руках «Хезболлы», заявил епископ."),
    ("ru", "Они в заложниках у «Хезболлы», говорит полиция."),
    ("uk", "Їх утримують бойовики «Хезболли», повідомили рідні."),
    ("uk", "Обидва перебувають у руках «Хезболли», заявив єпископ."),
]
GROUP = {"en": "National Liberation Army (Colombia)", "ru": "Hezbollah", "uk": "Hezbollah"}
NOT_HELD = [
    ("en", "The police are holding two men, and the ELN said that it would talk."),
    ("en", "They are not being held by the ELN, its commander said."),
    ("en", "Talks held by the ELN and the government go on in Havana."),
    ("en", "The town is held by the ELN."),
    ("en", "Peace is in the hands of the ELN."),
    ("en", "A statement was released on Wednesday by the ELN."),
    ("en", "Pablo Beltran of the ELN is holding the talks in Havana."),
    ("en", "A rally held by relatives asked the ELN for news."),
    ("en", "The army holds the ELN to its word."),
    ("en", "Four soldiers whom the ELN had held for a year were released in March."),
    ("en", "The army is holding ELN fighters in Cucuta."),
    ("en", "Both were found by villagers and were handed over by the ELN to their families."),
    ("ru", "Переговоры правительства с «Хезболлы» продолжаются в Гаване."),
    ("ru", "Полиция удерживает двух мужчин, а «Хезболлы» заявила, что готова говорить."),
    ("uk", "Місто утримує «Хезболли»."),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


def _groups(extractor: Extractor, language: str, text: str) -> list[str]:
    draft = draft_of(f"{TAKEN[language]} {text}", language)
    return [
        said.group for one in extractor.extract(draft) for said in one.attribution if said.basis == "stated"
    ]


@pytest.mark.parametrize(("language", "text"), HELD)
def test_who_holds_the_kidnapped_did_it(extractor: Extractor, language: str, text: str) -> None:
    assert _groups(extractor, language, text) == [GROUP[language]]


@pytest.mark.parametrize(("language", "text"), NOT_HELD)
def test_what_else_a_group_holds_says_nothing(extractor: Extractor, language: str, text: str) -> None:
    assert _groups(extractor, language, text) == []


CARRIED_OFF = [
    ("Bandits carried off 30 women from a village near Gusau on Monday.", 30),
    ("Fourteen farmers were taken from their fields near Kagarko by gunmen on Tuesday.", 14),
    ("Gunmen stopped a car of an aid group near Goma and took three of its staff into the forest.", 3),
    ("Robbers made off with a bag that two women carried in Lagos on Monday.", None),
    ("Floods carried off 30 women near Gusau on Monday.", None),
    ("Two workers were taken from the fields to hospital in Kano after a snake bit them.", None),
]


@pytest.mark.parametrize(("text", "number"), CARRIED_OFF)
def test_who_is_carried_off_is_kidnapped(extractor: Extractor, text: str, number: int | None) -> None:
    tolls = [one.abducted for one in extractor.extract(draft_of(text, "en"))]
    assert [toll.best for toll in tolls if toll] == ([] if number is None else [number])


PICKED_UP = [
    ("picked up one suspect.", 1),
    ("picked up the trail of two men.", None),
    ("picked up two bodies.", None),
]


@pytest.mark.parametrize(("text", "number"), PICKED_UP)
def test_whom_the_police_pick_up_is_arrested(extractor: Extractor, text: str, number: int | None) -> None:
    told = extractor.extract(draft_of(f"A guard was shot in Lagos on Monday. Police later {text}", "en"))[0]
    assert (told.arrested and told.arrested.best) == number
