"""Who did it, told in a sentence apart from the act: a grid of acts, of formulas of claim, blame, suspicion and
denial, and of sentences that name a group for background, before or behind them. Half of it are traps.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

FLOOR = 0.98  # of the combinations are right

ACTS = {
    "en": """Five policemen were killed when a roadside bomb hit their truck near {T} on Tuesday, officials said.
Gunmen on motorcycles shot dead seven villagers at a market in {T} on Monday night.
Armed men stormed an army post in {T} before dawn on Wednesday and killed eleven soldiers.
Two nurses and their driver were kidnapped on the road to {T} on Monday.
Attackers set fire to six trucks outside {T} on Tuesday.""",
    "ru": """Пятеро полицейских погибли при взрыве придорожной бомбы под городом {T} во вторник, сообщили власти.
Неизвестные на мотоциклах застрелили семерых жителей на рынке в городе {T} в понедельник вечером.
Вооружённые люди напали на армейский пост в городе {T} на рассвете в среду, одиннадцать солдат убиты.
Двух медсестёр и водителя похитили на дороге у города {T} в понедельник.
Нападавшие сожгли шесть грузовиков у города {T} во вторник.""",
    "uk": """П'ятеро поліцейських загинули внаслідок вибуху придорожньої бомби під містом {T} у вівторок, повідомила влада.
Невідомі на мотоциклах застрелили сімох жителів на ринку в місті {T} у понеділок увечері.
Озброєні люди напали на армійський пост у місті {T} на світанку в середу, одинадцятьох солдатів убито.
Двох медсестер і водія викрали на дорозі біля міста {T} у понеділок.
Нападники спалили шість вантажівок біля міста {T} у вівторок.""",
}
SAID = {
    "en": """claimed {G} claimed responsibility.
claimed {G} has accepted responsibility for it.
claimed {G} owned up to the attack in a message to reporters.
claimed In a statement on Telegram, {G} said its fighters had carried out the attack.
claimed {G} says its men did it.
claimed Responsibility was claimed by {G} on Thursday.
claimed The attack was claimed on Wednesday by {G}.
claimed {G} published a claim on its channel, with photographs.
claimed {G} took responsibility in a short video in which it showed captured rifles.
claimed In a video posted online, {G} boasted of the operation.
claimed {G} claimed the attack on Wednesday through its media wing.
claimed A leaflet signed by {G} was left at the scene.
claimed {G} has admitted carrying out the attack.
claimed {G} said on its radio station that it had targeted spies.
claimed The attack was later claimed in an online statement by {G}.
claimed Hours later {G} said in an emailed statement that it was behind the attack.
claimed In the capital, a man who said he spoke for {G} told reporters that the group had done it.
blamed The army blamed {G}.
blamed Officials in the capital blamed {G} for the attack.
blamed No group has claimed responsibility, but officials blamed {G}.
blamed The governor attributed the attack to {G}.
blamed The interior ministry held {G} responsible.
blamed A local chief accused {G} of having carried out the attack.
blamed Residents put the blame on {G}.
blamed The government laid the attack at the door of {G}.
blamed The mayor said that {G} was behind the attack.
blamed Police said {G} was responsible.
blamed The president said on Wednesday that the killers belonged to {G}.
blamed A military spokesman pointed the finger at {G}.
blamed The attack was the work of {G}, the minister said.
blamed The police chief ascribed the attack to {G}.
blamed The government says {G} did it.
suspected {G} is suspected.
suspected Police suspect {G}.
suspected Investigators suspected {G} because of the weapons used.
suspected Suspicion fell on {G}, which is active in the area.
suspected Officials believe {G} was responsible.
suspected Police believe that {G} carried out the attack.
suspected The attack bore the hallmarks of {G}.
suspected {G} is thought to be behind it.
suspected It is suspected that {G} carried out the attack.
suspected Members of {G} are believed to have carried out the attack.
suspected No group has claimed the attack, but {G} is the main suspect.
suspected The attackers are presumed to belong to {G}.
denied {G} denied any part in it.
denied {G} denied that its men were involved.
denied {G} said it had nothing to do with the attack.
denied {G} rejected the charge.
denied A spokesman for {G} denied involvement.
denied {G} denied responsibility for the attack.
- {G} condemned the attack.
- {G} has controlled the road since 2021.
- The government is in talks with {G}.
- The region is a stronghold of {G}.
- {G} signed a truce with the government in March.
- A leader of {G} was arrested in the capital last year.
- Violence by {G} has killed more than 6,000 people since 2012.
- The victims had fled from {G} last year.
- {G} has carried out similar attacks in the area.
- It was not clear whether {G} was involved.
- In 2019 {G} claimed an attack in which nine people died.
- The dead had fought against {G} for years.
- Most attacks of this kind have been blamed on {G}.
- The army has fought {G} there since 2017.
- {G} offered its condolences to the families.
- Soldiers arrested two members of {G} in another town last month.""",
    "ru": """claimed Ответственность взяла на себя группировка {G}.
