"""The gazetteer: what names mean, in which forms they are found, and how configured paths resolve."""

import pickle
import shutil
from pathlib import Path

import pytest

from incidents.errors import BadInput, GazetteerError
from incidents.gazetteer import Gazetteer, place_of
from incidents.gazetteer.atlas import PACKAGED
from incidents.watch import Area

GAZETTEER = Gazetteer.open()


def found(text: str, language: str | None) -> list[tuple[str, str]]:
    """Each mention's words with the name of its most populous meaning."""
    return [
        (text[m.start : m.end], max(m.candidates, key=lambda e: e.population).name)
        for m in GAZETTEER.find(text, language)
    ]


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("RU", Area("RU")),
        ("Russia", Area("RU")),
        ("Россия", Area("RU")),
        ("RU/Dagestan", Area("RU", "RU-DA")),
        ("RU/Дагестан", Area("RU", "RU-DA")),
        ("RU-DA", Area("RU", "RU-DA")),
        ("RU-CE", Area("RU", "RU-CE")),
        ("RU/Ingushetia", Area("RU", "RU-IN")),
        ("RU/Dagestan/Kaspiysk", Area("RU", "RU-DA", 551847)),
        ("RU-KHM/Surgut", Area("RU", "RU-KHM", 1490624)),
        ("US/Texas/Houston", Area("US", "US-TX", 4699066)),
        ("IQ/Nineveh", Area("IQ", "IQ-NI")),
        ("UA/Donetsk", Area("UA", "UA-14")),
        ("RU/Moscow", Area("RU", "RU-MOW")),
        ("RU/Moscow Oblast", Area("RU", "RU-MOS")),
    ],
)
def test_a_path_resolves_to_its_area(path: str, area: Area) -> None:
    assert GAZETTEER.resolve(path) == area


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("Rusia", "'Russia'"),
        ("Dagestan", "'RU/Dagestan'"),
        ("RU/Dagestn", "RU/Dagestan (RU-DA)"),
        ("RU/Kaspiysk", "'RU/Dagestan/Kaspiysk'"),
        ("RU/Dagestan/Kaspisk", "'Kaspiysk'"),
        ("RU-DA/x/y", "write RU-DA/y"),
        ("RU//x", "country/division/place"),
        ("GB/Kent", "a circle or a polygon"),
    ],
)
def test_a_wrong_path_is_refused_with_advice(path: str, advice: str) -> None:
    with pytest.raises(BadInput) as caught:
        GAZETTEER.resolve(path)
    assert advice in str(caught.value)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("US/California/Los Angeles", "US-CA"),
        ("US/Georgia/Atlanta", "US-GA"),
        ("UA/Kharkiv/Kharkiv", "UA-63"),
        ("TR/Diyarbakir/Diyarbakir", "TR-21"),
        ("IQ/Nineveh/Mosul", "IQ-NI"),
        ("SY/Aleppo/Aleppo", "SY-HL"),
        ("AF/Nangarhar/Jalalabad", "AF-NAN"),
        ("PK/Balochistan/Quetta", "PK-BA"),
        ("CO/Antioquia/Medellin", "CO-ANT"),
        ("PE/Ayacucho/Ayacucho", "PE-AYA"),
        ("SV/San Salvador/San Salvador", "SV-SS"),
        ("GT/Guatemala/Guatemala City", "GT-01"),
        ("NG/Borno/Maiduguri", "NG-BO"),
        ("IT/Lombardy/Milan", "IT-25"),
        ("ES/Catalonia/Barcelona", "ES-CT"),
        ("FR-IDF/Paris", "FR-IDF"),
        ("GB/England/London", "GB-ENG"),
    ],
)
def test_towns_lie_in_the_division_that_iso_3166_2_gives_them(path: str, code: str) -> None:
    assert GAZETTEER.resolve(path).admin1_code == code


def test_a_town_known_by_its_postal_code_only_has_no_number_and_is_no_address() -> None:
    (town,) = GAZETTEER.entries("Iaeger")
    assert (town.kind, town.admin1_code, town.geonameid, town.population) == ("place", "US-WV", None, 0)
    with pytest.raises(BadInput):
        GAZETTEER.resolve("US/West Virginia/Iaeger")


@pytest.mark.parametrize(
    ("name", "country", "city"),
    [
        ("Rogers Park", "US", "Chicago"),
        ("Kreuzberg", "DE", "Berlin"),
        ("Зюзино", "RU", "Moscow"),
        ("Chicago", "US", None),
        ("Brooklyn", "US", None),  # a borough is the seat of its county
        ("Oak Park", "US", None),
        ("Fremantle", "AU", None),  # a port of its own, though GeoNames lists it as a part of Perth
    ],
)
def test_a_quarter_is_a_part_of_its_city(name: str, country: str, city: str | None) -> None:
    entry = next(e for e in GAZETTEER.entries(name) if e.country == country and e.kind == "place")
    place = place_of(entry)
    told = GAZETTEER.city(place)
    assert told.name == (city or place.name)
    assert (told.lat, told.lon) == (place.lat, place.lon)


