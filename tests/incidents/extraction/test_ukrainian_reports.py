"""Ukrainian reports of war and crime put together of deeds, scenes and tolls: what happened, where, with what
and to whom is read in every combination. Written from the language, not from reports.

The deeds are told in the active voice, the passive, impersonally ("обстріляно") and reflexively ("підірвався").
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest

from incidents import presets
from incidents.extraction import Extractor
from incidents.incident import VIOLENT, Incident
from tests.incidents.extraction.tables import draft_of
from tests.incidents.extraction.test_sentences import field_right

FLOOR = {
    "one": 0.98,
    "type": 0.98,
    "place": 0.99,
    "day": 0.99,
    "killed": 0.95,
    "injured": 0.95,
    "weapon": 0.95,
    "target": 0.9,
}

# type, how the weapon and the target begin, and the deed
AT_HOME = """\
shelling артилер школ :: Російські війська обстріляли з артилерії школу
shelling артилер будин :: З артилерії обстріляно житловий будинок
shelling артилер автобус :: Під артилерійський вогонь потрапив автобус
shelling рсзв кварт :: Ворог ударив із РСЗВ по житловому кварталу
shelling реактивн - :: Окупанти накрили вогнем реактивних систем приватні оселі
shelling град рин :: Із «Градів» обстріляли ринок
shelling міномет хат :: Внаслідок мінометного обстрілу пошкоджено три хати
shelling міномет - :: Міномети противника били по городах
shelling ракет школ :: Внаслідок ракетного удару зруйновано школу
shelling ракет багатоповерхівк :: Балістична ракета влучила в багатоповерхівку
shelling ракет підприємств :: Росіяни поцілили ракетою «Іскандер» у підприємство
shelling ракет подвір :: Дві ракети С-300 впали на приватні подвір'я
shelling снаряд зупинк :: Снаряд розірвався біля зупинки
shelling снаряд вулиц :: Снаряди лягли на вулицю
shelling танк будин :: Російський танк вистрілив по будинку
shelling гаубиц - :: Ворожі гаубиці обстріляли середмістя
shelling касетн майданчик :: Касетними снарядами накрили дитячий майданчик
shelling мін - :: Мінами калібру 120 міліметрів закидали вулиці
shelling - лікарн :: Обстріляно лікарню
shelling - електропідстанц :: Обстрілом знищено електропідстанцію
airstrike шахед склад :: «Шахед» влучив у склад
airstrike шахед багатоповерхівк :: Ударний дрон типу «шахед» врізався в багатоповерхівку
airstrike шахед підстанц :: Ворог атакував «шахедами» підстанцію
airstrike каб будин :: Росіяни скинули два КАБи на житлові будинки
airstrike каб завод :: КАБ зруйнував завод
airstrike каб ферм :: Ударом КАБів знищено ферму
airstrike авіабомб гуртожит :: Керована авіабомба поцілила в гуртожиток
airstrike авіабомб - :: Російська авіація скинула авіабомби на середмістя
airstrike - церк :: Авіація завдала удару по церкві
airstrike fpv автомобіл :: FPV-дрон атакував цивільний автомобіль
airstrike fpv маршрутк :: Маршрутку атаковано FPV-дроном
airstrike fpv автобус :: Окупанти поцілили FPV-дроном в автобус
airstrike дрон швидк :: По автомобілю швидкої допомоги вдарив дрон
airstrike дрон подвір :: Дрон скинув вибухівку на подвір'я
airstrike дрон велосипедист :: З дрона скинули боєприпас на велосипедиста
airstrike безпілотник нафтобаз :: Безпілотники атакували нафтобазу
airstrike безпілотник енергооб :: Безпілотником пошкоджено енергооб'єкт
airstrike бпла азс :: БпЛА впав на АЗС
airstrike баражувальн пожежн :: Баражувальний боєприпас «Ланцет» влучив у пожежну машину
airstrike - ангар :: Авіаударом знищено ангар
bombing протитанков трактор :: На протитанковій міні підірвався трактор
bombing мін - :: Чоловік наступив на міну
bombing мін грибник :: На міні «пелюстка» підірвався грибник
bombing гранат - :: Під час сварки чоловік підірвав гранату
bombing гранат дільничн :: Чоловік кинув гранату в дільничних
bombing гранат - :: У під'їзді вибухнула граната
bombing вибухівк автомобіл :: Вибухівка спрацювала під автомобілем
bombing пристр кафе :: Саморобний вибуховий пристрій здетонував біля кафе
bombing - мотоцикл :: Підірвано мотоцикл
bombing бомб рин :: На ринку вибухнула бомба
bombing - тцк :: Пролунав вибух біля будівлі ТЦК
bombing розтяжк лісник :: На розтяжці підірвався лісник
shooting пістолет охорон :: Невідомий застрелив з пістолета охоронця
shooting автомат патрул :: З автомата обстріляно патруль
shooting - підприєм :: Застрелено підприємця
shooting рушниц сусід :: Чоловік вистрілив із рушниці в сусіда
shooting карабін - :: Відвідувач бару відкрив вогонь із карабіна
shooting - учительк :: Кілер застрелив учительку
shooting пістолет - :: Невідомі в балаклавах розстріляли з пістолетів двох молодиків
shooting - - :: Сталася стрілянина
stabbing нож перехож :: Чоловік з ножем напав на перехожих
stabbing нож - :: Під час бійки підлітка вдарили ножем
stabbing сокир дружин :: Чоловік зарубав сокирою дружину
stabbing ніж учител :: Учень дістав ніж і поранив учителя
stabbing - пенсіонер :: Зарізано пенсіонера
armed_attack бит журналіст :: Журналіста побили битами
armed_attack - волонтер :: Невідомі жорстоко побили волонтера
assassination - мер :: Застрелено мера
assassination - - :: Депутата вбили біля під'їзду
assassination - кандидат :: Вбито кандидата в мери
vehicle_attack позашляховик натовп :: Позашляховик в'їхав у натовп
vehicle_attack вантажівк пішоход :: Водій вантажівки навмисно наїхав на пішоходів
kidnapping - бізнесмен :: Викрадено бізнесмена
kidnapping - священ :: Окупанти вивезли в невідомому напрямку священника
robbery пістолет обмін :: Озброєний пістолетом чоловік пограбував пункт обміну валют
robbery - ювелірн :: Пограбовано ювелірний магазин
robbery - - :: Двоє в масках напали на інкасаторів і забрали гроші
arson бензин авто :: Підлітки облили бензином і підпалили авто військового
arson - релейн :: Підпалено релейну шафу на залізниці
arson молотов офіс :: У вікно офісу кинули коктейль Молотова
arson - автомобіл :: Спалено автомобіль волонтера
sabotage - колі :: Невідомі пошкодили залізничну колію
sabotage - - :: Через розкручені рейки зійшов із колії вантажний потяг
sabotage - газопров :: Підірвано газопровід
sabotage - міст :: Диверсанти підірвали залізничний міст
"""
ABROAD = """\
suicide_bombing - блокпост :: Смертник підірвав себе біля блокпоста
suicide_bombing пояс - :: Терорист-смертник привів у дію пояс із вибухівкою
bombing бомб мечет :: Бойовики підірвали бомбу біля мечеті
stabbing мачете селян :: Нападники порубали мачете селян
armed_attack - сел :: Бойовики напали на село
armed_attack - блокпост :: На блокпост напали озброєні люди
armed_attack - патрул :: Патруль потрапив у засідку
armed_attack - - :: Нападники влаштували бійню
armed_attack мачете селян :: Бойовики напали на селян з мачете та автоматами
kidnapping - вчител :: Озброєні люди викрали трьох вчителів
kidnapping - працівник :: Бойовики захопили в заручники працівників банку
kidnapping - пасажир :: Невідомі викрали сорок пасажирів автобуса
hijacking - балкер :: Пірати захопили балкер
hijacking - танкер :: Невідомі на катерах захопили танкер
clash - - :: Урядові війська зіткнулися з бойовиками
clash - - :: Бої між армією та повстанцями тривали
clash - - :: Патруль армії вступив у бій з озброєною бандою
raid - - :: Спецпризначенці ліквідували трьох бойовиків
"""
SCENES = {
    AT_HOME: """\
