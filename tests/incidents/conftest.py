"""What the tests of deciding share."""

import pytest

from tests.incidents.desk import Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()
