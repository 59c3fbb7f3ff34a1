"""Is this file our database, and is nobody else running on it? Asked before anything is written.

A file that is refused is left as it was, byte for byte. A new database appears whole or not at all: an empty
file is a valid empty database to SQLite, and everything would be alerted again.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from incidents.errors import DatabaseBusy, DatabaseRefused, DatelineError, StorageFailed
from store.connection import Connection
from store.schema import APPLICATION_ID, migrate, newest_version

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
# A whole check reads every page; above this size only the schema and the first pages of each table are.
CHECKED_WHOLE_BYTES = 64 * 1024 * 1024
# What of a disk may pass: full, over its quota, read-only after a fault, failing.
_PASSING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
_PASSING_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR})
_RESTORE = "restore a backup, or move the file away to start anew"


def unwritable(what: str, error: OSError | sqlite3.Error, advice: str) -> DatelineError:
    """The error to raise when a file cannot be made or written: StorageFailed where trying again may help."""
    if isinstance(error, OSError):
        passing, why = error.errno in _PASSING, error.strerror
    else:
        passing, why = getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING_SQLITE, str(error)
    return (StorageFailed if passing else DatabaseRefused)(f"{what} ({why}); {advice}")


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of a SQLite file say."""

    page_bytes: int
    pages: int
    pages_known: bool
    user_version: int
    application_id: int


def _header(raw: bytes) -> Header:
    def number(offset: int, size: int = 4) -> int:
        return int.from_bytes(raw[offset : offset + size], "big")

    page_bytes = number(16, 2)
    return Header(
        page_bytes=65536 if page_bytes == 1 else page_bytes,
        pages=number(28),
        pages_known=number(24) == number(92),
        user_version=number(60),
        application_id=number(68),
    )


def sidecar(path: Path, suffix: str) -> Path:
    """The file beside the database whose name ends in `suffix`."""
    return path.with_name(path.name + suffix)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def inspect(path: Path) -> None:
    """Look at an existing file without opening it as a database. Raise DatabaseRefused."""
    if not path.is_file():
        raise DatabaseRefused(f"{path}: this is no file; name the database file in `database`")
    try:
        with path.open("rb") as file:
            raw = file.read(_HEADER_BYTES)
    except OSError as error:
        raise DatabaseRefused(
            f"{path}: cannot be read ({error.strerror}); check its owner and mode"
        ) from None
    if not raw:
        raise DatabaseRefused(f"{path}: the file is empty, so what was alerted is lost; {_RESTORE}")
    if len(raw) < _HEADER_BYTES or not raw.startswith(_MAGIC):
        raise DatabaseRefused(f"{path}: this is not a SQLite database; name another file in `database`")
    _judge(path, _header(raw))


def _judge(path: Path, header: Header) -> None:
    if header.application_id != APPLICATION_ID:
        raise DatabaseRefused(
            f"{path}: this database belongs to another program (application id "
            f"{header.application_id:#x}); name another file in `database`"
        )
    if header.user_version > newest_version():
        raise DatabaseRefused(
            f"{path}: written by a newer Dateline (schema {header.user_version}, this one knows "
            f"{newest_version()}); install that version"
        )
    # While a write-ahead log is there, the main file may rightly be shorter than its header says.
    whole = header.page_bytes * header.pages
    if header.pages_known and _size(path) < whole and not _size(sidecar(path, "-wal")):
        raise DatabaseRefused(
            f"{path}: the file is cut off ({_size(path)} of {whole} bytes, and no -wal beside it); {_RESTORE}"
        )


def _connect_read_only(path: Path, *, untouched: bool = False) -> sqlite3.Connection:
    # Even a reader leaves files beside a database in WAL; `immutable` does not, where no log is to be read.
    how = "mode=ro&immutable=1" if untouched and not sidecar(path, "-wal").exists() else "mode=ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, check_same_thread=False)


