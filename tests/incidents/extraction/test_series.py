"""An act told beside one before it in a series keeps its own day and dead. Half of them are traps: there the
sentence tells more of the same act.
"""

from __future__ import annotations

from datetime import date

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# Written on Thursday, 16 May.
SERIES = [
    (
        "Four people were killed when men opened fire inside a bar in Salamanca on Wednesday, police said.",
        "It was the second mass shooting in Salamanca within a week, after ten people were shot dead at a wake last"
        " Friday.",
    ),
    (
        "Three worshippers were stabbed in a mosque in Lyon on Wednesday, police said.",
        "It was the third stabbing in the city this month, after two men were stabbed to death there last Thursday.",
    ),
    (
        "A bomb killed four policemen in Bannu on Wednesday, officials said.",
        "It was the latest in a string of attacks, after gunmen killed six soldiers in Bannu on Saturday.",
    ),
]
SAME = [
    (
        "Four people were killed when men opened fire inside a bar in Salamanca on Wednesday, police said.",
        "Two of them were shot dead at the door, and one died on Thursday.",
    ),
    (
        "Three worshippers were stabbed in a mosque in Lyon on Wednesday, police said.",
        "The third stabbing victim died on Thursday, it was said.",
    ),
    (
        "A bomb killed four policemen in Bannu on Wednesday, officials said.",
        "The attack is the second of its kind; a court met on Thursday.",
    ),
]


@pytest.mark.parametrize(("lead", "more"), [*SERIES, *SAME])
def test_day(lead: str, more: str) -> None:
    first = Extractor(presets.groups()).extract(draft_of(f"{lead}\n\n{more}"))[0]
    assert first.date is not None
    assert first.date.start == date(2024, 5, 15)
