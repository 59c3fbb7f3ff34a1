"""Instants and days as the database keeps them: integers, so that an index orders them and nothing is lost.

An instant is microseconds since 1970-01-01 UTC, a day is its proleptic ordinal (`date.toordinal`).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
DAY = 86_400_000_000


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant."""
    return (instant - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC instant."""
    return EPOCH + timedelta(microseconds=micros)


def micros_or_none(instant: datetime | None) -> int | None:
    return None if instant is None else to_micros(instant)


def instant_or_none(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


def offset_seconds(instant: datetime | None) -> int | None:
    """The publisher's own offset from UTC, in which relative days count."""
    offset = instant.utcoffset() if instant is not None else None
    return None if offset is None else int(offset.total_seconds())


def with_offset(micros: int | None, seconds: int | None) -> datetime | None:
    """The instant in the offset that it was published with."""
    if micros is None:
        return None
    zone = timezone(timedelta(seconds=seconds)) if seconds else UTC
    return from_micros(micros).astimezone(zone)
