"""What keeps the service well and its owner informed: retention, backups, news about itself, signs of life.

Called by the timetable. What to tell is decided in `health`; whether work goes on is measured here, by a tick
that came and a write that was taken.
"""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from crawler.responses import Failure
from crawler.sources import Source
from incidents.article import rfc3339
from incidents.errors import DatelineError, StorageFailed
from scheduler.backup import back_up, backup_due
from scheduler.health import News, condition, silence_news, sources_news
from scheduler.status import Status
from store.connection import StorageFull
from web.server import StatusServer

if TYPE_CHECKING:
    from scheduler.daemon import Daemon

log = structlog.get_logger(__name__)

# What is remembered in the database, by key.
TOLD_SOURCES, TOLD_SILENCE, LAST_BACKUP = "told_sources", "told_silence", "last_backup"
BEAT, STARTS, RESTORED, RETAINED = "beat", "starts", "restored", "retained"
# The time by which retention judges moves on at most so many times as fast as the time that really passes.
CATCH_UP = 4
# A tick comes twice a second; so long without one is no progress.
TICK_LATE = 30.0
OUTAGE_TOLD_AFTER = timedelta(hours=1)
INDEXED_AT_ONCE = 100


class Upkeep:
    """The service's care for itself."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon
        self._db, self._writer, self._clock = daemon.database, daemon.writer, daemon.clock
        self.started = self._clock.now()
        self.ticked = self._clock.monotonic()
        self.beaten: float | None = None
        self._listen: tuple[str, int] | None = None
        self._server: StatusServer | None = None
        self._ping_fails = self._backup_fails = False
        self._retained = self._clock.monotonic()

    @property
    def news_every(self) -> float:
        """Seconds between two looks at what the owner should know."""
        return min(60.0, max(1.0, self._daemon.config.service.silent_after.total_seconds() / 10))

    # --- the ends

    async def start(self) -> None:
        starts = int(await self._writer(self._db.meta.get, STARTS) or 0) + 1
        await self._writer(self._db.meta.set, STARTS, str(starts))
        await self.serve(self._daemon.config.service.listen)

    async def serve(self, listen: tuple[str, int] | None) -> None:
        """Serve health, metrics and the status page there. Raise DatelineError when that cannot be."""
        if listen == self._listen:
            return
        fresh = None
        if listen is not None:
            fresh = StatusServer(self._daemon.config.database, Status(self._daemon).live)
            try:
                await fresh.start(*listen)
            except OSError as error:
                raise DatelineError(
                    f"service.listen: cannot listen on {listen[0]}:{listen[1]} ({error.strerror}); "
                    "name a free port of this machine"
                ) from None
        old, self._server, self._listen = self._server, fresh, listen
        if old is not None:
            await old.stop()

    async def stop(self) -> None:
        if self._server is not None:
            await self._server.stop()

    # --- work

    async def tick(self) -> None:
        self.ticked = self._clock.monotonic()
        await self._daemon.rounds.poll_due()

    async def look_at_storage(self) -> None:
        """Try again to write after that failed; the owner hears of it when it works again."""
        began, why = self._daemon.storage.since, self._daemon.storage.why
        lasted = await self._daemon.storage.probe()
        if lasted is not None and began is not None:
            note = f"From {rfc3339(began)} nothing could be written, and nothing new was read or sent: {why}"
            await self._tell(News(f"storage:{rfc3339(began)}", "storage works again", note))

    async def retain(self) -> None:
        """Let go of what the configuration does not keep, a little at a time.

        A clock that jumped ahead is not believed at once, else what it calls old would be gone for good.
        """
        now, elapsed = self._clock.now(), self._clock.monotonic() - self._retained
        before = await self._writer(self._db.meta.instant, RETAINED)
        today = now if before is None else min(now, before + CATCH_UP * timedelta(seconds=elapsed))
        keep = self._daemon.config.keep_articles
        while await self._writer(self._db.purge, today, today - keep if keep else None):
            pass  # each step is a small transaction, so others get their turn between them
        self._retained += elapsed
        await self._writer(self._db.meta.set_instant, RETAINED, max(today, before or today))
        await self._writer(self._db.checkpoint)

    async def index(self) -> None:
        """Let the index of words catch up."""
        indexed = INDEXED_AT_ONCE
        while self._daemon.storage.works and indexed:
            indexed = await self._writer(self._db.search.index, INDEXED_AT_ONCE)

    async def back_up(self) -> None:
        """The nightly copy, when its time has come; a failure is told once, and tried again."""
        wanted = self._daemon.config.service.backup
        now = self._clock.now()
        if wanted is None or not backup_due(await self._writer(self._db.meta.instant, LAST_BACKUP), now):
            return
        try:
            path = await asyncio.to_thread(back_up, self._daemon.config.database, wanted.to, wanted.keep, now)
        except (DatelineError, OSError) as error:
            if not self._backup_fails:
                log.error("backup failed", fault=str(error))
                await self._tell(News(f"backup:{now.date()}", "the nightly backup failed", str(error)))
            self._backup_fails = True
            return
        self._backup_fails = False
        await self._writer(self._db.meta.set_instant, LAST_BACKUP, now)
        log.info("backed up", to=str(path), bytes=path.stat().st_size)

    # --- news for the owner

    async def tell_owner(self) -> None:
        """Tell what the owner should know and was not told; nothing is said of sources in an outage."""
        if not self._daemon.storage.works:
            return
        now, after = self._clock.now(), self._daemon.config.service.silent_after
        await self._tell_of_restore()
        await self._tell_of_silence(now, after)
        since = self._daemon.outage.since
        if since is not None:
            if now - since >= OUTAGE_TOLD_AFTER:
                note = f"Since {rfc3339(since)} no source could be reached: look at this machine's network."
                await self._tell(News(f"outage:{rfc3339(since)}", "no source can be reached", note))
            return
        rows = await self._writer(self._db.figures.sources)
        stored = await self._writer(self._db.meta.get, TOLD_SOURCES)
        told = json.loads(stored or "{}")
        news, told_now = sources_news([condition(row, now) for row in rows], told, now, after)
        for one in news:
            await self._tell(one)
        if told_now != told:
            await self._writer(self._db.meta.set, TOLD_SOURCES, json.dumps(told_now))

    async def _tell_of_restore(self) -> None:
        since = await self._writer(self._db.meta.get, RESTORED)
        if not since:
            return
        note = (
            f"A backup was restored that knows what happened until {since}. What the sources listed when it "
            "was started counts as seen and was not alerted: `dateline incidents` shows it. What waited "
            "was put aside: `dateline outbox list --status dead` shows it."
        )
        await self._tell(News(f"restored:{since}:{self.started.date()}", "a backup was restored", note))
        await self._writer(self._db.meta.set, RESTORED, "")

    async def _tell_of_silence(self, now: datetime, after: timedelta) -> None:
        if not self._daemon.config.sources:
            return
        last = await self._writer(self._db.figures.last_new_entry)
        told = await self._writer(self._db.meta.get, TOLD_SILENCE) or None
        news, told_now = silence_news(last, self.started, told, now, after)
        if news is not None:
            await self._tell(news)
        if told_now != told:
            await self._writer(self._db.meta.set, TOLD_SILENCE, told_now or "")

    async def _tell(self, news: News) -> None:
        log.warning(news.subject, note=news.note)
        redact = self._daemon.config.secrets.redact
        await self._daemon.parts.delivery.tell_owner(news.key, redact(news.subject), redact(news.note))

    # --- signs of life

    async def beat(self) -> None:
        """Prove progress with a write, and tell the supervisor. A full disk is no reason to be killed."""
        if self._clock.monotonic() - self.ticked > TICK_LATE:
            return
        try:
            await self._writer(self._db.meta.set_instant, BEAT, self._clock.now())
        except StorageFull as error:
            self._daemon.storage.trouble(error)
        except StorageFailed:
            raise
        self.beaten = self._clock.monotonic()
        self._daemon.supervisor.alive()

    async def ping(self) -> None:
        """Ask for the dead man's address while all is well. When it fails, that is logged once."""
        url = self._daemon.config.service.heartbeat_url
        if url is None or not self._daemon.storage.works or self.beaten is None:
            return
        if self._clock.monotonic() - self.beaten > 2 * self._daemon.supervisor.beat_every + TICK_LATE:
            return
        private = self._daemon.config.network.private_receivers
        origin = Source("heartbeat", "feed", url.reveal(), private=private)
        answer = await self._daemon.parts.engine.fetch(url.reveal(), origin=origin, deadline=20.0)
        failed = isinstance(answer, Failure)
        if failed != self._ping_fails:
            if isinstance(answer, Failure):
                log.warning("the heartbeat address does not answer", fault=answer.text)
            else:
                log.info("the heartbeat address answers again")
        self._ping_fails = failed
