"""Which places an article means: every mention resolved in view of the others."""

from typing import Any

import pytest

from incidents.extraction import Extractor
from incidents.extraction.places import Located, locate
from incidents.extraction.places.outlets import home
from incidents.gazetteer import Gazetteer
from tests.incidents.extraction.tables import draft_of

GAZETTEER = Gazetteer.open()


def places(
    text: str, language: str = "en", title: str = "", **more: Any
) -> list[tuple[str, str, str | None]]:
    """(the text's words, the place's name, its division's or country's code) of each mention."""
    texts = {"title": title, "text": text}
    return [
        (texts[one.where][one.start : one.end], one.place.name, one.place.admin1_code or one.place.country)
        for one in locate(title, text, language, GAZETTEER, **more)
    ]


def resolved(text: str, language: str = "en", **more: Any) -> dict[str, str | None]:
    """The code that each mention's words resolve to."""
    return {words: code for words, _, code in places(text, language, **more)}


def kinds(text: str, language: str = "en") -> dict[str, str]:
    return {text[one.start : one.end]: one.kind for one in locate("", text, language, GAZETTEER)}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("A boy was shot in Dallas, Paulding County deputies in Georgia said.", "Dallas", "US-GA"),
        ("Two men were shot at a house in Bell, said the sheriff of Gilchrist County.", "Bell", "US-FL"),
        (
            "DeKalb County police said that the man was held in Decatur and lived in Atlanta.",
            "DeKalb County",
            "US-GA",
        ),
        ("The man was shot in Cable. Champaign County, Ohio, has no police of its own.", "Cable", "US-OH"),
        ("McDowell County, West Virginia, mourns two miners who died in Iaeger.", "Iaeger", "US-WV"),
    ],
)
def test_what_lies_near_decides_for_a_small_town(text: str, words: str, code: str) -> None:
    assert resolved(text)[words] == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The fire in Cable on Tuesday was put out. Nobody was hurt, said the men from Canada.", "Cable"),
        ("He had been in Energy since 1990, and came from Brazil.", "Energy"),
        ("The Belgian police searched a house in Post near Bruges.", "Post"),
    ],
)
def test_a_hamlet_needs_its_surroundings(text: str, words: str) -> None:
    assert words not in resolved(text)


