"""A simulated month of the real service: 100 sources, killed each hour, restored from a copy each day.

`news` invents what is published, `site` serves it and keeps the ledgers, `life` is the service with a clock
that leaps, `campaign` kills, restores and measures, `verdict` compares the ledgers, `pictures` draws.

Run: python -m tests.faults.month    (`--days`, `--sources`, `--undisturbed` for one life without a kill)
"""
