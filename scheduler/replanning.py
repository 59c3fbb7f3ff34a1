"""What one configuration would have told, planned again over what was decided. It stores and sends nothing.

The verdicts stay as they were: what joined what is not asked again. Each incident is built up anew, report by
report, so that it is judged as it stood at the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from alerts.message import subject
from incidents.incident import (
    Attribution,
    Change,
    Incident,
    Joined,
    KnownIncident,
    Opened,
    Report,
    Updated,
)
from incidents.matching import Matcher, Matches, Want, compile
from incidents.notices import Notice, Told, and_others, correction, is_news, plan, plan_correction
from incidents.resolution import deny, doubt_lines, firm, fuse, may_be, merge, retract
from incidents.watch import Group, Watch
from scheduler.pipeline import as_primed, is_late
from store.past import Correction, Telling

Reread = Mapping[int, Sequence[tuple[Attribution, ...]]]


@dataclass(frozen=True, slots=True)
class Alert:
    """A notice that would be sent, in short. `why` is the rule that wants it."""

    notice_id: str
    at: datetime
    reason: str
    receiver: str
    watches: tuple[str, ...]
    incident_id: str
    url: str
    subject: str
    why: str


@dataclass
class Plan:
    """The alerts of one configuration by notice id, and the incidents as they stood in the end."""

    alerts: dict[str, Alert] = field(default_factory=dict)
    known: dict[str, KnownIncident] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)


class Planner:
    """Plans for the watches of one configuration, telling by telling.

    `reread` holds the attributions of articles that were read again, by article and position.
    """

    def __init__(
        self, watches: Sequence[Watch], groups: Sequence[Group], max_age: timedelta, reread: Reread
    ) -> None:
        self.watches = tuple(watches)
        self.matcher: Matcher = compile(watches, groups)
        self.plan = Plan()
        self._max_age = max_age
        self._reread = reread
        self._told: dict[str, list[Told]] = {}
        self._told_by: dict[str, int] = {}
        self._first: dict[tuple[str, str], Alert] = {}
        self._for: dict[str, dict[str, None]] = {}
        self._siblings: tuple[int, list[Incident]] = (0, [])  # of an article, what it told so far

    @property
    def reads_texts(self) -> bool:
        """Whether any rule asks for words of the article itself."""
        return any(w.exclude or any(region.names for region in w.regions) for w in self.watches)

    def take(self, telling: Telling) -> None:
        """Plan for one report of one incident. One whose first report is not stored any more is left out."""
        if telling.verdict == "denied":
            self._deny(telling)
            return
        news = self._is_news(telling)
        verdict = self._verdict(telling, self._seen(telling))
        if verdict is None:
            self.plan.left_out.add(telling.incident_id)
            return
        known = verdict.known
        self.plan.known[known.incident_id] = known
        self._told_by[known.incident_id] = telling.article_id
        matches = self.matcher.match(telling.draft)
        planned = plan(
            verdict,
            self.matcher.wants(known.incident, matches, origins=known.origins),
            self._told.get(known.incident_id, ()),
            telling.first_seen,
            url=telling.draft.url,
            primed=self._is_primed(telling),
            news=news,
            told_of_like=[t for like in may_be(known, telling.draft.url) for t in self._told.get(like, ())],
        )
        self._note(known.incident_id, and_others(self._corrected(verdict, telling), planned))

    def _is_primed(self, telling: Telling) -> bool:
        """Whether what the article tells is seen, and never sent."""
        return telling.primed or is_late(telling.draft.published, telling.first_seen, self._max_age)

    def _deny(self, telling: Telling) -> None:
        """Plan for an article that denies an incident."""
        known = self.plan.known.get(telling.incident_id)
        if known is None or telling.seen.denied is None:
            return
        news = not self._is_primed(telling)
        known, changes = deny(known, telling.seen.denied, telling.first_seen, telling.draft.url, news=news)
        self.plan.known[known.incident_id] = known
        if changes:
            self._note(known.incident_id, self._corrected(Updated(known, changes, ""), telling))

    def _corrected(self, verdict: Opened | Updated | Joined, telling: Telling) -> tuple[Notice, ...]:
        """What whoever was told hears in any case, if an article says that it was otherwise."""
        news, known = correction(verdict), verdict.known
        if not isinstance(verdict, Updated) or news is None or self._is_primed(telling) or known.retracted:
            return ()
        return plan_correction(
            known,
            "claim",
            self._told_for(known.incident_id),
            self._told.get(known.incident_id, ()),
            telling.first_seen,
            change=news,
            changes=verdict.changes,
            url=telling.draft.url,
        )

    def _told_for(self, incident_id: str) -> list[Want]:
        """The watches for which anybody was told of an incident."""
        names = self._for.get(incident_id, {})
        return [Want(watch, "") for watch in self.watches if watch.name in names]

    def _is_news(self, telling: Telling) -> bool:
        """Whether it may be anyone's first notice, after what the same article told before it."""
        article, siblings = self._siblings
        if article != telling.article_id:
            siblings = []
        published = telling.draft.published and telling.draft.published.date()
        news = is_news(telling.seen, telling.position, siblings, published)
        self._siblings = (telling.article_id, [*siblings, telling.seen])
        return news

    def _seen(self, telling: Telling) -> Incident:
        seen = as_primed(telling.seen) if self._is_primed(telling) else telling.seen
        found = self._reread.get(telling.article_id)
        if found is None or telling.position >= len(found):
            return seen
        return replace(seen, attribution=found[telling.position])

    def _verdict(self, telling: Telling, seen: Incident) -> Opened | Updated | Joined | None:
        """The verdict that was given then, on the incident as it stands now in this plan."""
        draft, now = telling.draft, telling.first_seen
        known = self.plan.known.get(telling.incident_id)
        lines = doubt_lines(telling.incident_id, telling.likes, now, draft.url)
        if known is None:
            if telling.verdict != "opened":
                return None
            report = Report(draft.url, draft.source, draft.stated, telling.origin)
            first = replace(seen, corrects=frozenset())
            known = KnownIncident(telling.incident_id, first, now, now, (report,), lines, words=firm(seen))
            return Opened(known, "")
        if self._told_by.get(telling.incident_id) == telling.article_id:
            return Joined(known, "")  # what an article says twice changes nothing
        fused, changes = fuse(known, seen, draft, frozenset(), now, telling.origin)
        fused = replace(fused, history=(*fused.history, *lines))
        return Updated(fused, changes, "") if changes else Joined(fused, "")

    def _note(self, incident_id: str, notices: Iterable[Notice]) -> None:
        for notice in notices:
            waiting = notice if notice.until else None
            told = Told(notice.receiver, notice.reason, notice.version, notice.primed, notice.at, waiting)
            before = self._told.setdefault(incident_id, [])
            before[:] = [t for t in before if not _is_amended(t, notice)]
            if notice.withdrawn:
                self.plan.alerts.pop(notice.notice_id, None)
                continue
            before.append(told)
            self._for.setdefault(incident_id, {}).update(dict.fromkeys(notice.watches))
            if not notice.primed:
                self.plan.alerts[notice.notice_id] = _alert(notice)

    def correct(self, correction: Correction) -> None:
        """What a person decided at this point."""
        known = self.plan.known.get(correction.incident_id)
        if known is None:
            return
        at, kind, comment = correction.at, correction.kind, correction.comment
        change = Change(at, kind, "incident_id", known.incident_id, correction.into, comment)
        into = self.plan.known.get(correction.into) if correction.into else None
        if into is not None:
            survivor, known = merge(into, known, at, comment)
            self.plan.known[survivor.incident_id] = survivor
            self._told.setdefault(survivor.incident_id, []).extend(self._told.get(known.incident_id, ()))
        elif kind == "retracted":
            known = retract(known, at, comment)
        self.plan.known[known.incident_id] = known
        wants = self._told_for(known.incident_id)
        told = self._told.get(known.incident_id, ())
        notices = plan_correction(known, kind, wants, told, at, change=change)
        self._note(known.incident_id, notices)

    def refusal(self, alert: Alert, matches: Matches) -> str:
        """Why this configuration does not want what another one alerted."""
        known = self.plan.known.get(alert.incident_id)
        if known is None:
            return "the incident's first report is not stored any more"
        refused = {
            refusal.watch.name: refusal.why
            for refusal in self.matcher.refuses(known.incident, matches, origins=known.origins)
        }
        names = {watch.name: watch for watch in self.watches}
        instead = self._instead(alert)
        return "; ".join(
            _because(name, alert, names, refused) or f"{name}: {instead}" for name in alert.watches
        )

    def _instead(self, alert: Alert) -> str:
        """What the receiver is told of the incident in its place."""
        if not self._first:
            for other in self.plan.alerts.values():
                self._first.setdefault((other.incident_id, other.receiver), other)
        first = self._first.get((alert.incident_id, alert.receiver))
        return f"first told as {first.reason} on {first.at:%Y-%m-%d %H:%M}" if first else "wanted too late"


def _is_amended(told: Told, notice: Notice) -> bool:
    return told.waiting is not None and told.waiting.notice_id == notice.notice_id


def _because(name: str, alert: Alert, watches: Mapping[str, Watch], refused: Mapping[str, str]) -> str | None:
    if name not in watches:
        return f"{name}: there is no such watch"
    if name in refused:
        return f"{name}: {refused[name]}"
    watch = watches[name]
    if alert.receiver not in watch.notify:
        return f"{name}: it tells {', '.join(watch.notify)}"
    if alert.reason not in ("new", *watch.alert_on):
        return f"{name}: {alert.reason} is not in alert_on"
    return None


def _alert(notice: Notice) -> Alert:
    return Alert(
        notice_id=notice.notice_id,
        at=notice.at,
        reason=notice.reason,
        receiver=notice.receiver,
        watches=notice.watches,
        incident_id=notice.known.incident_id,
        url=notice.url,
        subject=subject(notice),
        why=notice.why.rpartition(" | ")[0] or notice.why,
    )
