"""What a person corrects: two incidents are one, or one did not happen. Those who were told are told of it.

Each correction is one transaction: the incidents, their history and the notices. Ids and threads stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents.errors import DatelineError
from incidents.incident import KnownIncident
from incidents.matching import Want
from incidents.notices import Notice, plan_correction
from incidents.resolution import merge, retract
from incidents.watch import ALERT_ON, Watch
from store.database import Database


@dataclass(frozen=True, slots=True)
class Corrected:
    """The incident that stands, the one that went into it if any, and who is told."""

    known: KnownIncident
    gone: KnownIncident | None
    notices: tuple[Notice, ...]


class Corrector:
    """Corrects what is in `database`; `watches` and `receivers` are those of the configuration."""

    def __init__(self, database: Database, watches: Sequence[Watch], receivers: Mapping[str, object]) -> None:
        self._db = database
        self._watches = {watch.name: watch for watch in watches}
        self._receivers = receivers

    def merge(self, one: str, other: str, comment: str, now: datetime) -> Corrected:
        """Two incidents are one; the older id survives, whichever is named first. Raise DatelineError."""
        if one == other:
            raise DatelineError(f"{one} is one incident already; name two")
        with self._db.transaction():
            survivor, gone = merge(self._standing(one), self._standing(other), now, comment)
            told = self._db.outbox.told(gone.incident_id)
            wants = list(self._told_for(gone.incident_id))
            notices = plan_correction(gone, "merged", wants, told, now, change=gone.history[-1])
            for earlier in self._db.incidents.merged_into(gone.incident_id):
                known = self._db.incidents.get(earlier)
                if known is not None:
                    self._db.incidents.save(replace(known, merged_into=survivor.incident_id))
            self._db.incidents.save(survivor)
            self._db.incidents.save(gone)
            self._db.outbox.add(notices)
        return Corrected(survivor, gone, notices)

    def retract(self, incident_id: str, comment: str, now: datetime) -> Corrected:
        """An incident did not happen, or is none; later reports of it stay silent. Raise DatelineError."""
        with self._db.transaction():
            known = self._standing(incident_id)
            if known.retracted:
                raise DatelineError(f"{incident_id} was retracted before")
            known = retract(known, now, comment)
            told = self._db.outbox.told(incident_id)
            wants = list(self._told_for(incident_id))
            notices = plan_correction(known, "retracted", wants, told, now, change=known.history[-1])
            self._db.incidents.save(known)
            self._db.outbox.add(notices)
        return Corrected(known, None, notices)

    def _standing(self, incident_id: str) -> KnownIncident:
        known = self._db.incidents.get(incident_id)
        if known is None:
            raise DatelineError(f"there is no incident {incident_id}; `dateline incidents` lists them")
        if known.merged_into is not None:
            raise DatelineError(f"{incident_id} was merged into {known.merged_into}; name that one")
        return known

    def _told_for(self, incident_id: str) -> Iterator[Want]:
        """For which watches each receiver was told. One that is not configured any more counts still, as long
        as its receiver is.
        """
        ids = (incident_id, *self._db.incidents.merged_into(incident_id))
        rows = [row for one in ids for row in self._db.outbox.notices.find(incident_id=one, limit=10_000)]
        pairs = {(row.notice.receiver, name): None for row in reversed(rows) for name in row.notice.watches}
        for receiver, name in pairs:
            if receiver in self._receivers:
                watch = self._watches.get(name)
                yield Want(Watch(name, (receiver,), alert_on=watch.alert_on if watch else ALERT_ON), "")
