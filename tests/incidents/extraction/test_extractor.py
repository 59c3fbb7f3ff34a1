"""The extractor holds for any text: it never raises, repeats itself exactly, and points only at words that are there."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.article import Draft
from incidents.extraction import Extractor, known_languages, quotes
from incidents.gazetteer import Gazetteer, Mention
from incidents.incident import Type
from incidents.watch import Group
from tests.incidents.extraction.tables import draft_of

GROUPS = (
    Group(
        "Islamic State",
        aliases=("ISIS", "Islamic State group", "ИГИЛ", "Исламское государство"),
        weak=("IS",),
        media=("Amaq",),
        parts={"Khorasan Province": ("ISIS-K",)},
    ),
    Group("Hayat Tahrir al-Sham", aliases=("HTS",)),
)
WORDS = st.sampled_from(
    "bomb killed three people in Kabul on Monday . \n\n police said Islamic State claimed the attack , not 3 ( )"
    " взрыв в Москве погибли двое ИГИЛ взяла ответственность вибух у Києві , « » — ! 2015 года 224 '".split(
        " "
    )
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(GROUPS)


def draft(text: str, title: str = "", language: str | None = "en") -> Draft:
    return draft_of(text, language, title)


def main_status(extractor: Extractor, title: str, text: str) -> str:
    """The status of the main incident of a report in English or Russian."""
    return extractor.extract(draft(text, title, "en" if text.isascii() else "ru"))[0].status


@given(
    st.lists(WORDS, max_size=120).map(" ".join),
    st.text(max_size=40),
    st.sampled_from(["en", "ru", "uk", None]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_and_every_evidence_lies_inside_it(
    extractor: Extractor, text: str, title: str, language: str | None
) -> None:
    article = draft(text, title, language)
    for incident in extractor.extract(article):
        assert 0 <= incident.confidence <= 1
        for evidence in incident.evidence:
            whole = article.title if evidence.where == "title" else article.text
            assert 0 <= evidence.start < evidence.end <= len(whole)
        for quote in quotes(article, incident):
            assert len(quote.text) <= 400


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_characters_whatever_break_it(extractor: Extractor, text: str) -> None:
    assert isinstance(extractor.extract(draft(text, text[:50])), tuple)


REPORT = (
    "KABUL (News) - A bomb killed three people in Kabul on Monday, police said. The Islamic State claimed the attack.\n\n"
    "A day earlier, gunmen shot dead two teachers in Jalalabad."
)


def test_a_copy_sent_to_another_process_finds_the_same(extractor: Extractor) -> None:
    there = pickle.loads(pickle.dumps(extractor))
    assert there.extract(draft(REPORT)) == extractor.extract(draft(REPORT))


def test_what_was_read_before_changes_nothing(extractor: Extractor) -> None:
    first = Extractor(GROUPS).extract(draft(REPORT))
    extractor.extract(draft("Ten people were stabbed in Paris on Tuesday."))
    assert extractor.extract(draft(REPORT)) == first


def test_two_attacks_in_two_towns_are_two_incidents(extractor: Extractor) -> None:
    found = extractor.extract(draft(REPORT))
    assert [(i.type, i.place and i.place.name) for i in found] == [
        (Type.BOMBING, "Kabul"),
        (Type.SHOOTING, "Jalālābād"),
    ]
    assert [a.group for a in found[0].attribution] == ["Islamic State"]
    assert found[1].attribution == ()


def test_a_group_inside_another_word_is_not_named(extractor: Extractor) -> None:
    text = "A bomb killed two people in Kabul on Monday. The ambassador said that rights, flights and insights matter."
    assert extractor.extract(draft(text))[0].attribution == ()


def test_is_in_a_headline_of_capitals_is_the_verb(extractor: Extractor) -> None:
    found = extractor.extract(
        draft("A BOMB KILLED TWO PEOPLE IN KABUL ON MONDAY. IT IS UNKNOWN WHO ATTACKED THE SHOP.")
    )
    assert found and found[0].attribution == ()


def test_a_part_is_told_beside_its_group(extractor: Extractor) -> None:
    found = extractor.extract(
        draft("ISIS-K claimed responsibility for a bombing in Kabul that killed six people on Monday.")
    )
    assert [(a.group, a.part, a.basis) for a in found[0].attribution] == [
        ("Islamic State", "Khorasan Province", "claimed")
    ]


def test_nobody_claiming_is_no_claim(extractor: Extractor) -> None:
    text = "Six people were killed in a bombing in Kabul on Monday. No group has claimed responsibility."
    assert extractor.extract(draft(text))[0].attribution == ()


@pytest.mark.parametrize(
    ("text", "language", "groups"),
    [
        ("Торговца похитили в Гаване в среду члены банды Койот.", "ru", ["Койот"]),
        ("Торговця викрали в Ужгороді заради викупу. У середу його звільнили бійці КОРДу.", "uk", []),
    ],
)
def test_a_group_that_no_list_knows_may_be_the_last_word(
    extractor: Extractor, text: str, language: str, groups: list[str]
) -> None:
    found = extractor.extract(draft(text, language=language))
    assert [said.group for one in found for said in one.attribution] == groups


def test_where_no_word_of_an_act_stands_nothing_else_is_looked_for() -> None:
    class Closed(Gazetteer):
        def find(self, text: str, language: str | None = None) -> list[Mention]:
            raise AssertionError("looked for places")

    extractor = Extractor(GROUPS, gazetteer=Closed(Gazetteer.open().folder))
    calm = "The council of Denver will widen two roads next year. The works cost nine million."
    assert extractor.find(draft(calm)) == ()
    with pytest.raises(AssertionError, match="looked for places"):
        extractor.find(draft(f"{calm} Two men were shot dead in Denver on Monday."))


def test_a_language_that_is_not_expected_gives_nothing() -> None:
    assert Extractor(GROUPS, languages=("ru",)).extract(draft(REPORT)) == ()


def test_the_languages_are_those_with_a_file() -> None:
    assert {"en", "ru", "uk"} <= set(known_languages())


def test_a_current_attack_that_recalls_an_old_one_is_current_once(extractor: Extractor) -> None:
    text = (
        "Two people were killed when a bomb exploded in Istanbul on Wednesday, officials said.\n\n"
        "In October 2015, more than 100 people were killed in a bombing in Ankara."
    )
    found = extractor.extract(draft(text))
    assert [(i.status, i.place and i.place.name) for i in found] == [
        ("current", "Istanbul"),
        ("background", "Ankara"),
    ]
    assert found[1].date is not None and found[1].date.precision == "month"


def test_an_undated_attack_gets_no_date(extractor: Extractor) -> None:
    found = extractor.extract(
        draft("A bomb exploded in a market in Baghdad, killing five people, police said.")
    )
    assert found[0].date is None


@pytest.mark.parametrize(
    ("title", "text", "status"),
    [
        (
            "Man sentenced to 20 years for stabbing at bus station",
            "BRISTOL - A man who stabbed two passengers was sentenced on Tuesday, the court said.",
            "background",
        ),
        (
            "Gunmen attack court in Quetta after militant is sentenced",
            "QUETTA - Gunmen shot dead three people at a court on Tuesday, police said.",
            "current",
        ),
        (
            "Мужчину приговорили к 12 годам за убийство в Самаре",
            "В Самаре во вторник суд признал виновным мужчину, застрелившего соседа.",
            "background",
        ),
    ],
)
def test_a_judgement_is_no_news_of_the_act(extractor: Extractor, title: str, text: str, status: str) -> None:
    assert main_status(extractor, title, text) == status


@pytest.mark.parametrize(
    ("title", "text", "status"),
    [
        (
            "One dead, four hurt in Dayton shooting",
            "Gunmen shot five people in Dayton on Friday night. The wounded were taken to Grant Memorial Hospital.",
            "current",
        ),
        (
            "Neighbours mourn teenager shot dead in Dayton",
            "A boy of 15 was shot dead in Dayton on Friday night. I remember him laughing, said the mother of a"
            " friend, who was shot beside him.",
            "current",
        ),
        (
            "Dayton marks fifth anniversary of bar shooting",
            "On Friday night Dayton remembered the nine people who were shot dead at a bar five years ago.",
            "background",
        ),
        (
            "Взрыв у памятника в Одессе: двое погибших",
            "В Одессе в пятницу у памятника морякам взорвалась бомба, погибли два человека.",
            "current",
        ),
    ],
)
def test_a_memorial_hospital_is_no_memory(extractor: Extractor, title: str, text: str, status: str) -> None:
    assert main_status(extractor, title, text) == status


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Two people were shot dead in Dayton. Police blamed John Smith for the shooting.", []),
        ("Two people were shot dead in Dayton. Police claimed responsibility for the arrest.", []),
        ("Two people were shot dead in Dayton. Police blamed a feud for the shooting on Friday.", []),
        ('Two people were shot dead in Dayton. Relatives blamed the shooting on drugs. "No comment."', []),
        (
            "Gunmen shot dead two people in Mopti. The mayor blamed the attack on the Front for the Sun.",
            ["Front for the Sun"],
        ),
        (
            'Gunmen shot dead two people in Mopti. The mayor blamed the attack on "Sons of the Sun".',
            ["Sons of the Sun"],
        ),
        ("A bomb killed two people in Mopti. The mayor blamed the KLNP for the attack.", ["KLNP"]),
    ],
)
def test_only_what_looks_like_a_group_is_blamed(extractor: Extractor, text: str, groups: list[str]) -> None:
    found = extractor.extract(draft(text))
    assert [said.group for one in found for said in one.attribution] == groups


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Gunmen opened fire on a police patrol in Quetta on Friday.", ("police patrol",)),
        ("Two police officers were shot in Dayton on Friday.", ("police officers",)),
        ("A boy was shot in Dayton on Friday. Dayton police are investigating the shooting.", ("boy",)),
        ("A boy was shot in Dayton on Friday as officers arrived.", ("boy",)),
        ("A shooting that sent four people to the hospital is under investigation in Dayton.", ()),
        ("A bomb exploded at a market in Quetta on Friday, killing five people.", ("market",)),
        ("A bomb exploded at the Blue Lantern Market in Quetta on Friday.", ("Blue Lantern Market",)),
        ("A boy was shot in Highland Park, Michigan, on Friday.", ("boy",)),
        ("Four farmers were shot dead near Kaduna on Friday.", ("farmers",)),
        ("Gunmen killed two truck drivers in Kaduna on Friday.", ("truck drivers",)),
        ("A bomb exploded in a tea shop in Quetta on Friday, killing five people.", ("tea shop",)),
        ("A boy was shot on Alton Park Boulevard in Dayton on Friday.", ("boy",)),
        ("A boy was shot in Dayton on Friday when a white car pulled up and somebody fired.", ("boy",)),
        ("A boy was shot in Dayton on Friday from a passing car.", ("boy",)),
        ("A boy was shot in Dayton on Friday as he was walking home.", ("boy",)),
        ("A boy was shot in the West Hill neighborhood of Dayton on Friday.", ("boy",)),
        ("A man shot his stepson in Dayton on Friday.", ("stepson",)),
        ("A man rammed a car into a crowd in Bremen on Friday, killing two people.", ("crowd",)),
        ("A bomb killed a ranger and wounded four pupils in Narathiwat on Friday.", ("ranger", "pupils")),
        (
            "A bomb hit a shop in Mopti on Friday. The bomb went off outside the tea shop at noon.",
            ("tea shop",),
        ),
        ("Two men were shot in a parked car in Dayton on Friday.", ("car", "men")),
        ("Two people were shot in Dayton on Friday. The victims were taken to a hospital.", ()),
        ("A mine killed four girls near Hays on Friday.", ("girls",)),
        ("A van was driven at worshippers outside a mosque in Bremen on Friday.", ("mosque", "worshippers")),
        ("Two men on a motorcycle shot dead a shopkeeper in Quetta on Friday.", ("shopkeeper",)),
    ],
)
def test_who_stands_around_is_no_target(extractor: Extractor, text: str, targets: tuple[str, ...]) -> None:
    assert extractor.extract(draft(text))[0].targets == targets


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        (
            "В пятницу в Тюмени налётчики ограбили сотрудников ювелирного салона.",
            ("ювелирного салона", "сотрудников"),
        ),
        ("В пятницу в Хасавюрте обстрелян пост полиции.", ("пост полиции",)),
        ("Школьник открыл стрельбу в гимназии Твери в пятницу, ранены двое.", ("гимназии",)),
        ("В пятницу в Мопти боевики убили крестьян.", ("крестьян",)),
        ("В пятницу в Твери расстреляли троих мужчин.", ("мужчин",)),
        ("При взрыве в Мосуле в пятницу погибли семь человек.", ()),
        ("В пятницу в Кветте двое на мотоцикле застрелили лавочника.", ("лавочника",)),
        ("У п'ятницю в Одесі двоє на мотоциклі застрелили підприємця.", ("підприємця",)),
    ],
)
def test_targets_are_told_in_declined_languages(
    extractor: Extractor, text: str, targets: tuple[str, ...]
) -> None:
    language = "uk" if "і" in text else "ru"
    found = extractor.extract(draft(text, language=language))[0]
    assert found.targets == targets


@pytest.mark.parametrize(
    ("text", "weapon"),
    [
        ("A lawyer was shot dead in Adana on Friday by four bullets. A pistol was found nearby.", "pistol"),
        ("Two men were wounded by gunfire in Dayton on Friday.", None),
        ("A man rammed a car into a crowd in Bremen on Friday, killing two people.", "car"),
        ("A pipe bomb exploded under a car in Strabane on Friday, wounding the driver.", "pipe bomb"),
        (
            "A man stabbed two passers-by in Bremen on Friday. He had a kitchen knife, police said.",
            "kitchen knife",
        ),
    ],
)
def test_the_weapon_is_a_thing_and_not_the_shot(extractor: Extractor, text: str, weapon: str | None) -> None:
    assert extractor.extract(draft(text))[0].weapon == weapon


def test_a_year_of_older_times_is_not_when_an_act_without_a_day_happened(extractor: Extractor) -> None:
    text = (
        "Gunmen killed four farmers in a village near Kaduna, the governor said.\n\n"
        "He has been in office since 2015, when he promised to end the violence."
    )
    assert extractor.extract(draft(text))[0].date is None


def test_a_sentence_that_ends_with_a_word_for_pictures_is_no_caption(extractor: Extractor) -> None:
    found = extractor.extract(
        draft("The attack in Mopti on Friday, in which six people died, was shown in a video.")
    )
    assert [number.best for one in found if (number := one.killed)] == [6]


def test_a_report_on_a_match_may_recall_a_murder_with_its_day_and_place() -> None:
    text = (
        "Матч чемпионата прервали на пятой минуте: болельщики гостей жгли файеры, тренер команды увёл игроков.\n\n"
        "Акция посвящена памяти фаната. Напомним, 6 декабря 2010 года в Пскове неизвестный выстрелил в него "
        "из травматического пистолета.\n\nКоманда выиграла со счётом 2:0 и вышла в финал турнира."
    )
    draft = draft_of(text, "ru", "Матч прерван")
    found = Extractor(()).extract(draft)
    assert [(one.type, one.place and one.place.name, one.status) for one in found] == [
        ("shooting", "Pskov", "background")
    ]


def test_what_is_told_only_in_words_of_long_past_times_is_background() -> None:
    text = "2 мая 2024 года открыт памятник участникам вооружённого восстания, погибшим в боях с большевиками в Москве."
    draft = Draft("https://news.example/1", "", text, None, "ru", "news.example")
    assert all(one.status == "background" for one in Extractor(()).extract(draft))


@pytest.mark.parametrize(
    ("text", "weapon"),
    [
        (
            "В Самаре в пятницу застрелили прохожего. Стреляли из автомата по прохожему, его убили.",
            "автомата",
        ),
        ("В Самаре в пятницу убили прохожего, дверь за убийцей автоматически закрылась.", None),
    ],
)
def test_what_happens_automatically_is_no_weapon(extractor: Extractor, text: str, weapon: str | None) -> None:
    assert extractor.extract(draft(text, language="ru"))[0].weapon == weapon


@pytest.mark.parametrize(
    "text",
    [
        "Писатель рассказал о книге «Убийство в Праге».",
        "Суд в Пскове арестовал мужчину за подготовку убийства бизнесмена.",
    ],
)
def test_titles_of_works_and_what_was_only_prepared_are_no_acts(text: str) -> None:
    draft = draft_of(text, "ru")
    assert not [one for one in Extractor(()).extract(draft) if one.type == Type.ARMED_ATTACK]
