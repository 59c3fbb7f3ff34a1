"""From when on an act can have happened: its day at the scene, and the part of it that its report names.

What was reported before is another act. Which clock a town has is not asked: the sun's is near enough.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib.resources import files

from incidents.article import Draft
from incidents.incident import Incident

_BESIDE = 22  # characters before and behind the words for its day
_SUMMER = timedelta(hours=3)  # clocks in summer, and in the west of a zone, are ahead of the sun
_BEGINS = {"afternoon": 12, "evening": 17}
_END = re.compile(r"[.!?\n]")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """What tells the part of a day, and when it was said, as patterns of small letters."""
    text = (files("incidents") / "data" / "hours.toml").read_text(encoding="utf-8")
    return {name: _pattern(words) for name, words in tomllib.loads(text).items()}


def _pattern(words: str) -> re.Pattern[str]:
    """Any of some words between commas; `*` stands for any letters."""
    any_of = "|".join(re.escape(word.strip()).replace(r"\*", r"\w*") for word in words.split(","))
    return re.compile(rf"\b(?:{any_of})\b")


def earliest(seen: Incident, draft: Draft) -> datetime | None:
    """The instant before which what `seen` tells of cannot have happened, if it has a day."""
    if seen.date is None:
        return None
    east = 0.0 if seen.place is None or seen.place.lon is None else seen.place.lon
    day = datetime.combine(seen.date.start, time(_hour(seen, draft)), UTC)
    return day - timedelta(hours=east / 15) - _SUMMER


def _hour(seen: Incident, draft: Draft) -> int:
    """When the part of the day begins that stands beside the day of an act; 0 where none does."""
    for told in seen.evidence:
        if told.field != "date":
            continue
        text = draft.title if told.where == "title" else draft.text
        before = _END.split(text[max(0, told.start - _BESIDE) : told.start])[-1]
        behind = _END.split(text[told.end : told.end + _BESIDE])[0]
        beside = f"{before}{text[told.start : told.end]}{behind}".casefold()
        words = _words()
        if words["saying"].search(before.casefold()):
            return 0
        return max((hour for part, hour in _BEGINS.items() if words[part].search(beside)), default=0)
    return 0
