"""Two acts of one kind in one town are told apart where the report says that they are two: by the hour, by whom
or what they hit, by the means, or in so many words. One act that is told again stays one. Written from the
language, not from reports.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from incidents.extraction import Extractor
from incidents.incident import VIOLENT, Incident
from tests.incidents.extraction.tables import draft_of

FLOORS = {"en": 0.95, "ru": 0.95, "uk": 0.95}  # of the combinations are two
ONCE = 0.95  # of what is told again are one

TITLES = {
    "en": (
        "Police investigate two unrelated attacks in Leeds",
        "Man shot outside bar in Leeds; woman stabbed at station",
        "Leeds: two attacks in three hours",
    ),
    "ru": (
        "В Самаре расследуют два нападения",
        "Два нападения за сутки в Самаре",
        "Самара: криминальная хроника",
    ),
    "uk": (
        "У Полтаві розслідують два напади",
        "Два напади за добу в Полтаві",
        "Полтава: кримінальна хроніка",
    ),
}
FIRST = {
    "en": (
        "A 34-year-old man was shot in the leg outside a bar in Leeds at about 8pm on Tuesday, police said.",
        "Gunmen opened fire on a taxi in Leeds on Tuesday evening and wounded its driver.",
    ),
    "ru": (
        "В Самаре во вторник около 20:00 возле бара ранен выстрелом в ногу 34-летний мужчина, сообщила полиция.",
        "Неизвестные во вторник вечером обстреляли такси в Самаре и ранили водителя.",
    ),
    "uk": (
        "У Полтаві у вівторок близько 20:00 біля бару поранено пострілом у ногу 34-річного чоловіка.",
        "Невідомі у вівторок увечері обстріляли таксі в Полтаві й поранили водія.",
    ),
}
LINKS = {
    "en": (
        *(
            "Three hours later,",
            "At 11.15pm,",
            "In a separate incident,",
            "Across town,",
            "Earlier the same day,",
        ),
        *(
            "In a second attack,",
            "In another part of the city,",
            "Shortly before midnight, in an unrelated case,",
        ),
    ),
    "ru": (
        *("Через три часа", "В 23:15", "В другом конце города", "Отдельно сообщается, что", "Тем же вечером"),
        *("Во втором случае", "Несколькими часами позже"),
    ),
    "uk": (
        *(
            "Через три години",
            "О 23:15",
            "В іншому кінці міста",
            "Того ж вечора",
            "Кількома годинами пізніше",
        ),
        *("У другому випадку", "Наступного дня"),
    ),
}
SECOND = {
    "en": (
        "a 19-year-old woman was stabbed to death at the railway station.",
        "two teenagers were shot dead on a playground.",
        "a grenade was thrown into a barber's shop, and two customers were wounded.",
    ),
    "ru": (
        "на вокзале зарезали 19-летнюю девушку.",
        "на детской площадке застрелены двое подростков.",
        "в парикмахерскую бросили гранату, ранены двое посетителей.",
    ),
    "uk": (
        "на вокзалі зарізали 19-річну дівчину.",
        "на дитячому майданчику застрелено двох підлітків.",
        "у перукарню кинули гранату, поранено двох відвідувачів.",
    ),
}
AGAIN = {
    "en": (
        "The shooting happened as people were leaving work.",
        "Officers were called to reports of gunfire and found the victim on the ground.",
        "Officers were called at 8.12pm to reports of a shooting and found a wounded man.",
        "At about 11pm police arrested a 22-year-old man over the shooting.",
        "Three hours later the victim died in hospital, a spokeswoman said.",
        "Two hours later, police shot and wounded the gunman.",
        "Later that night the car used in the shooting was found burned out near the river.",
        "In another part of the city, a vigil for the victim was held on Wednesday.",
        "Witnesses said that two men had fired at least ten shots and fled.",
    ),
    "ru": (
        "Нападение произошло на глазах у прохожих.",
        "Полиция задержала 22-летнего стрелка.",
        "Через три часа пострадавший скончался в больнице.",
        "Тем же вечером машину нападавших нашли сожжённой у реки.",
        "В 23:30 полиция задержала подозреваемого в стрельбе.",
        "По словам очевидцев, стреляли двое, они скрылись на машине.",
    ),
    "uk": (
        "Напад стався на очах у перехожих.",
        "Поліція затримала 22-річного стрільця.",
        "Через три години потерпілий помер у лікарні.",
        "О 23:30 поліція затримала підозрюваного у стрілянині.",
        "За словами очевидців, стріляли двоє, вони втекли на машині.",
    ),
}
ALONE = {
    "en": ("", "Man shot in Leeds", "Leeds shooting: what we know"),
    "ru": ("", "Стрельба в Самаре", "Что известно о стрельбе в Самаре"),
    "uk": ("", "Стрілянина в Полтаві", "Що відомо про стрілянину в Полтаві"),
}


def news(tool: Extractor, language: str, title: str, *paragraphs: str) -> list[Incident]:
    draft = draft_of("\n\n".join(paragraphs), language, title)
    return [one for one in tool.extract(draft) if one.type in VIOLENT and one.status == "current"]


def two_acts(language: str) -> Iterator[tuple[str, str, str]]:
    """Headline, first act, second act: every one of each."""
    for title, first, link, second in itertools.product(
        TITLES[language], FIRST[language], LINKS[language], SECOND[language]
    ):
        yield title, first, f"{link} {second}"


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_two_acts_of_one_town_are_two(extractor: Extractor, language: str) -> None:
    told = list(two_acts(language))
    missed = [one for one in told if len(news(extractor, language, *one)) != 2]
    assert len(missed) <= (1 - FLOORS[language]) * len(told), (len(missed), len(told), missed[:8])


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_one_act_that_is_told_again_is_one(extractor: Extractor, language: str) -> None:
    told = list(itertools.product(ALONE[language], FIRST[language], AGAIN[language]))
    several = [one for one in told if len(news(extractor, language, *one)) != 1]
    assert len(several) <= (1 - ONCE) * len(told), (len(several), len(told), several)


NEXT_TOWN = [
    ("Hours later, gunmen shot dead two men in Callao.", {"Lima", "Callao"}),
    ("In another attack, gunmen shot dead two men in Callao.", {"Lima", "Callao"}),
    ("Two men were treated in Callao.", {"Lima"}),
    ("Hours later, two suspects were shot at by police in Lima.", {"Lima"}),
]


@pytest.mark.parametrize(("text", "towns"), NEXT_TOWN)
def test_another_act_in_the_next_town_is_told(text: str, towns: set[str]) -> None:
    robbed = (
        "Assailants held up a money exchange in Lima on Wednesday. A guard was beaten with a pistol butt."
    )
    found = Extractor(()).extract(draft_of(f"{robbed} {text}", "en"))
    assert {one.place.name for one in found if one.place} == towns
