"""A slice of the reliability campaign; `make faults` runs it whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.faults import disks, flaws, powercuts, servers
from tests.faults.campaign import control, random_kills
from tests.faults.runs import Lives, Verdict, crash, fault, fresh, harm, judge

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
POINTS = [
    *(("pwrite64", when) for when in (3, 60, 150, 260, 310, 340)),
    *(("fdatasync", when) for when in (1, 4, 9, 14, 17, 20)),
    *(("sendto", when) for when in (1, 7, 13, 19)),
    *(("recvfrom", when) for when in (10, 30, 60)),
    ("connect", 1),
]
# The first of each fault, and the odd ones.
CASES = {case.name[:3]: case for case in reversed([*servers.cases()])} | {
    case.name: case
    for case in servers.cases()
    if case.name in ("F21 mail refused for 3 d", "F23 mail 554 at RCPT", "F27 535 to the password")
    or case.name == "F34 webhook dead for 6 d"
}
DISKS = {name[:3]: run for name, run in [*disks.plain()][::-1] if "30 s" not in name} | {
    f"F17 {how}": disks.damaged(how, 0) for how in disks.DAMAGES
}


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


def test_kills_at_random_moments_lose_nothing() -> None:
    clean(random_kills(10, a_run=5))


@needs_strace
def test_mail_down_for_an_hour_and_two_kills_lose_nothing_and_repeat_only_what_was_in_flight(
    lives: Lives,
) -> None:
    """Acceptance case 13 of the demands, with a clock that steps over the hour."""
    with fresh(down=lambda name, hour: name == "mail" and hour < 1) as (place, sinks):
        for call, when in (("sendto", 9), ("fdatasync", 12)):
            options = ("-o", str(place / "trace"), "-e", f"inject={call}:signal=KILL:when={when}")
            assert lives.live(place, sinks, 10, "", options, timed=True) == -9
        assert lives.live(place, sinks, 10, timed=True) == 0
        clean(judge(sinks.receipts, place, 10, most_repeats=2))
        mailed = [one.hour for one in sinks.receipts if one.recipient != "hook"]
        assert min(mailed) >= 1
        assert sum(one.recipient != "hook" for one in sinks.receipts) <= 2 * 10 + 1


@needs_strace
@pytest.mark.parametrize(
    ("call", "error"), [("pwrite64", "ENOSPC"), ("fdatasync", "EIO"), ("pwrite64", "EIO")]
)
def test_a_disk_that_fails_loses_nothing_once_it_works_again(lives: Lives, call: str, error: str) -> None:
    verdict, happened = fault(lives, call, error, 8, 3)
    clean(verdict)
    assert happened


@needs_strace
@pytest.mark.parametrize("when", [2, 12, 30])
def test_a_kill_in_a_migration_is_finished_by_the_next_life(lives: Lives, when: int) -> None:
    with fresh() as (place, sinks):
        lives.live(place, sinks, 2)
        verdict, killed = harm(lives, place, sinks, "pwrite64", when, "signal=KILL", 3, migrating=True)
    clean(verdict)
    assert killed


@pytest.mark.skipif(not disks.can_mount(), reason="this machine lets us mount nothing")
def test_a_full_and_a_read_only_disk_lose_nothing() -> None:
    with disks.SmallDisk() as small:
        for left in (0, 7, 40):
            clean(disks.full(left)(small))
        clean(disks.read_only(small))


@pytest.mark.parametrize("name", DISKS)
def test_what_befalls_the_database_is_said_and_loses_nothing(lives: Lives, name: str) -> None:
    clean(DISKS[name](lives))


@needs_strace
def test_a_power_cut_loses_nothing_that_was_acknowledged(lives: Lives) -> None:
    clean(powercuts.campaign(lives, 40, incidents=3))


@pytest.mark.parametrize("name", CASES)
def test_a_server_that_misbehaves_loses_nothing(lives: Lives, name: str) -> None:
    clean(servers.run(lives, CASES[name]))


def test_a_flood_is_ten_mails_an_hour_and_names_every_incident(lives: Lives) -> None:
    clean(servers.run(lives, servers.flood(300)))


@needs_strace
@pytest.mark.parametrize("flaw", flaws.FLAWS)
def test_the_judge_condemns_a_build_broken_on_purpose(lives: Lives, flaw: str) -> None:
    assert control(lives, flaw).condemned
