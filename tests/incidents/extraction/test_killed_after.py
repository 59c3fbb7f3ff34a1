"""Who was killed after what he did, or who did it and was killed: an attacker. Half of them are traps."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# Title, text, victims killed, attackers killed.
CASES = [
    (
        "Man shot dead after stabbing three in Lyon",
        "A man who stabbed three people in Lyon on Monday was shot dead by police.",
        None,
        1,
    ),
    (
        "Man killed after opening fire at church in Lyon",
        "A man opened fire at a church in Lyon on Monday and was killed by police. Two people were hurt.",
        None,
        1,
    ),
    (
        "US citizen killed after hijacking plane in Belize",
        "An American man hijacked a small plane in Belize on Monday, stabbing the pilot and two passengers before he was"
        " shot dead by a passenger, police said.",
        None,
        1,
    ),
    ("", "A gunman who shot dead four people at a market in Lyon on Monday was killed by soldiers.", 4, 1),
    ("", "A soldier who had killed five comrades near Lyon on Monday was found dead in a wood.", 5, 1),
    (
        "Teenager killed after leaving club in Lyon",
        "A teenager was shot dead on Monday after leaving a club in Lyon.",
        1,
        None,
    ),
    ("Boy dies after being stabbed in Lyon", "A boy died on Monday after being stabbed in Lyon.", 1, None),
    (
        "Boy dies after stabbing in Lyon",
        "A boy who was stabbed in Lyon on Monday has died in hospital.",
        1,
        None,
    ),
    (
        "Woman killed after shooting at club in Lyon",
        "A woman was killed in a shooting at a club in Lyon on Monday.",
        1,
        None,
    ),
    ("", "Three men who had left a club in Lyon on Monday were shot dead by gunmen.", 3, None),
    ("", "A man who had two children was shot dead by gunmen in Lyon on Monday.", 1, None),
]


@pytest.mark.parametrize(("title", "text", "victims", "attackers"), CASES)
def test_dead(title: str, text: str, victims: int | None, attackers: int | None) -> None:
    found = Extractor(presets.groups()).extract(draft_of(text, "en", title))[0]
    dead = found.killed.best if found.killed else None
    slain = found.perpetrators_killed.best if found.perpetrators_killed else None
    assert (dead or None, slain) == (victims, attackers)
