"""How the service stands: what its process knows about itself, and what its database says. Values only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from incidents.incident import KnownIncident
from store.database import Database
from store.figures import Waiting
from store.incidents import IncidentFilter
from store.sources import SourceRow

INCIDENTS_SHOWN = 20
WELL = frozenset({"new", "ok", "unchanged"})  # states of a source


# Seconds: a local server, a mail server, a slow one, one that is nearly dead.
BUCKETS = (0.1, 0.5, 2.0, 10.0, 60.0)


@dataclass(slots=True)
class Timing:
    """How long attempts took: how many within each of `BUCKETS`, in all, and the seconds together."""

    within: list[int] = field(default_factory=lambda: [0] * len(BUCKETS))
    attempts: int = 0
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        self.attempts += 1
        self.seconds += seconds
        for index, most in enumerate(BUCKETS):
            self.within[index] += seconds <= most


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source for people: `state` is a word, `fault` is empty when there is none."""

    name: str
    state: str
    last_ok: datetime | None
    next_due: datetime
    failures: int
    fault: str

    @property
    def well(self) -> bool:
        return not self.failures and self.state in WELL


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One incident for people."""

    incident_id: str
    day: str
    what: str
    status: str
    origins: int


@dataclass(frozen=True, slots=True)
class Live:
    """What only the process knows. Ages are in seconds; `beat_age` is None before the first one.

    `describe` and `headline` put a source and an incident into words.
    """

    version: str
    now: datetime
    started: datetime
    tick_age: float
    beat_age: float | None
    beat_every: float
    storage_fault: str
    outage_since: datetime | None
    workers_gone: str
    workers_killed: int
    delivered: Mapping[str, Timing]
    describe: Callable[[SourceRow], SourceLine]
    headline: Callable[[KnownIncident], str]
    named_receivers: frozenset[str]

    def faults(self) -> list[str]:
        """What keeps the service from making progress; nothing while it is alive."""
        found = []
        if self.tick_age > 30:
            found.append(f"no tick for {self.tick_age:.0f} s")
        if self.beat_age is not None and self.beat_age > 2 * self.beat_every + 30:
            found.append(f"no write for {self.beat_age:.0f} s")
        return found

    def hindrances(self) -> list[str]:
        """What keeps it from doing its work: the faults, a full disk, an outage of the network, no process
        to read in."""
        found = self.faults()
        if self.beat_age is None:
            found.append("it has only begun")
        if self.storage_fault:
            found.append(f"storage takes no writes: {self.storage_fault}")
        if self.outage_since is not None:
            found.append(f"no source can be reached since {self.outage_since:%Y-%m-%d %H:%M} UTC")
        if self.workers_gone:
            found.append(f"nothing can be read: {self.workers_gone}; the log says more")
        return found


@dataclass(frozen=True, slots=True)
class Accounted:
    """Articles read, and what became of them."""

    read: int
    outcomes: Mapping[str, int]
    pending: int

    @property
    def adds_up(self) -> bool:
        return self.read == sum(self.outcomes.values()) + self.pending


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database says, at one moment."""

    sources: tuple[SourceLine, ...]
    today: Accounted
    ever: Accounted
    waiting: tuple[Waiting, ...]
    messages: Mapping[str, int]
    notices: Mapping[str, int]
    notices_waiting: Mapping[str, int]
    notices_waiting_since: Mapping[str, datetime]
    incidents: tuple[IncidentLine, ...]
    incidents_known: int
    oldest_pending: datetime | None
    last_new: datetime | None
    last_backup: datetime | None
    starts: int
    size_bytes: int

    def silent_for(self, now: datetime) -> timedelta | None:
        return None if self.last_new is None else now - self.last_new

    def unread(self) -> str:
        """What to say when no source at all can be read; nothing while one can, or is still to be asked."""
        failing = sum(line.failures > 0 for line in self.sources)
        if not failing or failing < len(self.sources):
            return ""
        return f"no source can be read: {failing} of {failing} {'fails' if failing == 1 else 'fail'}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How it stands, in a line: "good", "doubtful" or "bad"."""

    level: str
    text: str


def verdict(live: Live, standing: Standing) -> Verdict:
    """All that is wrong. Bad is what keeps it from its work, or from half of it at least."""
    bad = live.hindrances()
    if not (standing.today.adds_up and standing.ever.adds_up):
        bad.append("the account of articles does not add up")
    doubtful: list[str] = []
    failing = sum(line.failures > 0 for line in standing.sources)
    if failing:
        part = bad if 2 * failing >= len(standing.sources) else doubtful
        fail = "fails" if failing == 1 else "fail"
        part.append(standing.unread() or f"{failing} of {len(standing.sources)} sources {fail}")
    ill = Counter(line.state for line in standing.sources if not line.failures and not line.well)
    doubtful += [
        f"{count} {'source is' if count == 1 else 'sources are'} {state}" for state, count in ill.items()
    ]
    doubtful += _undelivered(standing.waiting)
    if bad:
        return Verdict("bad", "; ".join([*bad, *doubtful]))
    return (
        Verdict("doubtful", f"Works, but {'; '.join(doubtful)}.") if doubtful else Verdict("good", "Works.")
    )


def _undelivered(waiting: Sequence[Waiting]) -> Iterator[str]:
    """Messages that a receiver did not take: tried again, held since it is disabled, or given up."""
    for row in waiting:
        if row.state == "deferred":
            untaken = "1 message" if row.messages == 1 else f"{row.messages} messages"
            yield f"{row.receiver} does not take {untaken}, the oldest of {row.oldest:%Y-%m-%d %H:%M} UTC"
        elif row.state == "held":
            held = "1 message is" if row.messages == 1 else f"{row.messages} messages are"
            yield f"{row.receiver} is disabled; {held} held for it"
    if dead := sum(row.messages for row in waiting if row.state == "dead"):
        yield f"{dead} {'message was' if dead == 1 else 'messages were'} given up"


def look(db: Database, live: Live) -> Standing:
    """Ask the database; every question is answered from an index."""
    account = db.articles.account()
    midnight = live.now.replace(hour=0, minute=0, second=0, microsecond=0)
    entries = db.figures.entries_since(midnight)
    return Standing(
        sources=tuple(live.describe(row) for row in db.figures.sources()),
        today=Accounted(
            sum(entries.values()),
            {outcome: count for outcome, count in sorted(entries.items(), key=str) if outcome},
            entries.get(None, 0),
        ),
        ever=Accounted(
            account["read"],
            {name: count for name, count in account.items() if name not in ("read", "pending")},
            account["pending"],
        ),
        waiting=tuple(db.figures.waiting()),
        messages=db.outbox.count(),
        notices=db.outbox.notices.count(),
        notices_waiting=db.figures.notices_waiting(),
        notices_waiting_since=db.figures.notices_waiting_since(),
        incidents=tuple(
            _line(known, live) for known in db.incidents.find(IncidentFilter(limit=INCIDENTS_SHOWN))
        ),
        incidents_known=db.incidents.count(),
        oldest_pending=db.figures.oldest_pending(),
        last_new=db.figures.last_new_entry(),
        last_backup=db.meta.instant("last_backup"),
        starts=int(db.meta.get("starts") or 0),
        size_bytes=db.size_bytes(),
    )


def _line(known: KnownIncident, live: Live) -> IncidentLine:
    date = known.incident.date
    return IncidentLine(
        known.incident_id,
        str(date.start) if date else "",
        live.headline(known),
        known.standing,
        known.origins,
    )
