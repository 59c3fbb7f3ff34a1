"""When: the day of an act, and whether it is news, an earlier act or history.

Dates are found in `dates`; this room only chooses among them.
"""
