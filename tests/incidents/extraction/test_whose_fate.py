"""Numbers that are no victims, and words of fate that befell another than who stands nearest; our own sentences."""

from __future__ import annotations

import itertools

import pytest

from incidents.extraction import Extractor
from incidents.incident import Toll
from tests.incidents.extraction.tables import draft_of

EXTRACTOR = Extractor(())

# A headline may stand before " ¶ "; then the dead, the hurt and the dead attackers, None where nobody is told.
TOLLS = [
    ("Dennis Hale, 66 and Ginger Hale, 64 were found shot dead in Dayton on Tuesday.", (2, None, None)),
    ("Image 10 of 10 A woman was found shot dead in Dayton on Tuesday, police said.", (1, None, None)),
    (
        "Three people were shot dead in Dayton on Tuesday. There were 148 murders per 100,000 inhabitants last year.",
        (3, None, None),
    ),
    ("Eight people, including the two who died, were shot in a bar in Dayton on Tuesday.", (2, None, None)),
    (
        "Three of the people shot in Dayton on Tuesday were teenagers, including the one who died.",
        (1, 2, None),
    ),
    (
        "A man opened fire in Dayton on Tuesday, injuring nine people before he was shot and killed by officers.",
        (None, 9, 1),
    ),
    ("A man shot and killed his ex-wife's two teenage sons in Dayton on Tuesday.", (2, None, None)),
    (
        "While cleaning a gun in Dayton on Tuesday a man shot himself in the leg, police said.",
        (None, 1, None),
    ),
    (
        "A woman was shot in Dayton on Tuesday. The chief would not say whether the suspect had been shot, was dead "
        "or was in custody.",
        (None, 1, None),
    ),
    (
        "2 arrested after Springfield teen shot in head ¶ A teenager was shot in Springfield, Ohio, on Tuesday.",
        (None, 1, None),
    ),
    (
        "Four soldiers of the Fifth Border Guard Brigade were killed and ten wounded in a gun battle near Herat.",
        (4, 10, None),
    ),
    ("Five men shot to death a watchman in Cali on Tuesday.", (1, None, None)),
    ("A man was stabbed in Oldham on Saturday. Two teenagers were charged with wounding.", (None, 1, None)),
    (
        "A man was stabbed in Oldham on Saturday. A boy of 16 was accused of wounding with intent.",
        (None, 1, None),
    ),
    ("A boy was stabbed in Oldham on Saturday. A man was charged with wounding two boys.", (None, 2, None)),
    (
        "Gunmen kidnapped 25 villagers near Gusau on Sunday. Two of the captives died in the forest.",
        (2, None, None),
    ),
    ("On Tuesday five men shot and killed a zookeeper in Cali.", (1, None, None)),
    ("Nine loggers were hacked to death near Cali on Tuesday.", (9, None, None)),
    ("Gunfire in Dayton on Tuesday killed a girl and injured one of the family dogs.", (1, None, None)),
    ("A teenager was shot, killed by police in Dayton on Tuesday, his family said.", (None, None, 1)),
    (
        "A man was shot dead and three others, an 18-year-old woman and two men, ages 21 and 22, were wounded in Dayton "
        "on Tuesday.",
        (1, 3, None),
    ),
    (
        "Larry Lynch, Jr., 28, and a 17-year-old boy were wounded by gunfire in Dayton on Tuesday.",
        (None, 2, None),
    ),
    (
        "Five people were shot in Dayton on Tuesday, police said.\n\nAll five were taken to hospitals.\n\nA gang is "
        "active there.\n\nIt is engaged in a variety of crimes, including murder and robbery.",
        (None, 5, None),
    ),
    (
        "Three people were shot in Dayton on Tuesday. On Nov. 1 four people were killed in the same street.",
        (None, 3, None),
    ),
]