claimed Ответственность за нападение взяло на себя {G}.
claimed О своей причастности заявила группировка {G}.
claimed {G} объявила, что это сделали её бойцы.
claimed За атаку взяла ответственность группировка {G}.
claimed Причастность к нападению признала группировка {G}.
claimed {G} сообщила о своей причастности через телеграм-канал.
claimed В среду ответственность за нападение взяла группировка {G}.
claimed Группировка {G} заявила, что нападение совершили её боевики.
claimed {G} утверждает, что за нападением стоят её бойцы.
claimed Нападение взяла на себя группировка {G}.
claimed Группировка {G} выпустила заявление, в котором взяла ответственность на себя.
claimed На месте нашли листовку с подписью группировки {G}.
claimed Боевики группировки {G} похвалились нападением в видеозаписи.
claimed {G} приписала нападение себе.
blamed Власти обвинили в нападении группировку {G}.
blamed Армия винит группировку {G}.
blamed Губернатор возложил ответственность на группировку {G}.
blamed Никто не взял на себя ответственность, но власти винят группировку {G}.
blamed Министр заявил, что за нападением стоит группировка {G}.
blamed По словам полиции, это дело рук группировки {G}.
blamed Местные жители обвиняют группировку {G}.
blamed Военные приписали нападение группировке {G}.
blamed Глава района указал на группировку {G}.
blamed Полиция сообщила, что нападавшие принадлежали к группировке {G}.
blamed Армия возложила вину на группировку {G}.
blamed Мэр назвал виновной группировку {G}.
blamed Президент заявил в среду, что нападение совершила группировка {G}.
suspected Подозревают группировку {G}.
suspected Полиция подозревает группировку {G}.
suspected Подозрение пало на группировку {G}.
suspected В нападении подозревают боевиков группировки {G}.
suspected По версии следствия, к нападению причастна группировка {G}.
suspected Следователи полагают, что нападение совершила группировка {G}.
suspected Предположительно, за нападением стоит группировка {G}.
suspected Следствие не исключает причастности группировки {G}.
suspected По предварительным данным, нападавшие были из группировки {G}.
suspected Подозрения падают на группировку {G}.
denied Группировка {G} отрицает свою причастность.
denied Группировка {G} опровергла причастность к нападению.
denied {G} заявила, что не имеет отношения к нападению.
denied Представитель группировки {G} отверг обвинения.
denied Группировка {G} открестилась от нападения.
- Группировка {G} осудила нападение.
- Группировка {G} контролирует дорогу с 2021 года.
- Правительство ведёт переговоры с группировкой {G}.
- Район считается оплотом группировки {G}.
- Группировка {G} подписала перемирие с правительством в марте.
- Главаря группировки {G} задержали в столице в прошлом году.
- Погибшие бежали от группировки {G} в прошлом году.
- Группировка {G} и раньше нападала на колонны в этом районе.
- Неясно, причастна ли группировка {G}.
- В 2019 году группировка {G} взяла ответственность за теракт, в котором погибли девять человек.
- Большинство таких нападений приписывают группировке {G}.
- Армия воюет с группировкой {G} с 2017 года.
- Группировка {G} выразила соболезнования семьям.
- Двоих членов группировки {G} в прошлом месяце задержали в другом городе.
- С 2012 года от рук группировки {G} погибли более шести тысяч человек.""",
    "uk": """claimed Відповідальність взяло на себе угруповання {G}.