def test_a_town_is_not_one_that_is_spelled_otherwise() -> None:
    assert resolved("A man shot himself at a motel in Pueblo.")["Pueblo"] == "US-CO"
    assert resolved("Two died at a home in Belleview near Ocala, Florida.", "en")["Belleview"] == "US-FL"
    assert ("Belleview", "Belleview", "US-FL") in places(
        "Two died at a home in Belleview near Ocala, Florida."
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("One man was killed and two were wounded in North Austin, Austin Police said.", "Austin"),
        ("Baker PD: boy, 11, shot in hand. He was hit on a street in Baker, Louisiana.", "Baker"),
        ("IDAHO FALLS (AP) | A man was sentenced on Monday.", "Idaho Falls"),
        ("CLEVELAND-- A father spoke on Tuesday.", "Cleveland"),
    ],
)
def test_papers_ways_to_name_a_town(text: str, name: str) -> None:
    assert name in [one for _, one, _ in places(text)]


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Police in Springfield, Illinois, made an arrest.", "Springfield", "US-IL"),
        ("Police in Springfield, Ill., made an arrest.", "Springfield", "US-IL"),
        ("Police in Springfield, MO, made an arrest.", "Springfield", "US-MO"),
        ("A student was stabbed in Moscow, Idaho.", "Moscow", "US-ID"),
        ("Two people died in Paris, Texas.", "Paris", "US-TX"),
        ("A bomb went off in Paris, France.", "Paris", "FR-IDF"),
        ("The mayor of London, Ontario, resigned.", "London", "CA-ON"),
        ("Shots were fired in Tripoli, Lebanon, on Monday.", "Tripoli", "LB-AS"),
    ],
)
def test_the_words_beside_a_name_say_which_place_it_is(text: str, words: str, code: str) -> None:
    assert resolved(text)[words] == code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Взрыв произошел в Сургуте.", "Сургуте", "RU-KHM"),
        ("Взрыв произошел в Сургуте Самарской области.", "Сургуте", "RU-SAM"),
        ("В подмосковном Красногорске задержан мужчина.", "Красногорске", "RU-MOS"),
        ("Стрельба в Красногорске на Сахалине.", "Красногорске", "RU-SAK"),
        ("В дагестанском Каспийске напали на полицейских.", "Каспийске", "RU-DA"),
        ("Посёлок Тёткино обстрелян.", "Тёткино", "RU-KRS"),
        ("Курская область. Снаряды упали у посёлка Глушково.", "Глушково", "RU-KRS"),
        ("Авиаудар нанесён по пригороду, жители Хомса бегут.", "Хомса", "SY-HI"),
        ("Теракт в Алеппо, Сирия.", "Алеппо", "SY-HL"),
    ],
)
def test_the_same_in_russian(text: str, words: str, code: str) -> None:
    assert resolved(text, "ru")[words] == code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("В мексиканском штате Синалоа убиты трое.", "Синалоа", "MX-SIN"),
        ("В суданском штате Северный Дарфур идут бои.", "Северный Дарфур", "SD-DN"),
        ("Взрыв в иракской провинции Киркук.", "Киркук", "IQ-KI"),
        ("Бои в сирийской провинции Алеппо.", "Алеппо", "SY-HL"),
        ("В нигерийском штате Бенуэ убиты крестьяне.", "Бенуэ", "NG-BE"),
        ("Бои в Северном Киву в ДР Конго.", "Северном Киву", "CD-NK"),
    ],
)
def test_divisions_abroad_are_known_by_their_russian_names(text: str, words: str, code: str) -> None:
    assert resolved(text, "ru")[words] == code


def test_a_word_that_opens_a_sentence_and_is_small_elsewhere_is_no_town() -> None:
    assert "База" not in resolved("Боевики в Мали напали на военную базу. База сгорела.", "ru")
    assert "Того" not in resolved("Того же дня в Киеве взорвали машину.", "ru")
    assert "Того" not in resolved("Того, кто стрелял, ищут в Киеве.", "ru")


def test_other_names_of_the_article_decide_for_an_ambiguous_one() -> None:
    spain = "The Spanish police searched houses in Madrid and Seville, then in Cordoba."
    argentina = "The Argentine police searched houses in Buenos Aires and Rosario, then in Cordoba."
    assert resolved(spain)["Cordoba"] == "ES-AN"
    assert resolved(argentina)["Cordoba"] == "AR-X"


def test_without_any_sign_the_larger_place_is_meant() -> None:
    assert resolved("Thousands marched in Moscow.")["Moscow"] == "RU-MOW"


def test_the_home_of_the_outlet_tips_the_balance() -> None:
    text = "Police in Birmingham arrested a man."
    assert resolved(text, home=home("leader.co.uk", GAZETTEER))["Birmingham"] == "GB-ENG"
    assert resolved(text, home=home("wxyz.com", GAZETTEER))["Birmingham"] == "US-AL"


def test_the_manner_of_a_country_tips_the_balance() -> None:
    text = "A boy was hit by a bullet in Chester. Sheriff's deputies spoke of a misdemeanor."
    assert resolved(text)["Chester"] == "US-PA"
    assert resolved("A boy was hit by a bullet in Chester.")["Chester"] == "GB-ENG"


@pytest.mark.parametrize(
    ("host", "codes"),
    [
        ("limaohio.com", {"US", "US-OH"}),
        ("chicagotribune.com", {"US", "US-IL"}),
        ("www.thejakartapost.com", {"ID"}),
        ("desmoinesregister.com", {"US", "US-IA"}),
        ("toledoblade.com", {"US", "US-OH"}),
        ("kctv5.com", {"US"}),
        ("dawn.com.pk", {"PK"}),
        ("news.example.co.uk", {"GB"}),
        ("readingeagle.com", set()),
        ("station.fm", set()),
        ("", set()),
    ],
)
def test_where_an_outlet_is_at_home(host: str, codes: set[str]) -> None:
    assert set(home(host, GAZETTEER)) == codes


