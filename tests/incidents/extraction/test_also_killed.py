"""Who was "also killed" beside soldiers or officials is one more; beside people of any kind he may be one of
them. Half of them are traps.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

CASES = [
    ("en", "Four policemen were killed in a bombing in Bannu on Tuesday. Two civilians also died.", 6),
    (
        "en",
        "Gunmen killed four policemen at a post in Bannu on Tuesday. A shopkeeper was also killed, police said.",
        5,
    ),
    (
        "en",
        "Five soldiers were martyred and 16 militants killed in Tuesday's attack on Bannu cantonment, the army said."
        "\n\nThirteen civilians also lost their lives and 32 were wounded when the blasts brought down a mosque.",
        18,
    ),
    (
        "en",
        "Raiders attacked the town of Mirebalais in Haiti on Monday, setting fire to the police station and a market."
        "\n\nResidents said gunmen came from Canaan. At least four civilians were killed, a rights group said.",
        4,
    ),
    ("ru", "При взрыве в Махачкале погибли четверо полицейских. Также погибли двое прохожих.", 6),
    ("uk", "Унаслідок вибуху в Сумах загинули четверо поліцейських. Також загинули двоє перехожих.", 6),
    (
        "en",
        "Twelve people were killed in a bombing in Bannu on Tuesday. A teacher was also killed, police said.",
        12,
    ),
    (
        "en",
        "Four policemen were killed in a bombing in Bannu on Tuesday. Two civilians also died, bringing the number of"
        " dead to seven.",
        7,
    ),
    (
        "en",
        "Four policemen were killed in a bombing in Bannu on Tuesday. Two officers also died in hospital.",
        4,
    ),
    ("en", "Four policemen were hurt in a bombing in Bannu on Tuesday. Two civilians also died.", 2),
    ("ru", "При взрыве в Махачкале погибли двенадцать человек. Также погиб учитель.", 12),
]


@pytest.mark.parametrize(("language", "text", "killed"), CASES)
def test_killed(language: str, text: str, killed: int) -> None:
    found = Extractor(presets.groups()).extract(draft_of(text, language))[0].killed
    assert found is not None
    assert found.best == killed