claimed Відповідальність за напад узяло на себе {G}.
claimed Про свою причетність заявило угруповання {G}.
claimed {G} оголосило, що це зробили його бійці.
claimed За атаку взяло відповідальність угруповання {G}.
claimed Причетність до нападу визнало угруповання {G}.
claimed {G} повідомило про свою причетність через телеграм-канал.
claimed У середу відповідальність за напад узяло угруповання {G}.
claimed Угруповання {G} заявило, що напад учинили його бойовики.
claimed {G} стверджує, що за нападом стоять його бійці.
claimed Цей напад узяло на себе угруповання {G}.
claimed Угруповання {G} видало заяву, в якій узяло відповідальність на себе.
claimed На місці знайшли листівку з підписом угруповання {G}.
claimed Бойовики угруповання {G} похвалилися нападом у відеозаписі.
claimed {G} приписало напад собі.
blamed Влада звинуватила в нападі угруповання {G}.
blamed Армія винить угруповання {G}.
blamed Губернатор поклав відповідальність на угруповання {G}.
blamed Ніхто не взяв на себе відповідальності, але влада винить угруповання {G}.
blamed Міністр заявив, що за нападом стоїть угруповання {G}.
blamed За словами поліції, це справа рук угруповання {G}.
blamed Місцеві жителі звинувачують угруповання {G}.
blamed Військові приписали напад угрупованню {G}.
blamed Голова району вказав на угруповання {G}.
blamed Поліція повідомила, що нападники належали до угруповання {G}.
blamed Армія поклала провину на угруповання {G}.
blamed Мер назвав винним угруповання {G}.
blamed Президент заявив у середу, що напад учинило угруповання {G}.
suspected Підозрюють угруповання {G}.
suspected Поліція підозрює угруповання {G}.
suspected Підозра впала на угруповання {G}.
suspected У нападі підозрюють бойовиків угруповання {G}.
suspected За версією слідства, до нападу причетне угруповання {G}.
suspected Слідчі вважають, що напад учинило угруповання {G}.
suspected Імовірно, за нападом стоїть угруповання {G}.
suspected Слідство не виключає причетності угруповання {G}.
suspected За попередніми даними, нападники були з угруповання {G}.
suspected Комісар запідозрив угруповання {G}.
denied Угруповання {G} заперечує свою причетність.
denied Угруповання {G} спростувало причетність до нападу.
denied {G} заявило, що не має стосунку до нападу.
denied Речник угруповання {G} відкинув звинувачення.
denied Угруповання {G} відхрестилося від нападу.
- Угруповання {G} засудило напад.
- Угруповання {G} контролює дорогу з 2021 року.
- Уряд веде переговори з угрупованням {G}.
- Район вважають оплотом угруповання {G}.
- Угруповання {G} підписало перемир'я з урядом у березні.
- Ватажка угруповання {G} затримали в столиці торік.
- Загиблі втекли від угруповання {G} торік.
- Угруповання {G} і раніше нападало на колони в цьому районі.
- Невідомо, чи причетне угруповання {G}.
- У 2019 році угруповання {G} взяло відповідальність за теракт, у якому загинули дев'ять людей.
- Більшість таких нападів приписують угрупованню {G}.
- Армія воює з угрупованням {G} з 2017 року.
- Угруповання {G} висловило співчуття родинам.
- Двох членів угруповання {G} минулого місяця затримали в іншому місті.
- Від 2012 року від рук угруповання {G} загинули понад шість тисяч людей.""",
}
BACKGROUND = {
    "en": """-
The army has been fighting {R} in the region since 2012.
{R}, which is also active there, condemned the killing.
Last year {R} claimed a raid that killed nine people in the same district.
The town lies near an area held by {R}.
Three members of {R} were arrested in the capital last month.
Peace talks with {R} broke down in March.""",
    "ru": """-
Армия воюет в регионе с группировкой {R} с 2012 года.
Группировка {R}, которая тоже действует в районе, осудила убийство.
В прошлом году группировка {R} взяла на себя налёт, при котором в том же районе погибли девять человек.
Город лежит у района, который контролирует группировка {R}.
Троих членов группировки {R} в прошлом месяце задержали в столице.
Переговоры с группировкой {R} сорвались в марте.""",
    "uk": """-
Армія воює в регіоні з угрупованням {R} з 2012 року.
Угруповання {R}, яке теж діє в районі, засудило вбивство.
Торік угруповання {R} взяло на себе наліт, під час якого в тому ж районі загинули дев'ять людей.
Місто лежить біля району, який контролює угруповання {R}.
Трьох членів угруповання {R} минулого місяця затримали в столиці.
Переговори з угрупованням {R} зірвалися в березні.""",
}
# A town, a group as the text names it, its name, and another group for background.
GROUPS = {
    "en": """Mubi | Boko Haram | Boko Haram | Ansaru
