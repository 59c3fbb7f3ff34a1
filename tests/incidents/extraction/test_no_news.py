"""What is told beside words of violence and is no news: acts of long ago in reports of today, accidents.

Each grid is made from the language: acts and occasions, blasts and their causes. None may be told as news; the
same words without what makes them old or accidental are reports.
"""

from __future__ import annotations

import itertools

import pytest

from incidents.extraction import Extractor
from incidents.incident import Toll
from tests.incidents.extraction.tables import LESSONS, articles_of, draft_of, tells_news

# An occasion of today, with the act of long ago in its place.
OCCASIONS = {
    "en": [
        "A museum in Vienna showed on Tuesday the coat of a man who {act}.",
        "The minister apologised on Wednesday to the families of those who {act}.",
        "On Tuesday a street in Lyon was named after a teacher who {act}.",
        "Her novel, out on Thursday, is about a cousin who {act}.",
    ],
    "ru": [
        "В Вене во вторник показали пальто человека, который {act}.",
        "В среду министр извинился перед роднёй учителя, который {act}.",
        "Во вторник в Лионе назвали улицу в честь учителя, который {act}.",
    ],
    "uk": [
        "У Відні у вівторок показали пальто чоловіка, який {act}.",
        "У середу міністр вибачився перед родиною вчителя, який {act}.",
        "У вівторок у Ліоні назвали вулицю на честь учителя, який {act}.",
    ],
}
OLD_ACTS = {
    "en": [
        "was shot dead in Madrid in 1974",
        "was kidnapped by rebels near Medellín in March 2003",
        "was killed by a bomb in Belfast in the seventies",
        "was stabbed to death in a park in Rome half a century ago",
        "was shot by gunmen in Kingston on 3 April 2011",
    ],
    "ru": [
        "был застрелен в Мадриде в 1974 году",
        "был похищен повстанцами под Медельином в марте 2003 года",
        "погиб от взрыва бомбы в Белфасте в семидесятые",
        "был зарезан в римском парке полвека назад",
        "в 2011 году был застрелен в Кингстоне",
    ],
    "uk": [
        "був застрелений у Мадриді 1974 року",
        "був викрадений повстанцями під Медельїном у березні 2003 року",
        "загинув від вибуху бомби в Белфасті у сімдесяті",
        "2011 року був застрелений у Кінгстоні",
    ],
}


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_an_act_that_its_sentence_dates_long_ago_is_no_news(extractor: Extractor, language: str) -> None:
    texts = [
        occasion.format(act=act)
        for occasion, act in itertools.product(OCCASIONS[language], OLD_ACTS[language])
    ]
    assert [text for text in texts if tells_news(extractor, draft_of(text, language))] == []


# Somebody is told with a year, and what befalls him is new.
NEW_ACTS = {
    "en": [
        "Gunmen in Quetta killed a judge who moved there in 2019.",
        "Fighters of a front founded in 1990 shot dead five villagers near Bunia on Tuesday.",
        "Robbers shot dead a man who was born in 1960 in his shop in Durban.",
        "Rebels who killed six priests in 1989 struck again on Tuesday, killing four villagers near Apartado.",
        "A bomb went off on Wednesday in a hotel in Kabul built in 1974, killing three guests.",
    ],
    "ru": [
        "Во вторник в Кветте застрелили судью, который в 2019 году приехал из Карачи.",
        "Основанная в 1990 году группировка убила во вторник пятерых жителей Буниа.",
        "Взрыв прогремел в среду в отеле Кабула, построенном в 1974 году; погибли трое.",
    ],
    "uk": [
        "У вівторок у Кветті застрелили суддю, який 2019 року приїхав із Карачі.",
        "Вибух пролунав у середу в готелі Кабула, збудованому 1974 року; загинуло троє.",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(key, text) for key in NEW_ACTS for text in NEW_ACTS[key]])
def test_a_year_of_something_else_makes_no_act_old(extractor: Extractor, language: str, text: str) -> None:
    assert tells_news(extractor, draft_of(text, language))


