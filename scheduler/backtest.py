"""What a changed configuration would have alerted on what is stored: what it adds, loses, and keeps.

Both sides are planned by the same code over the same verdicts; or the new one is held against the notices
that were really planned. It writes nothing, and sends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, Protocol

from alerts.message import subject
from incidents.article import rfc3339
from incidents.matching import NOTHING
from scheduler.config import Config
from scheduler.groups import stale
from scheduler.replanning import Alert, Planner, Reread
from scheduler.rereading import Suspects, gather, reread
from store.database import Database
from store.past import Correction, Past, Planned, Telling

Kind = Literal["adds", "loses", "same"]


class Progress(Protocol):
    """Is told of the work as it goes; a bar for people."""

    def begin(self, what: str, total: int) -> None: ...

    def step(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Difference:
    """One alert, and whether the new configuration adds it, loses it, or has it as before. `why` says why."""

    kind: Kind
    alert: Alert
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences in the order of time, and what was looked at."""

    differences: tuple[Difference, ...]
    articles: int
    reread: int
    left_out: int

    def count(self, kind: Kind) -> int:
        return sum(difference.kind == kind for difference in self.differences)


class Backtest:
    """Compares a configuration with another one, or with what was planned, over what `database` holds."""

    def __init__(self, database: Database, since: datetime | None, progress: Progress) -> None:
        self._db = database
        self._since = since
        self._past: Past = database.past(since)
        self._progress = progress
        self.reread = 0

    def compare(self, new: Config, old: Config | None) -> Comparison:
        """The alerts of `new` against those of `old`; without it, against the stored notices."""
        configs = [new] if old is None else [new, old]
        planners = [self._planner(config) for config in configs]
        self._plan(planners)
        after = self._within(planners[0].plan.alerts.values())
        given = planners[0].plan.alerts
        before = self._stored() if old is None else planners[1].plan.alerts
        lost = [one for one in self._within(before.values()) if one.notice_id not in given]
        differences = [
            *(Difference("same" if one.notice_id in before else "adds", one, one.why) for one in after),
            *(self._lost(planners[0], one) for one in lost),
        ]
        differences.sort(key=lambda one: (one.alert.at, one.alert.notice_id))
        return Comparison(
            tuple(differences), self._past.articles(), self.reread, len(planners[0].plan.left_out)
        )

    def _within(self, alerts: Iterable[Alert]) -> list[Alert]:
        return [alert for alert in alerts if self._since is None or alert.at >= self._since]

    # --- planning again

    def _planner(self, config: Config) -> Planner:
        return Planner(config.watches, config.groups, config.max_age, self._read_again(config))

    def _read_again(self, config: Config) -> Reread:
        """The attributions of articles that were read with other groups."""
        old = stale(self._db, config.groups)
        if not old:
            return {}
        suspects = Suspects(config.groups, old)
        self._progress.begin("looking for changed groups", self._past.count())
        articles = list(gather(self._stepping(self._past.tellings(texts=True)), suspects))
        self.reread = max(self.reread, len(articles))
        self._progress.begin("reading again", len(articles))
        return reread(articles, config.groups, config.languages, self._progress.step)

    def _plan(self, planners: Sequence[Planner]) -> None:
        texts = any(planner.reads_texts for planner in planners)
        corrections = self._past.corrections()
        self._progress.begin("planning again", self._past.count())
        for telling in self._stepping(self._past.tellings(texts=texts)):
            while corrections and corrections[0].at < telling.first_seen:  # a report that merges comes first
                _correct(planners, corrections.pop(0))
            for planner in planners:
                planner.take(telling)
        for correction in corrections:
            _correct(planners, correction)

    def _stepping(self, tellings: Iterable[Telling]) -> Iterator[Telling]:
        for telling in tellings:
            yield telling
            if telling.article_id >= self._past.first:
                self._progress.step()

    # --- what there was

    def _stored(self) -> dict[str, Alert]:
        """The notices that were planned to be sent."""
        return {one.notice_id: _stored_alert(one) for one in self._past.planned() if one.state != "primed"}

    def _lost(self, planner: Planner, alert: Alert) -> Difference:
        """An alert that the new configuration does not give, with the reason."""
        row = None if alert.subject else self._db.outbox.notices.get(alert.notice_id)
        if row is not None:
            alert = replace(alert, url=row.notice.url, subject=subject(row.notice))
        article = self._db.articles.get(alert.url)
        matches = planner.matcher.match(article.draft) if article else NOTHING
        return Difference("loses", alert, planner.refusal(alert, matches))


def _correct(planners: Sequence[Planner], correction: Correction) -> None:
    for planner in planners:
        planner.correct(correction)


def _stored_alert(one: Planned) -> Alert:
    """A stored notice as an alert; its subject is read only if it is shown."""
    watches = tuple(json.loads(one.watches))
    return Alert(one.notice_id, one.at, one.reason, one.receiver, watches, one.incident_id, "", "", "")


def difference_line(difference: Difference) -> dict[str, Any]:
    """One line of the comparison, for programs."""
    alert = difference.alert
    return {
        "change": difference.kind,
        "notice_id": alert.notice_id,
        "at": rfc3339(alert.at),
        "reason": alert.reason,
        "receiver": alert.receiver,
        "watches": list(alert.watches),
        "incident_id": alert.incident_id,
        "url": alert.url,
        "subject": alert.subject,
        "why": difference.why,
    }
