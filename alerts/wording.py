"""How an incident is put into words: tolls, places, days, who, how sure. Pure, English, locale-free."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from incidents.incident import DENIED, Attribution, Change, Incident, KnownIncident, Place, Toll, Type, When
from incidents.notices import gravity

SUBJECT_LENGTH = 200

# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TOLL_WORDS = {
    "killed": "killed",
    "injured": "injured",
    "abducted": "abducted",
    "arrested": "arrested",
    "perpetrators_killed": "attackers killed",
}
_BASIS_WORDS = {
    "claimed": "claimed by {}",
    "blamed": "blamed on {}",
    "suspected": "{} suspected",
    "stated": "by {}",
    "denied": "denied by {}",
}
_FIGHTS = (Type.CLASH, Type.RAID)
_SPACED = {"Cc": " ", "Zl": " ", "Zp": " ", "Cs": "\N{REPLACEMENT CHARACTER}", "Cf": ""}
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"  # Persian and emoji need them
_ZOOM = {"place": 12, "admin": 8, "country": 5}


def one_line(text: str, limit: int = SUBJECT_LENGTH) -> str:
    """`text` fit for a header or a terminal: one line, no control or direction character, at most `limit`.

    What looks like an encoded word of RFC 2047 is broken up, or a mail reader would decode it.
    """
    kept = "".join(_SPACED.get(unicodedata.category(c), c) if c not in _JOINERS else c for c in text)
    line = " ".join(kept.replace("=?", "= ?").split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def type_words(incident: Incident) -> str:
    return str(incident.type).replace("_", " ")


def weapon_words(incident: Incident) -> str:
    """The weapon, unless the type says as much: no "bombing (bomb)"."""
    weapon = incident.weapon or ""
    return "" if weapon.casefold() in type_words(incident) else weapon


def number(toll: Toll) -> str:
    """ "3", "3 to 5", "at least 24", "up to 5", "nobody"; with "about" where only a best guess is known."""
    low, best, high = toll.low, toll.best, toll.high
    if low is not None and low == high:
        return "nobody" if low == 0 else str(low)
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"at least {low}"
    if high is not None:
        return f"up to {high}"
    return f"about {best}" if best is not None else "an unknown number"


def toll_words(field: str, toll: Toll) -> str:
    """ "3 killed", "1 attacker killed"."""
    words = _TOLL_WORDS[field]
    if toll.low == toll.high == 1:
        words = words.replace("attackers", "attacker")
    return f"{number(toll)} {words}"


def tolls(incident: Incident) -> list[tuple[str, Toll]]:
    """The tolls that are stated, in the order of the contract."""
    found = ((field, getattr(incident, field)) for field in _TOLL_WORDS)
    return [(field, toll) for field, toll in found if toll is not None]


def toll_detail(toll: Toll) -> str:
    """ "best estimate 4" where the best guess is neither bound; else `number` has said all."""
    bounded = toll.low is not None or toll.high is not None
    return f"best estimate {toll.best}" if bounded and toll.best not in (None, toll.low, toll.high) else ""


def place_words(place: Place | None) -> str:
    """ "Kaspiysk, Dagestan (RU)", "Cache County, Utah (US)"; a province or country is not repeated."""
    if place is None:
        return "Place unknown"
    names = [place.name]
    if place.admin1 and place.admin1 != place.name:
        names.append(place.admin1)
    return ", ".join(names) + (f" ({place.country})" if place.country else "")


def map_link(place: Place | None) -> str | None:
    """Where the place is on OpenStreetMap."""
    if place is None or place.lat is None or place.lon is None:
        return None
    lat, lon = f"{place.lat:.5f}", f"{place.lon:.5f}"
    zoom = _ZOOM[place.precision]
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={zoom}/{lat}/{lon}"


def coordinates(place: Place | None) -> str:
    """ "42.8916 N, 47.6367 E", or the empty string."""
    if place is None or place.lat is None or place.lon is None:
        return ""
    north = f"{abs(place.lat):.4f} {'N' if place.lat >= 0 else 'S'}"
    return f"{north}, {abs(place.lon):.4f} {'E' if place.lon >= 0 else 'W'}"


def day(value: date) -> str:
    return f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]} {value.year}"


def when_words(when: When | None) -> str:
    """ "Mon 2 March 2026", "March 2026", "Mon 2 March 2026 to Sun 8 March 2026"."""
    if when is None:
        return "Day not stated"
    if when.precision == "year":
        return str(when.start.year)
    if when.precision == "month":
        return f"{_MONTHS[when.start.month - 1]} {when.start.year}"
    return day(when.start) if when.start == when.end else f"{day(when.start)} to {day(when.end)}"


def who_words(attribution: Attribution) -> str:
    """ "claimed by Islamic State (Caucasus Province) via Amaq"."""
    part = f" ({attribution.part})" if attribution.part else ""
    via = f" via {attribution.via}" if attribution.via else ""
    return _BASIS_WORDS[attribution.basis].format(f"{attribution.group}{part}") + via


def blame_words(attribution: Attribution) -> str:
    """ "claimed by Islamic State": the group alone."""
    return _BASIS_WORDS[attribution.basis].format(attribution.group)


def sure_words(known: KnownIncident) -> str:
    """ "unconfirmed (one origin)" or "3 independent origins"; "…, denied by police"."""
    sure = "unconfirmed (one origin)" if known.origins <= 1 else f"{known.origins} independent origins"
    return f"{sure}, {denial_words(known.denied_by)}" if known.denied_by else sure


def denial_words(who: Sequence[str]) -> str:
    """ "denied by police, ministry"."""
    return f"denied by {', '.join(who)}"


def local(instant: datetime | None, zone: ZoneInfo) -> str:
    """ "Mon 2 March 2026, 14:05 CET" in the receiver's zone."""
    if instant is None:
        return "time unknown"
    there = instant.astimezone(zone)
    return f"{day(there.date())}, {there:%H:%M} {there.tzname()}"