BLASTS = {
    "en": [
        ("An explosion tore through {place} in Lodz on Wednesday, injuring five people. {cause}", "a house"),
        ("A blast killed two people and wounded four in {place} in Multan on Tuesday. {cause}", "a bakery"),
        ("Three people died when an explosion ripped apart {place} in Accra. {cause}", "a workshop"),
    ],
    "ru": [
        ("Взрыв произошёл в среду в {place} в Лодзи, пострадали пять человек. {cause}", "жилом доме"),
        ("При взрыве в {place} в Мултане погибли двое, ещё четверо ранены. {cause}", "пекарне"),
    ],
    "uk": [
        ("Вибух стався у середу в {place} у Лодзі, постраждали п'ятеро людей. {cause}", "житловому будинку"),
        ("Унаслідок вибуху в {place} у Мултані загинули двоє, ще четверо поранені. {cause}", "пекарні"),
    ],
}
CAUSES = {
    "en": [
        "Firefighters said that a gas cylinder had been leaking.",
        "A boiler with a jammed safety valve was to blame, the owner said.",
        "Neighbours had complained of a smell of gas.",
        "Fireworks were stored in the cellar.",
        "It was like a bomb, said a neighbour; a propane heater had been left on.",
    ],
    "ru": [
        "По словам пожарных, произошла утечка газа.",
        "Взорвался котёл, сообщил владелец.",
        "В подвале хранили пиротехнику.",
    ],
    "uk": [
        "За словами пожежників, стався витік газу.",
        "Вибухнув котел, повідомив власник.",
        "У підвалі зберігали піротехніку.",
    ],
}


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_a_blast_with_the_cause_of_an_accident_is_no_attack(extractor: Extractor, language: str) -> None:
    texts = [
        text.format(place=place, cause=cause)
        for (text, place), cause in itertools.product(BLASTS[language], CAUSES[language])
    ]
    assert [text for text in texts if tells_news(extractor, draft_of(text, language))] == []


MEANT = {
    "en": "Police said that a bomb had been planted under the stairs.",
    "ru": "В полиции сообщили, что под лестницей была заложена бомба.",
    "uk": "У поліції повідомили, що під сходами заклали бомбу.",
}


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_a_blast_of_a_bomb_is_one_wherever_it_was(extractor: Extractor, language: str) -> None:
    texts = [text.format(place=place, cause=MEANT[language]) for text, place in BLASTS[language]]
    assert [text for text in texts if not tells_news(extractor, draft_of(text, language))] == []


CRASHES = {
    "en": [
        "A lorry rammed into a bus stop near Kumasi on Tuesday, killing four people. Its brakes had failed.",
        "Six people died when a van ploughed into a group of pilgrims on Monday. The driver lost control.",
        "A truck ploughed into a crowd at a market in Songea, killing nine. It had overtaken a bus on a bend.",
    ],
    "ru": ["Грузовик протаранил остановку под Кумаси, погибли четверо. У него отказали тормоза."],
    "uk": ["Вантажівка протаранила зупинку під Кумасі, загинули четверо. У неї відмовили гальма."],
}


@pytest.mark.parametrize(("language", "text"), [(key, text) for key in CRASHES for text in CRASHES[key]])
def test_a_road_accident_is_no_attack_with_a_vehicle(extractor: Extractor, language: str, text: str) -> None:
    assert not tells_news(extractor, draft_of(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "A van ploughed into a crowd in Nantes on Tuesday, killing four. Police called it deliberate.",
        ),
        (
            "en",
            "A man drove a car into pedestrians in Graz, hurting six. “It was no accident,” said the mayor.",
        ),
        (
            "ru",
            "Фургон въехал в толпу в Нанте, погибли четверо. По данным полиции, водитель сделал это намеренно.",
        ),
        (
            "uk",
            "Фургон в'їхав у натовп у Нанті, загинули четверо. За даними поліції, водій зробив це навмисно.",
        ),
    ],
)
def test_a_vehicle_that_is_driven_at_people_on_purpose_is_an_attack(
    extractor: Extractor, language: str, text: str
) -> None:
    assert tells_news(extractor, draft_of(text, language))


HOAXES = [
    (
        "en",
        "Police in Leeds said a swatting call on Tuesday, that a gunman had shot four pupils, was untrue.",
    ),
    (
        "en",
        "A prank call said that a bomb had exploded in a bank in Porto on Monday; the street was cleared.",
    ),
    ("ru", "Школу в Туле в среду вывели из-за анонимных писем о заложенной бомбе, взрыва ждали до обеда."),
    (
        "uk",
        "Вокзал у Сумах у середу закрили через повідомлення про мінування; казали, що бомба вибухне о другій.",
    ),
]


