"""Fuse what one more report says into a known incident, and list what it changed.

A later number replaces an earlier one; an older report never lowers one; what is told as past fills gaps.
Where reports contradict one another, a headline or most origins prevail (`votes`).
Nothing here decides whether the report belongs to the incident.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from incidents.article import Draft
from incidents.duplicates import common_origin
from incidents.incident import (
    TOLLS,
    Attribution,
    AttributionBasis,
    Change,
    Incident,
    KnownIncident,
    Place,
    Report,
    Toll,
    Type,
    When,
    place_to_dict,
    toll_to_dict,
    when_to_dict,
)
from incidents.resolution.votes import (
    DISSENT,
    ballots,
    firm_after,
    is_doubtful,
    is_passed_over,
    is_taken_back,
    is_unheard,
    least,
    without_signs,
)

MAX_WORDS = 400  # of a known incident: the first reports tell most
MAX_TARGETS = 8

# What a first report leaves open, and a later one may make more exact.
_REFINES: dict[Type, frozenset[Type]] = {
    Type.ARMED_ATTACK: frozenset(
        {
            Type.SHOOTING,
            Type.STABBING,
            Type.VEHICLE_ATTACK,
            Type.BOMBING,
            Type.SUICIDE_BOMBING,
            Type.ASSASSINATION,
            Type.KIDNAPPING,
            Type.SHELLING,
            Type.AIRSTRIKE,
        }
    ),
    Type.BOMBING: frozenset({Type.SUICIDE_BOMBING}),
    Type.DISASTER: frozenset({Type.BOMBING, Type.SUICIDE_BOMBING, Type.SHELLING, Type.AIRSTRIKE}),
    Type.OTHER: frozenset(Type) - {Type.OTHER, Type.ARREST},
    Type.ARREST: frozenset(Type) - {Type.OTHER, Type.ARREST, Type.THREAT},
    Type.THREAT: frozenset({Type.SHOOTING, Type.STABBING, Type.BOMBING, Type.ARMED_ATTACK}),
}
_BOMBINGS = (Type.BOMBING, Type.SUICIDE_BOMBING)
_PLACE_RANK = {"country": 0, "admin": 1, "place": 2}
_DATE_RANK = {"year": 0, "month": 1, "week": 2, "day": 3}
_BASIS_RANK: dict[AttributionBasis, int] = {
    "denied": 0,
    "suspected": 1,
    "blamed": 2,
    "stated": 3,
    "claimed": 4,
}


def fuse(
    known: KnownIncident, seen: Incident, draft: Draft, words: frozenset[str], now: datetime, origin: str
) -> tuple[KnownIncident, tuple[Change, ...]]:
    """`known` after one more report, and the changes of fields that it brought."""
    origin = common_origin(origin, (report.origin for report in known.reports if report.url != draft.url))
    before = known.incident
    after: Incident = before
    dissent: tuple[Change, ...] = ()
    has_say = seen.status == "current" and not _is_old(known, draft)
    if seen.status != "background":
        unheard = has_say and is_unheard(known, seen)
        after = _fused(known, replace(seen, killed=None) if unheard else seen, draft)
    if has_say:
        after, dissent = _voted(known, after, seen, draft, now, origin)
    after, corrected = _corrected(known, after, seen, draft)
    changes = changes_between(before, after, now, draft.url, corrected)
    report = Report(draft.url, draft.source, draft.stated, origin)
    reports = tuple(r for r in known.reports if r.url != draft.url)
    if len(reports) < len(known.reports):
        reports = tuple(report if r.url == draft.url else r for r in known.reports)
    else:
        reports = (*known.reports, report)
    fused = replace(
        known,
        incident=after,
        reports=reports,
        history=(*known.history, *changes, *dissent),
        last_changed=now if changes else known.last_changed,
        words=_more_words(without_signs(known.words), words) | firm_after(known, after, seen),
    )
    return fused, changes


def _corrected(
    known: KnownIncident, fused: Incident, seen: Incident, draft: Draft
) -> tuple[Incident, frozenset[str]]:
    """`fused` with the lower tolls, or the other type, that a report gives expressly in place of those
    reported before, and which these are.
    """
    names = {
        name
        for name in seen.corrects.intersection(TOLLS)
        if _is_lower(getattr(seen, name), getattr(known.incident, name)) and _is_newer(known, name, draft)
    }
    fused = replace(fused, **{name: getattr(seen, name) for name in names})
    if "type" in seen.corrects and known.incident.type in _BOMBINGS and _is_newer(known, "type", draft):
        return replace(fused, type=seen.type, weapon=seen.weapon), frozenset({*names, "type"})
    return fused, frozenset(names)


def is_no_bomb(known: KnownIncident, seen: Incident) -> bool:
    """Whether a report still tells of the bomb that there was none of, as one said expressly before."""
    corrections = {c.url for c in known.history if c.field == "type" and c.reason == "claim"}
    bombs = {c.before for c in known.history if c.field == "weapon" and c.url in corrections}
    return bool(corrections) and (seen.type in _BOMBINGS or seen.weapon in bombs - {None})


def _is_from_afar(known: Incident, seen: Incident) -> bool:
    """Whether an explosion of which nobody named the bomb was one of the rockets or drones named now."""
    bare = known.type is Type.BOMBING and known.weapon is None
    return bare and seen.type in (Type.SHELLING, Type.AIRSTRIKE) and seen.weapon is not None


def _is_lower(said: Toll | None, stands: Toll | None) -> bool:
    return said is not None and stands is not None and least(said) < least(stands)


def _voted(
    known: KnownIncident, fused: Incident, seen: Incident, draft: Draft, now: datetime, origin: str
) -> tuple[Incident, tuple[Change, ...]]:
    """`fused` with what most reports say, and a line for each field in which this one stays alone."""
    dissent = []
    if is_passed_over(known, seen):
        fused = replace(fused, killed=None)
    for ballot in ballots(known, fused, seen, origin):
        if ballot.prevails:
            fused = replace(fused, **{ballot.field: ballot.said})
        else:
            ours, theirs = _value(fused, ballot.field), _value(seen, ballot.field)
            dissent.append(Change(now, DISSENT, ballot.field, ours, theirs, draft.url))
    return fused, tuple(dissent)


def _is_old(known: KnownIncident, draft: Draft) -> bool:
    """Whether `draft` is no later than the last report: it has no say against the others."""
    if draft.published is None or any(report.url == draft.url for report in known.reports):
        return True
    return any(r.published is not None and r.published > draft.published for r in known.reports)


def _more_words(known: frozenset[str], new: frozenset[str]) -> frozenset[str]:
    room = MAX_WORDS - len(known)
    return known | frozenset(sorted(new - known)[: max(0, room)])


def _fused(known: KnownIncident, seen: Incident, draft: Draft) -> Incident:
    incident = known.incident
    late = seen.status == "earlier" and incident.status == "current"
    refines = (
        (seen.type in _REFINES.get(incident.type, ()) or _is_from_afar(incident, seen))
        and not late
        and not is_no_bomb(known, seen)
    )
    tolls: dict[str, Any] = {
        name: fuse_toll(
            getattr(incident, name),
            getattr(seen, name),
            newer=_is_newer(known, name, draft) and not is_doubtful(known, seen, name),
            recalled=late or is_taken_back(known, name, getattr(seen, name)),
        )
        for name in TOLLS
    }
    left = None if late or tolls["killed"] != seen.killed else _left_hurt(incident, seen)
    if left is not None and _is_newer(known, "injured", draft):
        tolls["injured"] = left
    return replace(
        incident,
        type=seen.type if refines else incident.type,
        status="current" if seen.status == "current" else incident.status,
        date=better_date(incident.date, seen.date),
        place=better_place(incident.place, seen.place),
        attribution=fuse_attribution(incident.attribution, seen.attribution),
        targets=incident.targets or seen.targets[:MAX_TARGETS],
        weapon=incident.weapon or (None if is_no_bomb(known, seen) else seen.weapon),
        confidence=max(incident.confidence, seen.confidence),
        **tolls,
    )


# Tolls ---------------------------------------------------------------------------------------------------


def _is_newer(known: KnownIncident, field: str, draft: Draft) -> bool:
    """Whether `draft` was published no earlier than the report that gave the field its present value."""
    if draft.published is None:
        return True
    by_url = {report.url: report.published for report in known.reports}
    url = next((c.url for c in reversed(known.history) if c.field == field and c.reason != DISSENT), None)
    if url is None and known.reports:
        url = known.reports[0].url
    stamp = by_url.get(url) if url else None
    return stamp is None or draft.published >= stamp


def fuse_toll(old: Toll | None, new: Toll | None, *, newer: bool, recalled: bool = False) -> Toll | None:
    """The toll after one more report. `newer`: published no earlier than the one that gave `old`.

    `recalled`: the report tells of the incident in passing, or a number that was taken back, and only fills
    what was not known.
    """
    if new is None or old is None or recalled:
        return old if old is not None else new
    a, b = least(old), least(new)
    if b > a:
        return new if newer or old.high is None else old
    if b == a:
        return new if old.high is None and new.high is not None else old
    return old


def _left_hurt(known: Incident, seen: Incident) -> Toll | None:
    """Who is hurt still where a report tells of as many more dead as there are fewer hurt; nobody where all
    who were hurt are dead and it knows of none hurt. None where neither is so.
    """
    hurt, dead = known.injured, seen.killed
    before = least(known.killed) if known.killed else 0
    if hurt is None or dead is None or not hurt.best or dead.best is None or dead.best <= before:
        return None
    left = hurt.best - (dead.best - before)
    if seen.injured is None:
        return Toll.exactly(0) if before == left == 0 else None
    return seen.injured if seen.injured.best == left else None


# Place, day, actors --------------------------------------------------------------------------------------


def better_place(old: Place | None, new: Place | None) -> Place | None:
    """The more exact of two places, where the more exact one lies in the other; else the first."""
    if new is None or old is None:
        return old or new
    if _PLACE_RANK[new.precision] <= _PLACE_RANK[old.precision] or new.country != old.country:
        return old
    if old.precision == "admin" and new.admin1_code != old.admin1_code:
        return old
    return new


def better_date(old: When | None, new: When | None) -> When | None:
    """The more exact of two dates that do not contradict each other; else the first."""
    if new is None or old is None:
        return old or new
    if (
        _DATE_RANK[new.precision] > _DATE_RANK[old.precision]
        and new.start <= old.end
        and old.start <= new.end
    ):
        return new
    return old


def fuse_attribution(old: Iterable[Attribution], new: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Both lists side by side: of one group its strongest basis, and its denial beside it."""
    fused: dict[tuple[str, bool], Attribution] = {}
    for attribution in (*old, *new):
        key = attribution.group, attribution.basis == "denied"
        known = fused.get(key)
        if known is None:
            fused[key] = attribution
            continue
        stronger = max((known, attribution), key=lambda a: _BASIS_RANK[a.basis])
        fused[key] = replace(
            stronger,
            part=stronger.part or known.part or attribution.part,
            via=stronger.via or known.via or attribution.via,
        )
    return tuple(fused.values())


