"""Every configured group in every formula of claim, blame, suspicion and denial, in three languages; and in
sentences that only name it. Written from the languages, not from reports.
"""

from __future__ import annotations

import re

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

FLOOR = 0.99  # of the combinations are right
EVERY = 5  # of the groups are asked, to save time

LEAD = {
    "en": "Four policemen were killed when a bomb exploded near a checkpoint on Tuesday, officials said.",
    "ru": "Четверо полицейских погибли во вторник при взрыве бомбы у блокпоста, сообщили власти.",
    "uk": "Четверо поліцейських загинули у вівторок унаслідок вибуху бомби біля блокпоста, повідомила влада.",
}
FORMULAS = {
    "en": """claimed {} claimed responsibility for the attack.
claimed The attack was claimed by {}.
claimed In a statement on Telegram, {} said it was behind the attack.
claimed {} said its fighters had carried out the attack.
claimed {} has claimed the attack.
blamed Officials blamed {} for the attack.
blamed The army blamed the attack on {}.
blamed The government accused {} of carrying out the attack.
blamed No group has claimed responsibility, but police blamed {}.
blamed Authorities attributed the attack to {}.
blamed The minister said {} was behind the attack.
suspected Police suspect {} of carrying out the attack.
suspected {} is suspected of being behind the attack.
suspected Investigators believe {} may be behind the attack.
denied {} denied involvement in the attack.
denied {} denied that it had carried out the attack.
- {} condemned the attack.
- The region is a stronghold of {}.
- The government signed a peace deal with {} last year.
- The province has seen fighting between the army and {} for years.""",
    "ru": """claimed Ответственность за нападение взяла на себя группировка «{}».
claimed «{}» взял на себя ответственность за взрыв.
claimed В заявлении, опубликованном в «Телеграме», «{}» сообщила, что теракт совершили её бойцы.
claimed «{}» назвала себя исполнительницей взрыва.
claimed «{}» приписала взрыв себе.
claimed Боевики «{}» на другой день признали свою причастность к взрыву.
claimed «{}» отчиталась о подрыве патруля на своём канале.
blamed В министерстве уверены, что это дело рук «{}».
blamed Губернатор видит во взрыве почерк «{}».
blamed Власти возложили ответственность за взрыв на группировку «{}».
blamed Армия обвинила в нападении боевиков группировки «{}».
blamed Министр заявил, что за взрывом стоит «{}».
suspected Полиция подозревает в причастности к взрыву группировку «{}».
suspected По версии следствия, к взрыву может быть причастна группировка «{}».
suspected В теракте подозревают «{}».
denied «{}» отрицает причастность к взрыву.
- «{}» осудила теракт.
- Регион считается оплотом группировки «{}».
- В прошлом году правительство подписало мир с группировкой «{}».""",
    "uk": """claimed Відповідальність за напад взяло на себе угруповання «{}».
claimed «{}» узяло відповідальність на себе.
blamed Влада звинуватила у вибуху угруповання «{}».
blamed Армія приписує напад бойовикам «{}».
blamed Напад приписують угрупованню «{}».
blamed Міністр заявив, що за вибухом стоїть «{}».
suspected Поліція підозрює у причетності до вибуху угруповання «{}».
denied «{}» заперечує причетність до вибуху.
- «{}» засудило теракт.
- Регіон вважається оплотом угруповання «{}».""",
}
OWN_LETTERS = {"ru": re.compile("[А-яЁё]"), "uk": re.compile("[іїєґІЇЄҐ]")}
FOREIGN = {"ru": OWN_LETTERS["uk"], "uk": re.compile("[ыэъё]")}


def names(language: str) -> list[tuple[str, str]]:
    """Groups, each with its name in a language."""
    if language == "en":
        return [(group.name, group.name) for group in presets.groups()][::EVERY]
    own, foreign = OWN_LETTERS[language], FOREIGN[language]
    found = [
        (group.name, next((one for one in group.aliases if own.search(one) and not foreign.search(one)), ""))
        for group in presets.groups()
    ]
    return [(group, name) for group, name in found if name[:1].isupper()][:: EVERY if language == "ru" else 1]


@pytest.mark.parametrize("language", sorted(FORMULAS))
def test_a_group_is_attributed_as_the_formula_says_and_not_for_being_named(language: str) -> None:
    extractor, wrong, asked = Extractor(presets.groups()), [], 0
    for group, name in names(language):
        for formula in FORMULAS[language].splitlines():
            wanted, sentence = formula.split(" ", 1)
            text = f"{LEAD[language]} {sentence.format(name)}"
            draft = draft_of(text, language)
            said = [one for incident in extractor.extract(draft)[:1] for one in incident.attribution]
            basis = next((one.basis for one in said if one.group == group), "-")
            asked += 1
            if basis != wanted:
                wrong.append(f"{basis} instead of {formula.format(name)}")
    assert asked > 200
    assert len(wrong) <= (1 - FLOOR) * asked, "\n".join(wrong)