@pytest.mark.parametrize(("language", "text"), HOAXES)
def test_what_a_hoax_tells_is_no_news(extractor: Extractor, language: str, text: str) -> None:
    assert not tells_news(extractor, draft_of(text, language))


CASES = [
    (
        "Arrest in 1987 killing of nurse",
        "Deputies took a man of 70 into custody at his home in Reno on Tuesday.",
    ),
    ("Reward raised in 2003 slaying of barber", "The FBI in Tampa raised its reward on Wednesday."),
]


@pytest.mark.parametrize(("title", "text"), CASES)
def test_the_undated_act_of_an_old_case_is_no_news(extractor: Extractor, title: str, text: str) -> None:
    told = f"{text}\n\nThe victim had been stabbed nine times and left beside a road."
    assert not tells_news(extractor, draft_of(told, "en", title))


# What is reached in whole articles of an ordinary newspaper: alarms and reports missed, at most.
CALM = {"en": (3, 5), "ru": (4, 3), "uk": (2, 0)}


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_whole_articles_of_an_ordinary_newspaper_alarm_only_for_reports(
    extractor: Extractor, language: str
) -> None:
    articles = articles_of(LESSONS / f"{language}-articles-calm.txt", language)
    news = {one.title: tells_news(extractor, one.draft) for one in articles}
    alarms = [one.title for one in articles if not one.expected and news[one.title]]
    missed = [one.title for one in articles if one.expected and not news[one.title]]
    most = CALM[language]
    assert (len(alarms) <= most[0], len(missed) <= most[1]) == (True, True), (alarms, missed)


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "en",
            "Gas explosion wrecks house in Poltava",
            "Two people died in a blast in a house in Poltava on Wednesday. Neighbours said that they had thought of"
            " a rocket.",
        ),
        (
            "ru",
            "В Полтаве взорвался газ в жилом доме",
            "Двое погибли при взрыве в доме в Полтаве в среду. Соседи подумали, что это ракета.",
        ),
        (
            "uk",
            "У Полтаві вибухнув газ у житловому будинку",
            "Двоє загинули через вибух у будинку в Полтаві в середу. Сусіди подумали, що це ракета.",
        ),
    ],
)
def test_what_the_title_says_of_a_blast_outweighs_what_was_feared(
    extractor: Extractor, language: str, title: str, text: str
) -> None:
    assert not tells_news(extractor, draft_of(text, language, title))
    assert tells_news(extractor, draft_of(text, language))


def test_another_act_in_the_title_is_no_cause_of_a_blast(extractor: Extractor) -> None:
    title = "Взрыв в Кабуле, убийство рабочих шахты под Гератом"
    assert tells_news(extractor, draft_of("Двое погибли при взрыве в Кабуле в среду.", "ru", title))


