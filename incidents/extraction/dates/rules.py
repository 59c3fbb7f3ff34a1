"""What a written form of a date means: its slots, the reference day and the day spoken of before make days.

Which words fill the slots is data; where in the text they stand is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from incidents.extraction.dates.arithmetic import (
    DAY,
    day_of,
    day_span,
    latest_day,
    month_of,
    months_before,
    shifted_day,
    units_before,
    until,
    week_of,
    whole_year,
    year_of,
)
from incidents.extraction.dates.forms import Calendar, Form
from incidents.incident import Precision, When

Kind = Literal[
    "absolute",
    "partial",
    "weekday",
    "relative",
    "period",
    "span",
    "anniversary",
    "dateline",
    "stamp",
    "clock",
]
Reading = tuple[When | None, Kind]

SOON = 92  # days within which one of which nothing is told as past lies ahead
AHEAD = 180  # days within which a weekday may show that a day without a year lies ahead


@dataclass(frozen=True, slots=True)
class Known:
    """The days from which others are counted: that of publication, the latest that has begun where it
    happened, and the one spoken of before.
    """

    today: date | None
    latest: date | None
    spoken: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """A form that fits, with what its rule needs: the words in each of its slots, the days known. `ahead`:
    the sentence speaks of what is to come, `soon`: it may, for it tells nothing that was.
    """

    form: Form
    slots: Mapping[str, str | None]
    words: Calendar
    known: Known
    ahead: bool
    soon: bool = False

    @property
    def today(self) -> date | None:
        return self.known.today

    @property
    def spoken(self) -> date | None:
        return self.known.spoken

    def has(self, slot: str) -> bool:
        return self.slots.get(slot) is not None

    def text(self, slot: str) -> str:
        return " ".join((self.slots.get(slot) or "").split())

    def meaning(self, slot: str) -> str:
        return self.words.values[slot.rstrip("2")][self.text(slot)]

    def value(self, slot: str) -> int:
        word = self.text(slot)
        return int(word) if word.isdecimal() else int(self.meaning(slot))

    def weekday(self, number: str = "") -> int | None:
        """1 Monday to 7 Sunday; None without a weekday."""
        for name in ("weekday", "weekday_other", "weekday_short"):
            if self.has(f"{name}{number}"):
                return self.value(f"{name}{number}")
        return None

    def unit(self) -> str:
        return self.meaning("unit") if self.has("unit") else "weekend"

    def count(self) -> int:
        return self.value("number") if self.has("number") else 1

    def stated_year(self) -> int | None:
        """The year that stands beside a day or a month: "2014", "last year"."""
        if self.today and (self.has("last_year") or self.has("this_year")):
            return self.today.year - self.has("last_year")
        return self.year()

    def year(self, slot: str = "year") -> int | None:
        slot = slot if self.has(slot) else f"full_{slot}"
        return whole_year(self.text(slot).lstrip("'"), self.today) if self.has(slot) else None


def _date(found: Found) -> Reading:
    month, day, year = found.value("month"), found.value("day"), found.stated_year()
    if year is not None:
        known = day_of(year, month, day)
        return day_span(known, known, "stated"), "absolute"
    if found.today is None:
        return None, "partial"
    known = latest_day(month, day, found.today)
    weekday = found.weekday()
    if known and (found.ahead or found.soon or (weekday and known.isoweekday() != weekday)):
        ahead = day_of(known.year + 1, month, day)
        said = found.ahead or found.soon
        fits = ahead and (said if weekday is None else ahead.isoweekday() == weekday)
        if ahead and fits and (ahead - found.today).days < (SOON if found.soon else AHEAD):
            known = ahead
    return day_span(known, known, "stated"), "partial"


def _dates(found: Found) -> Reading:
    month = found.value("month") if found.has("month") else found.value("month2")
    month2 = found.value("month2") if found.has("month2") else month
    first, last, year = found.value("day"), found.value("day2"), found.year()
    if year is None:
        if found.today is None:
            return None, "span"
        begin = latest_day(month, first, found.today)
        year = begin.year + (month2 < month) if begin else 0
    start = day_of(year - (month2 < month), month, first)
    return day_span(start, day_of(year, month2, last), "stated"), "span"


def _month_of(found: Found) -> Reading:
    month, year = found.value("month"), found.stated_year()
    if year is not None:
        return month_of(year, month), "absolute"
    if found.today is None:
        return None, "partial"
    year = found.today.year
    if found.has("next"):
        return month_of(year + (month <= found.today.month), month), "partial"
    if found.has("last") and month == found.today.month:
        return month_of(year - 1, month), "partial"
    year -= month > found.today.month
    return until(month_of(year, month), found.today), "partial"


def _year_of(found: Found) -> Reading:
    year = found.year() or found.year("short_year") or found.year("marked_year")
    return (year_of(year) if year else None), "absolute"


def _years(found: Found) -> Reading:
    first, last = found.year(), found.year("year2")
    if not first or not last or first > last:
        return None, "span"
    return When(date(first, 1, 1), date(last, 12, 31), "year", "stated"), "span"


def _weekday(found: Found) -> Reading:
    today, weekday = found.today, found.weekday()
    if today is None or weekday is None:
        return None, "weekday"
    behind = (today.isoweekday() - weekday) % 7
    if found.has("week"):
        day = today - (today.weekday() + 7) * DAY + (weekday - 1) * DAY
    elif found.has("last"):
        day = today - (behind or 7) * DAY
    elif found.has("next") or found.ahead:
        day = today + (7 - behind) * DAY
    elif found.has("this"):
        day = today + (weekday - today.isoweekday()) * DAY
    else:
        latest = found.known.latest or today
        day = latest - (latest.isoweekday() - weekday) % 7 * DAY
    second = found.weekday("2")
    end = day + ((second - weekday) % 7) * DAY if second else day
    return day_span(day, end, "relative"), "weekday"


def _near(found: Found) -> Reading:
    return (shifted_day(found.today, found.value("near")) if found.today else None), "relative"


def _overnight(found: Found) -> Reading:
    return (day_span(found.today - DAY, found.today, "relative") if found.today else None), "relative"


def _beside(found: Found) -> Reading:
    origin = found.spoken or found.today
    return (shifted_day(origin, found.value("beside")) if origin else None), "relative"


def _ago(found: Found) -> Reading:
    if found.has("spell"):  # "half a century ago"
        return units_before(found.today, found.value("spell"), "year", vague=False), "relative"
    return units_before(found.today, found.count(), found.unit(), vague=found.has("some")), "relative"


def _before(found: Found) -> Reading:
    origin = found.spoken or found.today
    return units_before(origin, found.count(), found.unit(), vague=found.has("some")), "relative"


def _after(found: Found) -> Reading:
    """ "He died on Friday, two days after he was shot": the day of what stands behind."""
    origin = found.spoken or found.today
    if found.unit() not in ("day", "week"):
        return None, "relative"
    return units_before(origin, found.count(), found.unit(), vague=found.has("some")), "relative"


def _later(found: Found) -> Reading:
    days = {"day": 1, "week": 7}.get(found.unit())
    if found.unit() in ("year", "decade"):
        return _anniversary(found)
    if days is None or found.spoken is None or found.has("some"):
        return None, "relative"
    return shifted_day(found.spoken, days * found.count()), "relative"


def _anniversary(found: Found) -> Reading:
    count = found.value("ordinal") if found.has("ordinal") else found.count()
    unit = found.unit() if found.has("unit") else "year"
    when = units_before(found.today, count, unit, vague=False) if unit in ("year", "decade") else None
    return when, "anniversary"


def _feast(found: Found) -> Reading:
    """A day of every year: "12-31", or "11-4-4", the fourth Thursday of November."""
    today = found.today
    if today is None:
        return None, "partial"
    slot = "feast" if found.has("feast") else "feast_time"
    parts = [int(part) for part in found.meaning(slot).split("-")]
    for year in (found.year() or today.year + 1, today.year, today.year - 1):
        day = day_of(year, *parts) if len(parts) == 2 else _nth_weekday(year, *parts)
        if day and (found.year() or day <= today + DAY):
            return day_span(day, day, "stated"), "partial"
    return None, "partial"


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + ((weekday - first.isoweekday()) % 7 + 7 * (nth - 1)) * DAY


def _known(found: Found) -> Reading:
    day = date.fromisoformat(found.meaning("known"))
    return day_span(day, day, "stated"), "absolute"


def _period(found: Found) -> Reading:
    today = found.today
    if today is None:
        return None, "period"
    unit, step = found.unit(), 1 if found.has("last") else -1 if found.has("next") else 0
    when: When | None = None
    if unit == "weekend":
        saturday = today - ((today.weekday() - 5) % 7) * DAY
        begun = step == 1 and today.weekday() >= 5
        saturday += (-7 if begun else 7 if step == -1 else 0) * DAY
        when = day_span(saturday, saturday + DAY, "relative")
    elif unit == "week":
        when = week_of(today - step * 7 * DAY)
    elif unit == "month":
        when = months_before(today, step)
    elif unit == "year":
        when = year_of(today.year - step, "relative")
    return (when if step else until(when, today)), "period"


def _season(found: Found) -> Reading:
    """ "Last autumn": the latest one that is over."""
    if found.today is None:
        return None, "period"
    month = found.value("season")
    for year in (found.today.year, found.today.year - 1, found.today.year - 2):
        first, last = (
            month_of(year, month, "relative"),
            month_of(year + (month > 10), month % 12 + 2, "relative"),
        )
        if first and last and last.end < found.today:
            return When(first.start, last.end, "month", "relative"), "period"
    return None, "period"


def _decade(found: Found) -> Reading:
    first = found.value("decade")
    return When(date(first, 1, 1), date(first + 9, 12, 31), "year", "stated"), "period"


def _year_word(found: Found) -> Reading:
    """One word for a year ("торік"): its value counts years from this one."""
    return (
        year_of(found.today.year + found.value("near_year"), "relative") if found.today else None
    ), "period"


def _past(found: Found) -> Reading:
    """ "In the last 72 hours": from then to the day of publication."""
    unit = found.unit()
    start = units_before(found.today, found.count(), unit, vague=found.has("some"))
    if start is None or found.today is None or start.start > found.today:
        return None, "period"
    precision: Precision = "day" if unit in ("hour", "day") else start.precision
    return When(start.start, found.today, precision, "relative"), "period"


RULES: dict[str, Callable[[Found], Reading]] = {
    "date": _date,
    "dates": _dates,
    "month": _month_of,
    "year": _year_of,
    "years": _years,
    "weekday": _weekday,
    "near": _near,
    "near_year": _year_word,
    "overnight": _overnight,
    "beside": _beside,
    "ago": _ago,
    "before": _before,
    "after": _after,
    "later": _later,
    "anniversary": _anniversary,
    "feast": _feast,
    "known": _known,
    "period": _period,
    "season": _season,
    "decade": _decade,
    "past": _past,
}
