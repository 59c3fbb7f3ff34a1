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


RESCUED = [
    ("en", "Police shot dead three kidnappers who were holding a doctor and his son near Kaduna on Tuesday."),
    ("en", "Police killed two kidnappers in a rescue of a priest in Jos on Tuesday."),
    ("ru", "Полицейские убили похитителя в Лагосе в среду и освободили мальчика."),
    ("uk", "Поліцейські вбили викрадача в Лагосі в середу і звільнили хлопчика."),
]


@pytest.mark.parametrize(("language", "text"), RESCUED, ids=[row[1] for row in RESCUED])
def test_beside_those_whom_they_held_kidnappers_name_the_act(
    extractor: Extractor, language: str, text: str
) -> None:
    assert [one.type.value for one in extractor.extract(draft_of(text, language))] == ["kidnapping"]


# Villagers and residents who are no mob: how many victims died, and how many attackers.
NO_MOB = [
    ("en", "Residents said troops killed four bandits in Kuchi near Gusau on Tuesday.", None, 4),
    (
        "en",
        "Gunmen attacked a village near Jos on Tuesday. Six villagers and three gunmen were killed.",
        6,
        3,
    ),
    ("en", "Jihadists attacked Djibo on Tuesday. Nine residents and 20 attackers were killed.", 9, 20),
    ("en", "Residents tackled and killed a gunman who shot three people at a church in Nashville.", None, 1),
    (
        "en",
        "A terrorist stabbed a man in Tel Aviv on Wednesday; bystanders shot and killed the terrorist.",
        None,
        1,
    ),
    (
        "en",
        "Vigilantes killed eleven bandits in a gun battle near Kankara on Tuesday, police said.",
        None,
        11,
    ),
    ("ru", "Террорист ранил ножом мужчину в Тель-Авиве в среду; местные жители убили террориста.", None, 1),
    ("ru", "В Гао во вторник, сообщают жители, убиты трое боевиков, напавших на казарму.", None, 3),
    ("uk", "Бойовики напали на село під Джосом у вівторок. Мешканці вбили трьох нападників.", None, 3),
]


@pytest.mark.parametrize(("language", "text", "killed", "attackers"), NO_MOB, ids=[row[1] for row in NO_MOB])
def test_whom_villagers_fight_is_an_attacker(
    extractor: Extractor, language: str, text: str, killed: int | None, attackers: int
) -> None:
    found = extractor.extract(draft_of(text, language))[0]
    assert (found.killed and found.killed.best) == killed
    assert found.perpetrators_killed is not None
    assert found.perpetrators_killed.best == attackers


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
