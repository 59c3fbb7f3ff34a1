"""Finds every day, month, year and span of days that a text names, and says which days are meant.

Pure: the reference day is the publication's, in the publisher's own offset; there is no clock. Which act a
date belongs to is not decided here. The written forms are data, their meaning is code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from incidents.extraction.date_forms import ANY, DIGITS, Calendar, Form, calendar
from incidents.extraction.tokens import Tokens, tokens_of
from incidents.incident import DateBasis, Precision, When

Kind = Literal["absolute", "partial", "weekday", "relative", "period", "span", "anniversary", "dateline"]

DAY = timedelta(days=1)
NUMERIC = re.compile(
    r"(?P<iso>(\d{4})-(\d\d)-(\d\d))(?:t\d|(?![\w-]))"
    r"|(?P<dotted>(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d))(?!\w|\.\d)"
    r"|(?P<slashed>(\d{1,2})/(\d{1,2})/(\d{4}|\d\d))(?![\w/])"
)
DATELINE_TAIL = re.compile(r"\s*\.?,?\s*(?:[(/\[][^)\]/\n]{1,60}[)\]/]\s*)*\.?\s*(?:[-–—:]|\[)")
DATELINE_REACH = 120
SPOKEN_REACH = 600  # how far "two days earlier" looks back for the day it counts from


@dataclass(frozen=True, slots=True)
class DateMention:
    """The words of `text[start:end]` mean `when`. `future`: more than a day after publication."""

    start: int
    end: int
    when: When
    kind: Kind
    future: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A form that fits, with what its rule needs to read it."""

    form: Form
    match: re.Match[str]
    words: Calendar
    today: date | None
    spoken: date | None

    def has(self, slot: str) -> bool:
        return self.match.groupdict().get(slot) is not None

    def text(self, slot: str) -> str:
        return " ".join((self.match.groupdict().get(slot) or "").split())

    def value(self, slot: str) -> int:
        word = self.text(slot)
        return int(word) if word.isdigit() else int(self.words.values[slot.rstrip("2")][word])

    def unit(self) -> str:
        return self.words.values["unit"].get(self.text("unit"), "weekend")

    def year(self, slot: str = "year") -> int | None:
        slot = slot if self.has(slot) else f"full_{slot}"
        return _whole_year(self.text(slot).lstrip("'"), self.today) if self.has(slot) else None


def find_dates(text: str, published: datetime | None, language: str) -> list[DateMention]:
    """All mentions of days in `text` in order; offsets are code points, half-open.

    `published` is aware and relative days count in its offset; where it is None, the day of the text's own
    dateline serves, and without one nothing relative is returned. Impossible days are not returned.
    """
    words, tokens = calendar(language), tokens_of(text)
    folded = tokens.folded
    today = published.date() if published else None
    mentions: list[DateMention] = []
    spoken: DateMention | None = None
    done = 0
    for index in tokens.at(words.starters.keys()):
        start = tokens.starts[index]
        if start < done:
            continue
        forms = _forms(tokens, index, words)
        if not forms and not tokens.is_digits(index):
            continue
        near = spoken.when.start if spoken and start - spoken.end < SPOKEN_REACH else None
        mention, done = _read(text, folded, start, forms, words, today, near)
        if mention is None:
            continue
        if _is_dateline(text, mention):
            mention = DateMention(mention.start, mention.end, mention.when, "dateline", mention.future)
            today = today or mention.when.start
        elif mention.when.precision == "day" and mention.kind != "span":
            spoken = mention
        mentions.append(mention)
    return mentions


def _forms(tokens: Tokens, index: int, words: Calendar) -> tuple[Form, ...]:
    """The forms that may begin with word `index` and the one behind it."""
    word, second = tokens.words[index], tokens.word(index + 1)
    by_second = words.starters.get(word) or words.starters[DIGITS]
    forms = by_second.get(DIGITS if "0" <= second[:1] <= "9" else second)
    return by_second.get(ANY, ()) if forms is None else forms


