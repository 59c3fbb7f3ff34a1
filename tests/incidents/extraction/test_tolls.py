"""Every form in which a report tells how many were killed, hurt, taken and arrested, with every kind of act, in
every position. Written from the languages, not from reports.

`tolls/LL.txt` holds the parts. `[acts]`: what happened, without a toll, as a sentence, a clause and a noun phrase,
parted by `|`; one marked `*` was done by people who may take others with them. The other sections hold forms, each
with what it tells: `k4` four killed, `i` injured, `a` abducted, `r` arrested, `p` perpetrators killed; `4+` at
least, `-4` up to, `4-6` between; nothing before the colon: it leaves all open. Forms of `[after]` stand behind an act's sentence, those of `[clause]` and `[noun]`
hold it, those of `[title]` stand above it and may name no act; those of `[whole]` are reports.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidents import presets
from incidents.extraction import Extractor
from incidents.incident import VIOLENT, Toll
from tests.incidents.extraction.tables import draft_of

FIELDS = {
    "k": "killed", "i": "injured", "a": "abducted", "r": "arrested", "p": "perpetrators_killed"
}  # fmt: skip
SAID = {"en": ", police said.", "ru": ", сообщили в полиции.", "uk": ", повідомили в поліції."}
BETWEEN = {
    "en": "Roads in the area were closed for several hours.",
    "ru": "Движение в районе было перекрыто на несколько часов.",
    "uk": "Рух у районі перекрили на кілька годин.",
}
MOST_WRONG = {"en": 5, "ru": 6, "uk": 6}  # of 3,480, 2,528 and 2,152

Case = tuple[str, dict[str, Toll], str, str]  # form, what it tells, title, text


def sections(language: str) -> dict[str, list[str]]:
    """The lines of a table by their sections."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in Path(__file__).with_name("tolls").joinpath(f"{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def toll(said: str) -> Toll:
    """The toll that "4", "4+", "-4" or "4-6" stands for."""
    low, sign, high = re.fullmatch(r"(\d*)([+-]?)(\d*)", said).groups()  # type: ignore[union-attr]
    if sign == "+":
        return Toll(int(low), int(low), None)
    if not sign:
        return Toll.exactly(int(low))
    if not low:
        return Toll(None, int(high), int(high))
    return Toll(int(low), (int(low) + int(high) + 1) // 2, int(high))


def cases(language: str) -> Iterator[Case]:
    """Every form with every act; the positions of `[after]` take turns."""
    table, said = sections(language), SAID[language]
    gaps = itertools.cycle((" ", "\n\n", f"\n\n{BETWEEN[language]}\n\n"))
    for kind in ("after", "clause", "noun", "title"):
        for line, act in itertools.product(table[kind], table["acts"]):
            told, form = line.split(": ", 1)
            tolls = {FIELDS[one[0]]: toll(one[1:]) for one in told.split()}
            lead, clause, noun = act.removeprefix("*").split(" | ")
            if "abducted" in tolls and not act.startswith("*"):
                continue
            if kind == "after":
                yield line, tolls, "", f"{lead}{said}{next(gaps)}{form}"
            elif kind == "title":
                yield line, tolls, form, f"{lead}{said}"
            else:
                text = form.replace("{}", clause if kind == "clause" else noun)
                yield line, tolls, "", text[0].upper() + text[1:]
    for line in table.get("whole", []):
        told, text = line.split(": ", 1)
        yield line, {FIELDS[one[0]]: toll(one[1:]) for one in told.split()}, "", text


@pytest.mark.parametrize("language", sorted(SAID))
def test_however_a_toll_is_told_it_is_read(language: str) -> None:
    extractor, asked, wrong = Extractor(presets.groups()), 0, []
    for form, tolls, title, text in cases(language):
        draft = draft_of(text, language, title)
        found = [one for one in extractor.extract(draft) if one.type in VIOLENT]
        read = {name: getattr(found[0], name) for name in FIELDS.values()} if found else {}
        asked += 1
        if len(found) != 1 or {name: one for name, one in read.items() if one is not None} != tolls:
            wrong.append(f"{form} | {title} {text}")
    assert asked > 2000
    assert len(wrong) <= MOST_WRONG[language], "\n".join(wrong)
