"""What the service did in a span of time, for a digest that proves silence: `alerts.outbox.Accounts`."""

from __future__ import annotations

from datetime import datetime, timedelta

from alerts.receivers import Account
from scheduler.health import condition
from scheduler.writer import Writer
from store.database import Database


class StoredAccounts:
    """Answers from the store. A source is silent when it was not read without fault for `silent_after`."""

    def __init__(self, database: Database, writer: Writer, silent_after: timedelta) -> None:
        self._db, self._writer, self._silent_after = database, writer, silent_after

    async def account(self, since: datetime, until: datetime) -> Account:
        return await self._writer(self._account, since, until)

    def _account(self, since: datetime, until: datetime) -> Account:
        conditions = [condition(row) for row in self._db.figures.sources()]
        return Account(
            sources=len(conditions),
            healthy=sum(found.unread_since is None for found in conditions),
            silent=tuple(c.name for c in conditions if c.overdue(until, self._silent_after)),
            outcomes=self._db.figures.outcomes_between(since, until),
        )
