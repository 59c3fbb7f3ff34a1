"""What a headline or lead sums up over several acts is no number of the first one, and what is told of another
town is not told of it. In half of the reports the number is the one act's own.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import VIOLENT, Incident
from tests.incidents.extraction.tables import draft_of

# Headline, paragraphs, and how many died or were taken in each town.
SUMS = [
    (
        "Bombs in Quetta and Peshawar leave nine dead",
        "QUETTA - Two bomb attacks in Pakistan killed nine people on Tuesday, police said.",
        "In Quetta, a bomb on a motorcycle went off beside a police van. Six people lost their lives.",
        "Hours later, a bomb at the gate of a mosque in Peshawar killed three worshippers.",
        {"Quetta": 6, "Peshawar": 3},
    ),
    (
        "Mexico weekend violence leaves 15 dead",
        "MEXICO CITY - At least 15 people were killed in attacks in three Mexican states at the weekend, it was said.",
        "In Guerrero, gunmen ambushed a police convoy in Chilapa on Saturday, killing five officers.",
        "A shooting at a cockfight in Zacapu, Michoacán, left ten dead early on Sunday.",
        {"Chilapa de Álvarez": 5, "Zacapu": 10},
    ),
    (
        "Two priests kidnapped in a week in Nigeria",
        "ABUJA - A Catholic priest was abducted from his rectory in Kafanchan on Wednesday, his diocese said.",
        "Gunmen broke into the rectory at about 1 a.m., parishioners said.",
        "On Saturday, a priest was kidnapped on his way back from Mass in Makurdi, police said.",
        {"Kafanchan": 1, "Makurdi": 1},
    ),
    (
        "Вісім загиблих унаслідок двох вибухів у Пакистані",
        "ІСЛАМАБАД. Восьмеро людей загинули в середу внаслідок двох вибухів у різних містах Пакистану.",
        "У Кветті бомба вибухнула біля поліцейського фургона, загинули п'ятеро людей.",
        "У Пешаварі вибух на ринку забрав життя трьох торговців.",
        {"Quetta": 5, "Peshawar": 3},
    ),
    (
        "Five killed in two attacks in Kabul and Herat",
        "KABUL - Two bombs went off on Wednesday, police said.",
        "In Kabul, a bomb killed three people near a bank.",
        "In Herat, two people were killed when a bomb went off at a mosque.",
        {"Kabul": 3, "Herāt": 2},
    ),
]
OWN = [
    (
        "Nine killed as bomb hits Quetta market",
        "QUETTA - A bomb killed nine people at a market in Quetta on Tuesday, police said.",
        "Six of them were traders, said a doctor at the city's main hospital.",
        "On Monday, gunmen killed three soldiers in Peshawar.",
        {"Quetta": 9, "Peshawar": 3},
    ),
    (
        "Seven die in attack on Nigerian village",
        "KANO - Gunmen killed seven people in the village of Kibiya on Tuesday, police said.",
        "Four people died on the spot, and the others on the way to hospital.",
        "In Jos, three traders were shot dead on Monday in an attack on a bus.",
        {"Jos": 3},
    ),
    (
        "Twelve killed in Mogadishu hotel siege",
        "MOGADISHU - Gunmen stormed a hotel in Mogadishu on Tuesday night, police said on Wednesday.",
        "Ten civilians were killed, said Ali Nur, a police captain.",
        "In Baidoa, a roadside bomb killed two soldiers on Wednesday.",
        {"Mogadishu": 12, "Baidoa": 2},
    ),
    (
        "Six shot dead in Karachi shrine attack",
        "KARACHI - Gunmen attacked a shrine in Karachi on Wednesday, police said.",
        "Six people were killed in two attacks in the city last month.",
        "In Hyderabad, a trader was shot dead on Wednesday.",
        {"Karachi": 6, "Hyderabad": 1},
    ),
    (
        "Вісім загиблих після удару по Харкову",
        "ХАРКІВ. У середу російська ракета влучила в будинок у Харкові, повідомив голова області.",
        "П'ятеро людей загинули на місці, серед них дитина.",
        "У Нікополі дрон убив трьох людей.",
        {"Kharkiv": 8, "Nikopol": 3},
    ),
    (
        "Four men beheaded in Mozambique",
        "PEMBA - Insurgents beheaded four men near Ancuabe on Tuesday, relatives told reporters in Pemba.",
        "He went with three others, said the wife of one of the dead.",
        "In Quissanga, the same fighters had killed three policemen on Wednesday of last week.",
        {"Ancuabe": 4},
    ),
]


def _killed(found: tuple[Incident, ...]) -> dict[str, int | None]:
    return {
        one.place.name: toll.best
        for one in found
        if one.type in VIOLENT and one.place and (toll := one.abducted or one.killed)
    }


@pytest.mark.parametrize(
    ("title", "lead", "first", "second", "expected"), SUMS + OWN, ids=[row[0] for row in SUMS + OWN]
)
def test_each_act_has_its_own_number(
    extractor: Extractor, title: str, lead: str, first: str, second: str, expected: dict[str, int]
) -> None:
    language = "uk" if title.startswith("Вісім") else "en"
    found = extractor.extract(draft_of("\n\n".join([lead, first, second]), language, title))
    assert _killed(found).items() >= expected.items()


def test_talks_of_april_do_not_date_the_bomb_told_before_them(extractor: Extractor) -> None:
    text = [
        "BOGOTÁ - Three officers were killed on Wednesday when rebels ambushed them near Corinto, police said.",
        "In Arauca, a car bomb exploded outside an army base in Saravena. Eleven soldiers were injured.",
        "The government broke off talks with the rebels in April.",
    ]
    found = extractor.extract(draft_of("\n\n".join(text), "en", "Ambush in Cauca, car bomb in Arauca"))
    told = {one.place.name: one.status for one in found if one.place}
    assert told == {"Corinto": "current", "Saravena": "current"}


def test_the_month_beside_an_act_dates_it(extractor: Extractor) -> None:
    text = [
        "KADUNA - Gunmen killed a guard in Kaduna on Tuesday, police said.",
        "In Sokoto, bandits abducted nine farmers. They were seized in March, relatives said.",
    ]
    found = extractor.extract(draft_of("\n\n".join(text), "en", "Separate attacks in Nigeria"))
    told = {one.place.name: one.status for one in found if one.place}
    assert told == {"Kaduna": "current", "Sokoto": "earlier"}


def test_who_was_hurt_as_the_train_derailed_was_hurt_by_the_bomb(extractor: Extractor) -> None:
    text = [
        "SUKKUR - A bomb on the tracks at Sukkur on Tuesday hit the Jaffar Express, police said.",
        "The train derailed near Jacobabad. Eleven passengers were injured in the derailment.",
        "In Quetta, gunmen shot dead two soldiers.",
    ]
    title = "Bomb derails train at Sukkur; two soldiers shot dead in Quetta"
    found = extractor.extract(draft_of("\n\n".join(text), "en", title))
    assert {one.place.name: one.injured and one.injured.best for one in found if one.place} == {
        "Sukkur": 11,
        "Quetta": None,
    }


def test_other_numbers_of_a_headline_stay_where_one_adds_up(extractor: Extractor) -> None:
    text = [
        "MEXICO CITY - Gunmen struck twice on Tuesday, officials said.",
        "In Celaya, gunmen shot dead six people at a bar.",
        "In Salamanca, a car bomb killed three people at a wake.",
    ]
    title = "Nine killed, 30 wounded in Celaya and Salamanca attacks"
    found = extractor.extract(draft_of("\n\n".join(text), "en", title))
    assert [one.killed and one.killed.best for one in found] == [6, 3]
    assert found[0].injured is not None
    assert found[0].injured.best == 30


def test_the_day_of_an_act_in_another_town_is_not_that_of_the_report(extractor: Extractor) -> None:
    text = [
        "LYON - A man armed with a knife wounded three people at a tram stop in Lyon on Wednesday, police said.",
        "Two of the victims are in a serious condition. The suspect was arrested.",
        "The assault came a week after a man stabbed two students at a bus station in Marseille on 8 May.",
    ]
    title = "Knife attack in Lyon comes a week after assault in Marseille"
    found = extractor.extract(draft_of("\n\n".join(text), "en", title))
    days = {one.place.name: one.date and one.date.end.isoformat() for one in found if one.place}
    assert days == {"Lyon": "2024-05-15", "Marseille": "2024-05-08"}


def test_who_was_hurt_in_a_crash_elsewhere_is_not_hurt_in_the_shooting(extractor: Extractor) -> None:
    text = [
        "Police in three suburbs of Denver dealt with a violent night on Wednesday.",
        "AURORA - A man was shot and killed in a parking lot shortly before 10 p.m.",
        "LAKEWOOD - Two men were stabbed outside a bar at about 11:30 p.m.",
        "THORNTON - A woman crashed into a tree and was treated for minor injuries.",
    ]
    title = "Police blotter: shooting in Aurora, stabbing in Lakewood"
    found = extractor.extract(draft_of("\n\n".join(text), "en", title))
    assert found[0].place is not None
    assert (found[0].place.name, found[0].killed and found[0].killed.best) == ("Aurora", 1)
    assert not found[0].injured
