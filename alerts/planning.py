"""The first half of delivery: notices that wait are routed, rendered once, and stored as messages.

It calls the deciders in order and sends nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Container, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from alerts.outbox import Accounts, NewMessage, Outbox
from alerts.receivers import Digested, Draft, MessageKind, Receiver, message_id
from alerts.routing import History, Hold, Send, Silence, Silenced, digest_before, route
from incidents.notices import Notice

PAGE = 200
GATHERED = 10_000  # at most so many notices go into one message
CHUNK = 50
PARKED = timedelta(days=1)


class Planner:
    """Routes what waits in the outbox. `started_at` bounds the first digest from below."""

    def __init__(
        self,
        outbox: Outbox,
        receivers: Mapping[str, Receiver],
        started_at: datetime,
        accounts: Accounts | None = None,
    ) -> None:
        self._outbox = outbox
        self._receivers = receivers
        self._started_at = started_at
        self._accounts = accounts

    async def plan(self, now: datetime, gone: Container[str]) -> bool:
        """Route a page of what is due, and all of it for a receiver that sums up; whether there may be more.

        The `gone` get no digest; what is meant for them is stored, and the outbox holds it.
        """
        digests = await self._digests_due(now, gone)
        silences = await self._outbox.silences(now)
        written: set[str] = set()
        page = await self._outbox.unrouted(now, PAGE)
        more = len(page) == PAGE
        ordered = sorted(page, key=lambda notice: notice.receiver)
        found = {name: list(of_one) for name, of_one in groupby(ordered, key=lambda notice: notice.receiver)}
        for name in {*found, *digests}:
            receiver, notices = self._receivers.get(name), found.get(name, [])
            if receiver is None:
                await self._park(name, notices, now)
                continue
            if more and receiver.settings.sums_up:
                notices = await self._outbox.unrouted(now, GATHERED, name)
            if await self._route(receiver, notices, silences, digests.get(name), now):
                written.add(name)
        for name in digests.keys() - written:  # nothing happened, and that is said too
            empty = [Send((), "digest: its time has come")]
            await self._store(self._receivers[name], empty, digests[name], now)
        return more

    async def _park(self, name: str, notices: list[Notice], now: datetime) -> None:
        """The config may name the receiver again; until then its notices have this answer."""
        why = f"receiver: the config names no {name}"
        await self._outbox.hold([notice.notice_id for notice in notices], now + PARKED, why)

    async def _route(
        self,
        receiver: Receiver,
        notices: list[Notice],
        silences: list[Silence],
        digest: Digested | None,
        now: datetime,
    ) -> int:
        settings = receiver.settings
        history = await self._history(receiver, now)
        decisions = route(notices, settings, history, silences, now, digest_due=digest is not None)
        for decision in decisions:
            ids = [notice.notice_id for notice in decision.notices]
            match decision:
                case Hold():
                    await self._outbox.hold(ids, decision.until, decision.why)
                case Silenced():
                    await self._outbox.silence(ids, decision.why)
        sends = [decision for decision in decisions if isinstance(decision, Send)]
        return await self._store(receiver, sends, digest, now)

    async def _history(self, receiver: Receiver, now: datetime) -> History:
        settings, anyone = receiver.settings, receiver.recipients()[0]
        holding = await self._outbox.holding(settings.name, now) if settings.group else []
        since = now - settings.limit.per if settings.limit else None
        sent = await self._outbox.sent_times(settings.name, anyone, since) if since else []
        return History(tuple(sent), tuple(holding))

    async def _store(
        self, receiver: Receiver, sends: list[Send], digest: Digested | None, now: datetime
    ) -> int:
        """Render and store, some at a time, letting the loop live."""
        stored = 0
        for some in _chunks(sends, CHUNK):
            firsts: dict[tuple[str, str], str] = {}
            messages = [m for send in some for m in await self._messages(receiver, send, digest, now, firsts)]
            await self._outbox.put_messages(messages)
            stored += len(messages)
            await asyncio.sleep(0)
        return stored

    async def _messages(
        self,
        receiver: Receiver,
        send: Send,
        digest: Digested | None,
        now: datetime,
        firsts: dict[tuple[str, str], str],
    ) -> list[NewMessage]:
        kind: MessageKind = "alert" if digest is None else "digest"
        parts = [notice.notice_id for notice in send.notices]
        if digest is not None:
            parts.append(digest.until.isoformat())
        messages = []
        for recipient in receiver.recipients():
            key = message_id(kind, receiver.settings.name, recipient, tuple(parts))
            draft = Draft(
                message_id=key,
                recipient=recipient,
                at=now,
                notices=send.notices,
                kind=kind,
                why=send.why,
                references=await self._references(receiver, recipient, send.notices, firsts),
                digest=digest,
            )
            messages.append(new_message(receiver, draft))
            for notice in send.notices:
                firsts.setdefault((notice.known.incident_id, recipient), key)
        return messages

    async def _references(
        self,
        receiver: Receiver,
        recipient: str,
        notices: tuple[Notice, ...],
        firsts: Mapping[tuple[str, str], str],
    ) -> tuple[str, ...]:
        """The first message about the incident; threads are for mail about one incident.

        `firsts` are messages of the same batch, which the outbox does not know yet.
        """
        incidents = {notice.known.incident_id for notice in notices}
        if receiver.settings.kind != "email" or len(incidents) != 1:
            return ()
        incident = incidents.pop()
        first = await self._outbox.thread(incident, receiver.settings.name, recipient)
        first = first or firsts.get((incident, recipient))
        return () if first is None else (first,)

    async def _digests_due(self, now: datetime, gone: Container[str]) -> dict[str, Digested]:
        due = {}
        for name, receiver in self._receivers.items():
            digest = receiver.settings.digest
            if digest is None or name in gone:
                continue
            since = await self._outbox.last_digest(name) or self._started_at
            if digest_before(digest, ZoneInfo(receiver.settings.zone), now) > since:
                account = None if self._accounts is None else await self._accounts.account(since, now)
                due[name] = Digested(since, now, account)
        return due


def _chunks(sends: list[Send], size: int) -> list[list[Send]]:
    return [sends[start : start + size] for start in range(0, len(sends), size)]


def new_message(receiver: Receiver, draft: Draft) -> NewMessage:
    """The draft, rendered by its receiver, as it is stored."""
    subject, payload = receiver.compose(draft)
    return NewMessage(
        message_id=draft.message_id,
        receiver=receiver.settings.name,
        recipient=draft.recipient,
        kind=draft.kind,
        subject=subject,
        payload=payload,
        created_at=draft.at,
        notice_ids=tuple(notice.notice_id for notice in draft.notices),
        why=draft.why,
    )