def dateline_day(text: str, published: datetime | None, language: str = "en") -> date | None:
    """The day in the line that opens a report ("KABUL, March 4 (Reuters) -"), or None."""
    for mention in find_dates(text[: DATELINE_REACH + 100], published, language)[:1]:
        if mention.kind == "dateline":
            return mention.when.start
    return None


def _is_dateline(text: str, mention: DateMention) -> bool:
    """A place in front, an agency or a dash behind, and nothing of a sentence yet."""
    if mention.start > DATELINE_REACH or mention.kind not in ("absolute", "partial"):
        return False
    place = text[: mention.start].strip()
    if not place or place[-1] not in ",)—–-/" or not place[0].isupper() or "\n\n" in place:
        return False
    small = sum(word[0].islower() for word in place.split())
    return small <= 2 and DATELINE_TAIL.match(text, mention.end) is not None


def _read(
    text: str,
    folded: str,
    start: int,
    forms: tuple[Form, ...],
    words: Calendar,
    today: date | None,
    spoken: date | None,
) -> tuple[DateMention | None, int]:
    """The first form that fits at `start` and means a day, and where to read on."""
    if folded[start].isdigit() and (numeric := _read_numeric(folded, start, today)):
        return numeric, numeric.end
    for form in forms:
        match = form.pattern.match(folded, start)
        if match is None or not _is_calendar(text, folded, match, form, words):
            continue
        when, kind = RULES[form.rule](_Found(form, match, words, today, spoken))
        if when is not None:
            begin = match.start("mention") if "mention" in match.re.groupindex else match.start()
            return DateMention(begin, match.end(), when, kind, _is_future(when, today)), match.end()
        if form.rule in ("date", "dates"):
            return (
                None,
                match.end(),
            )  # not "February 2014" out of "30 February 2014"
    return None, start


def _is_future(when: When, today: date | None) -> bool:
    return today is not None and when.start > today + DAY


def _is_calendar(text: str, folded: str, match: re.Match[str], form: Form, words: Calendar) -> bool:
    """Not part of a name, a number, a clock time; not the verb "may"."""
    start, end = match.span()
    if folded[start].isdigit() and start and folded[start - 1] in ".,:/$€£#№-+":
        return False
    slots = match.groupdict()
    for slot in ("month", "month2", "weekday", "weekday_short"):
        word = slots.get(slot)
        if word in words.needs_capital and not text[match.start(slot)].isupper():
            return False
    if form.rule in ("weekday", "date"):
        before = folded[max(0, start - 12) : start].split()
        if before and before[-1] in words.name_before and folded[start - 1] != "\n":
            return False
        name = words.name_after_weekday if form.rule == "weekday" else words.name_after_date
        if after := name.match(folded, end):
            return (
                form.rule == "date" and not text[after.end() - len(after.group().strip(" -")) :][:1].isupper()
            )
    return form.rule != "year" or words.year_not_before.match(folded, end) is None


# ---- days --------------------------------------------------------------------------------------------------


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days(
    start: date | None, end: date | None, basis: DateBasis, precision: Precision = "day"
) -> When | None:
    return When(start, end, precision, basis) if start and end and start <= end else None


def _whole_year(digits: str, today: date | None) -> int:
    """Two digits mean the century that is nearest and not ahead of `today`."""
    year = int(digits)
    if len(digits) > 2:
        return year
    latest = today.year + 1 if today else 2030
    return year + (latest - year) // 100 * 100


def _last_such_day(month: int, day: int, today: date) -> date | None:
    """The latest day of that name that is not after tomorrow; 29 February may lie years back."""
    for year in range(today.year + 1, today.year - 8, -1):
        found = _day(year, month, day)
        if found and found <= today + DAY:
            return found
    return None


