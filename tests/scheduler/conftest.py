"""What the tests of the commands share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.scheduler.collecting import Collecting, collecting_at
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


@pytest_asyncio.fixture
async def collecting(tmp_path: Path) -> AsyncIterator[Collecting]:
    """A collector with one feed."""
    async with collecting_at(tmp_path) as made:
        yield made
