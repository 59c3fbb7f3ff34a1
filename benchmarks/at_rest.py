"""What the service costs when nothing happens, and how it starts and answers, with a large database.

    python -m benchmarks.at_rest [--articles 1000000] [--sources 1000] [--groups 500] [--seconds 60]

`--keep DIR` makes the database there, and uses it again. It is filled by SQL: articles with their texts,
entries and reasons over 300 days, 5,000 incidents and as many messages; its texts are short and its indexes
of words and shingles empty, which none of the measures reads. No source is due. CPU is that of all processes,
from /proc, as a share of one core; each page is asked twenty times.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.footprint import processes, pss
from store.database import Database
from tests.acceptance.test_operations import free_port
from tests.store.invented import known, message, notice

DAY = 86400 * 1_000_000
ALIASES = 10


def configure(place: Path, sources: int, groups: int, port: int) -> Path:
    """A configuration with so many sources, and groups of ten names each."""
    listed = "\n".join(
        f'  - {{name: S{n}, feed: "https://s{n}.example/rss", every: {{min: 1 h, max: 6 h}}}}'
        for n in range(sources)
    )
    named = "\n".join(
        f"  Front {n}: {{aliases: [{', '.join(f'Brigade {n} of {a}' for a in range(ALIASES))}]}}"
        for n in range(groups)
    )
    path = place / "config.yaml"
    path.write_text(
        f"database: dateline.db\nsources:\n{listed}\ngroups:\n{named}\n"
        "watches: [{name: Russia, regions: [Russia], notify: [log]}]\n"
        "receivers: {log: {file: alerts.jsonl}}\n"
        f'service: {{listen: "127.0.0.1:{port}"}}\n'
    )
    return path


def fill(path: Path, articles: int, sources: int) -> None:
    """A database as after 300 days."""
    now = int(datetime.now(UTC).timestamp() * 1e6)
    with Database.open(path) as db:
        with db.transaction():
            for number in range(5000):
                db.incidents.save(known(f"i{number}"))
                db.outbox.add([notice(number, "log")])
        for start in range(0, 5000, 500):
            db.outbox.put_messages([message(number, "log") for number in range(start, start + 500)])
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("UPDATE messages SET state = 'sent'")
        raw.executemany(
            "INSERT INTO sources (url, name, kind, next_due, primed, first_seen, last_read)"
            " VALUES (?, ?, 'feed', ?, 1, ?, ?)",
            [
                (f"https://s{n}.example/rss", f"S{n}", now + DAY // 4, now - 300 * DAY, now)
                for n in range(sources)
            ],
        )
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {articles})"
        seen = f"{now} - 300 * {DAY} + CAST(i * (300.0 * {DAY} / {articles}) AS INTEGER)"
        raw.execute(f"{numbers} INSERT INTO texts SELECT i, CAST(i AS BLOB), zeroblob(300) FROM n")
        raw.execute(
            f"{numbers} INSERT INTO articles (url, canonical_url, text_id, title, published, source,"
            " first_seen, origin, source_id, shingles, outcome, reason)"
            " SELECT 'https://s.example/' || i, 'https://s.example/' || i, i, 'A title of the usual length '"
            f" || i, {seen}, 'S', {seen}, 'o' || i, 1 + i % {sources}, zeroblob(192), 'no_incident',"
            " 'the text tells of no incident' FROM n"
        )
        raw.execute(
            f"{numbers} INSERT INTO entries"
            " (source_id, key, first_seen, last_listed, primed, article_id, outcome)"
            f" SELECT 1 + i % {sources}, 'k' || i, {seen}, {now}, 0, i, 'no_incident' FROM n"
        )
        raw.execute("UPDATE outcomes SET articles = ? WHERE outcome = 'no_incident'", (articles,))
        raw.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [("articles_read", str(articles)), ("texts_indexed", str(articles))],
        )
        raw.commit()


def ticks(pids: list[int]) -> float:
    """CPU seconds that these processes have used."""
    total = 0.0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def answered(port: int, path: str) -> bytes | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=60) as answer:
            return bytes(answer.read())
    except OSError:
        return None


def measure(config: Path, port: int, seconds: float) -> None:
    began = time.monotonic()
    with (config.parent / "log").open("wb") as log:
        service = subprocess.Popen(
            [sys.executable, "-m", "scheduler", "run", "--config", str(config), "--log", "json"], stderr=log
        )
    try:
        while b'"started"' not in (config.parent / "log").read_bytes():
            time.sleep(0.005)
        print(f"start: {time.monotonic() - began:.2f} s, of them CPU {ticks([service.pid]):.2f} s")
        while answered(port, "readyz") is None:
            time.sleep(0.05)
        print(f"start to ready: {time.monotonic() - began:.2f} s")
        time.sleep(15)  # what is done a little after the start: retention, the index of words
        pids = processes(service.pid)
        before, at = ticks(pids), time.monotonic()
        time.sleep(seconds)
        share = (ticks(pids) - before) / (time.monotonic() - at)
        print(f"idle: {100 * share:.2f} % of a core, {len(pids)} processes")
        print(f"memory: main {pss(service.pid):.0f} MB, all {sum(map(pss, pids)):.0f} MB PSS")
        for path in ("", "metrics", "healthz"):
            times, busy = [], ticks([service.pid])
            for _ in range(20):
                begun = time.perf_counter()
                answered(port, path)
                times.append(1000 * (time.perf_counter() - begun))
            busy = 1000 * (ticks([service.pid]) - busy) / 20
            middle, most = statistics.median(times), max(times)
            print(f"/{path}: median {middle:.0f} ms, slowest {most:.0f} ms, CPU {busy:.0f} ms")
    finally:
        service.terminate()
        service.wait(20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--sources", type=int, default=1_000)
    parser.add_argument("--groups", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--keep", type=Path, help="make the database here, and use it again if it is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place, port = options.keep or Path(scratch), free_port()
        config = configure(place, options.sources, options.groups, port)
        database = place / "dateline.db"
        if not database.exists():
            began = time.monotonic()
            fill(database, options.articles, options.sources)
            print(f"filled in {time.monotonic() - began:.0f} s: {database.stat().st_size / 2**20:.0f} MB")
        measure(config, port, options.seconds)


if __name__ == "__main__":
    main()
