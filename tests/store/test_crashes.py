"""Killed at any point, the store loses nothing, and repeats only what was in flight, under its old id.

`CRASH_STEP=1` tries every point; by default every few.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.store.crashes import NOTICES, RECEIVERS
from tests.store.invented import message

EVERY = {message(number, receiver).message_id for number in range(NOTICES) for receiver in RECEIVERS}


def crashes(work: str, directory: Path, step: int, *flaw: str) -> list[dict[str, Any]]:
    step = int(os.environ.get("CRASH_STEP", step))
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.crashes", work, str(directory), str(step), *flaw],
        capture_output=True,
        text=True,
        check=True,
    )
    points = [json.loads(line) for line in done.stdout.splitlines()]
    assert [point for point in points if "error" in point] == []
    assert sum(point["killed"] for point in points) >= 10
    return points


def lost(points: list[dict[str, Any]]) -> int:
    return sum(len(EVERY - set(point["sent"])) for point in points)


def strangers(points: list[dict[str, Any]]) -> int:
    return sum(len(set(point["sent"]) - EVERY) for point in points)


def repeats(point: dict[str, Any]) -> int:
    return sum(count - 1 for count in Counter(point["sent"]).values())


def test_a_creation_killed_anywhere_leaves_no_half_database(tmp_path: Path) -> None:
    for point in crashes("create", tmp_path, 7):
        assert set(point["left"]) <= {
            "dateline.db",
            "dateline.db.lock",
            "dateline.db.new",
            "dateline.db.new-journal",
            "dateline.db-wal",
            "dateline.db-shm",
        }


def test_an_outbox_killed_anywhere_neither_loses_nor_doubles(tmp_path: Path) -> None:
    points = crashes("send", tmp_path, 13)
    assert lost(points) == 0
    assert strangers(points) == 0
    assert max(repeats(point) for point in points) <= 1
    assert repeats(points[-1]) == 0


def test_the_judge_sees_a_sender_that_settles_first(tmp_path: Path) -> None:
    assert lost(crashes("send", tmp_path, 5, "settled first")) > 0


def test_the_judge_sees_a_sender_with_new_ids(tmp_path: Path) -> None:
    assert strangers(crashes("send", tmp_path, 40, "new id")) > 0
