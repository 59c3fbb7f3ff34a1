"""Who was hurt beside a dead one, told by the way in a sentence of his own: a grid of persons and of what befell
them, under three openings that tell of the dead.
"""

from __future__ import annotations

from itertools import product

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

OPENINGS = {
    "en": [
        "A 17-year-old boy was shot and killed in Denver on Monday, police said.",
        "A man was shot several times outside a bar in Denver on Monday night. He was pronounced dead at the scene.",
        "The man shot to death in Denver on Monday has been identified as 42-year-old Robert Hale, police said.",
    ],
    "ru": [
        "17-летний подросток был застрелен в Казани в понедельник, сообщили в полиции.",
        "Мужчина убит выстрелом у бара в Казани в понедельник вечером. Он скончался на месте.",
        "Застреленный в Казани в понедельник мужчина опознан как 42-летний Роман Галеев.",
    ],
    "uk": [
        "17-річного підлітка застрелили у Львові в понеділок, повідомили в поліції.",
        "Чоловіка вбили пострілом біля бару у Львові в понеділок увечері. Він помер на місці.",
        "Застрелений у Львові в понеділок чоловік – 42-річний Роман Галай.",
    ],
}
ONE = (
    "A second man", "Another man", "A civilian", "A 15-year-old girl", "His wife", "A deputy sheriff", "A passenger",
    "Her 4-year-old son", "A bystander", "An adult woman", "Another victim, a 34-year-old man,",
)  # fmt: skip
SEVERAL = {
    "Two other men": 2, "The two other victims": 2, "A 15-year-old boy and a 69-year-old man": 2,
    "His father and a teenage girl": 2, "Three teenagers": 3, "Two women, ages 22 and 30,": 2,
    "The other three victims": 3, "Both passengers": 2,
}  # fmt: skip
BEFELL = (
    "{} was also shot and is expected to survive.",
    "{} was also struck by gunfire but survived.",
    "{} was hit in the leg and taken to a hospital in stable condition.",
    "{} suffered a gunshot wound to the arm.",
    "{} also suffered non-life-threatening injuries.",
    "{} was shot in the arm.",
    "{} was treated at a hospital and released.",
    "{} was grazed by a bullet.",
    "{} was wounded.",
    "{} was hospitalized but is expected to make a full recovery.",
    "{} was in fair condition at Mercy Hospital.",
)
SLAVIC = {
    "ru": {
        "Также ранен прохожий.": 1,
        "Его жена ранена, угрозы ее жизни нет.": 1,
        "Второй пострадавший находится в больнице в тяжелом состоянии.": 1,
        "Ранения получили двое прохожих.": 2,
        "Двое его друзей выжили, они в больнице.": 2,
        "Трое подростков ранены, их жизни вне опасности.": 3,
        "Две женщины, 22 и 30 лет, доставлены в больницу с ранениями.": 2,
    },
    "uk": {
        "Також поранено перехожого.": 1,
        "Його дружину поранено, загрози її життю немає.": 1,
        "Ще одного чоловіка госпіталізували з вогнепальним пораненням.": 1,
        "Поранення дістали двоє перехожих.": 2,
        "Двоє його друзів вижили, вони в лікарні.": 2,
        "Троє підлітків поранені, їхньому життю нічого не загрожує.": 3,
        "Його 4-річного сина поранено уламком скла.": 1,
    },
}


def reports() -> list[tuple[str, str, int]]:
    """Language, sentence and number of the hurt."""
    who = dict.fromkeys(ONE, 1) | SEVERAL
    told = [("en", _agreeing(frame.format(one), who[one]), who[one]) for one, frame in product(who, BEFELL)]
    return told + [
        (language, text, number) for language, rows in SLAVIC.items() for text, number in rows.items()
    ]


def _agreeing(sentence: str, number: int) -> str:
    """A sentence whose verbs agree with its subject."""
    return sentence if number == 1 else sentence.replace(" was ", " were ").replace(" is ", " are ")


def _counted(extractor: Extractor, language: str, opening: str, sentence: str) -> tuple[int, int]:
    """The killed and the hurt of the main incident."""
    text = f"{opening}\n\n{sentence}"
    found = extractor.extract(draft_of(text, language))
    tolls = (found[0].killed, found[0].injured) if found else (None, None)
    killed, injured = ((toll.best or 0) if toll else 0 for toll in tolls)
    return killed, injured


def test_who_was_hurt_beside_a_dead_one_is_counted(extractor: Extractor) -> None:
    wrong = [
        f"{found}: {opening} {sentence}"
        for at, (language, sentence, number) in enumerate(reports())
        for opening in [OPENINGS[language][at % 3]]
        if (found := _counted(extractor, language, opening, sentence)) != (1, number)
    ]
    assert wrong == []


DEAD = {
    "Two bystanders also died.": 3,
    "A teenage girl was also pronounced dead.": 2,
    "A neighbour, who had run to help, was killed too.": 2,
    "His two children were also killed.": 3,
    "He was pronounced dead at the scene.": 1,
    "The man, a father of two, died before help came.": 1,
    "The violence that killed him also frightened the neighbours.": 1,
    "The victim was too young to be gunned down, a teacher said.": 1,
}


@pytest.mark.parametrize(("sentence", "killed"), DEAD.items())
def test_who_died_too_is_added_up(extractor: Extractor, sentence: str, killed: int) -> None:
    openings = (
        "A 34-year-old man was shot dead in Denver on Monday.",
        "A man was killed when gunmen opened fire on a house in Denver on Monday.",
    )
    for opening in openings:
        assert _counted(extractor, "en", opening, sentence)[0] == killed, opening


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot in the chest in Denver on Monday. Robert Hale, 42, was taken to a hospital, where he died.",
        "Police found a man with a gunshot wound in Denver on Monday. The victim was in critical condition and died.",
    ],
)
def test_who_was_hurt_before_he_died_is_dead_alone(extractor: Extractor, text: str) -> None:
    assert _counted(extractor, "en", text, "No arrests have been made.") == (1, 0)


def test_a_shot_in_the_arm_of_the_economy_is_none(extractor: Extractor) -> None:
    text = "The grant is a shot in the arm for the town, the mayor of Denver said on Monday."
    draft = draft_of(text)
    assert extractor.extract(draft) == ()


@pytest.mark.parametrize(
    ("language", "title", "killed"),
    [
        ("ru", "В Самаре зарезали таксиста, пассажирка в больнице", 1),
        ("ru", "В Самаре застрелили прохожего, его жена ранена", 1),
        ("ru", "В Перми убиты учитель, врач и фельдшер", 3),
        ("uk", "У Сумах зарізали таксиста, пасажирка в лікарні", 1),
        ("uk", "У Луцьку вбито вчителя, лікаря й медсестру", 3),
        ("en", "Gunman shoots teacher dead in Denver, pupil wounded", 1),
        ("en", "Teacher, pupil killed in Denver shooting", 2),
        ("en", "Bomb kills policeman, bystander in Quetta", 2),
    ],
)
def test_a_headline_s_comma_parts_the_dead_from_the_hurt(
    extractor: Extractor, language: str, title: str, killed: int
) -> None:
    (found,) = extractor.extract(draft_of("", language, title))
    assert found.killed is not None and found.killed.best == killed
    assert found.injured is None or found.injured.best == 1
