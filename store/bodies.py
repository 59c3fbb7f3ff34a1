"""The JSON of an incident, made once a commit: its row, what its article tells and its notices all hold it.

It only writes JSON; what is done with it is not known here.
"""

from __future__ import annotations

from incidents.incident import Incident, seen_to_dict
from store.packing import dump


class _Last:
    """The incident asked for last, and its JSON: one pair, replaced whole, so that threads may share it."""

    pair: tuple[Incident | None, str] = (None, "")


def incident_json(incident: Incident) -> str:
    """The Incident object of the contract, as text, with what one article says beyond it."""
    known, text = _Last.pair
    if known is not incident:
        text = dump(seen_to_dict(incident))
        _Last.pair = (incident, text)
    return text
