"""A word told only of people counts where endings say that a person is its object."""

from __future__ import annotations

import pytest

from incidents.extraction.reading.laying import lay, scan
from incidents.extraction.words.lexicon import Lexicon

DATA = {
    "settings": {
        "accusatives": "а, у",
        "passives": "ит, ен",
        "doing": "а:ла, ы:ли",
        "governing": "у",
        "somebody": "двоих",
    },
    "person": {"victim": "сосед*, женщин*, турист*"},
    "when": {"to_people": {"act": {"killing": {"medium": "приконч*, избит"}}}},
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Соседа прикончили в подъезде", True),
        ("Вор прикончил старого соседа", True),
        ("Женщину прикончил вор", True),
        ("Бандиты прикончили двоих", True),
        ("Сосед избит", True),
        ("Туристы прикончили запасы", False),
        ("Женщина прикончила пирог", False),
        ("Вор прикончил у соседа пирог", False),
        ("Вор прикончил пирог, соседа не видели", False),
    ],
)
def test_the_object_is_a_person(text: str, told: bool) -> None:
    words = Lexicon("ru", DATA)
    sentences = lay(scan("text", text, words), words, [], None)
    assert any(one.has("act.killing.medium") for one in sentences) is told
    assert not any(one.has("when") for one in sentences)
