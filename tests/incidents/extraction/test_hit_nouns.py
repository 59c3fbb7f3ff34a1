"""Who or what was hit, by any noun: callings and things in every form in which English tells an act's object."""

from __future__ import annotations

import itertools

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

CALLINGS = (
    "manager coordinator dealer cook teller inspector solicitor broker notary reservist campaigner poet tutor "
    "podcaster principal psychologist foreman entrepreneur tenant guide courier footballer boxer rapper influencer "
    "refugee beekeeper tribesman envoy prostitute bouncer croupier blacksmith stationmaster bosun stevedore usher"
).split()
WHO = (
    ("", "A {} was shot dead in Kindu on Tuesday, police said."),
    ("", "A local {} was abducted by armed men in Kindu on Tuesday, police said."),
    ("", "The {} of a hotel was stabbed to death in Kindu on Tuesday, police said."),
    ("", "A {}, John Bandu, 41, was gunned down in Kindu on Tuesday, police said."),
    ("", "A {} who lived nearby was wounded when gunmen opened fire in Kindu on Tuesday, police said."),
    ("", "Gunmen killed a {} in Kindu on Tuesday, police said."),
    ("", "Two men robbed a well-known {} of his savings at gunpoint in Kindu on Tuesday, police said."),
    ("Hotel {} shot dead in Kindu", "The attack happened on Tuesday night, police said."),
)
THINGS = (
    "madrasa block motel barn granary mill minimart council plant tunnel coach yacht helicopter runway jetty teahouse "
    "playground quarry sawmill greenhouse vineyard reservoir antenna tower studio printworks stable caravan gallery "
    "bookshop boutique laundry workshop"
).split()
WHAT = (
    ("", "Unknown men set fire to a {} in Kindu on Tuesday, police said."),
    ("", "Assailants torched a disused {} near Kindu on Tuesday, police said."),
    ("", "A {} was blown up in Kindu on Tuesday, police said."),
    ("", "Rebels bombed a {} in Kindu on Tuesday, police said."),
    ("", "Rebels fired rockets at a {} in Kindu on Tuesday, officials said."),
    ("", "Nine people died in an attack on a {} in Kindu on Tuesday, police said."),
)
MOST_WRONG = 12  # of 494


def test_whoever_and_whatever_was_hit_is_told_by_its_noun() -> None:
    extractor, asked, wrong = Extractor(presets.groups()), 0, []
    for nouns, forms in ((CALLINGS, WHO), (THINGS, WHAT)):
        for noun, (title, text) in itertools.product(nouns, forms):
            asked += 1
            draft = draft_of(text.format(noun), title=title.format(noun))
            found = extractor.extract(draft)
            if not found or not any(noun in one for one in found[0].targets):
                wrong.append(
                    f"{title.format(noun)} | {text.format(noun)} {found[0].targets if found else None}"
                )
    assert asked > 450
    assert len(wrong) <= MOST_WRONG, f"{len(wrong)} of {asked}:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "not_hit"),
    [
        ("A man selling fruit was killed by a bomb in Kindu on Tuesday.", "fruit"),
        ("A commentator known for his tirades against mining was shot dead in Kindu on Tuesday.", "tirades"),
        ("He was shot at the scene of the robbery in Kindu on Tuesday.", "scene"),
        ("A guard had been stabbed in Kindu on Tuesday.", "had"),
    ],
)
def test_what_only_stands_beside_was_not_hit(text: str, not_hit: str) -> None:
    draft = draft_of(text)
    found = Extractor(presets.groups()).extract(draft)
    assert not any(not_hit in one for incident in found for one in incident.targets)
