"""From when on an act can have happened: its day at the scene, and the part of it that its report names.

What was reported before is another act. Which clock a town has is not asked: the sun's is near enough.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from incidents.article import Draft
from incidents.incident import Incident

_BESIDE = 22  # characters before and behind the words for its day
_SUMMER = timedelta(hours=3)  # clocks in summer, and in the west of a zone, are ahead of the sun
_PARTS = (
    (12, re.compile(r"\bafternoon\b|\bпосле обеда\b|\bпосле полудня\b|\bпісля обіду\b|\bпополудні\b")),
    (17, re.compile(r"\bevening\b|day night\b|\bвечером\b|\bвечера\b|\b[ув]вечері\b|\bвечора\b")),
)
_SAYING = re.compile(  # when it was said tells nothing of when it happened
    r"\b(?:sa(?:id|ys?)|told|reported|announced|confirmed|(?:сообщ|заяв|рассказ|уточн|повідом|розпов|підтверд)\w+)\b"
)
_END = re.compile(r"[.!?\n]")


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
        hours = () if _SAYING.search(before.casefold()) else _PARTS
        return max((hour for hour, words in hours if words.search(beside)), default=0)
    return 0