def test_counties_lie_where_their_post_offices_do() -> None:
    counties = {entry.admin1_code: (entry.lat, entry.lon) for entry in GAZETTEER.entries("DeKalb County")}
    assert counties["US-GA"] == pytest.approx((33.8, -84.2), abs=0.1)
    assert counties["US-IL"] == pytest.approx((41.9, -88.8), abs=0.1)


def test_a_place_carries_its_division_and_codes() -> None:
    place = GAZETTEER.place(GAZETTEER.resolve("RU/Dagestan/Kaspiysk"))
    assert (place.name, place.admin1, place.admin1_code, place.country) == (
        "Kaspiysk",
        "Dagestan",
        "RU-DA",
        "RU",
    )
    assert (place.precision, place.geonameid) == ("place", 551847)
    assert GAZETTEER.coordinates(GAZETTEER.resolve("RU-KHM/Surgut")) == pytest.approx(
        (61.26, 73.42), abs=0.01
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("в дагестанском Каспийске", ["Dagestan", "Kaspiysk"]),
        ("под Ростовом-на-Дону", ["Rostov-on-Don"]),
        ("в Набережных Челнах", ["Naberezhnyye Chelny"]),
        ("жители Махачкалы", ["Makhachkala"]),
        ("в Нижнем Новгороде", ["Nizhniy Novgorod"]),
        ("в Самарской области", ["Samara Oblast"]),
        ("из Ельца", ["Yelets"]),
        ("российские войска", ["Russia"]),
        ("в Соединенных Штатах", ["United States"]),
        ("жители Минеральных Вод", ["Mineralnye Vody"]),
        ("мост в Белой Церкви", ["Bila Tserkva"]),
        ("порт в Большом Камне", ["Bol'šoj Kamen'"]),
        ("беженцы из Сум", ["Sumy"]),
        ("взрыв в Крымске", ["Krymsk"]),
        ("жители Крымска", ["Krymsk"]),
        ("бой под Крымском, двое ранены", ["Krymsk"]),
        ("взрыв на Крымском мосту", ["Crimea"]),
        ("в Крымском, по его словам, тихо", ["Krymsk"]),
        ("в Донецкой и Луганской областях", ["Donetsk", "Luhansk Oblast"]),
        ("говорят о мати и мате", []),
    ],
)
def test_russian_names_are_found_inflected(text: str, names: list[str]) -> None:
    assert [name for _, name in found(text, "ru")] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("у Харкові", ["Kharkiv"]),
        ("під Києвом", ["Kyiv"]),
        ("у Львові", ["Lviv"]),
        ("в Одеській області", ["Odesa Oblast"]),
        ("бої під Березанню", ["Berezan"]),
        ("жителі Маневичів", ["Manevychi"]),
        ("у Липівцях та під Бучачем", ["Buchach"]),
        ("обстріляли Первомайське", ["Pervomayske"]),
        ("у Первомайському районі", ["Pervomaysk"]),
    ],
)
def test_ukrainian_names_are_found_inflected(text: str, names: list[str]) -> None:
    assert [name for _, name in found(text, "uk")] == names


def test_capitals_and_missing_accents_do_not_matter() -> None:
    assert found("THE CITY OF USULUTAN", "en") == [("USULUTAN", "Usulután")]


def test_the_longest_name_wins() -> None:
    assert [words for words, _ in found("He left New York City for St. Louis.", "en")] == [
        "New York City",
        "St. Louis",
    ]


def test_lower_case_words_are_no_places() -> None:
    assert found("a mobile phone, a nice reading, of course", "en") == []


def test_names_in_scripts_without_case_are_found() -> None:
    assert [name for _, name in found("انفجار في بغداد", "ar")] == ["Baghdad"]


def test_workers_share_one_gazetteer_by_its_folder() -> None:
    packed = pickle.dumps(GAZETTEER)
    assert len(packed) < 500
    assert pickle.loads(packed) is GAZETTEER


def test_a_missing_or_damaged_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError):
        Gazetteer(tmp_path)
    for file in PACKAGED.glob("gazetteer*"):
        if file.is_file():
            shutil.copy(file, tmp_path)
    places = tmp_path / "gazetteer.places.bin"
    places.write_bytes(places.read_bytes()[:100_000])
    with pytest.raises(GazetteerError, match="make gazetteer"):
        Gazetteer(tmp_path)


def test_the_files_stay_small() -> None:
    assert sum(file.stat().st_size for file in PACKAGED.glob("gazetteer.*")) < 15_000_000
