"""What deciding costs: copies, resolution, watches, notices and the commit of an article, among few and many.

An invented stream goes through the pipeline into a database in memory; extraction is not part of it. To reach
a large number quickly, most stored articles are put there as they are, each with an incident of its own.
CPU time of this process. Run: python -m benchmarks.resolution [--known 1000 100000] [--measured 1000]
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from time import process_time

from incidents.article import Draft, Outcome
from incidents.duplicates import decide, origin_of, sketch
from incidents.incident import Incident, KnownIncident, Place, Report, Toll, Type, When
from incidents.resolution import key_words
from incidents.resolution.verdict import incident_id
from incidents.urls import canonical
from incidents.watch import Area, Region, Watch
from scheduler.pipeline import Arrival, Pipeline
from scheduler.reading import Reading
from store.database import MEMORY, Database

START = datetime(2024, 1, 1, tzinfo=UTC)
KINDS = (Type.SHOOTING, Type.STABBING, Type.BOMBING, Type.CLASH)
PLACES = [
    Place(f"Town {n}", f"Division {n % 90}", f"ZZ-{n % 90}", "ZZ", n % 80, n % 170, "place", n)
    for n in range(5_000)
]
VOCABULARY = [
    "".join(p) for p in (random.Random(1).choices("abdeghiklmnoprstuvy", k=7) for _ in range(40_000))
]
NAMES = [word.title() for word in VOCABULARY[::4]]
WATCHES = (Watch("all", ("desk",), regions=(Region("ZZ", (Area("ZZ"),), ("Zedland",)),)),)
BATCH = 5_000


def stream(interval: timedelta) -> Iterator[Reading]:
    """Articles in order of time: two in three tell of an incident for the first time."""
    chance, number = random.Random(7), 0
    recent: list[tuple[Place, datetime, Type, list[str]]] = []
    while True:
        now = START + interval * number
        if recent and chance.random() < 1 / 3:
            place, day, kind, telling = chance.choice(recent)
        else:
            place, day, kind = chance.choice(PLACES), now, chance.choice(KINDS)
            telling = [
                *chance.sample(VOCABULARY, 12),
                *(f"{chance.choice(NAMES)} {chance.choice(NAMES)}" for _ in range(4)),
            ]
            recent = [*recent[-200:], (place, day, kind, telling)]
        words = [*telling, *chance.choices(VOCABULARY[:3_000], k=140)]
        chance.shuffle(words)
        url = f"https://p{number % 50}.example/{number}"
        draft = Draft(url, f"{kind} in {place.name}", " ".join(words), now, "en", "p")
        when = When(day.date(), day.date(), "day", "relative")
        seen = Incident(kind, "current", when, place, killed=Toll.exactly(chance.randrange(4)))
        yield Reading(draft, (seen,), ((),), (key_words(draft, seen),), sketch(draft))
        number += 1


def put(database: Database, readings: Iterator[Reading], count: int) -> None:
    """Store articles as they are, each with an incident of its own."""
    while count > 0:
        with database.transaction():
            for reading in islice(readings, min(count, BATCH)):
                draft, now = reading.draft, reading.draft.published or START
                origin = origin_of(draft.content_hash())
                article = database.articles.add(
                    draft, canonical(draft.url), now, origin, reading.sketch, None
                )
                new = incident_id(draft, 0)
                report = Report(draft.url, draft.source, now, origin)
                known = KnownIncident(new, reading.incidents[0], now, now, (report,), words=reading.words[0])
                database.incidents.save(known)
                database.articles.link(article, new, reading.incidents[0], "opened", "")
                database.articles.finish(article, Outcome.OPENED, "")
        count -= BATCH


def copies(database: Database, readings: list[Reading]) -> float:
    """Seconds of the decision whether each is a copy of a stored one."""
    clock = process_time()
    for reading in readings:
        url, content = canonical(reading.draft.url), reading.draft.content_hash()
        candidates = database.articles.candidates(url, content, reading.sketch)
        decide(reading.draft, url, content, len(reading.sketch), candidates)
    return process_time() - clock


def main() -> None:
    """Print what an article costs after so many are stored."""
    options = argparse.ArgumentParser()
    options.add_argument("--known", type=int, nargs="+", default=[1_000, 20_000])
    options.add_argument("--measured", type=int, default=1_000)
    options.add_argument("--interval", type=float, default=600, help="seconds between articles")
    given = options.parse_args()
    with Database.open(MEMORY) as database:
        pipeline = Pipeline(database, WATCHES, (), timedelta(days=7))
        readings, stored = stream(timedelta(seconds=given.interval)), 0
        for known in given.known:
            put(database, readings, known - stored)
            measured = list(islice(readings, given.measured))
            near = copies(database, measured)
            clock = process_time()
            for reading in measured:
                now = reading.draft.published or START
                pipeline.settle(reading, Arrival(now), now)
            spent = process_time() - clock
            stored = known + given.measured
            print(
                f"{known:>9,} stored: {1e3 * spent / given.measured:.2f} ms an article, "
                f"{given.measured / spent:.0f} articles/s; copy or not {1e3 * near / given.measured:.2f} ms",
                flush=True,
            )


if __name__ == "__main__":
    main()
