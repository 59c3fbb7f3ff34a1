"""Whom the police shot: an attacker, where nothing else is told of him, but nobody of whom that is not thought."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# Killed, and attackers killed.
TOLD: list[tuple[str, str, int | None, int | None]] = [
    ("en", "A man stabbed a passer-by in Fremantle. The man was shot dead by police.", None, 1),
    ("en", "A man stabbed a passer-by in Fremantle. He was shot dead by police.", None, 1),
    ("en", "Two officers were shot in Denver, and the gunman was killed by police.", None, 1),
    ("en", "A man was shot dead by police in Denver on Tuesday.", None, 1),
    ("ru", "Полиция застрелила мужчину в Лагосе во вторник.", None, 1),
    ("en", "A protester was shot dead by police in Lagos on Tuesday.", 1, None),
    ("en", "Police shot dead a student in Jos on Tuesday.", 1, None),
    ("en", "A journalist was killed by police in Jos on Tuesday.", 1, None),
    ("en", "Gunmen attacked a bank in Jos. A bystander was shot dead by police in the gunfight.", 1, None),
    ("en", "A student was shot dead by soldiers at a checkpoint in Jos on Tuesday.", 1, None),
    ("en", "Police shot dead an unarmed man in Memphis on Tuesday.", 1, None),
    ("en", "An innocent man was shot dead by police in Manila on Tuesday.", 1, None),
    ("en", "Police shot dead an unarmed motorist at a roadblock in Nairobi on Tuesday.", 1, None),
    ("en", "A man who was unarmed was shot dead by police in Memphis on Tuesday.", 1, None),
    ("en", "Police shot dead a man mistaken for a robber in Karachi on Tuesday.", 1, None),
    ("en", "Police shot and killed a mentally ill man in Leeds on Tuesday.", None, 1),
    ("en", "Police shot dead a man carrying a machete in Lyon on Tuesday.", None, 1),
    ("en", "Police shot dead a motorist who had attacked an officer in Lyon on Tuesday.", None, 1),
    ("en", "Police shot dead a man in Leeds on Tuesday and denied that he was unarmed.", None, 1),
    ("en", "A gunman killed an unarmed guard in Kano on Tuesday. Police shot the gunman dead.", 1, 1),
    ("en", "Police shot dead a student armed with a gun in Jos on Tuesday.", None, 1),
    ("en", "Police shot dead a schoolboy who stabbed a man in Perth on Tuesday.", None, 1),
    (
        "en",
        "Police shot dead a journalist who had attacked officers with a knife in Bern on Tuesday.",
        None,
        1,
    ),
    ("en", "A woman who was stabbed in Leeds on Tuesday has died.", 1, None),
    ("en", "Two officers armed with rifles were killed by a bomb in Quetta on Tuesday.", 2, None),
    ("ru", "В Лагосе во вторник полиция застрелила прохожего.", 1, None),
    ("uk", "Поліція застрелила журналіста в Лагосі у вівторок.", 1, None),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize(("language", "text", "killed", "attackers"), TOLD)
def test_whoever_is_no_attacker_by_his_noun_was_killed(
    extractor: Extractor, language: str, text: str, killed: int | None, attackers: int | None
) -> None:
    one = extractor.extract(draft_of(text, language))[0]
    assert (one.killed and one.killed.best, one.perpetrators_killed and one.perpetrators_killed.best) == (
        killed,
        attackers,
    )
