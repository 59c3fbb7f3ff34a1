"""A group that denies what it had claimed, or was named for, is news to whoever was told."""

from __future__ import annotations

import pytest

from tests.scheduler.desk import STABBING, Desk


def report(text: str, language: str = "en") -> dict[str, str]:
    return {
        "url": "https://valley.example/denies",
        "title": "Kaspiysk knife attack" if language == "en" else "Нападение в Каспийске",
        "text": text,
        "published": "2026-03-04T15:00:00Z",
        "source": "Valley Post",
        "language": language,
    }


WITHDRAWN = report(
    "The Islamic State group on Wednesday withdrew its claim of responsibility for Monday's knife attack on traffic police "
    "in Kaspiysk, Dagestan, Russia, in which one officer was killed."
)
DENIED = report(
    "The Islamic State group denied on Wednesday any involvement in Monday's knife attack on traffic police in Kaspiysk, "
    "Dagestan, Russia, in which one officer was killed."
)
RUSSIAN = report(
    "«Исламское государство» в среду отозвало своё заявление об ответственности за нападение с ножами на полицейских в "
    "Каспийске в Дагестане в понедельник, при котором погиб один сотрудник.",
    "ru",
)
OTHER = report(
    "The Caucasus Emirate on Wednesday denied any involvement in Monday's knife attack on traffic police in Kaspiysk, "
    "Dagestan, Russia, in which one officer was killed."
)


@pytest.mark.parametrize("denial", [WITHDRAWN, DENIED, RUSSIAN])
def test_a_claimant_who_denies_it_is_told(desk: Desk, denial: dict[str, str]) -> None:
    told = desk.replay(STABBING, denial)
    assert [line["reason"] for line in told] == ["new", "claim"]
    assert told[1]["subject"].startswith(
        "Islamic State denies it: Kaspiysk, Dagestan (RU): stabbing, 1 killed"
    )
    assert "claimed by Islamic State, who deny it" in told[1]["subject"]


def test_a_denial_by_one_who_was_not_named_is_no_news(desk: Desk) -> None:
    assert [line["reason"] for line in desk.replay(STABBING, OTHER)] == ["new"]
