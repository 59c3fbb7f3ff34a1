"""A new or changed watch is primed: what it wants of what is known already is stored as seen, not alerted.

Which watches were in force is remembered in the database, so that a change made while the service was down is
noticed at its start.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from incidents.incident import Joined, KnownIncident
from incidents.matching import NOTHING, Matcher, Want, compile
from incidents.notices import plan
from incidents.watch import Watch
from scheduler.config import Config
from store.database import Database
from store.incidents import IncidentFilter

KEY = "watches"
# Older incidents are as good as closed: hardly a report of today is about them.
LOOKED_BACK = timedelta(days=90)
ARTICLES = 5
BATCH = 50


def prime_new_watches(database: Database, config: Config, now: datetime) -> int:
    """Prime what is new since this was last called; how many notices that gave.

    In small transactions, each of which may be done again. Raise StorageFailed.
    """
    marks = {watch.name: fingerprint(watch) for watch in config.watches}
    stored = database.meta.get(KEY)
    fresh = changed(config.watches, marks, json.loads(stored) if stored else {})
    primed = 0
    if fresh:
        matcher = compile(fresh, config.groups)
        since = now - LOOKED_BACK
        known = list(database.incidents.matching(IncidentFilter(since=since, status="current", limit=None)))
        for start in range(0, len(known), BATCH):
            with database.transaction():
                primed += sum(_prime(database, matcher, one, now) for one in known[start : start + BATCH])
    if stored != json.dumps(marks):
        database.meta.set(KEY, json.dumps(marks))
    return primed


def changed(watches: Sequence[Watch], marks: Mapping[str, str], before: Mapping[str, str]) -> list[Watch]:
    """The watches that are not as they were."""
    return [watch for watch in watches if before.get(watch.name) != marks[watch.name]]


def fingerprint(watch: Watch) -> str:
    """The same for watches that want the same and tell the same."""
    text = json.dumps(asdict(watch), sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, set | frozenset) else str(value)


def _prime(database: Database, matcher: Matcher, known: KnownIncident, now: datetime) -> int:
    wants = _wants(database, matcher, known)
    if not wants:
        return 0
    verdict = Joined(known=known, why="it was known before the watch")
    told = database.outbox.told(known.incident_id)
    url = known.reports[-1].url if known.reports else ""
    notices = plan(verdict, wants, told, now, url=url, primed=True)
    return database.outbox.add([replace(notice, primed=True) for notice in notices])


def _wants(database: Database, matcher: Matcher, known: KnownIncident) -> tuple[Want, ...]:
    """The watches that want the incident by any of its last articles."""
    found: dict[str, Want] = {}
    for link in database.articles.links_to(known.incident_id)[-ARTICLES:]:
        article = database.articles.get(link.article_id)
        matches = matcher.match(article.draft) if article else NOTHING
        for want in matcher.wants(known.incident, matches, origins=known.origins):
            found.setdefault(want.watch.name, want)
    return tuple(found.values())
