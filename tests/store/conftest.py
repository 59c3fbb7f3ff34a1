"""What the tests of the store share: a database in a real file, and values to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dateline.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with Database.open(path) as database:
        yield database
