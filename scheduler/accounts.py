"""What the service did in a span of time, for a digest that proves silence: `alerts.outbox.Accounts`."""

from __future__ import annotations

from datetime import datetime

from alerts.receivers import Account
from crawler.sources import FetchState, Status, standing
from incidents.article import Outcome
from scheduler.health import UNREAD
from scheduler.writer import Writer
from store.database import Database


class StoredAccounts:
    """Answers from the store. A source is silent when it is read without fault and has listed nothing new for
    longer than its rhythm explains, or lists nothing at all; it fails when its last poll did.
    """

    def __init__(self, database: Database, writer: Writer) -> None:
        self._db, self._writer = database, writer

    async def account(self, since: datetime, until: datetime) -> Account:
        return await self._writer(self._account, since, until)

    def _account(self, since: datetime, until: datetime) -> Account:
        rows = self._db.figures.sources()
        states = [
            (row.name, standing(row.kind, FetchState.from_dict(row.state), until).state) for row in rows
        ]
        silent = tuple(name for name, state in states if state in ("silent", "empty"))
        failing = tuple(name for name, state in states if state in UNREAD)
        unread = sum(state == Status.NEW for _, state in states)
        found = self._db.figures.outcomes_between(since, until)
        return Account(
            sources=len(rows),
            healthy=len(rows) - len(silent) - len(failing) - unread,
            silent=silent,
            failing=failing,
            outcomes={str(outcome): found[outcome] for outcome in Outcome if outcome in found},
        )
