"""Copies of the database: made beside the running service, checked, and only so many kept.

A copy that does not check is removed and said; an older good one is never removed for it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from incidents.errors import DatelineError
from store.database import Database
from store.opening import verify

PREFIX, SUFFIX = "dateline-", ".db"
NIGHT = 3  # the hour, UTC, after which a day's copy is made


def backup_due(last: datetime | None, now: datetime) -> bool:
    """Whether it is time: the first at once, then once a day, after three at night."""
    if last is None or last > now + timedelta(days=1):
        return True
    return (last.date() < now.date() and now.hour >= NIGHT) or now - last > timedelta(hours=27)


def copies(directory: Path) -> list[Path]:
    """The copies in a directory, the newest first."""
    return sorted(directory.glob(f"{PREFIX}*{SUFFIX}"), reverse=True)


def back_up(database: Path, directory: Path, keep: int | None, now: datetime) -> Path:
    """Copy the database into the directory, check the copy, and let go of all but the newest `keep`.

    To be called on a thread of its own. Raise DatelineError, saying what keeps it from being made.
    """
    target = directory / f"{PREFIX}{now:%Y%m%dT%H%M%SZ}{SUFFIX}"
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        with Database.open(database, read_only=True) as source:
            source.backup(target)
        target.chmod(0o600)
        verify(target)
    except DatelineError:
        _remove(target)
        raise
    except OSError as error:
        _remove(target)
        raise DatelineError(f"{target}: the backup cannot be written ({error.strerror})") from None
    # By name. Under a clock that was set back the new one is not the newest, and stays all the same.
    others = [copy for copy in copies(directory) if copy != target]
    for old in others[keep - 1 :] if keep else ():
        _remove(old)
    return target


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
