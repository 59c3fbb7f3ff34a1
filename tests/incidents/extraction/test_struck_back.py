"""What forces say that they did to the attackers is no claim of the attack; what they say of it themselves is."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

LEAD = "Gunmen killed 12 villagers near Oicha in Congo on Sunday."
NO_CLAIM = [
    "The army said it had killed ten of the attackers.",
    "The army said on Monday that its troops had killed ten attackers in an operation after the raid.",
    "The army said it had killed 30 fighters.",
    "The army said that it had killed a commander of the rebels.",
    "The army said it had shot dead a second bomber.",
    "The army said it was hunting the attackers.",
    "The army said it had sent troops after the gunmen.",
    "The army said it had freed two hostages from the bandits.",
    "The army said it had warned villagers of the attack.",
    "The army said its jets had struck the gunmen as they fled.",
]
CLAIMED = [
    "The army said it had carried out the killings.",
    "The army said it had killed the farmers by mistake.",
    "The army said that it had killed the twelve in combat.",
    "The army claimed responsibility for the attack.",
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


def _claimants(extractor: Extractor, text: str) -> list[tuple[str, str]]:
    main = extractor.extract(draft_of(f"{LEAD}\n\n{text}"))[0]
    return [(one.group, one.basis) for one in main.attribution]


@pytest.mark.parametrize("text", NO_CLAIM)
def test_who_struck_the_attackers_claims_nothing(extractor: Extractor, text: str) -> None:
    assert _claimants(extractor, text) == []


@pytest.mark.parametrize("text", CLAIMED)
def test_forces_that_say_that_they_did_it_claim_it(extractor: Extractor, text: str) -> None:
    assert _claimants(extractor, text) == [("army", "claimed")]


def test_a_group_that_killed_attackers_of_its_own_words_is_told(extractor: Extractor) -> None:
    text = "The ELN said that its fighters had attacked the post and killed the gunmen who guarded it."
    assert _claimants(extractor, text) == [("National Liberation Army (Colombia)", "claimed")]


BOMB = "A bomb killed six people in Quetta on Tuesday. "
BY_PRONOUN = [
    ("The Baloch Liberation Army has stepped up attacks. It claimed responsibility on Telegram.", "claimed"),
    ("The police spoke of the Baloch Liberation Army. The group claimed it in a statement.", "claimed"),
    ("The Baloch Liberation Army is active there. It later claimed the attack.", "claimed"),
    ("The Baloch Liberation Army is active there. It claimed no attack this week.", None),
    (
        "The Baloch Liberation Army is active there. A spokesman said nobody from the group had claimed it.",
        None,
    ),
    ("The Baloch Liberation Army is active there. It condemned the attack.", None),
    ("The Baloch Liberation Army is active there. The blast claimed six lives.", None),
    ("The Baloch Liberation Army is active there. It was the worst attack of the year.", None),
]


@pytest.mark.parametrize(("text", "basis"), BY_PRONOUN)
def test_a_group_that_is_only_called_it_claims(extractor: Extractor, text: str, basis: str | None) -> None:
    main = extractor.extract(draft_of(BOMB + text))[0]
    found = {one.group: one.basis for one in main.attribution}
    assert found == ({"Balochistan Liberation Army": basis} if basis else {})