def test_the_larger_congo_is_meant_where_nothing_speaks_for_the_other() -> None:
    assert resolved("Rebels killed nine people near Beni in eastern Congo.") == {
        "Beni": "CD-NK",
        "Congo": "CD",
    }
    assert resolved("The court in Brazzaville, Congo, freed him.")["Congo"] == "CG"


@pytest.mark.parametrize(
    "text",
    [
        "The news agency SANA said so.",
        "It was found in the Gulf of Finland.",
        "He was hurt at Damascus Gate.",
    ],
)
def test_agencies_gulfs_and_gates_are_no_places_of_their_names(text: str) -> None:
    assert not {"SANA", "Gulf", "Damascus"} & resolved(text).keys()


def test_a_county_without_its_state_is_the_one_with_most_people() -> None:
    assert resolved("A man was shot at a house in Harris County.")["Harris County"] == "US-TX"


def test_a_lesser_town_where_all_else_speaks_for_another_country_is_an_unknown_quarter() -> None:
    text = "A boy was shot at a house in Whitehaven, police said. MEMPHIS, Tenn. is on edge."
    assert "Whitehaven" not in resolved(text)
    assert resolved("A boy was shot in Whitehaven, Cumbria, a BBC reporter said.")["Whitehaven"] == "GB-ENG"


def test_both_towns_of_a_name_can_be_meant_in_one_article() -> None:
    text = "A man from Moscow, Idaho, was arrested. The embassy in Moscow confirmed it, Russia did not."
    assert [code for words, _, code in places(text) if words == "Moscow"] == ["US-ID", "RU-MOW"]


def test_a_town_unknown_in_the_named_state_is_no_other_town() -> None:
    assert "Duluth" not in resolved("The hunters met near Duluth, ND, on Saturday.")


@pytest.mark.parametrize(
    "text",
    [
        "Austin Smith was arrested.",
        "Officer Houston was not hurt.",
        "George Washington crossed the river.",
        "The man lived at 2403 Chicago Avenue.",
        "It happened at Wellington and Hartford streets.",
        "They were called to the Wellington Village Apartments.",
        "Ladonna Weston-Hull was not hurt.",
        "The Houston Chronicle reported it.",
        "The Baltimore Ravens won again.",
        "He was reading a nice book on his mobile phone.",
        "Reading matters. Nice. Most of us agree.",
        "Madison, 24, died on Monday in hospital.",
        "Police say Miguel Maldonado, 42, shot two men in the arm.",
        "Carlos Salinas was shot on Monday. Salinas is in stable condition.",
        "A spokesman told the Aden Tomorrow Post that nobody was hurt.",
        "The driver of a Toledo-bound lorry was shot.",
        "Kamau Njoroge told police that he was afraid.",
        "A Christmas night shooting left three wounded.",
    ],
)
def test_persons_papers_teams_streets_and_ordinary_words_are_no_places(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Владимир Петров задержан.",
        "Так или иначе, метро закрыли.",
        "Трое нарушителей убиты, ещё двое ушли.",
        "Того утра он не забыл: из-за того и пишет.",
        "Источник: пресс-служба, SC/15702.",
        "Совет собрался в мае. Во вторник его ждали.",
    ],
)
def test_nor_are_they_in_russian(text: str) -> None:
    assert places(text, "ru") == []


def test_a_dateline_is_told_from_a_mention() -> None:
    found = kinds("TULSA, Okla. (AP) — A man was shot in Muskogee.")
    assert (found["TULSA"], found["Okla"], found["Muskogee"]) == ("dateline", "dateline", "mention")
    assert kinds("БИШКЕК, 5 августа. /Пример/. В Оше задержан мужчина.", "ru")["БИШКЕК"] == "dateline"
    assert kinds("LIMA, 4 MAR 90 -- [TEXT] A BOMB EXPLODED IN AYACUCHO.")["LIMA"] == "dateline"


