"""Reads dates as publishers write them: ISO 8601, RFC 822, and day-month-year in the languages of the world's
press; in languages whose months are not known here through dateparser, which knows two hundred and is slow.

The publisher's own offset is kept, for relative days in a text count in it. A date without a zone counts as
UTC, a day as its midnight. It never guesses a missing day or year.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import cast

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "jan ene gen янв січ ιαν oca sty led ocak januar januari janvier jän jän. yanvar stycz يناير كانون",
        "feb fév fev февр фев лют φεβ şub lut úno februar فبراير شباط",
        "mar mär maa mrt мар берез μαρ mart bře март марта مارس آذار",
        "apr avr abr апр квіт απρ nis kwi dub أبريل نيسان",
        "may mai mag maj mei мая май трав μαΐ μαι mayıs kvě مايو أيار",
        "jun giu juin июн черв ιουν haz cze červn يونيو حزيران",
        "jul lug juil июл лип ιουλ tem lip červe يوليو تموز",
        "aug aoû ago agu aou август авг серп αυγ ağu sie srp أغسطس آب",
        "sep set sett сент сен верес σεπ eyl wrz zář سبتمبر أيلول",
        "oct okt ott out окт жовт οκτ eki paź říj أكتوبر",
        "nov ноя листоп νοε kas lis نوفمبر",
        "dec dez dic déc des дек груд δεκ ara gru pro ديسمبر",
    ),
    start=1,
):
    _MONTHS |= dict.fromkeys(_names.split(), _number)

_ZONES: dict[str, float] = {
    name: hours
    for hours, names in {
        -10: "hst", -9: "akst", -8: "pst", -7: "pdt mst", -6: "mdt cst", -5: "cdt est", -4: "edt",
        0: "utc gmt ut z wet", 1: "bst west cet mez met wat", 2: "cest mesz eet sast cat",
        3: "eest msk мск trt eat",
        4: "msd gst", 5: "pkt", 5.5: "ist", 7: "wib", 8: "hkt sgt pht", 9: "jst kst", 9.5: "acst", 10: "aest",
        11: "aedt", 12: "nzst", 13: "nzdt",
    }.items()
    for name in names.split()
}  # fmt: skip
# Languages whose months are in the table above.
_OWN = frozenset(
    """ar az bg cs da de el en es et fr id is it ja ms nb nl nn no pl pt ru sl sr sv tr uk zh""".split()  # noqa: SIM905
)
# English months stand in feeds of every language (RFC 822).
_ENGLISH = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_LOCALISED = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
    "RETURN_AS_TIMEZONE_AWARE": True,
    "TIMEZONE": "UTC",
}
_TIME = (
    r"(?P<hour>\d{1,2})[:.hч時时시]\s?(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?"
)
_OFFSET = r"(?P<zone>(?:utc|gmt)?\s*(?P<sign>[+-])(?P<zh>\d{1,2}):?(?P<zm>\d{2})?|[^\W\d_]{1,5})?"
_BEFORE = r"T|at|um|в|o|о|à|às|kl\.?|alle|a las|-|–|\||·"
_AT = rf"(?:[\s,]*(?:{_BEFORE})?\s*{_TIME}\s*(?:Uhr|г\.|ч)?\s*\(?{_OFFSET}\)?)?"
_YEAR, _MONTH, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_NAME = r"(?P<name>[^\W\d_]{3,})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}{_AT}",
        rf"\b{_DAY}(?:st|nd|rd|th|er|º)?[.\s-]*(?:de\s+|of\s+|d')?{_NAME}\.?[,.\s-]*(?:del?\s+)?{_YEAR}"
        rf"(?:\s*(?:г\.?|года|року))?{_AT}",
        rf"\b{_NAME}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}{_AT}",
        rf"\b{_DAY}[./]{_MONTH}[./]{_YEAR}{_AT}",
        rf"\b{_YEAR}[年년]\s*{_MONTH}[月월]\s*{_DAY}[日일]?{_AT}",
        r"\b(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
        rf"(?:T(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?\s*{_OFFSET})?\b",
        rf"\b{_NAME}\s+{_DAY}\s+{_TIME}\s*{_OFFSET}\s+{_YEAR}\b",
        rf"\b{_DAY}\s+{_NAME}\s+(?P<short>\d{{2}})(?!\d){_AT}",
    )
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९", "0123456789" * 3)


def month_number(name: str) -> int | None:
    """The month that `name` begins like, in any of the languages known here; None when it is none."""
    name = name.lower()
    return next((_MONTHS[name[:n]] for n in range(len(name), 1, -1) if name[:n] in _MONTHS), None)


def _zone(parts: dict[str, str | None]) -> timezone | None:
    if parts.get("sign"):
        offset = timedelta(hours=int(parts["zh"] or 0), minutes=int(parts["zm"] or 0))
        if offset >= timedelta(hours=16):
            return None
        return timezone(-offset if parts["sign"] == "-" else offset)
    hours = _ZONES.get((parts.get("zone") or "").lower())
    return None if hours is None else timezone(timedelta(hours=hours))


def _hour(parts: dict[str, str | None]) -> int:
    hour = int(parts.get("hour") or 0)
    half = (parts.get("half") or "").lower()
    if half.startswith("p") and hour < 12:
        return hour + 12
    return 0 if half.startswith("a") and hour == 12 else hour


def _from(parts: dict[str, str | None], language: str | None) -> datetime | None:
    name = parts.get("name")
    known = language is None or language in _OWN
    named = (month_number(name) if known else _ENGLISH.get(name.lower())) if name else None
    month = named if name else int(parts.get("month") or 0)
    if month is None:
        return None
    year = int(parts.get("year") or 0) or 2000 + int(parts.get("short") or 0)
    day = int(parts["day"] or 0)
    if not name and month > 12 >= day:  # 02/17/2026
        month, day = day, month
    minute, second = int(parts.get("minute") or 0), min(59, int(parts.get("second") or 0))
    try:
        return datetime(year, month, day, _hour(parts), minute, second, tzinfo=_zone(parts) or UTC)
    except ValueError:
        return None


def _localised(text: str, language: str) -> datetime | None:
    """A day with its month in words of a language that is not one of ours."""
    if not re.search(r"\d{4}", text) or not re.search(r"[^\W\d_]{2,}", text):
        return None
    import dateparser  # only here: its import takes longer than all else

    try:
        return cast("datetime | None", dateparser.parse(text, languages=[language], settings=_LOCALISED))
    except ValueError:  # a language that it does not know
        return None


def read_date(text: str | None, language: str | None = None) -> datetime | None:
    """The instant that `text` (at most its first 120 characters) states, aware; None when it states none.

    `language` (ISO 639-1) is that of the source; English is read in any.
    """
    text = (text or "").strip()[:120].translate(_DIGITS)
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    except ValueError:
        pass
    for form in _FORMS:
        for match in form.finditer(text):
            found = _from(match.groupdict(), language)
            if found is not None:
                return found
    return _localised(text, language) if language and language not in _OWN else None
