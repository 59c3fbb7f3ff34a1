"""What deciding costs: copies, resolution, watches and notices for an article, among few and many known ones.

An invented stream, all in memory, no store. Run: python -m benchmarks.resolution [--known 1000 100000]
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import perf_counter

from benchmarks.quality.memory import Memory
from incidents.article import Draft
from incidents.duplicates import Candidate, Copy, decide, sketch
from incidents.incident import Background, Incident, Place, Toll, Type, When
from incidents.matching import compile
from incidents.notices import plan
from incidents.urls import canonical
from incidents.watch import Area, Region, Watch

START = datetime(2024, 1, 1, tzinfo=UTC)
KINDS = (Type.SHOOTING, Type.STABBING, Type.BOMBING, Type.CLASH)
PLACES = [
    Place(f"Town {n}", f"Division {n % 90}", f"ZZ-{n % 90}", "ZZ", n % 80, n % 170, "place", n)
    for n in range(5_000)
]
VOCABULARY = [
    "".join(p) for p in (random.Random(1).choices("abdeghiklmnoprstuvy", k=7) for _ in range(40_000))
]


def stream(count: int) -> Iterator[tuple[Draft, Incident]]:
    """Articles in order of time: two in three tell of an incident for the first time."""
    chance = random.Random(7)
    recent: list[tuple[Place, datetime, Type, list[str]]] = []
    for number in range(count):
        now = START + timedelta(minutes=10 * number)
        if recent and chance.random() < 1 / 3:
            place, day, kind, telling = chance.choice(recent)
        else:
            place, day, kind = chance.choice(PLACES), now, chance.choice(KINDS)
            telling = chance.sample(VOCABULARY, 15)
            recent = [*recent[-200:], (place, day, kind, telling)]
        words = [*telling, *chance.choices(VOCABULARY[:3_000], k=140)]
        chance.shuffle(words)
        draft = Draft(
            f"https://p{number % 50}.example/{number}",
            f"{kind} in {place.name}",
            " ".join(words),
            now,
            "en",
            "p",
        )
        when = When(day.date(), day.date(), "day", "relative")
        yield draft, Incident(kind, "current", when, place, killed=Toll.exactly(chance.randrange(4)))


class Texts:
    """The sketches of stored texts, found by shared shingles."""

    def __init__(self) -> None:
        self._with: dict[int, list[int]] = defaultdict(list)
        self._stored: list[tuple[str, str, str, int, datetime | None]] = []

    def candidates(self, shingles: tuple[int, ...]) -> list[Candidate]:
        """Stored texts that share a shingle."""
        shared = Counter(number for shingle in shingles for number in self._with[shingle][-50:])
        return [
            Candidate(number, url, content, origin, count, total, published, "")
            for number, count in shared.most_common(20)
            for url, content, origin, total, published in [self._stored[number]]
        ]

    def add(
        self, url: str, content: str, origin: str, shingles: tuple[int, ...], published: datetime | None
    ) -> None:
        """Keep a text."""
        for shingle in shingles:
            self._with[shingle].append(len(self._stored))
        self._stored.append((url, content, origin, len(shingles), published))


def main() -> None:
    """Print microseconds an article by step, after so many known."""
    options = argparse.ArgumentParser()
    options.add_argument("--known", type=int, nargs="+", default=[1_000, 20_000])
    options.add_argument("--measured", type=int, default=1_000)
    given = options.parse_args()
    matcher = compile([Watch("all", ("desk",), regions=(Region("ZZ", (Area("ZZ"),), ("Zedland",)),))])
    memory, texts, spent = Memory(), Texts(), Counter[str]()
    marks = {known + given.measured: known for known in given.known}
    for number, (draft, incident) in enumerate(stream(max(marks) + 1)):
        if number in given.known:
            spent.clear()
        if number in marks:
            each = {step: 1e6 * seconds / given.measured for step, seconds in spent.items()}
            figures = ", ".join(f"{step} {value:.0f} us" for step, value in each.items())
            print(f"{marks[number]:>9,} articles known: {figures}; {1e6 / sum(each.values()):.0f} articles/s")
        clock = perf_counter()
        url, content, shingles = canonical(draft.url), draft.content_hash(), sketch(draft)
        decision = decide(draft, url, content, len(shingles), texts.candidates(shingles))
        texts.add(url, content, decision.origin, shingles, draft.published)  # type: ignore[union-attr]
        spent["copies"] += (took := perf_counter()) - clock
        verdicts = memory.settle(draft, (incident,), decision.origin)  # type: ignore[union-attr]
        spent["resolution"] += (after := perf_counter()) - took
        matches = matcher.match(draft)
        for verdict in verdicts:
            if isinstance(verdict, Background) or isinstance(decision, Copy):
                continue
            wants = matcher.wants(verdict.known.incident, matches, origins=verdict.known.origins)
            plan(verdict, wants, (), draft.published or START, url=draft.url, primed=False)
        spent["watches and notices"] += perf_counter() - after


if __name__ == "__main__":
    main()
