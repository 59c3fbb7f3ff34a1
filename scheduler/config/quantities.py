"""Read the quantities people write: "15 min", "60 km", "10 per hour", "07:30". Pure.

Each function raises ValueError with a sentence that shows how to write it; it never quotes the input.
"""

from __future__ import annotations

import re
from datetime import time, timedelta

SECONDS = {
    "s": 1, "sec": 1, "second": 1, "seconds": 1,
    "min": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hour": 3600, "hours": 3600,
    "d": 86400, "day": 86400, "days": 86400,
    "week": 604800, "weeks": 604800,
}  # fmt: skip
KILOMETRES = {
    "m": 0.001, "metres": 0.001, "meters": 0.001,
    "km": 1.0, "kilometres": 1.0, "kilometers": 1.0,
    "mi": 1.609344, "miles": 1.609344,
}  # fmt: skip

_AMOUNT = r"(?P<number>[0-9]{1,9}(?:\.[0-9]{1,6})?)"
DURATION = re.compile(rf"{_AMOUNT}\s*(?P<unit>{'|'.join(sorted(SECONDS, key=len, reverse=True))})")
DISTANCE = re.compile(rf"{_AMOUNT}\s*(?P<unit>{'|'.join(sorted(KILOMETRES, key=len, reverse=True))})")
RATE = re.compile(r"(?P<number>[0-9]{1,6})\s*(?:per|/|a|an)\s*(?P<unit>minute|min|hour|h|day|d)")
CLOCK = re.compile(r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})")


def duration(text: object) -> timedelta:
    """A positive length of time of at most 100 years."""
    found = DURATION.fullmatch(text.strip()) if isinstance(text, str) else None
    seconds = float(found["number"]) * SECONDS[found["unit"]] if found else 0.0
    if not 0 < seconds <= 100 * 366 * 86400:
        raise ValueError("is no length of time; write for example '15 min', '6 h' or '7 days'")
    return timedelta(seconds=seconds)


def duration_or_forever(text: object) -> timedelta | None:
    """As `duration`; "forever" is None."""
    if text == "forever":
        return None
    try:
        return duration(text)
    except ValueError:
        raise ValueError("is no length of time; write for example '400 days' or 'forever'") from None


def kilometres(text: object) -> float:
    """A distance in kilometres, at most half the way around the Earth."""
    found = DISTANCE.fullmatch(text.strip()) if isinstance(text, str) else None
    km = float(found["number"]) * KILOMETRES[found["unit"]] if found else 0.0
    if not 0 < km <= 20_000:
        raise ValueError("is no distance; write for example '60 km'")
    return km


def rate(text: object) -> tuple[int, timedelta]:
    """How many in which time: "10 per hour"."""
    found = RATE.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found or int(found["number"]) < 1:
        raise ValueError("is no rate; write for example '10 per hour'")
    return int(found["number"]), timedelta(seconds=SECONDS[found["unit"]])


def clock(text: object) -> time:
    """A time of day of the receiver's zone."""
    found = CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        raise ValueError('is no time of day; write for example "07:30"')
    return time(int(found["hour"]), int(found["minute"]))
