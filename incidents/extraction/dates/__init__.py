"""Finds every day, month, year and span of days that a text names, and says which days are meant.

Pure: the reference day is the publication's, in the publisher's own offset; there is no clock. Which act a
date belongs to is not decided here. The written forms are data, what each form means is in `dates.rules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from incidents.extraction.dates.arithmetic import DAY, day_of, whole_year
from incidents.extraction.dates.forms import ANY, DIGITS, Calendar, Form, calendar
from incidents.extraction.dates.rules import RULES, Found, Kind, Known
from incidents.extraction.words.calendar_words import fold
from incidents.extraction.words.tokens import Tokens, tokens_of
from incidents.incident import When
from incidents.records import record

NUMERIC = re.compile(
    r"(?P<iso>(\d{4})-(\d\d)-(\d\d))(?:t\d|(?![\w-]))"
    r"|(?P<dotted>(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d))(?!\w|\.\d)"
    r"|(?P<slashed>(\d{1,2})/(\d{1,2})/(\d{4}|\d\d))(?![\w/])"
)
DATELINE_TAIL = re.compile(r"\s*\.?,?\s*(?:[(/\[][^)\]/\n]{1,60}[)\]/]\s*)*\.?\s*(?:[-–—:]|\[)")
LETTERHEAD_TAIL = re.compile(
    r"(?:\s*(?:\n|$)|\.\s+[\"“«]?[^\W\d_a-zа-яёіїєґ])"
)  # "Nairobi, 15 May 2024. The …"
DATELINE_REACH = 120
SPOKEN_REACH = 600  # how far "two days earlier" looks back for the day it counts from
CALENDAR_YEARS = range(1000, 9000)  # of publication; outside of them it is a mistake, and no reference
CLOCK = re.compile(
    r"(?<![\d:.$])(?:(?P<hour>\d{1,2})(?:[:.]\d\d)?\s?(?P<half>[ap])\.?\s?m\b"
    r"|(?P<of_day>\d{1,2}):\d\d(?![\d:]))"
)
AHEAD_REACH = 60  # how far "will" reaches in its clause
CLAUSE_END = re.compile(r"[.;:!?\n\"”»]")


@record
class DateMention:
    """The words of `text[start:end]` mean `when`. `future`: more than a day after publication.

    `kind`: `absolute` with a year, `partial` without, `weekday`, `relative` ("yesterday", "two days ago"),
    `period` ("last week"), `span` ("3-5 May"), `anniversary` ("ten years on"), `dateline` (opens the report),
    `stamp` (of the page: "Posted: March 4").
    """

    start: int
    end: int
    when: When
    kind: Kind
    future: bool = False


def find_dates(
    text: str, published: datetime | None, language: str, latest: date | None = None
) -> list[DateMention]:
    """All mentions of days in `text` in order; offsets are code points, half-open.

    `published` is aware and relative days count in its offset; where it is None, the day of the text's own
    dateline serves, and without one nothing relative is returned. `latest` is the last day that may have been
    a weekday, where at the scene the next one has begun. Impossible days are not returned.
    """
    words, tokens = calendar(language), tokens_of(text)
    folded = tokens.folded
    today = published.date() if published and published.year in CALENDAR_YEARS else None
    mentions: list[DateMention] = []
    spoken: DateMention | None = None
    done = 0
    for index, forms in _beginnings(tokens, words):
        start = tokens.starts[index]
        if start < done:
            continue
        near = spoken.when.start if spoken and start - spoken.end < SPOKEN_REACH else None
        mention, done = _read(text, folded, start, forms, words, Known(today, latest or today, near))
        if mention is None:
            continue
        special = _is_of_the_page(text, folded, mention, words)
        written = special == "dateline" or _is_letterhead(text, mention)
        if (today is None and special) or (today and written and _is_posted_later(mention, today)):
            today = latest = mention.when.start
        if special:
            mention = replace(mention, kind=special)
        elif mention.when.precision == "day" and mention.kind != "span":
            spoken = mention
        if mentions and _is_hour_of(text, mentions[-1], mention):
            mentions.pop()
        mentions.append(mention)
    return mentions


_OF = re.compile(r"(?: (?:of|into|to|on))? ")


def _is_hour_of(text: str, hours: DateMention, day: DateMention) -> bool:
    """Whether a night or early hours are of the day named right behind: "early hours *of Thursday*"."""
    night = hours.kind == "relative" and hours.when.end - hours.when.start == DAY
    return night and day.when.start == day.when.end and bool(_OF.fullmatch(text, hours.end, day.start))


def find_hour(text: str, start: int, end: int, published: datetime, language: str) -> DateMention | None:
    """The first hour or part of a day in `text[start:end]`, as the day that it most likely is of.

    To be asked only where a report of the day gives no day. An hour before noon is of the day of
    publication; a later one of it or the day before.
    """
    words = calendar(language)
    folded = fold(text[start:end])
    found: list[tuple[int, int, int]] = []
    if words.hours and (part := words.hours.search(folded)):
        found.append((*part.span(), int(words.values["hour"][" ".join(part[0].split())])))
    for match in CLOCK.finditer(folded):
        hour = int(match["hour"] or match["of_day"])
        if hour < 24:
            late = match["half"] == "p" if match["half"] else hour >= 12
            found.append((*match.span(), -1 if late else 0))
    if not found:
        return None
    first, last, back = min(found)
    today = published.date()
    when = When(today + back * DAY, today, "day", "relative")
    return DateMention(start + first, start + last, when, "clock")


def _beginnings(tokens: Tokens, words: Calendar) -> Iterator[tuple[int, tuple[Form, ...]]]:
    """The words that may begin a date, with the forms that may begin with each and the one behind it."""
    following = [*tokens.words[1:], ""]
    for index in tokens.at(words.starters.keys()):
        word, second = tokens.words[index], following[index]
        by_second = words.starters.get(word) or words.starters[DIGITS]
        forms = by_second.get(DIGITS if "0" <= second < ":" else second)
        if forms is None:
            forms = by_second.get(ANY, ())
        if forms or (word < ":" and ("." in word or tokens.gaps[index] in _WITHIN_NUMERIC)):
            yield index, forms


_WITHIN_NUMERIC = ("-", "/")  # what parts the numbers of a date that one word does not hold


def _is_of_the_page(text: str, folded: str, mention: DateMention, words: Calendar) -> Kind | None:
    """`dateline` or `stamp` for a day that says when the report was written or posted."""
    if mention.kind not in ("absolute", "partial"):
        return None
    if words.stamp.search(folded[max(0, mention.start - 30) : mention.start]):
        return "stamp"
    return "dateline" if _is_dateline(text, mention) else None


_POSTED = timedelta(days=31)  # from a dateline without a year to the publication, at most


def _is_posted_later(dateline: DateMention, today: date) -> bool:
    """Whether a report was written on a day before its publication, from which its "yesterday" counts."""
    age = today - dateline.when.end
    return age > timedelta(0) and (dateline.kind == "absolute" or age <= _POSTED)


def _is_dateline(text: str, mention: DateMention) -> bool:
    """A place in front, an agency or a dash behind, and nothing of a sentence yet; authors and stamps may
    stand above.
    """
    place, paragraph = _opening(text, mention)
    if mention.start - paragraph > DATELINE_REACH or paragraph > DATELINE_REACH:
        return False
    if not place or place[-1] not in ",)—–-/" or not place[0].isupper():
        return False
    small = sum(word[0].islower() for word in place.split())
    return small <= 2 and DATELINE_TAIL.match(text, mention.end) is not None


def _is_letterhead(text: str, mention: DateMention) -> bool:
    """Names and a comma in front of a day with which the text's first line or sentence ends, below authors
    and stamps; it may be the act's day, too.
    """
    place, paragraph = _opening(text, mention)
    if mention.kind not in ("absolute", "partial") or paragraph > DATELINE_REACH or place[-1:] != ",":
        return False
    named = all(not word[0].islower() for word in place.split())
    return named and LETTERHEAD_TAIL.match(text, mention.end) is not None


def _opening(text: str, mention: DateMention) -> tuple[str, int]:
    """What stands before a day in its paragraph, and where that begins."""
    paragraph = text.rfind("\n\n", 0, mention.start) + 1
    return text[paragraph : mention.start].strip(), paragraph


def _read(
    text: str,
    folded: str,
    start: int,
    forms: tuple[Form, ...],
    words: Calendar,
    known: Known,
) -> tuple[DateMention | None, int]:
    """The first form that fits at `start` and means a day, and where to read on."""
    today = known.today
    if folded[start].isdecimal() and (numeric := _read_numeric(folded, start, today)):
        born = _is_of_birth(folded, start, numeric.end, words)
        return (None if born else numeric), numeric.end
    for form in forms:
        match = form.pattern.match(folded, start)
        if match is None or not _is_calendar(text, folded, match, form, words):
            continue
        if form.rule in _WITH_YEAR and _is_of_birth(folded, *match.span(), words):
            return None, match.end()
        ahead = form.rule in ("weekday", "date") and _speaks_of_what_comes(folded, start, words)
        soon = form.rule == "date" and not ahead and _tells_no_past(folded, *match.span(), words)
        when, kind = RULES[form.rule](Found(form, match.groupdict(), words, known, ahead, soon))
        if when is not None:
            begin = match.start("mention") if "mention" in match.re.groupindex else match.start()
            return DateMention(begin, match.end(), when, kind, _is_future(when, today)), match.end()
        if form.rule in ("date", "dates"):
            return (
                None,
                match.end(),
            )  # not "February 2014" out of "30 February 2014"
    return None, start


def _speaks_of_what_comes(folded: str, start: int, words: Calendar) -> bool:
    """ "He will be tried on Friday": a word of what is to come stands in front, in the same clause."""
    clause = CLAUSE_END.split(folded[max(0, start - AHEAD_REACH) : start])[-1]
    if words.not_ahead is not None:
        clause = words.not_ahead.sub("", clause)
    return words.ahead.search(clause) is not None


def _tells_no_past(folded: str, start: int, end: int, words: Calendar) -> bool:
    """ "С 1 июня *закроют* мост": beside the day a verb tells what is or comes, and none what was."""
    if words.coming is None or words.past is None:
        return False
    before = CLAUSE_END.split(folded[max(0, start - AHEAD_REACH) : start])[-1]
    clause = before + CLAUSE_END.split(folded[end : end + AHEAD_REACH])[0]
    if words.not_ahead is not None:
        clause = words.not_ahead.sub("", clause)
    return words.coming.search(clause) is not None and words.past.search(clause) is None


def _is_future(when: When, today: date | None) -> bool:
    return today is not None and when.start > today + DAY


_YEAR = re.compile(r"\d{4}$")


def _is_calendar(text: str, folded: str, match: re.Match[str], form: Form, words: Calendar) -> bool:
    """Not part of a name, a number, a clock time; not the verb "may"."""
    start, end = match.span()
    if folded[start].isdecimal() and start and folded[start - 1] in ".,:/$€£#№-+":
        return False
    slots = match.groupdict()
    for slot in ("month", "month2", "weekday", "weekday_short"):
        word = slots.get(slot)
        if word in words.needs_capital and not text[match.start(slot)].isupper():
            return False
    if form.rule == "date" and _YEAR.search(folded, start, end) and words.year_not_before.match(folded, end):
        return False  # "May 14, 1605 hrs"
    if form.rule in ("weekday", "date"):
        before = folded[max(0, start - 12) : start].split()
        if before and before[-1] in words.name_before and folded[start - 1] != "\n":
            return False
        name = words.name_after_weekday if form.rule == "weekday" else words.name_after_date
        if after := name.match(folded, end):
            if before and before[-1] in words.during:
                return True  # "during Friday prayers"
            return (
                form.rule == "date" and not text[after.end() - len(after.group().strip(" -")) :][:1].isupper()
            )
    return form.rule != "year" or words.year_not_before.match(folded, end) is None


_WITH_YEAR = ("date", "month", "year")
_BIRTH_REACH = 24  # characters in which "born in" stands


def _is_of_birth(folded: str, start: int, end: int, words: Calendar) -> bool:
    """Whether it says how old somebody is: "born in 1971", "1971 года рождения"."""
    if words.born_after.match(folded, end):
        return True
    return words.born_before.search(folded[max(0, start - _BIRTH_REACH) : start]) is not None


def _read_numeric(folded: str, start: int, today: date | None) -> DateMention | None:
    """2015-03-04, 04.03.2015, 3/4/2015; the last only where one reading is possible or much nearer."""
    match = NUMERIC.match(folded, start)
    if match is None or (start and folded[start - 1] in ".,:/-$€£#№"):
        return None
    parts = [part for part in match.groups()[1:] if part and part.isdecimal()]
    if match["iso"]:
        day = day_of(int(parts[0]), int(parts[1]), int(parts[2]))
    else:
        one, two, year = int(parts[0]), int(parts[1]), whole_year(parts[2], today)
        if match["dotted"]:
            day = day_of(year, two, one)
        else:
            day = _slashed(one, two, year, today)
    if day is None:
        return None
    end = next(match.end(name) for name in ("iso", "dotted", "slashed") if match[name])
    when = When(day, day, "day", "stated")
    return DateMention(start, end, when, "absolute", _is_future(when, today))


def _slashed(one: int, two: int, year: int, today: date | None) -> date | None:
    american, other = day_of(year, one, two), day_of(year, two, one)
    if american is None or other is None or american == other:
        return american or other
    if today is None:
        return None
    past = [day for day in (american, other) if -1 <= (today - day).days <= 31]
    return past[0] if len(past) == 1 else None
