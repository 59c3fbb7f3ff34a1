"""Collecting: a due source is polled, a pending entry is read; through the crawler, a worker and the writer.

It carries values from one to the next. What a response means for the next poll is decided in
`crawler.sources`, what an article means in the pipeline.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from crawler.engine import Engine
from crawler.leaves import Leaf
from crawler.responses import Failure, FailureKind, Response
from crawler.sources import (
    POISONED,
    FetchState,
    Source,
    after_failure,
    after_kill,
    after_leaf,
    after_success,
    after_unchanged,
    asks_conditionally,
    body_hash,
    conditional,
    next_due,
    poisonous,
)
from incidents.article import Draft, host, read_point
from incidents.errors import DatelineError
from scheduler.clock import Clock
from scheduler.outage import ANSWERED_KINDS, NETWORK_KINDS, RETRY, Outage
from scheduler.pipeline import Arrival, Pipeline, Settled
from scheduler.reading import Bound, Listed, Listing, Unreadable
from scheduler.workers import Killed, Workers, WorkersGone
from scheduler.writer import Writer
from store.database import Database
from store.entries import PendingEntry
from store.sources import NewEntry, SourceRow

log = structlog.get_logger(__name__)

# An entry whose reading killed its worker this often is put down as rejected.
MAX_ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll gave: how many entries were listed, how many of them were new, and the fault if any."""

    listed: int = 0
    new: int = 0
    fault: str | None = None


