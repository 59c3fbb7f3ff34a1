"""Who is taken off a bus and shot there was not kidnapped; who is driven away was. And the number that opens a
headline is of those whom its last verb befell. Half of them are traps.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, is_news, tells_news

# Headline, how many died.
HEADLINES = [
    ("Nine taken off a bus and shot dead in Balochistan", 9),
    ("Nine dragged from a bus and shot dead in Balochistan", 9),
    ("Eleven lined up and shot dead in Burkina Faso", 11),
    ("Nine offloaded from bus and shot dead in Noshki", 9),
    ("23 pulled from vehicles and shot dead in Musakhail", 23),
    ("Nine taken off flight after man shot dead in Miami", 1),
    ("Nine taken to hospital and one shot dead in Lagos", 1),
    ("Seven taken off team and captain shot dead in Cali", 1),
    ("Six ordered off bus and driver shot dead in Kaduna", 1),
]
NONE = [
    "Nine taken off a bus and questioned in Kashmir",
    "Nine taken off a bus and released in Mopti",
    "Nine taken off squad and coach fired in Leeds",
    "Seven pulled from rubble and treated in Kharkiv",
]
SHOT = [
    "Gunmen took nine people off a bus near Panjgur on Tuesday and shot them dead.",
    "Gunmen stopped a bus near Mastung on Tuesday, took seven passengers off it and shot them dead, officials said.",
    "Nine people were dragged from a bus and shot dead in Balochistan on Tuesday, officials said.",
    "Armed men pulled four labourers out of a van near Kech on Tuesday and shot them, killing all four.",
]
TAKEN = [
    "Gunmen took nine people off a bus near Panjgur on Tuesday and drove them into the hills; two were found shot dead.",
    "Four men were abducted from a bus and killed in Kaduna on Tuesday.",
    "Gunmen took 20 passengers off a bus near Zaria on Tuesday after they had shot the driver dead.",
    "Bandits took 12 passengers off a bus near Zaria on Tuesday and shot dead two who resisted.",
    "Gunmen took nine people off a bus near Kano on Tuesday and killed the driver.",
]


@pytest.mark.parametrize(("title", "killed"), HEADLINES, ids=[row[0] for row in HEADLINES])
def test_a_headline_opens_with_how_many_died(extractor: Extractor, title: str, killed: int) -> None:
    [one] = [found for found in extractor.extract(draft_of("", "en", title)) if is_news(found)]
    assert (one.type, one.killed and one.killed.best) == ("shooting", killed)


@pytest.mark.parametrize("title", NONE)
def test_who_was_only_taken_off_is_no_news(extractor: Extractor, title: str) -> None:
    assert not tells_news(extractor, draft_of("", "en", title))


@pytest.mark.parametrize("text", SHOT)
def test_who_is_shot_where_he_was_taken_off_was_not_kidnapped(extractor: Extractor, text: str) -> None:
    assert extractor.extract(draft_of(text))[0].type == "shooting"


@pytest.mark.parametrize("text", TAKEN)
def test_who_is_taken_away_was_kidnapped(extractor: Extractor, text: str) -> None:
    assert extractor.extract(draft_of(text))[0].type == "kidnapping"
