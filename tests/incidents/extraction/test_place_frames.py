"""Where it happened: every way of putting an act at a town, below every dateline and beside the other places
that a report names. Written from the languages, not from reports.
"""

from __future__ import annotations

import itertools

import pytest

from incidents import presets
from incidents.article import Draft
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

FLOOR = 0.98  # of the combinations are right

# The gazetteer's name; the town in the nominative, genitive, locative, instrumental and accusative; its
# capital in the nominative, genitive, locative and accusative; another town in the genitive and locative.
TOWNS = {
    "ru": """Bugulma Бугульма Бугульмы Бугульме Бугульмой Бугульму Казань Казани Казани Казань Альметьевска Альметьевске
Kaspiysk Каспийск Каспийска Каспийске Каспийском Каспийск Махачкала Махачкалы Махачкале Махачкалу Дербента Дербенте
Baalbek Баальбек Баальбека Баальбеке Баальбеком Баальбек Бейрут Бейрута Бейруте Бейрут Сидона Сидоне
Zahedan Захедан Захедана Захедане Захеданом Захедан Тегеран Тегерана Тегеране Тегеран Исфахана Исфахане
Douentza Дуэнца Дуэнцы Дуэнце Дуэнцей Дуэнцу Бамако Бамако Бамако Бамако Гао Гао
Maiduguri Майдугури Майдугури Майдугури Майдугури Майдугури Абуджа Абуджи Абудже Абуджу Кано Кано
Gaziantep Газиантеп Газиантепа Газиантепе Газиантепом Газиантеп Анкара Анкары Анкаре Анкару Измира Измире
Uruapan Уруапан Уруапана Уруапане Уруапаном Уруапан Мехико Мехико Мехико Мехико Морелии Морелии
Quetta Кветта Кветты Кветте Кветтой Кветту Исламабад Исламабада Исламабаде Исламабад Карачи Карачи
Kovel Ковель Ковеля Ковеле Ковелем Ковель Киев Киева Киеве Киев Луцка Луцке
Nice Ницца Ниццы Ницце Ниццей Ниццу Париж Парижа Париже Париж Тулона Тулоне""",
    "uk": """Kovel Ковель Ковеля Ковелі Ковелем Ковель Київ Києва Києві Київ Луцька Луцьку
Izmayil Ізмаїл Ізмаїла Ізмаїлі Ізмаїлом Ізмаїл Одеса Одеси Одесі Одесу Рені Рені
Kamyanske Кам’янське Кам’янського Кам’янському Кам’янським Кам’янське Дніпро Дніпра Дніпрі Дніпро Нікополя Нікополі
Baalbek Баальбек Баальбека Баальбеку Баальбеком Баальбек Бейрут Бейрута Бейруті Бейрут Сідона Сідоні
Gaziantep Газіантеп Газіантепа Газіантепі Газіантепом Газіантеп Анкара Анкари Анкарі Анкару Ізміра Ізмірі
Marseille Марсель Марселя Марселі Марселем Марсель Париж Парижа Парижі Париж Тулона Тулоні""",
}
FORMS = ("nom", "gen", "loc", "ins", "acc", "Nom", "Gen", "Loc", "Acc", "of", "at")
ACTS = {
    "ru": (
        "Бомба взорвалась {} утром во вторник.",
        "Неизвестные расстреляли троих полицейских {} утром во вторник.",
        "Во вторник утром дрон ударил по жилому дому {}.",
    ),
    "uk": (
        "Бомба вибухнула {} вранці у вівторок.",
        "Невідомі розстріляли трьох поліцейських {} вранці у вівторок.",
        "У вівторок вранці дрон ударив по житловому будинку {}.",
    ),
}
PLACED = {
    "ru": """в {loc}
в городе {nom}
близ {gen}
под {ins}
неподалёку от {gen}
недалеко от города {nom}
возле {gen}
в районе {gen}
в пригороде {gen}
в двадцати километрах от {gen}
в 12 км к северу от {gen}
на окраине {gen}
в самом центре {gen}
на рынке {gen}
на вокзале {gen}
у въезда в {acc}
на выезде из {gen}
на улице Садовой в {loc}
у дома мэра {gen}
на дороге из {of} в {acc} неподалёку от {gen}""",
    "uk": """у місті {nom}
поблизу {gen}
під {ins}
неподалік від {gen}
біля {gen}
у районі {gen}
у передмісті {gen}
за двадцять кілометрів від {gen}
за 12 км на північ від {gen}
на околиці {gen}
у самому центрі {gen}
на ринку {gen}
на вокзалі {gen}
біля в’їзду в {acc}
на виїзді з {gen}
на вулиці Садовій у {loc}
біля будинку мера {gen}""",
}
OPENINGS = {
    "ru": (
        "",
        "{Nom}. ",
        "{NOM}. ",
        "{Nom}, 16 мая. ",
        "{NOM}, 16 мая — ",
        "{Nom}, 16 мая 2024 года\n\n",
        "{NOM} /Агентство/. ",
    ),
    "uk": (
        "",
        "{Nom}. ",
        "{NOM}. ",
        "{Nom}, 16 травня. ",
        "{NOM}, 16 травня — ",
        "{Nom}, 16 травня 2024 року\n\n",
        "{NOM} /Агентство/. ",
    ),
}
BESIDE = {
    "ru": """Погибли три человека, ещё семеро ранены. Ответственность никто не взял.
Погибли три человека, ещё семеро ранены. Тяжелораненых вертолётом доставили в больницу {Gen}.
Погибли три человека, ещё семеро ранены. Двоих раненых самолётом отправили в {Acc}.
Погибли три человека, ещё семеро ранены. Об этом сообщил журналистам в {Loc} представитель министерства внутренних дел.
Погибли три человека, ещё семеро ранены. Подозреваемого задержали через сутки в {at}.
Погибли три человека, ещё семеро ранены. Нападение, по версии следствия, совершил уроженец {of}.
Погибли три человека, ещё семеро ранены. Мэр Лондона назвал нападение варварством. Белоруссия и Казахстан осудили теракт.
Погибли три человека, ещё семеро ранены. Суд {Gen} отправил подозреваемого под стражу.""",
    "uk": """Загинули три людини, ще семеро поранені. Відповідальності ніхто не взяв.
Загинули три людини, ще семеро поранені. Тяжкопоранених гелікоптером доставили до лікарні {Gen}.
Загинули три людини, ще семеро поранені. Двох поранених літаком відправили до {Gen}.
Загинули три людини, ще семеро поранені. Підозрюваного затримали за добу в {at}.
Загинули три людини, ще семеро поранені. Напад, за версією слідства, вчинив уродженець {of}.
Загинули три людини, ще семеро поранені. Мер Лондона назвав напад варварством. Литва і Казахстан засудили теракт.
Загинули три людини, ще семеро поранені. Суд {Gen} відправив підозрюваного під варту.""",
}
TITLE = {"ru": "Новое нападение: трое погибших", "uk": "Новий напад: троє загиблих"}