RUSSIAN = [
    ("В Кизляре во вторник взорвалась бомба. Погиб звонарь, ранен завхоз школы.", (1, 1, None)),
    ("В Зинджибаре во вторник взорвалась мина. Убиты пекарь и кок, ранена прачка.", (2, 1, None)),
    ("Взрыв в Мопти во вторник: погибли четыре паромщика, ранены шесть мелиораторов.", (4, 6, None)),
    ("В Кветте во вторник обстреляли пост. Один сержант погиб, второй тяжело ранен.", (1, 1, None)),
    ("В Кветте во вторник обстреляли пост. Погиб сержант, двое ранены. Из нападавших убиты трое.", (1, 2, 3)),
    ("В Банну во вторник обстреляли пост, погиб сержант. Один из стрелявших убит.", (1, None, 1)),
    ("Взрыв прогремел во вторник в Адене. Раненых, по словам врача, двадцать шесть.", (None, 26, None)),
    ("Снаряд попал во вторник в дом в Горловке. Погибшие — дед и внучка.", (2, None, None)),
    ("На мине под Идлибом во вторник подорвался трактор. Погибли пастухи, трое братьев.", (3, None, None)),
    ("При обстреле Никополя во вторник погибли мать с двумя детьми.", (3, None, None)),
    (
        "На мине под Гао во вторник подорвался автобус. Погибло девять пассажиров, пятеро выжили с тяжёлыми ожогами.",
        (9, 5, None),
    ),
    (
        "В Омске во вторник мужчина напал с ножом на сторожа и ранил его. "
        "Нападавший, местный житель, застрелен полицейским.",
        (None, 1, 1),
    ),
    ("В Кали застрелен нотариус Луис Пас. Его дочь, студентка колледжа, ранена в плечо.", (1, 1, None)),
    ("Из-под завалов после удара дрона по школе в Ньяле извлечены восемь тел.", (8, None, None)),
    ("Взрыв в Яле во вторник: 17 человек попали в больницу, один из них, повар, умер.", (1, 17, None)),
    (
        "Дрон ударил во вторник по автобусу в Херсоне, шесть человек в больницах. "
        "Среди раненых девочка десяти лет.",
        (None, 6, None),
    ),
    (
        "При взрыве на рынке в Кабуле во вторник погибли трое, уточнила полиция. "
        "Ранее сообщалось о семи погибших.",
        (3, None, None),
    ),
    (
        "Ранее сообщалось о девяти погибших при взрыве на базаре в Кветте. Позже полиция уточнила, что погибли двое.",
        (2, None, None),
    ),
    (
        "В первой версии заметки говорилось о пяти убитых при налёте в Дурбане во вторник. На самом деле погибли двое.",
        (2, None, None),
    ),
    (
        "Первоначально власти говорили о двенадцати раненых при взрыве в Яле во вторник, но пострадали четверо.",
        (None, 4, None),
    ),
    (
        "При взрыве в Мопти во вторник убиты четверо. До этого называлась цифра восемь погибших.",
        (4, None, None),
    ),
    ("В Урае во вторник подорвали пути под составом. Машинист и его помощник не пострадали.", (0, 0, None)),
    (
        "В Арауко во вторник сожгли шесть грузовиков. Сторож, запертый в будке, не пострадал.",
        (0, 0, None),
    ),
    ("В Яле во вторник взорвалась бомба, ранен пекарь. Его жена не пострадала.", (None, 1, None)),
]


def number(toll: Toll | None) -> int | None:
    return toll.best if toll else None


