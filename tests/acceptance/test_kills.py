"""A slice of the kill campaign; `make faults` runs it whole."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.kills import campaign


def test_a_kill_at_any_moment_loses_no_alert_and_repeats_none_under_another_id(tmp_path: Path) -> None:
    verdict = campaign(tmp_path, kills=5, alerts=8, seed=7)
    assert not verdict.lost, verdict
    assert verdict.repeats_other_id == 0, verdict
