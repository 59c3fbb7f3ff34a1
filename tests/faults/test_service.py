"""A slice of the campaign on the whole service; `make faults` runs it whole, and a simulated month."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.month.campaign import Month
from tests.faults.month.verdict import judge
from tests.faults.service.cases import CASES, CONTROLS, run

SLICE = [name for name in CASES if name.startswith(("F19 the log's", "F53"))]


@pytest.mark.parametrize("name", SLICE)
def test_what_breaks_the_service_loses_nothing(name: str, tmp_path: Path) -> None:
    assert run(CASES[name], tmp_path) == []


@pytest.mark.parametrize("flaw", ["log errors are raised"])
def test_a_build_broken_on_purpose_is_condemned(flaw: str, tmp_path: Path) -> None:
    assert run(CONTROLS[flaw], tmp_path, flaw)


def test_a_simulated_day_loses_nothing(tmp_path: Path) -> None:
    day = Month(tmp_path, days=1, sources=8, seed=7)
    day.run(disturbed=False)
    verdict = judge(day.month, day.site.ledger, day.restores)
    assert not verdict.condemned, verdict
    assert verdict.notices["new"] == verdict.attacks
