"""The schema is the sum of its migrations, and every released one opens.

`released/N.sql` is the schema as version N left it, with a few rows: it is never changed, only added to
(`python -m tests.store.test_schema` writes the newest).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from incidents.article import Outcome
from store.database import MEMORY, Database
from store.schema import APPLICATION_ID, migrate, migrations, newest_version
from tests.store.invented import NOW, draft, known, message, notice

RELEASED = Path(__file__).parent / "released"


def schema(raw: sqlite3.Connection) -> list[tuple[str, ...]]:
    found = raw.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
    return [tuple(row) for row in found]


def fill(db: Database) -> None:
    """A few rows of each kind."""
    db.sources.sync([("News", "https://news.example/feed", "feed")], NOW)
    with db.transaction():
        article = db.articles.add(draft(), "https://news.example/1", NOW, "o1", (1, 2, 3))
        db.incidents.save(known())
        db.articles.link(article, "i1", known().incident, "opened", "nothing is near")
        db.outbox.add([notice()])
        db.articles.finish(article, Outcome.OPENED, "")
    db.outbox.put_message(message())
    db.outbox.claim(NOW, "boot1", 1)


def check(db: Database) -> None:
    """What `fill` put in is there."""
    article = db.articles.get(1)
    assert article is not None
    assert article.draft == draft()
    assert db.incidents.get("i1") == known()
    assert db.outbox.recover("boot2") == 1
    assert [m.message_id for m in db.outbox.claim(NOW, "boot2", 9)] == [message().message_id]
    assert db.articles.account()["opened"] == 1


def restore(path: Path, script: str, version: int) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(script)
        raw.execute(f"PRAGMA user_version = {version}")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.commit()
        raw.execute("PRAGMA journal_mode = WAL")


@pytest.mark.parametrize("version", range(1, newest_version() + 1))
def test_a_released_database_opens_and_is_migrated(path: Path, version: int) -> None:
    restore(path, (RELEASED / f"{version}.sql").read_text(encoding="utf-8"), version)
    with Database.open(path) as db, Database.open(MEMORY) as fresh:
        assert schema(db._c.raw) == schema(fresh._c.raw)
        check(db)
        assert db._c.number("PRAGMA user_version") == newest_version()


def test_migrating_twice_changes_nothing(path: Path) -> None:
    with Database.open(path) as db:
        before = db._c.number("PRAGMA schema_version")
        migrate(db._c)
        assert db._c.number("PRAGMA schema_version") == before
        assert not migrations.pending(db._c.tools)


def test_every_migration_is_counted() -> None:
    names = [migration.name for migration in migrations.pending(Database.open(MEMORY)._c.tools)]
    assert names == []
    assert newest_version() == len(sorted(RELEASED.glob("*.sql")))


if __name__ == "__main__":
    with Database.open(MEMORY) as newest:
        fill(newest)
        script = "\n".join(newest._c.raw.iterdump()) + "\n"
        (RELEASED / f"{newest_version()}.sql").write_text(script, encoding="utf-8")
