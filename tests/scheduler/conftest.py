"""What the tests of the commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scheduler.desk import ARTICLES, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A configuration, and no database yet."""
    return Desk(tmp_path)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """The configuration with a database that holds the five articles."""
    desk.replay(*ARTICLES)
    return desk
