"""A number that a report gives in place of one reported before corrects it; any other number does not."""

from __future__ import annotations

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

# What corrects which tolls, and what they are then.
CORRECTING = [
    (
        "en",
        {"killed": 6},
        "Six people were killed in the bombing in Quetta on Monday, not ten as reported earlier, the ministry said on Tuesday, correcting its first statement.",
    ),
    (
        "en",
        {"killed": 6},
        "The ministry on Tuesday revised the toll of Monday's bombing in Quetta down to six from ten.",
    ),
    (
        "en",
        {"killed": 6},
        "Officials on Tuesday lowered the death toll of Monday's bombing in Quetta from ten to six.",
    ),
    (
        "en",
        {"killed": 6},
        "The death toll from Monday's bombing in Quetta has been revised downwards to six, police said on Tuesday.",
    ),
    (
        "en",
        {"killed": 6},
        "Six people, and not ten, were killed when a bomb exploded in Quetta on Monday, the hospital said.",
    ),
    (
        "en",
        {"killed": 4},
        "Police corrected the number of dead in Monday's shooting in Quetta: four people were killed, not seven.",
    ),
    ("en", {"killed": 3}, "Correction: three people were killed in Monday's bombing in Quetta, not five."),
    (
        "en",
        {"injured": 0},
        "Nobody was wounded after all in Monday's shooting in Leeds, police said on Tuesday.",
    ),
    (
        "en",
        {"injured": 0, "killed": 0},
        "There were no casualties in Monday's shooting in Leeds, contrary to earlier reports, police said on Tuesday.",
    ),
    (
        "en",
        {"injured": 2},
        "Two people were wounded in Monday's stabbing in Leeds, fewer than the five first reported, police said.",
    ),
    (
        "en",
        {"killed": 6},
        "An earlier report that ten people were killed in Monday's bombing in Quetta was wrong; six died, the ministry said.",
    ),
    (
        "ru",
        {"killed": 6},
        "При взрыве в Махачкале в понедельник погибли шесть человек, а не десять, как сообщалось ранее, уточнили в МВД.",
    ),
    (
        "ru",
        {"killed": 6},
        "МВД уточнило число жертв взрыва в Махачкале в понедельник: погибли шесть человек, а не десять.",
    ),
    ("ru", {"killed": 6}, "Число погибших при взрыве в Махачкале в понедельник снижено с десяти до шести."),
    (
        "ru",
        {"injured": 0, "killed": 0},
        "При стрельбе в Казани в понедельник никто не пострадал, вопреки первым сообщениям, заявили в полиции.",
    ),
    (
        "uk",
        {"killed": 6},
        "Внаслідок вибуху в Одесі в понеділок загинули шестеро людей, а не десятеро, як повідомлялося раніше, уточнили в МВС.",
    ),
    (
        "uk",
        {"killed": 6},
        "Кількість загиблих унаслідок вибуху в Одесі в понеділок зменшено з десяти до шести.",
    ),
    (
        "uk",
        {"injured": 0, "killed": 0},
        "Під час стрілянини в Одесі в понеділок ніхто не постраждав, усупереч першим повідомленням, заявили в поліції.",
    ),
]
OTHER = [
    (
        "en",
        "Three of the people killed in Monday's bombing in Lahore, not two as reported earlier, were children.",
    ),
    (
        "ru",
        "Трое из погибших при взрыве в Казани в понедельник, а не двое, как сообщалось ранее, были детьми.",
    ),
    (
        "en",
        "Six people were killed in Monday's bombing in Quetta, and ten were wounded, not counting the bomber.",
    ),
    (
        "en",
        "Six people were killed, not only soldiers but children, when a bomb exploded in Quetta on Monday.",
    ),
    ("en", "Nobody else was hurt when a man stabbed a guard in Leeds on Monday, police said."),
    (
        "en",
        "A guard was killed in Monday's shooting in Leeds. He was shot twice, not three times as reported earlier.",
    ),
    ("en", "Six people have been killed in Monday's bombing in Quetta. The toll may rise."),
    ("en", "The death toll of Monday's bombing in Quetta rose from six to ten."),
    (
        "ru",
        "При взрыве в Махачкале в понедельник погибли шесть человек, в том числе двое детей, уточнили в МВД.",
    ),
    ("ru", "Число погибших при взрыве в Махачкале в понедельник возросло с шести до десяти."),
]


@pytest.mark.parametrize(("language", "corrected", "text"), CORRECTING)
def test_a_correction_says_which_numbers_it_corrects(
    extractor: Extractor, language: str, corrected: dict[str, int], text: str
) -> None:
    (found,) = extractor.extract(draft_of(text, language))
    assert {name: getattr(found, name).best for name in found.corrects} == corrected


@pytest.mark.parametrize(("language", "text"), OTHER)
def test_another_number_corrects_nothing(extractor: Extractor, language: str, text: str) -> None:
    assert [one.corrects for one in extractor.extract(draft_of(text, language))] == [frozenset()]
