"""What a reply means for a message: done, once more at some time, or dead. Pure.

Schedules: webhooks after Standard Webhooks 1.0.0 (ten attempts in three days), mail after RFC 5321 4.5.4.1
(quickly at first, then hourly, five days).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from alerts.receivers import Kind, Reply

JITTER = 0.2
RETRY_AFTER_BOUNDS = (1.0, 6 * 3600.0)
PATIENT_PAUSE = 300.0

_MINUTE, _HOUR = 60.0, 3600.0
_WEBHOOK = (5.0, 5 * _MINUTE, 30 * _MINUTE, *(hours * _HOUR for hours in (2, 5, 10, 14, 20, 24)))
_MAIL = (_MINUTE, 5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, _HOUR)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Seconds between attempts; the last one repeats until both bounds are passed, then it is given up."""

    pauses: tuple[float, ...]
    attempts: int
    horizon: timedelta


SCHEDULES: dict[Kind, Schedule] = {
    "webhook": Schedule(_WEBHOOK, len(_WEBHOOK) + 1, timedelta(seconds=sum(_WEBHOOK))),
    "chat": Schedule(_WEBHOOK, len(_WEBHOOK) + 1, timedelta(seconds=sum(_WEBHOOK))),
    "email": Schedule(_MAIL, 10, timedelta(days=5)),
    "file": Schedule(_MAIL, 10, timedelta(days=5)),
}


@dataclass(frozen=True, slots=True)
class Done:
    """The receiver has it."""


@dataclass(frozen=True, slots=True)
class Again:
    """Try once more at `at`."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Dead:
    """Given up."""

    why: str


def decide(
    reply: Reply, kind: Kind, attempt: int, first_at: datetime, now: datetime, jitter: float = 0.0
) -> Done | Again | Dead:
    """What becomes of a message after its `attempt`-th attempt (from 1).

    `jitter` is in [0, 1]: a pause is made longer by up to a fifth, never shorter, so that a message outlasts
    an outage of three days. A message is given up for time only when it had its full number of attempts
    too: a machine that was off for a week has not tried.
    """
    if reply.kind == "done":
        return Done()
    if reply.kind in ("permanent", "gone"):
        return Dead(reply.text)
    schedule = SCHEDULES[kind]
    age = now - first_at
    if attempt >= schedule.attempts and age >= schedule.horizon:
        return Dead(f"given up after {attempt} attempts in {_span(age)}: {reply.text}")
    if reply.retry_after is not None:
        pause = asked_pause(reply.retry_after)
        if attempt >= schedule.attempts:  # asked again and again to come back in a second
            pause = max(pause, PATIENT_PAUSE)
        return Again(now + timedelta(seconds=pause), f"{reply.text}; asked to wait {reply.retry_after:.0f} s")
    pause = _pause(schedule, attempt, age) * (1 + JITTER * jitter)
    return Again(now + timedelta(seconds=pause), reply.text)


def asked_pause(seconds: float) -> float:
    """What is granted of the wait that a server asks for."""
    return min(max(seconds, RETRY_AFTER_BOUNDS[0]), RETRY_AFTER_BOUNDS[1])


def jitter(message_id: str, attempt: int) -> float:
    """A number in [0, 1] that depends on nothing but the message and the attempt."""
    digest = hashlib.sha256(f"{message_id}:{attempt}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 0xFFFFFFFF


def _pause(schedule: Schedule, attempt: int, age: timedelta) -> float:
    """The smaller of what the number of attempts and what the age asks for.

    Attempts alone would punish one that was asked to come back soon many times, age alone one that waited
    while the machine was off.
    """
    last = len(schedule.pauses) - 1
    by_attempt = min(attempt - 1, last)
    passed = sum(total <= age.total_seconds() for total in accumulate(schedule.pauses))
    return schedule.pauses[min(by_attempt, passed, last)]


def _span(age: timedelta) -> str:
    hours = age.total_seconds() / 3600
    return f"{hours / 24:.1f} days" if hours >= 48 else f"{hours:.1f} hours"
