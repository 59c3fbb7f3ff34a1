"""When a receiver is told: now, later, or not at all, and why. Pure.

Notices of one receiver go through, in this order: silences, digest, quiet hours, grouping, limit. The first
three words of a reason before its colon name the rule that decided; a hold is decided anew when it ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alerts.receivers import Digest, Quiet, ReceiverSettings
from incidents.incident import KnownIncident
from incidents.notices import Notice
from incidents.watch import Reason, Thresholds


@dataclass(frozen=True, slots=True)
class Silence:
    """Notices that match are not sent until `until`. Each field given must match; an empty one matches."""

    silence_id: str
    until: datetime
    comment: str
    receivers: tuple[str, ...] = ()
    watches: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """Some notices of the receiver wait until `until`, for `why`."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class History:
    """What a receiver was sent (`sent`: when, one entry a message) and what waits for it."""

    sent: tuple[datetime, ...] = ()
    holding: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class Send:
    """One message about these notices, now."""

    notices: tuple[Notice, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Hold:
    """These wait; they are routed anew at `until`."""

    notices: tuple[Notice, ...]
    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Silenced:
    """These are not sent, ever."""

    notices: tuple[Notice, ...]
    why: str


Decision = Send | Hold | Silenced


def route(
    notices: Sequence[Notice],
    settings: ReceiverSettings,
    history: History,
    silences: Iterable[Silence],
    now: datetime,
    *,
    digest_due: bool = False,
) -> list[Decision]:
    """Decide on the notices of one receiver that are new or whose hold has ended: each occurs once.

    `digest_due`: the receiver's digest goes out now, with all of them.
    """
    waiting = sorted(notices, key=lambda n: (n.at, n.version, n.notice_id))
    decisions, waiting = _silence(waiting, settings, tuple(silences), now)
    if not waiting:
        return decisions
    if settings.digest is not None:
        return [*decisions, _in_digest(waiting, settings, settings.digest, now, digest_due)]
    held, waiting = _quiet(waiting, settings, now)
    decisions += held
    if not waiting:
        return decisions
    ready = None if settings.group is None else _group(waiting, settings.group, history, now)
    if isinstance(ready, Hold):
        return [*decisions, ready]
    if ready is None or settings.for_machines:
        messages = [Send((notice,), _at_once(notice, now)) for notice in waiting]
    else:
        messages = [ready]
    return decisions + _limit(messages, settings, history, now)


def silenced_by(silence: Silence, notice: Notice, now: datetime) -> bool:
    """Whether every matcher of the silence that is given matches the notice."""
    incident = notice.known.incident
    place = incident.place
    places = () if place is None else (place.name, place.admin1, place.admin1_code)
    return now < silence.until and all(
        (
            _matches(silence.receivers, (notice.receiver,)),
            _matches(silence.watches, notice.watches),
            _matches(silence.incidents, (notice.known.incident_id,)),
            _matches(silence.groups, [a.group for a in incident.attribution]),
            _matches(silence.types, (str(incident.type),)),
            _matches(silence.countries, () if place is None else (place.country,)),
            _matches(silence.places, places),
            _matches(silence.reasons, (notice.reason,)),
        )
    )


def quiet_until(quiet: Quiet, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When the quiet hours that hold at `now` end, or None outside them.

    Hours are local: a span has its length by the wall clock, whatever the offset does in between. A time
    that a change of the clocks skips counts as the instant of the change; one that occurs twice, as the
    first for the beginning and the second for the end.
    """
    today = now.astimezone(zone).date()
    for begin in (today - timedelta(days=1), today):
        end = begin if quiet.start < quiet.end else begin + timedelta(days=1)
        starts, ends = instant(begin, quiet.start, zone), instant(end, quiet.end, zone, last=True)
        if starts <= now < ends:
            return ends
    return None


def digest_after(digest: Digest, zone: ZoneInfo, now: datetime) -> datetime:
    """The first time of the digest that is later than `now`."""
    day = now.astimezone(zone).date()
    while True:
        at = instant(day, digest.at, zone)
        if at > now and digest.weekday in (None, day.weekday()):
            return at
        day += timedelta(days=1)


def digest_before(digest: Digest, zone: ZoneInfo, now: datetime) -> datetime:
    """The last time of the digest that is not later than `now`."""
    day = now.astimezone(zone).date()
    while True:
        at = instant(day, digest.at, zone)
        if at <= now and digest.weekday in (None, day.weekday()):
            return at
        day -= timedelta(days=1)


def instant(day: date, at: time, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """The instant of a local time in UTC. One that occurs twice: the first, or the `last`."""
    local = datetime.combine(day, at, zone).replace(fold=1 if last else 0)
    moment = local.astimezone(ZoneInfo("UTC"))
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    # Skipped: fold=0 reads it with the offset before the change, fold=1 with the one after it; between the
    # two lies the change, which is as many seconds before the first as the local time is into the gap.
    after = local.replace(fold=1).astimezone(ZoneInfo("UTC"))
    before = local.replace(fold=0).astimezone(ZoneInfo("UTC"))
    return _change(min(after, before), max(after, before), zone)


def meets(known: KnownIncident, thresholds: Thresholds) -> bool:
    """Whether the incident reaches every threshold given; a toll that is not stated reaches none."""
    incident = known.incident
    tolls = ((thresholds.killed, incident.killed), (thresholds.injured, incident.injured))
    for least, toll in tolls:
        if least is not None and (toll is None or (toll.best or toll.low or 0) < least):
            return False
    if thresholds.confidence is not None and incident.confidence < thresholds.confidence:
        return False
    return thresholds.origins is None or known.origins >= thresholds.origins


def _matches(wanted: Sequence[str], found: Iterable[str | None]) -> bool:
    folded = {value.casefold() for value in wanted}
    return not folded or any(value is not None and value.casefold() in folded for value in found)


def _silence(
    notices: list[Notice], settings: ReceiverSettings, silences: tuple[Silence, ...], now: datetime
) -> tuple[list[Decision], list[Notice]]:
    decisions: list[Decision] = []
    waiting: list[Notice] = []
    for notice in notices:
        by = next((silence for silence in silences if silenced_by(silence, notice, now)), None)
        if by is None:
            waiting.append(notice)
        else:
            why = f"silence: {by.silence_id} until {by.until:%Y-%m-%dT%H:%MZ}: {by.comment}"
            decisions.append(Silenced((notice,), why))
    return decisions, waiting


def _in_digest(
    notices: list[Notice], settings: ReceiverSettings, digest: Digest, now: datetime, due: bool
) -> Send | Hold:
    if due:
        return Send(tuple(notices), "digest: its time has come")
    at = digest_after(digest, ZoneInfo(settings.zone), now)
    return Hold(tuple(notices), at, f"digest: goes out at {digest.at:%H:%M} {settings.zone}")


def _quiet(
    notices: list[Notice], settings: ReceiverSettings, now: datetime
) -> tuple[list[Decision], list[Notice]]:
    quiet = settings.quiet
    until = None if quiet is None else quiet_until(quiet, ZoneInfo(settings.zone), now)
    if quiet is None or until is None:
        return [], notices
    excepted = None if quiet.except_ == Thresholds() else quiet.except_
    loud: list[Notice] = []
    held: list[Notice] = []
    for notice in notices:
        exempt = excepted is not None and meets(notice.known, excepted)
        (loud if exempt else held).append(notice)
    why = f"quiet: until {quiet.end:%H:%M} {settings.zone}"
    return ([Hold(tuple(held), until, why)] if held else []), loud


def _group(notices: list[Notice], window: timedelta, history: History, now: datetime) -> Send | Hold:
    """The first notice opens a window of `window`; all that come until it closes go as one message."""
    why = f"group: what comes within {_span(window)} goes as one"
    open_until = [
        held.until for held in history.holding if held.why.startswith("group:") and held.until > now
    ]
    if open_until:
        return Hold(tuple(notices), min(open_until), why)
    closes = notices[0].at + window
    # A notice that lies further in the future than the window was stamped before the clock went back.
    if now < closes <= now + window:
        return Hold(tuple(notices), closes, why)
    waited = now - notices[0].at
    late = f"; the first waited {_span(waited)}" if waited >= 2 * window else ""
    return Send(tuple(notices), f"group: {len(notices)} notices as one{late}")


def _limit(
    messages: list[Send], settings: ReceiverSettings, history: History, now: datetime
) -> list[Decision]:
    """Within the limit each goes; the last that the limit allows sums up all that remain; then they wait."""
    limit = settings.limit
    if limit is None:
        return list(messages)
    recent = sorted(at for at in history.sent if now - limit.per < at <= now)
    left = max(0, limit.count - len(recent))
    if left >= len(messages):
        return list(messages)
    alone = left if settings.for_machines else max(0, left - 1)
    single, rest = messages[:alone], _all(messages[alone:])
    words = f"{limit.count} messages in {_span(limit.per)}"
    if left > 0 and not settings.for_machines:
        return [*single, Send(rest, f"limit: {words}; this one sums up the other {len(rest)}")]
    used = [*recent, *([now] * len(single))]
    return [*single, Hold(rest, used[-limit.count] + limit.per, f"limit: {words} reached")]


def _all(messages: list[Send]) -> tuple[Notice, ...]:
    return tuple(notice for message in messages for notice in message.notices)


def _at_once(notice: Notice, now: datetime) -> str:
    late = now - notice.at
    if late < timedelta(hours=1):
        late -= late % timedelta(minutes=1)
    return f"held for {_span(late)}" if late else "at once"


def _span(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    for size, name in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size and seconds % size == 0:
            return f"{seconds // size} {name}"
    return f"{seconds} s" if seconds < 3600 else f"{seconds / 3600:.1f} h"


def _change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The instant between the two at which the zone's offset changes, to the second."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