class Collector:
    """Polls sources and reads entries."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        engine: Engine,
        workers: Workers,
        writer: Writer,
        database: Database,
        pipeline: Pipeline,
        clock: Clock,
        outage: Outage[SourceRow],
        redact: Callable[[str], str] = str,
    ) -> None:
        self._outage, self._redact = outage, redact
        self._sources = dict(sources)
        self._engine, self._workers, self._writer = engine, workers, writer
        self._db, self._pipeline, self._clock = database, pipeline, clock

    # --- polling

    async def poll(self, row: SourceRow) -> Polled:
        """Ask a source once, and store what came of it together with what it listed.

        Whatever goes wrong is the source's state; only failing storage raises.
        """
        if row.url not in self._sources:
            return Polled()  # a reload added or removed it just now; its turn comes
        try:
            return await self._poll(row)
        except DatelineError:
            raise
        except WorkersGone as error:
            log.error("source not read", source=row.name, fault=str(error))
            await self._again_soon(row)
            return Polled()
        except Exception as error:
            log.exception("source not polled", source=row.name)
            source, state = self._sources[row.url], FetchState.from_dict(row.state)
            failure = Failure(FailureKind.OTHER, f"{type(error).__name__}: {error}"[:300])
            return await self._failed(row, after_failure(source, state, failure, self._clock.now()))

    async def _poll(self, row: SourceRow) -> Polled:
        source, state = self._sources[row.url], FetchState.from_dict(row.state)
        if source.kind == "spider":
            return await self._run_spider(row, source, state)
        etag, last_modified = conditional(state, self._clock.now())
        answer = await self._engine.fetch(source.url, origin=source, etag=etag, last_modified=last_modified)
        now = self._clock.now()
        if isinstance(answer, Failure):
            return await self._failed(row, after_failure(source, state, answer, now))
        self._reached(row)
        listing: Listing | Failure
        if answer.not_modified or body_hash(answer.body) == state.body_hash:
            after = after_unchanged(source, state, answer, now, asked=bool(etag or last_modified))
            if after.failures:
                return await self._failed(row, after)
            if not state.leaves:
                await self._save(row, after, row.primed, ())
                return Polled()
            listing = Listing((), more=tuple(state.leaves))
        else:
            listing, state = await self._parse(source, state, answer)
        if isinstance(listing, Failure):
            return await self._failed(row, after_failure(source, state, listing, now))
        if listing.more:
            listing, state = await self._leaves(source, state, listing)
        return await self._listed(row, source, state, answer, listing)

    async def _run_spider(self, row: SourceRow, source: Source, state: FetchState) -> Polled:
        """A user's own spider, run once; what it gave is its listing."""
        crawled = await self._engine.adopt(source)
        if isinstance(crawled, Failure):
            return await self._failed(row, after_failure(source, state, crawled, self._clock.now()))
        self._reached(row)
        if crawled.faults:
            faults = [self._redact(fault) for fault in crawled.faults]
            log.warning("spider went on after faults", source=source.name, faults=faults)
        listing = await self._workers.run("scheduler.work.read_items", crawled.items, state.known)
        if not isinstance(listing, Listing):
            failure = Failure(FailureKind.DECODE, f"its items cannot be read: {listing.why}")
            return await self._failed(row, after_failure(source, state, failure, self._clock.now()))
        return await self._listed(row, source, state, Response(source.url, 200), listing)

    async def _leaves(
        self, source: Source, state: FetchState, listing: Listing
    ) -> tuple[Listing, FetchState]:
        """An index with what is new in the listings that it names; what fails of those stays as it was."""
        ask = asks_conditionally(state, self._clock.now())
        state = replace(state, leaves={url: state.leaves.get(url, Leaf()) for url in listing.more})
        for url in listing.more:
            leaf = state.leaves[url]
            etag, last_modified = (leaf.etag, leaf.last_modified) if ask else (None, None)
            answer = await self._engine.fetch(url, origin=source, etag=etag, last_modified=last_modified)
            digest = body_hash(answer.body) if isinstance(answer, Response) else ""
            if isinstance(answer, Failure) or leaf.is_still(answer, digest):
                continue
            more, state = await self._parse(source, state, answer)
            if isinstance(more, Listing):
                state = after_leaf(state, url, answer, None if more.truncated else digest, more.prints)
                listing = listing.joined(more)
        return replace(listing, prints=tuple(state.known)), state

    async def _parse(
        self, source: Source, state: FetchState, answer: Response
    ) -> tuple[Listing | Failure, FetchState]:
        """What the answer lists, and the state, which counts the bodies that killed their worker."""
        digest = body_hash(answer.body)
        if poisonous(state, digest):
            return Failure(FailureKind.DECODE, POISONED, answer.status, url=answer.url), state
        listing = await self._workers.run(
            "scheduler.work.read_source",
            source.kind,
            answer.body,
            answer.url,
            answer.content_type,
            source.follow,
            state.known,
            source.language,
        )
        if isinstance(listing, Killed):
            state = after_kill(state, digest)
            log.error("listing not read", source=source.name, url=answer.url, fault=listing.why)
        if isinstance(listing, (Unreadable, Killed)):
            return Failure(FailureKind.DECODE, listing.why, answer.status, url=answer.url), state
        assert isinstance(listing, Listing)
        return listing, state

    async def _listed(
        self, row: SourceRow, source: Source, state: FetchState, answer: Response, listing: Listing
    ) -> Polled:
        keys = [entry.key for entry in listing.entries]
        known = await self._writer(self._db.sources.known_keys, row.url, keys)
        entries = _once(listing.entries, known, state.faces)
        fresh = sum(entry.key not in known for entry in entries)
        after = after_success(
            source,
            state,
            answer,
            fresh,
            len(listing.prints),
            self._clock.now(),
            listing.ttl,
            listing.newest,
            () if listing.more else listing.prints,
            tuple(entry.face for entry in listing.entries),
            listing.truncated,
        )
        after = after if listing.more else replace(after, leaves={})
        new = await self._save(row, after, True, [NewEntry(entry.key, entry.payload) for entry in entries])
        if not row.primed:
            log.info("source primed", source=source.name, entries=new)
        elif state.failures:
            log.info("source healthy again", source=source.name, failures=state.failures)
        if listing.truncated and not state.truncated:
            log.warning("source is cut off", source=source.name, fault=listing.truncated)
        return Polled(len(listing.prints), new)

    def _reached(self, row: SourceRow) -> None:
        lasted = self._outage.reached(row.url, self._clock.now())
        if lasted is not None:
            log.info("the network is back", seconds=round(lasted.total_seconds()))

    async def _failed(self, row: SourceRow, state: FetchState) -> Polled:
        state = replace(state, error_text=self._redact(state.error_text or ""))
        fault = f"{state.error}: {state.error_text}"
        if state.error in ANSWERED_KINDS:
            self._reached(row)
        if state.error in NETWORK_KINDS and await self._spared(row, fault):
            return Polled(fault=fault)
        if state.failures == 1:
            log.warning("source failing", source=row.name, fault=fault)
        await self._save(row, state, row.primed, (), read=False)
        return Polled(fault=fault)

    async def _spared(self, row: SourceRow, fault: str) -> bool:
        """Whether everything is out of reach: then no source is to blame, and all are asked again soon."""
        now, before = self._clock.now(), self._outage.since
        if not self._outage.failed(row.url, now, row):
            return False
        if before is None:
            log.warning("nothing can be reached; the sources are not to blame", fault=fault)
        for other in self._outage.taken_back(now):
            await self._again_soon(other)
        return True

    async def _again_soon(self, row: SourceRow) -> None:
        """Let a source be as it was before its poll, and ask again in a minute."""
        source, now = self._sources.get(row.url), self._clock.now()
        if source is not None:
            due = now + min(RETRY, source.every_min)
            await self._writer(
                self._db.sources.save_poll, row.url, row.state, due, row.primed, (), now, read=False
            )

    async def _save(
        self,
        row: SourceRow,
        state: FetchState,
        primed: bool,
        entries: Sequence[NewEntry],
        *,
        read: bool = True,
    ) -> int:
        now = self._clock.now()
        due = next_due(self._sources[row.url], state, now)
        if state.moved_to and state.moved_to != row.state.get("moved_to"):
            log.warning("source has moved", source=row.name, to=self._redact(state.moved_to))
        return await self._writer(
            self._db.sources.save_poll, row.url, state.to_dict(), due, primed, entries, now, read=read
        )

    # --- reading

    async def read(self, entry: PendingEntry) -> Settled | None:
        """Make an article of a pending entry and settle it; None when it is to be tried once more."""
        arrival = Arrival(entry.first_seen, entry.primed, entry.source_url, entry.id)
        bound = Bound(entry.previous_poll, entry.first_seen) if entry.previous_poll else None
        own = self._own_text(entry)
        if entry.attempts >= MAX_ATTEMPTS:
            reason = f"reading it failed {entry.attempts} times (the log says how); it is put aside"
            return await self._writer(self._pipeline.reject, own, reason, arrival)
        draft = own if entry.payload["full"] else await self._page(entry, own)
        reading = await self._workers.run("scheduler.work.read_article", draft, self._clock.now(), bound)
        if isinstance(reading, Killed):
            # Counted now and not before: a kill of the service is not the entry's fault.
            await self._writer(self._db.entries.attempted, entry.id)
            log.error("article not read", url=own.url, attempt=entry.attempts + 1, fault=reading.why)
            return None
        return await self._writer(self._pipeline.settle, reading, arrival, self._clock.now())

    async def _page(self, entry: PendingEntry, own: Draft) -> Draft:
        """The article of the entry's page; where that fails, the entry's own text and a note that says so."""
        source = self._sources.get(entry.source_url)
        answer = await self._engine.fetch(own.url, origin=source)
        if isinstance(answer, Failure):
            return _fallback(own, self._redact(answer.text))
        language = source.language if source else None
        page = await self._workers.run(
            "scheduler.work.read_page",
            answer.body,
            answer.url,
            answer.content_type,
            own.source,
            language,
            entry.payload,
        )
        return page if isinstance(page, Draft) else _fallback(own, page.why)

    def _own_text(self, entry: PendingEntry) -> Draft:
        payload, source = entry.payload, self._sources.get(entry.source_url)
        published = payload["published"]
        return Draft(
            url=payload["url"] or entry.source_url,
            title=payload["title"],
            text=payload["text"],
            published=datetime.fromisoformat(published) if published else None,
            language=(source.language if source else None) or payload["language"],
            source=source.name if source else host(entry.source_url),
            authors=(payload["author"],) if payload.get("author") else (),
            point=read_point(payload.get("point")),
        )


def _once(entries: Iterable[Listed], known: Set[str], faces: Collection[str]) -> list[Listed]:
    """The entries but for those that were listed under another key; some feeds give a new one each time."""
    seen, kept = set(faces), []
    for entry in entries:
        if entry.key in known or entry.face not in seen:
            kept.append(entry)
            seen.add(entry.face)
    return kept


def _fallback(own: Draft, why: str) -> Draft:
    note = f"the page could not be read ({why}); the feed's own text is used"
    return replace(own, notes=(*own.notes, note))