@pytest.mark.parametrize("town", ["PESHAWAR", "DERA ISMAIL KHAN", "NAIROBI, 15 May", "KYIV (Agency)", "КИЕВ"])
@pytest.mark.parametrize("opening", ["Three officers died in Garissa.", '"We fled," said a man in Garissa.'])
def test_a_colon_behind_a_town_in_capitals_makes_a_dateline(town: str, opening: str) -> None:
    found = kinds(f"{town}: {opening}")
    assert list(found.values()) == ["dateline", "mention"]
    assert set(kinds(f"{town.title()}: {opening}").values()) == {"mention"}


def test_a_russian_dateline_needs_no_dash_but_no_list_is_one() -> None:
    kinds = {"БЕЙРУТ, 16 мая. В Тире взрыв.": "dateline", "Бейрут. Взрыв.\n\nТир. Взрыв.": "mention"}
    for text, kind in kinds.items():
        assert locate("", text, "ru", GAZETTEER)[0].kind == kind


def test_the_agency_in_a_dateline_is_no_place() -> None:
    assert "Грузия" not in kinds("БИШКЕК, 5 августа. /Пример-Грузия/. В Оше задержан мужчина.", "ru")


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Police in Lebanon, Tennessee, said so. Tennessee and Nashville mourn.", "Lebanon", "US-TN"),
        ("Rockets fell on Lebanon and Syria.", "Lebanon", "LB"),
        ("Tbilisi and Batumi are in Georgia.", "Georgia", "GE"),
        ("Atlanta and Savannah are in Georgia, Alabama is next to it.", "Georgia", "US-GA"),
        ("A Council Bluffs police officer was hurt in Iowa.", "Council Bluffs", "US-IA"),
        ("He was held in the Cook County jail in Chicago.", "Cook County", "US-IL"),
        ("Violence spread through Luxembourg.", "Luxembourg", "LU"),
    ],
)
def test_countries_divisions_and_towns_of_one_name_are_told_apart(text: str, words: str, code: str) -> None:
    assert resolved(text)[words] == code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Росіяни обстріляли Харків, Куп'янськ та село у Харківській області.", "Куп'янськ", "UA-63"),
        ("Вибух стався у Києві.", "Києві", "UA-30"),
        ("Російська ракета влучила у будинок в Одесі.", "Російська", "RU"),
        ("Обстріл Херсонщини тривав добу.", "Херсонщини", "UA-65"),
    ],
)
def test_the_same_in_ukrainian(text: str, words: str, code: str) -> None:
    assert resolved(text, "uk")[words] == code


def test_a_person_of_a_country_or_division_is_none_of_its_towns() -> None:
    assert "Владимира" not in resolved("Суд отпустил россиянина Владимира Сухова.", "ru")
    assert "Виктор" not in resolved("Глава Томской области Виктор Сухов ушёл.", "ru")
    assert resolved("В мексиканской Тихуане стреляли.", "ru")["Тихуане"] == "MX-BCN"


def test_a_people_is_a_demonym_and_speaks_for_its_country() -> None:
    assert kinds("Iraqi troops entered the town.") == {"Iraqi": "demonym"}
    assert resolved("Российские военные покинули город.", "ru") == {"Российские": "RU"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "A girl was shot in Ellicott City, Maryland, police in Maryland said.",
            {"Ellicott City", "Maryland"},
        ),
        ("Gunmen killed three people in Oklahoma on Monday.", {"Oklahoma"}),
        ("Gunmen killed three people in New York on Monday.", {"New York City"}),
        ("A bomb killed three people in Kandahar on Monday.", {"Kandahār"}),
    ],
)
def test_a_division_s_name_is_that_of_a_town_with_more_words_only_where_many_live_there(
    text: str, names: set[str]
) -> None:
    assert {name for _, name, _ in places(text)} == names