def headline(incident: Incident, *, blame: bool = True) -> str:
    """ "Kaspiysk, Dagestan (RU): stabbing, 1 killed, 1 injured, claimed by Islamic State"."""
    stated = [toll_words(field, toll) for field, toll in _shown(incident)]
    if incident.type is Type.CLASH:
        stated = [words.replace("attacker", "fighter") for words in stated]
    who = [_blame_or_denial(incident)] if incident.attribution and blame else []
    return f"{place_words(incident.place)}: {', '.join([type_words(incident), *stated, *who])}"


def _shown(incident: Incident) -> list[tuple[str, Toll]]:
    """The tolls of a headline: the attackers only where no one else died, and then not that nobody did, or in
    a fight, of which their dead are the news.
    """
    dead = incident.killed is not None and incident.killed.high != 0
    if dead and incident.type in _FIGHTS:
        return tolls(incident)
    attackers = incident.perpetrators_killed is not None
    unsaid = "perpetrators_killed" if dead else "killed" if attackers else None
    return [(field, toll) for field, toll in tolls(incident) if field != unsaid]


def _blame_or_denial(incident: Incident) -> str:
    """ "claimed by Islamic State", and whether they deny it now."""
    first = incident.attribution[0]
    denied = any(a.group == first.group and a.basis == "denied" for a in incident.attribution[1:])
    of_fight = incident.type is Type.CLASH and first.basis == "stated"
    who = f"with {first.group}" if of_fight else blame_words(first)
    return f"{who}, who deny it" if denied else who


def brief(incident: Incident) -> str:
    """ "Kaspiysk (RU) stabbing, 1 killed": one of several in a subject."""
    place = incident.place
    where = "Place unknown" if place is None else place.name
    where += f" ({place.country})" if place is not None and place.country else ""
    worst = [toll_words(field, toll) for field, toll in _shown(incident)[:1]]
    return f"{where} {', '.join([type_words(incident), *worst])}"


def field_words(field: str) -> str:
    """A field of the incident as a label: "Attackers killed", "Claim"."""
    words = _TOLL_WORDS.get(field) or field.split(".")[0].replace("_", " ")
    return words[:1].upper() + words[1:]


