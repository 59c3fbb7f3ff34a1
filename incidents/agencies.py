"""Which news agency a text is credited to: "KABUL (Reuters) -" at its start, "Source: TASS" at its end.

Pure, by form and by the names of `data/agencies.toml`. A text that is credited to several is nobody's. What
it says of an agency in a sentence ("he told TASS") is no credit, and a group's own outlet is no agency.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from incidents.text import fold

OPENING = 160  # characters within which the line of place and day ends
CLOSING_LINE = 80  # a longer line is a sentence


class _Forms(NamedTuple):
    """How a credit looks: at a text's start, as a line of its own, as Reuters signs, behind a sentence."""

    opening: tuple[re.Pattern[str], ...]
    line: re.Pattern[str]
    signature: re.Pattern[str]
    tail: re.Pattern[str]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("incidents") / "data" / "agencies.toml").read_text(encoding="utf-8"))


@cache
def _names() -> dict[str, str]:
    """Folded name -> agency."""
    return {fold(name): agency for agency, names in _table()["names"].items() for name in names}


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _forms() -> _Forms:
    """All are matched against folded text."""
    one = _either(_names())
    who = rf"(?P<who>(?:{one})(?:\s*(?:{_AND})\s*(?:{one}))*)"
    clear = rf"(?P<who>{_either(filter(_is_clear, _names()))})"
    place = r"[^!?\n]{0,90}?"
    opening = (
        rf"{place}\(\s*{who}\s*\)\s*(?:[-—:.]|$)",
        rf"{place}/\s*{who}\s*/",
        rf"{place}[-—.,]\s*{clear}\s*(?:\s[-—]|\.\s)",
        rf"{clear}(?:\s*[-—:]\s|,\s\d|\w{{0,12}}\d)",
    )
    line = (
        rf"[(\[/—-]*\s*(?:(?:{_either(_table()['words']['source'])})\s*:?\s*)?{who}(?:/\w{{2,4}})?\s*[)\]/.]*"
    )
    return _Forms(
        tuple(map(re.compile, opening)),
        re.compile(line),
        re.compile(r"\(?reporting by .{3,200}editing by .{3,200}"),
        re.compile(rf".*[.!?»\"')]\s*[(\[/—-]\s*{who}\s*[)\]/]?\.?", re.DOTALL),
    )


_AND = r"[/,&+]|\band\b|\bund\b|\bи\b"


def _is_clear(name: str) -> bool:
    """Whether a name is no common abbreviation, and so a credit without brackets."""
    return len(name) > 3 or name > "\u3000"


def _one(match: re.Match[str]) -> str | None:
    named = re.split(rf"\s*(?:{_AND})\s*", match["who"])
    agencies = {_names()[name] for name in named if name in _names()}
    return agencies.pop() if len(agencies) == 1 else None


def closing(line: str) -> str | None:
    """The agency to which a line of its own credits the text before it, or None."""
    folded = fold(line).strip()
    if len(folded) <= CLOSING_LINE and (match := _forms().line.fullmatch(folded)):
        return _one(match)
    return "reuters" if len(folded) < 400 and _forms().signature.fullmatch(folded) else None


def credited(text: str, authors: Sequence[str] = (), source: str = "") -> str | None:
    """The agency from which the text is, after its credit line, else its byline, else its own site."""
    opening = fold(text[:OPENING]).strip()
    for form in _forms().opening:
        if match := form.match(opening):
            return _one(match)
    paragraphs = [part for part in text[-1500:].split("\n\n") if part.strip()]
    for paragraph in reversed(paragraphs[-2:]):
        if agency := closing(paragraph):
            return agency
    if paragraphs and (match := _forms().tail.fullmatch(fold(paragraphs[-1]).strip()[-300:])):
        return _one(match)
    named = {_names().get(fold(name).strip()) for name in authors}
    if len(named) == 1 and (agency := named.pop()):
        return agency
    return _names().get(fold(source).strip()) or _names().get(fold(source).split(".", 1)[0].strip())
