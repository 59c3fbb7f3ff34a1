"""The extractor as `dateline extract` has it without a config, made once for all tables."""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor(presets.groups())
