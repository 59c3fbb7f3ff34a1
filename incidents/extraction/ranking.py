"""Choose one of several candidates by a conditional logit over named signs (McFadden 1974).

The weights are small numbers in `incidents/data/ranking.toml`, fitted by `benchmarks/quality/fit_ranking.py`;
they carry no text. What the candidates and their signs are is the business of `days`, `tally` and
`whereabouts`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp

Signs = Mapping[str, float]


@cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    """The weights of each choice by the signs' names; a sign without a weight has none."""
    text = (files("incidents") / "data" / "ranking.toml").read_text(encoding="utf-8")
    return {choice: defaultdict(float, weights) for choice, weights in tomllib.loads(text).items()}


def chances(choice: str, candidates: Sequence[Signs]) -> list[float]:
    """The probability of each candidate of a choice ("day", "scene"); together they make 1."""
    weights = _tables().get(choice, defaultdict(float))
    scores = [sum([weights[name] * value for name, value in signs.items() if value]) for signs in candidates]
    top = max(scores, default=0.0)
    shares = [exp(score - top) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]
