"""What a lead tells in plain words is told, whatever else the article speaks of: unusual ways to do harm, people of
any calling, and mundane things beside them (flowers, chess, a match).

Written from the language, not from reports. What is reached is held, and each number may only get better.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, tells_news

# At most, of 336, 318 and 312; before such leads were looked for: 268, 115, 134.
MISSED = {"en": 44, "ru": 2, "uk": 1}

# A lead: {V}, {I} or {N} is the victim (as object or subject), {P} a town, {D} a day.
HARM = {
    "en": [
        "{V} was gunned down at a bus stop in {P} on {D}",
        "{V} was bludgeoned to death with a hammer in {P} on {D}",
        "{V} was strangled with a cable in {P} on {D}",
        "{V} was throttled and left in a ditch outside {P} on {D}",
        "{V} was doused with petrol and set alight in {P} on {D}",
        "{V} was thrown from a roof by masked men in {P} on {D}",
        "{V} was deliberately run over by a pickup in {P} on {D}",
        "{V} had his throat cut in {P} on {D}",
        "{V} was speared to death in {P} on {D}",
        "{V} was felled by a sniper's bullet in {P} on {D}",
        "{V} took two bullets to the chest in {P} on {D} and died",
        "{V} died in a hail of bullets in {P} on {D}",
        "{V} was kicked to death by a gang in {P} on {D}",
        "{V} was killed when a parcel exploded in his hands in {P} on {D}",
        "A bomb under the seat of his car killed {v} in {P} on {D}",
        "A device hidden in a lamp post went off in {P} on {D}, killing {v}",
        "Three men on motorbikes riddled {v} with bullets in {P} on {D}",
        "A stranger plunged a screwdriver into the neck of {v} in {P} on {D}; he died on the spot",
        "Somebody lobbed a grenade into a barber's shop in {P} on {D}, killing {v} and maiming two",
        "A man with an axe split the skull of {v} in {P} on {D}",
        "Masked men dragged {v} out of his house in {P} on {D} and shot him in front of his children",
        "Armed men walked into a cafe in {P} on {D}, asked for {v} by name and emptied a magazine into him",
        "A drone dropped a shell on a courtyard in {P} on {D}, killing {v}",
        "A rocket landed on a bakery in {P} on {D}, killing {v} and four customers",
        "A mob clubbed {v} to death in {P} on {D}",
        "{V} was hacked to pieces with pangas in {P} on {D}",
        "{V} was snatched from his car by men with rifles in {P} on {D}",
        "{V} was marched off at gunpoint from his home in {P} on {D}",
        "{V} was bundled into the boot of a car by four men in {P} on {D}",
        "Five men with sawn-off shotguns tied up {v} in {P} on {D} and emptied the safe",
        "Unknown men burned the house of {v} to the ground in {P} on {D}",
        "{V} was knifed in the back in {P} on {D} and bled to death",
        "{V} was slain at his desk in {P} on {D}",
        "{V} was butchered with a machete in {P} on {D}",
        "{V} was beheaded by militants outside {P} on {D}",
        "{V} was shot through the window of his kitchen in {P} on {D}",
        "{V} was pelted with stones until he died in {P} on {D}",
        "{V} was blown to pieces by a mine outside {P} on {D}",
        "{V} was battered to death with an iron bar in {P} on {D}",
        "Gunmen mowed down {v} and six worshippers in {P} on {D}",
        "A tailor was stoned by a crowd outside {P} on {D} and died of his wounds",
        "Two brothers were dragged behind a pickup until they died near {P} on {D}",
        "A cook was scalded with boiling oil by an intruder in {P} on {D}",
        "A taxi driver was garrotted by his passengers in {P} on {D}",
        "A gang sawed through the bars of a jewellery shop in {P} on {D} and clubbed its owner unconscious",
        "A nurse was pushed under a train by a stranger in {P} on {D}",
        "Somebody rolled a grenade under a table in a tea house in {P} on {D}; three guests were torn to pieces",
        "A crossbow bolt killed a postman in {P} on {D}; a neighbour is being sought",
        "A shepherd stepped on a booby trap near {P} on {D} and lost both legs",
        "A sniper picked off a baker in {P} on {D}",
        "Masked riders sprayed a barber's with bullets in {P} on {D}, killing the barber",
        "A petrol bomb thrown through a window killed a grandmother in {P} on {D}",
        "An organist was drowned in a font by two intruders in {P} on {D}",
        "Four men with hoods frogmarched a chemist out of his flat in {P} on {D}",
        "A pensioner was trampled and kicked by robbers in {P} on {D} and died",
        "A drone hit a school bus in {P} on {D}, killing the driver",
    ],
    "ru": [
        "{I} изрешетили из автоматов на остановке в {P} {D}",
        "{I} забили молотком насмерть в {P} {D}",
        "{I} задушили кабелем в {P} {D}",
        "{I} облили бензином и подожгли в {P} {D}",
        "{I} сбросили с крыши люди в масках в {P} {D}",
        "{I} намеренно переехали на пикапе в {P} {D}",
        "{I} пырнули ножом в спину в {P} {D}, он истёк кровью",
        "{I} уложил наповал снайпер в {P} {D}",
        "{N} получил две пули в грудь в {P} {D} и умер",
        "{N} погиб под градом пуль в {P} {D}",
        "{N} убит: посылка взорвалась у него в руках в {P} {D}",
        "Бомба под сиденьем машины убила {i} в {P} {D}",
        "Устройство, спрятанное в фонаре, сработало в {P} {D}, погиб {n}",
        "Трое на мотоциклах расстреляли {i} в {P} {D}",
        "Незнакомец воткнул отвёртку в шею {g} в {P} {D}; тот умер на месте",
        "Кто-то бросил гранату в парикмахерскую в {P} {D}, погиб {n}, двое изувечены",
        "Мужчина с топором проломил голову {d} в {P} {D}",
        "Люди в масках выволокли {i} из дома в {P} {D} и застрелили на глазах у детей",
        "Вооружённые люди вошли в кафе в {P} {D}, спросили {i} и разрядили в него обойму",
        "Беспилотник сбросил снаряд на двор в {P} {D}, погиб {n}",
        "Ракета упала на пекарню в {P} {D}, погибли {n} и четверо покупателей",
        "Толпа забила {i} палками до смерти в {P} {D}",
        "{I} изрубили мачете в {P} {D}",
        "{I} вытащили из машины люди с автоматами и увезли в {P} {D}",
        "{I} увели под дулами автоматов из дома в {P} {D}",
        "{I} затолкали в багажник четверо мужчин в {P} {D}",
        "Пятеро с обрезами связали {i} в {P} {D} и опустошили сейф",
        "Неизвестные сожгли дотла дом {g} в {P} {D}",
        "{I} прикончили за рабочим столом в {P} {D}",
        "{I} обезглавили боевики под {P5} {D}",
        "{I} застрелили через окно кухни в {P} {D}",
        "{I} забросали камнями до смерти в {P} {D}",
        "{N} подорвался на мине под {P5} {D}",
        "{I} скосила автоматная очередь в {P} {D}",
        "{D2} в {P} в {i} всадили четыре пули, он скончался",
        "{D2} в {P} {d} перерезали горло",
        "{D2} в {P} прогремел взрыв: убит {n}",
        "{D2} в {P} убит выстрелом в затылок {n}",
        "{N} найден с пулей в голове в {P} {D}",
        "{I} линчевали в {P} {D}",
        "Портного забросали камнями в {P} {D}, он умер от ран",
        "Двух братьев привязали к пикапу и волокли до смерти в {P} {D}",
        "Таксиста удавили шнуром пассажиры в {P} {D}",
        "Медсестру столкнули под поезд в {P} {D}",
        "Кто-то подкатил гранату под стол в чайной в {P} {D}: троих разорвало на части",
        "Стрела из арбалета убила почтальона в {P} {D}, ищут соседа",
        "Пастух наступил на растяжку в {P} {D}, ему оторвало ноги",
        "Снайпер снял пекаря в {P} {D}",
        "Мотоциклисты в масках полоснули очередью по парикмахерской в {P} {D}, парикмахер погиб",
        "Бутылка с бензином, влетевшая в окно, убила старушку в {P} {D}",
        "Четверо в масках вывели аптекаря из квартиры в {P} {D} и увезли",
        "Пенсионера затоптали грабители в {P} {D}, он скончался",
        "Дрон ударил по школьному автобусу в {P} {D}, водитель погиб",
    ],
    "uk": [
        "{I} зрешетили з автоматів на зупинці в {P} {D}",
        "{I} забили молотком на смерть у {P} {D}",
        "{I} задушили кабелем у {P} {D}",
        "{I} облили бензином і підпалили в {P} {D}",
        "{I} скинули з даху люди в масках у {P} {D}",
        "{I} навмисно переїхали пікапом у {P} {D}",
        "{I} штрикнули ножем у спину в {P} {D}, він стік кров'ю",
        "{I} поклав на місці снайпер у {P} {D}",
        "{N} дістав дві кулі в груди в {P} {D} і помер",
        "{N} загинув під градом куль у {P} {D}",
        "{N} убитий: посилка вибухнула в нього в руках у {P} {D}",
        "Бомба під сидінням авто вбила {i} в {P} {D}",
        "Пристрій, схований у ліхтарі, спрацював у {P} {D}, загинув {n}",
        "Троє на мотоциклах розстріляли {i} в {P} {D}",
        "Незнайомець встромив викрутку в шию {g} в {P} {D}; той помер на місці",
        "Хтось кинув гранату в перукарню в {P} {D}, загинув {n}, двоє скалічені",
        "Чоловік із сокирою проломив голову {d} в {P} {D}",
        "Люди в масках виволокли {i} з дому в {P} {D} і застрелили на очах у дітей",
        "Озброєні люди зайшли до кав'ярні в {P} {D}, спитали {i} й розрядили в нього обойму",
        "Безпілотник скинув снаряд на подвір'я в {P} {D}, загинув {n}",
        "Ракета впала на пекарню в {P} {D}, загинули {n} і четверо покупців",
        "Натовп забив {i} палицями до смерті в {P} {D}",
        "{I} порубали мачете в {P} {D}",
        "{I} витягли з машини люди з автоматами й вивезли в {P} {D}",
        "{I} повели під дулами автоматів із дому в {P} {D}",
        "{I} заштовхали в багажник четверо чоловіків у {P} {D}",
        "П'ятеро з обрізами зв'язали {i} в {P} {D} і спорожнили сейф",
        "Невідомі спалили дощенту будинок {g} в {P} {D}",
        "{I} обезголовили бойовики під {P5} {D}",
        "{I} застрелили крізь вікно кухні в {P} {D}",
        "{I} закидали камінням до смерті в {P} {D}",
        "{N} підірвався на міні під {P5} {D}",
        "{I} скосила автоматна черга в {P} {D}",
        "{D2} в {P} у {i} всадили чотири кулі, він помер",
        "{D2} в {P} {d} перерізали горло",
        "{D2} в {P} пролунав вибух: убито {i}",
        "{D2} в {P} убито пострілом у потилицю {i}",
        "{N} знайдений із кулею в голові в {P} {D}",
        "{I} лінчували в {P} {D}",
        "Кравця закидали камінням у {P} {D}, він помер від ран",
        "Двох братів прив'язали до пікапа й волочили до смерті в {P} {D}",
        "Таксиста задушили шнуром пасажири в {P} {D}",
        "Медсестру зіштовхнули під потяг у {P} {D}",
        "Хтось підкотив гранату під стіл у чайній у {P} {D}: трьох розірвало на шматки",
        "Стріла з арбалета вбила листоношу в {P} {D}, шукають сусіда",
        "Пастух наступив на розтяжку в {P} {D}, йому відірвало ноги",
        "Снайпер зняв пекаря в {P} {D}",
        "Мотоциклісти в масках сипонули чергою по перукарні в {P} {D}, перукар загинув",
        "Пляшка з бензином, що влетіла у вікно, вбила стареньку в {P} {D}",
        "Четверо в масках вивели аптекаря з квартири в {P} {D} й повезли",
        "Пенсіонера затоптали грабіжники в {P} {D}, він помер",
        "Дрон ударив по шкільному автобусу в {P} {D}, водій загинув",
    ],
}
BESIDE = {
    "en": [
        "He had watered the geraniums every morning for thirty years. The children called him the gardener. The market was open again by noon.",
        "The season begins on Saturday, and the club had just sold out its stand. Supporters brought scarves. The match will go ahead.",
        "He had three daughters and a passion for chess. The youngest sits her school exams next week. It rained all day.",
        "The choir will sing for him on Sunday. A book of his poems was to appear in the autumn, the publisher says. Shops sold more candles than usual.",
        "His dog would not leave the place. Neighbours fed it. The town lives on apples, and the harvest is late.",
        "Nobody has been arrested.",
    ],
    "ru": [
        "Он тридцать лет поливал здесь герань. Дети звали его садовником. К полудню рынок снова открылся.",
        "Сезон начинается в субботу, клуб уже продал все билеты. Болельщики принесли шарфы. Матч состоится.",
        "У него было три дочери и страсть к шахматам. Младшая на той неделе сдаёт экзамены. Весь день шёл дождь.",
        "В воскресенье для него споёт хор. Осенью должна была выйти книга его стихов, говорят в издательстве. Свечей продали больше обычного.",
        "Его собака не уходит с этого места. Соседи её кормят. Городок живёт яблоками, урожай запаздывает.",
        "Никто не задержан.",
    ],
    "uk": [
        "Він тридцять років поливав тут герань. Діти звали його садівником. До полудня базар знову відкрився.",
        "Сезон починається в суботу, клуб уже продав усі квитки. Уболівальники принесли шалики. Матч відбудеться.",
        "У нього було три доньки й пристрасть до шахів. Молодша того тижня складає іспити. Цілий день ішов дощ.",
        "У неділю для нього співатиме хор. Восени мала вийти книжка його віршів, кажуть у видавництві. Свічок продали більше, ніж звичайно.",
        "Його собака не йде з цього місця. Сусіди її годують. Містечко живе яблуками, врожай запізнюється.",
        "Нікого не затримано.",
    ],
}
WHOM = {
    "en": [
        {"v": one, "V": one.capitalize()}
        for one in (
            *("a clerk", "the owner of a flower shop", "a violin teacher", "a football referee"),
            *("a beekeeper", "a priest"),
        )
    ],
    "ru": [
        {"i": i, "I": i.capitalize(), "n": n, "N": n.capitalize(), "g": i, "d": d}
        for i, n, d in (
            ("клерка", "клерк", "клерку"),
            ("хозяина цветочного киоска", "хозяин цветочного киоска", "хозяину цветочного киоска"),
            ("учителя музыки", "учитель музыки", "учителю музыки"),
            ("пасечника", "пасечник", "пасечнику"),
            ("священника", "священник", "священнику"),
        )
    ],
    "uk": [
        {"i": i, "I": i.capitalize(), "n": n, "N": n.capitalize(), "g": i, "d": d}
        for i, n, d in (
            ("клерка", "клерк", "клерку"),
            ("власника квіткового кіоску", "власник квіткового кіоску", "власнику квіткового кіоску"),
            ("вчителя музики", "вчитель музики", "вчителю музики"),
            ("пасічника", "пасічник", "пасічнику"),
            ("священника", "священник", "священнику"),
        )
    ],
}
WHERE = {
    "en": [
        {"P": "Kandahar", "D": "Wednesday"},
        {"P": "Lyon", "D": "Tuesday night"},
    ],
    "ru": [
        {"P": "Кандагаре", "P5": "Кандагаром", "D": "в среду", "D2": "В среду"},
        {"P": "Лионе", "P5": "Лионом", "D": "во вторник вечером", "D2": "Во вторник вечером"},
    ],
    "uk": [
        {"P": "Кандагарі", "P5": "Кандагаром", "D": "у середу", "D2": "У середу"},
        {"P": "Ліоні", "P5": "Ліоном", "D": "у вівторок увечері", "D2": "У вівторок увечері"},
    ],
}


def reports(language: str) -> Iterator[str]:
    """Each way of harm beside each other thing; victims, towns and days take turns."""
    pairs = itertools.product(HARM[language], BESIDE[language])
    for number, (harm, beside) in enumerate(pairs):
        whom, where = WHOM[language], WHERE[language]
        words = whom[number % len(whom)] | where[number % len(where)]
        yield f"{harm.format(**words)}.\n\n{beside}"


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_what_a_lead_tells_in_plain_words_is_told(extractor: Extractor, language: str) -> None:
    missed = [text for text in reports(language) if not tells_news(extractor, draft_of(text, language))]
    assert len(missed) <= MISSED[language], "\n".join(missed)


FIGURES = [
    "The liberal leader planted a bomb under the budget deal in Lyon on Wednesday.",
    'Bloggers in Lyon say that the depot "blown up by saboteurs" on Tuesday is intact. Trams run.',
    "A pistol with which a duke was shot dead in 1914 went on show in Lyon on Tuesday.",
]


@pytest.mark.parametrize("text", FIGURES)
def test_what_is_only_named_in_a_lead_is_not_told_plainly(extractor: Extractor, text: str) -> None:
    assert not tells_news(extractor, draft_of(text)), text
