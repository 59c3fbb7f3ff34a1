"""A source, what is remembered about fetching it, and when it is next due. Pure: `now` is an argument.

It fetches nothing and stores nothing. A `FetchState` goes to and comes from the store as a plain dictionary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from crawler.leaves import Leaf, same_validators
from crawler.responses import Failure, FailureKind, Response

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
START_INTERVAL = 15 * MINUTE
LONGEST_INTERVAL = HOUR  # to which it grows by itself; an hourly request without a body bothers nobody
LONGEST_WISH = 6 * HOUR  # of a publisher's that is granted
MAX_BACK_OFF = DAY
GONE_INTERVAL = 7 * DAY
MAX_RETRY_AFTER = DAY
JITTER = 0.1  # of the interval, either way
UNCONDITIONAL_EVERY = 24  # every n-th poll sends no validators: servers lie about ETags
FULL_AFTER = timedelta(days=1)  # nor does one so long after the last body
INSTANTS = ("last_poll", "last_ok", "last_full", "newest", "last_new", "empty_since", "truncated_since")
MAX_PRINTS = 2_000
SPARE_FACES = 50  # of entries that a feed has dropped: it may list them again
MAX_KILLS = 2  # so often may a body kill the process that reads it
MAX_POISONS = 8
POISONED = "its body ended the process that read it twice; it is put aside until it changes"
RHYTHM_AFTER = 8  # arrivals of news by which a source's rhythm is known
RHYTHM_HALVES = 14 * DAY  # in which a long pause is half forgotten
SILENT_TIMES, SILENT_LEAST, SILENT_UNLEARNT = 3.0, DAY / 2, 7 * DAY
UNDATED_AFTER = 5  # new entries in a row without a date
BROKEN_AFTER = 8  # polls in a row that ended with one and the same error


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from. `kind` is feed, sitemap, section or spider; `headers` go to the origin of
    `url` only.

    `every_min` and `every_max` bound the polling interval; without an `every_max` it grows to an hour, and to
    six where the publisher wishes it. `follow` is the CSS selector of a section's links.
    `private` lists loopback or private targets (`127.0.0.1:8025`, `10.1.0.0/16`) allowed at this origin.
    """

    name: str
    kind: str
    url: str = field(repr=False)  # there may be a key in it
    language: str | None = None
    every_min: timedelta = timedelta(minutes=5)
    every_max: timedelta | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    follow: str | None = None
    private: tuple[str, ...] = ()


class Status(StrEnum):
    """How a source did at its last poll."""

    NEW = "new"  # never polled
    OK = "ok"
    UNCHANGED = "unchanged"
    FAILING = "failing"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is remembered about polling one source. Instants are aware UTC, `interval` and `wait` are in
    seconds.

    `prints` are the fingerprints of what was listed, so that it need not be parsed again; `faces` are of what
    entries say, by which they are known under another key. `leaves` are the listings that an index names, by
    address. `kills` counts, by
    hash, the bodies that killed the process that read them. `same` counts the last failures that were one
    error. `last_full` is when a body came, `lies` that news came under the validators of before. `listed` is
    how many entries there were at the last good poll, `empty_since` since when there are none, `truncated`
    how and `truncated_since` since when it comes cut off, `undated` how many of the last new ones had no
    date.
    The rhythm: `last_new` is when something new came, `arrivals` how often, `pause` the longest time between
    two (seconds), slowly forgotten.
    """

    status: Status = Status.NEW
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    last_poll: datetime | None = None
    last_ok: datetime | None = None
    interval: float = START_INTERVAL
    wait: float = START_INTERVAL
    failures: int = 0
    error: str | None = None
    error_text: str | None = None
    same: int = 0
    moved_to: str | None = None
    polls: int = 0
    last_full: datetime | None = None
    lies: bool = False
    newest: datetime | None = None
    prints: tuple[str, ...] = ()
    faces: tuple[str, ...] = ()
    leaves: Mapping[str, Leaf] = field(default_factory=dict)
    kills: Mapping[str, int] = field(default_factory=dict)
    listed: int | None = None
    empty_since: datetime | None = None
    truncated: str | None = None
    truncated_since: datetime | None = None
    undated: int = 0
    last_new: datetime | None = None
    arrivals: int = 0
    pause: float = 0.0

    @property
    def known(self) -> frozenset[str]:
        """The fingerprints of all that was listed."""
        return frozenset(self.prints).union(*(leaf.prints for leaf in self.leaves.values()))

    def to_dict(self) -> dict[str, Any]:
        """As JSON takes it: instants as RFC 3339 strings."""
        return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in asdict(self).items()}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any] | None) -> FetchState:
        """Read `to_dict`'s form. Keys that are missing or unknown (another release wrote it) count as
        defaults."""
        known = {f.name for f in fields(cls)}
        values = {k: v for k, v in (record or {}).items() if k in known and v is not None}
        for key in INSTANTS:
            if key in values:
                values[key] = datetime.fromisoformat(values[key])
        values["status"] = Status(values.get("status", Status.NEW))
        for key in ("prints", "faces"):
            values[key] = tuple(values.get(key, ()))
        leaves = values.get("leaves", {})
        values["leaves"] = {url: Leaf.from_dict(leaf) for url, leaf in leaves.items()}
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source does: a status, or `broken`, `silent`, `empty`, `truncated`, `undated`; what there is to
    say of it, and since when it is so, as far as that is known."""

    state: str
    note: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """How often the publisher wants to be asked, in seconds; None where nothing is said."""

    max_age: float | None = None
    ttl: float | None = None

    @property
    def slowest(self) -> float:
        return max(self.max_age or 0.0, self.ttl or 0.0)


