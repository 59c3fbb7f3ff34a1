"""A report that an act did not happen opens no incident, and says which act it denies; a report of an act of
which somebody denies another thing (who did it, how many were hurt, a second attacker) tells of the act.
"""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

DENIED = {
    "en": [
        "Police denied on Tuesday that two men with machetes had wounded a guard in Derby.",
        "Officials deny that gunmen shot at a bus in Gwoza on Wednesday, wounding six pupils.",
        "The ministry on Wednesday denied reports of a bombing at a market in Quetta that killed nine people.",
        "The mayor of Lyon dismissed as fake news a claim that a gang had stabbed two boys there on Tuesday.",
        "Army spokesmen refuted rumours that militants had attacked a post near Bannu on Tuesday.",
        "Residents said that gunmen had attacked a church in Jos on Tuesday, but police denied it.",
        "Rumours spread that a bomb had gone off at a market in Lahore on Wednesday, but the police denied this.",
        "Some reports said that soldiers were killed in an ambush near Gao on Tuesday, but the army denied the reports.",
        "It is untrue that a bomb exploded at the station in Leeds on Tuesday and hurt four, police said.",
        "Claims that masked men shot dead a teacher in Turin on Tuesday are fabricated, police said.",
        "Reports that three people were shot dead in a bar in Ghent on Tuesday were false, the mayor said.",
        "A student who said that she was stabbed by strangers in Bonn on Tuesday has admitted making up the attack.",
        "The town hall said on Tuesday that there was no shooting at the school in Split.",
        "No stabbing took place at the festival in Graz on Tuesday, police said.",
        'Police denied reports of a shooting in Leeds on Tuesday. "These reports are untrue," said a spokesman.',
        "The governor's office said on Tuesday that reports of a massacre in Jos in which 20 people were killed were entirely false.",
        "Officials have rejected claims that gunmen kidnapped 30 pupils in Kaduna on Monday, calling them baseless.",
        "The interior ministry said the reported explosion at a mosque in Herat on Monday did not take place.",
        "The reported attack on a church in Lahore never happened, police said on Tuesday.",
        "The alleged kidnapping of a priest in Enugu on Monday was a hoax, the police commissioner said.",
        "The police have refuted the news that four people were killed by bandits in Zaria on Monday.",
        "The foreign ministry denies that an airstrike hit a wedding in Khost on Sunday.",
        "Kenyan police have denied claims that al-Shabaab militants ambushed a bus in Mandera on Sunday and killed seven passengers.",
        "The mayor said the story of a knife attack in Nantes on Sunday was pure invention.",
        "An earlier report of a stabbing at the station in Graz on Monday was wrong, police said.",
        "The police command has described as fake news reports that gunmen killed worshippers in Owo on Sunday.",
        "Reports that three men were shot dead in Leeds on Monday are incorrect, police said; nobody was hurt.",
        "The mosque committee denied that a bomb had gone off in the prayer hall in Kaduna on Sunday.",
    ],
    "ru": [
        "Полиция опровергла во вторник, что двое мужчин с ножами ранили охранника в Махачкале.",
        "МВД опровергло сообщения о нападении на двух полицейских в Дербенте в среду.",
        "Власти назвали фейком сообщения о том, что в Грозном во вторник застрелили трёх человек.",
        "Сообщения о взрыве на рынке в Казани во вторник не соответствуют действительности, заявили в мэрии.",
        "В полиции заявили, что никакой стрельбы в школе в Самаре во вторник не было.",
        "Школьник признался, что выдумал нападение с ножом в Омске во вторник.",
        "Полиция опровергла сообщения о стрельбе в Казани во вторник. «Это неправда», — сказал представитель.",
        "МВД назвало ложью сообщение о том, что в Дербенте в понедельник неизвестные убили двух полицейских.",
        "Нападения на школу в Перми в понедельник не было, сообщили в полиции.",
        "Мужчина, заявивший о нападении на него с ножом в Туле в понедельник, признался, что придумал нападение.",
        "Информация о взрыве в мечети в Махачкале, при котором погибли трое, не подтвердилась, заявили в МВД.",
        "Взрыва в центре Туниса не было, заявило МВД в понедельник. Ранее СМИ сообщили о трёх погибших.",
        "Минобороны опровергло информацию об ударе по больнице в Донецке в воскресенье.",
        "Женщина из Твери призналась, что выдумала похищение: в пятницу она заявила, что её увезли двое вооружённых мужчин.",
    ],
    "uk": [
        "Поліція спростувала у вівторок, що двоє чоловіків із ножами поранили охоронця у Львові.",
        "Поліція спростувала повідомлення про напад на двох поліцейських в Одесі в середу.",
        "Влада назвала фейком повідомлення про те, що в Полтаві у вівторок застрелили трьох людей.",
        "Повідомлення про вибух на ринку в Черкасах у вівторок не відповідають дійсності, заявили в мерії.",
        "У поліції заявили, що жодної стрілянини в школі в Сумах у вівторок не було.",
        "Школяр зізнався, що вигадав напад із ножем у Тернополі у вівторок.",
        "Поліція спростувала повідомлення про стрілянину в Харкові у вівторок. «Це неправда», — сказав речник.",
        "МВС назвало брехнею повідомлення про те, що в Одесі в понеділок невідомі вбили двох поліцейських.",
        "Нападу на школу у Львові в понеділок не було, повідомили в поліції.",
        "Чоловік, який заявив про напад на нього з ножем у Луцьку в понеділок, зізнався, що вигадав напад.",
        "Інформація про вибух у мечеті в Одесі, під час якого загинули троє, не підтвердилася, заявили в МВС.",
        "Вибуху в центрі Тунісу не було, заявило МВС у понеділок. Раніше ЗМІ повідомили про трьох загиблих.",
        "Міноборони спростувало інформацію про удар по лікарні в Донецьку в неділю.",
        "Жінка з Вінниці зізналася, що вигадала викрадення: у п'ятницю вона заявила, що її вивезли двоє озброєних чоловіків.",
    ],
}
TOLD = {
    "en": [
        "The Taliban denied on Wednesday any involvement in the attack that killed three people in Kabul.",
        "The army denied that anyone was killed in the attack on its base in Gao on Tuesday.",
        "A bomb killed three people in Lahore on Wednesday. A rebel group was blamed, but a spokesman denied it.",
        "Gunmen killed five people in Jos on Tuesday. Residents said that soldiers had helped them, but the army denied it.",
        "Residents said that soldiers had shot dead two men in Bamenda on Tuesday, but the army denied it.",
        "The rebels said that they had killed 20 soldiers in an attack near Goma on Tuesday, but the army denied this.",
        "Residents said that gunmen had killed four people in Jos on Tuesday; police denied that anyone was killed.",
        "A man stabbed two women in Leeds on Tuesday; police said that he knew them, but he denied it.",
        "The hospital denied reports that the toll of Tuesday's bombing in Lahore, which killed six, had risen.",
        "A man of 30 denied on Wednesday that he had stabbed two women in Leeds on Tuesday.",
        "Police denied on Wednesday that the man who stabbed three people in Hamburg on Tuesday was a migrant.",
        "Two people were stabbed to death in Leeds on Tuesday. Police denied reports of a second stabbing there.",
        "The ministry denied that it was warned before a bomb killed five people at a market in Quetta on Tuesday.",
        "The mayor denied that police came late after gunmen killed six people in a bar in Cali on Tuesday.",
        "Police denied reports that the gunmen who killed six people in a bar in Cali on Tuesday were soldiers.",
        "A nurse who was stabbed by two men in Bonn on Tuesday made up her mind to leave the city.",
        "Gunmen shot dead a teacher in Turin on Tuesday who had been accused of false claims.",
        "Police denied a request to release the name of the man who shot dead two people in Leeds on Tuesday.",
        "Two people were stabbed to death in Derby on Monday. The suspect denied the attack in court.",
        "The army denied that it had shelled a market in Gaza on Tuesday, where 12 people were killed.",
        "Twelve people were killed when a shell hit a market in Khan Younis on Tuesday. The army denied that it had shelled the market.",
        "Not one but two bombs exploded in Quetta on Tuesday and killed nine people, police said.",
        "A gunman shot dead a guard in Leeds on Tuesday. Nobody else was hurt, police said.",
        "Gunmen who were denied entry to a bar in Cali on Tuesday shot dead three guards, police said.",
        "A man who was denied entry to a nightclub in Leeds opened fire on Tuesday and wounded four people.",
        "Three people were killed in a bombing in Lahore on Tuesday. A picture shared as showing the attack is in fact from 2019, fact checkers found.",
        "The Taliban denied carrying out the bombing that killed six people at a mosque in Herat on Tuesday.",
        "Russia denied striking the hospital in Kharkiv where four people were killed by a missile on Tuesday.",
        "Six people were killed in a missile strike on Odesa on Tuesday. Moscow denied that it targets civilians.",
        "Police denied a cover-up after a man stabbed three people in Hamburg on Tuesday.",
        "Police shot dead a man in Leeds on Tuesday and denied that he was unarmed.",
        "The president denied that the attack in Cali on Tuesday, in which six people were shot dead, showed a failure of the police.",
        "The company denied that guards shot at protesters in Kinshasa on Tuesday; the hospital counted four dead.",
        "The police chief dismissed claims that his men stood by while a mob beat a man to death in Dhaka on Tuesday.",
        "A man has denied murdering two women who were found stabbed to death in Leeds on Friday.",
        "Hamas denied that it fired the rocket that killed three children in Gaza City on Sunday.",
        "Israel denied responsibility for the blast that killed ten people in Damascus on Sunday.",
        "Five people were shot dead in a bar in Acapulco on Sunday. The governor denied that security had got worse.",
        "The airline denied boarding to a man who later stabbed two guards at Leeds airport on Sunday.",
        "The gunman, who claimed that his family was threatened, shot dead two neighbours in Omaha on Sunday. The claim was false, police said.",
        "Police rejected claims that they shot the boy in the back in Memphis on Sunday.",
        "A bomb killed four people in Kabul on Sunday. The Taliban refuted reports that foreigners were among the dead.",
        "Eight people were wounded when a man with a knife attacked passers-by in Solingen on Sunday. Rumours that he had an accomplice are false, police said.",
        "Gunmen attacked a church in Owo on Sunday, killing 12. The bishop denied that the church had been warned.",
        "A teenager shot dead two pupils in Graz on Sunday. The school denied that he had been bullied.",
        "Not one but two bombs exploded in Quetta on Tuesday and killed nine people, police said.",
        "Not only the driver but four passengers were shot dead in a bus near Mandera on Tuesday.",
        "The army denied that civilians had been killed in the strike on Gao on Tuesday.",
        "The army denied that civilians had been killed in air strikes near Sirte on Tuesday, saying that it hit bandits.",
        "The military denied killing civilians in an airstrike in Sagaing on Sunday.",
        "The defence ministry denied reports that 20 herders were killed in a drone strike near Kidal on Sunday.",
    ],
    "ru": [
        "Группировка отвергла причастность к взрыву, при котором во вторник в Кабуле погибли трое.",
        "Полиция опровергла сообщения о числе жертв взрыва на рынке в Казани во вторник, убиты шестеро.",
        "Во вторник в Омске мужчина с ножом ранил двух полицейских. Власти опровергли слухи о втором нападении.",
        "Россия отрицает, что обстреляла рынок в Харькове во вторник, где погибли 12 человек.",
        "Двое погибли при стрельбе в Казани во вторник. Подозреваемый отрицает вину.",
        "Не один, а два взрыва прогремели в Махачкале во вторник, погибли девять человек.",
        "В результате нападения на магазин в Твери в воскресенье убитых не было, ранены трое.",
        "ХАМАС отверг причастность к взрыву в Дамаске в воскресенье, где погибли десять человек.",
        "Пятеро убиты в баре в Сочи в воскресенье. Губернатор опроверг, что преступность выросла.",
        "Подсудимый отрицает, что зарезал двух женщин в Туле в воскресенье.",
    ],
    "uk": [
        "Угруповання заперечило причетність до вибуху, під час якого у вівторок у Кабулі загинули троє людей.",
        "Поліція спростувала, що чоловік, який у вівторок у Львові поранив ножем двох людей, був військовим.",
        "У вівторок у Сумах чоловік із ножем поранив двох поліцейських. Влада спростувала чутки про другий напад.",
        "Росія заперечує, що обстріляла ринок у Харкові у вівторок, де загинули 12 людей.",
        "Двоє загинули під час стрілянини в Одесі у вівторок. Підозрюваний заперечує вину.",
        "Не один, а два вибухи пролунали в Одесі у вівторок, загинули дев'ятеро людей.",
        "ХАМАС відкинув причетність до вибуху в Дамаску в неділю, де загинули десятеро людей.",
        "П'ятеро вбиті в барі в Одесі в неділю. Губернатор спростував, що злочинність зросла.",
        "Підсудний заперечує, що зарізав двох жінок у Луцьку в неділю.",
    ],
}


