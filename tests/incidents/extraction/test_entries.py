"""Entries of logs, digests and round-ups: what tells them apart is where and when each of them opens; what they
tell is often told by a weapon and the harm alone. Written from the language, not from reports.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from incidents.extraction import Extractor
from incidents.incident import Incident
from tests.incidents.extraction.tables import draft_of, is_news


def news(tool: Extractor, title: str, *paragraphs: str, language: str = "en") -> Sequence[Incident]:
    draft = draft_of("\n\n".join(paragraphs), language, title)
    return [one for one in tool.extract(draft) if is_news(one)]


def told(found: Sequence[Incident]) -> set[tuple[str, str | None, str | None]]:
    """Kind, town and day of each."""
    return {
        (str(one.type), one.place and one.place.name, str(one.date.start) if one.date else None)
        for one in found
    }


def test_a_label_with_its_division_heads_an_entry_the_first_one_too(extractor: Extractor) -> None:
    found = news(
        extractor,
        "Along the interstate: what the deputies wrote down",
        "ABILENE, Kan. — A bartender was stabbed in the arm on Tuesday after she refused a man a drink.",
        "SALINA, Kan. — A pawnshop on Iron Avenue was robbed at gunpoint on Wednesday; nobody was hurt.",
        "HAYS, Kan. — A stray llama was returned to its owner on Wednesday.",
        "COLBY, Kan. — A man was shot in the leg outside a motel on Monday.",
    )
    assert told(found) == {
        ("stabbing", "Abilene", "2024-05-14"),
        ("robbery", "Salina", "2024-05-15"),
        ("shooting", "Colby", "2024-05-13"),
    }


LOG = (
    "Sunday, 11:20 p.m., 400 block of Elm St.: Man, 29, stabbed in the thigh outside a bar. Taken to hospital.",
    "Monday, 8:05 a.m., Main St.: Loose dogs. Owner was found and warned.",
    "Monday, 9:40 p.m., Cedar Ave.: Clerk robbed at gunpoint of $200. He was not hurt.",
    "Tuesday, 2:10 a.m., Oak Lane: Shots fired at a parked car. Nobody was hurt.",
    "Tuesday, 1 p.m., library: Lost wallet. It was returned.",
)


def test_the_entries_of_a_log_have_their_own_day_and_the_town_of_the_headline(extractor: Extractor) -> None:
    found = news(extractor, "Dodge City police log", *LOG)
    assert told(found) == {
        ("stabbing", "Dodge City", "2024-05-12"),
        ("robbery", "Dodge City", "2024-05-13"),
        ("shooting", "Dodge City", "2024-05-14"),
    }


def test_hours_in_a_log_are_no_years(extractor: Extractor) -> None:
    found = news(
        extractor,
        "Brandon police: 48-hour summary",
        "May 14, 1640 hrs — A man, 40, was stabbed in the hand outside a shop. Two youths were arrested.",
        "May 14, 1810 hrs — A missing boy was found at a friend's house.",
        "May 15, 0215 hrs — A taxi driver was robbed at knifepoint. He was not hurt.",
    )
    assert {(str(one.type), one.date and str(one.date.start)) for one in found} == {
        ("stabbing", "2024-05-14"),
        ("robbery", "2024-05-15"),
    }


def test_the_hours_of_one_attack_are_no_log(extractor: Extractor) -> None:
    found = news(
        extractor,
        "How the attack on the Topeka bank unfolded",
        "9:02 a.m. A man walks into the bank on Kansas Avenue in Topeka on Wednesday and shoots a guard.",
        "9:05 a.m. He fires again and wounds two customers.",
        "9:11 a.m. Police arrive. The gunman shoots at an officer.",
        "9:30 a.m. The man gives himself up.",
    )
    assert len(found) == 1


IMPLIED = [
    (
        "uk",
        "Запоріжжя: випуск новин",
        (
            "Оріхів. Дрон ударив по автобусу в середу, загинув водій.",
            "Гуляйполе. Ворожа артилерія дісталася до пекарні. Поранено двох жінок.",
            "Пологи. Міст відкрили після ремонту.",
        ),
        {("airstrike", "Orikhiv"), ("shelling", "Hulyaypole")},
    ),
    (
        "ru",
        "Сводка за сутки",
        (
            "Шебекино. Беспилотник ударил по грузовику, погиб водитель.",
            "Валуйки. Мины легли рядом с фермой. Ранен тракторист.",
            "Грайворон. Дорогу закрыли на ремонт.",
        ),
        {("airstrike", "Shebekino"), ("bombing", "Valuyki")},
    ),
    (
        "en",
        "War log, Wednesday",
        (
            "Times are local.",
            "Kherson. A drone struck a bus and killed its driver.",
            "Nikopol. Artillery from across the river found a bakery. Two women were wounded.",
            "Sumy. The bridge was opened to traffic again.",
        ),
        {("airstrike", "Kherson"), ("shelling", "Nikopol")},
    ),
]


@pytest.mark.parametrize(("language", "title", "paragraphs", "expected"), IMPLIED)
def test_a_weapon_beside_the_hurt_is_an_act_in_an_entry(
    extractor: Extractor, language: str, title: str, paragraphs: Sequence[str], expected: set[tuple[str, str]]
) -> None:
    found = news(extractor, title, *paragraphs, language=language)
    assert {(str(one.type), one.place and one.place.name) for one in found} == expected


NO_ACT = [
    "Nikopol. Police found a grenade in a cellar; a man was arrested.",
    "Nikopol. Sappers took away a shell that lay in a garden; the neighbours had been moved out.",
    "Nikopol. A court gave a man who had wounded his neighbour with a rifle nine years.",
    "Nikopol. Rescuers showed children how to behave when a drone is heard.",
    "Nikopol. Two people were injured when a tractor overturned near an old artillery range.",
]


@pytest.mark.parametrize("entry", NO_ACT)
def test_a_weapon_without_its_harm_is_no_act(extractor: Extractor, entry: str) -> None:
    found = news(
        extractor,
        "War log, Wednesday",
        "Times are local.",
        "Kherson. A drone struck a bus and killed its driver.",
        entry,
        "Sumy. A missile hit a school and killed a guard.",
    )
    assert {one.place and one.place.name for one in found} == {"Kherson", "Sumy"}


def test_a_town_in_another_part_of_the_headline_is_not_the_act_s(extractor: Extractor) -> None:
    found = news(
        extractor,
        "Tulsa host slain; listeners in Omaha light candles",
        "Two men shot a radio host outside his studio in Tulsa on Tuesday night, police said. He died at once.",
        "Listeners met in a park in Omaha on Wednesday.",
    )
    assert [one.place and one.place.name for one in found] == ["Tulsa"]


def test_the_hurt_of_another_act_are_not_those_of_the_main_one(extractor: Extractor) -> None:
    found = news(
        extractor,
        "Prosecutor killed in Manta; bomb in Guayaquil",
        "Gunmen shot dead a prosecutor in Manta, Ecuador, on Wednesday.",
        "In Guayaquil, a bomb exploded outside a prison on Wednesday. Four guards were wounded.",
    )
    assert {(one.place and one.place.name, one.injured and one.injured.best) for one in found} == {
        ("Manta", None),
        ("Guayaquil", 4),
    }


def test_the_day_of_another_act_is_not_that_of_the_main_one(extractor: Extractor) -> None:
    found = news(
        extractor,
        "Shop burned in Lansing, clerk stabbed in Flint",
        "A shoe shop was set on fire in Lansing early on Wednesday. Nobody was hurt.",
        "Police want to see film from cameras in the street.",
        "In Flint, 50 miles away, a clerk was stabbed in the arm on Monday night at about 11 p.m. by a man who fled.",
    )
    assert told(found) == {("arson", "Lansing", "2024-05-15"), ("stabbing", "Flint", "2024-05-13")}
