"""Which acts of an article are one incident, which are several, and which are none or of another kind."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from incidents.extraction import Extractor
from incidents.incident import VIOLENT, Incident, Toll
from tests.incidents.extraction.tables import draft_of


def violent(extractor: Extractor, *paragraphs: str, title: str = "") -> Sequence[Incident]:
    text = "\n\n".join(paragraphs)
    draft = draft_of(text, "en", title)
    return [one for one in extractor.extract(draft) if one.type in VIOLENT]


def test_people_of_other_names_were_murdered_one_by_one(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Gunmen assassinated Senator Ramiro Castellar in Bogota, Colombia, on Tuesday, police said.",
        "The assassination of journalist Teodoro Quinterez by hired killers on the same day in Bogota was"
        " condemned by the government.",
    )
    assert len(found) == 2


def test_somebody_who_is_named_again_was_murdered_once(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Gunmen assassinated Senator Ramiro Castellar in Bogota, Colombia, on Tuesday, police said.",
        "The murder of Castellar was condemned by the government.",
    )
    assert len(found) == 1


def test_another_bomb_at_something_else_in_the_same_town_is_told_apart(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "A bomb exploded at a bank in Lima, Peru, on Tuesday, wounding two guards, police said.",
        "Another bomb exploded at a school in Lima on Tuesday, police said.",
    )
    assert [one.type for one in found] == ["bombing", "bombing"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Celaya, Mexico, was shot dead outside his home on Tuesday, police said.",
        "Two men on a motorcycle shot dead a prosecutor in Celaya, Mexico, on Tuesday, police said.",
    ],
)
def test_who_is_shot_as_the_holder_of_an_office_is_assassinated(extractor: Extractor, text: str) -> None:
    assert violent(extractor, text)[0].type == "assassination"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Celaya, Mexico, said two men were shot dead in a bar on Tuesday.",
        "The mayor's son was shot dead in Celaya, Mexico, on Tuesday, police said.",
        "Two men were shot dead when gunmen fired at them in Celaya, Mexico, on Tuesday, the prosecutor said.",
    ],
)
def test_an_office_that_was_not_the_target_makes_no_assassination(extractor: Extractor, text: str) -> None:
    assert violent(extractor, text)[0].type == "shooting"


@pytest.mark.parametrize(
    "text",
    [
        "Five people were killed when leaking gas exploded in a kitchen in Peshawar on Tuesday.",
        "A lorry whose brakes failed ploughed into a shop in Nagpur on Tuesday, killing two customers.",
        "An attack on El Fasher could kill thousands of people, the envoy told the council on Tuesday.",
    ],
)
def test_a_mishap_or_a_fear_is_no_attack(extractor: Extractor, text: str) -> None:
    assert not violent(extractor, text)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("The ELN said on Tuesday that it had blown up a pipeline in Saravena, Colombia.", "claimed"),
        ("A mine killed two soldiers in Saravena, Colombia, on Tuesday; the army blamed the ELN.", "blamed"),
    ],
)
def test_who_tells_an_act_as_his_own_claims_it(extractor: Extractor, text: str, basis: str) -> None:
    (said,) = violent(extractor, text)[0].attribution
    assert (said.group, said.basis) == ("National Liberation Army (Colombia)", basis)


def test_the_rebels_are_the_only_group_that_is_named(extractor: Extractor) -> None:
    rebels = "The rebels ambushed a patrol near Saravena, Colombia, on Tuesday, killing two policemen."
    ended = "Talks with the ELN ended last week."
    (said,) = violent(extractor, rebels, ended)[0].attribution
    assert said.group == "National Liberation Army (Colombia)"
    assert not violent(extractor, rebels, ended, "No group has claimed the attack.")[0].attribution


def test_an_outlet_s_message_about_the_attacker_is_a_claim(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "A suicide bomber killed six people outside an office in Kabul on Monday, police said.",
        "In a message carried by Amaq, Islamic State's outlet, the group said the bomber had waited at the"
        " door.",
    )
    assert [(one.basis, one.via) for one in found[0].attribution] == [("claimed", "Amaq")]


def test_acts_of_other_towns_are_told_apart_where_each_paragraph_has_its_own(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Attacks killed nine people in two towns of northern Nigeria this week, officials said.",
        "The deadliest was at Maiduguri on Tuesday. Gunmen shot dead six traders in the market.",
        "Then came Kano. On Wednesday, three students were killed when a bomb exploded at a bus park.",
    )
    shown = [(one.place and one.place.name, one.killed and one.killed.best) for one in found]
    assert shown == [("Maiduguri", 6), ("Kano", 3)]


def test_items_of_a_list_are_told_apart_by_the_places_that_head_them(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "The police gave an account of the night.",
        "- Tulsa. Two men were shot dead outside a bar at about 10 p.m. on Tuesday.",
        "- Wichita. A woman was shot dead in her car at 1 a.m. on Wednesday.",
    )
    assert [one.place and one.place.name for one in found] == ["Tulsa", "Wichita"]


def test_an_act_that_is_told_again_stays_one(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "A gunman shot dead two men outside a bar in Tulsa on Tuesday night, police said.",
        "Officers were called at about 10 p.m. to reports of a shooting. They found two men who had been shot.",
        "The suspect was later arrested in Wichita. The shooting was the second in the street this year.",
    )
    assert len(found) == 1


def test_what_the_headline_announces_is_what_the_text_tells(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "A man was shot dead at a gas station in Houston on Tuesday night, police said.",
        "In Dallas, a teenager was shot and wounded on a porch on Wednesday morning, police said.",
        title="Man killed at Houston gas station; Dallas teen shot on porch",
    )
    assert len(found) == 2


def test_a_paragraph_that_says_that_another_act_follows_tells_one_of_its_own(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Two men were shot dead outside a bar in Khayelitsha on Tuesday night, police in Cape Town said.",
        "Witnesses saw three men run to a white car.",
        "In the second case, two hours later, a taxi driver was stabbed to death near the station. He was 44.",
        title="Three killed in two attacks on the Cape Flats",
    )
    assert len(found) == 2


def test_where_its_paragraph_plays_tells_a_story_from_the_next(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "The deadliest of them hit Kunduz, in the north, on Wednesday afternoon. A parked car exploded outside a"
        " restaurant, killing five people.",
        "Gunmen fired on a police checkpoint at the edge of Herat. Two officers died.",
        title="Attacks kill seven in two Afghan towns",
    )
    assert {one.place.name if one.place else None for one in found} == {"Kunduz", "Herāt"}


def test_what_an_article_of_several_acts_tells_of_the_days_before_is_news(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Gunmen shot dead three farmers in Maiduguri on Wednesday, police said.",
        "In Jos, a bomb killed two traders at a market on Sunday. Police saw no link between the two attacks.",
        title="Three farmers shot dead in Maiduguri, two traders killed in Jos",
    )
    assert [one.status for one in found] == ["current", "current"]


def test_a_headline_that_only_counts_the_dead_is_no_incident_beside_those_of_the_text(
    extractor: Extractor,
) -> None:
    found = violent(
        extractor,
        "Gunmen shot dead three herders at Kapedo on Tuesday, police in Kenya said.",
        "In Mandera, two quarry workers died on Wednesday when a grenade was thrown into their house.",
        title="Bandits kill five as Lamu and Mandera count own losses",
    )
    assert [one.type for one in found] == ["shooting", "bombing"]


def test_the_raid_is_the_act_just_told(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Four masked men splashed petrol in a shop in Pattani and burned it to the ground. There were no"
        " casualties. The raid took place at about 9pm on Wednesday.",
        title="Shop torched in Pattani",
    )
    assert [one.type for one in found] == ["arson"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A businessman was kidnapped and killed in Quetta on Sunday."),
        ("en", "Two men robbed and stabbed a shopkeeper in Leeds on Monday."),
        ("ru", "В Туле в воскресенье ограбили ювелирный магазин и ранили ножом продавца."),
        ("ru", "В Перми в понедельник похитили и убили предпринимателя."),
        ("uk", "У Луцьку в неділю викрали і вбили підприємця."),
    ],
)
def test_two_deeds_of_one_day_in_one_town_are_no_talk_of_violence(
    extractor: Extractor, language: str, text: str
) -> None:
    assert len(extractor.extract(draft_of(text, language=language))) == 1


def test_kinds_of_violence_in_a_row_are_talk(extractor: Extractor) -> None:
    assert extractor.extract(draft_of("Police in Leeds fear a rise in robbery and murder.")) == ()


def test_a_hospital_that_bears_a_town_s_name_is_no_setting_of_what_follows(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Nine people have now died of a spray of bullets in a bar in Gqeberha. A woman succumbed on Wednesday at"
        " Livingstone Hospital. On Saturday night two men with rifles walked in and fired at the floor.",
    )
    assert [one.place and one.place.name for one in found] == ["Gqeberha"]


def test_separate_shootings_of_one_city_are_told_one_by_one_and_not_as_a_sum(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Duluth police are investigating two homicides that happened less than 24 hours apart, and they say the"
        " cases are not connected.",
        "The first was reported about 11:40 p.m. Monday in the parking lot of a tavern on Grand Avenue. Officers"
        " found Marcus Dell, 31, with several gunshot wounds. He was pronounced dead at the scene.",
        "On Tuesday evening, officers were called to an apartment on East Sixth Street, where a 44-year-old man"
        " had been stabbed in the neck. He died at a hospital.",
        title="Two killed in separate shootings in Duluth",
    )
    told = [
        (one.type, one.place and one.place.name, one.date and one.date.start.day, one.killed) for one in found
    ]
    assert told == [
        ("shooting", "Duluth", 13, Toll.exactly(1)),
        ("stabbing", "Duluth", 14, Toll.exactly(1)),
    ]


def test_two_persons_of_two_streets_and_hours_were_not_shot_in_one_act(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Three people were shot in three separate incidents in Saginaw on Tuesday, and one of them has died.",
        "Tyrell Banks, 22, was shot about 2:15 p.m. at a gas station on Janes Avenue. He died an hour later.",
        "At 5:50 p.m., a 16-year-old boy was hit in the leg by a bullet on Sheridan Avenue.",
        "The last call came at 8:10 p.m. A 37-year-old woman was shot in the hand on the porch of a home.",
    )
    assert len(found) == 3


def test_what_gunmen_did_earlier_in_the_day_is_another_act(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "A bomb went off at the gate of a police station in Maiduguri on Wednesday night, killing three officers.",
        "Earlier in the day, gunmen on a tricycle had killed Councillor Bukar Modu as he returned from prayer.",
        title="Police station in Maiduguri bombed hours after councillor gunned down",
    )
    assert [one.killed for one in found] == [Toll.exactly(3), Toll.exactly(1)]


def test_separate_blasts_at_one_market_are_one_attack(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Two separate explosions hit a crowded market in Kabul on Tuesday, killing 20 people, officials said.",
        "Most of the dead were shoppers. The wounded were taken to three hospitals.",
    )
    assert [one.killed for one in found] == [Toll.exactly(20)]


@pytest.mark.parametrize(
    "text",
    [
        "At least 14 pupils were injured on Tuesday when strong winds blew off the roof of a school in Machakos.",
        "Two shoppers were hurt in Leeds on Tuesday when a shop front was blown in by gale-force winds.",
        "A silver Volkswagen, which had been taken from a driveway in Ennis on Sunday, was found on Tuesday.",
        "A van had been taken from a garage in Athlone on Monday, police said.",
    ],
)
def test_wind_throws_no_bomb_and_a_car_is_not_kidnapped(extractor: Extractor, text: str) -> None:
    assert not violent(extractor, text)


def test_who_resisted_robbers_was_shot_in_the_robbery(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Armed men blocked the Owo-Ikare road in Nigeria on Sunday morning and robbed about 18 traders of cash and"
        " phones. One trader who resisted was shot in the leg.",
    )
    assert [(one.type, one.injured) for one in found] == [("robbery", Toll.exactly(1))]


def test_a_separate_stabbing_is_not_the_robbery_told_before(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Armed men held up a bank in Leeds on Tuesday and took £3,000.",
        "In a separate incident, a man was stabbed in Bradford on Tuesday.",
    )
    assert [one.type for one in found] == ["robbery", "stabbing"]


def test_fans_stabbed_before_a_match_are_no_sport(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "BELGRADE - Three men were stabbed in a brawl between football fans near the Red Star stadium on Tuesday"
        " evening, Serbian police said.",
        "Red Star beat Partizan 2-1. Partizan's captain said his team had been robbed by the referee.",
        title="Three wounded as rival fans clash before Belgrade derby",
    )
    assert [(one.type, one.injured) for one in found] == [("stabbing", Toll.exactly(3))]


@pytest.mark.parametrize(
    "text",
    [
        "The Panthers stabbed the Raiders in the heart with a late try in Penrith on Saturday.",
        "The federation chief said the clubs stabbed the game in the back on Sunday in Lagos.",
        "Police beat Army 3-1 in Kampala on Tuesday. Striker Musa shot twice and killed the game.",
    ],
)
def test_what_is_stabbed_in_sport_bleeds_not(extractor: Extractor, text: str) -> None:
    assert not violent(extractor, text)
