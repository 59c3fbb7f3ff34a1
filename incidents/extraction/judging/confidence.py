"""How likely type, status and country are all right: a logistic model of few, stated signs.

The weights are fitted by `benchmarks/quality/fit_confidence.py` and rounded; they carry no text.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from incidents.incident import Incident, Type

WEIGHTS: Mapping[str, float] = {
    "bias": -1.86,
    "current": -0.03,
    "day": 0.26,
    "group": -0.03,
    "killed": 0.17,
    "lead": -0.16,
    "likely": 2.46,
    "main": 0.53,
    "no place": -5.09,
    "shouted": 0.22,
    "toll": 0.32,
    "town": 0.64,
    "vague": -1.07,
}
_VAGUE = (Type.ARMED_ATTACK, Type.CLASH, Type.RAID, Type.OTHER)


def signs(incident: Incident, *, likely: float, main: bool, lead: bool, shouted: bool) -> dict[str, float]:
    """The signs of an incident: how likely it is one, where it stands, and which fields it has."""
    place, when = incident.place, incident.date
    return {
        "likely": likely,
        "main": float(main),
        "lead": float(lead),
        "shouted": float(shouted),
        "town": float(place is not None and place.precision == "place"),
        "no place": float(place is None),
        "day": float(when is not None and when.precision == "day"),
        "killed": float(incident.killed is not None),
        "toll": float(incident.injured is not None or incident.abducted is not None),
        "group": float(bool(incident.attribution)),
        "vague": float(incident.type in _VAGUE),
        "current": float(incident.status == "current"),
    }


def confidence(found: Mapping[str, float]) -> float:
    """The probability for the given signs (see WEIGHTS), between 0.02 and 0.98."""
    total = WEIGHTS["bias"] + sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())
    return round(min(0.98, max(0.02, 1 / (1 + exp(-total)))), 3)
