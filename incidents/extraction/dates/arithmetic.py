"""Days, weeks, months and years as spans of days, counted from a day: pure arithmetic of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from incidents.incident import DateBasis, When

DAY = timedelta(days=1)
FAR = 40_000  # days, some hundred years; "100,000 days ago" is no date
UNIT_DAYS = {"week": 7, "weekend": 7, "month": 30, "year": 365, "decade": 3650}


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def whole_year(digits: str, today: date | None) -> int:
    """Two digits mean the latest such year that is not after the next one."""
    year = int(digits)
    if len(digits) > 2:
        return year
    latest = today.year + 1 if today else 2030
    return year + (latest - year) // 100 * 100


def day_span(start: date | None, end: date | None, basis: DateBasis) -> When | None:
    return When(start, end, "day", basis) if start and end and start <= end else None


def latest_day(month: int, day: int, today: date) -> date | None:
    """The latest day of that name that is not after tomorrow; 29 February may lie years back."""
    for year in range(today.year + 1, max(today.year - 9, 0), -1):
        found = day_of(year, month, day)
        if found and found <= today + DAY:
            return found
    return None


def month_of(year: int, month: int, basis: DateBasis = "stated") -> When | None:
    start = day_of(year, month, 1)
    if start is None or year == 9999:
        return None
    end = date(year + month // 12, month % 12 + 1, 1) - DAY
    return When(start, end, "month", basis)


def year_of(year: int, basis: DateBasis = "stated") -> When:
    return When(date(year, 1, 1), date(year, 12, 31), "year", basis)


def week_of(day: date) -> When:
    monday = day - day.weekday() * DAY
    return When(monday, monday + 6 * DAY, "week", "relative")


def months_before(today: date, months: int) -> When | None:
    count = today.year * 12 + today.month - 1 - months
    return month_of(count // 12, count % 12 + 1, "relative") if count >= 12 else None


def until(when: When | None, today: date) -> When | None:
    """`when` cut at `today`: what is told of this week has happened."""
    if when is None or not when.start <= today < when.end:
        return when
    return When(when.start, today, when.precision, when.basis)


def shifted_day(origin: date, days: int) -> When | None:
    day = origin + days * DAY
    return day_span(day, day, "relative")


def units_before(origin: date | None, count: int, unit: str, *, vague: bool) -> When | None:
    """`count` units before `origin`; the longer the unit, the coarser the answer. "A few" are three."""
    count = 3 if vague else count
    if origin is None or count * UNIT_DAYS.get(unit, 1) > FAR:
        return None
    if unit in ("hour", "day"):
        if vague and unit == "day":
            return week_of(origin - count * DAY)
        return shifted_day(origin, -count if unit == "day" else -(count // 24))
    if unit in ("week", "weekend"):
        return week_of(origin - count * 7 * DAY)
    if unit == "month":
        return months_before(origin, count)
    return year_of(origin.year - count * (10 if unit == "decade" else 1), "relative")
