"""Recorded articles through the very pipeline that the daemon runs, with the clock at each article's time.

It sends nothing and primes nothing. Two runs print the same: ids come from content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alerts.message import subject
from incidents.article import Draft, Outcome, rfc3339
from incidents.incident import known_to_dict
from incidents.notices import Notice
from incidents.presets import groups as preset_groups
from incidents.text import normalise_draft
from incidents.watch import Watch
from scheduler.clock import ManualClock
from scheduler.config import Config
from scheduler.pipeline import Arrival, Pipeline
from scheduler.reader import Reader
from store.database import MEMORY, Database

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Without a configuration everything violent is watched, so that a replay shows what there is.
EVERYTHING = Watch(name="everything violent", notify=("replay",))
LANGUAGES = ("en", "ru", "uk")


class Replay:
    """One replay into `db`, or into memory."""

    def __init__(self, config: Config | None, db: Path | None) -> None:
        groups = config.groups if config else preset_groups()
        self._db = Database.open(db or MEMORY)
        self._reader = Reader(groups, config.languages if config else LANGUAGES)
        self._pipeline = Pipeline(
            self._db,
            config.watches if config else (EVERYTHING,),
            groups,
            config.max_age if config else timedelta(days=7),
        )
        self._clock = ManualClock(EPOCH)
        self._articles: list[dict[str, Any]] = []

    def play(self, drafts: Iterable[Draft], tell: Callable[[dict[str, Any]], None]) -> None:
        """Settle the drafts in the order of their publication, and `tell` each notice as it is planned."""
        ordered = sorted(drafts, key=lambda d: (d.published is None, d.published or EPOCH))
        for draft in ordered:
            self._clock.reach(draft.published or EPOCH)
            now = self._clock.now()
            reading = self._reader.read(normalise_draft(draft, now))
            settled = self._pipeline.settle(reading, Arrival(first_seen=now), now)
            self._articles.append(
                {
                    "id": draft.id,
                    "url": draft.url,
                    "outcome": str(settled.outcome),
                    "incident_ids": list(settled.incident_ids),
                }
            )
            for notice in settled.notices:
                tell(notice_line(notice))

    @property
    def articles(self) -> list[dict[str, Any]]:
        """One line an article, in the order they were settled; of a merged incident the one that stands."""
        into = self._db.incidents.survivors()
        return [
            {**line, "incident_ids": list(dict.fromkeys(into.get(i, i) for i in line["incident_ids"]))}
            for line in self._articles
        ]

    def incidents(self) -> Iterator[dict[str, Any]]:
        """Every stored incident, merged and retracted ones included."""
        return map(known_to_dict, self._db.incidents.each())

    def account(self) -> str:
        """What was read and what became of it; the outcomes add up to the articles read."""
        account = self._db.articles.account()
        parts = [f"{outcome} {account[outcome]}" for outcome in Outcome if account[outcome]]
        total = sum(account[outcome] for outcome in Outcome)
        settled = f"{total} settled: {', '.join(parts)}"
        return f"{account['read']} articles read = {settled}; {account['pending']} pending"


def notice_line(notice: Notice) -> dict[str, Any]:
    """One line of `replay`, as the contract has it."""
    return {
        "notice_id": notice.notice_id,
        "at": rfc3339(notice.at),
        "reason": notice.reason,
        "receiver": notice.receiver,
        "watches": list(notice.watches),
        "incident_id": notice.known.incident_id,
        "url": notice.url,
        "subject": subject(notice),
    }
