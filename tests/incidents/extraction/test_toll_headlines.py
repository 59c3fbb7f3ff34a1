"""What headlines that give a toll make of the noun for what caused it; a strike of other kinds kills nobody."""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

FRAMES = """\
{} kills four in Kharkiv|4
Death toll in Kharkiv {} rises to 14|14
Two dead, five injured in Kharkiv {}|2
{} in Kharkiv leaves nine dead|9
Kharkiv {} claims three lives|3""".splitlines()
NOUNS = """\
attack|blast|explosion|bombing|shelling|ambush|shooting|stabbing|airstrike|massacre|knife attack|drone strike|
missile strike|rocket attack|suicide bombing|arson attack|firebombing|strike""".replace("\n", "").split("|")
RISES = "hits 20|now 20|nears 20|tops 20|stands at 20|doubles to 20|revised to 20|revised down to 20".split(
    "|"
)
HARMLESS = """\
Lightning strike kills two in Kisumu
Death toll in Kisumu lightning strike rises to 4
Bird strike kills pilot near Nairobi
Meteor strike injures 1,000 in Chelyabinsk
Nurses' strike kills dozens of patients, minister in Harare claims
Strike kills plan for growth in Lyon
Rail strike wounds economy in Paris
The strike killed 3,000 jobs in Detroit, the union said
A strike on Monday wounded four firms in Lyon, economists said
Shell kills two projects in Rotterdam, unions say
His late strike killed two birds with one stone in Lisbon
Toll from strike now 4 million euros a day in Rotterdam""".splitlines()


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("noun", NOUNS)
def test_headline_with_a_toll_is_told_by_any_noun(extractor: Extractor, noun: str, frame: str):
    headline, _, killed = frame.format(noun).partition("|")
    draft = draft_of(
        "Officials said rescue work was under way on Tuesday.", "en", headline[:1].upper() + headline[1:]
    )
    found = [
        (each.place and each.place.country, each.killed and each.killed.best)
        for each in extractor.find(draft)
    ]
    assert found == [("UA", int(killed))]


@pytest.mark.parametrize("rise", RISES)
def test_toll_counts_the_dead_however_it_moves(extractor: Extractor, rise: str):
    (found,) = extractor.find(
        draft_of("Officials said so on Tuesday.", "en", f"Kharkiv shooting toll {rise}")
    )
    assert found.killed and found.killed.best == 20 and found.injured is None


@pytest.mark.parametrize(
    "tally", ["year's murder toll rises to 420", "year's toll now 420", "murder toll hits 204"]
)
def test_tally_of_a_year_is_no_toll(extractor: Extractor, tally: str):
    draft = draft_of("Officials said so on Tuesday.", "en", f"Two shot dead in Chicago as {tally}")
    assert [each.killed and each.killed.best for each in extractor.find(draft)] == [2]


@pytest.mark.parametrize("headline", HARMLESS)
def test_strike_that_is_no_attack_is_not_told(extractor: Extractor, headline: str):
    assert not extractor.find(draft_of("Officials said talks were under way on Tuesday.", "en", headline))
