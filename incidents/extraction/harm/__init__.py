"""Whom and what an act harmed: persons, what befell each, how many they are, and the things that were hit.

Who did it is `actors`' business.
"""
