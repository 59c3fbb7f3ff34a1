"""A text is given one of the configured languages, or none."""

import pytest

from incidents.language import detect


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        (
            "Two men with knives attacked the police, and one officer was killed.",
            ["en", "ru"],
            "en",
        ),
        ("Police shot dead", ["en", "ru"], "en"),
        ("Двое мужчин с ножами напали на полицейских в городе, один из них погиб.", ["en", "ru"], "ru"),
        ("Нападение в Каспийске", ["en", "ru"], "ru"),
        ("Zwei Männer haben die Polizei mit Messern angegriffen, und einer ist tot.", ["en", "de"], "de"),
        ("Двоє людей із ножами напали на поліцію, як повідомили у відомстві, що у місті", ["en", "ru"], None),
        ("قتل شخصان في هجوم على الشرطة بعد أن", ["en", "ar"], "ar"),
        ("قتل شخصان في هجوم على الشرطة بعد أن", ["en", "ru"], None),
        ("Explosion près d'une école", ["en", "fr"], "fr"),
        ("12:30 - 14", ["en", "ru"], None),
        ("", ["en"], None),
    ],
)
def test_detect(text: str, languages: list[str], expected: str | None) -> None:
    assert detect(text, languages) == expected
