"""Every attacker with every deed, every kind of act in every form of headline: what is told in plain words is
found, whatever the combination. Written from the language, not from reports.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

import pytest

from incidents.extraction import Extractor
from incidents.incident import Incident
from tests.incidents.extraction.tables import draft_of, is_news

FLOOR = 0.97  # of the combinations are found

ATTACKERS = {
    "en": "Gunmen; Militants; Rebels; Insurgents; Jihadists; Bandits; Assailants; Attackers; Armed men; Unknown gunmen;"
    " Suspected Islamists; Terrorists; Extremists; Separatists; Herders; Gang members; Hitmen; Soldiers; Troops;"
    " Paramilitaries; Militiamen; Settlers; Robbers; A man; A masked man; A teenager; Two men on a motorbike;"
    " Fighters of the Allied Democratic Forces; Boko Haram; Al-Shabaab fighters; The Taliban; Government forces;"
    " An armed group; A mob; Villagers; Cultists; Cattle rustlers; Poachers; Pirates",
    "ru": "Боевики; Вооружённые люди; Неизвестные; Неизвестные в масках; Террористы; Повстанцы; Бандиты; Экстремисты;"
    " Джихадисты; Сепаратисты; Исламисты; Военные; Солдаты; Силовики; Полицейские; Налётчики; Грабители; Пираты;"
    " Наёмники; Ополченцы; Талибы; Хуситы; Двое мужчин на мотоцикле; Подростки; Участники банды; Члены картеля;"
    " Скотокрады; Нападавшие; Толпа местных жителей; Правительственные войска; Поселенцы",
    "uk": "Бойовики; Озброєні люди; Невідомі; Невідомі в масках; Терористи; Повстанці; Бандити; Екстремісти; Джихадисти;"
    " Сепаратисти; Ісламісти; Військові; Солдати; Поліцейські; Нападники; Грабіжники; Пірати; Найманці; Таліби; Хусити;"
    " Двоє чоловіків на мотоциклі; Підлітки; Члени банди; Натовп місцевих жителів; Урядові війська; Поселенці",
}
DEEDS = {
    "en": "killed {}; shot dead {}; shot and killed {}; gunned down {}; opened fire on {}; attacked {}; ambushed {};"
    " beheaded {}; stabbed {} to death; hacked {} to death with machetes; abducted {}; kidnapped {}; took {} hostage;"
    " massacred {}; executed {}; burned {} alive; lynched {}; murdered {}; fired on {}, wounding two,; beat {} to death;"
    " slaughtered {}; robbed {} at gunpoint; bombed {}; threw a grenade at {}; ran over {} with a truck; wounded {}",
    "ru": "убили {}; застрелили {}; расстреляли {}; обстреляли {}; напали на {}; обезглавили {}; зарезали {}; зарубили {};"
    " похитили {}; захватили в заложники {}; увезли в неизвестном направлении {}; казнили {}; сожгли заживо {};"
    " избили до смерти {}; ранили {}; забросали гранатами {}; взорвали {}; ограбили {}; атаковали {}",
    "uk": "убили {}; застрелили {}; розстріляли {}; обстріляли {}; напали на {}; обезголовили {}; зарізали {}; викрали {};"
    " захопили в заручники {}; стратили {}; спалили живцем {}; побили до смерті {}; поранили {}; закидали гранатами {};"
    " підірвали {}; пограбували {}; атакували {}; вивезли в невідомому напрямку {}",
}
WHOM = {
    "en": ("five farmers", "three policemen", "six travellers", "a village chief", "four aid workers"),
    "ru": (
        *("пятерых крестьян", "троих полицейских", "шестерых водителей"),
        *("старосту деревни", "четырёх сотрудников Красного Креста"),
    ),
    "uk": (
        *("п'ятьох селян", "трьох поліцейських", "шістьох водіїв"),
        *("старосту села", "чотирьох працівників Червоного Хреста"),
    ),
}
SENTENCE = {
    "en": "{} {} near the town of Gusau in north-west Nigeria on Tuesday night, residents said.",
    "ru": "{} {} в окрестностях города Маради на юге Нигера в ночь на среду, сообщили местные власти.",
    "uk": "{} {} поблизу міста Гусау на північному заході Нігерії в ніч на середу, повідомила місцева влада.",
}

ACTS = (
    "bomb attack; car bomb; roadside bomb; IED blast; landmine explosion; grenade attack; explosion; suicide bombing;"
    " suicide attack; shooting; mass shooting; gun attack; drive-by shooting; stabbing; knife attack; machete attack;"
    " axe attack; car ramming; ramming attack; militant attack; rebel raid; jihadist attack; bandit attack; ambush;"
    " massacre; mob attack; acid attack; arson attack; air strike; airstrike; drone strike; drone attack;"
    " missile strike; rocket attack; mortar attack; artillery fire; shelling; clashes; gun battle; fighting;"
    " settler attack; tribal clashes; army raid; police raid; lynching; sectarian attack; terror attack"
).split("; ")
HEADLINES = (
    "{} in Quetta kills nine; {} kills at least nine in Quetta; Nine killed in Quetta {}; Nine dead, 20 hurt in {} in Quetta;"
    " {} in Quetta leaves nine dead; {} claims nine lives in Quetta; At least nine people killed in {} near Quetta;"
    " Death toll in Quetta {} rises to nine; Nine die as {} hits Quetta market; {} wounds nine in Quetta;"
    " Nine injured in {} in Quetta; Quetta {}: nine dead"
).split("; ")


def news(extractor: Extractor, language: str, title: str, text: str) -> list[Incident]:
    draft = draft_of(text, language, title)
    return [one for one in extractor.extract(draft) if is_news(one)]


def sentences(language: str) -> Iterator[str]:
    attackers, deeds = ATTACKERS[language].split("; "), DEEDS[language].split("; ")
    whom = itertools.cycle(WHOM[language])
    for attacker, deed in itertools.product(attackers, deeds):
        yield SENTENCE[language].format(attacker, deed.format(next(whom)))


@pytest.mark.parametrize("language", sorted(SENTENCE))
def test_whoever_does_what_to_whom_is_one_incident_at_its_place(extractor: Extractor, language: str) -> None:
    texts = list(sentences(language))
    found = {text: news(extractor, language, "", text) for text in texts}
    missed = [text for text in texts if len(found[text]) != 1]
    assert len(missed) <= (1 - FLOOR) * len(texts), "\n".join(missed)
    towns = {one.place.name for incidents in found.values() for one in incidents if one.place}
    assert towns == {"Maradi" if language == "ru" else "Gusau"}


def test_every_kind_of_act_is_found_in_every_form_of_headline(extractor: Extractor) -> None:
    titles = [form.format(act) for act in ACTS for form in HEADLINES]
    found = {title: news(extractor, "en", title[0].upper() + title[1:], "") for title in titles}
    missed = [title for title, incidents in found.items() if len(incidents) != 1]
    assert len(missed) <= (1 - FLOOR) * len(titles), "\n".join(missed)
    for title, incidents in found.items():
        for one in incidents:
            assert 9 in (one.killed and one.killed.best, one.injured and one.injured.best), title
            assert one.place and one.place.name == "Quetta", title


DAYS = {
    14: "on Tuesday; late Tuesday; early on Tuesday; in the early hours of Tuesday; shortly after midnight on Tuesday;"
    " at around 10 p.m. on Tuesday; at 22:15 on Tuesday; on 14 May; on Tuesday, May 14,; on the 14th of May;"
    " on Tuesday (May 14); on 14/05/2024; two days ago; the day before yesterday; on the evening of 14 May",
    15: "yesterday; a day earlier; at about 3am on Wednesday; hours before dawn on Wednesday; on Wednesday of this week",
    16: "today; earlier today; this morning; on Thursday; early Thursday",
    10: "last Friday; on Friday; during Friday prayers",
    12: "on Sunday; during Sunday mass; over the weekend; at the weekend",
}


@pytest.mark.parametrize(("day", "phrases"), DAYS.items())
def test_whenever_it_was_its_day_is_read(extractor: Extractor, day: int, phrases: str) -> None:
    for phrase in phrases.split("; "):
        (one,) = news(extractor, "en", "", f"Gunmen killed five people in Quetta {phrase}, police said.")
        assert one.date and one.date.end == date(2024, 5, day), phrase


MANY = {
    "at least five people": (5, 5, None),
    "over 50 people": (51, 51, None),
    "around fifty people": (None, 50, None),
    "up to 50 people": (None, 50, 50),
    "dozens of people": (24, 24, None),
    "half a dozen people": (6, 6, 6),
    "a man and a woman": (2, 2, 2),
    "a mother and her two sons": (3, 3, 3),
    "three men, two women and a child": (6, 6, 6),
    "five people, including two children,": (5, 5, 5),
    "between five and seven people": (5, 6, 7),
    "1,200 people": (1200, 1200, 1200),
    "five of the seven passengers": (5, 5, 5),
    "two 34-year-old men": (2, 2, 2),
}


@pytest.mark.parametrize(("phrase", "toll"), MANY.items())
def test_however_many_they_were_and_wherever_they_stand_they_are_counted(
    extractor: Extractor, phrase: str, toll: tuple[int | None, ...]
) -> None:
    opening = phrase[0].upper() + phrase[1:]
    for text in (
        f"{opening} were killed when a bomb exploded in Quetta on Tuesday, police said.",
        f"A bomb killed {phrase.rstrip(',')} in Quetta on Tuesday, police said.",
    ):
        (one,) = news(extractor, "en", "", text)
        assert one.killed and (one.killed.low, one.killed.best, one.killed.high) == toll, text


# What is planned, feared, tried, remembered, played, denied or counted, with a day and a town beside it.
TALK = {
    "en": """Police in Lyon on Tuesday arrested a man suspected of planning a {}.
