"""A database that is not ours, damaged, empty, newer or taken is refused, and left as it was."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from incidents.errors import DatabaseBusy, DatabaseRefused
from store.database import MEMORY, Database
from store.schema import APPLICATION_ID, newest_version
from tests.store.invented import NOW, add_article, draft


def contents(directory: Path) -> dict[str, bytes]:
    return {
        p.name: p.read_bytes()
        for p in directory.iterdir()
        if p.is_file() and not p.name.endswith(("-shm", ".lock"))
    }


def refusal(path: Path, **options: bool) -> str:
    """The message with which the database is refused; no byte of its directory may change."""
    before = contents(path.parent)
    with pytest.raises(DatabaseRefused) as caught:
        Database.open(path, **options)
    assert contents(path.parent) == before
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.fixture
def filled(path: Path) -> Path:
    with Database.open(path) as db:
        for number in range(40):
            add_article(db, draft(number, text="long text " * 2000 + str(number)))
    return path


def test_a_new_database_is_ours_and_in_wal(path: Path) -> None:
    Database.open(path).close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert raw.execute("PRAGMA user_version").fetchone()[0] == newest_version()
        assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("read_only", [False, True])
def test_every_connection_is_safe(path: Path, read_only: bool) -> None:
    Database.open(path).close()
    with Database.open(path, read_only=read_only) as db:
        pragmas = {
            name: db._c.number(f"PRAGMA {name}") for name in ("synchronous", "foreign_keys", "trusted_schema")
        }
        assert pragmas == {"synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
        assert db._c.number("PRAGMA busy_timeout") == 30_000


def test_the_instance_id_stays(path: Path) -> None:
    with Database.open(path) as db:
        first = db.meta.instance_id()
    with Database.open(path) as db:
        assert db.meta.instance_id() == first != ""


def test_an_empty_file_is_refused(path: Path) -> None:
    path.touch()
    assert "the file is empty" in refusal(path)


def test_a_text_file_is_refused(path: Path) -> None:
    path.write_text("this is not a database\n" * 100)
    assert "not a SQLite database" in refusal(path)


def test_random_bytes_are_refused(path: Path) -> None:
    path.write_bytes(os.urandom(8192))
    refusal(path)


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE contacts (name)")
    assert "belongs to another program" in refusal(path)


def test_a_newer_schema_is_refused(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as raw:
        raw.execute(f"PRAGMA user_version = {newest_version() + 1}")
    assert "newer Dateline" in refusal(filled)


def test_a_newer_schema_in_the_log_is_refused(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "dateline.db"
    copy.parent.mkdir()
    with closing(sqlite3.connect(filled)) as raw:
        raw.execute("PRAGMA wal_autocheckpoint = 0")
        raw.execute(f"PRAGMA user_version = {newest_version() + 1}")
        shutil.copy(filled, copy)
        shutil.copy(f"{filled}-wal", f"{copy}-wal")
    assert "newer Dateline" in refusal(copy)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_a_truncated_file_is_refused(filled: Path, kept: float) -> None:
    os.truncate(filled, int(filled.stat().st_size * kept))
    assert "cut off" in refusal(filled)


def test_a_few_bytes_are_refused(filled: Path) -> None:
    os.truncate(filled, 50)
    refusal(filled)


@pytest.mark.parametrize("start", [0.0, 0.3, 0.7])
def test_a_file_with_random_pages_is_refused(filled: Path, start: float) -> None:
    raw = bytearray(filled.read_bytes())
    first = max(100, int(len(raw) * start))
    raw[first : first + 40_000] = os.urandom(40_000)
    filled.write_bytes(bytes(raw))
    assert "damaged" in refusal(filled)


def test_a_log_whose_database_is_gone_is_refused(filled: Path) -> None:
    Path(f"{filled}-wal").write_bytes(b"x" * 5000)
    filled.unlink()
    assert "its log dateline.db-wal is here" in refusal(filled)


def test_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    assert "no file" in refusal(tmp_path / "inside")


def test_a_missing_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="its directory does not exist"):
        Database.open(tmp_path / "absent" / "dateline.db", exclusive=True)


def test_a_reader_makes_no_database(path: Path) -> None:
    assert "there is no such database" in refusal(path, read_only=True)
    assert "there is no such database" in refusal(path, create=False)


def test_a_reader_cannot_write(path: Path, db: Database) -> None:
    with Database.open(path, read_only=True) as reader, pytest.raises(Exception, match="readonly"):
        reader.meta.set("a", "b")


def test_a_reader_sees_what_is_committed_and_nothing_else(path: Path, db: Database) -> None:
    with Database.open(path, read_only=True) as reader:
        with db.transaction():
            db.meta.set("colour", "red")
            assert reader.meta.get("colour") is None
        assert reader.meta.get("colour") == "red"


def test_a_leftover_of_a_killed_creation_is_no_obstacle(path: Path) -> None:
    path.with_name("dateline.db.new").write_bytes(b"half")
    with Database.open(path) as db:
        assert db.meta.instance_id()


def test_a_second_service_is_told_who_runs(path: Path) -> None:
    with Database.open(path, exclusive=True):
        with pytest.raises(DatabaseBusy, match=f"process {os.getpid()} is running"):
            Database.open(path, exclusive=True)
        with Database.open(path) as beside:
            beside.meta.set("a", "b")
    Database.open(path, exclusive=True).close()


HOLDER = """
import sys, time
from pathlib import Path
from store.database import Database
db = Database.open(Path(sys.argv[1]), exclusive=True)
print("open", flush=True)
time.sleep(60)
"""


def test_the_lock_ends_with_a_killed_service(path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    with holder, holder.stdout:
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(DatabaseBusy, match=str(holder.pid)):
            Database.open(path, exclusive=True)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    Database.open(path, exclusive=True).close()


def test_a_refused_database_is_not_locked(path: Path) -> None:
    path.touch()
    with pytest.raises(DatabaseRefused):
        Database.open(path, exclusive=True)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_memory_starts_empty_each_time() -> None:
    with Database.open(MEMORY) as first:
        add_article(first, draft())
    with Database.open(MEMORY) as second:
        assert second.articles.get(1) is None


def test_a_backup_is_a_database_of_that_moment(path: Path, db: Database, tmp_path: Path) -> None:
    db.meta.set_instant("last_good_clock", NOW)
    db.backup(tmp_path / "copy.db")
    db.meta.set("later", "yes")
    with Database.open(tmp_path / "copy.db") as copy:
        assert copy.meta.instant("last_good_clock") == NOW
        assert copy.meta.get("later") is None
        assert copy.meta.instance_id() == db.meta.instance_id()