@pytest.mark.parametrize(("text", "expected"), TOLLS)
def test_the_victims_are_counted(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    title, _, body = text.rpartition(" ¶ ")
    main = EXTRACTOR.extract(draft_of(body, "en", title))[0]
    assert (number(main.killed), number(main.injured), number(main.perpetrators_killed)) == expected


@pytest.mark.parametrize(
    "said",
    [
        "Подозреваемый признал убийство и дал показания.",
        "Полиция опубликовала видео нападения.",
        "Канал «Очевидец» опубликовал видео взрыва.",
        "МВД признало причастность полицейского к нападению.",
        "Минобороны отчиталось об операции.",
    ],
)
def test_who_admits_or_shows_an_act_of_others_claims_nothing(said: str) -> None:
    text = "В Захедане во вторник напали на пост, убиты трое полицейских. " + said
    found = EXTRACTOR.extract(draft_of(text, "ru"))
    assert not any(one.basis == "claimed" for incident in found for one in incident.attribution)


@pytest.mark.parametrize(("text", "expected"), RUSSIAN)
def test_so_they_are_in_russian(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    main = EXTRACTOR.extract(draft_of(text, "ru"))[0]
    assert (number(main.killed), number(main.injured), number(main.perpetrators_killed)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A woman was shot dead near Findlay, Ohio, on Tuesday. Tyler Long, 29, is being held in the county jail.",
        "A man stabbed a student in Bremen on Tuesday. Two couriers overpowered him until a patrol arrived.",
        "A woman was shot dead in Dayton on Tuesday. Her husband turned himself in an hour later.",
        "A student was stabbed to death in Nantes on Monday. A waiter aged 19 was arrested in Saumur on Wednesday.",
    ],
)
def test_who_is_held_or_gave_himself_up_is_arrested(text: str) -> None:
    main = EXTRACTOR.extract(draft_of(text))[0]
    assert number(main.arrested) == 1


WHOSE = (
    *("of the Border Patrol Unit", "of the Quick Reaction Force", "of the National Guard", "of the mayor"),
    *(
        "from the same family",
        "of a wedding party",
        "working for Medecins Sans Frontieres",
        "in plain clothes",
    ),
    *(
        "attached to the Third Brigade",
        "travelling in a minibus",
        "on their way to work",
        "of the ruling party",
    ),
)
BEFELL = ("were killed", "died", "lost their lives", "were shot dead")


@pytest.mark.parametrize("noun", ["officers", "students", "members", "guards"])
def test_who_they_are_of_is_nobody_beside_them(noun: str) -> None:
    for whose, befell in itertools.product(WHOSE, BEFELL):
        text = f"A bomb exploded in Mandera on Wednesday. Three {noun} {whose} {befell}."
        (told,) = EXTRACTOR.extract(draft_of(text))
        assert told.killed == Toll.exactly(3), text


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("A driver and his wife lost their lives when gunmen opened fire in Mandera on Wednesday.", 2),
        ("A bomb exploded in Mandera on Wednesday. Ann Lee and Bob Ray were killed.", 2),
        ("A bomb exploded in Mandera on Wednesday. A member of the National Guard lost his life.", 1),
    ],
)
def test_who_lost_their_lives_is_counted(text: str, dead: int) -> None:
    (told,) = EXTRACTOR.extract(draft_of(text))
    assert told.killed == Toll.exactly(dead)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("A fourth victim of Sunday's shooting at a party in Denver has died, police said on Wednesday.", 4),
        ("A girl of 19 became the third person to die after gunmen opened fire in Denver on Sunday.", 3),
        ("A second victim has died after a shooting in Denver on Sunday.", 2),
        (
            "A man was shot dead in Leeds on Tuesday. He was the third person killed in the city this month.",
            1,
        ),
        ("A man was shot dead in Leeds on Tuesday. It was the fifth death from gunfire there this week.", 1),
        ("A man shot dead in Leeds on Tuesday was the third person to die in gang violence this year.", 1),
        ("A third man was held after a shooting in Denver on Sunday in which a boy was killed.", 1),
        ("Three men were hurt and a fourth was killed in a shooting in Denver on Sunday.", 1),
    ],
)
def test_the_last_to_die_says_how_many_did(text: str, dead: int) -> None:
    (told,) = EXTRACTOR.extract(draft_of(text))
    assert told.killed == Toll.exactly(dead)


