"""What a run did, in a few lines: sources, articles by outcome, notices, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents.article import Outcome
from store.database import Database

if TYPE_CHECKING:
    from scheduler.rounds import Tally


def summary(tally: Tally, database: Database) -> str:
    """The account of a run, and of the database as it stands."""
    account = database.articles.account()
    settled = sum(account[outcome] for outcome in Outcome)
    outcomes = ", ".join(f"{o} {account[o]}" for o in Outcome if account[o])
    messages = ", ".join(f"{state} {count}" for state, count in database.outbox.count().items())
    lines = [
        f"sources polled: {tally.polled}, failing: {len(tally.failing)}",
        *(f"  {name}: {fault}" for name, fault in sorted(tally.failing.items())),
        f"entries listed: {tally.listed}, new: {tally.new_entries}",
        f"articles read: {account['read']} = {settled} settled + {account['pending']} pending ({outcomes})",
        f"notices: {tally.notices} to send, {tally.primed} primed (of first polls: stored, never sent)",
        f"messages: {messages or 'none'}",
    ]
    return "\n".join(lines)
