"""Towns of conflicts are located, and as the right ones, in sentences that say nothing more of where they are."""

from pathlib import Path

import pytest

from incidents.extraction.places import locate
from incidents.gazetteer import Gazetteer

GAZETTEER = Gazetteer.open()
ROWS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in Path(__file__).with_name("towns.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
SENTENCES = {
    "en": [
        (0, "Three people were killed in shelling of {}"),
        (0, "Drone strike on {} kills two"),
        (0, "{} shelled overnight, four wounded"),
        (0, "Two police officers were shot dead in {}"),
        (0, "Blast hits {}"),
        (0, "{}: car bomb kills six"),
        (0, "A bomb went off near a market in {} on Tuesday"),
        (0, "Attack on {} leaves five dead"),
    ],
    "ru": [
        (1, "Взрыв в {}"),
        (1, "В {} прогремел взрыв"),
        (1, "Три человека погибли при обстреле в {}"),
        (1, "Неизвестные расстреляли полицейских в {}"),
        (3, "{}: взрыв на рынке, шестеро погибших"),
        (3, "{} подвергся обстрелу"),
    ],
    "uk": [
        (2, "Вибух у {}"),
        (2, "У {} пролунав вибух"),
        (2, "Троє людей загинули під час обстрілу в {}"),
        (2, "Невідомі розстріляли поліцейських у {}"),
        (4, "{}: вибух на ринку, шестеро загиблих"),
        (4, "{} знову під обстрілом"),
    ],
}
TRAPS = [
    ("en", "Ms Kano said the attack on her was racist"),
    ("ru", "Гасан Хитто родился в бедной семье"),
    ("ru", "Нападающий «Барселоны» забил два мяча"),
    ("ru", "Сообщил РИА, вскрытие покажет причину"),
    ("ru", "Редакцию возглавил Мартин Куба"),
    ("ru", "Актриса Ливия Росси отметила юбилей"),
    ("ru", "Он говорил с Китом Лоусоном"),
    ("ru", "По словам президента Обамы, всё спокойно"),
    ("ru", "Он учился в институте имени Чехова"),
    ("ru", "Встреча прошла в Белом доме"),
    ("ru", "У Кировского отдела полиции взорвался автомобиль"),
    ("uk", "Вибух пролунав біля Шевченківського відділу поліції"),
    ("ru", "Об этом сообщило «Эхо Москвы»"),
    ("ru", "Они заперлись в доме на улице Кирова"),
    ("ru", "Отделение на улице Советской закрыто"),
    ("uk", "Нападник «Дніпра» забив два м'ячі"),
    ("uk", "Він навчався в інституті імені Чехова"),
]


@pytest.mark.parametrize("language", sorted(SENTENCES))
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_town_of_a_conflict_is_located_without_other_context(row: tuple[str, ...], language: str) -> None:
    wrong = []
    for form, sentence in SENTENCES[language]:
        text = sentence.format(row[form])
        found = [(one.place.country, one.place.precision) for one in locate(text, "", language, GAZETTEER)]
        if [country for country, precision in found if precision != "country"] != [row[5]]:
            wrong.append((text, found))
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(("language", "text"), TRAPS)
def test_persons_teams_and_houses_with_the_name_of_a_town_are_no_places(language: str, text: str) -> None:
    assert locate(text, "", language, GAZETTEER) == []


WARS = [
    (country, name.strip())
    for line in Path(__file__).with_name("wars.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for country, names in [line.split(": ")]
    for name in names.split(",")
]


def countries_of(text: str) -> list[str]:
    return [one.place.country for one in locate("", text, "en", GAZETTEER)][:1]


def test_towns_of_wars_are_known_by_themselves() -> None:
    told = "An attack in {} on Tuesday killed five people, officials said."
    missed = [(code, name) for code, name in WARS if countries_of(told.format(name)) != [code]]
    assert len(missed) <= 0.06 * len(WARS), missed


def test_towns_of_wars_are_known_where_their_country_is_named() -> None:
    told = "An attack in {}, {}, on Tuesday killed five people, officials said."
    units = GAZETTEER.atlas.by_code
    missed = [
        (code, name) for code, name in WARS if countries_of(told.format(name, units[code].name)) != [code]
    ]
    assert len(missed) <= 0.02 * len(WARS), missed
