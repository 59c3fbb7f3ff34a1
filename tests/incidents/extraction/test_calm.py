"""Words of violence in articles that report none: weather, wrecks, beasts, gas, counts of crimes, drills, arms deals,
trials, memories, studies, films. The same words in reports of violence are told.

Written from the language, not from reports.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, tells_news

# At most, of 72, 62 and 56; before such openings were looked for: 10, 26, 28.
ALARMS = {"en": 0, "ru": 1, "uk": 0}

# A title, and a text with a town {P} and a day {D}.
CALM = {
    "en": [
        # weather
        "Lightning kills seven in {P} ¶ Seven people were killed when lightning struck a field in {P} {D}.",
        "Storm attacks {P} ¶ A storm hit {P} {D}, killing two people and injuring nine.",
        "Flood kills nine in {P} ¶ A flash flood killed nine people in {P} {D}, officials said.",
        "Hail bombards {P} ¶ Hailstones as large as eggs bombarded {P} {D} and wounded four people.",
        "¶ A landslide killed eleven people in {P} {D}.",
        # road
        "Bus plunge kills 16 ¶ A bus left the road near {P} {D} and rolled down a slope, killing 16 people.",
        "¶ A truck overturned in {P} {D}, killing three people.",
        "Train derailment kills four ¶ A train came off the rails in {P} {D} and killed four passengers.",
        "¶ Two people were killed {D} when a coach skidded on ice in {P}.",
        "Ferry sinks, 20 dead ¶ A ferry capsized off {P} {D}; twenty people were killed.",
        # animal
        "Toddler dies after dog attack ¶ A boy was attacked by a dog in {P} {D} and died in hospital.",
        "¶ Two dogs mauled a woman to death in {P} {D}.",
        "Wasps kill farmer ¶ A swarm of wasps attacked pickers in {P} {D}, killing one of them.",
        "¶ An elephant killed two villagers in {P} {D}.",
        "¶ A bull gored a man to death in {P} {D}.",
        # gas
        "Gas blast kills two ¶ A gas explosion killed two people in a flat in {P} {D}. Neighbours thought that it was a rocket.",
        '¶ A cylinder exploded in a kitchen in {P} {D}, killing a cook. "We thought a bomb had gone off," a guest said.',
        "Blast at fireworks factory ¶ An explosion at a fireworks factory in {P} {D} killed nine workers.",
        "¶ A boiler exploded in a laundry in {P} {D} and injured five.",
        # statistics
        "Violent crime falls ¶ Shootings, robberies and stabbings all fell in {P} last year, the police chief said {D}. Officers recorded 131 shootings. In two of three cases the victim was stabbed or shot by somebody he knew.",
        "Murders up by a tenth ¶ Police in {P} recorded 104 murders last year, eight more than the year before, figures published {D} show. Most of those killed were shot.",
        "Knife crime down ¶ Knife crime in {P} fell by 7%, figures published {D} show. Police recorded 24 killings and 1,120 assaults in which somebody was stabbed.",
        # drill
        "Police train for attack ¶ Police in {P} staged an exercise {D}. According to the script, gunmen took seven hostages and shot two guards. The shots were blanks.",
        "'Terrorist' overpowered in drill ¶ Smoke, shots and screams at the station of {P} {D}: it was a drill. Three attackers shot a guard and stormed a train.",
        # arms
        "Berlin sends shells ¶ Germany will deliver 60,000 shells and ten attack drones, the ministry said in {P} {D}. The system protects cities from missile strikes.",
        "Contract for drones signed ¶ The ministry bought attack drones and missiles, it said in {P} {D}.",
        # trial
        "Man gets 31 years ¶ A court in {P} sentenced a man {D} to 31 years for shooting dead a doorman in 2019. He had fired seven times.",
        "Trial opens ¶ The trial of three men who kidnapped a banker in 2017 opened in {P} {D}. They held him for a month and shot his driver.",
        # history
        "Eighty years on ¶ {P} remembered {D} the massacre of 1944, in which soldiers shot 200 villagers.",
        "Remains found ¶ The remains of a forester who vanished in 2009 were found in {P} {D}. He had been shot with a rifle and buried.",
        # insurance
        "Insurers pay ¶ An insurer said in {P} {D} that it would pay for shops that were looted and burned in the riots of 2021.",
        "Court: no payout for blast ¶ A shop that was bombed in 1996 gets no money, an insurer said in {P} {D}.",
        # study
        "Who kills? ¶ Researchers in {P} read 900 files of men who killed, they said {D}. Most had been beaten as children; one in five was shot dead later.",
        "Study of mobs ¶ A sociologist in {P} has read 1,100 files on lynching, she said {D}. Thieves were burned and stoned to death.",
        # film
        "New thriller ¶ In a film that opened in {P} {D}, a sniper kills a judge and a bomb destroys a bridge.",
        "Festival opens ¶ The festival in {P} opened {D} with a drama about a kidnapping: gunmen seize a bus and shoot the driver.",
    ],
    "ru": [
        # weather
        "Молния убила семерых ¶ Семь человек погибли от удара молнии в {P} {D}.",
        "Стихия атаковала город ¶ Ураган обрушился на город {D}: в {P} убиты двое, ранены девять.",
        "Наводнение убило девятерых ¶ Паводок убил девять человек в {P} {D}, сообщили власти.",
        "Град побил крыши ¶ Град размером с яйцо обстрелял дома в {P} {D}, ранены четверо.",
        "¶ Оползень убил одиннадцать человек в {P} {D}.",
        # road
        "Автобус упал в пропасть ¶ Автобус вылетел с дороги в {P} {D} и опрокинулся, убиты 16 человек.",
        "¶ Грузовик перевернулся в {P} {D}, погибли трое.",
        "Поезд сошёл с рельсов ¶ Поезд сошёл с рельсов в {P} {D}, погибли четыре пассажира.",
        "¶ Двое погибли {D} в {P}: автобус занесло на льду.",
        "Паром затонул ¶ Паром перевернулся в {P} {D}, двадцать человек погибли.",
        # animal
        "Собака загрызла ребёнка ¶ На мальчика напала собака в {P} {D}, он умер в больнице.",
        "¶ Стая собак напала на женщину в {P} {D}, она погибла.",
        "Осы убили крестьянина ¶ Рой ос атаковал сборщиков в {P} {D}, один погиб.",
        "¶ Слон убил двух жителей в {P} {D}.",
        # gas
        "Взрыв газа убил двоих ¶ При взрыве газа в квартире в {P} {D} погибли двое. Соседи решили, что это ракета.",
        "¶ Баллон взорвался на кухне в {P} {D}, погиб повар. «Мы думали, бомба», — сказал гость.",
        "Взрыв на складе пиротехники ¶ На складе пиротехники в {P} {D} прогремел взрыв, погибли девять рабочих.",
        "¶ Котёл взорвался в прачечной в {P} {D}, ранены пятеро.",
        # statistics
        "Убийств меньше ¶ За год в {P} совершено 104 убийства, на восемь меньше, чем годом ранее, сообщила полиция {D}. Грабежей стало больше. Треть убитых застрелили знакомые.",
        "Преступность снизилась ¶ Преступность в {P} снизилась на 7%, показала статистика, опубликованная {D}. Полиция насчитала 24 убийства и 610 ограблений.",
        # drill
        "Учения ¶ В {P} {D} прошла тренировка полиции. По легенде, боевики захватили семь заложников и застрелили охранника. Стреляли холостыми.",
        "«Террориста» обезвредили ¶ Дым, выстрелы и крики на вокзале в {P} {D}: шли учения. Трое нападавших застрелили охранника и захватили поезд.",
        # arms
        "Берлин передаст снаряды ¶ Германия поставит 60 тысяч снарядов и десять ударных беспилотников, заявили в {P} {D}. Система защищает города от ракетных ударов.",
        "Контракт на дроны ¶ Министерство закупит ударные беспилотники и ракеты, сообщили в {P} {D}.",
        # trial
        "31 год за убийство ¶ Суд в {P} {D} приговорил мужчину к 31 году за убийство охранника в 2019 году. Он выстрелил семь раз.",
        "Начался процесс ¶ Процесс над тремя мужчинами, похитившими банкира в 2017 году, начался в {P} {D}. Они держали его месяц и застрелили водителя.",
        # history
        "Восемьдесят лет спустя ¶ В {P} {D} вспомнили резню 1944 года, когда солдаты расстреляли 200 жителей.",
        "Пропавшего в 2009 году лесника нашли ¶ Останки лесника, пропавшего в 2009 году, нашли в {P} {D}. Его застрелили из ружья и закопали.",
        # insurance
        "Страховщики платят ¶ Страховая компания сообщила в {P} {D}, что заплатит за магазины, разграбленные и сожжённые в беспорядках 2021 года.",
        # study
        "Кто убивает ¶ Учёные в {P} прочли 900 дел убийц, рассказали они {D}. Большинство в детстве избивали; каждого пятого потом застрелили.",
        # film
        "Новый триллер ¶ В фильме, вышедшем в {P} {D}, снайпер убивает судью, а бомба разрушает мост.",
    ],
    "uk": [
        # weather
        "Блискавка вбила сімох ¶ Семеро людей загинули від удару блискавки в {P} {D}.",
        "Стихія атакувала місто ¶ Буревій налетів на місто {D}: у {P} вбито двох, поранено дев'ятьох.",
        "Повінь убила дев'ятьох ¶ Паводок убив дев'ять людей у {P} {D}, повідомила влада.",
        "Град побив дахи ¶ Град завбільшки з яйце обстріляв будинки в {P} {D}, поранено чотирьох.",
        "¶ Зсув убив одинадцять людей у {P} {D}.",
        # road
        "Автобус упав у прірву ¶ Автобус вилетів з дороги в {P} {D} і перекинувся, убито 16 людей.",
        "¶ Вантажівка перекинулася в {P} {D}, загинули троє.",
        "Потяг зійшов з рейок ¶ Потяг зійшов з рейок у {P} {D}, загинули чотири пасажири.",
        "Пором затонув ¶ Пором перекинувся в {P} {D}, двадцятеро людей загинули.",
        # animal
        "Собака загриз дитину ¶ На хлопчика напав собака в {P} {D}, він помер у лікарні.",
        "¶ Зграя собак напала на жінку в {P} {D}, вона загинула.",
        "¶ Слон убив двох жителів у {P} {D}.",
        # gas
        "Вибух газу вбив двох ¶ Унаслідок вибуху газу в квартирі в {P} {D} загинули двоє. Сусіди вирішили, що це ракета.",
        "¶ Балон вибухнув на кухні в {P} {D}, загинув кухар. «Ми думали, бомба», — сказав гість.",
        "Вибух на складі піротехніки ¶ На складі піротехніки в {P} {D} пролунав вибух, загинули дев'ятеро робітників.",
        # statistics
        "Вбивств менше ¶ За рік у {P} скоєно 104 вбивства, на вісім менше, ніж торік, повідомила поліція {D}. Пограбувань стало більше. Третину вбитих застрелили знайомі.",
        "Злочинність знизилася ¶ Злочинність у {P} знизилася на 7%, показала статистика, оприлюднена {D}. Поліція нарахувала 24 вбивства й 610 пограбувань.",
        # drill
        "Навчання ¶ У {P} {D} пройшло тренування поліції. За легендою, бойовики взяли сімох заручників і застрелили охоронця. Стріляли холостими.",
        "«Терориста» знешкодили ¶ Дим, постріли й крики на вокзалі в {P} {D}: тривали навчання. Троє нападників застрелили охоронця й захопили потяг.",
        # arms
        "Берлін передасть снаряди ¶ Німеччина поставить 60 тисяч снарядів і десять ударних безпілотників, заявили в {P} {D}. Система захищає міста від ракетних ударів.",
        "Контракт на дрони ¶ Міністерство закупить ударні безпілотники й ракети, повідомили в {P} {D}.",
        # trial
        "31 рік за вбивство ¶ Суд у {P} {D} засудив чоловіка до 31 року за вбивство охоронця у 2019 році. Він вистрілив сім разів.",
        "Почався процес ¶ Процес над трьома чоловіками, що викрали банкіра 2017 року, почався в {P} {D}. Вони тримали його місяць і застрелили водія.",
        # history
        "Вісімдесят років по тому ¶ У {P} {D} згадали різанину 1944 року, коли солдати розстріляли 200 жителів.",
        "Зниклого 2009 року лісника знайшли ¶ Рештки лісника, який зник у 2009 році, знайшли в {P} {D}. Його застрелили з рушниці й закопали.",
        # insurance
        "Страховики платять ¶ Страхова компанія повідомила в {P} {D}, що заплатить за крамниці, розграбовані й спалені в заворушеннях 2021 року.",
        # study
        "Хто вбиває ¶ Учені в {P} прочитали 900 справ убивць, розповіли вони {D}. Більшість у дитинстві били; кожного п'ятого потім застрелили.",
        # film
        "Новий трилер ¶ У фільмі, що вийшов у {P} {D}, снайпер вбиває суддю, а бомба руйнує міст.",
    ],
}
REPORTS = {
    "en": [
        "Gunmen killed five farmers near Multan on Tuesday as floods cut the road.",
        "A bomb went off under a bus near Multan on Tuesday; the bus overturned and nine people were killed.",
        "A woman was stabbed to death on Tuesday while walking her dog in Lyon.",
        "A man was shot dead in Lyon on Tuesday; his dog stayed beside him.",
        "Militants stormed a hotel in Multan on Tuesday and killed nine guests.",
        "Gunmen fired on a train near Multan on Tuesday; it came off the rails and four passengers were killed.",
        "Violent crime has risen in Lyon, police say. On Tuesday gunmen killed two men in a bar there.",
        "Drone strike kills four at funeral in Odisha on Wednesday, a day after a storm.",
        "A police officer was killed during a drill in Lyon on Tuesday when a gunman opened fire on the cadets.",
        "Pirates seized a ferry off Odisha on Tuesday and killed two sailors; the boat later sank.",
    ],
    "ru": [
        "Боевики убили пятерых крестьян под Мултаном во вторник, когда паводок отрезал дорогу.",
        "Бомба взорвалась под автобусом в Мултане во вторник; автобус опрокинулся, погибли девять человек.",
        "Женщину зарезали во вторник в Лионе, когда она гуляла с собакой.",
        "Мужчину застрелили в Лионе во вторник; его собака осталась рядом.",
        "Военные обстреляли из «Градов» посёлок под Мариуполем во вторник, погибли четверо.",
        "Из установок «Ураган» обстреляли Харьков во вторник, убиты двое.",
        "Неизвестные обстреляли поезд под Мултаном во вторник, он сошёл с рельсов, погибли четыре пассажира.",
        "Преступность в Лионе выросла, говорит полиция. Во вторник вооружённые люди убили двух мужчин в баре.",
        "Ударный беспилотник попал в дом в Харькове во вторник, убиты двое.",
        "Пираты захватили паром у Одише во вторник и убили двух моряков; судно затонуло.",
    ],
    "uk": [
        "Бойовики вбили п'ятьох селян під Мултаном у вівторок, коли паводок відрізав дорогу.",
        "Бомба вибухнула під автобусом у Мултані у вівторок; автобус перекинувся, загинули дев'ять людей.",
        "Жінку зарізали у вівторок у Ліоні, коли вона гуляла з собакою.",
        "Чоловіка застрелили в Ліоні у вівторок; його собака лишився поруч.",
        "Військові обстріляли з «Градів» селище під Маріуполем у вівторок, загинули четверо.",
        "З установок «Ураган» обстріляли Харків у вівторок, убито двох.",
        "Злочинність у Ліоні зросла, каже поліція. У вівторок озброєні люди вбили двох чоловіків у барі.",
        "Ударний безпілотник влучив у будинок у Харкові у вівторок, вбито двох.",
    ],
}
WHEN = {
    "en": [{"P": "Multan", "D": "on Tuesday"}, {"P": "Lyon", "D": "on Wednesday evening"}],
    "ru": [{"P": "Мултане", "D": "во вторник"}, {"P": "Лионе", "D": "в среду вечером"}],
    "uk": [{"P": "Мултані", "D": "у вівторок"}, {"P": "Ліоні", "D": "у середу ввечері"}],
}


def articles(language: str) -> Iterator[Draft]:
    """Each row at each place and time."""
    for row, words in itertools.product(CALM[language], WHEN[language]):
        title, _, text = row.format(**words).partition("¶")
        yield draft_of(text.strip(), language, title.strip())


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_words_of_violence_in_a_calm_article_do_not_alarm(extractor: Extractor, language: str) -> None:
    alarms = [draft.text for draft in articles(language) if tells_news(extractor, draft)]
    assert len(alarms) <= ALARMS[language], "\n".join(alarms)


@pytest.mark.parametrize(("language", "text"), [(one, text) for one in REPORTS for text in REPORTS[one]])
def test_reports_in_the_words_of_calm_articles_are_told(
    extractor: Extractor, language: str, text: str
) -> None:
    assert tells_news(extractor, draft_of(text, language)), text
