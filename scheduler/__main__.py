"""`python -m scheduler` is `dateline`."""

from scheduler.cli import main

main()
