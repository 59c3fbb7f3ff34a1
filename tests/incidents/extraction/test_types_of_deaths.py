"""What "nine people were killed in …" makes of each noun for an act, in three languages: its type, and the nine."""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import Type
from tests.incidents.extraction.tables import draft_of

FRAMES = {
    "en": "Nine people were killed in {} in Goma on Tuesday.",
    "ru": "Девять человек погибли {} в Гоме во вторник.",
    "uk": "Дев'ятеро людей загинули {} у Гомі у вівторок.",
}
NOUNS = {
    "en": """\
bombing: a car bombing|a roadside bombing|a grenade attack|a landmine blast|a letter bomb attack|a truck bombing|a nail bomb blast
suicide_bombing: a suicide attack|a suicide car bombing
airstrike: a drone strike|an air strike|an air raid|an Israeli strike|a helicopter attack|a glide bomb attack|a series of strikes
shelling: a missile strike|a Russian missile strike|an artillery strike|a mortar attack|a rocket attack|shelling
shooting: a mass shooting|a drive-by shooting|a sniper attack|a gun attack|a hail of bullets
stabbing: a knife attack|a machete attack|an axe attack
vehicle_attack: a car-ramming attack|a van attack
armed_attack: an ambush|a militant attack|a terrorist attack|a massacre|a bandit attack|a revenge attack
clash: fighting|a tribal clash|an intercommunal clash
hijacking: a ship hijacking
robbery: a bank robbery|an armed robbery
arson: an arson attack
riot: a prison riot
disaster: a gas explosion|a stampede|a fire|a plane crash|a bus crash|a boiler explosion""",
    "ru": """\
bombing: при взрыве автомобиля|при взрыве бомбы|при подрыве на мине|при взрыве гранаты
suicide_bombing: при самоподрыве смертника|при подрыве смертника
airstrike: при ударе дрона|при авиаударе|при бомбардировке
shelling: при ракетном ударе|при обстреле|при миномётном обстреле
shooting: при стрельбе
stabbing: при нападении с ножом|в результате поножовщины
armed_attack: при нападении боевиков|в засаде
clash: в столкновениях|в боях
riot: в ходе бунта в тюрьме
robbery: при ограблении банка
disaster: при взрыве газа|при пожаре|при крушении самолёта|в давке""",
    "uk": """\
bombing: під час вибуху бомби|унаслідок підриву на міні|унаслідок вибуху гранати
suicide_bombing: унаслідок підриву смертника
airstrike: унаслідок удару дрона|унаслідок авіаудару
shelling: унаслідок ракетного удару|унаслідок обстрілу
shooting: унаслідок стрілянини
stabbing: унаслідок нападу з ножем
armed_attack: унаслідок нападу бойовиків|у засідці
clash: у зіткненнях|у боях
robbery: під час пограбування банку
disaster: унаслідок вибуху газу|унаслідок пожежі|у тисняві""",
}
ROWS = [
    (language, kind, noun)
    for language, table in NOUNS.items()
    for line in table.splitlines()
    for kind, _, nouns in [line.partition(": ")]
    for noun in nouns.split("|")
]


@pytest.mark.parametrize(("language", "kind", "noun"), ROWS)
def test_a_noun_tells_the_type(extractor: Extractor, language: str, kind: str, noun: str) -> None:
    found = extractor.extract(draft_of(FRAMES[language].format(noun), language))
    assert [one.type for one in found] == [Type(kind)]
    assert found[0].killed is not None
    assert found[0].killed.best == 9