Cali | the ELN | National Liberation Army (Colombia) | Clan del Golfo
Beni | the ADF | Allied Democratic Forces | M23
Goma | the Fifth of May Front | Fifth of May Front | M23
Kidal | JNIM | Jama'at Nusrat al-Islam wal-Muslimin | Islamic State
Bannu | the Tehreek-i-Taliban Pakistan (TTP) | Tehrik-i-Taliban Pakistan | Islamic State
Mandera | al-Shabaab | al-Shabaab | Islamic State
Guayaquil | the Black Dragons gang | Black Dragons | Los Choneros""",
    "ru": """Муби | «Боко харам» | Boko Haram | «Ансару»
Мандера | «Аш-Шабаб» | al-Shabaab | «Исламское государство»
Кали | «Фронт пятого мая» | Фронт пятого мая | «Клан дель Гольфо»
Гао | «Исламское государство» (запрещена в РФ) | Islamic State | «Аль-Каида»
Банну | «Техрик-е Талибан Пакистан» | Tehrik-i-Taliban Pakistan | «Исламское государство»
Гуаякиль | «Чёрные драконы» | Чёрные драконы | «Лос Чонерос»""",
    "uk": """Мубі | «Боко Харам» | Boko Haram | «Аль-Каїда»
Мандера | «Аш-Шабаб» | al-Shabaab | «Ісламська держава»
Калі | «Фронт п'ятого травня» | Фронт п'ятого травня | «Аль-Каїда»
Гао | «Ісламська держава» | Islamic State | «Аль-Каїда»
Гуаякіль | «Чорні дракони» | Чорні дракони | «Лос Чонерос»""",
}


def reports(language: str) -> Iterator[tuple[str, str, str]]:
    """The basis wanted ("-" for none), the group's name and the report."""
    acts, backgrounds = ACTS[language].splitlines(), BACKGROUND[language].splitlines()
    groups = [tuple(row.split(" | ")) for row in GROUPS[language].splitlines()]
    for number, row in enumerate(SAID[language].splitlines()):
        basis, said = row.split(" ", 1)
        for at, (town, named, group, other) in enumerate(groups):
            act = acts[(number + at) % len(acts)].format(T=town)
            background = backgrounds[(number * 3 + at) % len(backgrounds)].format(R=other)
            told = [_capital(one) for one in (said.format(G=named), background) if one != "-"]
            told = told[::-1] if (number + at) % 3 == 0 else told
            yield basis, group, ("\n\n" if (number + at) % 2 else " ").join([act, *told])


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


@pytest.mark.parametrize("language", sorted(SAID))
def test_who_did_it_is_told_apart_from_the_act_and_nobody_else_is_named(
    extractor: Extractor, language: str
) -> None:
    wrong, asked = [], 0
    for basis, group, text in reports(language):
        incidents = extractor.extract(draft_of(text, language))[:1]
        said = {(one.group, one.basis) for incident in incidents for one in incident.attribution}
        asked += 1
        if not incidents or said != ({(group, basis)} if basis != "-" else set()):
            wrong.append(f"{said} instead of {basis} {group}: {text}")
    assert len(wrong) <= (1 - FLOOR) * asked, f"{len(wrong)} of {asked}:\n" + "\n".join(wrong)


