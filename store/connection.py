"""One connection to SQLite: its pragmas, its transactions, and what its failures mean.

Every write happens between BEGIN IMMEDIATE and COMMIT: a read transaction that turns into a write would get
SQLITE_BUSY at once, whatever the time-out. It knows no table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlite_utils

from incidents.errors import DatabaseRefused, StorageFailed

Parameters = Sequence[Any] | Mapping[str, Any]

BUSY_SECONDS = 30.0
WAL_KEPT_BYTES = 64 * 1024 * 1024

# Waiting, or freeing space, may help; the connection stays good.
_PASSING = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
)
# Only a restart on a healthy disk helps.
_FAILING = frozenset(
    {
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PROTOCOL,
    }
)
_ADVICE = {
    sqlite3.SQLITE_FULL: "free some space; the service goes on by itself",
    sqlite3.SQLITE_READONLY: "make the file and its directory writable; the service goes on by itself",
    sqlite3.SQLITE_BUSY: "another program holds the write lock; end it, or wait",
    sqlite3.SQLITE_CORRUPT: "stop, keep a copy, and restore a backup",
}


class StorageFull(StorageFailed):
    """Nothing was written, and it may pass: a full or read-only disk, a lock held by another program."""


def _primary(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


class Connection:
    """Rows in, rows out. Not for two threads at once."""

    def __init__(self, raw: sqlite3.Connection, name: str) -> None:
        self.raw = raw
        self.name = name
        raw.isolation_level = None
        raw.row_factory = sqlite3.Row
        self.tools = sqlite_utils.Database(raw, recursive_triggers=False, execute_plugins=False)
        self._depth = 0
        # How often work was undone: what was remembered of it is void.
        self.undone = 0

    def close(self) -> None:
        self.raw.close()

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of a question."""
        try:
            return self.raw.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise self.failure(error) from error

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of a question, or None."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def number(self, sql: str, parameters: Parameters = ()) -> int:
        """The one number that answers a question; none is 0."""
        found = self.rows(sql, parameters)
        return int(found[0][0] or 0) if found else 0

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Write with one statement; how many rows it touched."""
        return self._write(self.raw.execute, sql, parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> int:
        """Write with one statement per row; how many rows were touched in all."""
        rows = list(rows)
        return max(0, self._write(self.raw.executemany, sql, rows).rowcount) if rows else 0

    def insert(self, sql: str, parameters: Parameters = ()) -> int:
        """Insert one row; its rowid."""
        return int(self._write(self.raw.execute, sql, parameters).lastrowid or 0)

    def insert_new(self, sql: str, parameters: Parameters = ()) -> int | None:
        """Insert one row with ON CONFLICT DO NOTHING; its rowid, or None where it was there already."""
        cursor = self._write(self.raw.execute, sql, parameters)
        return cursor.lastrowid if cursor.rowcount else None

    def returning(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """Write with one statement that ends in RETURNING; the rows."""
        if self._depth:
            return self._write(self.raw.execute, sql, parameters).fetchall()
        with self.transaction():
            return self.raw.execute(sql, parameters).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. The outermost is BEGIN IMMEDIATE, an inner one a savepoint. Raise StorageFailed."""
        nested = self._depth > 0
        self._begin("SAVEPOINT inner_step" if nested else "BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
            self._end("RELEASE inner_step" if nested else "COMMIT")
        except BaseException as error:
            self._undo(nested)
            if isinstance(error, sqlite3.Error):
                raise self.failure(error) from error
            raise
        finally:
            self._depth -= 1

    @contextmanager
    def together(self) -> Iterator[None]:
        """As `transaction`, but within another one a mere part of it, that cannot fail alone.

        It saves the two statements of a savepoint; whoever calls must not go on after it raised.
        """
        if self._depth:
            yield
            return
        with self.transaction():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read several answers of one moment, whatever others commit meanwhile."""
        if self.raw.in_transaction:
            yield
            return
        self.raw.execute("BEGIN")
        try:
            yield
        finally:
            self.raw.execute("ROLLBACK")

    def failure(self, error: sqlite3.Error) -> Exception:
        """What a failure of SQLite means to us; an error in our own SQL stays what it is."""
        code = _primary(error)
        advice = _ADVICE.get(code, "look at the disk, then start again")
        text = f"{self.name}: {error}; {advice}"
        if code in _PASSING:
            return StorageFull(text)
        if code in _FAILING:
            return StorageFailed(text)
        return error

    def _write(self, execute: Callable[..., sqlite3.Cursor], sql: str, values: Any) -> sqlite3.Cursor:
        if self._depth == 0:
            with self.transaction():
                return execute(sql, values)
        self._check_alive()
        try:
            return execute(sql, values)
        except sqlite3.Error as error:
            raise self.failure(error) from error

    def _check_alive(self) -> None:
        # SQLite itself rolls back on some failures; what follows must not be committed alone.
        if not self.raw.in_transaction:
            raise StorageFailed(f"{self.name}: the transaction was rolled back by an earlier failure")

    def _begin(self, sql: str) -> None:
        if self._depth:
            self._check_alive()
        try:
            self.raw.execute(sql)
        except sqlite3.Error as error:
            raise self.failure(error) from error

    def _end(self, sql: str) -> None:
        self._check_alive()
        self.raw.execute(sql)

    def _undo(self, nested: bool) -> None:
        self.undone += 1
        if not self.raw.in_transaction:
            return
        try:
            if nested:
                self.raw.execute("ROLLBACK TO inner_step")
                self.raw.execute("RELEASE inner_step")
            else:
                self.raw.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise self.failure(error) from error


def harden(connection: Connection, *, memory: bool, read_only: bool) -> None:
    """Set what every connection must have, and check that it is so. Raise DatabaseRefused."""
    raw = connection.raw
    raw.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    raw.execute("PRAGMA trusted_schema = OFF")
    raw.execute("PRAGMA cell_size_check = ON")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA temp_store = MEMORY")
    raw.execute(f"PRAGMA journal_size_limit = {WAL_KEPT_BYTES}")
    if read_only:
        raw.execute("PRAGMA query_only = ON")
    elif not memory:
        raw.execute("PRAGMA journal_mode = WAL")
    wanted: dict[str, int | str] = {"synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    wanted["journal_mode"] = "memory" if memory else "wal"
    for pragma, value in wanted.items():
        found = raw.execute(f"PRAGMA {pragma}").fetchone()[0]
        if found != value:
            raise DatabaseRefused(
                f"{connection.name}: SQLite does not keep {pragma} = {value} (it says {found}); "
                "put the database on a local disk with a SQLite of 3.37 or newer"
            )
