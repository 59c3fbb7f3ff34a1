"""A train, ship or bus that a headline says was hijacked, taken with a bomb or shots. Half of them are traps."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from incidents.incident import Type
from tests.incidents.extraction.tables import draft_of

CASES = [
    (
        "en",
        "Gunmen hijack train with 400 aboard in Pakistan's Balochistan",
        "Separatist militants blew up a railway track and opened fire on a passenger train in southwestern Pakistan on"
        " Tuesday, wounding the driver and taking hundreds of passengers hostage, police said.",
        Type.HIJACKING,
    ),
    (
        "en",
        "Pirates hijack tanker off Somalia",
        "Pirates fired rockets at a tanker off Somalia on Monday, boarded it and are holding its 20 crew, the EU naval"
        " force said.",
        Type.HIJACKING,
    ),
    (
        "ru",
        "Сепаратисты захватили поезд в Белуджистане",
        "Боевики во вторник взорвали пути и обстреляли пассажирский поезд в пакистанской провинции Белуджистан, взяв в"
        " заложники сотни пассажиров, сообщила полиция.",
        Type.HIJACKING,
    ),
    (
        "en",
        "Three killed as hijacked bus is rammed into market",
        "A man hijacked a bus in Haifa on Monday and rammed it into a market, killing three people, police said.",
        Type.VEHICLE_ATTACK,
    ),
    (
        "en",
        "Gunmen kill 12 on bus in Sonora",
        "Gunmen hijacked a bus near Caborca on Monday and shot dead 12 passengers, police said.",
        Type.SHOOTING,
    ),
    (
        "en",
        "Bomb derails train in Balochistan",
        "A bomb blew up the track and derailed a train in Balochistan on Monday; a year ago gunmen hijacked a train there.",
        Type.BOMBING,
    ),
]


@pytest.mark.parametrize(("language", "title", "text", "kind"), CASES)
def test_kind(language: str, title: str, text: str, kind: Type) -> None:
    found = Extractor(presets.groups()).extract(draft_of(text, language, title))
    assert found[0].type == kind