def body_hash(body: bytes) -> str:
    """SHA-256 of a body: an unchanged one need not be parsed again."""
    return hashlib.sha256(body).hexdigest()


def cache_seconds(headers: Mapping[str, str], now: datetime) -> float | None:
    """The freshness that Cache-Control (max-age) or Expires promises; None when neither is usable."""
    for part in headers.get("cache-control", "").split(","):
        name, _, value = part.strip().partition("=")
        if name.strip().lower() == "max-age":
            digits = value.strip().strip('"')
            return float(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None
    try:
        expires = parsedate_to_datetime(headers["expires"])
        expires = expires if expires.tzinfo else expires.replace(tzinfo=UTC)
        return max(0.0, (expires - now).total_seconds())
    except (KeyError, ValueError, TypeError, IndexError, OverflowError):
        return None


def asks_conditionally(state: FetchState, now: datetime) -> bool:
    """Whether validators are to be sent: not at every n-th poll, not when the last body came a day ago, not
    when the last poll failed, and never to a server that once gave news under the validators of before."""
    full = (state.polls + 1) % UNCONDITIONAL_EVERY == 0 or now - (state.last_full or now) >= FULL_AFTER
    return not (state.failures or state.body_hash is None or state.lies or full)


def conditional(state: FetchState, now: datetime) -> tuple[str | None, str | None]:
    """The ETag and Last-Modified to send, if any."""
    return (state.etag, state.last_modified) if asks_conditionally(state, now) else (None, None)


def _bounds(source: Source) -> tuple[float, float]:
    low = max(1.0, source.every_min.total_seconds())
    return low, max(low, source.every_max.total_seconds() if source.every_max else LONGEST_INTERVAL)


def _adapted(interval: float, new: int, total: int) -> float:
    """The next interval: halved when most entries are new, one and a half times as long when none is."""
    if new == 0:
        return interval * 1.5
    if total and new * 2 > total:
        return interval / 2
    return interval * 0.8 if new > 2 else interval


def _clamped(source: Source, interval: float, hints: Hints) -> float:
    low, high = _bounds(source)
    longest = high if source.every_max else max(high, LONGEST_WISH)
    return min(longest, max(low, interval, hints.slowest))


def after_success(
    source: Source,
    state: FetchState,
    response: Response,
    new: int,
    total: int,
    now: datetime,
    ttl: float | None = None,
    newest: datetime | None = None,
    prints: tuple[str, ...] = (),
    faces: tuple[str, ...] = (),
    truncated: str = "",
) -> FetchState:
    """The state after entries were read: `new` of `total` were not known. `ttl` is what the feed asks for,
    seconds. The answer itself may be an unchanged one, where listings that it names have changed. Of a body
    that was cut off nothing is remembered by which the same could pass for unchanged.

    To be stored in the transaction that stores the new entries.
    """
    low, high = _bounds(source)
    unchanged = response.not_modified or body_hash(response.body) == state.body_hash
    interval = min(high, max(low, _adapted(state.interval, new, total) if state.polls else state.interval))
    after = replace(
        _answered(source, _learnt(state, new, now, newest), response, now, interval, ttl),
        status=Status.OK,
        listed=total,
        empty_since=None if total else state.empty_since or now,
        undated=0 if newest else state.undated + new,
        etag=response.headers.get("etag", state.etag if unchanged else None),
        last_modified=response.headers.get("last-modified", state.last_modified if unchanged else None),
        body_hash=state.body_hash if response.not_modified else body_hash(response.body),
        lies=state.lies
        or (new > 0 and not unchanged and same_validators(state.etag, state.last_modified, response)),
        newest=max((i for i in (state.newest, newest) if i), default=None),
        prints=prints[:MAX_PRINTS],
        faces=tuple(dict.fromkeys((*faces, *state.faces)))[: min(MAX_PRINTS, 2 * total + SPARE_FACES)],
        truncated=truncated or None,
        truncated_since=(state.truncated_since or now) if truncated else None,
    )
    return replace(after, etag=None, last_modified=None, body_hash=None) if truncated else after


def after_leaf(
    state: FetchState, url: str, answer: Response, digest: str | None, prints: tuple[str, ...]
) -> FetchState:
    """The state after a listing that the source's own names was read anew; no `digest` of one cut off."""
    leaf = state.leaves.get(url, Leaf())
    news = leaf.body_hash is not None and not set(prints) <= set(leaf.prints)
    lied = news and same_validators(leaf.etag, leaf.last_modified, answer)
    leaves = {**state.leaves, url: leaf.read(answer, digest, prints)}
    return replace(state, leaves=leaves, lies=state.lies or lied)


def _learnt(state: FetchState, new: int, now: datetime, newest: datetime | None) -> FetchState:
    """The rhythm after a poll that found `new` entries. What came while nobody asked teaches nothing."""
    if not new:
        return state
    if state.last_new is None:  # the first poll: what is listed came some time ago
        return replace(state, last_new=min(newest, now) if newest else now)
    asked = state.last_ok or now
    seen = (now - asked).total_seconds() <= 2 * max(state.wait, HOUR)
    gap = max(0.0, (now - state.last_new).total_seconds())
    forgotten = state.pause * 0.5 ** (gap / RHYTHM_HALVES)
    pause = max(gap, forgotten) if seen and state.arrivals else forgotten
    return replace(state, last_new=now, arrivals=state.arrivals + 1, pause=pause)


def silent_after(state: FetchState) -> float:
    """Seconds without anything new after which a source counts as silent: three times its longest pause, at
    least half a day; a week while its rhythm is not known."""
    if state.arrivals < RHYTHM_AFTER:
        return SILENT_UNLEARNT
    return max(SILENT_LEAST, SILENT_TIMES * state.pause)


def standing(kind: str, state: FetchState, now: datetime) -> Standing:
    """How a source of `kind` does. Only a source that is read without fault can be silent, empty,
    truncated or undated; articles of a section and of a spider may get their dates from their pages."""
    if state.status is Status.NEW:
        return Standing("new")
    if state.failures:
        fault = f"{state.error}: {state.error_text}"
        if state.same >= BROKEN_AFTER and state.status is not Status.GONE:
            return Standing("broken", f"{fault}; {state.same} times running", state.last_ok)
        return Standing(str(state.status), fault, state.last_ok)
    if state.listed == 0:
        return Standing("empty", "it is valid and lists nothing", state.empty_since or state.last_ok)
    if state.truncated:
        return Standing("truncated", f"{state.truncated}; what it lists was read", state.truncated_since)
    heard = min(now, state.last_ok or now)
    quiet = (heard - state.last_new).total_seconds() if state.last_new else 0.0
    if quiet > silent_after(state):
        usual = f"; its longest pause is {_span(state.pause)}" if state.arrivals >= RHYTHM_AFTER else ""
        return Standing("silent", f"nothing new for {_span(quiet)}{usual}", state.last_new)
    if state.undated >= min(UNDATED_AFTER, state.listed or 1) and kind in ("feed", "sitemap"):
        note = f"none of the last {state.undated} new entries has a date"
        return Standing("undated", note, state.last_new)
    return Standing(str(state.status))


def _span(seconds: float) -> str:
    for unit, name in ((DAY, "days"), (HOUR, "hours"), (MINUTE, "minutes")):
        if seconds >= 2 * unit or unit == MINUTE:
            return f"{seconds / unit:.0f} {name}"
    raise AssertionError(seconds)


def poisonous(state: FetchState, digest: str) -> bool:
    """Whether the body of that hash is not to be parsed: it killed two processes. Each 24th poll it is tried
    once more, for the machine may have been at fault."""
    return state.kills.get(digest, 0) >= MAX_KILLS and (state.polls + 1) % UNCONDITIONAL_EVERY != 0


def after_kill(state: FetchState, digest: str) -> FetchState:
    """The state after the body of that hash killed the process that read it; the last eight are kept."""
    others = [(name, count) for name, count in state.kills.items() if name != digest]
    kept = [*others[-MAX_POISONS + 1 :], (digest, state.kills.get(digest, 0) + 1)]
    return replace(state, kills=dict(kept))


def after_unchanged(
    source: Source, state: FetchState, response: Response, now: datetime, *, asked: bool = True
) -> FetchState:
    """The state after a 304, or a body with the known hash. `asked`: validators were sent.

    A 304 heals nothing: after a failed poll, with nothing remembered and at every full poll no validators
    are sent, and a server that says 304 all the same has shown nothing.
    """
    if response.not_modified and (state.failures or state.body_hash is None or not asked):
        told = Failure(FailureKind.HTTP, "HTTP 304 although no validators were sent", 304, url=response.url)
        return after_failure(source, state, told, now)
    low, high = _bounds(source)
    interval = min(high, max(low, _adapted(state.interval, 0, 0)))
    return replace(
        _answered(source, state, response, now, interval),
        status=Status.UNCHANGED,
        etag=response.headers.get("etag", state.etag),
        last_modified=response.headers.get("last-modified", state.last_modified),
    )


def _answered(
    source: Source,
    state: FetchState,
    response: Response,
    now: datetime,
    interval: float,
    ttl: float | None = None,
) -> FetchState:
    """The state after any good answer: nothing is wrong any more; `interval` seconds to the next poll."""
    return replace(
        state,
        last_full=state.last_full if response.not_modified else now,
        last_poll=now,
        last_ok=now,
        interval=interval,
        wait=_clamped(source, interval, Hints(cache_seconds(response.headers, now), ttl)),
        failures=0,
        same=0,
        error=None,
        error_text=None,
        moved_to=response.permanent_url,
        polls=state.polls + 1,
    )


def after_failure(source: Source, state: FetchState, failure: Failure, now: datetime) -> FetchState:
    """The state after a failed poll: asked again later, linearly, at most a day apart (410: 7 days); never
    given up.

    Validators and interval stay, for when it is healthy again.
    """
    failures = state.failures + 1
    low, _ = _bounds(source)
    wait = min(MAX_BACK_OFF, max(low, state.interval) * failures)
    if failure.retry_after is not None:
        wait = max(wait, min(failure.retry_after, MAX_RETRY_AFTER))
    gone = failure.status == 410
    return replace(
        state,
        status=Status.GONE if gone else Status.FAILING,
        last_poll=now,
        wait=GONE_INTERVAL if gone else wait,
        failures=failures,
        same=state.same + 1 if (state.error, state.error_text) == (failure.kind.value, failure.text) else 1,
        error=failure.kind.value,
        error_text=failure.text,
        polls=state.polls + 1,
    )


def _spread(url: str, polls: int) -> float:
    """A number between -1 and 1 that depends on the source and the poll alone."""
    digest = hashlib.blake2b(f"{url}\0{polls}".encode(errors="replace"), digest_size=4).digest()
    return int.from_bytes(digest) / 0x7FFFFFFF - 1.0


def next_due(source: Source, state: FetchState, now: datetime) -> datetime:
    """When `source` is to be polled next: at once if never polled; else after the state's wait, spread by 10
    %.

    A last poll in the future (the clock was set back) counts as now.
    """
    if state.last_poll is None:
        return now
    wait = timedelta(seconds=state.wait * (1 + JITTER * _spread(source.url, state.polls)))
    return min(state.last_poll, now) + wait
