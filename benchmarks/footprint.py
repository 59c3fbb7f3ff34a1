"""Start to first poll, and the memory of the idle daemon: proportional set size (PSS) of all its processes.

Run: python -m benchmarks.footprint    (a loopback site with a few articles; two workers; Linux only)
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.acceptance.world import Story, World

ARTICLES = 12
SETTLE = 5.0  # seconds of idleness before memory is read


def processes(root: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue += children.get(pid, [])
    return found


def pss(pid: int) -> float:
    """Proportional set size in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        world = World(Path(place))
        try:
            for number in range(ARTICLES):
                text = (
                    f"Gunmen shot dead {number + 2} people in Derbent, Russia, on Monday, police said. " * 4
                )
                world.site.publish("one", Story(f"a{number}", f"Attack {number} in Derbent", text))
            world.configure("one")
            began = time.monotonic()
            world.start()
            world.wait("the first poll", lambda: world.site.visits)
            print(f"start to first request: {time.monotonic() - began:.2f} s")
            world.wait("all articles", lambda: len(world.articles()) == ARTICLES)
            print(f"start to {ARTICLES} articles settled: {time.monotonic() - began:.2f} s")
            time.sleep(SETTLE)
            assert world.process is not None
            sizes = {pid: pss(pid) for pid in processes(world.process.pid)}
            print(f"main process: {sizes[world.process.pid]:.0f} MB PSS")
            print(f"all {len(sizes)} processes: {sum(sizes.values()):.0f} MB PSS")
        finally:
            world.close()


if __name__ == "__main__":
    main()
