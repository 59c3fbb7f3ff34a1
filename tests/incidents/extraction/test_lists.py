"""Lists of places: round-ups, logs and digests whose paragraphs are headed by a town each."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from incidents.extraction import Extractor
from incidents.incident import Incident
from tests.incidents.extraction.tables import draft_of, is_news


def violent(
    extractor: Extractor, *paragraphs: str, title: str = "", language: str = "en"
) -> Sequence[Incident]:
    draft = draft_of("\n\n".join(paragraphs), language, title)
    return [one for one in extractor.extract(draft) if is_news(one)]


def towns(found: Sequence[Incident]) -> set[str | None]:
    return {one.place.name if one.place else None for one in found}


LISTS = [
    (
        "en",
        "Afghanistan: the week in brief",
        (
            "Our reporters in the provinces sent this on Wednesday.",
            "Herat. Gunmen shot dead a tribal elder outside his home.",
            "Kunduz. A bomb exploded near a market, killing three people.",
            "Ghazni. Two policemen were stabbed to death at a checkpoint.",
        ),
        {"Herāt", "Kunduz", "Ghazni"},
    ),
    (  # the headings are lines of their own
        "en",
        "Nigeria: security digest",
        (
            "Three states reported attacks this week.",
            "Katsina\nGunmen killed five farmers on Tuesday, police said.",
            "Jos\nA bomb exploded at a bus station on Monday, killing two people.",
            "Maiduguri\nMilitants shot dead a teacher on Wednesday, residents said.",
        ),
        {"Katsina", "Jos", "Maiduguri"},
    ),
    (
        "en",
        "Pakistan round-up",
        (
            "Police in three districts were busy on Wednesday.",
            "QUETTA: Gunmen opened fire on a shop and killed its owner.",
            "SUKKUR: A man was stabbed to death in the bazaar.",
            "MULTAN: A grenade was thrown at a house, wounding four people.",
        ),
        {"Quetta", "Sukkur", "Multan"},
    ),
    (
        "en",
        "War log, Wednesday",
        (
            "Times are local.",
            "04:20, Kherson. Artillery shelled a market and killed two women.",
            "09:05, Nikopol. A drone struck a bus, wounding six passengers.",
            "13:40, Sumy. Two missiles hit a school, killing a guard.",
        ),
        {"Kherson", "Nikopol", "Sumy"},
    ),
    (
        "ru",
        "Сводка за 15 мая",
        (
            "Губернатор рассказал о прошедших сутках.",
            "🔸 Шебекино. Дрон атаковал автобус, ранены трое пассажиров.",
            "🔸 Валуйки. Обстреляли рынок, погибла женщина.",
            "🔸 Грайворон. Беспилотник ударил по дому, ранен мужчина.",
        ),
        {"Shebekino", "Valuyki", "Grayvoron"},
    ),
    (
        "uk",
        "Ранкове зведення",
        (
            "Ось що сталося за добу.",
            "Нікополь — ворог обстріляв ринок із артилерії, загинув сторож.",
            "Марганець — дрон влучив в автобус, поранено двох пасажирів.",
            "Павлоград — ракета влучила в завод, загинули двоє робітників.",
        ),
        {"Nikopol", "Marhanets", "Pavlohrad"},
    ),
]


@pytest.mark.parametrize(("language", "title", "paragraphs", "expected"), LISTS)
def test_each_section_of_a_list_of_places_tells_an_incident_of_its_own(
    extractor: Extractor, language: str, title: str, paragraphs: tuple[str, ...], expected: set[str]
) -> None:
    found = violent(extractor, *paragraphs, title=title, language=language)
    assert len(found) == len(expected)
    assert len(towns(found) & expected) >= len(expected) - 1, towns(found)


def test_a_section_without_an_act_takes_nothing_to_the_one_before(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "What our reporters saw on Wednesday.",
        "Herat. Gunmen shot dead a tribal elder outside his home.",
        "Kabul. The market reopened; 40 people had been treated in hospital for heatstroke.",
        "Ghazni. A bomb exploded near a school, killing three people.",
    )
    assert {(one.killed.best, one.injured and one.injured.best) for one in found if one.killed} == {
        (1, None),
        (3, None),
    }


def test_questions_and_hours_of_one_attack_are_no_list_of_places(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "A gunman opened fire in a shopping centre in Leeds on Wednesday, killing three people.",
        "What happened? The man shot three people near the entrance at noon.",
        "12:10. Police arrive and the gunman opens fire again.",
        "12:25. The gunman is shot dead by officers.",
        "Who was he? The attacker, 34, came from Leeds.",
        title="Leeds shooting: what we know",
    )
    assert len(found) == 1


def test_two_towns_that_open_paragraphs_are_two_scenes_though_they_lie_near(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Celaya and Salamanca saw more violence at the weekend, prosecutors said.",
        "In Celaya, gunmen shot dead six people at a car wash on Saturday.",
        "In Salamanca, a family of four was shot dead in its house on Sunday.",
    )
    assert towns(found) == {"Celaya", "Salamanca"}


def test_a_suburb_next_to_the_town_goes_on_with_its_story(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "A bomb exploded at a market in Karachi on Tuesday, killing four people.",
        "In Malir, where the bomb exploded, shops stayed shut on Wednesday.",
    )
    assert len(found) == 1


def test_what_stands_below_a_heading_plays_there_and_not_in_the_headline_s_town(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "Two incidents shook Libya on Tuesday.",
        "Zawiya, in the west. Two brigades fought in the streets with machine guns, and four people were killed.",
        "Derna, in the east. Armed men kidnapped a lawyer outside her office.",
        title="Lawyer kidnapped in Derna; brigades fight at the other end of Libya",
    )
    assert {(one.type, one.place and one.place.name) for one in found} == {
        ("clash", "Zawiya"),
        ("kidnapping", "Darnah"),
    }


def test_the_entries_of_a_list_are_news_with_and_without_a_day(extractor: Extractor) -> None:
    for _, title, paragraphs, wanted in [one for one in LISTS if one[0] == "en"]:
        found = violent(extractor, *paragraphs, title=title)
        assert {one.place and one.place.name for one in found if one.status == "current"} == wanted


def test_another_act_is_news_and_one_of_last_week_is_earlier(extractor: Extractor) -> None:
    lead = "Gunmen killed three people at a bus stop in Herat on Wednesday, police said."
    between = "The governor visited the wounded and promised better protection of the roads."
    for other, status in (
        ("Another bomb exploded near a school in Kunduz and killed two teachers.", "current"),
        ("Last Tuesday a bomb exploded near a school in Kunduz and killed two teachers.", "earlier"),
    ):
        found = violent(extractor, lead, between, between, other)
        assert {(one.place and one.place.name, one.status) for one in found} == {
            ("Herāt", "current"),
            ("Kunduz", status),
        }


def test_the_town_of_an_entry_is_not_taken_for_a_quarter_of_the_dateline(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "WACO, Texas — Deputies of McLennan County were kept busy on Wednesday.",
        "Robinson. A man was shot dead outside a grocery store.",
        "Hewitt. A woman stabbed her brother in the arm.",
        "Mexia. A clerk was robbed at gunpoint; a bullet hit him in the leg.",
        title="The county's Wednesday",
    )
    assert towns(found) == {"Robinson", "Hewitt", "Mexia"}


def test_the_next_town_is_another_place_for_an_act_told_apart(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "A shopkeeper was shot dead in Montego Bay on Wednesday morning, police said.",
        "At 2 p.m. in Savanna-la-Mar, a fisherman was hacked to death with a machete after a quarrel.",
        title="Two killed in the west",
    )
    assert towns(found) == {"Montego Bay", "Savanna-la-Mar"}


def test_a_paragraph_that_opens_with_about_the_hour_is_no_footer(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "A bomb exploded at a market in Kandahar on Wednesday, killing four people.",
        "Five others were wounded, a doctor said.",
        "About the same hour, gunmen shot dead a judge in Herat.",
        title="Market bombed in Kandahar",
    )
    assert towns(found) == {"Kandahār", "Herāt"}


def test_a_dateline_may_be_of_two_towns(extractor: Extractor) -> None:
    found = violent(
        extractor,
        "KANDAHAR/ISLAMABAD, May 16 - Three policemen were killed when a bomb exploded in Kandahar on Wednesday.",
        "Gunmen shot dead a tribal elder in Herat on Tuesday, officials said.",
        title="Four killed in two attacks",
    )
    assert towns(found) == {"Kandahār", "Herāt"}