DEEDS = {
    "en": """stated {A} fighters attacked a police post in {T} on Tuesday, killing nine officers.
stated Fighters of {G} entered a quarter of {T} on Tuesday evening and killed nine people with machetes.
stated Nine villagers were killed by members of {G} in {T} on Monday.
stated Members of {G} shot dead a mayor and his driver in {T} on Monday.
stated {G} kidnapped three engineers near {T} on Monday, officials said.
stated On Tuesday night men of {G} stormed an army post outside {T}, killing eleven soldiers.
stated Eleven soldiers died in an ambush by {G} near {T} on Monday.
stated Eleven soldiers died in an ambush laid by {A} rebels near {T} on Monday.
stated Shells fired by {G} hit a market in {T} on Tuesday, killing seven people.
stated Gunmen from {G} opened fire on a bus near {T} on Tuesday, killing six passengers.
stated {A} militants first stopped the bus near {T} with a mine on Tuesday and then raked it with machine-gun fire, killing six passengers.
stated Rebels belonging to {G} burned six trucks near {T} on Tuesday.
stated {A} militants have killed nine farmers in {T}, the governor said on Tuesday.
stated A suicide bomber from {G} blew himself up at a checkpoint in {T} on Tuesday, killing five.
stated Seven soldiers were killed in clashes with {G} near {T} on Monday.
stated {A} rebels clashed with soldiers near {T} on Monday, and nine people died.
stated Troops killed six {A} fighters in a raid on a camp near {T} on Tuesday, the army said.
stated Six members of {G} were killed when troops stormed a camp near {T} on Tuesday.
stated Security forces killed four militants of {G} in an operation near {T} on Tuesday.
stated The governor said a unit of {G} had crossed the river on Tuesday and shot nine farmers near {T}.
suspected Suspected {A} militants killed nine villagers in {T} on Monday.
suspected Nine villagers were killed on Monday in {T} by suspected members of {G}.
suspected Gunmen believed to belong to {G} shot dead nine traders in {T} on Monday.
suspected Alleged members of {G} kidnapped three engineers near {T} on Monday.
suspected In the night of Monday, presumed {A} elements entered a quarter of {T} and killed eight inhabitants with machetes.
suspected Gunmen whom residents believe to belong to {G} shot dead four farmers near {T} on Tuesday.
- Unknown gunmen killed three {A} fighters in {T} on Monday.
- A commander of {G} was shot dead by unknown men in {T} on Monday.
- A bomb exploded at an office of {G} in {T} on Tuesday, killing two people.
- Gunmen shot dead a former {A} member in {T} on Monday.
- Gunmen killed nine people in {T} on Tuesday, a town that {G} held until March.
- Nine people were killed by unknown gunmen in {T} on Tuesday, a day after talks with {G} began.
- Two traders who paid taxes to {G} were shot dead in {T} on Monday by unknown men.
- Thieves robbed a bank in {T} on Tuesday while police were searching for {G}.
- Unknown men kidnapped the wife of a {A} leader in {T} on Monday.
- A judge who tried members of {G} was shot dead in {T} on Monday.
- Six people were killed when a bomb hit a bus in {T} on Tuesday. The bus was bound for an area held by {G}.
- A bomb killed six people in {T} on Tuesday, the fourth anniversary of the peace with {G}.
- Gunmen on motorcycles attacked a village near {T} on Tuesday, killing nine people who had refused to join {G}.
- Robbers shot dead a shopkeeper in {T} on Tuesday. He had once fought for {G}.
- Police in {T} shot dead a robber on Tuesday. He had nothing to do with {G}, an officer said.
- A journalist who had written about {G} was stabbed to death in {T} on Monday.
- Nine people were killed in {T} on Monday, the minister for talks with {G} said.
- Two bombs killed nine people in {T} on Tuesday, wounding a negotiator of {G}.
- Masked men burned a school in {T} on Tuesday, where members of {G} were to vote.
- Armed men seized a doctor in {T} on Monday who had treated members of {G}.""",
    "ru": """stated Боевики группировки {G} напали на полицейский пост в городе {T} во вторник, девять полицейских убиты.
stated Во вторник вечером боевики {G} вошли в город {T} и убили девять человек мачете.
stated Девять жителей города {T} убиты в понедельник боевиками группировки {G}.
stated Бойцы группировки {G} застрелили мэра и его водителя в городе {T} в понедельник.
stated Боевики группировки {G} похитили трёх инженеров у города {T} в понедельник, сообщили власти.
stated Одиннадцать солдат погибли в понедельник в засаде, устроенной боевиками {G} у города {T}.
stated Во вторник повстанцы из группировки {G} сожгли шесть грузовиков у города {T}.
stated Семеро солдат погибли в понедельник в столкновениях с боевиками {G} у города {T}.
stated Смертник из группировки {G} подорвал себя у блокпоста в городе {T} во вторник, пятеро погибли.
stated Боевики группировки {G} обстреляли автобус у города {T} во вторник, погибли шесть пассажиров.
suspected Предполагаемые боевики {G} убили девять жителей города {T} в понедельник.
suspected Вооружённые люди, предположительно из группировки {G}, застрелили девять торговцев в городе {T} в понедельник.
- Неизвестные убили трёх боевиков {G} в городе {T} в понедельник.
- Командира группировки {G} застрелили неизвестные в городе {T} в понедельник.
- Бомба взорвалась у штаба группировки {G} в городе {T} во вторник, погибли двое.
- Неизвестные застрелили бывшего члена группировки {G} в городе {T} в понедельник.
- Неизвестные убили девять человек в городе {T} во вторник; до марта город занимала группировка {G}.
- Двоих торговцев, плативших дань группировке {G}, застрелили неизвестные в городе {T} в понедельник.
- Судью, который вёл дело членов группировки {G}, застрелили в городе {T} в понедельник.
- Журналиста, писавшего о группировке {G}, зарезали в городе {T} в понедельник.
- Неизвестные похитили жену главаря группировки {G} в городе {T} в понедельник.
- Вооружённые люди похитили в понедельник в городе {T} врача, который лечил боевиков {G}.
- При взрыве бомбы в автобусе в городе {T} во вторник погибли шесть человек. Автобус шёл в район, занятый группировкой {G}.
- Грабители застрелили лавочника в городе {T} во вторник. Когда-то он воевал за группировку {G}.""",
    "uk": """stated Бойовики угруповання {G} напали на поліцейський пост у місті {T} у вівторок, дев'ятьох поліцейських убито.
stated У вівторок увечері бойовики {G} увійшли в місто {T} і вбили дев'ятьох людей мачете.
stated Дев'ятьох жителів міста {T} убили в понеділок бойовики угруповання {G}.
stated Бійці угруповання {G} застрелили мера і його водія в місті {T} у понеділок.
stated Бойовики угруповання {G} викрали трьох інженерів біля міста {T} у понеділок, повідомила влада.
stated У вівторок повстанці з угруповання {G} спалили шість вантажівок біля міста {T}.
stated Семеро солдатів загинули в понеділок у сутичках із бойовиками {G} біля міста {T}.
stated Смертник з угруповання {G} підірвав себе біля блокпоста в місті {T} у вівторок, п'ятеро загинули.
stated Бойовики угруповання {G} обстріляли автобус біля міста {T} у вівторок, загинули шестеро пасажирів.
suspected Імовірні бойовики {G} убили дев'ятьох жителів міста {T} у понеділок.
suspected Озброєні люди, імовірно з угруповання {G}, застрелили дев'ятьох торговців у місті {T} у понеділок.
- Командира угруповання {G} застрелили невідомі в місті {T} у понеділок.
- Бомба вибухнула біля штабу угруповання {G} у місті {T} у вівторок, загинули двоє.
- Невідомі застрелили колишнього члена угруповання {G} у місті {T} у понеділок.
- Невідомі вбили дев'ятьох людей у місті {T} у вівторок; до березня місто тримало угруповання {G}.
- Двох торговців, які платили данину угрупованню {G}, застрелили невідомі в місті {T} у понеділок.
- Суддю, який вів справу членів угруповання {G}, застрелили в місті {T} у понеділок.
- Журналіста, який писав про угруповання {G}, зарізали в місті {T} у понеділок.
- Невідомі викрали дружину ватажка угруповання {G} у місті {T} у понеділок.
- Озброєні люди викрали в понеділок у місті {T} лікаря, який лікував бойовиків {G}.
- Унаслідок вибуху бомби в автобусі в місті {T} у вівторок загинули шестеро людей. Автобус їхав у район, зайнятий угрупованням {G}.
- Грабіжники застрелили крамаря в місті {T} у вівторок. Колись він воював за угруповання {G}.""",
}
# A town, a group as the text names it, as it stands before "fighters", and its name.
DOERS = {
    "en": """Mubi | Boko Haram | Boko Haram | Boko Haram
Cali | the ELN | ELN | National Liberation Army (Colombia)
Beni | the Allied Democratic Forces (ADF) | ADF | Allied Democratic Forces
Kidal | JNIM | JNIM | Jama'at Nusrat al-Islam wal-Muslimin
Mandera | al-Shabaab | al-Shabaab | al-Shabaab
Goma | the Red Dawn Front | Red Dawn Front | Red Dawn Front""",
    "ru": """Муби | «Боко харам» | «Боко харам» | Boko Haram
Мандера | «Аш-Шабаб» | «Аш-Шабаб» | al-Shabaab
Гао | «Исламское государство» | «Исламское государство» | Islamic State
Гома | «Красная заря» | «Красная заря» | Красная заря
Кали | Армии национального освобождения (ELN) | Армии национального освобождения (ELN) | National Liberation Army (Colombia)""",
    "uk": """Мубі | «Боко Харам» | «Боко Харам» | Boko Haram
Мандера | «Аш-Шабаб» | «Аш-Шабаб» | al-Shabaab
Гао | «Ісламська держава» | «Ісламська держава» | Islamic State
Гома | «Червона зоря» | «Червона зоря» | Червона зоря""",
}
FORCES = {"Security forces", "army"}  # the other side of raids


