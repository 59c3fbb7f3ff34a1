"""A headline that tells several acts is read act by act; what follows in the text belongs to each by its town.
Written from the language, not from reports.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from incidents.extraction import Extractor
from incidents.incident import VIOLENT, Incident
from tests.incidents.extraction.tables import draft_of

FLOOR = 0.9  # of the combinations are read right

ACTS = {
    "en": (
        ("roadside bomb kills four in Kano", "bombing", "Kano"),
        ("police van ambushed in Jos", "armed_attack", "Jos"),
        ("trader shot dead in Sokoto", "shooting", "Sokoto"),
        ("six pupils abducted in Gusau", "kidnapping", "Gusau"),
        ("clinic set on fire in Maiduguri", "arson", "Maiduguri"),
    ),
    "ru": (
        ("в Грозном взорван автомобиль", "bombing", "Grozny"),
        ("в Нальчике застрелен адвокат", "shooting", "Nalchik"),
        ("в Казани похищен подросток", "kidnapping", "Kazan"),
        ("в Омске сожжён склад", "arson", "Omsk"),
    ),
    "uk": (
        ("у Харкові вибухнув автомобіль", "bombing", "Kharkiv"),
        ("у Полтаві застрелено адвоката", "shooting", "Poltava"),
        ("у Черкасах викрали підлітка", "kidnapping", "Cherkasy"),
        ("у Рівному спалено склад", "arson", "Rivne"),
    ),
}
SEAMS = {"en": ("; ", ", ", " as "), "ru": ("; ", ", ", ", а "), "uk": ("; ", ", ", ", а ")}


def headlines(language: str) -> Iterator[tuple[str, set[tuple[str, str]]]]:
    """Every two acts with every seam between them."""
    for (one, other), seam in itertools.product(itertools.permutations(ACTS[language], 2), SEAMS[language]):
        yield one[0][0].upper() + one[0][1:] + seam + other[0], {one[1:], other[1:]}


def found(tool: Extractor, language: str, title: str, *paragraphs: str) -> list[Incident]:
    draft = draft_of("\n\n".join(paragraphs), language, title)
    return [one for one in tool.extract(draft) if one.type in VIOLENT]


@pytest.mark.parametrize("language", sorted(ACTS))
def test_each_act_of_a_headline_has_its_own_kind_and_town(extractor: Extractor, language: str) -> None:
    told = list(headlines(language))
    wrong = [
        (title, shown)
        for title, acts in told
        if (shown := {(one.type, one.place and one.place.name) for one in found(extractor, language, title)})
        != acts
    ]
    assert len(wrong) <= (1 - FLOOR) * len(told), (len(wrong), len(told), wrong[:6])


TITLE = "Gunmen kill five herders near Kano; blast injures police in Jos"
LEAD = "Gunmen shot dead five herders near Kano in Nigeria on Tuesday, police said."


def test_a_paragraph_in_a_town_of_the_headline_tells_of_the_act_there(extractor: Extractor) -> None:
    told = "In Jos, a patrol car ran over a device. Six officers were injured, two of them badly."
    shown = [
        (one.place and one.place.name, one.injured and one.injured.best)
        for one in found(extractor, "en", TITLE, LEAD, told)
    ]
    assert shown == [("Kano", None), ("Jos", 6)]


def test_a_further_act_without_a_day_is_news_of_the_day_of_the_act_before(extractor: Extractor) -> None:
    told = "In Jos, a roadside bomb exploded beside a police van, injuring six officers."
    shown = [
        (str(one.date and one.date.start), one.status) for one in found(extractor, "en", TITLE, LEAD, told)
    ]
    assert shown == [("2024-05-14", "current"), ("2024-05-14", "current")]


def test_what_a_headline_tells_first_is_the_main_incident(extractor: Extractor) -> None:
    title = "Herder shot near Kano; lawyer abducted in Jos"
    told = (
        "In Jos, gunmen abducted a lawyer and two clerks from a court building on Wednesday and demanded a ransom.",
        "A herder was shot near Kano.",
    )
    assert [one.place and one.place.name for one in found(extractor, "en", title, *told)] == ["Kano", "Jos"]
