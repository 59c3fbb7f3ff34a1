"""Two stored incidents become one: ids, history and threads stay, and who was told of either hears no `new`.

Within the caller's transaction. Whether they are one is not decided here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents.incident import KnownIncident
from incidents.matching import Want
from incidents.notices import Notice, plan_correction
from incidents.resolution import merge
from incidents.watch import ALERT_ON, Watch
from store.database import Database


@dataclass(frozen=True, slots=True)
class Merged:
    """The incident that stands, the one that went into it, and who is told."""

    known: KnownIncident
    gone: KnownIncident
    notices: tuple[Notice, ...]


class Merging:
    """Merges in `database`; `watches` and the names of `receivers` are those of the configuration."""

    def __init__(self, database: Database, watches: Sequence[Watch], receivers: Collection[str]) -> None:
        self._db = database
        self._watches = {watch.name: watch for watch in watches}
        self._receivers = receivers

    def unite(self, one: KnownIncident, other: KnownIncident, now: datetime, comment: str) -> Merged:
        """Store that two incidents are one, the older of them, and plan who is told."""
        survivor, gone = merge(one, other, now, comment)
        told = self._db.outbox.told(gone.incident_id)
        wants = list(self.told_for(gone.incident_id))
        notices = plan_correction(gone, "merged", wants, told, now, change=gone.history[-1])
        for earlier in self._db.incidents.merged_into(gone.incident_id):
            known = self._db.incidents.get(earlier)
            if known is not None:
                self._db.incidents.save(replace(known, merged_into=survivor.incident_id))
        self._db.incidents.save(survivor)
        self._db.incidents.save(gone)
        self._db.outbox.add(notices)
        return Merged(survivor, gone, notices)

    def told_for(self, incident_id: str) -> Iterator[Want]:
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
