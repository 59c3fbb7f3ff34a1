"""Whom a fight harmed is told with it, also in words of another kind of act; another fight is told for itself."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# Headline, text, and each incident's kind, killed, injured, attackers killed.
Told = tuple[str, int | None, int | None, int | None]
ARTICLES: list[tuple[str, str, list[Told]]] = [
    (
        "Patrol ambushed in Huanta; explosions in Trujillo",
        "LIMA, May 16 - An army patrol was attacked by a column of rebels near Huanta on Tuesday. Two soldiers were "
        "killed and three wounded in the exchange of fire. One rebel was killed.\n\n"
        "In Trujillo, on the northern coast, two sticks of dynamite exploded on Wednesday at the door of a transport "
        "company. There were no victims.",
        [("bombing", 0, 0, None), ("armed_attack", 2, 3, 1)],
    ),
    (
        "Troops raid Jenin",
        "Israeli troops left Jenin on Thursday after a raid that began at midnight. The Red Crescent counted two "
        "fighters shot dead.",
        [("raid", None, None, 2)],
    ),
    (
        "Rebels routed near Himamaylan",
        "Troops fought rebels near Himamaylan on Tuesday for half an hour, the army said. One soldier "
        "sustained a gunshot wound in the thigh.",
        [("clash", None, 1, None)],
    ),
    # another fight, with a place, a day or a word of its own
    (
        "Clashes in two districts",
        "Troops fought rebels near Walikale on Tuesday. In Masisi, gunmen shot dead four traders on Wednesday.",
        [("clash", None, None, None), ("shooting", 4, None, None)],
    ),
    (
        "Two teachers shot in Pasto",
        "Soldiers clashed with rebels near Tumaco on Tuesday.\n\nOn Wednesday two teachers were shot dead in Pasto.",
        [("shooting", 2, None, None), ("clash", None, None, None)],
    ),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize(("title", "text", "told"), ARTICLES)
def test_whom_a_fight_harmed_is_told_with_it(
    extractor: Extractor, title: str, text: str, told: list[Told]
) -> None:
    found = extractor.extract(draft_of(text, "en", title))

    def best(one: object) -> int | None:
        return getattr(one, "best", None)

    assert sorted(
        (one.type.value, best(one.killed), best(one.injured), best(one.perpetrators_killed)) for one in found
    ) == sorted(told)