@pytest.mark.parametrize(
    ("language", "text", "toll"),
    [
        ("ru", "Мужчину ударили ножом в Перми. Скончался на месте.", (1, None)),
        ("ru", "Под обстрел в Шебекино попал пенсионер. Погиб на месте. Раненых нет.", (1, 0)),
        ("ru", "Дрон атаковал автомобиль в Шебекино. Водитель ранен. Умер в больнице.", (1, None)),
        ("ru", "Дрон атаковал автомобиль в Шебекино. Водитель ранен. Погибли двое прохожих.", (2, 1)),
        ("uk", "У Херсоні дрон атакував автомобіль. Водій дістав поранення. Помер у лікарні.", (1, None)),
        ("uk", "Під обстріл у Шостці потрапив дідусь. Загинув на городі. Поранених немає.", (1, 0)),
    ],
)
def test_who_died_may_go_without_saying(
    language: str, text: str, toll: tuple[int | None, int | None]
) -> None:
    (told,) = EXTRACTOR.extract(draft_of(text, language))
    assert (told.killed and told.killed.best, told.injured and told.injured.best) == toll


def test_money_is_nobody_who_was_taken() -> None:
    text = "В Оше ограбили банк. Похищено 3 миллиона 200 тысяч сомов и 11 тысяч долларов."
    (told,) = EXTRACTOR.extract(draft_of(text, "ru"))
    assert told.abducted is None


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("The mayor of Tula was assassinated on Tuesday. His driver was unharmed.", (1, None)),
        ("Gunmen fired at the mayor of Tula on Tuesday. Nobody was hurt.", (0, 0)),
        (
            "A suicide bomber attacked a cafe in Beledweyne on Tuesday. The number of dead has risen to 14. "
            "Five of the wounded died overnight. Twenty-six people were still being treated.",
            (14, 26),
        ),
        (
            "Two persons were killed and at least 34, including nine policemen, were injured in a shooting in Khandwa "
            "on Sunday.",
            (2, 34),
        ),
        (
            "Ann Lee, a 31-year-old nurse, and Bob Ray, 68, a part-time driver, died when a man stabbed people in Denver.",
            (2, None),
        ),
        ("Ann Lee, a nurse, was shot dead in Denver on Tuesday.", (1, None)),
        (
            "The number of people killed in Sunday's attack on Porgera has gone up to 19, police say, after searchers "
            "brought in six more bodies.",
            (19, None),
        ),
        ("A bomb in Torodi on Monday left seven (07) soldiers dead.", (7, None)),
    ],
)
def test_whom_a_number_counts(text: str, toll: tuple[int | None, int | None]) -> None:
    (told,) = EXTRACTOR.extract(draft_of(text))
    assert (told.killed and told.killed.best, told.injured and told.injured.best) == toll


def test_who_is_forced_into_a_car_is_taken() -> None:
    text = (
        "Three men with guns forced a businessman into a car in Chaguanas on Tuesday and drove off with him."
    )
    (told,) = EXTRACTOR.extract(draft_of(text))
    assert told.abducted == Toll.exactly(1)


@pytest.mark.parametrize(
    ("language", "text", "field", "number"),
    [
        ("en", "In Kano, a city of 3 million, 12 people were killed by a bomb on Monday.", "killed", 12),
        ("en", "Bandits demanded 5 million, 12 students were abducted in Kano on Monday.", "abducted", 12),
        (
            "ru",
            "В городе с населением 3 миллиона, Харькове, при взрыве бомбы погибли 12 человек.",
            "killed",
            12,
        ),
        ("en", "Gunmen killed four residents of Kano and a soldier on Monday.", "killed", 5),
        ("en", "Gunmen shot dead two workers of the mine and a guard in Kano on Monday.", "killed", 3),
        ("en", "Gunmen shot dead a farmer 300² km south of Tulsa on Monday.", "killed", 1),
    ],
)
def test_a_number_is_told_of_its_own_noun(language: str, text: str, field: str, number: int) -> None:
    (told,) = EXTRACTOR.extract(draft_of(text, language))
    assert getattr(told, field) == Toll.exactly(number)
