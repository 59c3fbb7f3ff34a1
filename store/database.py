"""The database as a whole: opened or refused, its tables by subject, its transactions, its upkeep."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Literal

from incidents.errors import DatabaseRefused
from store.articles import Articles
from store.connection import Connection, harden
from store.entries import Entries
from store.figures import Figures
from store.incidents import Incidents
from store.instants import to_micros
from store.lanes import Lanes
from store.meta import Meta
from store.opening import Lock, check_content, inspect, make_new, open_raw, unwritable
from store.outbox import Outbox
from store.past import Past
from store.restore import Restored, after_restore
from store.retention import Purged, purge
from store.schema import migrate
from store.search import Search
from store.sources import Sources

# So soon at the latest a step of the clock is noticed.
NOTICED_WITHIN = timedelta(seconds=5)
MEMORY: Literal[":memory:"] = ":memory:"


class Database:
    """One SQLite file, or one in memory. Call it on one thread at a time; a reader opens its own."""

    def __init__(self, connection: Connection, path: Path | None, lock: Lock | None) -> None:
        self._c = connection
        self._lock = lock
        self.path = path
        self.meta = Meta(connection)
        self.sources = Sources(connection)
        self.entries = Entries(connection)
        self.articles = Articles(connection)
        self.incidents = Incidents(connection)
        self.outbox = Outbox(connection)
        self.search = Search(connection, self.articles)
        self.lanes = Lanes(connection, self.outbox)
        self.figures = Figures(connection)

    @classmethod
    def open(
        cls,
        path: Path | Literal[":memory:"],
        *,
        read_only: bool = False,
        create: bool = True,
        exclusive: bool = False,
    ) -> Database:
        """Open the database, making a new one where there is none and `create` allows it.

        `exclusive` is for the running service: one at a time. Raise DatabaseRefused, the file untouched, when
        it is not ours, empty, damaged, newer or unreachable; StorageFailed when the disk is read-only, full
        or failing; DatabaseBusy when another service runs on it.
        """
        if path == MEMORY:
            return cls._memory()
        path = Path(path)
        lock = _take(path) if exclusive else None
        try:
            _prepare(path, create=create and not read_only)
            return cls(_connect(path, read_only), path, lock)
        except BaseException:
            if lock is not None:
                lock.free()
            raise

    @classmethod
    def _memory(cls) -> Database:
        connection = Connection(
            sqlite3.connect(MEMORY, check_same_thread=False, cached_statements=512), MEMORY
        )
        harden(connection, memory=True, read_only=False)
        migrate(connection)
        return cls(connection, None, None)

    def close(self) -> None:
        """Close the file and give up the right to run on it."""
        self._c.close()
        if self._lock is not None:
            self._lock.free()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE … COMMIT, or nothing of it; inside another one, a part of it that may fail alone.

        Raise StorageFailed when the disk does; StorageFull, a kind of it, when waiting may help.
        """
        with self._c.transaction():
            yield

    def past(self, since: datetime | None = None) -> Past:
        """What was decided on the articles first seen since then, to be planned again."""
        return Past(self._c, since)

    def purge(self, now: datetime, articles_before: datetime | None = None, limit: int = 500) -> Purged:
        """See `store.retention.purge`."""
        return purge(self._c, now, articles_before, limit)

    def after_restore(self, now: datetime) -> Restored:
        """See `store.restore`."""
        return after_restore(self._c, now)

    def rebase(self, step: timedelta, now: datetime) -> None:
        """Move what is due by how far the clock was set, to `now`; nothing waits for a time that went away.

        What was written since the clock was set, a moment ago, knows the new time. Moved ahead it would come
        late by the whole step, so what is due from now on stays; what is moved back comes at once, at worst.
        """
        micros = step // timedelta(microseconds=1)
        before = to_micros(now - NOTICED_WITHIN) if micros > 0 else 2**62
        with self._c.transaction():
            self._c.run("UPDATE sources SET next_due = next_due + ?1 WHERE next_due < ?2", (micros, before))
            self._c.run(
                "UPDATE messages SET next_at = next_at + ?1 WHERE state IN ('pending', 'deferred')"
                " AND next_at < ?2",
                (micros, before),
            )

    def checkpoint(self) -> None:
        """Move the write-ahead log into the main file, so that it does not grow."""
        self._c.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def backup(self, target: Path) -> None:
        """Write a whole copy of this moment to `target`, which appears only when it is done."""
        half = target.with_name(target.name + ".part")
        half.unlink(missing_ok=True)
        copy, done = sqlite3.connect(half), False
        try:
            self._c.raw.backup(copy)
            done = True
        except sqlite3.Error as error:
            raise self._c.failure(error) from error
        finally:
            copy.close()
            if not done:
                half.unlink(missing_ok=True)
        half.rename(target)

    def size_bytes(self) -> int:
        """Bytes of the main file's pages in use."""
        pages = self._c.number("PRAGMA page_count") - self._c.number("PRAGMA freelist_count")
        return pages * self._c.number("PRAGMA page_size")


def _take(path: Path) -> Lock:
    if not path.parent.is_dir():
        raise DatabaseRefused(f"{path}: its directory does not exist; make it, or change `database`")
    if path.exists():
        inspect(path)
    lock = Lock(path)
    lock.take()
    return lock


def _prepare(path: Path, *, create: bool) -> None:
    if path.exists():
        inspect(path)
        check_content(path)
        return
    if not create:
        raise DatabaseRefused(f"{path}: there is no such database; `dateline run` makes it")
    if not path.parent.is_dir():
        raise DatabaseRefused(f"{path}: its directory does not exist; make it, or change `database`")
    try:
        make_new(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise unwritable(f"{path}: cannot be made", error, "check its directory and the disk") from None


def _connect(path: Path, read_only: bool) -> Connection:
    try:
        connection = Connection(open_raw(path, read_only), str(path))
        try:
            harden(connection, memory=False, read_only=read_only)
            if not read_only:
                migrate(connection)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise unwritable(
            f"{path}: cannot be opened", error, "check its owner, its mode and the disk"
        ) from None
    return connection
