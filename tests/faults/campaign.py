"""The reliability campaign on store, outbox and delivery: every crash point, power cuts, storage faults, delivery
faults, and the builds that are broken on purpose.

Run whole: python -m tests.faults.campaign [--only TEXT]    (`make faults`). It prints the tables of
docs/reliability.md, each row as soon as it is known.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.faults import disks, flaws, powercuts, servers
from tests.faults.runs import STRACE, Lives, Verdict, crash, fault, fresh, judge

CALLS = {"write": 1, "fdatasync": 1, "sendto": 1, "connect": 1, "recvfrom": 1, "pwrite64": 1, "fcntl": 3}
INCIDENTS = 10
LANES = 2
STORAGE = {
    "F12 ENOSPC from the n-th write on": ("pwrite64", "ENOSPC", 5),
    "F13 EIO from the n-th fdatasync on": ("fdatasync", "EIO", 1),
    "F13 EIO from the n-th write on": ("pwrite64", "EIO", 10),
    "F14 EROFS from the n-th write on": ("pwrite64", "EROFS", 10),
    "F15 EFBIG from the n-th write on": ("pwrite64", "EFBIG", 10),
}


def sweep(call: str, every: int = 1, incidents: int = INCIDENTS, flaw: str = "") -> Verdict:
    """SIGKILL at the n-th `call` for every n (or each `every`-th), until a life ends unkilled."""
    return _until_unharmed(lambda when, lives: crash(lives, call, when, incidents, flaw), every)


def storage(call: str, error: str, every: int = 1, incidents: int = INCIDENTS) -> Verdict:
    """The n-th `call` fails with `error` for every n; the next life must finish the work."""
    return _until_unharmed(lambda when, lives: fault(lives, call, error, when, incidents), every)


def migration(call: str, every: int = 1) -> Verdict:
    """SIGKILL at every `call` of a life that begins with a migration."""
    return _until_unharmed(lambda when, lives: disks.killed_migration(lives, call, when), every)


def _until_unharmed(one: Callable[[int, Lives], tuple[Verdict, bool]], every: int) -> Verdict:
    """Some lanes side by side, each with the points that are its own."""

    def lane(first: int) -> Verdict:
        total, when, harmed = Verdict(), 1 + first * every, True
        with Lives() as lives:
            while harmed:
                verdict, harmed = one(when, lives)
                if harmed:
                    total.add(verdict)
                when += every * LANES
        return total

    return _in_lanes(lane)


def _in_lanes(lane: Callable[[int], Verdict]) -> Verdict:
    """What all lanes found, side by side."""
    total = Verdict()
    with ThreadPoolExecutor(LANES) as pool:
        for part in pool.map(lane, range(LANES)):
            total.add(part)
    return total


def random_kills(kills: int, seed: int = 1, incidents: int = 30, a_run: int = 20) -> Verdict:
    """F02: SIGKILL at random moments, again and again, while there is much to send; then one life to the end."""

    def lane(number: int) -> Verdict:
        total, chance = Verdict(), random.Random(seed + number)
        with Lives() as lives:
            while total.points < kills // LANES:
                with fresh() as (place, sinks):
                    killed = 0
                    while killed < a_run and killed + total.points < kills // LANES:
                        ended = lives.live(place, sinks, incidents, kill_after=chance.uniform(0.01, 0.25))
                        if ended == 0:
                            break
                        killed += 1
                    begun = time.monotonic()
                    ended = lives.live(place, sinks, incidents)
                    verdict = judge(sinks.receipts, place, incidents, 2 * killed)
                    verdict.points, verdict.slowest = max(killed, 1), time.monotonic() - begun
                    if ended != 0:
                        verdict.wrong.append(f"ended with {ended}: {(place / 'log').read_text()[-300:]}")
                    total.add(verdict)
        return total

    return _in_lanes(lane)


def control(lives: Lives, flaw: str) -> Verdict:
    """What the judge says of one broken build; it must not be content. The first points that tell are enough."""
    match flaw:
        case "synchronous=NORMAL":
            return powercuts.campaign(lives, 60, flaw=flaw)
        case "recipients in one row":
            return servers.run(lives, servers.Case("", servers.refuse_bob_once), flaw)
        case "Retry-After unclamped":
            return servers.run(lives, _case("F29 429 no, Retry-After '99999999'"), flaw)
        case "deferred BEGIN":
            return disks.contended(lives, flaw)
        case "new id each attempt":
            return servers.run(lives, _case("F25 mail taken, then the line cut"), flaw)
        case "sending not committed" | "ack before send":
            return _until_condemned(lives, "recvfrom", range(6, 120, 3), flaw)
        case _:
            return _until_condemned(lives, "pwrite64", range(10, 400, 4), flaw)


def _case(name: str) -> servers.Case:
    return next(case for case in servers.cases() if case.name == name)


def _until_condemned(lives: Lives, call: str, moments: Iterable[int], flaw: str) -> Verdict:
    total = Verdict()
    for when in moments:
        total.add(crash(lives, call, when, 4, flaw)[0])
        if total.condemned:
            break
    return total


def _together(found: Iterable[tuple[str, Verdict]]) -> Iterator[tuple[str, Callable[[], Verdict]]]:
    """One row for all points of the same name, which come one after another."""
    row = ("", Verdict())
    for name, verdict in found:
        if name != row[0]:
            if row[0]:
                yield row[0], lambda total=row[1]: total  # type: ignore[misc]
            row = (name, Verdict())
        row[1].add(verdict)
    if row[0]:
        yield row[0], lambda total=row[1]: total  # type: ignore[misc]


def _named(only: str) -> Iterator[tuple[str, Verdict]]:
    """Faults that need no `strace`, each point by itself."""
    with Lives() as lives:
        for name, plain in disks.plain():
            if only in name:
                yield name, plain(lives)
        for case in servers.cases():
            if only in case.name:
                yield case.name, servers.run(lives, case)
    if disks.can_mount():
        with disks.SmallDisk() as small:
            for name, run in disks.full_disks():
                if only in name:
                    yield name, run(small)


def rows(only: str = "") -> Iterator[tuple[str, Callable[[], Verdict]]]:
    """The whole campaign, row by row; what it takes is done when the row is asked for its verdict."""

    def cuts() -> Verdict:
        with Lives() as lives:
            return powercuts.campaign(lives, 400)

    def flood() -> Verdict:
        with Lives() as lives:
            return servers.run(lives, servers.flood())

    yield "F03 power cut", cuts
    yield from _together(_named(only))
    yield "F09 SIGKILL at every write of a migration", lambda: migration("pwrite64", 6)
    yield "F09 SIGKILL at every fdatasync of a migration", lambda: migration("fdatasync", 2)
    yield servers.flood().name, flood
    for name, (call, error, every) in STORAGE.items():
        yield name, lambda call=call, error=error, every=every: storage(call, error, every)  # type: ignore[misc]
    yield "F02 SIGKILL at random moments", lambda: random_kills(500)
    for call, every in CALLS.items():
        which = "every" if every == 1 else f"each {every}rd"
        yield f"F01 SIGKILL at {which} `{call}`", lambda call=call, every=every: sweep(call, every)  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="only the rows whose name holds this, such as F21")
    options = parser.parse_args()
    if not STRACE:
        sys.exit("strace is not here: apt-get install strace")
    begun, failed, points = time.monotonic(), False, 0
    print("| fault | points tried | lost | repeated, same id | repeated, other id | recovered in |")
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    for name, found in rows(options.only):
        if options.only not in name:
            continue
        verdict = found()
        print(verdict.row(name), flush=True)
        failed, points = failed or verdict.condemned, points + verdict.points
    print(
        "\n| broken on purpose | points | lost | other id | what else the judge saw |\n| --- | --- | --- | --- | --- |"
    )
    with Lives() as lives:
        for flaw in flaws.FLAWS if options.only in ("", "flaws") else ():
            v = control(lives, flaw)
            seen = (
                (v.wrong[0].strip().splitlines()[-1][:110] if v.wrong else "")
                if v.condemned
                else "NOT CAUGHT"
            )
            print(f"| {flaw} | {v.points} | {v.lost} | {v.other_id} | {seen} |", flush=True)
            failed = failed or not v.condemned
    print(
        f"\n{points:,} points, {time.monotonic() - begun:.0f} s; {'FAILED' if failed else 'all promises held'}"
    )
    sys.exit(failed)


if __name__ == "__main__":
    main()
