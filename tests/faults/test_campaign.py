"""A slice of the reliability campaign; `make faults` runs it whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.faults import flaws, powercuts
from tests.faults.campaign import DELIVERY, calm, control
from tests.faults.runs import Lives, Verdict, crash, fault

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
POINTS = [
    *(("pwrite64", when) for when in (3, 60, 150, 260, 310, 340)),
    *(("fdatasync", when) for when in (1, 4, 9, 14, 17, 20)),
    *(("sendto", when) for when in (1, 7, 13, 19)),
    *(("recvfrom", when) for when in (10, 30, 60)),
    ("connect", 1),
]


@pytest.fixture(scope="module")
def lives() -> Iterator[Lives]:
    with Lives() as found:
        yield found


def clean(verdict: Verdict) -> None:
    assert not verdict.condemned, verdict


@needs_strace
@pytest.mark.parametrize(("call", "when"), POINTS)
def test_a_kill_at_a_system_call_loses_nothing_and_repeats_only_what_was_in_flight(
    lives: Lives, call: str, when: int
) -> None:
    verdict, killed = crash(lives, call, when, 3)
    clean(verdict)
    assert killed


@needs_strace
@pytest.mark.parametrize(
    ("call", "error"), [("pwrite64", "ENOSPC"), ("fdatasync", "EIO"), ("pwrite64", "EIO")]
)
def test_a_disk_that_fails_loses_nothing_once_it_works_again(lives: Lives, call: str, error: str) -> None:
    verdict, happened = fault(lives, call, error, 8, 3)
    clean(verdict)
    assert happened


@needs_strace
def test_a_power_cut_loses_nothing_that_was_acknowledged(lives: Lives) -> None:
    clean(powercuts.campaign(lives, 40, incidents=3))


@pytest.mark.parametrize("name", DELIVERY)
def test_a_server_that_misbehaves_loses_nothing(lives: Lives, name: str) -> None:
    clean(calm(lives, DELIVERY[name]()))


def test_another_program_that_writes_between_every_two_statements_harms_nothing(lives: Lives) -> None:
    clean(calm(lives, {}, contended=True))


@needs_strace
@pytest.mark.parametrize("flaw", flaws.FLAWS)
def test_the_judge_condemns_a_build_broken_on_purpose(lives: Lives, flaw: str) -> None:
    assert control(lives, flaw).condemned
