"""Words that are mostly a figure of speech, or another act, where they are meant as they stand."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# The kinds of act that each text tells.
TOLD: list[tuple[str, list[str]]] = [
    (
        "A 19-year-old man was stabbed in the back at a birthday party in Oldham on Saturday, police said.",
        ["stabbing"],
    ),
    ("Two boys were stabbed in the back at a party in Leeds on Saturday, police said.", ["stabbing"]),
    ("A hotel siege in Mogadishu ended on Saturday with 20 dead, police said.", ["armed_attack"]),
    ("The siege of a shopping mall in Nairobi ended on Tuesday with nine people killed.", ["armed_attack"]),
    ("Robbers held up a family in Bath on Tuesday and made off with the family car.", ["robbery"]),
    ("Bandits attacked Gusau in Nigeria on Tuesday and made off with a family of six.", ["kidnapping"]),
    ("Bandits made off with the family of a trader in Gusau on Tuesday.", ["kidnapping"]),
    (
        "A video shows the bombing of a market in Nairobi on Tuesday, in which four people were killed.",
        ["bombing"],
    ),
    ("Two men were shot dead at a shooting range in Bern on Saturday, police said.", ["shooting"]),
    ("Poachers fired shots at a ranger near Arusha on Sunday and killed him.", ["shooting"]),
    # figures of speech
    ("The minister was stabbed in the back by his party in Leeds on Saturday.", []),
    ("Farmers said that they felt stabbed in the back at talks in Brussels on Saturday.", []),
    ("Party rebels stabbed their leader in the back at a meeting in Leeds on Saturday.", []),
    ("The siege in Leeds ended peacefully on Tuesday when the man opened the door.", []),
    (
        "A fake video of a bombing at a market in Nairobi was shared on Tuesday; police said nothing happened.",
        [],
    ),
    ("An old video of a bombing in Kabul is being shared as one of Tuesday's flood in Lahore.", []),
    ("A shooting contest in Bern on Saturday was won by a 60-year-old farmer from Thun.", []),
    (
        "Hunters alarmed residents of Kassel on Sunday when they fired shots near a housing estate, police said.",
        [],
    ),
    ("Shots heard in Kassel on Sunday came from hunters, police said.", []),
    ("Thieves made off with a family heirloom in Bath on Tuesday.", []),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize(("text", "kinds"), TOLD)
def test_words_are_meant_as_they_stand_or_as_a_figure(
    extractor: Extractor, text: str, kinds: list[str]
) -> None:
    assert [one.type for one in extractor.extract(draft_of(text))] == kinds
