"""A sentence that tells an act and another one that it answers or follows: each has its own place, day and
toll, and what is answered is not what the report is about.
"""

from __future__ import annotations

import itertools

from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import Incident
from tests.incidents.extraction.tables import PUBLISHED, draft_of

# An act of Wednesday with its town and the killed, and another of Monday that it answers.
ACTS = {
    "en": (
        ("jets bombed {}, killing four villagers, on Wednesday", "Goma", 4),
        ("gunmen shot dead five traders in {} on Wednesday", "Bukavu", 5),
        ("a blast tore through a market in {} on Wednesday and killed six people", "Kampala", 6),
    ),
    "ru": (
        ("в среду авиация нанесла удар по {}, погибли четверо жителей", "Алеппо", 4),
        ("в среду в {} застрелены пятеро торговцев", "Тикрите", 5),
    ),
    "uk": (
        ("у середу авіація завдала удару по {}, загинули четверо жителів", "Алеппо", 4),
        ("у середу в {} застрелили п'ятьох торговців", "Тікриті", 5),
    ),
}
ANSWERED = {
    "en": "a bombing in Kigali on Monday that wounded three soldiers",
    "ru": "взрыв в Багдаде в понедельник, где ранены трое военных",
    "uk": "вибух у Багдаді в понеділок, де поранено трьох військових",
}
CUES = {
    "en": (
        "in response to",
        "in retaliation for",
        "to avenge",
        "in revenge for",
        "two days after",
        "a day after",
        "following",
    ),
    "ru": ("в ответ на", "в отместку за", "чтобы отомстить за"),
    "uk": ("у відповідь на", "щоб помститися за", "у помсту за"),
}
TOWNS = {"Алеппо": "Aleppo", "Тикрите": "Tikrīt", "Тікриті": "Tikrīt"}
CASES = [
    (language, act, cue, leading)
    for language in ACTS
    for act, cue, leading in itertools.product(ACTS[language], CUES[language], (False, True))
]


def told(extractor: Extractor, text: str, language: str) -> tuple[Incident, ...]:
    return extractor.extract(draft_of(text, language))


def test_each_of_two_acts_in_one_sentence_has_its_own_place_day_and_toll(extractor: Extractor) -> None:
    wrong = []
    for language, (act, town, killed), cue, leading in CASES:
        answered, here = ANSWERED[language], act.format(town)
        text = f"{cue} {answered}, {here}." if leading else f"{here} {cue} {answered}."
        text = text[0].upper() + text[1:]
        found = told(extractor, text, language)
        main = found[0] if found else None
        if main is None or main.place is None or main.place.name != TOWNS.get(town, town):
            wrong.append(f"place: {text}")
        elif (main.killed and main.killed.best, main.injured) != (killed, None):
            wrong.append(f"toll: {text}")
        elif main.date is None or main.date.start.isoformat() != "2024-05-15":
            wrong.append(f"day: {text}")
        elif any(one.status == "current" for one in found[1:]):
            wrong.append(f"status: {text}")
    assert not wrong, f"{len(wrong)} of {len(CASES)}:\n" + "\n".join(wrong)


def test_a_town_that_the_headline_names_faintly_is_that_of_the_text_and_not_the_dateline(
    extractor: Extractor,
) -> None:
    text = "OUAGADOUGOU: Rebels overran a post in Djibo on Wednesday, killing nine soldiers, in retaliation for an"
    text += " airstrike in Kaya on Monday that killed four villagers, officials said."
    draft = Draft(
        "https://news.example/1", "Rebels overrun post, days after Kaya blast", text, PUBLISHED, "en", ""
    )
    assert {one.place and one.place.name for one in extractor.extract(draft)} == {"Djibo", "Kaya"}
