"""Who did it: names of groups, and on what basis somebody is said to have done it.

Whom it hit is `harm`'s business.
"""
