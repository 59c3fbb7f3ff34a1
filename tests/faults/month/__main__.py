"""`python -m tests.faults.month`."""

from tests.faults.month.campaign import main

main()