@pytest.mark.parametrize("language", sorted(DEEDS))
def test_who_is_told_as_the_doer_did_it_and_who_suffers_or_stands_near_did_not(
    extractor: Extractor, language: str
) -> None:
    wrong, asked = [], 0
    for row in DEEDS[language].splitlines():
        basis, deed = row.split(" ", 1)
        for doer in DOERS[language].splitlines():
            town, named, short, group = doer.split(" | ")
            text = _capital(deed.format(T=town, G=named, A=short))
            incidents = extractor.extract(draft_of(text, language))[:1]
            said = {(one.group, one.basis) for found in incidents for one in found.attribution}
            said = {one for one in said if one[0] not in FORCES}
            asked += 1
            if not incidents or said != ({(group, basis)} if basis != "-" else set()):
                wrong.append(f"{said} instead of {basis} {group}: {text}")
    assert len(wrong) <= (1 - FLOOR) * asked, f"{len(wrong)} of {asked}:\n" + "\n".join(wrong)


FIRST = """Nine villagers were killed when gunmen stormed a market in {T} on Monday night, the governor said.
A roadside bomb killed five soldiers near {T} on Monday."""
SECOND = """In {T}, a suicide bomber blew himself up outside a bank on Tuesday, killing six people.
Two nurses were kidnapped in {T} on Tuesday.
On Tuesday, attackers set fire to a school in {T}, injuring three guards."""
TOWNS = (("Gao", "Mopti"), ("Maiduguri", "Mubi"), ("Goma", "Beni"))
# The basis wanted of the first and of the second act, and what is said behind each.
OF_TWO = """claimed - :: {G} claimed responsibility for the attack. ¶ -
- claimed :: - ¶ {G} claimed responsibility for the attack.
blamed - :: In the capital, the interior minister blamed {G}. ¶ -
- blamed :: - ¶ Officials blamed {G}.
claimed - :: {G} claimed the attack on Wednesday. ¶ -
claimed - :: {G} has accepted responsibility. ¶ Nobody has claimed that attack.
- suspected :: No group has claimed the attack. ¶ The army suspects {G}.
claimed claimed :: - ¶ {G} claimed both attacks.
suspected suspected :: - ¶ Both bore the hallmarks of {G}, a security source said.
claimed - :: - ¶ The {T1} attack was claimed by {G}.
denied - :: {G} denied any part in it. ¶ -
- - :: - ¶ The army has fought {G} since 2012.
- - :: - ¶ {G} is active in both places.
- - :: {G} condemned the attack. ¶ -"""


