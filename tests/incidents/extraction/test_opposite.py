"""What reads like a rule's case and is not: reports of which a rule of the same day had made something else."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from incidents.incident import Incident, Type
from tests.incidents.extraction.tables import draft_of


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


def _main(extractor: Extractor, text: str, title: str = "", language: str = "en") -> Incident:
    return extractor.extract(draft_of(text, language, title))[0]


@pytest.mark.parametrize(
    ("title", "text", "killed"),
    [
        (
            "Two people killed after shelling hits market in Kherson",
            "Russian shelling hit a market in Kherson on Tuesday, killing two people.",
            2,
        ),
        (
            "Five children dead after bombing hit school in Minab",
            "Five children were killed when a bomb hit a school in Minab on Tuesday.",
            5,
        ),
        (
            "Man dead after stabbing, two arrested in Leeds",
            "A man was stabbed to death in Leeds on Tuesday. Two men were arrested.",
            1,
        ),
        (
            "",
            "Ten civilians were killed after attacking soldiers shelled a village near Goma on Tuesday.",
            10,
        ),
        ("", "The rebels lost control of the town of Goma on Tuesday and killed 20 men.", 20),
        ("", "Eight people in vehicles were burned to death in an attack near Bamako on Tuesday.", 8),
        ("", "Gunmen killed three people in Houston on Tuesday, and an old video of the suspect emerged.", 3),
        ("", "Hunters fired shots near a house in Lyon on Tuesday and killed a woman.", 1),
    ],
)
def test_victims(extractor: Extractor, title: str, text: str, killed: int) -> None:
    found = _main(extractor, text, title)
    assert found.killed is not None
    assert (found.killed.best, found.perpetrators_killed) == (killed, None)


def test_a_hostage_taker_whom_police_shot_is_no_victim(extractor: Extractor) -> None:
    found = _main(
        extractor, "Police shot and killed a man who took an innocent woman hostage in Lyon on Tuesday."
    )
    assert found.perpetrators_killed is not None
    assert found.killed is None


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested opposition leader Bobi Wine in Kampala on Tuesday. Last month gunmen killed three in Jinja.",
        "Spanish police arrested ten suspected jihadists in Madrid on Tuesday. A man stabbed two there last week.",
    ],
)
def test_an_arrest_that_is_the_news(extractor: Extractor, text: str) -> None:
    assert _main(extractor, text, "Arrest of a known man").type is Type.ARREST


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Bandits attacked Katsina villages on Tuesday and killed 20 people, police said.", "NG"),
        ("Russian forces shelled a Kharkiv village on Tuesday, killing two people.", "UA"),
        ("CAIRO - A drone killed four people who had fled to a school in Khartoum on Tuesday.", "SD"),
        ("ABUJA - Gunmen killed five traders who had set up stalls in Maiduguri on Tuesday.", "NG"),
        ("KINSHASA - Rebels killed nine farmers who had returned to their fields in Beni on Tuesday.", "CD"),
    ],
)
def test_place(extractor: Extractor, text: str, country: str) -> None:
    place = _main(extractor, text).place
    assert place is not None
    assert (place.country, place.precision) == (country, "place")


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        (
            "ISWAP, which lost its leader last month, killed ten soldiers in Maiduguri on Tuesday.",
            ["Islamic State"],
        ),
        ("Hamas lost ten fighters and killed two soldiers in Rafah on Tuesday.", ["Hamas"]),
        ("Islamic State fighters attacked a prison in Hasaka, triggering an air strike that killed 20.", []),
        (
            "A bomb killed six in Mogadishu on Tuesday. Al-Shabaab controls much of Somalia. The African Union has a"
            " mission. It claimed the attack was proof of weakness.",
            [],
        ),
    ],
)
def test_doers(extractor: Extractor, text: str, groups: list[str]) -> None:
    assert [one.group for one in _main(extractor, text).attribution] == groups


def test_a_market_that_was_shelled_is_no_figure_of_speech(extractor: Extractor) -> None:
    text = "Росіяни вдарили по ринку в Костянтинівці у вівторок, загинули 16 людей."
    killed = _main(extractor, text, language="uk").killed
    assert killed is not None
    assert killed.best == 16


def test_two_towns_of_one_division(extractor: Extractor) -> None:
    text = (
        "Gunmen killed 12 people in Kano on Monday. In Gwarzo, gunmen shot dead five people on Monday night."
    )
    place = _main(extractor, text, "12 killed in Kano, 5 in Gwarzo").place
    assert place is not None
    assert place.name == "Kano"
