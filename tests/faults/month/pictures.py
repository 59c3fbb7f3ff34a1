"""Draws the measures of a simulated month: one SVG with a small graph for each size, light and dark.

Run: python -m tests.faults.month.pictures SAMPLES.json OUT.svg TITLE
"""

from __future__ import annotations

import json
import sys
from html import escape
from pathlib import Path
from typing import Any

WIDTH, HEIGHT, GAP, LEFT, TOP = 340, 110, 46, 56, 58
# What is drawn: the key of a sample, its heading, and whether it counts from the beginning.
GRAPHS = (
    ("memory", "memory of the main process, MB", False),
    ("files", "open files", False),
    ("threads", "threads", False),
    ("wal", "write-ahead log, MB", False),
    ("database", "database, MB", False),
    ("log", "log, MB written", False),
    ("polls", "polls an hour", True),
    ("notices", "messages taken a day", True),
)
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#222}.t{font-size:15px;font-weight:600}.a{fill:#666;font-size:11px}"
    "svg{background:#fff}path{fill:none;stroke:#1f5fa8;stroke-width:1.2}line{stroke:#bbb}rect{fill:#fff}"
    "@media (prefers-color-scheme:dark){text{fill:#ddd}.a{fill:#999}rect{fill:#16181c}"
    "path{stroke:#7fb3f0}line{stroke:#555}}"
)


def rates(samples: list[dict[str, Any]], key: str, hours: float) -> list[tuple[float, float]]:
    """How many were added in each span of `hours`, by its end, an hour or a day."""
    found, last, count = [], samples[0]["hour"], samples[0][key]
    for sample in samples[1:]:
        if sample["hour"] - last >= hours:
            span = sample["hour"] - last
            found.append((sample["hour"], (sample[key] - count) * hours / span))
            last, count = sample["hour"], sample[key]
    return found


def graph(points: list[tuple[float, float]], heading: str, x: float, y: float, hours: float) -> str:
    """One graph, its upper left corner at (x, y); the scale begins at 0."""
    most = max((value for _, value in points), default=1.0) or 1.0
    at = [
        (x + LEFT + hour / hours * (WIDTH - LEFT), y + HEIGHT - value / most * (HEIGHT - 8))
        for hour, value in points
    ]
    path = " ".join(f"{'L' if n else 'M'}{px:.1f} {py:.1f}" for n, (px, py) in enumerate(at))
    days = "".join(
        f'<text class="a" x="{x + LEFT + day * 24 / hours * (WIDTH - LEFT):.0f}" y="{y + HEIGHT + 15}" '
        f'text-anchor="middle">{day}</text>'
        for day in range(0, int(hours / 24) + 1, 5)
    )
    return (
        f'<text x="{x + LEFT}" y="{y - 8}">{escape(heading)}</text>'
        f'<line x1="{x + LEFT}" y1="{y + HEIGHT}" x2="{x + WIDTH}" y2="{y + HEIGHT}"/>'
        f'<line x1="{x + LEFT}" y1="{y}" x2="{x + LEFT}" y2="{y + HEIGHT}"/>'
        f'<text class="a" x="{x + LEFT - 5}" y="{y + 11}" text-anchor="end">{most:,.4g}</text>'
        f'<text class="a" x="{x + LEFT - 5}" y="{y + HEIGHT}" text-anchor="end">0</text>{days}<path d="{path}"/>'
    )


def draw(samples: list[dict[str, Any]], title: str) -> str:
    """The picture, two graphs beside each other; the horizontal axis is in simulated days."""
    hours = max(sample["hour"] for sample in samples)
    graphs = []
    for number, (key, heading, counted) in enumerate(GRAPHS):
        x = 12 + (number % 2) * (WIDTH + 24)
        y = TOP + (number // 2) * (HEIGHT + GAP)
        span = 24.0 if "day" in heading else 1.0
        points = rates(samples, key, span) if counted else [(s["hour"], s[key]) for s in samples]
        graphs.append(graph(points, heading, x, y, hours))
    width, height = 2 * WIDTH + 60, TOP + (len(GRAPHS) + 1) // 2 * (HEIGHT + GAP)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<style>{STYLE}</style><rect width="{width}" height="{height}"/>'
        f'<text class="t" x="68" y="26">{escape(title)}</text>{"".join(graphs)}</svg>\n'
    )


if __name__ == "__main__":
    measured, out, name = sys.argv[1:4]
    Path(out).write_text(draw(json.loads(Path(measured).read_text()), name), encoding="utf-8")
