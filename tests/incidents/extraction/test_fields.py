"""Kinds of field that reports of the world told in words of their own: one sentence for each."""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import Incident
from tests.incidents.extraction.tables import Row
from tests.incidents.extraction.test_sentences import field_right


def main_of(extractor: Extractor, text: str) -> Incident:
    return extractor.extract(Row("en", "", {}, text).draft)[0]


@pytest.mark.parametrize(
    ("text", "key", "wanted"),
    [
        # Whoever was killed or taken is a person and a target, by whatever noun.
        ("Gunmen shot dead four topiarists in a yard in Tijuana on Tuesday.", "killed", "4"),
        ("Gunmen shot dead four topiarists in a yard in Tijuana on Tuesday.", "target", "topiarist"),
        ("Two Canadian glaciologists were kidnapped north of Agadez on Monday.", "abducted", "2"),
        ("Militants killed 12 camels near Agadez on Monday.", "killed", "-"),
        ("Barber shot dead in Rotterdam shop ¶ A man of 34 was shot dead on Tuesday.", "target", "barber"),
        ("A bomb exploded in a printing house in Kharkiv on Monday and killed two.", "target", "printing"),
        # The weapon is a thing, whatever the type.
        ("A suicide bomber in a vest blew himself up in Kabul on Monday and killed six.", "weapon", "vest"),
        ("A man drove a van at people at a tram stop in Lyon on Monday, hurting six.", "weapon", "van"),
        ("Men with rifles kidnapped a doctor near Cali on Monday, police said.", "weapon", "rifle"),
        # Whose side the dead were on.
        ("Two members of the PKK were killed when troops stormed a cave near Derik on Monday.", "pk", "2"),
        ("A driver rammed a crowd in Jerusalem on Monday before a policeman shot him dead.", "pk", "1"),
        # Nobody hurt is nobody killed, but for those told of.
        ("Masked men set fire to a church near Ercilla on Monday. No one was hurt.", "killed", "0"),
        ("A man was shot dead in Leeds on Monday. No one else was hurt.", "killed", "1"),
        # Who is told of beside the dead.
        ("A colonel and four of his men were killed in an attack in Baquba on Monday.", "killed", "5"),
        ("Judge Ann Lee and her two guards were killed by gunmen in Cali on Monday.", "killed", "3"),
        ("A mayor was shot dead in Celaya on Monday. His driver was wounded in the arm.", "injured", "1"),
        ("A bomb went off in a church in Lima on Monday. A guard suffered cuts from glass.", "injured", "1"),
        ("Pirates hijacked a tanker with 18 sailors off Somalia on Tuesday.", "abducted", "18"),
        # A station that opens an old wire names no more than where it speaks.
        ("KABUL DOMESTIC SERVICE IN DARI, 15 MAY -- A BOMB IN KUNDUZ KILLED SIX.", "place", "Kunduz"),
        ("Two men were shot dead in Lyon on Monday and a third was badly wounded.", "injured", "1"),
        ("A cleric was shot dead in Herat on Monday. A bailiff was wounded.", "injured", "1"),
        ("Two suicide bombers rammed a gate in Bannu on Monday, killing five soldiers.", "pk", "2"),
        ("The death toll of the car bomb in Beirut on Tuesday stands at 11.", "killed", "11"),
        # Early hours are of the day named behind them.
        ("A man was stabbed in Cork in the early hours of Thursday, gardaí said.", "day", "2024-05-16"),
        # Whose army, and who only guesses.
        (
            "A jet bombed a market in Omdurman on Monday, killing six; medics blamed the Sudanese army.",
            "group",
            "Sudanese_army:blamed",
        ),
        (
            "A bomb killed three in Garissa on Monday. We suspect that al-Shabaab are behind the attack.",
            "group",
            "al-Shabaab:suspected",
        ),
        # Ages are no tolls.
        ("Two youths of 15 and 17 were arrested after a stabbing in Lyon on Tuesday.", "arrested", "2"),
    ],
)
def test_a_field_is_read_from_the_words_for_it(
    extractor: Extractor, text: str, key: str, wanted: str
) -> None:
    assert field_right(main_of(extractor, text), key, wanted)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thirteen villagers were shot and hacked to death near Sokoto on Tuesday.", "armed_attack"),
        ("Fighters attacked a post near Bannu with grenades and rifles on Monday.", "armed_attack"),
        ("A bank guard was shot dead by robbers in Lagos on Monday, police said.", "robbery"),
        ("Troops stormed a hideout near Derik on Tuesday and killed two militants.", "raid"),
        ("Masked men threw petrol bombs at a shop in Vilnius on Tuesday and set it on fire.", "arson"),
        ("A man set off explosives at a camp in Mogadishu on Monday, killing himself.", "suicide_bombing"),
        ("At least five residents were hacked or shot to death in Jos on Monday.", "armed_attack"),
        ("Drones set a refinery in Syzran ablaze on Wednesday, the governor said.", "airstrike"),
        ("Police shot dead two robbers in Lagos on Monday, a spokesman said.", "shooting"),
        (
            "A man drove a van at people leaving a mosque in Mulhouse on Monday and hurt six.",
            "vehicle_attack",
        ),
        ("Pirates armed with rifles took over an Iranian dhow off Somalia on Sunday.", "hijacking"),
        ("Rebels attacked a gold mine near Bria on Tuesday, killing six miners.", "armed_attack"),
    ],
)
def test_the_type_is_read_from_all_that_was_done(extractor: Extractor, text: str, kind: str) -> None:
    assert main_of(extractor, text).type == kind
