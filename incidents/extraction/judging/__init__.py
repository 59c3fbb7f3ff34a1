"""Whether a story is told as an incident, how surely, and beside which others.

It judges stories as they stand; it finds nothing in the text itself.
"""
