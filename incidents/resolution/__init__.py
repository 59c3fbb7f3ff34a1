"""Is an incident that an article tells of one that is known? Join, update, open, or leave it in the past.

Pure. The store answers a `Neighbourhood` by index with the known incidents near it, and says how common words
are; `resolve` scores each, joins the best one that is good enough, and says why. Same actors, day and place
is one incident; other actors or targets on that day and place are two (the rule of ACLED's codebook).
"""

from incidents.resolution.bridging import are_one
from incidents.resolution.denials import deny, resolve_denial
from incidents.resolution.doubts import DOUBT, doubt_lines, may_be
from incidents.resolution.fusion import fuse
from incidents.resolution.likeness import Score, adds_nothing, is_again, rank
from incidents.resolution.neighbourhood import Neighbourhood, days_of, neighbourhood
from incidents.resolution.verdict import merge, resolve, retract
from incidents.resolution.votes import firm
from incidents.resolution.words import Rarity, index_words, key_words

__all__ = [
    "DOUBT",
    "Neighbourhood",
    "Rarity",
    "Score",
    "adds_nothing",
    "are_one",
    "days_of",
    "deny",
    "doubt_lines",
    "firm",
    "fuse",
    "index_words",
    "is_again",
    "key_words",
    "may_be",
    "merge",
    "neighbourhood",
    "rank",
    "resolve",
    "resolve_denial",
    "retract",
]