# What was taken for a crime and was none, with its headline.
CLEARED = {
    "en": """Murder probe closed in Leeds pub death ¶ Detectives have closed a murder inquiry into the death of a man outside a pub in Leeds on Saturday after a post-mortem found that he died of natural causes.
Man found dead in Leeds not murdered, police say ¶ A man whose body was found in a park in Leeds on Tuesday was not murdered, police said. A post-mortem found he had died of a heart attack.
Leeds death no longer treated as suspicious ¶ The death of a woman in Leeds on Tuesday is no longer being treated as suspicious, police said. Two men arrested on suspicion of murder have been released without charge.
Two released in murder inquiry as cause of death found ¶ Two men arrested on suspicion of murder after a man's death in Leeds on Sunday were released when tests showed that he had fallen down stairs.
Stabbing report in Denver was false ¶ Police in Denver said a report of a stabbing on Tuesday was unfounded; a man had cut himself on glass.
Kidnapped girl was with her aunt ¶ A girl of nine who was reported kidnapped in Denver on Monday had gone to her aunt's, police said. No crime was committed.
Blast in Leeds was gas, not bomb ¶ An explosion that killed two people in Leeds on Tuesday was caused by a gas leak and not by a bomb, police said.
Suspicious package harmless ¶ A suspicious package that closed the station in Leeds on Tuesday held clothes, bomb disposal experts said.
Police drop attempted murder case ¶ Police in Leeds have dropped an attempted murder investigation after the man found bleeding in the street on Sunday said he had fallen from his bicycle.
No foul play in death of hiker ¶ Police said no foul play was involved in the death of a hiker whose body was found near Boulder on Monday, and that he had not been shot as first reported.
Officers answering a call about gunfire in Aurora on Tuesday night found teenagers letting off firecrackers.
Detectives said on Tuesday that a woman's claim that she was abducted in Reno was invented.
The fire that killed three people in Hull on Sunday was an accident, investigators said, ruling out arson.
Investigators have ruled out a bomb in the explosion that destroyed a cafe in Lille on Monday; a faulty boiler was to blame.""",
    "ru": """Смерть мужчины в Перми признали несчастным случаем ¶ Следователи прекратили дело об убийстве мужчины, найденного во вторник в Перми: экспертиза показала, что он умер от инфаркта.
Сообщение о стрельбе в Казани не подтвердилось ¶ Сообщение о стрельбе у торгового центра в Казани во вторник не подтвердилось, за выстрелы приняли фейерверк.
Похищенная школьница была у подруги ¶ Девочка, о похищении которой сообщили в Перми в понедельник, нашлась у подруги. Преступления не было, заявили в полиции.
Взрыв в доме в Перми: причиной стал газ ¶ Причиной взрыва в жилом доме в Перми во вторник, при котором погибли двое, стал бытовой газ, версия теракта исключена.
Криминальной смерти не было ¶ В смерти женщины, найденной в понедельник в Казани, нет признаков убийства, сообщили в СК: она упала с лестницы.
Подозрительный предмет оказался муляжом ¶ Подозрительный предмет на вокзале в Казани во вторник оказался сумкой с одеждой, взрывчатки в нем нет.
Следователи установили, что пожар в Омске, в котором в воскресенье погибли трое, начался из-за проводки; поджог исключен.
Женщина из Омска выдумала похищение сына, о котором сообщила в понедельник, признали в полиции.
Мужчина, найденный мертвым в Омске в понедельник, не был убит, заявили в полиции: он умер своей смертью.""",
    "uk": """Смерть чоловіка в Одесі не була вбивством ¶ Слідчі закрили провадження про вбивство чоловіка, якого знайшли у вівторок в Одесі: експертиза показала, що він помер від інфаркту.
Повідомлення про стрілянину у Львові не підтвердилося ¶ Повідомлення про стрілянину біля торгового центру у Львові у вівторок не підтвердилося, за постріли прийняли феєрверк.
Викрадена школярка була в подруги ¶ Дівчинка, про викрадення якої повідомили в Одесі в понеділок, знайшлася в подруги. Злочину не було, заявили в поліції.
Вибух у будинку в Одесі: причиною став газ ¶ Причиною вибуху в будинку в Одесі у вівторок, під час якого загинули двоє, став побутовий газ, версію теракту виключено.
Насильницької смерті не було ¶ У смерті жінки, яку знайшли в понеділок у Львові, немає ознак убивства, повідомили в поліції: вона впала зі сходів.
Слідство встановило, що пожежа в Луцьку, в якій у неділю загинули троє, почалася через проводку; підпал виключено.
У Луцьку мешканці сплутали феєрверк зі стріляниною і викликали поліцію у вівторок.
Жінка з Луцька вигадала викрадення сина, про яке заявила в понеділок, визнали в поліції.""",
}
# The same words in a report.
COMMITTED = {
    "en": """Police first thought that the man found dead in Hull on Tuesday had died of natural causes, but he was stabbed to death, detectives said.
A man of 80 died of a heart attack on Tuesday after robbers tied him up at his home in Hull.
Gunmen shot dead four people at a party in Aurora on Tuesday. Neighbours first thought that the shots were fireworks.
A bomb killed three people in Lille on Monday. Police ruled out a gas leak.
Two men arrested after a student was stabbed to death in Hull on Monday have been released without charge.""",
    "ru": """Жители Омска приняли стрельбу за фейерверк: во вторник неизвестный убил из ружья двух человек.
В Омске при взрыве бомбы в понедельник погибли двое. Версию взрыва газа следователи исключили.
Пожилой мужчина умер от инфаркта после нападения грабителей на его дом в Омске во вторник.""",
    "uk": """Мешканці Луцька сплутали стрілянину з феєрверком: у вівторок невідомий убив двох людей з рушниці.
У Луцьку внаслідок вибуху бомби в понеділок загинули двоє. Версію вибуху газу слідчі виключили.""",
}


