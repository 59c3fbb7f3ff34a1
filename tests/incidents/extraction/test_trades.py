"""Whoever is killed or hurt behind an article is one, if his noun ends as those of trades do, though no list
holds it. Half of them are traps.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# Text, how many died.
KILLED = [
    ("Gunmen shot dead a bull breeder at a rodeo in Lyon on Tuesday.", 1),
    ("Gunmen shot dead a yoga instructor in Lyon on Tuesday.", 1),
    ("Gunmen shot dead a well-known herbalist in Lyon on Tuesday.", 1),
    ("Robbers shot and killed a numismatist in Lyon on Tuesday.", 1),
    ("Gunmen wounded a falconer and killed a herbalist in Lyon on Tuesday.", 1),
    ("Gunmen shot dead a bank manager, his wife and a driver in Lyon on Tuesday.", 3),
    ("Gunmen killed a further nine people in Lyon on Tuesday.", 9),
    ("Rebels killed a number of soldiers near Gao on Tuesday.", None),
    ("Gunmen shot dead a group of herbalists in Lyon on Tuesday.", None),
    ("Police shot dead a dog in Lyon on Tuesday.", None),
    ("Rebels shot down a helicopter near Gao on Tuesday, killing a pilot.", 1),
    ("A man who killed a falconer in 2011 was shot dead in Lyon on Tuesday.", None),
]


@pytest.mark.parametrize(("text", "killed"), KILLED, ids=[row[0] for row in KILLED])
def test_whoever_has_a_trade_is_one(extractor: Extractor, text: str, killed: int | None) -> None:
    told = extractor.extract(draft_of(text))[0]
    assert (told.killed and told.killed.best) == killed
