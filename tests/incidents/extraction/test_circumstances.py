"""Words that tell an act only in some circumstances: whom they befall, who does them, and with what.

Invented words of an invented lexicon, so that no list of any language is asked.
"""

from __future__ import annotations

import pytest

from incidents.extraction.reading import Sentence
from incidents.extraction.reading.circumstances import settle
from incidents.extraction.words.lexicon import Lexicon
from incidents.extraction.words.sentences import cut

WHEN = {
    "to_people": {"act": {"armed_attack": {"strong": "walloped, pushed ~3 under train"}}},
    "to_people_by_force": {"act": {"stabbing": {"strong": "skewered"}}},
    "by_attackers": {"act": {"robbery": {"strong": "swooped on"}}},
    "by_armed": {"act": {"arson": {"strong": "razed"}}},
    "by_force": {"toll": {"injured": "brawl"}},
}
PERSONS = {
    "victim": "busker, man, men, farmers",
    "official": "senator, senators",
    "force": "soldiers",
    "attacker": "thugs",
}
ORDERED = {
    "patients": "yes",
    "auxiliary": "was, were",
    "agent": "by",
    "prepositions": "by, in, with, on",
    "stricken": "ed",
    "plain_people": "man, men",
    "subjects": "he",
    "collections": "crowd",
}


def labels(text: str, *, ordered: bool = True, titled: bool = False) -> set[str]:
    data = {"when": WHEN, "person": PERSONS, "weapon": {"knife": "knife"}}
    words = Lexicon("xx", data | {"settings": ORDERED if ordered else {}})
    passage = cut("title" if titled else "text", text, frozenset())
    sentence = Sentence(passage, passage.spans[0], words, titled)
    sentence.keep(words.scan(passage.words, passage.borders))
    settle(sentence)
    return {hit.label for hit in sentence.hits if hit.label.startswith(("act", "toll", "when"))}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The busker was walloped in Leeds.", "act.armed_attack.strong"),
        ("The busker was badly walloped by thugs.", "act.armed_attack.strong"),
        ("He walloped a busker.", "act.armed_attack.strong"),
        ("Then Ann Lee walloped the busker.", "act.armed_attack.strong"),
        ("A busker was walloped by a crowd.", "act.armed_attack.strong"),
        ("Thugs pushed a busker under a train.", ""),
        ("Thugs pushed a busker under train.", "act.armed_attack.strong"),
        ("Hail walloped farmers.", ""),
        ("Farmers were walloped by hail.", ""),
        ("A man walloped the busker's record.", ""),
        ("The team was walloped.", ""),
        ("The busker was skewered with a knife.", "act.stabbing.strong"),
        ("The busker was skewered by three men.", "act.stabbing.strong"),
        ("The busker was skewered by a stranger with a knife.", "act.stabbing.strong"),
        ("The busker was skewered by a stranger.", ""),
        ("The senator was skewered in Leeds.", ""),
        ("The busker was skewered by senators.", ""),
        ("Thugs swooped on a shop.", "act.robbery.strong"),
        ("Soldiers swooped on a shop.", ""),
        ("Soldiers razed a shop.", "act.arson.strong"),
        ("A shop was razed by thugs.", "act.arson.strong"),
        ("Builders razed a shop.", ""),
        ("A brawl with thugs began.", "toll.injured"),
        ("A brawl over words began.", ""),
    ],
)
def test_a_word_counts_only_where_its_circumstance_is_given(text: str, label: str) -> None:
    assert labels(text) == ({label} if label else set())


def test_a_headline_leaves_the_auxiliary_out() -> None:
    assert labels("Busker walloped in Leeds", titled=True) == {"act.armed_attack.strong"}
    assert labels("Busker walloped in Leeds", titled=False) == set()


def test_where_the_order_says_nothing_somebody_must_stand_near() -> None:
    assert labels("Walloped was the busker.", ordered=False) == {"act.armed_attack.strong"}
    assert labels("Walloped was the shop, and then came a busker.", ordered=False) == set()
