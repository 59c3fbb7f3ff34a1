"""Whom violence was done to does not name the act, and whom a mob kills is a victim, whatever he is said to
have done. Half are traps: there he did it, or forces killed him.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

STRUCK = [
    ("en", "Police killed two kidnappers in a gun battle near Gusau on Tuesday, officials said.", "raid"),
    (
        "en",
        "A crowd beat two alleged kidnappers to death in Huauchinango on Wednesday night.",
        "armed_attack",
    ),
    ("en", "Kidnappers shot dead a guard in Gusau on Tuesday, police said.", "kidnapping"),
    ("en", "Robbers stabbed a clerk in Leeds on Tuesday, police said.", "robbery"),
]


@pytest.mark.parametrize(("language", "text", "kind"), STRUCK, ids=[row[1] for row in STRUCK])
def test_those_struck_do_not_name_the_act(extractor: Extractor, language: str, text: str, kind: str) -> None:
    assert [one.type.value for one in extractor.extract(draft_of(text, language))] == [kind]


LYNCHED = [
    ("en", "A mob beat a suspected thief to death in Mubi on Tuesday, police said.", 1),
    ("en", "Villagers lynched three alleged cattle rustlers in Samburu on Tuesday, officials said.", 3),
    ("ru", "В Уаучинанго в среду жители линчевали двух предполагаемых похитителей.", 2),
    ("uk", "У Мубі у вівторок натовп забив до смерті ймовірного грабіжника.", 1),
    ("en", "Police shot dead two robbers in Mubi on Tuesday.", None),
    ("en", "Suspected thieves beat a guard to death in Mubi on Tuesday, police said.", 1),
    ("en", "A man stabbed three worshippers in Kano on Tuesday and was beaten to death by a mob.", None),
    ("ru", "Полицейские застрелили грабителя в Муби во вторник.", None),
]


@pytest.mark.parametrize(("language", "text", "killed"), LYNCHED, ids=[row[1] for row in LYNCHED])
def test_whom_a_mob_kills_is_a_victim(
    extractor: Extractor, language: str, text: str, killed: int | None
) -> None:
    found = extractor.extract(draft_of(text, language))[0]
    assert (found.killed and found.killed.best) == killed
