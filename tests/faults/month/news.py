"""What the invented sources publish in a month, and what goes wrong with them: made from a seed, never asked.

Attacks are told by one to three sources, each in words of its own. The rest is no news, or recalls old attacks.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.acceptance.kills import FILLER, TOWNS

HOUR, DAY = 3600.0, 86400.0
ATTACKS_A_DAY = 4
OTHERS_A_DAY = 2  # articles of each source that tell of no attack
FAILING_A_DAY = 6
MOST_FAILING = 24 * HOUR
BEGINS = datetime(2026, 3, 1, tzinfo=UTC).timestamp()
# Nothing new is published in these hours of the day, in which a copy is restored.
STILL = (2.5 * HOUR, 6.5 * HOUR)

LEADS = (
    "Gunmen shot dead {n} people in {town}, Russia, on {day}, the interior ministry said.",
    "Unknown gunmen killed {n} people in the town of {town} in Russia on {day}, officials said.",
    "{n} people were shot dead by gunmen on {day} in {town}, Russia, according to the police.",
)
TITLES = (
    "Gunmen kill {n} in {town}",
    "{town}: {n} shot dead by gunmen",
    "Shooting in {town} leaves {n} dead",
)
RECALLED = (
    "On this day in 2004, gunmen shot dead {n} people in {town}, Russia. The town marks the anniversary of the "
    "attack with a minute of silence each year.",
    "A court opened the archive on the {town} shooting of 2004, in which {n} people were killed by gunmen.",
)
NUMBERS = ("two", "three", "four", "five", "six")


@dataclass(frozen=True, slots=True)
class Item:
    """One article of one source; `at` is when it appears, seconds since 1970."""

    source: int
    at: float
    path: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Attack:
    """One that must be alerted once: the town, its day, and which items tell of it."""

    town: str
    day: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Between two instants a source (or a receiver: "mail", "hook") answers wrongly; `how` says with what."""

    who: int | str
    begins: float
    ends: float
    how: str


@dataclass(frozen=True, slots=True)
class Month:
    """All that happens, in the order of time."""

    items: tuple[Item, ...]
    attacks: tuple[Attack, ...]
    troubles: tuple[Trouble, ...]


def invent(days: int, sources: int, seed: int) -> Month:
    """A month of `days` from `BEGINS` on. Attacks begin on the first day, after the sources have been primed."""
    chance = random.Random(seed)
    attacks = [_attack(day, n, sources, chance) for day in range(days) for n in range(ATTACKS_A_DAY)]
    others = [
        _other(day, source, n, chance)
        for day in range(days)
        for source in range(sources)
        for n in range(OTHERS_A_DAY)
    ]
    before = [_other(-1, source, 9, chance) for source in range(sources)]
    told = [item for attack in attacks for item in attack.items]
    items = sorted([*before, *others, *told], key=lambda item: item.at)
    return Month(tuple(items), tuple(attacks), tuple(_troubles(days, sources, chance)))


def _moment(day: int, chance: random.Random, earliest: float = STILL[1]) -> float:
    """An instant of the day outside the still hours, early enough for others to tell of it on that day."""
    return BEGINS + day * DAY + chance.uniform(earliest, 20 * HOUR)


def _attack(day: int, number: int, sources: int, chance: random.Random) -> Attack:
    index = day * ATTACKS_A_DAY + number
    # Towns that are neighbours in the list are neighbours on the map: two attacks of one hour, 20 km apart, may
    # be told as one, and that is not what is tried here.
    town, toll = TOWNS[7 * index % len(TOWNS)], chance.choice(NUMBERS)
    at = _moment(day, chance)
    when = datetime.fromtimestamp(at, UTC)
    items = []
    for place, source in enumerate(chance.sample(range(sources - 1), chance.choice((1, 1, 2, 3)))):
        words = {"n": toll, "town": town, "day": f"{when:%A}"}
        lead = LEADS[place].format(**words)
        items.append(
            Item(
                source,
                at + place * chance.uniform(0.2, 1.5) * HOUR,
                f"a{index}-{place}",
                TITLES[place].format(**words),
                f"{lead[0].upper()}{lead[1:]} {_filler(chance, 4)}\n\n{_filler(chance, 4)}",
            )
        )
    return Attack(town, f"{when:%Y-%m-%d}", tuple(items))


def _other(day: int, source: int, number: int, chance: random.Random) -> Item:
    text = f"{_filler(chance, 5)}\n\n{_filler(chance, 5)}"
    if chance.random() < 0.05:
        recalled = chance.choice(RECALLED).format(n=chance.choice(NUMBERS), town=chance.choice(TOWNS))
        text = f"{recalled}\n\n{text}"
    title = " ".join(chance.choices(FILLER, k=6)).capitalize()
    return Item(source, _moment(day, chance), f"o{day}-{source}-{number}", title, text)


def _filler(chance: random.Random, sentences: int) -> str:
    return " ".join(" ".join(chance.choices(FILLER, k=9)).capitalize() + "." for _ in range(sentences))


def _troubles(days: int, sources: int, chance: random.Random) -> list[Trouble]:
    """Sources that fail for hours, one that is gone for good, a web server and a mail server that are down.

    Receivers are down at other hours than those in which a copy is restored.
    """
    found = [Trouble(sources - 1, BEGINS + 2 * DAY, BEGINS + days * DAY, "410")]
    for day in range(days):
        for source in chance.sample(range(sources - 1), FAILING_A_DAY):
            begins = BEGINS + day * DAY + chance.uniform(7 * HOUR, 12 * HOUR)
            lasts = chance.uniform(HOUR, 8 * HOUR)
            found.append(
                Trouble(
                    source, begins, begins + lasts, chance.choice(("500", "404", "503", "cut", "rubbish"))
                )
            )
        if day % 3 == 1:
            begins = BEGINS + day * DAY + 10 * HOUR
            found.append(
                Trouble("hook" if day % 2 else "mail", begins, begins + chance.uniform(2, 5) * HOUR, "503")
            )
    return found
