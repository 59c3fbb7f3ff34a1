"""A group that no list knows, told with the larger one that it belongs to: who claims is the one, not the other.
Half of them are traps: there the larger one is all that is named.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

ACT = "A bomb killed six people in Peshawar on Tuesday."
CASES = [
    (
        "Jaish Al-Fursan, a group affiliated with the Pakistani Taliban, said in a statement that it was behind the"
        " attack.",
        "Jaish Al-Fursan",
    ),
    ("The little-known Ansar ul-Jihad claimed responsibility.", "Ansar ul-Jihad"),
    ("The attack was claimed by the Ansar Brigade, which is allied with Islamic State.", "Ansar Brigade"),
    ("The Black Falcons Front, loyal to the Islamic State, claimed responsibility.", "Black Falcons Front"),
    ("A group loyal to the Islamic State claimed responsibility.", "Islamic State"),
    ("A faction loyal to the Pakistani Taliban claimed the attack.", "Tehrik-i-Taliban Pakistan"),
    (
        "Prime Minister Shehbaz Sharif said that a group loyal to the Islamic State claimed responsibility.",
        "Islamic State",
    ),
    ("The attack was claimed by the Islamic State, to which the Ansar Brigade is loyal.", "Islamic State"),
]


@pytest.mark.parametrize(("text", "group"), CASES)
def test_claim(text: str, group: str) -> None:
    found = Extractor(presets.groups()).extract(draft_of(f"{ACT} {text}"))[0]
    assert [(one.group, one.basis) for one in found.attribution] == [(group, "claimed")]
