"""A report that opens with a town and puts its act in a division, of which it names no town, is of the division:
its town is where it was written. One that says "the city", or names a street, is of the town.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import Place

DIVISIONS = (
    (
        "en",
        "MAIDUGURI, Nigeria (Agency) - At least 12 farmers were killed by suspected Boko Haram fighters in Borno state on Tuesday, a local official said.",
    ),
    (
        "en",
        "MAIDUGURI, Nigeria - Suspected militants killed at least 12 farmers in Nigeria's northeastern Borno state on Tuesday, residents and officials said. The attackers arrived on motorcycles and opened fire on people working in their fields.",
    ),
    (
        "en",
        "PESHAWAR, Pakistan - Gunmen killed four soldiers in a remote part of Khyber Pakhtunkhwa province on Tuesday, the military said.",
    ),
    (
        "en",
        "PESHAWAR: Four soldiers were killed in an ambush in part of Khyber Pakhtunkhwa on Tuesday, officials said.",
    ),
    (
        "en",
        "QUETTA, Pakistan (Agency) - Gunmen stopped a bus and killed nine passengers in Balochistan province on Tuesday, officials said.",
    ),
    (
        "en",
        "QUETTA, Pakistan (Agency) - A roadside bomb killed five paramilitary troops in a remote district of Balochistan on Tuesday, officials said.",
    ),
    (
        "en",
        "GOMA, Congo (Agency) - Rebels killed 20 villagers in North Kivu province overnight to Tuesday, a civil society group said.",
    ),
    (
        "en",
        "KANO, Nigeria - Gunmen killed 15 people in raids on villages in Katsina state on Tuesday, police said.",
    ),
    (
        "en",
        "BUKAVU, Congo - Militiamen killed ten people in an attack on a village in South Kivu province on Tuesday, the army said.",
    ),
    (
        "en",
        "CULIACAN, Mexico - Gunmen killed six people at a ranch in the mountains of Sinaloa state on Tuesday, prosecutors said.",
    ),
    (
        "en",
        "LASHKAR GAH, Afghanistan - A bomb hit a minibus in Helmand province on Tuesday, killing seven people, officials said.",
    ),
    (
        "en",
        "NAIROBI, Kenya (Agency) - Suspected al-Shabab fighters killed five workers in eastern Kenya on Tuesday, police said.",
    ),
    (
        "ru",
        "МАХАЧКАЛА, 14 мая. /Агентство/. Два полицейских убиты при нападении на пост в Дагестане во вторник, сообщило МВД.",
    ),
    (
        "ru",
        "Махачкала. В одном из районов Дагестана во вторник неизвестные застрелили двух полицейских, сообщило МВД.",
    ),
    (
        "en",
        "PORT-AU-PRINCE, Haiti - Gang members killed 20 people in Haiti's Artibonite region on Tuesday, officials said.",
    ),
    (
        "en",
        "BAMAKO, Mali - Militants killed 30 people in villages in central Mali on Tuesday, officials said.",
    ),
    (
        "uk",
        "ХАРКІВ, 14 травня. Троє людей загинули внаслідок обстрілу села в Харківській області у вівторок, повідомила прокуратура.",
    ),
    (
        "ru",
        "БЕЛГОРОД, 14 мая. /Агентство/. Два человека погибли при обстреле села в Белгородской области во вторник, сообщил губернатор.",
    ),
)
TOWNS = (
    (
        "en",
        "MAIDUGURI, Nigeria (Agency) - A suicide bomber killed 12 people at a crowded market on Tuesday, a local official said.",
    ),
    (
        "en",
        "MAIDUGURI, Nigeria - A suicide bomber killed 12 people at a crowded market on Tuesday in the capital of Nigeria's Borno state, officials said.",
    ),
    (
        "en",
        "PESHAWAR, Pakistan - A bomb went off outside a mosque on Tuesday, killing four people, police said. Khyber Pakhtunkhwa has seen a rise in attacks.",
    ),
    (
        "en",
        "PESHAWAR: A policeman was shot dead in the provincial capital on Tuesday, officials said. Attacks are frequent in Khyber Pakhtunkhwa.",
    ),
    (
        "en",
        "QUETTA, Pakistan (Agency) - Gunmen opened fire on a shop in the city on Tuesday, killing two people. Balochistan has long been plagued by an insurgency.",
    ),
    (
        "en",
        "TULSA, Okla. (Agency) - A man was shot dead outside a bar on Tuesday night, police said. Oklahoma has the death penalty.",
    ),
    (
        "en",
        "TULSA, Okla. - Police say a gunman killed two people at a bar and fled. He was arrested in Kansas.",
    ),
    (
        "en",
        "GOMA, Congo (Agency) - A bomb killed eleven people at a camp for displaced people on Tuesday, the army said. Rebels control much of North Kivu province.",
    ),
    (
        "en",
        "KARACHI, Pakistan - Gunmen on motorcycles shot dead a doctor in Pakistan's largest city on Tuesday, police said. It was the third such killing in Sindh province this month.",
    ),
    (
        "en",
        "KABUL, Afghanistan - A bomb went off outside a mosque in Afghanistan's capital on Tuesday, killing four, officials said.",
    ),
    (
        "en",
        "CULIACAN, Mexico - Gunmen killed six people at a car repair shop on Tuesday, Sinaloa state prosecutors said.",
    ),
    (
        "en",
        "CULIACAN, Mexico - Six men were found dead by a highway on the outskirts of the city, the capital of Sinaloa state, on Tuesday; all had been shot, prosecutors said.",
    ),
    (
        "ru",
        "МАХАЧКАЛА, 14 мая. /Агентство/. Двое полицейских застрелены на улице Ленина во вторник, сообщило МВД Дагестана.",
    ),
    ("ru", "Махачкала. Неизвестный ранил ножом двух прохожих у рынка во вторник, сообщило МВД по Дагестану."),
    (
        "en",
        "DAYTON, Ohio - A gunman killed nine people in a nightlife district in Ohio on Tuesday, police said.",
    ),
    (
        "en",
        "CHARLESTON, South Carolina - A gunman killed nine people at a historic church in South Carolina on Tuesday, police said.",
    ),
    (
        "en",
        "JOS, Nigeria - Attackers killed ten people at a college campus in Jos on Tuesday, in the latest violence in Plateau state.",
    ),
    (
        "en",
        "MARDAN, Pakistan - A suicide bomber killed 12 people outside a court in the northwestern city, in Khyber Pakhtunkhwa province, on Tuesday.",
    ),
    (
        "uk",
        "Харків. Дрон влучив у будинок на вулиці Сумській у вівторок, загинули двоє людей, повідомив голова Харківської області.",
    ),
    (
        "ru",
        "БЕЛГОРОД, 14 мая. /Агентство/. Два человека погибли при обстреле жилого квартала во вторник, сообщил губернатор Белгородской области.",
    ),
    (
        "ru",
        "МАХАЧКАЛА, 14 мая. /Агентство/. Двое полицейских застрелены в центре города в Дагестане во вторник, сообщило МВД.",
    ),
    (
        "en",
        "MAIDUGURI, Nigeria - Boko Haram fighters killed 12 people in the town of Gwoza in Borno state on Tuesday, officials said.",
    ),
)


def place(extractor: Extractor, text: str, language: str) -> Place | None:
    draft = Draft("https://news.example/1", "", text, datetime(2024, 5, 16, 12, tzinfo=UTC), language, "news")
    found = extractor.extract(draft)
    return found[0].place if found else None


@pytest.mark.parametrize(("language", "text"), DIVISIONS)
def test_the_division_is_the_scene(extractor: Extractor, language: str, text: str) -> None:
    told = place(extractor, text, language)
    assert told is not None and told.precision != "place"


@pytest.mark.parametrize(("language", "text"), TOWNS)
def test_a_town_is_the_scene(extractor: Extractor, language: str, text: str) -> None:
    told = place(extractor, text, language)
    assert told is not None and told.precision == "place"