# Changes -------------------------------------------------------------------------------------------------


def _value(incident: Incident, field: str) -> Any:
    value = getattr(incident, field)
    if field in TOLLS:
        return toll_to_dict(value)
    if field == "place":
        return place_to_dict(value)
    if field == "date":
        return when_to_dict(value)
    if field == "attribution":
        return [{"group": a.group, "part": a.part, "basis": a.basis, "via": a.via} for a in value]
    return list(value) if isinstance(value, tuple) else value if value is None else str(value)


_FIELDS = ("type", "status", "date", "place", "attribution", *TOLLS, "targets", "weapon")


_CORRECTED = {"type": "claim"}  # that it was something else is news as a denial is


def changes_between(
    before: Incident, after: Incident, now: datetime, url: str, corrected: frozenset[str] = frozenset()
) -> tuple[Change, ...]:
    """A line of history for each field in which the two differ; of the `corrected` ones it is news that they
    are other, also that there is nobody.
    """
    return tuple(
        Change(
            now,
            _CORRECTED.get(field, "toll") if field in corrected else reason_of(field, before, after),
            field,
            _value(before, field),
            _value(after, field),
            url,
        )
        for field in _FIELDS
        if getattr(before, field) != getattr(after, field)
    )


def reason_of(field: str, before: Incident, after: Incident) -> str:
    """What a change of a field is to those who are told: a toll, a claim, a place, or only a field."""
    if field in ("killed", "injured", "abducted"):
        old, new = getattr(before, field), getattr(after, field)
        return "toll" if new and (old is None or least(old) != least(new)) and least(new) else "field"
    if field == "place":
        return "place"
    if field == "attribution":
        return "claim" if _claims(after) - _claims(before) or _denials(before, after) else "field"
    return "field"


def _denials(before: Incident, after: Incident) -> set[str]:
    """The groups that were named as the doer, and deny it now."""
    named = {a.group for a in before.attribution if a.basis != "denied"}
    denied, known = (
        {a.group for a in incident.attribution if a.basis == "denied"} for incident in (after, before)
    )
    return (denied - known) & named


def _claims(incident: Incident) -> set[tuple[str, bool]]:
    """Who is named, and who claims it: a new name, or a claim by one who was only named, is news."""
    return {(a.group, a.basis == "claimed") for a in incident.attribution if a.basis != "denied"} | {
        (a.group, False) for a in incident.attribution if a.basis != "denied"
    }
