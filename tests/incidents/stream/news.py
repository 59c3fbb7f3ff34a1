"""The articles that tell of the invented incidents of `incidents.txt`, in the order of their publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from incidents.article import Draft
from tests.incidents.stream import telling

HERE = Path(__file__).parent
T = TypeVar("T")
_LANGUAGE = {"en": 0, "ru": 1, "uk": 2}


@dataclass(frozen=True)
class Invented:
    """One incident as it truly was, and how it is told."""

    name: str
    day: date
    kind: str
    place: str
    killed: int
    injured: int
    group: str
    target: str
    person: str
    told: tuple[str, ...]

    @property
    def main(self) -> str:
        """The language of its first report, in which its follow-ups are."""
        return self.told[0][:2]


def varied(seed: int) -> list[Invented]:
    """As many incidents as `invented`, told in the same ways, but elsewhere, on other days, of other people."""
    chance, true = Random(seed), invented()

    def shuffled(values: Iterable[T]) -> list[T]:
        return chance.sample(pool := list(values), len(pool))

    places, people = shuffled(t.place for t in true), shuffled(telling.PERSONS)
    targets, days = shuffled(t.target for t in true), shuffled(t.day for t in true)
    return [
        replace(t, name=f"{t.name}-{seed}", place=place, person=person, target=target, day=day)
        for t, place, person, target, day in zip(true, places, people, targets, days, strict=True)
    ]


def _rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and line[0] != "#"]


def invented() -> list[Invented]:
    """All incidents."""
    return [
        Invented(
            name,
            date.fromisoformat(day),
            kind,
            place,
            *map(int, tolls.split()),
            group,
            target,
            person,
            tuple(told.split()),
        )
        for name, day, kind, place, tolls, group, target, person, told in _rows("incidents.txt")
    ]


_PLACES = {row[0]: [tuple(cell.split(", ")) for cell in row[1:]] for row in _rows("places.txt")}
_HOURS = {"en": 5, "en2": 9, "ru": 7, "ru2": 11, "uk": 8, "copy": 12}
_LATER = {"rev": 0, "toll": 1, "claim": 1, "rival": 2, "charge": 9, "court": 160, "year": 366}
_REVISED = 19  # the hour


def articles(told_of: Sequence[Invented] | None = None) -> list[tuple[str, Draft]]:
    """Each article with the name of the incident that it tells of, the earliest first."""
    told_of = invented() if told_of is None else told_of
    told = [(true.name, _article(true, way, nth)) for true in told_of for nth, way in enumerate(true.told)]
    return sorted(told, key=lambda item: item[1].published or datetime.max.replace(tzinfo=UTC))


def _article(true: Invented, way: str, nth: int) -> Draft:
    kind, _, number = way.partition(":")
    if kind in _LATER:
        hour = _REVISED if kind == "rev" else 14 + nth % 5
        published = _at(true.day + timedelta(days=_LATER[kind]), hour)
        language = true.main if true.main in _later(kind) else "en"
        if kind == "claim" and not telling.GROUPS.get(true.group, ("",) * 3)[_LANGUAGE[language]]:
            language = "en"
        title, text = _later(kind)[language]
        killed = int(number) if number.isdigit() else _last_toll(true)
        words = _words(true, language, published.date(), killed)
        if kind == "rival":
            words["group"] = telling.GROUPS[number][0]
        body = text.format(**words)
    else:
        language = true.main if kind == "copy" else kind[:2]
        published = _at(true.day, _HOURS[kind] + nth % 3)
        title, body = _report(true, true.told[0] if kind == "copy" else kind, nth, published.date())
        words = _words(true, language, published.date(), true.killed)
    title = title.format(**words)
    page = (
        f"{true.main}0" if kind == "rev" else f"{kind}{nth}"
    )  # a revision stands where the first report did
    return Draft(
        f"https://{page}.example/{true.name}",
        title[0].upper() + title[1:],
        body,
        published,
        language,
        page,
        f"{true.name}/{way}",
    )


def _later(kind: str) -> dict[str, tuple[str, str]]:
    ways = {
        "toll": telling.RISEN,
        "claim": telling.CLAIM,
        "charge": telling.CHARGE,
        "court": telling.COURT,
        "year": telling.YEAR,
        "rev": telling.REVISED,
        "rival": telling.RIVAL,
    }
    return ways[kind]


def _last_toll(true: Invented) -> int:
    return next((int(way[5:]) for way in true.told if way[:5] == "toll:"), true.killed)


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour % 24, 20, tzinfo=UTC)


def _report(true: Invented, way: str, nth: int, today: date) -> tuple[str, str]:
    language = way[:2]
    openings = telling.OPENINGS[true.kind]
    title, lead = openings.get(way) or openings[language]
    toll = telling.TOLL[language if true.killed else f"{language}0"]
    details = telling.DETAILS[language]
    detail = details[(nth + len(true.name)) % len(details)]
    body = (lead + toll + detail).format(**_words(true, language, today, true.killed))
    return title, body[0].upper() + body[1:]


def _words(true: Invented, language: str, today: date, killed: int) -> dict[str, object]:
    at = _LANGUAGE[language]
    town = _PLACES[true.place][at]
    person = telling.PERSONS[true.person]
    month = telling.MONTHS[language][true.day.month - 1]
    stated = f"{month} {true.day.day}, {true.day.year}" if language == "en" else ""
    return {
        "town": town[0],
        "division": town[1],
        "in_town": town[0],
        "at": telling.TARGETS[true.target][at],
        "target": telling.TARGETS[true.target][0],
        "day": telling.DAYS[language][true.day.weekday()],
        "today": telling.DAYS[language][today.weekday()],
        "date": stated or f"{true.day.day} {month} {true.day.year} {'года' if language == 'ru' else 'року'}",
        "killed": killed,
        "injured": true.injured,
        "group": telling.GROUPS[true.group][at] if true.group in telling.GROUPS else "",
        "person": person[at],
        "street": person[3 + at],
    }