A court in Lyon on Tuesday sentenced a man to life in prison for a {} that killed nine people in 2015.
Lyon on Tuesday marked ten years since a {} that killed nine people.
A drill simulating a {} was held in Lyon on Tuesday, with nine volunteers playing the wounded.
A film about a {} that killed nine people opens in Lyon on Tuesday.
Police in Lyon on Tuesday denied reports of a {}.
Police foiled a {} in Lyon on Tuesday, arresting five people.
The embassy on Tuesday warned of a possible {} in Lyon.
Experts told a conference in Lyon on Tuesday how to survive a {}.
A video game in which players stage a {} was banned in Lyon on Tuesday.
A man who was wounded in a {} in 2015 ran a marathon in Lyon on Tuesday.
A hoax call about a {} emptied a school in Lyon on Tuesday.
Ministers met in Lyon on Tuesday to discuss how to prevent a {}.
The trial of nine men accused of a {} in 2022 opened in Lyon on Tuesday.
Survivors of a {} that killed nine people in 2016 gathered in Lyon on Tuesday.
The book tells the story of a {} in Lyon in 1944, in which nine people died.
An inquest in Lyon heard on Tuesday how a boy of nine died in a {} in 2019.
Residents of Lyon fear a {} during the festival, the mayor said on Tuesday.
Nine people hurt in a {} last month left hospital in Lyon on Tuesday.
Police in Lyon released nine suspects on Tuesday who had been held over a {} last year.""",
    "ru": """Полиция Казани во вторник задержала мужчину, который готовил {}.
