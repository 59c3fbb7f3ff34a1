"""Which type an act has by how it was done: an assault by whatever means, shots, several means, or an operation
of forces. Written from the language: every attacker with every way.
"""

from __future__ import annotations

import itertools

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

ATTACKERS = (
    "Gunmen",
    "Armed men",
    "Jihadists",
    "Insurgents",
    "About twenty rebels",
    "Bandits on motorcycles",
)
FORCES = ("Soldiers", "Troops", "Police", "Security forces", "Marines", "Army commandos")
SAID = " near Kindu on Tuesday, officials said."
WAYS = {
    "armed_attack": (
        "attacked a village and killed nine people",
        "stormed an army base, killing nine soldiers",
        "overran a military post and killed nine soldiers",
        "killed nine people in an attack on a village",
        "shot nine people dead and set their houses on fire in a village",
        "hacked nine people to death and torched houses in a village",
        "attacked a village, shot four people dead and hacked five others to death",
    ),
    "shooting": (
        "opened fire on a bar, killing nine people",
        "shot dead nine people in a bar",
        "gunned down nine people at a bar",
        "ambushed a bus and opened fire on it, killing nine people",
        "attacked a bar and opened fire on the guests, killing nine people",
        "fired at a minibus, killing nine people",
    ),
    "stabbing": ("stabbed nine people to death in a bar", "hacked nine people to death in a village"),
    "arson": ("set fire to a school", "torched a bus"),
}
OPERATIONS = (
    "killed nine militants in an operation",
    "killed nine militants in a raid on a hideout",
    "raided a hideout and killed nine militants",
    "shot dead nine militants in a raid",
    "killed nine rebels in a gun battle during an operation",
)
MOST_WRONG = 0


def cases() -> list[tuple[str, str]]:
    told = [
        (kind, f"{who} {way}{SAID}")
        for kind, ways in WAYS.items()
        for who, way in itertools.product(ATTACKERS, ways)
    ]
    return told + [("raid", f"{who} {way}{SAID}") for who, way in itertools.product(FORCES, OPERATIONS)]


def test_the_way_in_which_it_was_done_names_the_act(extractor: Extractor) -> None:
    wrong = []
    for kind, text in cases():
        found = extractor.extract(draft_of(text))
        if not found or found[0].type != kind:
            wrong.append(f"{kind}, {found[0].type if found else 'nothing'}: {text}")
    assert len(wrong) <= MOST_WRONG, f"{len(wrong)} of {len(cases())}:\n" + "\n".join(wrong)
