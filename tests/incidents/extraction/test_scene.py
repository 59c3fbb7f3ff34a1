"""Where a story happened: quarters belong to their town, and an outlet's town is no scene."""

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import PUBLISHED, draft_of, scenes
from tests.incidents.extraction.test_sentences import field_right

EXTRACTOR = Extractor(())


@pytest.mark.parametrize(
    ("title", "text", "town"),
    [
        ("", "CHICAGO (AP) — A boy was shot to death in the Austin neighborhood on Tuesday, police said.", "Chicago"),
        ("", "BALTIMORE — Three people were shot in the Upton neighborhood overnight.", "Baltimore"),
        ("", "KABUL (Reuters) — Gunmen shot dead two teachers in Jalalabad on Tuesday.", "Jalālābād"),
        ("", "NEW YORK — Three people were shot dead in Dallas on Tuesday night.", "Dallas"),
        ("Teen shot in car - WMC Action News 5 - Memphis, Tennessee",
         "A teenager was shot in Beebe, Arkansas, on Tuesday.", "Beebe"),
        ("Girl shot at range", "A Burley girl was shot by accident on Tuesday at the shooting range in Rupert, Idaho,"
         " deputies said. She was taken to a hospital in Twin Falls.", "Rupert"),
        ("Two shot in Euclid", "CLEVELAND, Ohio -- Two men were shot outside a store in Euclid on Tuesday night. Euclid"
         " police said both were taken to a hospital in Cleveland. A Cleveland man was arrested.", "Euclid"),
        ("", "Two men were shot on Monday night, police said.\n\nAdvertisement\n\nOttumwa police found them in a car on"
         " Church Street.", "Ottumwa"),
        ("", "Police in Peoria, Illinois, are looking for the man who shot a driver on Monday night. The driver, from"
         " Pekin, died in Springfield.", "Peoria"),
    ],
)  # fmt: skip
def test_the_scene_is_the_town(title: str, text: str, town: str) -> None:
    draft = draft_of(text, "en", title)
    found = EXTRACTOR.extract(draft)
    assert [incident.place.name for incident in found if incident.place] == [town]


@pytest.mark.parametrize("quarter", ["Austin", "Belmont Central", "Bush"])
def test_a_quarter_of_the_town_is_no_other_town_in_a_further_incident(quarter: str) -> None:
    text = (
        "A man was shot dead outside a bar in the Loop on Monday night, Chicago police said.\n\n"
        "Nobody has been arrested, and detectives asked for help.\n\nThe mayor called for calm.\n\n"
        f"About 11 p.m. Sunday, two women and a boy were shot in the {quarter} neighborhood, said Officer Lee."
    )
    found = EXTRACTOR.extract(draft_of(text))
    assert {one.place.name for one in found if one.place} == {"Chicago"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Самолёт, летевший из Аммана в Каир, захвачен в Никосии двумя мужчинами.", ["Nicosia"]),
        ("Мэр города Уруапан в мексиканском штате Мичоакан застрелен во вторник.", ["Uruapan"]),
        ("В Одессе подожгли машину военного, а в Николаеве ограбили ломбард.", ["Odesa", "Mykolayiv"]),
        ("В Лионе застрелен адвокат, а в Марселе зарезан полицейский.", ["Lyon", "Marseille"]),
        (
            "Самолёты обстреляли склад в пригороде Хомса. Центр мониторинга (Лондон) сообщил: убиты пятеро.",
            ["Homs"],
        ),
        (
            "Обстрелян базар в Кундузе. Как сказал аналитик Вали Саид (Прага), убиты трое торговцев.",
            ["Kunduz"],
        ),
    ],
)
def test_the_scene_in_russian_is_where_the_act_was_done(text: str, places: list[str]) -> None:
    draft = draft_of(text, "ru")
    assert sorted(one.place.name for one in EXTRACTOR.extract(draft) if one.place) == sorted(places)


def test_of_reports_that_name_several_places_five_of_six_are_put_where_they_happened() -> None:
    told = [(row, EXTRACTOR.extract(row.draft)) for row in scenes()]
    wrong = [
        row.text for row, found in told if not (found and field_right(found[0], "place", row.fields["place"]))
    ]
    assert len(wrong) * 6 <= len(told), "\n".join(wrong)


@pytest.mark.parametrize(
    ("title", "country"),
    [
        ("Turkey kills nine fighters in drone strike in northern Iraq", "IQ"),
        ("Israel kills Hezbollah commander in Beirut strike", "LB"),
        ("Costa Rican authorities investigate the killing of a US citizen in a robbery", "CR"),
        ("Two US soldiers killed by drone in Jordan", "JO"),
    ],
)
def test_a_country_that_acts_or_whose_people_are_hit_abroad_is_not_the_scene(
    title: str, country: str
) -> None:
    (told, *_) = EXTRACTOR.extract(
        Draft("https://news.example/1", title, "", PUBLISHED, "en", "news.example")
    )
    assert (told.place and told.place.country) == country


def test_an_act_in_a_quarter_is_told_of_the_city_at_the_quarter() -> None:
    text = "Two people were shot dead in Rogers Park on Tuesday night, police said."
    (incident,) = Extractor(()).extract(Draft("https://news.example/1", "", text, PUBLISHED, "en"))
    assert incident.place and (incident.place.name, round(incident.place.lat, 2)) == ("Chicago", 42.01)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen attacked the village of Ombolo in Burkina Faso on Sunday, killing 15. Nine of the wounded were taken to a"
         " hospital in Djibo.", "Burkina Faso"),
        ("Gunmen attacked the village of Ombolo near Djibo on Sunday, killing 15. Nine of the wounded were taken to a"
         " hospital in Djibo.", "Djibo"),
        ("Gunmen attacked a market in Burkina Faso on Sunday, killing 15. Nine of the wounded are in a hospital in Djibo."
         " Djibo has seen four such attacks.", "Djibo"),
        ("Gunmen killed 15 people on Sunday at a hospital in Djibo, Burkina Faso.", "Djibo"),
    ],
)  # fmt: skip
def test_the_town_of_the_hospital_is_no_village_that_nobody_knows(text: str, place: str) -> None:
    found = EXTRACTOR.extract(draft_of(text))[0]
    assert found.place is not None and found.place.name == place