def _lines(rows: dict[str, str]) -> list[tuple[str, str, str]]:
    """Language, headline and text of each line."""
    parted = [
        (language, line.rpartition(" ¶ ")) for language, lines in rows.items() for line in lines.splitlines()
    ]
    return [(language, title, text) for language, (title, _, text) in parted]


@pytest.mark.parametrize(("language", "title", "text"), _lines(CLEARED))
def test_what_was_no_crime_is_no_news(extractor: Extractor, language: str, title: str, text: str) -> None:
    assert not tells_news(extractor, draft_of(text, language, title))


@pytest.mark.parametrize(("language", "title", "text"), _lines(COMMITTED))
def test_what_was_thought_to_be_none_is_a_crime(
    extractor: Extractor, language: str, title: str, text: str
) -> None:
    assert tells_news(extractor, draft_of(text, language, title))


@pytest.mark.parametrize(
    "text",
    [
        "Three people were shot dead in a bar in Oakland on Tuesday, two years after a similar attack there.",
        "Police shot and killed a man in Ferguson on Tuesday, five years after the last such killing in the town.",
        "A bomb exploded in Bologna on Tuesday and wounded two people, decades after the last attack in the city.",
        "Four people were stabbed in Nice on Tuesday, eight years after the deadliest attack in the town.",
        "A gunman killed two people in Oakland on Tuesday, years after the city disbanded its homicide unit.",
        "A gunman killed two people in Oakland on Tuesday, a year after he was released from prison.",
        "A year after his brother was killed, a man was shot dead in Tulsa on Tuesday.",
        "Two years after the flood, three people were shot dead in Uvalde on Tuesday.",
        "A year after war broke out, a rocket hit a market in Khartoum on Tuesday and killed eight people.",
        "Six months after a ceasefire was signed, shelling killed four people in Aleppo on Tuesday.",
        "In Khartoum on Tuesday, a year after the coup, soldiers shot dead five protesters.",
        "Five years after the massacre, gunmen shot dead three worshippers in the same mosque in Kano on Tuesday.",
    ],
)
def test_an_act_years_after_something_else_is_news(extractor: Extractor, text: str) -> None:
    assert tells_news(extractor, draft_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "A dance studio in Dadeville opened again on Saturday, a year after four people were shot dead there.",
        "A school reopened on Monday in Uvalde, thirteen months after a gunman killed 21 people there.",
        "A man was charged on Tuesday a year after a woman was stabbed in Leeds.",
        "Two years after a gunman killed 21 people at a school, survivors met in Uvalde on Tuesday.",
        "Two years after the tragedy, friends of three people shot dead in a bar met in Oakland on Tuesday.",
        "Seven months after the attack, people shot in Reno still wait for money, they said on Tuesday.",
        "A year after that day, a man who killed two women in Leeds gave an interview on Tuesday.",
        "A vigil was held in Oakland on Tuesday for three people shot dead at a bar, two years after the attack.",
    ],
)
def test_what_is_told_of_a_year_later_is_no_news(extractor: Extractor, text: str) -> None:
    assert not tells_news(extractor, draft_of(text))


def test_whom_a_hunter_takes_for_a_moose_was_not_attacked(extractor: Extractor) -> None:
    text = "A hunter has a bullet in his thigh after his companion mistook him for a moose near Smithers on Sunday."
    assert not tells_news(extractor, draft_of(text))
    assert tells_news(
        extractor, draft_of("A gunman who mistook a jogger for a rival shot him dead in Leeds on Tuesday.")
    )


def test_whom_the_deceased_leaves_behind_is_not_dead(extractor: Extractor) -> None:
    text = "A grocer was shot dead in Lahore on Wednesday. The deceased leaves behind a widow and four daughters."
    assert [one.killed for one in extractor.extract(draft_of(text))] == [Toll.exactly(1)]
