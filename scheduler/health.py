"""What the owner should know about the service itself: nothing read for long, sources that fail for long.

Pure: it gets what is known and gives back what to tell, with what has been told by then. Who is told, and
how, is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.sources import FetchState
from incidents.article import rfc3339
from store.sources import SourceRow

LISTED = 20


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell the owner. The same `key` is told once."""

    key: str
    subject: str
    note: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A source, since when it was not read without fault, and what is wrong with it."""

    name: str
    url: str
    unread_since: datetime | None
    fault: str

    def overdue(self, now: datetime, after: timedelta) -> bool:
        return self.unread_since is not None and now - self.unread_since >= after


def condition(row: SourceRow) -> Condition:
    """How a source does, after its row. `unread_since` is None while its last poll was good."""
    state = FetchState.from_dict(row.state)
    if not state.failures:
        return Condition(row.name, row.url, None, "")
    since = state.last_ok or row.first_seen
    return Condition(row.name, row.url, since, f"{state.error}: {state.error_text}")


def sources_news(
    conditions: Sequence[Condition], told: Mapping[str, str], now: datetime, after: timedelta
) -> tuple[list[News], dict[str, str]]:
    """Sources newly unread for `after`, and those read again that the owner had been told of.

    `told` maps a source's address to the instant since which it was unread; the new one is to be stored.
    """
    failing = {c.url: c for c in conditions if c.overdue(now, after)}
    fresh = [c for url, c in failing.items() if url not in told]
    well = {c.url: c.name for c in conditions if c.unread_since is None}
    again = {url: well[url] for url in told if url in well}
    news = []
    if fresh:
        since = [rfc3339(c.unread_since) or "" for c in fresh]
        news.append(
            News(
                f"failing:{'|'.join(sorted(c.url + at for c, at in zip(fresh, since, strict=True)))}",
                _counted(len(fresh), "source cannot be read", "sources cannot be read"),
                _listed([f"{c.name}, since {at}: {c.fault}" for c, at in zip(fresh, since, strict=True)])
                + "\n\nIt is asked again, at least once a day. `dateline sources` shows its state.",
            )
        )
    if again:
        news.append(
            News(
                f"healthy:{'|'.join(sorted(url + told[url] for url in again))}",
                _counted(len(again), "source is read again", "sources are read again"),
                _listed([f"{name}, which was not read since {told[url]}" for url, name in again.items()]),
            )
        )
    active = {c.url for c in conditions}
    kept = {url: at for url, at in told.items() if url in active and url not in again}
    return news, {**kept, **{c.url: rfc3339(c.unread_since) or "" for c in fresh}}


def silence_news(
    last_new: datetime | None, started: datetime, told: str | None, now: datetime, after: timedelta
) -> tuple[News | None, str | None]:
    """Nothing new for `after` hours, or something again after that was told; and what is told by then.

    A service that was just started gets a little time before it complains.
    """
    since = last_new or started
    grace = min(after, timedelta(minutes=10))
    silent = now - since >= after and now - started >= grace
    at = rfc3339(since.replace(microsecond=0)) or ""
    if silent and told is None:
        note = f"No source has listed anything new since {at}. `dateline sources` shows the state of each."
        return News(f"silent:{at}", f"nothing read for {_hours(now - since)}", note), at
    if told is not None and not silent:
        return News(f"heard:{told}", "news is read again", f"Nothing had been read since {told}."), None
    return None, told


def _hours(span: timedelta) -> str:
    seconds = span.total_seconds()
    for unit, words in ((3600, "hours"), (60, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {words}"
    return f"{seconds:.0f} seconds"


def _counted(count: int, one: str, many: str) -> str:
    return f"1 {one}" if count == 1 else f"{count} {many}"


def _listed(lines: Sequence[str]) -> str:
    more = [f"and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    return "\n".join([*lines[:LISTED], *more])
