"""Each rule of routing against a real mail server, with a clock that the test moves."""

from __future__ import annotations

import email
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from email.policy import default
from zoneinfo import ZoneInfo

import structlog

from alerts.delivery import Delivery
from alerts.mail import MailReceiver
from alerts.receivers import Account, Digest, Limit, Quiet, ReceiverSettings, SmtpSettings
from alerts.routing import Silence
from incidents.incident import KnownIncident, Toll
from incidents.watch import Thresholds
from tests.alerts.invented import STABBING, change, desk, known, notice
from tests.alerts.memory import Clock, MemoryOutbox
from tests.alerts.servers import Mailbox, mail_server

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
VIENNA = ZoneInfo("Europe/Vienna")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIENNA).astimezone(UTC)


class Book:
    async def account(self, since: datetime, until: datetime) -> Account:
        return Account(43, 41, ("Hill Courier",), ("Valley Post",), {"opened": 1, "no_incident": 1203})


class Day:
    """A service, its mail server and its clock; `mails` are (local time, subject)."""

    def __init__(self, box: Mailbox, settings: ReceiverSettings, start: datetime) -> None:
        self.box, self.clock, self.outbox = box, Clock(start), MemoryOutbox()
        smtp = SmtpSettings("127.0.0.1", box.port, "dateline@example.org", "none")
        self.receiver = MailReceiver(settings, smtp)
        receivers = {settings.name: self.receiver}
        self.delivery = Delivery(
            self.outbox, receivers, self.clock, "boot", structlog.get_logger(), accounts=Book()
        )
        self.mails: list[tuple[str, str]] = []

    async def pass_(self, until: datetime, happens: Callable[[datetime], list] = lambda now: []) -> None:
        """Minute by minute; `happens` says which notices are planned at each."""
        while self.clock() <= until:
            self.outbox.add(*happens(self.clock()))
            await self.delivery.pump()
            for mail in self.box.mails[len(self.mails) :]:
                subject = email.message_from_bytes(mail, policy=default)["Subject"]
                self.mails.append((f"{self.clock().astimezone(VIENNA):%d %H:%M}", str(subject)))
            self.clock.pass_(minutes=1)
        await self.receiver.close()

    @property
    def times(self) -> list[str]:
        return [when for when, _ in self.mails]


def killed(number: int) -> KnownIncident:
    return known(STABBING.__class__(type=STABBING.type, status="current", killed=Toll.exactly(number)))


async def test_thirty_articles_on_one_attack_are_one_alert_and_then_one_update_a_window():
    incident, start = known(), at("2026-03-02T10:00")

    def happens(now: datetime) -> list:
        minute = (now - start) // MINUTE
        if minute == 0:
            return [notice(incident, at=now)]
        if minute <= 10:
            return [
                notice(
                    incident,
                    reason="toll",
                    version=3 * minute + n,
                    at=now,
                    changes=(change(after=minute + 1),),
                )
                for n in range(3)
            ]
        return []

    async with mail_server() as box:
        day = Day(box, desk(group=2 * MINUTE), start)
        await day.pass_(start + HOUR, happens)
    assert day.times == ["02 10:02", "02 10:05", "02 10:08", "02 10:11"]
    assert day.mails[0][1].startswith("Kaspiysk")
    assert all(subject.startswith("Toll 1 -> ") for _, subject in day.mails[1:])
    assert b"In-Reply-To" in box.mails[-1]


async def test_a_flood_is_ten_mails_an_hour_and_names_every_incident():
    start = at("2026-03-02T10:00")
    planned = []

    def happens(now: datetime) -> list:
        if now - start < 30 * MINUTE:
            planned.append(notice(at=now))
            return planned[-1:]
        return []

    async with mail_server() as box:
        day = Day(box, desk(limit=Limit(10, HOUR)), start)
        await day.pass_(start + 2 * HOUR, happens)
    assert day.times == [*(f"02 10:{n:02}" for n in range(10)), "02 11:00"]
    assert day.mails[-1][1].startswith("20 incidents: Kaspiysk")
    whole = b"".join(mail.replace(b"=\r\n", b"") for mail in box.mails)
    assert all(len(row.log) == 1 for row in day.outbox.messages.values())
    assert {key for row in day.outbox.messages.values() for key in row.new.notice_ids} == {
        n.notice_id for n in planned
    }
    assert b"Timing: limit: 10 messages in 1 h; this one sums up the other 20" in whole


async def test_a_quiet_night_is_told_in_the_morning_in_order_but_for_the_worst():
    quiet = Quiet(time(22), time(7), Thresholds(killed=5))
    start = at("2026-03-28T21:58")  # the clocks go forward in this night
    events = {at("2026-03-28T21:59"): 1, at("2026-03-28T23:00"): 2, at("2026-03-29T03:30"): 7}
    events[at("2026-03-29T06:59")] = 3

    async with mail_server() as box:
        day = Day(box, desk(quiet=quiet, zone="Europe/Vienna"), start)
        await day.pass_(
            at("2026-03-29T08:00"),
            lambda now: [notice(killed(events[now]), at=now)] if now in events else [],
        )
    assert [(when, subject.split(", ")[-1]) for when, subject in day.mails] == [
        ("28 21:59", "1 killed"),
        ("29 03:30", "7 killed"),
        ("29 07:00", "2 killed"),
        ("29 07:00", "3 killed"),
    ]


async def test_a_digest_comes_every_morning_and_proves_silence():
    settings = desk(zone="Europe/Vienna", digest=Digest(time(7, 30)))
    start, event = at("2026-03-02T10:00"), at("2026-03-02T20:00")
    async with mail_server() as box:
        day = Day(box, settings, start)
        await day.pass_(at("2026-03-04T08:00"), lambda now: [notice(at=now)] if now == event else [])
    assert day.mails == [
        (
            "03 07:30",
            "Digest: 1 incident: Kaspiysk, Dagestan (RU): stabbing, 1 killed, 1 injured, claimed by "
            "Islamic State",
        ),
        ("04 07:30", "Digest: 0 incidents"),
    ]
    assert b"41 of 43 sources healthy, 1 silent (Hill Courier), 1 failing (Valley Post)." in box.mails[1]


async def test_a_weekly_digest_comes_on_its_day():
    settings = desk(zone="Europe/Vienna", digest=Digest(time(7, 30), 4))
    async with mail_server() as box:
        day = Day(box, settings, at("2026-03-05T10:00"))
        await day.pass_(at("2026-03-13T08:00"))
    assert day.times == ["06 07:30", "13 07:30"]


async def test_a_silence_is_kept_while_it_lasts_and_leaves_its_reason():
    start = at("2026-03-02T10:00")
    async with mail_server() as box:
        day = Day(box, desk(), start)
        day.outbox.silencing.append(Silence("1", start + 5 * MINUTE, "exercise", types=("stabbing",)))
        await day.pass_(
            start + 10 * MINUTE,
            lambda now: [notice(at=now)] if (now - start) % (3 * MINUTE) == timedelta() else [],
        )
    assert day.times == ["02 10:06", "02 10:09"]
    assert [row.why for row in day.outbox.notices.values() if row.state == "silenced"] == [
        "silence: 1 until 2026-03-02T09:05Z: exercise"
    ] * 2
