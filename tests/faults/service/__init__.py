"""Faults of the whole service, as a process: hangs, disks, clocks, configurations, copies, logs, files.

`ground` is the world with a clock that can be set and a supervisor like systemd's, `flaws` are the builds that are
broken on purpose, `cases` break one thing each and say what came of it, `__main__` prints the tables.

Run: python -m tests.faults.service    (part of `make faults`)
"""
