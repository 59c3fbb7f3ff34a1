"""Where somebody condemns an act, the act was not; where it is told to have happened, it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor

ROWS = (
    # condemned elsewhere
    ("en", "Mali", "Gunmen killed five people in northern Mali on Wednesday. In Bamako, the president condemned it."),
    ("en", "Mali", "Gunmen killed five people in northern Mali on Wednesday. In the Malian capital, the president condemned the attack."),
    ("en", "Plateau", "Gunmen killed five villagers in Plateau state on Tuesday. In Abuja, President Bola Tinubu condemned the killings and vowed justice."),
    ("en", "Balochistan", "A bomb killed four soldiers in Balochistan province on Tuesday. In Islamabad, the prime minister condemned the bombing."),
    ("en", "Gao", "A bomb killed four soldiers in Gao, Mali, on Tuesday. In Bamako, the army expressed its condolences."),
    ("ru", "Mali", "Боевики убили пять человек на севере Мали в среду, сообщила армия. В Бамако президент осудил нападение."),
    ("ru", "Balochistan", "Боевики убили пять человек в провинции Белуджистан в среду. В Исламабаде премьер-министр осудил нападение."),
    ("uk", "Mali", "Бойовики вбили п'ятьох людей на півночі Малі в середу, повідомила армія. У Бамако президент засудив напад."),
    # done there
    ("en", "Quetta", "A bomb went off on Tuesday, killing four people. In Quetta, where the blast happened, officials condemned the attack."),
    ("en", "Lahore", "Two policemen were killed on Tuesday. In Lahore, gunmen shot one of them, and the governor condemned the attack."),
    ("en", "Tulsa", "In Tulsa, a gunman killed two people on Tuesday. The mayor condemned the shooting."),
    ("ru", "Bamako", "Во вторник боевики убили пять человек. В Бамако, где произошло нападение, президент осудил убийства."),
)  # fmt: skip


@pytest.mark.parametrize(("language", "place", "text"), ROWS)
def test_the_scene_is_where_it_was_done(extractor: Extractor, language: str, place: str, text: str) -> None:
    draft = Draft("https://news.example/1", "", text, datetime(2024, 5, 16, 12, tzinfo=UTC), language, "news")
    told = extractor.extract(draft)[0].place
    assert told is not None and told.name == place
