"""The dead who are told of again without their number are those who were shot; who is only hurt, an attacker, or
told with another number is not.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import Toll

CLAIM = "The TTP claimed responsibility for the shooting of two policemen in Peshawar on Tuesday."
SHOT = "Gunmen shot two policemen in Peshawar on Tuesday."
FOUR = "Police are investigating the shooting of four men at a bar in Tulsa on Tuesday."


def tolls(extractor: Extractor, text: str, language: str = "en") -> tuple[Toll | None, Toll | None]:
    draft = Draft("https://news.example/1", "", text, datetime(2024, 5, 16, 12, tzinfo=UTC), language, "news")
    main = extractor.extract(draft)[0]
    return main.killed, main.injured


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        (f"{CLAIM} The officers died at the scene when gunmen opened fire on their checkpoint.", 2),
        (f"{CLAIM} Both men were pronounced dead at a hospital.", 2),
        (f"{CLAIM} The slain officers were identified as Ahmed Khan and Bilal Shah.", 2),
        (f"{CLAIM} The bodies of the men were taken to a hospital.", 2),
        (f"{SHOT} They died at the scene, police said.", 2),
        (f"{SHOT} They died at the scene. The attackers fled.", 2),
        (f"{FOUR} They were pronounced dead at a hospital.", 4),
        (f"{FOUR} The victims died at the scene.", 4),
    ],
)
def test_they_are_the_dead(extractor: Extractor, text: str, killed: int) -> None:
    assert tolls(extractor, text) == (Toll.exactly(killed), None)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        (CLAIM, None, 2),
        (f"{SHOT} The attackers died in a gun battle.", None, 2),
        (f"{SHOT} Villagers died in a similar attack last month.", None, 2),
        (f"{SHOT} They are in a stable condition. They were not killed.", None, 2),
        (f"{SHOT} They could have been killed, their commander said.", None, 2),
        (f"{SHOT} Police said they killed three of the attackers.", None, 2),
        (f"{FOUR} The men were taken to hospital, where one of them died.", 1, 3),
        (f"{FOUR} Two of them died. The victims were pronounced dead at the scene.", 2, 2),
    ],
)
def test_others_are_not(extractor: Extractor, text: str, killed: int | None, injured: int | None) -> None:
    expected = tuple(None if number is None else Toll.exactly(number) for number in (killed, injured))
    assert tolls(extractor, text) == expected


@pytest.mark.parametrize(
    "again",
    [
        "The officer who died was named as Luis Perez, 29.",
        "The dead man was 29 and had two children.",
        "His colleague is in a stable condition.",
    ],
)
def test_the_dead_man_is_not_the_wounded_one(extractor: Extractor, again: str) -> None:
    lead = (
        "A police officer died and another was wounded when gunmen shot at their patrol in Bogota on Monday."
    )
    assert tolls(extractor, f"{lead} {again}") == (Toll.exactly(1), Toll.exactly(1))
