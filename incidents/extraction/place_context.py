"""How far the words around a place's name say that it is one, and not a person, a paper, a team or a street.

Looks at single mentions; which of several places a name means is decided in `places`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Final

from incidents.gazetteer import Mention

# What a mention is worth when its surroundings say ...
SURE: Final = 1.0  # "in Tulsa", "Tulsa, Oklahoma"
LIKELY: Final = 0.7
OPEN: Final = 0.5  # nothing
BODY: Final = 0.6  # "Tulsa Police"
DOUBTFUL: Final = 0.25  # "Tulsa Smith", "Judge Tulsa"
NOT: Final = 0.0  # "Tulsa Road", "Tulsa Tribune"

_BEFORE: Final = re.compile(r"([^\W\d_][\w’'.-]*)([ \u00a0\"“«(-]{1,3})$")
_AFTER: Final = re.compile(r"([ \u00a0-])((?:the\s)?[^\W_][\w’'-]*)")
_AGE: Final = re.compile(r",?\s\(?\d{1,2}(?:,|\)| years?\b|-year| лет|-летн| рок)")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?…:;\n\"“”»])\s*$")
_DATELINE_TAIL: Final = re.compile(
    r"(?:,\s?[^—–\n/]{1,40}?)?\s*(?:\([^)\n]{1,60}\)\s*)?(?:\[[^\]\n]{1,30}\]\s*)?(?:-{1,2}|—|–|/[^/\n]{2,40}/)[\s.\[]"
)


@dataclass(frozen=True)
class ContextWords:
    """The word lists of a language, see `data/gazetteer-words`."""

    lists: dict[str, frozenset[str]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists.get(name, frozenset())


@functools.cache
def context_words(language: str | None) -> ContextWords:
    """The lists of `language`; those of a language without a file are empty."""
    file = files("incidents") / "data" / "gazetteer-words" / f"{language}.toml"
    if language is None or not file.is_file():
        return ContextWords()
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return ContextWords({name: frozenset(words.split()) for name, words in tables.items()})


@dataclass(slots=True)
class Seen:
    """A mention in its surroundings. `strength` is 0 (no place) to 1; `division` says that a division is meant."""

    where: str
    mention: Mention
    strength: float = OPEN
    dateline: bool = False
    division: bool = False
    single: str = ""


def look(where: str, text: str, mention: Mention, words: ContextWords, *, shouted: bool) -> Seen:
    """Judge one mention by its neighbours. `shouted`: the text is in capitals, which then say nothing."""
    seen = Seen(where, mention)
    line = text.rfind("\n", 0, mention.start) + 1
    if _begins_dateline(text, mention, line):
        seen.dateline, seen.strength = True, SURE
        return seen
    left = _BEFORE.search(text, max(line, mention.start - 30), mention.start)
    right = _AFTER.match(text, mention.end)
    before = left.group(1).lower() if left else ""
    after = right.group(2).lower() if right else ""
    seen.division = _division_meant(before, after, left, words)
    if mention.weak:
        seen.strength = LIKELY
    elif (after in words["street"] and _names_it(right, shouted)) or (
        after in words["organisation"] and _names_it(right, shouted)
    ):
        seen.strength = NOT
    elif seen.division:
        seen.strength = SURE
    else:
        seen.strength = _strength(text, seen, left, right, words, shouted)
    return seen


def _begins_dateline(text: str, mention: Mention, line: int) -> bool:
    """Whether the mention opens its line and a dash soon follows: "TULSA, Okla. (Agency) - "."""
    if text[line : mention.start].strip(' \t*"“«(') or mention.weak:
        return False
    tail = _DATELINE_TAIL.match(text, mention.end, mention.end + 110)
    return tail is not None and (
        " " in tail.group() or "—" in tail.group() or "–" in tail.group() or "/" in tail.group()
    )


def _names_it(right: re.Match[str] | None, shouted: bool) -> bool:
    """Whether the next word is part of a proper name."""
    return right is not None and right.group(1) in " \u00a0" and (shouted or right.group(2)[0].isupper())


def _division_meant(before: str, after: str, left: re.Match[str] | None, words: ContextWords) -> bool:
    if after in words["division"] or before in words["division_before"]:
        return True
    if before == "of" and left is not None:
        word = left.string[: left.start()].rstrip().rsplit(" ", 1)[-1].lower()
        return word in words["division_before"]
    return False


def _strength(
    text: str,
    seen: Seen,
    left: re.Match[str] | None,
    right: re.Match[str] | None,
    words: ContextWords,
    shouted: bool,
) -> float:
    """The worth of a name that is not weak, no street, paper or division."""
    before = (
        left.group(1).lower().strip(".")
        if left and left.group(2) in (" ", "\u00a0", ' "', " “", " «", "-")
        else ""
    )
    if before in words["title"]:
        return DOUBTFUL
    placed = before in words["before"] and before not in words["faint"]
    capital_after = _names_it(right, False) and not shouted and text[seen.mention.end] != "-"
    if capital_after and right and right.group(2).lower() not in words["body"]:
        return LIKELY if placed and seen.mention.words > 1 else DOUBTFUL
    if capital_after:
        return SURE if placed else BODY
    if placed:
        return SURE
    if before in words["faint"]:
        return LIKELY
    if left and left.group(1)[0].isupper() and not shouted and not _opens_sentence(text, left):
        return DOUBTFUL
    if _AGE.match(text, seen.mention.end):
        return DOUBTFUL
    return LIKELY if seen.mention.candidates[0].kind == "country" else OPEN


def _opens_sentence(text: str, left: re.Match[str]) -> bool:
    return _SENTENCE_END.search(text, max(0, left.start() - 3), left.start()) is not None