def value_words(value: Any) -> str:
    """A value of an incident's history, as it is stored in JSON, in a few words."""
    if value is None or value == []:
        return "not stated"
    if isinstance(value, list):
        return "; ".join(value_words(item) for item in value)
    if not isinstance(value, dict):
        return str(value).replace("_", " ")
    try:
        if "best" in value:
            return number(Toll(value.get("low"), value.get("best"), value.get("high")))
        if "group" in value:
            return who_words(Attribution(**value))
        if "precision" in value and "start" in value:
            start, end = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
            return when_words(When(start, end, value["precision"], value["basis"]))
        if "country" in value:
            return place_words(Place(**value))
    except (KeyError, TypeError, ValueError):
        pass
    return ", ".join(f"{key} {value_words(item)}" for key, item in value.items())


def change_words(change: Change) -> str:
    """ "Killed: 1 -> 3". Of a correction by hand, `url` is the comment: "Retracted: it was a gas bottle"."""
    if change.field == DENIED:
        words = denial_words(change.after)
        return words[:1].upper() + words[1:]
    if change.field == "retracted":
        return f"Retracted: {change.url or 'no comment'}"
    if change.field == "incident_id":
        return f"Merged into incident {change.after}: {change.url or 'no comment'}"
    words = f"{field_words(change.field)}: {value_words(change.before)} -> {value_words(change.after)}"
    return f"{words} (corrected)" if is_corrected(change) else words


def is_corrected(change: Change) -> bool:
    """Whether a change puts a lower number in place of one that was told."""
    values = [value.get("best") for value in (change.before, change.after) if isinstance(value, dict)]
    numbers = [value for value in values if isinstance(value, int)]
    return change.reason == "toll" and len(numbers) == 2 and numbers[1] < numbers[0]


def update_prefix(reason: str, changes: Iterable[Change], incident: Incident) -> str:
    """What the subject of an update begins with, the gravest of its changes: "Toll 1 -> 3", "Now claimed by
    X"; empty for `new`.
    """
    match reason:
        case "new":
            return ""
        case "merged":
            return "Merged with another incident"
        case "retracted":
            return "Retracted"
    told = [(grave, change) for change in changes if (grave := gravity(change)) is not None]
    if not told:
        return _claim_prefix(incident) if reason == "claim" else f"{reason.capitalize()} changed"
    gravest = min(reversed(told), key=itemgetter(0))[1]
    if gravest.field == DENIED:
        return change_words(gravest)
    if gravest.field == "type":
        return f"Corrected, no {value_words(gravest.before)}"
    if gravest.reason == "claim":
        return _claim_prefix(incident, gravest)
    if gravest.reason == "place":
        return f"Place {_short(gravest)}"
    return _toll_prefix(gravest)


_NOW = "Now "


def names_claimant(prefix: str) -> bool:
    """Whether what a subject begins with says who did it, so that the rest need not."""
    return prefix.startswith(_NOW)


def _claim_prefix(incident: Incident, change: Change | None = None) -> str:
    """What changed of who did it, or else who is said to have done it, a claim before all."""
    told = [a for a in incident.attribution if a.basis == "claimed"] or list(incident.attribution)
    if change is not None and isinstance(change.before, list) and isinstance(change.after, list):
        groups = [entry.get("group") for entry in change.after if entry not in change.before]
        bases = [entry.get("basis") for entry in change.after if entry not in change.before]
        if groups and set(bases) == {"denied"}:
            return f"{groups[0]} denies it"
        told = [a for a in told if a.group in groups] or told
    who = next(iter(told), None)
    return f"{_NOW}{blame_words(who)}" if who else "Claim changed"


def _toll_prefix(change: Change) -> str:
    label = "Toll" if change.field == "killed" else field_words(change.field)
    return f"{label} corrected {_short(change)}" if is_corrected(change) else f"{label} {_short(change)}"


def _short(change: Change) -> str:
    before = "?" if change.before is None else value_words(change.before)
    return f"{before} -> {value_words(change.after)}"
