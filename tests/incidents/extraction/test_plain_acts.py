"""Plain acts in plain words: what attackers do to whom with what, as a lead, below a dateline and in the middle of a
sentence. Written from the languages, not from reports; the first word of a line is the type.
"""

from __future__ import annotations

import itertools

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

ACTS = {
    "en": """shooting|shot a man in the leg|shot and wounded two teenagers|gunned down a shopkeeper|opened fire at a petrol station|fired several shots at a house|fired on a police patrol|shot at a bus|sprayed a bar with bullets|shot a woman through the window of her car|shot dead three farmers|fired into a crowd|killed a guard with a shotgun|shot up a nightclub|shot four people at a barbecue|ambushed a convoy and shot the driver|fired at worshippers leaving a mosque
stabbing|stabbed two passers-by|attacked commuters with a knife|slashed a nurse with a razor|knifed a man to death|stabbed a pupil in the playground|cut a man's throat|wounded three people with a knife|went on a stabbing spree at a mall|stabbed his neighbour several times|hacked two brothers to death with machetes|attacked a priest with a kitchen knife
bombing|set off a bomb at a market|detonated a device near a school|planted a bomb that killed two soldiers|threw a grenade into a bar|exploded a car bomb outside a hotel|left a parcel bomb that wounded a clerk|lobbed grenades at a police post
arson|set fire to a warehouse|torched three cars|burned down a church|set a bus ablaze|firebombed a synagogue|threw petrol bombs at a hostel|burned dozens of houses|set alight a pharmacy|torched a school
kidnapping|kidnapped a businessman|abducted eleven schoolgirls|seized two aid workers|took a judge hostage|snatched a child from a playground|abducted the wife of a banker|kidnapped 20 bus passengers|held a family captive for two days|dragged a trader into a van and drove away
robbery|robbed a bank|held up a jeweller's shop|robbed a post office at gunpoint|raided a jewellery store with sledgehammers|robbed a cash van|stole a car at gunpoint|robbed passengers on a train at knifepoint|forced a cashier to open the safe at gunpoint|mugged a tourist at knifepoint|broke into a house and robbed the owners at gunpoint
vehicle_attack|drove a lorry into a Christmas market|rammed a car into pedestrians|ploughed a van into a bus queue|ran over two soldiers deliberately
armed_attack|attacked a village and killed nine people|stormed a hospital and killed two guards|raided a cattle camp, killing six herders|attacked a police station|overran a military base|attacked a convoy of aid trucks|beat a journalist unconscious|lynched a thief
hijacking|hijacked a passenger bus|hijacked a tanker|hijacked a plane
assassination|assassinated a judge|shot dead the mayor|killed a senator outside his home""",
    "ru": """shooting|выстрелили в мужчину и ранили его в ногу|обстреляли автобус с рабочими|открыли огонь по посетителям кафе|расстреляли семью в доме|застрелили троих фермеров|стреляли по полицейскому патрулю|убили сторожа из ружья|выпустили очередь по толпе|устроили стрельбу в ночном клубе|ранили из пистолета двух подростков
stabbing|зарезали двух прохожих|ударили ножом школьника|напали с ножом на пассажиров|перерезали горло торговцу|ранили ножом трёх человек|зарубили топором двух братьев|изрезали таксиста|набросились с мачете на прохожих
bombing|взорвали бомбу на рынке|подорвали автомобиль у гостиницы|бросили гранату в бар|заложили бомбу, убившую двух солдат|привели в действие взрывное устройство у школы|взорвали заминированную машину
arson|подожгли склад|сожгли три автомобиля|забросали бутылками с зажигательной смесью общежитие|устроили поджог в школе|спалили десятки домов
kidnapping|похитили предпринимателя|захватили в заложники судью|увезли одиннадцать школьниц|взяли в плен двух сотрудников гуманитарной миссии|похитили ребёнка с детской площадки|захватили автобус с двадцатью пассажирами|удерживали семью в заложниках двое суток|затащили торговца в машину и увезли
robbery|ограбили банк|напали на инкассаторов и похитили деньги|ограбили пассажиров поезда, угрожая ножом|ворвались в дом и ограбили хозяев
vehicle_attack|въехали на грузовике в толпу|протаранили машиной пешеходов|наехали на автомобиле на солдат|направили фургон в очередь на остановке
armed_attack|напали на деревню и убили девять человек|ворвались в больницу и убили двух охранников|атаковали полицейский участок|напали из засады на патруль|атаковали колонну с гуманитарной помощью|избили журналиста до потери сознания|линчевали вора|устроили резню в деревне
hijacking|захватили танкер
assassination|убили судью у его дома|застрелили мэра|совершили покушение на депутата""",
    "uk": """shooting|вистрілили в чоловіка й поранили його в ногу|обстріляли автобус із робітниками|відкрили вогонь по відвідувачах кафе|розстріляли родину в будинку|застрелили трьох фермерів|стріляли по поліцейському патрулю|убили сторожа з рушниці|випустили чергу по натовпу|влаштували стрілянину в нічному клубі|поранили з пістолета двох підлітків
stabbing|зарізали двох перехожих|вдарили ножем школяра|напали з ножем на пасажирів|перерізали горло торговцю|поранили ножем трьох людей|зарубали сокирою двох братів|порізали таксиста|накинулися з мачете на перехожих
bombing|підірвали бомбу на ринку|підірвали автомобіль біля готелю|кинули гранату в бар|заклали бомбу, яка вбила двох солдатів|підірвали заміновану машину
arson|підпалили склад|спалили три автомобілі|закидали пляшками із запальною сумішшю гуртожиток|влаштували підпал у школі
kidnapping|викрали підприємця|захопили в заручники суддю|викрали одинадцять школярок|узяли в полон двох працівників гуманітарної місії|викрали дитину з майданчика|утримували родину в заручниках дві доби|затягли торговця в машину й повезли
robbery|пограбували банк|напали на інкасаторів і викрали гроші|пограбували пасажирів потяга, погрожуючи ножем|увірвалися в будинок і пограбували господарів
vehicle_attack|в'їхали вантажівкою в натовп|протаранили машиною пішоходів|наїхали автомобілем на солдатів|скерували фургон у чергу на зупинці
armed_attack|напали на село й убили дев'ятьох людей|увірвалися в лікарню і вбили двох охоронців|атакували поліцейську дільницю|напали із засідки на патруль|атакували колону з гуманітарною допомогою|побили журналіста до непритомності|лінчували злодія
hijacking|захопили танкер
assassination|убили суддю біля його будинку|застрелили мера|вчинили замах на депутата""",
}
ATTACKERS = {
    "en": ["Gunmen", "Two masked men", "Unknown attackers", "A man", "Suspected rebels"],
    "ru": ["Неизвестные", "Двое мужчин в масках", "Вооруженные люди", "Боевики"],
    "uk": ["Невідомі", "Двоє чоловіків у масках", "Озброєні люди", "Бойовики"],
}
FRAMES = {
    "en": [
        "{who} {did} in Kano on Tuesday, police said.",
        "KANO, May 15 - {who} {did} in Kano on Tuesday night, officials said on Wednesday.",
        "{who} {did} in Kano late on Tuesday. The governor called for calm.",
    ],
    "ru": [
        "{who} {did} в Кано во вторник, сообщила полиция.",
        "КАНО, 15 мая. {who} {did} в Кано во вторник вечером.",
        "{who} {did} в Кано во вторник. Кто стоит за нападением, неизвестно.",
    ],
    "uk": [
        "{who} {did} в Кано у вівторок, повідомила поліція.",
        "КАНО, 15 травня. {who} {did} в Кано у вівторок увечері.",
        "{who} {did} в Кано у вівторок. Хто стоїть за нападом, невідомо.",
    ],
}
BLUNT = """iron bars|metal bars|wooden sticks|baseball bats|hammers|crowbars|metal pipes|an iron rod|wooden clubs|chains|planks"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize("language", sorted(ACTS))
def test_a_plain_act_is_told_with_its_type_and_place(extractor: Extractor, language: str) -> None:
    who, frames = itertools.cycle(ATTACKERS[language]), FRAMES[language]
    wrong = []
    for line in ACTS[language].splitlines():
        kind, *acts = line.split("|")
        for did, frame in itertools.product(acts, frames):
            text = frame.format(who=next(who), did=did)
            told = [
                (one.type, one.place and one.place.name)
                for one in extractor.extract(draft_of(text, language))
            ]
            if told != [(kind, "Kano")]:
                wrong.append(f"{kind}: {text} {told}")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("weapon", BLUNT.split("|"))
def test_who_is_beaten_with_what_lies_at_hand_is_attacked(extractor: Extractor, weapon: str) -> None:
    for whom in ("a taxi driver", "two students", "the village chief", "protesters"):
        (told,) = extractor.extract(
            draft_of(f"Four masked men beat {whom} with {weapon} in Kano on Tuesday.")
        )
        assert told.weapon, whom
        assert weapon.split()[-1] in told.weapon


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Customs seized two people smugglers' boats near Dover on Tuesday."),
        ("ru", "Родители увезли школьниц из лагеря в Перми во вторник."),
        ("ru", "Он затащил друга в машину и увез в больницу в Перми во вторник."),
    ],
)
def test_the_same_words_without_force_are_no_act(extractor: Extractor, language: str, text: str) -> None:
    assert not extractor.extract(draft_of(text, language))


def test_a_crash_into_people_is_an_accident(extractor: Extractor) -> None:
    (told,) = extractor.extract(
        draft_of("A lorry crashed into pedestrians in Leeds on Tuesday, killing two.")
    )
    assert told.type == "disaster"
