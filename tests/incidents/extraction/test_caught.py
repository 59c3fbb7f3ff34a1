"""Who did it is caught, elsewhere and later: told with the act, as no incident of its own. Half of them are
traps: there the arrest is another matter.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from incidents.incident import Type
from tests.incidents.extraction.tables import draft_of

ACT = {
    "en": "Gunmen killed 12 people at a cockfight in Manta, Ecuador, on Monday night, the prosecutor said.",
    "ru": "Неизвестные застрелили двенадцать человек на петушиных боях в Манте в Эквадоре в понедельник.",
    "uk": "Невідомі застрелили дванадцятьох людей на півнячих боях у Манті в Еквадорі в понеділок.",
}
CAUGHT = [
    (
        "en",
        "Police detained four suspects on Tuesday. Several people were hurt.",
    ),
    ("en", "Four men were arrested in Guayaquil on Tuesday, police said."),
    ("en", "Hours later police arrested two men in Quito."),
    ("ru", "Во вторник в Гуаякиле полиция задержала четверых подозреваемых."),
    ("uk", "У вівторок у Гуаякілі поліція затримала чотирьох підозрюваних."),
]
ANOTHER = [
    (
        "en",
        "In a separate incident, police arrested a man in Quito on Tuesday who had thrown a bomb at a court.",
    ),
    ("en", "In another incident on Tuesday, five members of the Islamic State were arrested in Quito."),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize(("language", "text"), CAUGHT)
def test_with_the_act(extractor: Extractor, language: str, text: str) -> None:
    found = extractor.extract(draft_of(f"{ACT[language]}\n\n{text}", language))
    assert [one.type for one in found] == [Type.SHOOTING]
    assert found[0].arrested is not None


@pytest.mark.parametrize(("language", "text"), ANOTHER)
def test_of_its_own(extractor: Extractor, language: str, text: str) -> None:
    assert len(extractor.extract(draft_of(f"{ACT[language]}\n\n{text}", language))) > 1


def test_arrests_alone(extractor: Extractor) -> None:
    text = "Police arrested five members of the Islamic State in Ankara on Monday, the minister said."
    assert [one.type for one in extractor.extract(draft_of(text))] == [Type.ARREST]