у Харкові|place=Kharkiv
на Харківщині|admin=UA-63
у Шевченківському районі Києва|place=Kyiv
на околиці Нікополя|place=Nikopol
поблизу Охтирки|place=Okhtyrka
у Куп'янському районі Харківської області|admin=UA-63
у селищі Великий Бурлук на Харківщині|place=Velykyi_Burluk
під Авдіївкою|place=Avdiyivka
у Кривому Розі|place=Kryvyy_Rih
у Білій Церкві на Київщині|place=Bila_Tserkva
у прикордонному Вовчанську|place=Vovchansk
неподалік Чернігова|place=Chernihiv
на трасі Київ — Одеса поблизу Умані|place=Uman
у місті Слов'янськ Донецької області|place=Slovyansk
в Оріхові Запорізької області|place=Orikhiv
у Новгороді-Сіверському|place=Novhorod-Siverskyi
у передмісті Херсона|place=Kherson
на Салтівці в Харкові|place=Kharkiv
в окупованому Мелітополі|place=Melitopol
у Сумах|place=Sumy
в Часовому Яру|place=Chasiv_Yar
на Сумщині|admin=UA-59
у Дніпровському районі Херсона|place=Kherson
у центрі Запоріжжя|place=Zaporizhzhya
у Рівному|place=Rivne
на півдні Одещини|admin=UA-51
у селі Мала Токмачка Запорізької області|place=Mala_Tokmachka
на Печерську в Києві|place=Kyiv
на Прикарпатті|admin=UA-26
у Білгородській області РФ|admin=RU-BEL
у російському Бєлгороді|place=Belgorod
на Тернопільщині|admin=UA-61
на Курщині|admin=RU-KRS""",
    ABROAD: """\
