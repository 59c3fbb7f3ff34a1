"""Whose victims exclude one another, and which reports say that their act is another one."""

from datetime import UTC, datetime

import pytest

from incidents import presets
from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import Toll
from incidents.resolution.victims import unlike, victims


@pytest.fixture(scope="module")
def tool() -> Extractor:
    return Extractor(presets.groups())


def _of(tool: Extractor, language: str, text: str) -> tuple[frozenset[str], bool]:
    """The signs of the victims of a report, and whether it tells its act as another one."""
    draft = Draft("https://a.example/1", "", text, datetime(2026, 3, 16, 18, tzinfo=UTC), language, "A")
    (incident, *_) = tool.extract(draft)
    return victims(draft, incident), incident.another


TEACHER = ("en", "A teacher was stabbed at a school in Leeds on Monday.")


@pytest.mark.parametrize(
    ("one", "other", "lines"),
    [
        (TEACHER, ("en", "A bus driver was stabbed in Leeds on Monday."), {"role"}),
        (TEACHER, ("ru", "В Лидсе в понедельник ранили ножом учительницу."), set()),
        (TEACHER, ("en", "A woman of 34 was stabbed at a school in Leeds on Monday."), set()),
        (TEACHER, ("en", "A 15-year-old boy was stabbed in a park in Leeds on Monday."), {"role", "site"}),
        (
            ("en", "A boy of 9 was shot in Detroit on Monday."),
            ("en", "A 35-year-old woman was shot dead in Detroit on Monday."),
            {"sex", "age", "generation"},
        ),
        (
            ("en", "A student was stabbed in Leeds on Monday."),
            ("en", "A teenager was stabbed in Leeds on Monday."),
            set(),
        ),
        (
            ("uk", "У Полтаві в понеділок зарізали 15-річного підлітка."),
            ("uk", "У Полтаві в понеділок зарізали 79-річну пенсіонерку."),
            {"age", "generation"},
        ),
        (
            ("uk", "У Полтаві в понеділок зарізали пенсіонерку."),
            ("uk", "У Полтаві в понеділок зарізали 79-річну жінку."),
            set(),
        ),
    ],
)
def test_what_excludes_one_another(
    tool: Extractor, one: tuple[str, str], other: tuple[str, str], lines: set[str]
) -> None:
    (mine, _), (theirs, _) = _of(tool, *one), _of(tool, *other)
    assert set(unlike(mine, theirs, most=1)) == lines


@pytest.mark.parametrize(
    ("language", "text", "another"),
    [
        ("en", "A bomb killed two people in Quetta on Monday, a day after another bomb killed five.", True),
        ("en", "A doctor was shot dead in Karachi on Monday, hours after two policemen were killed.", True),
        ("en", "A bomb killed two people in Quetta on Monday, the second such attack this week.", True),
        ("en", "A man was shot in Hamburg on Monday. It is not linked to Sunday's shooting.", True),
        ("en", "A man was shot in Hamburg on Monday. It is not linked to terrorism.", False),
        ("en", "A second policeman was killed by a bomb in Quetta on Monday.", False),
        ("en", "A teacher was stabbed in Leeds on Monday. She died two days after the attack.", False),
        (
            "ru",
            "В Омске в понедельник зарезали продавца. Связи с нападением на студента следствие не видит.",
            True,
        ),
        ("ru", "В Омске в понедельник ранили ножом студента. Нападение не связано с терроризмом.", False),
        ("uk", "У Львові в понеділок поранили водія ножем. З недільним нападом це не пов'язано.", True),
    ],
)
def test_what_is_told_as_another_act(tool: Extractor, language: str, text: str, another: bool) -> None:
    assert _of(tool, language, text)[1] is another


def test_what_is_recalled_lends_no_toll(tool: Extractor) -> None:
    text = "A doctor was shot dead in Karachi on Monday, hours after two policemen were killed in a shooting."
    draft = Draft("https://a.example/1", "", text, datetime(2026, 3, 16, 18, tzinfo=UTC), "en", "A")
    (incident, *_) = tool.extract(draft)
    assert incident.killed is not None
    assert incident.killed.best == 1
    assert incident.targets == ("doctor",)


@pytest.mark.parametrize("before", [0, 7])
def test_what_is_recalled_lends_no_toll_wherever_it_is_told(tool: Extractor, before: int) -> None:
    text = "The market opened late. " * before
    text += "Gunmen shot dead a doctor in Multan on Monday, two days after nine policemen were shot dead."
    draft = Draft("https://a.example/1", "", text, datetime(2026, 3, 16, 18, tzinfo=UTC), "en", "A")
    (incident, *_) = tool.extract(draft)
    assert (incident.killed, incident.status) == (Toll.exactly(1), "current")


def test_what_is_recalled_with_its_own_town_is_told_apart_below_the_opening(tool: Extractor) -> None:
    text = (
        "At least 11 civilians were killed on the outskirts of Oicha, North Kivu, in an attack on 13 March.\n\n"
        "The assailants used machetes. They withdrew before the army arrived.\n\n"
        "Some 1,400 households have moved towards Beni. They are staying in schools. Classes are suspended.\n\n"
        "The attack comes less than two weeks after gunmen killed six people in Eringeti on 2 March."
    )
    draft = Draft("https://a.example/1", "", text, datetime(2026, 3, 16, 18, tzinfo=UTC), "en", "A")
    found = [(one.place and one.place.name, one.killed and one.killed.best) for one in tool.extract(draft)]
    assert found == [("Oicha", 11), ("Eringeti", 6)]
