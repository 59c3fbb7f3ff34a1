"""A thing that it was not is no weapon and no cause."""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from incidents.incident import Type
from tests.incidents.extraction.tables import draft_of

ROWS = [
    (
        "en",
        Type.DISASTER,
        None,
        "A gas leak and not a bomb caused the explosion in Leeds on Monday that killed three people.",
    ),
    (
        "en",
        Type.DISASTER,
        None,
        "The explosion in Leeds on Monday that killed three people was caused by a gas leak, not a bomb.",
    ),
    (
        "en",
        Type.BOMBING,
        "bomb",
        "A bomb, not a gas leak, caused the explosion in Leeds on Monday that killed three people.",
    ),
    ("en", Type.BOMBING, "bombs", "Not one but two bombs exploded in Leeds on Monday, killing three people."),
    (
        "en",
        Type.STABBING,
        "knife",
        "Two people were killed with a knife and not a gun, as first reported, in Leeds on Monday.",
    ),
    (
        "ru",
        Type.BOMBING,
        "бомба",
        "Причиной взрыва в Казани в понедельник, при котором погибли трое, стала бомба, а не утечка газа.",
    ),
]
DENIED = [
    (
        "ru",
        "Взрыв в Казани в понедельник, при котором погибли трое, вызвала утечка газа, а не бомба, заявили в полиции.",
    ),
    (
        "ru",
        "Причиной взрыва в Казани в понедельник, при котором погибли трое, стала не бомба, а утечка газа.",
    ),
    ("ru", "Взрыв автомобиля в Казани в понедельник не был терактом: взорвался газовый баллон, трое ранены."),
    ("uk", "Вибух автомобіля у Львові в понеділок не був терактом: вибухнув газовий балон, троє поранені."),
    (
        "uk",
        "Вибух у Львові в понеділок, під час якого загинули троє, спричинив витік газу, а не бомба, заявили в поліції.",
    ),
]


@pytest.mark.parametrize(("language", "kind", "weapon", "text"), ROWS)
def test_what_it_was_not_is_neither_weapon_nor_kind(
    extractor: Extractor, language: str, kind: Type, weapon: str | None, text: str
) -> None:
    assert [(one.type, one.weapon) for one in extractor.extract(draft_of(text, language))] == [(kind, weapon)]


@pytest.mark.parametrize(("language", "text"), DENIED)
def test_what_was_no_bomb_is_a_denied_bombing_where_no_accident_is_opened(
    extractor: Extractor, language: str, text: str
) -> None:
    (found,) = extractor.find(draft_of(text, language))
    assert (found.type, bool(found.denied), found.weapon) == (Type.BOMBING, True, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ru",
            "Взрыв автомобиля у рынка в Казани не был терактом, заявила полиция: бомбу подложил бывший муж.",
        ),
        ("ru", "В Казани взорвалась бомба, трое ранены. Это не теракт, а месть, считает полиция."),
        (
            "uk",
            "Вибух автомобіля у Львові не був терактом, каже поліція: гранату кинув сусід, троє поранені.",
        ),
        (
            "en",
            "A bomb exploded in Leeds on Monday, killing three. It was not a terrorist attack, police said.",
        ),
    ],
)
def test_what_was_no_terrorism_may_have_been_a_bomb(extractor: Extractor, language: str, text: str) -> None:
    assert [one.type for one in extractor.extract(draft_of(text, language))] == [Type.BOMBING]
