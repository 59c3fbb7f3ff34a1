"""All or nothing, whatever fails: our own code, a lock, a full disk, a limit on the file's size."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from incidents.errors import StorageFailed
from store.connection import StorageFull
from store.database import Database
from tests.store.invented import NOW, add_article, draft


def test_a_transaction_is_all_or_nothing(db: Database) -> None:
    with pytest.raises(RuntimeError), db.transaction():
        db.meta.set("a", "1")
        add_article(db, draft())
        raise RuntimeError
    assert db.meta.get("a") is None
    assert db.articles.account()["read"] == 0


def test_an_inner_part_may_fail_alone(db: Database) -> None:
    with db.transaction():
        db.meta.set("a", "1")
        with pytest.raises(RuntimeError), db.transaction():
            db.meta.set("b", "2")
            with db.transaction():
                db.meta.set("c", "3")
            raise RuntimeError
        db.meta.set("d", "4")
    assert [db.meta.get(key) for key in "abcd"] == ["1", None, None, "4"]


def test_a_transaction_takes_the_write_lock_at_once(db: Database, path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other, db.transaction():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN").execute("SELECT count(*) FROM meta").fetchone()


def test_a_read_that_turns_into_a_write_waits_its_turn(db: Database, path: Path) -> None:
    """The very case that a deferred BEGIN loses: it would get SQLITE_BUSY at once."""
    db.meta.set("count", "0")

    def count() -> None:
        with Database.open(path) as own:
            for _ in range(25):
                with own.transaction():
                    own.meta.set("count", str(int(own.meta.get("count") or 0) + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert db.meta.get("count") == "100"


def test_a_lock_that_stays_is_a_passing_failure(db: Database, path: Path) -> None:
    db._c.raw.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageFull, match="another program holds the write lock"):
            db.meta.set("a", "1")
        other.execute("ROLLBACK")
    db.meta.set("a", "2")
    assert db.meta.get("a") == "2"


def test_a_full_disk_loses_nothing_and_passes(db: Database, path: Path) -> None:
    add_article(db, draft(0))
    db._c.raw.execute(f"PRAGMA max_page_count = {db._c.number('PRAGMA page_count') + 8}")
    stored = 1
    with pytest.raises(StorageFull, match=r"dateline\.db: database or disk is full; free some space"):
        for number in range(1, 1000):
            add_article(db, draft(number, text=f"{number} {'unlike ' * number}" * 20))
            stored += 1
    assert db.articles.account()["read"] == db.articles.outcomes()["no_incident"] == stored
    db._c.raw.execute("PRAGMA max_page_count = 1000000")
    add_article(db, draft(2000))
    assert len(list(db.articles.each())) == stored + 1
    with Database.open(path, read_only=True) as reader:
        assert reader._c.row("PRAGMA integrity_check")[0] == "ok"  # type: ignore[index]


def test_a_failure_that_ends_the_transaction_ends_the_outer_one_too(db: Database) -> None:
    with pytest.raises(StorageFailed, match="rolled back by an earlier failure"), db.transaction():
        db.meta.set("a", "1")
        db._c.raw.execute("ROLLBACK")
        db.meta.set("b", "2")
    assert db.meta.get("a") is None
    assert db.meta.get("b") is None


LIMITED = """
import resource, sys
from pathlib import Path
from incidents.errors import StorageFailed
from store.database import Database
from tests.store.invented import add_article, draft
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
stored = 0
db = Database.open(Path(sys.argv[1]))
try:
    for number in range(1000):
        add_article(db, draft(number, text=f"{number} {'unlike ' * number}" * 20))
        stored += 1
except StorageFailed as failure:
    print(stored, failure)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    add_article(db, draft(5000))
    print("went on")
"""


@pytest.mark.parametrize("limit", [400_000, 1_000_000, 3_000_000])
def test_a_limit_on_the_size_of_files_breaks_nothing(path: Path, limit: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(limit)], capture_output=True, text=True, check=True
    )
    first, second = done.stdout.splitlines()
    stored = int(first.split()[0])
    assert stored > 0
    assert second == "went on"
    with Database.open(path) as db:
        assert db.articles.account()["read"] == stored + 1
        assert db._c.row("PRAGMA integrity_check")[0] == "ok"  # type: ignore[index]


def test_an_error_in_our_own_sql_stays_what_it_is(db: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        db._c.rows("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError), db.transaction():
        db._c.run("INSERT INTO reports VALUES (99, 0, '', '', NULL, '')")


def test_an_account_is_of_one_moment(db: Database, path: Path) -> None:
    add_article(db, draft(1))
    with Database.open(path, read_only=True) as reader, reader._c.snapshot():
        assert reader.articles.account()["read"] == 1
        add_article(db, draft(2))
        assert reader.articles.account()["read"] == 1
    db.meta.set_instant("heartbeat", NOW)
    assert db.meta.instant("heartbeat") == NOW
    assert db.meta.instant("never") is None


def test_the_log_is_emptied_by_a_checkpoint(db: Database, path: Path) -> None:
    add_article(db, draft())
    log = path.with_name("dateline.db-wal")
    assert log.stat().st_size > 0
    db.checkpoint()
    assert log.stat().st_size == 0
    assert db.size_bytes() > 0