def _month(year: int, month: int, today: date | None, basis: DateBasis = "stated") -> When | None:
    start = _day(year, month, 1)
    if start is None:
        return None
    end = date(year + month // 12, month % 12 + 1, 1) - DAY
    return When(start, end, "month", basis)


def _year(year: int, basis: DateBasis = "stated") -> When:
    return When(date(year, 1, 1), date(year, 12, 31), "year", basis)


def _week(day: date, basis: DateBasis = "relative") -> When:
    monday = day - day.weekday() * DAY
    return When(monday, monday + 6 * DAY, "week", basis)


def _months_before(today: date, months: int) -> When | None:
    count = today.year * 12 + today.month - 1 - months
    return _month(count // 12, count % 12 + 1, None, "relative") if count >= 12 else None


def _until(when: When | None, today: date) -> When | None:
    """`when` cut at `today`: what is told of this week has happened."""
    if when is None or not when.start <= today < when.end:
        return when
    return When(when.start, today, when.precision, when.basis)


# ---- rules -------------------------------------------------------------------------------------------------

Reading = tuple[When | None, Kind]


def _read_numeric(folded: str, start: int, today: date | None) -> DateMention | None:
    """2015-03-04, 04.03.2015, 3/4/2015; the last only where one reading is possible or much nearer."""
    match = NUMERIC.match(folded, start)
    if match is None or (start and folded[start - 1] in ".,:/-$€£#№"):
        return None
    parts = [part for part in match.groups()[1:] if part and part.isdigit()]
    if match["iso"]:
        day = _day(int(parts[0]), int(parts[1]), int(parts[2]))
    else:
        one, two, year = int(parts[0]), int(parts[1]), _whole_year(parts[2], today)
        if match["dotted"]:
            day = _day(year, two, one)
        else:
            day = _slashed(one, two, year, today)
    if day is None:
        return None
    end = next(match.end(name) for name in ("iso", "dotted", "slashed") if match[name])
    when = When(day, day, "day", "stated")
    return DateMention(start, end, when, "absolute", _is_future(when, today))


def _slashed(one: int, two: int, year: int, today: date | None) -> date | None:
    american, other = _day(year, one, two), _day(year, two, one)
    if american is None or other is None or american == other:
        return american or other
    if today is None:
        return None
    past = [day for day in (american, other) if -1 <= (today - day).days <= 31]
    return past[0] if len(past) == 1 else None


def _read_date(found: _Found) -> Reading:
    month, day, year = found.value("month"), found.value("day"), found.year()
    if year is not None:
        known = _day(year, month, day)
        return _days(known, known, "stated"), "absolute"
    if found.today is None:
        return None, "partial"
    known = _last_such_day(month, day, found.today)
    if found.has("weekday") and known and known.isoweekday() != found.value("weekday"):
        ahead = _day(known.year + 1, month, day)
        if ahead and ahead.isoweekday() == found.value("weekday") and (ahead - found.today).days < 180:
            known = ahead
    return _days(known, known, "stated"), "partial"


def _read_dates(found: _Found) -> Reading:
    month = found.value("month") if found.has("month") else found.value("month2")
    month2 = found.value("month2") if found.has("month2") else month
    first, last, year = found.value("day"), found.value("day2"), found.year()
    if year is None:
        if found.today is None:
            return None, "span"
        begin = _last_such_day(month, first, found.today)
        year = begin.year + (month2 < month) if begin else 0
    start = _day(year - (month2 < month), month, first)
    return _days(start, _day(year, month2, last), "stated"), "span"


def _read_month(found: _Found) -> Reading:
    month, year = found.value("month"), found.year()
    if year is not None:
        return _month(year, month, found.today), "absolute"
    if found.today is None:
        return None, "partial"
    year = found.today.year
    if found.has("next"):
        return _month(year + (month <= found.today.month), month, None), "partial"
    if found.has("last") and month == found.today.month:
        return _month(year - 1, month, None), "partial"
    year -= month > found.today.month
    return _until(_month(year, month, None), found.today), "partial"


def _read_year(found: _Found) -> Reading:
    year = found.year() or found.year("short_year")
    return (_year(year) if year else None), "absolute"


def _read_years(found: _Found) -> Reading:
    first, last = found.year(), found.year("year2")
    if not first or not last or first > last:
        return None, "span"
    return When(date(first, 1, 1), date(last, 12, 31), "year", "stated"), "span"


def _read_weekday(found: _Found) -> Reading:
    today = found.today
    if today is None:
        return None, "weekday"
    weekday = found.value("weekday" if found.has("weekday") else "weekday_short")
    behind = (today.isoweekday() - weekday) % 7
    if found.has("week"):
        day = today - (today.weekday() + 7) * DAY + (weekday - 1) * DAY
    elif found.has("last"):
        day = today - (behind or 7) * DAY
    elif found.has("next"):
        day = today + (7 - behind) * DAY
    elif found.has("this"):
        day = today + (weekday - today.isoweekday()) * DAY
    else:
        day = today - behind * DAY
    return _days(day, day, "relative"), "weekday"


def _read_near(found: _Found) -> Reading:
    if found.today is None:
        return None, "relative"
    day = found.today + found.value("near") * DAY
    return _days(day, day, "relative"), "relative"


def _read_beside(found: _Found) -> Reading:
    origin = found.spoken or found.today
    if origin is None:
        return None, "relative"
    day = origin + found.value("beside") * DAY
    return _days(day, day, "relative"), "relative"


def _count(found: _Found) -> int:
    """How many units; "a few" is not a number of days, so its precision is lowered by the caller."""
    return found.value("number") if found.has("number") else 1


def _back(origin: date | None, count: int, unit: str, *, vague: bool) -> When | None:
    if origin is None or (unit not in ("hour", "day", "week", "weekend") and origin.year - count * 10 < 100):
        return None
    if unit in ("hour", "day"):
        days = 0 if unit == "hour" and count < 24 else count // 24 if unit == "hour" else count
        if days > 20_000:
            return None
        day = origin - days * DAY
        return _week(origin - 3 * DAY) if vague and unit == "day" else When(day, day, "day", "relative")
    if vague:
        count = 3
    if unit in ("week", "weekend"):
        return _week(origin - min(count, 500) * 7 * DAY)
    if unit == "month":
        return _months_before(origin, count)
    return _year(origin.year - count * (10 if unit == "decade" else 1), "relative")


def _read_ago(found: _Found) -> Reading:
    return _back(found.today, _count(found), found.unit(), vague=found.has("some")), "relative"


def _read_before(found: _Found) -> Reading:
    origin = found.spoken or found.today
    return _back(origin, _count(found), found.unit(), vague=found.has("some")), "relative"


def _read_anniversary(found: _Found) -> Reading:
    count = found.value("ordinal" if found.has("ordinal") else "number")
    if found.has("unit") and found.unit() != "year":
        return None, "anniversary"
    return _back(found.today, count, "year", vague=False), "anniversary"


def _read_period(found: _Found) -> Reading:
    today = found.today
    if today is None:
        return None, "period"
    unit, step = found.unit(), 1 if found.has("last") else -1 if found.has("next") else 0
    when: When | None = None
    if unit == "weekend":
        saturday = today - ((today.weekday() - 5) % 7) * DAY
        if today.weekday() == 5 or (step == 1 and today.weekday() == 6):
            saturday -= step * 7 * DAY
        saturday -= 7 * DAY if step == -1 else 0 * DAY
        when = _days(saturday, saturday + DAY, "relative")
    elif unit == "week":
        when = _week(today - step * 7 * DAY)
    elif unit == "month":
        when = _months_before(today, step)
    elif unit == "year":
        when = _year(today.year - step, "relative")
    return (when if step else _until(when, today)), "period"


RULES: dict[str, Callable[[_Found], Reading]] = {
    "date": _read_date,
    "dates": _read_dates,
    "month": _read_month,
    "year": _read_year,
    "years": _read_years,
    "weekday": _read_weekday,
    "near": _read_near,
    "beside": _read_beside,
    "ago": _read_ago,
    "before": _read_before,
    "anniversary": _read_anniversary,
    "period": _read_period,
}
