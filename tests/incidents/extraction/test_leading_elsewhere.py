"""Names beside the town of an act, in Russian and Ukrainian: whose embassy it is, what a street, a road or a
district is called, where officials are on a visit, where a bus came from.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.extraction.places import locate
from incidents.gazetteer import Gazetteer
from tests.incidents.extraction.tables import draft_of, tells_news

GAZETTEER = Gazetteer.open()

# What is named, by the codes of divisions and countries.
NAMED = (
    ("ru", "У посольства США в Кабуле прогремел взрыв.", ["US", "AF-KAB"]),
    ("ru", "Стрельба в представительстве США в Далласе.", ["US", "US-TX"]),
    ("ru", "Взрыв прогремел в Пакистане в Кветте.", ["PK", "PK-BA"]),
    ("ru", "Бомбы взорвались на Бойлстон-стрит.", []),
    ("ru", "Взрыв прогремел в уезде Сабари в афганской провинции Хост.", ["AF", "AF-KHO"]),
    ("ru", "Тела нашли у шоссе, соединяющего Монтеррей с Рейносой.", []),
    ("ru", "Тела нашли у шоссе между Монтерреем и Рейносой.", ["MX-NLE", "MX-TAM"]),
    ("ru", "Солдат убит в лондонском районе Вулидж.", ["GB-ENG"]),
    ("ru", "Внедорожник въехал в толпу в районе Сайбаг в Урумчи.", ["CN-XJ"]),
    ("ru", "Автобус взорван в районе Пешавара в Пакистане.", ["PK-KP", "PK"]),
    ("ru", "Ученик открыл огонь в школе в районе Отрадное на севере Москвы.", ["RU-MOW"]),
    ("ru", "Бомба лежала на станции «Парсонс-Грин» на западе Лондона.", ["GB-ENG"]),
    ("uk", "Біля посольства США в Кабулі пролунав вибух.", ["US", "AF-KAB"]),
    ("uk", "Бомби вибухнули на Бойлстон-стріт.", []),
    ("uk", "Тіла знайшли біля шосе, що з'єднує Монтеррей з Рейносою.", []),
)  # fmt: skip

# The towns of the incidents that are told.
SCENES = (
    ("ru", "Бомба убила 14 человек в Кветте в среду. Премьер-министр, находящийся с визитом в Пекине, осудил теракт.", ["Quetta"]),
    ("ru", "Бомба убила 14 человек в Кветте в среду. Министр заявил в Исламабаде, что за нападением стоят сепаратисты.", ["Quetta"]),
    ("ru", "Боевики расстреляли автобус, шедший из сирийского Дамаска в Кербелу. Нападение произошло во вторник близ города Эр-Рутба.", ["Ar Ruţbah"]),
    ("ru", "Боевики обстреляли колонну во вторник в Душанбе. Среди нападавших были выходцы из Афганистана, Пакистана и Чечни.", ["Dushanbe"]),
    ("ru", "В понедельник в Волгограде взорван автобус, погибли шестеро. Раненых отвезли в больницу города Камышин.", ["Volgograd"]),
    ("ru", "В Шали в среду расстреляли двоих мужчин.\n\nПострадавших вывезли из больницы в Аргуне.\n\nВ Гудермесе в тот же"
     " день зарезали торговца.", ["Shali", "Gudermes"]),
    ("ru", "В среду вооружённые люди увели троих врачей из больницы в Кано.", ["Kano"]),
    ("ru", "Министр находился с визитом в Кабуле. Бомба взорвалась во вторник у его гостиницы в Кабуле, погибли трое.", ["Kabul"]),
    ("ru", "Мужчина открыл огонь в кинотеатре в пригороде Денвера, убив 12 человек. Трагедия произошла в пятницу в городе Аврора, штат Колорадо.", ["Aurora"]),
    ("ru", "Взрыв убил пятерых в пригороде Дамаска в среду. Похожий взрыв произошёл в Хомсе год назад.", ["Damascus", "Homs"]),
    ("ru", "Супруги застрелены в деревне Малаховка под Москвой во вторник. Убитые владели автосалоном в Рязани.", ["Malakhovka"]),
    ("ru", "Супруги застрелены в Рязани во вторник. Убитые в Коломне в среду торговцы знали их.", ["Ryazan’", "Kolomna"]),
    ("ru", "Музыкант убит во вторник фанатом из США. Трагедия произошла у театра в нью-йоркском районе Бруклин.", ["New York City"]),
    ("uk", "Бомба вбила 14 людей у Кветті в середу. Міністр, який перебуває з візитом у Пекіні, засудив теракт.", ["Quetta"]),
    ("uk", "Бомба вбила 14 людей у Кветті в середу. Міністр заявив в Ісламабаді, що за нападом стоять сепаратисти.", ["Quetta"]),
)  # fmt: skip


# Reports of villages that the gazetteer lacks, and the country of the incident.
COUNTRIES = (
    ("Police said that a Spaniard and an Italian, kidnapped in Qeltun Zacmal on Monday, have been released. The two"
     " work at a clinic in Quetzaltenango.", "GT"),
    ("Rebels kidnapped two Mexicans in the Qorvath oil zone on Tuesday. They worked in Barranquilla.", "CO"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "country"), COUNTRIES)
def test_whose_country_the_victims_are_of_is_not_where_it_was(text: str, country: str) -> None:
    found = Extractor(()).extract(draft_of(text, "en"))
    assert [one.place and one.place.country for one in found] == [country]


@pytest.mark.parametrize(("language", "text", "codes"), NAMED)
def test_what_only_leads_to_a_town_is_none(language: str, text: str, codes: list[str]) -> None:
    assert [
        one.place.admin1_code or one.place.country for one in locate("", text, language, GAZETTEER)
    ] == codes


@pytest.mark.parametrize(("language", "text", "towns"), SCENES)
def test_the_town_of_an_act_is_told_alone(
    extractor: Extractor, language: str, text: str, towns: list[str]
) -> None:
    assert [one.place and one.place.name for one in extractor.extract(draft_of(text, language))] == towns


def test_a_town_that_nobody_knows_is_not_one_abroad_where_a_minister_speaks(extractor: Extractor) -> None:
    text = (
        "Исламисты захватили газовый комплекс у алжирского города Ин-Аменас, взяв в заложники 41 иностранца. "
        "В Лондоне премьер собрал министров: среди заложников есть британцы."
    )
    place = extractor.extract(draft_of(text, "ru", "Террористы захватили газовый комплекс в Алжире"))[0].place
    assert place is not None and place.country == "DZ"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Взрыв на свадьбе в Газиантепе унёс жизни 51 человека.\n\nВ октябре в Анкаре смертники убили 103 человека."),
        ("uk", "Вибух на весіллі в Газіантепі забрав життя 51 людини.\n\nУ жовтні в Анкарі смертники вбили 103 людей."),
    ],
)  # fmt: skip
def test_a_report_without_a_day_is_no_older_for_what_it_recalls(
    extractor: Extractor, language: str, text: str
) -> None:
    told = extractor.extract(draft_of(text, language))[0]
    assert (told.status, told.place and told.place.name) == ("current", "Gaziantep")


def test_a_book_about_an_act_of_long_ago_stays_one(extractor: Extractor) -> None:
    text = "Вышла книга о взрыве в Газиантепе.\n\nВ октябре 2016 года смертник убил там 51 человека."
    assert all(one.status == "background" for one in extractor.extract(draft_of(text, "ru")))


@pytest.mark.parametrize(
    "text",
    [
        "Не менее 15 человек погибли при столкновении поездов у Бени-Суэйфа. Причиной стала неисправная стрелка.",
        "В Кельне угнали машину депутата, её нашли через день в соседнем квартале.",
    ],
)  # fmt: skip
def test_points_of_a_railway_shoot_nobody_and_a_stolen_car_was_not_hijacked(
    extractor: Extractor, text: str
) -> None:
    assert not [
        one for one in extractor.extract(draft_of(text, "ru")) if one.type in ("shooting", "hijacking")
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Бельгия передала Молдавии бизнесмена. Подозреваемого в убийстве журналиста экстрадировали из Киева."),
        ("ru", "Дело направлено в суд. Обвиняемым вменяют бандитизм и убийства в Кировском и Спасском районах."),
        ("ru", "«Это выстрел в упор по малому бизнесу», — заявил владелец банка в Каспийске в среду."),
        ("uk", "На сесії в Одесі в середу вибухнув скандал: депутати сперечалися до ночі."),
    ],
)  # fmt: skip
def test_an_extradition_and_a_scandal_do_not_alarm(extractor: Extractor, language: str, text: str) -> None:
    assert not tells_news(extractor, draft_of(text, language))


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Мужчина, которому вменяют разбой, застрелил троих человек в Перми во вторник.", 3),
        ("Боевики напали во вторник в Мосуле на конвой с экстрадированными из Турции, погибли пять охранников.", 5),
        ("Заминированный угнанный грузовик взорвался у полицейского участка в Кабуле во вторник, погибли семь человек.", 7),
        ("Бандиты остановили во вторник в Грозном машину, застрелили водителя и угнали автомобиль.", 1),
    ],
)  # fmt: skip
def test_beside_an_extradited_or_a_stolen_car_an_act_is_told(
    extractor: Extractor, text: str, killed: int
) -> None:
    told = extractor.extract(draft_of(text, "ru"))[0]
    assert (told.status, told.killed and told.killed.best) == ("current", killed)


def test_pirates_who_take_sailors_abduct_them(extractor: Extractor) -> None:
    told = extractor.extract(draft_of("Пираты в среду похитили десять моряков у берегов Нигерии.", "ru"))[0]
    assert (told.type, told.abducted and told.abducted.best) == ("kidnapping", 10)
