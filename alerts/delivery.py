"""Delivery: what waits is routed, what is due is claimed, sent and settled, until told to stop.

Each receiver has a lane of its own, so one that hangs or is down delays no other. Before the first byte the
message's row says `sending`; right after the reply it is settled. Deciding is left to `routing` and `retry`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from alerts.lane import Lane, Log, Lost
from alerts.outbox import Accounts, Outbox
from alerts.planning import Planner, new_message
from alerts.receivers import Draft, Receiver, message_id

LONGEST_SLEEP = 30.0  # the wall clock may step: look again at least this often
REPORT_EVERY = timedelta(hours=24)


class Delivery:
    """Runs the outbox. One instance a process; `clock` gives aware UTC.

    `owner` names the receiver that hears about the service itself. `poke` says that there is something new.
    """

    def __init__(
        self,
        outbox: Outbox,
        receivers: Mapping[str, Receiver],
        clock: Callable[[], datetime],
        boot_id: str,
        log: Log,
        *,
        owner: str | None = None,
        accounts: Accounts | None = None,
    ) -> None:
        self._outbox = outbox
        self._receivers = dict(receivers)
        self._clock = clock
        self._log = log
        self._owner = owner
        self._planner = Planner(outbox, self._receivers, clock(), accounts)
        self._lanes = {
            name: Lane(outbox, receiver, clock, boot_id, log, self._lost)
            for name, receiver in self._receivers.items()
        }
        self._boot_id = boot_id
        self._gone: dict[str, str] = {}
        self._reported: dict[tuple[str, str], datetime] = {}
        self._wake = asyncio.Event()
        self._stopping = False
        self._running: dict[str, asyncio.Task[int]] = {}

    def poke(self) -> None:
        """There is something new: look now. To be called on the loop's thread."""
        self._wake.set()

    async def pump(self) -> int:
        """Route and send all that is due now, and wait for it; how many attempts were made."""
        await self._begin()
        now = self._clock()
        while await self._planner.plan(now, self._gone):
            pass
        due = await self._outbox.next_due()
        names = [name for name, at in due.items() if self._usable(name) and at <= now]
        attempts = await asyncio.gather(*(self._lanes[name].drain() for name in names))
        return sum(attempts)

    async def run(self) -> None:
        """Deliver until `stop`; after that it returns at once.

        What the outbox raises ends it; it may then be run again, and writes down first what it still owes.
        """
        recovered = await self._outbox.recover(self._boot_id)
        if recovered:
            self._log.warning("messages in flight at the last end are sent again", messages=recovered)
        await self._begin()
        try:
            while not self._stopping:
                self._wake.clear()
                await self._turn()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), await self._pause())
        finally:
            await self._finish(0.0 if not self._stopping else None)

    async def _begin(self) -> None:
        self._gone = dict(await self._outbox.disabled())
        for name, lane in self._lanes.items():
            await lane.open(usable=name not in self._gone and not self._stopping)

    async def _take_back(self) -> None:
        """Use again the receivers that somebody has enabled since they were disabled."""
        if not self._gone:
            return
        still = dict(await self._outbox.disabled())
        for name in (self._gone.keys() - still.keys()) & self._lanes.keys():
            await self._lanes[name].open(usable=not self._stopping)
        self._gone = still

    async def stop(self, deadline: float = 8.0) -> None:
        """Take nothing new, let what is on its way end within `deadline` seconds, and close the receivers."""
        self._stopping = True
        for lane in self._lanes.values():
            lane.stop()
        self._wake.set()
        await self._finish(deadline)
        for receiver in self._receivers.values():
            with suppress(TimeoutError):
                await asyncio.wait_for(receiver.close(), 2.0)

    async def tell_owner(self, key: str, subject: str, note: str, *, not_through: str | None = None) -> bool:
        """Store a service message to the owner, or through another receiver when the owner's is the trouble.

        The same `key` to the same receiver is one message, however often it is told. False: nobody is left.
        """
        now = self._clock()
        for name in self._ways_to_owner(not_through):
            receiver = self._receivers[name]
            messages = [
                new_message(
                    receiver,
                    Draft(
                        message_id=message_id("service", name, recipient, (key,)),
                        recipient=recipient,
                        at=now,
                        kind="service",
                        subject=subject,
                        note=note,
                        why="service: news about the monitor itself",
                    ),
                )
                for recipient in receiver.recipients()
            ]
            await self._outbox.put_messages(messages)
            self._wake.set()
            return True
        self._log.error("nobody is left to tell", subject=subject, note=note)
        return False

    def _ways_to_owner(self, not_through: str | None) -> list[str]:
        names = [self._owner] if self._owner else []
        names += [name for name in self._receivers if name != self._owner]
        fit = [n for n in names if n in self._receivers and n not in self._gone and n != not_through]
        return sorted(fit, key=lambda name: self._lanes[name].failing_since is not None)

    async def _turn(self) -> None:
        """One look: plan, start the lanes that have something due, take in those that ended."""
        for name, task in list(self._running.items()):
            if task.done():
                del self._running[name]
                task.result()
        await self._take_back()
        now = self._clock()
        await self._planner.plan(now, self._gone)
        for name, at in (await self._outbox.next_due()).items():
            if (
                self._usable(name)
                and at <= now
                and name not in self._running
                and not self._lanes[name].rest()
            ):
                task = asyncio.create_task(self._lanes[name].drain(), name=f"lane {name}")
                task.add_done_callback(lambda _: self._wake.set())
                self._running[name] = task

    async def _pause(self) -> float:
        """Seconds until something may be due: a message, a hold, a lane that rests."""
        now = self._clock()
        due = await self._outbox.next_due()
        moments = [at for name, at in due.items() if self._usable(name) and not self._busy(name)]
        release = await self._outbox.next_release()
        waits = [(at - now).total_seconds() for at in [*moments, *([release] if release else [])]]
        waits += [rest for name in due if self._usable(name) and (rest := self._lanes[name].rest())]
        return min(max(min(waits, default=LONGEST_SLEEP), 0.0), LONGEST_SLEEP)

    def _usable(self, name: str) -> bool:
        return name in self._lanes and name not in self._gone

    def _busy(self, name: str) -> bool:
        return name in self._running or self._lanes[name].rest() > 0

    async def _finish(self, deadline: float | None) -> None:
        tasks = [task for task in self._running.values() if not task.done()]
        if not tasks or deadline is None:
            return
        _, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _lost(self, lost: Lost) -> None:
        """A lane gave a message or its receiver up, or has been failing for long: the owner hears of it."""
        name, now = lost.receiver, self._clock()
        if lost.kind == "gone":
            self._gone[name] = lost.why
            await self._outbox.disable(name, lost.why, now)
            self._log.error("receiver disabled", receiver=name, why=lost.why)
        told = self._reported.get((name, lost.kind))
        if told is not None and now - told < REPORT_EVERY:
            return
        self._reported[(name, lost.kind)] = now
        subject, note = lost.words()
        await self.tell_owner(f"{lost.kind}:{name}:{now.date()}", subject, note, not_through=name)