def test_a_division_is_meant_where_the_text_says_so() -> None:
    found = locate("", "FIGHTING WENT ON IN SAN MIGUEL DEPARTMENT, EL SALVADOR.", "en", GAZETTEER)
    assert (found[0].place.precision, found[0].place.admin1_code) == ("admin", "SV-SM")
    found = locate("", "Fighting went on in the city of San Miguel, El Salvador.", "en", GAZETTEER)
    assert (found[0].place.precision, found[0].place.name) == ("place", "San Miguel")


def test_capitals_throughout_do_not_hide_places() -> None:
    text = "THE ARMY SAID THAT GUERRILLAS ATTACKED USULUTAN AND SANTA TECLA IN EL SALVADOR."
    assert resolved(text) == {"USULUTAN": "SV-US", "SANTA TECLA": "SV-LI", "EL SALVADOR": "SV"}


def test_offsets_point_at_the_unchanged_text() -> None:
    title, text = "Attack in Kaspiysk", "Two men attacked officers in Kaspiysk, Dagestan, Russia."
    for one in locate(title, text, "en", GAZETTEER):
        assert isinstance(one, Located)
        assert (title if one.where == "title" else text)[one.start : one.end] in (
            "Kaspiysk",
            "Dagestan",
            "Russia",
        )


@pytest.mark.parametrize(
    "text", ["", "\n\n", "—", "'’'", "В", "A" * 10_000, "New " * 500, "а-" * 500, "Ё́" * 50]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    for language in ("en", "ru", "uk", "ar", None):
        found = locate(text, text, language, GAZETTEER)
        assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("in Ukraine's Kharkiv region", "UA-63"),
        ("in Donetsk oblast", "UA-14"),
        ("in Russia's Bryansk region", "RU-BRY"),
        ("in the Moscow region", "RU-MOS"),
        ("in the Mexican state of Veracruz", "MX-VER"),
        ("in Michoacan", "MX-MIC"),
        ("in Tigray", "ET-TI"),
        ("in Kandahar province", "AF-KAN"),
    ],
)
def test_a_region_called_after_its_town_is_the_region(words: str, code: str) -> None:
    found = [
        one.place for one in locate("", f"A bomb killed five people {words} on Tuesday.", "en", GAZETTEER)
    ]
    finer = [(one.precision, one.admin1_code) for one in found if one.precision != "country"]
    assert finer == [("admin", code)]


