"""What a person corrects: two incidents are one, or one did not happen. Those who were told are told of it.

Each correction is one transaction: the incidents, their history and the notices. Ids and threads stay.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from incidents.errors import DatelineError
from incidents.incident import KnownIncident
from incidents.notices import Notice, plan_correction
from incidents.resolution import retract
from incidents.watch import Watch
from scheduler.merging import Merged, Merging
from store.database import Database


@dataclass(frozen=True, slots=True)
class Retracted:
    """The incident that was taken back, and who is told."""

    known: KnownIncident
    notices: tuple[Notice, ...]


class Corrector:
    """Corrects what is in `database`; `watches` and `receivers` are those of the configuration."""

    def __init__(self, database: Database, watches: Sequence[Watch], receivers: Collection[str]) -> None:
        self._db = database
        self._merging = Merging(database, watches, receivers)

    def merge(self, one: str, other: str, comment: str, now: datetime) -> Merged:
        """Two incidents are one; the older id survives, whichever is named first. Raise DatelineError."""
        if one == other:
            raise DatelineError(f"{one} is one incident already; name two")
        with self._db.transaction():
            return self._merging.unite(self._standing(one), self._standing(other), now, comment)

    def retract(self, incident_id: str, comment: str, now: datetime) -> Retracted:
        """An incident did not happen, or is none; later reports of it stay silent. Raise DatelineError."""
        with self._db.transaction():
            known = self._standing(incident_id)
            if known.retracted:
                raise DatelineError(f"{incident_id} was retracted before")
            known = retract(known, now, comment)
            told = self._db.outbox.told(incident_id)
            wants = list(self._merging.told_for(incident_id))
            notices = plan_correction(known, "retracted", wants, told, now, change=known.history[-1])
            self._db.incidents.save(known)
            self._db.outbox.add(notices)
        return Retracted(known, tuple(notice for notice in notices if not notice.withdrawn))

    def _standing(self, incident_id: str) -> KnownIncident:
        known = self._db.incidents.get(incident_id)
        if known is None:
            raise DatelineError(f"there is no incident {incident_id}; `dateline incidents` lists them")
        if known.merged_into is not None:
            raise DatelineError(f"{incident_id} was merged into {known.merged_into}; name that one")
        return known
