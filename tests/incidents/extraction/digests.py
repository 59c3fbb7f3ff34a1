"""Digests composed of plain building blocks, each with the incidents that it tells: acts x towns x days x forms of
a paragraph, two acts in one sentence, entries of a police log, and one act that is told again. Written from the
language, not from reports; what is expected is made with the text.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from tests.incidents.extraction.tables import Article, Row

Act = tuple[str, str, Mapping[str, str]]  # words, type, fields
DAYS = {
    "Sunday": ("12 May", "2024-05-12"),
    "Monday": ("13 May", "2024-05-13"),
    "Tuesday": ("14 May", "2024-05-14"),
    "Wednesday": ("15 May", "2024-05-15"),
}
TOWNS = {
    "NG": ("Nigeria", "Maiduguri", "Kano", "Jos", "Gusau"),
    "PK": ("Pakistan", "Quetta", "Peshawar", "Karachi", "Multan"),
    "IQ": ("Iraq", "Baghdad", "Mosul", "Kirkuk", "Ramadi"),
    "MX": ("Mexico", "Celaya", "Tijuana", "Culiacan", "Reynosa"),
}
TITLES = (
    "",
    "{country}: security digest, 10–16 May",
    "{country}: another week of violence",
    "Attacks reported across {country}",
)
ACTS: Sequence[Act] = (
    ("gunmen on motorcycles shot dead three farmers", "shooting", {"killed": "3", "target": "farmers"}),
    ("a roadside bomb hit a police van and killed two officers", "bombing", {"killed": "2", "target": "police"}),
    ("a suicide bomber blew himself up outside a mosque, killing nine worshippers and wounding 14",
     "suicide_bombing", {"killed": "9", "injured": "14", "target": "mosque"}),
    ("masked men set fire to a primary school", "arson", {"target": "school"}),
    ("a man with a kitchen knife stabbed a nurse at a clinic", "stabbing", {"injured": "1", "weapon": "knife"}),
    ("armed men made off with seven students from a boarding house", "kidnapping", {"abducted": "7"}),
    ("two robbers held up a jewellery shop and pistol-whipped the owner", "robbery", {"injured": "1"}),
    ("an army drone struck a market, killing eleven civilians", "airstrike", {"killed": "11", "target": "market"}),
    ("artillery fire hit an apartment block and wounded five residents", "shelling", {"injured": "5"}),
    ("a prosecutor was gunned down outside his home", "assassination", {"killed": "1", "target": "prosecutor"}),
    ("militants attacked an army post, killing four soldiers", "armed_attack", {"killed": "4", "target": "army"}),
)  # fmt: skip
FORMS = {
    "plain": "{Act} in {town} on {day}, police said.",
    "in": "In {town}, {act} on {day}. No group has claimed responsibility.",
    "dateline": "{TOWN} — {Act} on {day}, officials said.",
    "bullet": "- {town}: {act} on {day}.",
    "meanwhile": "Meanwhile in {town}, {act} on {day}, witnesses said.",
    "elsewhere": "Elsewhere, {act} in {town} on {day}.",
    "on": "Late on {day}, {act} in {town}.",
    "date head": "{date}, {town} district: {Act}.",
    "town and day": "{town} ({day}): {act}.",
    "second": "In a second incident, {act} in {town} on {day}.",
    "line": "{town}\n\n{Act} on {day}.",
}
CLAUSES: Sequence[Act] = (
    ("a teacher was shot dead", "shooting", {"killed": "1", "target": "teacher"}),
    ("a school was set on fire", "arson", {"target": "school"}),
    ("four nurses were abducted", "kidnapping", {"abducted": "4"}),
    ("a car bomb exploded outside a bank, killing five people", "bombing", {"killed": "5", "target": "bank"}),
    ("two shops were robbed at gunpoint", "robbery", {"target": "shops"}),
    ("a drone hit a fuel depot and injured three workers", "airstrike", {"injured": "3"}),
    ("shelling killed two pensioners", "shelling", {"killed": "2"}),
)
JOINS = (
    "{One} in {town} and {two} in {other} on {day}, police said.",
    "{One} in {town} on {day}, while in {other} {two}.",
    "On {day}, {one} in {town}; in {other}, {two}.",
    "{One} in {town} on {day}. Hours later, {two} in {other}.",
    "In {town}, {one} on {day}. Meanwhile, {two} in {other}.",
    "{One} in {town} on {day}. In another incident, {two} in {other}.",
    "{One} in {town} on {day} as {two} in {other}.",
)
LOG: Sequence[Act] = (
    ("A man, 27, was shot in the leg outside a bar. He is stable.", "shooting", {"injured": "1"}),
    ("A clerk was robbed at gunpoint of about $300. No injuries.", "robbery", {}),
    ("A 19-year-old was stabbed in the chest during a fight and died in hospital.", "stabbing", {"killed": "1"}),
    ("A car was set on fire in a driveway. Arson is suspected.", "arson", {"target": "car"}),
    ("A driver was pulled from his car by two men who drove off in it.", "robbery", {}),
    ("Officers found a 31-year-old man dead of gunshot wounds in an alley.", "shooting", {"killed": "1"}),
)  # fmt: skip
NONE = (
    "Two cars collided. Minor injuries.",
    "A man, 52, was arrested on a warrant.",
    "A dog bit a mail carrier.",
)
HEADS = (
    "{day}, 9:40 p.m., 400 block of Elm Street: ",
    "River Park, 11:05 p.m. {day}. ",
    "- {day} 1:15 a.m., Lincoln Avenue: ",
    "At 2:20 a.m. on {day}, officers were called to 1200 Oak Road. ",
)
LOGS = ("Dayton police log", "Police blotter: Dayton, Ohio", "Dayton police weekly report")
TOLD = (
    ("Gunmen shot dead three farmers and wounded two in {town} on {day}, police said.", "shooting"),
    ("A car bomb exploded outside a bank in {town} on {day}, killing three people and wounding two.", "bombing"),
    ("Three people were stabbed to death and two wounded at a market in {town} on {day}.", "stabbing"),
    ("Militants attacked a village near {town} on {day}, killing three people and wounding two.", "armed_attack"),
)  # fmt: skip
AGAIN = (
    "“We are investigating a triple murder,” commissioner Abubakar said in {other}.",
    "“This massacre will not go unpunished,” the governor said on a visit to {town} on Wednesday.",
    "The wounded were flown to a hospital in {other}, a nurse said. At least three people died, she said.",
    "Surgeons in {other} operated on two of the victims overnight.",
    "The president condemned the “cowardly murder” and sent condolences to the families.",
    "Hundreds of people marched through {other} on Wednesday to protest against the killings.",
    "No group has claimed responsibility for the attack.",
    "A police spokesman in {other} confirmed the attack and gave the same toll.",
)


def digests() -> Iterator[Article]:
    """One paragraph for each act, all in one form."""
    for number, (form, title, shift) in enumerate(itertools.product(FORMS, TITLES, range(3))):
        country = sorted(TOWNS)[number % len(TOWNS)]
        article = Article("en", form, title.format(country=TOWNS[country][0]))
        for place in range(2 + number % 2):
            act = ACTS[(number + (shift + 1) * place) % len(ACTS)]
            day = list(DAYS)[(3 * place + number) % len(DAYS)]
            town = TOWNS[country][1 + (place + shift) % 4]
            shape = FORMS[form] if place or form not in ("meanwhile", "elsewhere", "second") else FORMS["in"]
            article.lines += [_filled(shape, act[0], town, day), ""]
            article.expected.append(_row(act, town, country, day))
        yield article


def joined() -> Iterator[Article]:
    """Two acts of a day in two towns, told in one breath."""
    pairs = itertools.permutations(CLAUSES, 2)
    for number, (join, (one, two)) in enumerate(itertools.product(JOINS, pairs)):
        country, day = sorted(TOWNS)[number % len(TOWNS)], list(DAYS)[number % len(DAYS)]
        name, town, other = TOWNS[country][0], *TOWNS[country][1 + number % 2 : 3 + number % 2]
        words = {"one": one[0], "One": _capital(one[0]), "two": two[0], "day": day, "town": town}
        article = Article("en", join, ("", f"Two attacks in {name}")[number % 2])
        article.lines.append(join.format(other=other, **words))
        article.expected += [_row(one, town, country, day), _row(two, other, country, day)]
        yield article


def logs() -> Iterator[Article]:
    """Entries of a police log, among them what is no act of violence."""
    for number, (head, title, shift) in enumerate(itertools.product(HEADS, LOGS, range(len(LOG)))):
        article = Article("en", head, title)
        for place, day in enumerate(DAYS):
            act = LOG[(shift + place) % len(LOG)]
            told = place % 2 == number % 2
            article.lines += [head.format(day=day) + (act[0] if told else NONE[(shift + place) % 3]), ""]
            if told:
                article.expected.append(_row(act, "Dayton", "US", day))
        yield article


def retold() -> Iterator[Article]:
    """One act, told again from other sides and elsewhere."""
    titles = ("", "{town} attack: what we know", "Three killed in {town}")
    sides = itertools.combinations(AGAIN, 3)
    for number, ((words, kind), again) in enumerate(itertools.product(TOLD, sides)):
        country, day = sorted(TOWNS)[number % len(TOWNS)], list(DAYS)[1 + number % 3]
        town, other = TOWNS[country][1], TOWNS[country][2]
        article = Article("en", words, titles[number % 3].format(town=town))
        for one in (words, *again):
            article.lines += [one.format(town=town, other=other, day=day), ""]
        article.expected.append(_row((words, kind, {"killed": "3", "injured": "2"}), town, country, day))
        yield article


def _row(act: Act, town: str, country: str, day: str) -> Row:
    fields = {"place": town, "country": country, "day": DAYS[day][1], "status": "current", **act[2]}
    return Row("en", act[1], fields, act[0])


def _filled(form: str, act: str, town: str, day: str) -> str:
    words = {"act": act, "Act": _capital(act), "town": town, "TOWN": town.upper()}
    return form.format(day=day, date=DAYS[day][0], **words)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
