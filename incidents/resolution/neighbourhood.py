"""Where to look for the incident a report may tell of: what the store is asked, by index, not by scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from incidents.article import Draft
from incidents.incident import Incident, KnownIncident
from incidents.resolution.words import Rarity, index_words

SLACK = timedelta(days=3)  # a day is misread, or counted in another time zone
UNDATED_BACK = timedelta(days=8)  # a current report without a date tells of these days
LATE_BACK = timedelta(days=500)  # of what is told as history
WORDS_BACK = timedelta(days=1_100)  # names lead to an act of so long ago: a trial, a sentence, an anniversary
FOLLOW_UP_BACK = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A question to the store: which known incidents, not merged away, lie near? All those that

    (a) have days (`days_of`) that touch `first_day`..`last_day`, and lie in the same place, as far as known:
        equal `country`, and equal `admin1_code` unless either has none (no `country`: none at all); or
    (b) have days that touch `words_from`..`words_to` and share at least one of `words`: whatever day the
        report gives, for that may be misread.

    The store may cap each at `most` incidents: (a) the latest days first, (b) the most shared words first.
    """

    country: str | None
    admin1_code: str | None
    geonameid: int | None
    first_day: date
    last_day: date
    words_from: date
    words_to: date
    words: tuple[str, ...]
    most: int = 60


def _day(instant: datetime) -> date:
    return instant.date()


def days_of(known: KnownIncident) -> tuple[date, date]:
    """The days on which a known incident may have happened: as stated, or before its first report."""
    if known.incident.date is not None:
        return known.incident.date.start, known.incident.date.end
    published = [report.published for report in known.reports if report.published is not None]
    first = _day(min(published, default=known.first_seen))
    return first - UNDATED_BACK, first


def neighbourhood(
    seen: Incident, draft: Draft, words: frozenset[str], now: datetime, rarity: Rarity | None = None
) -> Neighbourhood:
    """The question to ask for an incident seen in `draft`, published at or before `now`."""
    published = _day(draft.published or now)
    back = {"current": UNDATED_BACK, "earlier": FOLLOW_UP_BACK, "background": LATE_BACK}[seen.status]
    first, last = published - back - SLACK, published + SLACK
    if seen.date is not None and seen.date.precision in ("day", "week"):
        first, last = seen.date.start - SLACK - UNDATED_BACK, seen.date.end + SLACK
    elif seen.date is not None:
        first, last = seen.date.start - SLACK, seen.date.end + SLACK
    place = seen.place
    return Neighbourhood(
        country=place.country if place else None,
        admin1_code=place.admin1_code if place and place.precision != "country" else None,
        geonameid=place.geonameid if place else None,
        first_day=first,
        last_day=last,
        words_from=min(first, published - WORDS_BACK),
        words_to=max(last, published + SLACK),
        words=index_words(words, rarity or Rarity()),
    )
