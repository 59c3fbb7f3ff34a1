"""Whoever was killed, in every form in which local news enumerates them, in every form of telling that they
were; made from the language, not from reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

EXTRACTOR = Extractor(())
MOST_WRONG = 9  # of 631: seven and more words between "shot" and "to death", and one report without a sign

DEAD = {
    1: (
        *("Nora Feld", "16-year-old Hank Ortiz", "Juan Carlos Saenz-Ponce, 23,", "Officer Paul Stern"),
        *("a police officer", "a clerk"),
    ),
    2: (
        *("Nora Feld and Paul Stern", "Nora Feld, 34, and Paul Stern, 31,"),
        *("34-year-old Nora Feld and 31-year-old Paul Stern", "Nora Feld and her daughter, Lena Ortiz"),
        *("Nora Feld, 34, and her 17-month-old son", "a 59-year-old teacher and his 17-month-old son"),
        *("a 16-year-old boy and a 40-year-old man", "a mother and her son", "a man and a woman", "two men"),
        *("two brothers, ages 19 and 23,", "both women", "a clerk and a customer"),
    ),
    3: (
        *("Nora Feld, 34, Paul Stern, 31, and Lena Ortiz, 12,", "a woman and two men"),
        *("Nora Feld, 34; Paul Stern, 31; and Lena Ortiz, 12,", "three members of one family"),
        "34-year-old Nora Feld, 31-year-old Paul Stern and 12-year-old Lena Ortiz",
    ),
    4: ("four people",),
}
THEIRS = {
    1: ("his wife", "his wife, Nora Feld, 34,"),
    2: ("his wife and daughter", "his sons, ages 3 and 4,", "his ex-wife and her boyfriend"),
    3: ("his wife and two sons", "his wife, Nora Feld, and their two sons"),
}
ACTIVE = [
    "Police believe Daniel Moss shot and killed {} in Tulsa on Tuesday.",
    "Police are investigating a shooting in Tulsa on Tuesday. Daniel Moss killed {}.",
    "A man fatally shot {} in Tulsa on Tuesday, police said.",
    "A man shot and killed {} in Tulsa on Tuesday, police said.",
    "Daniel Moss is accused of killing {} in Tulsa on Tuesday.",
    "Police arrested a man suspected of fatally shooting {} in Tulsa on Tuesday.",
    "A 24-year-old man is charged with shooting and killing {} in Tulsa on Tuesday.",
    "A man shot {} to death in Tulsa on Tuesday, police said.",
]
OF = [
    "Police are investigating a shooting. A man was charged in the killing of {} in Tulsa on Tuesday.",
    "Police are investigating a shooting. A man was charged in the slayings of {} in Tulsa on Tuesday.",
    "Police are investigating the shooting deaths of {} in Tulsa on Tuesday.",
    "Police are investigating the murders of {} in Tulsa on Tuesday.",
    "Police are investigating a shooting. A man was charged with murder in the deaths of {} in Tulsa on Tuesday.",
    "A man was arrested in the fatal shooting of {} in Tulsa on Tuesday.",
    "Police found the bodies of {} in a house in Tulsa on Tuesday. They had been shot.",
    "A shooting in Tulsa on Tuesday left {} dead, police said.",
    "A shooting in Tulsa on Tuesday claimed the lives of {}, police said.",
    "Gunfire in Tulsa on Tuesday killed {}, police said.",
]
PASSIVE = [
    "{} were shot and killed in Tulsa on Tuesday, police said.",
    "{} were killed in a shooting in Tulsa on Tuesday, police said.",
    "{} died in a shooting in Tulsa on Tuesday, police said.",
    "{} were found shot to death in Tulsa on Tuesday, police said.",
    "{} were fatally shot by police in Tulsa on Tuesday, the chief said.",
]
ALONE = {"were": "was", "slayings": "slaying", "deaths": "death", "murders": "murder", "bodies": "body"}


def cases() -> Iterator[tuple[str, int]]:
    """Every form of telling with every enumeration, and how many it tells of."""
    dead = [(who, number) for number, row in DEAD.items() for who in row]
    theirs = [(who, number) for number, row in THEIRS.items() for who in row]
    for form, (who, number) in [*product(ACTIVE, dead + theirs), *product(OF + PASSIVE, dead)]:
        for several, one in ALONE.items() if number == 1 else ():
            form = form.replace(f"{several} ", f"{one} ")
        said = form.format(who)
        yield said[0].upper() + said[1:], number


def test_however_the_dead_are_enumerated_they_are_counted() -> None:
    asked, wrong = 0, []
    for text, number in cases():
        found = EXTRACTOR.extract(draft_of(text))
        toll = (found[0].killed or found[0].perpetrators_killed) if found else None  # who police shot
        asked += 1
        if toll is None or toll.best != number:
            wrong.append(f"{number}: {text}")
    assert asked == 631
    assert len(wrong) <= MOST_WRONG, "\n".join(wrong)


LISTS = {
    2: (
        "a cook aged 52 and a dishwasher aged 20",
        "a driver from Pattani and his wife",
        "the manager, who had signed the notice, and a security guard",
    ),
    3: (
        "a deputy chief and two volunteers",
        "a deputy chief of a district administration and two volunteers",
        "the head of the village council and two policemen",
        "a judge, her driver and a clerk of the court",
    ),
    5: ("the mayor's secretary, a bodyguard and three passers-by",),
}
HARM = {
    "injured": ("were wounded", "were seriously injured", "were hurt"),
    "killed": ("were killed", "died"),
}


def test_whoever_is_told_with_an_office_an_origin_or_a_clause_is_one_of_a_list() -> None:
    wrong = []
    for field, fates in HARM.items():
        for (number, lists), fate in product(LISTS.items(), fates):
            for listed in lists:
                text = f"A bomb went off near Yala on Tuesday. {listed[0].upper()}{listed[1:]} {fate}."
                draft = draft_of(text)
                toll = getattr(EXTRACTOR.extract(draft)[0], field)
                if toll is None or toll.best != number:
                    wrong.append(f"{toll and toll.best}: {text}")
    assert not wrong, "\n".join(wrong)


DECLINED = {
    "ru": {
        2: ("водитель и пассажир", "жених и его дядя", "водитель из Поти и его жена"),
        3: ("глава сельсовета и двое полицейских", "заместитель главы района и двое добровольцев"),
        5: ("мать, её сын и трое прохожих",),
    },
    "uk": {
        2: ("водій і пасажир", "водій із Поті та його дружина"),
        3: ("голова сільради і двоє поліцейських",),
        5: ("мати, її син і троє перехожих",),
    },
}
TOLD = {
    "ru": (
        "В Зугдиди во вторник прогремел взрыв. Пострадали {}.",
        "В Зугдиди во вторник прогремел взрыв. {} ранены.",
    ),
    "uk": (
        "У Зугдіді у вівторок пролунав вибух. Постраждали {}.",
        "У Зугдіді у вівторок пролунав вибух. {} поранені.",
    ),
}


def test_so_it_is_where_words_have_cases() -> None:
    wrong = []
    for language, forms in TOLD.items():
        for (number, lists), form in product(DECLINED[language].items(), forms):
            for listed in lists:
                opens = ". {}" in form
                text = form.format(listed[0].upper() + listed[1:] if opens else listed)
                draft = draft_of(text, language)
                toll = EXTRACTOR.extract(draft)[0].injured
                if toll is None or toll.best != number:
                    wrong.append(f"{toll and toll.best}: {text}")
    assert not wrong, "\n".join(wrong)