@pytest.mark.parametrize("row", OF_TWO.splitlines())
def test_of_two_acts_each_has_its_own_claim(extractor: Extractor, row: str) -> None:
    wanted, _, said = row.partition(" :: ")
    behind = [one if one != "-" else "" for one in said.split(" ¶ ")]
    combined = product(FIRST.splitlines(), SECOND.splitlines(), TOWNS, ("Boko Haram", "the Red Dawn Front"))
    for first, second, towns, group in combined:
        acts = [f"{act} {claim}".strip() for act, claim in zip((first, second), behind, strict=True)]
        told = [act.format(T=town, T1=towns[0], G=group) for act, town in zip(acts, towns, strict=True)]
        text = "\n\n".join(told).replace(". the", ". The")
        found = {one.place.name: one.attribution for one in extractor.extract(draft_of(text)) if one.place}
        bases = [", ".join(one.basis for one in found[town]) or "-" for town in towns]
        assert " ".join(bases) == wanted, text


def test_all_of_something_else_is_no_claim_of_all_acts(extractor: Extractor) -> None:
    text = (
        "Gunmen abducted a priest in Jos on Monday.\n\nA bomb killed three in Kano on Tuesday.\n\n"
        "Police blamed Boko Haram for the Kano bombing, and said all roads were closed."
    )
    told = extractor.extract(draft_of(text))
    assert [[one.group for one in incident.attribution] for incident in told] == [[], ["Boko Haram"]]
