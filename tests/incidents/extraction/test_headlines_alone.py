"""A headline without a text, as many feeds give no more: in its present tense and without articles it tells who
died or was taken, and where. A third are traps.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, is_news

# Headline, type, place, how many died, how many were taken.
TOLD = [
    ("Nigeria gunmen kidnap more than 30 pupils from village school", "kidnapping", "Nigeria", None, 31),
    ("Gunmen attack boarding school in Niger state, abduct 200", "kidnapping", "Niger", None, 200),
    ("Suspected bandits kill 12, abduct scores in Zamfara", "kidnapping", "Zamfara", 12, 40),
    ("Gunmen storm church in Kwara, kill two and abduct pastor", "kidnapping", "Kwara", 2, 1),
    ("Gunmen abduct three Indians in Mali", "kidnapping", "Mali", None, 3),
    ("Militants gun down nine bus passengers in Balochistan", "shooting", "Balochistan", 9, None),
    ("Jihadists massacre at least 40 in Burkina Faso village", "armed_attack", "Burkina Faso", 40, None),
    ("Ecuador: nine killed in pool hall massacre", "armed_attack", "Ecuador", 9, None),
    ("Mozambique: insurgents behead two in Mocímboa da Praia", "stabbing", "Mocímboa da Praia", 2, None),
    ("Gaza: 24 killed as Israel strikes after ceasefire breach", "airstrike", "Gaza", 24, None),
    ("Naxals blow up vehicle in Chhattisgarh, eight jawans dead", "bombing", "Chhattisgarh", 8, None),
    ("Israeli settlers torch West Bank mosque", "arson", "West Bank", None, None),
    ("Al-Shabaab storms Somali prison, seven killed", "armed_attack", "Somalia", 7, None),
    ("Five soldiers killed in Bannu clash with militants", "armed_attack", "Bannu", 5, None),
    ("Car ploughs into union march in Munich, two dead", "vehicle_attack", "Munich", 2, None),
    ("Driver rams Jerusalem tram stop, killing one", "vehicle_attack", "Jerusalem", 1, None),
    ("Cable sabotage halts trains across northern Germany", "sabotage", "Germany", None, None),
    ("Mexico: 11 massacred at Celaya wake", "armed_attack", "Celaya", 11, None),
    ("Two Austrians kidnapped in Agadez", "kidnapping", "Agadez", None, 2),
    ("Four Thais abducted in Gaza border raid", "kidnapping", "Gaza", None, 4),
    ("Nine loggers murdered in Kano", "armed_attack", "Kano", 9, None),
    ("Three wounded in strike on Nabatieh", "airstrike", "Nabatîyé et Tahta", None, None),
    ("Bomb on road between Kano and Jos kills nine", "bombing", "Kano", 9, None),
    ("National Guard members shot near White House", "shooting", "Washington", None, None),
    ("Удар по Харькову: погибли двое", "shelling", "Kharkiv", 2, None),
    ("Удар по Одессе: есть погибшие", "shelling", "Odesa", None, None),
    ("ИГ взяло на себя ответственность за нападение в Москве", "armed_attack", "Moscow", None, None),
]
NONE = [
    "Storm in Athens leaves two killed by falling trees",
    "Storms lash Greece, five killed",
    "Two Austrians killed in Tyrol avalanche",
    "Nine loggers killed as truck overturns in Kano",
    "Car ploughs into hedge in Kent, two dead",
    "Cable sabotage fears grow in Baltic",
    "Bus rams toll booth in Izmir after brakes fail, killing one",
    "Fans storm pitch in Naples after title",
    "Olympic stars torch stage in Paris",
    "Shares blow up bridge to recovery in Frankfurt",
    "Striker guns down City as Spurs massacre defence",
    "White House says talks go on in Cairo",
    "Two die in nurses' strikes, union says in Lagos",
    "Worker dies after lightning strikes farm in Kent",
    "Bath bombs left sticky in Leeds shop",
    "New thriller opens with a massacre in Prague",
    "Удар по экономике: в Москве погибает малый бизнес",
    "Смертельный удар током в Туле: погиб рабочий",
]
CLAIMED = [
    "ИГ взяло на себя ответственность за нападение в Москве",
    "IS claims Kabul hotel attack that killed seven",
]


def _language(title: str) -> str:
    return "ru" if "а" in title else "en"


@pytest.mark.parametrize(("title", "kind", "place", "killed", "taken"), TOLD, ids=[row[0] for row in TOLD])
def test_a_headline_tells_an_act(
    extractor: Extractor, title: str, kind: str, place: str, killed: int | None, taken: int | None
) -> None:
    [one] = [found for found in extractor.extract(draft_of("", _language(title), title)) if is_news(found)]
    assert one.place is not None
    assert (one.type.value, one.place.name) == (kind, place)
    assert (one.killed and one.killed.best, one.abducted and one.abducted.best) == (killed, taken)


@pytest.mark.parametrize("title", NONE)
def test_a_headline_tells_none(extractor: Extractor, title: str) -> None:
    assert not [one for one in extractor.extract(draft_of("", _language(title), title)) if is_news(one)]


@pytest.mark.parametrize("title", CLAIMED)
def test_a_short_name_right_before_the_claim_is_the_group(extractor: Extractor, title: str) -> None:
    said = extractor.extract(draft_of("", _language(title), title))[0].attribution
    assert [(one.group, one.basis) for one in said] == [("Islamic State", "claimed")]


# Headline, its one sentence, and the types told.
WITH_A_SENTENCE = [
    (
        "Russia 'massively' strikes Ukraine's energy grid",
        "Three people are killed and power is cut in the regions of Kyiv, Odesa and Dnipro.",
        ["airstrike"],
    ),
    ("Three killed in Kenya protests", "Police fired live rounds in Nairobi on Tuesday.", ["armed_attack"]),
    (
        "Пожар на нефтебазе в Туапсе",
        "Губернатор сообщил, что беспилотники были сбиты, обломки упали на резервуар.",
        ["airstrike"],
    ),
    ("Israel strikes deal with Lebanon over gas field", "It was signed in Naqoura on Wednesday.", []),
    ("Russia strikes optimistic note at Astana talks", "The next round is in June.", []),
    ("Drugs seized from school in Leeds", "Police took 40 pills from a locker on Tuesday.", []),
    ("Pupils taken from village school to museum in Kent", "The trip cost 12 pounds.", []),
    ("Two drones downed over Baltic in exercise", "Debris was recovered from the sea.", []),
    ("Protests over deaths in Lima hospital", "Relatives blocked a road on Wednesday.", []),
]


@pytest.mark.parametrize(("title", "text", "kinds"), WITH_A_SENTENCE, ids=[row[0] for row in WITH_A_SENTENCE])
def test_a_headline_and_its_sentence(extractor: Extractor, title: str, text: str, kinds: list[str]) -> None:
    found = extractor.extract(draft_of(text, _language(title), title))
    assert [one.type.value for one in found if is_news(one)] == kinds


# Headlines that count over two towns, and the number of the first.
OVER_TOWNS = [
    ("Russia kills seven in Kharkiv and Odesa strikes", None),
    ("Bombs in Quetta and Peshawar leave nine dead", None),
    ("При ударах по Харькову и Одессе погибли семь человек", None),
    ("Shooting leaves two dead in Minneapolis and St Paul", 2),
    ("Bomb kills four in Wana and gunmen shoot two in Bannu", 4),
]


@pytest.mark.parametrize(("title", "killed"), OVER_TOWNS, ids=[row[0] for row in OVER_TOWNS])
def test_a_number_over_two_towns_is_none_of_one(extractor: Extractor, title: str, killed: int | None) -> None:
    first = extractor.extract(draft_of("", _language(title), title))[0]
    assert (first.killed and first.killed.best) == killed


def test_since_when_a_road_is_blocked_is_not_the_day_of_an_ambush(extractor: Extractor) -> None:
    title = "Mali fuel convoy ambushed, dozens of trucks burnt"
    text = "JNIM fighters have imposed a blockade on the capital since September."
    [one] = extractor.extract(draft_of(text, "en", title))
    assert (one.status, one.date) == ("current", None)


def test_a_hostage_taken_since_a_day_was_taken_then(extractor: Extractor) -> None:
    text = "A nurse kidnapped by gunmen in Mali has been held hostage since March, her family said."
    [one] = extractor.extract(draft_of(text, "en", "Nurse held in Mali"))
    assert one.date is not None
    assert one.date.start.isoformat() == "2024-03-01"
