"""Copies: when they are made, that they are whole, how many are kept, and what a restored one forgets."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from incidents.errors import DatelineError
from scheduler.backup import back_up, backup_due, copies
from store.database import Database

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, NOW, True),
        (NOW - timedelta(hours=2), NOW, False),
        (NOW - timedelta(hours=20), NOW, True),
        (datetime(2026, 3, 1, 4, tzinfo=UTC), datetime(2026, 3, 2, 2, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 1, 4, tzinfo=UTC), datetime(2026, 3, 2, 3, tzinfo=UTC), True),
        (NOW + timedelta(days=400), NOW, True),
        (NOW + timedelta(minutes=5), NOW, False),
    ],
)
def test_a_copy_is_due_once_a_night(last: datetime | None, now: datetime, due: bool) -> None:
    assert backup_due(last, now) is due


def test_a_copy_is_whole_private_and_opens(tmp_path: Path) -> None:
    with Database.open(tmp_path / "a.db", exclusive=True) as database:
        database.meta.set("mark", "here")
        made = back_up(tmp_path / "a.db", tmp_path / "copies", 3, NOW)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    with Database.open(made, read_only=True) as copy:
        assert copy.meta.get("mark") == "here"


def test_only_so_many_are_kept_and_other_files_are_left_alone(tmp_path: Path) -> None:
    Database.open(tmp_path / "a.db").close()
    place = tmp_path / "copies"
    place.mkdir()
    (place / "notes.db").write_text("mine")
    for day in range(5):
        back_up(tmp_path / "a.db", place, 2, NOW + timedelta(days=day))
    assert [path.name for path in copies(place)] == [
        "dateline-20260306T120000Z.db",
        "dateline-20260305T120000Z.db",
    ]
    assert (place / "notes.db").exists()


def test_a_copy_made_under_a_clock_that_was_set_back_stays(tmp_path: Path) -> None:
    Database.open(tmp_path / "a.db").close()
    place = tmp_path / "copies"
    for day in (1, 2, -400):
        made = back_up(tmp_path / "a.db", place, 2, NOW + timedelta(days=day))
    assert made.exists()
    assert len(copies(place)) == 2


def test_a_copy_that_cannot_be_made_removes_no_older_one(tmp_path: Path) -> None:
    Database.open(tmp_path / "a.db").close()
    place = tmp_path / "copies"
    made = back_up(tmp_path / "a.db", place, 1, NOW)
    (tmp_path / "a.db").write_bytes(b"")
    with pytest.raises(DatelineError):
        back_up(tmp_path / "a.db", place, 1, NOW + timedelta(days=1))
    assert copies(place) == [made]


def test_a_target_that_is_no_directory_is_said(tmp_path: Path) -> None:
    Database.open(tmp_path / "a.db").close()
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatelineError, match="cannot be written"):
        back_up(tmp_path / "a.db", tmp_path / "file" / "copies", 1, NOW)


def test_after_a_restore_sources_prime_again_and_what_waited_is_put_aside(tmp_path: Path) -> None:
    from store.outbox import NewMessage

    with Database.open(tmp_path / "a.db") as database:
        database.sources.sync([("one", "https://one.example/rss", "feed")], NOW)
        database.sources.save_poll("https://one.example/rss", {"etag": "x"}, NOW, True, (), NOW)
        message = NewMessage("m1", "desk", "a@example.org", "alert", "s", b"p", (), NOW, NOW)
        database.outbox.put_message(message)
        done = database.after_restore(NOW)
        assert (done.sources, done.messages, done.notices) == (1, 1, 0)
        (source,) = database.sources.all()
        assert not source.primed
        assert source.state == {}
        stored = database.outbox.show("m1")
        assert stored is not None
        assert stored.state == "dead"
        assert "outbox replay" in stored.reply
