"""A deed is told whoever did it: a man, a woman, several, a thing. Russian and Ukrainian verbs say the gender
and number of who did it, so each deed stands here in all its past forms. Written from the language.
"""

from __future__ import annotations

import itertools

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

FLOOR = 0.98
FORMS = {"ru": ("л", "ла", "ли", "ло"), "uk": ("в", "ла", "ли", "ло")}
WHO = {
    "ru": ("Мужчина", "Женщина", "Неизвестные", "Подразделение"),
    "uk": ("Чоловік", "Жінка", "Невідомі", "Угруповання"),
}
# The type and the deed; `_` stands for the ending of the verb.
DEEDS = {
    "ru": """\
shooting застрели_ охранника
shooting расстреля_ двух прохожих из автомата
shooting откры_ стрельбу в кафе
shooting устрои_ стрельбу в школе
shooting выстрели_ в соседа из ружья
shooting обстреля_ машину из пистолета
shooting стреля_ по прохожим из окна
shooting подстрели_ водителя такси
stabbing зареза_ соседа
stabbing удари_ ножом прохожего
stabbing рани_ ножом учителя
stabbing заруби_ топором соседа
stabbing напа_ с ножом на прохожих
armed_attack напа_ на журналиста
armed_attack изби_ журналиста битами
armed_attack задуши_ пенсионерку
bombing взорва_ автомобиль бизнесмена
bombing подорва_ гранату в подъезде
bombing броси_ гранату в кафе
bombing подложи_ бомбу в магазин
arson спали_ магазин
arson подпали_ дом соседа
arson обли_ бензином и подпали_ машину
kidnapping похити_ бизнесмена
kidnapping захвати_ в заложники посетителей банка
robbery ограби_ ювелирный магазин
hijacking захвати_ рейсовый автобус
hijacking угна_ пассажирский самолёт
sabotage повреди_ железнодорожные пути, это была диверсия, и взорва_ рельсы
sabotage перереза_ кабели связи на железной дороге""",
    "uk": """\
shooting застрели_ охоронця
shooting розстріля_ двох перехожих з автомата
shooting відкри_ стрілянину в кафе
shooting влаштува_ стрілянину в школі
shooting вистріли_ в сусіда з рушниці
shooting обстріля_ машину з пістолета
shooting стріля_ по перехожих з вікна
shooting підстрели_ водія таксі
stabbing заріза_ сусіда
stabbing удари_ ножем перехожого
stabbing вдари_ ножем перехожого
stabbing порани_ ножем учителя
stabbing заруба_ сокирою сусіда
stabbing напа_ з ножем на перехожих
armed_attack напа_ на журналіста
armed_attack поби_ журналіста битами
armed_attack задуши_ пенсіонерку
bombing підірва_ автомобіль бізнесмена
bombing підірва_ гранату в під'їзді
bombing кину_ гранату в кафе
bombing жбурну_ гранату у двір
bombing підкла_ бомбу в магазин
arson підпали_ будинок сусіда
arson спали_ магазин
arson обли_ бензином і підпали_ машину
kidnapping викра_ бізнесмена
kidnapping захопи_ у заручники відвідувачів банку
robbery пограбува_ ювелірний магазин
hijacking захопи_ рейсовий автобус
hijacking викра_ пасажирський літак
shelling обстріля_ з артилерії житловий будинок
shelling вдари_ ракетами по ринку
shelling випусти_ шість ракет по місту
shelling накри_ «Градами» село
airstrike скину_ авіабомбу на школу
airstrike атакува_ безпілотником нафтобазу
sabotage пошкоди_ залізничну колію, це була диверсія, і підірва_ рейки
sabotage переріза_ кабелі зв'язку на залізниці""",
}
FRAME = {
    "ru": "{} во вторник {} в Ростове-на-Дону, сообщила полиция. Двое погибли.",
    "uk": "{} у вівторок {} у Харкові, повідомила поліція. Двоє загинули.",
}


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_a_deed_is_told_whoever_did_it(language: str) -> None:
    tool, wrong, count = Extractor(presets.groups()), [], 0
    whose = list(zip(WHO[language], FORMS[language], strict=True))
    for deed, (who, ending) in itertools.product(DEEDS[language].splitlines(), whose):
        kind, _, told = deed.partition(" ")
        text = FRAME[language].format(who, told.replace("_", ending))
        found = tool.extract(draft_of(text, language))
        count += 1
        if not found or found[0].type != kind:
            wrong.append(f"{kind} {found and str(found[0].type)} :: {text}")
    assert len(wrong) <= (1 - FLOOR) * count, f"{len(wrong)} of {count}:\n" + "\n".join(wrong)
