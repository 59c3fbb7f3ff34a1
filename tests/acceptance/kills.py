"""SIGKILL, or another signal, at random moments of a run that sends alerts, judged by the receivers' ledgers.

Run whole: python -m tests.acceptance.kills --kills 100 --alerts 50    (`make faults`)
With `--signals TERM INT` it is asked to end instead (F04), and must do so well, with nothing repeated.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.acceptance.world import Story, World

TOWNS = (
    "Derbent Izberbash Khasavyurt Kizlyar Buynaksk Makhachkala Grozny Gudermes Nazran Nalchik Vladikavkaz "
    "Orenburg Mozdok Cherkessk Stavropol Pyatigorsk Kislovodsk Budyonnovsk Elista Astrakhan Volgograd Rostov-on-Don "
    "Taganrog Krasnodar Novorossiysk Sochi Maykop Voronezh Kursk Belgorod Bryansk Smolensk Tula Ryazan Tambov Penza "
    "Saratov Samara Ulyanovsk Kazan Izhevsk Perm Yekaterinburg Chelyabinsk Tyumen Surgut Omsk Novosibirsk Tomsk Barnaul"
).split()


@dataclass
class Verdict:
    """What the ledgers say: alerts that never came, and repeats by whether they carry the old id."""

    kills: int
    alerts: int
    lost: list[str]
    repeats_same_id: int
    repeats_other_id: int
    slowest_end: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.alerts} alerts on each of two receivers: {len(self.lost)} lost {self.lost}, "
            f"{self.repeats_same_id} repeated with the same id, {self.repeats_other_id} with another; "
            f"the slowest end took {self.slowest_end:.1f} s"
        )


# What surrounds the news in each story, in no order, so that no story is a copy of another.
FILLER = (
    "baker teacher driver fisherman nurse tailor gardener postman painter shepherd carpenter miller bridge station "
    "harbour school bakery chapel garden library mill fountain white grey green blue yellow silver brown purple "
    "orange golden crimson morning evening winter summer spring autumn river mountain valley forest meadow lake "
    "walked stood waited looked spoke listened carried opened closed painted mended counted slowly quietly gladly"
).split()


def story(town: str, chance: random.Random) -> Story:
    """An invented attack in `town`, told in words of its own."""
    day = (datetime.now(UTC) - timedelta(days=1)).strftime("%A")
    filler = [" ".join(chance.choices(FILLER, k=9)).capitalize() + "." for _ in range(8)]
    lead = f"Gunmen shot dead two people in {town}, Russia, on {day}, the interior ministry said."
    return Story(
        town.lower(), f"Gunmen kill two in {town}", f"{lead} {' '.join(filler[:4])}\n\n{' '.join(filler[4:])}"
    )


def campaign(
    place: Path, kills: int, alerts: int, seed: int, signals: tuple[int, ...] = (signal.SIGKILL,)
) -> Verdict:
    """Publish `alerts` stories while the daemon is killed `kills` times; then let it finish, and judge."""
    chance, slowest = random.Random(seed), 0.0
    world = World(place)
    try:
        world.site.feeds["one"] = []
        world.configure("one")
        world.site.answer_hook = lambda count: time.sleep(0.05) or 204  # type: ignore[func-returns-value]
        with world.running():
            world.wait("priming", lambda: any(v.path == "one.rss" for v in world.site.visits))
            world.wait("it stored", lambda: any(e["event"] == "source primed" for e in world.log()))
        waiting = [story(town, chance) for town in TOWNS[:alerts]]
        for left in range(kills, 0, -1):
            for _ in range(-(-len(waiting) // left)):
                world.site.publish("one", waiting.pop())
            world.start()
            how = signals[left % len(signals)]
            if how != signal.SIGKILL:  # before that nobody listens to it
                runs = _starts(world)
                world.wait("the start", lambda runs=runs: _starts(world) > runs)  # type: ignore[misc]
            time.sleep(chance.uniform(0.8, 3.5))
            asked, ended = time.monotonic(), world.stop(how)
            took = time.monotonic() - asked
            assert how == signal.SIGKILL or ended == 0, f"{how}: ended with {ended}"
            slowest = max(slowest, took)
        with world.running():
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline and not _complete(world, alerts):
                time.sleep(0.2)
            time.sleep(2.0)  # a wrong repeat would come now
        return replace(judge(world, kills, alerts), slowest_end=slowest)
    finally:
        world.close()


def _starts(world: World) -> int:
    return sum(event["event"] == "started" for event in world.log())


def _town(body: dict) -> str:  # type: ignore[type-arg]
    return str(body["incident"]["place"]["name"]).rstrip("’")


def _complete(world: World, alerts: int) -> bool:
    hooks = {_town(body) for _, body in world.site.posts}
    return len(hooks) >= alerts and len({str(mail["Subject"]) for _, mail in world.mail.mails}) >= alerts


def judge(world: World, kills: int, alerts: int) -> Verdict:
    """Compare what was published with what the receivers got."""
    hooks = [(_town(body), headers["webhook-id"]) for headers, body in world.site.posts]
    mails = [(str(mail["Subject"]), str(mail["Message-ID"])) for _, mail in world.mail.mails]
    told = {town for town, _ in hooks}
    lost = [t for t in TOWNS[:alerts] if t not in told or not any(t in subject for subject, _ in mails)]
    same = other = 0
    for ledger in (hooks, mails):
        ids: dict[str, Counter[str]] = {}
        for what, message_id in ledger:
            ids.setdefault(what, Counter())[message_id] += 1
        other += sum(len(counter) - 1 for counter in ids.values())
        same += sum(sum(counter.values()) - len(counter) for counter in ids.values())
    return Verdict(kills, alerts, lost, same, other)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--alerts", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--signals", nargs="+", default=["KILL"], choices=["KILL", "TERM", "INT"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        signals = tuple(getattr(signal, f"SIG{name}") for name in options.signals)
        verdict = campaign(Path(place), options.kills, options.alerts, options.seed, signals)
    print(verdict)
    gently = "KILL" not in options.signals
    sys.exit(bool(verdict.lost or verdict.repeats_other_id or (gently and verdict.repeats_same_id)))


if __name__ == "__main__":
    main()
