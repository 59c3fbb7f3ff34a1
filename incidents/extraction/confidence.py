"""How likely type, status and country are all right: a logistic model of few, stated signs.

The weights are fitted by `benchmarks/quality/fit_confidence.py` and rounded; they carry no text.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

WEIGHTS: Mapping[str, float] = {
    "bias": -2.0,
    "likely": 2.5,
    "main": 0.5,
    "lead": 0.4,
    "fine_place": 0.5,
    "no_place": -2.0,
    "day": 0.5,
    "toll": 0.3,
    "current": 0.3,
}


def confidence(signs: Mapping[str, float]) -> float:
    """The probability for the given signs (see WEIGHTS), between 0.02 and 0.98."""
    total = WEIGHTS["bias"] + sum(WEIGHTS.get(name, 0.0) * value for name, value in signs.items())
    return round(min(0.98, max(0.02, 1 / (1 + exp(-total)))), 3)
