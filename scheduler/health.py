"""What the owner should know about the service itself: nothing read for long, sources that are not well.

Pure: it gets what is known and gives back what to tell, with what has been told by then. Who is told, and
how, is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.sources import FetchState, standing
from incidents.article import rfc3339
from store.sources import SourceRow

LISTED = 20


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell the owner. The same `key` is told once."""

    key: str
    subject: str
    note: str


# States of a source that the owner is told of when they have lasted for `silent_after`, and those told at
# once, which have lasted already or do not pass by themselves.
AFTER_A_WHILE = frozenset({"failing", "empty", "truncated"})
AT_ONCE = frozenset({"broken", "gone", "silent", "undated"})
UNREAD = frozenset({"failing", "broken", "gone"})


@dataclass(frozen=True, slots=True)
class Condition:
    """How a source does: its state, what there is to say of it, and since when, where it is not well."""

    name: str
    url: str
    state: str
    note: str = ""
    since: datetime | None = None

    @property
    def well(self) -> bool:
        return self.since is None

    def to_tell(self, now: datetime, after: timedelta) -> bool:
        """Whether the owner should know of it."""
        if self.since is None:
            return False
        return self.state in AT_ONCE or now - self.since >= after


def condition(row: SourceRow, now: datetime) -> Condition:
    """How a source does, after its row."""
    known = standing(row.kind, FetchState.from_dict(row.state), now)
    ill = known.state in AT_ONCE | AFTER_A_WHILE
    since = (known.since or row.first_seen) if ill else None
    return Condition(row.name, row.url, known.state, known.note, since)


def sources_news(
    conditions: Sequence[Condition], told: Mapping[str, str], now: datetime, after: timedelta
) -> tuple[list[News], dict[str, str]]:
    """Sources that are newly ill, and those well again that the owner had been told of.

    `told` maps a source's address to what was told of it ("failing since ..."); the new one is to be stored.
    One that gave nothing and now cannot be read is told of again.
    """
    known = {url: words.split(" ", 1)[0] in UNREAD for url, words in told.items()}
    fresh = [
        c for c in conditions if c.to_tell(now, after) and known.get(c.url) in (None, c.state not in UNREAD)
    ]
    well = {c.url: c.name for c in conditions if c.well}
    again = {url: well[url] for url in told if url in well}
    unread = [c for c in fresh if c.state in UNREAD]
    idle = [c for c in fresh if c.state not in UNREAD]
    news = []
    if unread:
        subject = _counted(len(unread), "source cannot be read", "sources cannot be read")
        news.append(_told_of(unread, "failing", subject, "It is asked again, at least once a day."))
    if idle:
        subject = _counted(len(idle), "source gives too little", "sources give too little")
        news.append(_told_of(idle, "idle", subject, "It answers, and is asked as before."))
    if again:
        news.append(
            News(
                f"healthy:{'|'.join(sorted(url + told[url] for url in again))}",
                _counted(len(again), "source is well again", "sources are well again"),
                _listed([f"{name}, which was {told[url]}" for url, name in again.items()]),
            )
        )
    active = {c.url for c in conditions}
    kept = {url: at for url, at in told.items() if url in active and url not in again}
    return news, {**kept, **{c.url: _since(c) for c in fresh}}


def _since(one: Condition) -> str:
    return f"{one.state} since {rfc3339(one.since)}"


def _told_of(found: Sequence[Condition], kind: str, subject: str, what_next: str) -> News:
    key = f"{kind}:{'|'.join(sorted(c.url + _since(c) for c in found))}"
    lines = [f"{c.name}, {_since(c)}: {c.note}" for c in found]
    return News(key, subject, f"{_listed(lines)}\n\n{what_next} `dateline sources` shows its state.")


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