у пакистанському Банну|place=Bannu
в турецькому Діярбакирі|country=TR
у провінції Кабо-Делгаду на півночі Мозамбіку|admin=MZ-P
на околиці Могадішо|place=Mogadishu
у столиці Сирії Дамаску|place=Damascus
поблизу Гао на півночі Малі|place=Gao
у передмісті Парижа|place=Paris
у бразильському Ріо-де-Жанейро|place=Rio_de_Janeiro
біля міста Бені на сході ДР Конго|place=Beni
у нігерійському штаті Борно|admin=NG-BO
у Гамбурзі|place=Hamburg
у Стокгольмі|place=Stockholm""",
}
TOLLS = """\
Загинули двоє людей, ще п'ятеро поранені.|2|5
Одна людина загинула, троє дістали поранень.|1|3
Поранено трьох людей, серед них дитина.|-|3
Загинув 54-річний чоловік, його дружину поранено.|1|1
Внаслідок цього двоє загиблих, семеро постраждалих.|2|7
На жаль, загинула жінка. Ще четверо мешканців госпіталізовані.|1|4
Постраждали дві жінки та чоловік.|-|3
Поранення отримали 45-річний водій та двоє пасажирів.|-|3
Убито шістьох, поранено дев'ятьох.|6|9
До лікарні доставили дванадцятьох поранених.|-|12
Тіла трьох людей дістали з-під завалів.|3|-"""
SOURCES = (
    "Про це повідомив начальник обласної військової адміністрації.",
    "Про це повідомили в поліції.",
    "За фактом відкрито кримінальне провадження.",
)
ORDERS = (
    "{deed} {scene} у середу, 15 травня. {toll} {source}",
    "У середу {low} {scene}. {source} {toll}",
    "{Scene} {low}. Це сталося 15 травня. {toll}",
    "Увечері 15 травня {scene} {low}. {toll}",
)
ACRONYMS = ("FPV", "КАБ", "БпЛА")


class Report(NamedTuple):
    text: str
    kind: str
    fields: dict[str, str]


def reports(deeds: str) -> Iterator[Report]:
    scenes, tolls = itertools.cycle(SCENES[deeds].splitlines()), itertools.cycle(TOLLS.splitlines())
    sources = itertools.cycle(SOURCES)
    for order, line in itertools.product(ORDERS, deeds.splitlines()):
        expected, deed = line.split(" :: ")
        kind, weapon, target = expected.split()
        (scene, place), (toll, killed, injured) = next(scenes).split("|"), next(tolls).split("|")
        low = deed if deed.startswith(ACRONYMS) else deed[0].lower() + deed[1:]
        text = order.format(
            deed=deed,
            low=low,
            scene=scene,
            Scene=scene[0].upper() + scene[1:],
            toll=toll,
            source=next(sources),
        )
        fields = {"killed": killed, "injured": injured, "weapon": weapon, "target": target}
        if "двох" in deed or kind == "raid":
            del fields["killed"]
        name, value = place.split("=")
        yield Report(text, kind, {**{key: one for key, one in fields.items() if one != "-"}, name: value})


def wrong(found: list[Incident], report: Report) -> Iterator[str]:
    if len(found) != 1:
        yield "one"
        return
    (one,) = found
    if one.type != report.kind:
        yield "type"
    if one.date is None or one.date.start != date(2024, 5, 15):
        yield "day"
    for key, value in report.fields.items():
        if not field_right(one, key, value):
            yield "place" if key in ("admin", "country") else key


@pytest.mark.parametrize("deeds", [AT_HOME, ABROAD], ids=["at home", "abroad"])
def test_whatever_happens_wherever_is_told_with_all_its_fields(deeds: str) -> None:
    extractor = Extractor(presets.groups())
    asked: Counter[str] = Counter()
    failed: dict[str, list[str]] = {}
    for report in reports(deeds):
        draft = draft_of(report.text, "uk")
        found = [one for one in extractor.extract(draft) if one.type in VIOLENT and one.status == "current"]
        keys = {"place" if key in ("admin", "country") else key for key in report.fields}
        asked.update({"one", "type", "day", *keys})
        for key in wrong(found, report):
            failed.setdefault(key, []).append(report.text)
    short = [key for key, texts in failed.items() if len(texts) > (1 - FLOOR[key]) * asked[key]]
    assert not short, "\n".join(
        f"{key}: {len(failed[key])} of {asked[key]}\n" + "\n".join(failed[key]) for key in short
    )