def test_a_title_s_town_is_the_region_that_the_text_names() -> None:
    text = "A bomb went off near Unecha in Russia's Bryansk region on Monday, killing two people."
    draft = draft_of(text, "en", "Bomb near Bryansk kills two")
    (one,) = Extractor([]).extract(draft)
    assert one.place and one.place.name == "Unecha"


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("uk", "Вибух у Кривому Розі, поблизу Кривого Рогу.", ["Kryvyy Rih", "Kryvyy Rih"]),
        ("uk", "Обстріляно Часів Яр; бої у Часовому Яру.", ["Chasiv Yar", "Chasiv Yar"]),
        ("uk", "Дрон упав у Камені-Каширському.", ["Kamin-Kashyrskyi"]),
        ("uk", "Стрілянина у Шевченківському районі Києва.", ["Kyiv"]),
        ("uk", "Пожежа в Дніпровському районі міста Херсона.", ["Kherson"]),
        ("uk", "Постраждали у Нікопольському районі Дніпропетровської області.", ["Nikopol", "Dnipropetrovsk Oblast"]),
        ("uk", "Автобус розстріляли на трасі Київ — Одеса поблизу Умані.", ["Uman"]),
        ("ru", "Машину обстреляли на трассе Воронеж — Саратов возле Борисоглебска.", ["Borisoglebsk"]),
        ("uk", "Снаряди впали у прикордонному Вовчанську.", ["Vovchansk"]),
        ("ru", "Снаряды упали в приграничном Грайвороне.", ["Grayvoron"]),
        ("uk", "Тривога на Курщині, Липеччині та Ставропольщині.", ["Kursk Oblast", "Lipetsk Oblast", "Stavropol Krai"]),
        ("uk", "Тривога на Тернопільщині та Хмельниччині.", ["Ternopil Oblast", "Khmelnytskyi Oblast"]),
        ("ru", "Тревога на Саратовщине и Брянщине.", ["Saratov Oblast", "Bryansk Oblast"]),
        ("uk", "Лікарі борються за раненого Ізюмова, до 45-річного Марченка прийшли.", []),
    ],
)  # fmt: skip
def test_declined_described_and_popular_names_mean_their_places(
    language: str, text: str, names: list[str]
) -> None:
    assert [name for _, name, _ in places(text, language)] == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "В результате ракетного удара разрушена школа в Харькове."),
        ("ru", "После миномётного обстрела в Харькове загорелись два дома."),
        ("uk", "Внаслідок ракетного удару в Харкові зруйновано школу."),
        ("uk", "Від мінометного обстрілу в Харкові зайнялися два будинки."),
        ("uk", "Від удару керованої авіабомби зруйновано школу в Харкові."),
    ],
)
def test_an_adjective_of_the_act_describes_nobody_to_whom_it_was_done(language: str, text: str) -> None:
    draft = draft_of(text, language)
    (one,) = Extractor(()).extract(draft)
    assert one.type in ("shelling", "airstrike") and one.status == "current"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Снаряди впали на Тростянець; з Тростянця вивезли дітей.", ["Trostyanets", "Trostyanets"]),
        ("Пожежа під Кременцем, у Кременці чути вибухи.", ["Kremenets", "Kremenets"]),
        ("Бої у Північному Ківу та в Південному Ківу.", ["North Kivu", "South Kivu"]),
        ("Ураган у Північній Кароліні.", ["North Carolina"]),
        ("На Північному мосту та біля Південного вокзалу затори.", []),
    ],
)
def test_fleeting_vowels_and_compass_words_are_read_in_ukrainian(text: str, names: list[str]) -> None:
    assert [name for _, name, _ in places(text, "uk")] == names


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("ru", "Его расстреляли на Ленинском проспекте в Москве.", ["Moscow"]),
        ("ru", "Его застрелили на Московском проспекте в Воронеже.", ["Voronezh"]),
        ("ru", "Взрыв на Киевском вокзале Москвы.", ["Moscow"]),
        ("ru", "Стрельба на Можайской улице в Одинцове.", ["Odintsovo"]),
        ("ru", "Тело нашли у станции «Ленинский проспект».", []),
        ("uk", "Його застрелили на Одеській вулиці в Умані.", ["Uman"]),
        ("uk", "Вибух на Харківській площі у Києві.", ["Kyiv"]),
        ("ru", "В Омске улица перекрыта, под Омском шоссе закрыто.", ["Omsk", "Omsk"]),
        ("ru", "Пожар на шоссе под Можайском.", ["Mozhaysk"]),
        ("ru", "Взрыв в брюссельском аэропорту.", ["Brussels"]),
        ("ru", "Взрыв на Мытищинском рынке.", ["Mytishchi"]),
        ("ru", "Стрельба на киевской улице.", ["Kyiv"]),
    ],
)  # fmt: skip
def test_a_street_or_station_named_by_a_town_is_not_there(language: str, text: str, names: list[str]) -> None:
    assert [name for _, name, _ in places(text, language)] == names


def test_a_town_across_the_border_of_a_state_is_believed() -> None:
    text = "It happened at a home in Perham. He was taken to a hospital in Fargo."
    assert resolved(text) == {"Perham": "US-MN", "Fargo": "US-ND"}


def test_indians_of_america_are_not_of_india() -> None:
    assert resolved("A boy was shot on the Yakama Indian Reservation.").get("Indian") is None
    assert resolved("An Indian soldier was shot dead.")["Indian"] == "IN"
