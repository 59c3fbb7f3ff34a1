"""Some of the hurt died since: how many are still hurt, beside others who were killed at once. What is said of
some of the dead takes nobody from the hurt; half of the rows are so.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# Text, how many are hurt.
HURT = [
    ("en", "Twelve people were injured by a bomb in Goma on Tuesday; one of them later died.", 11),
    (
        "en",
        "Two people were killed and 12 injured when a bomb exploded in Jos on Tuesday. One of the wounded later died.",
        11,
    ),
    (
        "en",
        "Two people were killed and 12 injured when a bomb exploded in Jos on Tuesday. Two of the injured later died "
        "in hospital, bringing the death toll to four.",
        10,
    ),
    (
        "en",
        "Gunmen killed two guards and wounded four in Jos on Tuesday; one of the wounded guards has since died.",
        3,
    ),
    (
        "en",
        "A bomb in Jos on Tuesday killed six people and injured 13, police said. The dead included two customs "
        "officers.",
        13,
    ),
    ("en", "A bomb killed three people and wounded 11 in Jos on Tuesday. One of the dead was a child.", 11),
    (
        "en",
        "Gunmen killed four people and wounded nine at a bar in Celaya on Tuesday. Two of the victims were waiters.",
        9,
    ),
    (
        "ru",
        "При взрыве в Басре во вторник трое погибли, восемь ранены. Двое из этих восьми умерли в больнице.",
        6,
    ),
    (
        "ru",
        "При взрыве в Басре во вторник погибли восемь человек, 21 ранен. Среди погибших — двое полицейских.",
        21,
    ),
    (
        "uk",
        "Унаслідок вибуху в Басрі у вівторок вісім людей загинули, 21 поранено. Серед загиблих — двоє поліцейських.",
        21,
    ),
]


@pytest.mark.parametrize(("language", "text", "hurt"), HURT, ids=[row[1][-40:] for row in HURT])
def test_only_those_of_the_hurt_who_died_are_hurt_no_more(
    extractor: Extractor, language: str, text: str, hurt: int
) -> None:
    injured = extractor.extract(draft_of(text, language))[0].injured
    assert (injured and injured.best) == hurt