def check_content(path: Path) -> None:
    """Read the database's structure, changing nothing. Raise DatabaseRefused when it is damaged."""
    try:
        with closing(_connect_read_only(path, untouched=True)) as raw:
            version = raw.execute("PRAGMA user_version").fetchone()[0]
            if version > newest_version():
                raise DatabaseRefused(f"{path}: written by a newer Dateline (schema {version}); install that")
            fault = _fault(raw, _size(path) + _size(sidecar(path, "-wal")) <= CHECKED_WHOLE_BYTES)
    except sqlite3.OperationalError as error:
        raise DatabaseRefused(f"{path}: cannot be opened ({error}); check owner, mode and disk") from None
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # names in a damaged schema may be anything
        fault = str(error)
    if fault:
        raise DatabaseRefused(f"{path}: the database is damaged ({fault}); {_RESTORE}")


def _fault(raw: sqlite3.Connection, whole: bool) -> str | None:
    if whole:
        found = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
        return None if found == "ok" else str(found).splitlines()[0]
    for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'").fetchall():
        raw.execute(f'SELECT * FROM "{name}" LIMIT 10').fetchall()  # noqa: S608  names are the schema's
    return None


def verify(path: Path) -> None:
    """Read every page of a database that nobody writes to. Raise DatabaseRefused when one is damaged."""
    inspect(path)
    try:
        with closing(_connect_read_only(path, untouched=True)) as raw:
            fault = _fault(raw, whole=True)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # names in a damaged schema may be anything
        fault = str(error)
    if fault:
        raise DatabaseRefused(f"{path}: the copy is damaged ({fault}); look at the disk that it is on")


def make_new(path: Path) -> None:
    """Make a new database beside its place, then move it there. Raise DatabaseRefused."""
    stale = sidecar(path, "-wal")
    if _size(stale):
        raise DatabaseRefused(
            f"{path}: the database is gone but its log {stale.name} is here; bring the database back, "
            "or move the log away to start anew"
        )
    half = sidecar(path, ".new")
    for leftover in (half, sidecar(half, "-wal"), sidecar(half, "-shm"), sidecar(half, "-journal")):
        leftover.unlink(missing_ok=True)
    raw = sqlite3.connect(half)
    try:
        raw.execute("PRAGMA page_size = 4096")
        raw.execute("PRAGMA synchronous = FULL")
        migrate(Connection(raw, str(path)))
        raw.execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()
    half.chmod(0o600)
    _sync(half)
    half.rename(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_raw(path: Path, read_only: bool) -> sqlite3.Connection:
    """A connection to an inspected file."""
    if read_only:
        return _connect_read_only(path)
    uri = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(uri, uri=True, check_same_thread=False, cached_statements=512)


class Lock:
    """The right to run on a database, held by a lock of the system's: it ends with the process, however."""

    def __init__(self, path: Path) -> None:
        self.path = sidecar(path, ".lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Raise DatabaseBusy, naming the process that holds it; DatabaseRefused where no file may be made;
        StorageFailed where it is the disk that takes none."""
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            advice = "make its directory writable"
            raise unwritable(f"{self.path}: cannot be written", error, advice) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(handle, 32).decode("ascii", "replace").strip()
            os.close(handle)
            who = f"process {holder}" if holder else "another process"
            name = self.path.name.removesuffix(".lock")
            raise DatabaseBusy(f"{name}: {who} is running on this database; stop it first") from None
        self._handle = handle
        try:
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        except OSError as error:
            os.close(handle)
            self._handle = None
            raise unwritable(f"{self.path}: cannot be written", error, "look at its disk") from None

    def holder(self) -> int | None:
        """The process that runs on the database now; None when nobody does."""
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return None
        except OSError:
            text = os.read(handle, 32).decode("ascii", "replace").strip()
            return int(text) if text.isdigit() else None
        finally:
            os.close(handle)

    def free(self) -> None:
        """Give it back; the file stays, so that nobody can lock a removed one."""
        if self._handle is not None:
            with suppress(OSError):  # the disk may take nothing; the lock ends all the same
                os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = None