def _rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), _rows(DENIED))
def test_a_denial_of_an_act_tells_of_none(extractor: Extractor, language: str, text: str) -> None:
    found = extractor.find(draft_of(text, language))
    assert len(found) == 1
    assert found[0].denied
    assert found[0].place is not None
    assert extractor.extract(draft_of(text, language)) == ()


@pytest.mark.parametrize(("language", "text"), _rows(TOLD))
def test_a_denial_of_something_else_takes_nothing_from_the_act(
    extractor: Extractor, language: str, text: str
) -> None:
    found = extractor.find(draft_of(text, language))
    assert found
    assert not any(one.denied for one in found)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Knife attack in Halle",
            "Police denied on Tuesday that a man with a knife had wounded two officers in Halle. "
            "The report was an invention, they said.",
        ),
        (
            "Boy admits inventing attack",
            "A boy who told police that he was stabbed by two men in Leeds on Tuesday has admitted that he "
            "invented the attack.",
        ),
    ],
)
def test_what_the_text_denies_its_headline_does_not_tell(extractor: Extractor, title: str, text: str) -> None:
    assert extractor.extract(draft_of(text, "en", title)) == ()


def test_a_denial_beside_another_act_leaves_that_one(extractor: Extractor) -> None:
    text = (
        "Gunmen killed six farmers in Gwoza on Tuesday, police said.\n\n"
        "Police denied that a bomb had exploded in Kano on Wednesday, wounding four people."
    )
    told = extractor.extract(draft_of(text))
    assert [one.place.name for one in told if one.place] == ["Gwoza"]
    assert [(one.killed and one.killed.best, one.injured) for one in told] == [(6, None)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Kenyan police have denied claims that gunmen ambushed a bus in Mandera on Sunday.",
            "Kenyan police",
        ),
        (
            "The interior ministry on Monday dismissed rumours of an explosion in central Tunis.",
            "interior ministry",
        ),
        ("Reports that three people were shot dead in Ghent on Tuesday were false, the mayor said.", "mayor"),
        (
            "A boy who told police that he was stabbed in Leeds on Tuesday admitted making up the attack.",
            "news.example",
        ),
        (
            "A mining company on Wednesday denied that robbers had stormed a gold plant near Arusha on Tuesday.",
            "mining company",
        ),
        (
            "The railway operator has dismissed reports that a bomb exploded aboard a train near Pune on Sunday, "
            "the newspaper said.",
            "railway operator",
        ),
        (
            "The Mirror reported on Monday that the hotel had denied that gunmen had kidnapped a guest in Malindi.",
            "hotel",
        ),
        (
            "It was not true that a gunman had shot two people at the station in Leeds on Tuesday.",
            "news.example",
        ),
        (
            "He denied reports that a gunman had shot two people at the station in Leeds on Tuesday.",
            "news.example",
        ),
    ],
)
def test_who_denies_is_named_or_else_the_article_does(extractor: Extractor, text: str, who: str) -> None:
    assert [one.denied for one in extractor.find(draft_of(text))] == [who]


def test_who_denies_that_anybody_was_killed_denies_no_deed(extractor: Extractor) -> None:
    strike = "An air strike near Gao killed nine people on Tuesday, residents said."
    told = extractor.extract(draft_of(f"{strike} The army denied that any civilians were killed."))[0]
    assert told.attribution == ()
    denied = extractor.extract(draft_of(f"{strike} The army denied that it had carried out the strike."))[0]
    assert [one.basis for one in denied.attribution] == ["denied"]
