"""What each type of incident is called by others: ACLED's event and sub-event types, and GTD's attack types.

From the ACLED codebook (2023: events, sub-events, disorder types) and the GTD codebook (2021: attack types).
Each type has one fixed code, by what such an incident mostly is; what a codebook leaves out has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from incidents.incident import Type


class Codes(NamedTuple):
    """ACLED's event type and sub-event type, and GTD's attack type, by their full names."""

    event_type: str
    sub_event_type: str
    attack_type: str


_REMOTE = "Explosions/Remote violence"
_CIVILIANS = "Violence against civilians"
_STRATEGIC = "Strategic developments"
_LOOTING = "Looting/property destruction"
_ABDUCTION = "Abduction/forced disappearance"

CODES: Mapping[Type, Codes] = {
    Type.BOMBING: Codes(_REMOTE, "Remote explosive/landmine/IED", "Bombing/Explosion"),
    Type.SUICIDE_BOMBING: Codes(_REMOTE, "Suicide bomb", "Bombing/Explosion"),
    Type.SHOOTING: Codes(_CIVILIANS, "Attack", "Armed Assault"),
    Type.STABBING: Codes(_CIVILIANS, "Attack", "Armed Assault"),
    # GTD: harm "by any means other than explosive, firearm, incendiary, or sharp instrument"
    Type.VEHICLE_ATTACK: Codes(_CIVILIANS, "Attack", "Unarmed Assault"),
    Type.ARMED_ATTACK: Codes(_CIVILIANS, "Attack", "Armed Assault"),
    Type.ASSASSINATION: Codes(_CIVILIANS, "Attack", "Assassination"),
    Type.KIDNAPPING: Codes(_CIVILIANS, _ABDUCTION, "Hostage Taking (Kidnapping)"),
    Type.HIJACKING: Codes(_CIVILIANS, _ABDUCTION, "Hijacking"),
    Type.ARSON: Codes(_STRATEGIC, _LOOTING, "Facility/Infrastructure Attack"),
    Type.ROBBERY: Codes(_STRATEGIC, _LOOTING, "Unknown"),
    Type.SABOTAGE: Codes(_STRATEGIC, _LOOTING, "Facility/Infrastructure Attack"),
    Type.SHELLING: Codes(_REMOTE, "Shelling/artillery/missile attack", "Bombing/Explosion"),
    Type.AIRSTRIKE: Codes(_REMOTE, "Air/drone strike", "Bombing/Explosion"),
    Type.CLASH: Codes("Battles", "Armed clash", "Armed Assault"),
    # GTD leaves out what states do.
    Type.RAID: Codes("Battles", "Armed clash", ""),
    Type.ARREST: Codes(_STRATEGIC, "Arrests", ""),
    Type.PROTEST: Codes("Protests", "Peaceful protest", ""),
    Type.RIOT: Codes("Riots", "Violent demonstration", ""),
    Type.THREAT: Codes(_STRATEGIC, "Other", ""),
    # Nature and accidents are in neither.
    Type.DISASTER: Codes("", "", ""),
    Type.OTHER: Codes(_STRATEGIC, "Other", ""),
}

# ACLED's disorder type follows from the event and sub-event.
_DISORDER = {
    "Battles": "Political violence",
    _REMOTE: "Political violence",
    _CIVILIANS: "Political violence",
    "Riots": "Demonstrations",
    "Protests": "Demonstrations",
    _STRATEGIC: "Strategic developments",
}


def disorder_type(codes: Codes) -> str:
    """ACLED's disorder type of these codes, or the empty string."""
    return _DISORDER.get(codes.event_type, "")