def reports(language: str) -> list[tuple[str, Draft]]:
    """Every way of placing below every dateline; town, act and what is told beside take turns."""
    rows = [line.split() for line in TOWNS[language].splitlines()]
    towns = itertools.cycle([(row[0], dict(zip(FORMS, row[1:], strict=True))) for row in rows])
    acts, beside = itertools.cycle(ACTS[language]), itertools.cycle(BESIDE[language].splitlines())
    found = []
    for placed, opening in itertools.product(PLACED[language].splitlines(), OPENINGS[language]):
        town, forms = next(towns)
        forms |= {"NOM": forms["Nom"].upper()}
        text = f"{opening}{next(acts).format(placed)} {next(beside)}".format_map(forms)
        draft = draft_of(text, language, TITLE[language])
        found.append((town, draft))
    return found


@pytest.mark.parametrize("language", sorted(TOWNS))
def test_an_act_happened_where_its_sentence_puts_it(language: str) -> None:
    extractor = Extractor(presets.groups())
    wrong = []
    asked = reports(language)
    for town, draft in asked:
        place = next((one.place for one in extractor.extract(draft)[:1]), None)
        if place is None or place.name != town:
            wrong.append(f"{town}, not {place and place.name}: {draft.text}")
    assert len(wrong) <= (1 - FLOOR) * len(asked), f"{len(wrong)} of {len(asked)}:\n" + "\n".join(wrong)
