"""Who was killed or hurt, and who of them attacked: whose fate a word tells where several stand beside it. Half
of it are traps.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from incidents.incident import Toll
from tests.incidents.extraction.tables import draft_of

# What is told: the victims killed, those hurt, the attackers killed.
TOLD = [
    # A two of the dead
    (
        "A rocket hit a block of flats in Kharkiv on Wednesday, killing three people and injuring 17. Two of the dead were a couple in their seventies.",
        3,
        17,
        None,
    ),
    (
        "A bomb in Quetta killed nine people and wounded 30 on Wednesday, police said. Four of the dead were police officers.",
        9,
        30,
        None,
    ),
    (
        "Gunmen opened fire at a bar in Cali on Wednesday, killing five people and wounding 12. Three of those killed were women.",
        5,
        12,
        None,
    ),
    # trap: part of the hurt died
    (
        "Two men were wounded when gunmen opened fire on a bar in Cali on Wednesday. One of them died in hospital.",
        1,
        1,
        None,
    ),
    (
        "Seven people were wounded by a bomb in Quetta on Wednesday. Two of the wounded died on the way to hospital.",
        2,
        5,
        None,
    ),
    # B agents
    (
        "A mob beat two men to death in Kano on Sunday. A third man was rescued by officers and is in hospital with head injuries.",
        2,
        1,
        None,
    ),
    (
        "Gunmen killed a trader in Jos on Wednesday. His brother was found by soldiers and was taken to hospital with a bullet wound.",
        1,
        1,
        None,
    ),
    (
        "A woman was stabbed in Leeds on Wednesday. She was helped by two nurses and is in hospital.",
        None,
        1,
        None,
    ),
    # trap
    (
        "A pupil stabbed two teachers at a school in Wuppertal on Wednesday. The boy was stopped by two teachers who were taken to hospital.",
        None,
        2,
        None,
    ),
    (
        "A man with a knife was held down by two guards, and they are in hospital after the stabbing in Leeds on Wednesday.",
        None,
        2,
        None,
    ),
    # C driver
    (
        "Gunmen shot dead a senior judge and his guard in Quetta on Wednesday, police said. The driver was wounded in the arm.",
        2,
        1,
        None,
    ),
    (
        "A prosecutor was shot dead in Guayaquil on Wednesday when gunmen fired at her car. The bodyguard was wounded.",
        1,
        1,
        None,
    ),
    (
        "Gunmen killed a mayor in Tibu, Colombia, on Tuesday, police said. The driver was wounded and is in hospital.",
        1,
        1,
        None,
    ),
    (
        "Two soldiers were killed when their lorry hit a mine near Gao on Tuesday. The driver was wounded.",
        2,
        1,
        None,
    ),
    # traps: same person
    (
        "A taxi driver was shot in Karachi on Tuesday. The driver was wounded in the head and died in hospital.",
        1,
        None,
        None,
    ),
    (
        "A motorist was shot dead in Karachi on Tuesday. The driver was wounded in the neck and died at once, police said.",
        1,
        None,
        None,
    ),
    (
        "A man was shot dead at the wheel of his car in Karachi on Tuesday. The driver was hit by five bullets.",
        1,
        None,
        None,
    ),
    (
        "A policeman was shot dead in Cali on Tuesday. The officer was wounded in the chest and died at the scene.",
        1,
        None,
        None,
    ),
    # D by force
    (
        "Three gunmen attacked a police post in Quetta on Tuesday. Officers returned fire and killed one of them.",
        None,
        None,
        1,
    ),
    (
        "Gunmen killed four villagers near Gao on Tuesday. Soldiers pursued the attackers and shot dead two of them.",
        4,
        None,
        2,
    ),
    # traps
    ("Gunmen attacked soldiers near Gao on Tuesday and killed two of them.", 2, None, None),
    ("Police fired at protesters in Nairobi on Tuesday and killed two of them.", 2, None, None),
    (
        "Soldiers opened fire on villagers near Bamenda on Tuesday and killed one of them, residents said.",
        1,
        None,
        None,
    ),
    ("Gunmen seized three policemen near Quetta on Tuesday and killed one of them.", 1, None, None),
    # E motorist who rammed
    (
        "A motorist rammed officers at a checkpoint near Hebron on Wednesday, wounding two of them, and was shot dead, the army said.",
        None,
        2,
        1,
    ),
    ("A driver who rammed a police car in Lyon on Tuesday was shot dead by officers.", None, None, 1),
    (
        "A Palestinian motorist who ploughed into soldiers near Nablus on Tuesday was shot dead.",
        None,
        None,
        1,
    ),
    (
        "A motorist who drove into a crowd in Mannheim on Tuesday, killing a woman, was shot dead by police.",
        1,
        None,
        1,
    ),
    # traps
    ("A motorist who had stopped to help was shot dead in Lyon on Tuesday.", 1, None, None),
    ("A motorist who was rammed by gunmen in Lagos on Tuesday was shot dead.", 1, None, None),
    (
        "A man who rammed the gate of his own farm to flee gunmen near Jos on Tuesday was shot dead by them.",
        1,
        None,
        None,
    ),
    # F civil defence fighters
    (
        "Jihadists killed 12 civil defence fighters in an ambush near Fada N'Gourma in Burkina Faso on Tuesday.",
        12,
        None,
        None,
    ),
    (
        "Eight volunteer fighters were killed by militants near Djibo, Burkina Faso, on Tuesday.",
        8,
        None,
        None,
    ),
    (
        "Militants attacked a post near Maiduguri on Tuesday, killing six civilian task force fighters.",
        6,
        None,
        None,
    ),
    (
        "At least five pro-government fighters were killed when al-Shabaab attacked a base near Galkayo on Tuesday.",
        5,
        None,
        None,
    ),
    # traps
    ("Soldiers killed 12 jihadist fighters near Fada N'Gourma in Burkina Faso on Tuesday.", None, None, 12),
    ("The army killed eight rebel fighters near Goma on Tuesday.", None, None, 8),
    (
        "Civil defence fighters killed three herders near Fada N'Gourma in Burkina Faso on Tuesday.",
        3,
        None,
        None,
    ),
    ("Civil defence fighters killed nine jihadists near Djibo, Burkina Faso, on Tuesday.", None, None, 9),
    ("Two fire fighters were killed by gunmen in Cali on Tuesday.", 2, None, None),
    # G put
    ("Rebels attacked an army base near Goma on Tuesday. The army's losses were put at 40.", 40, None, None),
    ("A bomb exploded in a market in Lahore on Wednesday. Police put the toll at 12.", 12, None, None),
    (
        "A bomb exploded in a market in Lahore on Wednesday. The toll was put at 12 by officials.",
        12,
        None,
        None,
    ),
    ("A bomb exploded in a market in Lahore on Wednesday. The death toll was put at 12.", 12, None, None),
    (
        "A bomb exploded in a market in Lahore on Wednesday. The shop losses were put at ₱40 million.",
        None,
        None,
        None,
    ),
    (
        "A bomb exploded in a market in Lahore on Wednesday. Losses were put at 40 shops and 12 cars.",
        None,
        None,
        None,
    ),
    (
        "A bomb exploded in a market in Lahore on Wednesday. Police put the toll at eight wounded.",
        None,
        8,
        None,
    ),
    (
        "A bomb exploded on a road near Lahore on Wednesday. The toll at the bridge was put at 12 rupees.",
        None,
        None,
        None,
    ),
    # H others hurt
    (
        "A bomb went off in Quetta on Wednesday. One man was hurt in the leg. Two others were hurt by glass.",
        None,
        3,
        None,
    ),
    (
        "Gunmen killed a guard in Quetta on Wednesday. A passer-by was hurt, and two others were hurt when they fell.",
        1,
        3,
        None,
    ),
    ("A pupil stabbed a teacher in Lyon on Wednesday. Two others were hurt.", None, 3, None),
    ("A man was killed in a shooting in Lyon on Wednesday. Two others were hurt.", 1, 2, None),
    ("Two people were hurt by a bomb in Quetta on Wednesday. One was hurt badly.", None, 2, None),
    (
        "Five people were hurt by a bomb in Quetta on Wednesday. One was hurt badly, and four others were hurt slightly.",
        None,
        5,
        None,
    ),
    (
        "At least five government fighters were killed when al-Shabaab attacked a base near Galkayo on Tuesday.",
        5,
        None,
        None,
    ),
    (
        "Seven anti-government fighters were killed when the army attacked a camp near Goma on Tuesday.",
        None,
        None,
        7,
    ),
    ("Government forces killed nine fighters near Goma on Tuesday.", None, None, 9),
    ("A bomb in Lahore wounded 11 people on Wednesday. Officials put the toll at six.", 6, 11, None),
    (
        "Gunmen raided a village near Zurmi on Tuesday. A local official put the toll from the raid at 23 dead.",
        23,
        None,
        None,
    ),
    ("Gunmen raided a village near Zurmi on Tuesday. The cost was put at 23 cows.", None, None, None),
    (
        "Bandits raided two villages near Zurmi on Tuesday. Residents put the toll at 14, among them three children.",
        14,
        None,
        None,
    ),
    (
        "A bomb went off in Quetta on Wednesday. A woman was hurt by glass. Two other people were injured.",
        None,
        3,
        None,
    ),
    (
        "A man was shot and wounded in Lyon on Wednesday and died in hospital. Two others were hurt.",
        1,
        2,
        None,
    ),
    (
        "Four people were hurt in a knife attack in Lyon on Wednesday. A teacher was hurt in the arm. Two others were hurt slightly.",
        None,
        4,
        None,
    ),
    (
        "Two people were killed and five others were hurt in a shooting in Lyon on Wednesday. One man was hurt in the leg.",
        2,
        5,
        None,
    ),
    ("A man stabbed three people in Lyon on Tuesday and was shot dead.", None, 3, 1),
    (
        "A man stabbed three people in Lyon on Tuesday, killing one of them, and was shot dead by police.",
        1,
        2,
        1,
    ),
    (
        "A gunman opened fire in a bar in Cali on Tuesday, killing three people, and was shot dead by a guard.",
        3,
        None,
        1,
    ),
    ("A shopkeeper shot at two robbers in Cali on Tuesday and was stabbed to death.", 1, None, None),
    ("A policeman stopped three men in Cali on Tuesday and was shot dead.", 1, None, None),
    ("A nurse was stabbed by two men in Leeds on Tuesday and was killed, and her son was hurt.", 1, 1, None),
    (
        "A priest had sheltered 20 villagers near Goma when rebels came on Tuesday, and was shot dead.",
        1,
        None,
        None,
    ),
    ("A bus with four pilgrims was stopped near Quetta on Tuesday; all four were shot dead.", 4, None, None),
    # he, behind others
    (
        "A man opened fire at a warehouse in Nashville on Tuesday, killing two workers and wounding four others before he was shot dead by officers.",
        2,
        4,
        1,
    ),
    (
        "A man stabbed a woman to death and wounded three others in Lyon on Tuesday before he was shot dead by police.",
        1,
        3,
        1,
    ),
    (
        "A bomb in Quetta hurt seven people on Tuesday; two of them, guards, were badly wounded.",
        None,
        7,
        None,
    ),
    ("Gunmen killed five people, three of them women, near Goma on Tuesday.", 5, None, None),
    # of what victims of a mob are accused
    (
        "A mob stoned a man to death in Khanewal on Sunday after he was accused of burning the Koran. Three policemen were hurt by bricks.",
        1,
        3,
        None,
    ),
    (
        "Two women accused of witchcraft were beaten to death by villagers near Ranchi on Tuesday.",
        2,
        None,
        None,
    ),
    ("A youth accused of stealing a motorcycle was lynched in Jos on Tuesday.", 1, None, None),
    ("A man accused of two murders was shot dead by police in Cali on Tuesday.", None, None, 1),
    # checks in hospital
    (
        "Bandits shot at a bus near Kaduna on Tuesday. Its four passengers were flown to Abuja for medical checks.",
        None,
        None,
        None,
    ),
    ("Four people were shot in Leeds on Tuesday and were flown to hospital.", None, 4, None),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


def _best(toll: Toll | None) -> int | None:
    return toll.best if toll else None


@pytest.mark.parametrize(("text", "killed", "injured", "attackers"), TOLD)
def test_whose_fate_is_told(
    extractor: Extractor, text: str, killed: int | None, injured: int | None, attackers: int | None
) -> None:
    told = extractor.extract(draft_of(text))[0]
    found = (_best(told.killed), _best(told.injured), _best(told.perpetrators_killed))
    assert found == (killed, injured, attackers)
