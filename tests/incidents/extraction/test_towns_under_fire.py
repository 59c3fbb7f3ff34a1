"""Towns under fire, as an army, a governor or an agency tells of them: every way of naming the town beside every verb
and weapon. Written from the languages, not from reports.
"""

from __future__ import annotations

import itertools

import pytest

from incidents import presets
from incidents.extraction import Extractor
from incidents.incident import Toll
from tests.incidents.extraction.tables import draft_of

# The gazetteer's name; the town in the nominative, accusative, locative, dative and genitive.
TOWNS = {
    "en": [
        "Marhanets|Marhanets",
        "Nikopol|Nikopol",
        "Kherson|Kherson",
        "El Fasher|El Fasher",
        "Gaza|Gaza City",
    ],
    "ru": [
        "Toretsk|Торецк|Торецк|Торецке|Торецку|Торецка",
        "Chasiv Yar|Часов Яр|Часов Яр|Часовом Яре|Часову Яру|Часова Яра",
        "Shebekino|Шебекино|Шебекино|Шебекино|Шебекино|Шебекино",
        "Horlivka|Горловка|Горловку|Горловке|Горловке|Горловки",
        "El Fasher|Эль-Фашир|Эль-Фашир|Эль-Фашире|Эль-Фаширу|Эль-Фашира",
    ],
    "uk": [
        "Toretsk|Торецьк|Торецьк|Торецьку|Торецьку|Торецька",
        "Chasiv Yar|Часів Яр|Часів Яр|Часовому Яру|Часовому Яру|Часового Яру",
        "Vovchansk|Вовчанськ|Вовчанськ|Вовчанську|Вовчанську|Вовчанська",
        "Selydove|Селидове|Селидове|Селидовому|Селидовому|Селидового",
        "Zolochiv|Золочів|Золочів|Золочеві|Золочеву|Золочева",
    ],
}
FORMS = ("nom", "acc", "loc", "dat", "gen")
SHELLING = {
    "en": """The Russian army hit {nom} with heavy artillery.
Rebels struck {nom} with rockets.
The enemy fired rockets at {nom}.
Rebels pounded {nom} with artillery.
The army attacked {nom} with mortars.
Russian forces bombarded {nom} with mortars.""",
    "ru": """{acc} противник обстрелял из артиллерии.
{acc} украинские войска обстреляли из минометов.
{acc} накрыли из реактивной системы «Град».
Ночью {acc} накрыли «Градами».
Армия била по {dat} из минометов.
Противник попал по {dat} из артиллерии.
Армия целила в {acc} ракетами.
Войска обстреляли центр {gen}.
{acc} забросали минами.""",
    "uk": """{acc} ворог обстріляв з артилерії.
{acc} російські війська обстріляли з мінометів.
{acc} накрили з реактивної системи «Град».
Уночі {acc} накрили «Градами».
Російська армія гатила по {dat} з мінометів.
Ворог поцілив по {dat} з артилерії.
Армія РФ цілила у {acc} ракетами.
Війська РФ обстріляли центр {gen}.
{acc} засипали мінами.""",
}
AIRSTRIKE = {
    "en": """Rebels attacked {nom} with drones.
The enemy hit {nom} with a guided bomb.
The army dropped guided bombs on {nom}.
Israeli forces targeted {nom} with kamikaze drones.
Rebels hit a market in {nom} with a drone.""",
    "ru": """{acc} атаковали дроном.
По {dat} ударили управляемой авиабомбой.
Войска сбросили управляемую авиабомбу на центр поселка {nom} днем.
В {loc} дрон атаковал автомобиль.
Ночью {acc} атаковали дроны.""",
    "uk": """{acc} окупанти атакували дроном.
По {dat} вдарили керованою авіабомбою.
Війська РФ скинули керовану авіабомбу на центр селища {nom} вдень.
У {loc} дрон атакував автомобіль.
Уночі {acc} атакували «Шахеди».""",
}
TOLLS = {
    "en": "A woman was killed and two men were injured.",
    "ru": "Погиб мужчина, двое ранены.",
    "uk": "Загинув чоловік, двоє поранені.",
}
CALM = {
    "ru": [
        "Киров атаковал ворота соперника и забил гол.",
        "Владимир накрыл стол и забросал гостей вопросами.",
        "Ночью Москва накрыла стол для гостей фестиваля.",
    ],
    "uk": ["Дніпро атакував ворота суперника і забив гол.", "Київ засипали снігом хмари з півночі."],
    "en": [
        "Denver hit Dallas with a late goal and won 3-2.",
        "Critics attacked Cannes with rare fury this year.",
    ],
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize("language", sorted(TOWNS))
def test_a_town_under_fire_is_the_place(extractor: Extractor, language: str) -> None:
    frames = [("shelling", frame) for frame in SHELLING[language].splitlines()]
    frames += [("airstrike", frame) for frame in AIRSTRIKE[language].splitlines()]
    wrong = []
    for (kind, frame), row in itertools.product(frames, TOWNS[language]):
        name, *forms = row.split("|")
        text = f"{frame.format_map(dict(zip(FORMS, forms, strict=False)))} {TOLLS[language]}"
        told = [
            (one.type, one.place and one.place.name, one.killed, one.injured)
            for one in extractor.extract(draft_of(text, language))
        ]
        if told != [(kind, name, Toll.exactly(1), Toll.exactly(2))]:
            wrong.append(f"{text} {told}")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in CALM.items() for text in texts]
)
def test_what_only_sounds_so_is_no_act(extractor: Extractor, language: str, text: str) -> None:
    assert not extractor.extract(draft_of(text, language))
