"""The reliability campaign on store, outbox and delivery: every crash point, storage faults, delivery faults,
power cuts, and the builds that are broken on purpose.

Run whole: python -m tests.faults.campaign    (`make faults`). It prints the table of docs/reliability.md.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.faults import flaws, powercuts
from tests.faults.runs import STRACE, Lives, Verdict, crash, fault, fresh, judge

CALLS = ("write", "fdatasync", "sendto", "connect", "recvfrom", "pwrite64", "fcntl")
INCIDENTS = 10
LANES = 2

HTTP = b"HTTP/1.1 %s\r\nContent-Length: 0\r\n%s\r\n"


def _first(answer: Any) -> Callable[[int], Any]:
    return lambda count: answer if count == 1 else None


def _refuse_bob_once() -> dict[str, Any]:
    seen: list[str] = []

    def refuse(to: str) -> str | None:
        seen.append(to)
        return "451 come back later" if to.startswith("bob") and seen.count(to) == 1 else None

    return {"refuse": refuse}


# What the servers do wrong, made anew for each run.
DELIVERY: dict[str, Callable[[], dict[str, Any]]] = {
    "F22 mail 451 after the body": lambda: {"end_of_mail": _first("451 try later")},
    "F22 mail 421 after the body": lambda: {"end_of_mail": _first("421 closing")},
    "F24 one of two recipients refused at first": _refuse_bob_once,
    "F25 mail taken, then the line cut": lambda: {"end_of_mail": _first("drop")},
    "F28 webhook 500": lambda: {"answer": _first(HTTP % (b"500 no", b""))},
    "F29 webhook 429, Retry-After 99999999": lambda: {
        "answer": _first(HTTP % (b"429 no", b"Retry-After: 99999999\r\n"))
    },
    "F29 webhook 503, Retry-After -5": lambda: {"answer": _first(HTTP % (b"503 no", b"Retry-After: -5\r\n"))},
    "F30 webhook redirects to a private address": lambda: {
        "answer": _first(HTTP % (b"302 there", b"Location: http://10.0.0.1/\r\n"))
    },
    "F33 webhook taken, then cut before the status": lambda: {"answer": _first(b"")},
}
STORAGE = {
    "F12 ENOSPC from the n-th write on": ("pwrite64", "ENOSPC"),
    "F13 EIO from the n-th fdatasync on": ("fdatasync", "EIO"),
    "F13 EIO from the n-th write on": ("pwrite64", "EIO"),
}


def sweep(call: str, every: int = 1, incidents: int = INCIDENTS, flaw: str = "") -> Verdict:
    """SIGKILL at the n-th `call` for every n (or each `every`-th), until a life ends unkilled."""

    def one(when: int, lives: Lives) -> tuple[Verdict, bool]:
        return crash(lives, call, when, incidents, flaw)

    return _until_unharmed(one, every)


def storage(call: str, error: str, every: int = 1, incidents: int = INCIDENTS) -> Verdict:
    """The n-th `call` fails with `error` for every n; the next life must finish the work."""
    return _until_unharmed(lambda when, lives: fault(lives, call, error, when, incidents), every)


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

    total = Verdict()
    with ThreadPoolExecutor(LANES) as pool:
        for part in pool.map(lane, range(LANES)):
            total.add(part)
    return total


def calm(lives: Lives, misbehaviour: dict[str, Any], flaw: str = "", contended: bool = False) -> Verdict:
    """One life against servers that misbehave."""
    with fresh(**misbehaviour) as (place, sinks):
        begun = time.monotonic()
        ended = lives.live(place, sinks, INCIDENTS, flaw, contended=contended)
        verdict = judge(sinks.receipts, place, INCIDENTS, most_repeats=1)
        verdict.slowest = time.monotonic() - begun
        if ended != 0:
            verdict.wrong.append(f"ended with {ended}: {(place / 'log').read_text()[-300:]}")
        return verdict


def control(lives: Lives, flaw: str) -> Verdict:
    """What the judge says of one broken build; it must not be content. The first points that tell are enough."""
    match flaw:
        case "synchronous=NORMAL":
            return powercuts.campaign(lives, 60, flaw=flaw)
        case "recipients in one row":
            return calm(lives, _refuse_bob_once(), flaw)
        case "Retry-After unclamped":
            return calm(lives, DELIVERY["F29 webhook 429, Retry-After 99999999"](), flaw)
        case "deferred BEGIN":
            return calm(lives, {}, flaw, contended=True)
        case "new id each attempt":
            return calm(lives, DELIVERY["F25 mail taken, then the line cut"](), flaw)
        case "sending not committed" | "ack before send":
            return _until_condemned(lives, "recvfrom", range(6, 120, 3), flaw)
        case _:
            return _until_condemned(lives, "pwrite64", range(10, 400, 4), flaw)


def _until_condemned(lives: Lives, call: str, moments: Iterable[int], flaw: str) -> Verdict:
    total = Verdict()
    for when in moments:
        total.add(crash(lives, call, when, 4, flaw)[0])
        if total.condemned:
            break
    return total


def crash_rows(every: int = 1, calls: Iterable[str] = CALLS) -> Iterable[tuple[str, Verdict]]:
    for call in calls:
        yield f"F01 SIGKILL at every `{call}`", sweep(call, every)


def rows() -> Iterable[tuple[str, Verdict]]:
    """The whole campaign, row by row."""
    with Lives() as lives:
        yield "F03 power cut", powercuts.campaign(lives, 400)
        for name, misbehaviour in DELIVERY.items():
            yield name, calm(lives, misbehaviour())
        yield "F16 another program writes in between", calm(lives, {}, contended=True)
    for name, (call, error) in STORAGE.items():
        yield name, storage(call, error, 2 if call == "fdatasync" else 25)
    yield from crash_rows()


def main() -> None:
    if not STRACE:
        sys.exit("strace is not here: apt-get install strace")
    begun, failed = time.monotonic(), False
    print("| fault | points tried | lost | repeated, same id | repeated, other id | recovered in |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, verdict in rows():
        print(verdict.row(name), flush=True)
        failed = failed or verdict.condemned
    print(
        "\n| broken on purpose | points | lost | other id | what else the judge saw |\n| --- | --- | --- | --- | --- |"
    )
    with Lives() as lives:
        for flaw in flaws.FLAWS:
            v = control(lives, flaw)
            seen = (
                (v.wrong[0].strip().splitlines()[-1][:110] if v.wrong else "")
                if v.condemned
                else "NOT CAUGHT"
            )
            print(f"| {flaw} | {v.points} | {v.lost} | {v.other_id} | {seen} |", flush=True)
            failed = failed or not v.condemned
    print(f"\n{time.monotonic() - begun:.0f} s; {'FAILED' if failed else 'all promises held'}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
