"""The flow from a read article to its notices, in order; it calls, and decides nothing.

    worker   incidents.extraction          -> Incident*     (already done: a `Reading` comes in)
    writer   one BEGIN IMMEDIATE:
             incidents.duplicates.decide   -> New | Duplicate | Revision | Copy
             incidents.resolution.resolve  -> Opened | Updated | Joined | Background, for each incident
             incidents.matching            -> the watches that want it
             incidents.notices.plan        -> Notice*, each with its reason
             store: article, incidents, notices, outcome

One article at a time, so two reports of one attack cannot both open it. The daemon and `replay` run it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from incidents.article import Draft, Outcome
from incidents.duplicates import Copy, Duplicate, New, Revision, decide
from incidents.incident import (
    VIOLENT,
    Background,
    Incident,
    Joined,
    KnownIncident,
    Opened,
    Updated,
    Verdict,
)
from incidents.matching import Matcher, Matches, Want, compile
from incidents.notices import Notice, Quote, Told, and_others, correction, is_news, plan, plan_correction
from incidents.resolution import are_one, may_be, neighbourhood, resolve, resolve_denial
from incidents.urls import canonical
from incidents.watch import Group, Watch
from scheduler.groups import note
from scheduler.merging import Merging
from scheduler.reading import Denial, Reading
from store.database import Database


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an article came: when it was first seen, and by which entry of which source, if any.

    `primed` marks an article of a source's first poll.
    """

    first_seen: datetime
    primed: bool = False
    source_url: str | None = None
    entry_id: int | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an article, with the incidents it tells of, the main one first, and what was planned."""

    outcome: Outcome
    reason: str
    incident_ids: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


class Pipeline:
    """Settles articles one at a time into `database`, for one set of watches."""

    def __init__(
        self, database: Database, watches: Sequence[Watch], groups: Sequence[Group], max_age: timedelta
    ) -> None:
        self._db = database
        self._groups = groups
        self._groups_noted = False
        self._matcher: Matcher = compile(watches, groups)
        self._merging = Merging(database, watches, {name for watch in watches for name in watch.notify})
        self._max_age = max_age

    def reject(self, draft: Draft, reason: str, arrival: Arrival) -> Settled:
        """Store that nothing readable was found."""
        with self._db.transaction():
            return self._finish(self._add(draft, "", (), arrival), Settled(Outcome.REJECTED, reason), arrival)

    def settle(self, reading: Reading, arrival: Arrival, now: datetime) -> Settled:
        """Decide on one article and store all that follows, in one transaction."""
        draft = reading.draft
        if not (draft.title.strip() or draft.text.strip()):
            return self.reject(draft, "neither page nor entry has a readable text", arrival)
        url = canonical(draft.url)
        with self._db.transaction():
            content = draft.content_hash()
            candidates = self._db.articles.candidates(url, content, reading.sketch)
            decision = decide(draft, url, content, len(reading.sketch), candidates)
            if isinstance(decision, Duplicate):
                article = self._add(draft, "", (), arrival)
                return self._finish(article, Settled(Outcome.DUPLICATE, decision.why), arrival)
            self._note_groups()
            article = self._add(draft, decision.origin, reading.sketch, arrival)
            settled = self._tell(reading, article, decision, arrival, now)
            return self._finish(article, settled, arrival)

    def _note_groups(self) -> None:
        """Note once with which groups articles are read from now on: a backtest reads again for others."""
        if not self._groups_noted:
            note(self._db, self._groups)
            self._groups_noted = True

    def _add(self, draft: Draft, origin: str, sketch: Sequence[int], arrival: Arrival) -> int:
        return self._db.articles.add(
            draft, canonical(draft.url), arrival.first_seen, origin, sketch, arrival.source_url
        )

    def _finish(self, article: int, settled: Settled, arrival: Arrival) -> Settled:
        self._db.articles.finish(article, settled.outcome, settled.reason)
        if arrival.entry_id is not None:
            self._db.entries.settle(arrival.entry_id, article, settled.outcome)
        return settled

    def _tell(
        self, reading: Reading, article: int, decision: New | Revision | Copy, arrival: Arrival, now: datetime
    ) -> Settled:
        """Resolve each incident, store it, and plan who is told."""
        draft, matches = reading.draft, self._matcher.match(reading.draft)
        if is_late(draft.published, arrival.first_seen, self._max_age):
            arrival = replace(arrival, primed=True)  # seen, and never alerted
        told: list[tuple[Verdict, bool]] = []
        notices: list[Notice] = []
        joined: list[str] = []
        stands: set[str] = set()  # what the article tells as done, and so does not deny
        for index in range(len(reading.incidents)):
            verdict = self._resolve(reading, index, decision, joined, arrival, now)
            if isinstance(verdict, Background):
                self._db.articles.link(article, None, reading.incidents[index], "background", verdict.why)
                told.append((verdict, False))
                continue
            if not isinstance(verdict, Opened) and verdict.others:
                verdict, merged = self._bridged(verdict, draft, now)
                notices += merged
            joined.append(verdict.known.incident_id)
            if reading.incidents[index].type in VIOLENT:
                stands.add(verdict.known.incident_id)
            self._db.incidents.save(verdict.known)
            kind = type(verdict).__name__.lower()
            self._db.articles.link(
                article, verdict.known.incident_id, reading.incidents[index], kind, verdict.why
            )
            wants = self._wants(verdict.known, matches)
            told.append((verdict, bool(wants)))
            before = self._db.outbox.told(verdict.known.incident_id)
            corrected = self._correct(verdict, before, arrival, draft, reading.quotes[index], now)
            planned = self._plan(verdict, wants, before, reading, index, arrival, now)
            # At once: an article that tells of it a second time must find that it is told.
            notices += self._put(and_others(corrected, planned), before)
        for denial in reading.denials:
            denied, planned = self._deny(denial, reading, article, decision, stands, arrival, now)
            if denied is not None:
                joined.append(denied.known.incident_id)
                told.append((denied, bool(self._wants(denied.known, matches))))
                notices += planned
        outcome, reason = _forced(decision, draft, arrival, self._max_age, told) or _outcome(told)
        return Settled(outcome, reason, tuple(dict.fromkeys(joined)), tuple(notices))

    def _resolve(
        self,
        reading: Reading,
        index: int,
        decision: New | Revision | Copy,
        joined: Sequence[str],
        arrival: Arrival,
        now: datetime,
    ) -> Verdict:
        seen, draft, words = reading.incidents[index], reading.draft, reading.words[index]
        seen = as_primed(seen) if arrival.primed else seen
        rarity = self._db.incidents.rarity(words)
        return resolve(
            seen,
            draft,
            self._db.incidents.near(neighbourhood(seen, draft, words, now, rarity)),
            now,
            origin=decision.origin,
            index=index,
            rarity=rarity,
            taken=joined,
            words=words,
        )

    def _deny(
        self,
        denial: Denial,
        reading: Reading,
        article: int,
        decision: New | Revision | Copy,
        stands: Collection[str],
        arrival: Arrival,
        now: datetime,
    ) -> tuple[Updated | Joined | None, tuple[Notice, ...]]:
        """Note that a known incident is denied, if one is like what the article denies, and tell whoever was
        told of it. What `stands` is told by the article itself.
        """
        seen, draft, words = denial.seen, reading.draft, denial.words
        rarity = self._db.incidents.rarity(words)
        near = self._db.incidents.near(neighbourhood(seen, draft, words, now, rarity))
        verdict = resolve_denial(
            seen,
            draft,
            near,
            now,
            origin=decision.origin,
            news=not arrival.primed,
            rarity=rarity,
            taken=stands,
            words=words,
        )
        if verdict is None:
            return None, ()
        known = verdict.known
        self._db.incidents.save(known)
        self._db.articles.link(article, known.incident_id, seen, "denied", verdict.why)
        told = self._db.outbox.told(known.incident_id)
        return verdict, self._put(self._correct(verdict, told, arrival, draft, denial.quotes, now), told)

    def _put(self, planned: Sequence[Notice], told: Sequence[Told]) -> tuple[Notice, ...]:
        """Store what was planned; what of it is new, and not an amendment of what waits."""
        waiting = {t.waiting.notice_id for t in told if t.waiting is not None}
        self._db.outbox.add(planned)
        return tuple(notice for notice in planned if notice.notice_id not in waiting)

    def _correct(
        self,
        verdict: Opened | Updated | Joined,
        told: Sequence[Told],
        arrival: Arrival,
        draft: Draft,
        quotes: Sequence[Quote],
        now: datetime,
    ) -> tuple[Notice, ...]:
        """Tell whoever was told of an incident that it is denied, or was something else, if it is so."""
        known, news = verdict.known, correction(verdict)
        if not isinstance(verdict, Updated) or news is None or arrival.primed or known.retracted:
            return ()
        return plan_correction(
            known,
            "claim",
            list(self._merging.told_for(known.incident_id)),
            told,
            now,
            change=news,
            changes=verdict.changes,
            url=draft.url,
            quotes=quotes,
        )

    def _bridged(
        self, verdict: Updated | Joined, draft: Draft, now: datetime
    ) -> tuple[Updated | Joined, tuple[Notice, ...]]:
        """The verdict after another known incident turned out to be the same, if one did."""
        known = verdict.known
        for other in verdict.others:
            why = are_one(known, other, self._db.incidents.rarity(known.words | other.words))
            if why is not None:
                done = self._merging.unite(known, other, now, f"{draft.url} tells of both; {why}")
                one = f"{verdict.why}; {done.gone.incident_id} and {done.known.incident_id} are one: {why}"
                return replace(verdict, known=done.known, why=one), done.notices
        return verdict, ()

    def _wants(self, known: KnownIncident, matches: Matches) -> tuple[Want, ...]:
        return self._matcher.wants(known.incident, matches, origins=known.origins)

    def _plan(
        self,
        verdict: Opened | Updated | Joined,
        wants: Sequence[Want],
        told: Sequence[Told],
        reading: Reading,
        index: int,
        arrival: Arrival,
        now: datetime,
    ) -> tuple[Notice, ...]:
        return plan(
            verdict,
            wants,
            told,
            now,
            url=reading.draft.url,
            quotes=reading.quotes[index],
            primed=arrival.primed,
            news=is_news(
                reading.incidents[index],
                index,
                reading.incidents[:index],
                reading.draft.published and reading.draft.published.date(),
            ),
            told_of_like=self._told_of_like(verdict.known, reading.draft.url),
        )

    def _told_of_like(self, known: KnownIncident, url: str) -> Sequence[Told]:
        """What receivers were told of the incidents that this one may be all the same."""
        return [told for like in may_be(known, url) for told in self._db.outbox.told(like)]


def _forced(
    decision: New | Revision | Copy,
    draft: Draft,
    arrival: Arrival,
    max_age: timedelta,
    told: Sequence[tuple[Verdict, bool]],
) -> tuple[Outcome, str] | None:
    """The outcomes that hold whatever the article tells, in the contract's order. Much the same text on an
    incident of its own, as a bulletin on another town, is no copy.
    """
    if isinstance(decision, Revision):
        return Outcome.REVISION, decision.why
    if isinstance(decision, Copy) and not any(wanted and isinstance(v, Opened) for v, wanted in told):
        return Outcome.COPY, decision.why
    if draft.published is None:
        return Outcome.UNDATED, "neither page, entry nor text gives a date"
    if is_late(draft.published, arrival.first_seen, max_age):
        return Outcome.TOO_OLD, f"published {draft.published:%Y-%m-%d}, more than {max_age.days} days before"
    return None


def as_primed(seen: Incident) -> Incident:
    """What an article that is never sent says: it takes back no type, so that one that is sent still can."""
    return replace(seen, corrects=seen.corrects - {"type"})


def is_late(published: datetime | None, first_seen: datetime, max_age: timedelta) -> bool:
    """Whether an article is undated, or was published too long before it was seen, to alert anyone."""
    return published is None or published < first_seen - max_age


def _outcome(told: Sequence[tuple[Verdict, bool]]) -> tuple[Outcome, str]:
    """The first outcome of the contract that holds for any of an article's incidents."""
    for kind, outcome in (
        (Opened, Outcome.OPENED),
        (Updated, Outcome.UPDATED),
        (Joined, Outcome.JOINED),
    ):
        for verdict, wanted in told:
            if wanted and isinstance(verdict, kind):
                return outcome, verdict.why
    for verdict, _ in told:
        if not isinstance(verdict, Background):
            return Outcome.UNMATCHED, f"no watch wants it; {verdict.why}"
    for verdict, _ in told:
        return Outcome.BACKGROUND, verdict.why
    return Outcome.NO_INCIDENT, "the text tells of no incident"
