"""Which of the incidents that an article tells beside its main one say enough of their own to be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidents.extraction.acts.anchors import NEARBY, NEXT_TO, compatible, identity
from incidents.extraction.acts.mentions import is_violent
from incidents.extraction.stories import Story
from incidents.incident import Incident, Type, When
from incidents.records import record

_FIGHTS = (Type.CLASH, Type.RAID)
_OF_FORCES = (*_FIGHTS, Type.AIRSTRIKE, Type.SHELLING)  # "an airstrike … three fighters were killed" is one
_KINDS_APART = (Type.KIDNAPPING, Type.HIJACKING, Type.CLASH, Type.RAID, Type.ROBBERY, Type.ARSON)


@record
class Told:
    """An incident with its story; `listed`: its day is only the one that a round-up announces for all;
    `lent`: it is only that of the act told before.
    """

    incident: Incident
    story: Story
    listed: bool
    lent: bool

    @property
    def beside(self) -> bool:
        """Whether it was told as another one, and hit somebody or something, or is an entry of a list."""
        told = self.story.beside or self.story.told_apart
        return told and (_struck(self.incident) or self.story.section > 0)

    @property
    def within(self) -> float:
        """The distance in km up to which its town is that of another act."""
        return NEXT_TO if self.story.told_apart else NEARBY


def worth_telling(found: Sequence[Told], *, several: bool) -> tuple[Incident, ...]:
    """The incidents that are told, of which the main one is the first; `several`: the article says that it
    tells more than one, of which some may be told by their arrests alone.
    """
    main = found[0].incident
    apart = several or not is_violent(main.type) or main.status == "background"
    own = [one for one in found if one is found[0] or apart or not _is_of_act(one)]
    return tuple(_distinct(one for one in own if one.beside or _is_own(one, main)))


def _is_own(one: Told, main: Incident) -> bool:
    """Whether a further incident has a place, a day or a kind of its own; one that was surely told apart has
    the next town for its own.
    """
    incident, day = one.incident, None if one.lent else one.incident.date
    if incident is main:
        return True
    if _is_spoken_of(one):
        return False
    if not (incident.place or day or incident.killed or incident.injured):
        return incident.abducted is not None or not is_violent(incident.type)
    if incident.type in _OF_FORCES and _is_idle(incident, day):
        return incident.status == "background"
    fought = incident.type in _FIGHTS and main.type in _OF_FORCES and not incident.place
    if main.status == "background" or (incident.type in _KINDS_APART and not fought):
        return True
    if not (is_violent(incident.type) and is_violent(main.type)):
        return True
    if incident.place and (main.place is None or not compatible(incident.place, main.place, one.within)):
        return True
    if _is_elsewhere(one, main):
        return True
    hit = incident.killed or incident.injured or incident.targets
    return bool(hit and day and not one.listed and main.date and day != main.date)


def _is_of_act(one: Told) -> bool:
    """Whether it is the arrest of those who did what the article tells, wherever they were caught: no
    headline tells it, and no words say that it is another one ("in a separate incident", not "hours later").
    """
    another = any(act.sentence.tells_another for act in one.story.mentions)
    headed = any(act.sentence.in_title for act in one.story.mentions)
    return one.incident.type is Type.ARREST and not (another or headed)


def _is_elsewhere(one: Told, main: Incident) -> bool:
    """Whether its act is told as another one in a town of its own, however near, and hit somebody: "*hours
    later*, gunmen shot dead two men *in Callao*".
    """
    here, there = one.incident.place, main.place
    if here is None or there is None or {here.precision, there.precision} != {"place"}:
        return False
    anew = any(act.anchor and act.sentence.has("cue.another") for act in one.story.mentions)
    return anew and identity(here) != identity(there) and _struck(one.incident)


def _is_spoken_of(one: Told) -> bool:
    """Whether it is only spoken of as one already told: "a march against *the killings*", "the group claimed
    responsibility for an attack".
    """
    acts, incident = one.story.mentions, one.incident
    again = all(act.is_definite or act.generic or act.vetoed for act in acts) and not incident.targets
    claims = all(act.sentence.has("claim.claimed") and not act.sentence.dates for act in acts)
    anew = any(act.anchor or {"count", "toll"} <= act.why.keys() for act in acts)
    spoken = again or (claims and not one.story.told_apart)
    return spoken and not anew and incident.status != "background"


def _is_idle(incident: Incident, day: When | None) -> bool:
    """Whether forces acted in some place on no day that is told, and hit nobody: "two drones were downed over
    Izmail".
    """
    told = _struck(incident) or day or any(one.basis == "stated" for one in incident.attribution)
    return not told and incident.place is not None and incident.place.precision != "country"


def _struck(incident: Incident) -> bool:
    """Whether it is told who or what was hit."""
    return bool(incident.targets or incident.killed or incident.injured or incident.abducted)


def _distinct(found: Iterable[Told]) -> list[Incident]:
    """Without those that say nothing beyond one before them, and are not told as others."""
    kept: list[Incident] = []
    for one in found:
        incident = one.incident
        same = any(
            other.type == incident.type
            and (incident.date is None or incident.date == other.date)
            and (
                incident.place is None
                or (other.place is not None and compatible(incident.place, other.place, one.within))
            )
            for other in kept
        )
        if not same or one.beside:
            kept.append(incident)
    return kept