В Казани во вторник представили фильм про {}, в котором погибли девять человек.
Полиция Казани во вторник опровергла сообщения про {}.
Спецслужбы во вторник предотвратили {} в Казани, задержаны пять человек.
Посольство во вторник предупредило, что в Казани возможен {}.
Эксперты на конференции в Казани во вторник рассказали, как пережить {}.
В Казани во вторник запретили видеоигру, где игроки устраивают {}.
Школу в Казани во вторник эвакуировали из-за ложного звонка про {}.
Министры во вторник обсудили в Казани, как предотвратить {}.
В Казани во вторник начался суд над девятью обвиняемыми в деле про {} 2022 года.
Жители Казани опасаются, что во время праздника произойдёт {}, сказал мэр во вторник.
В интервью во вторник генерал вспомнил {} под Казанью, где в 1994 году погибли девять его бойцов.""",
    "uk": """Поліція Житомира у вівторок затримала чоловіка, який готував {}.
У Житомирі у вівторок показали фільм про {}, в якому загинули дев'ять людей.
Поліція Житомира у вівторок спростувала повідомлення про {}.
Посольство у вівторок попередило, що в Житомирі можливий {}.
Експерти на конференції в Житомирі у вівторок розповіли, як пережити {}.
У Житомирі у вівторок заборонили відеогру, де гравці влаштовують {}.
Школу в Житомирі у вівторок евакуювали через хибний дзвінок про {}.
У Житомирі у вівторок почався суд над дев'ятьма обвинуваченими у справі про {} 2022 року.
Мешканці Житомира побоюються, що під час свята станеться {}, сказав мер у вівторок.""",
}
TALKED_OF = {
    "en": "bomb attack; car bombing; roadside bomb; grenade attack; suicide bombing; mass shooting; shooting; stabbing;"
    " knife attack; car ramming; militant attack; massacre; missile strike; drone strike; rocket attack; gun battle;"
    " kidnapping; lynching; terror attack",
    "ru": "взрыв; теракт; обстрел; авиаудар; ракетный удар; поджог; подрыв; расстрел",
    "uk": "вибух; теракт; обстріл; напад; підпал; авіаудар; ракетний удар; розстріл",
}


@pytest.mark.parametrize("language", sorted(TALK))
def test_what_is_only_talked_of_is_no_news(extractor: Extractor, language: str) -> None:
    frames, acts = TALK[language].splitlines(), TALKED_OF[language].split("; ")
    texts = [frame.format(act) for frame in frames for act in acts]
    alarms = [
        text for text in texts if any(one.status == "current" for one in news(extractor, language, "", text))
    ]
    assert len(alarms) <= (1 - FLOOR) * len(texts), "\n".join(alarms)


LETHAL = (
    "killed {}; shot dead {}; gunned down {}; beheaded {}; stabbed {} to death; hacked {} to death with machetes;"
    " massacred {}; executed {}; burned {} alive; lynched {}; murdered {}; beat {} to death; opened fire on {}, killing them all,"
).split("; ")
SUFFERED = {
    "killed": "killed in an attack; shot dead; beaten to death; hacked to death; burned alive; beheaded by militants;"
    " lynched by a mob; massacred by gunmen",
    "injured": "wounded in a shooting; hurt in a bombing; hospitalised after a stabbing; shot and wounded by gunmen",
    "abducted": "abducted by gunmen; taken hostage by gunmen; kidnapped by gunmen",
}
NUMBERS = {"five farmers": 5, "three policemen": 3, "a village chief": 1, "four aid workers": 4}
NIGHT = "near the town of Gusau in north-west Nigeria on Tuesday night, residents said."


@pytest.mark.parametrize(("whom", "number"), NUMBERS.items())
def test_whatever_befell_them_they_are_counted(extractor: Extractor, whom: str, number: int) -> None:
    for deed in LETHAL:
        (one,) = news(extractor, "en", "", f"Gunmen {deed.format(whom)} {NIGHT}")
        assert one.killed and one.killed.best == number, deed
    was = "was" if number == 1 else "were"
    for field, fates in SUFFERED.items():
        for fate in fates.split("; "):
            (one,) = news(extractor, "en", "", f"{whom[0].upper()}{whom[1:]} {was} {fate} {NIGHT}")
            toll = getattr(one, field)
            assert toll and toll.best == number, fate


def test_rumours_for_which_something_was_done_do_not_make_it_untrue(extractor: Extractor) -> None:
    text = "Villagers set fire to several houses in Minya, Egypt, on Tuesday after rumours that a church was being built."
    (one,) = news(extractor, "en", "", text)
    assert one.type == "arson"
