"""A part told beside its whole: which number a fate belongs to, in three languages."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# Killed, injured, abducted, arrested: None where nothing is told.
Numbers = tuple[int | None, int | None, int | None, int | None]
TOLD: list[tuple[str, str, Numbers]] = [
    # an aside: the fate is that of all
    ("en", "Three oil workers, two of them Chinese, were killed in an attack in Diffa on Sunday.", (3, None, None, None)),
    ("en", "Three oil workers, two of them Chinese, were kidnapped in Diffa on Sunday.", (None, None, 3, None)),
    ("en", "27 traders, eleven of them women, were abducted in Diffa on Sunday.", (None, None, 27, None)),
    ("en", "Seven people, five of them guards who tried to help, were hurt in a bombing in Diffa.", (None, 7, None, None)),
    ("en", "Five people, one of them a guard and two of them nurses, were shot dead in Diffa.", (5, None, None, None)),
    ("en", "Eight people, four of them women and three of them children, died in an attack in Diffa.", (8, None, None, None)),
    ("en", "Five people, two of them seriously, were hurt in an attack in Diffa.", (None, 5, None, None)),
    ("ru", "Трое нефтяников, двое из которых китайцы, похищены в Диффе в воскресенье.", (None, None, 3, None)),
    ("uk", "Троє нафтовиків, двоє з них китайці, загинули під час нападу в Діффі.", (3, None, None, None)),
    ("uk", "Четверо чоловіків, двоє з них поліцейські, загинули внаслідок нападу в Діффі.", (4, None, None, None)),
    # the fate is the part's alone
    ("en", "Gunmen attacked five soldiers; one of them, a guard from Zinder, was killed in Diffa.", (1, None, None, None)),
    ("en", "Gunmen attacked five soldiers, one of whom was killed, in Diffa.", (1, None, None, None)),
    ("en", "Gunmen seized 27 traders in Diffa, and eleven of them were killed.", (11, None, 27, None)),
    ("en", "Gunmen seized 20 people in Diffa and three of them, all men, were killed.", (3, None, 20, None)),
    ("en", "A teacher was killed and three others injured when a gunman opened fire in Diffa.", (1, 3, None, None)),
    ("en", "Two people have died and three others have been hurt in a shooting in Diffa.", (2, 3, None, None)),
    ("en", "Twelve people were shot in Diffa, seven of them fatally.", (7, 5, None, None)),
    ("en", "Five people, two of them wounded, were found in Diffa after an attack.", (None, 2, None, None)),
    ("ru", "В Диффе напали на пятерых солдат, один из них, часовой, убит.", (1, None, None, None)),
    # of a number, and not the number
    ("en", "Four youths set fire to a shop in Diffa. Two of the four were detained.", (None, None, None, 2)),
    ("en", "Gunmen shot four people in Diffa. Two of the four were killed.", (2, 2, None, None)),
    ("ru", "Четверо подростков подожгли магазин в Диффе. Двоих из четверых задержали.", (None, None, None, 2)),
    ("ru", "В Диффе ранили четверых. Двое из четверых скончались.", (2, 2, None, None)),
    ("uk", "У Діффі четверо підлітків підпалили крамницю. Двох із чотирьох затримали.", (None, None, None, 2)),
]  # fmt: skip


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize(("language", "text", "numbers"), TOLD)
def test_a_fate_is_that_of_the_part_or_of_the_whole(
    extractor: Extractor, language: str, text: str, numbers: Numbers
) -> None:
    (one,) = extractor.extract(draft_of(text, language))
    told = (one.killed, one.injured, one.abducted, one.arrested)
    assert tuple(toll and toll.best for toll in told) == numbers


ROBBED = "Assailants held up a shop in Lima on Wednesday and fled. A guard was beaten with a pistol butt. "


@pytest.mark.parametrize(
    ("text", "arrested"),
    [
        ("Three suspects were arrested hours later in the same district.", 3),
        ("Police arrested three suspects hours later.", 3),
        ("Meanwhile, police arrested three drug dealers in Callao.", None),
        ("In a separate incident, three men were arrested with explosives.", None),
    ],
)
def test_an_arrest_hours_later_is_of_those_who_did_it(
    extractor: Extractor, text: str, arrested: int | None
) -> None:
    toll = extractor.extract(draft_of(ROBBED + text, "en"))[0].arrested
    assert (toll and toll.best) == arrested
